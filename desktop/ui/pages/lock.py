"""S13 Check and lock in: the own answers, covered until asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import tr

COVERED = "●●●"


class LockPage(Page):
    """Signals: `locked`; `went_back`."""

    locked = Signal()
    went_back = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("Check and lock in"), only_you=True)
        self._lines: list[tuple[str, str]] = []
        self._open = False
        self.counts = body("")
        self.content.addWidget(self.counts)
        self.round = body("")
        self.round.hide()
        self.content.addWidget(self.round)
        self.toggle = secondary(tr("Show my answers"), self._toggle, "eye")
        self.content.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        frame, inside = card(gap=14)
        self._list = column(gap=14)
        inside.addLayout(self._list)
        self.content.addWidget(frame)
        self.content.addWidget(muted(tr("Your yes is shown only where they say yes too.")))
        self.set_back(tr("Back to answers"), self.went_back.emit)
        self.set_primary(tr("Lock in"), self.locked.emit)

    def show_answers(self, lines: Sequence[tuple[str, str]], run: int = 1) -> None:
        """Label and words of every answer; "" where it is blank.

        Args:
            run: so many times these people will have compared this sheet.
        """
        further = tr("Round {n} on this sheet with the same people: all results together tell more.", n=run)
        self.round.tell(further if run > 1 else "")
        self.round.setVisible(run > 1)
        self._lines = list(lines)
        self._open = False
        answered = sum(bool(words) for _, words in lines)
        self.counts.tell(tr("{k} answered, {s} skipped.", k=answered, s=len(lines) - answered))
        self._draw()

    def forget(self) -> None:
        """Nothing of the answers stays on the page."""
        self._lines = []
        self._draw()

    def _toggle(self) -> None:
        self._open = not self._open
        self._draw()

    def _draw(self) -> None:
        self.toggle.say(tr("Cover my answers") if self._open else tr("Show my answers"))
        clear(self._list)
        for label, words in self._lines:
            entry = column(gap=2)
            entry.addWidget(strong(plain(label)))
            for line in words.split("\n") if self._open else [words]:
                entry.addWidget(self._answer(line))
            self._list.addLayout(entry)

    def _answer(self, words: str) -> Text:
        if self._open:
            return body(plain(words)) if words else Text(tr("Skipped"), "quiet")
        made = Text(COVERED, "quiet")
        made.setAccessibleName(tr("Covered"))
        return made
