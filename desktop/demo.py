"""The whole thing on one computer: one real process per person, real connections over loopback, the full protocol.

Each person is a `commonground host` or `commonground join` of its own, with its own answers file and its own folder;
nothing is shared but the invite. What they learn comes back as the JSON lines they print.

Leaves to others: sample sheets and answers (desktop.deals.templates), starting processes (desktop.processes), printing.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.processes import LOOPBACK, Ended, Launch, meet

KEEP_S = 3600.0
"""Agreements of a demo are kept so long; the next demo removes them."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What came of a demo: per person what its process printed, and how long all of it took."""

    people: tuple[Ended, ...]
    seconds: float


def run_sample(
    sheet_text: bytes, answers: Sequence[bytes], on_progress: Callable[[str], None] = lambda line: None
) -> Demonstration:
    """Let one process per answers file negotiate; the first one hosts.

    Args:
        sheet_text: a .deal file without open terms.
        answers: one answers file per person, in order of seats.
        on_progress: is given what the host writes to standard error, line by line.

    Raises:
        ProcessesFailed: they did not come to a result.
    """
    started = time.monotonic()
    home = _new_home()
    with tempfile.TemporaryDirectory(prefix="commonground-demo-") as name:
        files = Path(name)
        sheet_file = files / "sheet.deal"
        sheet_file.write_bytes(sheet_text)
        launches = []
        for number, text in enumerate(answers, 1):
            answers_file = files / f"person-{number}.toml"
            answers_file.write_bytes(text)
            launches.append(_launch(number, len(answers), sheet_file, answers_file, home))
        people = asyncio.run(meet(launches[0], launches[1:], on_progress))
    return Demonstration(people, time.monotonic() - started)


def _launch(number: int, parties: int, sheet_file: Path, answers_file: Path, home: Path) -> Launch:
    variables = {paths.HOME_VARIABLE: str(home / f"person-{number}")}
    if number == 1:
        more = (str(sheet_file), "--parties", str(parties), "--listen", LOOPBACK)
        return Launch(("desktop", "host", *more, "--answers", str(answers_file), "--json"), variables)
    more = ("--expect", str(sheet_file))
    return Launch(("desktop", "join", *more, "--answers", str(answers_file), "--json"), variables)


def _new_home() -> Path:
    """A fresh folder for the agreements of this demo; those of earlier demos go."""
    demos = paths.data_folder() / "demo"
    demos.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in demos.iterdir():
        if time.time() - old.stat().st_mtime > KEEP_S:
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=demos))
