"""Several processes of this program that meet over loopback: one invites, the others are given its invite.

Each prints JSON lines on standard output; these are collected. Nobody outlives the call.

Leaves to others: what the processes do (desktop.cli, desktop.bench.party).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.deals.json_text import number_read

Event = Mapping[str, object]
T = TypeVar("T")
INVITE_VARIABLE = "COMMONGROUND_INVITE"
HOME_VARIABLE = "COMMONGROUND_HOME"
"""Folder for a process's own data in place of the user's."""
LOOPBACK = "127.0.0.1:0"
_ROOT = str(Path(__file__).resolve().parent.parent)
_MAX_LINE = 1 << 24


class ProcessesFailed(Exception):
    """The processes did not come to a result.

    Attributes:
        code, message: of the error that the first of them reported.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Launch:
    """One process to start: arguments after `python -m`, and variables besides those of this process."""

    arguments: tuple[str, ...]
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ended:
    """What one process printed: its events in order, and its exit code."""

    events: tuple[Event, ...]
    exit_code: int

    def last(self, name: str) -> Event | None:
        """Its last event of that name."""
        return next((event for event in reversed(self.events) if event.get("event") == name), None)


async def meet(
    first: Launch,
    others: Sequence[Launch],
    on_progress: Callable[[str], None] = lambda line: None,
    *,
    in_order: bool = False,
    timeout_s: float = 300.0,
    grace_s: float = 10.0,
) -> tuple[Ended, ...]:
    """Start all processes, give the invite of the first to the others, and collect what all print.

    Args:
        first: the one that prints an invite event.
        others: they read the invite from standard input.
        on_progress: is given what the first writes to standard error, line by line.
        in_order: each gets the invite when the one before is in, so that seats follow the order of the launches; the
            first must be `commonground host`, which says who is in.
        timeout_s: after so many seconds everything is stopped.
        grace_s: when one process fails, the others are given so long to say so themselves.

    Returns:
        Per process what it printed, the first one first.

    Raises:
        ProcessesFailed: one of them printed an error, ended without an invite, or it took too long.
    """
    try:
        async with asyncio.timeout(timeout_s), contextlib.AsyncExitStack() as stack:
            return await _meet(first, others, on_progress, in_order, grace_s, stack)
    except TimeoutError:
        raise ProcessesFailed("E25", f"The processes did not finish within {timeout_s:g} seconds.") from None


async def run_one(launch: Launch, more: Mapping[str, str]) -> Ended:
    """Start one process and collect what it prints, to its end. Cancelling stops it.

    Args:
        launch: what to start.
        more: variables besides those of the launch, such as an invite.
    """
    async with _process(launch, more) as process:
        relaying = asyncio.create_task(_relay(process, lambda line: None))
        try:
            return await _collect(process, [])
        finally:
            relaying.cancel()


async def _meet(
    first: Launch,
    others: Sequence[Launch],
    on_progress: Callable[[str], None],
    in_order: bool,
    grace_s: float,
    stack: contextlib.AsyncExitStack,
) -> tuple[Ended, ...]:
    host = await stack.enter_async_context(_process(first, {}))
    joiners = [await stack.enter_async_context(_process(other, {}, reads=True)) for other in others]
    said = _Said(on_progress)

    def start(work: Coroutine[object, object, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        stack.callback(task.cancel)
        return task

    start(_relay(host, said.hear))
    for joiner in joiners:
        start(_relay(joiner, lambda line: None))
    invite, events = await _wait_for_invite(host)
    collecting = [start(_collect(host, events)), *(start(_collect(joiner, [])) for joiner in joiners)]
    start(_hand_out(invite, joiners, said if in_order else None))
    pending = set(collecting)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        if any(task.result().exit_code for task in done):
            await asyncio.wait(pending or done, timeout=grace_s)
            _raise_first_error([task.result() for task in collecting if task.done()])
    return tuple(task.result() for task in collecting)


class _Said:
    """The lines a process writes, for whoever waits for one of them."""

    def __init__(self, pass_on: Callable[[str], None]) -> None:
        self._pass_on = pass_on
        self._lines: list[str] = []
        self._more = asyncio.Event()

    def hear(self, line: str) -> None:
        """One more line."""
        self._lines.append(line)
        self._more.set()
        self._pass_on(line)

    async def until(self, text: str) -> None:
        """Return as soon as a line holds the text."""
        while not any(text in line for line in self._lines):
            self._more.clear()
            await self._more.wait()


async def _hand_out(invite: str, joiners: Sequence[asyncio.subprocess.Process], host: _Said | None) -> None:
    """Give everybody the invite; with `host`, one after the other."""
    people = len(joiners) + 1
    for number, joiner in enumerate(joiners, 2):
        if joiner.stdin is not None:
            with contextlib.suppress(ConnectionError):  # it has ended already, and will have said why
                joiner.stdin.write(f"{invite}\n".encode())
                await joiner.stdin.drain()
            joiner.stdin.close()
        if host is not None and number < people:
            await host.until(f"{number} of {people} are here")


def _raise_first_error(ended: Sequence[Ended]) -> None:
    for one in ended:
        error = one.last("error")
        if error is not None:
            raise ProcessesFailed(str(error["code"]), str(error["message"]))
    raise ProcessesFailed("E58", "One of the processes ended without saying why.")


@contextlib.asynccontextmanager
async def _process(
    launch: Launch, more: Mapping[str, str], reads: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that does not outlive this block."""
    path = os.pathsep.join(part for part in (_ROOT, os.environ.get("PYTHONPATH", "")) if part)
    inherited = {name: value for name, value in os.environ.items() if name != INVITE_VARIABLE}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *launch.arguments,
        env={**inherited, "PYTHONPATH": path, **launch.variables, **more},
        stdin=asyncio.subprocess.PIPE if reads else asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=_MAX_LINE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _events(process: asyncio.subprocess.Process) -> AsyncIterator[Event]:
    if process.stdout is not None:
        async for line in process.stdout:
            yield json.loads(line, parse_float=number_read)


async def _wait_for_invite(host: asyncio.subprocess.Process) -> tuple[str, list[Event]]:
    events: list[Event] = []
    async for event in _events(host):
        events.append(event)
        if event["event"] == "invite":
            return str(event["invite"]), events
    _raise_first_error([Ended(tuple(events), await host.wait())])
    return "", events


async def _collect(process: asyncio.subprocess.Process, events: list[Event]) -> Ended:
    async for event in _events(process):
        events.append(event)
    return Ended(tuple(events), await process.wait())


async def _relay(process: asyncio.subprocess.Process, on_progress: Callable[[str], None]) -> None:
    if process.stderr is not None:
        async for line in process.stderr:
            on_progress(line.decode(errors="replace").rstrip())
