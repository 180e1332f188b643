"""Authenticated shares: the invariant under linear operations, opening, and the check that no lie survives."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import auth_bits
from crypto.auth_bits import Authenticator, Shares, add_public, multiply_public, owned_shares
from crypto.bits import Bits
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.randomness import H, byte, le64
from crypto.rounds import Kind, Protocol, run_locally, settle
from tests.crypto.dealer import dealt_sessions
from tests.crypto.engine_runs import Cheat, flipped, require_invariant, some_bits
from tests.crypto.ideal import IdealSession, ideal_sessions


def joint_shares(sessions: Sequence[IdealSession], size: int, number: int = 1) -> list[Shares]:
    """Random shares of all parties: the sum of what everybody owns."""
    shares = []
    for session in sessions:
        rows = session.book.rows(number, session.me, -(-size // 8) * 8, None)
        total = np.zeros((size, 2 * session.n - 1), np.uint64)
        for owner in range(session.n):
            total ^= owned_shares(session, owner, rows.x, rows.mac, rows.key)[:size]
        shares.append(total)
    return shares


def open_then_check(session: IdealSession, parts: Sequence[Shares]) -> Protocol[list[Bits]]:
    run = Authenticator(session)
    opened = []
    for part in parts:
        opened.append((yield from run.open(Kind.LEVEL, part)))
    yield from run.check()
    return opened


def open_all(
    sessions: Sequence[IdealSession],
    shares: Sequence[Shares],
    tamper: Callable[[int, int, int, bytes], bytes] | None = None,
) -> list[list[Bits] | PeerError]:
    return settle([open_then_check(s, [share]) for s, share in zip(sessions, shares, strict=True)], tamper)


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_bits_of_one_owner_are_shares(n: int) -> None:
    sessions = ideal_sessions(n, "owned")
    for owner in range(n):
        shares = []
        for session in sessions:
            rows = session.book.rows(owner, session.me, 64, None)
            shares.append(owned_shares(session, owner, rows.x, rows.mac, rows.key))
        assert np.array_equal(require_invariant(sessions, shares), sessions[0].book.bits(owner, owner, 64))
        for third in range(n):
            if third != owner:
                assert not shares[third][:, 0].any()


@pytest.mark.parametrize("n", [2, 3, 5])
def test_the_invariant_holds_after_any_straight_program(n: int) -> None:
    """F7: XOR, public constants towards any owner, products with public bits, in random order."""
    sessions = ideal_sessions(n, "linear")
    pool = [joint_shares(sessions, 40, number) for number in range(4)]
    clear = [require_invariant(sessions, shares) for shares in pool]
    choose = Pseudo(n)
    for step in range(60):
        i, j, k = (choose.randrange(4) for _ in range(3))
        public = some_bits(40, "public", step)
        match step % 3:
            case 0:
                pool[k] = [a ^ b for a, b in zip(pool[i], pool[j], strict=True)]
                clear[k] = clear[i] ^ clear[j]
            case 1:
                owner = choose.randrange(n)
                for session, shares in zip(sessions, pool[i], strict=True):
                    add_public(session, shares, public, owner)
                clear[i] = clear[i] ^ public
                if k != i:  # no two entries share memory after this
                    pool[k] = [shares.copy() for shares in pool[i]]
                    clear[k] = clear[i]
            case _:
                pool[k] = [multiply_public(shares, public) for shares in pool[i]]
                clear[k] = clear[i] & public
        assert np.array_equal(require_invariant(sessions, pool[k]), clear[k])
        assert np.array_equal(require_invariant(sessions, pool[i]), clear[i])


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("size", [0, 1, 7, 8, 1000])
def test_opening_gives_everybody_the_bits_and_passes_the_check(n: int, size: int) -> None:
    sessions = ideal_sessions(n, "open", size)
    shares = joint_shares(sessions, size)
    expected = require_invariant(sessions, shares) if size else np.zeros(0, np.uint8)
    for opened in open_all(sessions, shares):
        assert not isinstance(opened, PeerError)
        assert np.array_equal(opened[0], expected)


def test_when_the_mac_work_is_done_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Postponing is local: the same bytes leave whether values are absorbed at once or together."""
    wires = []
    for flush_rows in (1, 50, 1 << 15):
        monkeypatch.setattr(auth_bits, "FLUSH_ROWS", flush_rows)
        sessions = ideal_sessions(3, "flush")
        parts = [joint_shares(sessions, size, size) for size in (3, 40, 11, 64)]
        sent: list[bytes] = []

        def record(step: int, source: int, destination: int, message: bytes, sent: list[bytes] = sent) -> bytes:
            sent.append(message)
            return message

        run_locally([open_then_check(s, [part[s.me] for part in parts]) for s in sessions], record)
        wires.append(sent)
    assert wires[0] == wires[1] == wires[2]


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("bit", [0, 37, 99])
def test_a_lie_about_a_share_bit_is_caught(n: int, bit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The liar tells everybody the same, so only the MACs can tell."""
    cheat = Cheat(monkeypatch)
    cheat.say(1, Kind.LEVEL, lambda number, message: flipped(message, bit))
    sessions = ideal_sessions(n, "lie")
    results = open_all(sessions, joint_shares(sessions, 100))
    assert all(isinstance(results[party], CheatingDetected) for party in range(n) if party != 1)


def test_a_lie_with_a_wrong_block_to_match_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The liar also changes its own block; it would need the honest party's Delta to do it right."""
    sessions = ideal_sessions(2, "block")
    shares = joint_shares(sessions, 16)
    shares[1][3, 0] ^= np.uint64(1)
    shares[1][3, 1:3] ^= sessions[1].delta
    results = open_all(sessions, shares)
    assert isinstance(results[0], CheatingDetected)


def test_the_right_delta_would_be_needed_and_would_do() -> None:
    """The planted twin of the tests above: with the honest party's Delta a lie passes, so nothing else stops it."""
    sessions = ideal_sessions(2, "twin")
    shares = joint_shares(sessions, 16)
    expected = require_invariant(sessions, shares)
    shares[1][3, 0] ^= np.uint64(1)
    shares[1][3, 1:3] ^= sessions[0].delta
    opened = open_all(sessions, shares)[0]
    assert not isinstance(opened, PeerError)
    assert list(np.flatnonzero(opened[0] ^ expected)) == [3]


def test_different_bits_to_different_peers_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transcripts of the two honest parties differ."""

    def tamper(step: int, source: int, destination: int, message: bytes) -> bytes:
        return flipped(message) if (step, source, destination) == (0, 1, 2) else message

    sessions = ideal_sessions(3, "two faces")
    results = open_all(sessions, joint_shares(sessions, 8), tamper)
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[2], CheatingDetected)


def test_a_set_padding_bit_is_malformed() -> None:
    def tamper(step: int, source: int, destination: int, message: bytes) -> bytes:
        return flipped(message, -1) if (step, source) == (0, 1) else message

    sessions = ideal_sessions(2, "padding")
    results = open_all(sessions, joint_shares(sessions, 9), tamper)
    assert isinstance(results[0], MalformedMessage)
    assert isinstance(results[1], PeerAborted)


def check_twice(session: IdealSession, shares: Shares) -> Protocol[None]:
    run = Authenticator(session)
    yield from run.check()
    yield from run.open(Kind.LEVEL, shares)
    yield from run.check()


@pytest.mark.parametrize("trick", ["reflect", "replay", "zeros"])
def test_a_check_takes_no_other_digest(trick: str) -> None:
    """C22: the peer's own digest, the digest of the check before, anything else."""
    seen: dict[tuple[int, int, int], bytes] = {}

    def tamper(step: int, source: int, destination: int, message: bytes) -> bytes:
        seen[step, source, destination] = message
        if (step, source) != (2, 1):
            return message
        match trick:
            case "reflect":
                return seen[2, destination, source]
            case "replay":
                return seen[0, source, destination]
            case _:
                return bytes(len(message))

    sessions = ideal_sessions(2, "trick")
    shares = joint_shares(sessions, 8)
    results = settle([check_twice(s, shares[s.me]) for s in sessions], tamper)
    assert isinstance(results[0], CheatingDetected)


def test_swapped_indices_in_the_digest_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """C22: a party that hashes (peer, me) instead of (me, peer), which is what a reflected digest looks like."""

    def swapped(tag: str, parts: tuple[bytes, ...], length: int = 32) -> bytes:
        if tag == "mac":
            sid, counter, source, destination, *rest = parts
            parts = (sid, counter, destination, source, *rest)
        return H(tag, parts, length)

    def cheating(session: IdealSession, shares: Shares) -> Generator[object, object, object]:
        protocol = open_then_check(session, [shares])
        inbox = None
        while True:
            with monkeypatch.context() as patch:
                patch.setattr(auth_bits, "H", swapped)
                round_ = protocol.send(inbox) if inbox is not None else next(protocol)
            inbox = yield round_

    sessions = ideal_sessions(2, "swap")
    shares = joint_shares(sessions, 8)
    results = settle([open_then_check(sessions[0], [shares[0]]), cheating(sessions[1], shares[1])])
    assert isinstance(results[0], CheatingDetected)


def test_every_check_has_its_own_number() -> None:
    sent: dict[int, list[bytes]] = {}

    def two_checks(session: IdealSession) -> Protocol[None]:
        run = Authenticator(session)
        yield from run.check()
        yield from run.check()

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        sent.setdefault(step, []).append(message)
        return message

    sessions = ideal_sessions(2, "numbers")
    run_locally([two_checks(session) for session in sessions], record)
    assert len({*sent[0], *sent[1]}) == 4
    empty = sessions[0].transcript.digest()
    nothing_opened = auth_bits.RunningHash("hs").digest()
    assert sent[1][0] == H("mac", (sessions[0].sid, le64(1), byte(0), byte(1), empty, nothing_opened))


def test_a_finished_run_opens_and_checks_nothing() -> None:
    """C25."""
    sessions = ideal_sessions(2, "over")
    shares = joint_shares(sessions, 8)
    run = Authenticator(sessions[0])
    run.destroy()
    with pytest.raises(MisuseError):
        next(run.open(Kind.LEVEL, shares[0]))
    with pytest.raises(MisuseError):
        next(run.check())
    with pytest.raises(MisuseError):
        run.require_preparing()
    with pytest.raises(MisuseError):
        run.seal()
    assert not run._hashes
    assert not run._pending
    run.destroy()


def test_a_sealed_run_opens_but_makes_nothing() -> None:
    """C26: the streams are gone, so that no pass is possible."""
    run = Authenticator(dealt_sessions(2)[0])
    run.require_preparing()
    assert run.session.owner_streams(1)
    run.seal()
    for streams in (run.session.owner_streams, run.session.holder_streams):
        with pytest.raises(MisuseError):
            streams(1)
    with pytest.raises(MisuseError):
        run.require_preparing()
    with pytest.raises(MisuseError):
        run.seal()


def test_a_run_cannot_be_stored() -> None:
    import pickle

    with pytest.raises(MisuseError):
        pickle.dumps(Authenticator(ideal_sessions(2, "pickle")[0]))
