"""One of two real processes is killed, at any moment: the other one says what that means, in time, and ends.

`python -m tests.long.kills` goes through every kind of message, for both people.
"""

from __future__ import annotations

import os
import pty

import pytest

from tests.desktop.cli.test_meeting import RELEASE, assert_clean_failure, outcome_of
from tests.desktop.programs import COFFEE, YES, Desk, killed_at

NOBODY_HAS_IT = ("E25", "E39")


@pytest.mark.parametrize(("kind", "victim"), [("FILES", 0), ("INPUT", 1), ("LEVEL", 0)])
def test_before_anything_is_opened(desk: Desk, kind: str, victim: int) -> None:
    """Sealed files on their way, answers entered, computing: nobody has anything."""
    survivor = killed_at(desk, kind, victim)
    assert_clean_failure(survivor, *NOBODY_HAS_IT)
    assert "opened" not in survivor.events[-1]
    assert RELEASE not in str(survivor.events)
    nothing_is_left(desk)


@pytest.mark.parametrize(("kind", "victim"), [("ORDER", 1), ("opened 2", 0)])
def test_while_the_result_is_opened(desk: Desk, kind: str, victim: int) -> None:
    survivor = killed_at(desk, kind, victim)
    assert_clean_failure(survivor, *NOBODY_HAS_IT)
    assert RELEASE in str(survivor.events[-1]["message"])
    opened = survivor.events[-1]["opened"]
    assert isinstance(opened, dict)
    assert len(opened) <= 3
    nothing_is_left(desk)


def test_after_the_result_while_signatures_are_swapped(desk: Desk) -> None:
    """The result stands, and it is said that the other one may not have it."""
    survivor = killed_at(desk, "SIGNATURES", 0)
    assert outcome_of(survivor)["agreed"] is True
    assert "not everyone has signed it" in survivor.stderr
    assert "Traceback" not in survivor.stderr
    shown = desk.run("agreement", "verify", str(outcome_of(survivor)["agreement"]), "--json")
    assert shown.one("agreement")["valid"] is False
    assert shown.code == 1


def test_the_one_who_invites_while_the_other_one_reads_the_sheet(desk: Desk) -> None:
    host = desk.host(desk.file("s.deal", COFFEE), desk.file("a.toml", YES))
    leader, follower = pty.openpty()
    try:
        join = desk.start(
            *("join", "--answers", desk.file("b.toml", YES), "--json"), invite=host.invite(), stdin=follower
        )
        join.wait_for("A coffee")
        host.kill()
        assert_clean_failure(join.end(), "E25", "E26", "E39")
    finally:
        os.close(leader)
        os.close(follower)


def test_the_one_who_invites_before_anybody_comes(desk: Desk) -> None:
    host = desk.host(desk.file("s.deal", COFFEE), desk.file("a.toml", YES))
    invite = host.invite()
    host.kill()
    host.process.wait()
    for arguments in (("--show",), ("--answers", desk.file("b.toml", YES), "--yes")):
        assert_clean_failure(desk.start("join", *arguments, "--json", invite=invite).end(), "E17")


def nothing_is_left(desk: Desk) -> None:
    """What has not opened is nowhere, and nothing has a name of its own. What was killed may leave sealed pieces,
    which the next comparison removes."""
    assert not list(desk.folder.glob("home-*/received/*"))
    assert not list(desk.folder.glob("home-*/agreements/*"))
