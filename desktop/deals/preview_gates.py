"""How likely the gates of a sheet let an item through, when nothing is known of the others.

Every item is agreed or not by itself, with a given probability and independently of the others: answers to different
items are independent in the neutral prior. Every other person marks any of the allowed sets of dealbreakers with equal
probability; one's own marks are given. Exact; the same as trying all combinations through the gates of deals/rule.py.

One pass over the tree of only_if keeps, for every number of items that were reached and not agreed, the probability of
that number; how likely the others' marks miss that many is a quotient of two counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb, prod

from desktop.deals.items import AnyItem
from desktop.deals.sheet import Sheet, answers_item, item_named, markable

MAX_COUNTS = 4096
"""With more combinations of counts than this, nobody else is taken to mark anything."""

Counts = dict[tuple[int, ...], Fraction]
"""Per class of others the number of items not agreed that they may mark -> probability."""


@dataclass(frozen=True, slots=True)
class Passing:
    """What the gates do to an item.

    Attributes:
        shown: probability that it is agreed and nothing keeps it closed.
        missed: probability that everybody can see that this item was not agreed.
    """

    shown: Fraction
    missed: Fraction


@dataclass(frozen=True, slots=True)
class Gates:
    """A sheet, one's own marks, and how likely each item is agreed by itself.

    Attributes:
        chances: item id -> probability.
        marks: one's own.
        others: roles of the others.
    """

    sheet: Sheet
    chances: Mapping[str, Fraction]
    marks: frozenset[str]
    others: Sequence[str]
    _classes: list[tuple[frozenset[str], int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_classes", _classes(self.sheet, self.others))

    def passing(self, item_id: str) -> Passing:
        """What the gates do to one item."""
        chain = self.above(item_id)
        shown = self._chance(frozenset((*chain, item_id)), "")
        return Passing(shown, self._chance(frozenset(chain), item_id))

    def blocked(self) -> Fraction:
        """Probability that a dealbreaker stands in the way."""
        return 1 - self._chance(frozenset(), "", only_marks=True)

    def above(self, item_id: str) -> list[str]:
        """The items that this one hangs on."""
        found: list[str] = []
        while item_id := item_named(self.sheet, item_id).only_if:
            found.append(item_id)
        return found

    def _chance(self, agreed: frozenset[str], missed: str, only_marks: bool = False) -> Fraction:
        """Probability that nothing is blocked or missing, these items are agreed, and `missed` is reached and not."""
        total: Counts = {(0,) * len(self._classes): Fraction(1)}
        for item in self.sheet.items:
            if not item.only_if:
                total = _both(total, self._below(item, agreed, missed, only_marks))
        return sum((chance * self._unmarked(counts) for counts, chance in total.items()), Fraction(0))

    def _below(self, item: AnyItem, agreed: frozenset[str], missed: str, only_marks: bool) -> Counts:
        """An item that is reached, and everything that hangs on it."""
        chance = self.chances[item.id]
        found: Counts = {}
        if item.id != missed and chance:
            found = {(0,) * len(self._classes): chance}
            for other in self.sheet.items:
                if other.only_if == item.id:
                    found = _both(found, self._below(other, agreed, missed, only_marks))
        missing = self.sheet.all_or_nothing and not item.cover and not only_marks
        if item.id not in agreed | self.marks and not missing and chance < 1:
            counts = tuple(int(item.id in items) for items, _ in self._classes)
            found[counts] = found.get(counts, Fraction(0)) + 1 - chance
        return found

    def _unmarked(self, counts: Sequence[int]) -> Fraction:
        """Probability that the others marked none of so many items."""
        if self.sheet.dealbreakers is None:
            return Fraction(1)
        most = self.sheet.dealbreakers.max_each
        pairs = zip(self._classes, counts, strict=True)
        return prod(
            (
                Fraction(_sets(len(items) - count, most), _sets(len(items), most)) ** people
                for (items, people), count in pairs
            ),
            start=Fraction(1),
        )


def _classes(sheet: Sheet, others: Sequence[str]) -> list[tuple[frozenset[str], int]]:
    """The sets of items that some of the others may mark, and how many may mark each."""
    items = [item_named(sheet, item_id) for item_id in markable(sheet)]
    may_mark = [frozenset(item.id for item in items if answers_item(item, role)) for role in others]
    found = [(marks, may_mark.count(marks)) for marks in dict.fromkeys(may_mark) if marks]
    return found if prod(len(marks) + 1 for marks, _ in found) <= MAX_COUNTS else []


def _sets(n: int, most: int) -> int:
    """Ways to mark at most `most` of n items."""
    return sum(comb(n, size) for size in range(most + 1))


def _both(first: Counts, second: Counts) -> Counts:
    found: Counts = {}
    for a, chance in first.items():
        for b, other in second.items():
            counts = tuple(x + y for x, y in zip(a, b, strict=True))
            found[counts] = found.get(counts, Fraction(0)) + chance * other
    return found
