"""Large rows that are pressed or chosen: a title, perhaps a line below it, an icon or a mark. They wrap and grow.

A chosen row looks the same whatever it says: one edge, one fill, one mark.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QSizePolicy

from desktop.language import isolated
from desktop.ui import icons, tokens
from desktop.ui.plain import without_mnemonic
from desktop.ui.theme import theme
from desktop.ui.widgets.toggling import Toggling

PAD_X, PAD_Y, MARK, SPACE = 16, 12, 20, 12
DOT = 4.5
_ENDLESS = 1 << 16
_WIDEST = 420
"""Text of a row, as long as there is no reason to make it wider."""


def mark() -> int:
    """Size of the mark or icon of a row."""
    return theme().mark(MARK)


class _Face:
    """What a row shows, and how it is laid out; shared by the three kinds of rows."""

    def __init__(self, row: QAbstractButton, title: str, detail: str, icon: str, *, leads: bool) -> None:
        self.row = row
        self.title, self.detail, self.icon, self.leads = title, detail, icon, leads
        self.covered = False
        row.setProperty("kind", "row")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        row.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name()
        theme().changed.connect(row.updateGeometry)

    def name(self) -> None:
        self.row.setText(without_mnemonic(self.title))
        self.row.setAccessibleName(self.title)
        self.row.setAccessibleDescription(self.detail)

    def fonts(self) -> tuple[QFont, QFont]:
        strong, small = QFont(tokens.FONT), QFont(tokens.FONT)
        strong.setPixelSize(theme().px(tokens.BODY))
        # Said in both cases: what a painter's font leaves open comes from the widget's.
        strong.setWeight(QFont.Weight.DemiBold if self.detail else QFont.Weight.Normal)
        small.setWeight(QFont.Weight.Normal)
        small.setPixelSize(theme().px(tokens.SMALL))
        return strong, small

    def height(self, width: int) -> int:
        inside = max(40, width - self.left() - self.right())
        strong, small = self.fonts()
        height = _height(strong, self.title, inside)
        if self.detail:
            height += 4 + _height(small, self.detail, inside)
        return max(height + 2 * PAD_Y, tokens.TARGET + 8)

    def width(self) -> int:
        strong, small = self.fonts()
        widest = max(
            QFontMetrics(strong).horizontalAdvance(self.title), QFontMetrics(small).horizontalAdvance(self.detail)
        )
        return min(widest, theme().px(_WIDEST)) + self.left() + self.right()

    def left(self) -> int:
        marked = bool(self.icon) or not isinstance(self.row, QPushButton)
        return PAD_X + (mark() + SPACE if marked else 0)

    def right(self) -> int:
        return PAD_X + (mark() if self.leads else 0)

    def paint(self) -> None:
        row, colours = self.row, theme().colours
        painter = QPainter(row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hidden = self.covered and not row.hasFocus()
        chosen = row.isChecked() and row.isCheckable() and not hidden
        busy = row.isDown() or row.underMouse()
        fill = colours.accent_soft if (chosen or busy) and row.isEnabled() else colours.card
        edge = colours.accent if chosen else (colours.edge if row.isEnabled() else colours.hairline)
        if row.hasFocus():
            painter.setPen(QPen(QColor(colours.text if chosen else colours.accent), tokens.RING))
        else:
            painter.setPen(QPen(QColor(edge), tokens.RING if chosen else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(row.rect()).adjusted(1, 1, -1, -1), tokens.CONTROL_RADIUS, tokens.CONTROL_RADIUS)
        self._paint_words(painter)
        if hidden:
            self._paint_dot(painter)
        else:
            self._paint_mark(painter, chosen)

    def _paint_words(self, painter: QPainter) -> None:
        row, colours = self.row, theme().colours
        strong, small = self.fonts()
        inside = max(40, row.width() - self.left() - self.right())
        whole = _height(strong, self.title, inside) + (4 + _height(small, self.detail, inside) if self.detail else 0)
        top = (row.height() - whole) // 2
        x = self.right() if self._mirrored() else self.left()
        painter.setFont(strong)
        painter.setPen(QColor(colours.text if row.isEnabled() else colours.muted))
        area = QRect(x, top, inside, _height(strong, self.title, inside))
        painter.drawText(area, _flags(self.title, strong, inside), isolated(self.title))
        if self.detail:
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            below = QRect(x, area.bottom() + 5, inside, row.height())
            painter.drawText(below, _flags(self.detail, small, inside), isolated(self.detail))

    def _area(self) -> QRectF:
        size = mark()
        start = self.row.width() - PAD_X - size if self._mirrored() else PAD_X
        return QRectF(start, (self.row.height() - size) / 2, size, size)

    def _paint_dot(self, painter: QPainter) -> None:
        """In place of the mark, whatever it is."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().colours.muted))
        painter.drawEllipse(self._area().center(), DOT, DOT)

    def _paint_mark(self, painter: QPainter, chosen: bool) -> None:
        row, colours = self.row, theme().colours
        area, size = self._area(), mark()
        middle = row.height() / 2
        if isinstance(row, QPushButton):
            if self.icon:
                icons.paint(painter, self.icon, area.adjusted(-2, -2, 2, 2), colours.accent)
            if self.leads:
                end = PAD_X if self._mirrored() else row.width() - PAD_X - size + 4
                leads = QRectF(end, middle - (size - 2) / 2, size - 2, size - 2)
                icons.paint(painter, "chevron-right", leads, colours.muted)
            return
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.edge), 2))
        painter.setBrush(QColor(colours.accent) if chosen else QColor(colours.field))
        inner = area.adjusted(1, 1, -1, -1)
        if isinstance(row, QRadioButton):
            painter.drawEllipse(inner)
            if chosen:
                painter.setBrush(QColor(colours.on_accent))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(inner.center(), size / 5, size / 5)
            return
        painter.drawRoundedRect(inner, 4, 4)
        if chosen:
            scale = size / MARK
            painter.setPen(QPen(QColor(colours.on_accent), 2 * scale))
            corners = ((4.0, 9.5), (7.5, 13.0), (14.0, 5.5))
            painter.drawPolyline([inner.topLeft() + QPointF(x, y) * scale for x, y in corners])

    def _mirrored(self) -> bool:
        return self.row.layoutDirection() == Qt.LayoutDirection.RightToLeft


