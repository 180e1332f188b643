"""Sticky inputs: the bits that a party enters are those that it entered in an earlier run with the same people.

Every party proves it to every other one, right after the inputs and before the first AND level: it shows a random
linear image of its bits under the MACs of the run and under those of a slot (crypto.slots). Inputs that differ pass
with probability 2^-64. The same check ties the slots that this run makes to what is entered in it.

Source: Wang, Ranellucci, Katz 2017 (eprint 2017/189) for checking linear relations on MACs; the challenge is committed
to when the slot is made, so that one use has one challenge for ever.
Differs from the paper: nothing of the run goes into the challenge. A copied or restored folder, on either side, repeats
an answer that was given before and shows nothing new. The owner keeps no count of uses and changes nothing on its disk.
A restored folder of the holder asks an old question again, to which a cheating owner may know a wrong answer that fits:
whoever goes back loses the own protection, never the other's.

Steps: with BIND the holder names slot and use; with the inputs the owner sends its corrections; then (1) challenges,
opened, (2) images and proofs.
Leaves to others: which bits (desktop.deals), what is kept and when a further run is allowed (desktop.kept).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crypto.auth_bits import Shares, block_column
from crypto.bits import Bits, Words, masks, pack, packed_length, select, unpack
from crypto.errors import CheatingDetected, MisuseError
from crypto.randomness import H, Prg, byte, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session
from crypto.slots import SECRET_BYTES, HolderSlot, OwnerSlot, Slots, challenge_of, commitment_to
from crypto.sticky_inputs import CHECK_BITS, Positions, StickyInputs, by_party, correction_bits

NAME_BYTES = 40
"""With BIND, if there are earlier slots: slot id and number of the use."""
PROOF_BYTES = CHECK_BITS // 8 + 64
"""Image and two digests."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sticky:
    """What one party brings to a run with sticky inputs.

    Attributes:
        inputs: public.
        earlier: the slots of the earlier run, by the numbers that the parties have in this one; None for a first run.
        advance: called before a challenge is shown, with owner -> slot after this use. When it returns they are on the
            disk. Not called when there are no earlier slots.
        made: called with the slots of this run, before the last check: they take the place of the earlier ones when the
            run counts as used (before_order of crypto.engine.evaluate), and not before. They belong to whoever is
            called.
    """

    inputs: StickyInputs
    earlier: Slots | None
    advance: Callable[[Mapping[PartyId, HolderSlot]], None]
    made: Callable[[Slots], None]


