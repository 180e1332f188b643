"""The network check in every kind of network: real programs, on computers of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Future
from shlex import quote
from typing import Any

import pytest

from desktop.doctor import words
from tests.desktop.programs import COFFEE, PROJECT, YES, Ended
from tests.net.conftest import skip_without_namespaces
from tests.net.scenes import Scene, played
from tests.net.spaces import Computer, World

SCENES: list[Scene] = []


def scene(play: Scene) -> Scene:
    SCENES.append(play)
    return play


def finding(ended: Ended) -> dict[str, Any]:
    """The doctor event; its verdict and the exit code must agree."""
    found = ended.one("doctor")
    rows = found["rows"]
    assert isinstance(rows, list)
    assert ended.code == (1 if any(row["verdict"] == "bad" for row in rows) else 0), ended
    return {**found, **{row["name"]: row for row in rows}}


def look(computer: Computer) -> dict[str, Any]:
    return finding(computer.command("doctor", "--json"))


def together(waiting: Computer, calling: Computer, module: str = "desktop") -> tuple[dict[str, Any], dict[str, Any]]:
    """What both find when `calling` uses the invite of `waiting`."""
    one = waiting.start("doctor", "--wait", "--json")
    other = calling.python(module, "doctor", "--check", "--json", COMMONGROUND_INVITE=one.invite())
    return finding(one.end()), finding(other.end())


@scene
def fine(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    for found in together(ana, ben):
        assert found["verdict"] == words.FINE_TOGETHER
        assert {found[name]["verdict"] for name in ("network", "vpn", "accepting", "other", "hearing")} == {"good"}


@scene
def fine_over_ipv6_only(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan, four=False), net.computer("ben", lan, four=False)
    for found in together(ana, ben):
        assert found["verdict"] == words.FINE_TOGETHER


@scene
def alone_nobody_is_heard_and_nothing_is_blamed(net: World) -> None:
    found = look(net.computer("ana", net.switch()))
    assert found["verdict"] == words.FINE
    assert found["hearing"]["verdict"] == "unknown"


@scene
def no_network(net: World) -> None:
    found = look(net.computer("ana"))
    assert (found["verdict"], found["code"]) == ("You are not connected to a network.", "E01")


@scene
def a_pulled_cable_is_no_network(net: World) -> None:
    ana = net.computer("ana", net.switch())
    ana.run("ip", "link", "set", "eth0", "down")
    ana.run("ip", "addr", "flush", "dev", "eth0")
    assert look(ana)["code"] == "E01"


@scene
def two_networks(net: World) -> None:
    found = look(net.computer("ana", net.switch(), net.switch("other")))
    assert found["code"] == "E02"
    assert found["verdict"].endswith("Which one do you share with the other person?")


@scene
def a_vpn_holds_the_default_route(net: World) -> None:
    ana = net.computer("ana", net.switch())
    ana.tunnel("wg0")
    found = look(ana)
    assert (found["verdict"], found["code"]) == (words.VPN, "E03")
    assert found["vpn"]["sentence"].startswith("A VPN (wg0) is on.")


@scene
def a_tunnel_beside_the_way_out_is_not_blamed(net: World) -> None:
    ana = net.computer("ana", net.switch())
    ana.tunnel("wg0", default_route=False)
    assert look(ana)["vpn"]["verdict"] == "unknown"


@scene
def a_vpn_that_is_not_in_the_way(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.tunnel("wg0")
    assert [found["verdict"] for found in together(ana, ben)] == [words.FINE_TOGETHER] * 2


@scene
def the_own_firewall(net: World) -> None:
    """Who calls has it: the other one cannot call back, and both are told."""
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ben.drop_incoming()
    anas, bens = together(ana, ben)
    assert (bens["verdict"], bens["code"]) == (words.FIREWALL, "E06")
    assert "nftables" in bens["accepting"]["fix"]
    assert "10.77.1.0/24" in bens["accepting"]["fix"]
    assert anas["verdict"] == words.OTHER_FIREWALL
    assert anas["accepting"]["verdict"] == "good"


@scene
def one_direction_is_blocked(net: World) -> None:
    """Who waits has the firewall: nobody gets in, and whoever called is told to try from the other side."""
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.drop_incoming()
    waiting = ana.start("doctor", "--wait", "--json")
    invite = waiting.invite()
    bens = finding(ben.start("doctor", "--check", "--json", invite=invite).end())
    assert bens["verdict"] == words.OTHER_FIREWALL
    assert "from the other side" in bens["other"]["fix"]
    waiting.interrupt()
    assert waiting.end().code == 130
    bens, anas = together(ben, ana)  # from the other side
    assert anas["verdict"] == words.FIREWALL


@scene
def a_firewall_that_refuses_loudly(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ben.firewall(
        "table inet closed {\n chain input {\n type filter hook input priority 0;\n"
        "iif lo accept\n ct state established,related accept\n meta l4proto tcp reject with tcp reset\n }\n}\n"
    )
    anas, bens = together(ana, ben)
    assert bens["verdict"] == words.FIREWALL
    assert anas["verdict"] == words.OTHER_FIREWALL


@scene
def isolated_clients(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.isolate()
    invite = ana.start("doctor", "--wait", "--json").invite()
    found = finding(ben.start("doctor", "--check", "--json", invite=invite).end())
    assert (found["verdict"], found["code"]) == (words.APART, "E09")
    assert "client isolation" in found["other"]["sentence"]


@scene
def multicast_blocked(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.block_multicast()
    for found in together(ana, ben):
        assert found["verdict"] == words.HIDDEN
        assert found["other"]["verdict"] == found["accepting"]["verdict"] == "good"
        assert found["hearing"]["verdict"] == "bad"


@scene
def another_network(net: World) -> None:
    ana, ben = net.computer("ana", net.switch()), net.computer("ben", net.switch("other"))
    invite = ana.start("doctor", "--wait", "--json").invite()
    found = finding(ben.start("doctor", "--check", "--json", invite=invite).end())
    assert found["verdict"] == words.ELSEWHERE


@scene
def another_version_on_the_other_side(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    for found in together(ana, ben, module="tests.net.newer"):
        assert found["code"] == "E24"
        assert found["versions"]["verdict"] == "bad"


@scene
def the_invite_of_a_meeting_stays_usable(net: World) -> None:
    sheet, answers = net.file("coffee.deal", COFFEE), net.file("yes.toml", YES)
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    host = ana.host(sheet, answers)
    invite = host.invite()
    found = finding(ben.start("doctor", "--check", "--json", invite=invite).end())
    assert found["verdict"] == words.FINE
    assert found["other"]["verdict"] == "good"
    assert ben.join(invite, answers).end().one("outcome")["agreed"] is True
    assert host.end().code == 0


@scene
def an_invite_to_a_check_opens_no_meeting(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    invite = ana.start("doctor", "--wait", "--json").invite()
    ended = ben.join(invite, net.file("yes.toml", YES)).end()
    assert ended.events[-1]["code"] == "E17"


@scene
def in_words(net: World) -> None:
    ana = net.computer("ana", net.switch())
    ended = ana.run(
        "env",
        f"COMMONGROUND_HOME={ana.home}",
        "sh",
        "-c",
        f"cd {quote(str(PROJECT))}; {quote(sys.executable)} -m desktop doctor",
    )
    assert ended.startswith(words.FINE)


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[None]]]:
    skip_without_namespaces()
    with played(SCENES, tmp_path_factory.mktemp("doctor")) as futures:
        yield futures


@pytest.mark.parametrize("name", [scene.__name__ for scene in SCENES])
def test_the_check_in(name: str, ends: dict[str, Future[None]]) -> None:
    ends[name].result()
