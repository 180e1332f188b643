"""Connected people: who they are, the channels to them, and the last words before the computation.

Leaves to others: how they got connected (p2p.host, p2p.join), the computation (p2p.runner).
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.rounds import PartyId
from p2p.channel import Channel
from p2p.discussion import Hear, hear_all
from p2p.errors import ConnectionLost, NetworkError, PeerLeft, TimedOut
from p2p.greet import Myself, OpenDoors
from p2p.identity import Identity, labelled_hash, new_identity
from p2p.link import Link
from p2p.listener import Listener
from p2p.lobby import Acquaint, Message, Ready, Reason, Roster, is_name, roster_digest, sheet_digest
from p2p.stream import Traffic
from p2p.tasks import all_of, stop
from p2p.wire import Record, refuse_abort

M = TypeVar("M", bound=Message)
T = TypeVar("T")
LOST = (ConnectionLost, TimedOut)
"""Nobody meant it: who is lost like this may come back (p2p.reunion)."""
_ROLE = re.compile(r"([a-z0-9][a-z0-9_-]{0,63})?")
OFFER_S = 30.0
"""For what the other program does without asking anybody."""
MAX_EARLY, MAX_EARLY_BYTES = 64, 65_536
"""So much of what somebody says is kept while he is only listened to; with more he is not listened to any further."""


class Stage(StrEnum):
    """How far a meeting has got."""

    LISTENING = "listening"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    JOINED = "joined"
    LEFT = "left"
    MEETING = "meeting"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has accepted, as whoever invited sees him.

    Attributes:
        number: counted from 1 in the order of coming.
        name: what he calls himself, "" for nothing; nobody has checked it.
        role: "" on a sheet without roles.
    """

    number: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """Progress: what happens now, and how many of how many people are in, this one included.

    Attributes:
        people: who they are, by seat; told only to whoever invited, until all are here.
    """

    stage: Stage
    joined: int
    parties: int
    people: tuple[Person, ...] = ()


OnEvent = Callable[[MeetingEvent], None]


def ignore(event: MeetingEvent) -> None:
    """Tell nobody."""