def wrap_flags(text: str, font: QFont, width: int) -> int:
    """Break between words; inside a word only where it would not fit into a line."""
    metrics = QFontMetrics(font)
    longest = max((metrics.horizontalAdvance(word) for word in text.split(" ")), default=0)
    flag = Qt.TextFlag.TextWrapAnywhere if longest > width else Qt.TextFlag.TextWordWrap
    return int(flag)


def _flags(text: str, font: QFont, width: int) -> int:
    # The painter turns left and right round by itself where people read from the right.
    return wrap_flags(text, font, width) | int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _height(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, _ENDLESS), _flags(text, font, width), text).height()


class _Row:
    """How every kind of row takes its size from its face and draws it."""

    face: _Face

    def hasHeightForWidth(self) -> bool:
        """It grows with its text."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its text."""
        return self.face.height(width)

    def sizeHint(self) -> QSize:
        """As wide as its text, within reason."""
        return QSize(self.face.width(), self.face.height(self.face.width()))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the text wraps."""
        return QSize(160, tokens.TARGET)

    def hitButton(self, spot: QPoint) -> bool:
        """The whole row can be pressed."""
        return self.face.row.rect().contains(spot)

    def enterEvent(self, _: QEnterEvent) -> None:
        """Another look under the pointer."""
        self.face.row.update()

    def leaveEvent(self, _: QEvent) -> None:
        """The usual look."""
        self.face.row.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the row."""
        self.face.paint()


class RowButton(_Row, QPushButton):
    """A large row that leads somewhere."""

    def __init__(self, title: str, detail: str, on_click: Callable[[], object], icon: str = "") -> None:
        super().__init__()
        self.face = _Face(self, title, detail, icon, leads=True)
        self.setAutoDefault(True)  # Enter presses it, too
        self.clicked.connect(lambda _=False: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go to the row above or below, as in any list."""
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        window = self.window()
        rows = [row for row in window.findChildren(RowButton) if row.isVisible() and row.isEnabled()]
        rows.sort(key=lambda row: row.mapTo(window, QPoint(0, 0)).y())
        place = rows.index(self) + (1 if event.key() == Qt.Key.Key_Down else -1)
        rows[min(max(place, 0), len(rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)


class OneOf(Toggling, _Row, QRadioButton):
    """One of several rows of which exactly one is chosen. Arrow keys move among those of one parent."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__()
        self.watch_toggling()
        self.face = _Face(self, title, detail, "", leads=False)


class AnyOf(Toggling, _Row, QCheckBox):
    """A row that is ticked or not."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__()
        self.watch_toggling()
        self.face = _Face(self, title, detail, "", leads=False)

    def set_covered(self, covered: bool) -> None:
        """Show a dot in place of the tick, and the same row, until the focus is here; its name stays."""
        self.face.covered = covered
        self.update()
