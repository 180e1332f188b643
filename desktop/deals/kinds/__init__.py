"""One module per item kind: what a rule means, in the clear and as a circuit.

rule_of gives the rule object of an item (kinds.base.ItemRule); everything else works on that.
"""

from __future__ import annotations

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
)
from desktop.deals.kinds.base import ItemRule, answering_seats
from desktop.deals.kinds.bundle import BundleRule
from desktop.deals.kinds.dates import DatesRule
from desktop.deals.kinds.disclose import DiscloseRule
from desktop.deals.kinds.ladder import LadderRule
from desktop.deals.kinds.large_sets import LargeSetRule
from desktop.deals.kinds.level import LevelRule
from desktop.deals.kinds.match import MatchRule
from desktop.deals.kinds.pick import PickRule
from desktop.deals.kinds.rank import RankRule
from desktop.deals.kinds.sets import SetRule
from desktop.deals.kinds.statements import statements
from desktop.deals.sheet import direction_of, is_large_set


def rule_of(item: AnyItem, roles: Sequence[str]) -> ItemRule:
    """The rule object of an item.

    Args:
        roles: the role of every seat, "" on sheets without roles; rule.check_seats accepts them.
    """
    seats = answering_seats(item, roles)
    match item:
        case MatchItem():
            return MatchRule(item, seats)
        case LevelItem():
            return LevelRule(item, seats)
        case PickItem():
            return PickRule(item, seats)
        case RankItem():
            return RankRule(item, seats)
        case LadderItem():
            return LadderRule(item, seats, tuple(direction_of(item.direction, roles[seat]) for seat in seats))
        case DatesItem():
            return DatesRule(item, seats)
        case BundleItem():
            return BundleRule(item, seats)
        case DiscloseItem():
            return DiscloseRule(item, seats, statements(item, roles))
        case _:
            return LargeSetRule(item, seats) if is_large_set(item) else SetRule(item, seats)
