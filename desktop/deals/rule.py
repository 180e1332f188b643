"""The rule of a sheet in the clear: the specification of the circuit, and its test oracle.

decide gives one outcome, draws included; decide_all every possible one with its exact probability.

The result of an item passes four gates, one after the other: its own rule with the talk-first card; only_if, which
closes what hangs on an item that was not agreed; dealbreakers, where one mark on an open item without agreement closes
the whole sheet; and all_or_nothing, which closes it when an item that counts is missing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

from crypto.rounds import Random
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidSheet, Problem, RolesClash
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LevelItem,
    MatchItem,
    PickItem,
    SetItem,
    k_for,
)
from desktop.deals.kinds import rule_of
from desktop.deals.kinds.base import Shown, answering_seats
from desktop.deals.kinds.statements import MAX_STATEMENTS, statements
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.sheet import Sheet, answers_item, markable, n_packages
from desktop.deals.text import listed
from desktop.language import tr

MAX_COMBINATIONS = 4096
"""decide_all looks at no more than this many draws of one item, or combinations of talk-first cards."""

MIN_SEATS_FOR_TOTAL = 5


class TooManyOutcomes(ValueError):
    """There are too many possible results to list."""


# --- seats ------------------------------------------------------------------------------------------------------------


def check_seats(sheet: Sheet, seats: Sequence[str]) -> None:
    """Check what a sheet asks of the people who run it.

    Args:
        seats: the role of every seat, in seat order; "" on sheets without roles.

    Raises:
        RolesClash: a role is taken twice, missing or unknown, or nobody here answers an item.
        InvalidSheet: too few or too many people, k above their number, more statements or people than a rule allows.
    """
    _check_roles(sheet, seats)
    least, most = (2, 2) if sheet.mode == "pairs" else (sheet.parties.min, sheet.parties.max)
    if not least <= len(seats) <= most:
        people = str(least) if least == most else tr("{least} to {most}", least=least, most=most)
        raise InvalidSheet(
            [
                Problem(
                    "parties",
                    tr("this sheet is for {people} people in one run, not for {n}", people=people, n=len(seats)),
                )
            ]
        )
    if sheet.improve is not None:
        _check_same_people(sheet.improve.roles, seats)
    unanswered = [item.id for item in sheet.items if not answering_seats(item, seats)]
    if unanswered:
        raise RolesClash(
            [Problem(f'item "{name}", for', tr("nobody here has a role that answers it")) for name in unanswered]
        )
    problems = [problem for item in sheet.items for problem in _item_problems(item, seats)]
    if problems:
        raise InvalidSheet(problems)


def is_for(sheet: Sheet, seats: Sequence[str]) -> bool:
    """Whether people with these roles, by seat, can run a sheet; see check_seats."""
    try:
        check_seats(sheet, seats)
    except (InvalidSheet, RolesClash):
        return False
    return True


def _check_same_people(before: Sequence[str], seats: Sequence[str]) -> None:
    """An agreement is improved by as many people as made it, with their roles."""
    if len(before) != len(seats):
        sentence = tr(
            "the agreement to be improved is between {before} people, not {n}", before=len(before), n=len(seats)
        )
        raise InvalidSheet([Problem("parties", sentence)])
    if sorted(before) != sorted(seats):
        raise RolesClash(
            [Problem("role", tr("the agreement to be improved has the roles {before}", before=listed(before)))]
        )


def _check_roles(sheet: Sheet, seats: Sequence[str]) -> None:
    known = sheet.roles or ("",)
    problems = [
        Problem("role", tr('there is no role "{role}" on this sheet', role=role)) for role in seats if role not in known
    ]
    if sheet.roles_are_unique:
        for role in sheet.roles:
            taken = list(seats).count(role)
            if taken != 1:
                if taken:
                    told = tr('the role "{role}" must be taken by one person; {n} people took it', role=role, n=taken)
                else:
                    told = tr('the role "{role}" must be taken by one person; nobody took it', role=role)
                problems.append(Problem("role", told))
    if problems:
        raise RolesClash(problems)


def _item_problems(item: AnyItem, seats: Sequence[str]) -> Iterator[Problem]:
    """Bounds of an item that depend on how many seats answer it."""
    answering = answering_seats(item, seats)
    n, place = len(answering), f'item "{item.id}"'
    match item:
        case MatchItem() | PickItem() | DatesItem() if item.rule == "at_least" and not 1 <= k_for(item.k, n) <= n:
            yield Problem(f"{place}, k", tr("{k_for} of {n} people is not possible", k_for=k_for(item.k, n), n=n))
        case LevelItem(rule="total") if n < MIN_SEATS_FOR_TOTAL:
            yield Problem(
                f"{place}, rule",
                tr(
                    "total needs at least {min_seats_for_total} people who answer; {n} do",
                    min_seats_for_total=MIN_SEATS_FOR_TOTAL,
                    n=n,
                ),
            )
        case BundleItem(rule="best_product") if n > 3 and n_packages(item) > 64:
            yield Problem(f"{place}, rule", tr("best_product is for at most 3 people, or at most 64 packages"))
        case DiscloseItem() if len(statements(item, seats).ids) > MAX_STATEMENTS:
            yield Problem(
                f"{place}, statements",
                tr("at most {max_statements} statements over all people", max_statements=MAX_STATEMENTS),
            )
        case SetItem() if len(seats) != 2 or n != 2:
            yield Problem(place, tr("a set is for two people who both answer"))
    if isinstance(item, PickItem) and item.veto_threshold > n:
        yield Problem(
            f"{place}, veto_threshold",
            tr("{veto_threshold} of {n} people is not possible", veto_threshold=item.veto_threshold, n=n),
        )


# --- deciding ---------------------------------------------------------------------------------------------------------


def decide(sheet: Sheet, all_answers: Sequence[Answers], random: Random = secrets.token_bytes) -> Outcome:
    """The outcome of these answers.

    Args:
        all_answers: everybody's, in seat order; each fits the sheet (parse_answers).
        random: for draws and talk-first cards, in place of the joint randomness of a run.

    Raises:
        RolesClash, InvalidSheet: see check_seats.
        InvalidAnswers: an offered content is in a file.
    """
    shown = _by_item(sheet, all_answers)
    passed = [one is not None and _below(one.chance.denominator, random) < one.chance.numerator for one in shown]
    blocked, open_items = _gates(sheet, all_answers, passed)
    items = {
        item.id: ItemOutcome(True, one.value(_draw(one, random))) if is_open and one is not None else NOT_AGREED
        for item, one, is_open in zip(sheet.items, shown, open_items, strict=True)
    }
    return Outcome(blocked, items)


def _by_item(sheet: Sheet, all_answers: Sequence[Answers]) -> list[Shown | None]:
    """The first gate but for its card: every item by itself."""
    roles = tuple(answers.role for answers in all_answers)
    check_seats(sheet, roles)
    shown = []
    for item in sheet.items:
        rule = rule_of(item, roles)
        shown.append(rule.decide([all_answers[seat].by_item.get(item.id) for seat in rule.seats]))
    return shown


def _gates(sheet: Sheet, all_answers: Sequence[Answers], passed: Sequence[bool]) -> tuple[bool, list[bool]]:
    """The other three gates: blocked, and per item whether it is shown."""
    reached: dict[str, bool] = {}
    agreed: dict[str, bool] = {}
    for item, by_itself in zip(sheet.items, passed, strict=True):
        reached[item.id] = agreed[item.only_if] if item.only_if else True
        agreed[item.id] = reached[item.id] and by_itself
    items = {item.id: item for item in sheet.items}
    marks = {
        item_id
        for answers in all_answers
        for item_id in answers.must & set(markable(sheet))
        if answers_item(items[item_id], answers.role)
    }
    blocked = any(reached[item_id] and not agreed[item_id] for item_id in marks)
    missing = any(reached[item.id] and not agreed[item.id] and not item.cover for item in sheet.items)
    if blocked or (sheet.all_or_nothing and missing):
        return blocked, [False] * len(sheet.items)
    return False, list(agreed.values())


def _below(n: int, random: Random) -> int:
    """A uniform number below n."""
    if n == 1:
        return 0
    size = (n.bit_length() + 7) // 8
    while (number := int.from_bytes(random(size), "little")) >= 256**size // n * n:
        pass
    return number % n


def _draw(shown: Shown, random: Random) -> tuple[int, ...]:
    left = list(shown.pool)
    return tuple(sorted(left.pop(_below(len(left), random)) for _ in range(shown.choose)))


# --- every possible outcome -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Possible:
    """Every outcome these answers can have; probabilities over draws and talk-first cards only.

    Attributes:
        blocked: probability that a dealbreaker stands in the way.
        items: item id -> (outcome, probability > 0), not agreed first, else in the order of the options. Items are not
            independent of each other where a talk-first card is named by a gate.
    """

    blocked: Fraction
    items: Mapping[str, tuple[tuple[ItemOutcome, Fraction], ...]]


def decide_all(sheet: Sheet, all_answers: Sequence[Answers]) -> Possible:
    """The possible outcomes of these answers, item by item.

    Args:
        all_answers: everybody's, in seat order; see decide.

    Raises:
        TooManyOutcomes: a draw, or the talk-first cards together, have more than MAX_COMBINATIONS results.
        RolesClash, InvalidSheet, InvalidAnswers: see decide.
    """
    shown = _by_item(sheet, all_answers)
    chances = [Fraction(0) if one is None else one.chance for one in shown]
    gating = _gating(sheet, all_answers)
    # Per item the results of its card to try: both only where it is uncertain and a gate looks at it.
    cards = [
        [True, False] if 0 < chance < 1 and item.id in gating else [chance > 0]
        for item, chance in zip(sheet.items, chances, strict=True)
    ]
    if prod(map(len, cards)) > MAX_COMBINATIONS:
        raise TooManyOutcomes("too many talk-first cards to list every combination")
    blocked = Fraction(0)
    open_chance = [Fraction(0)] * len(shown)
    for passed in product(*cards):
        pairs = zip(chances, cards, passed, strict=True)
        probability = prod((chance if by_itself else 1 - chance for chance, card, by_itself in pairs if len(card) > 1))
        is_blocked, open_items = _gates(sheet, all_answers, passed)
        blocked += probability * is_blocked
        open_chance = [total + probability * is_open for total, is_open in zip(open_chance, open_items, strict=True)]
    for i, card in enumerate(cards):
        open_chance[i] *= 1 if len(card) > 1 else chances[i]
    chanced = zip(sheet.items, shown, open_chance, strict=True)
    items = {item.id: item_outcomes(one, chance) for item, one, chance in chanced}
    return Possible(blocked, items)


def _gating(sheet: Sheet, all_answers: Sequence[Answers]) -> set[str]:
    """Items whose own result a gate looks at."""
    named = {item.only_if for item in sheet.items}.union(*(answers.must for answers in all_answers))
    return named | ({item.id for item in sheet.items if not item.cover} if sheet.all_or_nothing else set())


def item_outcomes(shown: Shown | None, chance: Fraction) -> tuple[tuple[ItemOutcome, Fraction], ...]:
    """The possible outcomes of one item: not agreed first, then every draw.

    Args:
        shown: what its rule shows; None: not agreed.
        chance: probability that it comes out at all.

    Raises:
        TooManyOutcomes: more than MAX_COMBINATIONS draws.
    """
    outcomes = [(NOT_AGREED, 1 - chance)] if chance < 1 else []
    if shown is not None and chance > 0:
        n_draws = comb(len(shown.pool), shown.choose)
        if n_draws > MAX_COMBINATIONS:
            raise TooManyOutcomes("too many draws to list")
        draws = combinations(shown.pool, shown.choose)
        outcomes += [(ItemOutcome(True, shown.value(draw)), chance / n_draws) for draw in draws]
    return tuple(outcomes)
