"""Work ahead of time: it makes way, it can be held back, others have patience, and haste ends all that."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from typing import Any

import pytest

from crypto.errors import PeerAborted
from crypto.rounds import Kind, PartyId, Protocol, Round
from p2p import runner as runner_module
from p2p import worker as worker_module
from p2p.channel import Channel
from p2p.runner import Runner
from p2p.wire import ABORT_BODY, RecordType
from p2p.worker import NICE, make_way
from tests.p2p.helpers import kinds, outcomes, play
from tests.p2p.test_runner import Watched, in_memory, over_tcp, require_seen_by_all

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="NO LINUX: priorities of threads are not lowered here")


def how_nice() -> int:
    """Of the calling thread."""
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def noting(peers: list[PartyId], n_rounds: int, notes: list[tuple[int, int]]) -> Protocol[str]:
    """A protocol that notes in which thread and how nicely it runs."""
    for _ in range(n_rounds):
        notes.append((threading.get_native_id(), how_nice()))
        yield Round(Kind.LEVEL, dict.fromkeys(peers, bytes(8)), dict.fromkeys(peers, 8))
    return "done"


class Reached:
    """Waits until a runner has done so many steps."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.event = asyncio.Event()

    def __call__(self, step: int, _: int) -> None:
        if step >= self.step:
            self.event.set()


async def ahead(row: dict[PartyId, Channel], protocol: Protocol[Any], **options: Any) -> Any:
    async with Runner(row, **options) as runner:
        return await runner.run(protocol, ahead=True)


def all_ahead(runners: list[Runner], watched: list[Watched]) -> list[asyncio.Task[str]]:
    """Everybody begins."""
    return [
        asyncio.ensure_future(runner.run(one.protocol, ahead=True))
        for runner, one in zip(runners, watched, strict=True)
    ]


@LINUX
def test_it_makes_way_until_somebody_waits() -> None:
    notes: list[list[tuple[int, int]]] = [[], []]

    async def scene() -> None:
        async with in_memory(2) as table:
            reached = Reached(20)
            runners = [Runner(table[0], on_progress=reached), Runner(table[1])]
            async with runners[0], runners[1]:
                runs = [
                    asyncio.ensure_future(runner.run(noting(list(row), 400, noted), ahead=True))
                    for runner, row, noted in zip(runners, table, notes, strict=True)
                ]
                await reached.event.wait()
                runners[0].hurry()  # the other one has time
                assert await asyncio.gather(*runs) == ["done", "done"]
                assert await asyncio.gather(*(runner.exchange(b"x", 1) for runner in runners))

    play(scene())
    ordinary = how_nice()
    lowered = [nice for _, nice in notes[0]]
    assert lowered[0] == ordinary + NICE
    assert lowered[-1] == ordinary
    assert lowered == sorted(lowered, reverse=True)
    assert len({thread for thread, _ in notes[0]}) == 2
    assert {nice for _, nice in notes[1]} == {ordinary + NICE}
    assert len({thread for thread, _ in notes[1]}) == 1


@LINUX
def test_without_permission_it_is_an_ordinary_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(worker_module.os, "setpriority", refuse)
    assert not make_way()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_threads_have_no_fair_priority_they_keep_theirs(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module.sys, "platform", system)
    monkeypatch.delattr(worker_module.os, "setpriority")
    assert not make_way()


@pytest.mark.parametrize("end", ["hurry", "let go"])
def test_what_is_held_back_goes_on_where_it_was(end: str) -> None:
    async def scene() -> None:
        async with in_memory(2) as table:
            reached = Reached(5)
            runners = [Runner(table[0], on_progress=reached), Runner(table[1])]
            async with runners[0], runners[1]:
                watched = [Watched(list(row), 60, wait_s=0.01) for row in table]
                runners[0].hold(True)
                runs = all_ahead(runners, watched)
                await asyncio.sleep(0.1)
                assert watched[0].thread == ""  # not even begun
                assert [runner.rounds for runner in runners] == [0, 0]
                runners[0].hold(False)
                await reached.event.wait()
                runners[0].hold(True)
                await asyncio.sleep(0.05)
                held_at = runners[0].rounds
                await asyncio.sleep(0.1)
                assert runners[0].rounds == held_at < 60
                if end == "hurry":
                    runners[0].hurry()
                else:
                    runners[0].hold(False)
                assert await asyncio.gather(*runs) == ["done", "done"]

    play(scene())


