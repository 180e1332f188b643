"""Driving protocols: results, exact lengths, aborts, cancelling, loss, large messages, and secrets destroyed."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from crypto.errors import CheatingDetected, MisuseError, PeerAborted
from crypto.rounds import Kind, PartyId, Protocol, Round
from p2p import channel as channel_module
from p2p import runner as runner_module
from p2p.channel import Channel
from p2p.errors import ConnectionLost, PeerLeft
from p2p.memory_channel import memory_channels
from p2p.runner import EXCHANGE_KIND, Runner
from p2p.wire import ABORT_BODY, FRAME_HEADER, MAX_MESSAGE, Expected, RecordType, encode_record, frame_records
from tests.p2p.helpers import chatter, gathered, kinds, outcomes, play


@contextlib.asynccontextmanager
async def in_memory(n: int) -> AsyncIterator[list[dict[PartyId, Channel]]]:
    """Channels between n parties within this process: per party the channels to all others."""
    table: list[dict[PartyId, Channel]] = [{} for _ in range(n)]
    for one, other in itertools.combinations(range(n), 2):
        table[one][other], table[other][one] = memory_channels()
    try:
        yield table
    finally:
        await asyncio.gather(*(channel.close() for row in table for channel in row.values()))


@contextlib.asynccontextmanager
async def over_tcp(n: int) -> AsyncIterator[list[dict[PartyId, Channel]]]:
    """The same over loopback, through a whole meeting."""
    async with gathered(n) as meetings:
        yield [dict(meeting.by_party) for meeting in sorted(meetings, key=lambda meeting: meeting.my_party)]


async def drive(channels: dict[PartyId, Channel], *protocols: Protocol[Any], **options: Any) -> list[Any]:
    """Run protocols one after the other."""
    async with Runner(channels, **options) as runner:
        return [await runner.run(protocol) for protocol in protocols]


def toss(me: PartyId, peers: list[PartyId], *, cheat: Callable[[bytes], bytes] = bytes) -> Protocol[bytes]:
    """A coin toss: commit, open, check, add up."""
    seed, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
    run = b"cointoss"
    commitment = hashlib.blake2b(seed + nonce, digest_size=32).digest()
    theirs = yield Round(Kind.COINS, dict.fromkeys(peers, commitment), dict.fromkeys(peers, 32), run)
    opened = yield Round(Kind.COIN, dict.fromkeys(peers, cheat(seed + nonce)), dict.fromkeys(peers, 32), run)
    coin = int.from_bytes(seed, "little")
    for peer in peers:
        if hashlib.blake2b(opened[peer], digest_size=32).digest() != theirs[peer]:
            raise CheatingDetected("another seed than committed to")
        coin ^= int.from_bytes(opened[peer][:16], "little")
    return coin.to_bytes(16, "little")


class Watched:
    """A protocol that shows whether its secrets were destroyed, and by what."""

    def __init__(self, peers: list[PartyId], n_rounds: int, *, wait_s: float = 0, size: int = 8) -> None:
        self.peers = peers
        self.ended_by: BaseException | None = None
        self.thread = ""
        self.protocol = self._run(n_rounds, wait_s, size)

    def _run(self, n_rounds: int, wait_s: float, size: int) -> Protocol[str]:
        try:
            for _ in range(n_rounds):
                self.thread = threading.current_thread().name
                time.sleep(wait_s)
                yield Round(Kind.LEVEL, dict.fromkeys(self.peers, bytes(size)), dict.fromkeys(self.peers, size))
        except BaseException as error:
            self.ended_by = error
            raise
        return "done"


# ---- how it goes well


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("network", [in_memory, over_tcp])
def test_everybody_tosses_the_same_coin(n: int, network: Any) -> None:
    async def scene() -> None:
        async with network(n) as table:
            coins = await asyncio.gather(
                *(drive(row, toss(me, list(row)), toss(me, list(row))) for me, row in enumerate(table))
            )
            assert all(coin == coins[0] for coin in coins)
            assert coins[0][0] != coins[0][1]

    play(scene())


@pytest.mark.parametrize("n", [2, 3])
def test_large_messages_in_all_directions_at_once(n: int) -> None:
    sizes = (MAX_MESSAGE, 0, 65_489, 65_490, MAX_MESSAGE - 1)

    def shout(peers: list[PartyId]) -> Protocol[bool]:
        fine = True
        for size in sizes:
            inbox = yield Round(Kind.COT, dict.fromkeys(peers, b"x" * size), dict.fromkeys(peers, size))
            fine = fine and all(inbox[peer] == b"x" * size for peer in peers)
        return fine

    async def scene() -> None:
        async with over_tcp(n) as table:
            results = await asyncio.gather(*(drive(row, shout(list(row))) for row in table))
            assert results == [[True]] * n

    play(scene())


def test_runs_follow_each_other_and_steps_are_counted() -> None:
    seen: list[tuple[int, int]] = []

    async def scene() -> None:
        async with over_tcp(3) as table:

            async def one(row: dict[PartyId, Channel], n_waits: int) -> int:
                async with Runner(row, on_progress=lambda step, n_bytes: seen.append((step, n_bytes))) as runner:
                    for _ in range(4):
                        assert await runner.run(chatter(row, 10, 16)) == 10
                        for _ in range(n_waits):
                            await asyncio.sleep(0.01)  # the others are a step ahead by then
                    blobs = await runner.exchange(bytes([n_waits]) * 100, 100)
                    assert all(blob == bytes([blob[0]]) * 100 for blob in blobs.values())
                    return runner.rounds

            rounds = await asyncio.gather(*(one(row, number) for number, row in enumerate(table)))
            assert rounds == [41] * 3
            assert max(step for step, _ in seen) == 41
            assert max(n_bytes for _, n_bytes in seen) >= 4 * 10 * 2 * 2 * 16 + 2 * 2 * 100

    play(scene())


def test_a_protocol_without_rounds() -> None:
    def silent() -> Protocol[int]:
        return 5
        yield

    async def scene() -> None:
        async with in_memory(2) as table:
            assert await drive(table[0], silent()) == [5]

    play(scene())


def test_arithmetic_happens_in_its_own_thread_and_the_loop_goes_on() -> None:
    async def scene() -> None:
        async with in_memory(2) as table:
            watched = [Watched(list(row), 3, wait_s=0.1) for row in table]
            ticks = 0

            async def tick() -> None:
                nonlocal ticks
                while True:
                    await asyncio.sleep(0.01)
                    ticks += 1

            ticking = asyncio.ensure_future(tick())
            await asyncio.gather(*(drive(row, one.protocol) for row, one in zip(table, watched, strict=True)))
            ticking.cancel()
            assert {one.thread for one in watched} == {"protocol"}
            assert ticks > 10

    play(scene())


def test_a_round_costs_little() -> None:
    """Two parties in one process and one thread of Python each; 0.2 ms on two processors of a laptop."""

    async def scene() -> float:
        async with over_tcp(2) as table:
            best = 1.0
            for _ in range(3):
                started = time.perf_counter()
                await asyncio.gather(*(drive(row, chatter(row, 200)) for row in table))
                best = min(best, (time.perf_counter() - started) / 200)
            return best

    assert play(scene()) < 0.002  # ten times the goal: other work may share the processors


# ---- rules


FRAME = Expected(bytes(8), 0, int(Kind.LEVEL), 8)


def frames(**changes: Any) -> list[bytes]:
    fields = {"run_id": bytes(8), "step": 0, "kind": int(Kind.LEVEL), "length": 8, **changes}
    expected = Expected(**fields)
    return list(frame_records(expected.header(), bytes(expected.length)))


CHEATS: dict[str, list[tuple[RecordType, bytes]]] = {
    "too short": [(RecordType.ENGINE, body) for body in frames(length=7)],
    "too long": [(RecordType.ENGINE, body) for body in frames(length=9)],
    "empty": [(RecordType.ENGINE, body) for body in frames(length=0)],
    "64 KiB more": [(RecordType.ENGINE, body) for body in frames(length=8 + 65_536)],
    "length says less than there is": [(RecordType.ENGINE, frames()[0] + b"\0")],
    "length says more than there is": [(RecordType.ENGINE, frames()[0][:-1])],
    "2**32 - 1": [(RecordType.ENGINE, Expected(bytes(8), 0, int(Kind.LEVEL), 2**32 - 1).header() + bytes(8))],
    "another step": [(RecordType.ENGINE, body) for body in frames(step=1)],
    "another kind": [(RecordType.ENGINE, body) for body in frames(kind=int(Kind.COIN))],
    "another run": [(RecordType.ENGINE, body) for body in frames(run_id=b"another!")],
    "twice": [(RecordType.ENGINE, body) for body in frames() * 3],
    "an exchange": [(RecordType.ENGINE, body) for body in frames(kind=EXCHANGE_KIND)],
    "nothing": [(RecordType.ENGINE, b"")],
    "a lobby word": [(RecordType.LOBBY, b"hello")],
    "an abort with content": [(RecordType.ABORT, ABORT_BODY[:-1] + b"\1")],
    "a long abort": [(RecordType.ABORT, ABORT_BODY + b"\0")],
}


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("cheat", list(CHEATS))
def test_what_is_not_expected_ends_the_run(cheat: str, early: bool) -> None:
    """Whether it comes while this side still computes or while it waits."""

    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            watched = Watched([1], 3, wait_s=0.05 if early else 0)
            running = asyncio.ensure_future(drive(mine, watched.protocol))
            if not early:
                assert (await theirs[0].receive()).type is RecordType.ENGINE
            for type_, body in CHEATS[cheat]:
                theirs[0].send(type_, body)
            assert kinds(await outcomes(running)) == ["MalformedMessage"]
            assert isinstance(watched.ended_by, PeerAborted)
            while (record := await theirs[0].receive()).type is RecordType.ENGINE:
                assert early
            assert record.type is RecordType.ABORT

    play(scene())


def test_a_poisoned_channel_ends_the_run() -> None:
    async def scene() -> None:
        async with over_tcp(2) as (mine, theirs):
            watched = Watched([1], 3)
            running = asyncio.ensure_future(drive(mine, watched.protocol))
            await asyncio.sleep(0.05)
            channel = theirs[0]
            channel._put(encode_record(RecordType.ENGINE, channel._next_out + 1, b"skipped"))
            assert kinds(await outcomes(running)) == ["MalformedMessage"]
            assert isinstance(watched.ended_by, PeerAborted)

    play(scene())


@pytest.mark.parametrize("network", [in_memory, over_tcp])
def test_a_cheater_is_caught_by_all_and_learns_nothing(network: Any) -> None:
    async def scene() -> None:
        async with network(3) as table:
            results = await outcomes(
                *(
                    drive(row, toss(me, list(row), cheat=(lambda b: b[::-1]) if me == 1 else bytes))
                    for me, row in enumerate(table)
                )
            )
            assert sorted(kinds([results[0], results[2]])) in (
                ["CheatingDetected", "CheatingDetected"],
                ["CheatingDetected", "PeerAborted"],
            )
            abort = [record async for record in _aborts(table[1])]
            assert all(body == ABORT_BODY for body in abort)

    play(scene())


async def _aborts(row: dict[PartyId, Channel]) -> AsyncIterator[bytes]:
    for channel in row.values():
        with contextlib.suppress(ConnectionLost, PeerLeft, asyncio.TimeoutError):
            record = await asyncio.wait_for(channel.receive(), 0.05)
            if record.type is RecordType.ABORT:
                yield record.body


@pytest.mark.parametrize("network", [in_memory, over_tcp])
def test_one_abort_reaches_everybody(network: Any) -> None:
    async def scene() -> None:
        async with network(4) as table:

            def failing(peers: list[PartyId]) -> Protocol[int]:
                yield Round(Kind.LEVEL, dict.fromkeys(peers, bytes(8)), dict.fromkeys(peers, 8))
                raise CheatingDetected("a check failed here")

            watched = [Watched(list(row), 50) for row in table[1:]]
            results = await outcomes(
                drive(table[0], failing(list(table[0]))),
                *(drive(row, one.protocol) for row, one in zip(table[1:], watched, strict=True)),
            )
            assert kinds(results) == ["CheatingDetected", *["PeerAborted"] * 3]
            assert all(isinstance(one.ended_by, PeerAborted) for one in watched)

    play(scene())


def test_an_abort_is_accepted_in_the_middle_of_a_message() -> None:
    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            running = asyncio.ensure_future(drive(mine, Watched([1], 1, size=300_000).protocol))
            theirs[0].send(RecordType.ENGINE, frames(length=300_000)[0])
            theirs[0].send(RecordType.ABORT, ABORT_BODY)
            assert kinds(await outcomes(running)) == ["PeerAborted"]

    play(scene())


def test_an_abort_after_the_last_message_takes_no_result_away() -> None:
    """A result that is complete stays, whatever the others do afterwards."""

    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            watched = Watched([1], 1)

            def slow_end() -> Protocol[str]:
                result = yield from watched.protocol
                time.sleep(0.1)
                return result

            async with Runner(mine) as runner:
                running = asyncio.ensure_future(runner.run(slow_end()))
                await asyncio.sleep(0.02)
                theirs[0].send(RecordType.ENGINE, frames()[0])
                theirs[0].send(RecordType.ABORT, ABORT_BODY)
                assert await running == "done"
                assert kinds(await outcomes(runner.exchange(b"x", 1))) == ["PeerAborted"]

    play(scene())


def test_the_cause_is_told_rather_than_the_consequence() -> None:
    """One party dies; the others abort because of that. Everybody should hear that it died."""

    async def scene() -> None:
        async with over_tcp(4) as table:
            runs = [asyncio.ensure_future(drive(row, Watched(list(row), 10_000).protocol)) for row in table[1:]]
            await asyncio.sleep(0.05)
            for channel in table[0].values():
                channel.abort()
            assert kinds(await outcomes(*runs)) == ["ConnectionLost"] * 3

    play(scene())


# ---- our own mistakes


def test_rounds_that_no_protocol_may_ask_for() -> None:
    async def scene() -> None:
        for outbox, expect in (({}, {1: 1}), ({1: b"x"}, {}), ({1: b"x", 2: b"x"}, {1: 1, 2: 1}), ({2: b""}, {2: 0})):
            async with in_memory(2) as (mine, theirs):

                def wrong(outbox: Any = outbox, expect: Any = expect) -> Protocol[None]:
                    yield Round(Kind.LEVEL, outbox, expect)

                assert kinds(await outcomes(drive(mine, wrong()))) == ["MisuseError"]
                assert (await theirs[0].receive()).type is RecordType.ABORT

    play(scene())


def test_a_defect_of_a_protocol_ends_the_run_for_all() -> None:
    async def scene() -> None:
        async with in_memory(2) as table:

            def broken() -> Protocol[None]:
                yield Round(Kind.LEVEL, {1: bytes(8)}, {1: 8})
                raise ZeroDivisionError

            results = await outcomes(drive(table[0], broken()), drive(table[1], Watched([0], 9).protocol))
            assert kinds(results) == ["ZeroDivisionError", "PeerAborted"]

    play(scene())


def test_a_protocol_that_goes_on_after_its_end_is_stopped() -> None:
    closed: list[bool] = []

    def stubborn() -> Protocol[None]:
        try:
            yield Round(Kind.LEVEL, {1: bytes(8)}, {1: 8})
        except PeerAborted:
            try:
                yield Round(Kind.LEVEL, {1: bytes(8)}, {1: 8})
            finally:
                closed.append(True)

    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            running = asyncio.ensure_future(drive(mine, stubborn()))
            theirs[0].send(RecordType.ABORT, ABORT_BODY)
            assert kinds(await outcomes(running)) == ["PeerAborted"]
            assert closed == [True]

    play(scene())


def test_a_runner_is_used_once_at_a_time_and_never_after_a_failure() -> None:
    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            unopened = Runner(mine)
            with pytest.raises(MisuseError):
                await unopened.run(Watched([1], 1).protocol)
            async with Runner(mine) as runner:
                running = asyncio.ensure_future(runner.run(Watched([1], 1).protocol))
                await asyncio.sleep(0.01)
                with pytest.raises(MisuseError):
                    await runner.run(Watched([1], 1).protocol)
                theirs[0].send(RecordType.ABORT, ABORT_BODY)
                assert kinds(await outcomes(running)) == ["PeerAborted"]
                with pytest.raises(MisuseError):
                    await runner.run(Watched([1], 1).protocol)
                with pytest.raises(MisuseError):
                    await runner.exchange(b"", 0)

    play(scene())


# ---- cancelling, loss, time


async def require_seen_by_all(runs: list[asyncio.Task[str]], watched: list[Watched]) -> None:
    """The first of three leaves."""
    started = time.monotonic()
    runs[0].cancel()
    assert kinds(await outcomes(*runs)) == ["CancelledError", "PeerAborted", "PeerAborted"]
    assert time.monotonic() - started < 2
    assert all(isinstance(one.ended_by, PeerAborted) for one in watched)


@pytest.mark.parametrize("computing", [True, False])
def test_cancelling_is_seen_by_all_within_two_seconds(computing: bool) -> None:
    async def scene() -> None:
        async with over_tcp(3) as table:
            watched = [Watched(list(row), 1000, wait_s=0.3 if computing else 0.01) for row in table]
            runs = [asyncio.ensure_future(drive(row, one.protocol)) for row, one in zip(table, watched, strict=True)]
            await asyncio.sleep(0.5)
            await require_seen_by_all(runs, watched)

    play(scene())


def test_a_very_long_computation_does_not_hold_up_cancelling(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runner_module.DESTROY_S < 2
    monkeypatch.setattr(runner_module, "DESTROY_S", 0.2)

    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            watched = Watched([1], 1, wait_s=1.5)
            running = asyncio.ensure_future(drive(mine, watched.protocol))
            await asyncio.sleep(0.05)
            started = time.monotonic()
            running.cancel()
            assert (await theirs[0].receive()).type is RecordType.ABORT
            assert time.monotonic() - started < 0.9
            await outcomes(running)
            assert watched.ended_by is None
            await asyncio.sleep(1.6)
            assert isinstance(watched.ended_by, PeerAborted)  # its secrets go as soon as it can be spoken to

    play(scene())


@pytest.mark.parametrize(("how", "expected"), [("abort", ConnectionLost), ("close", PeerLeft)])
@pytest.mark.parametrize("n_bytes", [8, 3_000_000])
def test_a_peer_that_goes_is_noticed_at_once(how: str, expected: type[Exception], n_bytes: int) -> None:
    async def scene() -> None:
        async with over_tcp(2) as (mine, theirs):
            watched = Watched([1], 1000, size=n_bytes)
            running = asyncio.ensure_future(drive(mine, watched.protocol))
            await asyncio.sleep(0.1)
            started = time.monotonic()
            channel = theirs[0]
            if how == "abort":
                channel.abort()
            else:
                await channel.close()
            (error,) = await outcomes(running)
            assert isinstance(error, expected)
            assert error.seat is not None
            assert time.monotonic() - started < 2
            assert isinstance(watched.ended_by, PeerAborted)

    play(scene())


def test_a_peer_that_falls_silent_is_lost_and_one_that_computes_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel_module, "PING_AFTER_S", 0.1)
    monkeypatch.setattr(channel_module, "LOST_AFTER_S", 0.7)

    async def scene() -> None:
        async with over_tcp(2) as (mine, theirs):
            slow = [Watched([1], 1, wait_s=1), Watched([0], 1)]
            assert (
                await asyncio.gather(drive(mine, slow[0].protocol), drive(theirs, slow[1].protocol)) == [["done"]] * 2
            )
            theirs[0]._timer.cancel()  # type: ignore[attr-defined]  # says nothing any more
            assert kinds(await outcomes(drive(mine, Watched([1], 1).protocol))) == ["ConnectionLost"]

    play(scene())


def test_a_run_in_which_nothing_moves_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other side is there and says so, but its message does not come."""
    assert runner_module.STALL_S == 180
    monkeypatch.setattr(runner_module, "WATCH_S", 0.05)

    async def scene() -> None:
        async with over_tcp(2) as (mine, _):
            watched = Watched([1], 1)
            assert kinds(await outcomes(drive(mine, watched.protocol, stall_timeout_s=0.3))) == ["TimedOut"]
            assert isinstance(watched.ended_by, PeerAborted)

    play(scene())


