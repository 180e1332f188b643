"""Slots: bits of one party that stay authenticated towards another beyond the run, under a Delta used for nothing else.

A slot lies between an owner and a holder. The owner keeps its bits v, 16 x 64 mask bits and a MAC for each; the holder
keeps the keys, the slot's Delta and the openings of 16 challenges that it committed to. In later runs the owner proves
with them that it enters the same bits (crypto.sticky). Both sides store their record encrypted; it is plain bytes here.

Source: Roy 2022 (eprint 2022/192) for the rows, as in crypto.cot, with base OTs and trees of their own (instance 1).
Differs from the paper: the hash of the owner's bits goes to the holder only and stays out of the transcript, for every
pair has bits of its own. The rows are made with random bits and moved to v by a public correction once inputs may be
used; so a slot can be made before anybody has answered, and v is as fixed as if it had been chosen at once.

A slot can be cut to the last of its bits. The two ways to look at it have uses of their own, so that no masks and no
challenge ever go with two sets of bits, whoever restores an older folder.

Steps of making: (1) base-OT message 1 and the commitments, (2) base-OT message 2 and the trees, (3) corrections d,
(4) coin, (5) hash of the bits and digest of the hashed columns.
Leaves to others: the checks in a run (crypto.sticky), keeping the records, when they are forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crypto import base_ot, cot, pprf
from crypto.base_ot import Direction
from crypto.bits import Bits, Block, Bytes8, Words, blocks, pack, packed_length, select, transpose, unpack
from crypto.errors import MalformedMessage, MisuseError
from crypto.params import KAPPA, MASK_ROWS
from crypto.randomness import Gh, H, byte, le32, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session, open_streams
from crypto.sticky_inputs import CHECK_BITS

USES = 16
"""How often a slot can be checked. Uses are numbered from 0; the holder alone counts them."""

WHOLE_USES = 8
"""Those below are for the slot with all of its bits, the others for what is left when it was cut."""

MASK_BITS = USES * CHECK_BITS
SECRET_BYTES = 32
COMMITMENTS_BYTES = 32 * USES
INSTANCE = 1
_WHOLE, _CUT = 1, 2
_GRAIN = 128


def n_rows(n_bits: int) -> int:
    """Rows of the pass that makes a slot of n_bits."""
    return -(-(n_bits + MASK_BITS) // _GRAIN) * _GRAIN


def column_bytes(n_bits: int) -> int:
    """Bytes of one column of that pass, its own mask rows included."""
    return (n_rows(n_bits) + MASK_ROWS) // 8


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OwnerSlot:
    """What the owner keeps. Secret; never changed once it is kept, so that a copy of it gives away nothing new.

    Invariant with the holder's record, for every row:  mac = key ^ bit * delta.

    Attributes:
        slot_id: 32 bytes.
        bits: uint8, shape (m,), the owner's v.
        masks: uint8, shape (MASK_BITS,): CHECK_BITS for every use.
        mac: uint64, shape (m + MASK_BITS, 2).
        commitments: COMMITMENTS_BYTES, the holder's, to one challenge for every use.
        cut: only the last bits are left.
    """

    slot_id: bytes
    bits: Bits
    masks: Bits
    mac: Words
    commitments: bytes
    cut: bool = False

    def __reduce__(self) -> str:
        raise MisuseError("a slot is stored as its bytes only")

    def to_bytes(self) -> bytes:
        """The record, to be stored encrypted."""
        return b"".join(
            (_head(self.slot_id, len(self.bits), self.cut), *map(pack, (self.bits, self.masks)), self.mac.tobytes())
        ) + (self.commitments)

    @staticmethod
    def from_bytes(data: bytes) -> OwnerSlot:
        """Read what to_bytes wrote. Raises MisuseError for anything else."""
        slot_id, n_bits, cut, rest = _read_head(data)
        sizes = (packed_length(n_bits), MASK_BITS // 8, 16 * (n_bits + MASK_BITS), COMMITMENTS_BYTES)
        bits, masks, mac, commitments = _split(rest, sizes)
        try:
            return OwnerSlot(slot_id, unpack(bits, n_bits), unpack(masks, MASK_BITS), blocks(mac), commitments, cut)
        except MalformedMessage as error:
            raise MisuseError("not the record of a slot") from error

    def has_use(self, use: int) -> bool:
        """Whether the holder may check this use."""
        return WHOLE_USES <= use < USES if self.cut else 0 <= use < WHOLE_USES

    def last(self, n_bits: int) -> OwnerSlot:
        """A copy that holds only its last bits."""
        first = _first_of(len(self.bits), n_bits, self.cut)
        return replace(self, bits=self.bits[first:].copy(), mac=self.mac[first:].copy(), cut=True)

    def moved_to(self, bits: Bits) -> tuple[OwnerSlot, Bits]:
        """A copy with other bits, and the correction to tell the holder; once, for the bits so far must be random."""
        moved = replace(self, bits=bits.copy(), masks=self.masks.copy(), mac=self.mac.copy())
        return moved, self.bits ^ bits

    def destroy(self) -> None:
        """Wipe."""
        for array in (self.bits, self.masks, self.mac):
            array.fill(0)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class HolderSlot:
    """What the holder keeps. Secret.

    Attributes:
        slot_id: 32 bytes.
        delta: uint64, shape (2,), of this slot only; no bit of it is pinned.
        key: uint64, shape (m + MASK_BITS, 2).
        challenges: COMMITMENTS_BYTES: SECRET_BYTES for every use.
        next_use: number of the next use; those below may have been shown.
        cut: only the last bits are left.
    """

    slot_id: bytes
    delta: Block
    key: Words
    challenges: bytes
    next_use: int = 0
    cut: bool = False

    def __reduce__(self) -> str:
        raise MisuseError("a slot is stored as its bytes only")

    @property
    def n_bits(self) -> int:
        """The owner's bits in it."""
        return len(self.key) - MASK_BITS

    @property
    def used_up(self) -> bool:
        """No use is left."""
        return self.next_use >= (USES if self.cut else WHOLE_USES)

    def to_bytes(self) -> bytes:
        """The record, to be stored encrypted."""
        head = _head(self.slot_id, self.n_bits, self.cut)
        return b"".join((head, le32(self.next_use), self.delta.tobytes(), self.key.tobytes(), self.challenges))

    @staticmethod
    def from_bytes(data: bytes) -> HolderSlot:
        """Read what to_bytes wrote. Raises MisuseError for anything else."""
        slot_id, n_bits, cut, rest = _read_head(data)
        next_use, delta, key, challenges = _split(rest, (4, 16, 16 * (n_bits + MASK_BITS), COMMITMENTS_BYTES))
        use = int.from_bytes(next_use, "little")
        if use > USES:
            raise MisuseError("not the record of a slot")
        return HolderSlot(slot_id, blocks(delta)[0], blocks(key), challenges, use, cut)

    def last(self, n_bits: int) -> HolderSlot:
        """A copy for only the last of the owner's bits; its uses begin anew."""
        first = _first_of(self.n_bits, n_bits, self.cut)
        return replace(self, key=self.key[first:].copy(), delta=self.delta.copy(), next_use=WHOLE_USES, cut=True)

    def moved_by(self, correction: Bits) -> HolderSlot:
        """A copy for after the owner moved its bits: key ^ correction * delta, so that the MACs stay as they are."""
        key = self.key.copy()
        key[: self.n_bits] ^= select(correction, self.delta)
        return replace(self, key=key, delta=self.delta.copy())

    def advanced(self) -> HolderSlot:
        """The slot with its next use spent."""
        return replace(self, next_use=self.next_use + 1)

    def destroy(self) -> None:
        """Wipe."""
        self.delta.fill(0)
        self.key.fill(0)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Slots:
    """The slots of one party with all its peers.

    Attributes:
        owned: holder -> the slot that I own.
        held: owner -> the slot that I hold.
    """

    owned: Mapping[PartyId, OwnerSlot]
    held: Mapping[PartyId, HolderSlot]

    def __reduce__(self) -> str:
        raise MisuseError("a slot is stored as its bytes only")

    def destroy(self) -> None:
        """Wipe all."""
        for owned in self.owned.values():
            owned.destroy()
        for held in self.held.values():
            held.destroy()


