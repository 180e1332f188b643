"""Two computers try to reach each other, from both sides, and tell each other what came of it. Nothing is compared.

Whoever waits shows an invite; it opens another door than that of a meeting. Whoever holds it calls, says where it can
be called itself, is called there, and is told the result, so that both know both directions.

Leaves to others: what the results mean (desktop.doctor.verdict), dialling (p2p.dial).
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec

from crypto.errors import MalformedMessage, PeerError
from crypto.rounds import Random
from p2p.addresses import Interface, interfaces, is_diallable, is_loopback, is_next_door
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import (
    ConnectionRefused,
    InviteError,
    InviteExpired,
    NetworkError,
    NetworkKeepsApart,
    NoNetwork,
    VersionMismatch,
)
from p2p.greet import Myself, accept, connect
from p2p.group import myself
from p2p.handshake import Door, invite_door
from p2p.identity import labelled_hash
from p2p.invite import LIFETIME_S, MAX_ADDRESSES, SECRET_BYTES, Invite, encode_invite, parse_invite
from p2p.join import peek
from p2p.listener import ANYWHERE, ListenAt, Listener
from p2p.secret import Secret
from p2p.stream import Stream
from p2p.tasks import within
from p2p.wire import RecordType

CALL_S = 6.0
"""For one direction, all addresses together."""
ANSWER_S = CALL_S + 4.0
MAX_WORD = 1024


class Reach(StrEnum):
    """What came of trying to reach a computer."""

    REACHED = "reached"
    REFUSED = "refused"  # a computer answered, but nobody there waits for this
    SILENT = "silent"  # it is next door, and nothing came back
    APART = "apart"  # it is next door, and the network says that it cannot be reached
    FAR = "far"  # none of its addresses is next door, and none answered
    OFFLINE = "offline"  # this computer has no network
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Checked:
    """What two computers found out about each other.

    Attributes:
        outward: whether this computer reaches the other one.
        inward: whether the other one reaches this one.
        next_door: whether some address of the other one is in a network of this computer.
        mismatch: both have the invite, but their programs do not fit together.
    """

    outward: Reach
    inward: Reach
    next_door: bool
    mismatch: VersionMismatch | None = None


class Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="call"):
    """Whoever holds the invite: call me there."""

    addresses: Annotated[
        tuple[Annotated[str, msgspec.Meta(max_length=45)], ...], msgspec.Meta(max_length=MAX_ADDRESSES)
    ]
    port: Annotated[int, msgspec.Meta(ge=1, le=65_535)]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="told"):
    """Whoever waited: this came of calling you."""

    reach: Reach


Word = Call | Told
W = TypeVar("W", Call, Told)
_decoder = msgspec.msgpack.Decoder(Call | Told)


def encode_word(word: Word) -> bytes:
    """The one encoding of a word."""
    return msgspec.msgpack.encode(word)


def decode_word(untrusted: bytes) -> Word:
    """Read a word of the other computer.

    Raises:
        MalformedMessage: too long, another shape, a value out of range, or not the one encoding of what it says.
    """
    if len(untrusted) > MAX_WORD:
        raise MalformedMessage("too long for a word of a check")
    try:
        word: Word = _decoder.decode(untrusted)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise MalformedMessage("a word of a check that does not decode") from error
    if encode_word(word) != untrusted:
        raise MalformedMessage("a word of a check in another encoding")
    if isinstance(word, Call) and not all(is_diallable(address) for address in word.addresses):
        raise MalformedMessage("an address that is none")
    return word


def _door(secret: Secret[bytes], label: str) -> Door:
    """A door of its own, so that an invite to a check opens no meeting and the other way round."""
    return invite_door(Secret(labelled_hash(f"check {label}", secret.reveal())))


async def await_check(
    *,
    version: str,
    on_invite: Callable[[str], None],
    listen: ListenAt = ANYWHERE,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
    lifetime_s: float = LIFETIME_S,
) -> Checked:
    """Show an invite, and check with the first computer that comes with it.

    Args:
        version: of this program, printable ASCII.
        on_invite: called once with the line of the invite.
        listen: where to wait.
        clock: seconds since 1970, for the date on the invite.
        random: source of the secret and of the identity.
        lifetime_s: how long to wait, seconds.

    Raises:
        InviteExpired: nobody came.
        CannotListen: it cannot wait there.
    """
    secret = Secret(random(SECRET_BYTES))
    me = myself(version, random)
    checked: asyncio.Future[Checked] = asyncio.get_running_loop().create_future()

    async def serve(stream: Stream) -> None:
        try:
            found = await _answer(stream, secret, me, listener)
        except (NetworkError, PeerError):
            return  # a stranger, or somebody whose connection broke; the next one may come
        if not checked.done():
            checked.set_result(found)

    listener = Listener(serve)
    await listener.open(listen)
    try:
        expires = int(clock() + lifetime_s)
        on_invite(encode_invite(Invite(secret, 2, expires, listener.addresses, listener.port)))
        async with asyncio.timeout(lifetime_s):
            return await checked
    except TimeoutError:
        raise InviteExpired("nobody came to check") from None
    finally:
        await listener.close()


async def _answer(stream: Stream, secret: Secret[bytes], me: Myself, listener: Listener) -> Checked:
    """Somebody connects: hear where to call back, call, and tell."""
    try:
        channel, _ = await accept(stream, (_door(secret, "there"),), me)
    except VersionMismatch as error:
        return Checked(Reach.UNTRIED, Reach.REACHED, True, error)
    listener.admit(stream)
    try:
        call = await within(ANSWER_S, _hear(channel, Call))
        known = interfaces()
        reach = await _try(call.addresses, call.port, _door(secret, "back"), me, known)
        channel.send(RecordType.LOBBY, encode_word(Told(reach)))
        with contextlib.suppress(NetworkError, PeerError):
            await within(ANSWER_S, channel.receive())  # until the other side has read it and goes
        return Checked(reach, Reach.REACHED, _is_near(call.addresses, known))
    finally:
        await channel.close()


async def check_with(
    invite_text: str,
    *,
    version: str,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
) -> Checked:
    """Check with the computer that shows this invite. One to a meeting is only looked at, and stays usable.

    Raises:
        InviteError: the invite cannot be read, or is out of date.
    """
    invite = parse_invite(invite_text)
    if clock() >= invite.expires:
        raise InviteExpired("its time is over")
    me = myself(version, random)
    known = interfaces()
    near = _is_near(invite.addresses, known)
    called = asyncio.Event()

    async def serve(stream: Stream) -> None:
        try:
            channel, _ = await accept(stream, (_door(invite.secret, "back"),), me)
        except (NetworkError, PeerError):
            return
        called.set()
        await channel.close()

    listener = Listener(serve)
    local = all(is_loopback(address) for address in invite.addresses)
    await listener.open((invite.addresses[0], 0) if local else ANYWHERE)
    try:
        channel = await _open(invite.addresses, invite.port, _door(invite.secret, "there"), me)
        try:
            channel.send(RecordType.LOBBY, encode_word(Call(listener.addresses, listener.port)))
            told = await within(ANSWER_S, _hear(channel, Told))
            return Checked(Reach.REACHED, Reach.REACHED if called.is_set() else told.reach, near)
        finally:
            await channel.close()
    except VersionMismatch as error:
        return Checked(Reach.REACHED, Reach.UNTRIED, near, error)
    except ConnectionRefused:
        return await _look_in(invite_text, version, near)
    except (NetworkError, PeerError) as error:
        return Checked(_meaning(error, near), Reach.UNTRIED, near)
    finally:
        await listener.close()


async def _look_in(invite_text: str, version: str, near: bool) -> Checked:
    """Somebody answers, but does not wait for a check; it may be the host of a meeting."""
    try:
        await peek(invite_text, version=version)
    except VersionMismatch as error:
        return Checked(Reach.REACHED, Reach.UNTRIED, near, error)
    except (InviteError, PeerError):
        return Checked(Reach.REACHED, Reach.UNTRIED, near)
    except NetworkError:
        return Checked(Reach.REFUSED, Reach.UNTRIED, near)
    return Checked(Reach.REACHED, Reach.UNTRIED, near)


async def _open(addresses: Sequence[str], port: int, door: Door, me: Myself) -> TcpChannel:
    return await dial(addresses, port, lambda stream: connect(stream, door, me), total_s=CALL_S)


async def _try(addresses: Sequence[str], port: int, door: Door, me: Myself, known: Sequence[Interface]) -> Reach:
    near = _is_near(addresses, known)
    try:
        channel = await _open(addresses, port, door, me)
    except (NetworkError, PeerError) as error:
        return _meaning(error, near)
    await channel.close()
    return Reach.REACHED


def _meaning(error: NetworkError | PeerError, near: bool) -> Reach:
    if isinstance(error, NoNetwork):
        return Reach.OFFLINE
    if isinstance(error, NetworkKeepsApart):
        return Reach.APART
    if isinstance(error, (ConnectionRefused, PeerError)):
        return Reach.REFUSED
    return Reach.SILENT if near else Reach.FAR


def _is_near(addresses: Sequence[str], known: Sequence[Interface]) -> bool:
    """Whether one of these is in a network of this computer, or all of them are this computer itself.

    Link-local addresses look the same everywhere; they count only where there are no others.
    """
    outside = [address for address in addresses if not is_loopback(address)]
    routed = [address for address in outside if not ipaddress.ip_address(address).is_link_local]
    return not outside or any(is_next_door(address, known) for address in routed or outside)


async def _hear(channel: TcpChannel, kind: type[W]) -> W:
    record = await channel.receive()
    word = decode_word(record.body) if record.type is RecordType.LOBBY else None
    if not isinstance(word, kind):
        raise MalformedMessage("not the word that belongs here")
    return word
