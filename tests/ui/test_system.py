"""What is asked of the system: on buses of our own with stand-ins for services, and with stand-ins for calls."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.run.stages import Standing
from desktop.store import Settings
from desktop.ui import clipboard
from desktop.ui.system import awake, bell, capture, system_here, watch
from desktop.ui.system.bus import NoAnswer, Service, call
from desktop.ui.widgets.banner import Banner
from tests.ui.fakes import Stand, an_invite, outcome_of
from tests.ui.guarded import noted
from tests.ui.screenshots import (
    answered,
    comparing,
    invite,
    lock,
    opening,
    result,
    settings,
    waiting,
    waiting_ready,
)

CANARY = "zebra quartz 9713"
PATIENCE_S = 60.0


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        QTest.qWait(20)
        assert time.monotonic() < end


# ---- buses


class Bus:
    """A bus of our own, with services that note what they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self.process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--address={self.address}", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.asked: list[tuple[str, tuple[object, ...]]] = []
        self.read_end = -1
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self.address, enable_fds=True) as bus:
            for name in ("org.freedesktop.login1", "org.freedesktop.Notifications"):
                bus.send_and_get_reply(message_bus.RequestName(name))
            self._ready.set()
            while not self._stop.is_set():
                try:
                    message = bus.receive(timeout=0.1)
                except TimeoutError:
                    continue
                if message.header.message_type is not MessageType.method_call:
                    continue
                member = message.header.fields[HeaderFields.member]
                self.asked.append((member, message.body))
                if member == "Inhibit":
                    self.read_end, given = os.pipe()
                    bus.send(new_method_return(message, "h", (given,)))
                    os.close(given)
                elif member == "Notify":
                    bus.send(new_method_return(message, "u", (40 + len(self.asked),)))

    def emit(self, path: str, interface: str, member: str, *values: str) -> None:
        command = ["dbus-send", f"--bus={self.address}", "--type=signal", path, f"{interface}.{member}", *values]
        subprocess.run(command, check=True, timeout=PATIENCE_S)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(PATIENCE_S)
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE_S)
        if self.read_end >= 0:
            os.close(self.read_end)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    if shutil.which("dbus-daemon") is None or shutil.which("dbus-send") is None:
        pytest.skip("NOT TESTED: dbus-daemon or dbus-send is missing; install dbus")
    made = Bus(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work() -> Iterator[Callable[[Callable[[], object]], Future[object]]]:
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit


def test_sleep_and_screen_lock_are_heard(dressed: QApplication, bus: Bus) -> None:
    """Logind's own name is held by somebody else here, so that its words come from anybody: as for screen savers."""
    heard: list[bool] = []
    made = watch.BusWatch(bus.address, bus.address)
    made.went_away.connect(lambda: heard.append(True))
    for saver in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
        bus.emit("/ScreenSaver", saver, "ActiveChanged", "boolean:false")
        bus.emit("/ScreenSaver", saver, "ActiveChanged", "boolean:true")
    until(lambda: len(heard) >= 2)
    assert heard == [True, True]
    assert made.listens
    made.on_change(True)
    made.on_change(False)
    made.on_lock()
    assert len(heard) == 4


def test_sleep_is_held_off_by_an_open_file_and_let_go(bus: Bus, work: Callable[..., Future[object]]) -> None:
    made = awake.LogindAwake(work, bus.address)
    made.hold(on=True)
    made.hold(on=True)
    until(lambda: bus.read_end >= 0)
    assert bus.asked == [("Inhibit", ("sleep:idle", "Common Ground", "Comparing", "block"))]
    os.set_blocking(bus.read_end, False)
    until(lambda: made._lock is not None and made._lock.done())
    with pytest.raises(BlockingIOError):
        os.read(bus.read_end, 1)
    made.hold(on=False)

    def let_go() -> bool:
        try:
            return os.read(bus.read_end, 1) == b""
        except BlockingIOError:
            return False

    until(let_go)


def test_a_note_on_the_desktop_takes_the_place_of_the_last(bus: Bus, work: Callable[..., Future[object]]) -> None:
    made = bell.DesktopBell(work, bus.address)
    made.ring("Common Ground needs you")
    made.ring("Common Ground needs you")
    until(lambda: len(bus.asked) == 2)
    (_, first), (_, second) = bus.asked
    assert first[:5] == ("Common Ground", 0, "commonground", "Common Ground needs you", "")
    assert second[1] == 41


def test_a_desktop_without_services_is_no_trouble(tmp_path: Path, work: Callable[..., Future[object]]) -> None:
    nowhere = f"unix:path={tmp_path / 'nothing'}"
    with pytest.raises(NoAnswer):
        call(Service(nowhere, "org.example", "/", "org.example"), "Do", "", ())
    bell.DesktopBell(work, nowhere).ring("Common Ground needs you")
    made = awake.LogindAwake(work, nowhere)
    made.hold(on=True)
    assert made._lock is not None
    assert made._lock.result(PATIENCE_S) is None
    made.hold(on=False)
    assert not watch.BusWatch(nowhere, nowhere).listens


# ---- other systems, by stand-ins


def test_windows_leaves_a_window_out_and_older_ones_show_it_black() -> None:
    said: list[tuple[int, int]] = []

    def affinity(refuses: int) -> Callable[[int, int], int]:
        def set_it(window: int, wanted: int) -> int:
            said.append((window, wanted))
            return int(wanted != refuses)

        return set_it

    assert capture.WindowsShield(affinity(-1)).hide(7, True)
    assert capture.WindowsShield(affinity(capture.WDA_EXCLUDE)).hide(7, True)
    assert capture.WindowsShield(affinity(-1)).hide(7, False)
    assert said == [(7, 0x11), (7, 0x11), (7, 0x01), (7, 0x00)]


def test_macos_sets_the_sharing_of_the_window_of_a_view() -> None:
    said: list[tuple[int, int]] = []
    made = capture.MacShield(lambda view: view * 10, lambda window, kind: said.append((window, kind)))
    assert made.hide(7, True)
    assert made.hide(7, False)
    assert not capture.MacShield(lambda _: 0, lambda *_: said.append((0, 0))).hide(7, True)
    assert said == [(70, 0), (70, 1)]


def test_a_system_without_the_call_hides_nothing() -> None:
    for platform in ("linux", "win32", "darwin"):  # none of these libraries is here
        made = capture.shield_here(platform)
        assert not made.possible
        assert not made.hide(7, True)


def test_windows_and_macos_stay_awake_by_their_own_means() -> None:
    flags: list[int] = []
    windows = awake.WindowsAwake(lambda value: flags.append(value) or 1)  # type: ignore[func-returns-value]
    windows.hold(on=True)
    windows.hold(on=False)
    assert flags == [0x80000001, 0x80000000]
    started: list[tuple[str, ...]] = []

    def start(command: object) -> subprocess.Popen[bytes]:
        started.append(tuple(command))  # type: ignore[arg-type]
        return subprocess.Popen(["sleep", "600"])

    mac = awake.MacAwake(start)
    mac.hold(on=True)
    running = mac._running
    mac.hold(on=False)
    assert started == [("/usr/bin/caffeinate", "-i", "-w", str(os.getpid()))]
    assert running is not None
    assert running.returncode is not None
    for platform in ("win32", "darwin", "linux", "plan9"):
        assert not awake.awake_here(lambda _: Future(), platform).held
        assert isinstance(bell.bell_here(lambda _: Future(), platform), bell.Bell)


def test_every_system_has_all_parts(dressed: QApplication) -> None:
    for platform in ("linux", "win32", "darwin"):
        made = system_here(lambda _: Future(), platform)
        assert {type(part).__mro__[-2 if part is not made.watch else 0] for part in (made.awake,)} == {awake.Awake}
        assert isinstance(made.watch, watch.Watch)


# ---- when they are asked


@pytest.fixture
def alerted(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Another window is in front."""
    stand.flow.alerting._system = noted()
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: Qt.ApplicationState.ApplicationInactive)
    return stand


def rung(stand: Stand) -> list[str]:
    found: list[str] = stand.flow.alerting._system.bell.rung  # type: ignore[attr-defined]
    return found


def test_a_call_says_the_same_whatever_has_happened(alerted: Stand) -> None:
    answered(alerted)
    assert len(rung(alerted)) >= 1, "somebody is there: answers are wanted"
    waiting(alerted)
    before = len(rung(alerted))
    alerted.standings(Standing.LOCKED_IN, Standing.LOCKED_IN)
    alerted.standings(Standing.LOCKED_IN, Standing.LOCKED_IN)
    assert len(rung(alerted)) == before + 1, "all are locked in: said once"
    alerted.session.asked_again.emit([CANARY])
    assert len(rung(alerted)) == before + 2
    alerted.flow.pages.waiting.go_on()
    alerted.standings(Standing.COMPARE, Standing.COMPARE)
    alerted.result(*outcome_of("salary-offer"))
    assert len(rung(alerted)) == before + 3
    assert set(rung(alerted)) == {"Common Ground needs you"}


def test_nobody_is_called_who_is_there_or_does_not_want_it(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.flow.alerting._system = noted()
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: Qt.ApplicationState.ApplicationActive)
    waiting_ready(stand)
    assert rung(stand) == []
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: Qt.ApplicationState.ApplicationInactive)
    stand.flow.context.desk.change(Settings(name="Robin", notifications=False))
    stand.session.asked_again.emit(["?"])
    assert rung(stand) == []


def test_the_computer_stays_awake_while_comparing_only(stand: Stand) -> None:
    system = noted()
    stand.flow.alerting._system = system
    waiting_ready(stand)
    assert not system.awake.held
    stand.flow.pages.waiting.go_on()
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    assert system.awake.held
    opening_of, outcome = outcome_of("salary-offer")
    stand.opening({}, 4)
    assert system.awake.held
    stand.result(opening_of, outcome)
    assert not system.awake.held
    assert system.awake.said == [True, False]  # type: ignore[attr-defined]
    comparing(stand)
    assert system.awake.held
    stand.flow.shut_down()
    assert not system.awake.held


@pytest.mark.parametrize(("state", "hidden"), [(answered, True), (lock, True), (result, True), (settings, False)])
def test_pages_with_answers_are_left_out_of_screenshots(
    stand: Stand, state: Callable[[Stand], None], hidden: bool
) -> None:
    system = noted()
    stand.flow.alerting._system = system
    state(stand)
    assert system.shield.said[-1] is hidden  # type: ignore[attr-defined]


def test_hiding_from_screenshots_can_be_switched_off_by_key_and_in_the_settings(stand: Stand) -> None:
    system = noted()
    stand.flow.alerting._system = system
    answered(stand)
    said = system.shield.said  # type: ignore[attr-defined]
    stand.window.asked_shield.emit()
    assert said[-1] is False
    assert not stand.flow.context.desk.settings.hide_from_screenshots
    assert "Screenshots show everything now." in banner_of(stand)
    stand.window.asked_shield.emit()
    assert said[-1] is True
    stand.flow.pages.settings.show_shield(possible=True)
    stand.flow.show_settings()
    assert stand.flow.pages.settings.hiding.isChecked()
    stand.flow.pages.settings.hiding.click()
    assert not stand.flow.context.desk.settings.hide_from_screenshots


def test_where_it_cannot_be_it_is_said(stand: Stand) -> None:
    stand.window.asked_shield.emit()
    assert "This system cannot hide the window from screenshots. Use Cover (F9) instead." in banner_of(stand)
    stand.flow.show_settings()
    page = stand.flow.pages.settings
    assert not page.hiding.isVisible()
    assert page._unshielded.isVisible()


def banner_of(stand: Stand) -> str:
    found = stand.window.page.banner
    assert isinstance(found, Banner)
    return found.accessibleName()


# ---- the clipboard


def test_a_copied_invite_is_taken_back_when_it_is_used(stand: Stand) -> None:
    invite(stand)
    stand.flow.pages.invite.go_on()
    board = QApplication.clipboard()
    assert stand.session.invite in board.text()
    assert board.mimeData().hasFormat("x-kde-passwordManagerHint")
    stand.session.leave()
    assert board.text() == ""


def test_what_somebody_else_copied_meanwhile_stays(stand: Stand) -> None:
    invite(stand)
    stand.flow.pages.invite.go_on()
    QApplication.clipboard().setText("a shopping list")
    stand.session.leave()
    assert QApplication.clipboard().text() == "a shopping list"
    clipboard.take_back()
    assert QApplication.clipboard().text() == "a shopping list"
    QApplication.clipboard().clear()


class Board:
    """A clipboard with the selection that the middle mouse button pastes, as X11 has it."""

    def __init__(self) -> None:
        self.cleared: list[QClipboard.Mode] = []
        self.changed = self

    def connect(self, look: object) -> None:
        self.look = look

    def disconnect(self, look: object) -> None:
        self.look = None

    def ownsClipboard(self) -> bool:
        return True

    ownsSelection = ownsFindBuffer = ownsClipboard

    def mimeData(self, mode: QClipboard.Mode) -> object:
        return QGuiApplication.clipboard().mimeData()

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode)


def test_an_answer_never_stays_on_the_clipboard(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(stand)
    board, keeping = Board(), stand.flow.keeping
    monkeypatch.setattr(keeping, "_board", board)  # a stand-in: the offscreen platform owns no clipboard
    QGuiApplication.clipboard().setText(CANARY)  # as a field on the page would
    keeping._look(QClipboard.Mode.Clipboard)
    QTest.qWait(50)
    assert set(board.cleared) == {QClipboard.Mode.Clipboard}
    assert "not put on the clipboard" in banner_of(stand)
    board.cleared.clear()
    clipboard.copy(an_invite())
    keeping._look(QClipboard.Mode.Clipboard)
    stand.flow.show_settings()
    QGuiApplication.clipboard().setText("from the settings")
    keeping._look(QClipboard.Mode.Clipboard)
    QTest.qWait(50)
    assert board.cleared == [], "what is copied on purpose, and what is nobody's answer, stays"
    QGuiApplication.clipboard().clear()


def test_selecting_an_answer_puts_nothing_under_the_middle_mouse_button(dressed: QApplication) -> None:
    private = [True]
    board = Board()
    keeping = clipboard.Keeping(lambda: private[0], board)  # type: ignore[arg-type]  # a stand-in
    QGuiApplication.clipboard().setText(CANARY)
    keeping._look(QClipboard.Mode.Selection)
    assert board.cleared == [QClipboard.Mode.Selection]
    private[0] = False
    keeping._look(QClipboard.Mode.Selection)
    assert len(board.cleared) == 1
    keeping.close()
    QGuiApplication.clipboard().clear()


def test_diagnostics_are_copied_from_any_page_and_say_nothing_of_answers(stand: Stand) -> None:
    from tests.ui.side_states import WELL, looked

    for state in (answered, opening):
        stand.flow.checking.text = ""
        state(stand)
        stand.window.asked_diagnostics.emit()
        assert "Looking at this computer" in banner_of(stand)
        looked(stand, WELL)
        QCoreApplication.processEvents()
        text = QApplication.clipboard().text()
        assert text.startswith(WELL.versions)
        assert "Copied." in banner_of(stand)
        stand.window.asked_diagnostics.emit()
        assert QApplication.clipboard().text() == text
    clipboard.take_back()
