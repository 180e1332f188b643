"""Correlated OT: the relation on every row, exact lengths, and every way to be inconsistent that we know of."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from crypto import bits, cot, params
from crypto.base_ot import Direction
from crypto.cot import CHUNK_BYTES, CotRows, cot_pass
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.params import COINS_PER_EPOCH
from crypto.randomness import Gh
from crypto.rounds import Kind, Protocol, Tamper, run_locally, settle
from crypto.session import Session, open_session
from tests.crypto.chance import require_binomial
from tests.crypto.dealer import alphas, dealt_sessions, party_keys
from tests.crypto.seeded import Seeded, require_pinned, run_recorded

D, COIN, CHECK = range(3)
"""Numbers of the steps of a pass."""


def randoms(n: int, *label: object) -> list[Seeded]:
    return [Seeded(*label, party) for party in range(n)]


def relation_holds(sessions: Sequence[Session], rows: Sequence[CotRows], pair: tuple[int, int]) -> bool:
    """mac = key ^ x * delta between the owner and the key holder of this pair, on every row."""
    owner, holder = pair
    expected = rows[holder].key[owner] ^ bits.select(rows[owner].x, sessions[holder].delta)
    return bool(np.array_equal(rows[owner].mac[holder], expected))


def pairs(n: int) -> list[tuple[int, int]]:
    return list(itertools.permutations(range(n), 2))


def run_pass(sessions: Sequence[Session], n_rows: int) -> list[CotRows]:
    return run_locally([cot_pass(session, n_rows) for session in sessions])


@pytest.mark.parametrize("n_rows", [128, 1280, 8 * CHUNK_BYTES - 128, 8 * CHUNK_BYTES, 8 * CHUNK_BYTES + 256])
@pytest.mark.parametrize("k", [1, 2, 4, 8])
def test_the_relation_holds_on_every_row(k: int, n_rows: int) -> None:
    sessions = dealt_sessions(2, k, randoms(2, "relation", k, n_rows))
    rows = run_pass(sessions, n_rows)
    for pair in pairs(2):
        assert relation_holds(sessions, rows, pair)
    for row in rows:
        assert row.x.shape == (n_rows,)
        assert row.x.dtype == np.uint8
        require_binomial(int(row.x.sum()), n_rows, 0.5)
        for blocks in (*row.mac.values(), *row.key.values()):
            assert blocks.shape == (n_rows, 2)
            assert blocks.dtype == np.uint64
            assert len(np.unique(blocks, axis=0)) == n_rows


@pytest.mark.parametrize("n", [3, 5, 8])
def test_everybody_uses_the_same_bits_towards_all(n: int) -> None:
    sessions = dealt_sessions(n, randoms=randoms(n, "all"))
    rows = run_pass(sessions, 256)
    for pair in pairs(n):
        assert relation_holds(sessions, rows, pair)
    for session, row in zip(sessions, rows, strict=True):
        assert tuple(row.mac) == tuple(row.key) == session.peers
    assert len({session.transcript.digest() for session in sessions}) == 1


def test_passes_after_one_another_are_independent() -> None:
    """The streams go on, so nothing repeats."""
    sessions = dealt_sessions(2, randoms=randoms(2, "again"))
    first, second = run_pass(sessions, 384), run_pass(sessions, 256)
    for rows in (first, second):
        assert all(relation_holds(sessions, rows, pair) for pair in pairs(2))
    together = np.concatenate((first[0].key[1], second[0].key[1]))
    assert len(np.unique(together, axis=0)) == 640


def test_a_pass_after_a_real_set_up() -> None:
    def one(party: int) -> Protocol[tuple[Session, CotRows, CotRows]]:
        session = yield from open_session(party, party_keys(3), params.encode(3), Seeded("real", party))
        first = yield from cot_pass(session, 128)
        return session, first, (yield from cot_pass(session, 256))

    results, digest = run_recorded([one(party) for party in range(3)])
    sessions = [session for session, _, _ in results]
    for which in (1, 2):
        rows = [result[which] for result in results]
        assert all(relation_holds(sessions, rows, pair) for pair in pairs(3))
    require_pinned("cot n=3 after set-up", digest)


@pytest.mark.parametrize("k", [1, 2, 4, 8])
def test_the_bytes_on_the_wire_are_pinned(k: int) -> None:
    sessions = dealt_sessions(2, k, randoms(2, "pinned", k))
    _, digest = run_recorded([cot_pass(session, 1024) for session in sessions])
    require_pinned(f"cot n=2 k={k}", digest)


@pytest.mark.parametrize(("k", "per_128_rows"), [(1, 2048), (2, 1024), (4, 512), (8, 256)])
def test_messages_have_exactly_the_stated_lengths(k: int, per_128_rows: int) -> None:
    seen: list[tuple[int, int]] = []

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        seen.append((step, len(message)))
        return message

    run_locally([cot_pass(session, 1280) for session in dealt_sessions(2, k)], record)
    assert set(seen) == {(D, 11 * per_128_rows), (COIN, 32), (CHECK, 48)}
    assert per_128_rows == 128 // k * 16


def test_kinds_and_what_is_broadcast() -> None:
    """Only the hash of the bits and the coin enter the transcript; the digest of the columns is pairwise."""
    session = dealt_sessions(3)[0]
    protocol = cot_pass(session, 128)
    round_ = next(protocol)
    assert round_.kind is Kind.COT
    assert round_.outbox[1] != round_.outbox[2]
    sessions = dealt_sessions(3, randoms=randoms(3, "transcript"))
    wire: dict[tuple[int, int, int], bytes] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        wire[step, source, destination] = message
        return message

    run_locally([cot_pass(session, 128) for session in sessions], record)
    transcript = b""
    for step, length in ((COIN, 32), (CHECK, 16)):
        transcript += (step + 3).to_bytes(8, "little")
        for source in range(3):
            message = wire[step, source, (source + 1) % 3][:length]
            assert wire[step, source, (source + 2) % 3][:length] == message
            transcript += length.to_bytes(8, "little") + message
    assert wire[CHECK, 0, 1][16:] != wire[CHECK, 0, 2][16:]
    expected = hashlib.blake2b(transcript, digest_size=32, person=b"th".ljust(16, b"\0")).digest()
    assert sessions[0].transcript.digest() == expected


def test_chosen_bits_are_the_bits() -> None:
    sessions = dealt_sessions(2, randoms=randoms(2, "chosen"))
    chosen = np.frombuffer(Seeded("x")(256), np.uint8) & 1
    rows = run_locally([cot_pass(sessions[0], 256, chosen), cot_pass(sessions[1], 256)])
    assert np.array_equal(rows[0].x, chosen)
    assert all(relation_holds(sessions, rows, pair) for pair in pairs(2))


@pytest.mark.parametrize("n_rows", [0, -128, 1, 127, 129, params.MAX_PASS_ROWS + 128])
def test_other_numbers_of_rows_are_misuse(n_rows: int) -> None:
    with pytest.raises(MisuseError):
        next(cot_pass(dealt_sessions(2)[0], n_rows))


@pytest.mark.parametrize(
    "chosen",
    [np.zeros(127, np.uint8), np.zeros(128, np.int64), np.full(128, 2, np.uint8), np.zeros((1, 128), np.uint8)],
)
def test_chosen_bits_of_another_form_are_misuse(chosen: np.ndarray) -> None:
    with pytest.raises(MisuseError):
        next(cot_pass(dealt_sessions(2)[0], 128, chosen))


def test_no_pass_after_the_end_of_preprocessing_or_of_the_run() -> None:
    ended, destroyed = dealt_sessions(2)
    ended.end_preprocessing()
    destroyed.destroy()
    for session in (ended, destroyed):
        with pytest.raises(MisuseError):
            next(cot_pass(session, 128))


def test_the_check_is_its_formula() -> None:
    """tau from the columns, by definition; and the holder expects the same."""
    chi, number, width = bytes(range(16)), 5, 48
    columns = np.frombuffer(Seeded("columns")(128 * width), np.uint8).reshape(128, width)
    gh = Gh(chi)
    hashes = b"".join(bits.xor_bytes(gh(column[:32].tobytes()), column[32:].tobytes()) for column in columns)
    parts = (b"s" * 32, b"\0\0", number.to_bytes(8, "little"), b"\2", b"\1", hashes)
    message = b"".join(len(part).to_bytes(8, "little") + part for part in parts)
    expected = hashlib.blake2b(message, digest_size=32, person=b"cotT".ljust(16, b"\0")).digest()
    digest = cot.columns_digest(Direction(b"s" * 32, 2, 1), number, cot.column_hashes(gh, columns))
    assert digest == expected
    assert cot.column_hash(gh, columns[7]) == hashes[7 * 16 : 8 * 16]


# ---- cheating, at the check itself: one prepared state serves many trials ----------------------------------------


@dataclass
class Prepared:
    """Owner and key holder of one direction before the coin."""

    owner: Session
    holder: Session
    x: np.ndarray
    columns: np.ndarray
    d: np.ndarray

    @classmethod
    def deal(cls, holder: int, label: object, k: int = 4) -> Prepared:
        sessions = dealt_sessions(2, k, randoms(2, label))
        owner = sessions[1 - holder]
        x = np.frombuffer(owner.random(32), np.uint8)
        columns, d = cot.expand_owner(owner.owner_streams(holder), x)
        return cls(owner, sessions[holder], x, columns, d)

    @property
    def direction(self) -> Direction:
        return Direction(self.owner.sid, self.owner.me, self.holder.me)

    def uncorrected(self) -> np.ndarray:
        """What the key holder has before any corrections; they are linear, so trials may differ in d."""
        streams = self.holder.holder_streams(self.owner.me)
        return cot.expand_holder(streams, self.holder.delta, bytes(self.d.size), self.x.size)

    def corrected(self, uncorrected: np.ndarray, d: np.ndarray) -> np.ndarray:
        masks = np.negative(cot._delta_bits(self.holder.delta))[:, None]
        return uncorrected ^ (masks & np.repeat(d, self.owner.k, axis=0))


def accepted(state: Prepared, keys: np.ndarray, columns: np.ndarray, x_hash: bytes, gh: Gh) -> bool:
    tau = cot.columns_digest(state.direction, 0, cot.column_hashes(gh, columns))
    return tau == cot.columns_digest(state.direction, 0, cot.expected_hashes(gh, keys, state.holder.delta, x_hash))


@pytest.mark.parametrize("holder", [0, 1])
@pytest.mark.parametrize(("k", "deals"), [(1, 4), (2, 6), (4, 20)])
def test_one_flipped_correction_survives_as_often_as_stated(k: int, deals: int, holder: int) -> None:
    """C5: with 2^-k; for the tree with the pinned bit never (party 0 holds) or 2^-(k-1) (others hold)."""
    pick = Seeded("C5", k, holder)
    survived = trials = pinned_survived = 0
    for deal in range(deals):
        state = Prepared.deal(holder, ("C5", k, deal), k)
        gh, uncorrected = Gh(pick(16)), state.uncorrected()
        x_hash = cot.column_hash(gh, state.x)
        assert accepted(state, state.corrected(uncorrected, state.d), state.columns, x_hash, gh)
        for tree, alpha in enumerate(alphas(state.holder)):
            d = state.d.copy()
            d[tree, pick(1)[0] % 32] ^= 1 << pick(1)[0] % 8
            passed = accepted(state, state.corrected(uncorrected, d), state.columns, x_hash, gh)
            assert passed == (alpha == 0)
            if tree == 0:
                pinned_survived += passed
            else:
                survived += passed
                trials += 1
    require_binomial(survived, trials, 2.0**-k)
    require_binomial(pinned_survived, deals, 0.0 if holder == 0 else 2.0 ** (1 - k))


def test_a_wrong_hash_or_digest_is_always_caught() -> None:
    """C7, for every position."""
    state = Prepared.deal(1, "C7")
    gh = Gh(bytes(16))
    keys = state.corrected(state.uncorrected(), state.d)
    x_hash = cot.column_hash(gh, state.x)
    for bit in range(128):
        wrong = bits.xor_bytes(x_hash, (1 << bit).to_bytes(16, "little"))
        assert not accepted(state, keys, state.columns, wrong, gh)


def test_two_bit_vectors_over_half_of_the_trees_each_are_caught() -> None:
    """C8: the chance to survive is below 2^-60, and 2^-16 already for four deviating trees."""
    for deal in range(40):
        state = Prepared.deal(deal % 2, ("C8", deal))
        gh = Gh(bytes([deal]) * 16)
        other = np.frombuffer(Seeded("other", deal)(32), np.uint8)
        d = state.d.copy()
        d[16:] ^= state.x ^ other
        keys = state.corrected(state.uncorrected(), d)
        for claimed in (state.x, other):
            assert not accepted(state, keys, state.columns, cot.column_hash(gh, claimed), gh)


def test_another_digest_number_pair_or_run_does_not_pass() -> None:
    state = Prepared.deal(0, "context")
    hashes = cot.column_hashes(Gh(bytes(16)), state.columns)
    sid = state.owner.sid
    digests = {
        cot.columns_digest(direction, number, hashes)
        for direction, number in (
            (Direction(sid, 1, 0), 0),
            (Direction(sid, 0, 1), 0),
            (Direction(sid, 1, 0), 1),
            (Direction(sid, 1, 0, 1), 0),
            (Direction(b"other", 1, 0), 0),
        )
    }
    assert len(digests) == 5


# ---- cheating, end to end ----------------------------------------------------------------------------------------


def flip(step: int, source: int, destination: int | None, offset: int, change: int = 1) -> Tamper:
    def tamper(at: int, from_: int, to: int, message: bytes) -> bytes:
        if at != step or from_ != source or destination not in (None, to):
            return message
        out = bytearray(message)
        out[offset] ^= change
        return bytes(out)

    return tamper


def test_one_flipped_correction_end_to_end() -> None:
    """C5 through the protocol: caught unless the tree's Delta bits are all zero, and then the rows are right."""
    survived = trials = 0
    for trial in range(160):
        sessions = dealt_sessions(2, randoms=randoms(2, "C5 end to end", trial))
        zero_trees = [tree for tree, alpha in enumerate(alphas(sessions[0])) if alpha == 0]
        tree = 1 + trial % 31
        results = settle([cot_pass(session, 128) for session in sessions], flip(D, 1, 0, tree * 32 + 3))
        trials += 1
        if isinstance(results[0], CotRows):
            survived += 1
            assert tree in zero_trees
            assert isinstance(results[1], CotRows)
            deltas = [session.delta for session in sessions]
            expected = results[0].key[1] ^ bits.select(results[1].x, deltas[0])
            assert np.array_equal(results[1].mac[0], expected)
        else:
            assert isinstance(results[0], CheatingDetected)
            assert tree not in zero_trees
    require_binomial(survived, trials, 1 / 16)


