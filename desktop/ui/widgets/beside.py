"""Something with something else beside it where the window is wide enough, below it where it is not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui import tokens
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import column

LEAST_MAIN, ASIDE = 480, 340
"""Pixels at 100 %: what the first needs at least, and the width of the second beside it."""
_ENDLESS = (1 << 24) - 1


class Beside(QWidget):
    """The first takes what is left; the second is held by one of these at a time, and its place is kept free."""

    def __init__(self, main: QWidget, on_turn: Callable[[], object] = lambda: None) -> None:
        """Args: on_turn: beside is below now, or the other way round."""
        super().__init__()
        self._on_turn = on_turn
        self.main = main
        self._aside: QWidget | None = None
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.GAP)
        held = QWidget()
        inside = column(held, gap=0)
        inside.addWidget(main)
        inside.addStretch(1)  # the first is never drawn out by the second
        self._layout.addWidget(held, 1)
        self._space = QWidget()
        self._layout.addWidget(self._space)
        theme().changed.connect(self._turn)
        self._turn()

    @property
    def wide(self) -> bool:
        """There is room for both beside each other."""
        return self.width() >= theme().px(LEAST_MAIN) + tokens.GAP + self._aside_width()

    def hold(self, aside: QWidget) -> None:
        """Take the second in, from wherever it was."""
        if self._aside is aside:
            return
        self._aside = aside
        self._layout.insertWidget(1, aside)
        aside.show()
        self._turn()

    def let_go(self) -> None:
        """Somebody else holds it now."""
        self._aside = None
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below."""
        super().resizeEvent(event)
        self._turn()

    @staticmethod
    def _aside_width() -> int:
        return round(ASIDE * min(theme().percent, 150) / 100)

    def _turn(self) -> None:
        wide = self.wide
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        was = self._layout.direction()
        self._layout.setDirection(direction)
        if was != direction:
            self._on_turn()
        self._space.setVisible(wide and self._aside is None)
        self._space.setFixedWidth(self._aside_width())
        if self._aside is not None:
            self._aside.setMinimumWidth(self._aside_width() if wide else 0)
            self._aside.setMaximumWidth(self._aside_width() if wide else _ENDLESS)
