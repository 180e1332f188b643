"""Network check and diagnostics: asked for where the network may be the cause, shown as they are copied, stopped."""

from __future__ import annotations

import threading
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.doctor.probes import look_alone
from desktop.doctor.verdict import Facts
from desktop.run.stages import Aborted
from desktop.store import Settings
from desktop.strings.errors import explanation
from desktop.ui.engine import Engine
from desktop.ui.flow.checking import Checking
from desktop.ui.pages.together import LineCard, TogetherCard
from p2p.checkup import Checked, Reach
from p2p.errors import ConnectionRefused, InviteExpired, InviteIncomplete
from tests.ui.fakes import Stand, an_invite
from tests.ui.side_states import BEHIND, WELL, checking, looked
from tests.ui.test_flow import labels


def test_the_check_looks_when_it_is_opened_and_says_what_it_found(stand: Stand) -> None:
    page = stand.flow.pages.network
    checking(stand)
    assert stand.window.page is page
    assert "Looking at this computer" in labels(page)
    assert page.primary is not None
    assert not page.primary.isEnabled()
    looked(stand, BEHIND)
    shown = labels(page)
    assert "Your VPN is probably in the way." in shown
    assert "A VPN (wg0) is on." in shown
    assert "commonground" not in shown  # nothing to type
    assert "Common Ground 1" not in shown
    page.go_on()
    looked(stand, WELL)
    assert "Everything looks fine." in labels(page)
    assert "hotspot" not in labels(page)
    page.go_back()
    assert stand.window.page is stand.flow.pages.home


def test_looking_can_be_cancelled_and_what_comes_later_is_not_shown(stand: Stand) -> None:
    checking(stand)
    late = stand.flow.checking._running
    stand.flow.pages.network.go_back()
    assert stand.window.page is stand.flow.pages.home
    assert late is not None
    assert late.cancelled()
    checking(stand)
    looked(stand, None)
    assert "The check was stopped." in labels(stand.flow.pages.network)
    assert not stand.flow.pages.network.details.isEnabled()


def test_what_is_shown_is_what_is_copied_and_saved(stand: Stand, tmp_path: Path) -> None:
    stand.flow.context.desk.change(Settings(name="Zebulon"))
    stand.session.failed.emit(explanation("E17"))
    stand.flow.show_settings()
    stand.flow.pages.settings.asked_diagnostics.emit()
    page = stand.flow.pages.diagnostics
    assert stand.window.page is page
    assert page.primary is not None
    assert not page.primary.isEnabled()
    looked(stand, BEHIND)
    page.go_on()
    text = page.text.toPlainText()
    assert QGuiApplication.clipboard().text() == text == stand.flow.checking.text
    assert "E17" in text.partition("Log:")[2]
    assert "vpn: bad E03" in text
    assert not any(private in text for private in ("Zebulon", "192.168.4.23", "wg0", "wlan0"))
    page.save.click()
    (dialog,) = (one for one in stand.window.findChildren(QFileDialog) if one.isVisible())
    dialog.fileSelected.emit(str(tmp_path / "d.txt"))
    dialog.close()
    assert (tmp_path / "d.txt").read_text(encoding="utf-8") == text
    page.go_back()
    assert stand.window.page is stand.flow.pages.settings
    QGuiApplication.clipboard().clear()


def test_a_check_is_offered_where_the_network_may_be_the_cause(stand: Stand) -> None:
    page = stand.flow.pages.enter
    for error, offered in ((ConnectionRefused(), True), (InviteIncomplete(), False)):
        stand.flow.pages.home.chose.emit("join")
        line = an_invite()
        page.fill_in(line)
        page.go_on()
        stand.stage(Aborted(error, None))
        buttons = [one.text() for one in page.banner.findChildren(type(page.primary))] if page.banner else []
        assert ("Network check" in buttons) is offered
    stand.flow.context.network_check_asked.emit()
    assert stand.window.page is stand.flow.pages.network
    stand.flow.pages.network.go_back()
    assert stand.window.page is page
    assert page.field.toPlainText() == line


def test_it_looks_in_the_other_thread(stand: Stand, qtbot: QtBot) -> None:
    seen: list[str] = []

    async def here() -> object:
        seen.append(threading.current_thread().name)
        return look_alone(find=lambda: WELL.interfaces)

    engine = Engine()
    try:
        checking_now = Checking(stand.flow.context, engine, here)  # type: ignore[arg-type]  # a look of a test
        checking_now.show_check()
        running = checking_now._running
        assert running is not None
        running.result(timeout=60)
        qtbot.waitUntil(lambda: bool(checking_now.text), timeout=60_000)
        assert seen == ["negotiation"]
        assert "Network" in checking_now.text
    finally:
        engine.close()


def test_two_windows_check_it_together(stand: Stand) -> None:
    page = stand.flow.pages.network
    checking(stand)
    looked(stand, BEHIND)
    (together,) = page.findChildren(TogetherCard)
    assert not together.use.isEnabled()
    together.waiting.emit()
    stand.flow.checking._line.emit("CG1-A-LINE")
    QApplication.processEvents()
    (line,) = page.findChildren(LineCard)
    line.copy.click()
    assert QGuiApplication.clipboard().text() == "CG1-A-LINE"
    assert "Waiting for the other computer" in labels(page)
    looked(stand, replace(WELL, checked=Checked(Reach.REACHED, Reach.REACHED, True)))
    assert "The two computers reach each other." in labels(page)
    (together,) = page.findChildren(TogetherCard)
    together.field.setPlainText("CG1-THEIR-LINE")
    together.use.click()
    assert "Trying to reach the other computer" in labels(page)
    looked(stand, replace(WELL, checked=Checked(Reach.REACHED, Reach.SILENT, True)))
    assert "Your firewall is blocking Common Ground." in labels(page)


def test_an_invite_that_leads_nowhere_is_tried_with_whoever_shows_it(stand: Stand) -> None:
    asked: list[str] = []

    async def nobody(line: str) -> Facts:
        raise AssertionError("nothing is submitted here")

    def look_with(line: str) -> Coroutine[object, object, Facts]:
        asked.append(line)
        return nobody(line)

    stand.flow.checking._look_with = look_with
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.fill_in("maple otter lamp")
    stand.flow.context.network_check_asked.emit()
    assert asked == []
    stand.flow.pages.network.go_back()
    invite = an_invite()
    stand.flow.pages.enter.fill_in(f"Here:\n{invite}")
    stand.flow.context.network_check_asked.emit()
    assert asked == [f"Here:\n{invite}"]
    running = stand.flow.checking._running
    assert running is not None
    running.set_exception(InviteExpired())
    QApplication.processEvents()
    assert "This invite has expired." in labels(stand.flow.pages.network)
