"""What the system is asked for: to call the person, to stay awake while comparing, to leave answers out of screenshots.

A call never says more than that the program needs somebody; who, what for and how it went is in the window.

Leaves to others: how each system does it (desktop.ui.system).
"""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.strings.errors import Explanation, explanation
from desktop.ui.encounter import Compare, Event
from desktop.ui.flow.context import Context
from desktop.ui.session import State
from desktop.ui.states import all_locked_in
from desktop.ui.system import System
from desktop.ui.words import tr

_CALLS = frozenset({State.CHECKING, State.REVIEWING, State.DISCUSSING, State.ANSWERING, State.RESULT, State.STOPPED})
"""States that begin with something for the person to do, where the others brought them about."""
_AWAKE = frozenset({State.COMPARING, State.OPENING})


class Alerting(QObject):
    """Follows the session and the pages."""

    def __init__(self, context: Context, system: System) -> None:
        super().__init__()
        self._c, self._system = context, system
        self._was, self._all_in = State.IDLE, False
        self._told_shield = False
        session, window = context.session, context.window
        session.changed.connect(self._follow)
        session.asked_again.connect(lambda _: self._call())
        session.failed.connect(self._on_failed)
        session.met.connect(self._on_met)
        window.shown.connect(self.shield)
        window.asked_shield.connect(self._change_shield)
        context.pages.settings.show_shield(possible=system.shield.possible)

    def _follow(self) -> None:
        session = self._c.session
        was, self._was = self._was, session.state
        all_in = session.state is State.LOCKED and all_locked_in(session.standings)
        if (was is not session.state and session.state in _CALLS) or (all_in and not self._all_in):
            self._call()
        self._all_in = all_in
        self._system.awake.hold(on=session.state in _AWAKE)

    def _on_failed(self, _: Explanation) -> None:
        self._call()

    def _on_met(self, event: Event) -> None:
        if isinstance(event, Compare) and event.words:
            self._call()

    def _call(self) -> None:
        """Nobody is called to a window that is in front."""
        if not self._c.desk.settings.notifications:
            return
        if QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive:
            QApplication.alert(self._c.window)
            self._system.bell.ring(tr("Common Ground needs you"))

    def shield(self) -> None:
        """Pages with answers and results are left out of pictures of the screen, where the system can."""
        window = self._c.window
        wanted = self._c.desk.settings.hide_from_screenshots and window.page.private
        if self._system.shield.possible and window.isVisible():
            self._system.shield.hide(int(window.winId()), wanted)

    def _change_shield(self) -> None:
        """By key, from any page."""
        page, settings = self._c.window.page, self._c.desk.settings
        if not self._system.shield.possible:
            told = explanation("E48")
            page.show_banner(told.title, told.body, closing=tr("Got it"))
            return
        changed = msgspec.structs.replace(settings, hide_from_screenshots=not settings.hide_from_screenshots)
        self._c.desk.change(changed)
        self._c.pages.settings.show_settings(changed)
        self.shield()
        on, off = tr("Answers and results are hidden from screenshots."), tr("Screenshots show everything now.")
        page.show_banner(on if changed.hide_from_screenshots else off)

    def close(self) -> None:
        """Nothing is held any more."""
        self._system.awake.hold(on=False)
