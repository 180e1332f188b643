"""Part of S18: the own answers behind an agreement: kept only when ticked, and seen only when asked for.

Leaves to others: keeping them (desktop.kept.own_answers), which answers (desktop.ui.flow.keeping).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import body, muted, strong
from desktop.ui.words import tr


class Own(Enum):
    """What there is of the own answers."""

    NOTHING = auto()
    AT_HAND = auto()
    """Right after comparing, and not kept."""
    KEPT_AT_HAND = auto()
    """Right after comparing, and kept."""
    KEPT = auto()


class OwnPart(QWidget):
    """Signals: `keeping`, or no longer; `asked_to_see`, to be answered by show_lines; `deleting`."""

    keeping = Signal(bool)
    asked_to_see = Signal()
    deleting = Signal()

    def __init__(self, own: Own) -> None:
        super().__init__()
        self._inside = column(self, gap=0)
        self.tick: AnyOf | None = None
        if own is Own.KEPT:
            self._add_card()
        elif own is not Own.NOTHING:
            self.tick = AnyOf(
                tr("Also keep my own answers on this computer, so I can start from them next time."),
                tr("Encrypted, and only you can see them. Without this they are gone now."),
            )
            self.tick.setChecked(own is Own.KEPT_AT_HAND)
            self.tick.toggled.connect(self.keeping)
            self._inside.addWidget(self.tick)

    def _add_card(self) -> None:
        frame, inside = card(gap=10)
        frame.setAccessibleName(tr("Your own answers"))
        inside.addWidget(strong(tr("Your own answers")))
        inside.addWidget(muted(tr("Only on this computer, and only you can see them.")))
        self._lines = column(gap=6)
        inside.addLayout(self._lines)
        holder = QWidget()
        flow = Wrapping(holder)
        self.see = secondary(tr("Show my answers"), self.asked_to_see.emit, "eye")
        self.delete = secondary(tr("Delete my answers…"), self.deleting.emit, "delete")
        flow.addWidget(self.see)
        flow.addWidget(self.delete)
        inside.addWidget(holder)
        self._inside.addWidget(frame)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Per item its label and the answer in words."""
        clear(self._lines)
        for label, words in lines:
            self._lines.addWidget(muted(plain(label)))
            for line in words.split("\n"):
                self._lines.addWidget(body(plain(line)))
        self.see.hide()
        self.delete.setFocus()
