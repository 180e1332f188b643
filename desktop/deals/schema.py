"""The closed tables of keys of a sheet file and an answers file, as msgspec structs, and reading them into structs.

A struct says which keys there are and the type of each value; what the values may be is said in build.py, assemble.py
and parse_answers.py. Every key is read by itself, so one wrong key does not hide the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

import msgspec

from desktop.deals.errors import Problem
from desktop.deals.text import is_id, listed, quoted
from desktop.language import alternatives, mark, tr, translated

Text = str | dict[str, str]
"""One text for everyone, or one per role."""


class Shape(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A table of the file."""


class ItemShape(Shape, kw_only=True, frozen=True):
    """Keys of every item."""

    id: str
    kind: str
    rule: str = ""
    label: Text = ""
    ask: Text = ""
    help: Text = ""
    note: str = ""
    result_yes: str = ""
    result_no: str = ""
    only_if: str = ""
    cover: bool = False
    answered_by: list[str] | None = msgspec.field(default=None, name="for")


class MatchShape(ItemShape, kw_only=True, frozen=True):
    k: int | str | None = None
    talk_first: object = 0


class LevelShape(ItemShape, kw_only=True, frozen=True):
    levels: list[str]
    level_labels: list[str] | dict[str, list[str]] | None = None
    show_only_at_or_above: str | None = None


class PickShape(ItemShape, kw_only=True, frozen=True):
    options: list[str] | str
    k: int | str | None = None
    cap: int | str | None = None
    veto_threshold: int | str | None = None
    max_ticks: int | str | None = None
    always: list[str] | None = None


class RankShape(ItemShape, kw_only=True, frozen=True):
    options: list[str] | str


class AmountsForm(Shape, kw_only=True, frozen=True):
    """Amounts computed from terms."""

    steps: int
    low: object = msgspec.field(default=None, name="from")
    high: object = msgspec.field(default=None, name="to")
    of: str | list[str] | None = None
    spacing: str = "even"
    round: object = None


class LadderShape(ItemShape, kw_only=True, frozen=True):
    amounts: list[object] | AmountsForm
    direction: str | dict[str, str]
    unit: str = ""
    reference: object = None
    rule_if_missing: str = ""


class WindowsForm(Shape, kw_only=True, frozen=True):
    """Windows computed from a date."""

    unit: str
    start: object = msgspec.field(name="from")
    count: int | None = None
    skip: int = 0


class DatesShape(ItemShape, kw_only=True, frozen=True):
    windows: list[str] | WindowsForm
    k: int | str | None = None


class IssueShape(Shape, kw_only=True, frozen=True):
    id: str
    options: list[str] | str
    label: Text = ""


class BundleShape(ItemShape, kw_only=True, frozen=True):
    issues: list[IssueShape]
    large: bool = False


class AgreedBundleShape(BundleShape, kw_only=True, frozen=True):
    """Only in the sheet of a run to improve an agreement; never in a file."""

    agreed: dict[str, str]


class StatementShape(Shape, kw_only=True, frozen=True):
    id: str
    label: Text = ""


class DiscloseShape(ItemShape, kw_only=True, frozen=True):
    statements: dict[str, list[StatementShape]]
    presets: list[dict[str, object]] | None = None


class SetShape(ItemShape, kw_only=True, frozen=True):
    max_entries: int
    k: int | None = None


AnyShape = (
    MatchShape | LevelShape | PickShape | RankShape | LadderShape | DatesShape | BundleShape | DiscloseShape | SetShape
)

KINDS: Mapping[str, tuple[type[AnyShape], tuple[str, ...]]] = {
    "match": (MatchShape, ("mutual_yes", "at_least")),
    "level": (LevelShape, ("lower_level", "total")),
    "pick": (PickShape, ("one_random_common", "all_common", "at_least")),
    "rank": (RankShape, ("meet_in_ranking", "best_sum", "overlap_only")),
    "ladder": (LadderShape, ("ladder_draw", "fair_price", "overlap_only", "midpoint")),
    "dates": (DatesShape, ("earliest_common", "one_random_common", "all_common", "at_least")),
    "bundle": (BundleShape, ("meet_in_ranking", "best_sum", "best_product", "overlap_only")),
    "disclose": (DiscloseShape, ("open_together",)),
    "set": (SetShape, ("all_common", "count", "at_least")),
}
"""Kind -> its keys and its rules, the default rule first."""


class PartiesShape(Shape, kw_only=True, frozen=True):
    min: int
    max: int
    roles: list[str] = msgspec.field(default_factory=list)


class DealbreakersShape(Shape, kw_only=True, frozen=True):
    max_each: int
    items: list[str] | None = None


class RunShape(Shape, kw_only=True, frozen=True):
    max_runs: int = 1
    rerun: str = "only_add"
    cool_off_hours: int = 0
    per_days: int | None = None


class AfterShape(Shape, kw_only=True, frozen=True):
    overlap: str = ""
    partial: str = ""
    none: str = ""


class TermShape(Shape, kw_only=True, frozen=True):
    """An open term. value is what was agreed; a file whose terms all have one is no longer open."""

    id: str
    type: str
    label: str = ""
    default: object = None
    optional: bool = False
    help: str = ""
    options: list[str] | None = None
    min: int | None = None
    max: int | None = None
    value: object = None


class ImproveShape(Shape, kw_only=True, frozen=True):
    """Which agreement a run is to improve."""

    sheet_id: str
    sheet: str
    made_with: str
    run: str
    record: str
    roles: list[str]
    left_out: list[str] = msgspec.field(default_factory=list)


