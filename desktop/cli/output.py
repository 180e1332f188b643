"""Where a command writes: JSON lines or sentences on standard output, everything else on standard error.

With --json, standard output carries JSON lines only, each flushed when it is written. Where standard output fails, the
command ends, but for a meeting that is under way: the others and the agreement matter more than what is printed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TextIO

from desktop.deals.json_text import json_text
from desktop.strings.errors import Explanation, plain

OK = 0
FAILED = 1
USAGE = 2
INTERRUPTED = 130


class WrongUsage(Exception):
    """The command was called in a way it does not allow; the text says what to change."""


class OutputGone(Exception):
    """Standard output takes nothing any more.

    Attributes:
        reason: what the system says; "" where its reader has left.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    @property
    def sentence(self) -> str:
        """What a person reads about it."""
        return f"What was to be printed could not be written: {self.reason or 'nobody reads it any more'}."


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
        in_meeting: others take part: once something was printed, a failing standard output does not end the command.
        gone: why standard output was given up meanwhile.
        shown_at: when progress was last shown, in seconds of the monotonic clock.
    """

    as_json: bool = False
    in_meeting: bool = False
    gone: OutputGone | None = None
    shown_at: float = field(default=0.0, repr=False)
    _open_line: bool = field(default=False, repr=False)
    _last: str = field(default="", repr=False)
    _printed: bool = field(default=False, repr=False)

    def event(self, name: str, fields: Mapping[str, object]) -> None:
        """One JSON line; nothing when people read. Raises OutputGone."""
        if self.as_json:
            self._print(json_text({"event": name, **fields}))

    def say(self, text: str = "") -> None:
        """Lines for people: standard output, or nothing with --json. Raises OutputGone."""
        if not self.as_json:
            self._end_progress()
            self._print(text)

    def note(self, text: str) -> None:
        """A line on standard error, whatever the mode."""
        self._end_progress()
        _write_aside(text + "\n")

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
        _write_aside(f"\r\x1b[K{plain(text)}")

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
            _write_aside("\r\x1b[K")

    def _print(self, line: str) -> None:
        if self.gone is not None:
            return
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except OSError as error:
            _lead_nowhere(sys.stdout)
            known = error.errno and not isinstance(error, BrokenPipeError)
            gone = OutputGone(os.strerror(error.errno or 0) if known else "")
            if not (self.in_meeting and self._printed):
                raise gone from error
            self.gone = gone
            self.note(f"{gone.sentence} The meeting goes on.")
        self._printed = True


def _write_aside(text: str) -> None:
    """On standard error; where that fails, nothing can be said."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _lead_nowhere(sys.stderr)


def _lead_nowhere(stream: TextIO) -> None:
    """What still waits to be written must not fail once more when the process ends."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)
