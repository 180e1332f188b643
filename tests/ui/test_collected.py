"""A window that was closed is gone with everything in it: nothing of what was on it stays in memory or can be found."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.ui.screenshots import LOOKS, show


def alive() -> list[str]:
    """Widgets that Python still knows and Qt still has."""
    gc.collect()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return [type(one).__name__ for one in gc.get_objects() if isinstance(one, QWidget) and isValid(one)]


@pytest.mark.parametrize("name", ["01-welcome", "12-answer-list", "16-result", "21-cover", "14-waiting"])
def test_a_closed_window_is_collected(dressed: QApplication, tmp_path: Path, name: str) -> None:
    before = len(alive())
    stand = show(dressed, name, LOOKS[0], tmp_path)
    if name == "14-waiting":
        stand.window.close()  # somebody would notice: a question is up
        assert len(QApplication.topLevelWidgets()) > 1
    window, flow = weakref.ref(stand.window), weakref.ref(stand.flow)
    stand.close()
    del stand
    left = alive()
    assert (window(), flow()) == (None, None)
    assert len(left) <= before, left
