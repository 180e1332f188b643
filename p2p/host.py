"""The host: shows an invite, shows the sheet to whoever holds it, seats those who accept, and introduces them.

An invite has parties - 1 places. Looking at the sheet and leaving costs none; accepting takes one, which is free again
when its holder goes before all are here. Later comers are told that it is used, even by another run of this program, as
long as it would have been valid. After three broken conversations it is withdrawn.

Leaves to others: which roles go together (check_roles), what joiners do (p2p.join), who sits where (p2p.seats).
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Sequence

import msgspec

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.params import MAX_PARTIES
from crypto.rounds import Random
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import InviteError, InviteExpired, InviteUsed, Mismatch, NetworkError, PairUnreachable
from p2p.greet import OpenDoors, accept, connect
from p2p.group import (
    OFFER_S,
    Meeting,
    MeetingEvent,
    OnEvent,
    Stage,
    dismiss_all,
    ignore,
    myself,
    require_name,
    require_role,
)
from p2p.handshake import Door, invite_door, known_door, reply_door
from p2p.helm import Helm
from p2p.invite import LIFETIME_S, SECRET_BYTES, Invite, encode_invite
from p2p.link import Link, meaning_of, turn_away
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
    agreed_digest,
)
from p2p.mesh import MESH_S
from p2p.past import Memory, Past, PastInvite
from p2p.reply import parse_reply
from p2p.router import Router
from p2p.seats import Seats
from p2p.secret import Secret
from p2p.stream import Stream, Traffic
from p2p.tasks import all_of, within

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
    name: str = "",
    helm: Helm | None = None,
    memory: Memory | None = None,
    open_doors: OpenDoors | None = None,
    router: Router | None = None,
    known: Sequence[Secret[bytes]] = (),
) -> Meeting:
    """Invite people to a sheet and wait until all are here and connected to each other.

    Args:
        sheet: its canonical bytes, at most 1 MiB.
        parties: how many people in all, this one included, 2 to MAX_PARTIES.
        role: own role, "" on a sheet without roles.
        version: of this program, printable ASCII; shown to the others.
        check_roles: called once with the roles of all seats; when it raises, all are told that the roles clash.
        on_invite: called once with the line of the invite. It is a secret of the invited people.
        on_event: told about progress. listen: where to listen; see p2p.listener.parse_listen.
        clock: seconds since 1970, for the date on the invite. random: source of the secret and of the identity.
        lifetime_s: how long the invite is valid, seconds. name: what the others see, "" for nothing.
        helm: works while people are awaited. memory: of earlier invites.
        open_doors: for people who hold no invite yet (p2p.reception). known: ways to somebody met before (p2p.known).
        router: is asked to let people from other networks in, as long as the meeting lasts.

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
    require_name(name)
    if not 1 <= len(sheet) <= MAX_SHEET or not 2 <= parties <= (2 if known else MAX_PARTIES):
        raise MisuseError("no such meeting")
    me = Entry(b"", role, (), 0, name)
    host = _Host(sheet, parties, me, version, on_event, random, open_doors, memory or Memory(), known)
    meeting: Meeting | None = None
    reason = Reason.FAILED
    helm = Helm() if helm is None else helm
    helm.take(host.call_back, host.remove, host._listener.call)
    try:
        on_invite(await host.invite(listen, router, clock, lifetime_s))
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
        helm.drop()
        if meeting is None:
            await host.end(reason)


async def _turn_away(channel: TcpChannel, door: Door) -> None:
    """Without open doors nobody comes through one."""


