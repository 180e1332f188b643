"""S13 Check and lock in: the own answers, covered until asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import tr

COVERED = "●●●"


class Line(NamedTuple):
    """What was answered to one item: its label, the answer in words, "" where it is blank, and whether it is a
    dealbreaker."""

    label: str
    words: str
    marked: bool = False


def said_of(line: Line) -> list[str]:
    """The answer line by line, with the mark, in words; [] where there is neither."""
    if not line.words:
        return [tr("Skipped, and a dealbreaker: if it is not agreed, nothing else is shown.")] if line.marked else []
    return [*line.words.split("\n"), *([tr("A dealbreaker for you.")] if line.marked else [])]


class LockPage(Page):
    """Signals: `locked`; `went_back`."""

    locked = Signal()
    went_back = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("Check and lock in"), only_you=True)
        self._lines: list[Line] = []
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

    def show_answers(self, lines: Sequence[Line], run: int = 1) -> None:
        """Every answer, covered until asked for.

        Args:
            lines: one per item.
            run: so many times these people will have compared this sheet.
        """
        further = tr("Round {n} on this sheet with the same people: all results together tell more.", n=run)
        self.round.tell(further if run > 1 else "")
        self.round.setVisible(run > 1)
        self._lines = list(lines)
        self._open = False
        answered = sum(bool(line.words) for line in lines)
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
        for line in self._lines:
            entry = column(gap=2)
            entry.addWidget(strong(plain(line.label)))
            for words in self._answer(line):
                entry.addWidget(words)
            self._list.addLayout(entry)

    def _answer(self, line: Line) -> list[Text]:
        if self._open:
            return [body(plain(words)) for words in said_of(line)] or [Text(tr("Skipped"), "quiet")]
        made = Text(COVERED, "quiet")  # one line, whatever was answered
        made.setAccessibleName(tr("Covered"))
        return [made]
