"""Proofs of claims: every party convinces every other one that its own inputs satisfy a public circuit.

Inputs, witness and the results of all AND gates are authenticated bits of the owner: the holder has K, the owner has
the bit x and M = K + x Delta. For a gate c = a b the holder knows K_a K_b + K_c Delta, the owner two elements with

    K_a K_b + K_c Delta = M_a M_b + (a M_b + b M_a + M_c) Delta        exactly if c = a b,

products in GF(2^128). The owner shows a random linear combination of its two elements over all gates, blinded by 128
random authenticated bits. That an output is 1 is checked in the same way, as the gate 1 * 1 = output.

Source: Yang, Sarkar, Weng, Wang 2021 (eprint 2021/076), QuickSilver, figure 4 for circuits over F2.
Differs from the paper: the commitments are those that the run has anyway, inputs included, and the owner uses the same
bits towards all; the coefficients are powers of the hash key of GH, tossed after everything is committed to, so that a
wrong gate is found except with probability (gates + 1) / 2^128, and a false equation needs one of two values of the
127 unknown bits of Delta. Each peer has blinding bits of its own: with the same ones two holders that work together
could subtract what they were shown.

Steps: with the inputs the owner sends its corrections; then (1) coin, (2) the blinded combinations.
Leaves to others: what is claimed (crypto.claims), when (crypto.engine).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from crypto.auth_bits import Shares, add_public, block_column, share_bits
from crypto.bits import Bits, Words, blocks, pack, select
from crypto.circuit import ONE_SLOT, Circuit, Xors
from crypto.claims import Claim, Claims
from crypto.errors import MisuseError
from crypto.field import multiply
from crypto.params import KAPPA
from crypto.randomness import Gh, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session

PROOF_BYTES = 32
"""Two elements."""

Rows = TypeVar("Rows", Bits, Words)

# Block c has bit c alone: the combination of 128 bits with these is the block of the bits.
_BASIS = np.frombuffer(b"".join((1 << c).to_bytes(16, "little") for c in range(KAPPA)), np.uint64).reshape(-1, 2)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Wires(Generic[Rows]):
    """What one party knows of the wires of a claim: bits, MACs or keys.

    Attributes:
        a: of the first operand of every AND gate, in order.
        b: of the second one.
        c: of what the gate gives.
        ones: of the outputs, which must be 1.
    """

    a: Rows
    b: Rows
    c: Rows
    ones: Rows


def follow(circuit: Circuit, one: Rows, entered: Rows, gate: Callable[[Rows, Rows, slice], Rows]) -> Wires[Rows]:
    """Run through a claim; all that is known of a wire is linear but for what AND gates give.

    Args:
        circuit: of the claim.
        one: shape (1, w): the public 1.
        entered: shape (n_inputs, w).
        gate: what AND gates give, from operands, shape (m, w) each, and the numbers of these gates.
    """
    wires = np.zeros((circuit.n_slots, entered.shape[1]), entered.dtype)
    wires[ONE_SLOT] = one
    wires[circuit.input_slots] = entered
    a, b, c = (np.empty((circuit.n_ands, entered.shape[1]), entered.dtype) for _ in range(3))
    start = 0
    for level in circuit.levels:
        _linear(wires, level.linear)
        here = slice(start, start + len(level.and_dst))
        a[here], b[here] = wires[level.and_a], wires[level.and_b]
        wires[level.and_dst] = c[here] = gate(a[here], b[here], here)
        start = here.stop
    _linear(wires, circuit.final)
    return Wires(a, b, c, wires[np.concatenate([output.slots for output in circuit.outputs])])


def _linear(wires: Rows, sublevels: tuple[Xors, ...]) -> None:
    for dst, a, b in sublevels:
        wires[dst] = wires[a] ^ wires[b]


def follow_bits(claim: Claim, entered: Bits) -> Wires[Bits]:
    """The bits of all wires: uint8, shape (m, 1) each; entered: shape (n_inputs,)."""
    return follow(claim.circuit, np.ones((1, 1), np.uint8), entered[:, None], lambda a, b, here: a & b)


def follow_blocks(claim: Claim, one: Words, entered: Words, given: Words) -> Wires[Words]:
    """MACs or keys of all wires; given: uint64, shape (n_ands, 2), those of what AND gates give."""
    return follow(claim.circuit, one, entered, lambda a, b, here: given[here])


def prove(gh: Gh, bits: Wires[Bits], mac: Wires[Words], blind: Bits, blind_mac: Words) -> bytes:
    """Owner: the blinded combinations for one holder.

    Args:
        gh: with the tossed key.
        bits: of all wires.
        mac: of all wires, for this holder.
        blind: uint8, shape (128,), used for nothing else.
        blind_mac: uint64, shape (128, 2).

    Returns:
        PROOF_BYTES bytes.
    """
    nothing = np.zeros_like(mac.ones)
    constant = np.concatenate((multiply(mac.a, mac.b), nothing))
    linear = select(bits.a[:, 0], mac.b) ^ select(bits.b[:, 0], mac.a) ^ mac.c
    linear = np.concatenate((linear, mac.ones))
    return _plus(gh(constant), _combine(blind_mac)) + _plus(gh(linear), pack(blind))


def verify(gh: Gh, key: Wires[Words], blind_key: Words, delta: Words, untrusted_proof: bytes) -> None:
    """Holder: check an owner's proof.

    Args:
        gh: with the tossed key.
        key: of all wires.
        blind_key: uint64, shape (128, 2).
        delta: uint64, shape (2,).
        untrusted_proof: PROOF_BYTES bytes.

    Raises:
        CheatingDetected: the claim does not hold for the inputs that the owner entered.
    """
    constant = np.concatenate((multiply(key.a, key.b), np.zeros_like(key.ones)))
    linear = blocks(gh(np.concatenate((key.c, key.ones ^ delta)))) ^ blocks(untrusted_proof[16:])
    expected = blocks(gh(constant)) ^ blocks(_combine(blind_key)) ^ multiply(linear, delta[None])
    require_equal(expected.tobytes(), untrusted_proof[:16], "a party's inputs are not what it claims")


def _combine(rows: Words) -> bytes:
    """The combination of 128 elements in which bits give their block."""
    combined: Words = np.bitwise_xor.reduce(multiply(rows, _BASIS), axis=0)
    return combined.tobytes()


def _plus(x: bytes, y: bytes) -> bytes:
    return (blocks(x) ^ blocks(y)).tobytes()


class ClaimProofs:
    """The proofs of one run at one party."""

    def __init__(self, session: Session, claims: Claims, my_bits: Bits) -> None:
        """Find the own witness and follow the own claim in the clear.

        Args:
            claims: per party.
            my_bits: uint8, my inputs in circuit order.

        Raises:
            MisuseError: the own claim does not hold. Nothing was sent yet.
        """
        self._session = session
        self._claims = claims
        self._committed: dict[PartyId, Shares] = {}
        self._blinding: dict[PartyId, Shares] = {}
        self._entered = np.zeros(0, np.uint8)
        self._bits: Wires[Bits] | None = None
        claim = claims[session.me]
        if claim is not None:
            claimed = my_bits[claim.inputs]
            self._entered = np.concatenate((claimed, claim.witness(claimed)))
            self._bits = follow_bits(claim, self._entered)
            if not self._bits.ones.all():
                raise MisuseError("the inputs are not what this seat has to claim")

    def n_corrections(self, owner: PartyId) -> int:
        """Bits that this party adds to its inputs."""
        claim = self._claims[owner]
        return 0 if claim is None else claim.n_committed

    def corrections(self, my_masks: Shares) -> Bits:
        """What I add to my inputs: witness and results of the AND gates, masked.

        Args:
            my_masks: uint64, shape (mask_bits, 2n - 1), my owner masks for this.
        """
        claim = self._claims[self._session.me]
        if claim is None or self._bits is None:
            return np.zeros(0, np.uint8)
        committed = np.concatenate((self._entered[len(claim.inputs) :], self._bits.c[:, 0]))
        return committed ^ share_bits(my_masks[: len(committed)])

    def accept_corrections(self, owner: PartyId, bits: Bits, masks: Shares) -> None:
        """Take what an owner, I included, added to its inputs.

        Args:
            bits: uint8, shape (n_corrections(owner),).
            masks: uint64, shape (mask_bits, 2n - 1), the owner's masks for this; changed in place.
        """
        self._committed[owner], self._blinding[owner] = masks[: len(bits)], masks[len(bits) :]
        add_public(self._session, self._committed[owner], bits, owner)

    def check(self, inputs: Sequence[Shares]) -> Protocol[None]:
        """Prove the own claim to all, and have all prove theirs.

        Args:
            inputs: per owner its inputs in circuit order, uint64, shape (k, 2n - 1).

        Rounds: 2. Bytes to each peer: 32 for the coin, then PROOF_BYTES where this party claims something.

        Raises:
            CheatingDetected: a claim does not hold for the inputs that its owner entered.
        """
        session, me = self._session, self._session.me
        gh = Gh((yield from session.coin())[:16])  # step 1
        proofs = {peer: self._prove_to(peer, gh, inputs[me]) for peer in session.peers}
        lengths = {peer: 0 if self._claims[peer] is None else PROOF_BYTES for peer in session.peers}
        shown = yield from session.exchange(Kind.CLAIM, proofs, lengths)  # step 2
        for owner in session.peers:
            claim = self._claims[owner]
            if claim is not None:
                key = self._blocks(claim, owner, owner, session.delta, inputs[owner])
                verify(gh, key, self._blind(owner, me)[:, block_column(session, owner)], session.delta, shown[owner])

    def destroy(self) -> None:
        """Wipe everything."""
        self._entered.fill(0)
        for shares in (*self._committed.values(), *self._blinding.values()):
            shares.fill(0)
        if self._bits is not None:
            for part in (self._bits.a, self._bits.b, self._bits.c, self._bits.ones):
                part.fill(0)

    def _prove_to(self, holder: PartyId, gh: Gh, my_inputs: Shares) -> bytes:
        session, me = self._session, self._session.me
        claim = self._claims[me]
        if claim is None or self._bits is None:
            return b""
        mac = self._blocks(claim, me, holder, np.zeros(2, np.uint64), my_inputs)
        blind = self._blind(me, holder)
        return prove(gh, self._bits, mac, share_bits(blind), blind[:, block_column(session, holder)])

    def _blocks(self, claim: Claim, owner: PartyId, peer: PartyId, one: Words, inputs: Shares) -> Wires[Words]:
        """What I know of the wires of an owner's claim towards this peer: MACs if I am the owner, else keys."""
        column, committed = block_column(self._session, peer), self._committed[owner]
        entered = np.concatenate((inputs[claim.inputs], committed[: claim.n_witness]))
        return follow_blocks(claim, one[None], entered[:, column], committed[claim.n_witness :, column])

    def _blind(self, owner: PartyId, holder: PartyId) -> Shares:
        """The bits that blind this owner's proof to this holder, and no other."""
        start = KAPPA * (holder - (holder > owner))
        return self._blinding[owner][start : start + KAPPA]