@pytest.mark.parametrize("offset", [0, 15, 16, 47])
def test_a_wrong_check_message_end_to_end(offset: int) -> None:
    """C7. The one who was lied to stops; its secrets are gone."""
    sessions = dealt_sessions(3, randoms=randoms(3, "C7"))
    results = settle([cot_pass(session, 128) for session in sessions], flip(CHECK, 2, 1, offset))
    assert isinstance(results[1], CheatingDetected)
    assert sessions[1]._delta is None
    assert isinstance(results[0], CotRows)


def test_a_coin_share_that_was_not_committed_to_ends_the_pass() -> None:
    """C9 inside a pass."""
    sessions = dealt_sessions(2)
    results = settle([cot_pass(session, 128) for session in sessions], flip(COIN, 1, 0, 3))
    assert isinstance(results[0], CheatingDetected)


def two_faced_pass(session: Session, victim: int) -> Protocol[None]:
    """C6: other bits towards one peer, with everything else computed so that this peer's check passes."""
    x = np.frombuffer(session.random(32), np.uint8)
    other = x.copy()
    other[2] ^= 4
    columns, messages = {}, {}
    for peer in session.peers:
        columns[peer], d = cot.expand_owner(session.owner_streams(peer), other if peer == victim else x)
        messages[peer] = d.tobytes()
    yield from session.exchange(Kind.COT, messages, dict.fromkeys(session.peers, len(messages[victim])))
    gh = Gh((yield from session.coin())[:16])
    outbox = {}
    for peer in session.peers:
        hashes = cot.column_hashes(gh, columns[peer])
        tau = cot.columns_digest(Direction(session.sid, session.me, peer), session.last_coin, hashes)
        outbox[peer] = cot.column_hash(gh, other if peer == victim else x) + tau
    yield from session.exchange(Kind.COT_CHECK, outbox, dict.fromkeys(session.peers, 48))


