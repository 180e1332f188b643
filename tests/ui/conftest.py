"""A dressed application for every test of the window, and a stand: the whole window without anybody to talk to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.store import Settings
from desktop.ui import language
from desktop.ui.app import Application, make_application
from tests.ui.fakes import Stand, make_stand


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return Application


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the program makes it."""
    language.use(language.ENGLISH)
    yield make_application()
    language.use(language.ENGLISH)


@pytest.fixture
def stand(dressed: QApplication, tmp_path: Path) -> Iterator[Stand]:
    """A window that talks to nobody, on its home page."""
    made = make_stand(tmp_path)
    made.flow.context.desk.change(Settings(name="Robin", theme="light", reduce_motion=True))
    made.flow.start()
    made.window.show()
    yield made
    made.close()
