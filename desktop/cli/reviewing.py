"""On a terminal: what others suggest about the sheet before anybody answers, as text, and whether to accept it.

Where nobody can be asked, and with --yes, --expect or --json, every change is refused: the sheet stays as it was.

Leaves to others: what counts (desktop.run.reviewing), the words for what is different (desktop.strings.changes).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from desktop.cli.output import Output
from desktop.cli.progress import is_yes
from desktop.deals.errors import InvalidAnswers
from desktop.deals.sheet import Sheet
from desktop.run.around import Desk
from desktop.run.stages import Reviewing, Stage, Suggested
from desktop.strings.changes import Mark, changes
from desktop.strings.errors import call, explanation, plain

_SIGNS = {Mark.ADDED: "+", Mark.REMOVED: "-", Mark.CHANGED: "*"}


class SheetTalk:
    """Shows it and asks. Give `report` every stage, and `take` the desk."""

    def __init__(self, output: Output, answers_fit: Callable[[Sheet], object]) -> None:
        """Args: answers_fit: raises InvalidAnswers where the answers of this person do not fit a sheet."""
        self._output = output
        self._answers_fit = answers_fit
        self._desk: Desk | None = None
        self._news: Reviewing | None = None
        self._asked: set[bytes] = set()
        self._n_notes = 0
        self._asking: asyncio.Task[None] | None = None
        self._about = b""

    def take(self, desk: Desk) -> None:
        """What can be done now; after a lost connection another one."""
        self._desk = desk
        self._asked.clear()
        self._look()

    def report(self, stage: Stage) -> None:
        """Every stage, in the thread of the event loop."""
        if isinstance(stage, Reviewing):
            if self._news is None:
                self._output.note("Not everyone is fine with the sheet yet. What they suggest is shown here.")
            self._news = stage
            self._show_notes(stage)
            self._look()
        elif self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _show_notes(self, news: Reviewing) -> None:
        if len(news.notes) < self._n_notes:  # everybody is back after a loss
            self._n_notes = 0
        for seat, untrusted_text in news.notes[self._n_notes :]:
            if seat != news.me:
                self._output.note(f"{self._called(news, seat)}: {plain(untrusted_text)}")
        self._n_notes = len(news.notes)

    def _look(self) -> None:
        """Ask about the latest suggestion that still stands, one at a time."""
        if self._news is None or self._desk is None:
            return
        standing = [one for one in self._news.versions[1:] if one.name in self._news.fine[one.seat]]
        if self._asking is not None and self._about not in {one.name for one in standing}:
            self._asking.cancel()  # it was taken back
            self._asking = None
        new = [one for one in standing if one.seat != self._news.me and one.name not in self._asked]
        if new and self._asking is None:
            self._about = new[-1].name
            self._asked.add(self._about)
            self._asking = asyncio.ensure_future(self._ask(self._news, new[-1], self._desk))

    async def _ask(self, news: Reviewing, version: Suggested, desk: Desk) -> None:
        base = news.versions[0].sheet
        self._output.note(explanation("E33", windowed=True, name=self._called(news, version.seat)).summary)
        for change in changes(base, version.sheet):
            self._output.note(f"{_SIGNS[change.mark]} {change.title}")
            for line in change.lines:
                self._output.note(f"    {_SIGNS[line.mark]} {line.text}")
        if self._fit(version.sheet) and await is_yes(f"Are you fine with version {version.number}?"):
            desk.fine(version.name)
        else:
            desk.refuse(version.name)
            self._output.note("The old version stays.")
        self._asking = None
        self._look()

    def _fit(self, sheet: Sheet) -> bool:
        try:
            self._answers_fit(sheet)
        except InvalidAnswers as error:
            self._output.note("Your answers do not fit this version, so it is refused.")
            for problem in error.problems:
                self._output.note(f"  {problem}")
            return False
        return True

    def _called(self, news: Reviewing, seat: int) -> str:
        return call(news.names[seat], news.seats[seat], seat)
