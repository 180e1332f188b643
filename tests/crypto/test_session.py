"""Setting up a run: agreement, exact lengths, cheating in each step, secrets that are gone afterwards."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Generator, Sequence

import numpy as np
import pytest

from crypto import base_ot, group, params
from crypto.commit import Coins
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.params import COINS_PER_EPOCH
from crypto.rounds import Inbox, Kind, Protocol, Round, Tamper, run_locally, settle
from crypto.session import Session, open_session
from tests.crypto.dealer import dealt_sessions, party_keys
from tests.crypto.seeded import Seeded, require_pinned, run_recorded

HELLO, COINS, ECHO, COIN = range(4)
"""Numbers of the steps of open_and_toss."""


def open_all(n: int, label: object, parameters: Sequence[bytes] | None = None) -> list[Protocol[Session]]:
    return [
        open_session(party, party_keys(n), parameters[party] if parameters else params.encode(n), Seeded(label, party))
        for party in range(n)
    ]


def open_and_toss(n: int, label: object) -> list[Protocol[tuple[Session, bytes]]]:
    def one(protocol: Protocol[Session]) -> Protocol[tuple[Session, bytes]]:
        session = yield from protocol
        return session, (yield from session.coin())

    return [one(protocol) for protocol in open_all(n, label)]


def at_step(wanted: int, source: int, destination: int | None, change: bytes, offset: int = 0) -> Tamper:
    """XOR `change` into one message at `offset`; towards everybody when no destination is given."""

    def tamper(step: int, from_: int, to: int, message: bytes) -> bytes:
        if step != wanted or from_ != source or destination not in (None, to):
            return message
        out = bytearray(message)
        for index, value in enumerate(change, offset):
            out[index] ^= value
        return bytes(out)

    return tamper


@pytest.mark.parametrize("n", [2, 3, 5])
def test_all_parties_open_the_same_run(n: int) -> None:
    results = run_locally(open_and_toss(n, ("open", n)))
    sessions = [session for session, _ in results]
    assert len({coin for _, coin in results}) == 1
    assert len({session.sid for session in sessions}) == 1
    assert len({session.transcript.digest() for session in sessions}) == 1
    for party, session in enumerate(sessions):
        assert (session.me, session.n, session.k) == (party, n, 4)
        assert session.peers == tuple(peer for peer in range(n) if peer != party)
        assert session.last_coin == 0
        assert session.delta.dtype == np.uint64
        assert int(session.delta[0]) & 1 == (party == 0)
        for peer in session.peers:
            assert [len(tree) for tree in session.owner_streams(peer)] == [16] * 32
            assert [len(tree) for tree in session.holder_streams(peer)] == [15] * 32
    assert len({session.delta.tobytes() for session in sessions}) == n


def test_two_runs_share_nothing() -> None:
    first, second = (run_locally(open_all(2, label)) for label in ("first", "second"))
    assert first[0].sid != second[0].sid
    assert first[0].delta.tobytes() != second[0].delta.tobytes()


def test_messages_have_exactly_the_stated_lengths_and_kinds() -> None:
    parameters = params.encode(3) + b"capacity"
    seen: dict[int, set[int]] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        seen.setdefault(step, set()).add(len(message))
        return message

    run_locally(open_all(3, "lengths", [parameters] * 3), record)
    assert seen == {HELLO: {32 + len(parameters)}, COINS: {32 + 8192}, ECHO: {32 + 64 + 4128}}


def plain_hash(tag: bytes, message: bytes) -> bytes:
    return hashlib.blake2b(message, digest_size=32, person=tag.ljust(16, b"\0")).digest()


def framed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "little") + part for part in parts)


def test_session_id_transcript_and_coin_are_their_formulae() -> None:
    """Recomputed from the bytes on the wire with nothing but BLAKE2b."""
    wire: dict[tuple[int, int], bytes] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        wire[step, source] = message
        return message

    (session, coin), _ = run_locally(open_and_toss(2, "formulae"), record)
    nonces = [wire[HELLO, party][:32] for party in (0, 1)]
    sid = plain_hash(b"sid", framed(b"\1\0\0\0", b"\2\0", *party_keys(2), *nonces, params.encode(2)))
    assert session.sid == sid
    transcript = b""
    for step, length in ((HELLO, 72), (COINS, 32)):
        transcript += step.to_bytes(8, "little") + framed(*(wire[step, party][:length] for party in (0, 1)))
    assert wire[ECHO, 0][:32] == wire[ECHO, 1][:32] == plain_hash(b"th", transcript)
    shares = [wire[COIN, party] for party in (0, 1)]
    for party in (0, 1):
        committed = plain_hash(b"coincom", framed(sid, bytes([party]), bytes(8), shares[party]))
        assert wire[COINS, party][:32] == committed
    assert coin == plain_hash(b"coin", framed(sid, bytes(8), *shares))
    transcript += COIN.to_bytes(8, "little") + framed(*shares)
    assert session.transcript.digest() == plain_hash(b"th", transcript)


def test_every_round_after_hello_carries_the_run() -> None:
    first = dealt_sessions(2)[0]
    round_ = first.round(Kind.COIN, {1: b""}, {1: 0})
    assert round_.run_id == first.sid[:8]
    hello = next(open_all(2, "run id")[0])
    assert hello.run_id == bytes(8)
    assert hello.kind is Kind.HELLO


@pytest.mark.parametrize("n", [2, 3])
def test_the_bytes_on_the_wire_are_pinned(n: int) -> None:
    _, digest = run_recorded(open_and_toss(n, ("pinned", n)))
    require_pinned(f"session n={n}", digest)


def test_other_parameters_at_a_peer_end_the_run() -> None:
    parameters = [params.encode(2) + b"a", params.encode(2) + b"b"]
    assert all(isinstance(result, MalformedMessage) for result in settle(open_all(2, "parameters", parameters)))
    longer = [params.encode(2), params.encode(2) + b"b"]
    assert all(isinstance(result, MalformedMessage) for result in settle(open_all(2, "longer", longer)))


def test_equal_keys_are_refused_and_unsorted_ones_are_misuse() -> None:
    a, b = party_keys(2)
    with pytest.raises(CheatingDetected):
        next(open_session(0, (a, a), b"", Seeded()))
    for me, keys in ((0, (b, a)), (2, (a, b)), (-1, (a, b)), (0, (a,)), (0, party_keys(params.MAX_PARTIES + 1))):
        with pytest.raises(MisuseError):
            next(open_session(me, keys, b"", Seeded()))
    with pytest.raises(MisuseError):
        next(open_session(0, (a, b), b"", Seeded(), k=3))


def test_an_unsafe_library_stops_the_run_before_any_point_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise MisuseError("unsafe")

    monkeypatch.setattr(group, "self_test", refuse)
    with pytest.raises(MisuseError, match="unsafe"):
        settle(open_all(2, "unsafe"))


@pytest.mark.parametrize("destination", [None, 0])
def test_another_coin_share_than_committed_is_caught(destination: int | None) -> None:
    """C9: to everybody, or to one party only."""
    results = settle(open_and_toss(3, "C9"), at_step(COIN, 2, destination, b"\1", 5))
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[1], CheatingDetected if destination is None else tuple)


def test_different_coin_commitments_to_different_parties_fail_the_echo() -> None:
    """C10."""
    results = settle(open_and_toss(3, "C10"), at_step(COINS, 2, 0, b"\1", 5))
    assert all(isinstance(result, CheatingDetected) for result in results)
    assert all("told different" in str(result) for result in results)


def test_different_nonces_to_different_parties_fail_the_echo() -> None:
    results = settle(open_and_toss(3, "nonces"), at_step(HELLO, 2, 0, b"\1"))
    assert all(isinstance(result, PeerError) for result in results)
    assert isinstance(results[1], CheatingDetected)


def test_a_copied_commitment_is_caught() -> None:
    """With a rushing party that sends what it received."""
    last: dict[int, bytes] = {}

    def copy(step: int, source: int, destination: int, message: bytes) -> bytes:
        if step == COINS and source == 0:
            last[destination] = message[:32]
        if step == COINS and source == 1 and destination == 0:
            return last[1] + message[32:]
        return message

    results = settle(open_all(2, "copy"), copy)
    assert isinstance(results[0], CheatingDetected)


@pytest.mark.parametrize(("step", "offset"), [(COINS, 32), (ECHO, 32)])
def test_a_bad_point_ends_the_run(step: int, offset: int) -> None:
    """C1, through the whole set-up."""
    identity = (1).to_bytes(32, "little")

    def tamper(at: int, source: int, destination: int, message: bytes) -> bytes:
        if at == step and source == 1:
            return message[: offset + 32] + identity + message[offset + 64 :]
        return message

    results = settle(open_all(2, "bad point"), tamper)
    assert isinstance(results[0], MalformedMessage)
    assert isinstance(results[1], PeerAborted if step == COINS else Session)


def test_wrong_tree_checks_end_the_run() -> None:
    """C4, through the whole set-up."""
    results = settle(open_and_toss(2, "C4"), at_step(ECHO, 0, 1, b"\1", 32 + 64 + 3072))
    assert isinstance(results[1], CheatingDetected)


@pytest.mark.parametrize("change", [-1, 1, -100_000])
def test_another_length_ends_the_run(change: int) -> None:
    def resize(step: int, source: int, destination: int, message: bytes) -> bytes:
        longer = message + bytes(max(change, 0))
        return longer[: max(0, len(message) + change)] if step == COINS and source == 1 else message

    assert isinstance(settle(open_all(2, "length"), resize)[0], MalformedMessage)


def test_any_changed_byte_ends_the_run_or_changes_nothing() -> None:
    """Set-up and one coin, one byte of one message changed: whoever finishes agrees on the coin."""
    pick = Seeded("fuzz")
    lengths = {HELLO: 72, COINS: 8_224, ECHO: 4_224, COIN: 32}
    refused = 0
    for trial in range(24):
        step = trial % 4
        offset = int.from_bytes(pick(4), "little") % lengths[step]
        change = bytes([1 << pick(1)[0] % 8])
        results = settle(open_and_toss(2, "fuzz"), at_step(step, trial // 4 % 2, None, change, offset))
        assert all(isinstance(result, PeerError | tuple) for result in results)
        coins = {result[1] for result in results if isinstance(result, tuple)}
        assert len(coins) <= 1
        refused += any(isinstance(result, PeerError) for result in results)
    assert refused >= 15


def test_coins_are_renewed_when_they_run_out() -> None:
    sessions = dealt_sessions(3)
    kinds: list[Kind] = []

    def toss_many(session: Session) -> Protocol[list[tuple[int, bytes]]]:
        coins = []
        for _ in range(COINS_PER_EPOCH + 2):
            coin = yield from watched(session.coin(), kinds if session.me == 0 else [])
            coins.append((session.last_coin, coin))
        return coins

    results = run_locally([toss_many(session) for session in sessions])
    assert results[0] == results[1] == results[2]
    numbers = [number for number, _ in results[0]]
    assert numbers == [*range(COINS_PER_EPOCH), 1 << 32, (1 << 32) + 1]
    assert len({coin for _, coin in results[0]}) == COINS_PER_EPOCH + 2
    assert kinds == [Kind.COIN] * COINS_PER_EPOCH + [Kind.COINS, Kind.ECHO, Kind.COIN, Kind.COIN]


def watched(protocol: Protocol[bytes], kinds: list[Kind]) -> Protocol[bytes]:
    """Pass everything through and write down the kinds."""
    round_ = next(protocol)
    while True:
        kinds.append(round_.kind)
        try:
            round_ = protocol.send((yield round_))
        except StopIteration as stop:
            return stop.value


def test_the_order_coin_has_its_own_kind() -> None:
    kinds: list[Kind] = []
    first, second = dealt_sessions(2)
    results = run_locally([watched(first.coin(Kind.ORDER), kinds), second.coin(Kind.ORDER)])
    assert results[0] == results[1]
    assert kinds == [Kind.ORDER]


def test_new_commitments_that_differ_between_peers_are_caught_before_any_coin() -> None:
    sessions = dealt_sessions(3)
    for session in sessions:
        assert session._coins is not None
        session._coins.next = COINS_PER_EPOCH
    results = settle([session.coin() for session in sessions], at_step(0, 2, 0, b"\1"))
    assert all(isinstance(result, CheatingDetected) for result in results)


def test_broadcasts_enter_the_transcript_and_other_messages_do_not() -> None:
    def talk(session: Session, private: bytes) -> Protocol[tuple[dict[int, bytes], dict[int, bytes], bytes]]:
        own = bytes([session.me]) * (session.me + 1)
        lengths = {peer: peer + 1 for peer in session.peers}
        inbox = yield from session.exchange(
            Kind.CHECK, dict.fromkeys(session.peers, private), dict.fromkeys(session.peers, 1)
        )
        assert all(inbox[peer] == private for peer in session.peers)
        everything, secrets = yield from session.broadcast_and_send(
            Kind.INPUT, own, lengths, dict.fromkeys(session.peers, private), 1
        )
        same = yield from session.broadcast(Kind.LEVEL, own, lengths)
        assert same == everything
        return everything, secrets, session.transcript.digest()

    outcomes = [
        run_locally([talk(session, private) for session in dealt_sessions(3, randoms=[Seeded(i) for i in range(3)])])
        for private in (b"a", b"b")
    ]
    everything, secrets, digest = outcomes[0][1]
    assert everything == {0: b"\0", 1: b"\1\1", 2: b"\2\2\2"}
    assert list(everything) == [0, 1, 2]
    assert secrets == {0: b"a", 2: b"a"}
    assert {result[2] for outcome in outcomes for result in outcome} == {digest}


def test_the_step_enters_the_transcript() -> None:
    def talk(session: Session, idle: int) -> Protocol[bytes]:
        for _ in range(idle):
            yield from session.exchange(Kind.CHECK, {1 - session.me: b""}, {1 - session.me: 0})
        yield from session.broadcast(Kind.INPUT, b"x")
        return session.transcript.digest()

    digests = [run_locally([talk(session, idle) for session in dealt_sessions(2)]) for idle in (0, 1)]
    assert digests[0][0] == digests[0][1] != digests[1][0]


def test_the_counter_never_repeats() -> None:
    session = dealt_sessions(2)[0]
    assert [session.next_counter() for _ in range(4)] == [0, 1, 2, 3]


def is_empty(session: Session) -> bool:
    """No secret is reachable from the session's fields."""
    return session._delta is None and session._coins is None and not session._owner and not session._holder


