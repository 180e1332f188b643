"""One table of a sheet file to one item: every rule of the kind that needs no other item.

Leaves to others: what items say about each other (assemble.py), who sits where (rule.check_seats).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import prod

from desktop.deals.build_common import Common, Seating, build_common, role_text
from desktop.deals.build_disclose import build_disclose
from desktop.deals.checks import (
    check_amount,
    check_id,
    check_ids,
    check_names,
    check_one_of,
    check_text,
    check_whole,
    plain_decimal,
)
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    Issue,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
    SetItem,
)
from desktop.deals.schema import (
    AgreedBundleShape,
    AnyShape,
    BundleShape,
    DatesShape,
    DiscloseShape,
    LadderShape,
    LevelShape,
    MatchShape,
    PickShape,
    Place,
    RankShape,
    SetShape,
)
from desktop.deals.text import quoted
from desktop.language import tr

MAX_OPTIONS = 64
MAX_LEVELS, MAX_TOTAL_LEVELS = 8, 11
MAX_AMOUNTS = 16
MAX_WINDOWS = 62
MAX_ISSUES = 12
MAX_PACKAGES, MAX_LARGE_PACKAGES, MAX_PRODUCT_PACKAGES = 256, 4096, 64
MAX_SET_ENTRIES = 10_000
MIN_TOTAL_PARTIES = 5

MAX_CHANCE_PLACES = 8
"""1/256 has eight decimal places."""

_K = re.compile(r"n|n-1|([1-9][0-9]?)/([1-9][0-9]?)")


def build(shape: AnyShape, seating: Seating, place: Place) -> AnyItem | None:
    """The item a table describes.

    Args:
        shape: with every form filled in.
        seating: the sheet's parties.
        place: of the item.

    Returns:
        The item; None when something was wrong, which place then knows in full.
    """
    before = len(place.problems)
    common = build_common(shape, seating, place)
    item = _build(shape, common, seating, place)
    return item if len(place.problems) == before else None


def _build(shape: AnyShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    match shape:
        case MatchShape():
            return _match(shape, common, seating, place)
        case LevelShape():
            return _level(shape, common, seating, place)
        case PickShape():
            return _pick(shape, common, seating, place)
        case RankShape():
            return RankItem(options=check_names(place.at("options"), _names(shape.options), 2, MAX_OPTIONS), **common)
        case LadderShape():
            return _ladder(shape, common, seating, place)
        case DatesShape():
            return _dates(shape, common, seating, place)
        case BundleShape():
            return _bundle(shape, common, seating, place)
        case DiscloseShape():
            return build_disclose(shape, common, seating, place)
        case _:  # the last kind, and mypy says so
            return _set(shape, common, seating, place)


def _k(k: int | str | None, common: Common, most: int, place: Place) -> int | str:
    """k of an at_least rule: a number of seats, "a/b", "n-1" or "n"; 0 with the other rules."""
    if common["rule"] != "at_least":
        if k is not None:
            place.say(tr('goes only with rule = "at_least"'))
        return 0
    if k is None:
        place.say(tr('is missing; rule = "at_least" needs it'))
        return 1
    if isinstance(k, str):
        parts = _K.fullmatch(k)
        if parts is None or (parts.group(1) and int(parts.group(1)) > int(parts.group(2))):
            place.say(tr('must be a whole number, a part like "2/3", "n-1" or "n", not {k}', k=quoted(k)))
        elif k == "n-1" and most == 1:
            place.say(tr("only one person answers, so all but one is nobody"))
        return k
    return check_whole(place, k, 1, most)


def _match(shape: MatchShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    k = _k(shape.k, common, seating.most_answering(common["answered_by"]), place.at("k"))
    return MatchItem(k=k, talk_first_256=_talk_first(shape.talk_first, place.at("talk_first")), **common)


def _talk_first(chance: object, place: Place) -> int:
    """A chance in 256ths."""
    if isinstance(chance, int) and not isinstance(chance, bool):
        chance = Decimal(chance)
    if isinstance(chance, Decimal) and chance.is_finite() and 0 <= chance < 1:
        exponent = chance.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -MAX_CHANCE_PLACES and (256 * chance) % 1 == 0:
            return int(256 * chance)
    place.say(tr("must be a multiple of 1/256, at least 0 and below 1, like 0.25"))
    return 0


def _level(shape: LevelShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    total = common["rule"] == "total"
    levels = check_names(place.at("levels"), shape.levels, 2, MAX_TOTAL_LEVELS if total else MAX_LEVELS)
    if total and seating.fewest < MIN_TOTAL_PARTIES:
        place.at("rule").say(
            tr(
                "total needs at least {min_total_parties} people; raise parties.min",
                min_total_parties=MIN_TOTAL_PARTIES,
            )
        )
    shown = shape.show_only_at_or_above
    if shown is not None and total:
        place.at("show_only_at_or_above").say(tr("does not go with total, which is always shown"))
    elif shown is not None:
        check_one_of(place.at("show_only_at_or_above"), shown, levels)
    threshold = levels.index(shown) if shown in levels else 0
    labels = shape.level_labels or {}
    return LevelItem(
        levels=levels,
        level_labels=_level_labels(
            {"all": labels} if isinstance(labels, list) else labels, levels, seating.roles, place.at("level_labels")
        ),
        threshold=threshold,
        **common,
    )


def _level_labels(
    table: Mapping[str, Sequence[str]], levels: Sequence[str], roles: Sequence[str], place: Place
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, tuple[str, ...]] = {}
    for role, labels in table.items():
        if role != "all" and role not in roles:
            place.say(tr("{role} is not a role of this sheet", role=quoted(role)))
        found["" if role == "all" else role] = check_names(place.at(quoted(role)), labels, 2, MAX_TOTAL_LEVELS)
        if len(labels) != len(levels):
            place.at(quoted(role)).say(tr("must have one label for each of the {n} levels", n=len(levels)))
    return tuple(sorted(found.items()))


def _pick(shape: PickShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    most = seating.most_answering(common["answered_by"])
    options = check_names(place.at("options"), _names(shape.options), 1, MAX_OPTIONS)
    at_least = common["rule"] == "at_least"
    for key in ("cap", "veto_threshold", "always"):
        if getattr(shape, key) is not None and not at_least:
            place.at(key).say(tr('goes only with rule = "at_least"'))
    always = check_ids(place.at("always"), shape.always, options, "option") if shape.always is not None else ()
    return PickItem(
        options=options,
        k=_k(shape.k, common, most, place.at("k")),
        cap=_bound(shape.cap, MAX_OPTIONS, place.at("cap")),
        veto_threshold=_bound(shape.veto_threshold, most, place.at("veto_threshold")),
        max_ticks=_bound(shape.max_ticks, MAX_OPTIONS, place.at("max_ticks")),
        always=tuple(sorted(options.index(name) for name in always if name in options)),
        **common,
    )


def _names(names: list[str] | str) -> list[str]:
    """Options that fill left as a list."""
    return names if isinstance(names, list) else []


def _bound(number: int | str | None, most: int, place: Place) -> int:
    if number is None:
        return 0
    if isinstance(number, str):
        place.say(tr('must be a whole number, or "$" and the id of an open term'))
        return 0
    return check_whole(place, number, 1, most)


def _ladder(shape: LadderShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    raw = shape.amounts if isinstance(shape.amounts, list) else []
    where = place.at("amounts")
    before = len(place.problems)
    if not 2 <= len(raw) <= MAX_AMOUNTS:
        where.say(tr("must have 2 to {max_amounts} entries, not {n}", max_amounts=MAX_AMOUNTS, n=len(raw)))
    amounts = tuple(check_amount(where.at(f"entry {n}"), amount) for n, amount in enumerate(raw[:MAX_AMOUNTS], start=1))
    if len(place.problems) == before and any(amounts[i] >= amounts[i + 1] for i in range(len(amounts) - 1)):
        where.say(tr("must go up, each amount above the one before"))
    reference = -1
    if shape.reference is not None:
        reference_amount = plain_decimal(shape.reference)
        if reference_amount not in amounts:
            place.at("reference").say(tr('must be one of the amounts, or "$" and the id of an open term'))
        else:
            reference = amounts.index(reference_amount)
    elif common["rule"] == "fair_price":
        place.at("reference").say(tr("is missing; fair_price needs one of the amounts"))
    return LadderItem(
        unit=check_text(place.at("unit"), shape.unit),
        amounts=amounts,
        direction=_direction(shape.direction, common["answered_by"] or seating.roles, place.at("direction")),
        reference=reference,
        **common,
    )


def _direction(direction: str | Mapping[str, str], roles: Sequence[str], place: Place) -> tuple[tuple[str, str], ...]:
    table = {"": direction} if isinstance(direction, str) else direction
    for word in table.values():
        check_one_of(place, word, ("higher", "lower"))
    if not isinstance(direction, str) and set(table) != set(roles):
        place.say(tr("must have one entry for each role that answers, or be one word on a sheet without roles"))
    return tuple(sorted(table.items()))


def _dates(shape: DatesShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    windows = shape.windows if isinstance(shape.windows, list) else []
    k = _k(shape.k, common, seating.most_answering(common["answered_by"]), place.at("k"))
    return DatesItem(windows=check_names(place.at("windows"), windows, 1, MAX_WINDOWS), k=k, **common)


def _bundle(shape: BundleShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    if not 1 <= len(shape.issues) <= MAX_ISSUES:
        place.at("issues").say(
            tr("must have 1 to {max_issues} entries, not {n}", max_issues=MAX_ISSUES, n=len(shape.issues))
        )
    issues: list[Issue] = []
    for number, raw in enumerate(shape.issues[:MAX_ISSUES], start=1):
        where = place.at(f"issue {quoted(raw.id)}" if raw.id else f"issue {number}")
        check_id(where.at("id"), raw.id)
        if raw.id in [issue.id for issue in issues]:
            where.say(tr("another issue has the same id"))
        options = check_names(where.at("options"), _names(raw.options), 1, MAX_OPTIONS)
        label = role_text(raw.label, seating.roles, where.at("label"))
        issues.append(Issue(raw.id, options, () if label == (("", raw.id),) else label))
    packages = prod(len(issue.options) for issue in issues)
    most = MAX_LARGE_PACKAGES if shape.large else MAX_PACKAGES
    if issues and not 2 <= packages <= most:
        told = tr("there are {packages} packages; 2 to {most} are allowed", packages=packages, most=most)
        if not shape.large and packages > MAX_PACKAGES:
            told = tr(
                "there are {packages} packages; 2 to {most} are allowed; large = true allows {more}",
                packages=packages,
                most=most,
                more=MAX_LARGE_PACKAGES,
            )
        place.at("issues").say(told)
    if common["rule"] == "best_product" and seating.most > 3 and packages > MAX_PRODUCT_PACKAGES:
        place.at("rule").say(
            tr(
                "best_product is for at most 3 people or at most {max_product_packages} packages",
                max_product_packages=MAX_PRODUCT_PACKAGES,
            )
        )
    agreed = _agreed(shape.agreed, issues, place.at("agreed")) if isinstance(shape, AgreedBundleShape) else None
    return BundleItem(issues=tuple(issues), large=shape.large, agreed=agreed, **common)


def _agreed(table: Mapping[str, str], issues: Sequence[Issue], place: Place) -> tuple[int, ...]:
    """The package of an agreement that is to be improved."""
    if table.keys() != {issue.id for issue in issues} or any(table[one.id] not in one.options for one in issues):
        place.say(tr("must be one of the packages"))
        return ()
    return tuple(issue.options.index(table[issue.id]) for issue in issues)


def _set(shape: SetShape, common: Common, seating: Seating, place: Place) -> AnyItem:
    if seating.most != 2:
        place.at("kind").say(tr('a set is for two people: parties.max must be 2, or mode "pairs"'))
    if seating.most_answering(common["answered_by"]) < 2:
        place.at("for").say(tr("a set needs both to answer"))
    max_entries = check_whole(place.at("max_entries"), shape.max_entries, 1, MAX_SET_ENTRIES)
    k = _k(shape.k, common, max_entries, place.at("k"))
    return SetItem(max_entries=max_entries, k=k if isinstance(k, int) else 0, **common)
