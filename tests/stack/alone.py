"""An event loop that is alone in its process: no threads, no sockets that carry anything, and a time of its own.

Whole programs run in it as they are. Connections are made in memory and carry the same bytes; what the program hands to
threads is done in its turn; when everybody waits, the clock goes on to the next time somebody waits for. So nothing
takes longer than it is computed, silence costs nothing, and the process can be split in two at any moment (os.fork).

Differs from real TCP: whatever was written has left, and arrives in pieces as large as they were written.
"""

from __future__ import annotations

import asyncio
import contextvars
import errno
import os
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from weakref import WeakSet

import pytest
from filelock import BaseFileLock

from desktop.store import records
from p2p import runner

T = TypeVar("T")
KERNEL_BYTES = 256 * 1024
"""So much of what nobody reads counts as sent."""
Factory = Callable[[], asyncio.BaseProtocol]


class Deadlock(RuntimeError):
    """Everybody waits, and nobody for any time."""


class _Clockwork(selectors.BaseSelector):
    """In place of the selector: nothing ever arrives from outside, and waiting moves the clock."""

    def __init__(self) -> None:
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Deadlock
        self.now += max(0.0, timeout)
        return []

    def register(self, *_: object) -> Any:
        raise RuntimeError("nothing outside of this process is waited for here")

    unregister = register

    def get_map(self) -> Any:
        return {}


class _Door(NamedTuple):
    """Where somebody waits: the address, what he does, and the context in which he began to."""

    bound: str
    factory: Factory
    context: contextvars.Context


PLACE: contextvars.ContextVar[object] = contextvars.ContextVar("place", default=None)
"""Whose computer this is."""


