"""level: one of a few ordered levels from everyone; the lowest is shown, or (surveys) the sum of all.

A seat enters one bit per level above the lowest, "at least this level". What counts is the run of ones from the start,
so that every combination of bits is some level and none is out of range. The run of the AND over all seats is the
lowest level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import popcount, prefix, widen
from crypto.rounds import Random
from desktop.deals.answers import Answer
from desktop.deals.items import LevelItem
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
from desktop.deals.outcome import Value


def _level(answer: Answer) -> int:
    return answer if isinstance(answer, int) else 0


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A thermometer of bits per seat."""

    item: LevelItem
    seats: tuple[int, ...]

    @property
    def steps(self) -> int:
        """Levels above the lowest."""
        return len(self.item.levels) - 1

    @property
    def random_bits(self) -> int:
        """Nothing is drawn."""
        return 0

    @property
    def value_bits(self) -> int:
        """The level's index, or the sum."""
        if self.item.rule == "total":
            return (len(self.seats) * self.steps).bit_length()
        return index_width(len(self.item.levels))

    def input_bits(self, place: int) -> int:
        """One bit per level above the lowest."""
        return self.steps

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The lowest level from the threshold on; the sum always."""
        levels = [_level(answer) for answer in answers]
        if self.item.rule == "total":
            return Shown(lambda _: sum(levels))
        lowest = min(levels)
        if lowest < self.item.threshold:
            return None
        return Shown(lambda _: self.item.levels[lowest])

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """As many leading ones as the level has levels below it."""
        return leading_ones(_level(answer), self.steps)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """The lowest level is the run of ones of the AND over all seats; the sum counts the ones of all runs."""
        if self.item.rule == "total":
            total = popcount(builder, prefix(builder.and_, np.stack(inputs)).reshape(-1))
            return ItemWires(np.ones((), np.int64), lambda gate, shown: builder.and_(total, gate))
        reached = prefix(builder.and_, every(builder, inputs))
        at_least = np.concatenate((np.ones(1, np.int64), reached))
        one_hot = builder.xor(at_least, widen(reached, len(at_least)))
        index = index_of(builder, one_hot)
        return ItemWires(at_least[..., self.item.threshold], lambda gate, shown: builder.and_(index, shown))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The sum, or the level's name."""
        number = number_of(bits)
        return number if self.item.rule == "total" else self.item.levels[number]

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """A lower level."""
        return _level(answer) < _level(earlier)

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """A run that holds all bits of another one is no shorter, whatever the bits after the runs are."""
        return lacking(builder, earlier, entered)