def never() -> bool:
    """It is not so."""
    return False


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the roster.

    Attributes:
        seat: from 0; 0 is the host, then the joiners in the order in which they accepted.
        key: Ed25519 identity key for this meeting, 32 bytes.
        role: "" on a sheet without roles.
        name: what he calls himself, "" for nothing; nobody has checked it.
    """

    seat: int
    key: bytes
    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Digests:
    """What all must have in common before anything is computed, 32 bytes each.

    Attributes:
        sheet: digest of the sheet. circuit: of what it was compiled to. parameters: of engine parameters and capacity.
    """

    sheet: bytes
    circuit: bytes
    parameters: bytes


def require_role(role: str) -> None:
    """Raise MisuseError unless this is a role id or empty."""
    if not _ROLE.fullmatch(role):
        raise MisuseError("a role is an id of the sheet, or empty")


def require_name(name: str) -> None:
    """Raise MisuseError unless this can be shown as a name, or is empty."""
    if not is_name(name):
        raise MisuseError("a name is one plain line")


def myself(version: str, random: Callable[[int], bytes] = secrets.token_bytes) -> Myself:
    """A fresh identity for one meeting, and the version of the program."""
    return Myself(new_identity(random), version)


class Meeting:
    """Connected people who hold the same sheet and the same roster. Use it as `async with`, or call `close`.

    Attributes:
        me: own seat.
        members: by seat.
        sheet: the bytes all have accepted.
        roster: everybody, by seat, as the host told it.
        roster_digest: names this meeting: members, roles and sheet, 32 bytes; everybody has compared it with everybody.
            After people lost each other, or agreed to another sheet, it is a fresh one.
        channels: seat -> channel to everybody else.
        keys: identity keys sorted bytewise: the order of the parties in the engine.
        party_of_seat: party number of each seat.
        seat_of_party: seat of each party number.
        my_party: own party number.
        by_party: party number -> channel, for p2p.runner.
        spares_others: whether, when somebody leaves, the others are only cut off: then they can come together again and
            go on without (p2p.reunion). Else whoever notices ends it for all.
    """

    def __init__(
        self,
        roster: Roster,
        sheet: bytes,
        me: int,
        identity: Identity,
        links: Mapping[int, Link],
        traffic: Traffic,
        listener: Listener | None = None,
        late: OpenDoors | None = None,
        digest: bytes | None = None,
    ) -> None:
        """Args: late: what `listener` does for people who come too late. digest: a fresh one of people who are back."""
        self.me = me
        self.roster = roster
        self.members = tuple(
            Member(seat, entry.key, entry.role, entry.name) for seat, entry in enumerate(roster.entries)
        )
        self.sheet = sheet
        self.roster_digest = digest or roster_digest(roster, sheet)
        self.keys = tuple(sorted(member.key for member in self.members))
        self.party_of_seat: tuple[PartyId, ...] = tuple(self.keys.index(member.key) for member in self.members)
        self.seat_of_party = tuple(self.party_of_seat.index(party) for party in range(len(self.members)))
        self.my_party: PartyId = self.party_of_seat[me]
        self.channels: Mapping[int, Channel] = MappingProxyType({seat: links[seat].channel for seat in sorted(links)})
        self.by_party: Mapping[PartyId, Channel] = MappingProxyType(
            {self.party_of_seat[seat]: channel for seat, channel in self.channels.items()}
        )
        self.identity = identity
        self.traffic = traffic
        self.late = late
        self.spares_others: Callable[[], bool] = never
        self._links = dict(links)
        self._listener = listener
        self._asked = False

    @property
    def bytes_sent(self) -> int:
        """Bytes sent through all sockets of this meeting, framing and encryption included."""
        return self.traffic.sent

    @property
    def bytes_received(self) -> int:
        """Bytes received through all sockets of this meeting, framing and encryption included."""
        return self.traffic.received

    def sign(self, message: bytes) -> bytes:
        """Sign with the own identity key of this meeting; 64 bytes. Say in the message what it is for."""
        return self.identity.sign(message)

    def take_listener(self) -> Listener | None:
        """The listener, if there is one; whoever takes it closes it."""
        listener, self._listener = self._listener, None
        return listener

    async def swap(self, messages: Mapping[int, M]) -> dict[int, M]:
        """Say something to everybody, to each its own, and hear something of the same kind from each.

        Args:
            messages: seat -> what to say, for everybody else.

        Raises:
            MalformedMessage: another kind, or out of turn.
            ConnectionLost, PeerLeft, PeerAborted: somebody is gone.
        """
        heard: dict[int, M] = {}

        async def swap(seat: int, link: Link) -> None:
            link.send(messages[seat])
            heard[seat] = await link.expect(type(messages[seat]))

        await self._or_end(all_of(swap(seat, link) for seat, link in self._links.items()))
        return heard

    async def acquaint(self, body: bytes) -> dict[int, bytes]:
        """Swap some bytes with everybody, before anything is said to be ready. Encrypted, not part of any roster.

        Args:
            body: at most MAX_ACQUAINT bytes, the same for all; everybody's has the same length.

        Returns:
            Seat -> what it sent, untrusted, for everybody else.

        Raises:
            MalformedMessage: another length, or out of turn.
            ConnectionLost, PeerLeft, PeerAborted: somebody is gone.
        """
        heard: dict[int, bytes] = {}

        async def swap(seat: int, link: Link) -> None:
            link.send(Acquaint(body))
            heard[seat] = (await link.expect(Acquaint)).body
            if len(heard[seat]) != len(body):
                raise MalformedMessage("another length than everybody's")

        await self._or_end(all_of(swap(seat, link) for seat, link in self._links.items()))
        return heard

    def tell(self, message: Message) -> None:
        """Say the same to everybody; who is gone is noticed by whoever listens."""
        for link in self._links.values():
            with contextlib.suppress(NetworkError, PeerError):
                link.send(message)

    async def discuss(
        self,
        hear: Hear,
        gone_on: Callable[[int], None],
        over: asyncio.Future[T],
    ) -> T:
        """Hear what everybody says about the sheet until it is over; see p2p.discussion.hear_all.

        Raises:
            What hear_all raises; ConnectionLost, PeerLeft, PeerAborted: somebody is gone.
        """
        return await self._or_end(hear_all(self._links, hear, gone_on, over))

    def adopt(self, sheet: bytes) -> None:
        """Everybody has agreed to another sheet than all came with."""
        if self.roster_digest == roster_digest(self.roster, self.sheet):
            self.roster_digest = roster_digest(self.roster, sheet)
        else:
            self.roster_digest = labelled_hash("reviewed", self.roster_digest, sheet_digest(sheet))
        self.sheet = sheet

    async def meanwhile(self, work: Awaitable[T]) -> T:
        """Do something, such as asking the person, and notice who leaves or is lost before it is done.

        Raises:
            What the work raises. ConnectionLost, PeerLeft, PeerAborted: somebody is gone; the work is cancelled.
        """
        working = asyncio.ensure_future(work)
        try:
            await self._or_end(all_of(_listen_until(working, link.channel) for link in self._links.values()))
            return await working
        finally:
            await stop([working])

    async def confirm_ready(self, digests: Digests) -> None:
        """Compare with everybody what is about to be computed; returns when all have said the same.

        No time limit: others may still be thinking. A lost connection is noticed.

        Raises:
            SheetMismatch, CircuitMismatch, ParametersMismatch: somebody is about to compute something else; he sees
                the same error.
            ConnectionLost, PeerLeft, PeerAborted: somebody is gone.
            MisuseError: asked twice.
        """
        if self._asked:
            raise MisuseError("ready is said once")
        self._asked = True
        ready = Ready(digests.sheet, digests.circuit, digests.parameters)

        said = {seat: asyncio.Event() for seat in self._links}

        async def compare(seat: int, link: Link) -> None:
            link.send(ready)
            await link.expect(Ready)
            said[seat].set()
            waiting = asyncio.ensure_future(_all_set(said.values()))
            try:
                await _listen_until(waiting, link.channel)
            finally:
                await stop([waiting])

        await self._or_end(all_of(compare(seat, link) for seat, link in self._links.items()))

    async def _or_end(self, work: Coroutine[object, object, T]) -> T:
        finished = False
        reason = Reason.FAILED
        try:
            result = await work
            finished = True
            return result
        except asyncio.CancelledError:
            reason = Reason.LEFT
            raise
        except LOST:
            self.cut()  # without a word: it is lost for the others, too
            raise
        except (PeerLeft, PeerAborted):
            if self.spares_others():
                self.cut()
            raise
        finally:
            if not finished:
                await dismiss_all(self._links.values(), reason)

    def cut(self) -> None:
        """End all connections at once, without a word: for the others they are lost."""
        for channel in self.channels.values():
            channel.lose()

    async def close(self) -> None:
        """Say goodbye to all and free everything; about a second at most. Twice is fine."""
        await asyncio.gather(*(channel.close() for channel in self.channels.values()))
        if self._listener is not None:
            await self._listener.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def dismiss_all(links: Iterable[Link], reason: Reason) -> None:
    """End all conversations with one reason."""
    await asyncio.gather(*(link.dismiss(reason) for link in links))


async def _all_set(events: Iterable[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


async def _listen_until(waiting: asyncio.Future[T], channel: Channel) -> None:
    """Notice who leaves meanwhile; whatever else he says is for later, and stays in order."""
    early: list[Record] = []
    try:
        while len(early) < MAX_EARLY and sum(len(record.body) for record in early) < MAX_EARLY_BYTES:
            listening = asyncio.ensure_future(channel.receive())
            try:
                both: list[asyncio.Future[T] | asyncio.Future[Record]] = [waiting, listening]
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await stop([listening])
                if not listening.cancelled() and listening.exception() is None:
                    early.append(listening.result())
            if waiting.done():
                return
            refuse_abort(listening.result())
    finally:
        channel.put_back(early)
    await waiting
