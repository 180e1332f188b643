"""One behaviour for all channels, and what only happens on a network: strangers, replay, tampering, silence."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import MalformedMessage, PeerError
from p2p import channel as channel_module
from p2p.channel import Channel, NoiseSession, TcpChannel
from p2p.errors import ChannelError, ConnectionLost, NetworkError, PeerLeft
from p2p.handshake import Side
from p2p.stream import Stream
from p2p.wire import MAX_BODY, Record, RecordType, encode_record, frame_ciphertext
from tests.p2p.helpers import Relay, a_door, in_memory, kinds, outcomes, play, tcp_channels

Pair = Callable[[], contextlib.AbstractAsyncContextManager[tuple[Channel, Channel]]]


@pytest.fixture(params=[tcp_channels, in_memory])
def pair(request: pytest.FixtureRequest) -> Pair:
    """Makes two ends of one channel: over TCP, or in memory."""
    made: Pair = request.param
    return made


# ---- the contract


def test_records_arrive_in_order_both_ways(pair: Pair) -> None:
    async def scene() -> None:
        async with pair() as (one, other):
            sent = [(RecordType.LOBBY, bytes([n]) * n) for n in range(40)] + [(RecordType.ENGINE, bytes(MAX_BODY))] * 9
            for type_, body in sent:
                one.send(type_, body)
                other.send(type_, body[::-1])
            for type_, body in sent:
                assert await other.receive() == Record(type_, body)
                assert await one.receive() == Record(type_, body[::-1])

    play(scene())


def test_receiving_waits_and_can_be_cancelled_without_loss(pair: Pair) -> None:
    async def scene() -> None:
        async with pair() as (one, other):
            for n in range(20):
                waiting = asyncio.ensure_future(other.receive())
                await asyncio.sleep(0.001 * (n % 3))
                if n % 2:
                    one.send(RecordType.ENGINE, bytes([n]) * 5000)
                waiting.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    record = await waiting
                    assert record.body == bytes([n]) * 5000
                    continue
                if n % 2:
                    assert (await other.receive()).body == bytes([n]) * 5000

    play(scene())


def test_signs_of_life_are_not_shown(pair: Pair) -> None:
    async def scene() -> None:
        async with pair() as (one, other):
            one.send(RecordType.PING)
            one.send(RecordType.PING)
            one.send(RecordType.ENGINE, b"word")
            assert (await other.receive()).body == b"word"

    play(scene())


def test_a_goodbye_is_told_from_a_loss(pair: Pair) -> None:
    async def scene() -> None:
        async with pair() as (one, other):
            one.send(RecordType.ENGINE, b"last word")
            closing = asyncio.ensure_future(one.close())
            assert (await other.receive()).body == b"last word"
            for _ in range(2):
                with pytest.raises(PeerLeft):
                    await other.receive()
            with pytest.raises(PeerLeft):
                other.send(RecordType.ENGINE, b"too late")
            await asyncio.gather(closing, other.close())
        async with pair() as (one, other):
            one.abort()
            for _ in range(2):
                with pytest.raises(ConnectionLost):
                    await other.receive()

    play(scene())


def test_losses_name_the_seat(pair: Pair) -> None:
    async def scene() -> None:
        async with pair() as (one, other):
            other.seat = 3
            one.abort()
            with pytest.raises(ConnectionLost) as caught:
                await other.receive()
            assert caught.value.seat == 3

    play(scene())


def test_a_closed_channel_does_nothing_more(pair: Pair) -> None:
    async def scene() -> None:
        for end in ("close", "abort"):
            async with pair() as (one, other):
                waiting = asyncio.ensure_future(one.receive())
                await asyncio.sleep(0)
                if end == "close":
                    await asyncio.gather(one.close(), other.close())
                    await one.close()
                else:
                    one.abort()
                    one.abort()
                with pytest.raises(ChannelError):
                    one.send(RecordType.ENGINE, b"x")
                with pytest.raises(ChannelError):
                    await one.receive()
                with pytest.raises((ChannelError, PeerLeft, ConnectionLost)):
                    await waiting

    play(scene())


WRONG: list[Callable[[Channel], bytes]] = [
    lambda one: encode_record(RecordType.ENGINE, one._next_out + 1, b"skipped"),
    lambda one: encode_record(RecordType.ENGINE, 0, b"again"),
    lambda one: bytes(13),
    lambda one: encode_record(RecordType.ENGINE, one._next_out, b"longer") + b"\0",
    lambda one: encode_record(RecordType.LOBBY, one._next_out, b"x")[:-1] + b"\1",
    lambda one: encode_record(RecordType.PING, one._next_out, b"hidden word"),
    lambda one: encode_record(RecordType.FIN, one._next_out, b"hidden word"),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_breaks_the_rules_poisons_the_channel(pair: Pair, wrong: Callable[[Channel], bytes]) -> None:
    async def scene() -> None:
        async with pair() as (one, other):
            one.send(RecordType.ENGINE, b"fine")
            assert (await other.receive()).body == b"fine"
            one._put(wrong(one))
            one._put(encode_record(RecordType.ENGINE, one._next_out, b"fine again"))
            for _ in range(2):
                with pytest.raises((MalformedMessage, ChannelError)):
                    await other.receive()
                with pytest.raises((MalformedMessage, ChannelError)):
                    other.send(RecordType.ENGINE, b"x")
            with pytest.raises(ConnectionLost):
                await one.receive()  # the connection was cut

    play(scene())


def test_two_large_writes_at_once(pair: Pair) -> None:
    """Nobody waits for the other before reading: neither end ever blocks in send."""

    async def scene() -> None:
        async with pair() as (one, other):
            body = bytes(MAX_BODY)
            for _ in range(65):
                one.send(RecordType.ENGINE, body)
                other.send(RecordType.ENGINE, body)

            async def drain(end: Channel) -> int:
                return sum([len((await end.receive()).body) for _ in range(65)])

            assert await asyncio.gather(drain(one), drain(other)) == [65 * MAX_BODY] * 2
            assert one.unsent == other.unsent == 0

    play(scene())


# ---- over TCP


def test_sockets_are_quick_and_kept_alive() -> None:
    import socket

    async def scene() -> None:
        async with tcp_channels() as (one, other):
            for end in (one, other):
                transport = end._stream._transport
                assert transport is not None
                raw = transport.get_extra_info("socket")
                assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                assert raw.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)

    play(scene())


@contextlib.asynccontextmanager
async def offline() -> AsyncIterator[tuple[NoiseSession, TcpChannel]]:
    """A channel whose bytes the test pours in by hand, and the encryption of its other end."""
    theirs, ours = NoiseSession(Side.INITIATOR, a_door()), NoiseSession(Side.RESPONDER, a_door())
    ours.read_handshake(theirs.write_handshake())
    theirs.read_handshake(ours.write_handshake())
    stream = Stream()
    stream.trust()
    channel = TcpChannel(stream, ours)
    try:
        yield theirs, channel
    finally:
        channel.abort()


def pour(channel: TcpChannel, data: bytes, step: int) -> None:
    for start in range(0, len(data), step):
        piece = data[start : start + step]
        room = channel._stream.get_buffer(len(piece))
        room[: len(piece)] = piece
        channel._stream.buffer_updated(len(piece))


@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_records_arrive_whole_or_one_byte_at_a_time(step: int) -> None:
    async def scene() -> None:
        async with offline() as (theirs, channel):
            bodies = [b"a", b"", bytes(3000)]
            data = b"".join(
                frame_ciphertext(theirs.encrypt(encode_record(RecordType.ENGINE, n, body)))
                for n, body in enumerate(bodies)
            )
            pour(channel, data, step)
            assert [(await channel.receive()).body for _ in bodies] == bodies

    play(scene())


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=200), st.booleans())
def test_garbage_poisons_whole_or_one_byte_at_a_time(garbage: bytes, in_one: bool) -> None:
    async def scene() -> list[Any]:
        async with offline() as (_, channel):
            pour(channel, garbage, len(garbage) if in_one else 1)
            channel._stream.eof_received()
            return await outcomes(channel.receive(), channel.receive())

    results = play(scene())
    assert all(isinstance(error, (PeerError, NetworkError)) for error in results)


def test_every_changed_byte_is_noticed() -> None:
    """A computer in between changes one byte of one encrypted record; or cuts, repeats or swaps records."""

    async def scene(change: Callable[[list[bytes]], bytes]) -> list[Any]:
        async with offline() as (theirs, channel):
            words = [
                frame_ciphertext(theirs.encrypt(encode_record(RecordType.ENGINE, n, bytes([65 + n])))) for n in range(3)
            ]
            pour(channel, change(words), 50)
            channel._stream.eof_received()
            return await outcomes(*(channel.receive() for _ in range(3)))

    n_bytes = 2 + 13 + 1 + 16
    for place in range(n_bytes):
        results = play(scene(lambda w, p=place: w[0] + w[1][:p] + bytes([w[1][p] ^ 1]) + w[1][p + 1 :] + w[2]))
        assert results[0] == Record(RecordType.ENGINE, b"A")
        assert all(isinstance(error, (PeerError, ConnectionLost)) for error in results[1:])
    for change in (
        lambda w: w[0] + w[0] + w[1],
        lambda w: w[0] + w[2] + w[1],
        lambda w: w[0] + w[2],
        lambda w: w[0] + w[1][:-1],
        lambda w: w[0] + b"\xff\xff" + w[1],
        lambda w: w[0] + b"\x00\x00" + w[1],
    ):
        results = play(scene(change))
        assert results[0] == Record(RecordType.ENGINE, b"A")
        assert all(isinstance(error, (PeerError, ConnectionLost)) for error in results[1:])


def test_silence_is_noticed_and_signs_of_life_prevent_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel_module, "PING_AFTER_S", 0.1)
    monkeypatch.setattr(channel_module, "LOST_AFTER_S", 0.7)

    async def scene() -> None:
        relay = Relay()
        async with tcp_channels(relay) as (one, other):
            waiting = [asyncio.ensure_future(end.receive()) for end in (one, other)]
            await asyncio.sleep(1)
            assert not any(task.done() for task in waiting)
            relay.deaf = True
            results = await outcomes(*waiting)
            assert kinds(results) == ["ConnectionLost"] * 2

    play(scene())


def test_a_reader_who_does_not_read_is_not_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """While this side does not read, bytes pile up elsewhere; that is not the other side's silence."""
    monkeypatch.setattr(channel_module, "PING_AFTER_S", 0.05)
    monkeypatch.setattr(channel_module, "LOST_AFTER_S", 0.2)

    async def scene() -> None:
        async with tcp_channels() as (one, other):
            body = bytes(MAX_BODY)
            for _ in range(60):
                one.send(RecordType.ENGINE, body)
            draining = asyncio.ensure_future(one.receive())
            await asyncio.sleep(0.5)
            assert other._stream.is_paused
            for _ in range(60):
                assert (await other.receive()).body == body
            draining.cancel()

    play(scene())


