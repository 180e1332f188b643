"""What is different between two versions of a sheet, in words: what was added, taken out, and changed, item by item.

    for change in changes(old, new):  print(change.title, *change.lines)

The order is that of the newer sheet; what is gone comes where it was. Texts of the sheet are made plain.

Leaves to others: drawing it (desktop.ui.widgets.changes_view), the command line (desktop.cli.reviewing).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet, canonical
from desktop.language import enumerated, mark, tr, translated
from desktop.strings.errors import plain
from desktop.strings.items import KINDS, label_of, rule_in_words

Value = Mapping[str, object]


class Mark(Enum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is different, as a sentence or a text of the sheet."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that is different about one item, or about the sheet as a whole.

    Attributes:
        item_id: "" for the sheet as a whole.
        title: what the item is called; for one that was renamed, what it is called now.
    """

    mark: Mark
    item_id: str
    title: str
    lines: tuple[Line, ...]


_WORDS: Mapping[str, str] = mark(
    {
        "title": "Title",
        "summary": "Summary",
        "language": "Language",
        "mode": "Everyone at once, or in pairs",
        "all_or_nothing": "All or nothing",
        "minutes": "Minutes",
        "adults_only": "For adults",
        "never_ask": "Not asked here",
        "keep_days": "Days to keep the result",
        "notice": "Notice",
        "parties": "People",
        "min": "at least",
        "max": "at most",
        "roles": "Roles",
        "dealbreakers": "Dealbreakers",
        "max_each": "for each of you",
        "items": "Items",
        "run": "Comparing again",
        "max_runs": "how often",
        "rerun": "how answers may change",
        "cool_off_hours": "hours in between",
        "per_days": "within days",
        "prepare": "To think about before",
        "after": "After the result",
        "overlap": "if all is agreed",
        "partial": "if some is agreed",
        "none": "if nothing is agreed",
        "open_terms": "Agreed in the open",
        "value": "value",
        "all": "everyone",
        "kind": "How it is answered",
        "rule": "What is shown",
        "label": "Name",
        "ask": "Question",
        "help": "Help",
        "note": "Note",
        "result_yes": "Text if agreed",
        "result_no": "Text if not agreed",
        "only_if": "Counts only if this is agreed",
        "cover": "Does not count for “all or nothing”",
        "for": "Answered by",
        "k": "How many have to agree",
        "talk_first": "Chance that a yes stays hidden",
        "levels": "Levels",
        "level_labels": "Texts of the levels",
        "show_only_at_or_above": "Shown from this level on",
        "options": "Options",
        "cap": "Options shown at most",
        "veto_threshold": "Vetoes that rule an option out",
        "max_ticks": "Ticks at most",
        "always": "Always shown",
        "unit": "Unit",
        "amounts": "Amounts",
        "direction": "Who wants more",
        "reference": "Reference amount",
        "windows": "Dates",
        "issues": "Topics",
        "large": "Many packages",
        "statements": "Statements",
        "presets": "Ready-made conditions",
        "max_entries": "Entries at most",
    }
)
"""Key of the file -> what it is called."""


def changes(old: Sheet, new: Sheet) -> tuple[Change, ...]:
    """What is different in the newer one; () when nothing is."""
    before, after = _document(old), _document(new)
    found = []
    whole = tuple(_differences(_without_items(before), _without_items(after)))
    if whole:
        found.append(Change(Mark.CHANGED, "", tr("The whole sheet"), whole))
    were, are = _items(before), _items(after)
    old_items, new_items = {item.id: item for item in old.items}, {item.id: item for item in new.items}
    moved = set(_moved([one for one in were if one in are], [one for one in are if one in were]))
    for item_id in _merged(list(were), list(are)):
        if item_id not in are:
            found.append(Change(Mark.REMOVED, item_id, label_of(old_items[item_id]), ()))
        elif item_id not in were:
            added = (Line(Mark.ADDED, rule_in_words(new_items[item_id])),)
            found.append(Change(Mark.ADDED, item_id, label_of(new_items[item_id]), added))
        else:
            lines = tuple(_of_item(were[item_id], are[item_id], rule_in_words(new_items[item_id])))
            lines += (Line(Mark.CHANGED, tr("It stands in another place.")),) if item_id in moved else ()
            if lines:
                found.append(Change(Mark.CHANGED, item_id, label_of(new_items[item_id]), lines))
    return tuple(found)


def unchanged_items(old: Sheet, new: Sheet) -> frozenset[str]:
    """Ids of the items that ask and show exactly the same in both, so that an answer to one is one to the other."""
    were, are = _items(_document(old)), _items(_document(new))
    return frozenset(item_id for item_id, item in are.items() if were.get(item_id) == item)


