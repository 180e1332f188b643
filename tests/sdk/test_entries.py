"""The entries for other programs: compute, compare_sheet and drive."""

from __future__ import annotations

import queue
import threading
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from crypto.builder import Builder
from crypto.circuit import Circuit
from crypto.compute import compute
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.rounds import Kind, PartyId, Protocol, Round, drive, run_locally, settle
from desktop.comparison import compare_sheet
from desktop.deals.answers import Answers, Entries
from desktop.deals.compiler import compile_sheet, encode
from desktop.deals.items import BundleItem, Issue, MatchItem, SetItem
from desktop.deals.rule import decide
from desktop.deals.sheet import digest
from tests.crypto.dealer import party_keys
from tests.crypto.seeded import Seeded
from tests.desktop.deals.clear import people, sheet_of


def both() -> Circuit:
    builder = Builder(2)
    builder.output("both", builder.and_(builder.input(0, 1), builder.input(1, 1)))
    return builder.build()


def one(bit: int) -> np.ndarray:
    return np.array([bit], np.uint8)


def parties(*contexts: bytes) -> list[Protocol[dict[str, np.ndarray]]]:
    return [
        compute(me, party_keys(2), both(), one(1), context=context, random=Seeded(me))
        for me, context in enumerate(contexts)
    ]


def test_compute() -> None:
    assert [int(result["both"][0]) for result in run_locally(parties(b"x", b"x"))] == [1, 1]


def test_compute_seats_and_parties() -> None:
    """Seat 0 is party 1; only it has a second input."""
    builder = Builder(2)
    first, second = builder.input(0, 2), builder.input(1, 1)
    builder.output("first", builder.and_(first[1], second[0]).reshape(1), [0])
    circuit = builder.build()
    inputs = {1: np.array([0, 1], np.uint8), 0: one(1)}
    runs = [
        compute(me, party_keys(2), circuit, inputs[me], context=b"", party_of_seat=(1, 0), random=Seeded(me))
        for me in (0, 1)
    ]
    results = run_locally(runs)
    assert results[0] == {}
    assert results[1]["first"].tolist() == [1]


def test_another_context_ends_the_run() -> None:
    results = settle(parties(b"x", b"y"))
    assert all(isinstance(result, CheatingDetected) for result in results), results


@pytest.mark.parametrize("n", [2, 3])
def test_compare_sheet_gives_what_decide_gives(n: int) -> None:
    """A bundle too: its rankings are proved."""
    issues = (Issue("a", ("x", "y")), Issue("b", ("x", "y")))
    sheet = sheet_of(MatchItem(id="m", rule="mutual_yes"), BundleItem(id="b", issues=issues, rule="overlap_only"), n=n)
    everyone = [Answers(by_item={"m": seat < 2}) for seat in range(n)]
    order = tuple(reversed(range(n)))
    runs = [
        compare_sheet(sheet, ("",) * n, order.index(me), everyone[order.index(me)], party_keys(n), party_of_seat=order)
        for me in range(n)
    ]
    assert run_locally(runs) == [decide(sheet, everyone)] * n


def test_compare_sheet_refuses_what_it_does_not_compare() -> None:
    sheet = sheet_of(SetItem(id="s", rule="all_common", max_entries=1000))
    answers = people("s", Entries(("a",)), Entries(("a",)))
    with pytest.raises(MisuseError, match="so many entries"):
        next(compare_sheet(sheet, ("", ""), 0, answers[0], party_keys(2)))


# drive


class Wiped:
    """A protocol of two steps that notes how it ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    def run(self) -> Protocol[int]:
        try:
            first = yield Round(Kind.COIN, {1: b"a"}, {1: 1})
            second = yield Round(Kind.ECHO, {1: first[1]}, {1: 2})
            return len(second[1])
        finally:
            self.ended.append("wiped")


def test_drive() -> None:
    seen: list[Round] = []

    def exchange(round_: Round) -> Mapping[PartyId, bytes]:
        seen.append(round_)
        return {1: b"z" * round_.expect[1]}

    wiped = Wiped()
    assert drive(wiped.run(), exchange) == 2
    assert [(int(one_.kind), dict(one_.outbox)) for one_ in seen] == [(Kind.COIN, {1: b"a"}), (Kind.ECHO, {1: b"z"})]
    assert wiped.ended == ["wiped"]


@pytest.mark.parametrize("inbox", [{1: b""}, {1: b"zz"}, {}, {2: b"z"}, {1: b"z", 2: b"z"}])
def test_drive_refuses_what_was_not_expected(inbox: Mapping[PartyId, bytes]) -> None:
    wiped = Wiped()
    with pytest.raises(MalformedMessage):
        drive(wiped.run(), lambda round_: inbox)
    assert wiped.ended == ["wiped"]


def test_drive_whatever_the_channel_raises() -> None:
    wiped = Wiped()

    def lost(round_: Round) -> Mapping[PartyId, bytes]:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        drive(wiped.run(), lost)
    assert wiped.ended == ["wiped"]


def test_drive_both_sides_of_a_run_of_which_one_cheats() -> None:
    """Two threads; one changes what it sends, both end."""
    lines = [queue.SimpleQueue[bytes](), queue.SimpleQueue[bytes]()]
    found: dict[int, BaseException] = {}

    def take_part(me: int) -> None:
        n_steps = 0

        def exchange(round_: Round) -> Mapping[PartyId, bytes]:
            nonlocal n_steps
            n_steps += 1
            message = round_.outbox[1 - me]
            if (me, n_steps) == (0, 9) and message:
                message = bytes([message[0] ^ 1]) + message[1:]
            lines[1 - me].put(message)
            untrusted = lines[me].get(timeout=60)
            if untrusted == b"ended":
                raise PeerAborted("the peer ended it")
            return {1 - me: untrusted}

        try:
            drive(parties(b"x", b"x")[me], exchange)
        except PeerError as error:
            lines[1 - me].put(b"ended")
            found[me] = error

    other = threading.Thread(target=take_part, args=(1,))
    other.start()
    take_part(0)
    other.join()
    assert set(found) == {0, 1}
    assert isinstance(found[1], (CheatingDetected, MalformedMessage))


def test_claims_are_part_of_a_run() -> None:
    """What compare_sheet proves for a bundle is not left out: without it the runs do not fit together."""
    issues = (Issue("a", ("x", "y")),)
    sheet = sheet_of(BundleItem(id="b", issues=issues, rule="meet_in_ranking"))
    honest = compare_sheet(sheet, ("", ""), 0, Answers(), party_keys(2))
    compiled = compile_sheet(sheet, ("", ""))
    assert compiled.claims is not None
    bare = replace(compiled, claims=None)
    other = compute(1, party_keys(2), bare.circuit, encode(bare, 1, Answers()), context=digest(sheet))
    results = settle([honest, other])  # type: ignore[list-item]
    assert all(isinstance(result, PeerError) for result in results)
