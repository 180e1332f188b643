"""Whole negotiations over a line that goes wrong in one of fourteen ways, in one of seven phases."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from crypto.errors import PeerError
from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.run.around import Around
from desktop.run.stages import Computing, Lobby, Opening, Result, Stage
from p2p import channel
from p2p.errors import NetworkError
from tests.desktop.deals.clear import sheet_of, yes_no
from tests.net.proxy import Proxy, Weather

HERE = ("127.0.0.1", 0)
DEADLINE_S = 40.0
SCALE = 0.2
"""Pauses of the program and of the faults are a fifth of the real ones, so that all of them can be tried."""

SHEET = sheet_of(*yes_no("tea", "cake", "walk"))
ANSWERS = Answers(by_item={"tea": True, "walk": True})
RIGHT = {"tea": {"agreed": True, "value": True}, "cake": {"agreed": False}, "walk": {"agreed": True, "value": True}}


class Phase(StrEnum):
    """Where in a negotiation it happens."""

    CONNECT = "connect"
    HELLO = "hello"
    CONSENT = "consent"
    PREPROCESSING = "preprocessing"
    ONLINE = "online"
    OPENING = "opening"
    RECORD = "record"


class Fault(StrEnum):
    """What goes wrong. Up to REPEATED it mends by itself, and nobody may lose anything by it."""

    LATENCY = "latency"
    JITTER = "jitter"
    THROTTLE = "throttle"
    LOSS = "loss"
    DRIBBLE = "dribble"
    PAUSE = "pause"
    ONE_WAY_PAUSE = "one-way pause"
    REPEATED = "repeated connection"
    RESET = "reset"
    HANG_UP = "hang up"
    HALF_CLOSE = "half close"
    VANISH = "vanish"
    PARTITION = "partition"
    FLIP = "flipped bit"

    @property
    def mends(self) -> bool:
        """Whether everybody must get the result all the same."""
        return self in list(Fault)[: list(Fault).index(Fault.RESET)]


_WEATHER = {
    Fault.LATENCY: Weather(delay_s=0.3 * SCALE),
    Fault.JITTER: Weather(delay_s=0.05 * SCALE, jitter_s=2.0 * SCALE),
    Fault.THROTTLE: Weather(bytes_per_s=8_000 / SCALE),
    Fault.LOSS: Weather(delay_s=0.01 * SCALE, loss=0.2),
    Fault.DRIBBLE: Weather(dribble=True),
}
_BROKEN = (NetworkError, PeerError)


@dataclass(frozen=True)
class Ended:
    """How one scene ended: a Result or an error per person, and how long it took."""

    host: Result | BaseException
    guest: Result | BaseException
    seconds: float


@contextmanager
def impatient() -> Iterator[None]:
    """The program notices silence SCALE times as fast."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel, "PING_AFTER_S", channel.PING_AFTER_S * SCALE)
        patch.setattr(channel, "LOST_AFTER_S", channel.LOST_AFTER_S * SCALE)
        yield


