"""People nearby, looked for while a page shows them (S06, S08), and what is said before the system first asks.

Leaves to others: finding them (desktop.lookout), listing them (desktop.ui.pages.around), joining one of them
(desktop.ui.flow.nearby).
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import Future

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from desktop.language import mark, translated
from desktop.lookout import watch
from desktop.strings.errors import explain, known_families
from desktop.ui.engine import Engine
from desktop.ui.flow.context import Context
from desktop.ui.pages.around import PeopleNearby
from p2p.nearby_rows import Row

NOTICES = mark(
    {
        "win32": "Windows will ask whether Common Ground may use networks. Please allow it, for public networks too.",
        "darwin": "macOS will ask to find devices on your local network. Please choose Allow.",
    }
)
"""By sys.platform: where the system asks, and a careless no is hard to take back."""


class Looking(QObject):
    """Looks for the one list that can be seen. Signals: `_heard`, `_failed` with the look that they come from."""

    _heard = Signal(object, object)
    _failed = Signal(object, object)

    def __init__(self, context: Context, engine: Engine, platform: str = sys.platform) -> None:
        super().__init__()
        self._c = context
        self._engine = engine
        self._platform = platform
        self._list: PeopleNearby | None = None
        self._again = asyncio.Event()
        self._running: Future[object] | None = None
        self._look: object = None
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        for shown in (context.pages.connect.around, context.pages.enter.around):
            shown.wanted.connect(lambda wanted, shown=shown: self._want(shown, wanted))
            shown.asked_again.connect(self.look_again)
            shown.asked_why.connect(context.network_check_asked)
            shown.read.connect(self._on_read)

    def close(self) -> None:
        """Look no more."""
        running, self._running, self._look = self._running, None, None
        if running is not None:
            running.cancel()

    def look_again(self) -> None:
        """Ask the network once more; begin anew where looking had failed."""
        if self._list is None:
            return
        if self._running is not None and not self._running.done():
            self._engine.call(self._again.set)
            self._list.begin_again()
        else:
            self._begin(self._list)

    def _want(self, shown: PeopleNearby, wanted: bool) -> None:
        if wanted:
            self.close()
            self._list = shown
            self._begin(shown)
        elif shown is self._list:
            self.close()
            self._list = None

    def _begin(self, shown: PeopleNearby) -> None:
        notice = NOTICES.get(self._platform)
        if notice is not None and not self._c.desk.settings.networks_told:
            shown.show_notice(translated(notice))
            return
        shown.begin()
        self._again, look = asyncio.Event(), object()
        on = (self._c.listen[0],) if self._c.listen[0] else None
        running = self._engine.submit(watch(lambda rows: self._heard.emit(look, rows), self._again, on=on))
        self._look, self._running = look, running
        running.add_done_callback(lambda done: self._failed.emit(look, done) if self._look is look else None)

    def _on_read(self) -> None:
        desk = self._c.desk
        desk.change(msgspec.structs.replace(desk.settings, networks_told=True))
        if self._list is not None:
            self._begin(self._list)

    def _on_heard(self, look: object, rows: tuple[Row, ...]) -> None:
        if look is self._look and self._list is not None:
            self._list.show_people(rows)

    def _on_failed(self, look: object, done: Future[object]) -> None:
        error = None if done.cancelled() else done.exception()
        if look is self._look and self._list is not None and isinstance(error, known_families()):
            self._list.show_problem(explain(error, windowed=True))
