"""When only one of two computers can be reached, whichever it is, an invite or its reply leads to a meeting."""

from __future__ import annotations

import subprocess

import pytest

from tests.desktop.programs import COFFEE, YES, Program
from tests.net.spaces import World


@pytest.fixture
def sheet(net: World) -> str:
    return net.file("coffee.deal", COFFEE)


@pytest.fixture
def answers(net: World) -> str:
    return net.file("yes.toml", YES)


def event(program: Program, name: str) -> dict[str, object]:
    """The next event of this name."""
    while True:
        found = program.next_event()
        if found["event"] == name:
            return found


def paste(program: Program, text: str) -> None:
    assert program.process.stdin is not None
    program.process.stdin.write(text + "\n")
    program.process.stdin.flush()


def agreed(*programs: Program) -> None:
    """All of them came to the same good end."""
    for program in programs:
        ended = program.end()
        assert ended.one("outcome")["agreed"] is True, (ended.events, ended.stderr)
        assert ended.code == 0


def test_a_firewall_at_the_joiner(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ben.drop_incoming()
    host = ana.host(sheet, answers)
    agreed(host, ben.join(host.invite(), answers))


@pytest.mark.slow
def test_a_firewall_at_the_host(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.drop_incoming()
    host = ana.start("host", sheet, "--answers", answers, "--json", stdin=subprocess.PIPE)
    join = ben.join(host.invite(), answers, "--yes", "--reply", "--name", "Ben")
    reply = str(event(join, "reply")["reply"])
    assert reply.startswith("CGR1-")
    paste(host, f"Ben wrote:\n> {reply[:60]}\n> {reply[60:]}\n")
    agreed(host, join)


@pytest.mark.slow
def test_a_group_in_which_two_computers_cannot_reach_each_other(net: World, sheet: str, answers: str) -> None:
    """Both joiners reach the host, over different networks; all three are told which two it is."""
    one, other = net.switch("one"), net.switch("other")
    host = net.computer("host", one, other).host(sheet, answers, "--parties", "3", "--name", "Cem")
    invite = host.invite()
    ana = net.computer("ana", one).join(invite, answers, "--yes", "--name", "Ana")
    ben = net.computer("ben", other).join(invite, answers, "--yes", "--name", "Ben")
    for program in (host, ana, ben):
        ended = program.end()
        assert ended.code == 1
        told = ended.events[-1]
        assert told["code"] == "E18"
        names = str(told["message"])
        assert "Ana’s" in names
        assert "Ben’s" in names
        assert "Cem" not in names
