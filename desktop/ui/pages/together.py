"""Part of S10: two computers that try to reach each other; one shows a line, the other one uses it.

Leaves to others: trying (p2p.checkup), what came of it (desktop.ui.pages.network).
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui import tokens
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import secondary, tie
from desktop.ui.widgets.layouts import Wrapping, card, column
from desktop.ui.widgets.text import body, muted, say, section, strong
from desktop.ui.words import tr

LINES = 4
_COPIED_MS = 2000


class TogetherCard(QWidget):
    """Signals: `waiting`: show a line for the other computer; `using` with the other computer's line."""

    waiting = Signal()
    using = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("Check it with the other computer")))
        how = tr(
            "Alone, a computer cannot know what keeps others out. Two computers can: each tries to reach the other."
        )
        inside.addWidget(body(how))
        holder = QWidget()
        flow = Wrapping(holder)
        flow.addWidget(secondary(tr("Show a line for the other computer"), self.waiting.emit))
        inside.addWidget(holder)
        label = strong(tr("Or enter the line on their screen"))
        inside.addWidget(label)
        self.field = _line_field(tr("Or enter the line on their screen"))
        tie(label, self.field, tr("Or enter the line on their screen"))
        self.field.textChanged.connect(self._changed)
        inside.addWidget(self.field)
        below = QWidget()
        self.use = secondary(tr("Check with them"), lambda: self.using.emit(self.field.toPlainText()))
        Wrapping(below).addWidget(self.use)
        inside.addWidget(below)
        told = tr("No sheet is opened by this. An invite works here, too, and stays usable.")
        inside.addWidget(muted(told))
        column(self).addWidget(frame)
        self._changed()

    def _changed(self) -> None:
        self.use.setEnabled(bool(self.field.toPlainText().strip()))


class LineCard(QWidget):
    """The line for the other computer. Signal: `copied` with it."""

    copied = Signal(str)

    def __init__(self, line: str) -> None:
        super().__init__()
        frame, inside = card(gap=12)
        how = tr("On the other computer, open the network check and paste this line there.")
        inside.addWidget(body(how))
        self.field = _line_field(tr("Line for the other computer"))
        self.field.setReadOnly(True)
        self.field.setPlainText(line)
        inside.addWidget(self.field)
        holder = QWidget()
        self.copy = secondary(tr("Copy the line"), self._copy, "copy")
        Wrapping(holder).addWidget(self.copy)
        inside.addWidget(holder)
        column(self).addWidget(frame)

    def _copy(self) -> None:
        self.copied.emit(self.field.toPlainText())
        self.copy.say(tr("Copied"))
        say(self.copy, tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self.copy, lambda: self.copy.say(tr("Copy the line")))


def _line_field(name: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    field.setFixedHeight(round(theme().px(tokens.BODY) * 1.3) * LINES + 24)
    return field
