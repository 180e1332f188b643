"""States of the pages beside the way from sheet to result; tests.ui.screenshots draws them with all the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from desktop.doctor import Facts
from desktop.doctor_probes import versions_here
from tests.desktop.test_doctor import LOOPBACK, TUNNEL, WIFI
from tests.ui.fakes import Stand

WELL = Facts("Linux", (LOOPBACK, WIFI), WIFI, heard=True, versions=versions_here())
BEHIND = replace(WELL, interfaces=(LOOPBACK, WIFI, TUNNEL), way_out=TUNNEL, heard=False, firewall="ufw")


def looked(stand: Stand, facts: Facts | None) -> None:
    """The look under way ends with these facts; None: without any."""
    running = stand.flow.checking._running
    assert running is not None
    if facts is None:
        running.set_exception(OSError())
    else:
        running.set_result(facts)
    QApplication.processEvents()


def checking(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.context.network_check_asked.emit()


def checked(facts: Facts | None) -> Callable[[Stand], None]:
    def go(stand: Stand) -> None:
        checking(stand)
        looked(stand, facts)

    return go


def diagnosed(stand: Stand) -> None:
    checked(BEHIND)(stand)
    stand.flow.pages.network.details.click()


SIDE_PAGES: dict[str, Callable[[Stand], None]] = {
    "10-network-looking": checking,
    "10-network-well": checked(WELL),
    "10-network-behind": checked(BEHIND),
    "10-network-failed": checked(None),
    "22-diagnostics": diagnosed,
}
