"""Layouts: columns with the right spaces, and lines that break where they do not fit, of one width or of many."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.tokens import GAP, GRID
from desktop.ui.widgets.abstract import AbstractWidget

LEAST_COLUMNS = 4
"""Few things are not made wider than they would be among so many."""


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


class Flowing(QLayout, metaclass=AbstractWidget):
    """Things in lines that break where the space ends. Subclasses say where everything goes."""

    def __init__(self, parent: QWidget | None, gap: int) -> None:
        """Args: gap: between things and between lines."""
        super().__init__(parent)
        self.things: list[QLayoutItem] = []
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @abstractmethod
    def arrange(self, area: QRect, *, move: bool) -> int:
        """Work out where everything goes and, if asked to, put it there. Returns the height of all lines."""

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more thing."""
        self.things.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self.things)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self.things[index] if 0 <= index < len(self.things) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one of them."""
        return self.things.pop(index) if 0 <= index < len(self.things) else None

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self.arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(area)
        self.arrange(area, move=True)

    @property
    def mirrored(self) -> bool:
        """Lines begin at the right."""
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Wrapping(Flowing):
    """Things beside each other, each as wide as it needs, in as many lines as they need."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = GRID, between_lines: int | None = None, right: bool = False
    ) -> None:
        """Args: gap: between things and, unless said otherwise, between lines. right: lines end at the right edge."""
        super().__init__(parent, gap)
        self._between_lines = gap if between_lines is None else between_lines
        self._right = right

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self.things if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest."""
        sizes = [item.minimumSize() for item in self.things if not item.isEmpty()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def arrange(self, area: QRect, *, move: bool) -> int:
        """Line by line."""
        top, lines = area.top(), self._lines(area.width())
        for items in lines:
            sizes = [_fitted(item, area.width()) for item in items]
            height = max(size.height() for size in sizes)
            used = sum(size.width() for size in sizes) + self.gap * (len(items) - 1)
            left = area.right() + 1 - used if self._right else area.left()
            for item, size in zip(items, sizes, strict=True):
                if move:
                    x = max(left, area.left())
                    if self.mirrored:
                        x = area.left() + area.right() + 1 - x - size.width()
                    item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
                left += size.width() + self.gap
            top += height + self._between_lines
        return max(0, top - area.top() - self._between_lines) if lines else 0

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self.things:
            if item.isEmpty():
                continue
            needs = item.sizeHint().width()
            if lines and used + self.gap + needs <= width:
                lines[-1].append(item)
                used += self.gap + needs
            else:
                lines.append([item])
                used = needs
        return lines


def _fitted(item: QLayoutItem, room: int) -> QSize:
    """As large as it wants to be; what is wider than the room there is grows in height where it can."""
    size = item.sizeHint()
    if size.width() <= room:
        return size
    return QSize(room, item.heightForWidth(room) if item.hasHeightForWidth() else size.height())


class Columns(Flowing):
    """Things of one width, as many beside each other as fit."""

    def __init__(self, parent: QWidget | None = None, *, most: int = 2, gap: int = 0, skip: int = 0) -> None:
        """Args: most: columns. gap: between things. skip: places left free at first, if all columns fit."""
        super().__init__(parent, gap)
        self._most, self._skip = most, skip
        theme().changed.connect(self.invalidate)

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is space."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """All columns beside each other."""
        columns = min(self._most, max(1, len(self.things)))
        width = columns * self._widest() + self.gap * (columns - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """One column."""
        return QSize(max((item.minimumSize().width() for item in self.things), default=0), 0)

    def _widest(self) -> int:
        return max((item.sizeHint().width() for item in self.things), default=1)

    def arrange(self, area: QRect, *, move: bool) -> int:
        """Line by line, everything in a line as high as the highest."""
        if not self.things:
            return 0
        fits = (area.width() + self.gap) // (self._widest() + self.gap)
        columns = max(1, min(self._most, fits))
        if not self._skip:
            columns = min(columns, max(len(self.things), LEAST_COLUMNS))
        skip = self._skip if columns == self._most else 0
        width = (area.width() - self.gap * (columns - 1)) // columns
        top = area.top()
        for start in range(-skip, len(self.things), columns):
            line = self.things[max(0, start) : start + columns]
            height = max(
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height() for item in line
            )
            for place, item in enumerate(line, -min(0, start)):
                at = columns - 1 - place if self.mirrored else place
                if move:
                    item.setGeometry(QRect(area.left() + at * (width + self.gap), top, width, height))
            top += height + self.gap
        return top - self.gap - area.top()
