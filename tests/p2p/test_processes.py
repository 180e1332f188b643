"""Two real processes: what each hears when the other is killed, at every phase, and how quickly."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.p2p.helpers import play

PROJECT = Path(__file__).parents[2]


class Person:
    """A participant in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def hear(self, key: str, value: str | None = None) -> Any:
        """The value of the next line that has this key, and this value if one is given."""
        assert self.process.stdout is not None
        while line := await asyncio.wait_for(self.process.stdout.readline(), 60):
            said = json.loads(line)
            if key in said and value in (None, said[key]):
                return said[key]
        assert self.process.stderr is not None
        raise AssertionError(f"it ended: {(await self.process.stderr.read()).decode()[-2000:]}")

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, how)  # Process.kill would collect the child behind the event loop's back


@contextlib.asynccontextmanager
async def person(part: str, phase: str = "never", invite: str = "") -> AsyncIterator[Person]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.p2p.peer", part, phase, cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(invite.encode() + b"\n")
    someone = Person(process)
    try:
        yield someone
    finally:
        if process.returncode is None:
            someone.kill()
        await process.communicate()


def test_two_processes_and_all_bytes_are_counted() -> None:
    async def scene() -> None:
        async with person("host") as host, person("join", invite=await host.hear("invite")) as guest:
            sent = [await one.hear("sent") for one in (host, guest)]
            assert [await one.hear("result") for one in (host, guest)] == ["done", "done"]
            assert all(400 * 100 < n < 400 * 180 for n in sent)

    play(scene(), seconds=120)


@pytest.mark.parametrize(
    ("part", "phase"),
    [
        ("host", "met"), ("host", "ready"), ("host", "computing"), ("host", "signing"),
        ("join", "met"), ("join", "ready"), ("join", "computing"), ("join", "signing"),
    ],
)  # fmt: skip
def test_a_killed_process_is_missed_within_five_seconds(part: str, phase: str) -> None:
    async def scene() -> None:
        at_host, at_guest = (phase, "never") if part == "host" else ("never", phase)
        async with person("host", at_host) as host, person("join", at_guest, await host.hear("invite")) as guest:
            victim, survivor = (host, guest) if part == "host" else (guest, host)
            await victim.hear("phase", phase)
            await asyncio.sleep(0.05)
            started = time.monotonic()
            victim.kill()
            assert await survivor.hear("result") == "ConnectionLost"
            assert time.monotonic() - started < 5

    play(scene(), seconds=120)


def test_a_host_killed_while_the_joiner_reads() -> None:
    async def scene() -> None:
        async with person("host") as host, person("join", "reading", await host.hear("invite")) as guest:
            await guest.hear("phase", "reading")
            host.kill()
            assert await guest.hear("result") == "ConnectionLost"

    play(scene(), seconds=120)


def test_a_joiner_killed_while_reading_takes_no_place() -> None:
    async def scene() -> None:
        async with person("host") as host:
            invite = await host.hear("invite")
            async with person("join", "reading", invite) as first:
                await first.hear("phase", "reading")
                first.kill()
            async with person("join", invite=invite) as second:
                assert [await one.hear("result") for one in (host, second)] == ["done", "done"]

    play(scene(), seconds=120)


def test_an_invite_of_a_killed_host() -> None:
    async def scene() -> None:
        async with person("host") as host:
            invite = await host.hear("invite")
        async with person("join", invite=invite) as guest:
            assert await guest.hear("result") == "ConnectionRefused"

    play(scene(), seconds=120)


def test_an_interrupted_process_says_goodbye() -> None:
    async def scene() -> None:
        async with person("host", "ready") as host, person("join", invite=await host.hear("invite")) as guest:
            await host.hear("phase", "ready")
            host.kill(signal.SIGINT)
            assert await guest.hear("result") == "PeerLeft"

    play(scene(), seconds=120)
