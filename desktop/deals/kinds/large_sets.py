"""set with more than 256 entries: nothing of it is in the circuit; two computers compare it by a protocol of its own.

In the clear it is a set like any other. In the circuit it takes no inputs, no gates and no output: crypto.psi_agree
finds the common entries after everything else was opened, and not at all where a dealbreaker stands in the way.
An only_add run cannot hold anybody to earlier entries here; only one's own program does (takes_back).

Leaves to others: running that protocol (desktop.run.large_sets).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.errors import MisuseError
from crypto.rounds import Random
from desktop.deals.answers import Answer
from desktop.deals.errors import InvalidAnswers, Problem
from desktop.deals.items import SetItem
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown
from desktop.deals.kinds.sets import SetRule, spellings
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Value


def entries_of(answer: Answer) -> tuple[bytes, ...]:
    """What a person entered, folded and different, as UTF-8; in no order that means anything."""
    return tuple(folded.encode() for folded in spellings(answer))


def outcome_of(answer: Answer, common: Iterable[bytes]) -> ItemOutcome:
    """The item once the common entries are known, in one's own spelling, sorted by the folded string.

    Args:
        answer: one's own.
        common: some of entries_of(answer).
    """
    own = spellings(answer)
    shown = tuple(own[folded] for folded in sorted(entry.decode() for entry in common))
    return ItemOutcome(True, shown) if shown else NOT_AGREED


@dataclass(frozen=True, slots=True)
class LargeSetRule:
    """A set that the circuit knows nothing of."""

    item: SetItem
    seats: tuple[int, ...]

    @property
    def random_bits(self) -> int:
        """Nothing is drawn."""
        return 0

    @property
    def value_bits(self) -> int:
        """Nothing is opened."""
        return 0

    def input_bits(self, place: int) -> int:
        """Nothing is entered."""
        return 0

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The common entries in the spelling of the first seat."""
        return SetRule(self.item, self.seats).decide(answers)

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """No bits; refuses what the other protocol has no room for."""
        if len(entries_of(answer)) > self.item.max_entries:
            raise InvalidAnswers([Problem(f'item "{self.item.id}"', f"at most {self.item.max_entries} entries")])
        return np.zeros(0, np.uint8)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """Never agreed here."""
        return ItemWires(np.zeros((), np.int64), lambda gate, shown: np.zeros(0, np.int64))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The circuit never shows it."""
        raise MisuseError("a large set is not opened by the circuit")

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """An entry less."""
        return SetRule(self.item, self.seats).takes_back(place, earlier, answer)

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The circuit cannot tell."""
        return np.zeros((), np.int64)
