"""All ways of one person back into a meeting: made at first, renewed with every return, kept where that is of use.

They are kept where everybody's are: else whoever is not waited for would come back to nobody.

Leaves to others: what a way is (p2p.way_back), coming back by them (p2p.reunion), the disk (desktop.kept.way_back).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from crypto.errors import MalformedMessage
from crypto.rounds import Random
from p2p.addresses import is_diallable
from p2p.greet import Myself
from p2p.group import Meeting
from p2p.handshake import Door
from p2p.listener import Listener
from p2p.lobby import Back, Way, roster_digest
from p2p.lost import Pair
from p2p.secret import Secret
from p2p.way_back import ReturnWay, ToPeer, WayBack, first_secret, next_secret, return_way

Keep = Callable[[WayBack], Awaitable[None]]
"""keep(way): on the disk when it returns, in place of the one before."""


class Ways:
    """Everybody else of a meeting, and how to come back to them.

    Attributes:
        pairs: by seat, once they were swapped or restored.
        patient: everybody's ways are kept, so somebody whose program was stopped is waited for.
        digest: of the roster, as the meeting first was.
    """

    def __init__(self, meeting: Meeting, me: Myself, listener: Listener, keep: Keep | None) -> None:
        self.pairs: dict[int, Pair] = {}
        self.patient = False
        self.digest = roster_digest(meeting.roster, meeting.sheet)
        self._roster = meeting.roster
        self._sheet = meeting.sheet
        self._seat = meeting.me
        self._me = me
        self._listener = listener
        self._keep = keep

    async def swap(self, meeting: Meeting, random: Random) -> None:
        """Make them, together with everybody. Raises what Meeting.swap raises."""
        halves = {seat: random(32) for seat in meeting.channels}
        where, stays = (self._listener.addresses, self._listener.port), self._keep is not None
        heard = await meeting.swap({seat: Way(half, *where, stays) for seat, half in halves.items()})
        for seat, way in heard.items():
            if not way.port or not all(is_diallable(address) for address in way.addresses):
                raise MalformedMessage("an address that is none")
            secret = first_secret(*self._by_seat(seat, halves[seat], way.half))
            remote = meeting.channels[seat].addresses[1].split("%")[0]
            seen = (remote,) if remote and is_diallable(remote) else ()
            addresses = tuple(dict.fromkeys((*seen, *way.addresses)))
            self.pairs[seat] = Pair(seat, self._key(seat), (self._way(seat, secret),), addresses, way.port)
        self.patient = stays and all(way.stays for way in heard.values())
        await self.keep()

    def restore(self, way: WayBack, *, patient: bool) -> None:
        """Take up what was kept."""
        self.patient = patient
        for seat, peer in way.peers.items():
            ways = tuple(self._way(seat, secret) for secret in peer.secrets)
            self.pairs[seat] = Pair(seat, self._key(seat), ways, peer.addresses, peer.port)
            self.pairs[seat].lose(silent=False)

    async def renew(self, backs: Mapping[int, Back]) -> None:
        """Before anybody hears that this side agrees, a way that follows from this return is open beside the old one.

        Args:
            backs: what everybody said, by seat, this side included.
        """
        for pair in self.pairs.values():
            if pair.came_by is not None:
                nonces = self._by_seat(pair.seat, backs[self._seat].nonce, backs[pair.seat].nonce)
                pair.ways = pair.came_by, self._way(pair.seat, next_secret(pair.came_by.secret, *nonces))
        await self.keep()

    async def settle(self) -> None:
        """All have said that they agree, so all have the new ways: the old ones lead nowhere any more."""
        for pair in self.pairs.values():
            pair.ways = pair.ways[-1:]
        await self.keep()

    async def keep(self) -> None:
        """As they are now, where they are of any use."""
        if self._keep is not None and self.patient:
            peers = {
                pair.seat: ToPeer(tuple(way.secret for way in pair.ways), pair.addresses, pair.port)
                for pair in self.pairs.values()
            }
            place, identity = self._listener.place, self._me.identity
            await self._keep(WayBack(self._roster, self._sheet, self._seat, identity, place, peers))

    def doors(self) -> tuple[Door, ...]:
        """Of everybody, by which they come here."""
        return tuple(way.door for pair in self.pairs.values() for way in pair.ways)

    def behind(self, door: Door) -> tuple[Pair, ReturnWay] | None:
        """Whose door this is."""
        for pair in self.pairs.values():
            for way in pair.ways:
                if way.door is door:
                    return pair, way
        return None

    @property
    def stopped(self) -> frozenset[int]:
        """Seats whose program is known not to run."""
        return frozenset(pair.seat for pair in self.pairs.values() if pair.stopped and pair.theirs is None)

    def _by_seat(self, seat: int, mine: bytes, theirs: bytes) -> tuple[bytes, bytes]:
        return (mine, theirs) if self._seat < seat else (theirs, mine)

    def _key(self, seat: int) -> bytes:
        return self._roster.entries[seat].key

    def _way(self, seat: int, secret: Secret[bytes]) -> ReturnWay:
        return return_way(secret, self.digest, self._me.identity.key, self._key(seat))
