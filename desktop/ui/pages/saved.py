"""S17 and S18: the agreement; where it is, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.deals.outcome import Outcome
from desktop.deals.sheet import Sheet
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, section
from desktop.ui.words import tr
from desktop.wording import describe_outcome


class SavedPage(Page):
    """Signals: `copied`, `saved_copy`, `asked_folder`; `finished`."""

    copied = Signal()
    saved_copy = Signal()
    asked_folder = Signal()
    finished = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("Your agreement"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.set_primary(tr("Finish"), self.finished.emit)

    def show_agreement(self, sheet: Sheet, outcome: Outcome, when: str, path: Path | None, *, signed: bool) -> None:
        """One agreement.

        Args:
            sheet: what was compared.
            outcome: what was agreed.
            when: date and time, in words.
            path: where it is kept; None when the sheet asks not to keep it.
            signed: everybody has signed it.
        """
        clear(self._parts)
        self.clear_banner()
        frame, inside = card(gap=8)
        inside.addWidget(section(plain(sheet.title)))
        inside.addWidget(muted(when))
        inside.addSpacing(4)
        for line in describe_outcome(sheet, outcome):
            part = muted(plain(line)) if line.startswith("  ") else body(plain(line))
            part.setIndent(16 if line.startswith("  ") else 0)
            inside.addWidget(part)
        self._parts.addWidget(frame)
        everyone = tr("Signed by everyone. Anyone you show the file to can check it.")
        self._parts.addWidget(body(everyone if signed else tr("Not everyone has signed it.")))
        if path is None:
            self._parts.addWidget(body(tr("This sheet asks not to keep the outcome, so it is gone when you finish.")))
        else:
            self._parts.addWidget(self._where(path))
        self._parts.addWidget(self._actions(path is not None))
        self._parts.addWidget(muted(tr("This is a note between you, not legal advice.")))

    def _where(self, path: Path) -> Text:
        where = muted(tr("Saved to {folder}", folder=plain(path.parent)))
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return where

    def _actions(self, kept: bool) -> QWidget:
        holder = QWidget()
        flow = Wrapping(holder)
        flow.addWidget(secondary(tr("Copy as text"), self.copied.emit, "copy"))
        if kept:
            flow.addWidget(secondary(tr("Save a copy…"), self.saved_copy.emit, "saved"))
            flow.addWidget(secondary(tr("Show in folder"), self.asked_folder.emit, "folder"))
        return holder
