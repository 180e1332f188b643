"""The own invite pasted into another window of the same person: E19, and the invite stays good."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.deals.templates import sample_sheet
from desktop.run.stages import Aborted, Stage
from desktop.strings.errors import explain
from desktop.ui.bridge import Invitation, Talk
from desktop.ui.encounter import Entered
from desktop.ui.engine import Engine


def test_it_is_said(dressed: QApplication, tmp_path: Path) -> None:
    engine = Engine()
    hosting, joining = Talk(engine, tmp_path), Talk(engine, tmp_path)
    invites: list[str] = []
    ends: list[Stage] = []
    hosting.invited.connect(invites.append)
    joining.stage.connect(ends.append)
    hosting.host(Invitation(sample_sheet("love-me-back"), 2, "", listen=("127.0.0.1", 0)))
    while not invites:
        QApplication.processEvents()
    joining.join(Entered(invites[0]))
    while not ends:
        QApplication.processEvents()
    (end,) = ends
    assert isinstance(end, Aborted)
    told = explain(end.error, windowed=True)
    assert (told.code, told.summary) == ("E19", "This is your own invite. Give it to the other person.")
    hosting.cancel()
    engine.close()
