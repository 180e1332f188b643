"""Sheet: what everyone sees and accepts before answering. Public data, never code.

A Sheet is always complete and checked: bounds, ids, distinct names, and no term left open. A file with terms still to
be agreed is a Draft, which terms.resolve turns into a Sheet. Only Sheets have a canonical encoding and a digest.

The canonical encoding is JSON in UTF-8 with the keys of the file: keys sorted, no white space, amounts as text, every
default left out. decode_sheet accepts exactly the bytes that canonical gives for some sheet.
"""

from __future__ import annotations

from collections.abc import Mapping

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from desktop.deals.assemble import assemble, assemble_file
from desktop.deals.checks import decimal_text
from desktop.deals.document import canonical, marked_words, to_toml
from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.reading import MAX_SHEET_BYTES, read_json, read_toml
from desktop.deals.records import (
    LARGE_SET,
    After,
    AgreedTerm,
    Dealbreakers,
    Draft,
    Improve,
    Parties,
    RunLimits,
    Sheet,
    answers_item,
    direction_of,
    is_large_set,
    item_named,
    markable,
    n_packages,
)

__all__ = [
    "LARGE_SET",
    "MAX_SHEET_BYTES",
    "After",
    "AgreedTerm",
    "Dealbreakers",
    "Draft",
    "Improve",
    "Parties",
    "RunLimits",
    "Sheet",
    "answers_item",
    "canonical",
    "decode_sheet",
    "digest",
    "direction_of",
    "is_large_set",
    "item_named",
    "markable",
    "marked_words",
    "n_packages",
    "parse_sheet",
    "to_toml",
]

_LABEL = b"CG sheet v1"
_NUMBER_KEYS = ("reference", "talk_first")


def parse_sheet(toml_bytes: bytes) -> Sheet | Draft:
    """A .deal file.

    Args:
        toml_bytes: at most MAX_SHEET_BYTES, anything.

    Returns:
        A Sheet, or a Draft when the file has open terms without a value.

    Raises:
        InvalidSheet: with every problem found, each with its place. Nothing else, whatever the bytes are.
    """
    try:
        document = read_toml(toml_bytes, MAX_SHEET_BYTES)
    except ValueError as error:
        raise InvalidSheet([Problem("", str(error))]) from None
    return assemble_file(document)


def decode_sheet(untrusted: bytes) -> Sheet:
    """A sheet from its canonical encoding.

    Raises:
        InvalidSheet: for anything that canonical would not have written. Nothing else, whatever the bytes are.
    """
    try:
        document = read_json(untrusted, MAX_SHEET_BYTES)
    except ValueError as error:
        raise InvalidSheet([Problem("", str(error))]) from None
    sheet = assemble(_with_numbers(document), {}, improving="improve" in document)
    if canonical(sheet) != untrusted:
        raise InvalidSheet([Problem("", "the sheet is not in its canonical form")])
    return sheet


def digest(sheet: Sheet) -> bytes:
    """BLAKE2b-256 of the canonical encoding, labelled: 32 bytes that everyone compares before anything private."""
    return blake2b(canonical(sheet), digest_size=32, person=_LABEL, encoder=RawEncoder)


def _with_numbers(document: Mapping[str, object]) -> dict[str, object]:
    """The amounts of canonical JSON, which are text there, as numbers; what is no number stays and is refused later."""
    items = document.get("items")
    if not isinstance(items, list):
        return dict(document)
    return dict(document) | {"items": [_item_with_numbers(item) for item in items]}


def _item_with_numbers(item: object) -> object:
    if not isinstance(item, dict):
        return item
    changed = {key: _as_number(item[key]) for key in _NUMBER_KEYS if key in item}
    if isinstance(item.get("amounts"), list):
        changed["amounts"] = [_as_number(amount) for amount in item["amounts"]]
    return item | changed


def _as_number(value: object) -> object:
    number = decimal_text(value) if isinstance(value, str) else None
    return value if number is None else number
