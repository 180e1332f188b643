"""A sheet as the editor has it: the content of its file, changed by pure functions. Free of Qt.

The model is the file's own tables, never a translation of them: what the editor has no field for stays as it is, and a
sheet that nobody changed is saved as the sheet that was opened. A document is never changed in place; every function
gives a new one that shares what stayed the same, so that undo costs next to nothing.

    document = read(data);  document = put(document, ("items", 0, "label"), "Pay");  data = write(document)

Leaves to others: what is wrong with it (desktop.ui.editor.checking).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

import tomli_w

from desktop.deals.document import FORMAT
from desktop.deals.reading import MAX_SHEET_BYTES, read_toml
from desktop.deals.schema import KINDS
from desktop.deals.text import is_id

Table: TypeAlias = dict[str, object]
Path: TypeAlias = tuple[str | int, ...]
"""Where something is in a document: keys of tables, places in lists."""

COMMON = ("id", "kind", "label", "ask", "help", "note", "result_yes", "result_no", "only_if", "cover", "for")
"""Keys that an item keeps when it becomes one of another kind."""

_NEEDED = ("parties", "items")
_ONLY_AT_LEAST = {"match": ("k",), "pick": ("k", "cap", "veto_threshold", "always"), "dates": ("k",), "set": ("k",)}
_SLUG = re.compile(r"[^a-z0-9]+")


class NoDocument(ValueError):
    """The file has not the form of a sheet."""


def read(data: bytes) -> Table:
    """A .deal file, with whatever mistakes it has.

    Raises:
        NoDocument: it is no TOML, or has no list of items that are tables.
    """
    try:
        document = read_toml(data, MAX_SHEET_BYTES)
    except ValueError as error:
        raise NoDocument(str(error)) from None
    items = document.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NoDocument("there is no list of items")
    if not isinstance(document.get("format"), int):
        raise NoDocument("there is no format")
    return document


def write(document: Mapping[str, object]) -> bytes:
    """The document as a .deal file."""
    return tomli_w.dumps(document).encode()


def blank(title: str) -> Table:
    """A sheet for two without items."""
    parties: Table = {"min": 2, "max": 2}
    return {"format": FORMAT, "id": "my-sheet", "title": title, "parties": parties, "items": []}


# --- reading and changing one place -----------------------------------------------------------------------------------


def get(document: object, path: Path) -> object:
    """What is at a place; None when there is nothing."""
    for key in path:
        if isinstance(document, Mapping) and isinstance(key, str):
            document = document.get(key)
        elif isinstance(document, list) and isinstance(key, int) and 0 <= key < len(document):
            document = document[key]
        else:
            return None
    return document


def put(document: Table, path: Path, value: object) -> Table:
    """The document with another value at a place.

    Args:
        value: None takes the key away, and with it tables that it leaves empty.
    """
    changed = _put(document, path, value)
    return changed if isinstance(changed, dict) else document


def _put(now: object, path: Path, value: object) -> object:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        before = list(now) if isinstance(now, list) else []
        if key < len(before):
            before[key] = _put(before[key], rest, value)
        return before
    table: Table = dict(now) if isinstance(now, dict) else {}
    inside = _put(table.get(key), rest, value)
    emptied = inside == {} and bool(rest) and key not in _NEEDED
    if inside is None or emptied:
        table.pop(key, None)
    else:
        table[key] = inside
    return table


def items_of(document: Mapping[str, object]) -> list[Table]:
    """The items, in order."""
    items = document.get("items")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def roles_of(document: Mapping[str, object]) -> list[str]:
    """The roles, in order; [] without."""
    return texts(get(document, ("parties", "roles")))


def texts(value: object) -> list[str]:
    """The texts of a list; [] for anything else."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def term_ids(document: Mapping[str, object], types: Collection[str]) -> list[str]:
    """Ids of what is settled in the open, of some types."""
    terms = document.get("open_terms")
    tables = [term for term in terms if isinstance(term, dict)] if isinstance(terms, list) else []
    return [str(term.get("id")) for term in tables if term.get("type") in types and isinstance(term.get("id"), str)]


def label_text(text: object) -> str:
    """A text, or the first of a table of texts per role."""
    if isinstance(text, Mapping):
        text = next(iter(text.values()), "")
    return text if isinstance(text, str) else ""


# --- items ------------------------------------------------------------------------------------------------------------