class SheetShape(Shape, kw_only=True, frozen=True):
    format: int
    id: str
    title: str
    parties: dict[str, object]
    items: list[object]
    summary: str = ""
    language: str = "en"
    mode: str = "joint"
    all_or_nothing: bool = False
    dealbreakers: dict[str, object] | None = None
    run: dict[str, object] | None = None
    minutes: int | None = None
    adults_only: bool = False
    never_ask: list[str] = msgspec.field(default_factory=list)
    keep_days: int | None = None
    open_terms: list[object] = msgspec.field(default_factory=list)
    prepare: dict[str, list[str]] | None = None
    after: dict[str, object] | None = None
    notice: str = ""


class ImprovingSheetShape(SheetShape, kw_only=True, frozen=True):
    """The sheet of a run to improve an agreement; never a file."""

    improve: dict[str, object]


class AnswersShape(Shape, kw_only=True, frozen=True):
    role: str | None = None
    must: list[str] = msgspec.field(default_factory=list)
    answers: dict[str, object] = msgspec.field(default_factory=dict)


class TicksShape(Shape, kw_only=True, frozen=True):
    ticks: list[object] = msgspec.field(default_factory=list)
    veto: list[object] = msgspec.field(default_factory=list)


class PreferencesShape(Shape, kw_only=True, frozen=True):
    points: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    weights: dict[str, int] = msgspec.field(default_factory=dict)
    weakest: dict[str, str] = msgspec.field(default_factory=dict)


class ConditionShape(Shape, kw_only=True, frozen=True):
    k: int
    of: list[str]


class OfferShape(Shape, kw_only=True, frozen=True):
    offer: bool = False
    requires: list[str] = msgspec.field(default_factory=list, name="if")
    if_any: ConditionShape | None = None
    text: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is, and where its problems are collected."""

    where: str
    problems: list[Problem]

    def say(self, message: str) -> None:
        """Note that something is wrong here."""
        self.problems.append(Problem(self.where, message))

    def at(self, *keys: object) -> Place:
        """The place of a key inside this one."""
        named = [self.where] if self.where else []
        return Place(", ".join(named + [str(key) for key in keys]), self.problems)


MAX_UNKNOWN = 8
"""Unknown keys listed per table."""

ShapeT = TypeVar("ShapeT", bound=Shape)

_NAMES = mark(
    {
        "str": "text",
        "int": "a whole number",
        "float": "a number with a point",
        "decimal": "a number with a point",
        "bool": "true or false",
        "array": "a list",
        "object": "a table",
        "null": "nothing",
        "date": "a date without quotes",
        "datetime": "a date without quotes",
        "time": "a time without quotes",
    }
)
_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`(?: - at `(?:key in )?\$(.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`(?: - at `\$(.*)`)?$", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*?)`(?: - at `\$(.*)`)?$", re.DOTALL)


def _path(path: str | None) -> str:
    """ "[0].id" as "entry 1, id: "; "" for none."""
    steps = re.findall(r"\[(\d+)\]|\.([^.\[\]]+)", path or "")
    return "".join(f"entry {int(index) + 1}, " if index else f"{name}, " for index, name in steps)[:-2]


def plain_message(message: str) -> str:
    """What msgspec says, in words for an author."""
    for pattern in (_EXPECTED, _UNKNOWN, _MISSING):
        found = pattern.match(message)
        if found is None:
            continue
        where = _path(found.groups()[-1])
        inside = f"{where}: " if where else ""
        if pattern is _UNKNOWN:
            return inside + tr("has the unknown key {key}", key=quoted(found.group(1)))
        if pattern is _MISSING:
            return inside + tr("lacks the key {key}", key=quoted(found.group(1)))
        expected = alternatives([_named(name) for name in found.group(1).split(" | ") if name != "null"])
        return inside + tr("must be {expected}, not {found}", expected=expected, found=_named(found.group(2)))
    return tr("does not have the right form")


def _named(kind: str) -> str:
    return translated(_NAMES.get(kind, kind))


def read_shape(shape: type[ShapeT], table: object, place: Place) -> ShapeT | None:
    """A table of the file as a struct.

    Returns:
        The struct; None when something was wrong, which place then knows in full.
    """
    if not isinstance(table, dict):
        place.say(tr("must be a table"))
        return None
    before = len(place.problems)
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    for key in [key for key in table if key not in fields][:MAX_UNKNOWN]:
        place.say(_unknown(key, fields))
    for key, field in fields.items():
        if key not in table:
            if field.required:
                place.say(tr("the key {key} is missing", key=quoted(key)))
            continue
        try:
            msgspec.convert(table[key], field.type)
        except msgspec.ValidationError as error:
            place.at(key).say(plain_message(str(error)))
    if len(place.problems) > before:
        return None
    return msgspec.convert(table, shape)


def _unknown(key: object, known: Mapping[str, object]) -> str:
    close = get_close_matches(str(key)[:80], known, n=1)
    if close:
        return tr("unknown key {key}; did you mean {other}?", key=quoted(key), other=quoted(close[0]))
    return tr("unknown key {key}; known here: {known}", key=quoted(key), known=listed(known, most=40))


def place_of(what: str, table: object, number: int, problems: list[Problem]) -> Place:
    """The place of an item or term: by its id when it has a usable one, by its number otherwise."""
    name = table.get("id") if isinstance(table, dict) else None
    if isinstance(name, str) and is_id(name):
        return Place(f'{what} "{name}"', problems)
    return Place(f"{what} {number}", problems)
