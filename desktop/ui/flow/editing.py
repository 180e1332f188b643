"""Editing: a copy of a sheet, a blank one, one's own; kept while it is edited, shared as a file when asked to.

Leaves to others: the page (desktop.ui.editor.page), what is done with a finished sheet (desktop.ui.flow.beginning).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from desktop.deals import templates
from desktop.deals.sheet import Draft, Sheet
from desktop.store import StoreError
from desktop.strings.errors import explain
from desktop.ui import library
from desktop.ui.editor.model import NoDocument, Table, blank, fresh_id, read, write
from desktop.ui.flow.beginning import Beginning
from desktop.ui.flow.context import Context
from desktop.ui.library import Choice
from desktop.ui.own_sheets import OwnSheet, OwnSheets, new_id
from desktop.ui.words import clock_time, tr

UNDO_MS = 10_000


class Editing(QObject):
    """From the list of sheets to the editor, and back.

    Attributes:
        own: the sheets that this person made.
    """

    def __init__(self, context: Context, beginning: Beginning) -> None:
        super().__init__()
        self._c = context
        self._beginning = beginning
        self.own: OwnSheets = context.own_sheets
        self._id = ""
        self._file: Path | None = None
        self._deleting = ""
        self._suggest: Callable[[Sheet], str] | None = None
        self._after: Callable[[], object] = beginning.go_home
        self._undo = QTimer(self)
        self._undo.setSingleShot(True)
        self._undo.setInterval(UNDO_MS)
        self._undo.timeout.connect(self.delete_now)
        pages = context.pages
        pages.choose.asked_edit.connect(self.edit)
        pages.choose.asked_blank.connect(self.begin_blank)
        pages.choose.deleted.connect(self._delete)
        pages.editor.changed.connect(self._keep)
        pages.editor.left.connect(self._leave)
        pages.editor.done.connect(self._finish)
        pages.editor.shared.connect(self.share)
        beginning.asked_mending.connect(self.mend_file)
        self.own.kept.connect(self._on_kept)

    @property
    def current(self) -> str:
        """The id of the sheet that is being edited; "" for none."""
        return self._id

    # ---- beginning to edit

    def resume(self, own_id: str) -> None:
        """Go on with a sheet that is kept; nothing happens when it is not there any more."""
        kept = self.own.find(own_id)
        if kept is not None:
            self._show(kept.id, kept.document, saved=True)

    def edit(self, choice: Choice) -> None:
        """One's own sheet, or a copy of another."""
        kept = self.own.find(choice.own) if choice.own else None
        if kept is not None:
            self._show(kept.id, kept.document, saved=True)
            return
        source = templates.template_source(choice.template_id) if choice.template_id else choice.source
        document = read(source)
        taken = [*templates.template_ids(), *(sheet.document.get("id") for sheet in self.own.all())]
        self._show(new_id(), document | {"id": fresh_id(str(document.get("id", "sheet")), taken)}, saved=False)

    def begin_blank(self) -> None:
        """A sheet without items."""
        self._show(new_id(), blank(tr("My sheet")), saved=False)

    def mend_file(self, path: Path) -> None:
        """A file with mistakes."""
        try:
            document = read(library.read_file(path))
        except (NoDocument, library.NotASheet):
            return
        self._show(new_id(), document, saved=True)
        self._file = path

    def borrow(self, document: Table, suggest: Callable[[Sheet], str], after: Callable[[], object]) -> None:
        """Edit a copy that is not kept.

        Args:
            suggest: is given the finished sheet; says what stands in its way, or "".
            after: is called when the person is back without having finished.
        """
        self._show("", document, saved=True)
        self._suggest, self._after = suggest, after
        self._show_purpose(borrowed=True)

    def give_back(self) -> bool:
        """Nobody waits for the copy any more. Whether somebody did, and it is what is on the screen."""
        if self._suggest is None:
            return False
        self._suggest = None
        self._c.pages.editor.forget()
        return self._c.window.page is self._c.pages.editor

    def _show(self, own_id: str, document: Table, *, saved: bool) -> None:
        self._suggest = None
        self._show_purpose(borrowed=False)
        self.own.keep_now()
        self._id, self._file = "", None
        self._c.pages.editor.show_document(document, saved=saved)
        self._id = own_id
        self._c.saved_note = ""
        self._c.to(self._c.pages.editor)
        if not saved:
            self._keep()

    def _show_purpose(self, *, borrowed: bool) -> None:
        """A copy that is suggested to others when it is done, or a sheet that is kept here."""
        page = self._c.pages.editor
        page.share.setVisible(not borrowed)
        page.finish.say(tr("Suggest this version") if borrowed else tr("Done"))

    # ---- while editing

    def _keep(self) -> None:
        if self._id:
            self.own.keep(OwnSheet(self._id, self._c.pages.editor.bench.document))

    def _on_kept(self) -> None:
        page = self._c.pages.editor
        if self._c.window.page is not page:
            return
        now = clock_time(time.time())
        if self._file is not None and not page.bench.saved:
            note = tr("Kept on this computer {time}. The file does not have the last changes.", time=now)
        else:
            note = tr("Kept on this computer {time}", time=now)
        self._c.saved_note = note
        self._c.show_status()

    def share(self) -> None:
        """Save it as a file: where it was saved before, or where the person says."""
        document = self._c.pages.editor.bench.document
        name = f"{document.get('id') or 'sheet'}.deal"
        self._c.desk.save_sheet(self._c.window, self._file, name, write(document), self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._file = path
        self._c.pages.editor.bench.note_saved()

    def _leave(self) -> None:
        """Everything is kept; back to the list. Or nothing is, of a copy for others."""
        if self._suggest is not None:
            self.give_back()
            self._after()
            return
        self.own.keep_now()
        self._c.pages.editor.forget()
        kept, self._id = self._id, ""
        self._beginning.show_choices(kept)

    def _finish(self) -> None:
        """Back to the list if nothing is left to be mended."""
        page = self._c.pages.editor
        page.check_now()
        if page.checked.result is None:
            page.go_to_first_problem()
            return
        if self._suggest is not None:
            self._hand_over(page.checked.result, self._suggest)
        else:
            self._leave()

    def _hand_over(self, made: Sheet | Draft, suggest: Callable[[Sheet], str]) -> None:
        """A finished copy goes to the others."""
        page = self._c.pages.editor
        problem = suggest(made) if isinstance(made, Sheet) else tr("What is settled first needs its values.")
        if problem:
            page.show_banner(tr("This copy cannot be suggested as it is."), problem)
        else:
            self.give_back()

    # ---- deleting

    def _delete(self, own_id: str) -> None:
        self.delete_now()
        self._deleting = own_id
        self._c.hidden_sheets = frozenset({own_id})
        self._undo.start()
        self._beginning.show_choices("")
        self._c.pages.choose.show_banner(tr("Deleted."), "", [(tr("Undo"), self._keep_after_all)])

    def _keep_after_all(self) -> None:
        self._undo.stop()
        kept, self._deleting = self._deleting, ""
        self._c.hidden_sheets = frozenset()
        self._c.pages.choose.clear_banner()
        self._beginning.show_choices(kept)

    def delete_now(self) -> None:
        """Nobody undid it."""
        self._undo.stop()
        own_id, self._deleting = self._deleting, ""
        self._c.hidden_sheets = frozenset()
        if not own_id:
            return
        try:
            self.own.forget(own_id)
        except StoreError as error:
            self._c.window.page.show_problem(explain(error))
        if self._c.window.page is self._c.pages.choose:
            self._c.pages.choose.clear_banner()

    def close(self) -> None:
        """For the last time."""
        self.delete_now()
        self.own.close()
        self._c.pages.editor.forget()
        self._c.pages.editor.trial.foresight.close()
