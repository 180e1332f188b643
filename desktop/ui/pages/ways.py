"""Parts of S06 and S08: people met before, who need no invite, and the network on which to be found.

Leaves to others: finding them (desktop.met), which networks there are (desktop.ui.flow.nearby).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.kept.relations import Relation
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip
from desktop.ui.widgets.layouts import Wrapping, clear, column
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import body, muted, strong
from desktop.ui.words import day, tr

MOST = 4


@dataclass(frozen=True, slots=True)
class Network:
    """One network of this computer. name: of the interface. address: of this computer in it. subnet: its addresses."""

    name: str
    address: str
    subnet: str = ""


def called(relation: Relation) -> str:
    """How to speak of somebody met before."""
    return plain(relation.known_as) or tr("Somebody without a name")


def by_themselves(relation: Relation) -> str:
    """What they call themselves, where this person calls them something else; "" otherwise."""
    differs = relation.renamed and relation.called and relation.renamed != relation.called
    return tr("Calls themselves {name}", name=plain(relation.called)) if differs else ""


class MetPeople(QWidget):
    """People of earlier meetings. Signal: `chose` with a Relation."""

    chose = Signal(object)

    def __init__(self, how: str) -> None:
        """Args: how: what choosing one does."""
        super().__init__()
        inside = column(self, gap=8)
        inside.addWidget(strong(tr("Somebody you have met")))
        inside.addWidget(muted(how))
        self._rows = column(gap=8)
        inside.addLayout(self._rows)
        self.buttons: list[RowButton] = []
        self.hide()

    def show_people(self, people: Sequence[Relation]) -> None:
        """These, the latest first; nothing at all where there is nobody."""
        clear(self._rows)
        self.buttons = []
        for relation in people[:MOST]:
            last = tr("Last met on {day}", day=day(float(relation.met)))
            detail = " · ".join(filter(None, (by_themselves(relation), last)))
            made = RowButton(called(relation), detail, partial(self.chose.emit, relation), "pair")
            self._rows.addWidget(made)
            self.buttons.append(made)
        self.setVisible(bool(people))


class NetworkChoice(QWidget):
    """Where this computer is found. Signal: `chose` with an address, "" for all networks."""

    chose = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        inside = column(self, gap=8)
        self.said = muted("")
        inside.addWidget(self.said)
        self.asked = body(tr("This computer is on two networks. Which one do you share with the other person?"))
        inside.addWidget(self.asked)
        holder = QWidget()
        self._flow = Wrapping(holder)
        inside.addWidget(holder)
        self._holder = holder
        self.chips: dict[str, Button] = {}

    def show_networks(self, networks: Sequence[Network], chosen: str) -> None:
        """One is only told; several are a choice.

        Args:
            chosen: address of the one in use, "" for all.
        """
        clear(self._flow)
        self.chips = {}
        if len(networks) == 1:
            only = networks[0]
            self.said.tell(tr("On {name} · you are {address}", name=plain(only.name), address=only.address))
        self.said.setVisible(len(networks) == 1)
        several = len(networks) > 1
        self.asked.setVisible(several)
        self._holder.setVisible(several)
        if several:
            every = {"": tr("All of them")}
            every |= {
                one.address: tr("{name}: {address}", name=plain(one.name), address=one.address) for one in networks
            }
            for address, label in every.items():
                made = chip(label, partial(self._choose, address))
                made.setChecked(address == chosen)
                self.chips[address] = made
                self._flow.addWidget(made)

    def _choose(self, address: str) -> None:
        for other, button in self.chips.items():
            button.setChecked(other == address)
        self.chose.emit(address)
