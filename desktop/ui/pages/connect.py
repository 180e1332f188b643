"""S06 Connect: how many, who sits where, and the invite."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.deals.sheet import Sheet
from desktop.ui import tokens
from desktop.ui.motif import Motif
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import AnyOf, OneOf
from desktop.ui.widgets.text import body, muted, section, strong
from desktop.ui.words import tr


class ConnectPage(Page):
    """Signals: `wants_invite` with the number of people and the role; `wants_to_enter`."""

    wants_invite = Signal(int, str)
    wants_to_enter = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Connect"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self._people: dict[int, Button] = {}
        self._roles = QButtonGroup(self)
        self._role_names: list[str] = []
        self.n_people = 2
        self.show_name: AnyOf | None = None
        self.set_back()
        self.enter_button = self.add_action(tr("Enter an invite"), self.wants_to_enter.emit, "invite")
        self.set_primary(tr("Show an invite"), self._invite)

    def show_sheet(self, sheet: Sheet, people: int, role: str = "", practice: bool = False) -> None:
        """Ask who takes part in a sheet.

        Args:
            sheet: to be compared.
            people: how many, to begin with.
            role: to begin with, "" for none chosen.
            practice: the others are this computer.
        """
        clear(self._parts)
        self._people, self._role_names, self.show_name = {}, list(sheet.roles), None
        fewest, most = sheet.seating.fewest, sheet.seating.most
        if sheet.improve is not None:
            fewest = most = len(sheet.improve.roles)  # the same people
        self.n_people = min(max(people, fewest), most)
        self._motif = Motif(0.25, self.n_people, 88, filled=False)
        self._parts.addWidget(self._motif)
        how = tr("You show three words or an invite; the other side enters them. Then you are connected directly.")
        if practice:
            how = tr("Your practice partner is this computer, with made-up answers. Nothing leaves it.")
        self._parts.addWidget(body(how))
        if fewest < most:
            self._ask_people(fewest, most)
        if sheet.roles:
            self._ask_role(sheet, role)
        if not practice:
            note = tr("An invite works once for each person, for 15 minutes. It holds your address on this network.")
            self._parts.addWidget(muted(note))
            self.show_name = AnyOf(tr("Let people on this network see my name while I wait"))
            self._parts.addWidget(self.show_name)
        self.enter_button.setVisible(not practice)
        if self.primary is not None:
            self.primary.say(tr("Start practising") if practice else tr("Show an invite"))

    @property
    def name_is_shown(self) -> bool:
        """Everybody on the network may see the name."""
        return self.show_name is not None and self.show_name.isChecked()

    def _ask_people(self, fewest: int, most: int) -> None:
        frame, inside = card()
        inside.addWidget(strong(tr("How many people, you included?")))
        flow = QWidget()
        wrapping = Wrapping(flow)
        for number in range(fewest, most + 1):
            made = chip(str(number), partial(self._choose_people, number))
            made.setAccessibleName(tr("{n} people", n=number))
            made.setChecked(number == self.n_people)
            self._people[number] = made
            wrapping.addWidget(made)
        inside.addWidget(flow)
        self._parts.addWidget(frame)

    def _ask_role(self, sheet: Sheet, role: str) -> None:
        frame, inside = card()
        inside.addWidget(section(tr("Who are you here?")))
        for number, name in enumerate(sheet.roles):
            made = OneOf(plain(name.replace("_", " ").replace("-", " ")))
            made.setChecked(name == role or (not role and number == 0))
            self._roles.addButton(made, number)
            inside.addWidget(made)
        self._parts.addWidget(frame)

    def _choose_people(self, number: int) -> None:
        self.n_people = number
        self._motif.set_people(number)
        for other, button in self._people.items():
            button.setChecked(other == number)

    def _invite(self) -> None:
        chosen = self._roles.checkedId()
        role = self._role_names[chosen] if self._role_names and chosen >= 0 else ""
        self.wants_invite.emit(self.n_people, role)

    def entered(self) -> None:
        """The invite is the way on."""
        super().entered()
        if self.primary is not None:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
