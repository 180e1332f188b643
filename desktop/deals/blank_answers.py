"""A commented answers file to start from: valid TOML, and blank until something is changed in it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
    label_for,
    text_for,
)
from desktop.deals.parse_answers import MAX_CONTENT_BYTES, MAX_POINTS, MAX_WEIGHT
from desktop.deals.records import Sheet, answers_item, direction_of, markable
from desktop.deals.references import statements_of

_WIDTH = 100
_SOME = "if_any = { k = 1, of = [...] }"
_NO_BREAK = "\0"
"""In place of a space; author text has no such character."""
_QUOTED = re.compile(r'(?:\w+ = )?(?:"(?:[^"\\]|\\.)*"|\{[^{}]{0,60}\})')


def blank_answers(sheet: Sheet, role: str = "") -> str:
    """The answers file of one role with nothing filled in.

    Args:
        role: one of sheet.roles; "" on sheets without roles.

    Returns:
        TOML text; parse_answers reads it as blank.
    """
    lines = [*comment(sheet.title), *comment(sheet.summary), "#"]
    lines += comment("What you leave as it is counts as the quiet answer; nobody can tell the two apart.")
    for who, questions in sheet.prepare:
        if who in ("", role):
            lines += ["#", *comment("Think first:")]
            lines += [line for question in questions for line in comment(f"* {question}")]
    lines.append("")
    if sheet.roles:
        others = [other for other in sheet.roles if other != role]
        lines += [
            f"role = {toml_string(role)}" + (f"  # or: {', '.join(others)}; --role prints theirs" if others else "")
        ]
    may_mark = [item.id for item in sheet.items if item.id in markable(sheet) and answers_item(item, role)]
    if may_mark and sheet.dealbreakers is not None:
        lines += comment(f"Dealbreakers, at most {sheet.dealbreakers.max_each} of: {', '.join(may_mark)}")
        lines += ["must = []"]
    lines += ["", "[answers]"]
    for item in sheet.items:
        if answers_item(item, role):
            lines += ["", *_item_lines(item, role)]
    return "\n".join(lines) + "\n"


def comment(text: str) -> list[str]:
    """The text as comment lines; none for no text. Author text has no line breaks, so it cannot leave the comment.
    What stands in quotation marks or braces is to be copied, so it stays on one line."""
    whole = _QUOTED.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
    wrapped = textwrap.wrap(whole, _WIDTH, break_on_hyphens=False, break_long_words=False)
    return [f"# {line.replace(_NO_BREAK, ' ')}" for line in wrapped]


def toml_string(text: str) -> str:
    """A TOML string; author text has no control characters."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _strings(texts: Sequence[str]) -> str:
    return "[" + ", ".join(toml_string(text) for text in texts) + "]"


def _item_lines(item: AnyItem, role: str) -> list[str]:
    lines = comment(label_for(item, role))
    for text in (text_for(item.ask, role), text_for(item.help, role), item.note):
        lines += comment(text)
    if item.only_if:
        lines += comment(f"Counts only if {item.only_if} is agreed.")
    how, example, blank = _how(item, role)
    if example:
        example = f"#   {item.id} = {example}"
    how_lines = [line for part in how.split("\n") for line in comment(part)]
    return [*lines, *how_lines, *filter(None, [example]), f"{item.id} = {blank}"]


def _how(item: AnyItem, role: str) -> tuple[str, str, str]:
    """How to fill the item in, a full example to edit, and the blank value."""
    match item:
        case MatchItem():
            return "true or false:", "", "false"
        case LevelItem():
            return _level_how(item, role), "", toml_string(item.levels[0])
        case PickItem():
            return _pick_how(item), _strings(item.options), "[]"
        case DatesItem():
            return "Keep the windows that work:", _strings(item.windows), "[]"
        case RankItem():
            how = 'What you would accept, best first; leave out what you refuse; ["a", "b"] inside the list is a tie:'
            return how, _strings(item.options), "[]"
        case LadderItem():
            amounts = ", ".join(format(amount, "f") for amount in item.amounts)
            return _ladder_how(item, role), f"[{amounts}]", "[]"
        case BundleItem():
            return _bundle_how(item, role), _bundle_example(item), "{}"
        case DiscloseItem():
            return _disclose_how(item, role), _disclose_example(item, role), "{}"
        case _:  # the last kind, and mypy says so
            how = f"At most {item.max_entries} texts; capitals and spaces make no difference:"
            return how, '["first", "second"]', "[]"