def fresh_id(base: str, taken: Collection[object]) -> str:
    """An id made from a text that nothing else has."""
    slug = _SLUG.sub("-", base.lower()).strip("-")[:48].rstrip("-") or "item"
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def add_item(document: Table, kind: str, place: int) -> Table:
    """A new item at a place."""
    ids = [item.get("id") for item in items_of(document)]
    made: Table = {"id": fresh_id(f"item-{len(ids) + 1}", ids), "kind": kind, **start_of(kind, roles_of(document))}
    items = items_of(document)
    return document | {"items": [*items[:place], made, *items[place:]]}


def duplicate_item(document: Table, place: int) -> Table:
    """A copy of an item right after it."""
    items = items_of(document)
    ids = [item.get("id") for item in items]
    copy = items[place] | {"id": fresh_id(str(items[place].get("id")), ids)}
    return document | {"items": [*items[: place + 1], copy, *items[place + 1 :]]}


def delete_item(document: Table, place: int) -> Table:
    """Without an item. What names it stays and is complained about, so that nothing vanishes silently."""
    items = items_of(document)
    return document | {"items": [*items[:place], *items[place + 1 :]]}


def move_item(document: Table, place: int, to: int) -> Table:
    """An item at another place."""
    items = items_of(document)
    moved = items.pop(place)
    items.insert(to, moved)
    return document | {"items": items}


def rename_item(document: Table, place: int, new: str) -> Table:
    """An item with another id; what names it follows."""
    old = items_of(document)[place].get("id")
    changed = put(document, ("items", place, "id"), new)
    if not isinstance(old, str) or not is_id(old) or [item.get("id") for item in items_of(document)].count(old) > 1:
        return changed
    for number, item in enumerate(items_of(changed)):
        if item.get("only_if") == old:
            changed = put(changed, ("items", number, "only_if"), new)
    marked = get(changed, ("dealbreakers", "items"))
    if isinstance(marked, list) and old in marked:
        changed = put(changed, ("dealbreakers", "items"), [new if name == old else name for name in marked])
    for key in ("overlap", "partial", "none"):
        text = get(changed, ("after", key))
        if isinstance(text, str) and f"{{{old}}}" in text:
            changed = put(changed, ("after", key), text.replace(f"{{{old}}}", f"{{{new}}}"))
    return changed


def set_kind(document: Table, place: int, kind: str) -> Table:
    """An item of another kind; texts stay, and options where both kinds have them."""
    item = items_of(document)[place]
    made = start_of(kind, roles_of(document))
    kept = {key: value for key, value in item.items() if key in (*COMMON, "options") and key not in ("kind", "options")}
    if "options" in item and "options" in made:
        made["options"] = item["options"]
    return put(document, ("items", place), {**kept, "kind": kind, **made})


def set_rule(document: Table, place: int, rule: str) -> Table:
    """An item with another rule: keys that do not go with it go, those it needs come."""
    item = dict(items_of(document)[place])
    kind = str(item.get("kind"))
    item.pop("rule", None)
    if rule != KINDS[kind][1][0]:
        item["rule"] = rule
    if rule != "at_least":
        for key in _ONLY_AT_LEAST.get(kind, ()):
            item.pop(key, None)
    elif "k" not in item:
        item["k"] = 1 if kind == "set" else 2
    if rule == "total":
        item.pop("show_only_at_or_above", None)
    amounts = item.get("amounts")
    if rule == "fair_price" and "reference" not in item and isinstance(amounts, list) and amounts:
        item["reference"] = amounts[len(amounts) // 2]
    return put(document, ("items", place), item)


def start_of(kind: str, roles: Sequence[str]) -> Table:
    """What a new item of a kind begins with: valid, short, and plainly an example."""
    ends = {role: "higher" if number == 0 else "lower" for number, role in enumerate(roles)}
    starts: Mapping[str, Table] = {
        "match": {},
        "level": {"levels": ["not now", "curious", "keen"], "show_only_at_or_above": "curious"},
        "pick": {"options": ["first option", "second option", "third option"]},
        "rank": {"options": ["first option", "second option", "third option"]},
        "ladder": {"unit": "EUR", "amounts": [10, 20, 30, 40, 50], "direction": ends or "lower"},
        "dates": {"windows": ["Monday", "Tuesday", "Wednesday"]},
        "bundle": {
            "issues": [
                {"id": "first", "label": "First topic", "options": ["this", "that"]},
                {"id": "second", "label": "Second topic", "options": ["more", "less"]},
            ]
        },
        "disclose": {"statements": {role: [{"id": f"{role}-1"[-64:], "label": "Something true"}] for role in roles}}
        if roles
        else {"statements": {"all": [{"id": "s1", "label": "Something true about me"}]}},
        "set": {"max_entries": 50},
    }
    return dict(starts[kind])