def uses(session: Session) -> list[Generator[Round, Inbox, object]]:
    return [
        session.coin(),
        session.broadcast(Kind.INPUT, b""),
        session.exchange(Kind.CHECK, {1: b""}, {1: 0}),
    ]


def test_a_destroyed_session_only_raises() -> None:
    """C25 and C32: Delta is overwritten, not only forgotten."""
    session = dealt_sessions(2)[0]
    delta, coins = session.delta, session._coins
    session.destroy()
    session.destroy()
    assert is_empty(session)
    assert not delta.any()
    assert isinstance(coins, Coins)
    assert coins._chain is None
    for protocol in uses(session):
        with pytest.raises(MisuseError):
            next(protocol)
    for use in (
        lambda: session.delta,
        session.next_counter,
        session.end_preprocessing,
        lambda: session.owner_streams(1),
        lambda: session.round(Kind.COIN, {}, {}),
    ):
        with pytest.raises(MisuseError):
            use()


def test_a_failed_step_destroys_the_session() -> None:
    first, second = dealt_sessions(2)
    results = settle([first.coin(), second.coin()], at_step(0, 1, 0, b"\1"))
    assert isinstance(results[0], CheatingDetected)
    assert is_empty(first)
    assert not is_empty(second)


def test_an_abandoned_step_destroys_the_session() -> None:
    session = dealt_sessions(2)[0]
    protocol = session.broadcast(Kind.INPUT, b"x")
    next(protocol)
    protocol.close()
    assert is_empty(session)


