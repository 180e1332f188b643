"""People nearby, on computers of their own: found over real multicast, where it is blocked, and in a flood of names."""

from __future__ import annotations

import json
import time

import pytest

from tests.desktop.programs import COFFEE, YES, Ended, Program
from tests.net.spaces import Computer, World


@pytest.fixture
def sheet(net: World) -> str:
    return net.file("coffee.deal", COFFEE)


@pytest.fixture
def answers(net: World) -> str:
    return net.file("yes.toml", YES)


def nearby_host(host: Computer, sheet: str, answers: str, *more: str) -> tuple[Program, dict[str, object]]:
    """A host that shows words, and what it shows."""
    program = host.host(sheet, answers, "--nearby", *more)
    assert program.next_event()["event"] == "invite"
    shown = program.next_event()
    assert shown["event"] == "words"
    return program, shown


def said(shown: dict[str, object]) -> str:
    words = shown["words"]
    assert isinstance(words, list)
    return " ".join(words)


def agreed(*ended: Ended) -> None:
    for one in ended:
        assert one.code == 0, (one.events, one.stderr)
        assert one.one("outcome")["agreed"] is True


def test_words_are_enough(net: World, sheet: str, answers: str) -> None:
    """With nothing but link-local addresses; other networks are tried in tests.long.nearby."""
    lan = net.switch()
    ana, ben = (net.computer(name, lan, four=False, six=False) for name in ("ana", "ben"))
    host, shown = nearby_host(ana, sheet, answers)
    agreed(ben.join(said(shown), answers).end(), host.end())


def test_where_multicast_is_blocked_the_address_on_the_screen_leads_there(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.block_multicast()
    host, shown = nearby_host(ana, sheet, answers)
    assert shown["port"] == 24708
    started = time.monotonic()
    told = ben.join(said(shown), answers).end()
    assert told.one("error")["code"] == "E10"
    assert time.monotonic() - started < 60
    agreed(ben.join(said(shown), answers, "--yes", "--at", str(shown["address"])).end(), host.end())


def test_where_only_the_guest_can_be_connected_to(net: World, sheet: str, answers: str) -> None:
    """The host's firewall lets nobody in: the guest asks to be called, for the words and for the meeting."""
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.drop_incoming()
    host, shown = nearby_host(ana, sheet, answers)
    agreed(ben.join(said(shown), answers).end(), host.end())


def test_a_flood_of_names(net: World, sheet: str, answers: str) -> None:
    """At most 200 rows, ten changes a second, 40 MB; and those who were there before are still there."""
    lan = net.switch()
    ana, ben, mallory = (net.computer(name, lan) for name in ("ana", "ben", "mallory"))
    host, shown = nearby_host(ana, sheet, answers)
    watching = ben.python("tests.net.watcher", "9")
    while shown["device_word"] not in json.dumps(watching.next_event()):
        pass
    flood = mallory.python(
        "tests.p2p.mdns_flood", mallory.four, "50000", "50000", ".".join(mallory.four.split(".")[:3])
    )
    ended = watching.end()
    assert flood.end().code == 0
    rows = [event for event in ended.events if event["event"] == "rows"]
    assert max(int(str(event["n"])) for event in rows) <= 200
    assert shown["device_word"] in json.dumps(rows[-1]["answering"])
    summary = ended.one("end")
    assert int(str(summary["fullest_second"])) <= 11  # told at most every 0.1 s
    assert int(str(summary["more_kib"])) < 40_000
    host.interrupt()
    host.end()
