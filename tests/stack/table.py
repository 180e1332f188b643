"""People who negotiate in this process, each one a whole program, and what is right at the end.

Leaves to others: who of them deviates, and how (tests.stack.deviations).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from crypto.errors import PeerError
from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidSheet, OtherSheet
from desktop.deals.sheet import Parties, Sheet
from desktop.run.around import Around, Clock, Desk
from desktop.run.stages import Lobby, Result, Reviewing, Stage
from p2p.channel import Channel
from p2p.errors import InviteError, NetworkError
from tests.desktop.deals.clear import sheet_of, yes_no
from tests.stack.alone import PLACE, AloneLoop
from tests.stack.deviations import CURRENT, RETURN, Case, Losses, Sender

HERE = ("127.0.0.1", 0)
ANSWERS = Answers(by_item={"tea": True})
BETTER = "A better title"
RIGHT = {"tea": {"agreed": True, "value": True}, "cake": {"agreed": False}}
RECONNECT_S = 60.0
"""For so long people look for each other, where they do."""
PATIENCE_S = 6.0
"""After so long in which nobody said anything whoever still waits is told to stop, as a person would do it."""
FAMILIES = (PeerError, NetworkError, InviteError, InvalidSheet, OtherSheet)


class Scene(StrEnum):
    """What happens at the table."""

    PLAIN = "plain"
    TOGETHER = "the last one writes a note and suggests another title, which all others accept"
    RETURN = "the connection between the first and the last one breaks twice, and all come back"
    WITHOUT = "the network of the last one fails for good, and the others go on without"


@dataclass
class Ended:
    """How one run ended.

    Attributes:
        ends: per seat a Result or an error; CancelledError for who still waited when all were silent.
        senders: per seat.
    """

    ends: list[Result | BaseException]
    senders: list[Sender]


def ignore(stage: Stage) -> None:
    """Nothing is shown."""


async def _yes(_: object = None) -> bool:
    return True


class _Reader:
    """Somebody at the desk: suggests this, and accepts what others suggest."""

    def __init__(self, own: Sheet | None, report: Callable[[Stage], None]) -> None:
        self._own = own
        self._then = report
        self._desk: Desk | None = None
        self._news: Reviewing | None = None

    def take(self, desk: Desk) -> None:
        self._desk = desk
        self._look()

    def report(self, stage: Stage) -> None:
        self._then(stage)
        if isinstance(stage, Reviewing):
            self._news = stage
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        desk, news, own = self._desk, self._news, self._own
        if desk is None or news is None:
            return
        if own is not None:
            self._own = None
            desk.note("Another title?")
            desk.suggest(own)
        for version in news.versions[1:]:
            if version.seat != news.me and version.name not in news.fine[news.me]:
                desk.fine(version.name)


class Table:
    """People who negotiate in this process, in order: the first hosts, seats follow their numbers."""

    def __init__(
        self,
        n: int,
        folder: Path,
        patience_s: float = PATIENCE_S,
        clock: Clock = time.time,
        scene: Scene = Scene.PLAIN,
    ) -> None:
        """Args: scene: WITHOUT needs a loop that is alone."""
        self._scene = scene
        self._patience_s = patience_s
        self._clock = clock
        sheet = sheet_of(*yes_no("tea", "cake"), n=n)
        self._sheet = replace(sheet, parties=Parties(min=2, max=n)) if scene is Scene.WITHOUT else sheet
        self._n = n
        self._folder = folder
        self._news = asyncio.Event()
        self._here = 1

    async def play(self, senders: list[Sender]) -> Ended:
        """One negotiation."""
        self._plan_losses(senders)
        invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        tasks = [asyncio.ensure_future(self._host(senders[0], invited))]
        try:
            for number in range(1, self._n):
                tasks.append(asyncio.ensure_future(self._join(number, senders[number], invited)))
                await self._seated(number, tasks)
            await self._until_silent(tasks, senders)
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        return Ended(list(ends), senders)

    def _plan_losses(self, senders: list[Sender]) -> None:
        """During the preprocessing; and, where all come back, once more when answers are in the computation."""
        loop, last = asyncio.get_running_loop(), senders[-1]
        losses: Losses | None = None
        if self._scene is Scene.RETURN:
            losses = Losses(last, ["engine leaky_g", "engine input"], Channel.lose)
        elif self._scene is Scene.WITHOUT and isinstance(loop, AloneLoop):
            losses = Losses(last, ["engine leaky_g"], lambda _: loop.cut_off(last))
        for sender in senders:
            sender.losses = losses

    async def _until_silent(self, tasks: list[asyncio.Task[Result]], senders: list[Sender]) -> None:
        """Until all have ended, or nobody has said anything for a while."""
        loop = asyncio.get_running_loop()
        said, said_at = -1, loop.time()
        while not all(task.done() for task in tasks) and loop.time() - said_at < self._patience_s:
            await asyncio.wait(tasks, timeout=0.5)
            if (now := sum(len(sender.sent) for sender in senders)) != said:
                said, said_at = now, loop.time()

    async def _host(self, sender: Sender, invited: asyncio.Future[str]) -> Result:
        CURRENT.set(sender)
        PLACE.set(sender)
        around = self._around(0, self._report)
        return await negotiation.host(self._sheet, self._n, "", self._answer, invited.set_result, around, HERE)

    async def _join(self, number: int, sender: Sender, invited: asyncio.Future[str]) -> Result:
        CURRENT.set(sender)
        PLACE.set(sender)
        around = self._around(number, ignore)
        return await negotiation.join(await invited, self._accept, self._answer, around)

    def _around(self, number: int, report: Callable[[Stage], None]) -> Around:
        folder = self._folder / str(number)
        around = Around(report, folder, reconnect_s=0, why_wait=lambda: None, clock=self._clock)
        if self._scene in (Scene.RETURN, Scene.WITHOUT):
            return replace(around, reconnect_s=RECONNECT_S, resume=_yes, without=_yes)
        if self._scene is Scene.PLAIN:
            return around
        suggests = number == self._n - 1
        reader = _Reader(replace(self._sheet, title=BETTER) if suggests else None, report)
        return replace(around, report=reader.report, is_fine=lambda: not suggests, at_desk=reader.take)

    async def _accept(self, sheet: Sheet) -> str:
        if sheet != self._sheet:
            raise OtherSheet("as --expect says it")
        return ""

    async def _answer(self, sheet: Sheet, role: str) -> Answers:
        return ANSWERS

    def _report(self, stage: Stage) -> None:
        if isinstance(stage, Lobby):
            self._here = max(self._here, stage.joined)
            self._news.set()

    async def _seated(self, number: int, tasks: list[asyncio.Task[Result]]) -> None:
        """Wait until this person has a seat, or somebody has failed."""
        for task in tasks:
            task.add_done_callback(lambda _: self._news.set())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience_s):
                while self._here <= number and not any(task.done() for task in tasks):
                    self._news.clear()
                    await self._news.wait()


WAITS = ("hello", "lobby", "tell", RETURN + "lobby acquaint")
"""Where one waits for a person: for somebody else to come with the invite, to read, to answer. Whoever says nothing
there is waited for until one's own person gives up (a Cancel is always there), or for 45 s where only a program has to
answer; that is longer than anybody waits here."""


def require_safe(case: Case, ended: Ended) -> None:
    """Whoever is honest has the right result or an error of the known families; nobody hangs but where people wait."""
    where = f"{case}: {[repr(end)[:200] for end in ended.ends]}"
    honest_ends = [end for seat, end in enumerate(ended.ends) if seat != case.cheater]
    results = [end for end in honest_ends if isinstance(end, Result)]
    assert len({end.sheet for end in results}) <= 1, where
    assert len({end.agreement.record.roster for end in results}) <= 1, where
    for end in honest_ends:
        if isinstance(end, Result):
            assert end.outcome.to_json()["items"] == RIGHT, where
        elif isinstance(end, asyncio.CancelledError):
            assert case.label.startswith(WAITS), where
        else:
            assert isinstance(end, FAMILIES), where


@dataclass(frozen=True)
class Played:
    """What is kept of a run that was safe.

    Attributes:
        ends: per seat the class of the result or error; empty where nothing was changed and it was not played on.
        struck, changed: whether the deviation happened, and made any difference.
    """

    case: Case
    ends: tuple[str, ...]
    struck: bool
    changed: bool

    @property
    def honest_ends(self) -> set[str]:
        """How those ended who did not deviate."""
        return {name for seat, name in enumerate(self.ends) if seat != self.case.cheater}


def played(case: Case, ended: Ended) -> Played:
    """What to keep of a run."""
    sender = ended.senders[case.cheater]
    return Played(case, tuple(type(end).__name__ for end in ended.ends), sender.struck, sender.changed)
