"""The one way from an English sentence to the language of the window, and the manner of that language.

`tr` and `tr_n` take whole sentences with named placeholders; sentences that wait in a table are marked with `mark` and
go through `translated` when they are used. English until a translator is installed; the window does that
(desktop.ui.language), the command line never. Nothing that is signed, sent or compared goes through here.

Leaves to others: which language, and its file (desktop.ui.language); finding the sentences (packaging/translations.py).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Translate = Callable[[str, int | None], str]
"""translate(English, n): the sentence; with n the form for that many. English back where there is none."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes what is no sentence.

    Attributes:
        tag: such as "en" or "de".
        group: between thousands.
        point: before decimals.
        mirrored: it is written from right to left.
    """

    tag: str = "en"
    group: str = ","
    point: str = "."
    mirrored: bool = False


@dataclass(slots=True)
class _Installed:
    translate: Translate | None = None
    manner: Manner = Manner()


_installed = _Installed()


def install(translate: Translate | None, manner: Manner = Manner()) -> None:
    """From now on every sentence is in this language; None is English."""
    _installed.translate, _installed.manner = translate, manner


def manner() -> Manner:
    """Of the language that is installed."""
    return _installed.manner


def mark(sentences: T) -> T:
    """The same; says that every text in it is a sentence to translate, by `translated` and not yet."""
    return sentences


def tr(text: str, /, **facts: object) -> str:
    """A sentence in the language of the window, with its {placeholders} filled in.

    Args:
        text: English, as a literal.
        facts: what the placeholders stand for; text of a sheet or a person has to be made plain before.
    """
    return translated(text, **facts)


def tr_n(one: str, many: str, n: int, /, **facts: object) -> str:
    """The form for so many; {n} is the number.

    Args:
        one, many: English, as literals. Translations belong to `many` and have as many forms as the language needs.
    """
    found = many if _installed.translate is None else _installed.translate(many, n)
    if found == many and n == 1:
        found = one
    return _filled(found, {"n": number(n), **facts})


def translated(text: str, /, **facts: object) -> str:
    """The same as tr, for a sentence that was marked elsewhere."""
    found = text if _installed.translate is None or not text else _installed.translate(text, None)
    return _filled(found, facts) if facts else found


def translated_with(text: str, facts: Mapping[str, str]) -> str:
    """A marked sentence with any of these facts; braces are always placeholders, what has no fact becomes nothing."""
    found = text if _installed.translate is None or not text else _installed.translate(text, None)
    return found.format_map(_Facts({name: isolated(fact) for name, fact in facts.items()}))


def listing(parts: Sequence[str]) -> str:
    """Things one after the other: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{first} and {last}", first=enumerated(parts[:-1]), last=parts[-1])


def alternatives(parts: Sequence[str]) -> str:
    """Things of which one counts: a, b or c."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{first} or {last}", first=enumerated(parts[:-1]), last=parts[-1])


def enumerated(parts: Sequence[str]) -> str:
    """Things one after the other: a, b, c."""
    between = tr(", ")
    return between.join(isolated(part) for part in parts)


def quoted(text: str) -> str:
    """In quotation marks: “text”."""
    return tr("“{text}”", text=text)


def number(value: int) -> str:
    """A whole number, in groups of three from five digits on."""
    if abs(value) < 10_000:
        return str(value)
    return f"{value:,}".replace(",", _installed.manner.group)


def capitalised(sentence: str) -> str:
    """With a capital at its beginning, as a sentence that begins with what somebody is called."""
    return sentence[:1].upper() + sentence[1:]


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _filled(text: str, facts: Mapping[str, object]) -> str:
    return text.format(**{name: isolated(fact) if isinstance(fact, str) else fact for name, fact in facts.items()})


def isolated(text: str) -> str:
    """Text that runs the other way from the language is kept from moving what stands around it (UAX 9, isolates)."""
    mirrored = _installed.manner.mirrored
    if not text or (text.isascii() and not mirrored) or not _runs_otherwise(text, mirrored):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def _runs_otherwise(text: str, mirrored: bool) -> bool:
    if _FIRST_STRONG_ISOLATE in text:
        return False
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    return "L" in kinds if mirrored else bool(kinds & _RIGHT_TO_LEFT)
