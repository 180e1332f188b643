"""Files that a person asks for: where to, written whole or not at all, and what to do when the disk does not want them.

On a full disk what was to be written stays in memory and is tried again until it is there, or somewhere else; a folder
that may not be written to is changed for another one. What is exported is still in the window, whatever happens.

Leaves to others: what is written (desktop.ui.desk), writing it (desktop.store), what is said (desktop.strings.errors).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.store import StoreError, StoreFull, StoreNotWritable, save
from desktop.strings.errors import explain
from desktop.ui.plain import plain
from desktop.ui.words import tr

RETRY_MS = 2000


def _nothing(_: Path) -> None:
    """Nobody has to be told."""


@dataclass(frozen=True, slots=True, repr=False)
class Export:
    """A file to be written.

    Attributes:
        window: in front of which it is asked where. title: of that question. name: suggested.
        content: the whole file.
        ending: added where it is missing.
        on_saved: told where it is.
        target: where to; None while that has not been said.
    """

    window: QWidget
    title: str
    name: str
    content: bytes
    ending: str = ""
    on_saved: Callable[[Path], object] = _nothing
    target: Path | None = None


class Exporting(QObject):
    """Signals: `saved` with a sentence and the folder; `refused` with an Explanation, and what can be done as
    choices of a banner."""

    saved = Signal(str, object)
    refused = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Export | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.try_again)

    @property
    def waiting(self) -> bool:
        """Something is only in memory, because the disk is full."""
        return self._waiting is not None

    def ask(self, export: Export) -> None:
        """Ask where it goes, and write it."""
        folder = Path.home() if export.target is None else export.target.parent
        dialog = QFileDialog(export.window, export.title, str(folder / export.name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: self.write(replace(export, target=Path(chosen))))
        dialog.open()

    def write(self, export: Export) -> None:
        """Write it where it is to go."""
        if export.target is None:
            self.ask(export)
            return
        self._stop()
        self._try(export, told=False)

    def try_again(self) -> None:
        """What waits, once more."""
        export = self._waiting
        if export is not None:
            self._stop()
            self._try(export, told=True)

    def close(self) -> None:
        """What waits is given up; whoever closes the window was asked."""
        self._stop()

    def _stop(self) -> None:
        self._waiting = None
        self._timer.stop()

    def _try(self, export: Export, *, told: bool) -> None:
        target = export.target or Path(export.name)
        if export.ending and target.suffix != export.ending:
            target = target.with_name(f"{target.name}{export.ending}")
        try:
            save(target, export.content)
        except StoreFull as error:
            self._waiting = export
            self._timer.start()
            if not told:
                choices = ((tr("Save elsewhere"), lambda: self.ask(export)),)
                self.refused.emit(explain(error, windowed=True), choices)
        except StoreNotWritable as error:
            choices = ((tr("Choose another folder"), lambda: self.ask(export)),)
            self.refused.emit(explain(error, windowed=True), choices)
        except StoreError as error:
            self.refused.emit(explain(error, windowed=True), ())
        else:
            self.saved.emit(tr("Saved to {folder}.", folder=plain(target.parent)), target.parent)
            export.on_saved(target)
