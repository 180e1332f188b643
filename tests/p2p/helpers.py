"""What the tests of p2p share: an event loop that must end clean, meetings on loopback, a relay that misbehaves."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from crypto.rounds import Kind, Protocol, Round
from p2p import greet, handshake
from p2p.channel import Channel, TcpChannel
from p2p.greet import Myself, accept, connect
from p2p.handshake import Door, invite_door
from p2p.identity import new_identity
from p2p.listener import Listener
from p2p.meeting import Digests, Meeting, host_meeting, join_meeting
from p2p.memory_channel import MemoryChannel, memory_channels
from p2p.secret import Secret
from p2p.stream import Stream, Traffic

T = TypeVar("T")
HERE = ("127.0.0.1", 0)
SHEET = b"a sheet, as far as this layer knows"
DIGESTS = Digests(bytes([1]) * 32, bytes([2]) * 32, bytes([3]) * 32)


def open_files() -> int:
    """Descriptors of this process, where the system shows them."""
    return len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0


def play(
    scene: Coroutine[Any, Any, T],
    *,
    seconds: float = 30,
    loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
) -> T:
    """Run a scene; afterwards no task, no descriptor, no protocol thread and no unobserved error may be left."""
    before = open_files()
    surprises: list[str] = []

    async def stage() -> T:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: surprises.append(str(context)))
        result = await asyncio.wait_for(scene, seconds)
        for _ in range(5):
            await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:  # something may just be ending
            await asyncio.wait(left, timeout=1.5)
            left = {task for task in left if not task.done()}
        assert not left, left
        return result

    with asyncio.Runner(loop_factory=loop_factory) as stages:
        result = stages.run(stage())
    assert surprises == [], surprises
    assert open_files() <= before
    threads = [thread for thread in threading.enumerate() if thread.name == "protocol"]
    for thread in threads:
        thread.join(3)
        assert not thread.is_alive()
    return result


async def outcomes(*work: Awaitable[T]) -> list[T | BaseException]:
    """What each of several things at once gives or raises."""
    return await asyncio.gather(*work, return_exceptions=True)


def kinds(results: list[Any]) -> list[str]:
    """Names of the classes of what came out."""
    return [type(result).__name__ for result in results]


# ---- channels


def a_door(secret: bytes = bytes(32)) -> Door:
    """The door of an invite with this secret."""
    return invite_door(Secret(secret))


def me(version: str = "0.1") -> Myself:
    """A fresh identity."""
    return Myself(new_identity(), version)


def make_newer(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Programs of this process that have this version speak the next version of the protocol."""

    def next_version(of_newer: Callable[..., bool], function: Callable[..., T]) -> Callable[..., T]:
        def call(*args: Any, **options: Any) -> T:
            with monkeypatch.context() as patch:
                if of_newer(*args, **options):
                    patch.setattr(handshake, "PROTOCOL_VERSION", 2)
                return function(*args, **options)

        return call

    monkeypatch.setattr(greet, "make_hello", next_version(lambda *args: args[4] == version, greet.make_hello))
    monkeypatch.setattr(
        greet, "check_hello", next_version(lambda _, **o: o["program_version"] == version, greet.check_hello)
    )


async def stream_to(port: int, *traffic: Traffic) -> Stream:
    """A raw connection to a port of this computer."""
    _, stream = await asyncio.get_running_loop().create_connection(lambda: Stream(*traffic), "127.0.0.1", port)
    return stream


