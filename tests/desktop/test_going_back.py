"""A program is killed in the middle of a negotiation, started again, and comes back with the same answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import pytest

from crypto import session
from crypto.errors import PeerAborted
from crypto.rounds import Protocol
from crypto.session import Session
from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.going_back import go_back, say_goodbye
from desktop.kept import way_back
from desktop.kept.way_back import FOR_S, Kept
from desktop.ledger import Verdict
from desktop.run import staying
from desktop.run.around import Around
from desktop.run.interruption import Phase
from desktop.run.stages import (
    Acquainted,
    Answering,
    CheckWords,
    Computing,
    Opening,
    People,
    Reconnected,
    Reconnecting,
    Result,
    Stage,
    Standing,
)
from desktop.store import Kind, Store, StoreFull, open_or_create
from p2p import lost
from p2p.channel import TcpChannel
from p2p.errors import PeerLeft
from p2p.known import NewIdentity
from tests.desktop.negotiations import LOOPBACK, run
from tests.desktop.test_negotiation import MAYBE, SHEET, YES

WORTH = {"come": True, "day": "Sunday", "food": ["rice"], "how-long": "an evening"}
PATIENCE_S = 60.0


@dataclass
class Runs:
    """Every run that was set up in this process: ids and everybody's Delta."""

    sids: list[bytes] = field(default_factory=list)
    deltas: list[bytes] = field(default_factory=list)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    found, opening = Runs(), session.open_session

    def note_run(*args: object, **options: object) -> Protocol[Session]:
        opened = yield from opening(*args, **options)  # type: ignore[arg-type]
        found.sids.append(opened.sid)
        found.deltas.append(opened.delta.tobytes())
        return opened

    monkeypatch.setattr(session, "open_session", note_run)
    return found


@dataclass
class Window:
    """A person with a window: what is kept survives its program, and only that.

    Attributes:
        dies: at the first stage like this.
        words, asked: check words that were shown; questions that were answered with yes.
    """

    number: int
    answers: Answers
    folder: Path
    dies: Callable[[Stage], bool] | None = None
    stages: list[Stage] = field(default_factory=list)
    words: int = 0
    asked: list[str] = field(default_factory=list)
    channels: list[TcpChannel] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[Result] | None = None
    step_out: Callable[[], None] = lambda: None
    politely: bool = False

    def __post_init__(self) -> None:
        self.store = open_or_create(self.folder / f"{self.number}" / "store")

    def report(self, stage: Stage) -> None:
        self.stages.append(stage)
        if self.dies is not None and not self.gone.is_set() and self.dies(stage):
            self.gone.set()
            if self.politely:  # the system ends the program
                self.step_out()
            assert self.task is not None
            self.task.cancel()

    def around(self) -> Around:
        async def same_words(_: tuple[str, ...]) -> bool:
            self.words += 1
            return True

        async def again(_: Sheet, verdict: Verdict) -> bool:
            self.asked.append("repeat" if verdict.repeats else "again")
            return True

        async def resume() -> bool:
            self.asked.append("resume")
            return True

        def take(step_out: Callable[[], None]) -> None:
            self.step_out = step_out

        return Around(
            self.report,
            self.folder / f"{self.number}",
            same_words=same_words,
            again=again,
            resume=resume,
            store=self.store,
            at_stay=take,
        )

    async def answer(self, _: Sheet, role: str) -> Answers:
        assert role == self.answers.role
        return self.answers

    @property
    def stopped(self) -> set[int]:
        """Whose program was known not to run."""
        return {seat for stage in self.stages if isinstance(stage, Reconnecting) for seat in stage.stopped}

    def kept(self, now: float | None = None) -> Kept | None:
        return way_back.find(self.store, self.around().clock() if now is None else now)

    async def back(self) -> Result:
        self.dies = None
        kept = self.kept()
        assert kept is not None
        return await go_back(kept, self.answer, self.around())


async def negotiate(people: list[Window]) -> list[asyncio.Task[Result]]:
    """Everybody meets; the first invites."""
    invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def accept(_: Sheet) -> str:
        return ""

    for one in people:
        if one.number == 0:
            hosting = negotiation.host(SHEET, len(people), "", one.answer, invited.set_result, one.around(), LOOPBACK)
            one.task = asyncio.create_task(hosting)
        else:
            one.task = asyncio.create_task(negotiation.join(await invited, accept, one.answer, one.around()))
            await asyncio.sleep(0.05)
    return [one.task for one in people if one.task is not None]