def test_what_somebody_waits_for_is_not_held_back() -> None:
    async def scene() -> None:
        async with in_memory(2) as table:

            async def held(row: dict[PartyId, Channel]) -> str:
                async with Runner(row) as runner:
                    runner.hold(True)
                    return await runner.run(Watched(list(row), 5).protocol)

            assert await asyncio.gather(*(held(row) for row in table)) == ["done", "done"]

    play(scene())


def test_others_have_patience_until_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One holds back for longer than a step may take; then one is in a hurry, and the other has failed."""
    monkeypatch.setattr(runner_module, "WATCH_S", 0.05)

    async def scene() -> None:
        async with in_memory(2) as table:
            runners = [Runner(row, stall_timeout_s=0.3) for row in table]
            async with runners[0], runners[1]:
                watched = [Watched(list(row), 3) for row in table]
                runners[0].hold(True)
                runs = all_ahead(runners, watched)
                await asyncio.sleep(1)
                assert not any(run.done() for run in runs)
                runners[1].hurry()
                assert kinds(await outcomes(runs[1])) == ["TimedOut"]
                assert isinstance(watched[1].ended_by, PeerAborted)
                await outcomes(runs[0])

    play(scene())


@pytest.mark.parametrize("how", ["abort", "close", "lose"])
@pytest.mark.parametrize("began", [False, True])
def test_who_goes_is_noticed_while_it_is_held_back(how: str, began: bool) -> None:
    async def scene() -> None:
        async with over_tcp(2) as (mine, theirs), Runner(mine) as runner:
            watched = Watched([1], 9)
            if began:
                running = asyncio.ensure_future(runner.run(watched.protocol, ahead=True))
                assert (await theirs[0].receive()).type is RecordType.ENGINE
                runner.hold(True)
            else:
                runner.hold(True)
                running = asyncio.ensure_future(runner.run(watched.protocol, ahead=True))
                await asyncio.sleep(0.05)
            started = time.monotonic()
            if how == "abort":
                theirs[0].send(RecordType.ABORT, ABORT_BODY)
            elif how == "close":
                await theirs[0].close()
            else:
                theirs[0].lose()
            wanted = {"abort": "PeerAborted", "close": "PeerLeft", "lose": "ConnectionLost"}[how]
            assert kinds(await outcomes(running)) == [wanted]
            assert time.monotonic() - started < 2
            assert not began or isinstance(watched.ended_by, PeerAborted)

    play(scene())


@pytest.mark.parametrize("held", [False, True])
def test_leaving_is_seen_by_all_within_two_seconds(held: bool) -> None:
    async def scene() -> None:
        async with over_tcp(3) as table:
            runners = [Runner(row) for row in table]
            async with runners[0], runners[1], runners[2]:
                watched = [Watched(list(row), 1000, wait_s=0.3) for row in table]
                runs = all_ahead(runners, watched)
                await asyncio.sleep(0.5)
                runners[0].hold(held)
                await asyncio.sleep(0.4 if held else 0)
                await require_seen_by_all(runs, watched)

    play(scene())


def test_a_long_computation_holds_up_nobody_who_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for once, at the end of the run, and not a second time when the runner closes."""
    assert runner_module.DESTROY_S < 2
    monkeypatch.setattr(runner_module, "DESTROY_S", 1.9)

    async def scene() -> None:
        async with in_memory(2) as (mine, theirs):
            watched = Watched([1], 1, wait_s=5)
            running = asyncio.ensure_future(ahead(mine, watched.protocol))
            await asyncio.sleep(0.1)
            started = time.monotonic()
            running.cancel()
            assert (await theirs[0].receive()).type is RecordType.ABORT
            assert time.monotonic() - started < 1.5
            await outcomes(running)
            assert 1.8 < time.monotonic() - started < 3.6
            assert watched.ended_by is None
            await asyncio.sleep(5)
            assert isinstance(watched.ended_by, PeerAborted)  # its secrets go as soon as it can be spoken to

    play(scene())
