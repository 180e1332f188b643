"""Where a command writes: JSON lines or sentences on standard output, everything else on standard error.

With --json, standard output carries JSON lines only, each flushed when it is written.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.strings.errors import Explanation, plain

OK = 0
FAILED = 1
USAGE = 2
INTERRUPTED = 130


class WrongUsage(Exception):
    """The command was called in a way it does not allow; the text says what to change."""


class Told(Exception):
    """The command ends with an error that has no exception of its own.

    Attributes:
        explanation: what to say.
    """

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        super().__init__(explanation.code)


@dataclass(slots=True)
class Output:
    """The two streams of one command.

    Attributes:
        as_json: events instead of sentences.
        shown_at: when progress was last shown, in seconds of the monotonic clock.
    """

    as_json: bool = False
    shown_at: float = field(default=0.0, repr=False)
    _open_line: bool = field(default=False, repr=False)
    _last: str = field(default="", repr=False)

    def event(self, name: str, fields: Mapping[str, object]) -> None:
        """One JSON line; nothing when people read."""
        if self.as_json:
            sys.stdout.write(json.dumps({"event": name, **fields}, allow_nan=False) + "\n")
            sys.stdout.flush()

    def say(self, text: str = "") -> None:
        """Lines for people: standard output, or nothing with --json."""
        if not self.as_json:
            self._end_progress()
            sys.stdout.write(text + "\n")
            sys.stdout.flush()

    def note(self, text: str) -> None:
        """A line on standard error, whatever the mode."""
        self._end_progress()
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def progress(self, text: str) -> None:
        """What is going on: one line on standard error that rewrites itself on a terminal, plain lines elsewhere."""
        if text == self._last:
            return
        self._last = text
        if not sys.stderr.isatty():
            self.note(text)
            return
        now = time.monotonic()
        if self._open_line and now - self.shown_at < 0.05:
            return
        self.shown_at = now
        self._open_line = True
        sys.stderr.write(f"\r\x1b[K{plain(text)}")
        sys.stderr.flush()

    def error(self, explanation: Explanation, more: Mapping[str, object] | None = None) -> None:
        """An error event, or the same in sentences on standard error."""
        self.event("error", {"code": explanation.code, "message": explanation.message, **(more or {})})
        if not self.as_json:
            self.note(explanation.summary)
            for problem in explanation.problems:
                self.note(f"  * {problem}")
            for step in explanation.next_steps:
                self.note(f"  - {step}")
            self.note(f"  ({explanation.code})")

    def _end_progress(self) -> None:
        if self._open_line:
            self._open_line = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
