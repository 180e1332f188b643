"""The sealed content of a statement: a text with its size in sight, or a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from desktop.deals.parse_answers import MAX_CONTENT_BYTES
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.tokens import BODY
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import column, row
from desktop.ui.widgets.text import Text, say
from desktop.ui.words import tr

LINES = 3


class Content(QWidget):
    """A text of at most 280 bytes, or the path of a file."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._file = ""
        self._fits = ""
        self.edit = _Edit()
        self.edit.setAccessibleName(tr("What opens: {statement}", statement=name))
        self.edit.setPlaceholderText(tr("What they read if it opens"))
        self.edit.textChanged.connect(self._typed)
        self._size = Text("", "muted")
        self._path = Text("", "body")
        self._choose = link(tr("Use a file instead…"), self._choose_file)
        self._choose.setAccessibleName(tr("Use a file instead for {statement}", statement=name))
        self._remove = link(tr("Use a text instead"), lambda: self._become("", ""))
        self._remove.setAccessibleName(tr("Use a text instead for {statement}", statement=name))
        below = QWidget()
        beside = row(below, gap=8)
        beside.addWidget(self._size, 1)
        beside.addWidget(self._path, 1)
        beside.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignVCenter)
        inside = column(self, gap=2)
        inside.addWidget(self.edit)
        inside.addWidget(below)
        self.show_content("", "")

    @property
    def text(self) -> str | None:
        """The text; None when it is a file."""
        return None if self._file else self._fits

    @property
    def file(self) -> str:
        """The path; "" when it is a text."""
        return self._file

    def show_content(self, text: str | None, file: str) -> None:
        """Show a text or a file; no signal."""
        self._file, self._fits = file, text or ""
        self.edit.blockSignals(True)
        if self.edit.toPlainText() != self._fits:
            self.edit.setPlainText(self._fits)
        self.edit.blockSignals(False)
        for widget in (self.edit, self._size, self._choose):
            widget.setVisible(not file)
        for other in (self._path, self._remove):
            other.setVisible(bool(file))
        self._path.tell(tr("The file {name}", name=plain(Path(file).name)) if file else "")
        self._tell_size(full=False)

    def _typed(self) -> None:
        text = self.edit.toPlainText()
        cut, full = fitting(text), n_bytes(text) > MAX_CONTENT_BYTES
        if cut != text:
            at = self.edit.textCursor().position()
            self.edit.blockSignals(True)
            self.edit.setPlainText(cut)
            cursor = self.edit.textCursor()
            cursor.setPosition(min(at, len(cut.encode("utf-16-le")) // 2))
            self.edit.setTextCursor(cursor)
            self.edit.blockSignals(False)
            text = cut
        self._tell_size(full=full)
        if text != self._fits:
            self._fits = text
            self._tell_size(full=n_bytes(text) == MAX_CONTENT_BYTES)
            self.changed.emit()

    def _tell_size(self, *, full: bool) -> None:
        size = tr("{n} of {most} bytes", n=n_bytes(self._fits), most=MAX_CONTENT_BYTES)
        sentence = tr("{size}. That is all the space there is.", size=size) if full else size
        if full and self._size.text() != sentence:
            say(self, sentence)
        self._size.tell(sentence)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"))
        if path:
            self._become("", path)

    def _become(self, text: str, file: str) -> None:
        self.show_content(text, file)
        (self._remove if file else self.edit).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _Edit(QPlainTextEdit):
    """A few lines; the Tab key leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(theme().px(BODY) * 1.3 * LINES) + 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc belongs to the page."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def n_bytes(text: str) -> int:
    """Bytes of UTF-8; half characters count as what they become."""
    return len(text.encode("utf-8", "replace"))


def fitting(text: str) -> str:
    """As much of the text as fits, in whole characters, without null characters: no statement can hold one."""
    return text.replace("\0", "").encode("utf-8", "replace")[:MAX_CONTENT_BYTES].decode("utf-8", "ignore")
