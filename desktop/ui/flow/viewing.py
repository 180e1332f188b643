"""The View menu: what is chosen there is a setting like any other, and stands on their page as well.

Leaves to others: the menu itself (desktop.ui.widgets.view_menu), screenshots (desktop.ui.flow.alerting).
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject

from desktop.store import Settings
from desktop.ui.flow.context import Context


class Viewing(QObject):
    """Joins the menu and the settings."""

    def __init__(self, context: Context, apply: Callable[[Settings], object], *, shield: bool) -> None:
        """Args: apply: use and keep other settings. shield: this system can hide windows from screenshots."""
        super().__init__()
        self._c, self._apply = context, apply
        menu = context.window.view
        menu.show_shield(possible=shield)
        menu.aboutToShow.connect(lambda: menu.show_settings(context.desk.settings))
        menu.chose.connect(self._choose)
        context.window.sized_text.connect(self._size)

    def _choose(self, name: str, value: object) -> None:
        self._apply(msgspec.structs.replace(self._c.desk.settings, **{name: value}))
        self._show()

    def _size(self, how: str) -> None:
        self._c.desk.change_text_size(how)
        self._show()

    def _show(self) -> None:
        if self._c.window.page is self._c.pages.settings:
            self._c.pages.settings.show_settings(self._c.desk.settings)
