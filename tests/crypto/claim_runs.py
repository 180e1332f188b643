"""What the tests of claims share: a claim, its proof by hand, and whole runs on a set-up that is dealt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random as Pseudo

import numpy as np

from crypto.bits import Bits, Words, blocks, masks
from crypto.builder import Builder
from crypto.circuit import Circuit, Level, Output
from crypto.claim_proofs import Wires, follow_bits, follow_blocks, prove, verify
from crypto.claims import Claim, Claims
from crypto.params import KAPPA
from crypto.randomness import Gh
from crypto.rounds import Tamper
from tests.crypto.engine_runs import Run, mixed_circuit, run_engine, some_bits
from tests.crypto.seeded import Seeded
from tests.crypto.test_engine_fuzz import dealt

WIDTH = 4


def same_bits_claim() -> Claim:
    """Input 2, input 0 and not input 3 have the same two ANDs as the witness says; holds for every input."""
    builder = Builder(1)
    x, w = builder.input(0, 3), builder.input(0, 2)
    both, either = builder.and_(x[0], x[1]), builder.and_(builder.or_(x[1], builder.not_(x[2])), w[0])
    builder.output("holds", builder.not_(builder.xor(np.stack((both, either)), w)))

    def witness(bits: Bits) -> Bits:
        both = bits[0] & bits[1]
        return np.array([both, (bits[1] | 1 - bits[2]) & both], np.uint8)

    return Claim(builder.build(), np.array([2, 0, 3]), witness)


def both_claim() -> Claim:
    """Inputs 0 and 1 are both 1. One gate, no witness; written slot by slot, so that its bytes stay what they are."""
    one, slots = np.ones(1, np.int32), np.array([1, 2], np.int32)
    level = Level((), 3 * one, one, 2 * one)
    circuit = Circuit(1, np.zeros(2, np.uint8), slots, 4, (level,), (), (Output("holds", 3 * one, (0,)),))
    return Claim(circuit, np.array([0, 1]), lambda bits: bits[:0])


def run_claims(
    n: int,
    label: object,
    claims: Claims,
    *,
    bits: Bits | None = None,
    tamper: Tamper | None = None,
    seats: tuple[int, ...] | None = None,
) -> Run:
    """A whole run of mixed_circuit with claims; preparation is real, the set-up before it dealt."""
    circuit = mixed_circuit(n, WIDTH)
    entered = some_bits(circuit.n_inputs, label) if bits is None else bits
    with dealt(n, label):
        return run_engine(circuit, entered, [Seeded(label, "run", p) for p in range(n)], seats, tamper, claims)


@dataclass
class ByHand:
    """One owner and one holder with everything about one claim dealt.

    Attributes:
        bits: as the owner says that they are.
        change: of what it commits to: uint8, for inputs, witness and results of gates.
    """

    claim: Claim
    entered: Bits
    seed: int
    change: Callable[[Bits], Bits] = lambda committed: committed

    def deal(self) -> None:
        """Keys, MACs and blinding bits."""
        source, n_entered = Pseudo(self.seed), self.claim.circuit.n_inputs
        self.delta = blocks(source.randbytes(16))[0]
        self.bits = follow_bits(self.claim, self.entered)
        committed = self.change(np.concatenate((self.entered, self.bits.c[:, 0])))
        key = blocks(source.randbytes(16 * len(committed)))
        mac = key ^ (masks(committed)[:, None] & self.delta)
        self.key = follow_blocks(self.claim, self.delta[None], key[:n_entered], key[n_entered:])
        self.mac = follow_blocks(self.claim, np.zeros((1, 2), np.uint64), mac[:n_entered], mac[n_entered:])
        self.blind = np.unpackbits(np.frombuffer(source.randbytes(KAPPA // 8), np.uint8), bitorder="little")
        self.blind_key = blocks(source.randbytes(16 * KAPPA))
        self.blind_mac: Words = self.blind_key ^ (masks(self.blind)[:, None] & self.delta)
        self.gh = Gh(source.randbytes(16))

    def prove(self, bits: Wires[Bits] | None = None) -> bytes:
        return prove(self.gh, bits or self.bits, self.mac, self.blind, self.blind_mac)

    def verify(self, proof: bytes) -> None:
        verify(self.gh, self.key, self.blind_key, self.delta, proof)
