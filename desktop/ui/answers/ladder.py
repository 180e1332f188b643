"""ladder: rungs, of which a run up or down from one's own end is accepted. One press or arrow sets the end of the run.

The highest amount is on top. Who accepts "and more" fills from the top, who accepts "or less" from the bottom.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.deals.answers import Answer, Run
from desktop.deals.items import LadderItem
from desktop.deals.sheet import direction_of
from desktop.ui import tokens
from desktop.ui.answers.amounts import amount_text, with_unit
from desktop.ui.answers.base import AnswerWidget, quiet_line
from desktop.ui.answers.groups import RowGroup
from desktop.ui.answers.rows import OneRow, mirrored, paint_dot, paint_radio, paint_ring, text_height
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.text import Text
from desktop.ui.words import tr

DOT, RAIL = "●", 4


class LadderAnswer(AnswerWidget):
    """The end of a run on a public list of amounts."""

    def __init__(self, item: LadderItem, role: str, parent: QWidget | None = None) -> None:
        super().__init__(item, role, parent)
        self._item = item
        self._n_ticked = 0
        self._higher = direction_of(item.direction, role) == "higher"
        self._rungs = [self._rung(index) for index in reversed(range(len(item.amounts)))]
        self._rungs[0].first, self._rungs[-1].last = True, True
        self._group = RowGroup(self._rungs, self.name, gap=0)
        self._group.pressed.connect(self._end_at)
        self._group.erased.connect(self.clear)
        self._said = Text("", "strong")
        if item.unit:
            self.rows.addWidget(Text(tr("Amounts in {unit}", unit=plain(item.unit)), "muted"))
        self.rows.addWidget(self._group)
        self.rows.addWidget(self._said)
        self.rows.addWidget(quiet_line(tr("Left blank counts as none of these amounts.")))
        self._show()

    def answer(self) -> Answer:
        """The length of the run, or None."""
        return Run(self._n_ticked) if self._n_ticked else None

    def set_answer(self, answer: Answer) -> None:
        """Show a run."""
        self._n_ticked = answer.n_ticked if isinstance(answer, Run) else 0
        self._show()

    def summary(self) -> list[str]:
        """The end of the run, in words."""
        return [self._in_words() or tr("Left blank counts as none of these amounts.")]

    def cover_up(self, hidden: bool) -> None:
        """Rung by rung."""
        self._group.set_hidden(hidden)
        self._show()

    def _rung(self, index: int) -> Rung:
        amount = self._item.amounts[index]
        detail = tr("the reference amount") if index == self._item.reference else ""
        sentence = tr("{amount} and more") if self._higher else tr("{amount} or less")
        return Rung(amount_text(amount), detail, sentence.format(amount=with_unit(amount, self._item.unit)))

    def _end_at(self, row: int) -> None:
        n = row + 1 if self._higher else len(self._rungs) - row
        changed = n != self._n_ticked
        self._n_ticked = n
        self._show()
        if changed:
            self.changed.emit()

    def _end(self) -> int | None:
        """The row at the end of the run."""
        if not self._n_ticked:
            return None
        return self._n_ticked - 1 if self._higher else len(self._rungs) - self._n_ticked

    def _show(self) -> None:
        end = self._end()
        for row, rung in enumerate(self._rungs):
            rung.in_run = end is not None and (row <= end if self._higher else row >= end)
            rung.update()
        self._group.mark([] if end is None else [end])
        self._said.tell(DOT if self.hidden_now else self._in_words() or tr("None of these amounts yet."))

    def _in_words(self) -> str:
        if not self._n_ticked:
            return ""
        amounts, n = self._item.amounts, self._n_ticked
        amount = with_unit(amounts[-n] if self._higher else amounts[n - 1], self._item.unit)
        return (
            tr("You accept {amount} and more.", amount=amount)
            if self._higher
            else tr("You accept {amount} or less.", amount=amount)
        )


class Rung(OneRow):
    """One amount. All rungs of the run are filled; the one at its end has the mark."""

    def __init__(self, text: str, detail: str, spoken: str) -> None:
        self.in_run = False
        self.first = self.last = False
        super().__init__(text, detail, "", spoken)
        self.tabular = True

    def heightForWidth(self, width: int) -> int:
        """Rungs touch each other, so they need less space around; the detail stands at the end."""
        font, small = self._fonts()
        inside = width - self._before() - self._after()
        return max(text_height(font, self.title, inside - self._aside()), text_height(small, "0", inside)) + 18

    def _aside(self) -> int:
        small = self._fonts()[1]
        return min(QFontMetrics(small).horizontalAdvance(self.detail) + 12, self.width() // 2) if self.detail else 0

    def sizeHint(self) -> QSize:
        """Lower than other rows."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width()))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(120, 34)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A segment of the ladder."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        colours = theme().colours
        filled = self.in_run and not self.hidden_now
        body, ground = QRectF(self.rect()), self._outline()
        painter.fillPath(ground, QColor(colours.accent_soft if filled or self.underMouse() else colours.card))
        painter.setClipPath(ground)
        if not self.last:
            painter.fillRect(QRectF(body.left(), body.bottom() - 1, body.width(), 1), QColor(colours.hairline))
        rail = QRectF(body.right() - RAIL if mirrored(self) else body.left(), body.top(), RAIL, body.height())
        painter.fillRect(rail, QColor(colours.accent if filled else colours.edge))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setClipRect(self.rect())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(ground)
        if self.hasFocus():
            paint_ring(painter, body.adjusted(RAIL + 2, 1, -3, -2), 6)
        self._paint_words(painter)
        self._paint_rung_mark(painter, filled)

    def _outline(self) -> QPainterPath:
        """The segment; the ends of the ladder are round, and go on beyond this rung elsewhere."""
        body = QRectF(self.rect()).adjusted(0.5, 0.5 if self.first else -20, -0.5, -0.5 if self.last else 20)
        path = QPainterPath()
        path.addRoundedRect(body, tokens.CONTROL_RADIUS, tokens.CONTROL_RADIUS)
        return path

    def _paint_words(self, painter: QPainter) -> None:
        colours, right_to_left = theme().colours, mirrored(self)
        font, small = self._fonts()
        start, end = self._before(), self._after()
        area = QRect(start, 0, self.width() - start - end, self.height())
        if right_to_left:
            area.moveLeft(end)
        absolute = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(area, int(absolute | (right if right_to_left else left)), self.title)
        if self.detail:
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            painter.drawText(area, int(absolute | (left if right_to_left else right)), self.detail)

    def _paint_rung_mark(self, painter: QPainter, filled: bool) -> None:
        area = self._mark_area()
        if self.hidden_now:
            paint_dot(painter, area.center())
        elif filled and not self.isChecked():
            colours = theme().colours
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(area.center(), tokens.RING + 2.0, tokens.RING + 2.0)
        else:
            paint_radio(painter, area, self.isChecked())
