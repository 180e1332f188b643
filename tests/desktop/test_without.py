"""Somebody of a group is gone in the middle of whole negotiations: wait, go on without, or stop (E29)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.attachments.held import Held
from desktop.deals.answers import Answers
from desktop.run.around import Around
from desktop.run.stages import Answering, Computing, Fewer, Opening, Reconnecting, Result, Stage
from desktop.strings.errors import explain
from p2p import leaving_out, lost
from p2p.errors import ConnectionLost, Declined, PeerLeft
from tests.desktop.negotiations import Person, assert_possible, negotiate, run
from tests.desktop.run.test_interruption import MOMENTS, Wires, cut_when, seen, while_comparing
from tests.desktop.run.test_interruption import wires as wires  # the fixture
from tests.desktop.test_negotiation import MAYBE, SHEET, YES

Says = Callable[[int], Awaitable[bool]]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.3)
    monkeypatch.setattr(leaving_out, "ASK_AFTER_S", 0.5)


async def yes(_: int) -> bool:
    return True


async def wait(_: int) -> bool:
    return await asyncio.Event().wait()


@dataclass
class Asked:
    """Who is asked to go on without whom."""

    says: Says = yes
    reconnect_s: float = 60.0
    without: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)

    def around(self, person: Person, folder: Path) -> Around:
        async def asked(seats: tuple[int, ...]) -> bool:
            self.without.setdefault(person.number, []).append(seats)
            return await self.says(person.number)

        async def resume() -> bool:
            raise AssertionError("one question is enough")

        return Around(
            person.report,
            folder / f"person-{person.number}",
            without=asked,
            resume=resume,
            reconnect_s=self.reconnect_s,
        )


def compare(
    folder: Path, people: Sequence[Person], asked: Asked, everyone: Sequence[Answers] | None = None
) -> list[Result | BaseException]:
    answers = everyone or [YES, MAYBE, YES, YES][: len(people)]
    return run(negotiate(SHEET, answers, folder, people, around_of=asked.around, patience_s=120))


def leave(person: Person) -> Callable[[], None]:
    """The person closes the program."""

    def cancel() -> None:
        assert person.task is not None
        person.task.cancel()

    return cancel


def assert_went_on(people: Sequence[Person], results: Sequence[Result | BaseException], gone: int) -> None:
    left = [number for number in range(len(people)) if number != gone]
    everyone = [[YES, MAYBE, YES, YES][number] for number in left]
    for number in left:
        result = results[number]
        assert isinstance(result, Result), result
        assert result.signed
        assert len(result.agreement.record.roster) == len(left)
        assert_possible(SHEET, everyone, result.outcome)
        (fewer,) = seen(people[number], Fewer)
        assert fewer == Fewer((gone,), ("",) * len(left), left.index(number), ("",) * len(left))
        assert len(seen(people[number], Answering)) == 1  # the answers stay
        assert seen(people[number], Reconnecting)


@pytest.mark.parametrize(
    ("n", "gone", "moment"),
    [(3, 0, "met"), (3, 2, "answering"), (4, 1, "preprocessing")],
)
def test_who_leaves_is_left_out_when_all_agree(wires: Wires, tmp_path: Path, n: int, gone: int, moment: str) -> None:
    people, asked = [Person(number) for number in range(n)], Asked()
    cut_when(people[gone], MOMENTS[moment], leave(people[gone]))
    results = compare(tmp_path, people, asked)
    assert isinstance(results[gone], asyncio.CancelledError)
    assert_went_on(people, results, gone)
    assert asked.without == {number: [(gone,)] for number in range(n) if number != gone}
    # Nothing of the old run is in the new one.
    assert len(set(wires.deltas)) == len(wires.deltas)
    assert len(set(wires.sids)) <= 2


def test_answers_that_were_used_count_again_and_nobody_is_asked_twice(
    wires: Wires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection to one person breaks for good while answers are in the computation."""
    people, asked = [Person(number) for number in range(3)], Asked()

    def break_down() -> None:
        leave(people[1])()
        real()

    real, wires.cut = wires.cut, break_down  # type: ignore[method-assign]
    while_comparing(wires, monkeypatch)
    results = compare(tmp_path, people, asked)
    assert_went_on(people, results, 1)
    assert len(set(wires.sids)) == 2
    assert len(set(wires.deltas)) == len(wires.deltas) == 5


