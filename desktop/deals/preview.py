"""The preview: what could come out of one's own answers, and what others could work out from it.

    seen = preview(sheet, answers)           # one's own answers only; never anybody else's
    seen.to_json()                           # the fields of the preview event

Everything comes from the rule objects that decide and compile the sheet. Others are taken to know nothing before (the
neutral prior: every possible answer is equally likely). docs/preview.md has the model, the formulas and the limits.
Nothing is ever refused because of an answer.

Leaves to others: bounds that do not depend on any answer (bounds.py).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, islice
from typing import TypeAlias

from desktop.deals.answers import Answer, Answers, Offer, Offers
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.items import AnyItem
from desktop.deals.kinds.base import ItemRule
from desktop.deals.kinds.contents import safe_name
from desktop.deals.kinds.disclose import DiscloseRule
from desktop.deals.outcome import ItemOutcome, Value
from desktop.deals.preview_gates import Gates
from desktop.deals.preview_items import Looked, look
from desktop.deals.preview_spaces import space_of
from desktop.deals.preview_words import (
    FILE_IS_SEEN,
    NEVER_REACHED,
    NOT_ASKED,
    Shows,
    about_gates,
    about_sheet,
    describe_nothing,
    describe_value,
    implications,
    meter,
    unlisted,
)
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, answers_item, markable
from desktop.language import translated

MAX_SENTENCES = 3
_MAX_SEATINGS = 512

Known: TypeAlias = dict[str, tuple[object, Looked]]
"""Item id -> what was asked and what was found. Private."""


@dataclass(frozen=True, slots=True, repr=False)
class PossibleOutcome:
    """One thing an item can come out as.

    Attributes:
        value: as a result has it; None: nothing is shown. Of opened statements one's own texts only.
        probability: over all possible answers of the others, draws and talk-first cards; gates included.
        text: the same in words.
    """

    value: Value | None
    probability: Fraction
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class ItemPreview:
    """One item. Private, as it depends on the own answers.

    Attributes:
        outcomes: every possible one, nothing shown first. Where not all can be tried: those found.
        guess_before: chance to guess the own answer with one guess, knowing nothing.
        guess_after: the largest chance of another person, over what that person may have entered and what comes out.
        prober: the same for somebody who accepts as much as possible only to find out.
        colluding: k -> the same for k others who share everything they know, k = 1 to all others.
        exact: every combination was tried; otherwise guess_after, prober and colluding are upper bounds.
        sentences: what the outcomes tell, at most three; before them what a file tells that one attaches.
    """

    outcomes: tuple[PossibleOutcome, ...]
    guess_before: Fraction
    guess_after: Fraction
    prober: Fraction
    colluding: Mapping[int, Fraction]
    exact: bool
    sentences: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The fields of the preview event for one item."""
        return {
            "outcomes": [
                {
                    "value": None if one.value is None else ItemOutcome(True, one.value).to_json()["value"],
                    "probability": float(one.probability),
                    "text": one.text,
                }
                for one in self.outcomes
            ],
            "guess_before": float(self.guess_before),
            "guess_after": float(self.guess_after),
            "prober": float(self.prober),
            "colluding": {str(k): float(chance) for k, chance in self.colluding.items()},
            "exact": self.exact,
            "sentences": list(self.sentences),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """A whole sheet with one person's answers. Private.

    Attributes:
        seats: the role of every seat that was assumed.
        me: one's own seat, from 0.
        items: item id -> preview, in sheet order.
        blocked: probability that a dealbreaker stands in the way.
        sentences: what the gates of the sheet tell beside the items.
    """

    seats: tuple[str, ...]
    me: int
    items: Mapping[str, ItemPreview]
    blocked: Fraction
    sentences: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The fields of the preview event."""
        return {"items": {item_id: item.to_json() for item_id, item in self.items.items()}}


def preview(sheet: Sheet, answers: Answers, seats: Sequence[str] | None = None, me: int | None = None) -> Preview:
    """What could come out, and what others could work out.

    Args:
        answers: one's own; they fit the sheet (parse_answers).
        seats: the role of every seat; by default likely_seats.
        me: one's own seat, from 0; by default the first of one's role.

    Raises:
        RolesClash, InvalidSheet: the sheet cannot be run with these seats; never because of an answer.
    """
    steps = preview_steps(sheet, answers, seats, me)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            seen: Preview = done.value
            return seen


def preview_steps(
    sheet: Sheet,
    answers: Answers,
    seats: Sequence[str] | None = None,
    me: int | None = None,
    known: Known | None = None,
) -> Generator[float, None, Preview]:
    """The same in steps, one for each item, so that it can be stopped and followed.

    Args:
        sheet, answers, seats, me: see preview.
        known: what was found for items before; items that are answered as before are not looked at again. It holds
            answers, and gets what is found now.

    Yields:
        How much is done, 0 to 1.

    Raises:
        RolesClash, InvalidSheet: see preview.
    """
    if seats is None:
        seats = likely_seats(sheet, answers.role)
    else:
        check_seats(sheet, seats)
    seat = seats.index(answers.role) if me is None else me
    looked: dict[str, Looked] = {}
    for number, item in enumerate(sheet.items):
        yield number / len(sheet.items)
        looked[item.id] = _look(item, tuple(seats), seat, answers.by_item.get(item.id), {} if known is None else known)
    chances = {item_id: 1 - one.seen.chances.get(None, Fraction(0)) for item_id, one in looked.items()}
    marks = frozenset(answers.must & set(markable(sheet)))
    others = [role for number, role in enumerate(seats) if number != seat]
    gates = Gates(sheet, chances, marks, others)
    items = {item.id: _item(gates, item, looked[item.id], answers, seat) for item in sheet.items}
    return Preview(tuple(seats), seat, items, gates.blocked(), tuple(about_sheet(sheet, len(marks), len(others))))


def _look(item: AnyItem, seats: tuple[str, ...], seat: int, answer: Answer, known: Known) -> Looked:
    asked = (item, seats, seat, answer)
    before = known.get(item.id)
    if before is not None and before[0] == asked:
        return before[1]
    found = look(item, seats, seat, answer)
    known[item.id] = (asked, found)
    return found


def everything(sheet: Sheet, role: str, seats: Sequence[str] | None = None) -> Answers:
    """Answers that accept as much as a role can: an example for somebody who has not answered yet.

    Args:
        seats: the role of every seat; by default likely_seats.

    Raises:
        RolesClash, InvalidSheet: see preview.
    """
    roles = likely_seats(sheet, role) if seats is None else seats
    seat = roles.index(role)
    asked = [item for item in sheet.items if answers_item(item, role)]
    return Answers(role, frozenset(), {item.id: space_of(item, roles, seat).most[0] for item in asked})


def likely_seats(sheet: Sheet, role: str, n_parties: int | None = None) -> tuple[str, ...]:
    """A seating with one's own role first where any is possible: every role once, then the last one again.

    Args:
        role: one's own.
        n_parties: by default as many as the sheet allows, or fewer where so many cannot run it.

    Raises:
        RolesClash, InvalidSheet: the sheet cannot be run by so many people, one of them of this role.
    """
    people = range(sheet.seating.most, sheet.seating.fewest - 1, -1) if n_parties is None else (n_parties,)
    problems: list[RolesClash | InvalidSheet] = []
    for n in people:
        for seats in islice(_seatings(sheet, role, n), _MAX_SEATINGS):
            try:
                check_seats(sheet, seats)
            except (RolesClash, InvalidSheet) as error:
                problems.append(error)
            else:
                return seats
    raise problems[0]


def _seatings(sheet: Sheet, role: str, n: int) -> Iterator[tuple[str, ...]]:
    if sheet.roles_are_unique and n == len(sheet.roles):
        yield sheet.roles
    every = (role, *(other for other in sheet.roles if other != role))
    yield tuple(every[min(seat, len(every) - 1)] for seat in range(n))
    for rest in combinations_with_replacement(every, n - 1):
        yield (role, *rest)


def _item(gates: Gates, item: AnyItem, looked: Looked, answers: Answers, me: int) -> ItemPreview:
    seen = looked.seen
    passing = gates.passing(item.id)
    shown = {value: chance for value, chance in seen.chances.items() if isinstance(value, Shows)}
    agreed = gates.chances[item.id]
    outcomes = [PossibleOutcome(None, 1 - passing.shown, describe_nothing(item))] if passing.shown < 1 else []
    for one, chance in shown.items() if passing.shown else ():
        value = _with_own_texts(looked.rule, one.value, answers.by_item.get(item.id), me)
        outcomes.append(PossibleOutcome(value, passing.shown * chance / agreed, describe_value(item, value)))
    n_others = len(gates.others)
    reached = all(gates.chances[above] > 0 for above in gates.above(item.id))
    if looked.own is None:
        nothing = Fraction(0)
        figures = nothing, nothing, nothing, [nothing] * n_others, True
        told = [translated(NOT_ASKED)]
    elif not reached:
        figures = seen.before, seen.before, seen.before, [seen.before] * n_others, True
        told = [translated(NEVER_REACHED)]
    else:
        together = seen.colluding or (seen.after,)
        padded = [together[min(k, len(together) - 1)] for k in range(n_others)]
        figures = seen.before, seen.after, seen.prober, padded, seen.exact and item.kind != "set"
        told = _sentences(gates, item, looked, answers.role)
    before, after, prober, colluding, exact = figures
    told = told[:MAX_SENTENCES]
    if _attaches(answers.by_item.get(item.id)):
        told = [translated(FILE_IS_SEEN), *told]
    return ItemPreview(tuple(outcomes), before, after, prober, dict(enumerate(colluding, 1)), exact, tuple(told))


def _sentences(gates: Gates, item: AnyItem, looked: Looked, role: str) -> list[str]:
    seen = looked.seen
    said = about_gates(gates.sheet, item, item.id in gates.marks, role)
    if seen.exact and looked.own is not None:
        others = looked.others[0].space if len(looked.others) == 1 else None
        told = implications(item, seen, looked.own, others, looked.n_others)
    else:
        told = unlisted(item, looked.n_others)
    return [*told, *said[:1], meter(seen.before, seen.after, seen.exact)]


def _with_own_texts(rule: ItemRule, value: Value, answer: Answer, me: int) -> Value:
    """Opened statements with one's own contents; of those of others the text is None."""
    if not isinstance(rule, DiscloseRule) or not isinstance(value, Mapping):
        return value
    offers = answer.by_statement if isinstance(answer, Offers) else {}
    own = {rule.statements.name(number): rule.statements.ids[number] for number in rule.statements.of(me)}
    contents = {name: _content(offers[statement]) for name, statement in own.items() if statement in offers}
    return {name: contents.get(name, {"text": None}) for name in value}


def _content(offer: Offer) -> Mapping[str, object]:
    if not offer.file:
        return {"text": offer.text}
    facts = offer.facts
    if facts is None:
        return {"file": safe_name(offer.file)}
    return {"file": facts.name, "size": facts.size, "blake2b": facts.blake2b.hex()}


def _attaches(answer: Answer) -> bool:
    return isinstance(answer, Offers) and any(offer.file for offer in answer.by_statement.values())
