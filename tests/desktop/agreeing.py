"""Agreements for tests: a sheet with every kind of value, what came out, and people who sign it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from desktop.deals import agreement
from desktop.deals.agreement import Agreement, Record, Seat, Signed, public_outcome
from desktop.deals.items import DiscloseItem, LadderItem, MatchItem, PickItem, SetItem, Statement
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.sheet import Parties, Sheet
from p2p.identity import Identity

SHEET = Sheet(
    id="evening",
    title="An evening",
    parties=Parties(min=2, max=2),
    items=(
        MatchItem(id="walk", rule="mutual_yes"),
        PickItem(id="food", rule="all_common", options=("soup", "bread", "rice")),
        LadderItem(
            id="price",
            rule="ladder_draw",
            amounts=(Decimal("1.50"), Decimal(2)),
            direction=(("", "higher"),),
            unit="EUR",
        ),
        DiscloseItem(id="tell", rule="open_together", statements=(("", (Statement("s1"), Statement("s2"))),)),
        SetItem(id="films", rule="all_common", max_entries=10),
    ),
)
OUTCOME = Outcome(
    blocked=False,
    items={
        "walk": ItemOutcome(True, True),
        "food": ItemOutcome(True, ("soup", "rice")),
        "price": ItemOutcome(True, Decimal("1.50")),
        "tell": ItemOutcome(True, {"1.s1": {"text": "a very private sentence"}}),
        "films": ItemOutcome(True, ("Der HIMMEL über Berlin",)),
    },
)
PEOPLE = tuple(Identity(bytes([number]) * 32) for number in range(1, 9))
FIRST_SIGNED = 1_790_000_000


def record(outcome: Outcome = OUTCOME, sheet: Sheet = SHEET, roles: Sequence[str] = ("", "")) -> Record:
    """What so many people sign."""
    roster = tuple(Seat(person.key, role) for person, role in zip(PEOPLE, roles, strict=False))
    return Record(sheet, public_outcome(sheet, outcome), roster, bytes(range(32)), "0.1")


def signed(
    outcome: Outcome = OUTCOME,
    sheet: Sheet = SHEET,
    roles: Sequence[str] = ("", ""),
    missing: Collection[int] = (),
    first: int = FIRST_SIGNED,
) -> Agreement:
    """Signed by everyone but the seats in `missing`, seven seconds apart."""
    unsigned = record(outcome, sheet, roles)
    signatures: list[Signed | None] = []
    for seat in range(len(roles)):
        time = first + 7 * seat
        signature = PEOPLE[seat].sign(agreement.message_to_sign(unsigned, time))
        signatures.append(None if seat in missing else Signed(time, signature))
    return Agreement(unsigned, tuple(signatures))
