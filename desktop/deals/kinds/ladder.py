"""ladder: a run of ticks on a public list of amounts, from one's own end of it; one common amount is drawn.

A seat enters one bit per amount in the order from its own end. What counts is the run of ones from that end, so that
every combination of bits is a run. fair_price needs only one bit per seat: whether the run reaches the reference.
Everyone learns the amount shown, or that there is one, and nothing of anybody's limit beyond it; midpoint gives the
other side's limit away to whoever knows the own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import add, or_tree, prefix
from crypto.rounds import Random
from desktop.deals.answers import Answer, Run
from desktop.deals.items import LadderItem
from desktop.deals.kinds.base import (
    Bits,
    ItemWires,
    Mine,
    Shown,
    every,
    index_of,
    index_width,
    lacking,
    leading_ones,
    number_of,
)
from desktop.deals.kinds.common import drawn, nobody_cheated, priority_bits
from desktop.deals.outcome import Value


def _amount(amount: Decimal) -> Value:
    """The amount as the sheet writes it: an int, or a Decimal where the sheet has decimal places."""
    return amount if "." in f"{amount:f}" else int(amount)


@dataclass(frozen=True, slots=True)
class LadderRule:
    """A run of bits per seat.

    Attributes:
        directions: "higher" or "lower" for each of `seats`.
    """

    item: LadderItem
    seats: tuple[int, ...]
    directions: tuple[str, ...]

    @property
    def n_amounts(self) -> int:
        """Amounts on the list."""
        return len(self.item.amounts)

    @property
    def random_bits(self) -> int:
        """Priorities for a draw."""
        return priority_bits(self.n_amounts) if self.item.rule == "ladder_draw" else 0

    @property
    def value_bits(self) -> int:
        """The amount's index, or nothing."""
        return index_width(self.n_amounts) if self.item.rule in ("ladder_draw", "midpoint") else 0

    def input_bits(self, place: int) -> int:
        """One per amount; one for a fair price."""
        return 1 if self.item.rule == "fair_price" else self.n_amounts

    def _accepts(self, place: int, answer: Answer) -> range:
        n_ticked = answer.n_ticked if isinstance(answer, Run) else 0
        if self.directions[place] == "higher":
            return range(self.n_amounts - n_ticked, self.n_amounts)
        return range(n_ticked)

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """By lot, at the reference, whether there is a common amount, or the lower middle one."""
        item = self.item
        accepted = [self._accepts(place, answer) for place, answer in enumerate(answers)]
        common = [a for a in range(self.n_amounts) if all(a in run for run in accepted)]
        if item.rule == "fair_price":
            return Shown(lambda _: True) if item.reference in common else None
        if not common:
            return None
        if item.rule == "overlap_only":
            return Shown(lambda _: True)
        if item.rule == "midpoint":
            return Shown(lambda _: _amount(item.amounts[common[(len(common) - 1) // 2]]))
        return Shown(lambda one: _amount(item.amounts[one[0]]), tuple(common), 1)

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """The run from the own end; for a fair price whether it holds the reference."""
        if self.item.rule == "fair_price":
            return np.array([self.item.reference in self._accepts(place, answer)], np.uint8)
        return leading_ones(len(self._accepts(place, answer)), self.n_amounts)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """The common amounts are the run of all "lower" seats and the run of all "higher" seats, from the other end."""
        if self.item.rule == "fair_price":
            return ItemWires(every(builder, inputs)[0], lambda gate, shown: np.zeros(0, np.int64))
        common = self._common(builder, inputs)
        if self.item.rule == "ladder_draw":
            return drawn(builder, common, random, nobody_cheated())
        agreed = or_tree(builder, common)
        if self.item.rule == "overlap_only":
            return ItemWires(agreed, lambda gate, shown: np.zeros(0, np.int64))
        index = self._middle(builder, common)
        return ItemWires(agreed, lambda gate, shown: builder.and_(index, gate))

    def _common(self, builder: Builder, inputs: Sequence[Wires]) -> Wires:
        common = np.ones(self.n_amounts, np.int64)
        for direction, order in (("lower", slice(None)), ("higher", slice(None, None, -1))):
            runs = [bits for bits, own in zip(inputs, self.directions, strict=True) if own == direction]
            if runs:
                common = builder.and_(common, prefix(builder.and_, every(builder, runs))[order])
        return common

    def _middle(self, builder: Builder, common: Wires) -> Wires:
        """floor((first + last) / 2) of the run of common amounts; zeros when there is none."""
        beside = builder.and_(common[:-1], common[1:])
        none = np.zeros(1, np.int64)
        first = builder.xor(common, np.concatenate((none, beside)))
        last = builder.xor(common, np.concatenate((beside, none)))
        return add(builder, index_of(builder, first), index_of(builder, last))[1:]

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The amount as the sheet writes it, or true."""
        return _amount(self.item.amounts[number_of(bits)]) if self.value_bits else True

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """A shorter run; for a fair price only whether it still holds the reference."""
        before, now = self._accepts(place, earlier), self._accepts(place, answer)
        if self.item.rule == "fair_price":
            return self.item.reference in before and self.item.reference not in now
        return len(now) < len(before)

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """A run that holds all bits of another one is no shorter, whatever the bits after the runs are."""
        return lacking(builder, earlier, entered)
