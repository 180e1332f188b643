"""Correlated OT by extension: many random bits of every party, authenticated towards every peer, in one pass.

Per pair and row: the owner holds a bit x and a MAC, the key holder holds a key, and  mac = key ^ x * delta  with the
key holder's Delta. An owner uses the same bits towards all peers.

Source: Roy 2022 (eprint 2022/192), figures 7 and 8: small-field VOLE and the subspace check over the repetition code.
Differs from the paper: the universal hash is GH (crypto.randomness); the hash of x is broadcast and enters the
transcript, which proves that the bits are the same towards everybody. Sound because equal hashes of different bits
need a collision under a key tossed after the columns were fixed.

Steps of a pass: (1) corrections d, (2) coin, (3) hash of x and digest of the hashed columns.
Leaves to others: combining keys and MACs into shares (crypto.auth_bits).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto import bits
from crypto.base_ot import Direction
from crypto.errors import MisuseError
from crypto.params import KAPPA, MASK_ROWS, MAX_PASS_ROWS
from crypto.randomness import Gh, H, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session, Streams

Bits = npt.NDArray[np.uint8]
Bytes8 = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

CHUNK_BYTES = 12_288
"""Bytes of every stream that are expanded and folded at a time, so that a tree stays in the processor's cache."""

_MASK_BYTES = MASK_ROWS // 8

