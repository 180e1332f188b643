"""Connections are cut in the middle of whole negotiations: they come back, people are asked, or it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from crypto import session
from crypto.errors import CheatingDetected, PeerError
from crypto.rounds import Protocol, Random
from crypto.session import Session
from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet
from desktop.ledger import Verdict
from desktop.run import interruption, preparing
from desktop.run.around import Around
from desktop.run.interruption import MAX_BY_ITSELF, Phase
from desktop.run.stages import (
    Aborted,
    Acquainted,
    Answering,
    Computing,
    Opening,
    People,
    Reconnected,
    Reconnecting,
    Result,
    Stage,
    Standing,
)
from desktop.strings.errors import explain
from p2p.channel import TcpChannel
from p2p.errors import ConnectionLost, Declined, NetworkError, PeerLeft, PeerStopped
from p2p.group import Meeting
from p2p.reunion import Reunion
from p2p.ways import Ways
from tests.desktop.negotiations import Person, assert_possible, negotiate, run
from tests.desktop.test_negotiation import MAYBE, SHEET, YES

WORTH = {"come": True, "day": "Sunday", "food": ["rice"], "how-long": "an evening"}


@dataclass
class Wires:
    """All connections of all people of this process, and the runs that were set up: their ids and everybody's Delta."""

    alive: list[TcpChannel] = field(default_factory=list)
    sids: list[bytes] = field(default_factory=list)
    deltas: list[bytes] = field(default_factory=list)

    def cut(self) -> None:
        """The network breaks: every connection is reset, and nobody meant it."""
        for one in self.alive:
            one._stream.abort()
        self.alive.clear()

    def cut_one(self) -> None:
        next(one for one in self.alive if one.seat == 2 and one.failure is None)._stream.abort()


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> Wires:
    found = Wires()
    begin, opening = TcpChannel.__init__, session.open_session

    def note(self: TcpChannel, *args: object) -> None:
        begin(self, *args)  # type: ignore[arg-type]
        found.alive.append(self)

    def note_run(*args: object, **options: object) -> Protocol[Session]:
        opened = yield from opening(*args, **options)  # type: ignore[arg-type]
        found.sids.append(opened.sid)
        found.deltas.append(opened.delta.tobytes())
        return opened

    monkeypatch.setattr(TcpChannel, "__init__", note)
    monkeypatch.setattr(session, "open_session", note_run)
    return found


@dataclass
class Asked:
    """Who was asked whether to begin again, and what they say; None where there is nobody to ask."""

    agrees: Callable[[int], bool] | None = None
    reconnect_s: float = 60.0
    by: list[int] = field(default_factory=list)
    repeats: list[bool] = field(default_factory=list)

    def around(self, person: Person, folder: Path) -> Around:
        async def resume() -> bool:
            assert self.agrees is not None
            self.by.append(person.number)
            return self.agrees(person.number)

        async def again(_: Sheet, verdict: Verdict) -> bool:
            assert self.agrees is not None
            self.repeats.append(verdict.repeats)
            return self.agrees(person.number)

        return Around(
            person.report,
            folder / f"person-{person.number}",
            again=again,
            resume=None if self.agrees is None else resume,
            reconnect_s=self.reconnect_s,
        )


def cut_when(person: Person, wanted: Callable[[Stage], bool], cut: Callable[[], None], times: int = 1) -> None:
    """Call `cut` at the first stage like this, and at further ones in further runs."""
    left = [times]
    armed = [True]

    def look(stage: Stage) -> None:
        if isinstance(stage, Reconnected):
            armed[0] = True
        if armed[0] and left[0] and wanted(stage):
            armed[0] = False
            left[0] -= 1
            cut()

    person.on_stage = look


def compare(
    folder: Path, people: Sequence[Person], asked: Asked | None = None, everyone: Sequence[Answers] | None = None
) -> list[Result | BaseException]:
    answers = everyone or [YES, MAYBE, YES][: len(people)]
    return run(negotiate(SHEET, answers, folder, people, around_of=(asked or Asked()).around))


def values(result: Result | BaseException) -> dict[str, object]:
    if isinstance(result, BaseException):
        raise result
    return {name: shown.to_json()["value"] for name, shown in result.outcome.items.items()}


def seen(person: Person, kind: type[Stage]) -> list[Stage]:
    return [stage for stage in person.stages if isinstance(stage, kind)]