class StickyRun:
    """The checks of one run at one party."""

    def __init__(self, session: Session, sticky: Sticky, fresh: Slots | None, party_of_seat: Sequence[PartyId]) -> None:
        """Args: fresh: slots with random bits that were prepared for this run, if it makes any."""
        inputs = sticky.inputs
        self._session = session
        self._sticky = sticky
        self._fresh = fresh
        self._kept = () if inputs.kept is None else by_party(inputs.kept, party_of_seat)
        self._earlier = () if inputs.earlier is None else by_party(inputs.earlier, party_of_seat)
        self._uses: dict[PartyId, int] = {}
        self._masks: dict[PartyId, Shares] = {}

    @property
    def inputs(self) -> StickyInputs:
        """Which inputs are sticky."""
        return self._sticky.inputs

    def require_fitting(self, my_bits: Bits) -> None:
        """Raise MisuseError unless the slots fit the inputs, before anything is sent."""
        me, peers, earlier = self._session.me, set(self._session.peers), self._sticky.earlier
        if (earlier is None) != (not self._earlier) or (self._fresh is None) != (not self._kept):
            raise MisuseError("sticky inputs without their slots")
        for slots, positions in ((self._fresh, self._kept), (earlier, self._earlier)):
            if slots is None:
                continue
            if slots.owned.keys() != peers or slots.held.keys() != peers:
                raise MisuseError("one slot for every peer in both directions")
            if any(len(slot.bits) != len(positions[me]) for slot in slots.owned.values()):
                raise MisuseError("slots of another size than the inputs")
            if any(slot.n_bits != len(positions[owner]) for owner, slot in slots.held.items()):
                raise MisuseError("slots of another size than the inputs")
        if earlier is None:
            return
        if any(slot.used_up for slot in earlier.held.values()):
            raise MisuseError("a slot has no use left")
        if any(not np.array_equal(slot.bits, my_bits[self._earlier[me]]) for slot in earlier.owned.values()):
            raise MisuseError("the inputs are not those of the earlier run")

    # --- with BIND ----------------------------------------------------------------------------------------------------

    @property
    def name_bytes(self) -> int:
        """Length of what is added to BIND."""
        return NAME_BYTES if self._earlier else 0

    def name(self, owner: PartyId) -> bytes:
        """Which slot and use I will check with this owner; nothing without earlier slots."""
        earlier = self._sticky.earlier
        return b"" if earlier is None else earlier.held[owner].slot_id + le64(earlier.held[owner].next_use)

    def accept_name(self, holder: PartyId, untrusted: bytes) -> None:
        """Hear which slot and use this holder will check.

        Raises:
            CheatingDetected: not the slot that I have with it, or no such use: somebody's folder is not the last one.
        """
        earlier = self._sticky.earlier
        if earlier is None:
            return
        require_equal(earlier.owned[holder].slot_id, untrusted[:32], "the slots are of different runs")
        use = int.from_bytes(untrusted[32:], "little")
        if not earlier.owned[holder].has_use(use):
            raise CheatingDetected("a use that a slot does not have")
        self._uses[holder] = use

    # --- with the inputs ----------------------------------------------------------------------------------------------

    def n_corrections(self, owner: PartyId) -> int:
        """Bits that this party adds to its inputs."""
        n_kept = len(self._kept[owner]) if self._kept else 0
        return correction_bits(self._session.n, n_kept, self.inputs)

    def corrections(self, my_bits: Bits, my_masks: Bits) -> Bits:
        """What I add to my inputs: per peer the correction of the new slot, then its masks and those of the earlier.

        Args:
            my_bits: uint8, my inputs in circuit order.
            my_masks: uint8, shape (mask_bits,), my owner masks for this.
        """
        rows = iter(my_masks.reshape(-1, CHECK_BITS))
        parts: list[Bits] = []
        owned: dict[PartyId, OwnerSlot] = {}
        for peer in self._session.peers:
            if self._fresh is not None:
                owned[peer], moved = self._fresh.owned[peer].moved_to(my_bits[self._kept[self._session.me]])
                parts += [moved, owned[peer].masks[:CHECK_BITS] ^ next(rows)]
            if self._sticky.earlier is not None:
                parts.append(_masks_of(self._sticky.earlier.owned[peer], self._uses[peer]) ^ next(rows))
        if self._fresh is not None:
            self._fresh = Slots(owned, self._fresh.held)
        return np.concatenate(parts)

    def accept_corrections(self, owner: PartyId, bits: Bits, mask_shares: Shares) -> None:
        """Take what an owner, I included, added to its inputs.

        Args:
            bits: uint8, shape (n_corrections(owner),).
            mask_shares: uint64, shape (mask_bits, 2n - 1), the owner's masks for this; changed in place.
        """
        session, n_kept = self._session, len(self._kept[owner]) if self._kept else 0
        holders = [party for party in range(session.n) if party != owner]
        per_holder = bits.reshape(len(holders), -1)
        if owner != session.me:
            mine = per_holder[holders.index(session.me)]
            if self._fresh is not None:
                moved = self._fresh.held[owner].moved_by(mine[:n_kept])
                self._fresh = Slots(self._fresh.owned, {**self._fresh.held, owner: moved})
        masked = per_holder[:, n_kept * (self._fresh is not None) :].reshape(-1)
        if owner == session.me:
            mask_shares[:, 0] ^= masked
        else:
            mask_shares[:, block_column(session, owner)] ^= select(masked, session.delta)
        self._masks[owner] = mask_shares

    # --- the check ----------------------------------------------------------------------------------------------------

    def check(self, inputs: Sequence[Shares]) -> Protocol[None]:
        """Prove to all and have all prove: the inputs are those of the slots.

        Args:
            inputs: per owner its inputs in circuit order, uint64, shape (k, 2n - 1).

        Rounds: 2. Bytes to each peer: 32, then 72, per slot.

        Raises:
            CheatingDetected: a challenge that was not committed to, or inputs that are not those of a slot.
        """
        session, peers = self._session, self._session.peers
        checked = self._checked()
        if self._sticky.earlier is not None:
            self._sticky.advance({owner: slot.advanced() for owner, slot in self._sticky.earlier.held.items()})
        opened = {
            peer: b"".join(
                challenge_of(slots.held[peer].challenges, self._use_by_me(slots, peer)) for slots, _ in checked
            )
            for peer in peers
        }
        lengths = dict.fromkeys(peers, SECRET_BYTES * len(checked))
        challenges = yield from session.exchange(Kind.STICKY, opened, lengths)  # step 1
        proofs = {peer: self._prove_all(peer, challenges[peer], inputs[session.me]) for peer in peers}
        lengths = dict.fromkeys(peers, PROOF_BYTES * len(checked))
        shown = yield from session.exchange(Kind.STICKY, proofs, lengths)  # step 2
        for owner in peers:
            for number, (slots, positions) in enumerate(checked):
                column = block_column(session, owner)
                verify(
                    slots.held[owner],
                    self._use_by_me(slots, owner),
                    (session.sid, byte(owner), byte(session.me)),
                    inputs[owner][positions[owner]][:, column],
                    self._mask_rows(owner, session.me, number)[:, column],
                    session.delta,
                    shown[owner][PROOF_BYTES * number : PROOF_BYTES * (number + 1)],
                )

    def deliver(self) -> None:
        """Hand over the slots of this run: it may soon count as used."""
        if self._fresh is not None:
            held = {owner: slot.advanced() for owner, slot in self._fresh.held.items()}
            self._sticky.made(Slots(self._fresh.owned, held))
            self._fresh = None

    def destroy(self) -> None:
        """Wipe the masks, and the slots that were not handed over."""
        for shares in self._masks.values():
            shares.fill(0)
        if self._fresh is not None:
            self._fresh.destroy()

    def _checked(self) -> list[tuple[Slots, tuple[Positions, ...]]]:
        """What is checked, in order: the new slots, then the earlier ones, each with its positions."""
        pairs = ((self._fresh, self._kept), (self._sticky.earlier, self._earlier))
        return [(slots, positions) for slots, positions in pairs if slots is not None]

    def _use_by_me(self, slots: Slots, owner: PartyId) -> int:
        return slots.held[owner].next_use

    def _mask_rows(self, owner: PartyId, holder: PartyId, number: int) -> Shares:
        """The masks of one check between two parties."""
        place = holder - (holder > owner)
        start = (place * self.inputs.n_checks + number) * CHECK_BITS
        return self._masks[owner][start : start + CHECK_BITS]

    def _prove_all(self, holder: PartyId, challenges: bytes, my_inputs: Shares) -> bytes:
        session, proofs = self._session, []
        column = block_column(session, holder)
        for number, (slots, positions) in enumerate(self._checked()):
            is_new = slots is self._fresh
            proofs.append(
                prove(
                    slots.owned[holder],
                    0 if is_new else self._uses[holder],
                    (session.sid, byte(session.me), byte(holder)),
                    challenge_of(challenges, number),
                    my_inputs[positions[session.me]][:, column],
                    self._mask_rows(session.me, holder, number)[:, column],
                )
            )
        return b"".join(proofs)


