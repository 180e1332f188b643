"""The demo: real processes, the right result on every side, and nothing left behind when it fails."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from desktop.deals import templates
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import check_seats, decide
from desktop.demo import NotForSoMany, find_sample, run_sample
from desktop.processes import Launch, ProcessesFailed, meet
from tests.desktop.programs import COFFEE, YES, Desk, commonground


def test_the_job_offer_in_json(desk: Desk) -> None:
    started = time.monotonic()
    ended = desk.run("demo", "salary-offer", "--json")
    assert ended.code == 0, ended
    assert time.monotonic() - started < 15  # under 5 s where nothing else runs
    first, second = ended.events
    assert [first["party"], second["party"]] == [1, 2]
    assert first["event"] == second["event"] == "outcome"
    assert first["items"] == second["items"]
    assert first["agreed"] is True
    for event in ended.events:
        verified = desk.run("agreement", "verify", str(event["agreement"]), "--json")
        assert verified.one("agreement")["valid"] is True


def test_in_words_it_prints_what_is_learnt_and_not_what_was_entered(tmp_path: Path) -> None:
    shown = commonground("demo", "salary-offer", COMMONGROUND_HOME=str(tmp_path))
    assert shown.returncode == 0
    assert "All of them learn this, and nothing else:" in shown.stdout
    assert "Base pay: everyone accepts 90,000 EUR, gross per year." in shown.stdout
    assert "gates" in shown.stdout
    assert "person 2" in shown.stdout
    assert "CG1-" not in shown.stdout + shown.stderr
    for line in ("points", "weakest", "mental-health", "side projects"):
        assert line not in shown.stdout


def test_more_people(desk: Desk) -> None:
    ended = desk.run("demo", "friends-holiday", "--parties", "4", "--json")
    assert ended.code == 0, ended
    assert [event["party"] for event in ended.events] == [1, 2, 3, 4]
    assert len({str(event["items"]) for event in ended.events}) == 1


def test_in_a_room_every_pair_compares(desk: Desk) -> None:
    ended = desk.run("demo", "ice-breaker", "--parties", "3", "--json")
    assert ended.code == 0, ended
    told = [(event["party"], event["with"]) for event in ended.events]
    assert told == [(1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)]
    assert all(event["stats"]["parties"] == 2 for event in ended.events)  # type: ignore[index]
    assert len(find_sample("bff-room", None).answers) == 2
    assert len(find_sample("bff-room", 8).runs) == 28
    with pytest.raises(NotForSoMany, match="nor in a room of 3"):
        find_sample("bff-room", 3)


@pytest.mark.parametrize("template_id", templates.template_ids())
def test_there_are_sample_answers_for_everybody_who_can_take_part(template_id: str) -> None:
    """They fit, in any number of people the sheet allows, and come to a result."""
    sheet = templates.sample_sheet(template_id)
    most = min(8, sheet.parties.max)
    for people in range(sheet.parties.min, most + 1):
        sample = find_sample(template_id, people)
        assert len(sample.answers) == people
        for numbers in sample.runs[-1:]:
            answers = [parse_answers(sample.sheet, sample.answers[number - 1]) for number in numbers]
            check_seats(sample.sheet, [own.role for own in answers])
            assert decide(sample.sheet, answers).items


def test_no_such_template_and_too_many_people(desk: Desk) -> None:
    assert desk.run("demo", "no-such-sheet", "--json").one("error")["code"] == "E56"
    ended = desk.run("demo", "salary-offer", "--parties", "5", "--json")
    assert ended.code == 2
    assert "alary-offer is not for 5 people" in str(ended.one("error")["message"])
    with pytest.raises(NotForSoMany):
        find_sample("salary-offer", 3)


def test_old_demos_are_removed(tmp_path: Path) -> None:
    old, recent = tmp_path / "old", tmp_path / "recent"
    for folder in (old, recent):
        folder.mkdir()
        (folder / "file").write_text("x")
    os.utime(old, (1, 1))
    list(run_sample(find_sample("love-me-back", None), tmp_path))
    assert not old.exists()
    assert recent.exists()


# The harness


def fails(first: Launch, *others: Launch, timeout_s: float = 20) -> ProcessesFailed:
    with pytest.raises(ProcessesFailed) as caught:
        asyncio.run(meet(first, others, in_order=True, timeout_s=timeout_s, grace_s=1))
    return caught.value


def test_a_process_that_reports_an_error(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    failed = fails(Launch(("desktop", "host", missing, "--answers", missing, "--json"), {}))
    assert failed.code == "E59"


def test_a_joiner_that_fails_does_not_leave_the_others_waiting(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = Launch(("desktop", "host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--json"), {})
    bad = Launch(("desktop", "join", "--answers", answers, "--expect", "00" * 32, "--json"), {})
    started = time.monotonic()
    assert fails(host, bad).code == "E55"
    assert time.monotonic() - started < 10


def test_it_does_not_wait_for_ever(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    alone = Launch(("desktop", "host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--json"), {})
    assert fails(alone, timeout_s=3).code == "E25"
