"""What text an author or a person may write, and how texts are compared.

Author text is shown to everyone on the sheet, so it is plain: one line, at most 500 characters, nothing that changes
direction, hides or pretends. Words that mix alphabets are allowed but marked: a look-alike letter can change a name.

Leaves to others: how text is drawn (plain text only, in the window).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from desktop.language import mark, tr, translated

MAX_TEXT = 500
"""Characters of one author text."""

MAX_ENTRY_BYTES = 200
"""Bytes of UTF-8 of one folded entry of a set."""

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

_REFUSED_CATEGORIES = mark(
    {
        "Cc": "a control character",
        "Cf": "an invisible character",
        "Cs": "half a character",
        "Co": "a private character",
        "Zl": "a line break",
        "Zp": "a line break",
    }
)

# Zero-width and fillers that Unicode does not count as format characters (Default_Ignorable_Code_Point).
_INVISIBLE = frozenset((0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0x2800)).union(
    range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)
)
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_SHOWN_IN_MESSAGES = 60


def _refused(character: str) -> str:
    """Why the character may not stand in author text; "" when it may."""
    code = ord(character)
    if code in _INVISIBLE:
        return tr("an invisible character")
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return tr("a character that does not exist")
    return translated(_REFUSED_CATEGORIES.get(unicodedata.category(character), ""))


def text_problem(text: str, most: int = MAX_TEXT) -> str:
    """What is wrong with an author text.

    Args:
        text: anything.
        most: characters allowed.

    Returns:
        A sentence without the text itself, or "" when nothing is wrong.
    """
    if len(text) > most:
        return tr("is {n} characters long; at most {most} are allowed", n=len(text), most=most)
    for position, character in enumerate(text, start=1):
        reason = _refused(character)
        if reason:
            return tr(
                "holds {reason} ({code}, character {position}); only plain one-line text is allowed",
                reason=reason,
                code=f"U+{ord(character):04X}",
                position=position,
            )
    if text != text.strip():
        return tr("begins or ends with a space")
    return ""


def quoted(text: object) -> str:
    """Text of unknown origin in quotes, cut short and cleaned, for use inside a message."""
    shown = str(text)[: _SHOWN_IN_MESSAGES + 1]
    clean = "".join("\N{REPLACEMENT CHARACTER}" if _refused(character) else character for character in shown)
    return f'"{clean[:_SHOWN_IN_MESSAGES]}…"' if len(clean) > _SHOWN_IN_MESSAGES else f'"{clean}"'


def listed(texts: Iterable[str], most: int = 8) -> str:
    """The texts in quotes with commas, for use inside a message; the rest after `most` as a number."""
    every = list(texts)
    shown = ", ".join(quoted(text) for text in every[:most])
    return f"{shown} and {len(every) - most} more" if len(every) > most else shown


def is_id(text: str) -> bool:
    """Whether the text is an id: 1 to 64 of a-z, 0-9, _ and -, the first a letter or digit."""
    return ID.fullmatch(text) is not None


def look(text: str) -> str:
    """The text as the eye sees it: two names with the same look are the same name."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fold(text: str) -> str:
    """An entry of a set as it is compared: NFKC, casefold, NFKC, white-space runs to one space, stripped.

    Different versions of Python know different versions of Unicode; they fold every character that is older than both
    in the same way.
    """
    compatible = unicodedata.normalize("NFKC", text)
    return " ".join(unicodedata.normalize("NFKC", compatible.casefold()).split())


def mixed_words(text: str) -> tuple[str, ...]:
    """Words that mix letters of alphabets with look-alikes, such as Latin and Cyrillic."""
    return tuple(word for word in re.findall(r"\w+", text) if len(_alphabets(word)) > 1)


def _alphabets(word: str) -> set[str]:
    return {name.split(" ")[0] for name in (unicodedata.name(c, "") for c in word)} & set(_ALPHABETS)
