"""The network changes in the middle of a comparison: it goes on, or all are told in time, and all say the same."""

from __future__ import annotations

import time

import pytest

from tests.desktop.programs import LONG, Ended, Program
from tests.net.spaces import Cable, World

PLAN = '[answers.plan]\nweakest = { a = "1", b = "1", c = "1", d = "1" }\n'
NOTICED_S = 40.0
"""A silent line is given up after 15 seconds; the machine may be busy."""


def begin(net: World) -> tuple[Cable, Program, Program]:
    """Two people in the middle of a comparison; the cable of the second one, and both programs."""
    sheet, plan = net.file("long.deal", LONG), net.file("plan.toml", PLAN)
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    host = ana.host(sheet, plan)
    guest = ben.join(host.invite(), plan)
    guest.wait_for("Comparing: 0 %")
    return ben.cables[0], host, guest


def require_result_or_lost(*ends: Ended) -> None:
    """All have the result, or all were told that the connection was lost (E25)."""
    for end in ends:
        assert "Traceback" not in end.stderr
        last = end.events[-1]
        assert last["event"] == "outcome" or last["code"] == "E25", (end.events, end.stderr)
    assert len({end.events[-1]["event"] for end in ends}) == 1, ends


@pytest.mark.slow
def test_the_address_changes(net: World) -> None:
    cable, host, guest = begin(net)
    changed_at = time.monotonic()
    cable.change_four("10.77.1.200")
    require_result_or_lost(host.end(), guest.end())
    assert time.monotonic() - changed_at < NOTICED_S


def test_the_cable_is_out_for_a_moment(net: World) -> None:
    cable, host, guest = begin(net)
    cable.pull()
    time.sleep(2)
    cable.insert()
    ends = [host.end(), guest.end()]
    assert [end.events[-1]["event"] for end in ends] == ["outcome", "outcome"], ends
    assert ends[0].one("outcome")["items"] == ends[1].one("outcome")["items"]
