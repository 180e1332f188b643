"""The Delta check: every party used one and the same Delta towards all its peers. For three parties and more.

Source: Wang, Ranellucci, Katz 2017 (eprint 2017/189), figure 14 (the protocol for authenticated shares), here on raw
rows of one correlated-OT pass that are thrown away afterwards.
Differs from the paper: the MACs in the opened bodies are verified before any key commitment is opened. Without this a
liar about a share bit would make an honest party open the other commitment, and would learn its Delta.

Leaves to others: the pass itself (crypto.cot).

For row t the sum of all keys that party i holds is A_i[t]; with b the sum of the other parties' bits, A_i[t] ^ b *
Delta_i equals the sum of the others' MACs, if all used the same Delta_i. Party i commits to both candidates first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crypto import cot
from crypto.bits import Bits, Words, blocks, pack, select, unpack
from crypto.cot import CotRows
from crypto.params import DELTA_CHECK_ROWS
from crypto.randomness import H, byte, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session

PASS_ROWS = 128
"""Rows of the pass; the first DELTA_CHECK_ROWS are opened, all are discarded."""

NONCE_BYTES = 16
OPENING_NONCE_BYTES = 32
COMMITMENTS_BYTES = 2 * 32 * DELTA_CHECK_ROWS
NONCES_BYTES = NONCE_BYTES * DELTA_CHECK_ROWS


def body_length(n: int) -> int:
    """Bytes of one party's opened bits and MACs among n parties."""
    return DELTA_CHECK_ROWS // 8 + 16 * DELTA_CHECK_ROWS * (n - 1)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Body:
    """What a party opened: its bits and the MACs of them under every other party's Delta.

    Attributes:
        bits: uint8, shape (DELTA_CHECK_ROWS,).
        mac: key holder -> uint64, shape (DELTA_CHECK_ROWS, 2).
    """

    bits: Bits
    mac: Mapping[PartyId, Words]


def delta_check(session: Session) -> Protocol[None]:
    """Verify that every party holds one Delta towards everybody. Once per run, before any key is used otherwise.

    Args:
        session: the run, with at least 3 parties.

    Rounds and bytes: 3 rounds beside a pass of 128 rows; to every peer 4128, then 104 + 1024 (n - 1), then 1024 bytes.

    Raises:
        CheatingDetected: a party used different Deltas (it survives with 2^-64), or lied about its rows.
        MalformedMessage: a message did not decode.
    """
    rows = yield from cot.cot_pass(session, PASS_ROWS)
    # Step 1: commit to the sum of the keys for both values of the others' bit, and to the own bits and MACs.
    keys = _sum([rows.key[peer][:DELTA_CHECK_ROWS] for peer in session.peers])
    nonces = [[session.random(NONCE_BYTES) for _ in range(DELTA_CHECK_ROWS)] for _ in (0, 1)]
    commitments = b"".join(
        _key_commitment(session, session.me, b, t, candidate[t], nonces[b][t])
        for b, candidate in enumerate((keys, keys ^ session.delta))
        for t in range(DELTA_CHECK_ROWS)
    )
    body = _encode_body(session, rows)
    opening_nonce = session.random(OPENING_NONCE_BYTES)
    own = commitments + _body_commitment(session, session.me, body, opening_nonce)
    committed = yield from session.broadcast(Kind.DELTA_COMMIT, own, dict.fromkeys(session.peers, len(own)))

    # Step 2: echo of the transcript, and the opening of bits and MACs.
    transcript = session.transcript.digest()
    opening = transcript + body + opening_nonce
    outbox, lengths = dict.fromkeys(session.peers, opening), dict.fromkeys(session.peers, len(opening))
    opened = yield from session.exchange(Kind.DELTA_OPEN, outbox, lengths)
    bodies = {session.me: _decode_body(session, session.me, body)}
    for peer in session.peers:
        require_equal(transcript, opened[peer][:32], "echo before the Delta check")
        untrusted_body = opened[peer][32:-OPENING_NONCE_BYTES]
        recomputed = _body_commitment(session, peer, untrusted_body, opened[peer][-OPENING_NONCE_BYTES:])
        require_equal(committed[peer][COMMITMENTS_BYTES:], recomputed, "opening in the Delta check")
        bodies[peer] = _decode_body(session, peer, untrusted_body)
    for peer in session.peers:  # must come before step 3: see the module's docstring
        _require_valid_macs(session, bodies[peer], rows.key[peer][:DELTA_CHECK_ROWS])

    # Step 3: open the commitment that the bits select, and verify everybody's.
    selected = _other_bits(bodies, session.me)
    message = b"".join(nonces[b][t] for t, b in enumerate(selected.tolist()))
    revealed = yield from session.broadcast(Kind.DELTA_NONCE, message, dict.fromkeys(session.peers, NONCES_BYTES))
    for peer in session.peers:
        _verify_keys(session, peer, bodies, committed[peer][:COMMITMENTS_BYTES], revealed[peer])


def _sum(arrays: Sequence[Words]) -> Words:
    total = np.zeros_like(arrays[0])
    for array in arrays:
        total ^= array
    return total


def _key_commitment(session: Session, party: PartyId, bit: int, row: int, value: Words, nonce: bytes) -> bytes:
    return H("dc", (session.sid, byte(party), byte(bit), le64(row), value, nonce))


def _body_commitment(session: Session, party: PartyId, body: bytes, nonce: bytes) -> bytes:
    return H("dce", (session.sid, byte(party), body, nonce))


def _encode_body(session: Session, rows: CotRows) -> bytes:
    macs = b"".join(rows.mac[peer][:DELTA_CHECK_ROWS].tobytes() for peer in session.peers)
    return pack(rows.x[:DELTA_CHECK_ROWS]) + macs


def _decode_body(session: Session, party: PartyId, body: bytes) -> Body:
    n_bytes = DELTA_CHECK_ROWS // 8
    macs = blocks(body[n_bytes:]).reshape(session.n - 1, DELTA_CHECK_ROWS, 2)
    holders = [holder for holder in range(session.n) if holder != party]
    return Body(unpack(body[:n_bytes], DELTA_CHECK_ROWS), dict(zip(holders, macs, strict=True)))


def _require_valid_macs(session: Session, body: Body, key: Words) -> None:
    """The peer's MACs under my Delta are M = K ^ x * Delta on every opened row."""
    expected = key ^ select(body.bits, session.delta)
    require_equal(expected.tobytes(), body.mac[session.me].tobytes(), "MAC in the Delta check")


def _other_bits(bodies: Mapping[PartyId, Body], party: PartyId) -> Bits:
    """The sum of the opened bits of all parties but one."""
    total = np.zeros(DELTA_CHECK_ROWS, np.uint8)
    for owner, body in bodies.items():
        if owner != party:
            total ^= body.bits
    return total


def _verify_keys(
    session: Session, party: PartyId, bodies: Mapping[PartyId, Body], commitments: bytes, nonces: bytes
) -> None:
    """The commitment of `party` selected by the others' bits opens to the sum of the others' MACs, on every row."""
    selected = _other_bits(bodies, party).tolist()
    values = _sum([body.mac[party] for owner, body in bodies.items() if owner != party])
    for t, b in enumerate(selected):
        nonce = nonces[NONCE_BYTES * t : NONCE_BYTES * (t + 1)]
        start = 32 * (b * DELTA_CHECK_ROWS + t)
        recomputed = _key_commitment(session, party, b, t, values[t], nonce)
        require_equal(commitments[start : start + 32], recomputed, "one Delta towards all")
