"""What is typed or piped into a command, line by line: one reader for the whole process, whoever asks.

A thread reads the file descriptor itself. Whoever waits for a line can give up, and the line goes to the next who asks;
the end of the program waits for nobody. A command in the background reads nothing instead of being stopped.

Leaves to others: what the lines mean.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections import deque

MAX_LINE = 65_536
_CHUNK = 4096


class Typed:
    """The lines of one file descriptor. Nothing is read before the first line is asked for."""

    def __init__(self, descriptor: int | None = None) -> None:
        """Args: descriptor: standard input by default."""
        self._descriptor = descriptor
        self._lines: deque[str] = deque()
        self._ended = False
        self._started = False
        self._changed = threading.Condition()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    async def line(self) -> str | None:
        """The next line, without its end; None when there will be no more. Cancelling loses nothing."""
        self._start()
        while True:
            with self._changed:
                if self._lines:
                    return self._lines.popleft()
                if self._ended:
                    return None
                loop = asyncio.get_running_loop()
                waiter: asyncio.Future[None] = loop.create_future()
                self._waiting.append((loop, waiter))
            await waiter

    def line_now(self, patience_s: float | None = None) -> str | None:
        """The same for whoever has no event loop; None also when patience_s are over."""
        self._start()
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._ended, patience_s)
            return self._lines.popleft() if self._lines else None

    def _start(self) -> None:
        if self._started:
            return
        self._started = True
        if hasattr(signal, "SIGTTIN") and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTTIN, signal.SIG_IGN)
        threading.Thread(target=self._read, name="typed", daemon=True).start()

    def _read(self) -> None:
        kept = b""
        while True:
            try:
                descriptor = sys.stdin.fileno() if self._descriptor is None else self._descriptor
                data = os.read(descriptor, _CHUNK)
            except (OSError, ValueError):  # closed, in the background, or no such thing
                data = b""
            *whole, kept = (kept + data).split(b"\n")
            if len(kept) > MAX_LINE or (not data and kept):
                whole, kept = [*whole, kept], b""
            self._add([line.decode(errors="replace").rstrip("\r") for line in whole], ended=not data)
            if not data:
                return

    def _add(self, lines: list[str], *, ended: bool) -> None:
        with self._changed:
            self._lines += lines
            self._ended = ended
            waiting, self._waiting = self._waiting, []
            self._changed.notify_all()
        for loop, waiter in waiting:
            with contextlib.suppress(RuntimeError):  # that loop has ended; nobody waits there any more
                loop.call_soon_threadsafe(_wake, waiter)


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


typed = Typed()
"""Standard input."""
