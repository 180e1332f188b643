"""A sheet as people read it: what is asked, what comes out, and what the author has to say about it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.deals.in_words import term_in_words
from desktop.deals.items import AnyItem, text_for
from desktop.deals.sheet import Sheet, answers_item
from desktop.language import capitalised, translated
from desktop.strings.improve import about_improve
from desktop.strings.outcome import KINDS, choices_of, label_of, rule_in_words
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.widgets.layouts import card, column
from desktop.ui.widgets.text import Text, body, muted, section, strong
from desktop.ui.words import listing, tr, tr_n


def items_and_minutes(n_items: int, minutes: int) -> str:
    """How long a sheet is."""
    if not minutes:
        return tr_n("{n} item", "{n} items", n_items)
    return tr_n("{n} item, about {m} minutes", "{n} items, about {m} minutes", n_items, m=minutes)


def people_line(fewest: int, most: int) -> str:
    """For how many people a sheet is."""
    if fewest == most:
        return tr("For {n} people", n=fewest)
    return tr("For {a} to {b} people", a=fewest, b=most)


def about(sheet: Sheet) -> list[str]:
    """What holds for the whole sheet, one sentence each."""
    lines = []
    if sheet.all_or_nothing:
        lines.append(tr("All or nothing: unless everything on this sheet is agreed, nothing is shown."))
    if sheet.dealbreakers is not None:
        sentence = tr(
            "Each of you may mark up to {n} dealbreakers. If one stands in the way, only that is shown, not which or "
            "whose; who marked none knows that it was somebody else's.",
            n=sheet.dealbreakers.max_each,
        )
        lines.append(sentence)
    if sheet.never_ask:
        lines.append(tr("Not asked here: {things}.", things=listing([plain(one) for one in sheet.never_ask])))
    if sheet.adults_only:
        lines.append(tr("For adults."))
    if sheet.notice:
        lines.append(plain(sheet.notice))
    return lines


def item_row(number: int, item: AnyItem, role: str, *, with_rule: bool = True, with_choices: bool = False) -> QWidget:
    """One item: its number and label, what one does, and what comes out."""
    row = QWidget()
    inside = column(row, gap=2)
    inside.addWidget(strong(f"{number}. {label_of(item, role)}"))
    question = plain(text_for(item.ask, role))
    if question:
        inside.addWidget(body(question))
    kind = translated(KINDS[item.kind])
    inside.addWidget(muted(capitalised(kind)))
    if with_choices:
        for line in choices_of(item, role):
            inside.addWidget(muted(line))
    if with_rule:
        inside.addWidget(muted(rule_in_words(item)))
    return row


def sheet_card(sheet: Sheet, role: str = "", *, with_rule: bool = True, with_choices: bool = False) -> QFrame:
    """The items of a sheet on one card."""
    frame, inside = card(gap=tokens.GAP)
    for number, item in enumerate(sheet.items, 1):
        inside.addWidget(item_row(number, item, role, with_rule=with_rule, with_choices=with_choices))
    return frame


def term_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """What was agreed in the open: label and value."""
    return [(plain(term.label or term.id), plain(term_in_words(term))) for term in sheet.terms]


def facts_card(sheet: Sheet) -> QFrame | None:
    """What was agreed in the open, and what holds for the whole sheet; None when there is nothing to say."""
    terms, lines, improving = term_lines(sheet), about(sheet), about_improve(sheet)
    if not terms and not lines and not improving:
        return None
    frame, inside = card()
    if improving:
        inside.addWidget(section(tr("This improves a deal you made")))
    for line in improving:
        inside.addWidget(body(line))
    if terms:
        inside.addWidget(section(tr("Agreed in the open")))
        for label, value in terms:
            inside.addWidget(Text(f"{label}: {value}"))
    for line in lines:
        inside.addWidget(muted(line))
    return frame


def own_items(sheet: Sheet, role: str) -> tuple[AnyItem, ...]:
    """The items this role answers."""
    return tuple(item for item in sheet.items if answers_item(item, role))