MOMENTS: dict[str, Callable[[Stage], bool]] = {
    "met": lambda stage: isinstance(stage, Acquainted),
    "answering": lambda stage: isinstance(stage, Answering),
    "ready": lambda stage: isinstance(stage, People),
    "set-up": lambda stage: isinstance(stage, Computing),
    "preprocessing": lambda stage: isinstance(stage, Computing) and stage.progress > 0.4,
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(("n", "victim"), [(2, 0), (2, 1), (3, 1)])
def test_it_comes_back_and_begins_anew(wires: Wires, tmp_path: Path, n: int, moment: str, victim: int) -> None:
    people = [Person(number) for number in range(n)]
    cut_when(people[victim], MOMENTS[moment], wires.cut)
    results = compare(tmp_path, people)
    assert [values(result) for result in results] == [WORTH] * n
    assert all(isinstance(result, Result) and result.signed for result in results)
    for person in people:
        kinds = [type(stage) for stage in person.stages]
        assert kinds.count(Reconnected) == 1
        assert Reconnecting in kinds[: kinds.index(Reconnected)]
        assert kinds.count(Answering) == 1  # nobody is asked for answers twice
        assert kinds.count(Result) == 1
    # Nothing of the old run is in the new one.
    assert len(set(wires.deltas)) == len(wires.deltas)
    assert len(set(wires.sids)) == (2 if moment == "preprocessing" else 1)


def test_a_single_connection_of_three_people(wires: Wires, tmp_path: Path) -> None:
    """Whoever still has all of his connections comes back, too; he is not told that somebody left."""
    people = [Person(number) for number in range(3)]
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut_one)
    results = compare(tmp_path, people)
    assert [values(result) for result in results] == [WORTH] * 3
    assert all(len(seen(person, Reconnected)) == 1 for person in people)


def test_again_and_again_but_not_for_ever(wires: Wires, tmp_path: Path) -> None:
    people = [Person(0), Person(1)]
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut, times=MAX_BY_ITSELF)
    results = compare(tmp_path, people)
    assert [values(result) for result in results] == [WORTH] * 2
    assert len(seen(people[0], Reconnected)) == MAX_BY_ITSELF
    assert len(set(wires.sids)) == MAX_BY_ITSELF + 1


def test_after_so_many_times_people_are_asked(wires: Wires, tmp_path: Path) -> None:
    people, asked = [Person(0), Person(1)], Asked(lambda number: True)
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut, times=MAX_BY_ITSELF + 1)
    results = compare(tmp_path, people, asked)
    assert [values(result) for result in results] == [WORTH] * 2
    assert sorted(asked.by) == [0, 1]


def test_after_so_many_times_it_ends_where_nobody_can_be_asked(wires: Wires, tmp_path: Path) -> None:
    people = [Person(0), Person(1)]
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut, times=MAX_BY_ITSELF + 1)
    for person, result in zip(people, compare(tmp_path, people), strict=True):
        assert isinstance(result, ConnectionLost)
        assert explain(result).code in {"E25", "E39"}
        assert isinstance(person.stages[-1], Aborted)


# Answers were used


def while_comparing(wires: Wires, monkeypatch: pytest.MonkeyPatch, times: int = 1) -> None:
    """Cut when the first input-dependent message is on its way."""
    evaluate = negotiation.evaluate
    left = [times]

    def cut_soon(*args: object, **options: object) -> object:
        protocol = evaluate(*args, **options)  # type: ignore[arg-type]

        def steps() -> object:
            sent = protocol.send(None)
            for _ in range(3):
                sent = protocol.send((yield sent))
            if left[0]:
                left[0] -= 1
                loop.call_soon_threadsafe(wires.cut)
            while True:
                try:
                    sent = protocol.send((yield sent))
                except StopIteration as stopped:
                    return stopped.value
                except BaseException:
                    protocol.close()
                    raise

        loop = asyncio.get_running_loop()
        return steps()

    monkeypatch.setattr(negotiation, "evaluate", cut_soon)


