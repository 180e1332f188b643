"""All packages of a bundle, the best for this person first, and where they stop being acceptable.

Scores, and the share of the best score that is shown, are those the rule uses (desktop.deals.kinds.bundle).
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.deals.answers import Preferences
from desktop.deals.items import BundleItem
from desktop.deals.kinds.bundle import scores_of
from desktop.ui import tokens
from desktop.ui.answers.rows import font_of, mark_size, paint_radio, paint_ring, text_height
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.rows import wrap_flags
from desktop.ui.words import tr

Index = QModelIndex | QPersistentModelIndex
SEPARATOR = " · "
PAD, LEAST = 10, 34
ROWS_SHOWN, FEWEST_SHOWN, HIGHEST = 6, 3, 330


class Packages(QAbstractListModel):
    """Packages in the order of a person's scores.

    Attributes:
        order: package numbers, best first; equal scores in sheet order.
        share: per package, its score in hundredths of the best.
        n_acceptable: so many of them, from the top, are acceptable.
        weakest: the number of the weakest acceptable package as chosen; or None.
    """

    def __init__(self, item: BundleItem) -> None:
        super().__init__()
        self._options = [[plain(option) for option in issue.options] for issue in item.issues]
        self._shape = tuple(len(issue.options) for issue in item.issues)
        self._item = item
        n = math.prod(self._shape)
        self.order = np.arange(n)
        self.share = np.zeros(n, np.int64)
        self.n_acceptable = 0
        self.weakest: int | None = None

    def use(self, preferences: Preferences) -> None:
        """Work out everything anew."""
        scores = scores_of(self._item, preferences)
        self.layoutAboutToBeChanged.emit()
        self.order = np.argsort(-scores.score, kind="stable")
        self.share = scores.utility
        self.n_acceptable = int(scores.acceptable.sum())
        weakest = preferences.weakest
        self.weakest = None if weakest is None else int(np.ravel_multi_index(weakest, self._shape))
        self.layoutChanged.emit()

    def options_of(self, package: int) -> tuple[int, ...]:
        """One option per issue."""
        return tuple(int(option) for option in np.unravel_index(package, self._shape))

    def words_of(self, package: int) -> str:
        """The options of a package in a line."""
        return SEPARATOR.join(
            names[option] for names, option in zip(self._options, self.options_of(package), strict=True)
        )

    def longest(self) -> str:
        """As long as the longest line can get."""
        return SEPARATOR.join(max(names, key=len) for names in self._options)

    def row_of(self, package: int) -> int:
        """Where a package is in the list."""
        return int(np.flatnonzero(self.order == package)[0])

    def rowCount(self, parent: Index | None = None) -> int:
        """All packages."""
        return 0 if parent is not None and parent.isValid() else len(self.order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; for ears also score and what is chosen."""
        package = int(self.order[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words_of(package)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = tr("{package}, {n} of 100", package=self.words_of(package), n=int(self.share[package]))
            if package == self.weakest:
                return tr("{package}, the weakest you would sign", package=words)
            return tr("{package}, acceptable", package=words) if index.row() < self.n_acceptable else words
        return None


class PackageList(QListView):
    """The packages; one is chosen as the weakest.

    Signals: `picked` with the number of a package, `erased` for Delete.
    """

    picked = Signal(int)
    erased = Signal()

    def __init__(self, packages: Packages, name: str) -> None:
        super().__init__()
        self._packages = packages
        self.setModel(packages)
        self.setItemDelegate(_Line(packages, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        theme().changed.connect(self._look)
        self._look()

    def line_height(self) -> int:
        """The same for all packages: that of the longest."""
        inside = self.viewport().width() - _Line.start() - PAD
        return max(text_height(font_of(tokens.BODY), self._packages.longest(), inside) + 12, LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths have other heights."""
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was pressed."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.picked.emit(int(self._packages.order[index.row()]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter choose, Delete chooses none."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return) and not event.modifiers() and index.isValid():
            self.picked.emit(int(self._packages.order[index.row()]))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.erased.emit()
        else:
            super().keyPressEvent(event)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Going through the list selects nothing: what is selected is the weakest package."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def show_weakest(self) -> None:
        """Select what is chosen, for those who hear the list."""
        if self._packages.weakest is None:
            self.clearSelection()
            return
        index = self._packages.index(self._packages.row_of(self._packages.weakest))
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_selected(self, chosen: QItemSelection, _: QItemSelection) -> None:
        """A screen reader selects a package; keys and the pointer are taken above."""
        for index in chosen.indexes()[:1]:
            package = int(self._packages.order[index.row()])
            if package != self._packages.weakest:
                self.picked.emit(package)

    def _look(self) -> None:
        colours = theme().colours
        self.setStyleSheet(
            f"QListView {{ background: {colours.card}; border: 1px solid {colours.edge};"
            f" border-radius: {tokens.CONTROL_RADIUS}px; outline: none; }}"
            f"QListView:focus {{ border: 2px solid {colours.text}; }}"
        )
        self._fit()

    def _fit(self) -> None:
        line = self.line_height()
        shown = min(max(HIGHEST // line, FEWEST_SHOWN), ROWS_SHOWN, self._packages.rowCount())
        self.setFixedHeight(line * shown + 6)
        self.scheduleDelayedItemsLayout()


class _Line(QStyledItemDelegate):
    """Draws one package: the mark, its score out of 100, its options."""

    def __init__(self, packages: Packages, view: PackageList) -> None:
        super().__init__(view)
        self._packages, self._view = packages, view

    @staticmethod
    def start() -> int:
        """Where the words begin."""
        return (
            14
            + mark_size()
            + PAD
            + QFontMetrics(font_of(tokens.BODY, strong=True, tabular=True)).horizontalAdvance("100")
            + 14
        )

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        """As high as the longest package."""
        return QSize(200, self._view.line_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        colours = theme().colours
        package, row = int(self._packages.order[index.row()]), index.row()
        acceptable, chosen = row < self._packages.n_acceptable, package == self._packages.weakest
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        mirror = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if acceptable or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.accent_soft))
        if row == self._packages.n_acceptable - 1:
            painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), QColor(colours.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, QRectF(area).adjusted(3, 2, -3, -3), 6)
        x = area.right() - 14 - mark_size() if mirror else area.left() + 14
        paint_radio(painter, QRectF(x, area.center().y() - mark_size() / 2 + 1, mark_size(), mark_size()), chosen)
        self._paint_words(painter, area, package, mirror)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, package: int, mirror: bool) -> None:
        colours, begin = theme().colours, self.start()
        side = Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        number = font_of(tokens.BODY, strong=True, tabular=True)
        width = begin - 14 - 14 - mark_size() - PAD
        spot = QRect(area.left() + 14 + mark_size() + PAD, area.top(), width, area.height())
        words = QRect(area.left() + begin, area.top(), area.width() - begin - PAD, area.height())
        if mirror:
            for rectangle in (spot, words):
                rectangle.moveLeft(area.left() + area.right() - rectangle.right())
        painter.setFont(number)
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self._packages.share[package])
        )
        font = font_of(tokens.BODY)
        text = self._packages.words_of(package)
        painter.setFont(font)
        painter.setPen(QPen(QColor(colours.text)))
        flags = wrap_flags(text, font, words.width())
        flags |= int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(words, flags, text)
