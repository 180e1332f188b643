"""More of tests.net.test_nearby, for tests.long.nearby: other networks, and networks that change."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.net.spaces import World
from tests.net.test_nearby import agreed, answers, nearby_host, said, sheet

__all__ = ["answers", "sheet"]


@pytest.mark.parametrize(("four", "six"), [(True, True), (False, True)])
def test_words_are_enough(net: World, sheet: str, answers: str, four: bool, six: bool) -> None:
    """With both families of addresses, and with IPv6 only."""
    lan = net.switch()
    ana, ben = (net.computer(name, lan, four=four, six=six) for name in ("ana", "ben"))
    host, shown = nearby_host(ana, sheet, answers)
    agreed(ben.join(said(shown), answers).end(), host.end())


def test_one_of_several_who_show_words_is_chosen_by_the_word_on_the_screen(
    net: World,
    sheet: str,
    answers: str,
) -> None:
    lan = net.switch()
    ana, ben, cem = (net.computer(name, lan) for name in ("ana", "ben", "cem"))
    (first, shown), (second, other) = (
        nearby_host(host, sheet, answers, "--name", "Ana", "--show-name") for host in (ana, ben)
    )
    told = cem.join(said(shown), answers).end()
    assert told.one("error")["code"] == "E34"
    assert "Two people use the name Ana." in str(told.one("error")["message"])
    people = told.one("nearby")["people"]
    assert isinstance(people, list)
    assert {person["device_word"] for person in people} == {shown["device_word"], other["device_word"]}
    agreed(cem.join(said(shown), answers, "--yes", "--from", str(shown["device_word"])).end(), first.end())
    second.interrupt()
    assert "words_tried" not in {event["event"] for event in second.end().events}


def test_without_a_network_that_is_said_or_found_out(net: World, sheet: str, answers: str) -> None:
    """No interface but loopback: nobody is found, and nothing breaks."""
    told = net.computer("alone").join("maple otter lamp", answers).end()
    assert told.one("error")["code"] in ("E08", "E10")


def test_a_network_that_comes_later_is_looked_at_and_announced_on(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana"), net.computer("ben")
    host, shown = nearby_host(ana, sheet, answers)
    watching = ben.python("tests.net.watcher", "40")
    assert watching.next_event() == {"event": "ready"}
    for computer in (ana, ben):
        computer.plug(lan)
    while True:
        event = watching.next_event()
        assert event["event"] == "rows", "nobody was found"
        if shown["device_word"] in json.dumps(event["answering"]):
            break
    watching.kill()
    host.interrupt()
    host.end()


def test_where_only_the_guest_can_be_connected_to_and_words_are_compared(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.drop_incoming()
    host = ana.start("host", sheet, "--answers", answers, "--json", "--nearby", stdin=subprocess.PIPE)
    guest = ben.start("join", "--nearby", "--answers", answers, "--yes", "--json", stdin=subprocess.PIPE)
    words = []
    for program in (host, guest):
        while (event := program.next_event())["event"] != "check_words":
            pass
        words.append(event["words"])
        assert program.process.stdin is not None
        program.process.stdin.write("yes\n")
        program.process.stdin.flush()
    assert words[0] == words[1]
    agreed(guest.end(), host.end())