async def raw(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """The same for a test that wants to say anything at all."""
    return await asyncio.open_connection("127.0.0.1", port)


@contextlib.asynccontextmanager
async def tcp_channels(through: Relay | None = None) -> AsyncIterator[tuple[TcpChannel, TcpChannel]]:
    """Two ends of an encrypted channel over loopback: (who accepted, who connected)."""
    arrived: asyncio.Future[TcpChannel] = asyncio.get_running_loop().create_future()
    host, guest = me(), me()

    async def serve(stream: Stream) -> None:
        channel, _ = await accept(stream, [a_door()], host)
        listener.admit(stream)
        arrived.set_result(channel)

    listener = Listener(serve)
    await listener.open(HERE)
    port = listener.port if through is None else await through.open(listener.port)
    other = await connect(await stream_to(port), a_door(), guest)
    channel = await arrived
    assert (channel.peer_key, other.peer_key) == (guest.identity.key, host.identity.key)
    try:
        yield channel, other
    finally:
        await asyncio.gather(channel.close(), other.close())
        await listener.close()
        if through is not None:
            await through.close()


@contextlib.asynccontextmanager
async def in_memory() -> AsyncIterator[tuple[MemoryChannel, MemoryChannel]]:
    """Two ends of a channel within this process."""
    one, other = memory_channels()
    try:
        yield one, other
    finally:
        await asyncio.gather(one.close(), other.close())


async def close_server(server: asyncio.Server) -> None:
    """Without forgetting who was just accepted; see p2p.listener."""
    for sock in server.sockets:
        asyncio.get_running_loop().remove_reader(sock.fileno())
    await asyncio.sleep(0)
    server.close()


@dataclass
class Relay:
    """Sits between two computers: `change(towards_port, data)` gives what goes on, None cuts both connections.

    Attributes:
        heard: all bytes per connection and direction, towards the port first.
        deaf: while set, bytes are taken and not passed on.
    """

    change: Callable[[bool, bytes], bytes | None] = lambda towards, data: data
    heard: list[tuple[bytearray, bytearray]] = field(default_factory=list)
    deaf: bool = False
    _server: asyncio.Server | None = None
    _target: int = 0
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def open(self, target: int) -> int:
        self._target = target
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        assert self._server is not None
        await close_server(self._server)
        self.cut()
        await asyncio.sleep(0.01)

    def cut(self) -> None:
        """Both sides lose the connection."""
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        try:
            there, away = await asyncio.open_connection("127.0.0.1", self._target)
        except BaseException:
            writer.transport.abort()
            raise
        self._writers.append(away)
        heard = (bytearray(), bytearray())
        self.heard.append(heard)
        passing = self._pass_on(reader, away, True, heard[0]), self._pass_on(there, writer, False, heard[1])
        try:
            await asyncio.gather(*passing)
        finally:
            for one in (writer, away):
                one.close()

    async def _pass_on(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, towards: bool, heard: bytearray
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65_536):
                heard += data
                changed = self.change(towards, data)
                if changed is None:
                    self.cut()
                    return
                if not self.deaf:
                    sink.write(changed)
                    await sink.drain()
            sink.write_eof()


# ---- meetings


async def yes(sheet: bytes, digest: bytes) -> str:
    """Accept any sheet, without a role."""
    return ""


def any_roles(roles: tuple[str, ...]) -> None:
    """All roles go together."""


@dataclass
class Hosting:
    """A host that is waiting, and its invite."""

    task: asyncio.Task[Meeting]
    invite: str


async def start_host(n: int = 2, *, sheet: bytes = SHEET, role: str = "", **options: Any) -> Hosting:
    """Begin to host; returns once there is an invite."""
    line: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    settings: dict[str, Any] = {"version": "0.1", "check_roles": any_roles, "listen": HERE, **options}
    task = asyncio.ensure_future(host_meeting(sheet, n, role, on_invite=line.set_result, **settings))
    await asyncio.wait([task, line], return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
    return Hosting(task, await line)


def join(invite: str, **options: Any) -> Coroutine[Any, Any, Meeting]:
    """Join without questions."""
    return join_meeting(invite, **{"version": "0.1", "decide_sheet": yes, **options})


@contextlib.asynccontextmanager
async def gathered(n: int, *, ready: bool = True) -> AsyncIterator[list[Meeting]]:
    """A meeting of n people in this process, by seat."""
    hosting = await start_host(n)
    meetings = await asyncio.gather(hosting.task, *(join(hosting.invite) for _ in range(n - 1)))
    meetings.sort(key=lambda meeting: meeting.me)
    try:
        if ready:
            await asyncio.gather(*(meeting.confirm_ready(DIGESTS) for meeting in meetings))
        yield meetings
    finally:
        await asyncio.gather(*(meeting.close() for meeting in meetings))


# ---- protocols


def chatter(channel_of: dict[int, Channel], n_rounds: int, size: int = 16, kind: Kind = Kind.COIN) -> Protocol[int]:
    """Says the step number to everybody and checks that everybody says the same."""
    for step in range(n_rounds):
        message = step.to_bytes(4, "little").ljust(size, b".")
        inbox = yield Round(kind, dict.fromkeys(channel_of, message), dict.fromkeys(channel_of, size))
        assert set(inbox.values()) == {message}
    return n_rounds