class _Host:
    def __init__(
        self,
        sheet: bytes,
        parties: int,
        me: Entry,
        version: str,
        on_event: OnEvent,
        random: Random,
        open_doors: OpenDoors | None,
        memory: Memory,
        known: Sequence[Secret[bytes]],
    ) -> None:
        self._sheet = sheet
        self._parties = parties
        self._me = myself(version, random)
        self._entry = msgspec.structs.replace(me, key=self._me.identity.key)
        self._on_event = on_event
        self._secret = Secret(random(SECRET_BYTES))
        self._door = invite_door(self._secret)
        self._keys = (self._door, *(known_door(way) for way in known))
        self._open_doors = open_doors or OpenDoors((), _turn_away)
        self._traffic = Traffic()
        self._listener = Listener(self._serve, self._traffic)
        self._seats = Seats(parties - 1, self._me.identity.key, self._gone)
        self._closed: Reason | None = None
        self._readers: set[Link] = set()
        self._broken = 0
        self._memory = memory
        self._clock: Callable[[], float] = time.time
        self._expires = 0
        self._past = Past()
        self._all_here: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def invite(
        self, listen: ListenAt, router: Router | None, clock: Callable[[], float], lifetime_s: float
    ) -> str:
        self._clock = clock
        self._expires = int(clock() + lifetime_s)
        await asyncio.to_thread(self._recall)
        await self._listener.open(listen, router)
        self._tell(Stage.LISTENING)
        at = self._listener
        return encode_invite(Invite(self._secret, self._parties, self._expires, at.addresses, at.port))

    def roles(self) -> tuple[str, ...]:
        return (self._entry.role, *(person.role for person in self._seats.people))

    async def call_back(self, text: str) -> None:
        """Dial who made this reply, and talk to him as to anybody who came."""
        if self._closed is not None:
            problem = meaning_of(self._closed)
            raise problem if isinstance(problem, InviteError) else InviteUsed("nobody is awaited any more")
        reply = parse_reply(text, self._secret)
        door = reply_door(self._secret, reply.nonce)
        channel = await dial(reply.addresses, reply.port, lambda stream: connect(stream, door, self._me), self._traffic)
        talk = self._listener.look_after(self._converse(channel))
        talk.add_done_callback(lambda done: channel.abort() if done.cancelled() else None)  # before it began, too

    def remove(self, number: int) -> bool:
        """Send somebody away, unless everybody is here."""
        if self._all_here.done() or not self._seats.remove(number):
            return False
        self._tell(Stage.LEFT)
        return True

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
            await self._seats.settle()
        await asyncio.to_thread(self._note, used=True)

    async def introduce(self) -> Meeting:
        """Send the roster, hear who could meet, and agree."""
        roster = Roster((self._entry, *(seated.entry for seated in self._seats.seated)))
        links = self._seats.links
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
            people = tuple((entry.name, entry.role) for entry in roster.entries)
            raise PairUnreachable("some joiners cannot reach each other", pairs=tuple(sorted(pairs)), people=people)
        digest = agreed_digest(roster, self._sheet)
        for link in links:
            link.send(Agreed(digest))
        await all_of(within(OFFER_S, link.expect(Agreed)) for link in links)
        self._tell(Stage.MET)
        self._secret = Secret(b"")  # what is left is just enough to say that the invite is used
        by_seat = dict(enumerate(links, start=1))
        late = OpenDoors(self._doors(), self._too_late)
        return Meeting(roster, self._sheet, 0, self._me.identity, by_seat, self._traffic, self._listener, late)

    async def end(self, reason: Reason) -> None:
        """Tell everybody and free everything."""
        self._closed = self._closed or Reason.USED
        if self._all_here.done() and not self._all_here.cancelled():
            self._all_here.exception()  # seen
        await self._seats.settle()
        await dismiss_all(self._seats.links, reason)
        await self._seats.close()
        await self._listener.close()
        if self._broken >= MAX_BROKEN:
            await asyncio.to_thread(self._note, used=True)

    async def _serve(self, stream: Stream) -> None:
        """Somebody connects."""
        try:
            channel, door = await accept(stream, self._doors(), self._me)
        except Mismatch as error:
            self._fail(error)
            return
        except (NetworkError, PeerError):
            return  # a stranger, or an invited person's second try at another address
        over = self._past.reason(door)
        if over is not None:
            await turn_away(channel, over)
            return
        if door.is_open:  # he may get the invite, and then comes again
            try:
                await self._open_doors.welcome(channel, door)
            finally:
                await channel.close()
            return
        self._listener.admit(stream)
        await self._converse(channel)

    async def _converse(self, channel: TcpChannel) -> None:
        """Talk to somebody who holds the invite; afterwards he is seated, or gone."""
        link = Link(channel, Part.HOST)
        try:
            await self._show(link)
        except Mismatch as error:
            self._fail(error)
        except (NetworkError, InviteError, PeerAborted):
            return  # he left, or the connection broke, before he had accepted
        except PeerError as error:
            self._count_broken(error)
        finally:
            if link not in self._seats.links:
                await channel.close()

    async def _too_late(self, channel: TcpChannel, door: Door) -> None:
        """Somebody comes when all places are taken, and others look after the listener."""
        if door.is_open:
            await self._open_doors.welcome(channel, door)
            return
        await turn_away(channel, self._past.reason(door) or self._closed or Reason.USED)

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
        self._seats.take(link, accept_)
        if self._seats.full:
            self._closed = Reason.USED
            self._readers.discard(link)
            self._refuse_readers(Reason.USED)
        self._tell(Stage.JOINED)

    def _gone(self, error: NetworkError | PeerError) -> None:
        """Somebody gave back his place."""
        self._tell(Stage.LEFT)
        if isinstance(error, PeerError) and not isinstance(error, PeerAborted):
            self._count_broken(error)

    def _count_broken(self, error: PeerError) -> None:
        self._broken += 1
        if self._broken >= MAX_BROKEN:
            self._fail(error)

    def _doors(self) -> tuple[Door, ...]:
        return (*self._keys, *self._open_doors.doors, *self._past.doors(self._clock()))

    def _recall(self) -> None:
        """Remember earlier invites, and this one before anybody has it."""
        self._past = Past(self._memory.past(self._clock()))
        self._note(used=False)

    def _note(self, *, used: bool) -> None:
        if self._door.psk is not None:
            self._memory.note(PastInvite(self._door.psk, self._expires, used))

    def _settle(self) -> None:
        """Is everybody here, or will nobody come any more?"""
        if self._all_here.done():
            return
        if self._seats.full:
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
        people = self._seats.people
        self._on_event(MeetingEvent(stage, len(people) + 1, self._parties, people))
