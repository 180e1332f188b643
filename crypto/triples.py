"""AND triples: leaky ones from correlated OT, then bucketing, which removes the leak.

A leaky triple is <x>, <y>, <z> with z = x y. A cheater may have learnt one affine condition on the honest x-bits, at
the price of being caught with probability 1/2 per attacked triple; nothing leaks about y and z.

Source: Katz, Ranellucci, Rosulek, Wang 2018 (eprint 2018/578), section 5, for two parties; Yang, Wang, Zhang 2020
(eprint 2019/1104) for the n-party form. Bucketing: Nielsen, Nordholt, Orlandi, Burra 2012; rotations instead of a
random permutation: Araki et al. 2017.
Differs from the paper: the zero check hashes all values of a pass with the linear hash GH and compares one block by
commit and open. Sound because everything hashed is fixed before the coin. Half-gates and the values of the zero check
are the first HALF_GATE_BYTES of a block: the check runs once for each triple, before any input, and 63 unknown bits of
Delta are left in them (docs/decisions/0009-short-messages.md). Buckets are taken along random rotations, the bound is
in crypto.capacity.bucket_size.

Leaves to others: the rows (crypto.cot), opening and its check (crypto.auth_bits), the sizes (crypto.capacity).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crypto import cot
from crypto.auth_bits import Authenticator, Shares, n_words
from crypto.bits import Bits, Words, masks, pack, packed_length, select, unpack
from crypto.capacity import Batch, Pass
from crypto.cot import CotRows
from crypto.errors import CheatingDetected
from crypto.randomness import TMMO_ROWS, Gh, H, Tmmo, byte, le64, permutation_key, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session

HALF_GATE_BYTES = 8
"""What is sent per leaky triple to every peer: the first word of a block."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LeakyTriples:
    """This party's part of leaky triples, in columns; filled pass by pass.

    Attributes:
        bit: uint8, shape (3, N): share bits of x, y, z.
        block: uint64, shape (3, n - 1, N, 2): the block of x, y, z towards each peer.
    """

    bit: Bits
    block: Words

    @classmethod
    def empty(cls, n: int, size: int) -> LeakyTriples:
        """Room for `size` leaky triples among n parties."""
        return cls(np.empty((3, size), np.uint8), np.empty((3, n - 1, size, 2), np.uint64))

    def part(self, start: int, stop: int) -> LeakyTriples:
        """A view of the triples start..stop-1."""
        return LeakyTriples(self.bit[:, start:stop], self.block[:, :, start:stop])


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Triples:
    """Finished triples <X>, <Y>, <Z>, Z = X Y: uint64, shape (N, 2n - 1) each."""

    x: Shares
    y: Shares
    z: Shares


def tweaks(first_index: int, size: int, holder: PartyId, owner: PartyId) -> Words:
    """The tweaks of the leaky triples first_index.. for one key holder and bit owner: used for one purpose each.

    Returns:
        uint64, shape (size, 2).
    """
    values = np.empty((size, 2), np.uint64)
    values[:, 0] = np.arange(first_index, first_index + size, dtype=np.uint64)
    values[:, 1] = (1 << 16) + 256 * holder + owner
    return values


def leaky_pass(
    run: Authenticator, out: LeakyTriples, first_index: int, n_masks: int = 0, chosen: Bits | None = None
) -> Protocol[CotRows]:
    """Fill `out` with leaky triples from one pass. Steps as in the module's source.

    Args:
        run: the run, in preparation.
        out: room for the L triples of this pass.
        first_index: number of the first of them within the run; never given twice.
        n_masks: further rows of the pass wanted, behind those of the triples.
        chosen: uint8, the own bits in the last of those further rows; all are random when not given.

    Returns:
        Those further rows.

    Rounds and bytes: 5 rounds beside the COT pass of 3 L + n_masks rows, filled up to a multiple of
    128; 8 L + L / 8 + 112 bytes to every peer.

    Raises:
        CheatingDetected: the shares do not multiply; the run's Delta must not be used again.
    """
    run.require_preparing()
    session, size = run.session, out.bit.shape[1]
    n_rows = Pass(0, size, n_masks, False).n_rows
    x = None if chosen is None else cot.bits_with(session, n_rows, 3 * size + n_masks, chosen)
    rows = yield from cot.cot_pass(session, n_rows, x)
    # Step 1: everybody sends every peer the correction that lets it multiply its x by the sender's C.
    outgoing, s = _half_gates(session, rows, out, first_index)
    extra = rows.part(3 * size, 3 * size + n_masks)
    del rows
    messages = {peer: outgoing[peer].tobytes() for peer in session.peers}
    del outgoing
    length = HALF_GATE_BYTES * size
    inbox = yield from session.exchange(Kind.LEAKY_G, messages, dict.fromkeys(session.peers, length))
    del messages
    _add_corrections(out.bit[0], [np.frombuffer(inbox[peer], np.uint64) for peer in session.peers], s)
    del inbox

    # Step 2: the low bits of the sums open d = x y + r.
    d = (s & np.uint64(1)).astype(np.uint8)
    received = yield from session.broadcast(Kind.LEAKY_D, pack(d), dict.fromkeys(session.peers, packed_length(size)))
    for peer in session.peers:
        d ^= unpack(received[peer], size)
    s ^= masks(d) & session.delta[0]  # now U_i, which sums to zero over the parties
    # Steps 3 to 5.
    yield from zero_check(run, s)
    # z = r + d, a public constant on the share of party 0.
    if session.me == 0:
        out.bit[2] ^= d
    else:
        out.block[2, session.peers.index(0)] ^= select(d, session.delta)
    return extra