class Scene:
    """One negotiation of two people through a proxy that fails once, in one phase."""

    def __init__(self, fault: Fault, phase: Phase, folder: Path, seed: int = 0, *, comes_back: bool = True) -> None:
        """Args: comes_back: whether a lost connection is tried again, past the proxy."""
        self._reconnect_s = DEADLINE_S if comes_back else 0.0
        self.fault = fault
        self.phase = phase
        self.proxy = Proxy(seed)
        self._folder = folder
        self._towards = bool(seed % 2)
        self._struck = False
        self._tasks: list[asyncio.Task[None]] = []
        self._joined = 1

    @property
    def must_succeed(self) -> bool:
        """Whether nobody may lose anything by it: the line mends, or there is a new one before answers are used."""
        comes_back = bool(self._reconnect_s) and self.phase is Phase.PREPROCESSING and self.fault is not Fault.FLIP
        return self.fault.mends or comes_back

    def strike(self, phase: Phase) -> None:
        """This phase begins; if it is the one, the fault happens now."""
        if phase is not self.phase or self._struck:
            return
        self._struck = True
        proxy, fault = self.proxy, self.fault
        proxy.weather = _WEATHER.get(fault, proxy.weather)
        if fault in (Fault.PAUSE, Fault.PARTITION):
            proxy.deaf = {True, False}
        if fault in (Fault.ONE_WAY_PAUSE, Fault.VANISH):
            proxy.deaf = {self._towards}
        if fault in (Fault.PAUSE, Fault.ONE_WAY_PAUSE):
            self._tasks.append(asyncio.ensure_future(self._mend()))
        if fault is Fault.REPEATED:
            self._tasks.append(asyncio.ensure_future(proxy.repeat()))
        if fault is Fault.RESET:
            proxy.tear()
        if fault is Fault.HANG_UP:
            proxy.hang_up()
        if fault is Fault.HALF_CLOSE:
            proxy.close_half(self._towards)
        if fault is Fault.FLIP:
            proxy.flip_next(self._towards)

    async def _mend(self) -> None:
        await asyncio.sleep(5.0 * SCALE)
        self.proxy.hear_again()

    async def play(self) -> Ended:
        """From the invite to both ends."""
        loop = asyncio.get_running_loop()
        invited: asyncio.Future[str] = loop.create_future()
        started = loop.time()
        self.proxy.after = self._after
        host = asyncio.ensure_future(
            negotiation.host(SHEET, 2, "", self._answer, invited.set_result, self._around("host"), HERE)
        )
        guest: asyncio.Task[Result] | None = None
        ends: list[Result | BaseException] = []
        try:
            async with asyncio.timeout(DEADLINE_S):
                invite = await self.proxy.invite_through(await invited)
                self.strike(Phase.CONNECT)
                guest = asyncio.ensure_future(
                    negotiation.join(invite, self._accept, self._answer, self._around("guest"))
                )
                await asyncio.wait([host, guest], return_when=asyncio.FIRST_COMPLETED)
                if guest.done() and self._joined < 2:
                    host.cancel()  # he would wait for somebody else for a quarter of an hour
                ends = await asyncio.gather(host, guest, return_exceptions=True)
        except TimeoutError as late:
            ends = [late, late]
        finally:
            for task in (host, guest, *self._tasks):
                if task is not None:
                    task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.proxy.close()
        return Ended(ends[0], ends[1], loop.time() - started)

    def _around(self, name: str) -> Around:
        report = self._report_of_host if name == "host" else self._report
        folder = self._folder / f"{name}-{self.fault.name}-{self.phase.name}"
        return Around(report, folder, reconnect_s=self._reconnect_s)

    async def _accept(self, sheet: Sheet) -> str:
        self.strike(Phase.CONSENT)
        return ""

    async def _answer(self, sheet: Sheet, role: str) -> Answers:
        """Answers come when all is prepared, so that what follows depends on them."""
        before, now = -1, sum(self.proxy.n_bytes.values())
        while before != now:
            await asyncio.sleep(0.2)  # silence has no event
            before, now = now, sum(self.proxy.n_bytes.values())
        self.strike(Phase.ONLINE)
        return ANSWERS

    def _after(self, towards: bool, n_bytes: int) -> None:
        if not towards and n_bytes >= 48:
            self.strike(Phase.HELLO)

    def _report_of_host(self, stage: Stage) -> None:
        if isinstance(stage, Lobby):
            self._joined = max(stage.joined, self._joined)
        self._report(stage)

    def _report(self, stage: Stage) -> None:
        match stage:
            case Computing(progress=progress) if progress > 0:
                self.strike(Phase.PREPROCESSING)
            case Opening(opened=opened):
                self.strike(Phase.RECORD if len(opened) == len(SHEET.items) else Phase.OPENING)


def require_in_order(scene: Scene, ended: Ended) -> None:
    """Everybody has the same right result, or an error of the right family; never anything else."""
    where = f"{scene.fault} in {scene.phase}: {ended}"
    assert ended.seconds < DEADLINE_S, where
    results = [end for end in (ended.host, ended.guest) if isinstance(end, Result)]
    for result in results:
        assert result.outcome.to_json()["items"] == RIGHT, where
    if scene.must_succeed:
        assert len(results) == 2, where
    for end in (ended.host, ended.guest):
        assert isinstance(end, (Result, *_BROKEN, asyncio.CancelledError)), where
    assert not isinstance(ended.guest, asyncio.CancelledError), where


async def play_all(
    cases: list[tuple[Fault, Phase]], folder: Path, at_once: int, seed: int = 0, *, comes_back: bool = True
) -> list[tuple[Scene, Ended]]:
    """Many scenes, a few at a time."""
    turn = asyncio.Semaphore(at_once)

    async def one(number: int, fault: Fault, phase: Phase) -> tuple[Scene, Ended]:
        async with turn:
            scene = Scene(fault, phase, folder, seed + number, comes_back=comes_back)
            return scene, await scene.play()

    return await asyncio.gather(*(one(number, *case) for number, case in enumerate(cases)))
