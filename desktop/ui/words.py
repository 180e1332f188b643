"""All copy of the window goes through `tr`: one place to translate from, full sentences, named placeholders.

Leaves to others: sentences about errors (desktop.strings), about sheets and results (desktop.wording).
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

_pseudo = False


def tr(text: str, **facts: object) -> str:
    """The text in the language of the window, with its {placeholders} filled in.

    Args:
        text: English.
        facts: what the placeholders stand for; text of a sheet or a person has to come from `plain`.
    """
    translated = QCoreApplication.translate("ui", text)
    if _pseudo:
        translated = _lengthened(translated)
    return translated.format(**facts) if facts else translated


def tr_n(one: str, many: str, n: int, **facts: object) -> str:
    """The form for one or for many; {n} is the number."""
    return tr(one if n == 1 else many, n=n, **facts)


def listing(parts: Sequence[str]) -> str:
    """Things one after the other: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def clock_time(moment: float) -> str:
    """A time of today, as people here write it."""
    return time.strftime("%H:%M", time.localtime(moment))


def day_and_time(moment: float) -> str:
    """A date and a time, as people here write it."""
    there = time.localtime(moment)
    return f"{day(moment)}, {time.strftime('%H:%M', there)}"


def day(moment: float) -> str:
    """A date, as people here write it."""
    there = time.localtime(moment)
    month = QLocale().monthName(there.tm_mon, QLocale.FormatType.LongFormat)
    return f"{there.tm_mday} {month} {there.tm_year}"


def lengthen_everything(on: bool) -> None:
    """Pseudo-long texts: every sentence a good third longer, with accents; to see what does not fit."""
    global _pseudo
    _pseudo = on


_ACCENTS = str.maketrans("aeiouAEIOU", "äéîöüÄÉÎÖÜ")


def _lengthened(text: str) -> str:
    inside = False
    letters = []
    for letter in text:
        inside = letter == "{" or (inside and letter != "}")
        letters.append(letter if inside else letter.translate(_ACCENTS))
    return "".join(letters) + " " + "lörem " * max(1, len(text) // 18)


def calendar_day(iso: str) -> str:
    """A date such as 2026-11-22, as people here write it."""
    year, month, number_of_day = (int(part) for part in iso.split("-"))
    name = QLocale().monthName(month, QLocale.FormatType.LongFormat)
    return tr("{day} {month} {year}", day=number_of_day, month=name, year=year)
