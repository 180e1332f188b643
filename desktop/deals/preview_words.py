"""The preview in plain words: what an outcome shows, what it tells, and what the gates of a sheet add.

Sentences speak to the person whose preview it is. What they claim follows from what preview_infer found, so that they
say no more and no less than the rule does. Names of options come from the sheet and are quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop.deals.in_words import (
    amount_in_words,
    package_in_words,
    side_by_side,
    statement_in_words,
    window_in_words,
)
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    MatchItem,
    PickItem,
    SetItem,
    label_for,
)
from desktop.deals.outcome import Value
from desktop.deals.preview_facts import ALL, THEY, YOU
from desktop.deals.preview_infer import Inference, Told
from desktop.deals.preview_spaces import Space
from desktop.deals.records import markable
from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet
from desktop.language import enumerated, listing, mark, number, quoted, tr, translated

NOTHING_SHOWN: Final = mark("Nothing is shown here.")
NOTHING_BETTER: Final = mark("Nothing better is shown; what was agreed stands.")
EVERYTHING: Final = mark("Everything is given away: whatever comes out, they can work out your whole answer.")
NOT_ASKED: Final = mark("You are not asked here, so nothing about you can come out.")
NEVER_REACHED: Final = mark("With your other answers this cannot open, so it tells nothing about your answer here.")
FILE_IS_SEEN: Final = mark(
    "Everyone sees before the comparison that you attach a file here and about how large it is, so that you offer"
    " something, even if it never opens."
)
UNKNOWN: Final = mark(
    "Those who entered a lot can tell more from what is shown, and from what is not, than those who entered little."
)

_WHAT_IS_SHOWN: Final[Mapping[str, tuple[str, str, str]]] = mark(
    {
        "match": ("you said yes", "they did", "they all did"),
        "level": ("you chose that much or more", "they did", "they all did"),
        "pick": ("you ticked it", "they did", "they all did"),
        "rank": ("it is fine with you", "it is fine with them", "it is fine with them all"),
        "ladder": ("you accept it", "they do", "they all do"),
        "dates": ("you ticked it", "they did", "they all did"),
        "bundle": ("it is acceptable to you", "it is acceptable to them", "it is acceptable to them all"),
        "disclose": ("you offered what is yours of it", "they offered the rest", "the others offered the rest"),
        "set": ("you entered it", "they did", "they all did"),
    }
)
"""What everybody knows of a person whose answer is part of what is shown, of one other, and of several others."""

_IMPROVED: Final = mark(("it is no worse for you than what you agreed", "nor for them", "nor for any of them"))
"""The same in a run to improve an agreement."""

_COMMON_RULES: Final = (
    "one_random_common",
    "all_common",
    "meet_in_ranking",
    "best_sum",
    "best_product",
    "earliest_common",
    "open_together",
)


@dataclass(frozen=True, slots=True)
class Shows:
    """An outcome in which something is shown; two are the same when everybody sees the same.

    Attributes:
        key: what everybody sees.
        value: as a result has it.
    """

    key: object
    value: Value = field(compare=False)


def describe_nothing(item: AnyItem) -> str:
    """What it means that an item is not agreed."""
    return translated(NOTHING_BETTER if _improves(item) else NOTHING_SHOWN)


def _improves(item: AnyItem) -> bool:
    return isinstance(item, BundleItem) and item.agreed is not None


def _what_is_shown(item: AnyItem) -> tuple[str, str, str]:
    mine, one, many = _IMPROVED if _improves(item) else _WHAT_IS_SHOWN[item.kind]
    return translated(mine), translated(one), translated(many)


def describe_value(item: AnyItem, value: Value) -> str:
    """What one agreed outcome shows, in words."""
    if value is True:
        return tr("Shown as agreed.")
    if isinstance(value, Mapping):
        if isinstance(item, BundleItem):
            return tr("Shown: {what}.", what=package_in_words(item, value))
        if isinstance(item, DiscloseItem):
            return tr("Opened: {what}.", what=side_by_side([statement_in_words(item, name) for name in value]))
    if isinstance(value, tuple):
        return tr("Shown: {what}.", what=enumerated([_named(item, part) for part in value]))
    if isinstance(item, LadderItem) and isinstance(value, int | Decimal):
        return tr("Shown: {what}.", what=amount_in_words(value, item.unit))
    if isinstance(value, int):
        if isinstance(item, SetItem):
            return tr("Shown: {n} in common.", n=value)
        return tr("Shown: a sum of {n}.", n=value)
    return tr("Shown: {what}.", what=_named(item, str(value)))


def _named(item: AnyItem, name: str) -> str:
    return quoted(window_in_words(name) if isinstance(item, DatesItem) else name)


def chance_in_words(chance: Fraction) -> str:
    """A probability as people say it."""
    if chance == 1:
        return tr("certainty")
    if chance < Fraction(1, 10**6):
        return tr("hardly any chance")
    if chance == Fraction(1, 2):
        return tr("even chances")
    if chance > Fraction(1, 2):
        return tr("{n} chances in 100", n=min(round(chance * 100), 99))
    if (1 / chance).denominator > 1:
        return tr("about 1 chance in {n}", n=number(round(1 / chance)))
    return tr("1 chance in {n}", n=number(round(1 / chance)))


def meter(before: Fraction, after: Fraction, exact: bool) -> str:
    """How well one of the others can guess the answer at most, and how well before."""
    words = chance_in_words(before)
    if after == before:
        return tr("They can guess your answer no better than before: with {chance}.", chance=words)
    if after == 1 and not exact:
        return tr("Too many answers are possible here to say how well they could guess yours.")
    if after == 1:
        return tr(
            "At worst they can be sure of your whole answer; before, they would guess it with {chance}.", chance=words
        )
    return tr(
        "They could guess your answer with at most {after}; before, with {before}.",
        after=chance_in_words(after),
        before=words,
    )


# --- implications -----------------------------------------------------------------------------------------------------


def implications(item: AnyItem, seen: Inference, own: Space, others: Space | None, n_others: int) -> list[str]:
    """What the outcomes tell: one or two sentences.

    Args:
        seen: exact.
        own, others: the possible answers; others None where they differ from each other or nobody else answers.
        n_others: how many others answer.
    """
    if seen.least == 1 and seen.before < 1:
        return [translated(EVERYTHING)]
    agreed = {shown: told for shown, told in seen.told.items() if isinstance(shown, Shows)}
    if agreed:
        sentences = [_if_agreed(item, agreed, own, others, n_others)]
    else:
        sentences = [tr("With your answer nothing can be shown here.")]
    if None in seen.told:
        sentences.append(_if_nothing(seen.told[None], own, others, n_others))
    return sentences


def unlisted(item: AnyItem, n_others: int) -> list[str]:
    """The same where there are too many answers to try them all."""
    if item.rule in _COMMON_RULES:
        mine, one, many = _what_is_shown(item)
        theirs = one if n_others == 1 else many
        both = tr(
            "Whatever is shown here, they know that {mine}, and you know that {theirs}.", mine=mine, theirs=theirs
        )
        return [both, translated(UNKNOWN)]
    return [translated(UNKNOWN)]


def _if_agreed(item: AnyItem, agreed: Mapping[Shows, Told], own: Space, others: Space | None, n_others: int) -> str:
    """What is certain about oneself after any of these outcomes."""
    bare = all(shown.value is True for shown in agreed)
    opening = tr("If this comes out as agreed") if bare else tr("If something is shown here")
    shown = {outcome: own.shown(outcome.value) for outcome in agreed}
    named = item.rule != "fair_price"  # what is shown there is a yes, not an amount
    if named and all(shown[outcome] and not shown[outcome] & ~told.always[0] for outcome, told in agreed.items()):
        mine, one, many = _what_is_shown(item)
        if others is not None and all(not others.shown(s.value) & ~told.learnt[0] for s, told in agreed.items()):
            theirs = one if n_others == 1 else many
            return tr(
                "{if_so}, they know that {mine}, and you know that {theirs}.", if_so=opening, mine=mine, theirs=theirs
            )
        return tr("{if_so}, they know that {mine}.", if_so=opening, mine=mine)
    always = own.certain(*_every(told.always for told in agreed.values()), YOU)
    ever = own.certain(*_any(told.ever for told in agreed.values()), YOU)
    return _sentence(opening, _tells(always, ever, n_others), _learnt(agreed.values(), others, n_others))


def _if_nothing(told: Told, own: Space, others: Space | None, n_others: int) -> str:
    """What is certain about oneself when nothing is shown."""
    tells = _tells(own.certain(*told.always, YOU), own.certain(*told.ever, YOU), n_others)
    return _sentence(tr("If nothing is shown"), tells, _learnt([told], others, n_others))


def _sentence(opening: str, tells: str, learnt: str) -> str:
    """If that is so, they know this; you know that."""
    if learnt:
        return tr("{if_so}, {they_know}; you know that {facts}.", if_so=opening, they_know=tells, facts=learnt)
    return tr("{if_so}, {they_know}.", if_so=opening, they_know=tells)


def _tells(always: list[str], ever: list[str], n_others: int) -> str:
    """What others know: a clause that follows "If that is so"."""
    if always:
        return tr("they know that {facts}", facts=listing(always))
    if ever and n_others == 1:
        return tr("they may be able to tell that {facts}", facts=listing(ever))
    if ever:
        return tr("some of them may be able to tell that {facts}", facts=listing(ever))
    return tr("they cannot be sure of anything you entered")


def _learnt(told: Iterable[Told], others: Space | None, n_others: int) -> str:
    """What one knows oneself of all the others after any of these outcomes; "" for nothing."""
    yes, no = _every(one.learnt for one in told)
    facts = others.certain(yes, no, THEY if n_others == 1 else ALL) if others is not None else []
    return listing(facts) if facts else ""


def _every(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    yes, no = -1, -1
    for also_yes, also_no in pairs:
        yes, no = yes & also_yes, no & also_no
    return yes, no


def _any(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    yes, no = 0, 0
    for also_yes, also_no in pairs:
        yes, no = yes | also_yes, no | also_no
    return yes, no


# --- gates ------------------------------------------------------------------------------------------------------------


def about_gates(sheet: Sheet, item: AnyItem, marked: bool, role: str) -> list[str]:
    """What gates do to this item, the most telling first."""
    found = []
    if sheet.all_or_nothing and not item.cover:
        found.append(tr("It is all or nothing: this is shown only together with everything else."))
    if item.only_if:
        gate = next(label_for(other, role) for other in sheet.items if other.id == item.only_if)
        found.append(
            tr(
                "This opens only if “{gate}” is agreed; if it does not open, it tells nothing about your answer here.",
                gate=gate,
            )
        )
    if marked:
        found.append(_about_mark(len(markable(sheet))))
    if isinstance(item, MatchItem) and item.talk_first_256:
        chance = Fraction(item.talk_first_256, 256)
        found.append(
            tr(
                "In {n} of {m} cases a yes is not shown all the same, so that showing nothing points at nobody.",
                n=chance.numerator,
                m=chance.denominator,
            )
        )
    if isinstance(item, PickItem) and item.always:
        names = enumerated([quoted(item.options[option]) for option in item.always])
        found.append(tr("Always shown, whatever anybody ticked, so that it tells nothing: {names}.", names=names))
    return found


def _about_mark(n_markable: int) -> str:
    """What a dealbreaker of one's own does."""
    if n_markable == 1:
        return tr(
            "It is a dealbreaker of yours: if it is not agreed, nothing comes out, and as nothing else can be marked"
            " here, everyone knows that it was this."
        )
    return tr(
        "It is a dealbreaker of yours: if it is not agreed, nothing comes out, not even which dealbreaker it was."
    )


