"""The thread in which everything that talks to others happens: an event loop of its own, beside the window.

Leaves to others: what is done there (desktop.ui.bridge and whoever else submits something).
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future

from desktop.faults import where_it_failed
from desktop.strings.errors import known_families

PATIENCE_S = 5.0
"""For everything under way to say goodbye when the window closes."""
GOODBYE_S = 3.0
"""For the goodbyes themselves; what helps with them goes on until then."""


class Engine:
    """The thread in which everything that talks to others happens. Start it once, close it at the end."""

    def __init__(self, on_fault: Callable[[str], None] | None = None) -> None:
        """Args: on_fault: told type and place of an exception that nobody expected; never its text."""
        self._tasks: set[asyncio.Task[object]] = set()
        self._on_fault = on_fault
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _, context: _note_fault(context, on_fault))
        self._thread = threading.Thread(target=self._work, name="negotiation", daemon=True)
        self._thread.start()

    def submit(self, work: Coroutine[object, object, object]) -> Future[object]:
        """Have something done there. Whatever it ends with that nobody expects is a fault, and told as one."""
        future = asyncio.run_coroutine_threadsafe(self._do(work), self._loop)
        future.add_done_callback(self._note_end)
        return future

    def call(self, function: Callable[[], object]) -> None:
        """Call something there, soon."""
        with contextlib.suppress(RuntimeError):  # the loop has ended; nobody is left to tell
            self._loop.call_soon_threadsafe(function)

    def new_future(self) -> asyncio.Future[object]:
        """A future of that loop; to be used there only."""
        return self._loop.create_future()

    def close(self) -> None:
        """Cancel what is under way, let it say goodbye, and end the thread."""
        if not self._thread.is_alive():
            return
        with contextlib.suppress(TimeoutError):
            self.submit(self._stop()).result(PATIENCE_S)
        self.call(self._loop.stop)
        self._thread.join(PATIENCE_S)

    async def _do(self, work: Coroutine[object, object, object]) -> object:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await work

    async def _stop(self) -> None:
        """First what was submitted, once: a goodbye under way is not disturbed. Then whatever else there is."""
        submitted = self._tasks - {asyncio.current_task()}
        for task in submitted:
            if not task.cancelling():
                task.cancel()
        if submitted:
            await asyncio.wait(submitted, timeout=GOODBYE_S)
        await _stop_all()

    def _note_end(self, future: Future[object]) -> None:
        if (error := fault_of(future)) is not None:
            _note_fault({"exception": error}, self._on_fault)

    def _work(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


def fault_of(future: Future[object]) -> BaseException | None:
    """The exception that something ended with, if it is none of those that are expected to happen."""
    error = None if future.cancelled() else future.exception()
    return None if isinstance(error, (*known_families(), asyncio.CancelledError)) else error


def _note_fault(context: Mapping[str, object], on_fault: Callable[[str], None] | None) -> None:
    """What the event loop would print with all its values: type and place only."""
    error = context.get("exception")
    if on_fault is not None and isinstance(error, BaseException):
        on_fault(where_it_failed(type(error), error.__traceback__))


async def _stop_all() -> None:
    # This coroutine runs inside a task that has to end normally: everything but that one is stopped.
    mine = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not mine]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