def test_other_bits_towards_one_peer_show_in_the_transcript() -> None:
    """C6: each check passes by itself, but the honest parties no longer agree and find out at the next comparison."""
    sessions = dealt_sessions(3, randoms=randoms(3, "C6"))
    coins = [session._coins for session in sessions]
    for one in coins:
        assert one is not None
        one.next = COINS_PER_EPOCH - 1
        one._commitments = {party: every._share(one.next - 1) for party, every in enumerate(coins) if every}
    honest = [cot_pass(session, 128) for session in sessions[:2]]
    rows = settle([*honest, two_faced_pass(sessions[2], victim=0)])
    assert isinstance(rows[0], CotRows)
    assert isinstance(rows[1], CotRows)
    assert sessions[0].transcript.digest() != sessions[1].transcript.digest()
    results = settle([session.coin() for session in sessions])
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[1], CheatingDetected)


@pytest.mark.parametrize("change", [-1, 1])
@pytest.mark.parametrize("step", [D, COIN, CHECK])
def test_another_length_ends_the_pass(step: int, change: int) -> None:
    def resize(at: int, source: int, destination: int, message: bytes) -> bytes:
        return (message + b"\0")[: len(message) + change] if at == step and source == 1 else message

    sessions = dealt_sessions(2)
    results = settle([cot_pass(session, 128) for session in sessions], resize)
    assert isinstance(results[0], MalformedMessage)
    assert sessions[0]._delta is None


