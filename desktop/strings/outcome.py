"""A sheet and an outcome in plain words: what is asked, what comes out, and what came out.

The text depends on the public sheet (and, for a result, on the outcome) only. Author text goes through `plain`.

Leaves to others: what others could work out from a result (the preview), error texts (desktop.strings.errors).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard

from desktop.attachments.received import Received
from desktop.deals.in_words import amount_in_words, side_by_side, statement_in_words, window_in_words
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    MatchItem,
    text_for,
)
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet, is_large_set, item_named
from desktop.language import capitalised, enumerated, mark, tr, translated
from desktop.run.stages import Unfinished
from desktop.strings.errors import SOMEONE, explain, plain, somebody
from desktop.strings.improve import NOTHING_BETTER, about_improve, began_with
from desktop.strings.items import (
    KINDS,
    RULES,
    YES,
    choices_of,
    label_of,
    many,
    reference_of,
    rule_in_words,
)
from desktop.strings.runs import describe_limits

__all__ = [
    "KINDS",
    "RULES",
    "YES",
    "Part",
    "Shown",
    "choices_of",
    "closing_words",
    "describe_outcome",
    "describe_received",
    "describe_sheet",
    "describe_unfinished",
    "hash_words",
    "is_hash",
    "label_of",
    "nothing_shown",
    "rule_in_words",
    "shown_items",
]

LARGE_SET_LAST = mark(
    "So many entries are compared last, when all else is open, and not if a dealbreaker stands in the way. Whoever"
    " leaves in the last step may know what you have in common without your learning it."
)

FILES_ARE_SEEN = mark(
    "A content can be in a file. Then everyone sees before the comparison that somebody attached one to this item, and"
    " about how large it is, even if it never opens; not its content, its name, or which statement it belongs to."
)

NOTHING = mark("nothing this time")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_-]+)\}")


def describe_sheet(sheet: Sheet, role: str = "") -> list[str]:
    """The whole sheet as lines of text, for somebody who has to decide whether to compare it.

    Args:
        role: whose wording of labels and questions; "" for everyone's.
    """
    lines = [plain(sheet.title)]
    if sheet.summary:
        lines.append(plain(sheet.summary))
    lines.append("")
    lines += about_improve(sheet)
    lines += _about_people(sheet)
    labels = {item.id: label_of(item, role) for item in sheet.items}
    for number, item in enumerate(sheet.items, 1):
        lines += ["", *_describe_item(number, item, role, labels)]
    lines += ["", *_about_gates(sheet)]
    return lines


def _about_people(sheet: Sheet) -> list[str]:
    low, high = sheet.parties.min, sheet.parties.max
    people = tr("For {n} people.", n=low) if low == high else tr("For {n} to {most} people.", n=low, most=high)
    if sheet.parties.roles:
        return [f"{people} {tr('Roles: {roles}.', roles=_roles(sheet.parties.roles))}"]
    return [people]


def _roles(roles: Sequence[str]) -> str:
    return enumerated([plain(role_name(role)) for role in roles])


def _about_gates(sheet: Sheet) -> list[str]:
    lines = []
    if sheet.all_or_nothing:
        lines.append(tr("All or nothing: unless everything on this sheet is agreed, nothing is shown."))
    if sheet.dealbreakers is not None:
        lines.append(
            tr(
                "Dealbreakers: each of you may mark up to {n}. If one stands in the way, only that is shown, not which"
                " or whose; who marked none knows that it was somebody else's.",
                n=sheet.dealbreakers.max_each,
            )
        )
    lines.append(tr("What is left blank counts as the quietest answer, and nobody can tell the difference."))
    lines.append(describe_limits(sheet.run))
    if sheet.notice:
        lines.append(plain(sheet.notice))
    return lines


def _describe_item(number: int, item: AnyItem, role: str, labels: Mapping[str, str]) -> list[str]:
    lines = [f"{number}. {label_of(item, role)}  ({translated(KINDS[item.kind])})"]
    for text in (text_for(item.ask, role), text_for(item.help, role), item.note):
        if text:
            lines.append(f"   {plain(text)}")
    lines += [f"   {line}" for line in choices_of(item, role)]
    lines.append(f"   {rule_in_words(item)}")
    if is_large_set(item):
        lines.append(f"   {translated(LARGE_SET_LAST)}")
    if isinstance(item, DiscloseItem):
        lines.append(f"   {translated(FILES_ARE_SEEN)}")
    if isinstance(item, MatchItem) and item.talk_first_256:
        chance = Fraction(item.talk_first_256, 256)
        n, m = chance.numerator, chance.denominator
        talk_first = tr("In {n} of {m} cases a yes is not shown all the same: talk first.", n=n, m=m)
        lines.append(f"   {talk_first}")
    if item.only_if:
        gate = tr(
            "Only if “{item}” is agreed; otherwise it is not shown, whatever you answered.", item=labels[item.only_if]
        )
        lines.append(f"   {gate}")
    if item.answered_by:
        who = tr(
            "Answered by: {roles}. Everyone sees the result.",
            roles=_roles(item.answered_by),
        )
        lines.append(f"   {who}")
    return lines


@dataclass(frozen=True, slots=True)
class Part:
    """One of several parts of a value: what it is called, what it is, and a detail for whoever wants to check."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of a result in words.

    Attributes:
        name: of the item.
        value: in one line; "" where the words or the parts say it all.
        words: the author's, or what a bare yes means; "" for none.
        parts: of a value that has several with names.
    """

    name: str
    value: str = ""
    words: str = ""
    parts: tuple[Part, ...] = ()


def shown_items(sheet: Sheet, outcome: Outcome) -> list[Shown]:
    """What was agreed, item by item in sheet order; what was not, only where the author has words for that."""
    found = []
    for item in () if outcome.blocked else sheet.items:
        shown = outcome.items[item.id]
        if shown.agreed:
            found.append(_shown(item, shown))
        elif sheet.improve is not None:
            found.append(Shown(label_of(item), words=translated(NOTHING_BETTER)))
        elif item.result_no:
            found.append(Shown(label_of(item), words=plain(item.result_no)))
    return found


def nothing_shown(sheet: Sheet, outcome: Outcome) -> list[str]:
    """What a result without common ground says; nothing where there is some."""
    if outcome.blocked:
        return [tr("A dealbreaker stands in the way. Which one, or whose, is not shown.")]
    if outcome.agreed or sheet.improve is not None:
        return []
    return [
        tr("Nothing on this sheet was a yes from everyone this time."),
        tr("That happens often and says nothing about anyone."),
    ]


def describe_outcome(sheet: Sheet, outcome: Outcome) -> list[str]:
    """What was agreed, the author's words about it, and nothing about the rest."""
    lines = began_with(sheet)
    for shown in shown_items(sheet, outcome):
        said = [f"{shown.value}{'.' if shown.value and shown.words else ''}", shown.words]
        lines.append(" ".join([f"{shown.name}:", *(text for text in said if text)]))
        lines += [f"  {part.name}: {part.value}{': ' if part.detail else ''}{part.detail}" for part in shown.parts]
    lines += nothing_shown(sheet, outcome)
    closing = "" if outcome.blocked else closing_words(sheet, outcome)
    return [*lines, closing] if closing else lines


