"""What a person could enter for an item: the possible answers, all equally likely, and what one may know about them.

The preview asks what an outcome says about one of them. "Equally likely" is the neutral prior: it stands for somebody
who knew nothing before. docs/preview.md says what is counted as one answer for every kind.

Leaves to others: what answers lead to (the rule objects of kinds), conditions of statements (preview_conditions).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from desktop.deals import preview_facts as facts
from desktop.deals.answers import Answer, Entries, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.in_words import amount_in_words, statement_label, window_in_words
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
    SetItem,
)
from desktop.deals.kinds.bundle import scores_of
from desktop.deals.kinds.sets import spellings
from desktop.deals.kinds.statements import Statements, statements
from desktop.deals.outcome import Value
from desktop.deals.preview_conditions import offers_space
from desktop.deals.preview_counting import (
    nth_combination,
    nth_digits,
    nth_ranking,
    nth_ticks,
    size_digits,
    size_rankings,
    size_ticks,
)
from desktop.deals.preview_facts import Fact
from desktop.deals.sheet import direction_of, n_packages
from desktop.deals.text import fold
from desktop.language import quoted

MAX_NEAR = 1024
"""At most so many answers beside one's own are tried for being indistinguishable from it."""

MAX_SINGLE = 256
"""At most so many answers that accept one thing only are tried."""

MAX_ENTRIES = 12
"""Entries of a set that are taken into account one by one."""


@dataclass(frozen=True, slots=True)
class Space:
    """The possible answers of one person to one item.

    Attributes:
        size: how many.
        at: the answer of a number below size.
        normal: one's own answer as it stands among them, without what the rule does not look at.
        accepts: how much an answer accepts; who only wants to find out accepts the most.
        most: an answer that accepts the most; used where not all answers can be looked at.
        one_most: no other answer accepts as much; otherwise another one may find out more.
        single: answers that accept one thing only; they show which results are possible.
        facts: what can be known, bit by bit.
        is_scale: every fact implies the one before it.
        shown: bits of the facts that are about what a value shows.
        near: answers like this one, for counting those that no run can tell from it.
        alike: people whose spaces have the same value here can change places without changing any result.
    """

    size: int
    at: Callable[[int], Answer]
    alike: Hashable
    accepts: Callable[[Answer], int]
    most: tuple[Answer, ...]
    one_most: bool = True
    single: tuple[Answer, ...] = ()
    facts: tuple[Fact, ...] = ()
    is_scale: bool = False
    shown: Callable[[Value], int] = lambda value: 0
    normal: Callable[[Answer], Answer] = lambda answer: answer
    near: Callable[[Answer], list[Answer]] = lambda answer: []

    def mask(self, answer: Answer) -> int:
        """The facts that hold, as bits."""
        return sum(1 << place for place, fact in enumerate(self.facts) if fact.holds(answer))

    def certain(self, yes: int, no: int, who: str) -> list[str]:
        """What these bits say of somebody, in words; of a scale only the strongest on either side.

        Args:
            yes, no: the facts that hold, and those that do not.
            who: YOU, THEY or ALL of preview_facts.
        """
        holding = [fact.said for place, fact in enumerate(self.facts) if yes >> place & 1]
        failing = [fact.denied for place, fact in enumerate(self.facts) if no >> place & 1]
        return facts.told_of(holding[-1:] + failing[:1] if self.is_scale else holding + failing, who)


def space_of(item: AnyItem, roles: Sequence[str], seat: int, own: Answer = None) -> Space:
    """The possible answers of one seat that answers the item.

    Args:
        roles: the role of every seat.
        seat: from 0.
        own: the answer of the person whose preview it is: the entries of a set that are taken into account.
    """
    match item:
        case MatchItem():
            said = Fact(facts.SAID_YES, facts.NOT_SAID_YES, lambda answer: answer is True)
            return Space(
                size=2,
                at=lambda index: index == 1,
                alike="match",
                accepts=lambda answer: int(answer is True),
                most=(True,),
                facts=(said,),
                shown=lambda value: 1,
                normal=lambda answer: answer is True,
            )
        case LevelItem():
            return _levels(item)
        case PickItem():
            vetoes = item.veto_threshold > 0
            always = {item.options[option] for option in item.always}
            most = min(item.max_ticks or len(item.options), len(item.options))
            return _ticks(item.options, most, vetoes, always)
        case DatesItem():
            return _ticks(item.windows, len(item.windows), False, set(), dates=True)
        case RankItem():
            return _rankings(item)
        case LadderItem():
            return _runs(item, direction_of(item.direction, roles[seat]))
        case BundleItem():
            return _preferences(item)
        case SetItem():
            return _entries(item.max_entries, own)
        case _:
            return _offers(statements(item, roles), seat, roles)


