"""A Sheet as plain data with the keys of the file, every default left out; its one canonical encoding; its TOML.

What is left out: a key whose value is the default, a label that is the id, the rule that is the kind's first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import tomli_w

from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    Preset,
    RankItem,
    RoleText,
)
from desktop.deals.reading import encode_json
from desktop.deals.records import AgreedTerm, Dealbreakers, Improve, Parties, RunLimits, Sheet
from desktop.deals.schema import KINDS
from desktop.deals.text import mixed_words

Table = dict[str, object]
Number = Callable[[Decimal], object]
"""How amounts are written: as text in JSON, as numbers in TOML."""

FORMAT = 1


def canonical(sheet: Sheet) -> bytes:
    """The one encoding of a sheet, for the digest and the wire: JSON without floats or white space, keys sorted."""
    return encode_json(sheet_document(sheet, lambda amount: format(amount, "f")))


def to_toml(sheet: Sheet) -> str:
    """The sheet as a .deal file; parse_sheet gives the same sheet back."""
    return tomli_w.dumps(sheet_document(sheet, _toml_number))


def marked_words(sheet: Sheet) -> tuple[str, ...]:
    """Words of the sheet that mix alphabets with look-alike letters, in alphabetical order; to be shown as such."""
    return tuple(sorted(set(_marked(sheet_document(sheet, str)))))


def _marked(value: object) -> list[str]:
    if isinstance(value, str):
        return list(mixed_words(value))
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [word for part in inside for word in _marked(part)]


def _toml_number(amount: Decimal) -> object:
    """Digits as the sheet has them: a whole number stays without a point."""
    return int(amount) if amount.as_tuple().exponent == 0 else amount


def sheet_document(sheet: Sheet, number: Number) -> Table:
    """The sheet as plain data, keys in the order of the file."""
    return _without_defaults(
        {
            "format": FORMAT,
            "id": sheet.id,
            "title": sheet.title,
            "summary": (sheet.summary, ""),
            "language": (sheet.language, "en"),
            "mode": (sheet.mode, "joint"),
            "all_or_nothing": (sheet.all_or_nothing, False),
            "minutes": (sheet.minutes, 0),
            "adults_only": (sheet.adults_only, False),
            "never_ask": (list(sheet.never_ask), []),
            "keep_days": (sheet.keep_days, None),
            "notice": (sheet.notice, ""),
            "parties": _parties(sheet.parties),
            "dealbreakers": (_dealbreakers(sheet.dealbreakers), {}),
            "run": (_run(sheet.run), {}),
            "prepare": ({role or "all": list(texts) for role, texts in sheet.prepare}, {}),
            "after": (
                _without_defaults({key: (getattr(sheet.after, key), "") for key in ("overlap", "partial", "none")}),
                {},
            ),
            "open_terms": ([_term(term) for term in sheet.terms], []),
            "items": [_item(item, number) for item in sheet.items],
            "improve": (_improve(sheet.improve), {}),
        }
    )


def _without_defaults(table: Table) -> Table:
    """A pair is a value and its default; what equals its default is left out."""
    kept: Table = {}
    for key, value in table.items():
        if not isinstance(value, tuple):
            kept[key] = value
        elif value[0] != value[1]:
            kept[key] = value[0]
    return kept


def _parties(parties: Parties) -> Table:
    return _without_defaults({"min": parties.min, "max": parties.max, "roles": (list(parties.roles), [])})


def _dealbreakers(dealbreakers: Dealbreakers | None) -> Table:
    if dealbreakers is None:
        return {}
    return _without_defaults({"max_each": dealbreakers.max_each, "items": (list(dealbreakers.items), [])})


def _run(run: RunLimits) -> Table:
    return _without_defaults(
        {
            "max_runs": (run.max_runs, 1),
            "rerun": (run.rerun, "only_add"),
            "cool_off_hours": (run.cool_off_hours, 0),
            "per_days": (run.per_days, 0),
        }
    )


def _improve(improve: Improve | None) -> Table:
    if improve is None:
        return {}
    return _without_defaults(
        {
            "sheet_id": improve.sheet_id,
            "sheet": improve.sheet.hex(),
            "made_with": improve.made_with.hex(),
            "run": improve.run.hex(),
            "record": improve.record.hex(),
            "roles": list(improve.roles),
            "left_out": (list(improve.left_out), []),
        }
    )


def _term(term: AgreedTerm) -> Table:
    value = list(term.value) if isinstance(term.value, tuple) else term.value
    return _without_defaults(
        {"id": term.id, "type": term.type, "label": (term.label, ""), "help": (term.help, ""), "value": value}
    )


def _text(text: RoleText) -> str | dict[str, str]:
    if len(text) == 1 and text[0][0] == "":
        return text[0][1]
    return {role or "all": words for role, words in text} or ""


def _item(item: AnyItem, number: Number) -> Table:
    common: Table = {
        "id": item.id,
        "kind": item.kind,
        "rule": (item.rule, KINDS[item.kind][1][0]),
        "label": (_text(item.label), ""),
        "ask": (_text(item.ask), ""),
        "help": (_text(item.help), ""),
        "note": (item.note, ""),
        "result_yes": (item.result_yes, ""),
        "result_no": (item.result_no, ""),
        "only_if": (item.only_if, ""),
        "cover": (item.cover, False),
        "for": (list(item.answered_by), []),
    }
    return _without_defaults(common | _of_kind(item, number))


def _of_kind(item: AnyItem, number: Number) -> Table:
    match item:
        case MatchItem():
            chance = (Decimal(item.talk_first_256) / 256).normalize()
            return {"k": (item.k, 0), "talk_first": (number(chance), number(Decimal(0)))}
        case LevelItem():
            return _level(item)
        case PickItem():
            return {
                "options": list(item.options),
                "k": (item.k, 0),
                "cap": (item.cap, 0),
                "veto_threshold": (item.veto_threshold, 0),
                "max_ticks": (item.max_ticks, 0),
                "always": ([item.options[index] for index in item.always], []),
            }
        case RankItem():
            return {"options": list(item.options)}
        case LadderItem():
            return _ladder(item, number)
        case DatesItem():
            return {"windows": list(item.windows), "k": (item.k, 0)}
        case BundleItem():
            issues = [
                _without_defaults({"id": issue.id, "label": (_text(issue.label), ""), "options": list(issue.options)})
                for issue in item.issues
            ]
            agreed: Table = {}
            if item.agreed is not None:
                pairs = zip(item.issues, item.agreed, strict=True)
                agreed = {issue.id: issue.options[option] for issue, option in pairs}
            return {"issues": issues, "large": (item.large, False), "agreed": (agreed, {})}
        case DiscloseItem():
            statements = {
                role or "all": [_without_defaults({"id": own.id, "label": (_text(own.label), "")}) for own in theirs]
                for role, theirs in item.statements
            }
            return {"statements": statements, "presets": ([_preset(preset) for preset in item.presets], [])}
        case _:  # the last kind, and mypy says so
            return {"max_entries": item.max_entries, "k": (item.k, 0)}


def _level(item: LevelItem) -> Table:
    by_role = {role or "all": list(labels) for role, labels in item.level_labels}
    labels: Sequence[str] | Table = by_role["all"] if list(by_role) == ["all"] else dict(by_role)
    return {
        "levels": list(item.levels),
        "level_labels": (labels, {}),
        "show_only_at_or_above": (item.levels[item.threshold], item.levels[0]),
    }


def _ladder(item: LadderItem, number: Number) -> Table:
    shown: Table = {
        "unit": (item.unit, ""),
        "amounts": [number(amount) for amount in item.amounts],
        "direction": dict(item.direction).get("", dict(item.direction)),
    }
    if item.reference >= 0:
        shown["reference"] = number(item.amounts[item.reference])
    return shown


def _preset(preset: Preset) -> Table:
    offers = {
        role or "all": {statement: list(references) for statement, references in offered}
        for role, offered in preset.offers
    }
    return {"name": preset.name, **offers}