def commitment_to(slot_id: bytes, use: int, challenge: bytes) -> bytes:
    """The holder's commitment to the challenge of one use. It is 32 random bytes, so it is its own nonce."""
    return H("stk-c", (slot_id, le64(use), challenge))


def slot_id_of(session: Session, owner: PartyId, holder: PartyId, label: bytes) -> bytes:
    """Names a slot: the run that makes it, the pair, both identity keys, and what it is for."""
    keys = session.keys
    return H("stk-id", (session.sid, byte(owner), byte(holder), keys[owner], keys[holder], label))


def make_slots(session: Session, n_bits: Sequence[int], label: bytes) -> Protocol[Slots]:
    """One slot for every ordered pair, with random bits, to be moved to the inputs later.

    Args:
        session: an open session.
        n_bits: per party the bits of each slot that it owns; the same at all parties.
        label: what the slots are for, the same at all parties; enters their ids.

    Returns:
        The slots, checked with every peer; the owner's bits are random and known to it alone.

    Rounds: 5. Bytes to each peer (k = 4): 8192 + 2048; 8192 + 5152; 32 * column_bytes(n_bits); 32; 48.

    Raises:
        CheatingDetected: trees or columns are not consistent.
        MalformedMessage: a point that is none.
    """
    with session.guard():
        peers, me, k = session.peers, session.me, session.k
        deltas = {peer: blocks(session.random(16))[0] for peer in peers}
        challenges = {peer: session.random(SECRET_BYTES * USES) for peer in peers}
        holding = {peer: Direction(session.sid, peer, me, INSTANCE) for peer in peers}
        receivers = {
            peer: base_ot.choose(holding[peer], pprf.choices(deltas[peer], k), session.random) for peer in peers
        }
        commitments = {peer: _commitments(slot_id_of(session, peer, me, label), challenges[peer]) for peer in peers}
        first = yield from session.exchange(  # step 1
            Kind.STICKY,
            {peer: receivers[peer].message + commitments[peer] for peer in peers},
            dict.fromkeys(peers, base_ot.MESSAGE_BYTES + COMMITMENTS_BYTES),
        )
        streams, answers = {}, {}
        for peer in peers:
            direction = Direction(session.sid, me, peer, INSTANCE)
            keys, answer = base_ot.send(direction, first[peer][: base_ot.MESSAGE_BYTES], session.random)
            seeds, trees = pprf.grow(direction, k, keys, session.random)
            streams[peer], answers[peer] = open_streams(seeds), answer + trees
        length = base_ot.MESSAGE_BYTES + pprf.message_bytes(k)
        second = yield from session.exchange(Kind.STICKY, answers, dict.fromkeys(peers, length))  # step 2
        known = {}
        for peer in peers:
            chosen = base_ot.receive(receivers[peer], second[peer][: base_ot.MESSAGE_BYTES])
            trees = second[peer][base_ot.MESSAGE_BYTES :]
            known[peer] = open_streams(pprf.puncture(holding[peer], k, deltas[peer], chosen, trees))

        widths = [column_bytes(bits) for bits in n_bits]
        x = {peer: np.frombuffer(session.random(widths[me]), np.uint8) for peer in peers}
        columns, corrections = {}, {}
        for peer in peers:
            columns[peer], d = cot.expand_owner(streams[peer], x[peer])
            corrections[peer] = d.tobytes()
        lengths = {peer: KAPPA // k * widths[peer] for peer in peers}
        third = yield from session.exchange(Kind.STICKY, corrections, lengths)  # step 3
        keys_of = {peer: cot.expand_holder(known[peer], deltas[peer], third[peer], widths[peer]) for peer in peers}
        yield from _check_columns(session, x, columns, keys_of, deltas)  # steps 4 and 5
        owned = {
            peer: _owner_slot(slot_id_of(session, me, peer, label), n_bits[me], x[peer], columns[peer], first[peer])
            for peer in peers
        }
        held = {
            peer: HolderSlot(
                slot_id_of(session, peer, me, label),
                deltas[peer],
                _rows(keys_of[peer], n_bits[peer]),
                challenges[peer],
            )
            for peer in peers
        }
        return Slots(owned, held)


def _check_columns(
    session: Session,
    x: Mapping[PartyId, Bytes8],
    columns: Mapping[PartyId, Bytes8],
    keys: Mapping[PartyId, Bytes8],
    deltas: Mapping[PartyId, Block],
) -> Protocol[None]:
    """The check of crypto.cot under one coin for all pairs, with the hash of the bits for the holder alone."""
    me, peers = session.me, session.peers
    gh = Gh((yield from session.coin())[:16])
    number = session.last_coin
    outbox = {
        peer: cot.column_hash(gh, x[peer])
        + cot.columns_digest(Direction(session.sid, me, peer, INSTANCE), number, cot.column_hashes(gh, columns[peer]))
        for peer in peers
    }
    inbox = yield from session.exchange(Kind.STICKY, outbox, dict.fromkeys(peers, 16 + 32))
    for peer in peers:
        expected = cot.columns_digest(
            Direction(session.sid, peer, me, INSTANCE),
            number,
            cot.expected_hashes(gh, keys[peer], deltas[peer], inbox[peer][:16]),
        )
        require_equal(expected, inbox[peer][16:], "the rows of a slot are not consistent")


def _owner_slot(slot_id: bytes, n_bits: int, x: Bytes8, columns: Bytes8, first_message: bytes) -> OwnerSlot:
    bits = np.unpackbits(x, bitorder="little")[: n_bits + MASK_BITS]
    commitments = first_message[base_ot.MESSAGE_BYTES :]
    return OwnerSlot(slot_id, bits[:n_bits].copy(), bits[n_bits:].copy(), _rows(columns, n_bits), commitments)


def _rows(columns: Bytes8, n_bits: int) -> Words:
    """The first rows of packed columns, without those that only filled up or blinded the check."""
    return transpose(columns[:, : n_rows(n_bits) // 8])[: n_bits + MASK_BITS].copy()


def _commitments(slot_id: bytes, challenges: bytes) -> bytes:
    return b"".join(commitment_to(slot_id, use, challenge_of(challenges, use)) for use in range(USES))


def challenge_of(challenges: bytes, use: int) -> bytes:
    """The challenge, or commitment, of one use among all of a slot."""
    return challenges[SECRET_BYTES * use : SECRET_BYTES * (use + 1)]


def _first_of(n_bits: int, n_last: int, cut: bool) -> int:
    if cut or not 0 <= n_last <= n_bits:
        raise MisuseError("a slot is cut once, to no more bits than it has")
    return n_bits - n_last


def _head(slot_id: bytes, n_bits: int, cut: bool) -> bytes:
    return le32(_CUT if cut else _WHOLE) + slot_id + le32(n_bits)


def _read_head(data: bytes) -> tuple[bytes, int, bool, bytes]:
    if len(data) < 40 or data[:4] not in (le32(_WHOLE), le32(_CUT)):
        raise MisuseError("not the record of a slot")
    return data[4:36], int.from_bytes(data[36:40], "little"), data[:4] == le32(_CUT), data[40:]


def _split(data: bytes, sizes: Sequence[int]) -> list[bytes]:
    """Cut into parts of these sizes."""
    if len(data) != sum(sizes):
        raise MisuseError("not the record of a slot")
    ends = np.cumsum(sizes).tolist()
    return [data[end - size : end] for end, size in zip(ends, sizes, strict=True)]
