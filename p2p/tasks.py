"""Waiting for several things at once: all end together, and the most telling failure is the one raised.

Leaves to others: what the things are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TypeVar

from crypto.errors import PeerAborted, PeerError
from p2p.errors import Mismatch, NetworkError, PeerLeft, TimedOut

T = TypeVar("T")
GRACE_S = 0.25
"""When one link fails, others are given so long to say why: whoever saw the cause ends the run for all."""


def most_telling(errors: Iterable[BaseException]) -> BaseException:
    """The failure that explains most: a mismatch, a broken rule, a lost connection, and last that somebody left."""

    def rank(error: BaseException) -> int:
        if isinstance(error, (PeerAborted, PeerLeft)):
            return 4
        order: tuple[type[BaseException], ...] = (Mismatch, PeerError, NetworkError)
        return next((place for place, kind in enumerate(order, start=1) if isinstance(error, kind)), 0)

    return min(errors, key=rank)


async def all_of(work: Iterable[Coroutine[object, object, T]]) -> list[T]:
    """Do everything at once.

    Returns:
        The results in order.

    Raises:
        The most telling failure; whatever has not ended GRACE_S after the first one is cancelled.
    """
    tasks = [asyncio.ensure_future(one) for one in work]
    if not tasks:
        return []
    try:
        _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        if pending:
            await asyncio.wait(pending, timeout=GRACE_S)
    finally:
        await stop(tasks)
    errors = [error for task in tasks if not task.cancelled() and (error := task.exception()) is not None]
    if errors:
        raise most_telling(errors)
    return [task.result() for task in tasks]


async def stop(tasks: Iterable[asyncio.Task[T]]) -> None:
    """Cancel what still runs and wait until it has ended, even when this is cancelled, too, which is raised then."""
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    interrupted: asyncio.CancelledError | None = None
    while waiting := {task for task in tasks if not task.done() and task is not asyncio.current_task()}:
        try:
            await asyncio.wait(waiting)  # in place of gather, which would cancel them in the middle of cleaning up
        except asyncio.CancelledError as error:
            interrupted = error
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()  # seen
    if interrupted is not None:
        raise interrupted


async def within(seconds: float, work: Coroutine[object, object, T]) -> T:
    """Do something within a time.

    Raises:
        TimedOut: it took longer and was cancelled.
    """
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise TimedOut(f"not done within {seconds:g} s") from None