MOMENTS: dict[str, Callable[[Stage], bool]] = {
    "words": lambda stage: isinstance(stage, CheckWords),
    "met": lambda stage: isinstance(stage, Acquainted),
    "answering": lambda stage: isinstance(stage, Answering),
    "waiting": lambda stage: isinstance(stage, People) and Standing.COMPARE in stage.standings,
    "preprocessing": lambda stage: isinstance(stage, Computing) and stage.progress > 0.4,
}


def values(result: object) -> dict[str, object]:
    assert isinstance(result, Result), result
    return {name: shown.to_json()["value"] for name, shown in result.outcome.items.items()}


def scene(people: list[Window], victims: list[int]) -> list[object]:
    """Victims are killed when they want it, started again half a second later; what everybody ends with."""

    async def play() -> list[object]:
        async with asyncio.timeout(PATIENCE_S):
            tasks = await negotiate(people)
            for victim in victims:
                one = people[victim]
                await one.gone.wait()
                await asyncio.gather(tasks[victim], return_exceptions=True)
            for one in people:
                while one.number not in victims and one.stopped != set(victims):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            for victim in victims:
                tasks[victim] = asyncio.create_task(people[victim].back())
            return list(await asyncio.gather(*tasks, return_exceptions=True))

    return run(play())


def windows(folder: Path, n: int, dies: dict[int, Callable[[Stage], bool]]) -> list[Window]:
    answers = [YES, MAYBE, YES][:n]
    return [Window(number, one, folder, dies=dies.get(number), politely=True) for number, one in enumerate(answers)]


CASES = [(2, [1], moment) for moment in MOMENTS]
CASES += [(2, [0], "answering"), (2, [0, 1], "waiting"), (3, [2], "preprocessing")]


@pytest.mark.parametrize(("n", "victims", "moment"), CASES)
def test_it_comes_back_with_the_same_answers(
    runs: Runs, tmp_path: Path, n: int, victims: list[int], moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.2)
    people = windows(tmp_path, n, dict.fromkeys(victims, MOMENTS[moment]))
    results = scene(people, victims)
    assert [values(result) for result in results] == [WORTH] * n
    assert len(set(runs.deltas)) == len(runs.deltas)
    assert len(set(runs.sids)) * n == len(runs.sids) or len(victims) == 2
    for one in people:
        assert one.store.ids(Kind.WAY_BACK) == (), "nothing leads back after the result"
        assert one.asked == []
        shown = 2 if moment == "words" and one.number in victims else 1
        assert one.words == shown, "words that were compared are not compared again"
        if one.number not in victims:
            assert Reconnected() in one.stages


def test_how_far_the_run_was_is_kept_and_people_are_asked(runs: Runs, tmp_path: Path) -> None:
    """After inputs were used nobody begins again by himself: both are asked, whoever was killed."""
    people = windows(tmp_path, 2, {})

    def has_entered_inputs(stage: Stage) -> bool:
        kept = people[1].kept() if isinstance(stage, Computing) else None
        return kept is not None and kept.phase == Phase.INPUTS

    people[1].dies = has_entered_inputs
    results = scene(people, [1])
    assert [values(result) for result in results] == [WORTH] * 2
    assert [person.asked for person in people] == [["resume"]] * 2


def test_a_run_that_counts_is_repeated(runs: Runs, tmp_path: Path) -> None:
    """Killed while results are opened: the same inputs and the same order, as the ledger says; it counts once."""
    people = windows(tmp_path, 2, {1: lambda stage: isinstance(stage, Opening) and len(stage.opened) == 1})
    results = scene(people, [1])
    assert [values(result) for result in results] == [WORTH] * 2
    assert [person.asked for person in people] == [["repeat"]] * 2
    order = [[list(stage.opened) for stage in one.stages if isinstance(stage, Opening)] for one in people]
    first = order[1][1]
    assert all(shown[: len(first)] == first for shown in order[0] + order[1] if shown)


def test_whoever_leaves_does_not_come_back(runs: Runs, tmp_path: Path) -> None:
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})
    people[1].politely = False
    people[0].answer = _never  # type: ignore[method-assign]

    async def play() -> None:
        tasks = await negotiate(people)
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(found[0], (PeerLeft, PeerAborted))
        assert [one.store.ids(Kind.WAY_BACK) for one in people] == [(), ()]

    run(play())


