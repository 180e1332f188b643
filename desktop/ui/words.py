"""All copy of the window goes through `tr`: one place to translate from, full sentences, named placeholders.

Leaves to others: the language (desktop.language), sentences about errors (desktop.strings.errors), about sheets and
results (desktop.strings.outcome).
"""

from __future__ import annotations

import time

from PySide6.QtCore import QLocale

from desktop.language import enumerated as enumerated
from desktop.language import listing as listing
from desktop.language import number as number
from desktop.language import quoted as quoted
from desktop.language import tr as tr
from desktop.language import tr_n as tr_n
from desktop.ui.language import lengthen_everything as lengthen_everything


def clock_time(moment: float) -> str:
    """A time of today, as people here write it."""
    return time.strftime("%H:%M", time.localtime(moment))


def day_and_time(moment: float) -> str:
    """A date and a time, as people here write it."""
    there = time.localtime(moment)
    return tr("{day}, {time}", day=day(moment), time=time.strftime("%H:%M", there))


def day(moment: float) -> str:
    """A date, as people here write it."""
    there = time.localtime(moment)
    month = QLocale().monthName(there.tm_mon, QLocale.FormatType.LongFormat)
    return tr("{day} {month} {year}", day=there.tm_mday, month=month, year=there.tm_year)


def calendar_day(iso: str) -> str:
    """A date such as 2026-11-22, as people here write it."""
    year, month, number_of_day = (int(part) for part in iso.split("-"))
    name = QLocale().monthName(month, QLocale.FormatType.LongFormat)
    return tr("{day} {month} {year}", day=number_of_day, month=name, year=year)