def _half_gates(
    session: Session, rows: CotRows, out: LeakyTriples, first_index: int
) -> tuple[dict[PartyId, Words], Words]:
    """Combine the rows into shares of x, y, r in `out`; compute the messages G and the part of S known before them.

    Of C, D, G and S only the first word is used: uint64, shape (L,).
    """
    size, me, delta = out.bit.shape[1], session.me, session.delta
    tmmo = Tmmo(permutation_key(session.sid))
    outgoing = {peer: np.empty(size, np.uint64) for peer in session.peers}
    s = np.empty(size, np.uint64)
    out.bit[...] = rows.x[: 3 * size].reshape(3, size)
    for start in range(0, size, TMMO_ROWS):  # in parts that stay in the processor's cache
        here = slice(start, min(start + TMMO_ROWS, size))
        in_x, in_y, in_r = (slice(k * size + here.start, k * size + here.stop) for k in range(3))
        x, y, r = out.bit[:, here]
        c, s_part = masks(y) & delta[0], masks(r) & delta[0]
        for p, peer in enumerate(session.peers):
            key, mac = rows.key[peer], rows.mac[peer]
            for k, source in enumerate((in_x, in_y, in_r)):
                np.bitwise_xor(key[source], mac[source], out=out.block[k, p, here])
            c ^= out.block[1, p, here, 0]
            s_part ^= out.block[2, p, here, 0]
        s_part ^= masks(x) & c
        for peer in session.peers:
            key, mac = rows.key[peer][in_x], rows.mac[peer][in_x]
            held = tweaks(first_index + here.start, len(key), me, peer)
            hashed = tmmo(key, held)[:, 0]
            s_part ^= hashed
            hashed ^= tmmo(key ^ delta, held)[:, 0]
            np.bitwise_xor(hashed, c, out=outgoing[peer][here])
            s_part ^= tmmo(mac, tweaks(first_index + here.start, len(key), peer, me))[:, 0]
        s[here] = s_part
    return outgoing, s


def _add_corrections(x: Bits, corrections: list[Words], s: Words) -> None:
    """s ^= x * (sum of the peers' corrections), in place, in parts that stay in the processor's cache."""
    for start in range(0, len(s), TMMO_ROWS):
        here = slice(start, start + TMMO_ROWS)
        total = corrections[0][here].copy()
        for correction in corrections[1:]:
            total ^= correction[here]
        total &= masks(x[here])
        s[here] ^= total


