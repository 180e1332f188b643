"""Open terms agreed: a draft and the agreed values give the sheet everyone accepts.

One pure function; a digest never covers anything that is still open.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.deals.assemble import assemble
from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.reading import MAX_SHEET_BYTES, read_toml
from desktop.deals.records import Draft, Sheet
from desktop.deals.sheet import parse_sheet
from desktop.language import tr


def parse_terms(toml_bytes: bytes) -> dict[str, object]:
    """A terms file: one key per open term.

    Raises:
        InvalidSheet: not a TOML file, or too large.
    """
    try:
        return read_toml(toml_bytes, MAX_SHEET_BYTES)
    except ValueError as error:
        raise InvalidSheet([Problem("terms", str(error))]) from None


def resolve(draft: Sheet | Draft, terms: Mapping[str, object]) -> Sheet:
    """The sheet that a draft and the agreed terms make.

    Args:
        draft: a Sheet is returned as it is, if there are no terms.
        terms: term id -> value, as parse_terms gives them. Terms not named take the value or default of the file.

    Raises:
        InvalidSheet: a required term has no value, a value does not fit, or the sheet they make is not valid.
    """
    if isinstance(draft, Sheet):
        if terms:
            raise InvalidSheet([Problem("terms", tr("the sheet has no open terms"))])
        return draft
    return assemble(draft.document, terms)


def load_sheet(toml_bytes: bytes, terms: Mapping[str, object] | None = None) -> Sheet:
    """A .deal file that must end up as a sheet: read, and resolved with the given terms and the file's defaults.

    Args:
        toml_bytes: the file. terms: id -> value of open terms; the defaults of the file where not given.

    Raises:
        InvalidSheet: see parse_sheet and resolve.
    """
    return resolve(parse_sheet(toml_bytes), terms or {})
