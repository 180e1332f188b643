"""A neutral call on the desktop: one sentence that is the same whatever has happened.

Linux: org.freedesktop.Notifications, where a desktop has it. Windows and macOS: none; their taskbar and Dock show that
the window wants attention, which Qt does by itself. A note of their own would need an icon in the tray or an
installed, signed program.

Leaves to others: when to call (desktop.ui.flow.alerting).
"""

from __future__ import annotations

import contextlib
import sys

from desktop.ui.system.bus import NoAnswer, Service, call
from desktop.ui.system.work import Work

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_SHOW_MS = 10_000


class Bell:
    """Calls nobody."""

    def ring(self, sentence: str) -> None:
        """Call the person. sentence: the same for everything."""


class DesktopBell(Bell):
    """By the notifications of the desktop. One note at a time: a new one takes the place of the last."""

    def __init__(self, work: Work, bus: str = "SESSION") -> None:
        """Args: work: calls in another thread. bus: the session's bus, or an address."""
        self._work, self._bus = work, bus
        self._last = 0

    def ring(self, sentence: str) -> None:
        """See Bell."""
        self._work(lambda: self._notify(sentence))

    def _notify(self, sentence: str) -> None:
        hints = {"category": ("s", "im"), "desktop-entry": ("s", "commonground"), "transient": ("b", True)}
        fields: tuple[object, ...] = ("Common Ground", self._last, "commonground", sentence, "", [], hints, _SHOW_MS)
        # A desktop without notes, or one that does not answer: the taskbar shows it all the same.
        with contextlib.suppress(NoAnswer):
            number = call(Service(self._bus, _NAME, _PATH, _NAME), "Notify", "susssasa{sv}i", fields)
            self._last = number if isinstance(number, int) else 0


def bell_here(work: Work, platform: str = sys.platform) -> Bell:
    """What this system has."""
    return DesktopBell(work) if platform == "linux" else Bell()
