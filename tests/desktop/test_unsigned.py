"""The others are lost at the very end: the result stands, and whoever wants looks for them to have it signed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop import negotiation
from desktop.kept.agreements import Agreements
from desktop.negotiation import Around
from desktop.paths import STORE_FOLDER
from desktop.run.stages import Aborted, Reconnected, Reconnecting, Result
from desktop.store import open_or_create
from p2p.errors import NetworkError
from tests.desktop.negotiations import Person, negotiate, plainly_around, run
from tests.desktop.test_repeats import BOTH, ONCE


@dataclass
class Loss:
    """The line is cut while signatures are swapped, in the first run only."""

    patch: pytest.MonkeyPatch
    runs: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        signing = negotiation.sign

        async def sign(meeting: object, *rest: object) -> object:
            me = meeting.me  # type: ignore[attr-defined]
            self.runs[me] = self.runs.get(me, 0) + 1
            if self.runs[me] == 1:
                meeting.cut()  # type: ignore[attr-defined]
            return await signing(meeting, *rest)  # type: ignore[arg-type]

        self.patch.setattr(negotiation, "sign", sign)


async def yes(*_: object) -> bool:
    return True


def results(person: Person) -> list[Result]:
    return [stage for stage in person.stages if isinstance(stage, Result)]


def kept(folder: Path, person: Person) -> list[bool]:
    """Whether all have signed, of every agreement that is kept."""
    with open_or_create(folder / f"person-{person.number}" / STORE_FOLDER) as store:
        return [one.agreement.complete for one in Agreements(store).all(2_000_000_000.0)]


def compare(
    folder: Path, people: list[Person], looks: object = yes, *, patience_s: float = 60.0
) -> list[Result | BaseException]:
    def around(person: Person, where: Path) -> Around:
        return replace(
            plainly_around(person, where),
            again=yes,
            resume=yes,
            reunite=None if looks is None else looks,  # type: ignore[arg-type]
            reconnect_s=20.0,
        )

    return run(negotiate(ONCE, BOTH, folder, people, patience_s, around))


def test_everybody_looks_and_all_have_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Loss(monkeypatch)
    people = [Person(0), Person(1)]
    ended = compare(tmp_path, people)
    for person, last in zip(people, ended, strict=True):
        first, second = results(person)
        assert not first.signed
        assert first.may_come
        assert second.signed
        assert not second.may_come
        assert second is last
        assert second.outcome == first.outcome, "the same inputs in the same order"
        kinds = [type(stage) for stage in person.stages]
        assert kinds.index(Result) < kinds.index(Reconnecting) < kinds.index(Reconnected)
        assert Aborted not in kinds
        assert kept(tmp_path, person) == [True], "one agreement, with all signatures"


def test_without_anybody_to_ask_it_ends_with_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Loss(monkeypatch)
    people = [Person(0), Person(1)]
    for person, last in zip(people, compare(tmp_path, people, None), strict=True):
        assert isinstance(last, Result)
        assert not last.signed
        assert not last.may_come
        assert results(person) == [last]


def test_when_the_others_do_not_come_the_result_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Loss(monkeypatch)
    people = [Person(0), Person(1)]

    async def only_the_first() -> bool:
        if len(results(people[0])) and asyncio.current_task() is people[0].task:
            return True
        await asyncio.sleep(3600)
        return False

    def leave(stage: object) -> None:
        if isinstance(stage, Reconnecting) and people[1].task is not None:
            people[1].task.cancel()

    people[0].on_stage = leave
    ended = compare(tmp_path, people, only_the_first)
    assert isinstance(ended[0], NetworkError)
    assert isinstance(people[0].stages[-1], Aborted)
    assert kept(tmp_path, people[0]) == [False]