def test_a_message_replayed_from_another_pass_ends_the_run() -> None:
    """The first pass's corrections and check again in the second."""
    for step in (D, COIN, CHECK):
        sessions = dealt_sessions(2)
        kept: dict[int, bytes] = {}
        run_locally(
            [cot_pass(session, 128) for session in sessions],
            lambda at, source, _, message, kept=kept: kept.setdefault(at, message) if source == 1 else message,
        )
        results = settle(
            [cot_pass(session, 128) for session in sessions],
            lambda at, source, _, message, kept=kept, step=step: kept[at] if (at, source) == (step, 1) else message,
        )
        assert isinstance(results[0], CheatingDetected)


def test_any_changed_byte_is_refused_or_changes_nothing() -> None:
    """One byte of one message of a pass, many times: PeerError, or the right relation between all who finish."""
    pick = Seeded("fuzz")
    lengths = {D: 32 * 32, COIN: 32, CHECK: 48}
    outcomes = {"refused": 0, "survived": 0}
    for trial in range(150):
        n = 2 + trial % 2
        sessions = dealt_sessions(n, randoms=randoms(n, "fuzz", trial))
        deltas = [session.delta.copy() for session in sessions]
        step = trial % 3
        source = pick(1)[0] % n
        destination = (source + 1 + pick(1)[0] % (n - 1)) % n
        tamper = flip(step, source, destination, pick(1)[0] * 4 % lengths[step], 1 + pick(1)[0] % 255)
        results = settle([cot_pass(session, 128) for session in sessions], tamper)
        assert all(isinstance(result, CotRows | PeerError) for result in results)
        for owner, holder in pairs(n):
            ours, theirs = results[owner], results[holder]
            if isinstance(ours, CotRows) and isinstance(theirs, CotRows):
                assert np.array_equal(ours.mac[holder], theirs.key[owner] ^ bits.select(ours.x, deltas[holder]))
        outcomes["refused" if any(isinstance(result, PeerError) for result in results) else "survived"] += 1
    assert outcomes["refused"] > 120
    assert outcomes["survived"] > 0