def describe_unfinished(sheet: Sheet, unfinished: Unfinished, name: str = SOMEONE) -> str:
    """What is true about a large set that was not compared to the end.

    Args:
        name: what the other person is called.
    """
    why = explain(unfinished.error, name=name).title
    if unfinished.opened:
        known = tr(
            "{name} may know what you have in common; this computer could not make sure of it and shows nothing.",
            name=somebody(name),
        )
    else:
        known = tr("Nobody learnt what you have in common.")
    return tr(
        "{item} was not compared: {why} {known} All other results stand.",
        item=label_of(item_named(sheet, unfinished.item_id)),
        why=why,
        known=capitalised(known),
    )


def describe_received(received: Received) -> str:
    """Where a file that opened is, or why it is nowhere."""
    name = plain(received.statement)
    if received.path is not None:
        sentence = tr("the file is in {path}. Treat it like any file that somebody sends you.", path=received.path)
    elif received.no_room:
        sentence = tr("its file opened, but could not be written to this computer.")
    elif received.note is None:
        sentence = tr("what was sent is not the file that its owner described when it opened. Ask for it again.")
    else:
        sentence = tr(
            "what was sent is not the file that its owner described when it opened. Ask for it again. What was sent is"
            " kept beside {note}, which can show this to others.",
            note=received.note,
        )
    return f"{name}: {sentence}"


