"""match: yes or no from everyone; shown when all, or at least k, said yes.

Everyone learns only that bit. With "talk first" a yes comes out as not agreed by chance, by joint randomness, so that
not agreed never points at anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import at_least, less_than, word
from crypto.rounds import Random
from desktop.deals.answers import Answer
from desktop.deals.items import MatchItem, k_for
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown, lacking
from desktop.deals.outcome import Value

TALK_FIRST_BITS = 8


@dataclass(frozen=True, slots=True)
class MatchRule:
    """One bit per seat: yes."""

    item: MatchItem
    seats: tuple[int, ...]

    @property
    def needed(self) -> int:
        """How many must say yes."""
        n = len(self.seats)
        return n if self.item.rule == "mutual_yes" else k_for(self.item.k, n)

    @property
    def random_bits(self) -> int:
        """The joint number below 256 that talk first compares."""
        return TALK_FIRST_BITS if self.item.talk_first_256 else 0

    @property
    def value_bits(self) -> int:
        """The agreed bit says it all."""
        return 0

    def input_bits(self, place: int) -> int:
        """Yes."""
        return 1

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """Shown with the chance that talk first leaves."""
        if sum(answer is True for answer in answers) < self.needed:
            return None
        return Shown(lambda _: True, chance=1 - Fraction(self.item.talk_first_256, 256))

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """One bit."""
        return np.array([answer is True], np.uint8)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """At least `needed` of the bits, and not talk first."""
        agreed = at_least(builder, np.concatenate(inputs), self.needed)
        if self.item.talk_first_256:
            talk = less_than(builder, random, word(min(self.item.talk_first_256, 255), TALK_FIRST_BITS))
            agreed = builder.and_(agreed, builder.not_(talk if self.item.talk_first_256 < 256 else 1))
        return ItemWires(agreed, lambda gate, shown: np.zeros(0, np.int64))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """Agreed is the value."""
        return True

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """From yes to no."""
        return earlier is True and answer is not True

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on one bit each."""
        return lacking(builder, earlier, entered)
