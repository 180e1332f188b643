"""One of several values behind a button: its name is what it is about, its description the value it has.

A list that opens (QComboBox) goes by the name of what is chosen in it on Linux, and what a screen reader chooses there
changes nothing. Here the values are a menu, whose entries can be pressed by whoever can press a button.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from desktop.ui import icons
from desktop.ui.plain import without_mnemonic
from desktop.ui.theme import theme
from desktop.ui.widgets.text import say

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CHEVRON = 44
"""Kept free at the end, edge and mark included."""
_LEAST, _MOST = 140, 360


class Picker(QPushButton):
    """A button that shows a value and opens the others. Space and Enter open it, arrows, Home and End change it.

    Signals: `activated` with the place of a value that a person picked.
    """

    activated = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._options: list[str] = []
        self._place = -1
        self._help = ""
        self.setProperty("kind", "picker")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._group = QActionGroup(self._menu)
        self.setMenu(self._menu)
        theme().changed.connect(self._show)

    @property
    def options(self) -> list[str]:
        """What can be picked."""
        return list(self._options)

    @property
    def place(self) -> int:
        """Which of them it is; -1 for none."""
        return self._place

    @property
    def value(self) -> str:
        """What it is now; "" for nothing."""
        return self._options[self._place] if self._place >= 0 else ""

    def offer(self, options: Sequence[str]) -> None:
        """Offer other values; none of them is picked."""
        self._options, self._place = list(options), -1
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        for place, option in enumerate(self._options):
            action = self._menu.addAction(without_mnemonic(option))
            action.setCheckable(True)
            self._group.addAction(action)
            action.triggered.connect(partial(self._picked, place))
        self._show()

    def show_place(self, place: int) -> None:
        """Show a value, or none with -1; no signal."""
        self._place = place if 0 <= place < len(self._options) else -1
        for one, action in enumerate(self._group.actions()):
            action.setChecked(one == self._place)
        self._show()

    def explain(self, help_text: str) -> None:
        """What a screen reader says after the value."""
        self._help = help_text
        self._show()

    def _picked(self, place: int, _: bool = True) -> None:
        before = self._place
        self._menu.hide()  # pressed through a screen reader, an entry leaves its menu open
        self.show_place(place)
        if place != before:
            say(self, self.value)
            self.activated.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows change the value without opening anything."""
        key = Qt.Key(event.key())
        last = len(self._options) - 1
        target = self._place + _STEPS[key] if key in _STEPS else {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(key)
        if target is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif self._options:
            self._picked(min(max(target, 0), last))

    def hideEvent(self, event: QHideEvent) -> None:
        """What is covered leaves no menu behind."""
        self._menu.hide()
        super().hideEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the longest value, within reason."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(one) for one in self._options), default=0) + 2 * _CHEVRON
        return QSize(min(max(widest, _LEAST), theme().px(_MOST)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow; a long value is cut and can be read in the menu."""
        return QSize(_LEAST, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the value as there is room for."""
        super().resizeEvent(event)
        self._show()

    def paintEvent(self, _: QPaintEvent) -> None:
        """As a button without a menu: with one, Qt forgets the space around the text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        size = theme().mark(16)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 10 if mirrored else self.width() - size - 10
        area = QRectF(left, (self.height() - size) / 2, size, size)
        icons.paint(painter, "chevron-down", area, theme().colours.muted)

    def _show(self) -> None:
        self.setAccessibleDescription(" ".join(one for one in (self.value, self._help) if one))
        room = max(0, self.width() - _CHEVRON - 16)
        self.setText(without_mnemonic(self.fontMetrics().elidedText(self.value, Qt.TextElideMode.ElideRight, room)))
        self._menu.setMinimumWidth(self.width())