async def _never(_: Sheet, __: str) -> Answers:
    await asyncio.Event().wait()
    raise AssertionError


def test_a_goodbye_after_the_restart(runs: Runs, tmp_path: Path) -> None:
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})

    async def play() -> None:
        tasks = await negotiate(people)
        await people[1].gone.wait()
        await asyncio.gather(tasks[1], return_exceptions=True)
        kept = people[1].kept()
        assert kept is not None
        way_back.forget(people[1].store)
        await say_goodbye(kept, people[1].around())
        (found,) = await asyncio.gather(tasks[0], return_exceptions=True)
        assert isinstance(found, PeerLeft)
        assert [one.store.ids(Kind.WAY_BACK) for one in people] == [(), ()]
        await say_goodbye(kept, people[1].around())  # nobody is there any more

    run(play())


def test_beside_a_command_nothing_is_kept(runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.2)
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})
    command = people[0].around
    people[0].around = lambda: replace(command(), at_stay=None)  # type: ignore[method-assign]

    async def play() -> None:
        tasks = await negotiate(people)
        await people[1].gone.wait()
        await asyncio.gather(tasks[1], return_exceptions=True)
        assert people[1].kept() is None
        (found,) = await asyncio.gather(tasks[0], return_exceptions=True)
        assert type(found).__name__ == "PeerStopped"

    run(play())


# ---- the record


WAY = Kept(way=b"", alive=1000.0)


def kept_in(people: list[Window]) -> Kept:
    """What a real meeting leaves."""

    async def play() -> Kept:
        tasks = await negotiate(people)
        await people[1].gone.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        kept = people[1].kept()
        assert kept is not None
        return kept

    return run(play())


def test_it_leads_back_for_half_an_hour(tmp_path: Path) -> None:
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})
    kept, store = kept_in(people), people[1].store
    assert kept.checked
    assert not kept.compares
    assert kept.phase == Phase.QUIET
    assert "Kept(...)" in repr(kept)
    for since, leads in ((FOR_S - 1, True), (FOR_S + 1, False), (-FOR_S - 1, False)):
        way_back.save(store, kept)
        assert (way_back.find(store, kept.alive + since) == kept) is leads
        assert bool(store.ids(Kind.WAY_BACK)) is leads, "what leads nowhere is gone"


RECORDS = (b"", b"rubbish", msgspec.msgpack.encode(WAY), msgspec.msgpack.encode({"way": b""}))


@pytest.mark.parametrize("content", RECORDS)
def test_what_cannot_be_read_leads_nowhere(tmp_path: Path, content: bytes) -> None:
    with open_or_create(tmp_path) as store:
        store.put(Kind.WAY_BACK, "meeting", content)
        assert way_back.find(store, 1000.0) is None
        assert store.ids(Kind.WAY_BACK) == ()


def test_who_was_meant_and_is_forgotten_is_not_met(tmp_path: Path) -> None:
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})
    kept = msgspec.structs.replace(kept_in(people), met="somebody", checked=False)

    async def play() -> None:
        with pytest.raises(NewIdentity):
            await go_back(kept, people[1].answer, people[1].around())

    run(play())


def test_a_full_disk_ends_no_meeting(tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(store: Store, kept: Kept) -> None:
        raise StoreFull(store.folder)

    monkeypatch.setattr(staying.way_back, "save", full)
    people = windows(tmp_path, 2, {})

    async def play() -> list[object]:
        return list(await asyncio.gather(*await negotiate(people), return_exceptions=True))

    assert [values(result) for result in run(play())] == [WORTH] * 2


def test_it_is_noted_that_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour counts from the end of the program, not from the beginning of the meeting."""
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})
    kept, store = kept_in(people), people[1].store
    monkeypatch.setattr(staying, "ALIVE_S", 0.01)
    now = [kept.alive]

    async def play() -> None:
        stays = staying.Staying(store, lambda: now[0], kept)
        alive = asyncio.create_task(stays.stay_alive())
        now[0] += 2 * FOR_S
        await asyncio.sleep(0.3)
        alive.cancel()
        await asyncio.gather(alive, return_exceptions=True)
        assert way_back.find(store, now[0]) is not None
        stays.end()
        assert way_back.find(store, now[0]) is None
        stays.note(checked=False)
        assert way_back.find(store, now[0]) is None, "what has ended does not come back"

    run(play())
