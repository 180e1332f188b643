"""S17 and S18: the agreement; whether it is kept, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.deals.outcome import Outcome
from desktop.deals.sheet import Sheet
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr
from desktop.wording import describe_outcome


class SavedPage(Page):
    """Signals: `copied`, `saved_pdf`, `saved_file`; `improving`; `finished`."""

    copied = Signal()
    saved_pdf = Signal()
    saved_file = Signal()
    improving = Signal()
    finished = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("Your agreement"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.better = self.add_action(tr("Improve our deal"), self.improving.emit)
        self.better.hide()
        self.set_primary(tr("Finish"), self.finished.emit)

    def offer_improving(self, can: bool) -> None:
        """The agreement may be improved, or not."""
        self.better.setVisible(can)

    def show_agreement(
        self, sheet: Sheet, outcome: Outcome, when: str, *, kept: bool, signed: bool, practice: bool = False
    ) -> None:
        """One agreement.

        Args:
            sheet: what was compared.
            outcome: what was agreed.
            when: date and time, in words.
            kept: on this computer; not when the sheet asks not to keep it.
            signed: everybody has signed it.
            practice: with partners who are this computer: nothing stays.
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
        self._parts.addWidget(body(_where(kept, practice)))
        self._parts.addWidget(self._actions(kept and not practice))
        self._parts.addWidget(muted(tr("This is a note between you, not legal advice.")))

    def _actions(self, kept: bool) -> QWidget:
        holder = QWidget()
        flow = Wrapping(holder)
        flow.addWidget(secondary(tr("Copy as text"), self.copied.emit, "copy"))
        if kept:
            flow.addWidget(secondary(tr("Save as PDF…"), self.saved_pdf.emit, "saved"))
            flow.addWidget(secondary(tr("Save as a file to check…"), self.saved_file.emit, "saved"))
        return holder


def _where(kept: bool, practice: bool) -> str:
    if practice:
        return tr("This was practice: it is gone when you finish.")
    if kept:
        return tr("It is kept on this computer, under Agreements. Others have their own copies.")
    return tr("This sheet asks not to keep the outcome, so it is gone when you finish.")
