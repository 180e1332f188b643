"""Joiners of one roster connect to each other, from both sides at once, until every pair has exactly one channel.

For each pair the lower seat chooses: it sends Agreed on the first channel that came about; the higher seat answers on
that one. Both hellos carry the roster digest, so people with different rosters tell each other.

Leaves to others: the roster (p2p.meeting), the handshake (p2p.greet).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from crypto.errors import PeerError
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import Mismatch, NetworkError, TimedOut
from p2p.greet import Myself, accept, connect
from p2p.handshake import Door, pair_door
from p2p.link import Link
from p2p.listener import ANYWHERE, ListenAt, Listener
from p2p.lobby import Agreed, Entry, Part, Roster
from p2p.router import Router
from p2p.secret import Secret
from p2p.stream import Stream, Traffic
from p2p.tasks import stop, within

MESH_S = 15.0
ANSWER_S = 5.0


@dataclass(slots=True)
class _Pair:
    """One other joiner: how to know him, and the channels that came about."""

    seat: int
    entry: Entry
    door: Door
    channels: asyncio.Queue[TcpChannel] = field(default_factory=asyncio.Queue)


class Mesh:
    """The own listener of a joiner, and the links it ends up with.

    Attributes:
        listener: other joiners connect there.
        links: seat -> link, filled by `meet`.
    """

    def __init__(self, me: Myself, secret: Secret[bytes], *traffic: Traffic) -> None:
        self.links: dict[int, Link] = {}
        self.listener = Listener(self._serve, *traffic)
        self._me = me
        self._secret = secret
        self._traffic = traffic
        self._pairs: dict[int, _Pair] = {}
        self._known = asyncio.Event()
        self._mismatch: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def open(self, at: ListenAt = ANYWHERE, router: Router | None = None) -> None:
        """Listen; whoever connects before the roster is known has to wait for it, as a stranger."""
        await self.listener.open(at, router)

    async def meet(self, roster: Roster, my_seat: int, digest: bytes) -> tuple[int, ...]:
        """Connect to all other joiners.

        Args:
            roster: everybody, by seat; seat 0 is the host and not met here.
            my_seat: own seat.
            digest: of the roster, 32 bytes.

        Returns:
            The seats that could not be reached within MESH_S, ascending.

        Raises:
            RosterMismatch, VersionMismatch: another joiner holds something else.
        """
        for seat, entry in enumerate(roster.entries):
            if seat not in (0, my_seat):
                door = pair_door(self._secret, digest, self._me.identity.key, entry.key)
                self._pairs[seat] = _Pair(seat, entry, door)
        self._known.set()
        work = [asyncio.ensure_future(self._meet_one(pair, my_seat, digest)) for pair in self._pairs.values()]
        try:
            waiting: set[asyncio.Future[None]] = set(work)
            while waiting and not self._mismatch.done():
                done, waiting = await asyncio.wait({*waiting, self._mismatch}, return_when=asyncio.FIRST_COMPLETED)
                waiting.discard(self._mismatch)
                for task in done:
                    task.result()
        finally:
            try:
                await stop(work)
                await self.listener.close()
            finally:
                self._drop_spares()
                if self._mismatch.done():
                    self._mismatch.exception()  # seen, whether it was raised or came too late
        return tuple(seat for seat in sorted(self._pairs) if seat not in self.links)

    async def close(self) -> None:
        """End everything that `meet` has not handed over."""
        await self.listener.close()
        self._drop_spares()
        for link in self.links.values():
            link.channel.abort()

    def _drop_spares(self) -> None:
        for pair in self._pairs.values():
            while not pair.channels.empty():
                pair.channels.get_nowait().abort()

    async def _serve(self, stream: Stream) -> None:
        """Another joiner calls."""
        await self._known.wait()
        doors = {pair.door.tag: pair for pair in self._pairs.values()}
        try:
            channel, door = await accept(stream, [pair.door for pair in self._pairs.values()], self._me)
        except Mismatch as error:
            self._report(error)
            return
        except (NetworkError, PeerError):
            return
        self.listener.admit(stream)
        self._offer(doors[door.tag], channel)

    def _offer(self, pair: _Pair, channel: TcpChannel) -> None:
        if channel.peer_key != pair.entry.key:
            channel.abort()
            return
        pair.channels.put_nowait(channel)

    def _report(self, error: Mismatch) -> None:
        if not self._mismatch.done():
            self._mismatch.set_exception(error)

    async def _call(self, pair: _Pair) -> None:
        try:
            channel = await dial(
                pair.entry.addresses,
                pair.entry.port,
                lambda stream: connect(stream, pair.door, self._me),
                *self._traffic,
            )
        except Mismatch as error:
            self._report(error)
        except (NetworkError, PeerError):
            return
        else:
            self._offer(pair, channel)

    async def _meet_one(self, pair: _Pair, my_seat: int, digest: bytes) -> None:
        settle = self._choose if my_seat < pair.seat else self._follow
        calling = asyncio.ensure_future(self._call(pair))
        try:
            await within(MESH_S, settle(pair, digest))
        except TimedOut:
            return
        finally:
            await stop([calling])

    async def _choose(self, pair: _Pair, digest: bytes) -> None:
        while True:
            channel = await pair.channels.get()
            try:
                self.links[pair.seat] = await _confirm(_link(pair, channel), digest, choose=True)
                return
            except Mismatch:
                raise
            except (NetworkError, PeerError):
                continue

    async def _follow(self, pair: _Pair, digest: bytes) -> None:
        """Every channel may be the chosen one, so wait on all of them."""
        offers: dict[asyncio.Task[Link], Link] = {}
        arriving = asyncio.ensure_future(pair.channels.get())
        try:
            while True:
                await asyncio.wait({arriving, *offers}, return_when=asyncio.FIRST_COMPLETED)
                for offer in [offer for offer in offers if offer.done()]:
                    del offers[offer]
                    error = offer.exception()
                    if error is None:
                        self.links[pair.seat] = offer.result()
                        return
                    if isinstance(error, Mismatch):
                        raise error
                if arriving.done():
                    link = _link(pair, arriving.result())
                    offers[asyncio.ensure_future(_confirm(link, digest, choose=False))] = link
                    arriving = asyncio.ensure_future(pair.channels.get())
        finally:
            try:
                await stop([arriving, *offers])
            finally:
                if not arriving.cancelled():
                    arriving.result().abort()
                for link in offers.values():  # whoever was stopped before his first step did not cut it himself
                    link.channel.abort()


def _link(pair: _Pair, channel: TcpChannel) -> Link:
    link = Link(channel, Part.PEER)
    link.channel.seat = pair.seat
    return link


async def _confirm(link: Link, digest: bytes, *, choose: bool) -> Link:
    """Swap Agreed, the choosing side first; a channel on which that fails is cut."""
    confirmed = False
    try:
        if choose:
            link.send(Agreed(digest))
            await within(ANSWER_S, link.expect(Agreed))
        else:
            await link.expect(Agreed)
            link.send(Agreed(digest))
        confirmed = True
        return link
    finally:
        if not confirmed:
            link.channel.abort()
