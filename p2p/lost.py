"""One person of a meeting who was lost: dialled and waited for until both have said Back on one channel.

Both sides dial, so there may be several channels. The lower seat chooses: it says Back on the first one, and the higher
seat answers on that.

Leaves to others: everybody together, and what follows (p2p.reunion).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from crypto.errors import CheatingDetected
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import ChannelError, ConnectionRefused, NetworkError, PeerStopped
from p2p.greet import Myself, connect
from p2p.group import LOST
from p2p.handshake import Door
from p2p.link import Link
from p2p.lobby import Back, Part
from p2p.stream import Traffic
from p2p.tasks import stop, within

ANSWER_S = 5.0
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Before dialling somebody again; the last one for all further tries."""
STOPPED_S = 1.5
"""A computer that ended the connection and then refuses every new one for so long does not run this program now."""
MAX_WAITING = 8
"""Channels of one person that nobody has looked at yet."""


@dataclass(slots=True, eq=False)
class Pair:
    """One other person.

    Attributes:
        key: its identity key in this meeting.
        door: by which it comes here. their_door: by which this side comes there.
        addresses, port: where it can be reached, as it said last.
        link, theirs: the channel on which both have said Back, and what the other side said; None before.
    """

    seat: int
    key: bytes
    door: Door
    their_door: Door
    addresses: tuple[str, ...]
    port: int
    link: Link | None = None
    theirs: Back | None = None
    _channels: asyncio.Queue[TcpChannel] = field(default_factory=asyncio.Queue)
    _chosen: list[Link] = field(default_factory=list)
    _may_have_stopped: bool = False
    _refused_since: float | None = None

    def lose(self, *, silent: bool) -> None:
        """The connection is gone. silent: it did not end, it was only not heard any more."""
        self._may_have_stopped, self._refused_since = not silent, None

    def offer(self, channel: TcpChannel) -> None:
        """A channel through the door of this pair, to the right person."""
        channel.seat = self.seat
        if self._channels.qsize() >= MAX_WAITING:
            self._channels.get_nowait().abort()
        self._channels.put_nowait(channel)

    def hang_up(self) -> None:
        """Cut everything that leads to this person."""
        if self.link is not None:
            self.link.channel.abort()
        self.link = self.theirs = None
        while not self._channels.empty():
            self._channels.get_nowait().abort()

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
                await stop([calling])
                await stop([settling])
                for link in self._chosen:  # and then this was given up: the other side must not wait for it
                    link.channel.abort()

    async def _call(self, me: Myself, traffic: Traffic) -> None:
        """Dial again and again. Ends only with an error or when it is stopped."""
        tries = 0
        while True:
            try:
                channel = await dial(
                    self.addresses, self.port, lambda stream: connect(stream, self.their_door, me), traffic
                )
            except ConnectionRefused as error:
                self._note_refusal(closed=error.closed)
            except NetworkError:
                self._refused_since = None
            else:
                self._refused_since = None
                if channel.peer_key != self.key:
                    channel.abort()
                    raise CheatingDetected("somebody else came back")
                self.offer(channel)
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
            link = Link(await self._channels.get(), Part.PEER)
            answered = False
            try:
                link.send(mine)
                theirs = await within(ANSWER_S, link.expect(Back))
                answered = True
                self._chosen.append(link)
                return link, theirs
            except (*LOST, ChannelError):
                continue
            finally:
                if not answered:
                    link.channel.abort()

    async def _follow(self, mine: Back) -> tuple[Link, Back]:
        """Any channel may be the chosen one, so listen on all of them."""
        offers: dict[asyncio.Task[Back], Link] = {}
        arriving: asyncio.Task[TcpChannel] = asyncio.ensure_future(self._channels.get())
        try:
            while True:
                await asyncio.wait({arriving, *offers}, return_when=asyncio.FIRST_COMPLETED)
                for offer in [offer for offer in offers if offer.done()]:
                    link = offers.pop(offer)
                    try:
                        theirs = offer.result()
                        link.send(mine)
                    except (*LOST, ChannelError):
                        link.channel.abort()
                    else:
                        self._chosen.append(link)
                        return link, theirs
                if arriving.done():
                    link = Link(arriving.result(), Part.PEER)
                    offers[asyncio.ensure_future(link.expect(Back))] = link
                    arriving = asyncio.ensure_future(self._channels.get())
        finally:
            await stop([arriving, *offers])
            if not arriving.cancelled():
                arriving.result().abort()
            for link in offers.values():
                link.channel.abort()
