"""One person of a meeting who was lost: dialled and waited for until both have said Back on one channel.

Both sides dial, so there may be several channels. The lower seat chooses: it says Back on the first one, and the higher
seat answers on that.

Leaves to others: everybody together, and what follows (p2p.reunion).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from crypto.errors import CheatingDetected, MalformedMessage, PeerError
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import ChannelError, ConnectionRefused, NetworkError, PeerStopped
from p2p.greet import Myself, connect
from p2p.group import LOST
from p2p.link import Link
from p2p.lobby import Agreed, Back, Part, Without
from p2p.stream import Traffic
from p2p.tasks import stop, within
from p2p.way_back import ReturnWay

ANSWER_S = 5.0
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Before dialling somebody again; the last one for all further tries."""
STOPPED_S = 1.5
"""A computer that ended the connection and then refuses every new one for so long does not run this program now."""
MAX_WAITING = 8
"""Channels of one person that nobody has looked at yet, and as many on which a word is awaited."""
MAX_WITHOUT = 64
"""How often somebody may say, on one channel, without whom to go on."""


@dataclass(slots=True, eq=False)
class Pair:
    """One other person.

    Attributes:
        key: its identity key in this meeting.
        ways: what leads to each other, the newest last: two while it is not known which of them the other side has.
        addresses, port: where it can be reached, as it said last.
        link, theirs: the channel on which both have said Back, and what the other side said; None before.
        without: without whom the other side would go on, as it said last on this channel; none before.
        told: the same, as this side said last.
        agreed: the other side knows enough and says which meeting it is; None before.
        came_by: the way by which that channel came about.
        stopped: that program does not run any more.
    """

    seat: int
    key: bytes
    ways: tuple[ReturnWay, ...]
    addresses: tuple[str, ...]
    port: int
    link: Link | None = None
    theirs: Back | None = None
    without: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()
    agreed: Agreed | None = None
    came_by: ReturnWay | None = None
    stopped: bool = False
    _turn: int = 0
    _channels: asyncio.Queue[tuple[TcpChannel, ReturnWay]] = field(default_factory=asyncio.Queue)
    _chosen: list[Link] = field(default_factory=list)
    _may_have_stopped: bool = False
    _refused_since: float | None = None

    def lose(self, *, silent: bool) -> None:
        """The connection is gone. silent: it did not end, it was only not heard any more."""
        self._may_have_stopped, self._refused_since = not silent, None
        self.stopped = False

    def next_way(self) -> ReturnWay:
        """Which way to try now: the newest, and where there are two the other one the next time."""
        way = self.ways[-1 - self._turn % len(self.ways)]
        self._turn += 1
        return way

    def offer(self, channel: TcpChannel, way: ReturnWay) -> None:
        """A channel through a door of this pair, to the right person."""
        channel.seat = self.seat
        if self._channels.qsize() >= MAX_WAITING:
            self._channels.get_nowait()[0].abort()
        self._channels.put_nowait((channel, way))

    def forget(self) -> None:
        """Both have said nothing yet."""
        self.link = self.theirs = self.agreed = None
        self.without = self.told = frozenset()

    def would_go_without(self, seats: frozenset[int]) -> None:
        """Say so, once."""
        if self.link is not None and self.told != seats:
            self.told = seats
            with contextlib.suppress(NetworkError, PeerError):  # whoever listens notices
                self.link.send(Without(tuple(sorted(seats))))

    async def hear(self, on_news: Callable[[], None]) -> None:
        """Listen to what follows Back, until the other side says Agreed.

        Raises:
            ConnectionLost, TimedOut, PeerLeft, PeerAborted: it is gone again. MalformedMessage: anything else.
        """
        n_heard = 0
        while self.link is not None and self.agreed is None:
            match await self.link.receive():
                case Agreed() as agreed:
                    self.agreed = agreed
                case Without(seats=seats) if n_heard < MAX_WITHOUT:
                    self.without = frozenset(seats)
                    n_heard += 1
                case _:
                    raise MalformedMessage("out of turn among people who come back")
            on_news()

    def hang_up(self) -> None:
        """Cut everything that leads to this person."""
        if self.link is not None:
            self.link.channel.abort()
        self.forget()
        while not self._channels.empty():
            self._channels.get_nowait()[0].abort()

    async def find(self, me: Myself, mine: Back, traffic: Traffic, *, choose: bool) -> tuple[Link, Back]:
        """Dial and wait until both have said Back on one channel.

        Args:
            mine: what to say.
            traffic: where to count bytes.
            choose: this side is the lower seat.

        Raises:
            PeerStopped: that computer answers, and nobody listens there any more.
            RosterMismatch, VersionMismatch, CheatingDetected, MalformedMessage: who holds the secret does not fit.
        """
        self._chosen.clear()
        calling = asyncio.ensure_future(self._call(me, traffic))
        settling = asyncio.ensure_future(self._choose(mine) if choose else self._follow(mine))
        handed_over = False
        try:
            await asyncio.wait([calling, settling], return_when=asyncio.FIRST_COMPLETED)
            if calling.done() and not settling.done():
                calling.result()
            found = await settling
            await stop([calling])
            handed_over = True
            return found
        finally:
            if not handed_over:
                try:
                    await stop([calling, settling])
                finally:
                    for link in self._chosen:  # and then this was given up: the other side must not wait for it
                        link.channel.abort()

    async def _call(self, me: Myself, traffic: Traffic) -> None:
        """Dial again and again. Ends only with an error or when it is stopped."""
        tries = 0
        while True:
            way = self.next_way()
            try:
                greet = partial(connect, door=way.their_door, me=me)
                channel = await dial(self.addresses, self.port, greet, traffic)
            except ConnectionRefused as error:
                self._note_refusal(closed=error.closed)
            except NetworkError:
                self._refused_since = None
            else:
                self._refused_since = None
                if channel.peer_key != self.key:
                    channel.abort()
                    raise CheatingDetected("somebody else came back")
                self.offer(channel, way)
                while channel.failure is None:  # noqa: ASYNC110  # it may be the one: more calls would only confuse
                    await asyncio.sleep(PAUSES_S[0])
            await asyncio.sleep(PAUSES_S[min(tries, len(PAUSES_S) - 1)])
            tries += 1

    def _note_refusal(self, *, closed: bool) -> None:
        now = asyncio.get_running_loop().time()
        if not closed or not self._may_have_stopped:
            self._refused_since = None
        elif self._refused_since is None:
            self._refused_since = now
        elif now - self._refused_since >= STOPPED_S:
            raise PeerStopped("nobody listens there any more", seat=self.seat)

    async def _choose(self, mine: Back) -> tuple[Link, Back]:
        while True:
            channel, way = await self._channels.get()
            link, answered = Link(channel, Part.PEER), False
            try:
                link.send(mine)
                theirs = await within(ANSWER_S, link.expect(Back))
                answered, self.came_by = True, way
                self._chosen.append(link)
                return link, theirs
            except (*LOST, ChannelError):
                continue
            finally:
                if not answered:
                    link.channel.abort()

    async def _follow(self, mine: Back) -> tuple[Link, Back]:
        """Any channel may be the chosen one, so listen on all of them."""
        offers: dict[asyncio.Task[Back], tuple[Link, ReturnWay]] = {}
        arriving = asyncio.ensure_future(self._channels.get())
        try:
            while True:
                await asyncio.wait({arriving, *offers}, return_when=asyncio.FIRST_COMPLETED)
                for offer in [offer for offer in offers if offer.done()]:
                    (link, way), answered = offers.pop(offer), False
                    try:
                        theirs = offer.result()
                        link.send(mine)
                        answered, self.came_by = True, way
                        self._chosen.append(link)
                        return link, theirs
                    except (*LOST, ChannelError):
                        continue
                    finally:
                        if not answered:
                            link.channel.abort()
                if arriving.done():
                    channel, way = arriving.result()
                    link = Link(channel, Part.PEER)
                    if len(offers) >= MAX_WAITING:
                        oldest = next(iter(offers))
                        offers.pop(oldest)[0].channel.abort()
                        await stop([oldest])
                    offers[asyncio.ensure_future(link.expect(Back))] = link, way
                    arriving = asyncio.ensure_future(self._channels.get())
        finally:
            try:
                await stop([arriving, *offers])
            finally:
                if not arriving.cancelled():
                    arriving.result()[0].abort()
                for link, _ in offers.values():
                    link.channel.abort()
