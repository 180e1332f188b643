"""A line between two programs on this computer that misbehaves as told: slow, lossy, deaf, torn, or changing bytes.

TCP hides the loss of a packet behind a pause; so loss is pauses here. What a deaf line holds back is delivered when it
hears again, as TCP would; a torn line is a reset, a closed one an end without a goodbye.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from p2p.invite import encode_invite, parse_invite
from tests.p2p.helpers import close_server

CHUNK = 16_384
RETRANSMIT_S = 0.2
"""How long TCP waits at least before it sends again what was lost."""


@dataclass(frozen=True)
class Weather:
    """How a line is, in both directions.

    Attributes:
        delay_s, jitter_s: every piece takes so long, and up to so much longer.
        bytes_per_s: no more gets through, 0 for no limit.
        loss: the part of the pieces that is lost once and sent again.
        dribble: one byte at a time.
    """

    delay_s: float = 0.0
    jitter_s: float = 0.0
    bytes_per_s: float = 0.0
    loss: float = 0.0
    dribble: bool = False


CLEAR = Weather()


@dataclass
class Line:
    """One connection through the proxy. `towards` is the direction of whoever was called."""

    towards: asyncio.StreamWriter
    back: asyncio.StreamWriter
    seen: bytearray = field(default_factory=bytearray)


class Proxy:
    """Listens on loopback and passes on to a port there.

    Attributes:
        weather: may be changed at any time.
        deaf: directions that pass nothing on meanwhile: True is towards whoever was called.
        n_bytes: passed on so far, per direction.
        after: called after every piece with the bytes so far in that direction; may change the weather.
    """

    def __init__(self, seed: int = 0) -> None:
        self.weather = CLEAR
        self.deaf: set[bool] = set()
        self.n_bytes = {True: 0, False: 0}
        self.after: Callable[[bool, int], None] = lambda towards, n_bytes: None
        self._random = Random(seed)
        self._flip: set[bool] = set()
        self._hears = asyncio.Event()
        self._lines: list[Line] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._target = 0

    async def open(self, target: int) -> int:
        """Begin; the port to connect to."""
        self._target = target
        self._server = await asyncio.start_server(self._arrived, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def invite_through(self, invite: str) -> str:
        """The same invite, but leading here."""
        read = parse_invite(invite)
        port = await self.open(read.port)
        return encode_invite(replace(read, addresses=("127.0.0.1",), port=port))

    async def close(self) -> None:
        """End everything."""
        if self._server is not None:
            await close_server(self._server)
        self.tear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    # ---- what can go wrong

    def tear(self) -> None:
        """All connections are reset, now."""
        for line in self._lines:
            for writer in (line.towards, line.back):
                raw = writer.get_extra_info("socket")
                with contextlib.suppress(OSError, AttributeError):
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()

    def hang_up(self) -> None:
        """All connections end in order, as when a computer shuts down: nobody says goodbye."""
        for line in self._lines:
            line.towards.close()
            line.back.close()

    def close_half(self, towards: bool) -> None:
        """One direction ends, the other goes on."""
        for line in self._lines:
            with contextlib.suppress(OSError, RuntimeError):
                (line.towards if towards else line.back).write_eof()

    def hear_again(self) -> None:
        """What was held back arrives."""
        self.deaf.clear()
        self._hears.set()

    def flip_next(self, towards: bool) -> None:
        """One bit of the next piece in this direction is changed."""
        self._flip.add(towards)

    async def repeat(self) -> None:
        """Call the target once more and say to it everything that was said before."""
        if not self._lines:
            return
        reader, writer = await asyncio.open_connection("127.0.0.1", self._target)
        with contextlib.suppress(OSError):
            writer.write(bytes(self._lines[0].seen))
            await asyncio.wait_for(reader.read(CHUNK), 1)
        writer.close()

    # ---- passing on

    def _arrived(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.ensure_future(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, towards = await asyncio.open_connection("127.0.0.1", self._target)
        except BaseException as error:
            writer.transport.abort()
            if isinstance(error, OSError):
                return
            raise
        line = Line(towards, writer)
        self._lines.append(line)
        try:
            await asyncio.gather(self._pass_on(reader, line, True), self._pass_on(there, line, False))
        finally:
            towards.close()
            writer.close()

    async def _pass_on(self, source: asyncio.StreamReader, line: Line, towards: bool) -> None:
        sink = line.towards if towards else line.back
        with contextlib.suppress(OSError, RuntimeError):
            while data := await source.read(CHUNK):
                if towards:
                    line.seen += data
                if towards in self._flip:
                    self._flip.discard(towards)
                    data = bytes([data[0] ^ 1]) + data[1:]
                for piece in self._pieces(data):
                    await self._wait(towards, len(piece))
                    sink.write(piece)
                    await sink.drain()
                    self.n_bytes[towards] += len(piece)
                    self.after(towards, self.n_bytes[towards])
            while towards in self.deaf:
                await self._until_it_hears()
            sink.write_eof()

    def _pieces(self, data: bytes) -> list[bytes]:
        return [data[i : i + 1] for i in range(len(data))] if self.weather.dribble else [data]

    async def _wait(self, towards: bool, n_bytes: int) -> None:
        weather = self.weather
        pause = weather.delay_s + weather.jitter_s * self._random.random()
        if weather.bytes_per_s:
            pause += n_bytes / weather.bytes_per_s
        while self._random.random() < weather.loss:
            pause += RETRANSMIT_S
        if pause:
            await asyncio.sleep(pause)
        while towards in self.deaf:
            await self._until_it_hears()

    async def _until_it_hears(self) -> None:
        self._hears.clear()
        await self._hears.wait()
