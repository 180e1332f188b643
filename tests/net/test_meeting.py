"""Real programs on computers of their own: an invite over a network, in every way in which a network can be."""

from __future__ import annotations

import pytest

from tests.desktop.programs import COFFEE, YES, Ended
from tests.net.spaces import Computer, World


@pytest.fixture
def sheet(net: World) -> str:
    return net.file("coffee.deal", COFFEE)


@pytest.fixture
def answers(net: World) -> str:
    return net.file("yes.toml", YES)


def both_agreed(*ended: Ended) -> None:
    for one in ended:
        assert one.one("outcome")["agreed"] is True, (one.events, one.stderr)
        assert one.code == 0


def compare(sheet: str, answers: str, host: Computer, *guests: Computer) -> None:
    """Everybody agrees on a coffee."""
    waiting = host.host(sheet, answers, "--parties", str(1 + len(guests)))
    invite = waiting.invite()
    joined = [guest.join(invite, answers) for guest in guests]
    both_agreed(waiting.end(), *(one.end() for one in joined))


def test_an_invite_over_a_bridge(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    compare(sheet, answers, net.computer("ana", lan), net.computer("ben", lan))


def test_only_ipv6(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    compare(sheet, answers, net.computer("ana", lan, four=False), net.computer("ben", lan, four=False))


def test_only_link_local_addresses(net: World, sheet: str, answers: str) -> None:
    """As on a cable between two laptops; the addresses need a scope, which each side knows for itself."""
    lan = net.switch()
    ana, ben = (net.computer(name, lan, four=False, six=False) for name in ("ana", "ben"))
    compare(sheet, answers, ana, ben)


@pytest.mark.parametrize("host_has_both", [True, False])
def test_two_networks_of_which_one_is_shared(net: World, sheet: str, answers: str, host_has_both: bool) -> None:
    other, lan = net.switch("other"), net.switch("lan")
    both, one = net.computer("both", other, lan), net.computer("one", lan)
    compare(sheet, answers, *((both, one) if host_has_both else (one, both)))


def test_multicast_blocked(net: World, sheet: str, answers: str) -> None:
    """Nobody can be discovered; an invite needs no discovery."""
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.block_multicast()
    compare(sheet, answers, ana, ben)


def test_eight_people(net: World, answers: str) -> None:
    sheet = net.file("coffee8.deal", COFFEE.replace("max = 4", "max = 8"))
    lan = net.switch()
    compare(sheet, answers, *(net.computer(f"p{number}", lan) for number in range(8)))


def failed_with(ended: Ended, *codes: str) -> None:
    """One error of these codes, no outcome and no traceback."""
    assert ended.code == 1, (ended.events, ended.stderr)
    assert ended.events[-1]["code"] in codes, (ended.events, ended.stderr)
    assert not [event for event in ended.events if event["event"] == "outcome"]
    assert "Traceback" not in ended.stderr


def test_isolated_clients_are_told_what_keeps_them_apart(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.isolate()
    host = ana.host(sheet, answers)
    failed_with(ben.join(host.invite(), answers).end(), "E09")
    host.interrupt()
    assert host.end().code == 130


def test_no_network_at_all(net: World, sheet: str, answers: str) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben")
    host = ana.host(sheet, answers)
    failed_with(ben.join(host.invite(), answers).end(), "E01")


def test_an_invite_from_another_network(net: World, sheet: str, answers: str) -> None:
    ana, ben = net.computer("ana", net.switch()), net.computer("ben", net.switch("other"))
    host = ana.host(sheet, answers)
    failed_with(ben.join(host.invite(), answers).end(), "E18")
