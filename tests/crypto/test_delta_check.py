"""The Delta check: one Delta towards all, and no Delta opened for a liar."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from crypto import delta_check as module
from crypto.delta_check import body_length, delta_check
from crypto.errors import CheatingDetected, MalformedMessage, PeerError
from crypto.params import DELTA_CHECK_ROWS
from crypto.randomness import H
from crypto.rounds import Kind, settle
from crypto.session import Session
from tests.crypto.chance import require_binomial
from tests.crypto.dealer import dealt_sessions
from tests.crypto.engine_runs import Cheat, flipped
from tests.crypto.ideal import IdealSession, deal_rows, ideal_sessions


@pytest.fixture(autouse=True)
def rows_are_dealt(monkeypatch: pytest.MonkeyPatch) -> None:
    deal_rows(monkeypatch)


def two_deltas(n: int, liar: int, *label: object) -> list[IdealSession]:
    """The liar holds another Delta towards the last other party."""
    sessions = ideal_sessions(n, *label)
    book = sessions[0].book
    victim = max(party for party in range(n) if party != liar)
    book.delta_towards[liar, victim] = book.words("other delta", 1)[0]
    return sessions


@pytest.fixture
def liars_do_not_stop_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this a party with two Deltas finds the others' MACs wrong and ends the run itself."""
    real = module._require_valid_macs

    def skipping(session: IdealSession, body: module.Body, key: np.ndarray) -> None:
        if all(holder != session.me for holder, _ in session.book.delta_towards):
            real(session, body, key)

    monkeypatch.setattr(module, "_require_valid_macs", skipping)


@pytest.mark.parametrize("n", [3, 4, 8])
def test_honest_parties_pass_with_the_stated_bytes(n: int) -> None:
    sizes: dict[int, set[int]] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        sizes.setdefault(step, set()).add(len(message))
        return message

    assert settle([delta_check(session) for session in ideal_sessions(n, "honest")], record) == [None] * n
    assert sizes == {0: {4128}, 1: {32 + 8 + 1024 * (n - 1) + 32}, 2: {1024}}
    assert body_length(n) == 8 + 1024 * (n - 1)


def test_honest_parties_pass_on_real_rows() -> None:
    assert settle([delta_check(session) for session in dealt_sessions(3)]) == [None] * 3


@pytest.mark.usefixtures("liars_do_not_stop_themselves")
@pytest.mark.parametrize("n", [3, 4])
@pytest.mark.parametrize("liar", [0, 1, 2])
def test_two_deltas_are_caught_by_everybody(n: int, liar: int) -> None:
    """C11."""
    results = settle([delta_check(session) for session in two_deltas(n, liar, "two", n, liar)])
    assert all(isinstance(results[party], CheatingDetected) for party in range(n) if party != liar)


@pytest.mark.usefixtures("liars_do_not_stop_themselves")
def test_a_row_misses_two_deltas_half_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """C11: the 2^-64 is the product of 64 rows at one half each; the rows are counted instead of ending the run."""
    outcomes: list[bool] = []

    def count(ours: bytes, theirs: bytes, what: str) -> None:
        if what == "one Delta towards all":
            outcomes.append(ours == theirs)
        else:
            assert ours == theirs

    monkeypatch.setattr(module, "require_equal", count)
    passed = 0
    for run in range(20):
        outcomes.clear()
        settle([delta_check(session) for session in two_deltas(3, 1, "rows", run)])
        by_verifier = np.array(outcomes).reshape(3, 2, DELTA_CHECK_ROWS)  # each of three verifies two
        about_the_liar = by_verifier[0, 0]  # party 0 verifies party 1 first
        assert by_verifier[1].all()
        passed += int(about_the_liar.sum())
    require_binomial(passed, 20 * DELTA_CHECK_ROWS, 0.5)


def lie_in_the_body(monkeypatch: pytest.MonkeyPatch, where: int) -> None:
    """Party 1 commits to, and opens, a body with one bit flipped."""
    real = module._encode_body

    def lying(session: Session, rows: module.CotRows) -> bytes:
        body = real(session, rows)
        return flipped(body, where) if session.me == 1 else body

    monkeypatch.setattr(module, "_encode_body", lying)


