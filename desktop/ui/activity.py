"""What the person does, in whatever window of the program has the focus: for covers and locks when nobody is there.

It looks at what the system sends to one window, not at every event inside the program, which would cost too much.
A shortcut does not work behind a question that has to be answered first; the keys that cover and lock do.

Leaves to others: what to do when nobody is there (desktop.ui.window, desktop.ui.flow.guarding).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_KEYS = {
    QKeyCombination(Qt.Key.Key_F9).toCombined(): "F9",
    QKeyCombination(
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_H
    ).toCombined(): ("Ctrl+Shift+H"),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L).toCombined(): "Ctrl+L",
}


class Activity(QObject):
    """Signals: `happened`: somebody is there; `pressed` with the name of a key that covers or locks."""

    happened = Signal()
    pressed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)
            self._follow(QGuiApplication.focusWindow())

    def close(self) -> None:
        """Look no longer."""
        self._follow(None)

    def _follow(self, window: QWindow | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever the person does; the keys that cover and lock end here."""
        if event.type() in _ACTS:
            self.happened.emit()
            if isinstance(event, QKeyEvent):
                name = _KEYS.get(event.keyCombination().toCombined())
                if name is not None:
                    self.pressed.emit(name)
                    return True
        return False
