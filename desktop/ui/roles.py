"""What things are called for people who listen: titles are headings, and a screen reader can go from one to the next.

Qt gives every label the role of plain text. A factory for accessible interfaces, which Qt asks once for each widget,
says it better where that matters.

Source: https://doc.qt.io/qt-6/qaccessible.html#installFactory
Leaves to others: names and descriptions, which the widgets set themselves.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget

from desktop.ui.widgets.text import Text

_installed: list[bool] = []


def use_roles() -> None:
    """From now on; once in a process."""
    if not _installed:
        QAccessible.installFactory(_interface_of)
        _installed.append(True)


def _interface_of(_: str, thing: QObject) -> QAccessibleWidget | None:
    if isinstance(thing, Text) and thing.is_heading:
        return QAccessibleWidget(thing, QAccessible.Role.Heading)
    return None