def about_sheet(sheet: Sheet, n_marks: int, n_others: int) -> list[str]:
    """What the gates of the whole sheet tell beside the items."""
    found = [
        tr("All chances are for somebody who knew nothing before and takes every possible answer for equally likely.")
    ]
    if sheet.all_or_nothing:
        found.append(
            tr(
                "All or nothing: if anything is shown, everyone knows that everything was agreed; if nothing is, that"
                " something was not."
            )
        )
    if any(item.only_if for item in sheet.items):
        found.append(tr("What hangs on something else is shown only if that is shown too; otherwise it tells nothing."))
    if markable(sheet):
        found.append(_about_marks(n_marks, n_others))
    for item in sheet.items:
        if item.answered_by:
            found.append(
                tr(
                    "“{item}” is answered only by: {who}. Everyone sees what comes out.",
                    item=label_for(item, ""),
                    who=listing([role_name(role) for role in item.answered_by]),
                )
            )
    if sheet.all_or_nothing and any(item.cover for item in sheet.items):
        labels = enumerated([quoted(label_for(item, "")) for item in sheet.items if item.cover])
        found.append(tr("Not needed for all or nothing: {items}.", items=labels))
    if sheet.run.max_runs > 1 and sheet.run.rerun != "never":
        found.append(tr("Comparing again with changed answers tells more: both results together."))
    return found


def _about_marks(n_marks: int, n_others: int) -> str:
    stands = tr("If a dealbreaker stands in the way, everyone learns that and nothing else.")
    return f"{stands} {_what_marks_tell(n_marks, n_others)}"


def _what_marks_tell(n_marks: int, n_others: int) -> str:
    if n_marks == 0 and n_others == 1:
        return tr("You marked none, so you would know that it was theirs.")
    if n_marks == 0:
        return tr("You marked none, so you would know that it was not yours.")
    if n_others > 1:
        return tr("If all the others together marked none, they know then that it was yours.")
    if n_marks == 1:
        return tr("If they marked none, they know then that it is yours.")
    return tr("If they marked none, they know then that it is one of yours.")
