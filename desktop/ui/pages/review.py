"""S11 Review the sheet: read all of it, choose a role, agree to it or leave without a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.deals import role_names
from desktop.deals.sheet import Sheet
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import OneOf
from desktop.ui.widgets.sheet_view import facts_card, items_and_minutes, people_line, sheet_card
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr


def role_name(role: str) -> str:
    """A role as people read it, safe to show."""
    return plain(role_names.role_name(role))


class ReviewPage(Page):
    """Signals: `agreed` with the role; `suggesting` with it, to take part and then suggest a change; `refused`;
    `asked_what_shows`."""

    agreed = Signal(str)
    suggesting = Signal(str)
    refused = Signal()
    asked_what_shows = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Look at the sheet"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self._roles = QButtonGroup(self)
        self._names: list[str] = []
        self.set_back(tr("Leave"), self.refused.emit)
        self.suggest = self.add_action(tr("Suggest a change…"), lambda: self.suggesting.emit(self._role()))
        self.set_primary(tr("I'm fine with this sheet"), lambda: self.agreed.emit(self._role()))

    def show_sheet(self, sheet: Sheet, parties: int) -> None:
        """Ask whether this sheet is fine.

        Args:
            sheet: what somebody invites to.
            parties: how many people.
        """
        clear(self._parts)
        self.clear_banner()
        self.show_waiting(waiting=False)
        self.suggest.setVisible(sheet.improve is None)
        self._parts.addWidget(section(plain(sheet.title)))
        if sheet.summary:
            self._parts.addWidget(body(plain(sheet.summary)))
        facts = f"{people_line(parties, parties)} · {items_and_minutes(len(sheet.items), sheet.minutes)}"
        self._parts.addWidget(muted(facts))
        self._parts.addWidget(body(tr("You all see the same sheet. Nothing is sent until you lock in your answers.")))
        aside = QWidget()
        Wrapping(aside).addWidget(link(tr("What others can still work out"), self.asked_what_shows.emit))
        self._parts.addWidget(aside)
        self._names = list(sheet.roles)
        if sheet.roles:
            self._ask_role(sheet)
        details = facts_card(sheet)
        if details is not None:
            self._parts.addWidget(details)
        self._parts.addWidget(sheet_card(sheet, with_choices=True))

    def show_waiting(self, *, waiting: bool) -> None:
        """Agreed, and others are still missing."""
        self.suggest.setEnabled(not waiting)
        if self.primary is not None:
            self.primary.setEnabled(not waiting)
            self.primary.say(tr("Waiting for the others…") if waiting else tr("I'm fine with this sheet"))

    def _ask_role(self, sheet: Sheet) -> None:
        frame, inside = card()
        inside.addWidget(section(tr("Who are you here?")))
        for number, name in enumerate(sheet.roles):
            made = OneOf(role_name(name))
            # The host usually takes the first role, and a pair needs one of each.
            made.setChecked(number == len(sheet.roles) - 1)
            self._roles.addButton(made, number)
            inside.addWidget(made)
        self._parts.addWidget(frame)

    def _role(self) -> str:
        chosen = self._roles.checkedId()
        return self._names[chosen] if self._names and chosen >= 0 else ""