class AloneLoop(asyncio.BaseEventLoop):
    """The loop; see above."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Clockwork()
        self._doors: dict[int, _Door] = {}
        self._ends: WeakSet[_End] = WeakSet()
        self._places: dict[int, object] = {}
        self._cut_off: object = None
        self._calls: dict[socket.socket, tuple[str, int]] = {}
        self._began = time.time()

    def time(self) -> float:
        return self._selector.now

    def clock(self) -> float:
        """Seconds since 1970, as the loop counts them."""
        return self._began + self._selector.now

    def _process_events(self, event_list: object) -> None:
        return

    def _write_to_self(self) -> None:
        return

    def run_in_executor(self, executor: object, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:  # type: ignore[override]  # of what the base class leaves open
        """Do it in its turn."""
        return in_turn(self, lambda: func(*args))

    # ---- connections

    async def create_server(self, factory: Factory, *, sock: socket.socket, **_: object) -> _Server:  # type: ignore[override]  # the one way it is used
        host, port = sock.getsockname()[:2]
        self._doors[port] = _Door(host, factory, contextvars.copy_context())
        self._places[port] = PLACE.get()
        return _Server(self, sock, port)

    def shut(self, port: int) -> None:
        """Nobody waits there any more."""
        self._doors.pop(port, None)

    def cut_off(self, place: object) -> None:
        """The network of one computer fails for good: nothing arrives any more, and nobody reaches anybody."""
        self._cut_off = place
        for end in list(self._ends):
            if place in (end.place, end.other.place):
                end.fail()

    async def sock_connect(self, sock: socket.socket, address: tuple[Any, ...]) -> None:
        await asyncio.sleep(0)
        self._door(*address[:2])
        self._calls[sock] = address[:2]

    async def create_connection(  # type: ignore[override]  # the two ways it is used
        self, factory: Factory, host: str = "", port: int = 0, *, sock: socket.socket | None = None
    ) -> tuple[asyncio.Transport, asyncio.BaseProtocol]:
        await asyncio.sleep(0)
        host, port = (host, port) if sock is None else self._calls.pop(sock)
        door = self._door(host, port)
        here, there = (host, 0), (host, port)
        near, far = _End(self, here, there, sock), _End(self, there, here, None)
        near.other, far.other = far, near
        self._ends |= {near, far}
        door.context.copy().run(far.begin, door.factory)  # whoever waits answers, not whoever calls
        near.begin(factory)
        return near, near.get_protocol()

    def _door(self, host: str, port: int) -> _Door:
        if self._cut_off is not None and self._cut_off in (PLACE.get(), self._places.get(port)):
            raise OSError(errno.EHOSTUNREACH, "no way there")
        door = self._doors.get(port)
        if door is None or not (host == door.bound or ip_address(door.bound).is_unspecified):
            raise ConnectionRefusedError(errno.ECONNREFUSED, "nobody waits there")
        return door


class _Server:
    """What create_server returns."""

    def __init__(self, loop: AloneLoop, sock: socket.socket, port: int) -> None:
        self._loop, self._sock, self._port = loop, sock, port

    def close(self) -> None:
        self._loop.shut(self._port)
        self._sock.close()


class _End(asyncio.Transport):
    """One end of a connection."""

    other: _End

    def __init__(
        self, loop: AloneLoop, local: tuple[str, int], remote: tuple[str, int], sock: socket.socket | None
    ) -> None:
        super().__init__({"sockname": local, "peername": remote})
        self._loop, self._sock = loop, sock
        self._protocol: Any = None
        self._arriving = bytearray()
        self._no_more = self._told = self._paused = self._closed = False
        self.place: object = None

    def begin(self, factory: Factory) -> None:
        """It is there."""
        self.place = PLACE.get()
        protocol = factory()
        self.set_protocol(protocol)
        protocol.connection_made(self)

    def fail(self) -> None:
        """It has broken."""
        self._end(ConnectionResetError(errno.ECONNRESET, "the network fails"))

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self._protocol

    def is_closing(self) -> bool:
        return self._closed

    def is_reading(self) -> bool:
        return not self._paused

    def pause_reading(self) -> None:
        self._paused = True

    def resume_reading(self) -> None:
        self._paused = False
        self._loop.call_soon(self._deliver)

    def get_write_buffer_size(self) -> int:
        return max(0, len(self.other._arriving) - KERNEL_BYTES)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._closed:
            return
        if self.other._closed:
            self._end(ConnectionResetError(errno.ECONNRESET, "nobody is there"))
            return
        self.other._arriving += data
        self._loop.call_soon(self.other._deliver)

    def write_eof(self) -> None:
        self.other._no_more = True
        self._loop.call_soon(self.other._deliver)

    def close(self) -> None:
        """What was not read destroys what the other side has not read: so does TCP."""
        if self._closed:
            return
        self._end(None)
        if self._arriving:
            self.other._end(ConnectionResetError(errno.ECONNRESET, "unread bytes"))
        else:
            self.write_eof()

    abort = close

    def _end(self, error: Exception | None) -> None:
        if not self._closed:
            self._closed = True
            self._loop.call_soon(self._lost, error)

    def _lost(self, error: Exception | None) -> None:
        if self._sock is not None:
            self._sock.close()
        self._protocol.connection_lost(error)

    def _deliver(self) -> None:
        if self._closed or self._paused:
            return
        if self._arriving:
            memory = self._protocol.get_buffer(-1)
            piece = self._arriving[: len(memory)]
            memory[: len(piece)] = piece
            del memory, self._arriving[: len(piece)]
            self._protocol.buffer_updated(len(piece))
            self._loop.call_soon(self._deliver)
        elif self._no_more and not self._told:
            self._told = True
            if not self._protocol.eof_received():
                self.close()


def in_turn(loop: asyncio.AbstractEventLoop, work: Callable[[], T]) -> asyncio.Future[T]:
    """Do it when it is its turn; the future gets what it gives or raises."""
    future: asyncio.Future[T] = loop.create_future()

    def do() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # it belongs to whoever waits for it
            if not future.done():
                future.set_exception(error)
        else:
            if not future.done():
                future.set_result(result)

    loop.call_soon(do)
    return future


class InTurn:
    """In place of p2p.worker.Worker."""

    def __init__(self, *, background: bool = False) -> None:
        self._loop = asyncio.get_running_loop()

    def do(self, work: Callable[[], T]) -> asyncio.Future[T]:
        return in_turn(self._loop, work)

    async def close(self, timeout_s: float) -> None:
        await asyncio.sleep(0)


@contextmanager
def no_threads() -> Iterator[None]:
    """The runner's arithmetic is done in its turn, nothing waits for the disk, and locks outlive a split."""
    locks: dict[tuple[int, Path], BaseFileLock] = {}
    locked = records.locked

    def locked_here(_: BaseFileLock, folder: Path) -> AbstractContextManager[None]:
        place = os.getpid(), folder
        if place not in locks:
            locks[place] = records.lock_of(folder)
        return locked(locks[place], folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "Worker", InTurn)
        patch.setattr(os, "fsync", lambda descriptor: None)
        patch.setattr(records, "locked", locked_here)
        yield
