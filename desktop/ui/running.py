"""The window while the program runs: made once, and made anew, where it was, when another language is chosen.

Leaves to others: what the window does (desktop.ui.flow), the start and the end (desktop.ui.app).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.ui import language
from desktop.ui.desk import Desk
from desktop.ui.engine import Engine
from desktop.ui.flow.updating import Updating
from desktop.ui.flow.whole import Flow
from desktop.ui.pages.result import MakeResult
from desktop.ui.system import System
from desktop.ui.vault import Vault
from desktop.ui.widgets.item_card import MakeField
from desktop.ui.window import Window
from desktop.updates import ReleasePage
from p2p.listener import ANYWHERE, ListenAt


class Running(QObject):
    """Signals: `closed`: the window is gone, and so is the program; `erasing`: everything is to be deleted."""

    closed = Signal()
    erasing = Signal()

    def __init__(
        self,
        engine: Engine,
        make_desk: Callable[[], Desk],
        make_field: MakeField,
        make_result: MakeResult,
        listen: ListenAt = ANYWHERE,
        page: ReleasePage | None = None,
        *,
        make_window: Callable[[], Window] = Window,
        vault: Vault | None = None,
        system: System | None = None,
    ) -> None:
        """Args: make_desk: the settings as they are saved, on the one store. page: where new versions are told of.
        vault: of that store. system: what the window may ask of the system."""
        super().__init__()
        self._engine = engine
        self._make_desk = make_desk
        self._make_field = make_field
        self._make_result = make_result
        self._listen = listen
        self._page = page
        self._make_window = make_window
        self._vault, self._system = vault, system
        self._make()

    def start(self) -> None:
        """The first page."""
        self.flow.start()
        if self.updating is not None:
            self.updating.start()
        self.window.show()

    def open(self, untrusted_opening: str) -> None:
        """A file or a link, by whatever window there is."""
        self.flow.open(untrusted_opening)

    def _make(self) -> None:
        desk = self._make_desk()
        language.use(language.chosen(desk.settings.language))
        self.window = self._make_window()
        self.flow = Flow(
            self.window,
            self._engine,
            desk,
            self._make_field,
            self._make_result,
            self._listen,
            vault=self._vault,
            system=self._system,
        )
        self.flow.erasing.connect(self.erasing)
        self.flow.closed.connect(self.closed)
        self.flow.language_changed.connect(self._make_anew)
        self.updating = None if self._page is None else Updating(self.flow.context, self._engine, self._page)

    def _make_anew(self) -> None:
        """The same place in another language; nobody is connected, and everything that was entered is kept."""
        old, flow = self.window, self.flow
        in_settings = old.page is flow.pages.settings
        geometry = old.saveGeometry()
        flow.shut_down()
        self._make()
        self.window.restoreGeometry(geometry)
        self.flow.start()
        if self.updating is not None:
            self.updating.offer()
        if in_settings:
            self.flow.show_settings()
        self.window.show()
        old.may_close = True
        old.close()
        flow.deleteLater()
        old.deleteLater()