def _level_how(item: LevelItem, role: str) -> str:
    labels = dict(item.level_labels)
    words = labels.get(role, labels.get("", ()))
    meaning = f" (they mean: {', '.join(words)})" if words else ""
    return f"One of these, lowest first{meaning}: {', '.join(toml_string(level) for level in item.levels)}"


def _pick_how(item: PickItem) -> str:
    most = f", at most {item.max_ticks}" if item.max_ticks else ""
    veto = ' or, to stop an option, { ticks = ["..."], veto = ["..."] }' if item.veto_threshold else ""
    return f"Keep what you would say yes to{most}{veto}:"


def _ladder_how(item: LadderItem, role: str) -> str:
    unit = f" ({item.unit})" if item.unit else ""
    if direction_of(item.direction, role) == "higher":
        return f"Keep every amount from the lowest you accept up to the last{unit}:"
    return f"Keep every amount from the first up to the highest you accept{unit}:"


def _bundle_how(item: BundleItem, role: str) -> str:
    labels = [f"{issue.id}: {text_for(issue.label, role) or issue.id}" for issue in item.issues]
    return (
        f"{'; '.join(labels)}. Points 0 to {MAX_POINTS} for every option, weights 0 to {MAX_WEIGHT} for every issue, "
        f"and the weakest package you would still take; without it nothing is acceptable:"
    )


def _bundle_example(item: BundleItem) -> str:
    points = ", ".join(
        f"{issue.id} = {{ " + ", ".join(f"{toml_string(option)} = 0" for option in issue.options) + " }"
        for issue in item.issues
    )
    weights = ", ".join(f"{issue.id} = 1" for issue in item.issues)
    weakest = ", ".join(f"{issue.id} = {toml_string(issue.options[0])}" for issue in item.issues)
    return f"{{ points = {{ {points} }}, weights = {{ {weights} }}, weakest = {{ {weakest} }} }}"


def _disclose_how(item: DiscloseItem, role: str) -> str:
    labels = [
        f"{statement.id}: {text_for(statement.label, role) or statement.id}" for statement in statements_of(item, role)
    ]
    if not labels:
        return "You have no statements here; others may open theirs."
    return (
        f"Your statements are {'; '.join(labels)}.\n"
        f"One opens only if what you ask for in if or if_any opens as well. {_what_to_ask_for(item, role)}\n"
        f'text has at most {MAX_CONTENT_BYTES} bytes, more goes in a file with file = "path" in place of text. '
        f"That you attach a file here, and about how large it is, everyone sees even if it never opens:"
    )


def _what_to_ask_for(item: DiscloseItem, role: str) -> str:
    """What can stand in if and if_any."""
    shared = dict(item.statements).get("")
    if shared is not None:
        first = shared[0].id
        return (
            f'You can ask for these statements of others: "{first}" is that of everybody else, "any.{first}" that of '
            f'at least one other, "2.{first}" that of person 2. Some of several: {_SOME}.'
        )
    others = [
        f'"{owner}.{statement.id}" ({text_for(statement.label, owner) or statement.id})'
        for owner, statements in item.statements
        if owner != role
        for statement in statements
    ]
    return f"You can ask for {', '.join(others)}. Some of several: {_SOME}." if others else ""


def _disclose_example(item: DiscloseItem, role: str) -> str:
    offers = ", ".join(
        f'{statement.id} = {{ offer = true, if = [], text = "..." }}' for statement in statements_of(item, role)
    )
    return f"{{ {offers} }}" if offers else ""
