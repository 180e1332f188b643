"""What host and join say while they run, and what they ask: on standard error, whatever standard output carries.

Leaves to others: the outcome (desktop.cli.meet), the sentences (desktop.strings.errors, desktop.strings.outcome).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping

from desktop.attachments.received import Received
from desktop.cli.output import Output
from desktop.cli.typed import typed
from desktop.deals.outcome import ItemOutcome
from desktop.deals.sheet import Sheet
from desktop.ledger import Verdict
from desktop.run.stages import (
    Aborted,
    Acquainted,
    Answering,
    Computing,
    Fewer,
    Lobby,
    Opening,
    People,
    Reconnected,
    Reconnecting,
    Result,
    Slept,
    Stage,
    Standing,
)
from desktop.strings.errors import Explanation, call, explain, explanation, plain
from desktop.strings.runs import RESUME, describe_first, describe_further

UNWATCHED_RECONNECT_S = 2 * 60.0
"""For so long a lost connection is tried again where nobody watches; whoever started it can do so again."""


class Progress:
    """Shows the stages of a negotiation on standard error and remembers what was opened."""

    def __init__(self, output: Output, also: Callable[[Stage], None] = lambda stage: None) -> None:
        """Args: also: is told every stage, too."""
        self._output = output
        self._also = also
        self._percent = -1
        self._all_agreed, self._done = False, 0.0
        self._opening_told = False
        self.opened: Mapping[str, ItemOutcome] | None = None
        self.received: tuple[Received, ...] = ()
        self._people: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._me = 0

    def seats_in_words(self) -> str:
        """Who is person 1, person 2, ... where that is known; results and records call people so."""
        known = {seat: f"is {plain(name)}" for seat, name in enumerate(self._names) if name} | {self._me: "is you"}
        return "; ".join(f"Person {seat + 1} {who}" for seat, who in sorted(known.items())) + "."

    def explain(self, error: BaseException) -> Explanation:
        """What to say about an error, by the name of whom it concerns."""
        opening, seat = self.opened is not None, getattr(error, "seat", None)
        if not isinstance(seat, int) or seat >= len(self._people):
            return explain(error, opening=opening)
        return explain(error, name=self._people[seat], opening=opening, group=len(self._people) > 2)

    def report(self, stage: Stage) -> None:
        """Called with every stage, in the thread of the event loop."""
        self._also(stage)
        match stage:
            case Lobby(joined=joined, parties=parties):
                self._output.progress(f"Waiting for people: {joined} of {parties} are here.")
            case Acquainted(verdict=verdict, uncounted=uncounted):
                self._output.progress("Everyone is here.")
                if uncounted:
                    self._output.note("Somebody else here uses your data folder: this comparison is not counted.")
                elif verdict.first_meeting:
                    self._output.note(describe_first(verdict))
            case Answering(seats=seats, names=names, me=me):
                self._seat(names, me)
                if len(seats) == 2 and not any(names):
                    return
                self._people = tuple(call(*person, seat) for seat, person in enumerate(zip(names, seats, strict=True)))
                others = [name for seat, name in enumerate(self._people) if seat != me]
                self._output.note(f"You compare with {' and '.join(others)}.")
            case People(standings=standings):
                self._all_agreed = all(standing is Standing.COMPARE for standing in standings)
                if self._all_agreed:
                    self._show_percent(int(100 * self._done))
            case Computing(files=float(part)):
                self._show_percent(int(100 * part), "Sealed files on their way")
            case Computing(progress=progress):
                self._done = progress
                if self._all_agreed:  # before, it is prepared out of sight
                    self._show_percent(int(100 * progress))
            case Opening(opened=opened, total=total, comparing=comparing):
                self.opened = opened
                if not self._opening_told:
                    self._output.progress(f"Opening the results, {total} items.")
                self._opening_told = True
                if comparing is not None:
                    self._show_percent(int(100 * comparing), "Comparing the long list")
            case Reconnecting(minutes=minutes):
                lost = explanation("E25", windowed=True, m=str(minutes))
                self._output.progress(lost.summary)
                self._output.event("stage", {"stage": "reconnecting", "minutes": minutes})
            case Reconnected():
                self._output.progress("Connected again.")
                self._output.event("stage", {"stage": "reconnected"})
                self._percent, self._opening_told = -1, False
                self._all_agreed, self._done = False, 0.0
            case Fewer(left_out=left_out, seats=seats, names=names, me=me):
                self._seat(names, me)
                self._output.note(f"Everyone agreed: you compare without {' and '.join(self._called(left_out))}.")
                self._output.event("stage", {"stage": "without", "people": self._called(left_out)})
                self._people = tuple(call(*person, seat) for seat, person in enumerate(zip(names, seats, strict=True)))
                self._percent, self._opening_told = -1, False
                self._all_agreed, self._done = False, 0.0
            case Slept():
                self._output.progress(explanation("E38").summary)
            case Aborted(opened=opened, received=received):
                self.opened, self.received = opened, received
            case Result():
                self.opened = None

    def _seat(self, names: tuple[str, ...], me: int) -> None:
        self._names, self._me = names, me
        self._output.event("stage", {"stage": "seats", "you": me + 1, "names": list(names)})

    async def again(self, sheet: Sheet, verdict: Verdict) -> bool:
        """Tell what a further run means; ask where there is somebody to ask, else the sheet was accepted with it."""
        for line in describe_further(sheet, verdict):
            self._output.note(line)
        if not sys.stdin.isatty():
            return True
        return await is_yes("Compare again?")

    async def new_identity(self, name: str) -> bool:
        """Tell that it is not the person of before; go on only if somebody here says that it is."""
        self._output.note(explanation("E22", name=plain(name)).summary)
        return sys.stdin.isatty() and await is_yes("Do you know that it is the same person, on a new computer?")

    async def resume(self) -> bool:
        """Ask about a new comparison after one that was interrupted."""
        for line in RESUME:
            self._output.note(line)
        return await is_yes("Compare with the same answers?")

    async def without(self, seats: tuple[int, ...]) -> bool:
        """Ask whether to go on without these people; to wait is to type nothing more."""
        for name in self._called(seats):
            told = explanation("E29", windowed=True, name=name)
            self._output.note(told.title)
        self._output.event("stage", {"stage": "gone", "people": self._called(seats), "code": told.code})
        self._output.note(told.body)
        while True:
            line = await ask("Type wait, without or stop: ")
            if line is None:
                await asyncio.Event().wait()
            if line in {"without", "stop"}:
                return line == "without"
            if line == "wait":
                self._output.note("Waiting. Type without or stop when you no longer want to.")

    def _called(self, seats: tuple[int, ...]) -> list[str]:
        return [self._people[seat] if seat < len(self._people) else call("", "", seat) for seat in seats]

    def taken_back(self, items: tuple[str, ...]) -> None:
        """Tell which earlier answers count."""
        if items:
            self._output.note(f"You took something back; your earlier answer counts for: {', '.join(items)}.")

    def _show_percent(self, percent: int, what: str = "Comparing") -> None:
        # Lines of a log, where nobody watches: a few are enough.
        coarse = percent if sys.stderr.isatty() else percent // 25 * 25
        if coarse != self._percent:
            self._percent = coarse
            self._output.progress(f"{what}: {coarse} %")


async def is_yes(question: str) -> bool:
    """Ask on the terminal. Whoever waits for the answer can give up."""
    return await ask(f"{question} Type yes or no: ") in {"yes", "y"}


async def ask(question: str) -> str | None:
    """A line typed on the terminal, in small letters; None when there will be no more."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = await typed.line()
    return None if line is None else line.strip().lower()
