"""Parts of a sheet as people read them: amounts, dates, what was agreed in the open, packages, statements.

What is in a file, on the wire or in JSON stays as the sheet has it.

Leaves to others: roles (role_names), sentences (preview_words, desktop.strings), the calendar of the window
(desktop.ui.answers.calendar).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from desktop.deals.items import BundleItem, DiscloseItem, text_for
from desktop.deals.records import AgreedTerm
from desktop.deals.references import split_reference
from desktop.deals.role_names import role_name
from desktop.language import enumerated, manner, mark, tr, translated

MONTHS: Final = mark(
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
)

_GROUPED_FROM = 5
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def amount_in_words(amount: Decimal | int, unit: str = "") -> str:
    """The digits of an amount as the sheet has them, in groups from five on, with its unit."""
    digits = f"{Decimal(amount):f}"
    sign = "\N{MINUS SIGN}" if digits.startswith("-") else ""
    whole, _, part = digits.lstrip("-").partition(".")
    if len(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", manner().group)
    return f"{sign}{whole}{manner().point + part if part else ''} {unit}".strip()


def window_in_words(window: str) -> str:
    """A day, week, month or quarter such as 2027-W13 as people write it; any other text as it is."""
    try:
        return _day(window) or _week(window) or _month(window) or _quarter(window) or window
    except ValueError:  # such as 2027-02-30: a text like any other
        return window


def term_in_words(term: AgreedTerm) -> str:
    """What was agreed in the open."""
    ends = term.type in ("range", "date_range")
    values = [_term_value(term.type, str(value)) for value in _values(term.value)]
    return " – ".join(values) if ends else side_by_side(values)


def _values(value: str | int | tuple[str, ...]) -> tuple[str | int, ...]:
    return value if isinstance(value, tuple) else (value,)


def _term_value(kind: str, value: str) -> str:
    if kind in ("int", "decimal", "range"):
        return amount_in_words(Decimal(value))
    return window_in_words(value) if kind in ("date", "date_range") else value


def package_in_words(item: BundleItem, package: Mapping[str, object]) -> str:
    """What every part of a package is about, and what it is."""
    labels = {issue.id: text_for(issue.label, "") or issue.id for issue in item.issues}
    parts = [tr("{item}: {value}", item=labels.get(key, key), value=str(value)) for key, value in package.items()]
    return tr("; ").join(parts)


def statement_label(item: DiscloseItem, owner: str, statement_id: str) -> str:
    """What a statement says.

    Args:
        owner: a role, the number of a seat, or "" where it is not known.
    """
    labels = {
        (holder, one.id): text_for(one.label, "") or text_for(one.label, holder) or one.id
        for holder, those in item.statements
        for one in those
    }
    known = (labels.get((owner, statement_id)), labels.get(("", statement_id)))
    others = (label for (_, other), label in labels.items() if other == statement_id)
    return next((label for label in (*known, *others) if label), statement_id)


def statement_in_words(item: DiscloseItem, reference: str) -> str:
    """A statement as a result names it ("employer.e1", "2.s1"): what it says and whose it is."""
    owner, statement_id = split_reference(reference)
    label = statement_label(item, owner, statement_id)
    if owner.isdigit():
        return tr("Person {n}: {label}", n=owner, label=label)
    return tr("{who}: {label}", who=role_name(owner), label=label)


def side_by_side(texts: Sequence[str]) -> str:
    """Texts of a sheet one after the other; told apart by semicolons where one of them has a comma."""
    return tr("; ").join(texts) if any("," in text for text in texts) else enumerated(texts)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return ""
    there = date(*map(int, found.groups()))
    return tr("{day} {month} {year}", day=there.day, month=translated(MONTHS[there.month - 1]), year=there.year)


def _week(text: str) -> str:
    found = _WEEK.fullmatch(text)
    if found is None:
        return ""
    year, number = map(int, found.groups())
    first = date.fromisocalendar(year, number, 1)
    last = first + timedelta(days=6)
    began, ended = (translated(MONTHS[there.month - 1]) for there in (first, last))
    if first.month == last.month:
        days = tr("{a}–{b} {month}", a=first.day, b=last.day, month=ended)
    else:
        days = tr("{a} {from_month} – {b} {to_month}", a=first.day, from_month=began, b=last.day, to_month=ended)
    return tr("Week {n} of {year}, {days}", n=number, year=year, days=days)


def _month(text: str) -> str:
    found = _MONTH.fullmatch(text)
    if found is None:
        return ""
    there = date(int(found[1]), int(found[2]), 1)
    return tr("{month} {year}", month=translated(MONTHS[there.month - 1]), year=there.year)


def _quarter(text: str) -> str:
    found = _QUARTER.fullmatch(text)
    return tr("Quarter {n} of {year}", n=int(found[2]), year=found[1]) if found is not None else ""