def _levels(item: LevelItem) -> Space:
    levels = item.levels

    def fact(level: int) -> Fact:
        return Fact(
            facts.CHOSE_MORE if level < len(levels) - 1 else facts.CHOSE,
            facts.CHOSE_LESS if level > 1 else facts.CHOSE,
            lambda answer: isinstance(answer, int) and answer >= level,
            quoted(levels[level]),
            quoted(levels[level if level > 1 else 0]),
        )

    def shown(value: Value) -> int:
        index = levels.index(value) if isinstance(value, str) else 0
        return 1 << index - 1 if index else 0

    def level(answer: Answer) -> int:
        return answer if isinstance(answer, int) else 0

    return Space(
        size=len(levels),
        at=lambda index: index,
        alike="level",
        accepts=level,
        most=(len(levels) - 1,),
        facts=tuple(fact(index) for index in range(1, len(levels))),
        is_scale=True,
        shown=shown,
        normal=level,
    )


def _has(names: Sequence[str], value: Value, without: set[str]) -> int:
    """Bits of the names that a value shows."""
    shown = set(value if isinstance(value, tuple) else [value]) - without
    return sum(1 << place for place, name in enumerate(names) if name in shown)


def _ticks(names: Sequence[str], most: int, vetoes: bool, always: set[str], *, dates: bool = False) -> Space:
    def ticked(option: int) -> Fact:
        name = quoted(window_in_words(names[option]) if dates else names[option])
        return Fact(facts.TICKED, facts.NOT_TICKED, lambda a: option in _ticked(a), name)

    def vetoed(option: int) -> Fact:
        return Fact(facts.VETOED, facts.NOT_VETOED, lambda a: option in _vetoed(a), quoted(names[option]))

    known = [ticked(option) for option in range(len(names))]
    if vetoes:
        known += [vetoed(option) for option in range(len(names))]
    return Space(
        size=size_ticks(len(names), most, vetoes),
        at=lambda index: Ticks(*nth_ticks(len(names), vetoes, index)),
        alike="ticks",
        accepts=lambda answer: len(_ticked(answer)) - len(_vetoed(answer)),
        most=(Ticks(frozenset(range(most))),),
        one_most=most == len(names),
        single=tuple(Ticks(frozenset((option,))) for option in range(len(names))),
        facts=tuple(known),
        shown=lambda value: _has(names, value, always),
        normal=lambda answer: answer if isinstance(answer, Ticks) else Ticks(frozenset()),
    )


def _ticked(answer: Answer) -> frozenset[int]:
    return answer.ticked if isinstance(answer, Ticks) else frozenset()


def _vetoed(answer: Answer) -> frozenset[int]:
    return answer.vetoed if isinstance(answer, Ticks) else frozenset()


def _rankings(item: RankItem) -> Space:
    options = item.options

    def accepted(answer: Answer) -> frozenset[int]:
        return (
            frozenset(option for tier in answer.tiers for option in tier)
            if isinstance(answer, Ranking)
            else frozenset()
        )

    def fact(option: int) -> Fact:
        return Fact(facts.FINE, facts.NOT_FINE, lambda a: option in accepted(a), quoted(options[option]))

    return Space(
        size=size_rankings(len(options)),
        at=lambda index: Ranking(nth_ranking(len(options), index)),
        alike="rank",
        accepts=lambda answer: len(accepted(answer)),
        most=(Ranking((tuple(range(len(options))),)),),
        one_most=False,
        single=tuple(Ranking(((option,),)) for option in range(len(options))),
        facts=tuple(fact(option) for option in range(len(options))),
        shown=lambda value: _has(options, value, set()),
        normal=lambda a: Ranking(tuple(tuple(sorted(tier)) for tier in a.tiers) if isinstance(a, Ranking) else ()),
    )


def _runs(item: LadderItem, direction: str) -> Space:
    amounts = [f"{amount:f}" for amount in item.amounts]
    from_own_end = amounts[::-1] if direction == "higher" else amounts

    def ticked(answer: Answer) -> int:
        return answer.n_ticked if isinstance(answer, Run) else 0

    def fact(n_ticked: int) -> Fact:
        amount = amount_in_words(Decimal(from_own_end[n_ticked - 1]), item.unit)
        return Fact(facts.ACCEPTS, facts.NOT_ACCEPTS, lambda answer: ticked(answer) >= n_ticked, amount)

    def shown(value: Value) -> int:
        if value is not True:
            return 1 << from_own_end.index(f"{value:f}" if hasattr(value, "as_tuple") else str(value))
        return 1 << from_own_end.index(amounts[item.reference]) if item.rule == "fair_price" else 0

    return Space(
        size=len(amounts) + 1,
        at=Run,
        alike=("ladder", direction),
        accepts=ticked,
        most=(Run(len(amounts)),),
        facts=tuple(fact(n_ticked) for n_ticked in range(1, len(amounts) + 1)),
        is_scale=True,
        shown=shown,
        normal=lambda answer: Run(ticked(answer)),
    )


