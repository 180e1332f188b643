"""Who has accepted and waits for the others, in the order of the seats; until all are here anybody may leave again.

Who leaves, is lost or is sent away gives back the place, and those after him move up. Once everybody is here nobody
moves any more: then whoever goes ends it for all.

Leaves to others: talking with people before they accept, and what follows when all are here (p2p.host).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from crypto.errors import MalformedMessage, PeerError
from p2p.addresses import is_diallable
from p2p.errors import NetworkError
from p2p.group import Person
from p2p.link import Link
from p2p.lobby import Accept, Entry, Reason
from p2p.tasks import stop


@dataclass(slots=True, eq=False)
class Seated:
    """Somebody who has accepted.

    Attributes:
        number: counted from 1 in the order of coming; nobody else ever gets it.
        watch: notices when he leaves.
    """

    number: int
    link: Link
    accept: Accept
    watch: asyncio.Task[None] | None = None

    @property
    def person(self) -> Person:
        """Who it is, as far as others may know."""
        return Person(self.number, self.accept.name, self.accept.role)

    @property
    def entry(self) -> Entry:
        """His line of the roster."""
        accept = self.accept
        return Entry(self.link.channel.peer_key, accept.role, accept.addresses, accept.port, accept.name)


class Seats:
    """The places of one meeting but the host's.

    Attributes:
        seated: who has accepted; seat 1 first.
    """

    def __init__(self, places: int, host_key: bytes, on_gone: Callable[[NetworkError | PeerError], None]) -> None:
        """Args: on_gone: called when somebody gave back his place by himself, and why."""
        self.seated: list[Seated] = []
        self._places = places
        self._host_key = host_key
        self._on_gone = on_gone
        self._count = 0
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def full(self) -> bool:
        """Whether every place is taken."""
        return len(self.seated) == self._places

    @property
    def links(self) -> list[Link]:
        """The conversations, by seat."""
        return [seated.link for seated in self.seated]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, by seat."""
        return tuple(seated.person for seated in self.seated)

    def take(self, link: Link, accept: Accept) -> None:
        """Somebody accepts, and there is a place.

        Raises:
            MalformedMessage: he has one already, or says nonsense about where he is.
        """
        if link.channel.peer_key in {self._host_key, *(one.channel.peer_key for one in self.links)}:
            raise MalformedMessage("one person on two seats")
        if not all(is_diallable(address) for address in accept.addresses):
            raise MalformedMessage("an address that is none")
        if (self._places > 1) != bool(accept.port and accept.addresses):
            raise MalformedMessage("addresses that nobody needs, or none where they are needed")
        self._count += 1
        seated = Seated(self._count, link, accept)
        self.seated.append(seated)
        self._number_seats()
        if not self.full:
            seated.watch = asyncio.ensure_future(self._watch(seated))

    def remove(self, number: int) -> bool:
        """Send somebody away; he hears no reason. Whether there was such a person."""
        found = next((seated for seated in self.seated if seated.number == number), None)
        if found is None:
            return False
        if found.watch is not None:
            found.watch.cancel()
        self._free(found, Reason.BUSY)
        return True

    async def settle(self) -> None:
        """Nobody moves any more."""
        await stop([seated.watch for seated in self.seated if seated.watch is not None])

    async def close(self) -> None:
        """Let those who were sent away hear the goodbye."""
        await asyncio.gather(*self._leaving)

    async def _watch(self, seated: Seated) -> None:
        """Nothing may come from somebody who waits for the roster, but he may leave."""
        problem: NetworkError | PeerError = MalformedMessage("a word out of turn")
        try:
            await seated.link.receive()
        except (NetworkError, PeerError) as error:
            problem = error
        self._free(seated, Reason.FAILED)
        self._on_gone(problem)

    def _free(self, seated: Seated, reason: Reason) -> None:
        self.seated.remove(seated)
        seated.link.channel.seat = None
        self._number_seats()
        goodbye = asyncio.ensure_future(seated.link.dismiss(reason))
        self._leaving.add(goodbye)
        goodbye.add_done_callback(self._leaving.discard)

    def _number_seats(self) -> None:
        for seat, seated in enumerate(self.seated, start=1):
            seated.link.channel.seat = seat
