"""The forms of a sheet that are computed from open terms: amounts, options, windows, k, reference.

Pure: the same terms always give the same sheet. Decimal arithmetic, half up; as_of is a term, never a clock.
Leaves to others: whether the result is a valid item (build.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

import msgspec

from desktop.deals.checks import MAX_PLACES, check_amount, check_one_of, check_whole, decimal_text, plain_decimal
from desktop.deals.open_terms import OpenTerm, TermValue, read_date
from desktop.deals.schema import (
    AmountsForm,
    AnyShape,
    BundleShape,
    DatesShape,
    LadderShape,
    MatchShape,
    PickShape,
    Place,
    RankShape,
    WindowsForm,
)
from desktop.deals.text import listed, quoted
from desktop.language import alternatives, tr

MAX_AMOUNTS = 16
MAX_WINDOWS = 62
UNITS = ("day", "week", "month", "quarter")
_ARITHMETIC = Context(prec=50, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Terms:
    """The declared terms and what was agreed.

    Attributes:
        values: id -> value, None for an optional term that was left out; None while the terms are still open.
    """

    declared: Mapping[str, OpenTerm]
    values: Mapping[str, TermValue | None] | None

    @property
    def open(self) -> bool:
        """Nothing is agreed yet, so forms can only be checked."""
        return self.values is None

    def named(self, reference: str, types: tuple[str, ...], place: Place, *, needed: bool = False) -> TermValue | None:
        """The value of the term that "$id" or "id" names.

        Returns:
            None while open, when the term was left out (said if needed), or when it is the wrong one (said).
        """
        name = reference.removeprefix("$")
        term = self.declared.get(name)
        if term is None:
            place.say(
                tr(
                    "there is no open term {name}; there are {value}",
                    name=quoted(name),
                    value=listed(self.declared) or tr("none"),
                )
            )
            return None
        if term.type not in types:
            place.say(
                tr(
                    "the term {name} is of type {type}; here it must be {all}",
                    name=quoted(name),
                    type=term.type,
                    all=alternatives(types),
                )
            )
            return None
        if self.values is None:
            return None
        if needed and self.values[name] is None:
            place.say(tr("needs the term {name}, which was left out", name=quoted(name)))
        return self.values[name]


def fill(shape: AnyShape, terms: Terms, place: Place) -> AnyShape | None:
    """The item with every form replaced by what it stands for.

    Returns:
        The shape; None when it has forms that are still open, or something was wrong, which place then knows.
    """
    before = len(place.problems)
    filled, complete = _fill(shape, terms, place)
    return filled if complete and len(place.problems) == before else None


def _fill(shape: AnyShape, terms: Terms, place: Place) -> tuple[AnyShape, bool]:
    changes: dict[str, object] = {}
    if isinstance(shape, MatchShape | PickShape | DatesShape):
        changes["k"] = _count(shape.k, terms, place.at("k"), needed=True)
    if isinstance(shape, PickShape):
        for key in ("cap", "veto_threshold", "max_ticks"):
            changes[key] = _count(getattr(shape, key), terms, place.at(key), needed=False)
    if isinstance(shape, PickShape | RankShape):
        changes["options"] = _options(shape.options, terms, place.at("options"))
    if isinstance(shape, BundleShape):
        changes["issues"] = [
            msgspec.structs.replace(issue, options=_options(issue.options, terms, place.at(f"issue {number}")))
            for number, issue in enumerate(shape.issues, start=1)
        ]
    if isinstance(shape, DatesShape) and isinstance(shape.windows, WindowsForm):
        changes["windows"] = _windows(shape.windows, terms, place.at("windows"))
    if isinstance(shape, LadderShape):
        return _ladder(shape, terms, place)
    wanted_terms = any(isinstance(value, str) and value.startswith("$") for value in _leaves(shape))
    return msgspec.structs.replace(shape, **changes), not (terms.open and wanted_terms)


def _leaves(shape: AnyShape) -> list[object]:
    """The values of an item that can name a term."""
    found: list[object] = []
    for key in ("k", "cap", "veto_threshold", "max_ticks", "options"):
        found.append(getattr(shape, key, None))
    if isinstance(shape, BundleShape):
        found += [issue.options for issue in shape.issues]
    if isinstance(shape, DatesShape) and isinstance(shape.windows, WindowsForm):
        found.append(shape.windows.start)
    return found


def _options(options: list[str] | str, terms: Terms, place: Place) -> list[str]:
    if isinstance(options, list):
        return options
    if not options.startswith("$"):
        place.say(tr('must be a list of texts, or "$" and the id of an open term'))
        return []
    value = terms.named(options, ("list", "multi"), place, needed=True)
    return list(value) if isinstance(value, tuple) else []


def _count(number: int | str | None, terms: Terms, place: Place, *, needed: bool) -> int | str | None:
    if not isinstance(number, str) or not number.startswith("$"):
        return number
    value = terms.named(number, ("int", "choice", "text") if needed else ("int",), place, needed=needed)
    return None if isinstance(value, tuple) else value


def _ladder(shape: LadderShape, terms: Terms, place: Place) -> tuple[LadderShape, bool]:
    amounts: list[object] = []
    if isinstance(shape.amounts, AmountsForm):
        amounts = list(compute_amounts(shape.amounts, terms, place.at("amounts")))
    else:
        amounts = shape.amounts
    if shape.rule_if_missing:
        check_one_of(place.at("rule_if_missing"), shape.rule_if_missing, ("ladder_draw", "overlap_only", "midpoint"))
        if not isinstance(shape.reference, str):
            place.at("rule_if_missing").say(tr("only a reference from a term can be missing"))
    shape = msgspec.structs.replace(shape, unit=_unit(shape.unit, terms, place.at("unit")))
    if not isinstance(shape.reference, str):
        open_form = terms.open and (isinstance(shape.amounts, AmountsForm) or shape.unit.startswith("$"))
        return msgspec.structs.replace(shape, amounts=amounts, rule_if_missing=""), not open_form
    value = terms.named(shape.reference, ("int", "decimal"), place.at("reference"))
    if terms.open:
        return shape, False
    if value is None:
        rule = shape.rule_if_missing or shape.rule
        return msgspec.structs.replace(shape, amounts=amounts, reference=None, rule=rule, rule_if_missing=""), True
    reference = Decimal(str(value))
    replaced = _with_reference(amounts, reference, place)
    return msgspec.structs.replace(shape, amounts=replaced, reference=reference, rule_if_missing=""), True


def _unit(unit: str, terms: Terms, place: Place) -> str:
    """The unit, which can come from a term; none when the term was left out."""
    if not unit.startswith("$"):
        return unit
    value = terms.named(unit, ("text", "choice"), place)
    return unit if terms.open else str(value or "")


def _with_reference(amounts: list[object], reference: Decimal, place: Place) -> list[object]:
    """The list with the amount nearest to the reference replaced by it; the lower one when two are as near."""
    numbers = [plain_decimal(amount) for amount in amounts]
    known = [(abs(number - reference), index) for index, number in enumerate(numbers) if number is not None]
    if not known:
        place.at("amounts").say(tr("has no amounts"))
        return amounts
    nearest = min(known)[1]
    return [reference if index == nearest else amount for index, amount in enumerate(amounts)]


def compute_amounts(form: AmountsForm, terms: Terms, place: Place) -> tuple[Decimal, ...]:
    """The amounts of a form, ascending; () while open or when something is wrong, which place then knows."""
    before = len(place.problems)
    check_whole(place.at("steps"), form.steps, 2, MAX_AMOUNTS)
    check_one_of(place.at("spacing"), form.spacing, ("even", "geometric"))
    step = None if form.round is None else _step(form.round, terms, place.at("round"))
    if step is not None and step <= 0:
        place.at("round").say(tr("must be above 0"))
    base = _base(form, terms, place)
    low = _end(form.low, base, 0, terms, place.at("from"))
    high = _end(form.high, base, 1, terms, place.at("to"))
    if terms.open or low is None or high is None or len(place.problems) > before:
        return ()
    if low >= high:
        place.say(tr("must go up: from is not below to"))
    elif form.spacing == "geometric" and low <= 0:
        place.say(tr("geometric spacing needs amounts above 0"))
    if len(place.problems) > before:
        return ()
    with localcontext(_ARITHMETIC):
        exact = [_spaced(low, high, i, form.steps - 1, form.spacing) for i in range(form.steps)]
        amounts = tuple(_rounded(amount, step) for amount in exact)
    if any(amounts[i] >= amounts[i + 1] for i in range(form.steps - 1)):
        place.say(tr("some amounts are the same after rounding; use fewer steps or a smaller round"))
        return ()
    return amounts


def _step(step: object, terms: Terms, place: Place) -> Decimal | None:
    """What amounts are rounded to; None while open, or for a term that was left out."""
    if isinstance(step, str):
        value = terms.named(step, ("int", "decimal"), place)
        return None if value is None else Decimal(str(value))
    return check_amount(place, step)


def _base(form: AmountsForm, terms: Terms, place: Place) -> Decimal | tuple[Decimal, Decimal] | None:
    """What percentages are of: the first term of `of` that was given."""
    if form.of is None:
        return None
    names = [form.of] if isinstance(form.of, str) else form.of
    values = [terms.named(name, ("int", "decimal", "range"), place.at("of")) for name in names]
    given = [value for value in values if value is not None]
    if not given:
        if not terms.open:
            place.at("of").say(tr("needs one of the terms {names}, and none was given", names=listed(names)))
        return None
    if isinstance(given[0], tuple):
        return Decimal(given[0][0]), Decimal(given[0][1])
    return Decimal(str(given[0]))


def _end(
    end: object, base: Decimal | tuple[Decimal, Decimal] | None, side: int, terms: Terms, place: Place
) -> Decimal | None:
    """One end of the list: of a range its own end; else a number, "80%" of the base, "$term" or "$term.low"."""
    if isinstance(base, tuple):
        return base[side]
    if isinstance(end, str) and end.startswith("$"):
        return _end_term(end, side, terms, place)
    if isinstance(end, str) and end.endswith("%"):
        percent = decimal_text(end.removesuffix("%"))
        if percent is None:
            place.say(tr("must be a percentage like 80%"))
            return None
        if base is None and not terms.open:
            place.say(tr('a percentage needs the key "of" with a term'))
        return None if base is None else base * percent / 100
    if end is None:
        if base is None and not terms.open:
            place.say(tr('is missing; only a range term in "of" has its own ends'))
        return None
    return check_amount(place, end)


def _end_term(end: str, side: int, terms: Terms, place: Place) -> Decimal | None:
    name, _, which = end.partition(".")
    types = ("range",) if which else ("int", "decimal", "range")
    if which not in ("", "low", "high"):
        place.say(tr("{end} must end in .low or .high, or be a term", end=quoted(end)))
        return None
    value = terms.named(name, types, place, needed=True)
    if value is None:
        return None
    if isinstance(value, tuple):
        return Decimal(value[("low", "high").index(which) if which else side])
    return Decimal(str(value))


def _spaced(low: Decimal, high: Decimal, i: int, last: int, spacing: str) -> Decimal:
    if spacing == "even":
        return low + (high - low) * i / last
    return low * (high / low) ** (Decimal(i) / last)


def _rounded(amount: Decimal, step: Decimal | None) -> Decimal:
    """Half up to a multiple of step; without one to 6 places, trailing zeros left out."""
    if step is not None:
        return (amount / step).to_integral_value(ROUND_HALF_UP) * step
    short = amount.quantize(Decimal(1).scaleb(-MAX_PLACES)).normalize()
    return Decimal(format(short, "f"))


def _windows(form: WindowsForm, terms: Terms, place: Place) -> list[str]:
    """The names of consecutive windows; [] while open or when something is wrong, which place then knows."""
    before = len(place.problems)
    check_one_of(place.at("unit"), form.unit, UNITS)
    check_whole(place.at("skip"), form.skip, 0, 60)
    if form.count is not None:
        check_whole(place.at("count"), form.count, 1, MAX_WINDOWS)
    start, end = _start(form, terms, place.at("from"))
    if len(place.problems) > before or start is None:
        return []
    if end is None and form.count is None:
        place.say(tr('the key "count" is missing; only a date_range term has an end'))
        return []
    day = _first_of_window(start, form.unit)
    for _ in range(form.skip):
        day = _next_window(day, form.unit)
    names: list[str] = []
    while len(names) < (MAX_WINDOWS + 1 if form.count is None else form.count) and (end is None or day <= end):
        names.append(_window_name(day, form.unit))
        day = _next_window(day, form.unit)
    if not names or len(names) > MAX_WINDOWS:
        place.say(tr("gives more than {most} windows", most=MAX_WINDOWS) if names else tr("gives no windows"))
        return []
    return names


def _start(form: WindowsForm, terms: Terms, place: Place) -> tuple[date | None, date | None]:
    """The first day and, of a date_range term, the last."""
    raw = form.start
    if isinstance(raw, str) and raw.startswith("$"):
        value = terms.named(raw, ("date", "date_range"), place, needed=True)
        if value is None:
            return None, None
        if isinstance(value, tuple):
            return date.fromisoformat(value[0]), date.fromisoformat(value[1])
        return date.fromisoformat(str(value)), None
    found = read_date(f"{raw}-01" if isinstance(raw, str) and len(raw) == 7 else raw)
    if found is None:
        place.say(tr('must be a date like 2027-03-31, a month like 2027-03, or "$" and the id of a date term'))
    return found, None


def _first_of_window(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(day=1, month=day.month - (day.month - 1) % 3)
    return day


def _next_window(first: date, unit: str) -> date:
    if unit in ("day", "week"):
        return first + timedelta(days=1 if unit == "day" else 7)
    months = first.year * 12 + first.month - 1 + (1 if unit == "month" else 3)
    return date(months // 12, months % 12 + 1, 1)


def _window_name(first: date, unit: str) -> str:
    if unit == "week":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        return f"{first.year}-{first.month:02}"
    if unit == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return first.isoformat()
