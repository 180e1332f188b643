"""S09 Who is this, and the group check: words that everybody sees if nobody is in between."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desktop.ui import tokens
from desktop.ui.encounter import Check
from desktop.ui.motif import Motif
from desktop.ui.pages.spoken import BigWords
from desktop.ui.widgets.layouts import card
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, muted, say
from desktop.ui.words import listing, tr


class WhoPage(Page):
    """Signals: `checked`: whether the words are the same; None to go on without having compared them."""

    checked = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Check the words"))
        self._motif = Motif(0.6, height=88, filled=False)
        self.content.addWidget(self._motif)
        frame, inside = card(gap=tokens.GAP)
        self.how = body("")
        inside.addWidget(self.how)
        self.words = BigWords()
        inside.addWidget(self.words)
        self.why = muted(tr("The same words mean that nobody is in between. They are no secret."))
        inside.addWidget(self.why)
        self.content.addWidget(frame)
        self.waiting = body("")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.content.addWidget(self.waiting)
        self.set_back(tr("Leave"))
        self.skip = self.add_action(tr("Skip for now"), lambda: self.checked.emit(None))
        self.different = self.add_action(tr("They are different"), lambda: self.checked.emit(False))
        self.same = self.set_primary(tr("They match"), lambda: self.checked.emit(True))

    def show_check(self, check: Check) -> None:
        """Ask about these words."""
        self._motif.set_people(check.people)
        if check.people > 2:
            self.heading.tell(tr("Group check"))
            self.how.tell(tr("Say these words aloud. Everyone should see the same words."))
        else:
            self.heading.tell(tr("Check that it is really them"))
            self.how.tell(tr("Say these words aloud. They should see the same ones:"))
        self.words.show_words(check.words)
        self._ask(True, check.may_skip)
        self.waiting.tell("")
        say(self, f"{self.how.text()} {listing(check.words)}")

    def show_waiting(self) -> None:
        """This person has answered; others may still be looking."""
        self._ask(False, False)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        self.waiting.tell(tr("Waiting until the others have looked, too…"), announce=True)

    def _ask(self, asked: bool, may_skip: bool) -> None:
        for button in (self.same, self.different):
            button.setVisible(asked)
        self.skip.setVisible(asked and may_skip)

    def entered(self) -> None:
        """Nobody says by accident that they match, or leaves."""
        super().entered()
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """The words are not needed any more."""
        self.words.show_words(())
