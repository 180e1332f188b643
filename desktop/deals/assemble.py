"""A sheet file's content to a Sheet or a Draft, with every problem found, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from crypto.params import MAX_PARTIES
from desktop.deals.assemble_improve import read_improve
from desktop.deals.build import build
from desktop.deals.checks import check_id, check_ids, check_names, check_one_of, check_text, check_whole
from desktop.deals.document import FORMAT, canonical
from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.forms import Terms, fill
from desktop.deals.items import AnyItem
from desktop.deals.open_terms import OpenTerm, TermValue, read_open_terms, term_value
from desktop.deals.reading import MAX_SHEET_BYTES
from desktop.deals.records import (
    LARGE_SET,
    After,
    AgreedTerm,
    Dealbreakers,
    Draft,
    Parties,
    RunLimits,
    Sheet,
    seating_of,
)
from desktop.deals.references import RESERVED_ROLES
from desktop.deals.schema import (
    KINDS,
    AfterShape,
    AgreedBundleShape,
    AnyShape,
    BundleShape,
    DealbreakersShape,
    DiscloseShape,
    ImprovingSheetShape,
    PartiesShape,
    Place,
    RunShape,
    SetShape,
    SheetShape,
    place_of,
    read_shape,
)
from desktop.deals.text import listed, quoted
from desktop.language import tr

MAX_ITEMS = 64
MAX_ROLES = 8
MAX_ROOM = 40
MAX_RUNS, MAX_HOURS, MAX_DAYS, MAX_MINUTES = 100, 8784, 3660, 1440
MAX_LIST = 32
MAX_PROBLEMS = 100
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def assemble(document: Mapping[str, object], agreed: Mapping[str, object], *, improving: bool = False) -> Sheet:
    """The sheet a file and the agreed terms describe.

    Args:
        document: from read_toml, or from read_json with the numbers put back.
        agreed: term id -> value as a file gives it; others take the value or default of the document.
        improving: it is the sheet of a run to improve an agreement, which no file describes.

    Raises:
        InvalidSheet: with every problem found.
    """
    problems: list[Problem] = []
    shape = _read_sheet(document, Place("", problems), ImprovingSheetShape if improving else SheetShape)
    terms = read_open_terms(shape.open_terms, problems)
    before = len(problems)
    values = _agreed_values(terms, agreed, problems)
    if len(problems) > before:  # what items say about a term without a value would follow from these
        raise InvalidSheet(problems[:MAX_PROBLEMS])
    return _checked(_sheet(shape, terms, values, problems), problems)


def assemble_file(document: Mapping[str, object]) -> Sheet | Draft:
    """The sheet a file describes, or a Draft when it has open terms without a value.

    Raises:
        InvalidSheet: with every problem found.
    """
    problems: list[Problem] = []
    shape = _read_sheet(document, Place("", problems))
    terms = read_open_terms(shape.open_terms, problems)
    if all(term.value is not None for term in terms):
        return _checked(_sheet(shape, terms, {term.id: term.value for term in terms}, problems), problems)
    sheet = _sheet(shape, terms, None, problems)
    if problems:
        raise InvalidSheet(problems[:MAX_PROBLEMS])
    return Draft(document, sheet.id, sheet.title, sheet.summary, sheet.parties, terms)


def _checked(sheet: Sheet, problems: Sequence[Problem]) -> Sheet:
    if problems:
        raise InvalidSheet(problems[:MAX_PROBLEMS])
    size = len(canonical(sheet))
    if size > MAX_SHEET_BYTES:
        raise InvalidSheet(
            [
                Problem(
                    "",
                    tr(
                        "the sheet has {size} bytes when resolved; at most {max_sheet_bytes} fit",
                        size=size,
                        max_sheet_bytes=MAX_SHEET_BYTES,
                    ),
                )
            ]
        )
    return sheet


def _read_sheet(document: Mapping[str, object], place: Place, kind: type[SheetShape] = SheetShape) -> SheetShape:
    """The top-level keys; those that cannot be read are noted and stand in with something harmless."""
    shape = read_shape(kind, document, place)
    if shape is not None:
        return shape
    usable: dict[str, object] = {
        "format": FORMAT,
        "id": "x",
        "title": "x",
        "parties": {"min": 2, "max": 2},
        "items": [],
    }
    for key in msgspec.structs.fields(SheetShape):
        trial = usable | {name: document[name] for name in (key.encode_name,) if name in document}
        usable = usable if read_shape(SheetShape, trial, Place("", [])) is None else trial
    return msgspec.convert(usable, SheetShape)


def _agreed_values(
    terms: Sequence[OpenTerm], agreed: Mapping[str, object], problems: list[Problem]
) -> dict[str, TermValue | None]:
    """Term id -> value; None for an optional term that was left out."""
    for name in list(agreed)[:MAX_LIST]:
        if name not in [term.id for term in terms]:
            problems.append(Problem("terms", tr("the sheet has no open term {name}", name=quoted(name))))
    values: dict[str, TermValue | None] = {}
    for term in terms:
        place = Place(f'term "{term.id}"', problems)
        if term.id in agreed:
            values[term.id] = term_value(term, agreed[term.id], place)
        else:
            values[term.id] = term.default if term.value is None else term.value
            if values[term.id] is None and not term.optional:
                place.say(tr("is not agreed yet"))
    return values


def _agreed_terms(terms: Sequence[OpenTerm], values: Mapping[str, TermValue | None]) -> tuple[AgreedTerm, ...]:
    found: list[AgreedTerm] = []
    for term in terms:
        value = values.get(term.id)
        if value is not None:
            found.append(AgreedTerm(id=term.id, type=term.type, label=term.label, help=term.help, value=value))
    return tuple(found)


def _parties(shape: SheetShape, place: Place) -> Parties:
    raw = read_shape(PartiesShape, shape.parties, place)
    if raw is None:
        return Parties(min=2, max=2)
    most = MAX_ROOM if shape.mode == "pairs" else MAX_PARTIES
    low = check_whole(place.at("min"), raw.min, 2, most)
    high = check_whole(place.at("max"), raw.max, 2, most)
    if low > high:
        place.say(tr("min is above max"))
    if len(raw.roles) > MAX_ROLES:
        place.at("roles").say(
            tr("there are {n}; at most {max_roles} are allowed", n=len(raw.roles), max_roles=MAX_ROLES)
        )
    for number, role in enumerate(raw.roles[:MAX_ROLES], start=1):
        here = place.at("roles", f"entry {number}")
        check_id(here, role)
        if role in RESERVED_ROLES or role.isdecimal():
            here.say(tr("a role cannot be called {role}", role=quoted(role)))
        if role in raw.roles[: number - 1]:
            here.say(tr("the role {role} is there twice", role=quoted(role)))
    return Parties(min=low, max=high, roles=tuple(raw.roles[:MAX_ROLES]))


def _read_items(
    tables: Sequence[object], improving: bool, place: Place
) -> tuple[list[AnyShape], list[Place], list[object]]:
    """The items that can be read with their places, and the ids of those that cannot, which are noted."""
    if not 1 <= len(tables) <= MAX_ITEMS:
        place.say(tr("there must be 1 to {max_items}, not {n}", max_items=MAX_ITEMS, n=len(tables)))
    shapes: list[AnyShape] = []
    places: list[Place] = []
    unread: list[object] = []
    for number, table in enumerate(tables[:MAX_ITEMS], start=1):
        here = place_of("item", table, number, place.problems)
        shape = _read_item(table, improving, here)
        if shape is None:
            unread.append(table.get("id") if isinstance(table, dict) else None)
        else:
            shapes.append(shape)
            places.append(here)
    return shapes, places, unread


def _read_item(table: object, improving: bool, place: Place) -> AnyShape | None:
    kind = table.get("kind") if isinstance(table, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        place.say(tr('needs the key "kind" with one of {kinds}', kinds=listed(KINDS, most=len(KINDS))))
        return None
    return read_shape(AgreedBundleShape if improving and kind == "bundle" else KINDS[kind][0], table, place)


def _check_between(
    shape: SheetShape, shapes: Sequence[AnyShape], places: Sequence[Place], unread: Sequence[object]
) -> None:
    """What items say about each other; nothing is said about items that could not be read."""
    earlier: list[str] = []
    large = [item.id for item in shapes if isinstance(item, SetShape) and item.max_entries > LARGE_SET]
    for item, place in zip(shapes, places, strict=True):
        if item.id in earlier:
            place.at("id").say(tr("another item has the same id"))
        if item.only_if and item.only_if not in earlier and item.only_if not in unread:
            place.at("only_if").say(tr("there is no earlier item {only_if}", only_if=quoted(item.only_if)))
        if item.only_if in large:
            place.at("only_if").say(
                tr("a set of more than {large_set} entries opens last; nothing can depend on it", large_set=LARGE_SET)
            )
        if item.id in large:
            if item.rule not in ("", "all_common"):
                place.at("rule").say(
                    tr("a set of more than {large_set} entries knows only all_common", large_set=LARGE_SET)
                )
            if item.only_if:
                place.at("only_if").say(
                    tr("a set of more than {large_set} entries cannot depend on another item", large_set=LARGE_SET)
                )
            if shape.all_or_nothing:
                place.say(
                    tr(
                        "a set of more than {large_set} entries cannot be on an all_or_nothing sheet",
                        large_set=LARGE_SET,
                    )
                )
        earlier.append(item.id)


def _check_never_ask(shape: SheetShape, shapes: Sequence[AnyShape], places: Sequence[Place]) -> None:
    """No item, issue or statement is called what the sheet promises never to ask."""
    never = {_as_id(topic): topic for topic in shape.never_ask}
    for item, place in zip(shapes, places, strict=True):
        ids = [item.id]
        if isinstance(item, BundleShape):
            ids += [issue.id for issue in item.issues]
        if isinstance(item, DiscloseShape):
            ids += [statement.id for statements in item.statements.values() for statement in statements]
        for asked in ids:
            if _as_id(asked) in never:
                place.say(
                    tr(
                        "{asked} asks what never_ask promises not to: {never}",
                        asked=quoted(asked),
                        never=quoted(never[_as_id(asked)]),
                    )
                )


def _as_id(text: str) -> str:
    return re.sub(r"[ _-]+", "-", text.strip().lower())


def _sheet(
    shape: SheetShape,
    terms: Sequence[OpenTerm],
    values: Mapping[str, TermValue | None] | None,
    problems: list[Problem],
) -> Sheet:
    """The sheet as far as it could be read; problems are noted. Without values, items with open forms are left out."""
    top = Place("", problems)
    parties = _parties(shape, top.at("parties"))
    improving = isinstance(shape, ImprovingSheetShape)
    shapes, places, unread = _read_items(shape.items, improving, top.at("items"))
    items: list[AnyItem] = []
    declared = Terms({term.id: term for term in terms}, values)
    for item_shape, place in zip(shapes, places, strict=True):
        filled = fill(item_shape, declared, place)
        item = None if filled is None else build(filled, seating_of(parties, shape.mode), place)
        items += [] if item is None else [item]
    _check_between(shape, shapes, places, unread)
    _check_never_ask(shape, shapes, places)
    if shape.format != FORMAT:
        newer = "this sheet was made with a newer version" if shape.format > FORMAT else f"must be {FORMAT}"
        top.at("format").say(newer)
    if not _LANGUAGE.fullmatch(shape.language):
        top.at("language").say(tr('must be a language tag like "en" or "pt-BR"'))
    check_one_of(top.at("mode"), shape.mode, ("joint", "pairs"))
    return Sheet(
        id=check_id(top.at("id"), shape.id),
        title=check_text(top.at("title"), shape.title, required=True),
        parties=parties,
        items=tuple(items),
        summary=check_text(top.at("summary"), shape.summary),
        language=shape.language,
        mode=shape.mode,
        all_or_nothing=shape.all_or_nothing,
        dealbreakers=_dealbreakers(shape, shapes, top.at("dealbreakers")),
        run=_run(shape, top.at("run")),
        minutes=0 if shape.minutes is None else check_whole(top.at("minutes"), shape.minutes, 1, MAX_MINUTES),
        adults_only=shape.adults_only,
        never_ask=check_names(top.at("never_ask"), shape.never_ask, 0, MAX_LIST),
        keep_days=None if shape.keep_days is None else check_whole(top.at("keep_days"), shape.keep_days, 0, MAX_DAYS),
        terms=_agreed_terms(terms, values or {}),
        prepare=_prepare(shape, parties.roles, top.at("prepare")),
        after=_after(shape, [item.id for item in shapes], top.at("after")),
        notice=check_text(top.at("notice"), shape.notice),
        improve=read_improve(shape, shapes, top) if isinstance(shape, ImprovingSheetShape) else None,
    )


def _dealbreakers(shape: SheetShape, shapes: Sequence[AnyShape], place: Place) -> Dealbreakers | None:
    if shape.dealbreakers is None:
        return None
    raw = read_shape(DealbreakersShape, shape.dealbreakers, place)
    if raw is None:
        return None
    most = check_whole(place.at("max_each"), raw.max_each, 1, MAX_ITEMS)
    if raw.items is None:
        return Dealbreakers(max_each=most)
    conditions = {item.only_if for item in shapes}
    large = [item.id for item in shapes if isinstance(item, SetShape) and item.max_entries > LARGE_SET]
    names = check_ids(place.at("items"), raw.items, [item.id for item in shapes], "item")
    for name in names:
        if name in conditions:
            place.at("items").say(tr("{name} cannot be marked: another item depends on it", name=quoted(name)))
        if name in large:
            place.at("items").say(
                tr(
                    "{name} cannot be marked: it has more than {large_set} entries",
                    name=quoted(name),
                    large_set=LARGE_SET,
                )
            )
    return Dealbreakers(max_each=most, items=names)


def _run(shape: SheetShape, place: Place) -> RunLimits:
    raw = read_shape(RunShape, {} if shape.run is None else shape.run, place)
    if raw is None:
        return RunLimits()
    return RunLimits(
        max_runs=check_whole(place.at("max_runs"), raw.max_runs, 1, MAX_RUNS),
        rerun=check_one_of(place.at("rerun"), raw.rerun, ("only_add", "free", "never")),
        cool_off_hours=check_whole(place.at("cool_off_hours"), raw.cool_off_hours, 0, MAX_HOURS),
        per_days=0 if raw.per_days is None else check_whole(place.at("per_days"), raw.per_days, 1, MAX_DAYS),
    )


def _prepare(shape: SheetShape, roles: Sequence[str], place: Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, tuple[str, ...]] = {}
    for role, texts in (shape.prepare or {}).items():
        if role != "all" and role not in roles:
            place.say(tr("{role} is not a role of this sheet", role=quoted(role)))
        found["" if role == "all" else role] = check_names(place.at(quoted(role)), texts, 1, MAX_LIST)
    return tuple(sorted(found.items()))


def _after(shape: SheetShape, ids: Sequence[str], place: Place) -> After:
    raw = read_shape(AfterShape, {} if shape.after is None else shape.after, place)
    if raw is None:
        return After()
    for key in ("overlap", "partial", "none"):
        text = check_text(place.at(key), getattr(raw, key))
        unknown = [name for name in _PLACEHOLDER.findall(text) if name != "list" and name not in ids]
        if unknown or set(_PLACEHOLDER.sub("", text)) & {"{", "}"}:
            place.at(key).say(
                tr(
                    "braces are only for {list} and the id of an item, like {example}",
                    list="{list}",
                    example=f"{{{ids[0] if ids else 'pay'}}}",
                )
            )
    return After(overlap=raw.overlap, partial=raw.partial, none=raw.none)
