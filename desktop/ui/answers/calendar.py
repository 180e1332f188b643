"""Windows of a dates item as people write them: days, weeks, months, quarters; anything else stays as the sheet has it.

windows_of(("2027-01", "2027-02"))[0]  ->  short "Jan", detail "", long "January 2027", heading "2027"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLocale

from desktop.ui.plain import plain
from desktop.ui.words import tr

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True)
class Window:
    """One window.

    Attributes:
        unit: "day", "week", "month", "quarter", or "" for any other text.
        heading: what it stands under, such as the year; "".
        short, detail: on a tile.
        long: by itself.
        weekday: 0 = Monday, for days.
    """

    unit: str
    heading: str
    short: str
    detail: str
    long: str
    weekday: int = 0


def windows_of(texts: Sequence[str]) -> list[Window]:
    """All windows of an item; if they are not of one unit, all are plain text."""
    read = [_read(text) for text in texts]
    units = {window.unit for window in read if window is not None}
    if len(units) == 1 and None not in read:
        return [window for window in read if window is not None]
    return [Window("", "", plain(text), "", plain(text)) for text in texts]


def _read(text: str) -> Window | None:
    try:
        return _day(text) or _week(text) or _month(text) or _quarter(text)
    except ValueError:
        return None


def _day(text: str) -> Window | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    there = date(*map(int, found.groups()))
    weekday = _weekday(there, short=True)
    long = tr("{weekday} {day} {month}", weekday=_weekday(there), day=there.day, month=month_and_year(there))
    return Window("day", month_and_year(there), str(there.day), weekday, long, there.weekday())


def _week(text: str) -> Window | None:
    found = _WEEK.fullmatch(text)
    if found is None:
        return None
    year, number = map(int, found.groups())
    first = date.fromisocalendar(year, number, 1)
    last = first + timedelta(days=6)
    if first.month == last.month:
        days = tr("{a}–{b} {month}", a=first.day, b=last.day, month=_month_name(first.month))
    else:
        days = tr(
            "{a} {from_month} – {b} {to_month}",
            a=first.day,
            from_month=_month_name(first.month),
            b=last.day,
            to_month=_month_name(last.month),
        )
    short = tr("Week {n}", n=number)
    return Window("week", str(year), short, days, tr("Week {n} of {year}, {days}", n=number, year=year, days=days))


def _month(text: str) -> Window | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    there = date(int(found[1]), int(found[2]), 1)
    return Window("month", found[1], _month_name(there.month), "", month_and_year(there))


def _quarter(text: str) -> Window | None:
    found = _QUARTER.fullmatch(text)
    if found is None:
        return None
    first = 3 * int(found[2]) - 2
    short = tr("Quarter {n}", n=int(found[2]))
    months = tr("{a} – {b}", a=_month_name(first), b=_month_name(first + 2))
    long = tr("Quarter {n} of {year}, {months}", n=int(found[2]), year=found[1], months=months)
    return Window("quarter", found[1], short, months, long)


def month_and_year(there: date) -> str:
    """January 2027."""
    return f"{QLocale().standaloneMonthName(there.month, QLocale.FormatType.LongFormat)} {there.year}"


def _month_name(month: int) -> str:
    return QLocale().standaloneMonthName(month, QLocale.FormatType.ShortFormat)


def _weekday(there: date, *, short: bool = False) -> str:
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(there.isoweekday(), form)
