"""Part of S06 and S08: people nearby, a list that follows them as they come and go.

Rows stay where they are while others come, so that nobody presses on somebody else than he meant.

Leaves to others: looking (desktop.ui.flow.looking), joining who was chosen (desktop.ui.flow.nearby).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.nearby import PATIENCE_S, word_of
from desktop.strings.errors import Explanation
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import link, secondary
from desktop.ui.widgets.layouts import Wrapping, column
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import body, muted, say, strong
from desktop.ui.words import tr
from p2p.nearby_rows import Row


def title_of(row: Row) -> str:
    """How somebody nearby is called here: a name only if they show one, and the word of their computer."""
    name = plain(row.announcement.nickname) or tr("Someone nearby")
    return tr("{name} ({word})", name=name, word=word_of(row))


def detail_of(row: Row) -> str:
    """Where they are, as far as that tells them from others."""
    return row.addresses[0] if row.twin else tr("On this network")


class PeopleNearby(QWidget):
    """Signals: `chose` with a Row; `wanted`: whether somebody looks at this; `asked_again`: look once more;
    `asked_why`: why nobody is here; `read`: the person knows what the system is going to ask."""

    chose = Signal(object)
    wanted = Signal(bool)
    asked_again = Signal()
    asked_why = Signal()
    read = Signal()

    def __init__(self, how: str) -> None:
        """Args: how: what choosing one does."""
        super().__init__()
        self.setAccessibleName(tr("People nearby"))
        inside = column(self, gap=tokens.GRID)
        inside.addWidget(strong(tr("People nearby")))
        self._how = muted(how)
        inside.addWidget(self._how)
        self.note = body("")
        inside.addWidget(self.note)
        self._list = column(gap=tokens.GRID)
        inside.addLayout(self._list)
        self.state = body("")
        inside.addWidget(self.state)
        line = QWidget()
        ways = Wrapping(line)
        self.understood = secondary(tr("Continue"), self.read.emit)
        self.why = link(tr("Why can't I see them?"), self.asked_why.emit)
        for button in (self.understood, self.why):
            ways.addWidget(button)
        inside.addWidget(line)
        self._ways = line
        self.buttons: dict[str, RowButton] = {}
        self._people: dict[str, Row] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(round(PATIENCE_S * 1000))
        self._patience.timeout.connect(self._show)
        self._problem = self._notice = ""
        self._show()

    def begin(self) -> None:
        """Somebody is being looked for from now on."""
        self._problem = self._notice = ""
        self._people = {}
        self._patience.start()
        self._show()

    def begin_again(self) -> None:
        """The network is asked once more; whoever is there stays."""
        self._patience.start()
        self._show()

    def show_people(self, rows: Sequence[Row]) -> None:
        """Everybody who is there now."""
        before, self._people = self._people, {row.name: row for row in rows}
        for name in self._people.keys() - before.keys():
            say(self, tr("{name}, new, found", name=title_of(self._people[name])))
        for name in before.keys() - self._people.keys():
            say(self, tr("{name} left", name=title_of(before[name])))
        self._show()

    def show_problem(self, told: Explanation) -> None:
        """This computer cannot look for anybody."""
        self._problem = told.summary
        self._patience.stop()
        self._people = {}
        self._show()

    def show_notice(self, sentence: str) -> None:
        """What the system is going to ask: nothing is looked for before it was read."""
        self._notice = sentence
        self._show()

    @property
    def is_looking(self) -> bool:
        """Nobody is here yet, and somebody may still come."""
        return self._patience.isActive() and not self._people

    def _show(self) -> None:
        self._show_rows()
        self._how.setVisible(bool(self._people))
        called = Counter(plain(row.announcement.nickname) for row in self._people.values())
        twice = next((name for name, count in called.items() if name and count > 1), "")
        asked = tr("Two people use the name {name}. Ask which word is on their screen.", name=twice) if twice else ""
        self.note.tell(asked)
        self.note.setVisible(bool(asked))
        nobody = not (self._people or self._patience.isActive() or self._problem or self._notice)
        hidden = tr("Nobody yet. Many guest and office networks hide computers from each other. Use an invite instead.")
        told = self._notice or self._problem or (hidden if nobody else tr("Looking for people nearby…"))
        self.state.tell("" if self._people else told, announce=nobody)
        self.state.setVisible(not self._people)
        self.understood.setVisible(bool(self._notice))
        self.why.setVisible(nobody or bool(self._problem))
        self._ways.setVisible(bool(self._notice) or nobody or bool(self._problem))

    def _show_rows(self) -> None:
        told = {name: (title_of(row), detail_of(row)) for name, row in self._people.items()}
        for name in [
            name for name, made in self.buttons.items() if told.get(name) != (made.face.title, made.face.detail)
        ]:
            self._drop(name)
        for name in told.keys() - self.buttons.keys():
            self.buttons[name] = RowButton(*told[name], partial(self._choose, name), "pair")
        for place, name in enumerate(told):
            if self._list.indexOf(self.buttons[name]) != place:
                self._list.insertWidget(place, self.buttons[name])

    def _choose(self, name: str) -> None:
        self.chose.emit(self._people[name])

    def _drop(self, name: str) -> None:
        gone = self.buttons.pop(name)
        had_focus = gone.hasFocus()
        self._list.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        if had_focus:  # not on whoever comes next: a key pressed now meant the one who left
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """People are looked for only while this can be seen."""
        super().showEvent(event)
        self.wanted.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.wanted.emit(False)
