"""A list of steps: done, under way, still to come; told in words and marks, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui import icons
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import column, row
from desktop.ui.widgets.text import Text, say
from desktop.ui.words import tr

_MARK = 20


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.state = 0
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        size = theme().mark(_MARK)
        self.setFixedSize(QSize(size, size))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.state > 0:
            icons.paint(painter, "check", QRectF(self.rect()), colours.accent)
            return
        painter.setPen(QPen(QColor(colours.accent if self.state == 0 else colours.edge), 2))
        painter.drawEllipse(area)
        if self.state == 0:
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(area.center(), area.width() / 5, area.width() / 5)


class Steps(QWidget):
    """The steps below each other."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._now = 0
        self._marks = [_Mark() for _ in labels]
        self._texts = [Text(label) for label in labels]
        below = column(self, gap=10)
        for mark, text in zip(self._marks, self._texts, strict=True):
            line = row(gap=10)
            line.addWidget(mark)
            line.addWidget(text, 1)
            below.addLayout(line)
        self.go(0)

    def rename(self, number: int, label: str) -> None:
        """A step says more exactly what it does."""
        self._texts[number].tell(label)
        self._describe()

    def go(self, number: int) -> None:
        """This step is under way; those before it are done."""
        self._now = number
        for place, (mark, text) in enumerate(zip(self._marks, self._texts, strict=True)):
            mark.state = (place < number) - (place > number)
            mark.update()
            kind = "strong" if place == number else "quiet" if place > number else "body"
            text.setProperty("kind", kind)
            text.style().polish(text)
        self._describe()
        say(self, self._texts[min(number, len(self._texts) - 1)].text())

    def _describe(self) -> None:
        for place, (mark, text) in enumerate(zip(self._marks, self._texts, strict=True)):
            state = {1: tr("done"), 0: tr("now"), -1: tr("to come")}[(place < self._now) - (place > self._now)]
            mark.setAccessibleName(f"{text.text()}: {state}")
