"""S06 Connect: how many, who sits where, and the invite."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet
from desktop.kept.relations import Relation
from desktop.ui import tokens
from desktop.ui.motif import Motif
from desktop.ui.pages.around import PeopleNearby
from desktop.ui.pages.ways import MetPeople, NetworkChoice
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Disclosure, Page
from desktop.ui.widgets.rows import AnyOf, OneOf
from desktop.ui.widgets.text import body, muted, section, strong
from desktop.ui.words import tr


class ConnectPage(Page):
    """Signals: `wants_invite` with the number of people and the role; `wants_met` with a Relation and the role, to wait
    for somebody met before; `wants_to_enter`; `chose_network` with an address, "" for all. Of `around`: `chose` with a
    Row, to join somebody nearby instead."""

    wants_invite = Signal(int, str)
    wants_met = Signal(object, str)
    chose_network = Signal(str)
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
        self.router: AnyOf | None = None
        self.together: AnyOf | None = None
        self.met: MetPeople | None = None
        self._known: Sequence[Relation] = ()
        self.around = PeopleNearby(tr("Choose one to join them, with their sheet."))
        self.content.addWidget(self.around)
        self._options = column(gap=tokens.GAP)
        self.content.addLayout(self._options)
        self.networks = NetworkChoice()
        self.networks.chose.connect(self.chose_network)
        self.content.addWidget(self.networks)
        self.set_back()
        QShortcut(
            QKeySequence("F5"),
            self,
            self.around.asked_again.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.enter_button = self.add_action(tr("Enter an invite"), self.wants_to_enter.emit, "invite")
        self.set_primary(tr("Show an invite"), self._invite)

    def show_sheet(
        self, sheet: Sheet, people: int, role: str = "", practice: bool = False, known: Sequence[Relation] = ()
    ) -> None:
        """Ask who takes part in a sheet.

        Args:
            sheet: to be compared.
            people: how many, to begin with.
            role: to begin with, "" for none chosen.
            practice: the others are this computer.
            known: people met before, who need no invite.
        """
        clear(self._parts)
        clear(self._options)
        self._people, self._role_names, self._known = {}, list(sheet.roles), () if practice else known
        self.show_name = self.router = self.met = self.together = None
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
            self._add_options(may_change=sheet.improve is None)
        self.networks.setVisible(not practice)
        self.around.setVisible(not practice)
        self.enter_button.setVisible(not practice)
        if self.primary is not None:
            self.primary.say(tr("Start practising") if practice else tr("Show an invite"))

    def _add_options(self, *, may_change: bool) -> None:
        self.met = MetPeople(tr("They need no invite: they choose your name on their page “Join with an invite”."))
        self.met.chose.connect(lambda relation: self.wants_met.emit(relation, self._role()))
        self._parts.addWidget(self.met)
        self._show_met()
        name = tr("Others then see it beside the word of this computer. Otherwise you are “Someone nearby”.")
        self.show_name = AnyOf(tr("Let people on this network see my name while I wait"), name)
        frame, options = card(gap=12)
        options.addWidget(self.show_name)
        outside = tr("It lets them in as long as you wait; without your invite nobody gets any further.")
        self.router = AnyOf(tr("Ask my router to let people from other networks in"), outside)
        options.addWidget(Disclosure(tr("Somebody is on another network"), self.router))
        if may_change:
            self._offer_together(options)
        self._options.addWidget(frame)
        note = tr("An invite works once for each person, for 15 minutes. It holds your address on this network.")
        self._options.addWidget(muted(note))

    def _offer_together(self, options: QVBoxLayout) -> None:
        why = tr("Nobody answers before all of you are fine with it. Everyone can suggest changes, too.")
        self.together = AnyOf(tr("Look at the sheet together first"), why)
        options.addWidget(Disclosure(tr("The sheet may still change"), self.together))

    @property
    def looks_together(self) -> bool:
        """The sheet is looked at together before anybody answers."""
        return self.together is not None and self.together.isChecked()

    def _show_met(self) -> None:
        if self.met is not None:
            self.met.show_people(self._known if self.n_people == 2 else ())

    @property
    def router_is_asked(self) -> bool:
        """The router may be asked to let people in."""
        return self.router is not None and self.router.isChecked()

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
            made = OneOf(plain(role_name(name)))
            made.setChecked(name == role or (not role and number == 0))
            self._roles.addButton(made, number)
            inside.addWidget(made)
        self._parts.addWidget(frame)

    def _choose_people(self, number: int) -> None:
        self.n_people = number
        self._motif.set_people(number)
        for other, button in self._people.items():
            button.setChecked(other == number)
        self._show_met()

    def _role(self) -> str:
        chosen = self._roles.checkedId()
        return self._role_names[chosen] if self._role_names and chosen >= 0 else ""

    def _invite(self) -> None:
        self.wants_invite.emit(self.n_people, self._role())

    def entered(self) -> None:
        """The invite is the way on."""
        super().entered()
        if self.primary is not None:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
