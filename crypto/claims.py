"""Claims: what the party at a seat proves about its own inputs before anything is computed with them.

A claim is a boolean circuit over some inputs of one seat and over further bits that only this party knows, the witness.
It holds if every output bit is 1. Public, the same at all parties; nothing comes out but that it holds.

Leaves to others: which claims there are (desktop.deals), proving them (crypto.claim_proofs).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto.bits import Bits
from crypto.circuit import Circuit
from crypto.errors import MisuseError
from crypto.params import KAPPA
from crypto.rounds import PartyId

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What one seat proves.

    Attributes:
        circuit: of one seat, with these inputs: first the claimed ones, then the witness. Every output bit must be 1.
        inputs: int64, positions of the claimed bits among the inputs of that seat.
        witness: from the claimed bits, uint8 in the order of `inputs`, to the bits of the witness. Used by the owner.
    """

    circuit: Circuit
    inputs: Positions
    witness: Callable[[Bits], Bits]

    def __post_init__(self) -> None:
        """Refuse a circuit that does not fit."""
        if self.circuit.n_parties != 1 or len(self.inputs) > self.circuit.n_inputs or not self.circuit.outputs:
            raise MisuseError("not a claim")

    @property
    def n_witness(self) -> int:
        """Bits of the witness."""
        return self.circuit.n_inputs - len(self.inputs)

    @property
    def n_committed(self) -> int:
        """Bits that the owner commits to: the witness, and what every AND gate gives."""
        return self.n_witness + self.circuit.n_ands


Claims = tuple[Claim | None, ...]
"""Per seat its claim, if it has one."""


def claims_by_party(claims: Claims | None, circuit: Circuit, party_of_seat: Sequence[PartyId]) -> Claims:
    """Per party its claim.

    Args:
        claims: per seat of the circuit.
        circuit: what the run evaluates.
        party_of_seat: for every seat the party that sits there.

    Raises:
        MisuseError: not one entry per seat, or a claim about inputs that its seat does not have.
    """
    if claims is None:
        return (None,) * circuit.n_parties
    if len(claims) != circuit.n_parties:
        raise MisuseError("claims have one entry for every seat")
    for seat, claim in enumerate(claims):
        n_inputs = int((circuit.owner == seat).sum())
        if claim is not None and ((claim.inputs < 0) | (claim.inputs >= n_inputs)).any():
            raise MisuseError("a claim about inputs that its seat does not have")
    return tuple(claims[party_of_seat.index(party)] for party in range(circuit.n_parties))


def claim_mask_bits(claim: Claim | None, n: int) -> int:
    """Further owner masks of a party: one for each bit it commits to, and a block for the proof to each peer."""
    return 0 if claim is None else claim.n_committed + KAPPA * (n - 1)


def claim_digest_parts(claims: Claims) -> tuple[bytes, ...]:
    """What BIND compares."""
    parts: list[bytes] = []
    for claim in claims:
        parts += (b"", b"") if claim is None else (claim.circuit.digest(), claim.inputs.astype("<i8").tobytes())
    return tuple(parts)
