"""A connection is lost: the run is over, everybody comes back, and there is a new one, or people are asked first.

Before anybody's answers were used a new run begins by itself, at most MAX_BY_ITSELF times; afterwards everybody has to
agree. Once a run counts as used it cannot begin anew, but be repeated, with the same answers and in the same order; it
is for the ledgers to say whether, and people are asked as about any further run (desktop.kept.acquaintance). After a
failed check, or when the other one of two left, nothing comes back by itself.

When somebody of a group is gone, and nothing was opened, everybody who is left is asked: wait, go on without, or stop.
All have to agree; then there is a new run with a smaller roster, of which everything is fresh, where the sheet is for
so few people.

A program that was killed goes back to where it was, as after a loss, by what was kept of it (desktop.run.staying).

Leaves to others: finding the others again (p2p.reunion), the runs themselves (desktop.negotiation).
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from enum import IntEnum
from functools import partial

from crypto.errors import MisuseError, PeerAborted
from desktop import __version__
from desktop.deals.rule import is_for
from desktop.deals.sheet import Sheet, decode_sheet
from desktop.kept.way_back import NOTHING, Kept
from desktop.ledger import Reason, RunRefused
from desktop.run.around import Around
from desktop.run.stages import Fewer, Reconnected, Reconnecting, Result, Slept
from desktop.run.staying import Staying
from desktop.store import Store
from p2p.errors import CannotListen, ConnectionLost, Declined, PeerLeft
from p2p.group import LOST
from p2p.leaving_out import LeavingOut
from p2p.meeting import Meeting
from p2p.reunion import Reunion
from p2p.tasks import stop
from p2p.way_back import WayBack
from p2p.whereabouts import Watch

MAX_BY_ITSELF = 3
_YES, _NO = b"\1", b"\0"
Attempt = Callable[[Meeting], Awaitable[Result]]
"""One run among these people, from getting acquainted to the agreement."""
OnLoss = Callable[[bool], Awaitable[None]]
"""on_loss(fewer): called after each loss, when the run is over and before anybody is looked for; and once more, with
True, when everybody has agreed to go on without somebody."""
_GONE = (*LOST, PeerLeft, PeerAborted)


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
        phase: how far the run is; whoever runs it says so, by `note`.
        staying: keeps the way back of this program; None where it is not kept.
    """

    def __init__(
        self, around: Around, on_loss: OnLoss, kept: Kept = NOTHING, settled: Callable[[], Sheet | None] = lambda: None
    ) -> None:
        """Args: kept: by this program, before it was killed, if that is where it goes on. settled: the sheet that all
        have agreed to, where it is another one than that of the meeting."""
        self.phase = Phase(kept.phase)
        self._opened = kept.opened or self.phase is Phase.USED
        self._settled = settled
        self._kept = kept
        self.staying: Staying | None = None
        self._open: tuple[Reunion | None, Meeting] | None = None
        self._around = around
        self._on_loss = on_loss
        self._sheet: tuple[bytes, Sheet] | None = None
        self._n_by_itself = kept.n_by_itself
        self._agreed = False
        self._untold = bool(kept.way)

    def note(self, phase: Phase) -> None:
        """How far the run is now; on the disk when it returns, where the way back is kept. In any thread."""
        self.phase = phase
        self._opened = self._opened or phase is Phase.USED
        self.remember_now(phase=int(phase), n_by_itself=self._n_by_itself, opened=self._opened)

    def stay(self, store: Store) -> Store:
        """From now on what leads back is kept there, if this program wants that. Returns the same."""
        if self._around.at_stay is not None:
            self.staying = Staying(store, self._around.clock, self._kept)
            self._around.at_stay(self.step_out)
        return store

    def remember_now(self, **changes: object) -> None:
        """The same for what else is kept with the way back (desktop.kept.way_back.Kept)."""
        if self.staying is not None:
            self.staying.note(**changes)

    async def remember(self, **changes: object) -> None:
        """The same, while other things go on."""
        await asyncio.to_thread(self.remember_now, **changes)

    async def over(self) -> None:
        """There is a result: nobody has to come back for it."""
        if self.staying is not None:
            await asyncio.to_thread(self.staying.end)

    def step_out(self) -> None:
        """This program ends, and comes back when it is started again: for the others it is lost. Cancel it then."""
        if self.staying is not None:
            self.staying.leave_open()
        if self._open is not None:
            reunion, meeting = self._open
            meeting.cut()
            if reunion is not None:
                reunion.hang_up()

    async def go_back(self, way: WayBack, attempt: Attempt) -> Result:
        """Come back into the meeting in which this program was killed, and run until there is a result.

        Args:
            way: as it was kept. attempt: see carry_on.

        Raises:
            As carry_on; CannotListen.
        """
        staying = self.staying
        if staying is None:
            raise MisuseError("a way back that is not kept")
        # Once results were being opened, who does not run any more may well have had all of them.
        patient, random = self.phase is not Phase.USED, self._around.random
        restored = Reunion.restore(way, version=__version__, patient=patient, keep=staying.keep, random=random)
        meeting: Meeting | None = None
        try:
            try:
                reunion, lost = await restored
            except CannotListen:
                staying.leave_open()  # another time, perhaps: the others wait
                raise
            self._open = reunion, lost
            lost.spares_others = partial(self._can_do_without_somebody, lost)
            try:
                left_s = self._kept.left_s(self._around.clock())
                meeting = await self._come_back(reunion, lost, ConnectionLost("this program was closed"), left_s)
            finally:
                if meeting is None:
                    await reunion.close()
        finally:
            if meeting is None:
                staying.end()
        return await self.carry_on(meeting, attempt, reunion if meeting.members == lost.members else None)

    async def carry_on(self, meeting: Meeting, attempt: Attempt, reunion: Reunion | None = None) -> Result:
        """Run until there is a result.

        Args:
            meeting: complete; closed at the end.
            attempt: called again with a new meeting of the same people after each loss, or of those who are left.
            reunion: of that meeting, if there is one already.

        Raises:
            What the attempt raises. For a loss that nobody comes back from: ConnectionLost, TimedOut, PeerStopped,
            PeerLeft, PeerAborted, Declined. For people who come back and break the rules: PeerError.
        """
        lost_while_opening: Exception | None = None
        try:
            while True:
                meeting.spares_others = partial(self._can_do_without_somebody, meeting)
                try:
                    async with _cut_when_lost(meeting):
                        self._open = reunion, meeting
                        reunion = reunion or await self._begin(meeting)
                        self._open = reunion, meeting
                        async with self._watched(reunion, meeting):
                            return await attempt(meeting)
                except _GONE as error:
                    if reunion is None or not self._may_go_on(meeting, error):
                        raise
                    lost_while_opening = error if self.phase is Phase.USED else lost_while_opening
                    old, meeting = meeting, await self._come_back(reunion, meeting, error)
                    if meeting.members != old.members:
                        reunion = None  # the new meeting has its listener
                except RunRefused as refused:
                    if lost_while_opening is None or refused.verdict.reason is Reason.DECLINED:
                        raise
                    raise lost_while_opening from refused  # it cannot be repeated; what was opened stands
        finally:
            if reunion is not None:
                await reunion.close()
            if self.staying is not None:
                self.staying.end()

    async def _begin(self, meeting: Meeting) -> Reunion:
        keep = None if self.staying is None or self._around.reconnect_s <= 0 else self.staying.keep
        return await Reunion.begin(meeting, version=__version__, keep=keep, random=self._around.random)

    def _may_go_on(self, meeting: Meeting, error: Exception) -> bool:
        """Whether what has happened here lets it go on by itself, or there is somebody to ask."""
        if self._around.reconnect_s <= 0:
            return False
        if not isinstance(error, LOST):  # somebody left, or ended the run
            return meeting.spares_others()
        return self._around.resume is not None or self._asks() is Phase.QUIET

    def _can_do_without_somebody(self, meeting: Meeting) -> bool:
        """Whether there is somebody without whom the others could go on, and somebody here to be asked."""
        others = (member.seat for member in meeting.members if member.seat != meeting.me)
        return any(self._can_do_without(meeting, frozenset({seat}), Phase.QUIET) for seat in others)

    def _can_do_without(self, meeting: Meeting, seats: frozenset[int], most: int) -> bool:
        # Once something was opened, another run with the same answers would show more than the sheet says: also after
        # all have come back for the repeat, and nothing of that one is opened yet.
        if self._around.without is None or self._around.reconnect_s <= 0 or self._opened or most >= Phase.USED:
            return False
        roles = [member.role for member in meeting.members if member.seat not in seats]
        if len(roles) < 2:
            return False
        if self._sheet is None or self._sheet[0] != meeting.sheet:  # people may agree to another one
            self._sheet = meeting.sheet, decode_sheet(meeting.sheet)
        return is_for(self._settled() or self._sheet[1], roles)

    def _leaving_out(self, meeting: Meeting) -> LeavingOut | None:
        without = self._around.without
        if without is None or not meeting.spares_others():
            return None
        return LeavingOut(partial(self._can_do_without, meeting), lambda seats: without(tuple(sorted(seats))))

    def _asks(self) -> Phase:
        enough = self._n_by_itself >= MAX_BY_ITSELF
        return max(self.phase, Phase.INPUTS if enough else Phase.QUIET)

    @contextlib.asynccontextmanager
    async def _watched(self, reunion: Reunion, meeting: Meeting) -> AsyncIterator[None]:
        def slept() -> None:
            self._around.report(Slept())

        watch = Watch(reunion.listener, slept, clock=self._around.clock, untold=self._untold)
        self._untold = False
        work = [asyncio.create_task(watch.run(meeting))]
        if self.staying is not None:
            work.append(asyncio.create_task(self.staying.stay_alive()))
        try:
            yield
        finally:
            await stop(work)

    async def _come_back(
        self, reunion: Reunion, old: Meeting, error: Exception, wait_s: float | None = None
    ) -> Meeting:
        """A new meeting of the same people, or of those who are left, who all want to go on."""
        asks, leaving_out = self._asks(), self._leaving_out(old)
        wait_s = self._around.reconnect_s if wait_s is None else wait_s
        await self._on_loss(False)
        found: Meeting | None = None
        handed_over = False
        try:
            async with self._telling(wait_s, lambda: reunion.stopped) as missing:
                found, most = await reunion.come_back(
                    old, asks=asks, wait_s=wait_s, on_missing=missing, leaving_out=leaving_out
                )
            meeting = await self._take_up(reunion, old, found, most, error)
            handed_over = True
            return meeting
        finally:
            if found is not None and not handed_over:  # whoever stops here is not waited for by those who came back
                await found.close()

    async def _take_up(self, reunion: Reunion, old: Meeting, meeting: Meeting, most: int, error: Exception) -> Meeting:
        """All are connected again; once all want to go on, this is the meeting to go on with, or a later one."""
        self._opened = self._opened or most >= Phase.USED  # also somebody else's
        if meeting.members != old.members:
            return await self._with_fewer(old, meeting)
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
        await asyncio.to_thread(self.note, Phase.QUIET)  # what was opened stays opened
        self._around.report(Reconnected())
        return meeting

    async def _with_fewer(self, old: Meeting, meeting: Meeting) -> Meeting:
        """Everybody has agreed to a new run without somebody."""
        keys = {member.key for member in meeting.members}
        left_out = tuple(member.seat for member in old.members if member.key not in keys)
        self._agreed, self._n_by_itself = False, 0
        await asyncio.to_thread(self.note, Phase.QUIET)
        await self._on_loss(True)
        seats, names = zip(*((member.role, member.name) for member in meeting.members), strict=True)
        self._around.report(Fewer(left_out, seats, meeting.me, names))
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
    async def _telling(
        self, wait_s: float, stopped: Callable[[], frozenset[int]] = frozenset
    ) -> AsyncIterator[Callable[[frozenset[int]], None]]:
        """Report how many minutes are left, whenever that changes, who is missing, and whose program does not run."""
        loop = asyncio.get_running_loop()
        until, until_then = loop.time() + wait_s, self._around.clock() + wait_s
        known: list[tuple[frozenset[int], frozenset[int]]] = [(frozenset(), frozenset())]

        def tell() -> None:
            minutes = max(1, math.ceil((until - loop.time()) / 60))
            missing, gone = (tuple(sorted(seats)) for seats in known[0])
            self._around.report(Reconnecting(minutes, missing, gone, until_then))

        def on_missing(seats: frozenset[int]) -> None:
            now = seats, stopped() & seats
            if now != known[0]:
                known[0] = now
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
    """Close the meeting at the end; without a word when it ends by a loss, so that it is one for the others, too, or
    when they can do without whoever left.

    Args:
        only_then: leave it open when all goes well.
    """
    stays = False
    try:
        yield
        stays = only_then
    except _GONE as error:
        if isinstance(error, LOST) or meeting.spares_others():
            meeting.cut()
        raise
    finally:
        if not stays:
            await meeting.close()
