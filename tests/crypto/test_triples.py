"""Leaky triples, the zero check, bucketing; and what a cheater can and cannot do to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import triples as module
from crypto.auth_bits import Authenticator, Shares, to_shares
from crypto.bits import Bits, Words
from crypto.capacity import (
    BATCH_BYTES,
    Batch,
    Capacity,
    bucket_size,
    plan_batches,
    plan_passes,
    plan_run,
    smallest_size,
)
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerError
from crypto.randomness import H, le64
from crypto.rounds import Kind, Protocol, Round, settle
from crypto.session import Session
from crypto.triples import LeakyTriples, Triples, bucket, leaky_pass, rotation, tweaks, zero_check
from tests.crypto.chance import require_binomial
from tests.crypto.dealer import dealt_sessions
from tests.crypto.engine_runs import Cheat, flipped, require_invariant
from tests.crypto.ideal import deal_rows, ideal_sessions


@pytest.fixture(autouse=True)
def rows_are_dealt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of ideal sessions only; dealt_sessions run the real extension."""
    deal_rows(monkeypatch)


def make_leaky(session: Session, size: int, first_index: int = 0, n_masks: int = 0) -> Protocol[list[Shares]]:
    """One pass: [x, y, z, rows for masks]."""
    out = LeakyTriples.empty(session.n, size)
    extra = yield from leaky_pass(Authenticator(session), out, first_index, n_masks)
    assert len(extra.x) == n_masks
    return [to_shares(out.bit[k], list(out.block[k])) for k in range(3)]


def leaky_everywhere(
    sessions: Sequence[Session], size: int, tamper: Callable[[int, int, int, bytes], bytes] | None = None
) -> list[list[Shares] | PeerError]:
    return settle([make_leaky(session, size) for session in sessions], tamper)


def require_products(sessions: Sequence[Session], parts: Sequence[Sequence[Shares]]) -> tuple[Bits, Bits]:
    """Invariant 7.2 on x, y, z and z = x y; gives x and y."""
    x, y, z = (require_invariant(sessions, [part[k] for part in parts]) for k in range(3))
    assert np.array_equal(z, x & y)
    return x, y


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_leaky_triples_multiply(n: int) -> None:
    """F8: over 10^4 triples, in one pass that needs several parts of the inner loop."""
    size = 79 * 128
    sessions = ideal_sessions(n, "leaky")
    parts = leaky_everywhere(sessions, size)
    x, y = require_products(sessions, parts)
    require_binomial(int(x.sum()), size, 0.5)
    require_binomial(int(y.sum()), size, 0.5)


@pytest.mark.parametrize("n", [2, 3])
def test_leaky_triples_multiply_on_real_rows(n: int) -> None:
    sessions = dealt_sessions(n)
    require_products(sessions, leaky_everywhere(sessions, 256))


def test_more_rows_than_one_part_of_the_inner_loop() -> None:
    size = module.TMMO_ROWS + 128
    sessions = ideal_sessions(2, "parts")
    require_products(sessions, leaky_everywhere(sessions, size))


def make_triples(session: Session, batch: Batch, n_passes: int) -> Protocol[Triples]:
    run = Authenticator(session)
    leaky = LeakyTriples.empty(session.n, batch.n_leaky)
    size = batch.n_leaky // n_passes
    for start in range(0, batch.n_leaky, size):
        yield from leaky_pass(run, leaky.part(start, start + size), start)
    return (yield from bucket(run, leaky, batch))


@pytest.mark.parametrize("n", [2, 3, 4, 5])
@pytest.mark.parametrize(("batch", "n_passes"), [(Batch(128, 6), 1), (Batch(256, 3), 3), (Batch(384, 2), 1)])
def test_finished_triples_multiply(n: int, batch: Batch, n_passes: int) -> None:
    """F9; a pass that ends inside a layer makes no difference."""
    sessions = ideal_sessions(n, "bucket", batch)
    made = settle([make_triples(session, batch, n_passes) for session in sessions])
    x, _ = require_products(sessions, [(t.x, t.y, t.z) for t in made])
    assert len(x) == batch.size


