"""The network changes in the middle of a comparison: it goes on, by itself, and all have the same result.

Where answers were already used when the connection was lost nobody is asked here, so it may end instead: then all are
told the same (E25), in time.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from tests.desktop.programs import LONG, Ended, Program
from tests.net.conftest import skip_without_namespaces
from tests.net.scenes import Scene, played
from tests.net.spaces import Cable, World

PLAN = '[answers.plan]\nweakest = { a = "1", b = "1", c = "1", d = "1" }\n'
NOTICED_S = 60.0
"""A silent line is given up after 11 seconds, and a comparison takes two; the machine may be busy."""
SCENES: list[Scene] = []


def scene(play: Scene) -> Scene:
    SCENES.append(play)
    return play


def begin(net: World) -> tuple[Cable, Program, Program]:
    """Two people in the middle of a comparison; the cable of the second one, and both programs."""
    sheet, plan = net.file("long.deal", LONG), net.file("plan.toml", PLAN)
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    host = ana.host(sheet, plan)
    guest = ben.join(host.invite(), plan)
    guest.wait_for("Comparing: 0 %")
    return ben.cables[0], host, guest


def require_same_end(*ends: Ended) -> None:
    """All have the same result, or all were told that the connection was lost."""
    for end in ends:
        assert "Traceback" not in end.stderr
        last = end.events[-1]
        assert last["event"] == "outcome" or last["code"] == "E25", (end.events, end.stderr)
    assert len({str(end.events[-1].get("items")) for end in ends}) == 1, ends


@scene
def another_address(net: World) -> None:
    cable, host, guest = begin(net)
    changed_at = time.monotonic()
    cable.change_four("10.77.1.200")
    require_same_end(host.end(), guest.end())
    assert time.monotonic() - changed_at < NOTICED_S


@scene
def both_at_another_address(net: World) -> None:
    """Neither knows where the other one is now: they see each other on the network."""
    sheet, plan = net.file("long.deal", LONG), net.file("plan.toml", PLAN)
    lan = net.switch()
    ana, ben = (net.computer(name, lan, six=False) for name in ("ana", "ben"))
    for computer in (ana, ben):
        computer.sysctl("ipv6/conf/all/disable_ipv6", "1")  # or they would have their link-local addresses
    host = ana.host(sheet, plan)
    guest = ben.join(host.invite(), plan)
    guest.wait_for("Comparing: 0 %")
    changed_at = time.monotonic()
    ana.cables[0].change_four("10.77.1.201")
    ben.cables[0].change_four("10.77.1.202")
    ends = [host.end(), guest.end()]
    assert [end.events[-1]["event"] for end in ends] == ["outcome", "outcome"], ends
    require_same_end(*ends)
    assert all(any(event.get("stage") == "reconnected" for event in end.events) for end in ends)
    assert time.monotonic() - changed_at < NOTICED_S


@scene
def another_interface(net: World) -> None:
    cable, host, guest = begin(net)
    changed_at = time.monotonic()
    cable.computer.plug(cable.switch)
    cable.pull()
    require_same_end(host.end(), guest.end())
    assert time.monotonic() - changed_at < NOTICED_S


@scene
def a_cable_out_for_a_moment(net: World) -> None:
    """TCP bridges that by itself."""
    cable, host, guest = begin(net)
    cable.pull()
    time.sleep(2)
    cable.insert()
    ends = [host.end(), guest.end()]
    assert [end.events[-1]["event"] for end in ends] == ["outcome", "outcome"], ends
    require_same_end(*ends)


@scene
def a_computer_that_sleeps(net: World) -> None:
    """Stopped for longer than the other one waits, and woken."""
    _, host, guest = begin(net)
    guest.process.send_signal(signal.SIGSTOP)
    time.sleep(20)
    guest.process.send_signal(signal.SIGCONT)
    require_same_end(host.end(), guest.end())


@scene
def a_slow_line(net: World) -> None:
    cable, host, guest = begin(net)
    cable.throttle("4mbit")
    ends = [host.end(), guest.end()]
    assert [end.events[-1]["event"] for end in ends] == ["outcome", "outcome"], ends
    require_same_end(*ends)


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[None]]]:
    skip_without_namespaces()
    with played(SCENES, tmp_path_factory.mktemp("changes")) as futures:
        yield futures


@pytest.mark.slow
@pytest.mark.parametrize("name", [play.__name__ for play in SCENES])
def test_in_the_middle_of_a_comparison(name: str, ends: dict[str, Future[None]]) -> None:
    ends[name].result()
