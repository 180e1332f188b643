"""Sheets that this person made: kept soon after every change, encrypted like everything in the store, mistakes and all.

Leaves to others: editing them (desktop.ui.editor), choosing one (desktop.ui.pages.choose).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.store import Kind, Store, StoreError
from desktop.ui.editor.model import NoDocument, Table, read, write

KEEP_MS = 400
RETRY_MS = 2000


@dataclass(frozen=True, slots=True, repr=False)
class OwnSheet:
    """One of them. id: names the record, not the sheet."""

    id: str
    document: Table


def new_id() -> str:
    """Names a new one."""
    return secrets.token_hex(16)


class OwnSheets(QObject):
    """Signals: `kept` when something was; `failed` with what the disk says, after which it is tried again."""

    kept = Signal()
    failed = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._waiting: OwnSheet | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep_now)

    def keep(self, sheet: OwnSheet) -> None:
        """It looks like this now."""
        if self._waiting is not None and self._waiting.id != sheet.id:
            self.keep_now()
        self._waiting = sheet
        if not self._timer.isActive():
            self._timer.start(KEEP_MS)

    @property
    def waiting(self) -> bool:
        """Something is only in memory yet."""
        return self._waiting is not None

    def keep_now(self) -> None:
        """Keep what waits to be kept."""
        sheet, self._waiting = self._waiting, None
        self._timer.stop()
        if sheet is None:
            return
        try:
            self._store.put(Kind.SHEET, sheet.id, write(sheet.document))
        except StoreError as error:
            self._waiting = sheet
            self._timer.start(RETRY_MS)
            self.failed.emit(error)
            return
        self.kept.emit()

    def close(self) -> None:
        """Keep for the last time."""
        self.keep_now()
        self._waiting = None
        self._timer.stop()

    def all(self) -> list[OwnSheet]:
        """Every one of them, by title."""
        self.keep_now()
        found = [self.find(record_id) for record_id in self._store.ids(Kind.SHEET)]
        known = [sheet for sheet in found if sheet is not None]
        return sorted(known, key=lambda sheet: str(sheet.document.get("title", "")).casefold())

    def find(self, sheet_id: str) -> OwnSheet | None:
        """One of them; None when it is not there any more."""
        if self._waiting is not None and self._waiting.id == sheet_id:
            return self._waiting
        try:
            record = self._store.get(Kind.SHEET, sheet_id)
        except StoreError as error:
            self.failed.emit(error)
            return None
        if record is None:
            return None
        try:
            return OwnSheet(sheet_id, read(record.content))
        except NoDocument:
            return None

    def forget(self, sheet_id: str) -> None:
        """Destroy one of them."""
        if self._waiting is not None and self._waiting.id == sheet_id:
            self._waiting = None
            self._timer.stop()
        self._store.forget(Kind.SHEET, sheet_id)
