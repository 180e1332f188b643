"""Somebody of three is killed while three programs compare: the others are asked on their terminals (E29)."""

from __future__ import annotations

import os
import pty
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.programs import LONG, Desk, Program

PLAN = "[answers]\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def terminals() -> Iterator[list[tuple[int, int]]]:
    pairs = [pty.openpty() for _ in range(2)]
    yield pairs
    for pair in pairs:
        for end in pair:
            os.close(end)


def begun(desk: Desk, terminals: list[tuple[int, int]]) -> tuple[Program, Program]:
    """Host and one guest on terminals; a third one was there and is killed in the middle of it."""
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    hosting = ("host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--parties", "3", "--json")
    host = desk.start(*hosting, "--name", "Ana", stdin=terminals[0][1])
    invite = host.invite()
    joining = ("join", "--answers", answers, "--expect", sheet, "--json")
    ben = desk.start(*joining, "--name", "Ben", invite=invite, stdin=terminals[1][1])
    eve = desk.start(*joining, "--name", "Eve", invite=invite)
    host.wait_for("Comparing: 25 %")
    eve.kill()
    return host, ben


def typed(terminals: list[tuple[int, int]], *lines: str) -> None:
    for (leader, _), line in zip(terminals, lines, strict=True):
        os.write(leader, line.encode() + b"\n")


def test_the_others_go_on_without(desk: Desk, terminals: list[tuple[int, int]]) -> None:
    host, ben = begun(desk, terminals)
    for program in (host, ben):
        program.wait_for("Eve is gone.")
        program.wait_for("Wait, or compare without them? Everyone has to agree.")
    typed(terminals, "wait", "without")
    host.wait_for("Type without or stop")
    typed(terminals, "without", "")
    for program, other in ((host, "Ben"), (ben, "Ana")):
        ended = program.end()
        assert ended.code == 0, ended
        outcome = ended.one("outcome")
        assert outcome["stats"]["parties"] == 2  # type: ignore[index]
        assert "Everyone agreed: you compare without Eve." in ended.stderr
        told = [event for event in ended.events if event.get("stage") in {"gone", "without"}]
        assert [(event["stage"], event["people"]) for event in told] == [("gone", ["Eve"]), ("without", ["Eve"])]
        assert other in ended.stderr
