"""Hearing that the computer is about to sleep, or that its screen is locked.

Linux: logind says both on the system's bus (PrepareForSleep, Lock), and GNOME and KDE say on the session's bus that
their screen saver has begun. Windows and macOS: Qt tells neither, and asking them would take a window procedure or an
observer of their own; there, the lock comes after the idle time.

Leaves to others: what to do then (desktop.ui.flow.guarding).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal, Slot

_LOGIND, _LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_CHANGE, _LOCK = "1on_change(bool)", "1on_lock()"
"""Slots by name, as Qt writes them: 1 for a slot, then its signature. PySide takes text, whatever its stubs say."""
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class Watch(QObject):
    """Signals: `went_away`: nobody can be expected to look at the screen."""

    went_away = Signal()


class BusWatch(Watch):
    """By what is said on the buses of the system and of the session."""

    def __init__(self, system: str = "", session: str = "") -> None:
        """Args: system, session: addresses of the buses; "" for those of this computer."""
        super().__init__()
        from PySide6.QtDBus import QDBusConnection

        self.listens = False
        to = QDBusConnection
        bus = to.connectToBus(system, "commonground-system") if system else to.systemBus()
        if bus.isConnected():
            manager = f"{_LOGIND}.Manager"
            self.listens = bus.connect(_LOGIND, _LOGIND_PATH, manager, "PrepareForSleep", self, _CHANGE)  # type: ignore[call-overload]  # see _CHANGE
            bus.connect(_LOGIND, "", f"{_LOGIND}.Session", "Lock", self, _LOCK)  # type: ignore[call-overload]  # see _CHANGE
        bus = to.connectToBus(session, "commonground-session") if session else to.sessionBus()
        if bus.isConnected():
            for saver in _SAVERS:
                bus.connect("", "", saver, "ActiveChanged", self, _CHANGE)  # type: ignore[call-overload]  # see _CHANGE

    @Slot(bool)
    def on_change(self, away: bool) -> None:
        """Sleep or the screen saver begins; its end is nothing to tell."""
        if away:
            self.went_away.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session is locked."""
        self.went_away.emit()


def watch_here(platform: str = sys.platform) -> Watch:
    """What this system has."""
    return BusWatch() if platform == "linux" else Watch()
