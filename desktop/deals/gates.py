"""Gates between the items, on wires: only_if, dealbreakers, all_or_nothing. The same as rule.decide does in the clear.

Leaves to others: the items themselves (kinds), inputs and outputs (compiler).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, at_least, or_tree
from desktop.deals.sheet import Sheet

_YES = np.ones((), np.int64)


@dataclass(frozen=True, slots=True)
class Opened:
    """What the gates let through.

    Attributes:
        blocked: wire: a dealbreaker stands in the way.
        gate: per item a wire: nothing outside the item keeps it closed.
        shown: per item a wire: gate and agreed.
    """

    blocked: Wires
    gate: tuple[Wires, ...]
    shown: tuple[Wires, ...]


def valid_marks(builder: Builder, marks: Wires, max_each: int) -> Wires:
    """A seat's dealbreaker marks; none at all where it entered more than it may.

    Args:
        marks: wires, shape (markable items,).
        max_each: most marks of one seat.
    """
    n = len(marks)
    return builder.and_(marks, at_least(builder, builder.not_(marks), n - max_each))


def gates(builder: Builder, sheet: Sheet, agreed: Sequence[Wires], marks: Mapping[str, Sequence[Wires]]) -> Opened:
    """All gates.

    Args:
        agreed: per item a wire, shape (): agreed by itself.
        marks: item id -> the mark wires of all seats that may mark it.
    """
    reached: list[Wires] = []
    agreed_of: dict[str, Wires] = {}
    failed: list[Wires] = []
    missing: list[Wires] = []
    for item, by_itself in zip(sheet.items, agreed, strict=True):
        reached.append(agreed_of[item.only_if] if item.only_if else _YES)
        agreed_of[item.id] = builder.and_(reached[-1], by_itself)
        not_agreed = builder.xor(reached[-1], agreed_of[item.id])  # reached and not agreed
        if item.id in marks:
            failed.append(builder.and_(or_tree(builder, np.stack(marks[item.id])), not_agreed))
        if not item.cover:
            missing.append(not_agreed)
    blocked = or_tree(builder, np.array(failed, np.int64))
    closed = [blocked, *(missing if sheet.all_or_nothing else [])]
    nothing_closed = and_tree(builder, builder.not_(np.array(closed, np.int64)))
    return Opened(
        blocked,
        tuple(builder.and_(nothing_closed, one) for one in reached),
        tuple(builder.and_(nothing_closed, agreed_of[item.id]) for item in sheet.items),
    )
