"""S14 Waiting for others: how far everybody is, and the button that starts the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desktop.run.stages import Standing
from desktop.ui import motif
from desktop.ui.motif import Motif
from desktop.ui.pages.gathering import who_line
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, badge, body, muted
from desktop.ui.words import tr


def standing_words(standing: Standing | None) -> str:
    """What others may know of a person."""
    return {
        Standing.ANSWERING: tr("answering"),
        Standing.LOCKED_IN: tr("locked in"),
        Standing.COMPARE: tr("ready to compare"),
        None: tr("not connected"),
    }[standing]


class WaitingPage(Page):
    """Signals: `unlocked`; `compared`; `connected_again`; `stopped`."""

    unlocked = Signal()
    compared = Signal()
    connected_again = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Locked in"))
        self._motif = Motif(height=104)
        self.content.addWidget(self._motif)
        self.sentence = body("")
        self.content.addWidget(self.sentence)
        self._frame, inside = card(gap=10)
        self._people = column(gap=10)
        inside.addLayout(self._people)
        self.content.addWidget(self._frame)
        self.hint = muted("")
        self.content.addWidget(self.hint)
        self.set_back(tr("Leave session"), self.stopped.emit)
        self.unlock = self.add_action(tr("Unlock and change"), self.unlocked.emit)
        self.again = self.set_primary(tr("Connect again"), self.connected_again.emit)
        self.compare = self.set_primary(tr("Compare now"), self.compared.emit)

    def show_people(
        self,
        names: Sequence[str],
        standings: Sequence[Standing | None],
        *,
        me: int,
        agreed: bool,
        connected: bool,
        unchecked: bool = False,
    ) -> None:
        """How far everybody is.

        Args:
            names: by seat, as they are called here.
            standings: by seat; None for who is not there.
            me: the own seat.
            agreed: this person has pressed Compare now.
            connected: the others are there.
            unchecked: words were not compared with them.
        """
        clear(self._people)
        for seat, (name, standing) in enumerate(zip(names, standings, strict=True)):
            named = Text(name, "strong" if seat == me else "body")
            line = who_line(named, badge(standing_words(standing)), unchecked=unchecked and seat != me)
            self._people.addLayout(line)
        ready = bool(standings) and all(standing is not None and standing >= 2 for standing in standings)
        self._motif.set_people(max(2, len(names)))
        if connected:
            self._motif.drift()
        else:
            self._motif.show_closeness(motif.APART)
        self._frame.setVisible(bool(names))
        self.sentence.tell(self._sentence(ready, agreed, connected), announce=True)
        self.unlock.setVisible(not agreed)
        self.again.setVisible(not connected)
        self.compare.setVisible(connected)
        self.compare.setEnabled(ready and not agreed)
        self.primary = self.compare if connected else self.again
        aside = tr("You can put this window aside. We will flash it when it is time.")
        self.hint.tell(aside if connected else "")

    def entered(self) -> None:
        """Whoever cannot go on yet does not leave by pressing Enter."""
        super().entered()
        if self.primary is None or not self.primary.isEnabled():
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _sentence(ready: bool, agreed: bool, connected: bool) -> str:
        if not connected:
            return tr("Your answers are locked in and kept here. Connect again to compare them.")
        if agreed:
            return tr("The comparison starts when everyone has pressed “Compare now”.")
        if ready:
            return tr("Everyone has locked in.")
        return tr("You can still change your answers until everyone has locked in and compares.")
