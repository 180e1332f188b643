"""One option of a ranking: its place, its text, and what can be done with it while it has the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from desktop.ui import tokens
from desktop.ui.answers.rows import RING, Painted, font_of, mirrored, paint_ring
from desktop.ui.theme import theme
from desktop.ui.words import tr

BUTTON = 32
GRIP = 18


class SmallButton(QAbstractButton):
    """A square with one drawn sign."""

    def __init__(self, sign: str, on_click: Callable[[], None], parent: QWidget) -> None:
        """Args: sign: "up", "down", "tie" or "out"."""
        super().__init__(parent)
        self._sign = sign
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda _=False: on_click())

    def paintEvent(self, _: QPaintEvent) -> None:
        """The sign, and a ground while the pointer is there."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 6)
        pen = QPen(QColor(colours.text if self.isEnabled() else colours.hairline), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = QRectF(self.rect()).center()
        for line in _SIGNS[self._sign]:
            painter.drawPolyline([middle + QPointF(x, y) * _grown() for x, y in line])


def _grown() -> float:
    """How much larger signs are drawn beside larger text."""
    return theme().mark(100) / 100


_SIGNS: Mapping[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "up": (((-5, -0.5), (0, -5.5), (5, -0.5)), ((0, -5.5), (0, 6))),
    "down": (((-5, 0.5), (0, 5.5), (5, 0.5)), ((0, 5.5), (0, -6))),
    "tie": (((-6, -3), (6, -3)), ((-6, 3), (6, 3))),
    "out": (((-5, -5), (5, 5)), ((5, -5), (-5, 5))),
}


class RankRow(Painted, QPushButton):
    """One option. Pressing it below the line makes it acceptable; above the line it can be dragged and moved.

    Signals: `acted` with "up", "down", "tie", "out" or "in"; `dragged` with the y it was dragged to in the list;
    `released` when the drag ended.
    """

    acted = Signal(str)
    dragged = Signal(int)
    released = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.place = ""
        self.tied = False
        self.follows_tie = False
        self.lifted = False
        self._from: QPoint | None = None
        words = {
            "tie": tr("Tie “{option}” with the one above", option=text),
            "up": tr("Move “{option}” up", option=text),
            "down": tr("Move “{option}” down", option=text),
            "out": tr("I would not accept “{option}”", option=text),
        }
        self._buttons = {sign: SmallButton(sign, self._acts(sign), self) for sign in words}
        for sign, button in self._buttons.items():
            button.setAccessibleName(words[sign])
            button.setToolTip("")
            button.hide()
        self.set_texts(text)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        # Keys and the pointer are taken below; this is how a screen reader presses it.
        self.clicked.connect(lambda _=False: self.acted.emit("out" if self.place else "in"))

    def _acts(self, sign: str) -> Callable[[], None]:
        return lambda: self.acted.emit(sign)

    def show_place(self, rank: int | None, n_acceptable: int, *, tied: bool, follows_tie: bool) -> None:
        """Its place in words, for eyes and ears.

        Args:
            rank: from 1; None below the line.
            follows_tie: tied with the row right above.
        """
        self.tied, self.follows_tie = tied, follows_tie
        self.place = "" if rank is None else f"{rank}"
        if rank is None:
            spoken = tr("{option}, not acceptable", option=self.title)
        elif tied:
            spoken = tr("{option}, tied at place {place} of {n}", option=self.title, place=rank, n=n_acceptable)
        else:
            spoken = tr("{option}, place {place} of {n}", option=self.title, place=rank, n=n_acceptable)
        self.setAccessibleName(spoken)
        self._buttons["tie"].setEnabled(rank is not None and (rank > 1 or tied))
        self._buttons["up"].setEnabled(rank is not None and (rank > 1 or tied))
        self.show_buttons()
        self.update()

    def show_buttons(self) -> None:
        """The buttons are there for the row that has the focus."""
        inside = self.hasFocus() or any(button.hasFocus() for button in self._buttons.values())
        for button in self._buttons.values():
            button.setVisible(inside and bool(self.place))

    def children_in_order(self) -> list[QWidget]:
        """The row and its buttons, as the Tab key goes."""
        return [self, *self._buttons.values()]

    # --- size ---------------------------------------------------------------------------------------------------------

    def _before(self) -> int:
        number = QFontMetrics(font_of(tokens.BODY, strong=True, tabular=True)).horizontalAdvance("16")
        return RING + 12 + GRIP + 10 + number + 12

    def _after(self) -> int:
        return RING + 6 + len(self._buttons) * theme().mark(BUTTON)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the end."""
        super().resizeEvent(event)
        size = theme().mark(BUTTON)
        for n, button in enumerate(self._buttons.values()):
            x = RING + 2 + n * size
            if not mirrored(self):
                x = self.width() - RING - 2 - (len(self._buttons) - n) * size
            button.setGeometry(x, (self.height() - size) // 2, size, size)

    # --- look ---------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> bool:
        """Above the line."""
        return bool(self.place)

    def _paint_ground(self, painter: QPainter) -> None:
        colours = theme().colours
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()))
        inset = (RING if self.hasFocus() else 0) + (1.0 if self.lifted else 0.5)
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(colours.accent if self.lifted else colours.edge), 2 if self.lifted else 1))
        painter.setBrush(QColor(colours.accent_soft if self.lifted or self.underMouse() else colours.card))
        painter.drawRoundedRect(body, tokens.CONTROL_RADIUS, tokens.CONTROL_RADIUS)

    def _paint_mark(self, painter: QPainter, _: QRectF) -> None:
        colours, right_to_left = theme().colours, mirrored(self)
        x = RING + 12 + GRIP / 2
        middle = QPointF(self.width() - x if right_to_left else x, self.height() / 2)
        if not self.place:
            painter.setPen(QPen(QColor(colours.muted), 1.75))
            arm = 5 * _grown()
            painter.drawLine(middle + QPointF(-arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle + QPointF(0, -arm), middle + QPointF(0, arm))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.edge))
        for dx in (-3.0, 3.0):
            for dy in (-6.0, 0.0, 6.0):
                painter.drawEllipse(middle + QPointF(dx, dy) * _grown(), 1.5 * _grown(), 1.5 * _grown())
        self._paint_place(painter)

    def _paint_place(self, painter: QPainter) -> None:
        font = font_of(tokens.BODY, strong=True, tabular=True)
        start, end = RING + 12 + GRIP + 10, self._before() - 12
        area = QRect(start, 0, end - start, self.height())
        if mirrored(self):
            area.moveLeft(self.width() - end)
        painter.setFont(font)
        painter.setPen(QColor(theme().colours.accent))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "=" if self.follows_tie else self.place)

    # --- what a person does -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+arrows move it, T ties it, Space and Enter take it over the line and back."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.acted.emit("up" if key == Qt.Key.Key_Up else "down")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the list moves the focus
        elif key in (Qt.Key.Key_T, Qt.Key.Key_Equal) and not event.modifiers():
            self.acted.emit("tie")
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.acted.emit("out" if self.place else "in")
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.acted.emit("out")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a click or a drag."""
        self._from = event.position().toPoint()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it once it is moved far enough."""
        if self._from is None:
            return
        moved = event.position().toPoint() - self._from
        if self.lifted or moved.manhattanLength() >= QApplication.startDragDistance():
            self.lifted = True
            self.dragged.emit(self.y() + moved.y())

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Drop it; or it was a click."""
        was_lifted, self.lifted, self._from = self.lifted, False, None
        if was_lifted:
            self.released.emit()
        elif not self.place:
            self.acted.emit("in")
        self.update()
