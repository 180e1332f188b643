"""References to statements inside the conditions of disclose: who must open what.

    "e1"            the statement e1 of everybody else who has it; on role sheets usually one role
    "employer.e1"   the statement e1 of everybody else who holds the role employer
    "any.e1"        e1 of at least one other person
    "2.e1"          e1 of the person on seat 2 (seats are numbered from 1 in what people write)

Conditions are about statements of others, so a reference never means one's own statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.deals.build_common import Seating
from desktop.deals.items import DiscloseItem, Statement
from desktop.deals.text import listed, quoted
from desktop.language import tr

RESERVED_ROLES = ("all", "any")
"""Words of references and tables that no role can be called."""

_SEAT = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Targets:
    """What a reference means once the seats are known.

    Attributes:
        statements: (seat from 0, statement id) of others, by seat; () when nobody else has it: then it is not met.
        any: one of them is enough; otherwise all of them must open.
    """

    statements: tuple[tuple[int, str], ...]
    any: bool = False


def split_reference(reference: str) -> tuple[str, str]:
    """("" or the word before the point, the statement id)."""
    selector, _, statement = reference.rpartition(".")
    return (selector, statement) if selector else ("", reference)


def statements_of(item: DiscloseItem, role: str) -> tuple[Statement, ...]:
    """The statements a person of that role has: the role's list, or the list for everyone."""
    if item.answered_by and role and role not in item.answered_by:
        return ()
    lists = dict(item.statements)
    return lists.get(role, lists.get("", ()))


def targets(item: DiscloseItem, reference: str, seats: Sequence[str], me: int) -> Targets:
    """What a valid reference of the person on seat `me` means.

    Args:
        seats: the role of every seat, "" without roles.
        me: seat from 0.
    """
    selector, statement = split_reference(reference)
    others = [
        (seat, statement)
        for seat, role in enumerate(seats)
        if seat != me and statement in [own.id for own in statements_of(item, role)]
    ]
    if _SEAT.fullmatch(selector):
        return Targets(tuple(target for target in others if target[0] == int(selector) - 1))
    if selector in ("", "any"):
        return Targets(tuple(others), any=selector == "any")
    return Targets(tuple(target for target in others if seats[target[0]] == selector))


def reference_problem(item: DiscloseItem, reference: str, role: str, seating: Seating) -> str:
    """What is wrong with a reference before the seats are known.

    Args:
        role: of the person who writes it, "" without roles.
        seating: who can take part; where roles are unique, nobody else holds `role`.

    Returns:
        A sentence, or "" when nothing is wrong.
    """
    selector, statement = split_reference(reference)
    alone = seating.unique and bool(role)
    foreign = {owner: [own.id for own in theirs] for owner, theirs in item.statements if not (alone and owner == role)}
    owners = [owner for owner, ids in foreign.items() if statement in ids]
    if not owners:
        known = sorted({own_id for ids in foreign.values() for own_id in ids})
        return tr(
            "{name} names no statement of the others; they have {known}",
            name=quoted(reference),
            known=listed(known) or tr("none"),
        )
    if selector in ("", "any"):
        choices = [f"{owner}.{statement}" for owner in owners]
        if len(owners) < 2:
            return ""
        return tr("{name} can mean more than one; write {choices}", name=quoted(reference), choices=listed(choices))
    if _SEAT.fullmatch(selector):
        if int(selector) <= seating.most:
            return ""
        return tr("{name}: there are at most {n} seats", name=quoted(reference), n=seating.most)
    holders = (item.answered_by or seating.roles) if owners == [""] else owners
    if selector not in holders or (alone and selector == role):
        return tr(
            "{name}: before the point goes a role with that statement, any, or a seat number", name=quoted(reference)
        )
    return ""
