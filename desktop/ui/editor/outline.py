"""The list on the left of the editor: the parts of the sheet, and its items, to choose, move, copy and delete.

Leaves to others: what an item is called (the page), doing what is asked for (the page).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from desktop.ui import icons, tokens
from desktop.ui.answers.rows import font_of, text_height
from desktop.ui.theme import theme
from desktop.ui.words import tr

Index = QModelIndex | QPersistentModelIndex
PAD, GAP = 12, 2
MOST_LINES = 2
ENDLESS = (1 << 24) - 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        title: what it is called. detail: below it. wrong: something in it has to be mended.
        heading: it begins the items; nothing to choose.
    """

    title: str
    detail: str = ""
    wrong: bool = False
    heading: bool = False


def mark_size() -> int:
    """Of the mark, larger with the text."""
    return theme().px(18)


class Outline(QListWidget):
    """Signals: `chosen` with the row; `moved` with row and new row, of items only; `removed`, `copied` with the row."""

    chosen = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)
    copied = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Row] = []
        self._first = 0
        self._filling = False
        self._whole = False
        self.setAccessibleName(tr("Parts of the sheet"))
        self.setItemDelegate(_Face(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.currentRowChanged.connect(self._on_row)
        theme().changed.connect(self._look)
        self._look()

    def show_rows(self, rows: Sequence[Row], first_item: int, current: int) -> None:
        """Show these rows; no signal.

        Args:
            first_item: rows from here on are items.
            current: the row that is chosen.
        """
        self._filling = True
        self._first = first_item
        if len(rows) != self.count():
            self.clear()
            for _ in rows:
                self.addItem(QListWidgetItem())
        self.shown = list(rows)
        for number, row in enumerate(rows):
            item = self.item(number)
            wrong = tr("something to mend") if row.wrong else ""
            item.setText(", ".join(part for part in (row.title, row.detail, wrong) if part))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if number >= first_item:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(Qt.ItemFlag.NoItemFlags if row.heading else flags)
        self.setCurrentRow(current)
        self._filling = False
        self._fit()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @property
    def whole(self) -> bool:
        """As high as all rows, so that it never scrolls by itself."""
        return self._whole

    @whole.setter
    def whole(self, whole: bool) -> None:
        self._whole = whole
        never, usual = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(never if whole else usual)
        self._fit()

    def _fit(self) -> None:
        rows = sum(self.sizeHintForRow(number) for number in range(self.count()))
        self.setMinimumHeight(rows if self._whole else 0)
        self.setMaximumHeight(rows if self._whole else ENDLESS)

    def _on_row(self, row: int) -> None:
        if not self._filling and row >= 0 and not self.shown[row].heading:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and the arrow keys move an item; Delete removes it; Ctrl+D copies it."""
        row, step = self.currentRow(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._ask_move(row, row + step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= self._first:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """An item that was dragged: the page moves it, not the list."""
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        to = index.row() if index.isValid() else self.count()
        if index.isValid() and spot.y() > self.visualRect(index).center().y():
            to += 1
        row = self.currentRow()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._ask_move(row, to - 1 if to > row else to)

    def _ask_move(self, row: int, to: int) -> None:
        to = min(max(to, self._first), self.count() - 1)
        if row >= self._first and to != row:
            self.moved.emit(row, to)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths have other heights."""
        super().resizeEvent(event)
        self._fit()
        self.scheduleDelayedItemsLayout()

    def _look(self) -> None:
        colours = theme().colours
        self.setStyleSheet(
            "QListWidget { background: transparent; border: none; outline: none; }"
            f"QListWidget:focus {{ border: none; }} QListWidget::item {{ color: {colours.text}; }}"
        )
        self._fit()
        self.scheduleDelayedItemsLayout()


class _Face(QStyledItemDelegate):
    """Draws one row: its name in at most two lines, its kind below, a mark when there is something to mend."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline)
        self._outline = outline

    def _row(self, index: Index) -> Row:
        shown = self._outline.shown
        return shown[index.row()] if 0 <= index.row() < len(shown) else Row("")

    def _title_height(self, row: Row, width: int) -> int:
        font = font_of(tokens.SMALL if row.heading else tokens.BODY, strong=not row.heading)
        line = QFontMetrics(font).lineSpacing()
        return min(text_height(font, row.title, width), MOST_LINES * line + 2)

    def sizeHint(self, _: Option, index: Index) -> QSize:
        """As high as its words."""
        row = self._row(index)
        width = self._outline.viewport().width() - 2 * PAD - (mark_size() + 6 if row.wrong else 0)
        height = self._title_height(row, max(width, 60)) + 2 * 9
        if row.detail:
            height += QFontMetrics(font_of(tokens.SMALL)).height() + GAP
        return QSize(100, max(height, 24 if row.heading else 36))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """One row."""
        colours, row = theme().colours, self._row(index)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        frame = QRectF(area).adjusted(2, 1.5, -2, -1.5)
        if chosen or (state & QStyle.StateFlag.State_MouseOver and not row.heading):
            painter.setBrush(QColor(colours.accent_soft))
            painter.setPen(QPen(QColor(colours.accent), tokens.RING) if chosen else Qt.PenStyle.NoPen)
            if chosen and self._outline.hasFocus():
                painter.setPen(QPen(QColor(colours.text), tokens.RING))
            painter.drawRoundedRect(frame, tokens.CONTROL_RADIUS, tokens.CONTROL_RADIUS)
        self._paint_words(painter, area, row)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: Row) -> None:
        colours = theme().colours
        mirror = self._outline.layoutDirection() == Qt.LayoutDirection.RightToLeft
        right = mark_size() + 6 if row.wrong else 0
        words = area.adjusted(PAD + (right if mirror else 0), 9, -PAD - (0 if mirror else right), -9)
        side = Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap)
        font = font_of(tokens.SMALL if row.heading else tokens.BODY, strong=not row.heading)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted if row.heading else colours.text))
        height = self._title_height(row, words.width())
        title = row.title
        while text_height(font, title, words.width()) > height and len(title) > 1:
            title = title[:-2].rstrip() + "…"
        painter.drawText(QRect(words.left(), words.top(), words.width(), height + 2), flags, title)
        if row.detail:
            small = font_of(tokens.SMALL)
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            below = QRect(words.left(), words.top() + height + GAP, words.width(), QFontMetrics(small).height() + 2)
            shown = QFontMetrics(small).elidedText(row.detail, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(below, flags, shown)
        if row.wrong:
            x = area.left() + PAD if mirror else area.right() - PAD - mark_size()
            icons.paint(
                painter,
                "problem",
                QRectF(x, area.center().y() - mark_size() / 2, mark_size(), mark_size()),
                colours.danger,
            )