def prove(
    slot: OwnerSlot,
    use: int,
    pair: tuple[bytes, bytes, bytes],
    untrusted_challenge: bytes,
    mac: Words,
    mask_mac: Words,
) -> bytes:
    """Owner: the image of the bits under the challenge, masked, with a proof under both systems of MACs.

    Args:
        slot: of the owner.
        use: which.
        pair: session id, owner, holder, as they go into the hashes.
        untrusted_challenge: 32 bytes of the holder.
        mac: uint64, shape (m, 2): MACs of the same bits in the run.
        mask_mac: uint64, shape (CHECK_BITS, 2): MACs of this use's masks in the run.

    Returns:
        PROOF_BYTES bytes.

    Raises:
        CheatingDetected: not the challenge that was committed to; nothing is shown then.
    """
    committed = challenge_of(slot.commitments, use)
    require_equal(committed, commitment_to(slot.slot_id, use, untrusted_challenge), "another challenge of a slot")
    matrix = _matrix(slot.slot_id, use, untrusted_challenge, len(slot.bits))
    image = np.bitwise_xor.reduce(matrix & slot.bits, axis=1) ^ _masks_of(slot, use)
    n_bits = len(slot.bits)
    own_mask_mac = slot.mac[n_bits + use * CHECK_BITS :][:CHECK_BITS]
    of_slot = _combine(matrix, slot.mac[:n_bits]) ^ own_mask_mac
    of_run = _combine(matrix, mac) ^ mask_mac
    return pack(image) + H("stk-o", (*pair, of_slot)) + H("stk-n", (*pair, of_run))


