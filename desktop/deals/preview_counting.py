"""Numbered lists of everything of a sort: choices among options, rankings with ties, digits. Pure arithmetic.

Each size_... says how many there are, each nth_... gives the one with a number below that, without making the others:
so that a few can be drawn of far too many to list.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import comb, prod


def nth_combination(n: int, size: int, index: int) -> tuple[int, ...]:
    """The index-th of the comb(n, size) ways to take `size` of range(n), ascending."""
    taken: list[int] = []
    for option in range(n):
        with_option = comb(n - option - 1, size - len(taken) - 1) if len(taken) < size else 0
        if index < with_option:
            taken.append(option)
        else:
            index -= with_option
    return tuple(taken)


def size_ticks(n: int, most: int, vetoes: bool) -> int:
    """Ways to tick at most `most` of n options and, with vetoes, to veto any of the others."""
    return sum(comb(n, size) << (n - size if vetoes else 0) for size in range(most + 1))


def nth_ticks(n: int, vetoes: bool, index: int) -> tuple[frozenset[int], frozenset[int]]:
    """(ticked, vetoed), few ticks first."""
    size = 0
    while index >= (here := comb(n, size) << (n - size if vetoes else 0)):
        index -= here
        size += 1
    index, marks = divmod(index, 1 << (n - size) if vetoes else 1)
    ticked = nth_combination(n, size, index)
    rest = [option for option in range(n) if option not in ticked]
    return frozenset(ticked), frozenset(option for place, option in enumerate(rest) if marks >> place & 1)


@cache
def size_orders(n: int) -> int:
    """Orders of n options with ties (weak orders)."""
    return 1 if n == 0 else sum(comb(n, first) * size_orders(n - first) for first in range(1, n + 1))


def size_rankings(n: int) -> int:
    """Orders with ties of some of n options."""
    return sum(comb(n, size) * size_orders(size) for size in range(n + 1))


def nth_ranking(n: int, index: int) -> tuple[tuple[int, ...], ...]:
    """Tiers, best first; few options first."""
    size = 0
    while index >= (here := comb(n, size) * size_orders(size)):
        index -= here
        size += 1
    which, order = divmod(index, size_orders(size))
    left = list(nth_combination(n, size, which))
    tiers: list[tuple[int, ...]] = []
    while left:
        first = 1
        while order >= (here := comb(len(left), first) * size_orders(len(left) - first)):
            order -= here
            first += 1
        which, order = divmod(order, size_orders(len(left) - first))
        tiers.append(tuple(left[place] for place in nth_combination(len(left), first, which)))
        left = [option for option in left if option not in tiers[-1]]
    return tuple(tiers)


def nth_digits(bases: Sequence[int], index: int) -> tuple[int, ...]:
    """The digits of a number below the product of the bases, the last one varying fastest."""
    digits = []
    for base in reversed(bases):
        index, digit = divmod(index, base)
        digits.append(digit)
    return tuple(reversed(digits))


def size_digits(bases: Sequence[int]) -> int:
    """How many combinations of digits there are."""
    return prod(bases)
