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