def test_finished_triples_multiply_on_real_rows() -> None:
    sessions = dealt_sessions(3)
    made = settle([make_triples(session, Batch(128, 6), 2) for session in sessions])
    require_products(sessions, [(t.x, t.y, t.z) for t in made])


def test_buckets_follow_the_rotations() -> None:
    """X = sum of the x at rotated positions and Y = y of layer 0, recomputed from the leaky triples."""
    batch, sessions = Batch(128, 3), ideal_sessions(2, "rotations")
    leaky: list[LeakyTriples] = []

    def make(session: Session) -> Protocol[tuple[bytes, Triples]]:
        run = Authenticator(session)
        mine = LeakyTriples.empty(2, batch.n_leaky)
        yield from leaky_pass(run, mine, 0)
        leaky.append(LeakyTriples(mine.bit.copy(), mine.block.copy()))
        finished = yield from bucket(run, mine, batch)
        return session.book.read("coin", session.n_coins, length=32), finished

    (coin, first), (_, second) = settle([make(session) for session in sessions])
    x = leaky[0].bit[0] ^ leaky[1].bit[0]
    y = leaky[0].bit[1] ^ leaky[1].bit[1]
    expected = np.zeros(batch.size, np.uint8)
    for q in range(batch.layers):
        shift = rotation(coin, q, batch.size) if q else 0
        for p in range(batch.size):
            expected[p] ^= x[q * batch.size + (p - shift) % batch.size]
    assert np.array_equal(first.x[:, 0] ^ second.x[:, 0], expected)
    assert np.array_equal(first.y[:, 0] ^ second.y[:, 0], y[: batch.size])


def test_rotation_amounts() -> None:
    coin = bytes(range(32))
    assert rotation(coin, 3, 1000) == int.from_bytes(H("shift", (coin, le64(3)))[:16], "little") % 1000
    amounts = [rotation(H("coin", (le64(i),)), 1, 128) for i in range(4000)]
    assert set(amounts) == set(range(128))


def test_tweaks_differ_by_triple_and_direction() -> None:
    """F13 for tweaks: no two (triple, key holder, owner) share one."""
    rows = np.concatenate([tweaks(start, 50, i, j) for start in (0, 50) for i in range(10) for j in range(10)])
    assert len(np.unique(rows, axis=0)) == len(rows)
    assert rows[0].tobytes() == le64(0) + le64(1 << 16)
    assert tweaks(5, 1, 2, 3)[0].tobytes() == le64(5) + le64((1 << 16) + 256 * 2 + 3)


# Sizes of batches and passes


def test_bucket_sizes_at_all_thresholds() -> None:
    expected = {1: 40, 2: 21, 16: 9, 46: 7, 111: 7, 112: 6, 430: 6, 431: 5, 4095: 5, 4096: 4, 370727: 4, 370728: 3}
    assert {size: bucket_size(size) for size in expected} == expected
    for layers in range(3, 7):
        low = smallest_size(layers)
        assert 2**layers * low ** (layers - 1) >= 2**40
        assert 2**layers * (low - 1) ** (layers - 1) < 2**40
    with pytest.raises(MisuseError):
        bucket_size(0)


@pytest.mark.parametrize(
    ("wanted", "size", "layers"),
    [
        (1, 1, 40),
        (2, 2, 21),
        (16, 16, 9),
        (128, 128, 6),
        (129, 129, 6),
        (384, 431, 5),
        (385, 431, 5),
        (600, 600, 5),
        (3200, 3200, 5),
        (3300, 4096, 4),
        (100_000, 100_000, 4),
        (278_000, 278_000, 4),
        (279_000, 370_728, 3),
        (400_000, 400_000, 3),
    ],
)
def test_one_batch_covers_with_the_fewest_leaky_triples(wanted: int, size: int, layers: int) -> None:
    assert plan_batches(wanted, 2) == (Batch(size, layers),)


