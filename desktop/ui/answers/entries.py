"""set: a list of own entries. Add one, paste many, or take them from a file; what is there already is merged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QMimeData, QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QWidget

from desktop.deals.answers import Answer, Entries
from desktop.deals.items import SetItem
from desktop.deals.text import MAX_ENTRY_BYTES
from desktop.ui import tokens
from desktop.ui.answers.base import AnswerWidget, quiet_line
from desktop.ui.answers.merging import Merged, merge
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import link, secondary
from desktop.ui.widgets.layouts import Wrapping, row
from desktop.ui.widgets.text import Text, say
from desktop.ui.words import tr, tr_n

LINES = 6
MOST_FILE_BYTES = 16_000_000


class EntriesAnswer(AnswerWidget):
    """Names, addresses, whatever the sheet asks for, one entry each."""

    def __init__(self, item: SetItem, role: str, parent: QWidget | None = None) -> None:
        super().__init__(item, role, parent)
        self._most = item.max_entries
        self._strings: tuple[str, ...] = ()
        self._blank = tr("Left blank counts as no entry.")
        self.field = EntryField()
        self.field.setAccessibleName(tr("New entry for: {question}", question=self.name))
        self.field.setPlaceholderText(tr("One entry, or paste a list"))
        self.field.returnPressed.connect(self._add_typed)
        self.field.pasted.connect(lambda text: self._add(text.splitlines()))
        self._count, self._news = Text("", "quiet"), Text("", "muted")
        self._model = QStringListModel()
        self.list = EntryList(self._model, tr("Your entries for: {question}", question=self.name))
        self.list.erased.connect(self._remove_chosen)
        self.list.chose.connect(self._show_remove)
        across = row(gap=8)
        # Aligned, so that neither keeps the other from being as high as it needs.
        across.addWidget(self.field, 1, Qt.AlignmentFlag.AlignVCenter)
        self._add_button = secondary(tr("Add"), self._add_typed)
        across.addWidget(self._add_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QWidget()
        flow = Wrapping(self._buttons, gap=16)
        flow.addWidget(link(tr("Add from a file…"), self._choose_file))
        self._remove = link(tr("Remove the chosen entries"), self._remove_chosen)
        flow.addWidget(self._remove)
        self.rows.addLayout(across)
        for widget in (self._news, self._count, self.list, self._buttons, quiet_line(self._blank)):
            self.rows.addWidget(widget)
        self._show()

    def answer(self) -> Answer:
        """The entries, or None."""
        return Entries(self._strings) if self._strings else None

    def set_answer(self, answer: Answer) -> None:
        """Show entries."""
        self._strings = answer.strings if isinstance(answer, Entries) else ()
        self._tell("")
        self._show()

    def summary(self) -> list[str]:
        """All entries, in their own spelling."""
        return [plain(one) for one in self._strings] or [self._blank]

    # --- what a person does -------------------------------------------------------------------------------------------

    def _add_typed(self) -> None:
        text = self.field.text()
        if text.strip() and self._add([text]).added:
            self.field.clear()

    def _add(self, texts: Iterable[str]) -> Merged:
        merged = merge(self._strings, texts, self._most)
        self._tell(news(merged, self._most))
        if merged.added:
            self._become(merged.strings)
            self.list.scrollToBottom()
        return merged

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a text file with one entry on each line"))
        if path:
            self.add_file(Path(path))

    def add_file(self, path: Path) -> None:
        """Add every line of a text file."""
        try:
            with path.open("rb") as file:
                content = file.read(MOST_FILE_BYTES + 1)
            if len(content) > MOST_FILE_BYTES:
                raise ValueError("too large")
            lines = content.decode("utf-8-sig").splitlines()
        except (OSError, ValueError):
            self._tell(tr("This file cannot be read as a list. Save it as plain text with one entry on each line."))
            return
        self._add(lines)

    def _remove_chosen(self) -> None:
        rows = {index.row() for index in self.list.selectionModel().selectedIndexes()}
        if not rows:
            return
        self._become(tuple(one for number, one in enumerate(self._strings) if number not in rows))
        self._tell(tr_n("{n} entry removed.", "{n} entries removed.", len(rows)))
        if self._strings:
            there = self._model.index(min(min(rows), len(self._strings) - 1))
            self.list.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self.field.setFocus()

    def _become(self, strings: tuple[str, ...]) -> None:
        self._strings = strings
        self._show()
        self.changed.emit()

    def _tell(self, sentence: str) -> None:
        self._news.tell(sentence)
        self._news.setVisible(bool(sentence))
        if sentence:
            say(self, sentence)

    def _show(self) -> None:
        self._model.setStringList([plain(one) for one in self._strings])
        self._count.tell(tr("{n} of {most} entries", n=len(self._strings), most=self._most))
        self.list.setVisible(bool(self._strings))
        self._show_remove()

    def _show_remove(self) -> None:
        self._remove.setVisible(bool(self.list.selectionModel().selectedIndexes()))


class EntryField(QLineEdit):
    """Pasted lines become entries instead of one long line.

    Signals: `pasted` with a text of several lines.
    """

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste many lines as many entries."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and mime is not None and mime.hasText():
            text = mime.text()
            if len(text.splitlines()) > 1:
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)


class EntryList(QListView):
    """The entries; Delete removes those chosen.

    Signals: `erased`, and `chose` when others are chosen.
    """

    erased = Signal()
    chose = Signal()

    def __init__(self, model: QStringListModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chose.emit())
        theme().changed.connect(self._look)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace remove; nothing is copied."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.erased.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        colours = theme().colours
        self.setStyleSheet(
            f"QListView {{ background: {colours.card}; border: 1px solid {colours.edge}; padding: 4px;"
            f" border-radius: {tokens.CONTROL_RADIUS}px; outline: none; }}"
            f"QListView:focus {{ border: 2px solid {colours.text}; }}"
            f"QListView::item {{ padding: 5px 8px; border-radius: 6px; color: {colours.text}; }}"
            f"QListView::item:selected {{ background: {colours.accent_soft}; border: 1px solid {colours.accent}; }}"
            f"QListView::item:focus {{ border: 1px solid {colours.text}; }}"
        )
        self.setFixedHeight(round(theme().px(tokens.BODY) * 1.3 + 12) * LINES + 12)


def news(merged: Merged, most: int) -> str:
    """What became of texts that were added."""
    parts = []
    if merged.added:
        parts.append(tr_n("{n} entry added.", "{n} entries added.", merged.added))
    if merged.known:
        parts.append(tr_n("{n} was there already.", "{n} were there already.", merged.known))
    if merged.unusable:
        longer = tr_n(
            "{n} is longer than {most} bytes and was left out.",
            "{n} are longer than {most} bytes and were left out.",
            merged.unusable,
            most=MAX_ENTRY_BYTES,
        )
        parts.append(longer)
    if merged.beyond:
        parts.append(tr("{n} did not fit: at most {most} entries.", n=merged.beyond, most=most))
    return " ".join(parts)
