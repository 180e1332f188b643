"""An order with ties and a line below which nothing is acceptable. Pure; every step gives a new order.

A tier is a tuple of options that are tied, ascending. Options in no tier are below the line.
"""

from __future__ import annotations

Tiers = tuple[tuple[int, ...], ...]


def place_of(tiers: Tiers, option: int) -> int | None:
    """The tier an option is in; None below the line."""
    return next((n for n, tier in enumerate(tiers) if option in tier), None)


def rank_of(tiers: Tiers, option: int) -> int | None:
    """Its place as people count: 1 + options liked more; None below the line."""
    place = place_of(tiers, option)
    return None if place is None else 1 + sum(len(tier) for tier in tiers[:place])


def without(tiers: Tiers, option: int) -> Tiers:
    """The order with the option below the line."""
    left = (tuple(other for other in tier if other != option) for tier in tiers)
    return tuple(tier for tier in left if tier)


def appended(tiers: Tiers, option: int) -> Tiers:
    """The option as the last acceptable one."""
    return (*without(tiers, option), (option,))


def inserted(tiers: Tiers, option: int, before: int) -> Tiers:
    """The option by itself, above the tier number `before` of the order without it."""
    rest = without(tiers, option)
    return (*rest[:before], (option,), *rest[before:])


def up(tiers: Tiers, option: int) -> Tiers:
    """One step up: over the line, out of a tie, or above the next tier."""
    place = place_of(tiers, option)
    if place is None:
        return appended(tiers, option)
    if len(tiers[place]) > 1:
        return inserted(tiers, option, place)
    return inserted(tiers, option, max(0, place - 1))


def down(tiers: Tiers, option: int) -> Tiers:
    """One step down: out of a tie, below the next tier, or below the line."""
    place = place_of(tiers, option)
    if place is None:
        return tiers
    if len(tiers[place]) > 1:
        return inserted(tiers, option, place + 1)
    if place == len(tiers) - 1:
        return without(tiers, option)
    return inserted(tiers, option, place + 1)


def tie_toggled(tiers: Tiers, option: int) -> Tiers:
    """Tied with the tier above; or, when it is tied, by itself below the others."""
    place = place_of(tiers, option)
    if place is None:
        return tiers
    if len(tiers[place]) > 1:
        return inserted(tiers, option, place + 1)
    if place == 0:
        return tiers
    joined = tuple(sorted((*tiers[place - 1], option)))
    return (*tiers[: place - 1], joined, *tiers[place + 1 :])


def is_tied(tiers: Tiers, option: int) -> bool:
    """Liked as much as another one."""
    place = place_of(tiers, option)
    return place is not None and len(tiers[place]) > 1


def shown_order(tiers: Tiers, n_options: int) -> list[int]:
    """All options from top to bottom: the tiers, then those below the line in sheet order."""
    ranked = [option for tier in tiers for option in tier]
    return ranked + [option for option in range(n_options) if option not in ranked]


def dropped(tiers: Tiers, option: int, above: int) -> Tiers:
    """The option where it was dropped: below `above` other acceptable options; between tied ones it joins them."""
    rest = without(tiers, option)
    passed = 0
    for place, tier in enumerate(rest):
        if above <= passed:
            return inserted(rest, option, place)
        if above < passed + len(tier):
            return (*rest[:place], tuple(sorted((*tier, option))), *rest[place + 1 :])
        passed += len(tier)
    return appended(rest, option)
