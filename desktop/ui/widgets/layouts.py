"""Layouts: columns with the right spaces, and a row that breaks into lines where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from desktop.ui.tokens import GAP, GRID


def column(parent: QWidget | None = None, *, gap: int = GAP, margins: int = 0) -> QVBoxLayout:
    """Things below each other."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(gap)
    return layout


def row(parent: QWidget | None = None, *, gap: int = GRID, margins: int = 0) -> QHBoxLayout:
    """Things beside each other."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(gap)
    return layout


def card(*, gap: int = GRID, margins: int = 20) -> tuple[QFrame, QVBoxLayout]:
    """A surface one step lighter than the window, and the column in it."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    return frame, column(frame, gap=gap, margins=margins)


def line() -> QFrame:
    """A hairline across."""
    frame = QFrame()
    frame.setProperty("kind", "line")
    return frame


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Wrapping(QLayout):
    """Things beside each other, in as many lines as they need."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = GRID, right: bool = False) -> None:
        """Args: gap: between things and between lines. right: lines end at the right edge."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._right = right
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more thing."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one of them."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _arrange(self, area: QRect, *, move: bool) -> int:
        top, lines = area.top(), self._lines(area.width())
        for items in lines:
            height = max(item.sizeHint().height() for item in items)
            used = sum(item.sizeHint().width() for item in items) + self._gap * (len(items) - 1)
            left = area.right() + 1 - used if self._right else area.left()
            for item in items:
                size = item.sizeHint()
                width = min(size.width(), area.width())
                if move:
                    x = max(left, area.left())
                    if self._mirrored():
                        x = area.left() + area.right() + 1 - x - width
                    spot = QPoint(x, top + (height - size.height()) // 2)
                    item.setGeometry(QRect(spot, QSize(width, size.height())))
                left += width + self._gap
            top += height + self._gap
        return max(0, top - area.top() - self._gap) if lines else 0

    def _mirrored(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needs = item.sizeHint().width()
            if lines and used + self._gap + needs <= width:
                lines[-1].append(item)
                used += self._gap + needs
            else:
                lines.append([item])
                used = needs
        return lines
