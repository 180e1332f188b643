"""Reading the files a command is given: sizes limited, problems in words, nothing of their content in a message."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.cli.output import Told
from desktop.deals.answers import Answers
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet, parse_sheet
from desktop.strings import explanation

MAX_FILE_BYTES = 1 << 23


def read_bytes(name: str, limit: int = MAX_FILE_BYTES) -> bytes:
    """The whole file.

    Args:
        name: its path.
        limit: of a larger file limit + 1 bytes are returned, for the parser to refuse.

    Raises:
        Told: it is not there or cannot be read (E59).
    """
    try:
        with Path(name).open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "unknown"
        raise Told(explanation("E59", file=name, reason=reason)) from error


def read_sheet(name: str) -> Sheet:
    """A sheet without open terms.

    Raises:
        Told: not readable (E59). InvalidSheet: not a sheet, or its terms are still open.
    """
    return parse_sheet(read_bytes(name))


def read_answers(sheet: Sheet, name: str) -> Answers:
    """One person's answers.

    Raises:
        Told: not readable (E59). InvalidAnswers: they do not fit the sheet.
    """
    return parse_answers(sheet, read_bytes(name))
