"""Rows as one group: arrows move, digits choose, and single letters work only while the focus is in here.

Leaves to others: what is chosen means (the widgets of the kinds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGroupBox, QWidget

from desktop.ui.answers.rows import OneRow, TickRow
from desktop.ui.widgets.layouts import Columns, column

Row = OneRow | TickRow
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class RowGroup(QGroupBox):
    """Rows below each other, or beside each other where they are short.

    Signals: `pressed` with the index of a row that a person pressed, by whatever means; `erased` for Delete.
    """

    pressed = Signal(int)
    erased = Signal()

    def __init__(
        self,
        rows: Sequence[Row],
        name: str,
        *,
        columns: int = 1,
        gap: int = 6,
        skip: int = 0,
        letters: Mapping[str, int] | None = None,
    ) -> None:
        """Args: rows: in order. columns: most beside each other. skip: see Columns. letters: further keys -> index."""
        super().__init__()
        self.rows = list(rows)
        self.setAccessibleName(name)
        self.setStyleSheet("QGroupBox { border: none; margin: 0; padding: 0; background: transparent; }")
        self._letters = dict(letters or {})
        self._letters |= {row.key.lower(): index for index, row in enumerate(self.rows) if row.key}
        layout = column(self, gap=gap) if columns == 1 else Columns(self, most=columns, gap=gap, skip=skip)
        for index, row in enumerate(self.rows):
            layout.addWidget(row)
            row.clicked.connect(lambda _=False, index=index: self.pressed.emit(index))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.one_stop()

    def one_stop(self) -> None:
        """Radio rows are one stop of the Tab key: the chosen row, or the first."""
        radios = [row for row in self.rows if isinstance(row, OneRow)]
        stop = next((row for row in radios if row.isChecked()), radios[0] if radios else None)
        for row in radios:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)

    def mark(self, chosen: Sequence[int]) -> None:
        """Choose exactly these rows; no signal."""
        for index, row in enumerate(self.rows):
            if isinstance(row, OneRow):
                row.show_chosen(index in chosen)
            else:
                row.setChecked(index in chosen)
        self.one_stop()

    def set_hidden(self, hidden: bool) -> None:
        """Dots in place of marks."""
        for row in self.rows:
            row.hidden_now = hidden
            row.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the rows did not take."""
        here = next((index for index, row in enumerate(self.rows) if row.hasFocus()), None)
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if here is None or held:
            super().keyPressEvent(event)
            return
        key, letter = Qt.Key(event.key()), event.text().lower()
        if key in _STEPS:
            self._step(here, _STEPS[key] * self._sense(key))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(self.rows) - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.erased.emit()
        elif letter and letter in self._letters:
            index = self._letters[letter]
            self.rows[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rows[index].click()
        else:
            super().keyPressEvent(event)

    def _sense(self, key: Qt.Key) -> int:
        across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return -1 if across and self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1

    def _step(self, here: int, step: int) -> None:
        self._go(min(max(here + step, 0), len(self.rows) - 1))

    def _go(self, index: int) -> None:
        row = self.rows[index]
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(row, OneRow) and not row.isChecked():
            row.click()

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and any(row is now for row in self.rows)
        for row in self.rows:
            if row.key and row.shows_key != inside:
                row.shows_key = inside
                row.update()
