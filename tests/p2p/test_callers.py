"""A guest who is called by the host that it means, on loopback: real packets, real connections."""

from __future__ import annotations

import asyncio
import secrets

import pytest

from p2p import callers, discovery, listener
from p2p.callers import Callers
from p2p.dial import dial
from p2p.discovery import Discovery
from p2p.errors import ConnectionRefused
from p2p.greet import Myself, accept, connect
from p2p.handshake import Mode, open_door
from p2p.identity import new_identity
from p2p.listener import Listener
from p2p.nearby_rows import Announcement, Row, decode_txt, encode_txt
from p2p.stream import Stream
from tests.p2p.helpers import outcomes, play, raw

HERE = ["127.0.0.1"]
NOWHERE = ("127.0.0.1",)
"""At port 9, where nobody listens."""
DOOR = open_door(Mode.CODE)


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "SERVICE", f"_{secrets.token_hex(6)}._tcp.local.")
    monkeypatch.setattr(callers, "ASK_AFTER_S", 0.1)


def me() -> Myself:
    return Myself(new_identity(), "0.1")


def found_by(tag: bytes, rows: list[Row], news: asyncio.Event) -> Discovery:
    def on_rows(now: tuple[Row, ...]) -> None:
        rows[:] = [row for row in now if row.announcement.calls == tag]
        news.set()

    return Discovery(on_rows, on=HERE)


def test_nothing_leads_to_the_host_and_it_calls() -> None:
    async def scene() -> None:
        tag, host, guest = secrets.token_bytes(8), me(), me()
        welcomed: asyncio.Queue[bytes] = asyncio.Queue()

        async def serve(stream: Stream) -> None:
            channel, _ = await accept(stream, (DOOR,), host)
            await welcomed.put(channel.peer_key)
            await channel.close()

        waiting = Listener(serve)
        await waiting.open(("127.0.0.1", 0))
        rows: list[Row] = []
        news = asyncio.Event()
        async with found_by(tag, rows, news), Callers(tag, on=HERE, after_s=0.0) as called:
            dialling = asyncio.ensure_future(
                dial(NOWHERE, 9, lambda stream: connect(stream, DOOR, guest), callers=called)
            )
            while not rows:
                news.clear()
                await news.wait()
            await waiting.call(rows[0].addresses, rows[0].port)
            channel = await dialling
            assert channel.peer_key == host.identity.key
            assert await welcomed.get() == guest.identity.key
            await channel.close()
            while rows:  # and nobody is asked any more
                news.clear()
                await news.wait()
        await waiting.close()

    play(scene(), seconds=60)


def test_connections_that_say_nothing_are_passed_over() -> None:
    async def scene() -> None:
        async with Callers(secrets.token_bytes(8), on=HERE, after_s=60.0) as called:
            port = called._listener.port
            guest = me()
            taking = asyncio.ensure_future(called.connect(lambda stream: connect(stream, DOOR, guest)))
            for _ in range(3):
                _, writer = await raw(port)
                writer.close()
            host = me()

            async def serve(stream: Stream) -> None:
                channel, _ = await accept(stream, (DOOR,), host)
                await channel.close()

            waiting = Listener(serve)
            await waiting.open(("127.0.0.1", 0))
            await waiting.call(tuple(HERE), port)
            channel = await taking
            assert channel.peer_key == host.identity.key
            await channel.close()
            await waiting.close()
            called.rest()  # through: nobody is listened to any more
            reader, writer = await raw(port)
            assert await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()

    play(scene(), seconds=60)


def test_without_a_call_it_ends_as_before() -> None:
    async def scene() -> None:
        async with Callers(secrets.token_bytes(8), on=HERE, after_s=60.0) as called:
            (failed,) = await outcomes(
                dial(NOWHERE, 9, lambda stream: connect(stream, DOOR, me()), total_s=0.5, callers=called)
            )
            assert isinstance(failed, ConnectionRefused)

    play(scene())


def test_whoever_asks_to_be_called_is_a_stranger_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """He counts among the strangers, and is hung up on like them."""

    async def scene() -> None:
        async def serve(stream: Stream) -> None:
            await asyncio.sleep(0.2)
            stream.abort()

        async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        waiting = Listener(serve)
        await waiting.open(("127.0.0.1", 0))
        calling = asyncio.ensure_future(waiting.call(tuple(HERE), silent.sockets[0].getsockname()[1]))
        while not waiting._strangers:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await asyncio.wait_for(calling, 10)
        assert not waiting._strangers
        monkeypatch.setattr(listener, "CALL_S", 0.2)
        await waiting.call(NOWHERE, 9)  # nobody there: nothing happens
        await waiting.close()
        silent.close()

    play(scene())


def test_the_announcement() -> None:
    asking = Announcement(bytes(8), False, calls=bytes(range(8)))
    text = b"".join(
        bytes([len(key) + 1 + len(value)]) + f"{key}={value}".encode() for key, value in encode_txt(asking).items()
    )
    assert decode_txt(text) == asking
    assert decode_txt(text.replace(b"c=00", b"c=zz")) is None
    assert decode_txt(text.replace(b"c=00", b"d=00")) == Announcement(bytes(8), False)
