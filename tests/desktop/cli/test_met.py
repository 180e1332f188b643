"""host --with and join --with: the second time takes no invite, and nobody is mistaken for somebody else."""

from __future__ import annotations

from tests.desktop.programs import Desk, Ended, Program, commonground

AGAIN = """\
format = 1
id = "again"
title = "Again"
summary = "As often as you like."
language = "en"
parties = { min = 2, max = 3 }
run = { max_runs = 3 }
[[items]]
id = "coffee"
kind = "match"
"""
YES = "[answers]\ncoffee = true\n"


def host(desk: Desk, *more: str) -> Program:
    sheet, answers = desk.file("s.deal", AGAIN), desk.file("a.toml", YES)
    home = str(desk.folder / "ana")
    return desk.start("host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--name", "Ana", "--json", *more,
                      home=home)  # fmt: skip


def join(desk: Desk, *more: str, invite: str | None = None, home: str = "ben") -> Program:
    answers = desk.file("b.toml", YES)
    return desk.start("join", "--answers", answers, "--yes", "--name", "Ben", "--json", *more, invite=invite,
                      home=str(desk.folder / home))  # fmt: skip


def outcome(ended: Ended) -> dict[str, object]:
    assert ended.code == 0, ended
    return ended.one("outcome")


def test_the_second_time_takes_no_invite(desk: Desk) -> None:
    first = host(desk)
    guest = join(desk, invite=first.invite())
    assert [outcome(one.end())["agreed"] for one in (first, guest)] == [True, True]

    second = host(desk, "--with", "ben")
    waiting = second.next_event()
    assert waiting["event"] == "waiting"
    stranger = join(desk, "--with", "Ana", "--at", str(waiting["at"]), home="somebody")
    refused = stranger.end()
    assert refused.code == 2
    assert "you have not met anybody yet" in str(refused.events) + refused.stderr
    again = join(desk, "--with", "Ana", "--at", str(waiting["at"]))
    ends = [second.end(), again.end()]
    assert [outcome(end)["agreed"] for end in ends] == [True, True]
    assert all("invite" not in [event["event"] for event in end.events] for end in ends)
    assert all("before" in end.stderr for end in ends)


def test_who_could_be_meant_is_said(desk: Desk) -> None:
    first = host(desk)
    guest = join(desk, invite=first.invite())
    assert [one.end().code for one in (first, guest)] == [0, 0]
    ended = host(desk, "--with", "Cem").end()
    assert ended.code == 2
    said = ended.stderr + str(ended.events)
    assert "nobody you met has this name or id" in said
    assert "Ben (" in said
    for group in (("--with", "Ben", "--parties", "3"), ("--with", "Ben", "--with", "Cem"), ("--with", "Ben") * 2):
        three = host(desk, *group).end()
        assert three.code == 2
        assert "A group meets by an invite or by words" in three.stderr + str(three.events)


def test_it_is_in_the_help() -> None:
    for command in ("host", "join"):
        assert "--with NAME" in commonground(command, "--help").stdout
