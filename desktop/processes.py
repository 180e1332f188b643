"""Several processes of this program that meet over loopback: start one that invites, give its invite to the others.

Each prints JSON lines on standard output; these are collected. Nobody outlives the call.

Leaves to others: what the processes do (desktop.cli, desktop.bench_party).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Event = Mapping[str, object]
INVITE_VARIABLE = "COMMONGROUND_INVITE"
HOME_VARIABLE = "COMMONGROUND_HOME"
"""Folder for a process's own data in place of the user's."""
LOOPBACK = "127.0.0.1:0"
_ROOT = str(Path(__file__).resolve().parent.parent)
_MAX_LINE = 1 << 24
_GRACE_S = 10.0
"""When one process fails, the others are given so long to say so themselves."""


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
    timeout_s: float = 300.0,
) -> tuple[Ended, ...]:
    """Start the first process, wait for its invite, start the others with it, and collect what all print.

    Args:
        first: the one that prints an invite event.
        others: they find the invite in COMMONGROUND_INVITE.
        on_progress: is given what the first writes to standard error, line by line.
        timeout_s: after so many seconds everything is stopped.

    Returns:
        Per process what it printed, the first one first.

    Raises:
        ProcessesFailed: one of them printed an error, ended without an invite, or it took too long.
    """
    try:
        async with asyncio.timeout(timeout_s), contextlib.AsyncExitStack() as stack:
            return await _meet(first, others, on_progress, stack)
    except TimeoutError:
        raise ProcessesFailed("E25", f"The processes did not finish within {timeout_s:g} seconds.") from None


async def _meet(
    first: Launch, others: Sequence[Launch], on_progress: Callable[[str], None], stack: contextlib.AsyncExitStack
) -> tuple[Ended, ...]:
    host = await stack.enter_async_context(_process(first, {}))
    relaying = [asyncio.create_task(_relay(host, on_progress))]
    stack.callback(relaying[0].cancel)
    invite, events = await _wait_for_invite(host)
    joiners = [await stack.enter_async_context(_process(other, {INVITE_VARIABLE: invite})) for other in others]
    for joiner in joiners:
        relaying.append(asyncio.create_task(_relay(joiner, lambda line: None)))
        stack.callback(relaying[-1].cancel)
    collecting = [asyncio.create_task(_collect(host, events)), *(asyncio.create_task(_collect(j, [])) for j in joiners)]
    for task in collecting:
        stack.callback(task.cancel)
    pending = set(collecting)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        if any(task.result().exit_code for task in done):
            await asyncio.wait(pending or done, timeout=_GRACE_S)
            _raise_first_error([task.result() for task in collecting if task.done()])
    return tuple(task.result() for task in collecting)


def _raise_first_error(ended: Sequence[Ended]) -> None:
    for one in ended:
        error = one.last("error")
        if error is not None:
            raise ProcessesFailed(str(error["code"]), str(error["message"]))
    raise ProcessesFailed("E58", "One of the processes ended without saying why.")


@contextlib.asynccontextmanager
async def _process(launch: Launch, more: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that does not outlive this block."""
    path = os.pathsep.join(part for part in (_ROOT, os.environ.get("PYTHONPATH", "")) if part)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *launch.arguments,
        env={**os.environ, "PYTHONPATH": path, **launch.variables, **more},
        stdin=asyncio.subprocess.DEVNULL,
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
            yield json.loads(line)


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
