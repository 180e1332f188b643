"""What was agreed, drawn on its scale: the amount on the ladder, the date on the calendar, the package in its grid.

Made from the public sheet and the outcome only. Nothing here knows what anybody answered, so nothing can show it.

Leaves to others: which items are shown, and the words around them (the result page).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.deals.in_words import statement_label
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    text_for,
)
from desktop.deals.outcome import ItemOutcome, Value
from desktop.deals.references import split_reference
from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet
from desktop.language import capitalised
from desktop.strings.outcome import hash_words, is_hash, label_of
from desktop.ui.answers.amounts import amount_text, with_unit
from desktop.ui.answers.calendar import windows_of
from desktop.ui.answers.marks import Cell, Scale
from desktop.ui.clipboard import copy
from desktop.ui.plain import plain
from desktop.ui.tokens import GRID
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping, column
from desktop.ui.widgets.text import body, muted, strong
from desktop.ui.words import tr, tr_n

HASH_DIGITS = 8
FEW = 60
"""So many chips are drawn; the rest is a number here and a list in what can be saved."""


class Result(QWidget):
    """One agreed item: its name, its value on its scale, the author's words about it.

    Attributes:
        words: the value in words.
    """

    def __init__(self, item: AnyItem, value: Value, *, both: bool) -> None:
        super().__init__()
        self.words = value_in_words(item, value, both=both)
        self.setAccessibleName(tr("{item}: {value}", item=label_of(item), value=self.words))
        inside = column(self, gap=GRID)
        inside.addWidget(strong(label_of(item)))
        _draw(item, value, inside, self.words)
        if item.result_yes:
            inside.addWidget(body(plain(item.result_yes)))


def result_of(sheet: Sheet, item: AnyItem, outcome: ItemOutcome) -> QWidget:
    """What was agreed on an item; for one that is not agreed the author's words about that, or nothing at all."""
    if not outcome.agreed or outcome.value is None:
        return _NotShown(item)
    return Result(item, outcome.value, both=sheet.max_seats == 2)


class _NotShown(QWidget):
    """The same for whatever was answered: only what the sheet says about it."""

    def __init__(self, item: AnyItem) -> None:
        super().__init__()
        inside = column(self, gap=GRID)
        if item.result_no:
            self.setAccessibleName(tr("{item}: {value}", item=label_of(item), value=plain(item.result_no)))
            inside.addWidget(strong(label_of(item)))
            inside.addWidget(body(plain(item.result_no)))


# --- in words -----------------------------------------------------------------------------------------------------


def value_in_words(item: AnyItem, value: Value, *, both: bool = False) -> str:
    """The value as a sentence or a list.

    Args:
        both: there are two people, and the reader is one of them.
    """
    if value is True:
        return yes_in_words(item, both=both)
    if isinstance(value, Mapping):
        if isinstance(item, DiscloseItem):
            return ", ".join(opened_words(item, str(name)) for name in value)
        return ", ".join(plain(option) for option in value.values())
    if isinstance(value, tuple):
        return ", ".join(_long_names(item, value))
    if isinstance(item, LadderItem) and isinstance(value, int | Decimal):
        return with_unit(value, item.unit)
    if isinstance(item, LevelItem) and isinstance(value, int):
        return tr("{n} in total", n=value)
    if isinstance(value, int):
        return tr_n("{n} in common", "{n} in common", value)
    return _long_names(item, (str(value),))[0]


def package_in_words(item: BundleItem, value: Mapping[str, object]) -> str:
    """A package that stands alone: what every part of it is about."""
    parts = ((plain(text_for(issue.label, "") or issue.id), plain(value[issue.id])) for issue in item.issues)
    return "; ".join(tr("{item}: {value}", item=name, value=option) for name, option in parts)


def yes_in_words(item: AnyItem, *, both: bool = False) -> str:
    """What a bare yes means."""
    if both:
        return _both_in_words(item)
    if isinstance(item, LadderItem) and item.rule == "fair_price":
        return tr("Everyone accepts {amount}.", amount=with_unit(item.amounts[item.reference], item.unit))
    if isinstance(item, MatchItem) and item.rule == "at_least":
        special = {"n": tr("All of you said yes."), "n-1": tr("All of you, or all but one, said yes.")}
        return special.get(str(item.k)) or tr("At least {k} of you said yes.", k=item.k)
    return tr("Everyone said yes.") if item.rule == "mutual_yes" else tr("There is something that everyone accepts.")


def _both_in_words(item: AnyItem) -> str:
    if isinstance(item, LadderItem) and item.rule == "fair_price":
        return tr("You both accept {amount}.", amount=with_unit(item.amounts[item.reference], item.unit))
    if isinstance(item, MatchItem) and (item.rule == "mutual_yes" or item.k == "n"):
        return tr("You both said yes.")
    if isinstance(item, MatchItem):
        return tr("At least one of you said yes.") if item.k in (1, "n-1", "1/2") else tr("You both said yes.")
    return tr("There is something that both of you accept.")


