"""Somebody with a real window, in the process of the test: a real engine, real connections, a store on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.store import LoginOnly, Settings, create_store
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.desk import Desk
from desktop.ui.engine import Engine
from desktop.ui.flow.whole import Flow
from desktop.ui.window import Window

PATIENCE_S = 90.0


class Somebody:
    """A window of somebody with a name, and a real engine."""

    def __init__(self, app: QApplication, folder: Path, name: str) -> None:
        self.app, self.folder = app, folder
        folder.mkdir(exist_ok=True)
        self.faults: list[str] = []
        self.engine = Engine(self.faults.append)
        self.window = Window()
        self.store = create_store(folder / "store", LoginOnly())
        desk = Desk(folder, folder, self.store)
        desk.change(Settings(name=name, theme="light", reduce_motion=True))
        self.flow = Flow(self.window, self.engine, desk, answer_widget, result_widget, ("127.0.0.1", 0))
        self.pages = self.flow.pages
        self.flow.start()
        self.window.show()

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            self.app.processEvents()
            time.sleep(0.002)
            assert time.monotonic() < end, (self.flow.session.state, self.window.page.name)

    def close(self) -> None:
        self.flow.shut_down()
        self.engine.close()
        self.window.may_close = True
        self.window.close()
        self.store.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, 52)
        assert self.faults == []
