"""Bytes of unknown origin to plain dicts and lists, with every limit checked first: TOML files and canonical JSON.

One exception type per use, whatever the bytes are: the caller gets ValueError with a sentence.
Leaves to others: what the keys mean (schema.py).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal

from desktop.language import tr

MAX_SHEET_BYTES = 1 << 20
"""One sheet, as a file or canonical: 64 items with all their texts fit many times."""

MAX_ANSWERS_BYTES = 1 << 23
"""One answers file: 10,000 set entries of 200 bytes, escaped, fit."""

MAX_DEPTH = 16
"""Brackets inside brackets, and parts of a dotted key; a sheet needs 6."""

# An unterminated string runs to its end, so that no character is looked at twice.
_TOML_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|'
    + r"'''.*?(?:'''|\Z)|"
    + r'"(?:\\.|[^"\\\n])*+"?|'
    + r"'[^'\n]*+'?|#[^\n]*+|[\[\]{}.,=\n]",
    re.DOTALL,
)
_JSON_TOKEN = re.compile(rb'"(?:\\.|[^"\\])*+"?|[\[\]{}]', re.DOTALL)


def _toml_depth(text: str) -> int:
    """The deepest nesting of brackets or dotted key parts, strings and comments left out. Linear in the text."""
    deepest = depth = dots = 0
    for match in _TOML_TOKEN.finditer(text):
        mark = match.group()
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        elif mark == ".":
            dots += 1
        if mark in ("\n", "=", ",", "{"):
            dots = 0
        deepest = max(deepest, depth, dots)
    return deepest


def _json_depth(data: bytes) -> int:
    """The deepest nesting of brackets, strings left out. Linear in the data."""
    deepest = depth = 0
    for match in _JSON_TOKEN.finditer(data):
        if match.group() in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
        elif match.group() in (b"]", b"}"):
            depth -= 1
    return deepest


def read_toml(data: bytes, limit: int) -> dict[str, object]:
    """A TOML file; numbers with a point become Decimal from their source text.

    Args:
        data: the file's bytes.
        limit: most bytes.

    Raises:
        ValueError: a sentence for the author.
    """
    if len(data) > limit:
        raise ValueError(tr("the file has {n} bytes; at most {most} are allowed", n=len(data), most=limit))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(tr("the file is not UTF-8 text (byte {n})", n=error.start)) from None
    if _toml_depth(text) > MAX_DEPTH:
        raise ValueError(tr("the file nests more than {n} levels deep", n=MAX_DEPTH))
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(tr("the file is not valid TOML: {why}", why=str(error)[:200])) from None
    except (ValueError, RecursionError, ArithmeticError):
        raise ValueError(tr("the file is not valid TOML: a number or date in it cannot be read")) from None


def encode_json(document: Mapping[str, object]) -> bytes:
    """The one JSON encoding: UTF-8, sorted keys, no white space, no floats."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _no_float(_: str) -> float:
    raise ValueError("it holds a number with a point")


def read_json(data: bytes, limit: int) -> dict[str, object]:
    """JSON that encode_json could have written; anything else is refused.

    Duplicate keys, white space, escapes that are not needed and half characters all fail the re-encoding.

    Raises:
        ValueError: a sentence.
    """
    if len(data) > limit:
        raise ValueError(f"it has {len(data)} bytes; at most {limit} are allowed")
    if _json_depth(data) > MAX_DEPTH:
        raise ValueError(f"it nests more than {MAX_DEPTH} levels deep")
    try:
        document = json.loads(data.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
        same = isinstance(document, dict) and encode_json(document) == data
    except (ValueError, RecursionError):
        raise ValueError("it is not canonical JSON") from None
    if not same:
        raise ValueError("it is not canonical JSON")
    return dict(document)
