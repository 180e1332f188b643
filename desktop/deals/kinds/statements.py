"""The statements of a `disclose` item once the seats are known: their numbers, their names, what references mean.

Two references that mean the same statements are one Atom and count once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.deals.items import DiscloseItem
from desktop.deals.kinds.base import answering_seats
from desktop.deals.references import statements_of, targets

MAX_STATEMENTS = 32
"""Over all seats."""


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """What a reference asks for.

    Attributes:
        numbers: the statements meant, ascending.
        one_is_enough: at least one of them opens, instead of all. False when it is only one.
    """

    numbers: tuple[int, ...]
    one_is_enough: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """Every statement of every seat that answers, numbered by seat and then in sheet order.

    Attributes:
        roles: the role of every seat.
        owners: the seat of each statement.
        ids: the id of each statement.
        atoms: per seat everything that a reference of it can mean, in a fixed order.
    """

    item: DiscloseItem
    roles: tuple[str, ...]
    owners: tuple[int, ...]
    ids: tuple[str, ...]
    atoms: tuple[tuple[Atom, ...], ...]

    def name(self, number: int) -> str:
        """How results call a statement: "employer.e1" when only one seat has that role's list, else "2.s1"."""
        seat = self.owners[number]
        role = self.roles[seat]
        alone = role in dict(self.item.statements) and self.roles.count(role) == 1
        return f"{role if alone else seat + 1}.{self.ids[number]}"

    def of(self, seat: int) -> tuple[int, ...]:
        """The numbers of a seat's own statements."""
        return tuple(number for number, owner in enumerate(self.owners) if owner == seat)

    def resolve(self, seat: int, reference: str) -> Atom | None:
        """What a reference written by a seat means; None when nobody else has that statement: it cannot be met."""
        return _meant(self.item, self.roles, list(zip(self.owners, self.ids, strict=True)), seat, reference)


def _meant(
    item: DiscloseItem, roles: Sequence[str], every: Sequence[tuple[int, str]], seat: int, reference: str
) -> Atom | None:
    meant = targets(item, reference, roles, seat)
    numbers = tuple(number for number, one in enumerate(every) if one in meant.statements)
    return Atom(numbers, meant.any and len(numbers) > 1) if numbers else None


def statements(item: DiscloseItem, roles: Sequence[str]) -> Statements:
    """All statements of an item.

    Args:
        roles: the role of every seat, "" on sheets without roles.
    """
    seats = answering_seats(item, roles)
    every = [(seat, statement.id) for seat in seats for statement in statements_of(item, roles[seat])]
    ids = sorted({own_id for _, own_id in every})
    selectors = ["", "any.", *(f"{role}." for role in sorted(set(roles)) if role)]
    selectors += [f"{number}." for number in range(1, len(roles) + 1)]
    references = [selector + own_id for selector in selectors for own_id in ids]
    atoms = tuple(
        tuple(sorted({atom for r in references if (atom := _meant(item, roles, every, seat, r)) is not None}))
        for seat in range(len(roles))
    )
    return Statements(item, tuple(roles), tuple(seat for seat, _ in every), tuple(own_id for _, own_id in every), atoms)
