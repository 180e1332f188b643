"""Somebody of a group is gone in the middle of whole negotiations: wait, go on without, or stop (E29)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from crypto.errors import PeerAborted
from desktop.attachments.held import Held
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet, canonical
from desktop.kept.way_back import Kept
from desktop.ledger import Verdict
from desktop.run.around import Around
from desktop.run.interruption import Interruptions, Phase
from desktop.run.stages import (
    Acquainted,
    Answering,
    Computing,
    Fewer,
    Opening,
    Reconnected,
    Reconnecting,
    Result,
    Stage,
)
from desktop.store import Kind, Store, open_or_create
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


def test_not_in_the_repeat_of_a_run_that_was_opened(wires: Wires, tmp_path: Path) -> None:
    """All came back for it; then one leaves before anything of it is opened. What the others saw was of three."""
    people, asked = [Person(number) for number in range(3)], Asked()

    def around(person: Person, folder: Path) -> Around:
        async def again(_: Sheet, verdict: Verdict) -> bool:
            return verdict.repeats

        return replace(asked.around(person, folder), again=again)

    cut_when(people[0], lambda stage: isinstance(stage, Opening) and len(stage.opened) == 2, wires.cut)
    repeats: Callable[[Stage], bool] = lambda stage: isinstance(stage, Acquainted) and stage.verdict.repeats  # noqa: E731
    cut_when(people[2], repeats, leave(people[2]))
    results = run(negotiate(SHEET, [YES, MAYBE, YES], tmp_path, people, around_of=around, patience_s=120))
    assert asked.without == {}
    for person, result in zip(people[:2], results, strict=False):
        assert isinstance(result, PeerLeft | PeerAborted)
        assert not seen(person, Fewer)
        assert len(seen(person, Reconnected)) == 1


GROUP = SimpleNamespace(
    me=0,
    members=tuple(SimpleNamespace(seat=seat, role="") for seat in range(3)),
    sheet=canonical(SHEET),
    channels={},
    spares_others=lambda: False,
)


class Returning:
    """In place of a Reunion: all come back, and somebody had seen that much."""

    stopped: frozenset[int] = frozenset()

    def __init__(self, most: int) -> None:
        self._most = most

    async def come_back(self, *_: object, **__: object) -> tuple[object, int]:
        return GROUP, self._most


@pytest.mark.parametrize("most", list(Phase))
def test_what_somebody_else_saw_counts_also_after_a_restart(tmp_path: Path, most: Phase) -> None:
    """This program had only entered its answers; it keeps that nobody can be left out any more."""

    def may(losses: Interruptions) -> bool:
        return losses._can_do_without(GROUP, frozenset({2}), Phase.QUIET)  # type: ignore[arg-type]  # all that is used

    async def nothing(fewer: bool) -> None:
        assert not fewer

    async def yes_to_it() -> bool:
        return True

    async def scene(store: Store) -> None:
        async def agree(*_: object) -> None:
            """Everybody wants a new run."""

        person, asked = Person(0), Asked()
        around = replace(asked.around(person, tmp_path), at_stay=lambda step_out: None, resume=yes_to_it)
        losses = Interruptions(around, nothing, Kept(way=b"somewhere", alive=around.clock()))
        losses._agree = agree  # type: ignore[method-assign]
        losses.stay(store)
        losses.note(Phase.INPUTS)
        assert may(losses)
        await losses._come_back(Returning(most), GROUP, ConnectionLost("lost"))  # type: ignore[arg-type]
        assert losses.phase is Phase.QUIET
        assert may(losses) is (most is not Phase.USED)
        record = store.get(Kind.WAY_BACK, "meeting")
        assert record is not None
        kept = msgspec.msgpack.decode(record.content, type=Kept)
        assert may(Interruptions(around, nothing, kept)) is (most is not Phase.USED)

    with open_or_create(tmp_path / "store") as store:
        run(scene(store))


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
