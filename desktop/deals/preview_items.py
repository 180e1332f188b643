"""What one item by itself lets others work out: the rule object of the item, tried on all possible answers.

    seen = look(item, roles, me, own)        # preview_infer.Inference

Tried are at most MAX_COMBINATIONS combinations of the others' answers, and MAX_WORK combinations with one's own. With
more of the others', outcomes and chances come from a spread-out sample of them, and chances to guess are upper bounds.

Leaves to others: gates between items (preview_gates), words (preview_words).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb, prod
from typing import TypeAlias

from desktop.deals.answers import Answer
from desktop.deals.items import AnyItem
from desktop.deals.kinds import rule_of
from desktop.deals.kinds.base import ItemRule, Shown
from desktop.deals.kinds.disclose import DiscloseRule
from desktop.deals.kinds.sets import SetRule
from desktop.deals.outcome import Value
from desktop.deals.preview_infer import Chances, Group, Inference, Seen, infer, n_lookups, n_ways
from desktop.deals.preview_spaces import Space, space_of
from desktop.deals.preview_words import Shows
from desktop.deals.rule import MAX_COMBINATIONS, TooManyOutcomes, item_outcomes

MAX_WORK = 1 << 15
"""At most so many looks at a rule of little work; rules of more work get fewer."""

MAX_LOOKUPS = 1 << 18
"""At most so many times something that was seen before is looked up again."""

SAMPLES = 192
"""Combinations of the others' answers that stand for all where they are too many."""

Decided: TypeAlias = Callable[[Answer, tuple[tuple[Answer, ...], ...]], Shown | None]
"""One's own answer, and per group its people's answers, to what the rule shows."""

_WORK = {"match": 1, "level": 1, "pick": 1, "dates": 1, "ladder": 1, "rank": 1, "set": 2, "disclose": 4, "bundle": 64}


@dataclass(frozen=True, slots=True)
class Others:
    """Seats that answer the item and can change places with each other."""

    space: Space
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Looked:
    """What was found about one item. Private.

    Attributes:
        rule: the rule object.
        seen: chances and certainties; seen.told is empty unless seen.exact.
        own: one's own possible answers; None when one does not answer the item.
        others: everybody else who answers.
    """

    rule: ItemRule
    seen: Inference
    own: Space | None
    others: tuple[Others, ...]

    @property
    def n_others(self) -> int:
        """How many others answer."""
        return sum(len(group.places) for group in self.others)


def look(item: AnyItem, roles: Sequence[str], me: int, own: Answer) -> Looked:
    """Everything about one item by itself.

    Args:
        roles: the role of every seat.
        me: one's own seat.
        own: one's own answer; not looked at when the seat does not answer the item.
    """
    rule = rule_of(item, roles)
    mine = rule.seats.index(me) if me in rule.seats else None
    groups = _groups(item, rule, roles, mine, own)
    if mine is None:
        nobody = Space(size=1, at=lambda index: None, alike="", accepts=lambda answer: 0, most=(None,))
        return Looked(rule, _looked(item, rule, None, nobody, None, groups), None, groups)
    space = space_of(item, roles, me, own)
    return Looked(rule, _looked(item, rule, mine, space, space.normal(own), groups), space, groups)


def _groups(item: AnyItem, rule: ItemRule, roles: Sequence[str], mine: int | None, own: Answer) -> tuple[Others, ...]:
    found: dict[object, Others] = {}
    for place in range(len(rule.seats)):
        if place != mine:
            space = space_of(item, roles, rule.seats[place], own)
            before = found.get(space.alike)
            found[space.alike] = Others(before.space, (*before.places, place)) if before else Others(space, (place,))
    return tuple(found.values())


