"""S02 Home: start something, or go on with what was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import motif
from desktop.ui.motif import Motif
from desktop.ui.widgets.buttons import link, quiet
from desktop.ui.widgets.layouts import Wrapping, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import body, section
from desktop.ui.words import tr

MOST_AGREEMENTS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what it opens, its title and what is said about it."""

    id: str
    title: str
    detail: str


class HomePage(Page):
    """Signals: `chose` with "pair", "group" or "join"; `opened` and `deleted` with the id of a draft;
    `opened_agreement` with its id; `asked_all_agreements`; `asked_people`; `practised`."""

    chose = Signal(str)
    opened = Signal(str)
    deleted = Signal(str)
    opened_agreement = Signal(str)
    asked_all_agreements = Signal()
    asked_people = Signal()
    practised = Signal()

    def __init__(self) -> None:
        super().__init__(tr("What would you like to do?"))
        starts = column(gap=10)
        self.starts: list[RowButton] = []
        for name, title, detail, icon in (
            ("pair", tr("With one other person"), tr("You each answer on your own computer."), "pair"),
            ("group", tr("With a small group (3 to 8)"), tr("Only what all of you, or enough of you, want."), "group"),
            ("join", tr("Join with an invite"), tr("Somebody gave you three words or an invite."), "invite"),
        ):
            button = RowButton(title, detail, partial(self.chose.emit, name), icon)
            starts.addWidget(button)
            self.starts.append(button)
        self.content.addLayout(starts)
        aside = QWidget()
        flow = Wrapping(aside, gap=24)
        flow.addWidget(link(tr("Try it with a practice partner"), self.practised.emit, "practice"))
        flow.addWidget(link(tr("People you have met"), self.asked_people.emit, "only-you"))
        self.content.addWidget(aside)
        self._lists = column(gap=10)
        self.content.addLayout(self._lists)

    def show_lists(self, drafts: Sequence[Entry], agreements: Sequence[Entry]) -> None:
        """What is in progress, and what was agreed, the newest first."""
        clear(self._lists)
        if not drafts and not agreements:
            self._lists.addSpacing(16)
            self._lists.addWidget(Motif(motif.APART, height=72))
            empty = tr("Nothing here yet. Start with a sheet, or join with an invite someone gave you.")
            label = body(empty)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setProperty("kind", "quiet")
            self._lists.addWidget(label)
            return
        if drafts:
            self._lists.addSpacing(8)
            self._lists.addWidget(section(tr("In progress")))
            for entry in drafts:
                self._lists.addWidget(self._draft_row(entry))
        if agreements:
            self._lists.addSpacing(8)
            self._lists.addWidget(section(tr("Agreements")))
            for entry in agreements[:MOST_AGREEMENTS]:
                opening = partial(self.opened_agreement.emit, entry.id)
                self._lists.addWidget(RowButton(entry.title, entry.detail, opening, "note"))
            if len(agreements) > MOST_AGREEMENTS:
                more = link(tr("All agreements"), self.asked_all_agreements.emit)
                self._lists.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _draft_row(self, entry: Entry) -> QWidget:
        holder = QWidget()
        across = row(holder)
        opening = RowButton(entry.title, entry.detail, lambda: self.opened.emit(entry.id), "clock")
        opening.setObjectName(entry.id)
        across.addWidget(opening, 1)
        delete = quiet(tr("Delete"), lambda: self.deleted.emit(entry.id))
        delete.setAccessibleName(tr("Delete {title}", title=entry.title))
        across.addWidget(delete)
        return holder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 3 choose, Delete takes away what is in progress."""
        key, now = event.key(), QApplication.focusWidget()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.press_number(int(key) - int(Qt.Key.Key_0))
        elif key == Qt.Key.Key_Delete and isinstance(now, RowButton) and now.objectName():
            self.deleted.emit(now.objectName())
        else:
            super().keyPressEvent(event)

    def entered(self) -> None:
        """The first choice has the focus."""
        super().entered()
        self.starts[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def press_number(self, number: int) -> None:
        """1 to 3 choose."""
        if 1 <= number <= len(self.starts):
            self.starts[number - 1].click()
