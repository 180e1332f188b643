"""What is said about people: the result calls them by seat, so it is told who sits where."""

from __future__ import annotations

import json

import pytest

from desktop.cli.output import Output
from desktop.cli.progress import Progress
from desktop.deals.terms import load_sheet
from desktop.run.stages import Answering, Fewer
from tests.desktop.programs import COFFEE


def answering(names: tuple[str, ...], me: int) -> Answering:
    return Answering(load_sheet(COFFEE.encode()), "", ("",) * len(names), me, names)


def test_seats_in_words() -> None:
    progress = Progress(Output(as_json=False))
    progress.report(answering(("Ana", "Ben", ""), 1))
    assert progress.seats_in_words() == "Person 1 is Ana; Person 2 is you."
    progress.report(Fewer((0,), ("", ""), 0, ("Ben", "")))
    assert progress.seats_in_words() == "Person 1 is you."


def test_programs_are_told_the_own_seat_and_the_names(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(Output(as_json=True)).report(answering(("", "Ben"), 1))
    event = json.loads(capsys.readouterr().out)
    assert event == {"event": "stage", "stage": "seats", "you": 2, "names": ["", "Ben"]}
