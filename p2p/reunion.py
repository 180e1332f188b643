"""People of one meeting who lost each other come back to each other, by themselves, for as long as somebody waits.

While a meeting is complete every two of its people swap, inside their channel, 32 random bytes each: the secret of the
door by which these two come back (Noise_NNpsk0, as with an invite). Everybody goes on listening, and tells the others
when its addresses change. After a loss each pair dials from both sides, again and again (p2p.lost), and looks for each
other on the network, since both may have moved (p2p.sighting). Who has heard Back from everybody says Agreed, with a
digest of the old meeting and everybody's fresh nonces; when all have said the same there is a new Meeting: the same
people, roles and sheet, new channels, a new digest, and nothing else of the old one. Whatever is lost before that
begins it anew. Every return makes new ways (p2p.way_back).

A program that was stopped can come back, too, if its ways are kept: `restore` in place of `begin`. Where everybody's
are, a program that does not run is waited for like any other.

Where somebody does not come back the others can go on without: when each has said Without to each about the same
people, the new Meeting has a roster of those who are left. Who comes back after that hears that the others left.

Leaves to others: destroying the old run (p2p.runner), whether there is a new one (desktop.run.interruption), asking
people (p2p.leaving_out), people who come back in another meeting (p2p.known).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from functools import partial
from typing import Self

from crypto.errors import CheatingDetected, PeerError
from crypto.rounds import Random
from p2p.addresses import is_loopback
from p2p.errors import CannotListen, ConnectionLost, NetworkError, PeerStopped, RosterMismatch
from p2p.greet import Myself, OpenDoors, accept
from p2p.group import LOST, OFFER_S, Meeting
from p2p.identity import labelled_hash
from p2p.latecomers import hang_up_on, leave_behind, turn_away
from p2p.leaving_out import LeavingOut, Vote
from p2p.link import Link
from p2p.listener import ANYWHERE, ListenAt, Listener
from p2p.lobby import Agreed, Back, Roster
from p2p.lost import PAUSES_S, Pair
from p2p.stream import Stream, Traffic
from p2p.tasks import all_of, stop, within
from p2p.way_back import WayBack
from p2p.ways import Keep, Ways
from p2p.whereabouts import decode_where

OnMissing = Callable[[frozenset[int]], None]
"""Gets the seats that are not back yet."""


class Reunion:
    """The ways back of one meeting. Use `begin` to get one, or `restore`; close it at the end.

    Attributes:
        listener: others come back there.
    """

    def __init__(
        self, meeting: Meeting, me: Myself, listener: Listener, late: OpenDoors, random: Random, keep: Keep | None
    ) -> None:
        """Args: late: for people who come to the listener with something else than a way back."""
        self.listener = listener
        self._me = me
        self._seat = meeting.me
        self._roster = meeting.roster
        self._sheet = meeting.sheet
        self._traffic = meeting.traffic
        self._late = late
        self._random = random
        self._ways = Ways(meeting, me, listener, keep)
        self._digest, self._pairs = self._ways.digest, self._ways.pairs
        self._current: Meeting | None = None
        self._broken: asyncio.Future[None] | None = None
        self._asks = 0
        self._vote: Vote | None = None
        self._nonce = b""
        self._news = asyncio.Event()

    @classmethod
    async def begin(
        cls,
        meeting: Meeting,
        *,
        version: str,
        listen: ListenAt | None = None,
        keep: Keep | None = None,
        random: Random = secrets.token_bytes,
    ) -> Self:
        """Prepare for a loss, together with everybody: one word on each channel.

        Args:
            meeting: complete; nothing was said in it yet.
            version: of this program, printable ASCII.
            listen: where to wait when there is no listener yet; on this computer only, if all others are on it.
            keep: is given the way back, at first and with every return, if everybody's is kept; None for not keeping.
            random: source of fresh random bytes.

        Raises:
            ConnectionLost, PeerLeft, PeerAborted, MalformedMessage: it ended at once.
            CannotListen: no socket can be opened.
        """
        listener = meeting.take_listener()
        late = meeting.late if listener is not None and meeting.late is not None else OpenDoors((), turn_away)
        if listener is None:
            listener = Listener(hang_up_on, meeting.traffic)
            remotes = [channel.addresses[1] for channel in meeting.channels.values()]
            alone = bool(remotes) and all(remote and is_loopback(remote) for remote in remotes)
            await listener.open(listen or ((remotes[0], 0) if alone else ANYWHERE))
        reunion = cls(meeting, Myself(meeting.identity, version), listener, late, random, keep)
        ready = False
        try:
            await reunion._ways.swap(meeting, random)
            ready = True
        finally:
            if not ready:
                await reunion.close()
        reunion.listen_to(meeting)
        listener.serve = reunion._serve
        return reunion

    @classmethod
    async def restore(
        cls, way: WayBack, *, version: str, patient: bool, keep: Keep, random: Random = secrets.token_bytes
    ) -> tuple[Self, Meeting]:
        """Take up what was kept, in a program that was started again; then `come_back` to the meeting that is given.

        Args:
            way: as it was kept last. patient: whether to wait for somebody whose program does not run.
            version, keep, random: see begin.

        Raises:
            CannotListen: no socket can be opened.
        """
        traffic = Traffic()
        lost = Meeting(way.roster, way.sheet, way.seat, way.identity, {}, traffic)
        listener = Listener(hang_up_on, traffic)
        address, port = way.listen
        try:
            await listener.open((address, port))
        except CannotListen:
            if not address:
                raise
            await listener.open(("", port))  # this computer has other addresses now
        reunion = cls(lost, Myself(way.identity, version), listener, OpenDoors((), turn_away), random, keep)
        reunion._ways.restore(way, patient=patient)
        listener.serve = reunion._serve
        return reunion, lost

    @property
    def stopped(self) -> frozenset[int]:
        """Seats whose program is known not to run."""
        return self._ways.stopped

    async def close(self) -> None:
        """Stop listening; nobody comes back any more."""
        await self.listener.close()
        self.hang_up()

    async def come_back(
        self,
        old: Meeting,
        *,
        asks: int,
        wait_s: float,
        on_missing: OnMissing,
        leaving_out: LeavingOut | None = None,
    ) -> tuple[Meeting, int]:
        """Find everybody again, or those without whom the others do not want to go on.

        Args:
            old: the meeting that was lost; nothing of it is used but how its connections ended.
            asks: how much has happened at this computer: 0 nothing, 1 inputs were used, 2 the run counts as used.
            wait_s: for so long, in seconds.
            on_missing: told who is not back yet, whenever that may have changed.
            leaving_out: whom to ask about going on without others; None where nobody can be asked.

        Returns:
            The new meeting, with the seats, keys and roles of the old one; and the largest `asks` of all. With fewer
            people, if all of these want that: seats move up, and the listener is the new meeting's.

        Raises:
            ConnectionLost: not everybody came back in time. PeerStopped: a program is not there any more.
            PeerLeft: somebody left meanwhile, or the others go on without this side. Declined: this person stops.
            RosterMismatch, VersionMismatch, CheatingDetected, MalformedMessage: who came back broke the rules.
        """
        for seat, channel in old.channels.items():
            silent = isinstance(channel.failure, ConnectionLost) and channel.failure.silent
            self._pairs[seat].lose(silent=silent)
        old.cut()
        self._current = None
        self._asks = asks
        self._vote = None if leaving_out is None else Vote(leaving_out, self._news.set)
        looking = asyncio.ensure_future(self._look_out())
        broken = self._broken = asyncio.get_running_loop().create_future()
        quietly = False
        try:
            async with asyncio.timeout(wait_s):
                meeting, most = await self._gather([broken, looking], on_missing)
            quietly = True
            return meeting, most
        except PeerStopped:
            quietly = True  # the others find out, too
            raise
        except TimeoutError:
            quietly = True
            raise ConnectionLost("not everybody came back in time", silent=True) from None
        finally:
            try:
                await stop([looking])
                if not quietly:
                    await self._say_goodbye()
            finally:
                self.hang_up()
                if self._vote is not None:
                    self._vote.close()
                if not broken.cancel() and not broken.cancelled():
                    broken.exception()  # seen, whether it was raised or came too late

    async def _look_out(self) -> None:
        """For people who have moved, as this side may have."""
        from p2p.sighting import look_out  # here: the library for it takes its time

        pairs = list(self._pairs.values())
        await look_out(self._digest, self._me, pairs, self.listener, self._traffic, self._random)

    async def _gather(self, broken: list[asyncio.Future[None]], on_missing: OnMissing) -> tuple[Meeting, int]:
        while True:
            try:
                return await self._try(broken, on_missing)
            except PeerStopped:
                raise
            except LOST:  # again; from the beginning, for nobody can know who has heard what
                self.hang_up()
                await asyncio.sleep(PAUSES_S[0])

    # ---- before a loss

    def listen_to(self, meeting: Meeting) -> None:
        """Hear the changes of address that are told over the channels of this meeting."""
        self._current = meeting
        for seat, channel in meeting.channels.items():
            channel.on_where = partial(self._heard_where, self._pairs[seat])

    def _heard_where(self, pair: Pair, untrusted: bytes) -> None:
        pair.addresses, pair.port = decode_where(untrusted)

    # ---- after a loss

    async def _serve(self, stream: Stream) -> None:
        """Somebody comes to the listener."""
        doors = (*self._ways.doors(), *self._late.doors)
        try:
            channel, door = await accept(stream, doors, self._me)
        except (NetworkError, PeerError):
            return  # a stranger; what is wrong with somebody of this meeting shows when he is dialled
        found = self._ways.behind(door)
        if found is None:
            try:
                await self._late.welcome(channel, door)
            finally:
                await channel.close()
            return
        self.listener.admit(stream)
        pair, way = found
        if channel.peer_key != pair.key:
            channel.abort()
            if self._broken is not None and not self._broken.done():
                self._broken.set_exception(CheatingDetected("somebody else came back"))
            return
        pair.offer(channel, way)
        if self._current is not None:
            self._current.channels[pair.seat].test()  # he comes back, so he has lost it

    async def _try(self, broken: list[asyncio.Future[None]], on_missing: OnMissing) -> tuple[Meeting, int]:
        """Everybody says Back to everybody, and all agree."""
        self._nonce = self._random(32)
        work = [asyncio.ensure_future(self._keep(pair)) for pair in self._pairs.values()]
        try:
            gone = await self._until_all_said(work, broken, on_missing)
        finally:
            await stop(work)
        links, backs = {}, {self._seat: Back(self._nonce, self._asks)}
        here = [pair for pair in self._pairs.values() if pair.seat not in gone]
        for pair in here:
            if pair.link is None or pair.theirs is None:
                raise ConnectionLost("somebody is gone again")
            links[pair.seat], backs[pair.seat] = pair.link, pair.theirs
        if not gone:
            await self._ways.renew(backs)
        without = (b"without", bytes(sorted(gone))) if gone else ()
        digest = labelled_hash("returned", self._digest, *(backs[seat].nonce for seat in sorted(backs)), *without)
        try:
            for link in links.values():
                link.send(Agreed(digest))
            await all_of(within(OFFER_S, pair.hear(self._news.set)) for pair in here)
        except RosterMismatch:
            raise ConnectionLost("somebody was lost and found meanwhile") from None
        if not gone:
            await self._ways.settle()
        for pair in here:
            pair.forget()
        meeting = self._fewer(links, gone, digest) if gone else self._same(links, digest)
        return meeting, max(back.asks for back in backs.values())

    def _same(self, links: dict[int, Link], digest: bytes) -> Meeting:
        meeting = Meeting(self._roster, self._sheet, self._seat, self._me.identity, links, self._traffic, digest=digest)
        self.listen_to(meeting)
        return meeting

    def _fewer(self, links: dict[int, Link], gone: frozenset[int], digest: bytes) -> Meeting:
        """A meeting of those who are left; nobody comes back by the ways of the old one any more."""
        left = [seat for seat in range(len(self._roster.entries)) if seat not in gone]
        roster = Roster(tuple(self._roster.entries[seat] for seat in left))
        moved = {left.index(seat): link for seat, link in links.items()}
        for seat, link in moved.items():
            link.channel.seat = seat
        late = leave_behind([way.door for seat in gone for way in self._pairs[seat].ways], self._late)
        self.listener.serve = hang_up_on
        self._current = None
        me = left.index(self._seat)
        identity, traffic = self._me.identity, self._traffic
        return Meeting(roster, self._sheet, me, identity, moved, traffic, self.listener, late, digest)

    async def _until_all_said(
        self, work: list[asyncio.Task[None]], broken: list[asyncio.Future[None]], on_missing: OnMissing
    ) -> frozenset[int]:
        """Returns who is left out."""
        while missing := frozenset(pair.seat for pair in self._pairs.values() if pair.theirs is None):
            on_missing(missing)
            self._news.clear()
            if self._all_want_to_go_without(missing):
                return missing
            news = asyncio.ensure_future(_set(self._news))
            waiting: list[asyncio.Future[None]] = [news, *broken, *work]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await stop([news])
            for task in waiting[1:]:
                if task.done():
                    task.result()
        return frozenset()

    def _all_want_to_go_without(self, missing: frozenset[int]) -> bool:
        """Ask, and say what this person wants. Raises PeerStopped where there is nothing to be asked."""
        vote = self._vote
        if vote is None:
            return False
        here = [pair for pair in self._pairs.values() if pair.theirs is not None]
        most = max((pair.theirs.asks for pair in here if pair.theirs is not None), default=self._asks)
        most = max(most, self._asks)
        stopped = frozenset(seat for seat in missing if self._pairs[seat].stopped)
        if stopped and not self._ways.patient and not vote.may(stopped, most):
            raise PeerStopped("nobody listens there any more", seat=min(stopped))
        vote.consider(missing, most, sure=stopped == missing)
        if not vote.wants(missing) or not vote.may(missing, most):
            return False
        for pair in here:
            pair.would_go_without(missing)
        return bool(here) and all(pair.without == missing for pair in here)

    async def _keep(self, pair: Pair) -> None:
        """Come back to one person, and again when that is lost. Ends only with an error or when it is stopped."""
        while True:
            mine = Back(self._nonce, self._asks)
            try:
                link, theirs = await pair.find(self._me, mine, self._traffic, choose=self._seat < pair.seat)
            except PeerStopped:
                if self._vote is None and not self._ways.patient:
                    raise
                pair.lose(silent=True)
                pair.stopped = True
                self._news.set()
                continue
            pair.link, pair.theirs, pair.stopped = link, theirs, False
            self._news.set()
            try:
                await pair.hear(self._news.set)
                await asyncio.Event().wait()
            except LOST:
                pair.forget()
                self._news.set()

    def hang_up(self) -> None:
        """End everything that leads to anybody, without a word."""
        for pair in self._pairs.values():
            pair.hang_up()

    async def _say_goodbye(self) -> None:
        """This side does not wait any more; who is connected hears it."""
        await asyncio.gather(*(pair.link.channel.close() for pair in self._pairs.values() if pair.link is not None))


async def _set(event: asyncio.Event) -> None:
    await event.wait()
