"""commonground preview: sentences for people, one JSON line for programs, errors for what does not fit."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.cli.output import Output, WrongUsage
from desktop.cli.parser import build_parser
from desktop.cli.previews import _percent
from desktop.deals.errors import InvalidAnswers

SHEET = """
format = 1
id = "walk"
title = "A walk"
parties = { min = 2, max = 4 }
[[items]]
id = "go"
kind = "match"
label = "Go for a walk"
[[items]]
id = "where"
kind = "pick"
rule = "all_common"
options = ["hill", "lake", "park"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "walk.deal").write_text(SHEET)
    (tmp_path / "mine.toml").write_text('[answers]\ngo = true\nwhere = ["hill", "lake", "park"]\n')
    return tmp_path


def run(folder: Path, *more: str, answers: str = "mine.toml") -> int:
    arguments = ["preview", str(folder / "walk.deal"), "--answers", str(folder / answers), *more]
    parsed = build_parser().parse_args(arguments)
    code = parsed.run(parsed, Output(as_json=parsed.json))
    assert isinstance(code, int)
    return code


def test_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    shown = capsys.readouterr().out
    assert "A walk: what could come out, and what others could work out." in shown
    assert "For 4 people." in shown
    assert "Go for a walk\n   88%  Nothing is shown here.\n   12%  Shown as agreed.\n" in shown
    assert "      and 2 more\n" in shown
    guesses = "50% before; 100% after, 100% for somebody who accepts everything to find out, 100% for 2 together, 100%"
    assert f"Guessing your answer: {guesses} for 3 together." in shown
    assert "If this comes out as agreed, they know that you said yes, and you know that they all did." in shown


def test_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--json", "--parties", "2") == 0
    [line] = capsys.readouterr().out.splitlines()
    event = json.loads(line)
    assert list(event) == ["event", "items"]
    assert event["event"] == "preview"
    assert list(event["items"]) == ["go", "where"]
    assert event["items"]["go"]["guess_after"] == 1
    assert event["items"]["where"]["colluding"] == {"1": 1}
    assert len(event["items"]["where"]["outcomes"]) == 8


def test_what_does_not_fit(folder: Path) -> None:
    (folder / "other.toml").write_text("[answers]\nstay = true\n")
    with pytest.raises(InvalidAnswers):
        run(folder, answers="other.toml")
    with pytest.raises(WrongUsage):
        run(folder, "--parties", "5")


@pytest.mark.parametrize(
    ("chance", "shown"),
    [(0, "0%"), ("1/1000", "<1%"), ("1/100", "1%"), ("1/3", "33%"), ("999/1000", ">99%"), (1, "100%")],
)
def test_nothing_that_can_happen_is_shown_as_impossible(chance: int | str, shown: str) -> None:
    assert _percent(Fraction(chance)) == shown
