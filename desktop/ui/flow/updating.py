"""Updates: asked for by the person, or once a week if that was chosen; what is found is told, nothing is fetched.

On the second start people are asked once which it is to be; closing the question asks again at another start.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future

import msgspec
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop.strings.errors import explanation
from desktop.ui.engine import Engine
from desktop.ui.flow.context import Context
from desktop.ui.widgets.banner import Choice
from desktop.ui.words import tr
from desktop.updates import ReleasePage, UpdateCheckFailed, newer_version

DAY_S = 86_400
WEEK_DAYS = 7


class Updating(QObject):
    """Looks for a newer version when it may. Signals: `found` with it, "" for none; `failed`."""

    found = Signal(str)
    failed = Signal()

    def __init__(self, context: Context, engine: Engine, page: ReleasePage) -> None:
        """Prepare; nothing is asked yet."""
        super().__init__()
        self._c = context
        self._engine = engine
        self._page = page
        self._by_hand = False
        self.found.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.failed.connect(self._tell_failure, Qt.ConnectionType.QueuedConnection)
        context.pages.settings.asked_for_updates.connect(self.look)
        context.updates_asked.connect(self.look)
        context.download_page = page.address

    def start(self) -> None:
        """What a start of the window may do about updates."""
        if not self._page.address:
            return
        self.offer()
        settings = self._c.desk.settings
        self._c.desk.change(msgspec.structs.replace(settings, starts=min(2, settings.starts + 1)))
        if settings.starts >= 1 and not settings.updates_asked:
            self._ask()
        elif settings.check_updates == "weekly" and _today() - settings.updates_checked >= WEEK_DAYS:
            self._look()

    def offer(self) -> None:
        """The settings say where it would be asked, if there is such a place."""
        if self._page.address:
            self._c.pages.settings.offer_updates(self._page.address)

    def look(self) -> None:
        """The person asked."""
        self._by_hand = True
        self._c.pages.settings.check_now.setEnabled(False)
        self._look()

    def _look(self) -> None:
        settings = self._c.desk.settings
        self._c.desk.change(msgspec.structs.replace(settings, updates_checked=_today()))
        self._engine.submit(asyncio.to_thread(newer_version, self._page)).add_done_callback(self._answered)

    def _answered(self, answer: Future[object]) -> None:
        """In the other thread."""
        if answer.cancelled():
            return
        error = answer.exception()
        if isinstance(error, UpdateCheckFailed):
            self.failed.emit()
        elif error is None:
            self.found.emit(str(answer.result()))

    def _tell(self, version: str) -> None:
        by_hand = self._over()
        page = self._c.window.page
        if version:
            where = tr("It is at {address}. Nothing is installed by itself.", address=self._page.address)
            page.show_banner(tr("Common Ground {version} is there.", version=version), where, [self._way_there()])
        elif by_hand:
            page.show_banner(tr("This is the newest version."))

    def _tell_failure(self) -> None:
        if self._over():
            choices = [self._way_there(), (tr("Off"), lambda: self._chosen("never"))]
            self._c.window.page.show_problem(explanation("E47"), choices)

    def _way_there(self) -> Choice:
        url = QUrl(self._page.address)
        return tr("Open page"), lambda: QDesktopServices.openUrl(url)

    def _over(self) -> bool:
        by_hand, self._by_hand = self._by_hand, False
        self._c.pages.settings.check_now.setEnabled(True)
        return by_hand

    def _ask(self) -> None:
        told = tr("A check tells the download site your internet address and version, nothing else.")
        choices = (
            (tr("Once a week"), lambda: self._chosen("weekly")),
            (tr("When I press the button"), lambda: self._chosen("button")),
            (tr("Never"), lambda: self._chosen("never")),
        )
        self._c.pages.home.show_banner(tr("Check for updates?"), told, choices)

    def _chosen(self, when: str) -> None:
        changed = msgspec.structs.replace(self._c.desk.settings, updates_asked=True, check_updates=when)
        self._c.desk.change(changed)
        self._c.pages.settings.show_settings(changed)
        self._c.window.page.clear_banner()
        if when == "weekly":
            self._look()


def _today() -> int:
    """Days since 1970."""
    return int(time.time()) // DAY_S
