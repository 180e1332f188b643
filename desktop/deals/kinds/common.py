"""What ticks on a list lead to, for pick, dates and ladder: the common options, one of them drawn, or the earliest.

Everyone learns the option or options shown and that they are common; never how many others were, nor who ticked what.
A draw gives every option a joint secret priority, so that the same randomness draws the same option again.
"""

from __future__ import annotations

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import or_tree
from crypto.gadgets_select import draw_by_priority, first_set, priority_width
from desktop.deals.kinds.base import ItemWires, index_of


def priority_bits(n_options: int) -> int:
    """Joint random bits of one draw among n options."""
    return n_options * priority_width(n_options)


def priorities(random: Wires, n_options: int) -> Wires:
    """The joint secret priorities, shape (n_options, width)."""
    return random.reshape(n_options, -1)


def drawn(builder: Builder, passing: Wires, random: Wires, valid: Wires) -> ItemWires:
    """One of the passing options, uniformly.

    Args:
        passing: wires, shape (n,).
        random: wires, shape (priority_bits(n),).
        valid: wire: nobody entered what no honest person could.
    """
    index = index_of(builder, draw_by_priority(builder, passing, priorities(random, len(passing))))
    agreed = builder.and_(or_tree(builder, passing), valid)
    return ItemWires(agreed, lambda gate, shown: builder.and_(index, builder.and_(gate, valid)))


def all_of(builder: Builder, passing: Wires, valid: Wires) -> ItemWires:
    """Every passing option, one bit each."""
    agreed = builder.and_(or_tree(builder, passing), valid)
    return ItemWires(agreed, lambda gate, shown: builder.and_(passing, builder.and_(gate, valid)))


def earliest(builder: Builder, passing: Wires) -> ItemWires:
    """The first passing option."""
    index = index_of(builder, first_set(builder, passing))
    return ItemWires(or_tree(builder, passing), lambda gate, shown: builder.and_(index, gate))


def nobody_cheated() -> Wires:
    """The constant 1: what cannot be entered needs no check."""
    return np.ones((), np.int64)
