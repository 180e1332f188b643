"""How the program ended last time: a small file that is there while it runs, and gone after a proper end.

In it are only places in the program at which something went wrong ("ValueError at window.py:12"); they come into the
diagnostics of the next start. Nothing in it is about a person, a sheet or an answer.

Leaves to others: what is said about it (desktop.ui.flow.returning), diagnostics (desktop.doctor.diagnostics).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desktop.doctor.diagnostics import is_fault

FILE = "running"
MOST_BYTES = 4096


class LastRun:
    """The mark of a running window in a folder; one window uses a folder at a time.

    Attributes:
        ended_badly: the one before did not come to its end.
        faults: what went wrong in it, by type and place.
    """

    def __init__(self, folder: Path) -> None:
        """Args: folder: of this person's data."""
        self._path = folder / FILE
        self.ended_badly = False
        self.faults: tuple[str, ...] = ()

    def begin(self) -> None:
        """Look at the last run, and mark this one. A disk that refuses is no reason not to start."""
        with contextlib.suppress(OSError):
            if self._path.exists():
                self.ended_badly = True
                with self._path.open("rb") as file:
                    text = file.read(MOST_BYTES).decode("ascii", "replace")
                self.faults = tuple(line for line in text.splitlines() if is_fault(line))
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))

    def move(self, folder: Path) -> None:
        """The data goes to another folder from here on."""
        self.end()
        self._path = folder / FILE
        self.begin()

    def note(self, where: str) -> None:
        """Something went wrong there; only a type when it was in another thread. From any thread."""
        where = f"{where} at another thread" if where.isidentifier() else where
        if is_fault(where):
            with contextlib.suppress(OSError):
                if self._path.stat().st_size < MOST_BYTES:
                    with self._path.open("a", encoding="ascii") as file:
                        file.write(f"{where}\n")

    def end(self) -> None:
        """A proper end."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
