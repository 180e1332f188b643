"""What all kinds of items share when they are built: the seats a sheet allows, texts per role, the common keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from desktop.deals.checks import check_id, check_ids, check_one_of, check_text
from desktop.deals.items import RoleText
from desktop.deals.schema import KINDS, ItemShape, Place, Text
from desktop.deals.text import quoted
from desktop.language import tr


@dataclass(frozen=True, slots=True)
class Seating:
    """Who can take part, as far as the sheet says.

    Attributes:
        fewest, most: seats in one run.
        roles: () on symmetric sheets.
        unique: every role is taken exactly once.
    """

    fewest: int
    most: int
    roles: tuple[str, ...]
    unique: bool

    def most_answering(self, answered_by: Sequence[str]) -> int:
        """Seats that can answer an item at most."""
        return len(answered_by) if answered_by and self.unique else self.most


class Common(TypedDict):
    """The keys every kind has, as arguments of its record."""

    id: str
    rule: str
    label: RoleText
    ask: RoleText
    help: RoleText
    note: str
    result_yes: str
    result_no: str
    only_if: str
    cover: bool
    answered_by: tuple[str, ...]


def role_text(text: Text, roles: Sequence[str], place: Place) -> RoleText:
    """A text, or a table of texts per role ("all" for the others), sorted by role."""
    if isinstance(text, str):
        check_text(place, text)
        return (("", text),) if text else ()
    found: dict[str, str] = {}
    for role, words in text.items():
        if role != "all" and role not in roles:
            place.say(tr("{role} is not a role of this sheet", role=quoted(role)))
        check_text(place.at(quoted(role)), words, required=True)
        found["" if role == "all" else role] = words
    return tuple(sorted(found.items()))


def build_common(shape: ItemShape, seating: Seating, place: Place) -> Common:
    """The common keys of an item, checked."""
    rules = KINDS[shape.kind][1]
    check_id(place.at("id"), shape.id)
    if shape.rule:
        check_one_of(place.at("rule"), shape.rule, rules)
    answered_by: tuple[str, ...] = ()
    if shape.answered_by is not None:
        answered_by = check_ids(place.at("for"), shape.answered_by, seating.roles, "role")
    label = role_text(shape.label, seating.roles, place.at("label"))
    return {
        "id": shape.id,
        "rule": shape.rule or rules[0],
        "label": () if label == (("", shape.id),) else label,
        "ask": role_text(shape.ask, seating.roles, place.at("ask")),
        "help": role_text(shape.help, seating.roles, place.at("help")),
        "note": check_text(place.at("note"), shape.note),
        "result_yes": check_text(place.at("result_yes"), shape.result_yes),
        "result_no": check_text(place.at("result_no"), shape.result_no),
        "only_if": shape.only_if,
        "cover": shape.cover,
        "answered_by": answered_by,
    }
