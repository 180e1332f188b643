"""A slider and a number field for the same number, drawn with the tokens and known by the same name."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIntValidator, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QSlider

from desktop.ui import tokens
from desktop.ui.answers.rows import font_of, paint_ring
from desktop.ui.theme import theme

HANDLE, GROOVE, HEIGHT = 18, 4, 32


class Slider(QSlider):
    """A number from 0 to `most`; the wheel scrolls the page instead of changing an answer."""

    def __init__(self, most: int, step: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, most)
        self.setSingleStep(step)
        self.setPageStep(max(step, most // 4))
        self.setMinimumWidth(100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """High enough to press."""
        return QSize(180, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(100, HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Groove, filled part, handle."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, span = self.height() / 2, self.width() - HANDLE - 4
        at = self.value() / max(1, self.maximum()) * span
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 2 + HANDLE / 2 + (span - at if mirror else at)
        groove = QRectF(2 + HANDLE / 2, middle - GROOVE / 2, span, GROOVE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.edge))
        painter.drawRoundedRect(groove.adjusted(0, 1, 0, -1), 1, 1)
        painter.setBrush(QColor(colours.accent))
        filled = QRectF(x, groove.top(), groove.right() - x, GROOVE) if mirror else QRectF(groove)
        if not mirror:
            filled.setRight(x)
        painter.drawRoundedRect(filled, 2, 2)
        handle = QRectF(x - HANDLE / 2, middle - HANDLE / 2, HANDLE, HANDLE)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(handle)
        painter.setBrush(QColor(colours.field))
        painter.drawEllipse(handle.adjusted(3, 3, -3, -3))
        if self.hasFocus():
            paint_ring(painter, handle.adjusted(-4, -4, 4, 4), HANDLE)


class NumberField(QLineEdit):
    """The number as text; the arrow keys count."""

    def __init__(self, most: int, step: int) -> None:
        super().__init__("0")
        self._most, self._step = most, step
        self.setValidator(QIntValidator(0, most, self))
        self.setMaxLength(len(str(most)))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(QFontMetrics(font_of(tokens.BODY, tabular=True)).horizontalAdvance("1000") + 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down count by steps."""
        step = {Qt.Key.Key_Up: self._step, Qt.Key.Key_Down: -self._step}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = min(max(int(self.text() or 0) + step, 0), self._most)
        self.setText(str(number))
        self.textEdited.emit(str(number))


class Number(QObject):
    """The number that a slider and a field share.

    Signals: `changed` for what a person did.
    """

    changed = Signal()

    def __init__(self, name: str, most: int, step: int = 1) -> None:
        """Args: name: what both are known by. most: the largest number. step: of the arrow keys."""
        super().__init__()
        self._most, self._value = most, 0
        self.slider, self.field = Slider(most, step), NumberField(most, step)
        self.slider.setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.slider.valueChanged.connect(self._become)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(lambda: self.field.setText(str(self._value)))

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number; no signal."""
        self._value = value
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.field.setText(str(value))

    def _typed(self, text: str) -> None:
        if not text:
            return
        if int(text) > self._most:
            self.field.setText(str(self._most))
        self._become(min(int(text), self._most))

    def _become(self, value: int) -> None:
        if value == self._value:
            return
        half_typed = self.field.hasFocus() and self.field.text() == str(value)
        keep = self.field.cursorPosition()
        self.set_value(value)
        if half_typed:
            self.field.setCursorPosition(keep)
        self.changed.emit()
