"""Which inputs of a run are sticky: public, and what it costs in masks and bits.

Leaves to others: the slots (crypto.slots), the check (crypto.sticky).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto.rounds import PartyId

Positions = npt.NDArray[np.int64]

CHECK_BITS = 64
"""Bits of one check: other bits than those of a slot pass it with probability 2^-64."""

SLOT_DELTA_BITS = 96
"""Bits of the Delta of a slot: whoever guesses all of them passes every check of it."""


@dataclass(frozen=True, slots=True, eq=False)
class StickyInputs:
    """Which inputs are sticky. Public, the same at all parties.

    Attributes:
        kept: per seat the positions, among the inputs of that seat, of the bits that the slots made in this run hold;
            None when none are made.
        earlier: per seat the positions of the bits that slots of an earlier run hold, in their order; None when there
            are none.
        must_be_zero: name of an output that is opened before the order is tossed and ends the run unless it is all
            zeros; "" for none.
    """

    kept: tuple[Positions, ...] | None = None
    earlier: tuple[Positions, ...] | None = None
    must_be_zero: str = ""

    @property
    def n_checks(self) -> int:
        """Slots that are checked for every ordered pair."""
        return (self.kept is not None) + (self.earlier is not None)

    def kept_bits(self, party_of_seat: Sequence[PartyId]) -> tuple[int, ...]:
        """Per party the bits of each slot that it will own; () when none are made."""
        return () if self.kept is None else tuple(map(len, by_party(self.kept, party_of_seat)))

    def digest_parts(self) -> tuple[bytes, ...]:
        """What BIND compares."""
        parts = [self.must_be_zero.encode()]
        for positions in (self.kept, self.earlier):
            parts.append(b"none" if positions is None else len(positions).to_bytes(2, "little"))
            parts.extend(place.astype("<i8").tobytes() for place in positions or ())
        return tuple(parts)


def by_party(positions: Sequence[Positions], party_of_seat: Sequence[PartyId]) -> tuple[Positions, ...]:
    """Positions per seat as positions per party."""
    return tuple(positions[party_of_seat.index(party)] for party in range(len(party_of_seat)))


def mask_bits(n: int, sticky: StickyInputs | None) -> int:
    """Further owner masks of every party."""
    return 0 if sticky is None else (n - 1) * sticky.n_checks * CHECK_BITS


def correction_bits(n: int, n_kept: int, sticky: StickyInputs) -> int:
    """Bits that a party with n_kept bits in its new slots sends with its inputs."""
    return (n - 1) * n_kept * (sticky.kept is not None) + mask_bits(n, sticky)


def choice_rows(n: int) -> int:
    """Rows of correlated OT that a run with slots takes further: every party's choices for its trees with each peer."""
    return (n - 1) * SLOT_DELTA_BITS