def test_no_triples_need_no_batch() -> None:
    assert plan_batches(0, 2) == ()


@pytest.mark.parametrize("n", [2, 8, 10])
@pytest.mark.parametrize("wanted", [1, 5000, 380_000, 500_000, 1_300_000, 2_000_000, 2_700_001])
def test_batches_cover_and_fit_in_memory(n: int, wanted: int) -> None:
    batches = plan_batches(wanted, n)
    assert sum(batch.size for batch in batches) >= wanted
    for batch in batches:
        assert batch.layers == bucket_size(batch.size) or batch.layers > bucket_size(batch.size)
        assert 48 * (n - 1) * batch.n_leaky <= BATCH_BYTES
        assert sum(plan_passes(batch, n)) == batch.n_leaky


def test_a_small_memory_bound_splits_the_batch_as_cheaply_as_possible() -> None:
    """Two equal batches of 4096 are cheaper than one that fills the memory and a small expensive one."""
    batches = plan_batches(8192, 2, batch_bytes=48 * 4 * 6000)
    assert batches == (Batch(4096, 4), Batch(4096, 4))
    assert sum(b.n_leaky for b in plan_batches(6100, 2, 48 * 4 * 6016)) == 4 * 6016 + 7 * 84
    with pytest.raises(MisuseError):
        plan_batches(1, 2, batch_bytes=48 * 39)


def test_passes_are_bounded_and_masks_ride_along_where_they_fit() -> None:
    batches, passes = plan_run(Capacity(100_000, (100, 100), 0))
    assert batches == (Batch(100_000, 4),)
    assert [(p.n_leaky, p.n_masks, p.ends_batch) for p in passes] == [(262_144, 0, False), (137_856, 100, True)]
    assert [p.n_rows for p in passes] == [786_432, 413_696]
    _, passes = plan_run(Capacity(4 * 16_384 - 200, (64,) * 5, 100))
    assert passes[-1].n_masks == 0 or 3 * passes[-1].n_leaky + passes[-1].n_masks <= 3 * 65_536
    _, passes = plan_run(Capacity(65_536, (1000, 0), 0))
    assert [(p.n_leaky, p.n_masks) for p in passes] == [(262_144, 0), (0, 1000)]
    _, passes = plan_run(Capacity(0, (900_000, 1), 0))
    assert [(p.n_leaky, p.n_masks) for p in passes] == [(0, 786_432), (0, 113_568)]
    assert [p.n_rows for p in passes] == [786_432, 113_664]


# Cheats


