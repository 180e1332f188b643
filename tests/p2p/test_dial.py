"""Dialling: several addresses at once, the right computer wins, and failures say what to do."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import itertools
import time
from collections.abc import Coroutine
from typing import Any

import pytest

from desktop.strings.errors import explain
from p2p import dial as dial_module
from p2p.addresses import Interface
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import (
    ChannelError,
    ConnectionLost,
    ConnectionRefused,
    NetworkKeepsApart,
    NoNetwork,
    PeerUnreachable,
    VersionMismatch,
)
from p2p.greet import accept, connect
from p2p.listener import Listener
from p2p.stream import Stream
from tests.p2p.helpers import HERE, a_door, kinds, me, outcomes, play


def greet(stream: Stream) -> Coroutine[Any, Any, TcpChannel]:
    return connect(stream, a_door(), me())


@contextlib.asynccontextmanager
async def host(secret: bytes = bytes(32), address: str = "127.0.0.1") -> Any:
    channels: list[TcpChannel] = []

    async def serve(stream: Stream) -> None:
        with contextlib.suppress(ChannelError, ConnectionLost):
            channels.append((await accept(stream, [a_door(secret)], me()))[0])

    listener = Listener(serve)
    await listener.open((address, 0))
    try:
        yield listener.port, channels
    finally:
        await listener.close()
        await asyncio.gather(*(channel.close() for channel in channels))


def unroutable(monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any]) -> list[tuple[float, str]]:
    """Addresses that behave as told: an errno, or None for no answer; others are dialled for real."""
    real = asyncio.SelectorEventLoop.sock_connect
    tried: list[tuple[float, str]] = []

    async def sock_connect(loop: Any, sock: Any, address: tuple[Any, ...]) -> None:
        tried.append((time.monotonic(), address[0]))
        if address[0] not in answers:
            return await real(loop, sock, address)
        if answers[address[0]] is None:
            await asyncio.sleep(3600)
        raise OSError(answers[address[0]], "no")

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", sock_connect)
    return tried


def test_dead_addresses_cost_a_quarter_of_a_second_each(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = unroutable(monkeypatch, {"192.0.2.1": None, "192.0.2.3": None, "192.0.2.4": errno.EHOSTUNREACH})

    async def scene() -> None:
        async with host() as (port, channels):
            addresses = ["192.0.2.1", "192.0.2.4", "192.0.2.3", "127.0.0.1"]
            channel = await dial(addresses, port, greet)
            assert [address for _, address in tried] == addresses
            waits = [b[0] - a[0] for a, b in itertools.pairwise(tried)]
            assert 0.2 < waits[0] < 2
            assert waits[1] < waits[0]  # a refusal does not have to be waited out
            assert 0.2 < waits[2] < 2
            await asyncio.sleep(0.05)
            assert len(channels) == 1
            await asyncio.gather(channel.close(), channels[0].close())

    play(scene())


def test_another_computer_at_the_same_address_is_passed_over() -> None:
    """Only who holds the secret wins, however quickly somebody else answers."""

    async def scene() -> None:
        async with host() as (port, channels):

            async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                writer.close()

            stranger = await asyncio.start_server(slam, "127.0.0.2", port)
            channel = await dial(["127.0.0.2", "127.0.0.1"], port, greet)
            stranger.close()
            await asyncio.sleep(0.05)
            assert len(channels) == 1
            await asyncio.gather(channel.close(), channels[0].close())

    play(scene())


def test_two_ways_to_one_computer_give_one_channel() -> None:
    async def scene() -> None:
        hosts: list[TcpChannel] = []

        async def serve(stream: Stream) -> None:
            await asyncio.sleep(0.3)  # so that both tries are under way
            with contextlib.suppress(ConnectionLost):
                hosts.append((await accept(stream, [a_door()], me()))[0])

        listener = Listener(serve)
        await listener.open(("", 0))
        channel = await dial(["127.0.0.1", "127.0.0.2"], listener.port, greet)
        await asyncio.sleep(0.4)
        waiting = [asyncio.ensure_future(one.receive()) for one in hosts]
        await asyncio.sleep(0.05)
        assert [task.done() for task in waiting].count(False) == 1
        await asyncio.gather(channel.close(), *(one.close() for one in hosts))
        await outcomes(*waiting)
        await listener.close()

    play(scene())


def connected(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = []
    for index, address in enumerate(("127.0.0.1/8", *addresses)):
        interface = ipaddress.ip_interface(address)
        found.append(Interface(f"if{index}", index, interface.ip, interface.network))
    monkeypatch.setattr(dial_module, "interfaces", lambda: tuple(found))


@pytest.mark.parametrize(
    ("answers", "home", "expected"),
    [
        ({"192.168.4.9": errno.ECONNREFUSED, "127.0.0.1": errno.ECONNREFUSED}, "192.168.4.2/24", ConnectionRefused),
        ({"192.168.4.9": errno.EHOSTUNREACH, "127.0.0.1": errno.ECONNREFUSED}, "192.168.4.2/24", NetworkKeepsApart),
        ({"192.168.4.9": errno.EHOSTUNREACH, "127.0.0.1": errno.ECONNREFUSED}, "10.0.0.2/8", PeerUnreachable),
        ({"192.168.4.9": None, "127.0.0.1": errno.ECONNREFUSED}, "192.168.4.2/24", PeerUnreachable),
        ({"192.168.4.9": errno.ENETUNREACH, "127.0.0.1": errno.ECONNREFUSED}, "", NoNetwork),
        ({"127.0.0.1": errno.ECONNREFUSED}, "", ConnectionRefused),
        ({"127.0.0.1": None}, "192.168.4.2/24", PeerUnreachable),
    ],
)
def test_failures_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any], home: str, expected: type[Exception]
) -> None:
    unroutable(monkeypatch, answers)
    connected(monkeypatch, *([home] if home else []))
    monkeypatch.setattr(dial_module, "TRY_S", 0.2)

    async def scene() -> None:
        (error,) = await outcomes(dial(list(answers), 4000, greet))
        assert type(error) is expected
        if isinstance(error, PeerUnreachable):
            assert error.address == next(iter(answers))

    play(scene())


def test_a_computer_that_takes_the_connection_and_says_nothing_was_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("p2p.greet.HANDSHAKE_S", 0.3)

    async def scene() -> None:
        async def silent(stream: Stream) -> None:
            with contextlib.suppress(ConnectionLost):
                await stream.read_exactly(10_000)

        listener = Listener(silent)
        await listener.open(HERE)
        (error,) = await outcomes(dial(["127.0.0.1"], listener.port, greet))
        assert isinstance(error, ConnectionRefused)
        assert not error.closed, "it may well be there again in a moment"
        assert explain(error).code == "E17"
        assert "answered" in explain(error).title
        await listener.close()

    play(scene())


def test_only_addresses_that_nobody_can_dial_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    connected(monkeypatch, "192.168.4.2/24")

    async def scene() -> None:
        assert kinds(await outcomes(dial(["fe80::1"], 4000, greet))) == ["PeerUnreachable"]

    play(scene())


def test_the_whole_thing_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (dial_module.TRY_S, dial_module.TOTAL_S) == (4, 12)
    unroutable(monkeypatch, {"192.0.2.1": None, "192.0.2.2": None})

    async def scene() -> None:
        started = time.monotonic()
        assert kinds(await outcomes(dial(["192.0.2.1", "192.0.2.2"], 4000, greet, total_s=0.4))) == ["PeerUnreachable"]
        assert time.monotonic() - started < 3

    play(scene())


def test_who_has_the_secret_but_another_version_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async def other_version(stream: Stream) -> TcpChannel:
            stream.abort()
            raise VersionMismatch("theirs is newer")

        async with host() as (port, _):
            assert kinds(await outcomes(dial(["127.0.0.1", "127.0.0.2"], port, other_version))) == ["VersionMismatch"]

    play(scene())


@pytest.mark.parametrize("after_s", [0, 0.05, 0.2, 0.3, 0.35])
def test_giving_up_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, after_s: float) -> None:
    unroutable(monkeypatch, {"192.0.2.1": None})

    async def scene() -> None:
        async with host() as (port, _):
            dialling = asyncio.ensure_future(dial(["192.0.2.1", "127.0.0.1"], port, greet))
            await asyncio.sleep(after_s)
            dialling.cancel()
            (result,) = await outcomes(dialling)
            if isinstance(result, TcpChannel):
                await result.close()

    play(scene())
