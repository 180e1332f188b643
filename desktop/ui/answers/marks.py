"""What results are drawn with: a cell that is agreed or only there, and a line of amounts with one of them agreed.

What is agreed carries the overlap of two circles, the one motif; nothing else has its colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import tokens
from desktop.ui.answers.rows import font_of, text_height
from desktop.ui.motif import DRIFTING, paint_motif
from desktop.ui.theme import theme
from desktop.ui.widgets.rows import wrap_flags
from desktop.ui.words import tr

PAD_X, PAD_Y, LENS, SPACE, WIDEST = 12, 7, 22, 8, 420
MOST = 540
"""Pixels of text in a line, whatever its size: as much as the smallest window has room for."""
LENS_HEIGHT = 14
DOT = 9


class Cell(QWidget):
    """One public name on a result: agreed, or only one of those that were on the sheet."""

    def __init__(self, text: str, *, agreed: bool, spoken: str = "") -> None:
        super().__init__()
        self.text, self.agreed = text, agreed
        said = spoken or text
        self.setAccessibleName(tr("{value}, agreed", value=said) if agreed else said)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.updateGeometry)

    def _before(self) -> int:
        return PAD_X + (theme().mark(LENS) + SPACE if self.agreed else 0)

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its text."""
        return text_height(self._font(), self.text, width - self._before() - PAD_X) + 2 * PAD_Y

    def sizeHint(self) -> QSize:
        """As wide as its text, within reason."""
        words = QFontMetrics(self._font()).horizontalAdvance(self.text) + 2
        width = min(words, theme().px(WIDEST), MOST) + self._before() + PAD_X
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(min(80, self.sizeHint().width()), 28)

    def _font(self) -> QFont:
        return font_of(tokens.BODY, strong=self.agreed, tabular=True)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The frame, the lens, the text."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = 2 if self.agreed else 1
        painter.setPen(QPen(QColor(colours.overlap if self.agreed else colours.hairline), width))
        painter.setBrush(QColor(colours.field if self.agreed else colours.card))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        if self.agreed:
            wide, high = theme().mark(LENS), theme().mark(LENS_HEIGHT)
            x = self.width() - PAD_X - wide if mirror else PAD_X
            area = QRectF(x, (self.height() - high) / 2, wide, high)
            paint_motif(painter, area, 2, DRIFTING, colours, 1.4)
        inside = self.width() - self._before() - PAD_X
        words = QRect(PAD_X if mirror else self._before(), 0, inside, self.height())
        font = self._font()
        side = Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(colours.text if self.agreed else colours.muted))
        flags = wrap_flags(self.text, font, inside) | int(
            side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        )
        painter.drawText(words, flags, self.text)


class Scale(QWidget):
    """A line with a dot for every amount of the sheet; the agreed one is large and has its amount above it."""

    def __init__(self, labels: Sequence[str], agreed: int, spoken: str) -> None:
        """Args: labels: from low to high. agreed: index. spoken: the agreed amount with its unit."""
        super().__init__()
        self.labels, self.agreed, self._spoken = list(labels), agreed, spoken
        self.setAccessibleName(tr("{value}, agreed", value=spoken))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def _heights(self) -> tuple[int, int]:
        above = QFontMetrics(font_of(tokens.BODY, strong=True)).height() + 8
        return above + DOT, above + 2 * DOT + QFontMetrics(font_of(tokens.SMALL)).height() + 8

    def sizeHint(self) -> QSize:
        """The line and what stands above and below it."""
        return QSize(420, self._heights()[1])

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(200, self._heights()[1])

    def paintEvent(self, _: QPaintEvent) -> None:
        """The line."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        middle, bottom = self._heights()
        start, span = DOT + 2.0, self.width() - 2 * DOT - 4.0
        painter.setPen(QPen(QColor(colours.edge), 2))
        painter.drawLine(QPointF(start, middle), QPointF(start + span, middle))
        spots = [start + span * n / (len(self.labels) - 1) for n in range(len(self.labels))]
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            spots = [self.width() - x for x in spots]
        painter.setBrush(QColor(colours.card))
        for n, x in enumerate(spots):
            if n != self.agreed:
                painter.drawEllipse(QPointF(x, middle), 4, 4)
        self._paint_agreed(painter, spots[self.agreed], middle)
        small = font_of(tokens.SMALL, tabular=True)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        for n in {0, len(self.labels) - 1} - {self.agreed}:
            self._write(painter, self.labels[n], spots[n], QRectF(0, middle + DOT, 1, bottom - middle - DOT))

    def _paint_agreed(self, painter: QPainter, x: float, middle: float) -> None:
        colours = theme().colours
        painter.setPen(QPen(QColor(colours.card), 3))
        painter.setBrush(QColor(colours.overlap))
        painter.drawEllipse(QPointF(x, middle), DOT, DOT)
        painter.setFont(font_of(tokens.BODY, strong=True, tabular=True))
        painter.setPen(QColor(colours.text))
        self._write(painter, self._spoken, x, QRectF(0, 0, 1, middle - DOT - 2))

    def _write(self, painter: QPainter, text: str, x: float, line: QRectF) -> None:
        """Around x, but inside the widget; what is too long is cut in the picture, not in the words beside it."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        width = metrics.horizontalAdvance(shown) + 2
        left = min(max(x - width / 2, 0), max(0, self.width() - width))
        painter.drawText(QRectF(left, line.top(), width, line.height()), Qt.AlignmentFlag.AlignCenter, shown)