def closing_words(sheet: Sheet, outcome: Outcome) -> str:
    """The author's text for: every, some, or no item agreed that was reached and is no cover; "" for none."""
    reached = [item for item in sheet.items if not item.only_if or outcome.items[item.only_if].agreed]
    agreed = [outcome.items[item.id].agreed for item in reached if not item.cover]
    after = sheet.after
    text = after.overlap if agreed and all(agreed) else after.partial if any(agreed) else after.none
    labels = [label_of(item) for item in sheet.items if outcome.items[item.id].agreed]
    words = {item.id: _value_in_words(item, outcome.items[item.id]) for item in sheet.items}
    words["list"] = side_by_side(labels) or translated(NOTHING)
    return plain(_PLACEHOLDER.sub(lambda found: words.get(found[1], translated(NOTHING)), text))


def _shown(item: AnyItem, shown: ItemOutcome) -> Shown:
    name, says = label_of(item), plain(item.result_yes)
    if shown.value is True:
        return Shown(name, words=says or _yes(item))
    if isinstance(shown.value, Mapping):
        parts = tuple(_part(_part_name(item, key), part) for key, part in shown.value.items())
        return Shown(name, words=says, parts=parts)
    return Shown(name, _value_in_words(item, shown), says)


def _part_name(item: AnyItem, key: str) -> str:
    """What a part of a value is called: the issue of a bundle, the statement and whose it is."""
    if isinstance(item, BundleItem):
        return plain(next((text_for(issue.label, "") for issue in item.issues if issue.id == key), "") or key)
    if isinstance(item, DiscloseItem):
        return plain(statement_in_words(item, key))
    return plain(key)


def _value_in_words(item: AnyItem, shown: ItemOutcome) -> str:
    """The value in one line; NOTHING for an item that is not agreed."""
    value = shown.value
    if not shown.agreed:
        return translated(NOTHING)
    if isinstance(item, LadderItem) and value is not True:
        return plain(amount_in_words(value, item.unit) if isinstance(value, int | Decimal) else str(value))
    if isinstance(value, tuple):
        return side_by_side([_name(item, part) for part in value])
    if isinstance(value, Mapping):
        return side_by_side([_content(part) for part in value.values()])
    return label_of(item) if value is True else _name(item, str(value))


def _name(item: AnyItem, name: str) -> str:
    """One of the things to choose from, as people read it."""
    return plain(window_in_words(name) if isinstance(item, DatesItem) else name)


def _yes(item: AnyItem) -> str:
    if isinstance(item, MatchItem) and item.rule == "at_least":
        return tr("somebody said yes.") if item.k == 1 else tr("{many} said yes.", many=many(item.k))
    return translated(YES[item.rule], reference=reference_of(item))


def is_hash(part: object) -> TypeGuard[Mapping[str, object]]:
    """This stands in the record for something that was opened; the record holds no contents."""
    return isinstance(part, Mapping) and set(part) == {"blake2b"}


def hash_words() -> str:
    """What stands for it."""
    return tr("opened; only its hash is kept here")


def _part(name: str, part: object) -> Part:
    if is_hash(part):
        return Part(name, hash_words(), str(part["blake2b"]))
    return Part(name, _content(part))


def _content(part: object) -> str:
    if not isinstance(part, Mapping):
        return plain(str(part))
    if "text" in part:
        return plain(str(part["text"]))
    return plain(", ".join(f"{key} {value}" for key, value in part.items()))
