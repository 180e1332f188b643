"""The host: shows an invite, shows the sheet to whoever holds it, seats those who accept, and introduces them.

An invite has parties - 1 places. Looking at the sheet and leaving costs none; accepting takes one, for good. Later
comers are told that it is used, as long as this program runs. After three broken conversations it is withdrawn.

Leaves to others: which roles go together (check_roles), what joiners do (p2p.join).
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.rounds import Random
from p2p.addresses import is_diallable
from p2p.channel import TcpChannel
from p2p.errors import InviteError, InviteExpired, Mismatch, NetworkError, PairUnreachable
from p2p.greet import OpenDoors, accept
from p2p.group import OFFER_S, Meeting, MeetingEvent, OnEvent, Stage, dismiss_all, ignore, myself, require_role
from p2p.handshake import Door, invite_door
from p2p.invite import LIFETIME_S, MAX_PARTIES, SECRET_BYTES, Invite, encode_invite
from p2p.link import Link
from p2p.listener import ANYWHERE, ListenAt, Listener
from p2p.lobby import (
    MAX_SHEET,
    Accept,
    Agreed,
    Entry,
    Gathered,
    Leave,
    Met,
    Offer,
    Part,
    Reason,
    Refuse,
    Roster,
    roster_digest,
)
from p2p.mesh import MESH_S
from p2p.secret import Secret
from p2p.stream import Stream, Traffic
from p2p.tasks import all_of, stop, within

MAX_READERS = 16
MAX_BROKEN = 3
READING_S = 15 * 60
"""How long a sheet may be read after the invite has expired."""

CheckRoles = Callable[[tuple[str, ...]], None]
"""Gets the roles by seat; raises if they do not go together."""


async def host_meeting(
    sheet: bytes,
    parties: int,
    role: str,
    *,
    version: str,
    check_roles: CheckRoles,
    on_invite: Callable[[str], None],
    on_event: OnEvent = ignore,
    listen: ListenAt = ANYWHERE,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
    lifetime_s: float = LIFETIME_S,
    open_doors: OpenDoors | None = None,
) -> Meeting:
    """Invite people to a sheet and wait until all are here and connected to each other.

    Args:
        sheet: its canonical bytes, at most 1 MiB.
        parties: how many people in all, this one included, 2 to MAX_PARTIES.
        role: own role, "" on a sheet without roles.
        version: of this program, printable ASCII; shown to the others.
        check_roles: called once with the roles of all seats; when it raises, all are told that the roles clash.
        on_invite: called once with the line of the invite. It is a secret of the invited people.
        on_event: told about progress.
        listen: where to listen; see p2p.listener.parse_listen.
        clock: seconds since 1970, for the date on the invite.
        random: source of the secret and of the identity.
        lifetime_s: how long the invite is valid, seconds.
        open_doors: for people who hold no invite yet, at the same port; see p2p.reception.

    Returns:
        The meeting; this side has seat 0. Close it.

    Raises:
        InviteExpired: not all came in time.
        VersionMismatch: somebody came with a program that does not fit.
        PairUnreachable: two joiners cannot reach each other.
        ConnectionLost, PeerLeft, PeerAborted, MalformedMessage, CannotListen: as they say.
        What check_roles raises.
    """
    require_role(role)
    if not 1 <= len(sheet) <= MAX_SHEET or not 2 <= parties <= MAX_PARTIES:
        raise MisuseError("no such meeting")
    host = _Host(sheet, parties, role, version, on_event, random, open_doors)
    meeting: Meeting | None = None
    reason = Reason.FAILED
    try:
        on_invite(await host.invite(listen, clock, lifetime_s))
        await host.wait_for_all(lifetime_s)
        reason = Reason.ROLES
        check_roles(host.roles())
        reason = Reason.FAILED
        meeting = await host.introduce()
        return meeting
    except asyncio.CancelledError:
        reason = Reason.LEFT
        raise
    except InviteExpired:
        reason = Reason.EXPIRED
        raise
    finally:
        if meeting is None:
            await host.end(reason)


async def _turn_away(channel: TcpChannel, door: Door) -> None:
    """Without open doors nobody comes through one."""


@dataclass(slots=True)
class _Seated:
    """A joiner who has accepted. Until the roster goes out somebody watches whether he is still there."""

    link: Link
    accept: Accept
    watch: asyncio.Task[None] | None = None


class _Host:
    def __init__(
        self,
        sheet: bytes,
        parties: int,
        role: str,
        version: str,
        on_event: OnEvent,
        random: Random,
        open_doors: OpenDoors | None,
    ) -> None:
        self._sheet = sheet
        self._parties = parties
        self._role = role
        self._me = myself(version, random)
        self._on_event = on_event
        self._secret = Secret(random(SECRET_BYTES))
        self._door = invite_door(self._secret)
        self._open_doors = open_doors or OpenDoors((), _turn_away)
        self._traffic = Traffic()
        self._listener = Listener(self._serve, self._traffic)
        self._seated: list[_Seated] = []
        self._closed: Reason | None = None
        self._readers: set[Link] = set()
        self._broken = 0
        self._all_here: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def invite(self, listen: ListenAt, clock: Callable[[], float], lifetime_s: float) -> str:
        await self._listener.open(listen)
        self._tell(Stage.LISTENING)
        return encode_invite(
            Invite(
                secret=self._secret,
                parties=self._parties,
                expires=int(clock() + lifetime_s),
                addresses=self._listener.addresses,
                port=self._listener.port,
            )
        )

    def roles(self) -> tuple[str, ...]:
        return (self._role, *(seated.accept.role for seated in self._seated))

    async def wait_for_all(self, lifetime_s: float) -> None:
        """Until every place is taken. Who is reading the sheet when time is up may go on for READING_S."""
        loop = asyncio.get_running_loop()
        timers = [
            loop.call_later(lifetime_s, self._expire),
            loop.call_later(lifetime_s + READING_S, self._stop_readers),
        ]
        try:
            await self._all_here
        finally:
            for timer in timers:
                timer.cancel()
            await stop([seated.watch for seated in self._seated if seated.watch is not None])

    async def introduce(self) -> Meeting:
        """Send the roster, hear who could meet, and agree."""
        me = Entry(self._me.identity.key, self._role, (), 0)
        entries = [
            Entry(seated.link.channel.peer_key, seated.accept.role, seated.accept.addresses, seated.accept.port)
            for seated in self._seated
        ]
        roster = Roster((me, *entries))
        links = [seated.link for seated in self._seated]
        self._tell(Stage.MEETING)
        for link in links:
            link.send(roster)
        reports = await all_of(within(MESH_S + OFFER_S, link.expect(Met)) for link in links)
        pairs = {
            (min(seat, other), max(seat, other))
            for seat, met in enumerate(reports, start=1)
            for other in met.unreachable
            if 0 < other < self._parties and other != seat
        }
        for link in links:
            link.send(Gathered(tuple(sorted(pairs))))
        if pairs:
            raise PairUnreachable("some joiners cannot reach each other", pairs=tuple(sorted(pairs)))
        digest = roster_digest(roster, self._sheet)
        for link in links:
            link.send(Agreed(digest))
        await all_of(within(OFFER_S, link.expect(Agreed)) for link in links)
        self._tell(Stage.MET)
        self._secret = Secret(b"")  # what is left is just enough to say that the invite is used
        by_seat = dict(enumerate(links, start=1))
        late = OpenDoors((self._door, *self._open_doors.doors), self._too_late)
        return Meeting(roster, self._sheet, 0, self._me.identity, by_seat, self._traffic, self._listener, late)

    async def end(self, reason: Reason) -> None:
        """Tell everybody and free everything."""
        self._closed = self._closed or Reason.USED
        if self._all_here.done() and not self._all_here.cancelled():
            self._all_here.exception()  # seen
        await dismiss_all([seated.link for seated in self._seated], reason)
        await self._listener.close()

    async def _serve(self, stream: Stream) -> None:
        """Somebody connects."""
        try:
            channel, door = await accept(stream, (self._door, *self._open_doors.doors), self._me)
        except Mismatch as error:
            self._fail(error)
            return
        except (NetworkError, PeerError):
            return  # a stranger, or an invited person's second try at another address
        if door.is_open:  # he may get the invite, and then comes again
            try:
                await self._open_doors.welcome(channel, door)
            finally:
                await channel.close()
            return
        self._listener.admit(stream)
        link = Link(channel, Part.HOST)
        try:
            await self._show(link)
        except Mismatch as error:
            self._fail(error)
        except (NetworkError, InviteError, PeerAborted):
            return  # he left, or the connection broke, before he had accepted
        except PeerError as error:
            self._broken += 1
            if self._broken >= MAX_BROKEN:
                self._fail(error)
        finally:
            if not any(seated.link is link for seated in self._seated):
                await channel.close()

    async def _too_late(self, channel: TcpChannel, door: Door) -> None:
        """Somebody comes when all places are taken, and others look after the listener."""
        if door.is_open:
            await self._open_doors.welcome(channel, door)
            return
        with contextlib.suppress(NetworkError, PeerError):
            Link(channel, Part.HOST).send(Refuse(self._closed or Reason.USED))

    async def _show(self, link: Link) -> None:
        """Show the sheet and hear what he says."""
        if self._closed is not None or len(self._readers) >= MAX_READERS:
            link.send(Refuse(self._closed or Reason.BUSY))
            return
        self._readers.add(link)
        try:
            link.send(Offer(self._parties, self._sheet))
            answer = await link.receive()
            if isinstance(answer, Accept):
                self._seat(link, answer)
            elif not isinstance(answer, Leave):
                raise MalformedMessage("not an answer to an offer")
        finally:
            self._readers.discard(link)
            self._settle()

    def _seat(self, link: Link, accept_: Accept) -> None:
        keys = {self._me.identity.key, *(seated.link.channel.peer_key for seated in self._seated)}
        if link.channel.peer_key in keys:
            raise MalformedMessage("one person on two seats")
        if not all(is_diallable(address) for address in accept_.addresses):
            raise MalformedMessage("an address that is none")
        if (self._parties > 2) != bool(accept_.port and accept_.addresses):
            raise MalformedMessage("addresses that nobody needs, or none where they are needed")
        link.channel.seat = len(self._seated) + 1
        seated = _Seated(link, accept_)
        self._seated.append(seated)
        self._tell(Stage.JOINED)
        if len(self._seated) == self._parties - 1:
            self._closed = Reason.USED
            self._readers.discard(link)
            self._refuse_readers(Reason.USED)
        else:
            seated.watch = asyncio.ensure_future(self._watch(link))

    async def _watch(self, link: Link) -> None:
        """Nothing may come from somebody who waits for the roster, but he may leave."""
        try:
            await link.receive()
        except (NetworkError, PeerError) as error:
            self._fail(error)
        else:
            self._fail(MalformedMessage("a word out of turn"))

    def _settle(self) -> None:
        """Is everybody here, or will nobody come any more?"""
        if self._all_here.done():
            return
        if len(self._seated) == self._parties - 1:
            self._all_here.set_result(None)
        elif self._closed is Reason.EXPIRED and not self._readers:
            self._all_here.set_exception(InviteExpired("not everybody came in time"))

    def _expire(self) -> None:
        self._closed = self._closed or Reason.EXPIRED
        self._settle()

    def _stop_readers(self) -> None:
        self._refuse_readers(Reason.EXPIRED)
        self._readers.clear()
        self._settle()

    def _refuse_readers(self, reason: Reason) -> None:
        for reader in self._readers:
            with contextlib.suppress(NetworkError, PeerError):
                reader.send(Refuse(reason))  # whatever he says now comes too late

    def _fail(self, error: NetworkError | PeerError) -> None:
        if not self._all_here.done():
            self._all_here.set_exception(error)

    def _tell(self, stage: Stage) -> None:
        self._on_event(MeetingEvent(stage, len(self._seated) + 1, self._parties))