def test_a_peer_that_never_reads_cannot_fill_the_memory() -> None:
    async def scene() -> None:
        async with tcp_channels() as (one, other):
            body = bytes(MAX_BODY)

            def send_without_end() -> None:
                while True:
                    one.send(RecordType.ENGINE, body)

            with pytest.raises(ConnectionLost):
                send_without_end()
            assert one.unsent == 0
            other.abort()

    play(scene())


def test_a_record_of_an_older_channel_is_refused() -> None:
    """Everything that one session said is played back into the next one."""

    async def record() -> bytearray:
        relay = Relay()
        async with tcp_channels(relay) as (one, other):
            other.send(RecordType.ENGINE, b"pay 100")
            assert (await one.receive()).body == b"pay 100"
        return relay.heard[0][0]

    async def scene() -> None:
        old = await record()
        n_word, n_goodbye = 2 + 13 + 7 + 16, 2 + 13 + 16
        last = bytes(old[-n_word - n_goodbye : -n_goodbye])
        relay = Relay()
        state = {"replay": False}
        relay.change = lambda towards, data: last + data if towards and state["replay"] else data
        async with tcp_channels(relay) as (one, other):
            other.send(RecordType.ENGINE, b"hello")
            assert (await one.receive()).body == b"hello"
            state["replay"] = True
            other.send(RecordType.ENGINE, b"word")
            with pytest.raises(ChannelError):
                await one.receive()

    play(scene())
