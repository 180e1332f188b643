"""When something cannot be saved: said once, tried again until it works, and asked about before the window closes.

Leaves to others: saving and trying again (desktop.ui.drafts, desktop.ui.own_sheets).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.store import StoreError, StoreFull, StoreNotWritable
from desktop.strings.errors import explain
from desktop.ui.flow.context import Context
from desktop.ui.widgets.banner import Choice
from desktop.ui.widgets.page import Page
from desktop.ui.words import tr


class Saving(QObject):
    """Tells about drafts and sheets that are only in memory."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._told: tuple[str, Page] | None = None
        for kept, worked in ((context.keeper, context.keeper.saved), (context.own_sheets, context.own_sheets.kept)):
            kept.failed.connect(self._on_failed)
            worked.connect(self._on_saved)
        context.desk.exports.saved.connect(self._on_exported)
        context.desk.exports.refused.connect(lambda told, choices: context.window.page.show_problem(told, choices))

    def _on_exported(self, sentence: str, folder: Path) -> None:
        """A file is where the person wants it: the folder can be opened."""
        url = QUrl.fromLocalFile(str(folder))
        self._c.window.page.show_banner(sentence, "", [(tr("Show in folder"), lambda: QDesktopServices.openUrl(url))])

    @property
    def waiting(self) -> bool:
        """Something is only in memory, because it could not be saved."""
        return self._c.keeper.waiting or self._c.own_sheets.waiting or self._c.desk.exports.waiting

    def _on_failed(self, error: StoreError) -> None:
        told, page = explain(error, windowed=True), self._c.window.page
        if self._told != (told.code, page):
            self._told = (told.code, page)
            self._c.saved_note = tr("Not saved yet")
            self._c.show_status()
            page.show_problem(told, self._ways_out(error))

    def _ways_out(self, error: StoreError) -> list[Choice]:
        """A sheet that is edited can be written to a file; answers never leave the store, not even then."""
        if self._c.window.page is not self._c.pages.editor or not self._c.own_sheets.waiting:
            return []
        if isinstance(error, StoreFull):
            return [(tr("Save elsewhere"), self._c.pages.editor.shared.emit)]
        if isinstance(error, StoreNotWritable):
            return [(tr("Choose another folder"), self._c.pages.editor.shared.emit)]
        return []

    def _on_saved(self) -> None:
        before, self._told = self._told, None
        if before is not None:
            before[1].clear_banner()
            self._c.window.page.show_banner(tr("Everything is saved again."))