def test_a_slow_message_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner_module, "WATCH_S", 0.05)

    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            running = asyncio.ensure_future(drive(mine, Watched([1], 1, size=200_000).protocol, stall_timeout_s=0.9))
            for body in frames(length=200_000):
                await asyncio.sleep(0.3)
                theirs[0].send(RecordType.ENGINE, body)
            assert await running == ["done"]

    play(scene())


def test_who_is_two_steps_ahead_is_no_honest_program() -> None:
    """One step ahead is normal with three parties: the third one's message may still be on the way."""

    async def scene() -> None:
        async with in_memory(3) as (mine, second, third):
            running = asyncio.ensure_future(drive(mine, Watched([1, 2], 2).protocol))
            assert (await second[0].receive()).type is RecordType.ENGINE  # only then can anybody be ahead
            second[0].send(RecordType.ENGINE, frames(step=0)[0])
            second[0].send(RecordType.ENGINE, frames(step=1)[0])
            await asyncio.sleep(0.01)
            assert not running.done()
            third[0].send(RecordType.ENGINE, frames(step=0)[0])
            third[0].send(RecordType.ENGINE, frames(step=1)[0])
            assert await running == ["done"]
        async with in_memory(3) as (mine, second, third):
            running = asyncio.ensure_future(drive(mine, Watched([1, 2], 2).protocol))
            for step in range(3):
                second[0].send(RecordType.ENGINE, frames(step=step)[0])
            assert kinds(await outcomes(running)) == ["MalformedMessage"]

    play(scene())


def test_frame_bytes_on_the_wire_depend_on_public_sizes_only() -> None:
    """Same rounds, other content: the same sizes in the same order."""

    async def sizes(fill: bytes) -> list[int]:
        async with in_memory(2) as (mine, theirs):
            seen: list[int] = []
            real = mine[1]._put

            def put(plaintext: bytes) -> None:
                seen.append(len(plaintext))
                real(plaintext)

            mine[1]._put = put  # type: ignore[method-assign]

            def talk(peer: PartyId) -> Protocol[None]:
                for size in (0, 1, 300, 70_000):
                    yield Round(Kind.LEVEL, {peer: fill * size}, {peer: size})

            await asyncio.gather(drive(mine, talk(1)), drive(theirs, talk(0)))
            return seen

    assert play(sizes(b"\0")) == play(sizes(b"\xff"))
    assert play(sizes(b"\0"))[:2] == [13 + FRAME_HEADER, 13 + FRAME_HEADER + 1]
