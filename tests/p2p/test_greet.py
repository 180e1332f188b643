"""At the door: who gets in, who hears nothing, and what both sides hear when they do not fit."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from crypto.errors import CheatingDetected
from p2p import greet
from p2p.channel import NoiseSession, TcpChannel
from p2p.errors import ChannelError, ConnectionLost, NetworkError, VersionMismatch
from p2p.greet import Myself, accept, connect
from p2p.handshake import HANDSHAKE_BYTES, Mode, Side, open_door, pair_door
from p2p.identity import new_identity
from p2p.listener import Listener
from p2p.secret import Secret
from p2p.stream import STRANGER_LIMIT, Stream
from p2p.wire import RecordType
from tests.p2p.helpers import HERE, Relay, a_door, kinds, make_newer, me, outcomes, play, raw, stream_to


@contextlib.asynccontextmanager
async def doorman(
    *doors: Any, who: Myself | None = None, **options: Any
) -> AsyncIterator[tuple[int, asyncio.Queue[Any]]]:
    """Listens, and puts what came of every connection into a queue."""
    results: asyncio.Queue[Any] = asyncio.Queue()

    async def serve(stream: Stream) -> None:
        results.put_nowait((await outcomes(accept(stream, doors or (a_door(),), who or me(), **options)))[0])

    listener = Listener(serve)
    await listener.open(HERE)
    try:
        yield listener.port, results
    finally:
        await listener.close()
        while not results.empty():
            result = results.get_nowait()
            if isinstance(result, tuple):
                result[0].abort()


def test_several_doors_and_the_right_one_opens() -> None:
    one, other = new_identity(), new_identity()
    doors = [a_door(bytes([n]) * 32) for n in range(4)] + [pair_door(Secret(bytes(32)), bytes(32), one.key, other.key)]

    async def scene() -> None:
        async with doorman(*doors) as (port, results):
            for door in doors:
                channel = await connect(await stream_to(port), door, me())
                accepted, opened = await results.get()
                assert opened is door
                await asyncio.gather(channel.close(), accepted.close())

    play(scene())


def test_one_port_serves_open_doors_too_and_keeps_little_of_what_comes_through_them() -> None:
    doors = [a_door(), open_door(Mode.CODE), open_door(Mode.NEARBY)]

    async def scene() -> None:
        async with doorman(*doors) as (port, results):
            for door in doors:
                channel = await connect(await stream_to(port), door, me())
                accepted, opened = await results.get()
                assert opened is door
                accepted.send(RecordType.LOBBY, b"hello")
                assert (await channel.receive()).body == b"hello"
                accepted._stream.buffer_updated(0)
                assert (accepted._stream._limit == STRANGER_LIMIT) is door.is_open
                accepted.trust()
                assert accepted._stream._limit > STRANGER_LIMIT
                await asyncio.gather(channel.close(), accepted.close())

    play(scene())


def test_a_door_opens_for_its_own_mode_only() -> None:
    async def scene() -> None:
        for shown, tried in (
            (open_door(Mode.CODE), open_door(Mode.NEARBY)),
            (open_door(Mode.CODE), a_door()),
            (a_door(), open_door(Mode.CODE)),
        ):
            async with doorman(shown) as (port, results):
                assert kinds(await outcomes(connect(await stream_to(port), tried, me()))) == ["ConnectionLost"]
                assert kinds([await results.get()]) == ["ChannelError"]

    play(scene())


def test_strangers_hear_nothing() -> None:
    wrong_secret = NoiseSession(Side.INITIATOR, a_door(bytes([1]) * 32)).write_handshake()

    async def scene() -> None:
        async with doorman() as (port, results):
            for greeting in (
                b"",
                b"GET / HTTP/1.1\r\n\r\n",
                bytes(48),
                b"\xff" * 5000,
                wrong_secret,
                wrong_secret[:47],
            ):
                reader, writer = await raw(port)
                writer.write(greeting)
                writer.write_eof()
                with contextlib.suppress(ConnectionResetError):
                    assert await reader.read() == b""
                writer.close()
                assert isinstance(await results.get(), (ChannelError, ConnectionLost))

    play(scene())


def test_a_stranger_is_kept_waiting_for_ten_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert greet.HANDSHAKE_S == 10
    monkeypatch.setattr(greet, "HANDSHAKE_S", 0.15)

    async def scene() -> None:
        async with doorman() as (port, results):
            reader, writer = await raw(port)
            for byte in NoiseSession(Side.INITIATOR, a_door()).write_handshake()[:40]:
                writer.write(bytes([byte]))
                await asyncio.sleep(0.01)
                if not results.empty():
                    break
            with contextlib.suppress(ConnectionResetError):
                assert await reader.read() == b""
            writer.close()
            assert kinds([await results.get()]) == ["TimedOut"]

            async def silent(stream: Stream) -> None:
                with contextlib.suppress(NetworkError):
                    await stream.read_exactly(1000)

            listener = Listener(silent)
            await listener.open(HERE)
            assert kinds(await outcomes(connect(await stream_to(listener.port), a_door(), me()))) == ["TimedOut"]
            await listener.close()

    play(scene())


def test_what_a_stranger_sends_is_not_kept() -> None:
    async def scene() -> None:
        streams: list[Stream] = []

        async def serve(stream: Stream) -> None:
            streams.append(stream)
            await asyncio.sleep(3600)

        listener = Listener(serve)
        await listener.open(HERE)
        _, writer = await raw(listener.port)
        writer.write(bytes(3_000_000))
        await asyncio.sleep(0.2)
        assert len(streams[0].unread) == STRANGER_LIMIT
        assert streams[0].is_paused
        writer.transport.abort()
        await listener.close()

    play(scene())


def test_an_old_handshake_cannot_be_played_again() -> None:
    """To the host: it answers with a fresh key, and what follows does not fit. To the joiner: the same."""

    async def record() -> tuple[bytes, bytes]:
        relay = Relay()
        async with doorman() as (port, results):
            channel = await connect(await stream_to(await relay.open(port)), a_door(), me())
            channel.send(RecordType.LOBBY, b"private")
            await asyncio.gather(channel.close(), (await results.get())[0].close())
            await relay.close()
        return bytes(relay.heard[0][0]), bytes(relay.heard[0][1])

    async def scene() -> None:
        towards_host, towards_joiner = await record()
        async with doorman() as (port, results):
            reader, writer = await raw(port)
            writer.write(towards_host)
            answer = await reader.read(100_000)
            assert len(answer) >= HANDSHAKE_BYTES
            assert answer[:HANDSHAKE_BYTES] != towards_joiner[:HANDSHAKE_BYTES]
            writer.close()
            assert kinds([await results.get()]) == ["ChannelError"]

        async def old_host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(towards_joiner)
            await reader.read()
            writer.close()

        server = await asyncio.start_server(old_host, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert kinds(await outcomes(connect(await stream_to(port), a_door(), me()))) == ["ChannelError"]
        server.close()

    play(scene())


def test_what_one_says_reflected_to_him() -> None:
    async def mirror(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1000):
            writer.write(data)
        writer.close()

    async def scene() -> None:
        server = await asyncio.start_server(mirror, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert kinds(await outcomes(connect(await stream_to(port), a_door(), me()))) == ["ChannelError"]
        server.close()

    play(scene())


def test_own_double_and_wrong_keys() -> None:
    same = me()

    async def scene() -> None:
        async with doorman(who=same) as (port, results):  # the own key
            caught = await outcomes(connect(await stream_to(port), a_door(), same))
            assert kinds(caught) == ["CheatingDetected"]
            assert isinstance(await results.get(), (CheatingDetected, ConnectionLost))
        async with doorman(known_keys=frozenset({same.identity.key})) as (port, results):  # somebody already here
            late = await outcomes(connect(await stream_to(port), a_door(), same))
            assert kinds([await results.get()]) == ["CheatingDetected"]
            if isinstance(late[0], TcpChannel):
                late[0].abort()

    play(scene())


@pytest.mark.parametrize("byte", [0, 31, 32, 47])
@pytest.mark.parametrize("towards_host", [True, False])
def test_a_changed_handshake_fails(byte: int, towards_host: bool) -> None:
    async def scene() -> None:
        seen = {True: 0, False: 0}

        def change(towards: bool, data: bytes) -> bytes:
            start, seen[towards] = seen[towards], seen[towards] + len(data)
            if towards is towards_host and start <= byte < start + len(data):
                place = byte - start
                return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
            return data

        relay = Relay(change)
        async with doorman() as (port, results):
            result = await outcomes(connect(await stream_to(await relay.open(port)), a_door(), me()))
            assert kinds(result) in (["ChannelError"], ["ConnectionLost"])
            assert not isinstance(await results.get(), tuple)
            await relay.close()

    play(scene())


def test_another_version_is_told_to_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two programs in this process is made to be of the next version."""
    newer = me("0.2")
    make_newer(monkeypatch, "0.2")

    async def scene() -> None:
        async with doorman(who=me("0.1")) as (port, results):
            (theirs,) = await outcomes(connect(await stream_to(port), a_door(), newer))
            ours = await results.get()
            assert isinstance(theirs, VersionMismatch)
            assert isinstance(ours, VersionMismatch)
            assert (theirs.ours, theirs.theirs, theirs.newer) == ("0.2", "0.1", False)
            assert (ours.ours, ours.theirs, ours.newer) == ("0.1", "0.2", True)

    play(scene())


def test_who_hangs_up_during_the_handshake_leaves_nothing_behind() -> None:
    async def scene() -> None:
        async with doorman() as (port, results):
            for n_bytes in (0, 20, 48, 60):
                relay = Relay()
                counted = {"n": 0}

                def change(towards: bool, data: bytes, limit: int = n_bytes, counted: Any = counted) -> bytes | None:
                    counted["n"] += len(data) if towards else 0
                    return None if counted["n"] > limit else data

                relay.change = change
                result = await outcomes(connect(await stream_to(await relay.open(port)), a_door(), me()))
                if isinstance(result[0], TcpChannel):  # our hello was on the way, the host's had arrived
                    result = await outcomes(result[0].receive())
                assert kinds(result) == ["ConnectionLost"]
                assert kinds([await results.get()]) == ["ConnectionLost"]
                await relay.close()

    play(scene())
