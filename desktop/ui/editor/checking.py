"""The live check of a document: every problem and every piece of advice with the place it belongs to. Free of Qt.

Problems are those that reading the file would find; advice never stands in the way of saving.

Leaves to others: showing them at their place (desktop.ui.editor.form).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.deals.assemble import assemble, assemble_file
from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.open_terms import OpenTerm, read_open_terms
from desktop.deals.sheet import Draft, Sheet
from desktop.ui.editor.model import Path, Table, get, items_of, label_text
from desktop.ui.words import tr

MANY_ITEMS = 40
SIZES = (100, 10_000, 1_000_000)
"""Of made-up numbers: amounts rounded to 500 need larger ones than amounts rounded to 1."""
_ENTRY = re.compile(r"entry (\d+)")
_NAMED = re.compile(r'(item|issue|open term|term) "([^"]*)"')
_NUMBERED = re.compile(r"(item|issue|open term) (\d+)")
_LISTS = {"item": "items", "issue": "issues", "open term": "open_terms", "term": "open_terms"}
_DOUBLE = re.compile(r"\band/or\b|\?.*\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Something to say about a place of the document.

    Attributes:
        path: as far as it is known.
        sentence: for the author.
        advice: it can stay as it is.
    """

    path: Path
    sentence: str
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        found: problems first, then advice.
        result: the sheet, or the draft with its terms still open; None while there are problems.
    """

    found: tuple[Found, ...]
    result: Sheet | Draft | None

    @property
    def problems(self) -> tuple[Found, ...]:
        """What has to be mended before the sheet can be used."""
        return tuple(one for one in self.found if not one.advice)


def check(document: Table) -> Checked:
    """Everything there is to say about a document."""
    advice = tuple(_advice(document))
    try:
        return Checked(advice, assemble_file(document))
    except InvalidSheet as error:
        return Checked((*(_found(document, problem) for problem in error.problems), *advice), None)


# --- places -----------------------------------------------------------------------------------------------------------


def _found(document: Table, problem: Problem) -> Found:
    path = path_of(document, problem.place)
    return Found(path, f"{problem.message[:1].upper()}{problem.message[1:]}.")


def path_of(document: Mapping[str, object], place: str) -> Path:
    """The path that the place of a problem means, as far as there is one."""
    path: Path = ()
    for piece in place.split(", ") if place else ():
        step = _step(document, path, piece)
        if step is None:
            break
        path = (*path, *step)
    return path


def _step(document: Mapping[str, object], path: Path, piece: str) -> Path | None:
    named, numbered, entry = _NAMED.fullmatch(piece), _NUMBERED.fullmatch(piece), _ENTRY.fullmatch(piece)
    if named is not None:
        key = _LISTS[named[1]]
        tables = get(document, (*path, key))
        places = [
            n for n, one in enumerate(tables if isinstance(tables, list) else ()) if get(one, ("id",)) == named[2]
        ]
        return (key, places[-1]) if places else (key,)  # of two with one id, the later one is wrong
    if numbered is not None:
        return _LISTS[numbered[1]], int(numbered[2]) - 1
    if entry is not None:
        return (int(entry[1]) - 1,)
    return (piece.strip('"'),)


# --- advice -----------------------------------------------------------------------------------------------------------


def _advice(document: Table) -> list[Found]:
    items = items_of(document)
    found = []
    if len(items) > MANY_ITEMS:
        found.append(Found((), tr("Long sheets get careless answers. Consider splitting it."), advice=True))
    seen: dict[str, int] = {}
    for number, item in enumerate(items):
        for key in ("label", "ask"):
            text = label_text(item.get(key))
            if _DOUBLE.search(text):
                sentence = tr("This looks like two questions in one. One idea per question works best.")
                found.append(Found(("items", number, key), sentence, advice=True))
        text = " ".join(label_text(item.get("label")).casefold().split())
        if text and text in seen:
            sentence = tr("Item {n} has the same name.", n=seen[text] + 1)
            found.append(Found(("items", number, "label"), sentence, advice=True))
        seen.setdefault(text, number)
    return found


# --- trying an item ---------------------------------------------------------------------------------------------------


def sheet_of_one(document: Table, place: int) -> Sheet | None:
    """A sheet of one item alone, with made-up values for what is settled in the open; None while it has mistakes."""
    item = items_of(document)[place]
    alone = {key: value for key, value in item.items() if key != "only_if"}
    gone = ("dealbreakers", "after", "all_or_nothing", "prepare", "never_ask")
    reduced = {key: value for key, value in document.items() if key not in gone} | {"items": [alone]}
    return with_examples(reduced)


def with_examples(document: Table) -> Sheet | None:
    """The sheet with made-up values for what is settled in the open; None while it has mistakes."""
    terms = document.get("open_terms")
    for size in SIZES:
        try:
            return assemble(document, made_up_values(terms if isinstance(terms, list) else [], size))
        except InvalidSheet:
            continue
    return None


def made_up_values(tables: Sequence[object], size: int = 100) -> dict[str, object]:
    """A value for every open term that has none yet.

    Args:
        size: of numbers.
    """
    terms = read_open_terms(tables, [])
    return {term.id: _made_up(term, size) for term in terms if term.value is None and term.default is None}


def _made_up(term: OpenTerm, size: int) -> object:
    n = max(3, term.least or 0) if term.most is None else max(term.least or 0, min(3, term.most))
    match term.type:
        case "int":
            return 2 if term.least is None else max(term.least, min(2, term.most or 2))
        case "decimal":
            return size
        case "choice":
            return term.options[0] if term.options else "…"
        case "multi":
            return list(term.options[:n])
        case "list":
            return [tr("Example {n}", n=number) for number in range(1, n + 1)]
        case "date":
            return "2027-01-01"
        case "date_range":
            return ["2027-01-01", "2027-03-31"]
        case "range":
            return [size, 2 * size]
        case _:
            return tr("an example")
