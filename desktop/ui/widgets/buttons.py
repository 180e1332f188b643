"""Buttons: one primary a page, others quieter. Labels are verbs; what is on them is also their accessible name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui import icons, tokens
from desktop.ui.plain import without_mnemonic
from desktop.ui.qss import AIR
from desktop.ui.theme import theme
from desktop.ui.widgets.toggling import Toggling

Action = Callable[[], object]

_BESIDE_ICON = 4
"""Pixels at 100 % between an icon and the words, more than Qt leaves."""
_ONE_LINE = 220
"""Pixels at 100 %: what is no wider stays in one line."""


class Button(Toggling, QPushButton):
    """A button; its icon follows the theme. Words that are too long for one line where it stands go on in a second."""

    def __init__(self, text: str, on_click: Action, kind: str = "", icon: str = "") -> None:
        """Args: text: a verb. on_click: what it does. kind: "" or what the functions below say. icon: a name, or ""."""
        super().__init__()
        self.setProperty("kind", kind)
        self._kind = kind
        self._icon = icon
        self._words, self._broken = "", False
        self.say(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)  # Enter presses it, too
        self.clicked.connect(lambda _=False: on_click())
        self.watch_toggling()
        if icon:
            theme().changed.connect(self._draw_icon)
            self._draw_icon()

    def say(self, text: str) -> None:
        """Show another label."""
        self.setText(without_mnemonic(text))
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Other words."""
        if self._icon and bool(text) != bool(self._words):
            self._words = text
            self._draw_icon()
        self._words = text
        super().setText(_in_two(text, self._across) if self._broken else text)

    def text(self) -> str:
        """As they were given, in however many lines they are shown."""
        return self._words

    def sizeHint(self) -> QSize:
        """All words in one line; as high as the lines they are in now."""
        size = super().sizeHint()
        wide = size.width() - self._across(super().text()) + self._across(self._words, chosen=True)
        return QSize(wide, size.height() + (2 * AIR if self._broken else 0))

    def minimumSizeHint(self) -> QSize:
        """The words in two lines, unless they are few."""
        size = self.sizeHint()
        if size.width() <= theme().px(_ONE_LINE):
            return size
        spared = self._across(self._words) - self._across(_in_two(self._words, self._across))
        return QSize(size.width() - spared, size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line where there is room for it."""
        super().resizeEvent(event)
        broken = self.width() < self.sizeHint().width()
        if broken != self._broken:
            self._broken = broken
            self.setText(self._words)

    def _across(self, words: str, *, chosen: bool = False) -> int:
        """How wide; what can be chosen keeps room for the heavier letters of what is chosen."""
        font = QFont(self.font())
        if chosen and self._kind == "chip":
            font.setWeight(QFont.Weight(tokens.STRONG))
        return QFontMetrics(font).size(Qt.TextFlag.TextShowMnemonic, words).width()

    def _draw_icon(self) -> None:
        colours = theme().colours
        by_kind = {"primary": colours.on_accent, "quiet": colours.accent, "link": colours.accent}
        colour = {**by_kind, "danger": colours.danger}.get(self._kind, colours.text)
        size = theme().px(icons.SIZE)
        space = theme().px(_BESIDE_ICON) if self._words else 0
        self.setIconSize(QSize(size + space, size))
        self.setIcon(icons.icon(self._icon, colour, size, space))


def primary(text: str, on_click: Action) -> Button:
    """The one thing to do on a page."""
    return Button(text, on_click, "primary")


def secondary(text: str, on_click: Action, icon: str = "") -> Button:
    """Something else one can do."""
    return Button(text, on_click, "", icon)


def quiet(text: str, on_click: Action, icon: str = "") -> Button:
    """Something on the side; looks like words."""
    return Button(text, on_click, "quiet", icon)


def danger(text: str, on_click: Action, icon: str = "") -> Button:
    """Something that cannot be taken back; it stands apart from the others, and its words say what it does."""
    return Button(text, on_click, "danger", icon)


def link(text: str, on_click: Action, icon: str = "") -> Button:
    """Something on the side that begins where the text above it begins."""
    return Button(text, on_click, "link", icon)


def chip(text: str, on_click: Action) -> Button:
    """A filter that is on or off."""
    made = Button(text, on_click, "chip")
    made.setCheckable(True)
    return made


def secondary_chip(text: str, on_click: Action) -> Button:
    """A small button among others of its kind, such as a usual value."""
    return Button(text, on_click, "chip")


def tie(label: QWidget, field: QWidget, name: str) -> None:
    """Make a field known by the words beside it."""
    field.setAccessibleName(name)
    if hasattr(label, "setBuddy"):
        label.setBuddy(field)


def _in_two(words: str, across: Callable[[str], int]) -> str:
    """In two lines, as short as can be; one where there is no space."""
    parts = words.split(" ")
    ways = [" ".join(parts[:n]) + "\n" + " ".join(parts[n:]) for n in range(1, len(parts))]
    return min(ways, key=across, default=words)