def verify(
    slot: HolderSlot,
    use: int,
    pair: tuple[bytes, bytes, bytes],
    key: Words,
    mask_key: Words,
    delta: Words,
    untrusted_proof: bytes,
) -> None:
    """Holder: check an owner's proof.

    Args:
        slot: of the holder.
        use: which.
        pair: session id, owner, holder, as they go into the hashes.
        key: uint64, shape (m, 2): the holder's keys of the owner's bits in the run.
        mask_key: uint64, shape (CHECK_BITS, 2): those of the masks.
        delta: uint64, shape (2,): the holder's Delta in the run.
        untrusted_proof: PROOF_BYTES bytes.

    Raises:
        CheatingDetected: the bits of the run are not those of the slot.
    """
    size = packed_length(CHECK_BITS)
    image = unpack(untrusted_proof[:size], CHECK_BITS)
    matrix = _matrix(slot.slot_id, use, challenge_of(slot.challenges, use), slot.n_bits)
    own_mask_key = slot.key[slot.n_bits + use * CHECK_BITS :][:CHECK_BITS]
    of_slot = _combine(matrix, slot.key[: slot.n_bits]) ^ own_mask_key ^ select(image, slot.delta)
    of_run = _combine(matrix, key) ^ mask_key ^ select(image, delta)
    expected = H("stk-o", (*pair, of_slot)) + H("stk-n", (*pair, of_run))
    require_equal(expected, untrusted_proof[size:], "the inputs are not those of the earlier run")


def _masks_of(slot: OwnerSlot, use: int) -> Bits:
    return slot.masks[use * CHECK_BITS : (use + 1) * CHECK_BITS]


def _matrix(slot_id: bytes, use: int, challenge: bytes, n_bits: int) -> Bits:
    """The challenge of one use, the same for ever: uint8, shape (CHECK_BITS, n_bits), values 0 and 1."""
    seed = H("sticky", (slot_id, le64(use), challenge))[:16]
    packed = Prg(seed).read(CHECK_BITS * packed_length(n_bits))
    rows = np.frombuffer(packed, np.uint8).reshape(CHECK_BITS, packed_length(n_bits))
    return np.unpackbits(rows, axis=1, count=n_bits, bitorder="little")


def _combine(matrix: Bits, rows: Words) -> Words:
    """The public matrix times secret blocks: uint64, shape (CHECK_BITS, 2)."""
    words = np.ascontiguousarray(rows.T)
    out = np.empty((len(matrix), 2), np.uint64)
    for index, chosen in enumerate(matrix):
        out[index] = np.bitwise_xor.reduce(words & masks(chosen), axis=1)
    return out