def zero_check(run: Authenticator, u: Words) -> Protocol[None]:
    """Verify that the parties' `u` sum to zero, row by row, by one hash under a coin: commit, then open.

    Committing and opening are separate steps: a party that saw the others' values first would always pass. When it
    fails, the opened values show the Delta of honest parties, so it never runs once inputs were used.

    Args:
        run: the run, in preparation.
        u: uint64, any shape, the same at all parties.

    Rounds and bytes: 3 rounds; 32, 32 and 48 bytes to every peer.

    Raises:
        CheatingDetected: they do not, or an opening does not match its commitment.
    """
    run.require_preparing()
    session = run.session
    chi = (yield from session.coin())[:16]
    counter = le64(session.next_counter())

    def commitment(party: PartyId, value: bytes, nonce: bytes) -> bytes:
        return H("zc", (session.sid, counter, byte(party), value, nonce))

    whole_blocks = u if u.nbytes % 16 == 0 else np.append(u, np.uint64(0))
    sigma, nonce = Gh(chi)(whole_blocks), session.random(32)
    own = commitment(session.me, sigma, nonce)
    committed = yield from session.broadcast(Kind.ZERO_COMMIT, own, dict.fromkeys(session.peers, 32))
    if len({own, *(committed[peer] for peer in session.peers)}) != session.n:
        raise CheatingDetected("a commitment of the zero check was copied")
    opened = yield from session.broadcast(Kind.ZERO_OPEN, sigma + nonce, dict.fromkeys(session.peers, 48))
    total = int.from_bytes(sigma, "little")
    for peer in session.peers:
        value = opened[peer][:16]
        recomputed = commitment(peer, value, opened[peer][16:])
        require_equal(committed[peer], recomputed, "opening in the zero check")
        total ^= int.from_bytes(value, "little")
    if total != 0:
        raise CheatingDetected("zero check of the leaky triples")


def bucket(run: Authenticator, leaky: LeakyTriples, batch: Batch) -> Protocol[Triples]:
    """Combine batch.layers leaky triples at a time, along random rotations, to finished ones; ends with a CHECK.

    Args:
        run: the run, in preparation; all passes of the batch have passed their zero check.
        leaky: batch.layers * batch.size triples. Changed; of no further use.
        batch: the sizes.

    Returns:
        batch.size finished triples.

    Rounds and bytes: 3 rounds; 32, (layers - 1) * size / 8 and 32 bytes to every peer.

    Raises:
        CheatingDetected: somebody lied in the opening, or sent different things to different parties before.
    """
    run.require_preparing()
    session, size = run.session, batch.size
    coin = yield from session.coin()
    bit = leaky.bit.reshape(3, batch.layers, size)
    block = leaky.block.reshape(3, session.n - 1, batch.layers, size, 2)
    for q in range(1, batch.layers):
        _rotate(bit[:, q], rotation(coin, q, size))
        for p in range(session.n - 1):
            _rotate(block[:, p, q], rotation(coin, q, size))
    # Open e^q = y^0 + y^q.
    e_bits = (bit[1, 1:] ^ bit[1, 0]).reshape(-1)
    e_blocks = [(block[1, p, 1:] ^ block[1, p, 0]).reshape(-1, 2) for p in range(session.n - 1)]
    opened = yield from run.open_columns(Kind.BUCKET_OPEN, e_bits, e_blocks)
    del e_blocks
    yield from run.check()
    # X = sum x^q, Y = y^0, Z = z^0 + sum (z^q + e^q x^q).
    finished = tuple(np.empty((size, n_words(session.n)), np.uint64) for _ in range(3))
    e = opened.reshape(-1, size)
    for out, bits in zip(finished, _combine_bits(bit, e), strict=True):
        out[:, 0] = bits
    for p in range(session.n - 1):
        for out, words in zip(finished, _combine_blocks(block[:, p], e), strict=True):
            out[:, 1 + 2 * p : 3 + 2 * p] = words
    return Triples(*finished)


def rotation(coin: bytes, layer: int, size: int) -> int:
    """By how many places layer q >= 1 is rotated: uniform in 0..size-1 up to 2^-100."""
    return int.from_bytes(H("shift", (coin, le64(layer)))[:16], "little") % size


def _rotate(array: Bits | Words, shift: int) -> None:
    """Rotate along the second axis in place: new[:, i] = old[:, (i - shift) mod size]."""
    if shift:
        array[...] = np.concatenate((array[:, -shift:], array[:, :-shift]), axis=1)


def _combine_bits(bit: Bits, e: Bits) -> tuple[Bits, Bits, Bits]:
    x = np.bitwise_xor.reduce(bit[0], axis=0)
    z = np.bitwise_xor.reduce(bit[2], axis=0) ^ np.bitwise_xor.reduce(e & bit[0, 1:], axis=0)
    return x, bit[1, 0], z


def _combine_blocks(block: Words, e: Bits) -> tuple[Words, Words, Words]:
    """The same on the blocks of one peer: uint64, shape (3, layers, size, 2). Changes the first layer."""
    x, y, z = block[:, 0]
    for q in range(1, len(e) + 1):
        x ^= block[0, q]
        z ^= block[2, q]
        z ^= block[0, q] & masks(e[q - 1])[:, None]
    return x, y, z
