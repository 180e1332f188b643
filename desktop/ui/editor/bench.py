"""The workbench: the document at hand, every change of it as a step that can be taken back, and whether it is saved.

Leaves to others: forms that change it (desktop.ui.editor.form), files (desktop.ui.flow.editing).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop.ui.editor.model import Path, Table, get, put

MOST_UNDO = 500


class _Change(QUndoCommand):
    """One step. where: the path at which it was made."""

    def __init__(self, bench: Bench, before: Table, after: Table, where: Path) -> None:
        super().__init__()
        self._bench = bench
        self.before, self.after, self.where = before, after, where

    def undo(self) -> None:
        """As it was before."""
        self._bench.become(self.before, self.where)

    def redo(self) -> None:
        """As it is after."""
        self._bench.become(self.after, self.where)


class Bench(QObject):
    """Signals: `changed` the document is another one; `went` with the path of what was undone or redone.

    Attributes:
        document: as it is now; never changed in place.
        stack: the steps.
    """

    changed = Signal()
    went = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Table = {}
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_UNDO)
        self._pushing = False
        self._typing: Path | None = None

    def open(self, document: Table, *, saved: bool = True) -> None:
        """Begin with a document; there is nothing to undo.

        Args:
            saved: it is as it is in a file.
        """
        self.stack.clear()
        if not saved:
            self.stack.resetClean()
        self.document, self._typing = document, None
        self.changed.emit()

    @property
    def saved(self) -> bool:
        """The document is as it was last saved."""
        return self.stack.isClean()

    def note_saved(self) -> None:
        """It was saved as it is now."""
        self._typing = None
        self.stack.setClean()

    def get(self, path: Path) -> object:
        """What is at a place."""
        return get(self.document, path)

    def put(self, path: Path, value: object, *, typing: bool = False) -> None:
        """Another value at a place.

        Args:
            value: None takes the key away.
            typing: letters typed one after the other are one step.
        """
        if self.get(path) == value:
            return
        self.apply(put(self.document, path, value), path, typing=typing)

    def apply(self, document: Table, where: Path, *, typing: bool = False) -> None:
        """Another document, as one step.

        Args:
            where: what it is about; shown when the step is undone.
        """
        last = self.stack.command(self.stack.index() - 1) if self.stack.index() else None
        if typing and self._typing == where and isinstance(last, _Change) and not self.stack.isClean():
            last.after = document
            self.become(document, None)
            return
        self._typing = where if typing else None
        self._pushing = True
        self.stack.push(_Change(self, self.document, document, where))
        self._pushing = False

    def settle(self) -> None:
        """Somebody went elsewhere: what is typed now is another step."""
        self._typing = None

    def undo(self) -> None:
        """Take the last step back."""
        self._typing = None
        self.stack.undo()

    def redo(self) -> None:
        """Take it again."""
        self._typing = None
        self.stack.redo()

    def become(self, document: Table, where: Path | None) -> None:
        """Called by the steps."""
        self.document = document
        if where is not None and not self._pushing:
            self.went.emit(where)
        self.changed.emit()
