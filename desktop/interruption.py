"""A connection is lost: the run is over, everybody comes back, and there is a new one, or people are asked first.

Before anybody's answers were used a new run begins by itself, at most MAX_BY_ITSELF times; afterwards everybody has to
agree. Once a run counts as used it cannot begin anew, but be repeated, with the same answers and in the same order; it
is for the ledgers to say whether, and people are asked as about any further run (desktop.acquaintance). After a failed
check, or when somebody left, nothing comes back by itself.

Leaves to others: finding the others again (p2p.reunion), the runs themselves (desktop.negotiation).
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from enum import IntEnum

from desktop import __version__
from desktop.around import Around
from desktop.ledger import Reason, RunRefused
from desktop.stages import Reconnected, Reconnecting, Result, Slept
from p2p.errors import Declined
from p2p.group import LOST
from p2p.meeting import Meeting
from p2p.reunion import Reunion
from p2p.tasks import stop
from p2p.whereabouts import Watch

MAX_BY_ITSELF = 3
_YES, _NO = b"\1", b"\0"
Attempt = Callable[[Meeting], Awaitable[Result]]
"""One run among these people, from getting acquainted to the agreement."""


class Phase(IntEnum):
    """How far the run is. The numbers are said to the others."""

    QUIET = 0
    """Nobody's answers were used."""
    INPUTS = 1
    """Answers were entered into the computation; nothing was opened."""
    USED = 2
    """The run counts as used: results were being opened."""


class Interruptions:
    """Carries one negotiation through losses.

    Attributes:
        phase: how far the run is; whoever runs it says so.
    """

    def __init__(self, around: Around, on_loss: Callable[[], Awaitable[None]]) -> None:
        """Args: on_loss: called after each loss, when the run is over and before anybody is looked for."""
        self.phase = Phase.QUIET
        self._around = around
        self._on_loss = on_loss
        self._n_by_itself = 0
        self._agreed = False

    async def carry_on(self, meeting: Meeting, attempt: Attempt) -> Result:
        """Run until there is a result.

        Args:
            meeting: complete; closed at the end.
            attempt: called again with a new meeting of the same people after each loss.

        Raises:
            What the attempt raises. For a loss that nobody comes back from: ConnectionLost, TimedOut, PeerStopped,
            PeerLeft, Declined. For people who come back and break the rules: PeerError.
        """
        reunion: Reunion | None = None
        lost_while_opening: Exception | None = None
        try:
            while True:
                try:
                    async with _cut_when_lost(meeting):
                        if reunion is None:
                            reunion = await Reunion.begin(meeting, version=__version__, random=self._around.random)
                        async with self._watched(reunion, meeting):
                            return await attempt(meeting)
                except LOST as error:
                    if reunion is None or not self._may_go_on():
                        raise
                    lost_while_opening = error if self.phase is Phase.USED else lost_while_opening
                    meeting = await self._come_back(reunion, meeting, error)
                except RunRefused as refused:
                    if lost_while_opening is None or refused.verdict.reason is Reason.DECLINED:
                        raise
                    raise lost_while_opening from refused  # it cannot be repeated; what was opened stands
        finally:
            if reunion is not None:
                await reunion.close()

    def _may_go_on(self) -> bool:
        """Whether what has happened here lets it go on by itself, or there is somebody to ask."""
        if self._around.reconnect_s <= 0:
            return False
        return self._around.resume is not None or self._asks() is Phase.QUIET

    def _asks(self) -> Phase:
        enough = self._n_by_itself >= MAX_BY_ITSELF
        return max(self.phase, Phase.INPUTS if enough else Phase.QUIET)

    @contextlib.asynccontextmanager
    async def _watched(self, reunion: Reunion, meeting: Meeting) -> AsyncIterator[None]:
        def slept() -> None:
            self._around.report(Slept())

        watching = asyncio.ensure_future(Watch(reunion.listener, slept, clock=self._around.clock).run(meeting))
        try:
            yield
        finally:
            await stop([watching])

    async def _come_back(self, reunion: Reunion, old: Meeting, error: Exception) -> Meeting:
        """A new meeting of the same people who all want to go on."""
        asks = self._asks()
        await self._on_loss()
        async with self._telling() as missing:
            meeting, most = await reunion.come_back(old, asks=asks, wait_s=self._around.reconnect_s, on_missing=missing)
        try:
            async with _cut_when_lost(meeting, only_then=True):
                if most == Phase.QUIET:
                    self._n_by_itself += 1
                elif self._around.resume is None:
                    raise error
                elif most == Phase.INPUTS:
                    await self._agree(meeting)
        except LOST as again:
            if again is error:
                raise
            return await self._come_back(reunion, meeting, error)
        self.phase = Phase.QUIET
        self._around.report(Reconnected())
        return meeting

    async def _agree(self, meeting: Meeting) -> None:
        """All want a new run with the same answers."""
        resume = self._around.resume
        if not self._agreed and resume is not None:
            self._agreed = await meeting.meanwhile(resume())
        said = await meeting.acquaint(_YES if self._agreed else _NO)
        refused = [seat for seat, word in said.items() if word != _YES]
        if refused or not self._agreed:
            raise Declined("somebody does not want to go on", seat=refused[0] if refused else None)
        self._agreed, self._n_by_itself = False, 0

    @contextlib.asynccontextmanager
    async def _telling(self) -> AsyncIterator[Callable[[frozenset[int]], None]]:
        """Report how many minutes are left, whenever that changes, and who is missing."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._around.reconnect_s
        missing: list[frozenset[int]] = [frozenset()]

        def tell() -> None:
            minutes = max(1, math.ceil((until - loop.time()) / 60))
            self._around.report(Reconnecting(minutes, tuple(sorted(missing[0]))))

        def on_missing(seats: frozenset[int]) -> None:
            if seats != missing[0]:
                missing[0] = seats
                tell()

        async def tick() -> None:
            while True:
                await asyncio.sleep((until - loop.time()) % 60 + 0.01)
                tell()

        ticking = asyncio.ensure_future(tick())
        try:
            yield on_missing
        finally:
            await stop([ticking])


@contextlib.asynccontextmanager
async def _cut_when_lost(meeting: Meeting, *, only_then: bool = False) -> AsyncIterator[None]:
    """Close the meeting at the end; without a word when it ends by a loss, so that it is one for the others, too.

    Args:
        only_then: leave it open when all goes well.
    """
    stays = False
    try:
        yield
        stays = only_then
    except LOST:
        meeting.cut()
        raise
    finally:
        if not stays:
            await meeting.close()