def _preferences(item: BundleItem) -> Space:
    sizes = [len(issue.options) for issue in item.issues]
    bases = [101] * sum(sizes) + [11] * len(sizes) + [n_packages(item) + 1]

    def build(digits: Sequence[int]) -> Preferences:
        points, at = [], 0
        for size in sizes:
            points.append(tuple(digits[at : at + size]))
            at += size
        weakest = nth_digits(sizes, digits[-1] - 1) if digits[-1] else None
        return Preferences(tuple(points), tuple(digits[at:-1]), weakest)

    def near(answer: Answer) -> list[Answer]:
        own = answer if isinstance(answer, Preferences) else nothing
        changed: list[Answer] = []
        for issue, option, points in product(range(len(sizes)), range(max(sizes)), range(101)):
            if option < sizes[issue] and len(changed) < MAX_NEAR:
                row = (*own.points[issue][:option], points, *own.points[issue][option + 1 :])
                changed.append(
                    Preferences((*own.points[:issue], row, *own.points[issue + 1 :]), own.weights, own.weakest)
                )
        return changed

    def only(package: Sequence[int]) -> Preferences:
        points = tuple(
            tuple(int(option == chosen) for option in range(size)) for size, chosen in zip(sizes, package, strict=True)
        )
        return Preferences(points, (1,) * len(sizes), tuple(package))

    nothing = build([0] * len(bases))
    everything = build([0] * sum(sizes) + [1] * (len(sizes) + 1))
    return Space(
        size=size_digits(bases),
        at=lambda index: build(nth_digits(bases, index)),
        alike="bundle",
        accepts=lambda answer: int(scores_of(item, answer).acceptable.sum()),
        most=(everything,),
        one_most=False,
        single=tuple(only(nth_digits(sizes, package)) for package in range(min(n_packages(item), MAX_SINGLE))),
        normal=lambda answer: answer if isinstance(answer, Preferences) else nothing,
        near=near,
    )


def _offers(every: Statements, seat: int, roles: Sequence[str]) -> Space:
    offers = offers_space(every, seat)
    names = {every.name(number): number for number in every.of(seat)}

    def fact(statement: str) -> Fact:
        return Fact(
            facts.OFFERED,
            facts.NOT_OFFERED,
            lambda answer: isinstance(answer, Offers) and statement in answer.by_statement,
            quoted(statement_label(every.item, roles[seat], statement)),
        )

    own = [every.ids[number] for number in names.values()]
    return Space(
        size=offers.size,
        at=offers.at,
        alike=("disclose", seat),
        accepts=offers.accepts,
        most=(offers.everything,),
        single=(offers.everything,),
        facts=tuple(fact(statement) for statement in own),
        shown=lambda value: _has(tuple(names), tuple(value) if isinstance(value, dict) else (), set()),
        normal=offers.normal,
    )


def _entries(max_entries: int, own: Answer) -> Space:
    """As if only the own entries, and one more, were possible: the worst case is somebody who knows that."""
    known = list(spellings(own).values())[:MAX_ENTRIES]
    other = "something else"
    while fold(other) in spellings(own):
        other += "?"
    universe = (*known, other)
    most = min(max_entries, len(universe))

    def fact(entry: str) -> Fact:
        return Fact(
            facts.ENTERED,
            facts.NOT_ENTERED,
            lambda answer: isinstance(answer, Entries) and entry in answer.strings,
            quoted(entry),
        )

    def entries(places: Sequence[int]) -> Entries:
        return Entries(tuple(universe[place] for place in places))

    def at(index: int) -> Entries:
        return entries(sorted(nth_ticks(len(universe), False, index)[0]))

    return Space(
        size=size_ticks(len(universe), most, False),
        at=at,
        alike="set",
        accepts=lambda answer: len(answer.strings) if isinstance(answer, Entries) else 0,
        most=(entries(nth_combination(len(universe), most, 0)),),
        one_most=most == len(universe),
        single=tuple(entries((place,)) for place in range(len(universe))),
        facts=tuple(fact(entry) for entry in known),
        shown=lambda value: _has(known, value, set()) if isinstance(value, tuple) else 0,
        normal=lambda answer: Entries(tuple(known)),
    )
