"""How much one run of a sheet can tell at most, in bits: from the public sheet alone, never from anybody's answers.

The bound is the base-2 logarithm of the number of different results that everybody could see: no answer can become more
likely than it was by a larger factor on average. The text of statements is not counted: it is opened because its owner
offered it. Of a `set` the entries that one person finds confirmed or not are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb, log2, prod

from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
)
from desktop.deals.kinds.base import answering_seats
from desktop.deals.kinds.statements import statements
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, markable, n_packages


def bound_bits(sheet: Sheet, seats: Sequence[str]) -> float:
    """How much one run can tell at most, in bits; what a ledger records for a run.

    Args:
        seats: the role of every seat.

    Raises:
        RolesClash, InvalidSheet: see check_seats.
    """
    check_seats(sheet, seats)
    return log2(_n_results(sheet, seats))


def item_bits(sheet: Sheet, seats: Sequence[str]) -> dict[str, float]:
    """The same for every item by itself: item id -> bits."""
    check_seats(sheet, seats)
    return {item.id: log2(sum(n_outcomes(item, seats))) for item in sheet.items}


def n_outcomes(item: AnyItem, seats: Sequence[str]) -> tuple[int, int]:
    """(how many different things an item can show, 1 if it can show nothing at all and otherwise 0)."""
    match item:
        case LevelItem(rule="total"):
            return len(answering_seats(item, seats)) * (len(item.levels) - 1) + 1, 0
        case LevelItem():
            return len(item.levels) - item.threshold, int(item.threshold > 0)
        case PickItem(rule="one_random_common"):
            return len(item.options), 1
        case PickItem():
            return _n_picked(item)
        case DatesItem(rule="all_common"):
            return (1 << len(item.windows)) - 1, 1
        case DatesItem():
            return len(item.windows), 1
        case LadderItem(rule="ladder_draw" | "midpoint"):
            return len(item.amounts), 1
        case RankItem(rule="meet_in_ranking" | "best_sum"):
            return len(item.options), 1
        case BundleItem(rule="meet_in_ranking" | "best_sum" | "best_product"):
            return n_packages(item), 1
        case DiscloseItem():
            return (1 << len(statements(item, seats).ids)) - 1, 1
        case MatchItem() | LadderItem() | RankItem() | BundleItem():
            return 1, 1
        case _:
            n, least = item.max_entries, item.k if item.rule == "at_least" else 1
            shown = n if item.rule == "count" else (1 << n) - _n_smaller(n, least)
            return shown, 1


def _n_smaller(n: int, size: int) -> int:
    """How many subsets of n entries have fewer than `size`; each count from the one before, as n may be 10,000."""
    found, here = 0, 1
    for smaller in range(size):
        found += here
        here = here * (n - smaller) // (smaller + 1)
    return found


def _n_picked(item: PickItem) -> tuple[int, int]:
    free = len(item.options) - len(item.always)
    most = min(free, item.cap or free)
    if item.rule == "all_common" and item.max_ticks:
        most = min(most, item.max_ticks)
    shown = sum(comb(free, size) for size in range(most + 1))
    return (shown, 0) if item.always else (shown - 1, 1)


def _n_results(sheet: Sheet, seats: Sequence[str]) -> int:
    """Different results of the whole sheet; what hangs on an item that is not agreed adds none."""
    counts = {item.id: n_outcomes(item, seats) for item in sheet.items}
    roots = [item for item in sheet.items if not item.only_if]
    found = prod(_below(sheet, item, counts) for item in roots)
    # All or nothing: one result more, that nothing is shown; the same for a dealbreaker that stands in the way.
    return found + int(sheet.all_or_nothing) + int(bool(markable(sheet)))


def _below(sheet: Sheet, item: AnyItem, counts: Mapping[str, tuple[int, int]]) -> int:
    shown, nothing = counts[item.id]
    if sheet.all_or_nothing and not item.cover:
        nothing = 0
    return nothing + shown * prod(_below(sheet, other, counts) for other in sheet.items if other.only_if == item.id)