def test_one_no_ends_it_for_all(tmp_path: Path) -> None:
    one = 1

    async def says(number: int) -> bool:
        return number != one

    people, asked = [Person(number) for number in range(3)], Asked(says)
    cut_when(people[2], MOMENTS["preprocessing"], leave(people[2]))
    results = compare(tmp_path, people, asked)
    assert isinstance(results[one], Declined)
    assert isinstance(results[1 - one], PeerLeft)
    assert not any(seen(person, Fewer) or seen(person, Opening) for person in people)


def test_who_waits_gets_them_back(wires: Wires, tmp_path: Path) -> None:
    """A connection that only breaks brings a question that nobody has to answer."""
    people, asked = [Person(number) for number in range(3)], Asked(wait)
    cut_when(people[0], MOMENTS["preprocessing"], wires.cut)
    for result in compare(tmp_path, people, asked):
        assert isinstance(result, Result)
        assert len(result.agreement.record.roster) == 3


def test_time_is_up_while_somebody_waits(tmp_path: Path) -> None:
    async def says(number: int) -> bool:
        return await (yes if number else wait)(number)

    people, asked = [Person(number) for number in range(3)], Asked(says, reconnect_s=3.0)
    cut_when(people[2], MOMENTS["preprocessing"], leave(people[2]))
    results = compare(tmp_path, people, asked)
    assert all(isinstance(result, ConnectionLost) for result in results[:2])


def test_not_when_results_are_being_opened(tmp_path: Path) -> None:
    """What was opened to somebody cannot be asked for again with fewer people."""
    people, asked = [Person(number) for number in range(3)], Asked()
    opening: Callable[[Stage], bool] = lambda stage: isinstance(stage, Opening) and bool(stage.opened)  # noqa: E731
    cut_when(people[2], opening, leave(people[2]))
    results = compare(tmp_path, people, asked)
    assert asked.without == {}
    assert not any(seen(person, Fewer) for person in people)
    for result in results[:2]:
        if not isinstance(result, Result):
            assert explain(result, opening=True).title.startswith("The other person stopped while the result")


def test_not_when_the_sheet_is_for_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.run.interruption.is_for", lambda sheet, roles: len(roles) > 2)
    people, asked = [Person(number) for number in range(3)], Asked()
    cut_when(people[2], MOMENTS["preprocessing"], leave(people[2]))
    results = compare(tmp_path, people, asked)
    assert asked.without == {}
    assert all(isinstance(result, BaseException) for result in results)


def test_two_people_are_no_group(tmp_path: Path) -> None:
    people, asked = [Person(number) for number in range(2)], Asked()
    cut_when(people[1], MOMENTS["preprocessing"], leave(people[1]))
    results = compare(tmp_path, people, asked)
    assert asked.without == {}
    assert not seen(people[0], Reconnecting)
    assert isinstance(results[0], BaseException)


def test_one_after_the_other(tmp_path: Path) -> None:
    """Four people, then three, then two."""
    people, asked = [Person(number) for number in range(4)], Asked()
    cut_when(people[3], MOMENTS["preprocessing"], leave(people[3]))
    second: Callable[[Stage], bool] = lambda stage: isinstance(stage, Computing) and bool(seen(people[0], Fewer))  # noqa: E731
    cut_when(people[0], second, leave(people[0]))
    results = compare(tmp_path, people, asked)
    assert asked.without == {0: [(3,)], 1: [(3,), (0,)], 2: [(3,), (0,)]}
    for number in (1, 2):
        result = results[number]
        assert isinstance(result, Result)
        assert len(result.agreement.record.roster) == 2
        assert_possible(SHEET, [MAYBE, YES], result.outcome)


def test_files_are_sealed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that were for everybody are for nobody then."""
    renewed: list[Held] = []
    start_over = Held.start_over

    def note(self: Held) -> None:
        start_over(self)
        assert not self.own
        renewed.append(self)

    monkeypatch.setattr(Held, "start_over", note)
    people, asked = [Person(number) for number in range(3)], Asked()
    cut_when(people[0], MOMENTS["ready"], leave(people[0]))
    assert_went_on(people, compare(tmp_path, people, asked), 0)
    assert len(renewed) == 2
