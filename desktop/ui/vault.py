"""The lock of this person's store: opened by a passphrase, protected in another way, keys dropped, everything erased.

A passphrase takes a second to try and a quarter of a gigabyte, by design; it happens in the other thread. What is
typed goes from the field into a Secret and nowhere else.

Leaves to others: cryptography and files (desktop.store), when to lock (desktop.ui.flow.guarding).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from desktop.store import (
    InKeystore,
    LoginOnly,
    NoKeystore,
    Passphrase,
    Protection,
    Store,
    StoreError,
    best_guard,
    change_guard,
    erase_store,
    open_or_create,
    open_store,
    protection_of,
)
from desktop.ui.engine import Engine
from p2p.secret import Secret

STORE_FOLDER = "store"


class Vault(QObject):
    """The store in a person's folder. One thing happens at a time.

    Signals: `opened` with the Store, `refused` with the StoreError: unlocking it; `protected`, `not_protected` with the
    StoreError: protecting it in another way; `erased`: everything is gone, or not_erased. `_ended` with what has
    happened, and its result or its error.

    Attributes:
        folder: of the person's data. store: once it was opened; closed while it is locked.
    """

    opened = Signal(object)
    refused = Signal(object)
    protected = Signal()
    not_protected = Signal(object)
    erased = Signal()
    not_erased = Signal(object)
    _ended = Signal(str, object)

    def __init__(self, folder: Path, engine: Engine, store: Store | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.store = store
        self._engine = engine
        self._busy = False
        self._ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)

    @property
    def asks(self) -> bool:
        """It is opened by a passphrase only."""
        return self.store is not None and self.store.protection is Protection.PASSPHRASE

    def protection(self) -> Protection | None:
        """What protects what is there; None when there is nothing yet. Raises NewerFormat, StoreDamaged."""
        return protection_of(self.folder / STORE_FOLDER)

    def open_now(self) -> None:
        """Open what needs no passphrase; made where there is none. Tells like unlock."""
        try:
            store = open_or_create(self.folder / STORE_FOLDER)
        except StoreError as error:
            self.refused.emit(error)
        else:
            self._take(store)

    def unlock(self, passphrase: Secret[str]) -> None:
        """Open it by its passphrase."""
        self._do("open", lambda: open_store(self.folder / STORE_FOLDER, Passphrase(passphrase)))

    def protect(self, present: Secret[str], new: Secret[str] | None) -> None:
        """Protect it by another passphrase, or by what the system has.

        Args:
            present: the passphrase of now, where there is one; it is checked first.
            new: None for none.
        """
        store = self.store
        if store is not None:
            self._do("protect", lambda: _protect(store, present, new))

    def drop_keys(self) -> None:
        """What is kept cannot be read any more until it is unlocked."""
        if self.store is not None and self.asks:
            self.store.close()

    def erase(self) -> None:
        """Destroy everything that is kept, and begin anew without a passphrase."""
        if self.store is not None:
            self.store.close()
        self._do("erase", self._erase)

    def _erase(self) -> None:
        guard = None
        with contextlib.suppress(StoreError):
            found = best_guard() if self.protection() is Protection.KEYSTORE else None
            guard = found if isinstance(found, InKeystore) else None
        erase_store(self.folder / STORE_FOLDER, guard)

    def _do(self, what: str, work: Callable[[], object]) -> None:
        if self._busy:
            return
        self._busy = True
        self._engine.submit(asyncio.to_thread(work)).add_done_callback(lambda ended: self._tell(what, ended))

    def _tell(self, what: str, ended: Future[object]) -> None:
        """In the other thread."""
        if not ended.cancelled():
            self._ended.emit(what, ended.exception() or ended.result())

    def _on_end(self, what: str, result: object) -> None:
        self._busy = False
        if isinstance(result, StoreError):
            {"open": self.refused, "protect": self.not_protected, "erase": self.not_erased}[what].emit(result)
        elif isinstance(result, BaseException):
            raise result
        elif what == "erase":
            self.erased.emit()
        elif what == "protect":
            self.protected.emit()
        elif isinstance(result, Store):
            self._take(result)

    def _take(self, store: Store) -> None:
        if self.store is None:
            self.store = store
        else:
            self.store.adopt(store)
        self.opened.emit(self.store)


def _protect(store: Store, present: Secret[str], new: Secret[str] | None) -> None:
    if store.protection is Protection.PASSPHRASE:
        open_store(store.folder, Passphrase(present)).close()
    if new is not None:
        store.adopt(change_guard(store.share(), Passphrase(new)))
        return
    try:
        store.adopt(change_guard(store.share(), best_guard()))
    except NoKeystore:  # it is there but stays locked or does not answer
        store.adopt(change_guard(store.share(), LoginOnly()))


def is_kept_in(folder: Path) -> bool:
    """A store is there, whether or not it can be opened."""
    try:
        return protection_of(folder / STORE_FOLDER) is not None
    except StoreError:
        return True


def kept_beside(folder: Path) -> tuple[Path, ...]:
    """Folders with files that belong to what is kept, for whoever erases it."""
    return tuple(folder / name for name in ("incoming", "received"))
