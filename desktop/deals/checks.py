"""Small checks of single values; each notes what is wrong at a Place and returns something usable all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from desktop.deals.schema import Place
from desktop.deals.text import MAX_TEXT, is_id, listed, look, quoted, text_problem
from desktop.language import mark, tr, translated

MAX_PLACES = 6
"""Decimal places of an amount."""

MAX_DIGITS = 15
"""Digits of an amount before the point."""

_TOO_LARGE = 10**MAX_DIGITS


def check_text(place: Place, text: str, *, required: bool = False, most: int = MAX_TEXT) -> str:
    """Author text. "" is allowed unless required."""
    problem = text_problem(text, most)
    if problem:
        place.say(problem)
    elif required and not text:
        place.say(tr("must not be empty"))
    return text


def check_id(place: Place, text: str) -> str:
    """An id."""
    if not is_id(text):
        place.say(
            tr("{text} is not an id: 1 to 64 of a-z, 0-9, _ and -, the first a letter or a digit", text=quoted(text))
        )
    return text


def check_one_of(place: Place, text: str, choices: Sequence[str]) -> str:
    """One of a closed list."""
    if text not in choices:
        place.say(tr("must be one of {choices}, not {text}", choices=listed(choices), text=quoted(text)))
    return text


def check_whole(place: Place, number: int, low: int, high: int) -> int:
    """A whole number between two bounds, both included."""
    if not low <= number <= high:
        place.say(tr("must be between {low} and {high}", low=low, high=high))
        return low
    return number


def check_names(place: Place, names: Sequence[str], low: int, high: int) -> tuple[str, ...]:
    """A list of texts that can be told apart, low to high of them."""
    if not low <= len(names) <= high:
        place.say(tr("must have {low} to {high} entries, not {n}", low=low, high=high, n=len(names)))
        return tuple(names[:high])
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        check_text(place.at(f"entry {number}"), name, required=True)
        first = seen.setdefault(look(name), number)
        if first != number:
            place.say(
                tr("entries {first} and {number} are the same: {name}", first=first, number=number, name=quoted(name))
            )
    return tuple(names)


_KINDS = mark({"item": "item", "option": "option", "role": "role"})


def check_ids(place: Place, ids: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    """A list of distinct ids, at least one, each one of known."""
    if not 1 <= len(ids) <= len(known):
        if known:
            place.say(tr("must name 1 to {n} of: {known}", n=len(known), known=listed(known)))
        else:
            place.say(tr("there is no {what} to name", what=translated(_KINDS[what])))
    for number, name in enumerate(ids[: len(known)], start=1):
        if name not in known:
            place.say(
                tr(
                    "entry {number}: there is no {what} {name}; there are {known}",
                    number=number,
                    what=translated(_KINDS[what]),
                    name=quoted(name),
                    known=listed(known),
                )
            )
        elif name in ids[: number - 1]:
            place.say(tr("{name} is named twice", name=quoted(name)))
    return tuple(ids)


def plain_decimal(number: object) -> Decimal | None:
    """A whole number or decimal within bounds as a Decimal in plain notation; None when it is anything else."""
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        return None
    if isinstance(number, int):
        return Decimal(number) if abs(number) < _TOO_LARGE else None
    if not number.is_finite() or number.adjusted() >= MAX_DIGITS:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MAX_PLACES:
        return None
    return Decimal(format(abs(number) if number.is_zero() else number, "f"))


def check_amount(place: Place, number: object) -> Decimal:
    """An amount; its digits stay as written, trailing zeros included."""
    amount = plain_decimal(number)
    if amount is None:
        place.say(
            tr(
                "must be a number with at most {max_digits} digits and at most {max_places} more after the point",
                max_digits=MAX_DIGITS,
                max_places=MAX_PLACES,
            )
        )
        return Decimal(0)
    return amount


_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?")


def decimal_text(text: str) -> Decimal | None:
    """The number that format(amount, "f") wrote; None when the text is no such number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None
