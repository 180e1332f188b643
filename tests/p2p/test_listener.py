"""Listening: where, how strangers are kept few, and that nobody can shut out an honest joiner."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
import time
from collections.abc import Iterator

import pytest

from crypto.errors import MisuseError
from p2p import listener as listener_module
from p2p.errors import CannotListen, ConnectionLost
from p2p.invite import parse_invite
from p2p.listener import MAX_STRANGERS, Listener, parse_listen
from p2p.stream import STRANGER_LIMIT, Stream, Traffic
from tests.p2p.helpers import HERE, join, play, raw, start_host, stream_to


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1:4000", ("127.0.0.1", 4000)),
        ("127.0.0.1", ("127.0.0.1", 0)),
        (":4000", ("", 4000)),
        ("", ("", 0)),
        ("[::1]:4000", ("::1", 4000)),
        ("[::1]", ("::1", 0)),
        ("::1", ("::1", 0)),
        (" 127.0.0.1:0 ", ("127.0.0.1", 0)),
    ],
)
def test_where_to_listen(text: str, expected: tuple[str, int]) -> None:
    assert parse_listen(text) == expected


@pytest.mark.parametrize(
    "text", ["localhost:1", "1.2.3.4:99999", "1.2.3.4:x", "1.2.3.4:", "a b", "[::1", "[::1]x", "1.2", "1\0"]
)
def test_where_nobody_can_listen(text: str) -> None:
    with pytest.raises(CannotListen):
        parse_listen(text)


async def hang_up(stream: Stream) -> None:
    stream.abort()


def test_all_interfaces_share_one_port() -> None:
    async def scene() -> None:
        listener = Listener(hang_up)
        await listener.open()
        families = {sock.family for server in listener._servers for sock in server.sockets}
        ports = {sock.getsockname()[1] for server in listener._servers for sock in server.sockets}
        assert socket.AF_INET in families
        assert ports == {listener.port}
        assert listener.addresses[-1] == "127.0.0.1"
        with pytest.raises(MisuseError):
            await listener.open()
        await listener.close()

    play(scene())


def test_a_taken_port_gives_the_next_free_one() -> None:
    async def scene() -> None:
        first, second = Listener(hang_up), Listener(hang_up)
        await first.open(HERE)
        await second.open(("127.0.0.1", first.port))
        assert first.port < second.port <= first.port + 20
        await asyncio.gather(first.close(), second.close())

    play(scene())


def test_an_address_that_is_not_ours() -> None:
    async def scene() -> None:
        with pytest.raises(CannotListen):
            await Listener(hang_up).open(("192.0.2.200", 0))

    play(scene())


def test_a_computer_without_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket

    def refuse(family: int = -1, *rest: int, **options: object) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(97, "no such family")
        return real(family, *rest, **options)  # type: ignore[arg-type]

    async def scene() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(listener_module.socket, "socket", refuse)
            listener = Listener(hang_up)
            await listener.open()
        assert {sock.family for server in listener._servers for sock in server.sockets} == {socket.AF_INET}
        await listener.close()

    play(scene())


@pytest.fixture
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("manner", ["idle", "slow", "garbage", "flood", "all of it"])
def test_strangers_cannot_stop_an_honest_joiner(manner: str, many_files: None) -> None:
    """1,000 connections that say nothing, drip, send garbage, or send without end; meanwhile somebody joins."""

    async def bother(port: int, number: int) -> None:
        manner = ("idle", "slow", "garbage")[number % 3] if all_of_it else given
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.0.{1 + number % 9}", 0))
            try:
                for _ in range(200):
                    if manner == "slow":
                        writer.write(b"\0")
                    elif manner == "garbage":
                        writer.write(b"GET / HTTP/1.1\r\n\r\n" * 20)
                    elif manner == "flood":
                        writer.write(bytes(20_000))
                    await writer.drain()
                    await asyncio.sleep(0.02)
            finally:
                writer.transport.abort()

    given, all_of_it = manner, manner == "all of it"

    async def scene() -> None:
        hosting = await start_host(2)
        port = parse_invite(hosting.invite).port
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        n = 100 if manner == "flood" else 1000
        strangers = [asyncio.ensure_future(bother(port, number)) for number in range(n)]
        await asyncio.sleep(0.5)
        started = time.process_time()  # of host, joiner and all strangers; other programs do not count
        guest = await join(hosting.invite)
        assert time.process_time() - started < 3
        host = await hosting.task
        assert len(host._listener._strangers) <= MAX_STRANGERS
        assert all(len(stream._memory) <= 65_536 for stream in host._listener._strangers)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
        for stranger in strangers:
            stranger.cancel()
        await asyncio.gather(*strangers, return_exceptions=True)
        await asyncio.gather(host.close(), guest.close())

    play(scene())


def test_a_crowd_from_one_address_does_not_push_out_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener_module, "MAX_STRANGERS", 5)

    async def scene() -> None:
        async def wait(stream: Stream) -> None:
            with contextlib.suppress(ConnectionLost):
                await stream.read_exactly(1000)

        listener = Listener(wait)
        await listener.open(HERE)

        async def from_address(address: str) -> asyncio.StreamWriter:
            _, writer = await asyncio.open_connection("127.0.0.1", listener.port, local_addr=(address, 0))
            return writer

        honest = await from_address("127.0.0.2")
        crowd = [await from_address("127.0.0.3") for _ in range(12)]
        await asyncio.sleep(0.05)
        remotes = sorted(listener._strangers.values())
        assert remotes == ["127.0.0.2"] + ["127.0.0.3"] * 4
        for writer in (honest, *crowd):
            writer.transport.abort()
        await listener.close()

    play(scene())


def test_closing_ends_everybody() -> None:
    async def scene() -> None:
        ended = asyncio.Event()

        async def wait(stream: Stream) -> None:
            try:
                await asyncio.sleep(3600)
            finally:
                ended.set()

        listener = Listener(wait)
        await listener.open(HERE)
        reader, writer = await raw(listener.port)
        await asyncio.sleep(0.01)
        await listener.close()
        assert ended.is_set()
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
        writer.close()
        with pytest.raises(ConnectionRefusedError):
            await raw(listener.port)

    play(scene())


def test_bytes_are_counted_by_everybody_who_wants_to_know() -> None:
    async def scene() -> None:
        one, all_ = Traffic(), Traffic()

        async def echo(stream: Stream) -> None:
            stream.write(await stream.read_exactly(100))
            listener.admit(stream)
            with contextlib.suppress(ConnectionLost):
                await stream.more()
            stream.abort()

        listener = Listener(echo, one, all_)
        await listener.open(HERE)
        mine = Traffic()
        stream = await stream_to(listener.port, mine)
        stream.write(bytes(100))
        assert await stream.read_exactly(100) == bytes(100)
        assert one == all_ == mine == Traffic(100, 100)
        await stream.close()
        await listener.close()

    play(scene())


def test_who_is_trusted_is_read_on_from_where_he_was_stopped() -> None:
    async def scene() -> None:
        received: asyncio.Queue[bytes] = asyncio.Queue()

        async def serve(stream: Stream) -> None:
            await asyncio.sleep(0.1)
            assert stream.is_paused
            stream.trust()
            received.put_nowait(await stream.read_exactly(100_000))
            await stream.close()

        listener = Listener(serve)
        await listener.open(HERE)
        stream = await stream_to(listener.port)
        stream.write(bytes(100_000))
        assert len(await received.get()) == 100_000
        await stream.close()
        await listener.close()

    play(scene())


def test_bytes_that_come_all_at_once_are_taken() -> None:
    """On Windows the event loop has already read them when it asks where to put them."""

    async def scene() -> None:
        stream = Stream()
        data = bytes(range(256)) * 256
        room = stream.get_buffer(len(data))
        assert len(room) >= len(data)
        room[: len(data)] = data
        stream.buffer_updated(len(data))
        assert await stream.read_exactly(100) == data[:100]
        room = stream.get_buffer(500)
        room[:500] = bytes(500)
        stream.buffer_updated(500)
        assert await stream.read_exactly(len(data) - 100 + 500) == data[100:] + bytes(500)
        assert len(stream.get_buffer(-1)) >= STRANGER_LIMIT - 500

    play(scene())


@pytest.mark.parametrize("steps", range(5))
def test_who_comes_while_it_closes_is_not_kept_waiting(steps: int) -> None:
    """The event loop would lose a connection that it has taken and not handed over yet."""

    async def scene() -> None:
        listener = Listener(hang_up)
        await listener.open(("127.0.0.1", 0))
        with socket.create_connection(("127.0.0.1", listener.port)) as caller:
            for _ in range(steps):
                await asyncio.sleep(0)
            await listener.close()
            caller.setblocking(False)
            with contextlib.suppress(ConnectionResetError):
                async with asyncio.timeout(5):
                    assert await asyncio.get_running_loop().sock_recv(caller, 1) == b""

    asyncio.run(scene())
