"""The languages of the window side by side, each by its own name, so that whoever reads only that one finds it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.ui import language
from desktop.ui.widgets.buttons import Button, chip
from desktop.ui.widgets.layouts import Wrapping
from desktop.ui.words import tr


class Languages(QWidget):
    """One of a few. Signals: `chosen` with the tag, when a person chose another one."""

    chosen = Signal(str)

    def __init__(self, *, right: bool = False) -> None:
        """Args: right: at the far end of the line."""
        super().__init__()
        self.setAccessibleName(tr("Language"))
        flow = Wrapping(self, right=right)
        group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        for tag, name in language.LANGUAGES.items():
            made = chip(name, partial(self._press, tag))
            made.setAccessibleName(f"{tr('Language')}: {name}")
            group.addButton(made)
            flow.addWidget(made)
            self.buttons[tag] = made
        self.show_current()

    def show_current(self) -> None:
        """The one that is used now."""
        for tag, button in self.buttons.items():
            button.setChecked(tag == language.current())

    def _press(self, tag: str) -> None:
        if tag != language.current():
            self.chosen.emit(tag)
