"""What is prepared ahead of time: everything random that one run uses up, made while people still answer.

It begins as soon as everybody is connected and the sheet is agreed on, out of sight: in a thread that makes way for
everything else, and not at all while this computer runs on its battery or pays for its network, until all have locked
in; from then on nothing holds it back. What it makes belongs to this run of this meeting. It is used once, or destroyed
with whatever ends the run: a lost connection, somebody who goes, another sheet, other people.

Leaves to others: what is made (crypto.preparation), threads and messages (p2p.runner), when all have locked in
(desktop.negotiation).
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from crypto.engine import prepare
from crypto.errors import MisuseError
from crypto.preparation import Prepared
from desktop.power import Waits
from desktop.run.around import Around
from desktop.run.plan import RunPlan
from desktop.run.progress import RunProgress
from desktop.run.stages import Preparing
from p2p.meeting import Meeting
from p2p.runner import Runner
from p2p.tasks import stop

LOOK_S = 10.0
"""How often it is asked whether there is a reason to wait."""


class Preparation:
    """The pool of one run. Use it as `with Preparation(...)` around the runner: what is left then is destroyed."""

    def __init__(self, meeting: Meeting, around: Around, progress: RunProgress) -> None:
        """Args: progress: of the run."""
        self._meeting = meeting
        self._around = around
        self._progress = progress
        self._made: Prepared | None = None
        self._taken = False
        self._over = False
        self._runner: Runner | None = None
        self._told: Preparing | None = None
        self._rested_since: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        if self._made is not None:
            self._made.destroy()

    async def make_ahead(self, runner: Runner, plan: RunPlan) -> None:
        """Make it while nobody waits for it, until `hurry`.

        Raises:
            As Runner.run and crypto.preparation.prepare.
        """
        self._runner = runner
        runner.hold(True)  # until the first look
        watching = asyncio.ensure_future(self._watch(runner))
        try:
            await self._make(runner, plan, ahead=True)
        finally:
            await stop([watching])
        self._runner = None
        self._tell(Preparing(ready=True))

    async def make_anew(self, runner: Runner, plan: RunPlan) -> None:
        """Another plan takes the place of the one it was made for: throw it away and make what is needed, at once.

        Raises:
            MisuseError: it was taken. Else as make_ahead.
        """
        if self._taken or self._made is None:
            raise MisuseError("there is nothing to throw away")
        self._made.destroy()
        self._made = None
        await self._make(runner, plan, ahead=False)

    def hurry(self) -> None:
        """Everybody waits for it now, whatever this computer runs on."""
        if self._runner is None:
            return
        self._rest(None)
        self._runner.hurry()
        self._runner = None
        self._tell(Preparing(ready=False))

    def take(self) -> Prepared:
        """What was made; once.

        Raises:
            MisuseError: it was taken before, is not there yet, or the run is over.
        """
        if self._over or self._taken or self._made is None:
            raise MisuseError("what was prepared is used once, in its own run")
        self._taken = True
        return self._made

    async def _make(self, runner: Runner, plan: RunPlan, *, ahead: bool) -> None:
        meeting, random = self._meeting, self._around.random
        if self._over:
            raise MisuseError("this run is over")
        run = prepare(meeting.my_party, meeting.keys, plan.capacity, random, plan.known.slot_label)
        self._made = await runner.run(run, ahead=ahead)
        self._progress.preprocessed()

    async def _watch(self, runner: Runner) -> None:
        """Hold back while there is a reason to."""
        while True:
            waits = await asyncio.to_thread(self._around.why_wait)
            if self._runner is None:  # somebody waits for it by now
                return
            runner.hold(waits is not None)
            self._rest(waits)
            self._tell(Preparing(ready=False, waits=waits))
            await asyncio.sleep(LOOK_S)

    def _rest(self, waits: Waits | None) -> None:
        """What was waited out is nobody's speed."""
        now = asyncio.get_running_loop().time()
        if self._rested_since is not None:
            self._progress.rested(now - self._rested_since)
        self._rested_since = now if waits is not None else None

    def _tell(self, stage: Preparing) -> None:
        if stage != self._told:
            self._told = stage
            self._around.report(stage)