def _looked(
    item: AnyItem, rule: ItemRule, mine: int | None, space: Space, own: Answer, groups: tuple[Others, ...]
) -> Inference:
    def decided(answer: Answer, theirs: tuple[tuple[Answer, ...], ...]) -> Shown | None:
        by_place = {mine: answer}
        for group, answers in zip(groups, theirs, strict=True):
            by_place |= dict(zip(group.places, answers, strict=True))
        return rule.decide([by_place[place] for place in range(len(rule.seats))])

    def outcome(answer: Answer, theirs: tuple[tuple[Answer, ...], ...]) -> Chances:
        return _outcomes(rule, decided(answer, theirs))

    sizes = [(group.space.size, len(group.places)) for group in groups]
    n_theirs = prod(n_ways(*pair) for pair in sizes)
    if n_theirs <= MAX_COMBINATIONS:
        listed = [_listed(group) for group in groups]
        n_mine = min(MAX_WORK // _WORK[item.kind] // n_theirs, MAX_LOOKUPS // n_lookups(listed))
        # Answers that can be listed have too few options for a draw that cannot.
        seen = infer(
            own,
            _spread(space, n_mine, own),
            listed,
            outcome,
            n_mine=space.size,
            facts=space.mask,
            facts_of_others=groups[0].space.mask if len(groups) == 1 else space.mask,
        )
        return seen if seen.exact else _bounded(rule, mine, space, own, seen)
    return _sampled(rule, mine, space, own, groups, decided)


def _outcomes(rule: ItemRule, shown: Shown | None, every_draw: bool = True) -> Chances:
    """What everybody may see of what an item shows."""
    if shown is not None and not every_draw and comb(len(shown.pool), shown.choose) > MAX_COMBINATIONS:
        shown = replace(shown, pool=shown.pool[: shown.choose])  # one draw stands for all
    chance = Fraction(0) if shown is None else shown.chance
    found: dict[Seen, Fraction] = {}
    for one, probability in item_outcomes(shown, chance):
        found[None if one.value is None else Shows(_key(rule, one.value), one.value)] = probability
    return found


def _key(rule: ItemRule, value: Value) -> object:
    """What everybody sees of a value, hashable; of opened statements which they are."""
    if isinstance(value, dict):
        return tuple(value) if isinstance(rule, DiscloseRule) else tuple(value.items())
    return value


def _listed(group: Others) -> Group[Answer]:
    answers = [group.space.at(index) for index in range(group.space.size)]
    accepted = [group.space.accepts(answer) for answer in answers]
    most = frozenset(index for index, n in enumerate(accepted) if n == max(accepted))
    return Group(answers, len(group.places), most)


# --- too many to try them all -----------------------------------------------------------------------------------------


def _number(below: int, *label: int) -> int:
    """A number that is the same every time and otherwise like any other."""
    name = ",".join(map(str, label)).encode()
    digest = hashlib.shake_256(b"preview" + name).digest((below.bit_length() + 7) // 8 + 8)
    return int.from_bytes(digest, "little") % below


def _spread(space: Space, most: int, own: Answer) -> list[Answer]:
    """All answers if they are at most so many, otherwise one's own and others from all over the list."""
    if space.size <= most:
        return [space.at(index) for index in range(space.size)]
    numbers = dict.fromkeys(_number(space.size, index) for index in range(most))
    return [own, *(answer for answer in map(space.at, numbers) if answer != own)]


def _indistinguishable(rule: ItemRule, mine: int | None, space: Space, own: Answer) -> int:
    """How many possible answers, one's own among them, enter a run as the very same bits; at least that many."""
    if mine is None or isinstance(rule, SetRule):
        return 1
    bits = rule.encode(mine, own, bytes)
    near = map(space.at, range(space.size)) if space.size <= MAX_COMBINATIONS else space.near(own)
    return 1 + sum(answer != own and bool((rule.encode(mine, answer, bytes) == bits).all()) for answer in near)


def _bounded(rule: ItemRule, mine: int | None, space: Space, own: Answer, seen: Inference) -> Inference:
    """Whatever comes out, nobody can tell apart what enters as the same bits."""
    most = Fraction(1, _indistinguishable(rule, mine, space, own))
    return Inference(
        seen.chances,
        seen.before,
        min(seen.after, most),
        min(seen.prober, most),
        tuple(min(chance, most) for chance in seen.colluding),
    )


def _sampled(
    rule: ItemRule, mine: int | None, space: Space, own: Answer, groups: tuple[Others, ...], decided: Decided
) -> Inference:
    found: dict[Seen, Fraction] = {}
    n_samples = SAMPLES // (4 if isinstance(rule, DiscloseRule) else 1)
    for sample in range(n_samples):
        theirs = tuple(tuple(g.space.at(_number(g.space.size, sample, place)) for place in g.places) for g in groups)
        for shown, chance in _outcomes(rule, decided(own, theirs), every_draw=False).items():
            found[shown] = found.get(shown, Fraction(0)) + chance
    # What can come out at all shows where the others accept one thing, or everything.
    for step in zip(*((*g.space.most, *g.space.single) for g in groups), strict=False):
        theirs = tuple((answer,) * len(g.places) for g, answer in zip(groups, step, strict=True))
        for shown in _outcomes(rule, decided(own, theirs), every_draw=False):
            found.setdefault(shown, Fraction(0))
    # One more sample, in which all of them are equally likely, so that none of them counts as impossible.
    chances = {shown: (weight + Fraction(1, len(found))) / (n_samples + 1) for shown, weight in found.items()}
    n_others = sum(len(group.places) for group in groups)
    before = Fraction(1, space.size)
    seen = Inference(
        chances, before, prober=_asked(space, own, groups, decided, rule), colluding=(Fraction(1),) * n_others
    )
    return _bounded(rule, mine, space, own, seen)


def _asked(space: Space, own: Answer, groups: tuple[Others, ...], decided: Decided, rule: ItemRule) -> Fraction:
    """A bound of what one other who accepts the most can work out; 1 where several answers do, or several others."""
    [first, *rest] = groups
    if rest or len(first.places) > 1 or not first.space.one_most:
        return Fraction(1)
    asking = Group(first.space.most, 1, frozenset(range(len(first.space.most))))

    def outcome(answer: Answer, theirs: tuple[tuple[Answer, ...], ...]) -> Chances:
        return _outcomes(rule, decided(answer, theirs))

    try:
        seen = infer(own, _spread(space, SAMPLES, own), [asking], outcome)
    except TooManyOutcomes:
        return Fraction(1)
    return seen.prober