@pytest.mark.parametrize("n", [2, 3])
def test_once_answers_are_used_everybody_is_asked(
    wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    while_comparing(wires, monkeypatch)
    people, asked = [Person(number) for number in range(n)], Asked(lambda number: True)
    results = compare(tmp_path, people, asked)
    assert [values(result) for result in results] == [WORTH] * n
    assert sorted(asked.by) == list(range(n))
    assert len(set(wires.sids)) == 2
    assert len(set(wires.deltas)) == len(wires.deltas) == 2 * n


def test_whoever_does_not_want_to_ends_it(wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    while_comparing(wires, monkeypatch)
    people, asked = [Person(0), Person(1)], Asked(lambda number: number == 0)
    results = compare(tmp_path, people, asked)
    assert [type(result) for result in results] == [Declined, Declined]
    assert all(not seen(person, Reconnected) and not seen(person, Opening) for person in people)


def test_once_answers_are_used_it_ends_where_nobody_can_be_asked(
    wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_comparing(wires, monkeypatch)
    people = [Person(0), Person(1)]
    for result in compare(tmp_path, people):
        assert type(result) is ConnectionLost
    assert not any(seen(person, Reconnecting) for person in people)


# The result was being opened


def opening(n_opened: int) -> Callable[[Stage], bool]:
    return lambda stage: isinstance(stage, Opening) and len(stage.opened) >= n_opened


@pytest.mark.parametrize("n_opened", [0, 1, 3])
@pytest.mark.parametrize("n", [2, 3])
def test_while_it_is_opened_everybody_is_asked_and_it_is_repeated(
    wires: Wires, tmp_path: Path, n: int, n_opened: int
) -> None:
    """The same answers in the same order; whoever had the result already does not need another one."""
    people, asked = [Person(number) for number in range(n)], Asked(lambda number: True)
    cut_when(people[0], opening(n_opened), wires.cut)
    results = compare(tmp_path, people, asked)
    assert len(set(wires.deltas)) == len(wires.deltas)
    for person, result in zip(people, results, strict=True):
        if isinstance(result, Result):
            assert values(result) == WORTH
            continue
        # Somebody else had everything by then and is gone: what was opened here is known.
        assert isinstance(result, NetworkError), result
        aborted = person.stages[-1]
        assert isinstance(aborted, Aborted)
        assert aborted.opened is not None
    orders = [
        [tuple(stage.opened) for stage in seen(person, Opening) if isinstance(stage, Opening)] for person in people
    ]
    for order in orders:  # of every person, in the first run and in the repeat
        first = max(order, key=len)
        assert all(one == first[: len(one)] for one in order)
    if all(isinstance(result, Result) for result in results) and asked.repeats:
        assert all(asked.repeats)
        assert len(asked.repeats) == n


def test_while_it_is_opened_it_ends_where_nobody_can_be_asked(wires: Wires, tmp_path: Path) -> None:
    people = [Person(0), Person(1)]
    cut_when(people[0], opening(1), wires.cut)
    results = compare(tmp_path, people)
    assert not any(seen(person, Reconnecting) for person in people)
    for person, result in zip(people, results, strict=True):
        if not isinstance(result, Result):
            assert explain(result, opening=True).title.startswith("The other person stopped while the result")
            aborted = person.stages[-1]
            assert isinstance(aborted, Aborted)
            assert aborted.opened is not None


def test_a_repeat_that_somebody_does_not_want(wires: Wires, tmp_path: Path) -> None:
    people, asked = [Person(0), Person(1)], Asked(lambda number: number == 0)
    cut_when(people[0], opening(1), wires.cut)
    results = compare(tmp_path, people, asked)
    assert not all(isinstance(result, Result) for result in results)
    for person, result in zip(people, results, strict=True):
        if isinstance(result, BaseException):
            aborted = person.stages[-1]
            assert isinstance(aborted, Aborted)
            assert aborted.opened is not None  # what was opened before is still known


# How it ends otherwise


def test_somebody_who_is_killed_for_good(wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its connections end and nothing listens there any more."""
    people = [Person(0), Person(1)]
    monkeypatch.setattr("p2p.lost.STOPPED_S", 0.3)

    async def die(*_: object, **__: object) -> None:
        raise SystemError("killed")

    def kill() -> None:
        monkeypatch.setattr(Reunion, "come_back", dying)
        wires.cut()

    come_back = Reunion.come_back

    async def dying(self: Reunion, old: Meeting, **options: object) -> object:
        if old.me == 1:
            await self.close()
            await die()
        return await come_back(self, old, **options)  # type: ignore[arg-type]

    cut_when(people[0], MOMENTS["preprocessing"], kill)
    survivor, victim = compare(tmp_path, people)
    assert isinstance(survivor, PeerStopped)
    assert explain(survivor).code == "E39"
    assert explain(survivor, windowed=True).title.endswith("Common Ground stopped.")
    assert isinstance(victim, SystemError)


def test_after_the_time_is_up(wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seat 1 is there but never comes back; the time is 30 minutes, and here one second."""
    people, asked = [Person(0), Person(1)], Asked(reconnect_s=1.0)
    come_back = Reunion.come_back

    async def sleeping(self: Reunion, old: Meeting, **options: object) -> object:
        if old.me == 1:
            await asyncio.sleep(3)
            raise ConnectionLost
        return await come_back(self, old, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Reunion, "come_back", sleeping)
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut)
    waiting, _ = compare(tmp_path, people, asked)
    assert type(waiting) is ConnectionLost
    assert explain(waiting).code == "E25"
    assert people[0].stages[-2:] == [Reconnecting(1, (1,)), people[0].stages[-1]]
    assert Around(lambda stage: None, tmp_path).reconnect_s == 30 * 60


def test_minutes_are_counted_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: list[Stage] = []

    async def scene() -> None:
        around = Around(told.append, tmp_path, reconnect_s=120.3)
        losses = interruption.Interruptions(around, lambda _: asyncio.sleep(0))
        async with losses._telling(120.3) as missing:
            missing(frozenset({2, 1}))
            missing(frozenset({2, 1}))
            await asyncio.sleep(0.5)
            missing(frozenset({1}))

    run(scene())
    assert told == [Reconnecting(3, (1, 2)), Reconnecting(2, (1, 2)), Reconnecting(2, (1,))]


@pytest.mark.parametrize("victim", [0, 1])
def test_cancelling_while_it_is_lost(
    wires: Wires, tmp_path: Path, victim: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Person(0), Person(1)]
    monkeypatch.setattr("p2p.lost.STOPPED_S", 0.3)

    def look(stage: Stage) -> None:
        if isinstance(stage, Computing) and not seen(people[victim], Reconnecting):
            wires.cut()
        elif isinstance(stage, Reconnecting):
            assert people[victim].task is not None
            people[victim].task.cancel()

    people[victim].on_stage = look
    results = compare(tmp_path, people)
    assert isinstance(results[victim], asyncio.CancelledError)
    assert isinstance(results[1 - victim], NetworkError)


@pytest.mark.parametrize("victim", [0, 1])
def test_cancelling_just_as_all_are_back(
    wires: Wires, tmp_path: Path, victim: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connections that have just come about are closed with a word, so nobody waits for silence to last."""
    people = [Person(0), Person(1)]
    note = interruption.Interruptions.note

    def noted(self: interruption.Interruptions, phase: Phase) -> None:
        note(self, phase)
        person = people[victim]
        if self._around.folder.name == f"person-{victim}" and seen(person, Reconnecting):
            assert person.task is not None
            person.task.get_loop().call_soon_threadsafe(person.task.cancel)
            time.sleep(0.1)

    monkeypatch.setattr(interruption.Interruptions, "note", noted)
    cut_when(people[victim], lambda stage: isinstance(stage, Computing), wires.cut)
    results = compare(tmp_path, people)
    assert isinstance(results[victim], asyncio.CancelledError)
    assert isinstance(results[1 - victim], PeerLeft)
    assert all(one._stream._transport is None for one in wires.alive)


def test_a_failed_check_brings_nobody_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [Person(0), Person(1)]
    prepare = preparing.prepare

    def cheat(*args: object, **options: object) -> object:
        if not cheated:
            cheated.append(True)

            def steps() -> object:
                protocol = prepare(*args, **options)  # type: ignore[arg-type]
                yield protocol.send(None)
                raise CheatingDetected("a check")

            return steps()
        return prepare(*args, **options)  # type: ignore[arg-type]

    cheated: list[bool] = []
    monkeypatch.setattr(preparing, "prepare", cheat)
    results = compare(tmp_path, people)
    assert {type(result).__name__ for result in results} == {"CheatingDetected", "PeerAborted"}
    assert not any(seen(person, Reconnecting) for person in people)


def test_who_comes_back_with_another_roster_ends_it(
    wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds another roster: that is no accident."""
    people = [Person(0), Person(1)]
    swap = Ways.swap

    async def changed(self: Ways, meeting: Meeting, random: Random) -> None:
        await swap(self, meeting, random)
        if meeting.me == 1:
            for pair in self.pairs.values():
                (way,) = pair.ways
                door, their_door = (replace(door, roster_tag=bytes(32)) for door in (way.door, way.their_door))
                pair.ways = (replace(way, door=door, their_door=their_door),)

    monkeypatch.setattr(Ways, "swap", changed)
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut)
    results = compare(tmp_path, people)
    assert all(isinstance(result, (PeerError, NetworkError)) for result in results), results
    assert any(isinstance(result, PeerError) for result in results)
    assert not any(seen(person, Reconnected) for person in people)


def test_what_was_locked_in_counts_however_often_it_begins(wires: Wires, tmp_path: Path) -> None:
    """The person is asked for answers once, and quick words at the table are said again."""
    people = [Person(0), Person(1)]
    cut_when(people[1], MOMENTS["preprocessing"], wires.cut)
    everyone = [parse_answers(SHEET, b"[answers]\ncome = true\n"), YES]
    results = compare(tmp_path, people, everyone=everyone)
    for result in results:
        assert isinstance(result, Result)
        assert_possible(SHEET, everyone, result.outcome)
    last = seen(people[0], People)[-1]
    assert isinstance(last, People)
    assert last.standings == (Standing.COMPARE,) * 2
