"""The engine: evaluate a circuit on everybody's private bits, so that nobody learns more than its outputs.

Security against malicious parties, any number of them, with abort: a run ends with the right outputs or with an error.
Not promised: that everybody gets the outputs when somebody stops.

Source: Goldreich, Micali, Wigderson 1987 with the triples of Beaver 1991, authenticated as in Nielsen, Nordholt,
Orlandi, Burra 2012 (eprint 2011/091).
Differs from the paper: outputs are public openings under a mask that their recipient owns, item after item in a tossed
order; a check compares hashes and never shows Delta, which would decrypt recorded triples.

Leaves to others: everything before inputs (crypto.preparation), opening and checking (crypto.auth_bits), transport and
what an abort means to people (p2p).

Steps of an evaluation: (1) BIND, (2) inputs, with sticky ones their check, with claims their proofs, (3) one opening
per AND level, (4) CHECK, with sticky inputs the output that must be zero, (5) the order coin, (6) per item an opening
and a CHECK. Every secret of the run is destroyed at the end, however it ends. A run that may have to be repeated keeps
its order coin before step 4 (Order), and a repeat tosses that coin in step 5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto.auth_bits import Authenticator, Shares, add_public, multiply_public, n_words, share_bits
from crypto.bits import Bits, pack, packed_length, unpack
from crypto.capacity import Capacity, capacity_of, receivers, shares_to_refresh
from crypto.circuit import ONE_SLOT, Circuit, Level, Slots, Xors
from crypto.claim_proofs import ClaimProofs
from crypto.claims import Claim, Claims, claim_digest_parts, claim_mask_bits, claims_by_party
from crypto.commit import Toss
from crypto.errors import CheatingDetected, MisuseError
from crypto.message_plan import MessagePlan, rounds_and_bytes
from crypto.preparation import DestroyedOnFailure, Prepared, prepare
from crypto.randomness import H, le16, le64
from crypto.rounds import Kind, PartyId, Protocol
from crypto.sticky import Sticky, StickyRun
from crypto.sticky_inputs import StickyInputs, mask_bits

__all__ = [
    "Capacity",
    "Claim",
    "Claims",
    "MessagePlan",
    "Order",
    "Prepared",
    "Sticky",
    "StickyInputs",
    "capacity_of",
    "evaluate",
    "prepare",
    "rounds_and_bytes",
]

Released = Callable[[str, Bits], None]


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """What is kept of the order of the items, for the case that the run has to be repeated.

    Attributes:
        keep: called before the last message without which nobody can open anything. What it is given, and what
            Sticky.made was given before, is on the disk when it returns. Not called in a repeat.
        known: called with the coin, 32 bytes, before the first item is opened.
        again: of the run that is repeated; None unless this is a repeat.
    """

    keep: Callable[[Toss], None]
    known: Callable[[bytes], None]
    again: Toss | None = None


def evaluate(
    prepared: Prepared,
    circuit: Circuit,
    my_bits: Bits,
    *,
    party_of_seat: tuple[PartyId, ...],
    context: bytes,
    before_order: Callable[[], None],
    released: Released,
    sticky: Sticky | None = None,
    claims: Claims | None = None,
    order: Order | None = None,
) -> Protocol[dict[str, Bits]]:
    """Evaluate a circuit. Single use of `prepared`, whose secrets are gone afterwards.

    Args:
        prepared: a run prepared for at least this circuit; claimed by this call.
        circuit: the same at all parties.
        my_bits: uint8, shape (k,), values 0 or 1: the inputs of my seat in circuit order.
        party_of_seat: for every seat of the circuit the party that sits there.
        context: what else the parties must agree on, as bytes of any length (sheet digest and the like).
        before_order: called after all results are authenticated and before the order of the items is tossed: from then
            on the run counts as used.
        released: called with (name, bits) for every item that I receive, as soon as it is checked.
        sticky: the inputs that have to be those of an earlier run, or are kept for a later one.
        claims: per seat what it proves about its inputs before anything is computed with them.
        order: what is kept for a repeat, or comes from the run that is repeated.

    Returns:
        Output name -> uint8 bits, for the outputs that I receive, in circuit order; not the one that must be zero.

    Rounds: depth + 4 + 2 per output, 2 more with sticky inputs, 2 more with claims.
    Bytes: crypto.message_plan.rounds_and_bytes.

    Raises:
        MisuseError: at once, before anything is sent: `prepared` was used or is too small, or the bits do not fit, or
            the own claim does not hold for them.
        CheatingDetected, MalformedMessage: the run is over. Before `before_order` was called nobody learnt anything.
    """
    inputs = None if sticky is None else sticky.inputs
    if not prepared.capacity.covers(capacity_of(circuit, party_of_seat, inputs, claims)):
        raise MisuseError("the run is not prepared for a circuit of this size")
    n_mine = int((circuit.owner == party_of_seat.index(prepared.me)).sum())
    if my_bits.dtype != np.uint8 or my_bits.shape != (n_mine,) or (n_mine and my_bits.max() > 1):
        raise MisuseError("the inputs must be zeros and ones, one for each input bit of this seat")
    evaluation = _Evaluation(prepared, circuit, my_bits, party_of_seat, sticky, claims)
    prepared.claim()
    return evaluation.run(context, before_order, released, order)


class _Evaluation:
    """The wires of one evaluation. `wires` holds one row of Shares per slot of the circuit."""

    def __init__(
        self,
        prepared: Prepared,
        circuit: Circuit,
        my_bits: Bits,
        party_of_seat: tuple[PartyId, ...],
        sticky: Sticky | None,
        claims: Claims | None,
    ) -> None:
        self._prepared = prepared
        self._auth: Authenticator = prepared.run
        self._session = prepared.run.session
        self._circuit = circuit
        self._party_of_seat = party_of_seat
        self._owner = np.array(party_of_seat, np.uint8)[circuit.owner]
        self._to_refresh = shares_to_refresh(circuit, party_of_seat)
        self._my_bits = my_bits.copy()
        self._wires: Shares = np.zeros((circuit.n_slots, n_words(prepared.n)), np.uint64)
        self._guard = "" if sticky is None else sticky.inputs.must_be_zero
        self._sticky: StickyRun | None = None
        if sticky is not None:
            self._sticky = StickyRun(self._session, sticky, prepared.slots, party_of_seat)
            self._sticky.require_fitting(my_bits)
        self._claims = claims_by_party(claims, circuit, party_of_seat)
        self._proofs = None if claims is None else ClaimProofs(self._session, self._claims, my_bits)

    def destroy(self) -> None:
        """Destroy the inputs, the wires and the whole run."""
        if self._sticky is not None:
            self._sticky.destroy()
        if self._proofs is not None:
            self._proofs.destroy()
        self._my_bits.fill(0)
        self._wires.fill(0)
        self._prepared.destroy()

    def run(
        self, context: bytes, before_order: Callable[[], None], released: Released, order: Order | None
    ) -> Protocol[dict[str, Bits]]:
        """All steps."""
        with DestroyedOnFailure(self):
            yield from self._bind(context)
            yield from self._input()
            if self._sticky is not None:
                yield from self._sticky.check(self._inputs())
            if self._proofs is not None:
                yield from self._proofs.check(self._inputs())
            for level in self._circuit.levels:
                yield from self._and_level(level)
            self._linear(self._circuit.final)
            if self._sticky is not None:
                self._sticky.deliver()
            if order is not None and order.again is None:
                order.keep((yield from self._session.coming_coin()))
            yield from self._auth.check()
            yield from self._open_guard()
            before_order()
            outputs = yield from self._outputs(released, order)
            self._prepared.transcript = self._session.transcript.digest()
        self.destroy()
        return outputs

    def _bind(self, context: bytes) -> Protocol[None]:
        """Step 1: no input-dependent message leaves before everybody wants to evaluate the same."""
        circuit, session = self._circuit, self._session
        recipients = b"".join(
            le16(len(output.recipients)) + bytes(self._party_of_seat[seat] for seat in output.recipients)
            for output in circuit.outputs
        )
        sticky = self._sticky
        parts = () if sticky is None else sticky.inputs.digest_parts()
        if self._proofs is not None:
            parts += claim_digest_parts(self._claims)
        digest = H("bind", (session.sid, circuit.digest(), self._owner.tobytes(), recipients, context, *parts))
        outbox = {peer: digest + (b"" if sticky is None else sticky.name(peer)) for peer in session.peers}
        length = len(digest) + (0 if sticky is None else sticky.name_bytes)
        inbox = yield from session.exchange(Kind.BIND, outbox, dict.fromkeys(session.peers, length))
        if any(inbox[peer][:32] != digest for peer in session.peers):
            raise CheatingDetected("the parties want to evaluate different things")
        if sticky is not None:
            for peer in session.peers:
                sticky.accept_name(peer, inbox[peer][32:])

    def _input(self) -> Protocol[None]:
        """Step 2: owners send eps = v + s; <v> = <s> + eps on the owner's share."""
        session, circuit, wires = self._session, self._circuit, self._wires
        one = np.ones(1, np.uint8)
        add_public(session, wires[ONE_SLOT : ONE_SLOT + 1], one)
        positions = [np.flatnonzero(self._owner == owner) for owner in range(session.n)]
        shares = [self._prepared.masks[owner].next(len(positions[owner]))[0] for owner in range(session.n)]
        my_eps = self._my_bits ^ share_bits(shares[session.me])
        sticky, sticky_masks = self._sticky, self._sticky_masks()
        proofs, claim_masks = self._proofs, self._claim_masks()
        n_sticky = [0 if sticky is None else sticky.n_corrections(owner) for owner in range(session.n)]
        n_claims = [0 if proofs is None else proofs.n_corrections(owner) for owner in range(session.n)]
        if sticky is not None:
            my_masks = share_bits(sticky_masks[session.me])
            my_eps = np.concatenate((my_eps, sticky.corrections(self._my_bits, my_masks)))
        if proofs is not None:
            my_eps = np.concatenate((my_eps, proofs.corrections(claim_masks[session.me])))
        n_bits = [len(positions[owner]) + n_sticky[owner] + n_claims[owner] for owner in range(session.n)]
        lengths = {peer: packed_length(n_bits[peer]) for peer in session.peers}
        received = yield from session.broadcast(Kind.INPUT, pack(my_eps), lengths)
        for owner in range(session.n):
            eps = my_eps if owner == session.me else unpack(received[owner], n_bits[owner])
            n_inputs = len(positions[owner])
            n_before = n_inputs + n_sticky[owner]
            add_public(session, shares[owner], eps[:n_inputs], owner)
            wires[circuit.input_slots[positions[owner]]] = shares[owner]
            if sticky is not None:
                sticky.accept_corrections(owner, eps[n_inputs:n_before], sticky_masks[owner])
            if proofs is not None:
                proofs.accept_corrections(owner, eps[n_before:], claim_masks[owner])

    def _sticky_masks(self) -> list[Shares]:
        """Per owner its masks for sticky inputs: those after the masks of inputs and outputs."""
        if self._sticky is None:
            return []
        count = mask_bits(self._session.n, self._sticky.inputs)
        starts = capacity_of(self._circuit, self._party_of_seat).masks
        return [rows.take(start, count)[0] for rows, start in zip(self._prepared.masks, starts, strict=True)]

    def _claim_masks(self) -> list[Shares]:
        """Per owner its masks for claims: those after the masks for sticky inputs."""
        inputs = None if self._sticky is None else self._sticky.inputs
        starts = capacity_of(self._circuit, self._party_of_seat, inputs).masks
        counts = [claim_mask_bits(claim, self._session.n) for claim in self._claims]
        return [self._prepared.masks[owner].take(starts[owner], counts[owner])[0] for owner in range(self._session.n)]

    def _inputs(self) -> list[Shares]:
        """Per owner its inputs in circuit order, while no level has reused their slots."""
        slots = self._circuit.input_slots
        return [_gather(self._wires, slots[self._owner == owner]) for owner in range(self._session.n)]

    def _linear(self, sublevels: tuple[Xors, ...]) -> None:
        wires = self._wires
        for dst, a, b in sublevels:
            _scatter(wires, dst, _gather(wires, a) ^ _gather(wires, b))

    def _and_level(self, level: Level) -> Protocol[None]:
        """Step 3: open d = a + X and e = b + Y of all gates; c = Z + d Y + e X + d e."""
        self._linear(level.linear)
        wires, m = self._wires, len(level.and_dst)
        x, y, z = self._prepared.triples.next(m)
        masked = np.empty((2 * m, wires.shape[1]), np.uint64)
        np.bitwise_xor(_gather(wires, level.and_a), x, out=masked[:m])
        np.bitwise_xor(_gather(wires, level.and_b), y, out=masked[m:])
        opened = yield from self._auth.open(Kind.LEVEL, masked)
        d, e = opened[:m], opened[m:]
        z ^= multiply_public(y, d)
        z ^= multiply_public(x, e)
        add_public(self._session, z, d & e)
        _scatter(wires, level.and_dst, z)

    def _open_guard(self) -> Protocol[None]:
        """Open the output that must be zero, before the run can count as used."""
        names = [output.name for output in self._circuit.outputs]
        if self._guard:
            item = names.index(self._guard)
            zero_starts, mask_starts = self._numbering()
            bits = yield from self._release(item, zero_starts[item], mask_starts[item])
            if bits is None or bits.any():
                raise CheatingDetected("a party entered what its earlier run does not allow")

    def _outputs(self, released: Released, order: Order | None) -> Protocol[dict[str, Bits]]:
        """Steps 5 and 6: items in the order of a coin; the next leaves only when the one before is checked."""
        if order is not None and order.again is not None:
            coin = yield from self._session.toss_again(order.again)
        else:
            coin = yield from self._session.coin(Kind.ORDER)
        if order is not None:
            order.known(coin)
        outputs = self._circuit.outputs
        zero_starts, mask_starts = self._numbering()
        results: dict[str, Bits] = {}
        items = [item for item, output in enumerate(outputs) if not self._guard or output.name != self._guard]
        for item in sorted(items, key=lambda a: H("ord", (coin, le64(a)))):
            bits = yield from self._release(item, zero_starts[item], mask_starts[item])
            if bits is not None:
                results[outputs[item].name] = bits
                released(outputs[item].name, bits.copy())
        return {output.name: results[output.name] for output in outputs if output.name in results}

    def _numbering(self) -> tuple[list[int], list[dict[PartyId, int]]]:
        """Where the zero-shares and the masks of each item start: by (item, recipient, bit), never by opening order."""
        used = np.bincount(self._owner, minlength=self._session.n).tolist()
        zero, zero_starts, mask_starts = 0, [], []
        for output, rows in zip(self._circuit.outputs, self._to_refresh, strict=True):
            parties = receivers(output, self._party_of_seat)
            zero_starts.append(zero)
            mask_starts.append({party: used[party] for party in parties or ()})
            zero += len(rows)
            for party in parties or ():
                used[party] += len(output.slots)
        return zero_starts, mask_starts

    def _release(self, item: int, zero_start: int, mask_starts: dict[PartyId, int]) -> Protocol[Bits | None]:
        """One item: open <z> + <zero> + <mask> for every recipient and bit, then CHECK. Mine, or None.

        Where everybody receives the item there are no masks, and bits that are results of AND gates need no <zero>.
        """
        slots, rows = self._circuit.outputs[item].slots, self._to_refresh[item]
        size, my_mask = len(slots), np.zeros(len(slots), np.uint8)
        shares = np.tile(_gather(self._wires, slots), (max(1, len(mask_starts)), 1))
        shares[rows] ^= self._prepared.zero_shares.take(zero_start, len(rows))[0]
        for copy, (party, start) in enumerate(mask_starts.items()):
            (mask,) = self._prepared.masks[party].take(start, size)
            shares[copy * size : (copy + 1) * size] ^= mask
            if party == self._session.me:
                my_mask = share_bits(mask)
        opened = yield from self._auth.open(Kind.OUTPUT, shares)
        yield from self._auth.check(Kind.OUTPUT_CHECK)
        if not mask_starts:
            return opened
        if self._session.me not in mask_starts:
            return None
        mine = list(mask_starts).index(self._session.me) * size
        return opened[mine : mine + size] ^ my_mask


def _gather(wires: Shares, slots: Slots) -> Shares:
    return np.take(wires, slots, axis=0)


def _scatter(wires: Shares, slots: Slots, values: Shares) -> None:
    # Rows as single items: numpy then copies each row at once, twice as fast.
    row: npt.DTypeLike = f"V{8 * wires.shape[1]}"
    wires.view(row)[:, 0][slots] = values.view(row)[:, 0]
