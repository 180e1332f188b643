"""Further runs as people start them: real processes, folders that stay, what is printed before and after."""

from __future__ import annotations

import os
import pty
import shutil

import pytest

from tests.desktop.cli.test_meeting import assert_clean_failure, outcome_of
from tests.desktop.programs import COFFEE, NO, YES, Desk, Ended

THRICE = COFFEE + '[run]\nmax_runs = 3\nrerun = "only_add"\n'


def compare(desk: Desk, sheet: str, mine: str, theirs: str, homes: tuple[str, str] = ("ana", "bea")) -> list[Ended]:
    """Two people with folders of their own that stay."""
    ana, bea = (str(desk.folder / name) for name in homes)
    host = desk.start("host", sheet, "--answers", mine, "--listen", "127.0.0.1:0", "--json", home=ana)
    join = desk.start("join", "--answers", theirs, "--expect", sheet, "--json", invite=host.invite(), home=bea)
    return [program.end() for program in (host, join)]


def test_a_sheet_for_one_run_is_refused_the_second_time(desk: Desk) -> None:
    """E53, whoever invites; another folder is somebody else."""
    sheet, yes = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    for one in compare(desk, sheet, yes, yes):
        assert outcome_of(one)["agreed"] is True
        assert "cannot be counted" in one.stderr
    for homes in (("ana", "bea"), ("bea", "ana")):
        for one in compare(desk, sheet, yes, yes, homes):
            assert_clean_failure(one, "E53")
            assert "It allows one comparison." in str(one.events[-1]["message"])
    for one in compare(desk, sheet, yes, yes, ("ana", "cem")):
        assert outcome_of(one)["agreed"] is True


def test_a_further_run_says_what_it_means_and_what_counts(desk: Desk) -> None:
    sheet, yes, no = desk.file("s.deal", THRICE), desk.file("a.toml", YES), desk.file("b.toml", NO)
    for one in compare(desk, sheet, yes, no):
        assert outcome_of(one)["agreed"] is False
    host, join = compare(desk, sheet, no, yes)
    for one in (host, join):
        assert outcome_of(one)["agreed"] is True  # the first yes cannot be taken back
        assert "You have compared this sheet with the same people" in one.stderr
        assert "nobody can take anything back" in one.stderr
    assert "your earlier answer counts for: coffee" in host.stderr
    assert "your earlier answer counts" not in join.stderr.replace("where you do, your earlier answer", "")


def test_one_person_may_try_both_sides_on_two_terminals_and_that_is_not_counted(desk: Desk) -> None:
    sheet, yes = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    for _ in range(2):
        for one in compare(desk, sheet, yes, yes, ("here", "here")):
            assert outcome_of(one)["agreed"] is True
            assert "not counted" in one.stderr


@pytest.mark.parametrize(("typed", "code"), [("yes\n", 0), ("no\n", 1)])
def test_on_a_terminal_the_command_asks(desk: Desk, typed: str, code: int) -> None:
    sheet, yes = desk.file("s.deal", THRICE), desk.file("a.toml", YES)
    compare(desk, sheet, yes, yes)
    leader, follower = pty.openpty()
    try:
        ana, bea = (str(desk.folder / name) for name in ("ana", "bea"))
        invite = ("host", sheet, "--answers", yes, "--listen", "127.0.0.1:0", "--json")
        host = desk.start(*invite, home=ana, stdin=follower)
        join = desk.start("join", "--answers", yes, "--expect", sheet, "--json", invite=host.invite(), home=bea)
        host.wait_for("as much as one answer of yes or no.")
        os.write(leader, typed.encode())
        ended, other = host.end(), join.end()
    finally:
        os.close(leader)
        os.close(follower)
    assert ended.code == code
    if code:
        assert ended.events[-1]["code"] == "E53"
        assert "did not agree" in str(ended.events[-1]["message"])
        assert other.code == 1
    else:
        assert outcome_of(ended)["agreed"] is True


def test_where_counts_differ_both_hear_it_and_the_higher_one_decides(desk: Desk) -> None:
    """An older folder is put back: whoever did it hears that, and so does the other."""
    sheet, yes = desk.file("s.deal", COFFEE + '[run]\nmax_runs = 2\nrerun = "free"\n'), desk.file("a.toml", YES)
    compare(desk, sheet, yes, yes)
    shutil.copytree(desk.folder / "bea", desk.folder / "saved")
    compare(desk, sheet, yes, yes)
    shutil.rmtree(desk.folder / "bea")
    (desk.folder / "saved").rename(desk.folder / "bea")
    host, join = compare(desk, sheet, yes, yes)
    for one in (host, join):
        assert_clean_failure(one, "E53")
        assert "The higher count is used." in str(one.events[-1]["message"])
    assert "counts 2 comparisons" in str(host.events[-1]["message"])
    assert "counts one comparison " in str(join.events[-1]["message"])
