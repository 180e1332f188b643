"""Meeting somebody one has met before, without an invite: who is meant, and finding each other on the network.

    async with Awaited(relation) as awaited:   host(..., on_invite=awaited.show, around with ways.met=relation)
    addresses, port = await look_for(relation) ;   join_met(addresses, port, ...)

Leaves to others: what is kept of people (desktop.kept.relations), the door and the tags (p2p.known), the negotiation.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from crypto.errors import MisuseError
from crypto.rounds import Random
from desktop import __version__
from desktop.kept.relations import Relation, Relations
from desktop.negotiation import Negotiation
from desktop.run.around import Accept, Answer, Around, Offer
from desktop.run.stages import Result
from desktop.store import Store
from p2p.addresses import is_loopback
from p2p.discovery import Announced, Discovery
from p2p.errors import DiscoveryFailed, NobodyNearby
from p2p.invite import parse_invite
from p2p.join import join_known
from p2p.known import tag_at, tags_around
from p2p.nearby_rows import Announcement, Row

LOOK_S = 60.0
"""For so long somebody met before is looked for: he may only be about to open the program."""


class NotMet(Exception):
    """Nobody, or more than one person, is meant.

    Attributes:
        met: those that could be meant; all, if nobody is.
        ambiguous: more than one.
    """

    def __init__(self, met: Sequence[Relation], *, ambiguous: bool) -> None:
        self.met = tuple(met)
        self.ambiguous = ambiguous
        super().__init__("nobody, or not only one person, is meant")


def who(store: Store, name_or_id: str) -> Relation:
    """The one person who was met and is meant.

    Args:
        name_or_id: what he called himself, or the id of the relationship on this computer.

    Raises:
        NotMet: nobody, or more than one. StoreError: as desktop.store.Store raises.
    """
    relations = Relations(store, secrets.token_bytes)
    found = relations.find(name_or_id)
    if len(found) != 1:
        raise NotMet(found or relations.of_two(), ambiguous=bool(found))
    return found[0]


async def join_met(addresses: Sequence[str], port: int, accept: Accept, answer: Answer, around: Around) -> Result:
    """Come to the person of around.ways.met, who waits for that, and negotiate; raises as desktop.negotiation.join.

    Args:
        addresses, port: where he waits.
        accept, answer, around: see join.

    Raises:
        NewIdentity: it is somebody else. ConnectionRefused: also when he does not wait for this person.
    """
    met = around.ways.met
    if met is None:
        raise MisuseError("nobody is meant")
    offer = Offer(accept)
    with Negotiation(around) as negotiation:
        await negotiation.open_store()
        meeting = await join_known(
            met.ways,
            addresses,
            port,
            version=__version__,
            decide_sheet=offer.decide,
            on_event=negotiation.lobby,
            clock=around.clock,
            random=around.random,
            name=around.ways.name,
        )
        return await negotiation.go_on(meeting, offer.sheet, answer)


class Awaited:
    """Announces, while an invite waits, that one person is awaited; nobody else can tell who or by whom."""

    def __init__(
        self,
        relation: Relation,
        *,
        on: Sequence[str] | None = None,
        clock: Callable[[], float] = time.time,
        random: Random = secrets.token_bytes,
    ) -> None:
        """Args: relation: with whom. on: addresses of the interfaces to be found on; all by default."""
        self._relation = relation
        self._on = on
        self._clock = clock
        self._random = random
        self._invite: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._announcing: asyncio.Task[None] | None = None

    def show(self, invite: str) -> None:
        """The program waits where this invite leads; the invite itself is given to nobody."""
        if not self._invite.done():
            self._invite.set_result(invite)

    async def __aenter__(self) -> Self:
        """Begin; it is announced once there is an invite."""
        self._announcing = asyncio.ensure_future(self._announce())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye and end."""
        if self._announcing is not None:
            self._announcing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._announcing

    async def _announce(self) -> None:
        invite = parse_invite(await self._invite)
        outside = tuple(address for address in invite.addresses if not is_loopback(address))
        announcement = Announcement(tag_at(self._relation.ways[0], self._clock()), False)
        announced = Announced(announcement, invite.port, lambda: outside or invite.addresses)
        with contextlib.suppress(DiscoveryFailed):  # an address works all the same
            async with Discovery(None, announced, on=self._on, random=self._random):
                await asyncio.Event().wait()


async def look_for(
    relation: Relation,
    *,
    on: Sequence[str] | None = None,
    wait_s: float = LOOK_S,
    clock: Callable[[], float] = time.time,
) -> tuple[tuple[str, ...], int]:
    """Where somebody waits whom one has met before: addresses and port.

    Args:
        relation: with whom. on: addresses of the interfaces to look on; all by default. wait_s: for how long.

    Raises:
        NobodyNearby: he does not wait on this network. DiscoveryFailed: this computer cannot look.
    """
    wanted = tags_around(relation.ways, clock())
    found: asyncio.Future[Row] = asyncio.get_running_loop().create_future()

    def on_rows(rows: tuple[Row, ...]) -> None:
        row = next((row for row in rows if row.announcement.tag in wanted and row.answers), None)
        if row is not None and not found.done():
            found.set_result(row)

    async with Discovery(on_rows, on=on):
        with contextlib.suppress(TimeoutError):
            row = await asyncio.wait_for(found, wait_s)
            return row.addresses, row.port
    raise NobodyNearby("nobody who is known waits on this network")
