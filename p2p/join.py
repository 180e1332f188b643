"""The joiner: finds the host, looks at the sheet, accepts or leaves, and meets the other joiners.

Leaves to others: whether to accept, and in which role (decide_sheet), what the host does (p2p.host).
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crypto.errors import MalformedMessage
from crypto.rounds import Random
from p2p.addresses import is_diallable, is_loopback
from p2p.callback import Callback
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import (
    ConnectionRefused,
    InviteExpired,
    NetworkError,
    OwnInvite,
    PairUnreachable,
    PeerUnreachable,
)
from p2p.greet import Myself, connect
from p2p.group import OFFER_S, Meeting, MeetingEvent, OnEvent, Stage, ignore, myself, require_name, require_role
from p2p.handshake import Door, invite_door, known_door
from p2p.identity import is_valid_key
from p2p.invite import LIFETIME_S, MAX_ADDRESSES, SECRET_BYTES, Invite, parse_invite
from p2p.link import Link
from p2p.listener import ANYWHERE, ListenAt
from p2p.lobby import Accept, Agreed, Gathered, Leave, Met, Offer, Part, Reason, Roster, agreed_digest, sheet_digest
from p2p.mesh import MESH_S, Mesh
from p2p.past import Memory
from p2p.router import Router
from p2p.secret import Secret
from p2p.stream import Traffic
from p2p.tasks import within

if TYPE_CHECKING:
    from p2p.callers import Callers

DecideSheet = Callable[[bytes, bytes], Awaitable[str]]
"""Gets the untrusted bytes of the sheet and their digest; returns the role to take ("" without roles), or raises."""
OnReply = Callable[[str, NetworkError], None]
"""Gets the line that the host needs in order to call back, and why it was not reached."""


async def join_meeting(
    invite_text: str,
    *,
    version: str,
    decide_sheet: DecideSheet,
    on_event: OnEvent = ignore,
    on_reply: OnReply | None = None,
    memory: Memory | None = None,
    listen: ListenAt | None = None,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
    name: str = "",
    router: Router | None = None,
    callers: Callers | None = None,
) -> Meeting:
    """Accept an invite and wait until all are here and connected to each other.

    Args:
        invite_text: the line, or a text with the line in it.
        version: of this program, printable ASCII; shown to the others.
        decide_sheet: called once with the sheet; raising leaves and keeps the invite usable. It is cancelled when the
            host goes away meanwhile.
        on_event: told about progress.
        on_reply: called when the host cannot be reached, with the line that lets it call back; then this side waits
            for that as long as the invite is valid, and goes on dialling. Without it there is no such second way.
        memory: of the invites that this person shows or showed.
        listen: where other joiners, or the host, reach this one; like the host by default.
        clock: seconds since 1970.
        random: source of the identity.
        name: what the others see, "" for nothing.
        router: is asked to let the others in, where they have to reach this one.
        callers: the host may begin, too.

    Returns:
        The meeting. Close it.

    Raises:
        InviteError: NotAnInvite, InviteIncomplete, InviteDamaged, InviteNewer, OwnInvite, InviteExpired, InviteUsed.
        ConnectionRefused, PeerUnreachable, NetworkKeepsApart, NoNetwork: the host was not reached.
        VersionMismatch, RosterMismatch, SheetMismatch: programs or people do not fit together.
        RolesRefused: the host says that the roles clash. Declined: too many people are looking at the sheet.
        PairUnreachable: two joiners cannot reach each other.
        ConnectionLost, PeerLeft, PeerAborted, TimedOut, MalformedMessage, ChannelError: as they say.
        What decide_sheet raises.
    """
    require_name(name)
    invite = _read(invite_text, clock)
    if memory is not None:
        await asyncio.to_thread(_require_others, invite, memory, clock())
    joiner = _Joiner(invite, myself(version, random), on_event, listen, router, callers=callers)
    return await _join(joiner, lambda: joiner.reach_either_way(on_reply, clock, random), decide_sheet, name)


async def join_known(
    ways: Sequence[Secret[bytes]],
    addresses: Sequence[str],
    port: int,
    *,
    version: str,
    decide_sheet: DecideSheet,
    on_event: OnEvent = ignore,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
    name: str = "",
) -> Meeting:
    """Come to somebody one has met before, who waits for that: as join_meeting, without an invite, for two people.

    Args:
        ways: what the two have in common, the latest first; see p2p.known.
        addresses, port: where he waits.

    Raises:
        As join_meeting; ConnectionRefused also when he does not wait for this person.
    """
    require_name(name)
    nobodys = Invite(Secret(random(SECRET_BYTES)), 2, int(clock()) + LIFETIME_S, tuple(addresses[:MAX_ADDRESSES]), port)
    joiner = _Joiner(nobodys, myself(version, random), on_event, doors=tuple(known_door(way) for way in ways))
    return await _join(joiner, lambda: joiner.reach_either_way(None, clock, random), decide_sheet, name)


async def _join(
    joiner: _Joiner, reach: Callable[[], Awaitable[tuple[Link, Offer]]], decide_sheet: DecideSheet, name: str
) -> Meeting:
    reason = Reason.FAILED
    meeting: Meeting | None = None
    try:
        link, offer = await reach()
        role = await link.meanwhile(decide_sheet(offer.sheet, sheet_digest(offer.sheet)))
        require_role(role)
        meeting = await joiner.take_part(link, offer, role, name)
        return meeting
    except asyncio.CancelledError:
        reason = Reason.LEFT
        raise
    finally:
        if meeting is None:
            await joiner.end(reason)


async def peek(
    invite_text: str,
    *,
    version: str,
    on_event: OnEvent = ignore,
    on_reply: OnReply | None = None,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
) -> bytes:
    """Look at the sheet of an invite and leave; the invite stays usable. Raises as join_meeting.

    Returns:
        The untrusted bytes of the sheet.
    """
    joiner = _Joiner(_read(invite_text, clock), myself(version, random), on_event)
    try:
        link, offer = await joiner.reach_either_way(on_reply, clock, random)
        link.send(Leave())
        return offer.sheet
    finally:
        await joiner.end(Reason.LEFT)


def _require_others(invite: Invite, memory: Memory, now: float) -> None:
    key = invite_door(invite.secret).psk
    if any(past.key == key for past in memory.past(now)):
        raise OwnInvite("this person shows this invite")


def _read(invite_text: str, clock: Callable[[], float]) -> Invite:
    invite = parse_invite(invite_text)
    if clock() >= invite.expires:
        raise InviteExpired("its time is over")
    return invite


class _Joiner:
    def __init__(
        self,
        invite: Invite,
        me: Myself,
        on_event: OnEvent,
        listen: ListenAt | None = None,
        router: Router | None = None,
        doors: Sequence[Door] | None = None,
        callers: Callers | None = None,
    ) -> None:
        """Args: doors: to try one after the other, in place of that of the invite."""
        self._invite = invite
        self._doors = doors or (invite_door(invite.secret),)
        self._me = me
        self._on_event = on_event
        self._listen = listen or self._as_the_host_listens()
        self._router = router
        self._callers = callers
        self._traffic = Traffic()
        self._link: Link | None = None
        self._mesh: Mesh | None = None

    async def reach_either_way(
        self, on_reply: OnReply | None, clock: Callable[[], float], random: Random
    ) -> tuple[Link, Offer]:
        """Find the host, or be found by it, and hear what it offers."""
        self._tell(Stage.CONNECTING)
        try:
            link = Link(await self._dial(), Part.JOINER)
            self._link = link
            link.channel.seat = 0
            offer = await within(OFFER_S, link.expect(Offer))
        except (PeerUnreachable, ConnectionRefused) as unreachable:
            if on_reply is None:
                raise
            found = await self._wait_to_be_called(on_reply, unreachable, clock, random)
            if found is None:
                raise unreachable from None
            link, offer = found
        if offer.parties != self._invite.parties:
            raise MalformedMessage("an offer for another number of people")
        self._tell(Stage.CONNECTED)
        return link, offer

    async def _dial(self) -> TcpChannel:
        *others, last = self._doors
        for door in others:
            with contextlib.suppress(ConnectionRefused):
                return await self._dial_through(door)
        return await self._dial_through(last)

    async def _dial_through(self, door: Door) -> TcpChannel:
        invite = self._invite
        greet = partial(connect, door=door, me=self._me)
        return await dial(invite.addresses, invite.port, greet, self._traffic, callers=self._callers)

    async def _wait_to_be_called(
        self, on_reply: OnReply, why: NetworkError, clock: Callable[[], float], random: Random
    ) -> tuple[Link, Offer] | None:
        callback = Callback(self._invite, self._me, random, self._traffic)
        try:
            on_reply(await callback.open(self._listen, self._router), why)
            await callback.wait(self._dial, self._invite.expires - clock())
            return callback.found
        finally:
            self._link = callback.found[0] if callback.found is not None else None  # `end` looks after it
            await callback.close()

    async def take_part(self, link: Link, offer: Offer, role: str, name: str) -> Meeting:
        """Accept, meet the others, and agree."""
        self._mesh = mesh = Mesh(self._me, self._invite.secret, self._traffic)
        if offer.parties > 2:
            await mesh.open(self._listen, self._router)
        listener = mesh.listener
        link.send(Accept(role, sheet_digest(offer.sheet), listener.addresses, listener.port, name))
        self._tell(Stage.JOINED)
        roster = await link.expect(Roster)
        my_seat = self._check(roster, link, role, name)
        self._tell(Stage.MEETING)
        digest = agreed_digest(roster, offer.sheet)
        unreachable = await link.meanwhile(mesh.meet(roster, my_seat, digest))
        link.send(Met(unreachable))
        gathered = await within(MESH_S + OFFER_S, link.expect(Gathered))
        if gathered.pairs or unreachable:
            pairs = gathered.pairs or tuple((min(my_seat, seat), max(my_seat, seat)) for seat in unreachable)
            people = tuple((entry.name, entry.role) for entry in roster.entries)
            raise PairUnreachable("some joiners cannot reach each other", pairs=pairs, people=people)
        link.send(Agreed(digest))
        await within(OFFER_S, link.expect(Agreed))
        self._tell(Stage.MET)
        return Meeting(roster, offer.sheet, my_seat, self._me.identity, {0: link, **mesh.links}, self._traffic)

    async def end(self, reason: Reason) -> None:
        """Say why, as far as it can be said, and free everything."""
        if self._mesh is not None:
            await self._mesh.close()
        if self._link is not None:
            await self._link.dismiss(reason)

    def _as_the_host_listens(self) -> ListenAt:
        """A host that only this computer can reach wants nothing on the network."""
        local = next((address for address in self._invite.addresses if is_loopback(address)), "")
        return (local, 0) if all(is_loopback(address) for address in self._invite.addresses) else ANYWHERE

    def _check(self, roster: Roster, link: Link, role: str, name: str) -> int:
        """The own seat in this roster.

        Raises:
            MalformedMessage: it is not a roster of this meeting.
        """
        keys = [entry.key for entry in roster.entries]
        joiners = roster.entries[1:]
        n_to_meet = len(joiners) - 1
        fits = (
            len(keys) == self._invite.parties == len(set(keys))
            and keys[0] == link.channel.peer_key
            and self._me.identity.key in keys
            and all(is_valid_key(key) for key in keys)
            and all(is_diallable(address) for entry in joiners for address in entry.addresses)
            and all(bool(entry.port and entry.addresses) == (n_to_meet > 0) for entry in joiners)
        )
        mine = roster.entries[keys.index(self._me.identity.key)] if fits else None
        if mine is None or (mine.role, mine.name) != (role, name):
            raise MalformedMessage("a roster that does not fit")
        return keys.index(self._me.identity.key)

    def _tell(self, stage: Stage) -> None:
        joined = self._invite.parties if stage in (Stage.MEETING, Stage.MET) else 2
        joined = 1 if stage is Stage.CONNECTING else joined  # whoever invites may not be there
        self._on_event(MeetingEvent(stage, joined, self._invite.parties))
