"""Slots: bits of one party that stay authenticated towards another beyond the run, under a Delta used for nothing else.

A slot lies between an owner and a holder. The owner keeps its bits v, 16 x 64 mask bits and a MAC for each; the holder
keeps the keys, the slot's Delta and the openings of 16 challenges that it committed to. In later runs the owner proves
with them that it enters the same bits (crypto.sticky). Both sides store their record encrypted; it is plain bytes here.

Source: Roy 2022 (eprint 2022/192) for the rows, as in crypto.cot, with trees of their own (instance 1), whose keys come
from checked rows of the run (crypto.random_ot).
Differs from the paper: the hash of the owner's bits goes to the holder only and stays out of the transcript, for every
pair has bits of its own. The rows are made with random bits and moved to v by a public correction once inputs may be
used; so a slot can be made before anybody has answered, and v is as fixed as if it had been chosen at once. The Delta
of a slot has 96 bits (docs/decisions/0023-smaller-set-up.md).

A slot can be cut to the last of its bits. The two ways to look at it have uses of their own, so that no masks and no
challenge ever go with two sets of bits, whoever restores an older folder.

Steps of making, after a pass in which some rows hold the choices of every holder: (1) trees, corrections d and, the
other way, the commitments; (2) coin; (3) hash of the bits and digest of the hashed columns.
Leaves to others: the checks in a run (crypto.sticky), keeping the records, when they are forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crypto import cot, pprf
from crypto.base_ot import Direction
from crypto.bits import Bits, Block, Bytes8, Words, blocks, pack, packed_length, select, transpose, unpack
from crypto.cot import CotRows
from crypto.errors import MalformedMessage, MisuseError
from crypto.params import KAPPA, MASK_ROWS, SMALL_FIELD
from crypto.random_ot import both_keys, chosen_keys
from crypto.randomness import Gh, H, byte, le32, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session, open_streams
from crypto.sticky_inputs import CHECK_BITS, SLOT_DELTA_BITS, choice_rows

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


def first_bytes(n_bits: int) -> int:
    """Length of the message of step 1 of whoever owns slots of n_bits."""
    trees = pprf.message_bytes(SMALL_FIELD, SLOT_DELTA_BITS)
    return COMMITMENTS_BYTES + trees + SLOT_DELTA_BITS // SMALL_FIELD * column_bytes(n_bits)


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
        delta: uint64, shape (2,), of this slot only; the first SLOT_DELTA_BITS are random, the others zeros.
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


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SlotStart:
    """What a party draws for the slots that it will hold, before the pass with its choices. Secret.

    Attributes:
        deltas: owner -> uint8, shape (SLOT_DELTA_BITS / 8,).
    """

    deltas: Mapping[PartyId, Bytes8]

    @staticmethod
    def draw(session: Session) -> SlotStart:
        """Fresh ones."""
        return SlotStart(
            {peer: np.frombuffer(session.random(SLOT_DELTA_BITS // 8), np.uint8) for peer in session.peers}
        )

    def choices(self) -> Bits:
        """The own bits of the rows for slots, peer by peer: uint8, shape (choice_rows(n),)."""
        return np.concatenate([pprf.choices(delta, SMALL_FIELD) for _, delta in sorted(self.deltas.items())])


def make_slots(
    session: Session, n_bits: Sequence[int], label: bytes, start: SlotStart, rows: CotRows
) -> Protocol[Slots]:
    """One slot for every ordered pair, with random bits, to be moved to the inputs later.

    Args:
        session: an open session.
        n_bits: per party the bits of each slot that it owns; the same at all parties.
        label: what the slots are for, the same at all parties; enters their ids.
        start: what this party drew.
        rows: choice_rows(n) rows of a checked pass in which the own bits are start.choices(); used for nothing else.

    Returns:
        The slots, checked with every peer; the owner's bits are random and known to it alone.

    Rounds: 3. Bytes to each peer: first_bytes(n_bits); 32; 48.

    Raises:
        CheatingDetected: trees or columns are not consistent.
        MalformedMessage: a message of another length.
    """
    with session.guard():
        if len(rows.x) != choice_rows(session.n):
            raise MisuseError("another number of rows than slots take")
        peers, me = session.peers, session.me
        challenges = {peer: session.random(SECRET_BYTES * USES) for peer in peers}
        owning = {peer: Direction(session.sid, me, peer, INSTANCE) for peer in peers}
        holding = {peer: Direction(session.sid, peer, me, INSTANCE) for peer in peers}
        widths = [column_bytes(bits) for bits in n_bits]
        x = {peer: np.frombuffer(session.random(widths[me]), np.uint8) for peer in peers}
        columns, first = {}, {}
        for peer in peers:
            keys = both_keys("stk-ot", owning[peer], session.delta, rows.key[peer][_choices_for(me, peer)])
            seeds, trees = pprf.grow(owning[peer], SMALL_FIELD, keys)
            columns[peer], d = cot.expand_owner(open_streams(seeds), x[peer])
            commitments = _commitments(slot_id_of(session, peer, me, label), challenges[peer])
            first[peer] = commitments + trees + d.tobytes()
        lengths = {peer: first_bytes(n_bits[peer]) for peer in peers}
        inbox = yield from session.exchange(Kind.STICKY, first, lengths)  # step 1
        keys_of: dict[PartyId, Bytes8] = {}
        d_start = COMMITMENTS_BYTES + pprf.message_bytes(SMALL_FIELD, SLOT_DELTA_BITS)
        for peer in peers:
            delta = start.deltas[peer]
            chosen = chosen_keys("stk-ot", holding[peer], rows.mac[peer][_choices_for(peer, me)])
            trees = inbox[peer][COMMITMENTS_BYTES:d_start]
            known = open_streams(pprf.puncture(holding[peer], SMALL_FIELD, delta, chosen, trees))
            keys_of[peer] = cot.expand_holder(known, delta, inbox[peer][d_start:], widths[peer])
        yield from _check_columns(session, x, columns, keys_of, start.deltas)  # steps 2 and 3
        owned, held = {}, {}
        for peer in peers:
            commitments, slot_id = inbox[peer][:COMMITMENTS_BYTES], slot_id_of(session, me, peer, label)
            owned[peer] = _owner_slot(slot_id, n_bits[me], x[peer], columns[peer], commitments)
            delta = blocks(start.deltas[peer].tobytes().ljust(16, b"\0"))[0]
            slot_id, key = slot_id_of(session, peer, me, label), _rows(keys_of[peer], n_bits[peer])
            held[peer] = HolderSlot(slot_id, delta, key, challenges[peer])
        return Slots(owned, held)


def _choices_for(owner: PartyId, holder: PartyId) -> slice:
    """The rows with the choices of this holder for its slot with this owner."""
    place = owner - (owner > holder)
    return slice(SLOT_DELTA_BITS * place, SLOT_DELTA_BITS * (place + 1))


def _check_columns(
    session: Session,
    x: Mapping[PartyId, Bytes8],
    columns: Mapping[PartyId, Bytes8],
    keys: Mapping[PartyId, Bytes8],
    deltas: Mapping[PartyId, Bytes8],
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


def _owner_slot(slot_id: bytes, n_bits: int, x: Bytes8, columns: Bytes8, commitments: bytes) -> OwnerSlot:
    bits = np.unpackbits(x, bitorder="little")[: n_bits + MASK_BITS]
    return OwnerSlot(slot_id, bits[:n_bits].copy(), bits[n_bits:].copy(), _rows(columns, n_bits), commitments)


def _rows(columns: Bytes8, n_bits: int) -> Words:
    """The first rows of packed columns, without what only filled up or blinded the check; zeros fill the blocks."""
    whole = np.zeros((KAPPA, n_rows(n_bits) // 8), np.uint8)
    whole[: len(columns)] = columns[:, : whole.shape[1]]
    return transpose(whole)[: n_bits + MASK_BITS].copy()


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
