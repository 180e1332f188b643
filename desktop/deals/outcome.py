"""Outcome: what everyone learns, item by item, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Value = bool | int | Decimal | str | tuple[str, ...] | Mapping[str, object]
"""An amount of a ladder is an int, or a Decimal with the digits of the sheet where that has decimal places."""


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """One item: agreed with a value, or not agreed (value None)."""

    agreed: bool
    value: Value | None = None

    def to_json(self) -> dict[str, object]:
        """{"agreed": false}, or {"agreed": true, "value": ...} with lists for tuples; for json_text, as amounts with
        decimal places stay Decimal.
        """
        if not self.agreed:
            return {"agreed": False}
        value: object = self.value
        if isinstance(value, tuple):
            value = list(value)
        return {"agreed": True, "value": value}


NOT_AGREED = ItemOutcome(agreed=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All items in sheet order.

    Attributes:
        blocked: a dealbreaker stands in the way; nothing else is shown.
        items: item id -> outcome, every item of the sheet, in sheet order.
    """

    blocked: bool
    items: Mapping[str, ItemOutcome]

    @property
    def agreed(self) -> bool:
        """Not blocked and at least one item agreed."""
        return not self.blocked and any(item.agreed for item in self.items.values())

    def to_json(self) -> dict[str, object]:
        """The fields agreed, blocked and items of the outcome event."""
        return {
            "agreed": self.agreed,
            "blocked": self.blocked,
            "items": {item_id: item.to_json() for item_id, item in self.items.items()},
        }
