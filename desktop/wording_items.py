"""An item of a sheet in plain words: what a person does with it, what there is to choose, what its rule shows.

Leaves to others: whole sheets and results (desktop.wording).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    SetItem,
    text_for,
)
from desktop.strings import plain
from desktop.wording_improve import improved_rule

KINDS: Mapping[str, str] = {
    "match": "yes or no",
    "level": "how much",
    "pick": "tick what is fine",
    "rank": "put in order",
    "ladder": "amounts",
    "dates": "dates",
    "bundle": "trade-offs",
    "disclose": "things to tell each other",
    "set": "names in common",
}
"""Kind -> what the person does."""

RULES: Mapping[tuple[str, str], str] = {
    ("match", "mutual_yes"): "Shown only if everyone says yes; anything else is not shown.",
    ("match", "at_least"): "Shown if {many} say yes; never how many, never who.",
    (
        "level",
        "lower_level",
    ): "Shown: the lowest level anyone chose, if it is “{threshold}” or more; below that, nothing.",
    ("level", "total"): "Shown: the sum of all levels, the lowest counting 0.",
    ("pick", "one_random_common"): "Shown: one option that everyone ticked, drawn by your computers together.",
    ("pick", "all_common"): "Shown: every option that everyone ticked, and no other.",
    ("pick", "at_least"): "Shown: the options that {many} ticked{limits}; no counts, no names.",
    ("rank", "meet_in_ranking"): "Shown: the one option all accept that is least far down in anyone’s order.",
    ("rank", "best_sum"): "Shown: the one option all accept that is best in all orders added up.",
    ("rank", "overlap_only"): "Shown: only whether some option is acceptable to everyone.",
    ("ladder", "ladder_draw"): "Shown: one amount that everyone ticked, drawn by your computers together.",
    ("ladder", "fair_price"): "Shown: only whether everyone accepts {reference}.",
    ("ladder", "overlap_only"): "Shown: only whether some amount is acceptable to everyone.",
    ("ladder", "midpoint"): "Shown: the middle amount of those everyone ticked. It can give your limit away.",
    ("dates", "earliest_common"): "Shown: the earliest date that everyone ticked.",
    ("dates", "one_random_common"): "Shown: one date that everyone ticked, drawn by your computers together.",
    ("dates", "all_common"): "Shown: every date that everyone ticked.",
    ("dates", "at_least"): "Shown: the earliest date that {many} ticked.",
    ("bundle", "meet_in_ranking"): "Shown: the one package all accept that is least far down in anyone’s order.",
    ("bundle", "best_sum"): "Shown: the one package all accept with the most points added up.",
    ("bundle", "best_product"): "Shown: the one package all accept with the best balance of points.",
    ("bundle", "overlap_only"): "Shown: only whether some package is acceptable to everyone.",
    ("disclose", "open_together"): "Opened together: the statements whose conditions the others’ statements meet.",
    ("set", "all_common"): "Shown: the entries that both of you have, and no other.",
    ("set", "count"): "Shown: how many entries both of you have.",
    ("set", "at_least"): "Shown: the entries that both of you have, if there are at least {k}.",
}
"""(kind, rule) -> the one sentence about what everyone learns."""

YES: Mapping[str, str] = {
    "mutual_yes": "everyone said yes.",
    "fair_price": "everyone accepts {reference}.",
    "overlap_only": "there is something that everyone accepts.",
}
"""Rule -> what a bare yes means."""


def label_of(item: AnyItem, role: str = "") -> str:
    """The name of the item a role reads; its id where it has none."""
    return plain(text_for(item.label, role) or item.id)


def choices_of(item: AnyItem, role: str = "") -> list[str]:
    """What there is to choose from, as a role reads it; nothing for yes or no."""
    match item:
        case LevelItem():
            return ["From least to most: " + _quoted(item.levels)]
        case PickItem() | RankItem():
            return ["Options: " + _quoted(item.options)]
        case LadderItem():
            unit = f" {plain(item.unit)}" if item.unit else ""
            return ["Amounts: " + ", ".join(str(amount) for amount in item.amounts) + unit]
        case DatesItem():
            return ["Dates: " + _quoted(item.windows)]
        case BundleItem():
            return [
                f"{plain(text_for(issue.label, role) or issue.id)}: {_quoted(issue.options)}" for issue in item.issues
            ]
        case DiscloseItem():
            return [
                f"{plain(owner) or 'each of you'}: "
                + _quoted([text_for(statement.label, role) or statement.id for statement in statements])
                for owner, statements in item.statements
            ]
        case SetItem():
            return [f"Up to {item.max_entries} entries each."]
        case MatchItem():
            return []


def _quoted(texts: Sequence[str]) -> str:
    return " · ".join(plain(text) for text in texts)


def rule_in_words(item: AnyItem) -> str:
    """The one sentence about what everyone learns from this item."""
    if improved_rule(item):
        return improved_rule(item)
    facts = {"k": "", "many": "", "limits": "", "threshold": "", "reference": ""}
    if isinstance(item, MatchItem | PickItem | DatesItem | SetItem):
        facts |= {"k": str(item.k), "many": many(item.k)}
    if isinstance(item, LevelItem):
        facts["threshold"] = plain(item.levels[item.threshold])
    if isinstance(item, LadderItem) and item.reference >= 0:
        facts["reference"] = reference_of(item)
    if isinstance(item, PickItem):
        facts["limits"] = _limits(item)
    return RULES[item.kind, item.rule].format(**facts)


def reference_of(item: AnyItem) -> str:
    """The agreed reference amount with its unit; "" where there is none."""
    if not isinstance(item, LadderItem) or item.reference < 0:
        return ""
    return f"{item.amounts[item.reference]} {plain(item.unit)}".strip()


def many(k: int | str) -> str:
    """k as the sheet has it, in words: a number, a part of the people, all, or all but one."""
    return {"n": "all of you", "n-1": "all but one of you, or all,"}.get(str(k), f"at least {k} of you")


def _limits(item: PickItem) -> str:
    limits = ""
    if item.cap:
        limits += f", at most {item.cap} of them"
    if item.veto_threshold:
        limits += f", unless {item.veto_threshold} or more veto one"
    if item.always:
        limits += ", and always " + _quoted([item.options[index] for index in item.always])
    return limits
