"""Whoever comes in: what is kept is opened at the start, by a passphrase where there is one; nothing is read before.

What keeps it from being opened is said in the window, with a way on; nothing ends without a word.

Leaves to others: the gate itself (desktop.ui.pages.gate), opening (desktop.ui.vault).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.store import NewerFormat, Protection, Store, StoreDamaged, StoreError, WrongPassphrase
from desktop.strings.errors import explain
from desktop.ui.vault import Vault, kept_beside
from desktop.ui.window import Window
from desktop.ui.words import tr
from p2p.secret import Secret


class Gatekeeper(QObject):
    """Between the window and the vault, from the first moment on.

    Signals: `ready` with the Store, once; `erasing`: everything is about to go; `erased`: it is gone, and the program
    begins anew; `gave_up`: quit.
    """

    ready = Signal(object)
    erasing = Signal()
    erased = Signal()
    gave_up = Signal()

    def __init__(self, window: Window, vault: Vault, settings: Path) -> None:
        """Args: settings: folder of the settings, which go too when everything is deleted."""
        super().__init__()
        self._window = window
        self._vault = vault
        self._settings = settings
        self._inside = vault.store is not None
        window.gate.entered.connect(self._enter)
        window.gate.erasing.connect(self.erase)
        vault.opened.connect(self._on_opened)
        vault.refused.connect(self._on_refused)
        vault.erased.connect(self._on_erased)
        vault.not_erased.connect(self._show_trouble)

    def begin(self) -> None:
        """Open what is kept, or ask for the passphrase."""
        try:
            protection = self._vault.protection()
        except StoreError as error:
            self._show_trouble(error)
            return
        if protection is Protection.PASSPHRASE:
            self._window.lock_up()
        else:
            self._vault.open_now()

    def close(self) -> None:
        """Another one stands at the gate of another window."""
        self._vault.opened.disconnect(self._on_opened)
        self._vault.refused.disconnect(self._on_refused)
        self._vault.erased.disconnect(self._on_erased)
        self._vault.not_erased.disconnect(self._show_trouble)

    def _enter(self, text: str) -> None:
        self._window.gate.show_trying()
        self._vault.unlock(Secret(text))

    def _on_opened(self, store: Store) -> None:
        if not self._inside:
            self._inside = True
            self.ready.emit(store)
        self._window.unlock()

    def _on_refused(self, error: StoreError) -> None:
        if isinstance(error, WrongPassphrase):
            self._window.gate.show_wrong(explain(error, windowed=True).title)
        else:
            self._show_trouble(error)

    def _show_trouble(self, error: StoreError) -> None:
        choices = ((tr("Try again"), self._try_again), (tr("Quit"), self.gave_up.emit))
        erasable = isinstance(error, StoreDamaged) and not isinstance(error, NewerFormat)
        self._window.show_trouble(explain(error, windowed=True), choices, erasable=erasable)

    def _try_again(self) -> None:
        if self._inside:
            self._window.gate.ask()
        else:
            self.begin()

    def erase(self) -> None:
        """Delete everything."""
        self._window.gate.erase.button.setEnabled(False)
        self.erasing.emit()
        self._vault.erase()

    def _on_erased(self) -> None:
        for folder in kept_beside(self._vault.folder):
            shutil.rmtree(folder, ignore_errors=True)
        (self._settings / "settings.json").unlink(missing_ok=True)
        self.erased.emit()