def _long_names(item: AnyItem, values: Sequence[str]) -> list[str]:
    if not isinstance(item, DatesItem):
        return [plain(value) for value in values]
    long = {text: window.long for text, window in zip(item.windows, windows_of(item.windows), strict=True)}
    return [long.get(value, plain(value)) for value in values]


def opened_words(item: DiscloseItem, name: str) -> str:
    """A statement by what it says and whose it is, from its name in an outcome."""
    owner, statement_id = split_reference(name)
    label = plain(statement_label(item, owner, statement_id))
    if owner.isdigit():
        return tr("Person {n}: {label}", n=owner, label=label)
    return tr("{who}: {label}", who=plain(role_name(owner)), label=label)


# --- drawn --------------------------------------------------------------------------------------------------------


def _draw(item: AnyItem, value: Value, inside: QVBoxLayout, words: str) -> None:
    match item:
        case LadderItem():
            _draw_ladder(item, value, inside, words)
        case LevelItem() if isinstance(value, str):
            inside.addWidget(_cells([(plain(level), level == value) for level in item.levels]))
        case DatesItem():
            _draw_dates(item, value, inside)
        case BundleItem() if isinstance(value, Mapping):
            _draw_package(item, value, inside)
        case DiscloseItem() if isinstance(value, Mapping):
            _draw_opened(item, value, inside)
        case _ if isinstance(value, tuple):
            _draw_chips(value, inside)
        case _ if isinstance(value, str):
            inside.addWidget(_cells([(plain(value), True)]))
        case _:
            inside.addWidget(_cells([(words, True)]))


def _cells(cells: Sequence[tuple[str, bool]]) -> QWidget:
    widget = QWidget()
    flow = Wrapping(widget)
    for text, agreed in cells:
        flow.addWidget(Cell(text, agreed=agreed))
    return widget


def _draw_ladder(item: LadderItem, value: Value, inside: QVBoxLayout, words: str) -> None:
    agreed = -1
    if value is True:
        inside.addWidget(_cells([(words, True)]))
        agreed = item.reference if item.rule == "fair_price" else -1
    elif isinstance(value, int | Decimal) and Decimal(value) in item.amounts:
        agreed = item.amounts.index(Decimal(value))
    if agreed >= 0:
        labels = [amount_text(amount) for amount in item.amounts]
        inside.addWidget(Scale(labels, agreed, with_unit(item.amounts[agreed], item.unit)))


def _draw_dates(item: DatesItem, value: Value, inside: QVBoxLayout) -> None:
    agreed = value if isinstance(value, tuple) else (value,)
    together = zip(item.windows, windows_of(item.windows), strict=True)
    for heading, windows in groupby(together, key=lambda pair: pair[1].heading):
        if heading:
            inside.addWidget(muted(heading))
        widget = QWidget()
        flow = Wrapping(widget, gap=6)
        for text, window in windows:
            there = text in agreed
            detail = window.detail if window.unit != "quarter" else ""
            shown = f"{window.short} · {detail}" if there and detail else window.short
            flow.addWidget(Cell(shown, agreed=there, spoken=window.long))
        inside.addWidget(widget)


def _draw_package(item: BundleItem, value: Mapping[str, object], inside: QVBoxLayout) -> None:
    for issue in item.issues:
        inside.addWidget(muted(plain(text_for(issue.label, "") or issue.id)))
        inside.addWidget(_cells([(plain(option), option == value[issue.id]) for option in issue.options]))


def _draw_opened(item: DiscloseItem, value: Mapping[str, object], inside: QVBoxLayout) -> None:
    for name, content in value.items():
        frame = QFrame()
        frame.setProperty("kind", "card")
        lines = column(frame, gap=4, margins=12)
        lines.addWidget(muted(opened_words(item, str(name))))
        words = _content_words(content)
        lines.addWidget(body(words))
        if is_hash(content):
            lines.addWidget(muted(tr("Number {number}", number=plain(content["blake2b"])[:HASH_DIGITS])))
        elif isinstance(content, Mapping) and content.get("text"):
            holder = QWidget()
            copying = link(tr("Copy"), partial(copy, words))
            copying.setAccessibleName(tr("Copy: {what}", what=opened_words(item, str(name))))
            Wrapping(holder).addWidget(copying)
            lines.addWidget(holder)
        inside.addWidget(frame)


def _content_words(content: object) -> str:
    if is_hash(content):
        return capitalised(hash_words())
    if not isinstance(content, Mapping):
        return plain(content)
    if "text" in content:
        return plain(content["text"]) or tr("Opened, without a text.")
    if "file" in content:
        size = content.get("size")
        there = tr("A file, {name}", name=plain(content["file"]))
        return there if not isinstance(size, int) else tr("{file}, {size}", file=there, size=size_in_words(size))
    return plain(", ".join(f"{key} {part}" for key, part in content.items()))


def size_in_words(size: int) -> str:
    """Bytes as people say them."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _draw_chips(values: Sequence[str], inside: QVBoxLayout) -> None:
    inside.addWidget(_cells([(plain(value), True) for value in values[:FEW]]))
    if len(values) > FEW:
        inside.addWidget(muted(tr_n("And {n} more.", "And {n} more.", len(values) - FEW)))
