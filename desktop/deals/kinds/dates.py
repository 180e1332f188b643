"""dates: ticks among windows of time; the earliest common one, one by lot, all, or the earliest with enough ticks.

A seat enters one bit per window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import at_least
from crypto.rounds import Random
from desktop.deals.answers import Answer, Ticks
from desktop.deals.items import DatesItem, k_for
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown, every, flags, index_width, lacking, number_of
from desktop.deals.kinds.common import all_of, drawn, earliest, nobody_cheated, priority_bits
from desktop.deals.outcome import Value


def _ticked(answer: Answer) -> frozenset[int]:
    return answer.ticked if isinstance(answer, Ticks) else frozenset()


@dataclass(frozen=True, slots=True)
class DatesRule:
    """One bit per window and seat."""

    item: DatesItem
    seats: tuple[int, ...]

    @property
    def n_windows(self) -> int:
        """Windows on the list."""
        return len(self.item.windows)

    @property
    def needed(self) -> int:
        """How many must have ticked a window."""
        n = len(self.seats)
        return k_for(self.item.k, n) if self.item.rule == "at_least" else n

    @property
    def random_bits(self) -> int:
        """Priorities for a draw."""
        return priority_bits(self.n_windows) if self.item.rule == "one_random_common" else 0

    @property
    def value_bits(self) -> int:
        """The window's index, or one bit per window."""
        return self.n_windows if self.item.rule == "all_common" else index_width(self.n_windows)

    def input_bits(self, place: int) -> int:
        """One per window."""
        return self.n_windows

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The earliest, one, or all of the windows that enough seats ticked."""
        ticked = [_ticked(answer) for answer in answers]
        passing = [w for w in range(self.n_windows) if sum(w in windows for windows in ticked) >= self.needed]
        if not passing:
            return None
        windows = self.item.windows
        if self.item.rule == "all_common":
            return Shown(lambda _: tuple(windows[w] for w in passing))
        if self.item.rule == "one_random_common":
            return Shown(lambda one: windows[one[0]], tuple(passing), 1)
        return Shown(lambda _: windows[passing[0]])

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """One bit per window: ticked."""
        return flags(_ticked(answer), self.n_windows)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """Every combination of ticks is a possible answer."""
        if self.item.rule == "at_least":
            return earliest(builder, at_least(builder, np.stack(inputs, axis=-1), self.needed))
        common = every(builder, inputs)
        if self.item.rule == "all_common":
            return all_of(builder, common, nobody_cheated())
        if self.item.rule == "one_random_common":
            return drawn(builder, common, random, nobody_cheated())
        return earliest(builder, common)

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The window's name, or the names in sheet order."""
        if self.item.rule == "all_common":
            return tuple(self.item.windows[w] for w in np.flatnonzero(bits))
        return self.item.windows[number_of(bits)]

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """A tick less."""
        return not _ticked(earlier) <= _ticked(answer)

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires."""
        return lacking(builder, earlier, entered)
