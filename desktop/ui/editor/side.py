"""The side of the editor: the list of parts with its buttons, as wide as it should be, or whole above the form.

Leaves to others: what the buttons do, and where it stands (desktop.ui.editor.page).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui import tokens
from desktop.ui.editor.outline import Outline
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, quiet, secondary
from desktop.ui.widgets.layouts import Wrapping, column, row
from desktop.ui.words import tr

Do = Callable[[], object]
WIDTH, LEAST_FORM = 280, 320
"""Pixels at 100 %: the list beside the form, and what the form needs to stand beside it."""
WHOLE_WIDTH = (1 << 24) - 1
_BESIDE, _ABOVE = (tokens.MARGIN - 10, 12, 0, 12), (0, 4, 0, 12)


class Side(QWidget):
    """Attributes: undo, redo, copy, delete, add: its buttons."""

    def __init__(self, outline: Outline, *, undo: Do, redo: Do, copy: Do, delete: Do, add: Do) -> None:
        super().__init__()
        self.outline = outline
        self._below = column(self, gap=8)
        self._below.setContentsMargins(*_BESIDE)
        top = row(gap=0)
        self.undo = _small(tr("Undo"), "undo", undo)
        self.undo.setToolTip(tr("Undo"))
        self.redo = _small(tr("Redo"), "redo", redo)
        self.redo.setToolTip(tr("Redo"))
        top.addWidget(self.undo)
        top.addWidget(self.redo)
        top.addStretch(1)
        self.copy = _small(tr("Duplicate this item"), "copy", copy)
        self.copy.setToolTip(tr("Duplicate this item"))
        self.delete = _small(tr("Delete this item"), "delete", delete)
        self.delete.setToolTip(tr("Delete this item"))
        top.addWidget(self.copy)
        top.addWidget(self.delete)
        self._below.addLayout(top)
        self._below.addWidget(outline, 1)
        holder = QWidget()
        flow = Wrapping(holder)
        self.add = secondary(tr("Add item"), add, "add")
        flow.addWidget(self.add)
        self._below.addWidget(holder)

    @property
    def stacked(self) -> bool:
        """It belongs above the form: beside each other they do not fit."""
        return self.outline.whole

    def fit(self, room: int) -> bool:
        """Take the width and the height that fit into a page of this width; whether it has to be put elsewhere."""
        wide, before = round(WIDTH * min(theme().percent, 125) / 100), self.stacked
        stacked = room - wide < theme().px(LEAST_FORM)
        self.setMinimumWidth(0 if stacked else wide)
        self.setMaximumWidth(WHOLE_WIDTH if stacked else wide)
        if stacked == before:
            return False
        self.outline.whole = stacked
        self._below.setContentsMargins(*(_ABOVE if stacked else _BESIDE))
        return True


def _small(label: str, icon: str, action: Do) -> Button:
    made = quiet("", action, icon)
    made.setAccessibleName(label)
    return made
