"""A row that can be ticked, with a button at its end that vetoes its option instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui import tokens
from desktop.ui.answers.rows import KEY_ROOM, RING, TickRow, font_of, mirrored, paint_ring
from desktop.ui.theme import theme
from desktop.ui.widgets.toggling import Toggling
from desktop.ui.words import tr

HEIGHT = 32


class VetoButton(Toggling, QAbstractButton):
    """Vetoes or takes the veto back. Its words stay the same; only the mark of its row changes."""

    def __init__(self, option: str, on_click: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._option = option
        self.setText(tr("Veto"))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Veto {option}", option=option))
        self.clicked.connect(lambda _=False: on_click())
        self.watch_toggling()

    def show_state(self, vetoed: bool, *, hidden: bool) -> None:
        """Down when the option is vetoed and that may be seen."""
        self.setChecked(vetoed and not hidden)

    def sizeHint(self) -> QSize:
        """As its word needs, and never too small to press."""
        metrics = QFontMetrics(font_of(tokens.SMALL, strong=True))
        return QSize(
            metrics.horizontalAdvance(self.text()) + 24 + 2 * RING, max(HEIGHT, metrics.height() + 8) + 2 * RING
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """A small frame with a word."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 10)
        body = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        painter.setPen(QPen(QColor(colours.accent if self.isChecked() else colours.edge), 1))
        painter.setBrush(QColor(colours.accent_soft if self.underMouse() or self.isChecked() else colours.card))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(font_of(tokens.SMALL, strong=True))
        painter.setPen(QColor(colours.text))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.text())


class VetoRow(TickRow):
    """A row with a veto button."""

    def __init__(self, title: str, detail: str, key: str, on_veto: Callable[[], None]) -> None:
        super().__init__(title, detail, key)
        self.veto = VetoButton(title, on_veto, self)
        theme().changed.connect(self._place)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the end."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        size = self.veto.sizeHint()
        self.key_inset = size.width() + RING
        self.room_at_end = self.key_inset + KEY_ROOM
        x = 2 * RING if mirrored(self) else self.width() - size.width() - 2 * RING
        self.veto.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
        self.updateGeometry()
