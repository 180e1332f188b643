"""Whoever comes in: what is kept is opened at the start, by a passphrase where there is one; nothing is read before.

What keeps it from being opened is said in the window, with a way on; nothing ends without a word.

Leaves to others: the gate itself (desktop.ui.pages.gate), opening (desktop.ui.vault).
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.store import (
    NewerFormat,
    Protection,
    Store,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreNotWritable,
    WrongPassphrase,
    private_folder,
)
from desktop.strings.errors import Explanation, explain
from desktop.ui.vault import Vault, is_kept_in, kept_beside
from desktop.ui.widgets.banner import Choice
from desktop.ui.window import Window
from desktop.ui.words import tr
from p2p.secret import Secret


class Gatekeeper(QObject):
    """Between the window and the vault, from the first moment on.

    Signals: `ready` with the Store, once; `erasing`: everything is about to go; `erased`: it is gone, and the program
    begins anew; `gave_up`: quit; `moved` with the folder in which everything is kept from now on.
    """

    ready = Signal(object)
    erasing = Signal()
    erased = Signal()
    gave_up = Signal()
    moved = Signal(object)

    def __init__(self, window: Window, vault: Vault, settings: Path, usual: Path | None = None) -> None:
        """Args: settings: folder of the settings, which go too when everything is deleted. usual: where everything is
        kept unless another folder was chosen."""
        super().__init__()
        self._window = window
        self._vault = vault
        self._settings = settings
        self._usual = usual or vault.folder
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
            if (
                self._vault.folder != self._usual and not self._vault.folder.is_dir()
            ):  # a disk that is not there; nothing is begun anew
                raise StoreNotWritable(self._vault.folder)
            protection = self._vault.protection()
        except StoreError as error:
            self._show_trouble(error)
            return
        if protection is Protection.PASSPHRASE:
            if self._window.locked:  # what was wrong is right now
                self._window.gate.ask()
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
        self._window.show_trouble(_explained(error), self._ways_out(error), erasable=_is_damage(error))

    def _ways_out(self, error: StoreError) -> list[Choice]:
        """What can be done about it here. A folder is chosen only before anything was read from the usual one."""
        choices: list[Choice] = [(tr("Try again"), self._try_again)]
        if isinstance(error, StoreNotWritable | StoreFull) and not self._inside:
            choices.append((tr("Choose another folder"), self._ask_for_folder))
        if isinstance(error, StoreNotWritable | StoreFull) or _is_damage(error):
            choices.append((tr("Open folder"), self._open_folder))
        return [*choices, (tr("Quit"), self.gave_up.emit)]

    def _open_folder(self) -> None:
        """In the program of the system; the next one that is there."""
        found = next((one for one in (self._vault.folder, *self._vault.folder.parents) if one.is_dir()), Path.home())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(found)))

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self._window, tr("Where Common Ground keeps your data"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self._use(Path(name)))
        dialog.open()

    def _use(self, chosen: Path) -> None:
        """Keep everything there; what is tried next says whether that works."""
        folder = _place_in(chosen)
        try:
            private_folder(folder)
        except StoreError as error:
            self._show_trouble(error)
            return
        self._vault.folder = folder
        self.moved.emit(folder)
        self.begin()

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


def _is_damage(error: StoreError) -> bool:
    """Everything can be deleted, to begin anew."""
    return isinstance(error, StoreDamaged) and not isinstance(error, NewerFormat)


def _explained(error: StoreError) -> Explanation:
    """What is wrong, and what helps as long as nothing is opened."""
    told = explain(error, windowed=True)
    if isinstance(error, StoreFull):
        return replace(told, body=tr("Free some space and try again, or choose a folder on another disk."))
    if isinstance(error, StoreNotWritable):
        helps = tr("It is missing, somebody else owns it, or its disk is read-only. Choose a folder of your own.")
        return replace(told, body=helps)
    return told


def _place_in(chosen: Path) -> Path:
    """The folder itself where something is kept in it already; else one of our own in it, as other files are there."""
    return chosen if is_kept_in(chosen) else chosen / "Common Ground"
