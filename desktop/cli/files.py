"""Reading the files a command is given: sizes limited, problems in words, nothing of their content in a message."""

from __future__ import annotations

import os
from pathlib import Path

from desktop import paths
from desktop.attachments.own import look_at
from desktop.cli.output import Told
from desktop.deals.agreement import MAX_BYTES as MAX_AGREEMENT_BYTES
from desktop.deals.answers import Answers
from desktop.deals.assemble import MAX_ITEMS
from desktop.deals.document import FORMAT
from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.parse_answers import parse_answers
from desktop.deals.reading import MAX_SHEET_BYTES, read_toml
from desktop.deals.sheet import Draft, Sheet, parse_sheet
from desktop.kept.improving import improvement_of
from desktop.processes import HOME_VARIABLE
from desktop.store import data_folder_in
from desktop.strings.errors import explanation

MAX_FILE_BYTES = 1 << 23
SETTLE = (
    "`commonground sheet terms FILE` prints them to fill in;"
    " `commonground templates --resolve FILE --terms T.toml` prints the sheet with them."
)


def data_folder() -> Path:
    """Where agreements and the list of used runs go: this person's data directory, or the one in HOME_VARIABLE."""
    given = os.environ.get(HOME_VARIABLE, "")
    return Path(given) if given else data_folder_in(paths.user_config_dir()) or paths.user_data_dir()


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


def read_draft(name: str) -> Sheet | Draft:
    """A sheet, or one whose terms are still open.

    Raises:
        Told: not readable (E59), no sheet file at all (E30), of a newer version (E31), too large (E32).
        InvalidSheet: a sheet with mistakes.
    """
    data = read_bytes(name, MAX_SHEET_BYTES)
    try:
        fields = read_toml(data, MAX_SHEET_BYTES)
    except ValueError as error:
        raise Told(explanation("E30", reason=f"{str(error)[:1].upper()}{str(error)[1:]}.")) from error
    version, items = fields.get("format"), fields.get("items")
    if isinstance(version, int) and version > FORMAT:
        raise Told(explanation("E31"))
    if not isinstance(version, int) or not isinstance(items, list):
        raise Told(explanation("E30", reason="It has no format or no items."))
    if len(items) > MAX_ITEMS:
        raise Told(explanation("E32", n=str(len(items)), max=str(MAX_ITEMS)))
    return parse_sheet(data)


def read_sheet(name: str) -> Sheet:
    """A sheet without open terms.

    Raises:
        As read_draft; InvalidSheet also when its terms are still open.
    """
    sheet = read_draft(name)
    if isinstance(sheet, Sheet):
        return sheet
    raise InvalidSheet([Problem("open_terms", f"these are still to be agreed. {SETTLE}")])


def read_improvement(sheet: Sheet, name: str) -> Sheet:
    """The sheet of a run to improve an agreement of this sheet.

    Raises:
        Told: not readable (E59).
        InvalidAgreement: not a valid agreement of this sheet, or one without a package (E54).
    """
    return improvement_of(read_bytes(name, MAX_AGREEMENT_BYTES), sheet)


def read_answers(sheet: Sheet, name: str) -> Answers:
    """One person's answers; the files they name are looked at, their paths starting from the folder of the answers.

    Raises:
        Told: not readable (E59). InvalidAnswers: they do not fit the sheet, or a file in them cannot be read.
    """
    return look_at(parse_answers(sheet, read_bytes(name)), Path(name).parent)
