"""What a person could offer in a `disclose` item: for every own statement closed, or open under some condition.

Two conditions that hold for the same sets of open statements are one. Where others have so many statements that not all
conditions can be compared, every way of writing one counts. Texts do not count: what opens is meant to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from itertools import combinations
from math import comb
from operator import and_, or_

from desktop.deals.answers import Answer, Offer, Offers
from desktop.deals.kinds.statements import Atom, Statements
from desktop.deals.preview_counting import nth_combination, nth_digits, size_digits

MAX_WRITINGS = 4096
"""With more ways of writing a condition, their meanings are not compared."""


@dataclass(frozen=True, slots=True)
class OffersSpace:
    """The possible offers of one seat; the fields are those of preview_spaces.Space.

    Attributes:
        everything: every own statement offered, without a condition.
    """

    size: int
    at: Callable[[int], Offers]
    accepts: Callable[[Answer], int]
    normal: Callable[[Answer], Offers]
    everything: Offers


def offers_space(statements: Statements, seat: int) -> OffersSpace:
    """The possible offers of a seat.

    Args:
        statements: of all seats.
        seat: from 0; it answers the item.
    """
    own = [statements.ids[number] for number in statements.of(seat)]
    written = _references(statements, seat)
    table = _tables(statements, seat)
    n_others = len(statements.ids) - len(own)
    n_writings = _size_writings(len(written))
    meanings: list[Offer] | None = None
    by_meaning: dict[int | None, Offer] = {}
    if n_writings <= MAX_WRITINGS:
        for index in range(n_writings):
            offer = _nth_writing(tuple(written.values()), index)
            by_meaning.setdefault(_meaning(table, n_others, offer), offer)
        meanings = list(by_meaning.values())
    bases = [1 + (n_writings if meanings is None else len(meanings))] * len(own)

    def offer_of(digit: int) -> Offer:
        return meanings[digit] if meanings is not None else _nth_writing(tuple(written.values()), digit)

    def at(index: int) -> Offers:
        digits = nth_digits(bases, index)
        return Offers({name: offer_of(digit - 1) for name, digit in zip(own, digits, strict=True) if digit})

    def normal(answer: Answer) -> Offers:
        kept: dict[str, Offer] = {}
        for name, offer in answer.by_statement.items() if isinstance(answer, Offers) else ():
            without_text = Offer(offer.requires, offer.any_k, offer.any_of, text="")
            meaning = _meaning(table, n_others, without_text) if meanings is not None else 0
            if meaning is not None:  # a condition that can never be met is the same as no offer
                kept[name] = by_meaning.get(meaning, without_text)
        return Offers({name: kept[name] for name in own if name in kept})

    def accepts(answer: Answer) -> int:
        offers = answer.by_statement.values() if isinstance(answer, Offers) else ()
        return sum(2 if not offer.requires and not offer.any_k else 1 for offer in offers)

    return OffersSpace(size_digits(bases), at, accepts, normal, Offers(dict.fromkeys(own, Offer(text=""))))


def _references(statements: Statements, seat: int) -> dict[Atom, str]:
    """One way to write each thing that a condition can ask for."""
    roles = [f"{role}." for role in sorted(set(statements.roles)) if role]
    numbers = [f"{number}." for number in range(1, len(statements.roles) + 1)]
    found: dict[Atom, str] = {}
    for selector in ("", "any.", *roles, *numbers):
        for name in sorted(set(statements.ids)):
            atom = statements.resolve(seat, selector + name)
            if atom is not None:
                found.setdefault(atom, selector + name)
    return found


def _size_writings(n_atoms: int) -> int:
    """Any of the atoms required; and none, or at least k of some of them."""
    return (1 << n_atoms) * (1 + sum(comb(n_atoms, size) * size for size in range(1, n_atoms + 1)))


def _nth_writing(references: tuple[str, ...], index: int) -> Offer:
    n = len(references)
    index, required = divmod(index, 1 << n)
    requires = tuple(reference for place, reference in enumerate(references) if required >> place & 1)
    if index == 0:
        return Offer(requires, text="")
    index, size = index - 1, 1
    while index >= (here := comb(n, size) * size):
        index -= here
        size += 1
    which, k = divmod(index, size)
    return Offer(requires, k + 1, tuple(references[place] for place in nth_combination(n, size, which)), text="")


def _tables(statements: Statements, seat: int) -> Callable[[str], tuple[Atom | None, int]]:
    """Of a reference: what it means, and for which sets of open statements of others it holds, one bit per set."""
    others = [number for number, owner in enumerate(statements.owners) if owner != seat]

    @cache
    def table(reference: str) -> tuple[Atom | None, int]:
        atom = statements.resolve(seat, reference)
        if atom is None:
            return None, 0
        tables = [_open_in(others.index(number), len(others)) for number in atom.numbers]
        return atom, reduce(or_ if atom.one_is_enough else and_, tables)

    return table


def _meaning(table: Callable[[str], tuple[Atom | None, int]], n_others: int, offer: Offer) -> int | None:
    """For which sets of open statements of others the condition holds: one bit per set; None when for no set."""
    everywhere = (1 << (1 << n_others)) - 1
    holds = reduce(and_, [table(reference)[1] for reference in offer.requires], everywhere)
    if offer.any_k:
        # References that mean the same statements count once.
        distinct = dict(table(reference) for reference in offer.any_of)
        known = [where for atom, where in distinct.items() if atom is not None]
        holds &= reduce(or_, [reduce(and_, chosen) for chosen in combinations(known, offer.any_k)], 0)
    return holds or None


def _open_in(place: int, n: int) -> int:
    """The sets of n statements, numbered by their bits, in which one of them is open: one bit per set."""
    period = 1 << place
    ones = (1 << period) - 1 << period
    return sum(ones << start for start in range(0, 1 << n, 2 * period))
