"""The first page after a start when this program was closed in the middle of a meeting: go back, or leave it.

Leaves to others: what leads back (desktop.kept.way_back), going back (desktop.ui.flow.rejoining).
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.ui import motif
from desktop.ui.motif import Motif
from desktop.ui.widgets.layouts import card
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted
from desktop.ui.words import clock_time, tr


class RejoinPage(Page):
    """Signals: `accepted`: go back; `left`: leave it, or stop going back."""

    accepted = Signal()
    left = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("You were in a meeting"))
        self._motif = Motif(motif.APART, height=104)
        self.content.addWidget(self._motif)
        frame, inside = card(gap=8)
        self._title = Text("", "strong")
        inside.addWidget(self._title)
        self.sentence = body("")
        inside.addWidget(self.sentence)
        self.content.addWidget(frame)
        self._hint = muted("")
        self.content.addWidget(self._hint)
        self.leave = self.set_back(tr("Leave it"), self.left.emit)
        self.back_in = self.set_primary(tr("Go back"), self.accepted.emit)

    def show_meeting(self, who: str, people: int, title: str, until: float) -> None:
        """What can be gone back to.

        Args:
            who: the others, as they are called here. people: how many there are, this person included.
            title: of the sheet. until: seconds since 1970.
        """
        self.heading.setText(tr("You were in a meeting with {names}", names=who))
        self._motif.set_people(people)
        self._motif.show_closeness(motif.APART)
        self._title.setText(title)
        self.sentence.tell(tr("Your answers are kept. You can go back until {time}.", time=clock_time(until)))
        self._hint.tell(tr("If you leave it, the others are told, and a new invite is needed to compare."))
        self.back_in.setVisible(True)

    def show_going_back(self) -> None:
        """The others are being looked for."""
        self._motif.drift()
        self.sentence.tell(tr("Finding the others again…"), announce=True)
        self.back_in.setVisible(False)
