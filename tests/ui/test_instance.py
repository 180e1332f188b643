"""A second start hands over what it was to open; whatever else comes to the door is dropped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.ui.app import Program
from desktop.ui.instance import MAX_BYTES, Instance
from desktop.ui.last_run import LastRun
from tests.ui.fakes import an_invite
from tests.ui.guarded import PromptEngine
from tests.ui.screenshots import settle

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.instance import Instance
application = QCoreApplication([])
sys.exit(0 if Instance(Path(sys.argv[1])).hand_over(sys.argv[2]) else 3)
"""


def second_start(folder: Path, opening: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(folder), opening])


def test_a_second_process_hands_over(qtbot: QtBot, tmp_path: Path) -> None:
    window = Instance(tmp_path)
    window.listen()
    with (
        qtbot.waitSignal(window.asked, timeout=60_000) as heard,
        second_start(tmp_path, "/home/ana/übung.deal") as other,
    ):
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=60_000)
    assert heard.args == ["/home/ana/übung.deal"]
    assert other.returncode == 0
    window.close()


def test_without_a_window_or_for_other_data_nothing_is_handed_over(qtbot: QtBot, tmp_path: Path) -> None:
    window = Instance(tmp_path)
    assert not Instance(tmp_path).hand_over("x")
    window.listen()
    assert not Instance(tmp_path / "other").hand_over("x")
    window.close()
    assert not Instance(tmp_path).hand_over("x")


def test_a_window_that_was_killed_does_not_block_the_next(qtbot: QtBot, tmp_path: Path) -> None:
    first = f"""
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.instance import Instance
application = QCoreApplication([])
Instance(Path({str(tmp_path)!r})).listen()
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", first], check=False)
    window = Instance(tmp_path)
    assert not window.hand_over("x")
    window.listen()
    with qtbot.waitSignal(window.asked, timeout=60_000) as heard, second_start(tmp_path, "common-ground:CG1-X"):
        pass
    assert heard.args == ["common-ground:CG1-X"]
    window.close()


def test_too_much_and_no_text_are_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    window = Instance(tmp_path)
    window.listen()
    said: list[str] = []
    window.asked.connect(said.append)
    for hostile in (b"x" * (2 * MAX_BYTES), b"\xff\xfe\n"):
        stranger = QLocalSocket()
        stranger.connectToServer(window._name)
        assert stranger.waitForConnected(5000)
        stranger.write(hostile)
        stranger.flush()
        qtbot.wait(100)
        stranger.abort()
    with qtbot.waitSignal(window.asked, timeout=60_000), second_start(tmp_path, ""):
        pass
    assert said == [""]
    window.close()


def test_what_the_system_hands_over_by_event_is_opened(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On macOS a sheet that is opened, and a link, are no arguments."""
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path))
    program = Program(dressed, PromptEngine(), LastRun(tmp_path))  # type: ignore[arg-type]  # a fake engine
    try:
        program.begin()
        settle(dressed)
        assert program.running is not None
        flow = program.running.flow
        sheet = paths.RESOURCES / "templates" / "friends-holiday.deal"
        QApplication.sendEvent(dressed, QFileOpenEvent(QUrl.fromLocalFile(str(sheet))))
        assert program.window.page is flow.pages.terms
        assert "Holiday with" in str(flow.context.plan.choice)
        line = an_invite()
        used: list[str] = []
        monkeypatch.setattr(flow.beginning, "use_invite", used.append)
        QApplication.sendEvent(dressed, QFileOpenEvent(QUrl(f"common-ground:{line}")))
        assert used == [line]
    finally:
        if program.running is not None:
            program.running.flow.shut_down()
            program.running.flow.context.desk.store.close()
        program.window.may_close = True
        program.window.close()
        program.window.deleteLater()
