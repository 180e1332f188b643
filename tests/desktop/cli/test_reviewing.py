"""A terminal on which others' suggestions about the sheet are shown and answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from desktop.cli import reviewing
from desktop.cli.output import Output
from desktop.cli.reviewing import SheetTalk
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidAnswers, Problem
from desktop.deals.items import MatchItem
from desktop.deals.sheet import Parties, Sheet, canonical
from desktop.run.stages import Answering, Reviewing, Suggested
from p2p.lobby import sheet_digest

WALK, FILM = (MatchItem(id=name, rule="mutual_yes") for name in ("walk", "film"))
BASE = Sheet(id="evening", title="An evening", parties=Parties(min=2, max=2), items=(WALK,))
BETTER = replace(BASE, items=(WALK, FILM))
ANSWERS = Answers(by_item={"walk": True})


class Desk:
    def __init__(self) -> None:
        self.done: list[tuple[str, bytes]] = []

    def note(self, text: str) -> None:
        raise AssertionError

    def suggest(self, sheet: Sheet) -> None:
        raise AssertionError

    def look_again(self) -> None:
        raise AssertionError

    def fine(self, name: bytes) -> None:
        self.done.append(("fine", name))

    def refuse(self, name: bytes) -> None:
        self.done.append(("refuse", name))


def version(number: int, seat: int, sheet: Sheet) -> Suggested:
    return Suggested(number, seat, sheet, sheet_digest(canonical(sheet)))


def news(*versions: Suggested, notes: tuple[tuple[int, str], ...] = ()) -> Reviewing:
    base = version(1, -1, BASE)
    theirs = frozenset(one.name for one in versions if one.seat == 1)
    none: frozenset[bytes] = frozenset()
    stances = (frozenset({base.name}), theirs)
    return Reviewing((base, *versions), stances, (none, none), notes, ("", ""), 0, ("Robin", "Kim"))


def play(
    monkeypatch: pytest.MonkeyPatch, says: list[bool], *stages: Reviewing | Answering, fits: bool = True
) -> tuple[Desk, list[str]]:
    """What is done at the desk, and what was asked."""
    asked: list[str] = []

    async def is_yes(question: str) -> bool:
        asked.append(question)
        if not says:
            await asyncio.Event().wait()
        return says.pop(0)

    def answers_fit(_: Sheet) -> None:
        if not fits:
            raise InvalidAnswers([Problem("walk", "is gone")])

    async def scene() -> Desk:
        talk, desk = SheetTalk(Output(as_json=False), answers_fit), Desk()
        first, *rest = stages
        talk.report(first)
        talk.take(desk)
        for stage in rest:
            await asyncio.sleep(0)
            talk.report(stage)
        for _ in range(5):
            await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert all(task.cancelling() or task.done() for task in left) or not says
        for task in left:
            task.cancel()
        return desk

    monkeypatch.setattr(reviewing, "is_yes", is_yes)
    return asyncio.run(scene()), asked


@pytest.mark.parametrize("yes", [True, False])
def test_a_suggestion_is_shown_and_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], yes: bool
) -> None:
    suggested = version(2, 1, BETTER)
    desk, asked = play(monkeypatch, [yes], news(suggested, notes=((1, "a\u202ebc"),)))
    assert desk.done == [("fine" if yes else "refuse", suggested.name)]
    assert asked == ["Are you fine with version 2?"]
    shown = capsys.readouterr().err
    assert "Kim changed the sheet. Please look at the marked lines." in shown
    assert "+ film" in shown
    assert "Kim: abc" in shown
    assert ("The old version stays." in shown) is not yes


def test_what_the_answers_do_not_fit_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    suggested = version(2, 1, BETTER)
    desk, asked = play(monkeypatch, [True], news(suggested), fits=False)
    assert desk.done == [("refuse", suggested.name)]
    assert asked == []
    assert "do not fit this version" in capsys.readouterr().err


def test_nobody_is_asked_any_more_when_it_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, asked = play(monkeypatch, [], news(version(2, 1, BETTER)), news())
    assert len(asked) == 1
    assert desk.done == []


def test_nobody_is_asked_twice_about_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    suggested = version(2, 1, BETTER)
    desk, asked = play(monkeypatch, [False, True], news(suggested), news(suggested), news(suggested))
    assert len(asked) == len(desk.done) == 1
