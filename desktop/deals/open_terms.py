"""Open terms: what is agreed in the open before anyone answers, and what values a term can have.

A value is kept in one form per type: text, choice, date: str; int: int; decimal: its digits as str; multi, list: a
tuple of str; range, date_range: both ends as a tuple of two str. Dates are YYYY-MM-DD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop.deals.checks import check_id, check_names, check_one_of, check_text, decimal_text, plain_decimal
from desktop.deals.errors import Problem
from desktop.deals.schema import Place, TermShape, place_of, read_shape
from desktop.deals.text import listed, quoted, text_problem
from desktop.language import tr

TERM_TYPES = ("text", "int", "decimal", "choice", "multi", "list", "date", "date_range", "range")
MAX_TERMS = 32
MAX_CHOICES = 64
FIRST_YEAR, LAST_YEAR = 1970, 2200

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

TermValue = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTerm:
    """A term as the file declares it.

    Attributes:
        default, value: in normal form; None = none. A term with a value is agreed.
        options: what choice and multi can be; () when the file with a value no longer says.
        least, most: bounds of an int, or of the length of a list or multi; None = none.
    """

    id: str
    type: str
    label: str = ""
    help: str = ""
    default: TermValue | None = None
    optional: bool = False
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    value: TermValue | None = None


def read_open_terms(tables: Sequence[object], problems: list[Problem]) -> tuple[OpenTerm, ...]:
    """The open terms of a file; problems are added to the list."""
    if len(tables) > MAX_TERMS:
        problems.append(
            Problem(
                "open_terms", tr("there are {n}; at most {max_terms} are allowed", n=len(tables), max_terms=MAX_TERMS)
            )
        )
        return ()
    terms: list[OpenTerm] = []
    for number, table in enumerate(tables, start=1):
        place = place_of("open term", table, number, problems)
        shape = read_shape(TermShape, table, place)
        if shape is None:
            continue
        if shape.id in [term.id for term in terms]:
            place.say(tr("another term has the same id"))
        terms.append(_read_term(shape, place))
    return tuple(terms)


def _read_term(shape: TermShape, place: Place) -> OpenTerm:
    check_id(place.at("id"), shape.id)
    check_text(place.at("label"), shape.label)
    check_text(place.at("help"), shape.help)
    if check_one_of(place.at("type"), shape.type, TERM_TYPES) not in TERM_TYPES:
        return OpenTerm(id=shape.id, type="text")
    options: tuple[str, ...] = ()
    if shape.options is not None:
        if shape.type not in ("choice", "multi"):
            place.at("options").say(tr("only a choice or multi term has options"))
        options = check_names(place.at("options"), shape.options, 1, MAX_CHOICES)
    elif shape.type in ("choice", "multi") and shape.value is None:
        place.say(tr('a {type} term needs the key "options"', type=shape.type))
    for key, bound in (("min", shape.min), ("max", shape.max)):
        if bound is not None and shape.type not in ("int", "list", "multi"):
            place.at(key).say(tr("only an int, list or multi term has bounds"))
        if bound is not None and not -(10**9) <= bound <= 10**9:
            place.at(key).say(tr("is too large"))
    bare = OpenTerm(id=shape.id, type=shape.type, options=options, least=shape.min, most=shape.max)
    return OpenTerm(
        id=shape.id,
        type=shape.type,
        label=shape.label,
        help=shape.help,
        default=None if shape.default is None else term_value(bare, shape.default, place.at("default")),
        optional=shape.optional,
        options=options,
        least=shape.min,
        most=shape.max,
        value=None if shape.value is None else term_value(bare, shape.value, place.at("value")),
    )


def term_value(term: OpenTerm, raw: object, place: Place) -> TermValue | None:
    """A value from a file in normal form; None when it does not fit, which place then knows."""
    value = _READERS[term.type](term, raw, place)
    if value is None:
        return None
    if isinstance(value, tuple) and term.type in ("list", "multi"):
        return value if _within(len(value), term, place, "entries") else None
    if isinstance(value, int):
        return value if _within(value, term, place, "") else None
    return value


def _within(number: int, term: OpenTerm, place: Place, what: str) -> bool:
    inside = (term.least is None or number >= term.least) and (term.most is None or number <= term.most)
    if not inside:
        low = "" if term.least is None else f"at least {term.least}"
        high = "" if term.most is None else f"at most {term.most}"
        place.say(f"must {'have' if what else 'be'} {' and '.join(filter(None, (low, high)))} {what}".rstrip())
    return inside


def _text(_: OpenTerm, raw: object, place: Place) -> str | None:
    if not isinstance(raw, str):
        place.say(tr("must be text"))
        return None
    problem = text_problem(raw) or ("" if raw else "must not be empty")
    if problem:
        place.say(problem)
    return None if problem else raw


def _int(_: OpenTerm, raw: object, place: Place) -> int | None:
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > 10**9:
        place.say(tr("must be a whole number of at most 9 digits"))
        return None
    return raw


def _number(raw: object) -> Decimal | None:
    return plain_decimal(decimal_text(raw) if isinstance(raw, str) else raw)


def _decimal(_: OpenTerm, raw: object, place: Place) -> str | None:
    number = _number(raw)
    if number is None:
        place.say(tr("must be a number with at most 15 digits and at most 6 more after the point"))
        return None
    return format(number, "f")


def _choice(term: OpenTerm, raw: object, place: Place) -> str | None:
    text = _text(term, raw, place)
    if text is not None and term.options and text not in term.options:
        place.say(tr("must be one of {options}, not {text}", options=listed(term.options), text=quoted(text)))
        return None
    return text


def _list(term: OpenTerm, raw: object, place: Place) -> tuple[str, ...] | None:
    if not isinstance(raw, list | tuple):
        place.say(tr("must be a list of texts"))
        return None
    if not all(isinstance(entry, str) for entry in raw):
        place.say(tr("must be a list of texts"))
        return None
    before = len(place.problems)
    names = check_names(place, [str(entry) for entry in raw], 0, MAX_CHOICES)
    if term.type == "multi" and term.options:
        for entry in names:
            if entry not in term.options:
                place.say(
                    tr("must be some of {options}, not {entry}", options=listed(term.options), entry=quoted(entry))
                )
    return names if len(place.problems) == before else None


def read_date(raw: object) -> date | None:
    """A date of the file, or text YYYY-MM-DD; None when it is neither or out of range."""
    found: date | None = None
    if isinstance(raw, str):
        try:
            found = date.fromisoformat(raw) if _DATE.fullmatch(raw) else None
        except ValueError:
            return None
    elif isinstance(raw, date) and not isinstance(raw, datetime):
        found = raw
    return found if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _date(_: OpenTerm, raw: object, place: Place) -> str | None:
    found = read_date(raw)
    if found is None:
        place.say(
            tr(
                "must be a date like 2027-03-31, between {first_year} and {last_year}",
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            )
        )
        return None
    return found.isoformat()


def _two_ends(raw: object, first: str, last: str) -> tuple[object, object] | None:
    if isinstance(raw, Mapping) and set(raw) == {first, last}:
        return raw[first], raw[last]
    if isinstance(raw, list | tuple) and len(raw) == 2:
        return raw[0], raw[1]
    return None


def _range(_: OpenTerm, raw: object, place: Place) -> tuple[str, ...] | None:
    ends = _two_ends(raw, "low", "high")
    low, high = (_number(end) for end in ends) if ends else (None, None)
    if low is None or high is None or low >= high:
        place.say(tr("must be two numbers, the lower first, like [100, 200]"))
        return None
    return format(low, "f"), format(high, "f")


def _date_range(_: OpenTerm, raw: object, place: Place) -> tuple[str, ...] | None:
    ends = _two_ends(raw, "from", "to")
    first, last = (read_date(end) for end in ends) if ends else (None, None)
    if first is None or last is None or first > last:
        place.say(tr("must be two dates, the earlier first, like [2027-03-01, 2027-03-31]"))
        return None
    return first.isoformat(), last.isoformat()


_READERS: Mapping[str, Callable[[OpenTerm, object, Place], TermValue | None]] = {
    "text": _text,
    "int": _int,
    "decimal": _decimal,
    "choice": _choice,
    "multi": _list,
    "list": _list,
    "date": _date,
    "date_range": _date_range,
    "range": _range,
}
