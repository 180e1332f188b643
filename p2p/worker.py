"""A thread that does jobs in order, so that arithmetic never holds up the event loop; at will, one that makes way.

What is made before anybody waits for it is made in the background: there, where the system can do that for a single
thread and shares the processor fairly (Linux), whatever else wants to run gets most of it. A thread never gets its
priority back, so whoever is in a hurry uses another one.

Leaves to others: the jobs (p2p.runner).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
NICE = 5
"""How much a thread in the background makes way; Linux gives it a third of what others get. No more: now and then it
holds the lock of the interpreter, and then the event loop and the window wait for it."""


def make_way() -> bool:
    """From now on whatever else runs on this computer comes before the calling thread.

    Returns:
        Whether the system does that: Linux. Windows lets a thread of lower priority starve, with the lock of the
        interpreter in its hands; elsewhere priority is a matter of whole processes.
    """
    if sys.platform != "linux":
        return False
    try:
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICE)
    except OSError:  # somebody forbids it; then it is an ordinary thread
        return False
    return True


class Worker:
    """One thread that does jobs in order."""

    def __init__(self, *, background: bool = False) -> None:
        """In the thread of an event loop; results come back there. Args: background: it makes way for all else."""
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._background = background
        self._thread = threading.Thread(target=self._work, name="protocol", daemon=True)
        self._thread.start()

    def do(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Queue a job; the future gets its result or whatever it raises."""
        future: asyncio.Future[T] = self._loop.create_future()

        def succeed(result: T) -> None:
            if not future.done():
                future.set_result(result)

        def fail(error: BaseException) -> None:
            if not future.done():
                future.set_exception(error)

        def job() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001  # it belongs to whoever waits for the job
                self._hand_back(fail, error)
            else:
                self._hand_back(succeed, result)

        self._jobs.put(job)
        return future

    async def close(self, timeout_s: float) -> None:
        """End the thread after the jobs there are; these are waited for, but no longer than told."""
        self._jobs.put(None)
        await asyncio.wait([self._ended], timeout=timeout_s)

    def _work(self) -> None:
        if self._background:
            make_way()
        while (job := self._jobs.get()) is not None:
            job()
        self._hand_back(self._ended.set_result, None)

    def _hand_back(self, tell: Callable[[T], None], value: T) -> None:
        with contextlib.suppress(RuntimeError):  # the event loop may have ended first
            self._loop.call_soon_threadsafe(tell, value)
