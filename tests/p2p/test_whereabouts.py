"""Where computers are while a meeting lasts: changes are told and believed only as far as they make sense; sleep."""

from __future__ import annotations

import asyncio
import ipaddress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MalformedMessage
from p2p import listener as listening
from p2p.addresses import Interface, is_diallable
from p2p.channel import MAX_WHERES, TcpChannel
from p2p.errors import ConnectionLost
from p2p.whereabouts import WHERE_BYTES, Watch, decode_where, encode_where
from p2p.wire import RecordType
from tests.p2p.helpers import gathered, in_memory, kinds, outcomes, play, tcp_channels
from tests.p2p.test_reunion import all_back, close, cut, reunions

PLACES = st.lists(st.ip_addresses().map(str).filter(is_diallable), max_size=8).map(tuple)
PORT = st.integers(1, 65_535)


@given(PLACES, PORT)
def test_a_place_comes_back_in_so_many_bytes(places: tuple[str, ...], port: int) -> None:
    assert len(encode_where(places, port)) == WHERE_BYTES
    assert decode_where(encode_where(places, port)) == (places, port)


@given(st.binary(max_size=2 * WHERE_BYTES) | st.binary(min_size=WHERE_BYTES, max_size=WHERE_BYTES))
def test_random_bytes_are_no_place(untrusted: bytes) -> None:
    try:
        places, port = decode_where(untrusted)
    except MalformedMessage:
        return
    assert encode_where(places, port) == untrusted


@given(PLACES, PORT, st.integers(0, WHERE_BYTES - 1), st.integers(1, 255))
def test_a_changed_place_is_another_or_none(places: tuple[str, ...], port: int, place: int, change: int) -> None:
    untrusted = bytearray(encode_where(places, port))
    untrusted[place] ^= change
    try:
        assert decode_where(bytes(untrusted)) != (places, port)
    except MalformedMessage:
        return


def test_addresses_that_no_computer_has() -> None:
    for address in ("224.0.0.1", "0.0.0.0", "ff02::1"):  # noqa: S104
        with pytest.raises(MalformedMessage):
            decode_where(encode_where((address,), 4000))
    with pytest.raises(MalformedMessage):
        decode_where(encode_where(("10.0.0.1",), 0))


def test_changes_beside_everything_else_and_not_for_ever() -> None:
    async def scene() -> None:
        async with in_memory() as (one, other):
            heard: list[bytes] = []
            other.on_where = heard.append
            body = encode_where(("10.0.0.1",), 4000)
            for _ in range(MAX_WHERES):
                one.send(RecordType.WHERE, body)
            one.send(RecordType.LOBBY, b"a")
            assert (await other.receive()).body == b"a"
            assert heard == [body] * MAX_WHERES
            one.send(RecordType.WHERE, body)
            assert kinds(await outcomes(other.receive())) == ["MalformedMessage"]

    play(scene())


def test_nonsense_about_places_ends_the_channel() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as meetings, reunions(meetings):
            meetings[1].channels[0].send(RecordType.WHERE, bytes(WHERE_BYTES))
            assert kinds(await outcomes(meetings[0].acquaint(b"a"))) == ["MalformedMessage"]

    play(scene())


def interface(address: str) -> Interface:
    return Interface("wlan0", 3, ipaddress.ip_address(address), ipaddress.ip_network(f"{address}/24", strict=False))


def test_a_new_address_is_told_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as meetings, reunions(meetings) as ways:
            now = [interface("127.0.0.1"), interface("10.9.9.9")]
            monkeypatch.setattr(listening, "interfaces", lambda: now)
            listener = ways[1].listener
            listener._bound = ("0.0.0.0",)  # noqa: S104
            listener.look_again()
            watch = Watch(listener, lambda: None, poll_s=0.02, read=lambda: now)
            watching = asyncio.ensure_future(watch.run(meetings[1]))
            now = [interface("127.0.0.1"), interface("10.9.9.10")]
            pair = ways[0]._pairs[1]
            talking = asyncio.ensure_future(meetings[0].acquaint(b"a"))  # somebody listens
            while "10.9.9.10" not in pair.addresses:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            assert pair.addresses == ("10.9.9.10", "127.0.0.1")
            await meetings[1].acquaint(b"b")
            await talking
            watching.cancel()
            await outcomes(watching)
            cut(meetings[0], 1)
            await close(await all_back(ways, meetings))

    play(scene())


def test_a_connection_whose_own_address_is_gone_is_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as meetings, reunions(meetings) as ways:
            gone = [interface("10.9.9.9")]
            monkeypatch.setattr(listening, "interfaces", lambda: gone)
            ways[1].listener._bound = ("0.0.0.0",)  # noqa: S104
            watch = Watch(ways[1].listener, lambda: None, poll_s=0.02, read=lambda: gone)
            watching = asyncio.ensure_future(watch.run(meetings[1]))
            channel = meetings[1].channels[0]
            assert isinstance(channel, TcpChannel)
            while channel._tested_at is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            watching.cancel()
            await outcomes(watching)

    play(scene())


@pytest.mark.parametrize("jump", [3600.0, 0.0])
def test_a_clock_that_jumps_is_sleep(jump: float) -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as meetings, reunions(meetings) as ways:
            slept: list[bool] = []
            wall = iter(range(10**6))
            ahead = [0.0]
            watch = Watch(
                ways[1].listener, lambda: slept.append(True), clock=lambda: 0.01 * next(wall) + ahead[0], poll_s=0.02
            )
            watching = asyncio.ensure_future(watch.run(meetings[1]))
            await asyncio.sleep(0.1)
            assert slept == []
            ahead[0] = jump
            await asyncio.sleep(0.2)
            assert slept == [True] * bool(jump)
            channel: Any = meetings[1].channels[0]
            assert (channel._tested_at is not None) == bool(jump)
            watching.cancel()
            await outcomes(watching)

    play(scene())


def test_a_tested_channel_is_lost_unless_it_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("p2p.channel.PING_AFTER_S", 0.2)
    monkeypatch.setattr("p2p.channel.TEST_S", 0.5)

    async def scene() -> None:
        async with tcp_channels() as (one, other):
            listening = [asyncio.ensure_future(channel.receive()) for channel in (one, other)]
            one.test()
            await asyncio.sleep(1.2)
            assert not any(task.done() for task in listening)  # the other side says PING from time to time
            other._timer.cancel()  # and now it does not
            await asyncio.sleep(0.2)
            one.test()
            lost, _ = await outcomes(*listening)
            assert isinstance(lost, ConnectionLost)
            assert lost.silent

    play(scene())