CHECK_BYTES = 16 + 32
"""Length of the message of step 3."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CotRows:
    """The rows of one pass at one party. All fields are secret.

    Invariant, for every row r and peer j:  mac_at_me[j][r] = key_at_j[me][r] ^ x_at_me[r] * delta_of_j.

    Attributes:
        x: uint8, shape (n_rows,), own random bits, values 0 or 1.
        mac: peer -> uint64, shape (n_rows, 2): MACs of my bits under this peer's Delta.
        key: peer -> uint64, shape (n_rows, 2): my keys for this peer's bits.
    """

    x: Bits
    mac: Mapping[PartyId, Words]
    key: Mapping[PartyId, Words]

    def part(self, start: int, stop: int) -> CotRows:
        """Copies of the rows start..stop-1, so that the others can be freed."""
        return CotRows(
            x=self.x[start:stop].copy(),
            mac={peer: mac[start:stop].copy() for peer, mac in self.mac.items()},
            key={peer: key[start:stop].copy() for peer, key in self.key.items()},
        )


def cot_pass(session: Session, n_rows: int, x: Bits | None = None) -> Protocol[CotRows]:
    """One pass with all peers in both directions.

    Args:
        session: an open session.
        n_rows: rows wanted, a positive multiple of 128, at most 2^24, the same at all parties.
        x: uint8, shape (n_rows,), bits to authenticate instead of fresh random ones.

    Returns:
        The rows, checked with every peer.

    Rounds: 3. Bytes to each peer: (128 / k) * (n_rows / 8 + 16), then 32, then 48.

    Raises:
        MisuseError: n_rows or x is not as described, or the session is over.
        CheatingDetected: a peer's columns are not consistent.
    """
    with session.guard():
        packed = _own_bits(session, n_rows, x)
        width = packed.size
        columns: dict[PartyId, Bytes8] = {}
        corrections: dict[PartyId, bytes] = {}
        for peer in session.peers:
            columns[peer], d = expand_owner(session.owner_streams(peer), packed)
            corrections[peer] = d.tobytes()
        lengths = dict.fromkeys(session.peers, KAPPA // session.k * width)
        untrusted_d = yield from session.exchange(Kind.COT, corrections, lengths)  # step 1
        del corrections
        delta = session.delta
        keys = {
            peer: expand_holder(session.holder_streams(peer), delta, untrusted_d[peer], width) for peer in session.peers
        }
        del untrusted_d

        gh = Gh((yield from session.coin())[:16])  # step 2
        number = session.last_coin
        x_hash = column_hash(gh, packed)
        digests = {
            peer: columns_digest(Direction(session.sid, session.me, peer), number, column_hashes(gh, columns[peer]))
            for peer in session.peers
        }
        x_hashes, untrusted_digests = yield from session.broadcast_and_send(  # step 3
            Kind.COT_CHECK, x_hash, dict.fromkeys(session.peers, 16), digests, 32
        )
        for peer in session.peers:
            expected = columns_digest(
                Direction(session.sid, peer, session.me),
                number,
                expected_hashes(gh, keys[peer], delta, x_hashes[peer]),
            )
            require_equal(expected, untrusted_digests[peer], "correlated OT is not consistent")

        end = n_rows // 8
        own = np.unpackbits(packed[:end], bitorder="little")
        mac = {peer: bits.transpose(columns.pop(peer)[:, :end]) for peer in session.peers}
        key = {peer: bits.transpose(keys.pop(peer)[:, :end]) for peer in session.peers}
        return CotRows(own, mac, key)


def bits_with(session: Session, n_rows: int, stop: int, chosen: Bits) -> Bits:
    """Random bits for a pass in which the last before `stop` are chosen: uint8, shape (n_rows,)."""
    x = np.unpackbits(np.frombuffer(session.random(n_rows // 8), np.uint8), bitorder="little")
    x[stop - len(chosen) : stop] = chosen
    return x


def expand_owner(streams: Streams, x: Bytes8) -> tuple[Bytes8, Bytes8]:
    """Owner: the next rows of all columns, and the corrections that move the key holder to our bits.

    Args:
        streams: per tree all 2^k leaves.
        x: uint8, shape (width,), packed bits, width a multiple of 8; or (trees, width), other bits for every tree.

    Returns:
        columns, uint8, shape (128, width) or k * trees of them, and d, uint8, shape (128 / k, width) or one per tree.
    """
    width, k = x.shape[-1], len(streams[0]).bit_length() - 1
    columns = np.empty((len(streams), k, width), np.uint8)
    d = np.empty((len(streams), width), np.uint8)
    of_tree = np.broadcast_to(x, d.shape)
    fold = _Fold(k)
    for start in range(0, width, CHUNK_BYTES):
        chunk = slice(start, min(start + CHUNK_BYTES, width))
        for tree, leaves in enumerate(streams):
            rows = fold.rows(chunk.stop - start)
            for row, leaf in zip(rows, leaves, strict=True):
                leaf.fill(row)
            total = fold(rows, columns[tree, :, chunk])
            np.bitwise_xor(total, of_tree[tree, chunk], out=d[tree, chunk])
    return columns.reshape(-1, width), d


def expand_holder(streams: Streams, delta: Words | Bytes8, untrusted_d: bytes, width: int) -> Bytes8:
    """Key holder: the next rows of all columns, corrected towards the owner's bits.

    Args:
        streams: per tree the 2^k - 1 known leaves; entry p - 1 is the leaf p xor alpha.
        delta: of any unsigned type, as many bits as there are columns; secret.
        untrusted_d: the owner's corrections, width bytes for each tree.
        width: bytes per column.

    Returns:
        columns, uint8, shape (128, width) or more: the owner's columns plus Delta_c times its bits.
    """
    k = (len(streams[0]) + 1).bit_length() - 1
    columns = np.empty((len(streams), k, width), np.uint8)
    d = np.frombuffer(untrusted_d, np.uint8).reshape(len(streams), width)
    masks = np.negative(_delta_bits(delta)).reshape(len(streams), k, 1)
    fold = _Fold(k)
    for start in range(0, width, CHUNK_BYTES):
        chunk = slice(start, min(start + CHUNK_BYTES, width))
        for tree, leaves in enumerate(streams):
            rows = fold.rows(chunk.stop - start)
            rows[0] = 0
            for row, leaf in zip(rows[1:], leaves, strict=True):
                leaf.fill(row)
            out = columns[tree, :, chunk]
            fold(rows, out)
            out ^= masks[tree] & d[tree, chunk]
    return columns.reshape(-1, width)


class _Fold:
    """Sums of streams: for every bit m the XOR of the rows whose index has bit m, and the XOR of all rows."""

    def __init__(self, k: int) -> None:
        self._k = k
        self._rows = np.empty((1 << k) * CHUNK_BYTES, np.uint8)
        self._half = np.empty((1 << k) * CHUNK_BYTES // 2, np.uint8)

    def rows(self, width: int) -> Bytes8:
        """uint8, shape (2^k, width): where the streams are to be written."""
        return self._rows[: width << self._k].reshape(-1, width)

    def __call__(self, rows: Bytes8, out: Bytes8) -> Bytes8:
        """Write the k sums to out, uint8, shape (k, width); return the sum of all rows. Destroys rows."""
        width = rows.shape[1]
        spare = self._half
        for m in range(self._k):
            odd = rows[1::2]
            np.bitwise_xor.reduce(odd, axis=0, out=out[m])
            pairs = spare[: odd.size].reshape(-1, width)
            np.bitwise_xor(rows[0::2], odd, out=pairs)
            rows, spare = pairs, rows.reshape(-1)
        total: Bytes8 = rows[0]
        return total


def column_hash(gh: Gh, column: Bytes8) -> bytes:
    """GH of the rows xor the mask rows at the end, 16 bytes; the mask rows hide it."""
    return bits.xor_bytes(gh(column[:-_MASK_BYTES]), column[-_MASK_BYTES:].tobytes())


def column_hashes(gh: Gh, columns: Bytes8) -> Bytes8:
    """column_hash of every column: uint8, shape (128, 16), one row for each column."""
    hashed = b"".join(gh(column[:-_MASK_BYTES]) for column in columns)
    return np.frombuffer(hashed, np.uint8).reshape(-1, 16) ^ columns[:, -_MASK_BYTES:]


def expected_hashes(gh: Gh, columns: Bytes8, delta: Words | Bytes8, untrusted_x_hash: bytes) -> Bytes8:
    """What the owner's column hashes are if its corrections fit the hash of its bits: uint8, shape (128, 16)."""
    mask = np.negative(_delta_bits(delta))[:, None]
    return column_hashes(gh, columns) ^ (mask & np.frombuffer(untrusted_x_hash, np.uint8))


def columns_digest(direction: Direction, coin_number: int, hashes: Bytes8) -> bytes:
    """The owner's proof of consistency (tau), 32 bytes."""
    sid, instance, owner, holder = direction.parts
    return H("cotT", (sid, instance, le64(coin_number), owner, holder, hashes))


def _delta_bits(delta: Words | Bytes8) -> Bits:
    return np.unpackbits(delta.view(np.uint8), bitorder="little")


def _own_bits(session: Session, n_rows: int, x: Bits | None) -> Bytes8:
    """The packed own bits of a pass: wanted or random ones, then the mask bits."""
    if n_rows <= 0 or n_rows % 128 or n_rows > MAX_PASS_ROWS:
        raise MisuseError("a pass has a positive multiple of 128 rows, at most 2^24")
    if x is None:
        return np.frombuffer(session.random(n_rows // 8 + _MASK_BYTES), np.uint8)
    if x.dtype != np.uint8 or x.shape != (n_rows,) or x.max() > 1:
        raise MisuseError("chosen bits must be zeros and ones, one for each row")
    return np.frombuffer(bits.pack(x) + session.random(_MASK_BYTES), np.uint8)
