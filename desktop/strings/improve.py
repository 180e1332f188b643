"""A run to improve an agreement in plain words: what it begins with, what can come out, and that nothing is better.

The text depends on the public sheet only: on what it says about the agreement, not on what its author or anybody wrote.

Leaves to others: everything that such a run has in common with others (desktop.strings.outcome).
"""

from __future__ import annotations

from desktop.deals.items import AnyItem, BundleItem, text_for
from desktop.deals.sheet import Sheet
from desktop.language import enumerated, mark, tr
from desktop.strings.errors import plain

NOTHING_BETTER = mark("Nothing better for all of you was found. What you agreed stands.")


def about_improve(sheet: Sheet) -> list[str]:
    """What a run to improve an agreement is, before anybody agrees to it; nothing for any other sheet."""
    if sheet.improve is None:
        return []
    return [
        tr(
            "This is a comparison to improve a deal that you have agreed: your program takes the agreed package for"
            " the weakest that you accept, whatever your answers say."
        ),
        *(
            tr("Agreed so far, {item}: {package}.", item=_label(item), package=agreed_in_words(item))
            for item in sheet.items
        ),
        tr(
            "It begins with the agreement {start}. If these are not your terms, do not agree.",
            start=sheet.improve.record[:4].hex(),
        ),
    ]


def began_with(sheet: Sheet) -> list[str]:
    """What was agreed before, for a result that improves it or does not; nothing for any other sheet."""
    return [
        tr("Agreed before, {item}: {package}.", item=_label(item), package=agreed_in_words(item))
        for item in sheet.items
        if agreed_in_words(item)
    ]


def agreed_in_words(item: AnyItem) -> str:
    """The package that a run to improve an agreement begins with; "" for any other item."""
    if not isinstance(item, BundleItem) or item.agreed is None:
        return ""
    pairs = zip(item.issues, item.agreed, strict=True)
    return enumerated([f"{plain(text_for(one.label, '') or one.id)}: {plain(one.options[o])}" for one, o in pairs])


def improved_rule(item: AnyItem) -> str:
    """What everyone learns from an item of such a run; "" for any other item."""
    if not agreed_in_words(item):
        return ""
    return tr(
        "Shown: a package that is at least as good as the agreed one for each of you and better for someone; of these"
        " the one least far down in anyone’s order. If there is none, nothing."
    )


def _label(item: AnyItem) -> str:
    return plain(text_for(item.label, "") or item.id)
