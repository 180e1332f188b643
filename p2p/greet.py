"""From a connection that was just made to a channel whose other end is known: Noise handshake, then hello both ways.

Nothing private is said before both hellos were checked. Strangers get no byte, and 10 seconds. Behind an open door
(Door.is_open) anybody gets this far: who it is has to be found out next; until then little is kept of what he sends.

Leaves to others: the messages themselves (p2p.handshake, p2p.channel), what is said afterwards (p2p.meeting, p2p.mesh).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import TypeVar

from crypto.errors import MalformedMessage
from p2p.channel import NoiseSession, TcpChannel
from p2p.errors import ChannelError, Mismatch, TimedOut
from p2p.handshake import HANDSHAKE_BYTES, Door, Side, check_hello, make_hello
from p2p.identity import Identity
from p2p.stream import Stream
from p2p.wire import RecordType

HANDSHAKE_S = 10.0
T = TypeVar("T")
Welcome = Callable[[TcpChannel, Door], Coroutine[object, object, None]]
"""welcome(channel, door): finds out who came through an open door and what he gets; fails for no reason of the network
or the other side. The channel is closed afterwards."""


@dataclass(frozen=True, slots=True)
class OpenDoors:
    """What a listener does for people who hold nothing yet: through which doors, and who talks to them."""

    doors: tuple[Door, ...]
    welcome: Welcome


@dataclass(frozen=True, slots=True)
class Myself:
    """What this program says about itself at the door: its identity, and its version as printable ASCII."""

    identity: Identity
    version: str


async def connect(stream: Stream, door: Door, me: Myself, *, known_keys: frozenset[bytes] = frozenset()) -> TcpChannel:
    """Begin the handshake and show each other who is there.

    Args:
        stream: a connection that was just made; it is cut on every failure.
        door: what both sides hold; behind an open one the peer's key is that of a stranger.
        me: the own side.
        known_keys: keys that the other side must not have.

    Raises:
        VersionMismatch, RosterMismatch: the other program has another version or roster; it is told ours.
        TimedOut, ConnectionLost: no answer within HANDSHAKE_S, or the other side hung up (it holds something else).
        ChannelError, CheatingDetected, MalformedMessage: the other side broke the rules.
    """

    async def shake() -> TcpChannel:
        noise = NoiseSession(Side.INITIATOR, door)
        stream.write(noise.write_handshake())
        noise.read_handshake(await stream.read_exactly(HANDSHAKE_BYTES))
        return await _introduce(stream, noise, Side.INITIATOR, door, me, known_keys)

    return await _within_limits(stream, shake())


async def accept(
    stream: Stream, doors: Iterable[Door], me: Myself, *, known_keys: frozenset[bytes] = frozenset()
) -> tuple[TcpChannel, Door]:
    """Answer a handshake through whichever door it opens. Strangers get no byte.

    Args:
        stream: a connection that was just accepted; it is cut on every failure.
        doors: what the other side may hold.
        me: the own side.
        known_keys: keys that the other side must not have.

    Returns:
        The channel and its door. Look whether that is an open one.

    Raises:
        As connect; ChannelError also for everybody who holds none of the doors.
    """

    async def answer() -> tuple[TcpChannel, Door]:
        untrusted = await stream.read_exactly(HANDSHAKE_BYTES)
        for door in doors:
            noise = NoiseSession(Side.RESPONDER, door)
            try:
                noise.read_handshake(untrusted)
            except ChannelError:
                continue
            stream.write(noise.write_handshake())
            return await _introduce(stream, noise, Side.RESPONDER, door, me, known_keys), door
        raise ChannelError("a stranger")

    return await _within_limits(stream, answer())


async def _introduce(
    stream: Stream, noise: NoiseSession, side: Side, door: Door, me: Myself, known_keys: frozenset[bytes]
) -> TcpChannel:
    handshake_hash = noise.handshake_hash()
    channel = TcpChannel(stream, noise)
    finished = False
    try:
        channel.send(RecordType.HELLO, make_hello(side, me.identity, handshake_hash, door.roster_tag, me.version))
        record = await channel.receive()
        if record.type is not RecordType.HELLO:
            raise MalformedMessage("no hello")
        channel.peer_key = check_hello(
            record.body,
            side=side,
            own_key=me.identity.key,
            handshake_hash=handshake_hash,
            roster_tag=door.roster_tag,
            program_version=me.version,
            known_keys=known_keys,
        )
        channel.own_key, channel.binding = me.identity.key, handshake_hash
        if not door.is_open:
            stream.trust()
        finished = True
        return channel
    except Mismatch:
        await channel.close()  # so that our hello arrives and the other side can say the same
        raise
    finally:
        if not finished:
            channel.abort()


async def _within_limits(stream: Stream, work: Coroutine[object, object, T]) -> T:
    finished = False
    try:
        async with asyncio.timeout(HANDSHAKE_S):
            result = await work
        finished = True
        return result
    except TimeoutError:
        raise TimedOut("no answer during the handshake") from None
    finally:
        if not finished:
            stream.abort()
