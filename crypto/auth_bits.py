"""Authenticated shares of bits: linear operations, opening to all, and the check of everything opened so far.

A share is one row of 64-bit words. Word 0 is the party's share bit x_i (0 or 1). Words 1+2p and 2+2p are the block
w_ij towards the p-th peer j (peers ascending, without the party itself):

    w_ij = K_i[x_j] ^ M_j[x_i]        invariant, for all i != j:   w_ij ^ w_ji = x_j * Delta_i ^ x_i * Delta_j

Linear operations are the XOR of rows. `Shares` is an array of such rows, uint64, shape (N, 2n - 1), at the party.

Source: Wang, Ranellucci, Katz 2017 (eprint 2017/189), section 4, for authenticated shares; the comparison of hashes
instead of MACs follows Nielsen, Nordholt, Orlandi, Burra 2012 (eprint 2011/091).
Differs from the paper: MAC and key towards one peer are kept as their XOR only. Sound because an opened wrong bit makes
the two hashed values differ by a known non-zero selection of an unknown Delta; and the check compares hashes pairwise
instead of summing MACs, so that a failed check shows nothing about Delta.

Leaves to others: where raw bits come from (crypto.cot), products (crypto.triples), when a check is due (crypto.engine).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from crypto.bits import Bits, Words, masks, pack, packed_length, select, unpack
from crypto.errors import MisuseError
from crypto.randomness import H, RunningHash, byte, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session

Shares = Words

FLUSH_ROWS = 1 << 15
"""Opened values whose MAC work is postponed at most, so that small openings cost one hash call together."""


def n_words(n: int) -> int:
    """Words of one share among n parties."""
    return 2 * n - 1


def block_column(session: Session, peer: PartyId) -> slice:
    """The columns of a Shares array that hold the block towards `peer`."""
    first = 1 + 2 * session.peers.index(peer)
    return slice(first, first + 2)


def share_bits(shares: Shares) -> Bits:
    """The share bits of a Shares array: uint8, shape (N,), contiguous."""
    return shares[:, 0].astype(np.uint8)


def to_shares(bits: Bits, blocks: Sequence[Words]) -> Shares:
    """Put share bits and the blocks towards each peer into rows.

    Args:
        bits: uint8, shape (N,), this party's share bits.
        blocks: for every peer in ascending order uint64, shape (N, 2).

    Returns:
        uint64, shape (N, 2n - 1).
    """
    shares = np.empty((len(bits), 1 + 2 * len(blocks)), np.uint64)
    shares[:, 0] = bits
    for p, block in enumerate(blocks):
        shares[:, 1 + 2 * p : 3 + 2 * p] = block
    return shares


def owned_shares(
    session: Session, owner: PartyId, bits: Bits, mac: Mapping[PartyId, Words], key: Mapping[PartyId, Words]
) -> Shares:
    """Read raw authenticated bits of `owner` as shares: the owner holds the bit, all others hold 0.

    Args:
        session: the run.
        owner: whose bits these are.
        bits: uint8, shape (N,), used by the owner only.
        mac: peer -> uint64 (N, 2), MACs of this party's bits, used by the owner only.
        key: peer -> uint64 (N, 2), keys of the peers' bits; only key[owner] is used.

    Returns:
        uint64, shape (N, 2n - 1); blocks between third parties are zero.
    """
    if owner == session.me:
        return to_shares(bits, [mac[peer] for peer in session.peers])
    shares = np.zeros((len(key[owner]), n_words(session.n)), np.uint64)
    shares[:, block_column(session, owner)] = key[owner]
    return shares


def add_public(session: Session, shares: Shares, bits: Bits, owner: PartyId = 0) -> None:
    """Add public bits to shares in place: the owner flips its share bit, all others add bit * Delta_i towards it.

    Args:
        session: the run.
        shares: uint64, shape (N, 2n - 1).
        bits: uint8, shape (N,), public values 0 or 1.
        owner: the party whose share bit absorbs the constant.
    """
    if owner == session.me:
        shares[:, 0] ^= bits
    else:
        shares[:, block_column(session, owner)] ^= select(bits, session.delta)


def multiply_public(shares: Shares, bits: Bits) -> Shares:
    """bit * share for public bits: uint64, shape (N, 2n - 1)."""
    return shares & masks(bits)[:, None]


class Authenticator:
    """Opens shares and checks what was opened; one per run.

    It also knows whether input-dependent messages may have been sent: after that no new correlated randomness may be
    made and no zero check may run, because a failed one shows Delta.
    """

    def __init__(self, session: Session) -> None:
        """Start with nothing opened."""
        self.session = session
        self._hashes = {peer: RunningHash("hs") for peer in session.peers}
        self._pending: list[tuple[Sequence[Words], Mapping[PartyId, Bits]]] = []
        self._pending_rows = 0
        self._state = "preparing"

    def __reduce__(self) -> str:
        raise MisuseError("the state of a run is never stored")

    def require_preparing(self) -> None:
        """Raise MisuseError unless the run is alive and no input-dependent message was allowed yet."""
        if self._state != "preparing":
            raise MisuseError(f"correlated randomness is made before inputs are used; this run is {self._state}")

    def seal(self) -> None:
        """Preprocessing is complete: from now on inputs may be used and nothing more is made.

        Raises:
            MisuseError: not in preparation.
        """
        self.require_preparing()
        self.session.end_preprocessing()
        self._state = "sealed"

    def destroy(self) -> None:
        """Drop everything, the session included; opening and checking raise MisuseError afterwards."""
        self._state = "over"
        self._pending.clear()
        self._hashes.clear()
        self.session.destroy()

    def open(self, kind: Kind, shares: Shares) -> Protocol[Bits]:
        """OPEN: reveal the shared bits to everybody; to be followed by `check` before a result is relied upon.

        Args:
            kind: what the messages are.
            shares: uint64, shape (N, 2n - 1); must not be changed before the next check.

        Returns:
            uint8, shape (N,): the bits.

        Rounds and bytes: 1 round, N / 8 bytes to every peer.

        Raises:
            MalformedMessage: padding bits are set.
        """
        columns = [shares[:, 1 + 2 * p : 3 + 2 * p] for p in range(len(self.session.peers))]
        return (yield from self.open_columns(kind, share_bits(shares), columns))

    def open_columns(self, kind: Kind, bits: Bits, blocks: Sequence[Words]) -> Protocol[Bits]:
        """Like open, with share bits (N,) and the blocks towards each peer (N, 2) given separately."""
        if self._state == "over":
            raise MisuseError("this run is over")
        session, n_bits = self.session, len(bits)
        length = packed_length(n_bits)
        received = yield from session.broadcast(kind, pack(bits), dict.fromkeys(session.peers, length))
        announced = {peer: unpack(received[peer], n_bits) for peer in session.peers}
        opened = bits.copy()
        for peer in session.peers:
            opened ^= announced[peer]
        self._pending.append((blocks, announced))
        self._pending_rows += n_bits
        if self._pending_rows >= FLUSH_ROWS:
            self._flush()
        return opened

    def _flush(self) -> None:
        """Absorb V_ij = w_ij ^ x_j * Delta_i of every value opened since the last flush, in order."""
        for p, peer in enumerate(self.session.peers):
            values = select(np.concatenate([bits[peer] for _, bits in self._pending]), self.session.delta)
            start = 0
            for blocks, bits in self._pending:
                stop = start + len(bits[peer])
                values[start:stop] ^= blocks[p]
                start = stop
            self._hashes[peer].update(values)
        self._pending.clear()
        self._pending_rows = 0

    def check(self, kind: Kind = Kind.CHECK) -> Protocol[None]:
        """CHECK: everything broadcast so far was the same for all, and every opened share bit was the true one.

        Every pair compares a hash of the transcript and of the values V_ij = V_ji. The message shows nothing about
        Delta, also when the check fails: a liar would have to hash a value with the 127 unknown bits of Delta_i.

        Args:
            kind: what the messages are.

        Rounds and bytes: 1 round, 32 bytes to every peer.

        Raises:
            CheatingDetected: a peer lied in an opening or sent different things to different parties.
        """
        if self._state == "over":
            raise MisuseError("this run is over")
        session = self.session
        if self._pending:
            self._flush()
        prefix = (session.sid, le64(session.next_counter()))
        transcript = session.transcript.digest()
        values = {peer: self._hashes[peer].digest() for peer in session.peers}

        def digest(source: PartyId, destination: PartyId, value: bytes) -> bytes:
            return H("mac", (*prefix, byte(source), byte(destination), transcript, value))

        outbox = {peer: digest(session.me, peer, values[peer]) for peer in session.peers}
        inbox = yield from session.exchange(kind, outbox, dict.fromkeys(session.peers, 32))
        for peer in session.peers:
            require_equal(digest(peer, session.me, values[peer]), inbox[peer], "MAC check")