def test_a_failed_set_up_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the session that open_session never handed out."""
    made: list[Session] = []
    genuine = Session.__post_init__
    monkeypatch.setattr(Session, "__post_init__", lambda self: (genuine(self), made.append(self))[0])
    results = settle(open_all(2, "C4"), at_step(ECHO, 0, 1, b"\1", 32 + 64 + 3072))
    assert isinstance(results[1], CheatingDetected)
    assert [is_empty(session) for session in made] == [False, True]


def test_no_pass_is_possible_after_preprocessing_or_before_opening() -> None:
    """C26."""
    session = dealt_sessions(2)[0]
    session.end_preprocessing()
    for streams in (session.owner_streams, session.holder_streams):
        with pytest.raises(MisuseError):
            streams(1)
    assert session.delta.any()
    unopened = Session(0, 2, party_keys(2), 4, Seeded())
    with pytest.raises(MisuseError):
        unopened.delta  # noqa: B018  # reading is the use
    with pytest.raises(MisuseError):
        next(unopened.coin())


def test_wrong_inboxes_are_malformed_without_a_driver_too() -> None:
    for inbox in ({}, {1: b"too long"}, {0: b"x", 1: b"x"}):
        session = dealt_sessions(2)[0]
        protocol = session.broadcast(Kind.INPUT, b"x")
        next(protocol)
        with pytest.raises(MalformedMessage):
            protocol.send(inbox)
        assert is_empty(session)


def test_a_session_shows_and_stores_no_secret() -> None:
    session = dealt_sessions(2)[0]
    assert repr(session) == "Session(party 0 of 2)"
    with pytest.raises(MisuseError):
        pickle.dumps(session)
    with pytest.raises(ValueError, match="read-only"):
        session.delta[0] = 0
    receiver = base_ot.choose(base_ot.Direction(b"", 0, 1), np.zeros(128, np.uint8), Seeded("repr"))
    assert str(receiver.scalars[0]) not in repr(receiver)


def test_parameters_say_everything_both_sides_must_share() -> None:
    assert len(params.encode(2)) == 40
    assert len({params.encode(n, k) for n in (2, 3, 5) for k in (1, 2, 4, 8)}) == 12
    assert [params.leaky_triples_per_pass(n) for n in (2, 3, 4, 5, 8)] == [1 << 18, 1 << 17, 1 << 17, 1 << 16, 1 << 16]


@pytest.mark.parametrize(("name", "value"), [("KAPPA", 64), ("RHO", 39), ("DELTA_CHECK_ROWS", 8), ("MASK_ROWS", 0)])
def test_weakened_parameters_are_refused(name: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(params, name, value)
    with pytest.raises(MisuseError):
        params.encode(2)
