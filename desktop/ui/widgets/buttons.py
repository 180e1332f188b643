"""Buttons: one primary a page, others quieter. Labels are verbs; what is on them is also their accessible name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui import icons
from desktop.ui.plain import without_mnemonic
from desktop.ui.theme import theme
from desktop.ui.widgets.toggling import Toggling

Action = Callable[[], object]


class Button(Toggling, QPushButton):
    """A button; its icon follows the theme."""

    def __init__(self, text: str, on_click: Action, kind: str = "", icon: str = "") -> None:
        """Args: text: a verb. on_click: what it does. kind: "" or what the functions below say. icon: a name, or ""."""
        super().__init__()
        self.setProperty("kind", kind)
        self._kind = kind
        self._icon = icon
        self.say(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
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

    def _draw_icon(self) -> None:
        colours = theme().colours
        by_kind = {"primary": colours.on_accent, "quiet": colours.accent, "link": colours.accent}
        colour = {**by_kind, "danger": colours.danger}.get(self._kind, colours.text)
        size = theme().px(icons.SIZE)
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.icon(self._icon, colour, size))


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
