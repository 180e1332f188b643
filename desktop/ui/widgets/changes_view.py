"""What is different in a version of the sheet, drawn: each item with a word for what happened to it, and its lines.

Leaves to others: finding it and saying it (desktop.strings.changes).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from desktop.strings.changes import Change, Line, Mark
from desktop.ui import icons
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import column, row
from desktop.ui.widgets.text import Text, badge, body
from desktop.ui.words import tr

_ICONS = {Mark.ADDED: "add", Mark.REMOVED: "delete", Mark.CHANGED: "note"}
_SIZE = 16


def mark_word(mark: Mark) -> str:
    """What happened to something, in a word."""
    return {Mark.ADDED: tr("added"), Mark.REMOVED: tr("taken out"), Mark.CHANGED: tr("changed")}[mark]


class ChangesView(QWidget):
    """All of it, one item below the other."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__()
        inside = column(self, gap=14)
        for change in changes:
            inside.addWidget(_one(change))


def _one(change: Change) -> QWidget:
    whole = QWidget()
    inside = column(whole, gap=4)
    top = row(gap=10)
    top.addWidget(Text(change.title, "strong"), 1)
    top.addWidget(badge(mark_word(change.mark)))
    inside.addLayout(top)
    for line in change.lines:
        inside.addWidget(_line(line, alone=change.mark is Mark.CHANGED))
    return whole


def _line(line: Line, *, alone: bool) -> QWidget:
    """One line with its mark. alone: not everything about the item is like that, so the mark says something."""
    if not alone:
        return body(line.text)
    holder = QWidget()
    across = row(holder, gap=8)
    sign = _Sign(line.mark)
    across.addWidget(sign)
    told = Text(line.text)
    told.setAccessibleName(tr("{mark}: {line}", mark=mark_word(line.mark), line=line.text))
    across.addWidget(told, 1)
    return holder


class _Sign(QLabel):
    """The mark of a line, drawn; the word for it is in the name of the line."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = theme().mark(_SIZE)
        self.setFixedSize(size + 2, size + 6)
        self.setPixmap(icons.pixmap(_ICONS[self._mark], size, theme().colours.accent))