@pytest.mark.parametrize("where", [0, 63, 64, -1], ids=["first bit", "last bit", "first MAC", "last MAC"])
def test_a_lie_in_the_body_stops_honest_parties_before_their_nonces(
    where: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C12: whoever holds the key that the lie is about must not open the other commitment."""
    lie_in_the_body(monkeypatch, where)
    cheat = Cheat(monkeypatch)
    results = settle([delta_check(session) for session in ideal_sessions(3, "body")])
    holders = {0: (0, 2), 63: (0, 2), 64: (0,), -1: (2,)}[where]
    for party in holders:
        assert isinstance(results[party], CheatingDetected)
        assert cheat.count(party, Kind.DELTA_NONCE) == 0
    assert isinstance(results[0], PeerError)
    assert isinstance(results[2], PeerError)


def test_without_the_mac_test_a_lie_would_open_delta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted twin: the rule is needed. With it removed, the lie about a bit makes the honest commitments open."""
    lie_in_the_body(monkeypatch, 0)
    monkeypatch.setattr(module, "_require_valid_macs", lambda session, body, key: None)
    cheat = Cheat(monkeypatch)
    settle([delta_check(session) for session in ideal_sessions(3, "twin")])
    assert cheat.count(0, Kind.DELTA_NONCE) == 1


Tampering = Callable[[int, int, int, bytes], bytes]


def at(step: int, bit: int, destination: int | None = None) -> Tampering:
    def tamper(at_step: int, source: int, to: int, message: bytes) -> bytes:
        if (at_step, source) == (step, 1) and destination in (None, to):
            return flipped(message, bit)
        return message

    return tamper


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(at(0, 5, 0), id="a commitment told to one only"),
        pytest.param(at(0, -5), id="the commitment to the body"),
        pytest.param(at(1, 0), id="the echo"),
        pytest.param(at(1, 8 * 32), id="the body"),
        pytest.param(at(1, -1), id="the nonce of the body"),
        pytest.param(at(2, 0), id="the first nonce"),
        pytest.param(at(2, -1), id="the last nonce"),
    ],
)
def test_every_message_is_checked(tamper: Tampering) -> None:
    results = settle([delta_check(session) for session in ideal_sessions(3, "tampered")], tamper)
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[2], PeerError)


def test_only_the_commitment_that_the_bits_select_may_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """A liar that opens the other of its two commitments is caught: not either of the two will do."""
    sessions = ideal_sessions(3, "selected")
    real = module._other_bits

    def other(bodies: object, party: int) -> np.ndarray:
        selected = real(bodies, party)
        return selected ^ np.uint8(1) if opening and party == 1 else selected

    opening: list[int] = []
    monkeypatch.setattr(module, "_other_bits", other)
    protocols = [delta_check(session) for session in sessions]
    rounds = [next(protocol) for protocol in protocols]
    for step in range(2):
        inboxes = [{source: rounds[source].outbox[party] for source in sessions[party].peers} for party in range(3)]
        for party in (0, 2, 1):
            opening[:] = [1] * (step == 1 and party == 1)
            rounds[party] = protocols[party].send(inboxes[party])
    opening.clear()
    with pytest.raises(CheatingDetected, match="one Delta"):
        protocols[0].send({source: rounds[source].outbox[0] for source in (1, 2)})


def test_a_body_with_wrong_padding_or_length_does_not_decode() -> None:
    session = ideal_sessions(3, "decode")[0]
    with pytest.raises(MalformedMessage):
        module._decode_body(session, 1, bytes(body_length(3) - 1))


def test_the_hashes_are_the_specified_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    tags: dict[str, int] = {}

    def counting(tag: str, parts: tuple[bytes, ...], length: int = 32) -> bytes:
        tags[tag] = tags.get(tag, 0) + 1
        return H(tag, parts, length)

    monkeypatch.setattr(module, "H", counting)
    settle([delta_check(session) for session in ideal_sessions(3, "tags")])
    assert tags == {"dc": 3 * 4 * DELTA_CHECK_ROWS, "dce": 9}
