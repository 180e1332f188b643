"""Rows that are answers: chosen, ticked, vetoed or not, drawn alike. They wrap, grow with the text size and mirror.

A chosen row has one fill, one edge and one mark whatever it says. The ring of the focus is around the row, which makes
room for it, so that it is never taken for a choice. A covered row shows a dot, whatever is chosen.

Leaves to others: what a key does (desktop.ui.answers.groups).
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QSizePolicy

from desktop.ui import tokens
from desktop.ui.plain import without_mnemonic
from desktop.ui.theme import theme
from desktop.ui.widgets.rows import wrap_flags
from desktop.ui.widgets.toggling import Toggling

RING, MARK, SPACE, PAD_X, PAD_Y = 4, 20, 12, 12, 8
TIGHT_X, TIGHT_SPACE, KEY_ROOM = 8, 8, 28
_ENDLESS = 1 << 16


def text_height(font: QFont, text: str, width: int) -> int:
    """The height of wrapped text, in pixels."""
    return (
        QFontMetrics(font)
        .boundingRect(QRect(0, 0, max(1, width), _ENDLESS), wrap_flags(text, font, width), text)
        .height()
    )


def mark_size() -> int:
    """Side of a mark in pixels; it grows half as fast as the text."""
    return theme().mark(MARK)


def font_of(size: int, *, strong: bool = False, tabular: bool = False) -> QFont:
    """A font at the chosen text size.

    Args:
        size: in pixels at 100 %.
        strong: as titles are.
        tabular: digits of one width.
    """
    font = QFont(tokens.FONT)
    font.setPixelSize(theme().px(size))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Painted:
    """How a row takes its size from its text and draws itself. Goes before a button class.

    Attributes:
        hidden_now: covered.
        vetoed: chosen in the other sense: the same look, another mark.
        key: shown at the end while `shows_key`.
        tight: less space around, for tiles. tabular: digits of one width. strong: the title stands out. flat: without
            ground and edge, for rows that are a card's own.
        room_at_end: kept free of text. key_inset: how far from the end the key is shown.
    """

    title = ""
    detail = ""
    key = ""
    hidden_now = False
    vetoed = False
    shows_key = False
    tight = False
    tabular = False
    strong = False
    flat = False
    room_at_end = 0
    key_inset = 0

    def button(self) -> QAbstractButton:
        """This, as the button it is."""
        if not isinstance(self, QAbstractButton):
            raise TypeError("a row is a button")
        return self

    def set_texts(self, title: str, detail: str = "", spoken: str = "") -> None:
        """What the row says.

        Args:
            title, detail: plain text.
            spoken: its accessible name where that has to say more than the title.
        """
        row = self.button()
        first = not self.title
        self.title, self.detail = title, detail
        row.setText(without_mnemonic(title))
        row.setAccessibleName(spoken or title)
        row.setAccessibleDescription(detail)
        if first:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            row.setSizePolicy(policy)
            row.setProperty("kind", "row")
            row.setCursor(Qt.CursorShape.PointingHandCursor)
            theme().changed.connect(row.updateGeometry)
        row.updateGeometry()
        row.update()

    @property
    def chosen(self) -> bool:
        """Ticked, chosen or vetoed."""
        return self.button().isChecked() or self.vetoed

    # --- size ---------------------------------------------------------------------------------------------------------

    def _pads(self) -> tuple[int, int]:
        return (TIGHT_X, TIGHT_SPACE) if self.tight else (PAD_X, SPACE)

    def _before(self) -> int:
        pad, space = self._pads()
        return RING + pad + mark_size() + space

    def _after(self) -> int:
        return RING + self._pads()[0] + self.room_at_end

    def _fonts(self) -> tuple[QFont, QFont]:
        return font_of(tokens.BODY, strong=self.strong, tabular=self.tabular), font_of(tokens.SMALL)

    def hasHeightForWidth(self) -> bool:
        """It grows with its text."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its text."""
        inside = width - self._before() - self._after()
        font, small = self._fonts()
        height = text_height(font, self.title, inside)
        if self.detail:
            height += 2 + text_height(small, self.detail, inside)
        return max(height + 2 * (PAD_Y + RING), tokens.TARGET + 4)

    def sizeHint(self) -> QSize:
        """As wide as its text, within reason."""
        font, small = self._fonts()
        widest = max(
            QFontMetrics(font).horizontalAdvance(self.title), QFontMetrics(small).horizontalAdvance(self.detail)
        )
        width = min(widest + 2, theme().px(440)) + self._before() + self._after()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the text wraps."""
        return QSize(min(160, self.sizeHint().width()), tokens.TARGET + 4)

    def hitButton(self, spot: QPoint) -> bool:
        """The whole row can be pressed."""
        return self.button().rect().contains(spot)

    def enterEvent(self, _: QEnterEvent) -> None:
        """Another look under the pointer."""
        self.button().update()

    def leaveEvent(self, _: QEvent) -> None:
        """The usual look."""
        self.button().update()

    # --- look ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self.button())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._paint_ground(painter)
        self._paint_words(painter)
        self._paint_mark(painter, self._mark_area())
        self._paint_key(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        row, colours = self.button(), theme().colours
        shows = self.chosen and not self.hidden_now
        if row.hasFocus():
            paint_ring(painter, QRectF(row.rect()))
        if self.flat:
            return
        room = RING if row.hasFocus() else 0
        inset = 1.0 if shows else 0.5
        body = QRectF(row.rect()).adjusted(room + inset, room + inset, -room - inset, -room - inset)
        painter.setPen(QPen(QColor(colours.accent if shows else colours.edge), 2 * inset))
        painter.setBrush(QColor(colours.accent_soft if shows or row.underMouse() or row.isDown() else colours.card))
        radius = tokens.CONTROL_RADIUS - room / 2
        painter.drawRoundedRect(body, radius, radius)

    def _paint_words(self, painter: QPainter) -> None:
        row, colours = self.button(), theme().colours
        font, small = self._fonts()
        inside = row.width() - self._before() - self._after()
        title = text_height(font, self.title, inside)
        detail = 2 + text_height(small, self.detail, inside) if self.detail else 0
        x = self._after() if mirrored(row) else self._before()
        top = (row.height() - title - detail) // 2
        painter.setFont(font)
        painter.setPen(QColor(colours.text if row.isEnabled() else colours.muted))
        painter.drawText(QRect(x, top, inside, title), self._flags(self.title, font, inside), self.title)
        if detail:
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRect(x, top + title + 2, inside, detail), self._flags(self.detail, small, inside), self.detail
            )

    def _flags(self, text: str, font: QFont, width: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if mirrored(self.button()) else Qt.AlignmentFlag.AlignLeft
        return wrap_flags(text, font, width) | int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute)

    def _mark_area(self) -> QRectF:
        row, start = self.button(), RING + self._pads()[0]
        size = mark_size()
        x = row.width() - start - size if mirrored(row) else start
        return QRectF(x, (row.height() - size) / 2, size, size)

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        row = self.button()
        if self.hidden_now:
            paint_dot(painter, area.center())
        elif isinstance(row, QRadioButton):
            paint_radio(painter, area, row.isChecked())
        elif isinstance(row, QCheckBox):
            paint_box(painter, area, "veto" if self.vetoed else "tick" if row.isChecked() else "")

    def _paint_key(self, painter: QPainter) -> None:
        row, colours = self.button(), theme().colours
        if not (self.key and self.shows_key):
            return
        font = font_of(tokens.SMALL)
        size = QFontMetrics(font).height() + 4
        end = RING + 10 + self.key_inset
        x = end if mirrored(row) else row.width() - end - size
        area = QRectF(x, row.height() / 2 - size / 2, size, size)
        painter.setFont(font)
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(colours.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.key)


class OneRow(Toggling, Painted, QRadioButton):
    """One of several rows of which at most one is chosen; its group sees to the others."""

    def __init__(self, title: str, detail: str = "", key: str = "", spoken: str = "") -> None:
        super().__init__()
        self.watch_toggling()
        self.key = key
        self.room_at_end = KEY_ROOM if key else 0
        self.set_texts(title, detail, spoken)

    def show_chosen(self, chosen: bool) -> None:
        """Chosen or not; unlike among other radio buttons, none may be."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)  # also what a screen reader takes a row of which one counts by

    def nextCheckState(self) -> None:
        """Pressing it again changes nothing."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the group; QRadioButton would jump with them."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TickRow(Toggling, Painted, QCheckBox):
    """A row that is ticked or not, or vetoed."""

    def __init__(self, title: str, detail: str = "", key: str = "", spoken: str = "") -> None:
        super().__init__()
        self.watch_toggling()
        self.key = key
        self.room_at_end = KEY_ROOM if key else 0
        self.set_texts(title, detail, spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the group."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


# --- marks --------------------------------------------------------------------------------------------------------


def mirrored(row: QAbstractButton | QPushButton) -> bool:
    """Reads from right to left."""
    return row.layoutDirection() == Qt.LayoutDirection.RightToLeft


def paint_ring(painter: QPainter, area: QRectF, radius: float = tokens.CONTROL_RADIUS) -> None:
    """The ring of the focus, around what has it."""
    painter.setPen(QPen(QColor(theme().colours.text), tokens.RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)


def paint_dot(painter: QPainter, middle: QPointF) -> None:
    """In place of any answer."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().colours.muted))
    painter.drawEllipse(middle, 4.5, 4.5)


def paint_radio(painter: QPainter, area: QRectF, chosen: bool) -> None:
    """A circle, with a dot when chosen."""
    colours = theme().colours
    painter.setPen(QPen(QColor(colours.accent if chosen else colours.edge), 1.5))
    painter.setBrush(QColor(colours.accent if chosen else colours.field))
    painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    if chosen:
        painter.setBrush(QColor(colours.on_accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(area.center(), area.width() / 5, area.width() / 5)


def paint_box(painter: QPainter, area: QRectF, mark: str) -> None:
    """A box: empty, with a tick, or with a cross for a veto."""
    colours = theme().colours
    painter.setPen(QPen(QColor(colours.accent if mark else colours.edge), 1.5))
    painter.setBrush(QColor(colours.accent if mark else colours.field))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
    unit = area.width() / MARK
    pen = QPen(QColor(colours.on_accent), 2.2 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in _MARKS[mark]:
        painter.drawPolyline([area.topLeft() + QPointF(x, y) * unit for x, y in line])


_MARKS: Mapping[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "": (),
    "tick": (((5.5, 10.5), (8.8, 13.8), (14.5, 6.8)),),
    "veto": (((6, 6), (14, 14)), ((14, 6), (6, 14))),
}
