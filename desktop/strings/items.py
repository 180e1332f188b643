"""An item of a sheet in plain words: what a person does with it, what there is to choose, what its rule shows.

Leaves to others: whole sheets and results (desktop.strings.outcome).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.deals.in_words import amount_in_words, window_in_words
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
from desktop.deals.role_names import role_name
from desktop.language import mark, tr, translated
from desktop.strings.errors import plain
from desktop.strings.improve import improved_rule

KINDS: Mapping[str, str] = mark(
    {
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
)
"""Kind -> what the person does."""

RULES: Mapping[tuple[str, str], str] = mark(
    {
        ("match", "mutual_yes"): "Shown only if everyone says yes; anything else is not shown.",
        ("match", "at_least"): "Shown if {many} say yes; never how many, never who.",
        (
            "level",
            "lower_level",
        ): "Shown: the lowest level anyone chose, if it is “{threshold}” or more; below that, nothing.",
        ("level", "total"): "Shown: the sum of all levels, the lowest counting 0.",
        ("pick", "one_random_common"): "Shown: one option that everyone ticked, drawn by your computers together.",
        ("pick", "all_common"): "Shown: every option that everyone ticked, and no other.",
        ("pick", "at_least"): "Shown: the options that {many} ticked; no counts, no names.",
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
)
"""(kind, rule) -> the one sentence about what everyone learns."""

SIMPLEST: Mapping[tuple[str, str], str] = mark(
    {
        ("match", "at_least"): "Shown if anyone says yes; never how many, never who.",
        ("level", "lower_level"): "Shown: the lowest level anyone chose.",
        ("pick", "at_least"): "Shown: the options that anyone ticked; no counts, no names.",
        ("dates", "at_least"): "Shown: the earliest date that anyone ticked.",
    }
)
"""The same where one person is enough, or where the lowest level is shown as well."""

YES: Mapping[str, str] = mark(
    {
        "mutual_yes": "everyone said yes.",
        "fair_price": "everyone accepts {reference}.",
        "overlap_only": "there is something that everyone accepts.",
    }
)
"""Rule -> what a bare yes means."""


def label_of(item: AnyItem, role: str = "") -> str:
    """The name of the item a role reads; its id where it has none."""
    return plain(text_for(item.label, role) or item.id)


def choices_of(item: AnyItem, role: str = "") -> list[str]:
    """What there is to choose from, as a role reads it; nothing for yes or no."""
    match item:
        case LevelItem():
            return [tr("From least to most: {levels}", levels=_side_by_side(item.levels))]
        case PickItem() | RankItem():
            return [tr("Options: {options}", options=_side_by_side(item.options))]
        case LadderItem():
            amounts = _side_by_side([amount_in_words(amount) for amount in item.amounts])
            if item.unit:
                return [tr("Amounts: {amounts} {unit}", amounts=amounts, unit=plain(item.unit))]
            return [tr("Amounts: {amounts}", amounts=amounts)]
        case DatesItem():
            return [tr("Dates: {dates}", dates=_side_by_side([window_in_words(window) for window in item.windows]))]
        case BundleItem():
            return [
                f"{plain(text_for(issue.label, role) or issue.id)}: {_side_by_side(issue.options)}"
                for issue in item.issues
            ]
        case DiscloseItem():
            return [
                f"{plain(role_name(owner)) or tr('each of you')}: "
                + _side_by_side([text_for(statement.label, role) or statement.id for statement in statements])
                for owner, statements in item.statements
            ]
        case SetItem():
            return [tr("Up to {n} entries each.", n=item.max_entries)]
        case MatchItem():
            return []


def _side_by_side(texts: Sequence[str]) -> str:
    return " · ".join(plain(text) for text in texts)


def rule_in_words(item: AnyItem) -> str:
    """The one sentence about what everyone learns from this item."""
    if improved_rule(item):
        return improved_rule(item)
    facts = {"k": "", "many": "", "threshold": "", "reference": ""}
    if isinstance(item, MatchItem | PickItem | DatesItem | SetItem):
        facts |= {"k": str(item.k), "many": many(item.k)}
    if isinstance(item, LevelItem):
        facts["threshold"] = plain(item.levels[item.threshold])
    if isinstance(item, LadderItem) and item.reference >= 0:
        facts["reference"] = reference_of(item)
    rule = translated(_rule_of(item), **facts)
    return " ".join([rule, *_limits(item)]) if isinstance(item, PickItem) else rule


def _rule_of(item: AnyItem) -> str:
    """The sentence of RULES, or that of its simplest case."""
    one_is_enough = isinstance(item, MatchItem | PickItem | DatesItem) and item.rule == "at_least" and item.k == 1
    always = isinstance(item, LevelItem) and item.rule == "lower_level" and item.threshold == 0
    kind_and_rule = item.kind, item.rule
    return SIMPLEST[kind_and_rule] if one_is_enough or always else RULES[kind_and_rule]


def reference_of(item: AnyItem) -> str:
    """The agreed reference amount with its unit; "" where there is none."""
    if not isinstance(item, LadderItem) or item.reference < 0:
        return ""
    return amount_in_words(item.amounts[item.reference], plain(item.unit))


def many(k: int | str) -> str:
    """k as the sheet has it, in words: a number, a part of the people, all, or all but one."""
    if str(k) == "n":
        return tr("all of you")
    if str(k) == "n-1":
        return tr("all but one of you, or all,")
    return tr("at least {k} of you", k=k)


def _limits(item: PickItem) -> list[str]:
    """A sentence for each thing that limits what is shown."""
    limits = []
    if item.cap:
        limits.append(tr("At most {n} of them.", n=item.cap))
    if item.veto_threshold:
        limits.append(tr("Not if {n} or more veto one.", n=item.veto_threshold))
    if item.always:
        always = _side_by_side([item.options[index] for index in item.always])
        limits.append(tr("And always: {options}.", options=always))
    return limits
