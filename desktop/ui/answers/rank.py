"""rank: options in order, best first, with ties, and a line below which nothing is acceptable.

By pointer: press options in the order one likes them, drag them. By keyboard: Space takes an option over the line,
Alt+Up and Alt+Down move it, T ties it with the one above.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.deals.answers import Answer, Ranking
from desktop.deals.items import RankItem
from desktop.ui import tokens
from desktop.ui.answers import order
from desktop.ui.answers.base import AnswerWidget, quiet_line
from desktop.ui.answers.order import Tiers
from desktop.ui.answers.rank_row import RankRow
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.text import Text, say
from desktop.ui.words import tr

GAP, BETWEEN = 8, 6


class RankAnswer(AnswerWidget):
    """Acceptable options in order."""

    def __init__(self, item: RankItem, role: str, parent: QWidget | None = None) -> None:
        super().__init__(item, role, parent)
        self._names = [plain(option) for option in item.options]
        self.board = Board(self._names, self.name)
        self.board.changed.connect(self.changed)
        self.rows.addWidget(self.board)
        self.rows.addWidget(quiet_line(tr("Space adds or takes away. Alt with the arrow keys moves. T ties.")))
        self.rows.addWidget(quiet_line(tr("Left blank counts as nothing acceptable.")))

    def answer(self) -> Answer:
        """The tiers, or None when nothing is acceptable."""
        return Ranking(self.board.tiers) if self.board.tiers else None

    def set_answer(self, answer: Answer) -> None:
        """Show an order."""
        self.board.show_tiers(answer.tiers if isinstance(answer, Ranking) else ())

    def summary(self) -> list[str]:
        """One line per place."""
        lines = [
            tr(
                "{place}. {options}",
                place=order.rank_of(self.board.tiers, tier[0]),
                options=" = ".join(self._names[option] for option in tier),
            )
            for tier in self.board.tiers
        ]
        return lines or [tr("Left blank counts as nothing acceptable.")]


class Board(QWidget):
    """Two zones with a line between them; rows are moved from place to place.

    Attributes:
        tiers: the order now.
    """

    changed = Signal()

    def __init__(self, names: list[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.tiers: Tiers = ()
        self._above = Text(tr("Acceptable, best first"), "strong", self)
        self._empty = Text(tr("Press what you would accept, the best first. Or drag it here."), "muted", self)
        self._below = Text(tr("I would not accept"), "strong", self)
        self._line = 0
        self.rows = [RankRow(text) for text in names]
        for option, row in enumerate(self.rows):
            row.setParent(self)
            row.acted.connect(lambda act, option=option: self._act(option, act))
            row.dragged.connect(lambda y, option=option: self._drag(option, y))
            row.released.connect(self._drop)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._before_drag: Tiers | None = None
        theme().changed.connect(self._anew)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.show_tiers(())

    def show_tiers(self, tiers: Tiers) -> None:
        """Show an order; no signal."""
        self.tiers = tuple(tuple(sorted(tier)) for tier in tiers)
        shown = order.shown_order(self.tiers, len(self.rows))
        n_acceptable = sum(map(len, self.tiers))
        for option, row in enumerate(self.rows):
            tier = order.place_of(self.tiers, option)
            row.show_place(
                order.rank_of(self.tiers, option),
                n_acceptable,
                tied=order.is_tied(self.tiers, option),
                follows_tie=tier is not None and self.tiers[tier][0] != option,
            )
        stops = [stop for option in shown for stop in self.rows[option].children_in_order()]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
        self._anew()

    # --- what a person does -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move the focus."""
        shown = order.shown_order(self.tiers, len(self.rows))
        here = next((n for n, option in enumerate(shown) if self.rows[option].isAncestorOf(self._focus())), None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if here is None or not step or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        there = min(max(here + step, 0), len(shown) - 1)
        self.rows[shown[there]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self

    def _act(self, option: int, act: str) -> None:
        tiers = {
            "up": order.up,
            "down": order.down,
            "tie": order.tie_toggled,
            "out": order.without,
            "in": order.appended,
        }[act](self.tiers, option)
        self._become(tiers, option)

    def _become(self, tiers: Tiers, option: int) -> None:
        if tiers == self.tiers:
            return
        self.show_tiers(tiers)
        say(self.rows[option], self.rows[option].accessibleName())
        self.changed.emit()

    def _drag(self, option: int, y: int) -> None:
        row = self.rows[option]
        if self._before_drag is None:
            self._before_drag = self.tiers
        row.raise_()
        y = min(max(y, 0), self.height() - row.height())
        middle = y + row.height() / 2
        if middle > self._line:
            tiers = order.without(self.tiers, option)
        else:
            others = [o for tier in self.tiers for o in tier if o != option]
            above = sum(self.rows[o].geometry().center().y() < middle for o in others)
            tiers = order.dropped(self.tiers, option, above)
        if tiers != self.tiers:
            self.show_tiers(tiers)
        row.move(0, round(y))

    def _drop(self) -> None:
        before, self._before_drag = self._before_drag, None
        self._anew()
        if before is not None and before != self.tiers:
            self.changed.emit()

    def _focus_moved(self, _: QWidget | None, __: QWidget | None) -> None:
        for row in self.rows:
            row.show_buttons()
            row.update()

    # --- layout -------------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """Rows grow with their texts."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All rows and both titles."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """As wide as there is."""
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the rows wrap."""
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything in its place."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def _anew(self) -> None:
        self.updateGeometry()
        self._arrange(self.width(), move=True)
        self.update()

    def _arrange(self, width: int, *, move: bool) -> int:
        acceptable = [option for tier in self.tiers for option in tier]
        rest = [option for option in range(len(self.rows)) if option not in acceptable]
        self._empty.setVisible(not acceptable)
        y = self._put(self._above, 0, width, move) + GAP
        if not acceptable:
            y = self._put(self._empty, y + GAP, width, move, inset=16) + GAP
        for option in acceptable:
            y = self._put(self.rows[option], y, width, move) + BETWEEN
        y += GAP
        if move:
            self._line = y
        y = self._put(self._below, y + 2 * GAP, width, move) + GAP
        for option in rest:
            y = self._put(self.rows[option], y, width, move) + BETWEEN
        return y if rest else y + theme().px(tokens.TARGET)

    def _put(self, widget: QWidget, y: int, width: int, move: bool, inset: int = 0) -> int:
        height = widget.heightForWidth(width - 2 * inset)
        if move and not (isinstance(widget, RankRow) and widget.lifted):
            widget.setGeometry(QRect(inset, y, width - 2 * inset, height))
        return y + height

    def paintEvent(self, _: QPaintEvent) -> None:
        """The line, and a frame where nothing is acceptable yet."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.edge), 1.5))
        painter.drawLine(0, self._line + GAP // 2, self.width(), self._line + GAP // 2)
        if not self.tiers:
            pen = QPen(QColor(colours.edge), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            area = self._empty.geometry().adjusted(-12, -8, 12, 8)
            painter.drawRoundedRect(area, tokens.CONTROL_RADIUS, tokens.CONTROL_RADIUS)