def test_one_party_that_stops_stops_all() -> None:
    def silent(session: Session) -> Protocol[CotRows]:
        yield session.round(Kind.COT, dict.fromkeys(session.peers, bytes(1024)), dict.fromkeys(session.peers, 1024))
        raise PeerAborted("gone")

    sessions = dealt_sessions(2)
    results = settle([cot_pass(sessions[0], 128), silent(sessions[1])])
    assert all(isinstance(result, PeerAborted) for result in results)
    assert sessions[0]._delta is None


def test_rows_do_not_show_their_secrets() -> None:
    rows = run_pass(dealt_sessions(2), 128)[0]
    shown: Callable[[object], str] = repr
    assert "array" not in shown(rows)


@pytest.mark.parametrize("chosen", [None, np.zeros(256, np.uint8)])
def test_fresh_mask_rows_hide_every_hash(chosen: np.ndarray | None) -> None:
    session = dealt_sessions(2, randoms=randoms(2, "masks"))[0]
    packed = [cot._own_bits(session, 256, chosen) for _ in range(20)]
    masks = {row[-16:].tobytes() for row in packed}
    assert len(masks) == 20
    assert {row.size for row in packed} == {48}
    assert len({cot.column_hash(Gh(bytes(16)), row) for row in packed}) == 20
