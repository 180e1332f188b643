"""The whole thing on one computer: one real process per person, real connections over loopback, the full protocol.

Each person is a `commonground host` or `commonground join` of its own, with its own answers file and its own folder;
nothing is shared but the invite. What they learn comes back as the JSON lines they print. A sheet for a room is run by
every pair of its people, one pair after the other.

Leaves to others: sample sheets and answers (desktop.deals.templates), starting processes (desktop.processes), printing.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from pathlib import Path

from desktop.deals import templates
from desktop.deals.items import LadderItem
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.sheet import Sheet, to_toml
from desktop.processes import HOME_VARIABLE, LOOPBACK, Ended, Event, Launch, meet

KEEP_S = 3600.0
"""Agreements of a demo are kept so long; the next demo removes them."""


PATIENCE_S = 150.0
"""For each person: all of them share the cores of this computer."""


class NotForSoMany(Exception):
    """The sheet is not for that many people."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What came of one run.

    Attributes:
        numbers: of the people who ran it, from 1.
        people: per person what its process printed.
        seconds: how long all of it took.
    """

    numbers: tuple[int, ...]
    people: tuple[Ended, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What a demo runs: a built-in sheet with its sample terms, and one answers file per person, in order of seats."""

    sheet: Sheet
    answers: tuple[bytes, ...]

    @property
    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Who runs it together: all at once, or every pair of a room. People are numbered from 1."""
        everybody = tuple(range(1, len(self.answers) + 1))
        return tuple(combinations(everybody, 2)) if self.sheet.mode == "pairs" else (everybody,)


def find_sample(template_id: str, parties: int | None) -> Sample:
    """A built-in sheet with sample answers.

    Args:
        template_id: which one.
        parties: how many people, in a room for sheets that pairs run; None for as few as one run takes.

    Raises:
        InvalidSheet: there is no such sheet. NotForSoMany: it is not for so many people.
    """
    sheet = templates.sample_sheet(template_id)
    people = sheet.seating.fewest if parties is None else parties
    in_room = sheet.mode == "pairs" and sheet.parties.min <= people <= sheet.parties.max
    if not in_room and not sheet.seating.fewest <= people <= sheet.seating.most:
        where = f", nor in a room of {people}" if sheet.mode == "pairs" else ""
        raise NotForSoMany(f"{template_id} is not for {people} people in one run{where}")
    # In a room two people at a time run the sheet; the samples are for all of the room.
    answers = templates.sample_answers(template_id, max(people, sheet.parties.min))
    return Sample(sheet, answers[:people])


def run_sample(
    sample: Sample, home: Path, on_progress: Callable[[str], None] = lambda line: None
) -> Iterator[Demonstration]:
    """Let one process per person negotiate; the first one hosts. One run after the other, each as soon as it is over.

    Args:
        sample: what to run.
        home: folder below which every person keeps its agreements.
        on_progress: is given what the host writes to standard error, line by line.

    Raises:
        ProcessesFailed: they did not come to a result.
    """
    home = _new_home(home)
    for numbers in sample.runs:
        yield _run(sample, numbers, home, on_progress)


def _run(sample: Sample, numbers: tuple[int, ...], home: Path, on_progress: Callable[[str], None]) -> Demonstration:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="commonground-demo-") as name:
        files = Path(name)
        sheet_file = files / "sheet.deal"
        sheet_file.write_text(to_toml(sample.sheet), encoding="utf-8")
        launches = []
        for number in numbers:
            answers_file = files / f"person-{number}.toml"
            answers_file.write_bytes(sample.answers[number - 1])
            launches.append(_launch(number, len(numbers), sheet_file, answers_file, home, is_host=number == numbers[0]))
        patience_s = PATIENCE_S * len(numbers)
        people = asyncio.run(meet(launches[0], launches[1:], on_progress, in_order=True, timeout_s=patience_s))
    return Demonstration(numbers, people, time.monotonic() - started)


def learnt(sheet: Sheet, event: Event) -> Outcome:
    """The outcome that an outcome event of a process says."""
    shown = event["items"]
    items = {}
    for item in sheet.items:
        fields = shown.get(item.id) if isinstance(shown, Mapping) else None
        value = fields.get("value") if isinstance(fields, Mapping) else None
        if isinstance(item, LadderItem) and isinstance(value, float):
            value = next(amount for amount in item.amounts if amount == Decimal(repr(value)))
        if isinstance(value, list):
            value = tuple(str(part) for part in value)
        is_value = isinstance(value, bool | int | Decimal | str | tuple | dict)
        items[item.id] = ItemOutcome(True, value) if is_value else NOT_AGREED
    return Outcome(event["blocked"] is True, items)


def _launch(number: int, parties: int, sheet_file: Path, answers_file: Path, home: Path, *, is_host: bool) -> Launch:
    variables = {HOME_VARIABLE: str(home / f"person-{number}")}
    if is_host:
        what = ["host", str(sheet_file), "--parties", str(parties), "--listen", LOOPBACK]
    else:
        what = ["join", "--expect", str(sheet_file)]
    return Launch(("desktop", *what, "--answers", str(answers_file), "--json"), variables)


def _new_home(demos: Path) -> Path:
    """A fresh folder for the agreements of this demo; those of earlier demos go."""
    demos.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in demos.iterdir():
        if time.time() - old.stat().st_mtime > KEEP_S:
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=demos))
