"""The bytes of one TCP connection: few before anybody is trusted, counted, and closed without losing the last words.

Leaves to others: what the bytes mean (p2p.channel), where connections come from (p2p.listener, p2p.dial).
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from dataclasses import dataclass

from p2p.errors import ConnectionLost
from p2p.wire import FRAME_HEADER, MAX_CIPHERTEXT, MAX_MESSAGE

STRANGER_LIMIT = 4096
"""Unread bytes kept for somebody who has not shown to hold the invite: handshake and hello need 400."""
CAPACITY = 4 * (MAX_CIPHERTEXT + 2)
"""Unread bytes kept afterwards; the rest waits in the other computer."""
UNSENT_LIMIT = 2 * (MAX_MESSAGE + FRAME_HEADER) + 65_536
"""Bytes that may wait to be sent: one message of the computation and, at most, the one before."""
LINGER_S = 1.0


@dataclass(slots=True)
class Traffic:
    """Bytes through sockets, everything included; one object counts for as many streams as share it."""

    sent: int = 0
    received: int = 0


class Stream(asyncio.BufferedProtocol):
    """One TCP connection.

    Reading: `more` waits until something new has arrived, `unread` shows it, `skip` drops what was read.
    Writing never waits: the rules above keep to a few megabytes what can be on the way.

    Attributes:
        heard_at: event-loop time when bytes came last.
    """

    def __init__(self, *traffic: Traffic) -> None:
        self._traffic = traffic
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._limit = STRANGER_LIMIT
        self._memory = bytearray(self._limit)
        self._start = self._end = 0
        self._paused = False
        self._waiter: asyncio.Future[None] | None = None
        self._gone = asyncio.Event()
        self._ended = False
        self._discarding = False
        self.heard_at = self._loop.time()

    # ---- what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the transport; small messages leave at once."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("a stream needs a two-way transport")
        self._transport = transport
        raw = transport.get_extra_info("socket")
        if raw is not None and raw.family in (socket.AF_INET, socket.AF_INET6):
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where the next bytes go. On Windows they are already there, and sizehint says how many."""
        if self._discarding:
            return memoryview(self._memory)
        if self._start == self._end:
            self._start = self._end = 0
        if self._end + max(sizehint, 1) > len(self._memory):
            self._resize(max(len(self.unread) + sizehint, self._limit))
        return memoryview(self._memory)[self._end :]

    def buffer_updated(self, nbytes: int) -> None:
        """Bytes have arrived."""
        for traffic in self._traffic:
            traffic.received += nbytes
        self.heard_at = self._loop.time()
        if self._discarding:
            return
        self._end += nbytes
        if len(self.unread) >= self._limit and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """The other side will send no more; what has arrived can still be read, and our last words be sent."""
        self._ended = True
        self._wake()
        return not self._discarding

    def connection_lost(self, exc: Exception | None) -> None:
        """There is no connection any more."""
        self._ended = True
        self._transport = None
        self._gone.set()
        self._wake()

    # ---- reading

    @property
    def unread(self) -> memoryview:
        """What has arrived and was not skipped yet. Do not keep it over an await."""
        return memoryview(self._memory)[self._start : self._end]

    @property
    def ended(self) -> bool:
        """Whether nothing more will arrive."""
        return self._ended

    @property
    def is_paused(self) -> bool:
        """Whether arriving bytes are held back because nobody reads."""
        return self._paused

    def skip(self, n_bytes: int) -> None:
        """Drop the first unread bytes."""
        self._start += n_bytes
        self._go_on_reading()

    async def more(self) -> None:
        """Wait for the next bytes.

        Raises:
            ConnectionLost: there will be none.
        """
        if self._ended:
            raise ConnectionLost("the connection ended")
        waiter = self._waiter = self._loop.create_future()
        try:
            await waiter
        finally:
            if self._waiter is waiter:
                self._waiter = None

    async def read_exactly(self, n_bytes: int) -> bytes:
        """The next bytes, as many as asked for.

        Raises:
            ConnectionLost: the connection ended before.
        """
        while len(self.unread) < n_bytes:
            await self.more()
        data = bytes(self.unread[:n_bytes])
        self.skip(n_bytes)
        return data

    def trust(self) -> None:
        """From now on keep as many unread bytes as records need."""
        self._limit = CAPACITY
        self._resize(CAPACITY)
        self._go_on_reading()

    # ---- writing and ending

    @property
    def remote(self) -> str:
        """The address of the other side, for counting strangers."""
        name = self._transport.get_extra_info("peername") if self._transport is not None else None
        return str(name[0]) if name else ""

    @property
    def local(self) -> str:
        """The own address of this connection."""
        name = self._transport.get_extra_info("sockname") if self._transport is not None else None
        return str(name[0]) if name else ""

    @property
    def unsent(self) -> int:
        """Bytes that wait to be sent."""
        return self._transport.get_write_buffer_size() if self._transport is not None else 0

    def write(self, data: bytes) -> None:
        """Send bytes, without waiting.

        Raises:
            ConnectionLost: there is no connection, or the other side has stopped reading.
        """
        if self._transport is None or self._transport.is_closing():
            raise ConnectionLost("the connection ended")
        if self.unsent > UNSENT_LIMIT:
            self.abort()
            raise ConnectionLost("the other side does not read")
        for traffic in self._traffic:
            traffic.sent += len(data)
        self._transport.write(data)

    async def close(self) -> None:
        """Send what waits, tell the other side that this is all, and end within LINGER_S.

        What arrives meanwhile is dropped: closing a socket with unread bytes would destroy our own last words.
        """
        transport = self._transport
        if transport is None:
            return
        self._discarding = True
        try:
            with contextlib.suppress(OSError):
                transport.write_eof()
            if self._ended:
                transport.close()
            else:
                self._go_on_reading()
            await asyncio.wait_for(self._gone.wait(), LINGER_S)
        except TimeoutError:
            pass
        finally:
            self.abort()

    def abort(self) -> None:
        """End at once."""
        if self._transport is not None:
            self._transport.abort()

    def _go_on_reading(self) -> None:
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()

    def _resize(self, size: int) -> None:
        unread = bytes(self.unread)
        if len(self._memory) != size:
            self._memory = bytearray(size)
        self._memory[: len(unread)] = unread
        self._start, self._end = 0, len(unread)

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