def error_in_g(monkeypatch: pytest.MonkeyPatch, rows: Sequence[int]) -> None:
    """Party 1 sends wrong G for these triples to party 0, with an error that keeps bit 0."""

    def change(number: int, peer: int, message: bytes) -> bytes:
        if peer != 0:
            return message
        for row in rows:
            message = flipped(message, 64 * row + 13)
        return message

    Cheat(monkeypatch).send(1, Kind.LEAKY_G, change)


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("m", [1, 2, 4])
def test_errors_in_m_corrections_survive_with_two_to_the_minus_m(
    n: int, m: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C13: the cheater is caught unless the honest x is zero at all attacked triples; survivors still multiply."""
    error_in_g(monkeypatch, range(m))
    survived, trials = 0, 400
    for run in range(trials):
        sessions = ideal_sessions(n, "G", n, m, run)
        parts = leaky_everywhere(sessions, 128)
        if isinstance(parts[0], PeerError):
            assert isinstance(parts[0], CheatingDetected)
            continue
        survived += 1
        require_products(sessions, parts)
        assert not parts[0][0][:m, 0].any()  # what the cheater has learnt: these bits of party 0 are zero
    require_binomial(survived, trials, 2.0**-m)


@pytest.mark.parametrize("n", [2, 3])
def test_a_wrong_d_bit_is_caught(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """C14."""
    Cheat(monkeypatch).say(1, Kind.LEAKY_D, lambda number, message: flipped(message, 9))
    for run in range(50):
        results = leaky_everywhere(ideal_sessions(n, "d", run), 128)
        assert all(isinstance(results[party], CheatingDetected) for party in range(n) if party != 1)


def test_different_d_bits_to_different_peers_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """C14, three parties: the two honest ones continue with different sums."""

    def tamper(step: int, source: int, destination: int, message: bytes) -> bytes:
        return flipped(message, 3) if (step, source, destination) == (1, 1, 2) else message

    results = leaky_everywhere(ideal_sessions(3, "two d"), 128, tamper)
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[2], CheatingDetected)


@pytest.mark.parametrize("liar", [0, 1])
def test_a_wrong_lowest_bit_of_delta_is_caught(liar: int) -> None:
    """C15: if bit 0 of the sum of all Delta is not 1, d is wrong for about half of the triples."""
    sessions = ideal_sessions(2, "low bit", liar)
    sessions[0].book.delta[liar][0] ^= np.uint64(1)
    sessions[liar]._delta = sessions[0].book.delta[liar].copy()
    results = leaky_everywhere(sessions, 128)
    assert all(isinstance(result, CheatingDetected) for result in results)


def zero_check_of(session: Session, values: Words) -> Protocol[None]:
    yield from zero_check(Authenticator(session), values)


def random_zero_sum(n: int, size: int) -> list[Words]:
    source = Pseudo(5)
    values = [
        np.array([[source.getrandbits(64) for _ in range(2)] for _ in range(size)], np.uint64) for _ in range(n - 1)
    ]
    return [*values, np.bitwise_xor.reduce(np.stack(values), axis=0)]


@pytest.mark.parametrize("n", [2, 3, 5])
def test_values_that_sum_to_zero_pass(n: int) -> None:
    sessions = ideal_sessions(n, "zero")
    assert settle([zero_check_of(s, u) for s, u in zip(sessions, random_zero_sum(n, 50), strict=True)]) == [None] * n


@pytest.mark.parametrize("row", [0, 31, 49])
@pytest.mark.parametrize("word", [0, 1])
def test_one_flipped_bit_anywhere_fails(row: int, word: int) -> None:
    values = random_zero_sum(3, 50)
    values[1][row, word] ^= np.uint64(1 << 40)
    results = settle([zero_check_of(s, u) for s, u in zip(ideal_sessions(3, "one"), values, strict=True)])
    assert all(isinstance(result, CheatingDetected) for result in results)


COMMIT, OPEN = 1, 2  # steps of the zero check, after its coin


@pytest.mark.parametrize("step", [COMMIT, OPEN])
def test_copying_the_other_party_fails(step: int) -> None:
    """C16: its commitment, or its opening under the own commitment. With wrong values, so nothing else would do."""
    seen: dict[tuple[int, int], bytes] = {}

    def tamper(at_step: int, source: int, destination: int, message: bytes) -> bytes:
        seen[at_step, source] = message
        return seen[at_step, 0] if (source, at_step) in {(1, step), (1, OPEN)} else message

    values = random_zero_sum(2, 10)
    values[1][0] ^= np.uint64(1)
    results = settle([zero_check_of(s, u) for s, u in zip(ideal_sessions(2, "copy"), values, strict=True)], tamper)
    assert isinstance(results[0], CheatingDetected)
    assert ("copied" if step == COMMIT else "opening") in str(results[0])


def test_opening_something_else_fails() -> None:
    """C16: the value that would make the sum zero is not the one committed to."""
    sums: dict[int, bytes] = {}

    def tamper(at_step: int, source: int, destination: int, message: bytes) -> bytes:
        if at_step == OPEN:
            sums[source] = message
            if source == 1:
                return sums[0][:16] + message[16:]
        return message

    values = random_zero_sum(2, 10)
    values[1][0] ^= np.uint64(1)
    results = settle([zero_check_of(s, u) for s, u in zip(ideal_sessions(2, "other"), values, strict=True)], tamper)
    assert isinstance(results[0], CheatingDetected)
    assert "opening" in str(results[0])


def test_nobody_can_open_before_all_have_committed() -> None:
    """C17: a party that skips its commitment is out of step, and no honest opening leaves."""
    sessions = ideal_sessions(2, "skip")
    sent: list[tuple[int, int]] = []

    def skipping(session: Session) -> Protocol[None]:
        yield from session.coin()
        yield Round(Kind.ZERO_OPEN, {0: bytes(48)}, {0: 48}, session.sid[:8])

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        sent.append((step, source))
        return message

    results = settle([zero_check_of(sessions[0], random_zero_sum(2, 4)[0]), skipping(sessions[1])], record)
    assert isinstance(results[0], PeerError)
    assert (OPEN, 0) not in sent


@pytest.mark.parametrize("n", [2, 3])
def test_a_lie_in_an_opened_e_bit_is_caught(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """C18."""
    Cheat(monkeypatch).say(1, Kind.BUCKET_OPEN, lambda number, message: flipped(message, 200))
    results = settle([make_triples(session, Batch(128, 3), 1) for session in ideal_sessions(n, "e")])
    assert all(isinstance(results[party], CheatingDetected) for party in range(n) if party != 1)


def test_different_e_bits_to_different_peers_are_caught() -> None:
    """C18, three parties."""

    def tamper(step: int, source: int, destination: int, message: bytes) -> bytes:
        return flipped(message, 200) if (step, source, destination) == (6, 1, 2) else message

    results = settle([make_triples(session, Batch(128, 3), 1) for session in ideal_sessions(3, "two e")], tamper)
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[2], CheatingDetected)


def test_a_different_y_towards_one_honest_party_never_gets_through_bucketing() -> None:
    """Three parties: the zero check alone lets it pass half of the time; the CHECK after bucketing never does.

    The victim ends the run there; the others, for whom it was the last step here, are told in the next.
    """
    survived, trials = 0, 200
    for run in range(trials):
        sessions = ideal_sessions(3, "y", run)
        book, real = sessions[0].book, sessions[0].book.rows

        def rows(number, me, n_rows, x, book=book, real=real):  # type: ignore[no-untyped-def]
            given = real(number, me, n_rows, x)
            if me == 2:  # the key that party 2 holds fits the other bit y of party 1, in one row
                given.key[1][n_rows // 3] ^= book.delta[2]
            return given

        book.rows = rows
        survived += not isinstance(leaky_everywhere(sessions, 256)[0], PeerError)
        for session in (sessions := ideal_sessions(3, "y", run)):
            session.book.rows = rows
        finished = settle([make_triples(session, Batch(128, 2), 1) for session in sessions])
        assert isinstance(finished[2], CheatingDetected)
    require_binomial(survived, trials, 0.5)


def test_d_bits_of_the_wrong_length_are_malformed() -> None:
    def tamper(step: int, source: int, destination: int, message: bytes) -> bytes:
        return message[:-1] if (step, source) == (1, 1) else message

    assert isinstance(leaky_everywhere(ideal_sessions(2, "short"), 128, tamper)[0], MalformedMessage)


def test_nothing_is_made_once_inputs_may_be_used() -> None:
    """C26, and no zero check runs either: a failed one would show Delta."""
    run = Authenticator(ideal_sessions(2, "late")[0])
    run.seal()
    leaky = LeakyTriples.empty(2, 256)
    for protocol in (
        leaky_pass(run, leaky, 0),
        zero_check(run, np.zeros((2, 2), np.uint64)),
        bucket(run, leaky, Batch(128, 2)),
    ):
        with pytest.raises(MisuseError):
            next(protocol)


def test_nothing_is_made_after_an_abort() -> None:
    """C25: another batch on an aborted session."""
    sessions = ideal_sessions(2, "dead")
    sessions[0].destroy()
    with pytest.raises(MisuseError):
        next(leaky_pass(Authenticator(sessions[0]), LeakyTriples.empty(2, 128), 0))