def _document(sheet: Sheet) -> Value:
    document: Value = json.loads(canonical(sheet))
    return document


def _items(document: Value) -> dict[str, Value]:
    items = document["items"]
    return {str(item["id"]): item for item in items} if isinstance(items, list) else {}


def _without_items(document: Value) -> Value:
    return {key: value for key, value in document.items() if key != "items"}


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """In the newer order; what is gone follows what it followed."""
    merged = list(new)
    for place, item_id in enumerate(old):
        if item_id not in new:
            before = next((one for one in reversed(old[:place]) if one in merged), None)
            merged.insert(0 if before is None else merged.index(before) + 1, item_id)
    return merged


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest that have to be taken out for the rest to be in the same order."""
    best: list[list[str]] = []
    for place, one in enumerate(new):
        rank = old.index(one)
        before: list[str] = max((best[i] for i in range(place) if old.index(new[i]) < rank), key=len, default=[])
        best.append([*before, one])
    longest: list[str] = max(best, key=len, default=[])
    kept = set(longest)
    return [one for one in new if one not in kept]


def _of_item(old: Value, new: Value, rule: str) -> Iterator[Line]:
    if old.get("kind") != new.get("kind"):
        kind = translated(KINDS[str(new["kind"])])
        yield Line(Mark.CHANGED, tr("{what}: now “{new}”", what=_word("kind"), new=kind))
        yield Line(Mark.CHANGED, rule)
        return
    if (old.get("rule"), old.get("k")) != (new.get("rule"), new.get("k")):
        yield Line(Mark.CHANGED, rule)
    hidden = {"kind", "rule", "k"}
    yield from _differences(
        {key: value for key, value in old.items() if key not in hidden},
        {key: value for key, value in new.items() if key not in hidden},
    )


def _differences(old: Value, new: Value, inside: str = "") -> Iterator[Line]:
    """What is different between two tables; inside: the name of the table."""
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        what = tr("{table}, {key}", table=inside, key=_word(key)) if inside else _word(key)
        yield from _difference(what, was, now)


def _difference(what: str, was: object, now: object) -> Iterator[Line]:
    if _is_table(was) and _is_table(now):
        yield from _differences(_table(was), _table(now), what)
    elif _is_list(was) and _is_list(now) and (was or now):
        yield from _of_lists(what, _list(was), _list(now))
    elif now is None or now is False:
        yield Line(Mark.REMOVED, _told(what, was))
    elif was is None or was is False:
        yield Line(Mark.ADDED, _told(what, now))
    else:
        yield Line(
            Mark.CHANGED, tr("{what}: “{new}” in place of “{old}”", what=what, new=_plainly(now), old=_plainly(was))
        )


def _told(what: str, value: object) -> str:
    return what if isinstance(value, bool) else tr("{what}: “{value}”", what=what, value=_plainly(value))


def _of_lists(what: str, was: list[object], now: list[object]) -> Iterator[Line]:
    named, renamed = _by_id(was), _by_id(now)
    if named is not None and renamed is not None:
        for one in dict.fromkeys([*named, *renamed]):
            yield from _difference(what, named.get(one), renamed.get(one))
        return
    for mark_, ones in (
        (Mark.ADDED, [one for one in now if one not in was]),
        (Mark.REMOVED, [one for one in was if one not in now]),
    ):
        if ones:
            texts = enumerated([_plainly(one) for one in ones])
            yield Line(mark_, tr("{what}: {values}", what=what, values=texts))
    if sorted(map(str, was)) == sorted(map(str, now)):
        yield Line(Mark.CHANGED, tr("{what}: in another order", what=what))


def _by_id(values: list[object]) -> dict[str, object] | None:
    """Tables with an id, by it; None where they are something else."""
    tables = [_table(value) for value in values if _is_table(value)]
    if len(tables) != len(values) or not all("id" in table for table in tables):
        return None if values else {}
    return {
        str(table["id"]): {key: value for key, value in table.items() if key != "id"} | _name(table) for table in tables
    }


def _name(table: Value) -> dict[str, object]:
    return {} if "label" in table else {"label": table["id"]}


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_list(value: object) -> bool:
    return isinstance(value, list) or value is None


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _word(key: str) -> str:
    return translated(_WORDS[key]) if key in _WORDS else plain(role_name(key))


def _plainly(value: object) -> str:
    """A value of the file as a text."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, dict):
        texts = [part for key, part in value.items() if key != "id"]
        return enumerated([_plainly(text) for text in texts])
    if isinstance(value, list):
        return enumerated([_plainly(one) for one in value])
    return plain(str(value))
