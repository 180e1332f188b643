"""The rows of the list: the parts of the sheet, a heading, the items; and in which row something is.

Leaves to others: how they look (desktop.ui.editor.outline), the forms behind them (desktop.ui.editor.page).
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.ui.editor.checking import Found
from desktop.ui.editor.model import Path, Table, get, items_of, label_text
from desktop.ui.editor.outline import Row
from desktop.ui.editor.words import kind_names
from desktop.ui.plain import plain
from desktop.ui.words import tr, tr_n

FIRST_ITEM = 5
"""Row of the first item: four parts, then a heading."""
_PART_OF_KEY = {"parties": 1, "mode": 1, "all_or_nothing": 1, "dealbreakers": 1, "run": 1, "open_terms": 2}
_PART_OF_KEY |= {"prepare": 3, "after": 3}


def row_of(path: Path) -> int:
    """The row in which something is."""
    if path[:1] == ("items",):
        return FIRST_ITEM + int(path[1]) if len(path) > 1 else FIRST_ITEM - 1
    return _PART_OF_KEY.get(str(path[0]), 0) if path else 0


def part_names(document: Table) -> list[tuple[str, str]]:
    """Name and detail of each part, in the order of the rows."""
    terms = get(document, ("open_terms",))
    n = len(terms) if isinstance(terms, list) else 0
    settled = tr_n("{n} thing", "{n} things", n) if n else tr("Nothing")
    return [
        (tr("About the sheet"), plain(label_text(get(document, ("title",))))),
        (tr("People and rules"), ""),
        (tr("Settled first"), settled),
        (tr("Before and after"), ""),
    ]


def name_of(item: Table) -> str:
    """What an item is called."""
    return plain(label_text(item.get("label")) or str(item.get("id", "")))


def rows_of(document: Table, problems: Sequence[Found]) -> list[Row]:
    """All rows, those with something to mend marked."""
    wrong = {row_of(one.path) for one in problems}
    rows = [Row(name, detail, number in wrong) for number, (name, detail) in enumerate(part_names(document))]
    items = items_of(document)
    rows.append(Row(tr("Items") if items else tr("No items yet"), heading=True))
    kinds = kind_names()
    for place, item in enumerate(items):
        detail = kinds.get(str(item.get("kind")), plain(item.get("kind", "")))
        rows.append(Row(f"{place + 1}. {name_of(item)}", detail, FIRST_ITEM + place in wrong))
    return rows
