"""Whose statement a reference means once the seats are known."""

from __future__ import annotations

import random

import pytest

from desktop.deals.build_common import Seating
from desktop.deals.items import DiscloseItem, Statement
from desktop.deals.references import reference_problem, split_reference, statements_of, targets
from tests.desktop.deals.strategies import random_seats, random_sheet, references_for

SHARED = DiscloseItem(id="a", rule="open_together", statements=(("", (Statement("s1"), Statement("s2"))),))
PER_ROLE = DiscloseItem(
    id="a",
    rule="open_together",
    statements=(("buyer", (Statement("x"), Statement("b"))), ("seller", (Statement("x"),))),
)


@pytest.mark.parametrize(
    ("reference", "parts"),
    [("e1", ("", "e1")), ("any.e1", ("any", "e1")), ("2.e1", ("2", "e1")), ("a.b.c", ("a.b", "c"))],
)
def test_splitting(reference: str, parts: tuple[str, str]) -> None:
    assert split_reference(reference) == parts


def test_a_shared_list() -> None:
    seats = ("", "", "")
    assert targets(SHARED, "s1", seats, 0).statements == ((1, "s1"), (2, "s1"))
    assert not targets(SHARED, "s1", seats, 0).any
    assert targets(SHARED, "any.s1", seats, 1).statements == ((0, "s1"), (2, "s1"))
    assert targets(SHARED, "any.s1", seats, 1).any
    assert targets(SHARED, "3.s2", seats, 0).statements == ((2, "s2"),)
    assert targets(SHARED, "1.s2", seats, 0).statements == ()
    assert targets(SHARED, "7.s2", seats, 0).statements == ()


def test_lists_per_role() -> None:
    seats = ("seller", "buyer", "buyer")
    assert targets(PER_ROLE, "b", seats, 0).statements == ((1, "b"), (2, "b"))
    assert targets(PER_ROLE, "b", seats, 1).statements == ((2, "b"),)
    assert targets(PER_ROLE, "buyer.x", seats, 0).statements == ((1, "x"), (2, "x"))
    assert targets(PER_ROLE, "seller.x", seats, 1).statements == ((0, "x"),)
    assert targets(PER_ROLE, "seller.x", seats, 0).statements == ()
    assert targets(PER_ROLE, "1.b", seats, 2).statements == ()


def test_seats_that_do_not_answer_have_no_statements() -> None:
    item = DiscloseItem(id="a", rule="open_together", statements=SHARED.statements, answered_by=("buyer",))
    assert statements_of(item, "seller") == ()
    assert len(statements_of(item, "buyer")) == 2
    assert targets(item, "s1", ("buyer", "seller", "buyer"), 0).statements == ((2, "s1"),)
    seating = Seating(2, 4, ("buyer", "seller"), unique=False)
    assert reference_problem(item, "buyer.s1", "buyer", seating) == ""
    assert "a role" in reference_problem(item, "seller.s1", "buyer", seating)


def test_ambiguous_names_are_refused() -> None:
    seating = Seating(2, 4, ("buyer", "seller"), unique=False)
    assert 'write "buyer.x", "seller.x"' in reference_problem(PER_ROLE, "x", "buyer", seating)
    assert 'write "buyer.x", "seller.x"' in reference_problem(PER_ROLE, "any.x", "buyer", seating)
    unique = Seating(2, 2, ("buyer", "seller"), unique=True)
    assert reference_problem(PER_ROLE, "x", "buyer", unique) == ""
    assert reference_problem(PER_ROLE, "seller.x", "buyer", unique) == ""
    assert reference_problem(PER_ROLE, "2.x", "buyer", unique) == ""
    assert "names no statement" in reference_problem(PER_ROLE, "b", "buyer", unique)
    assert "a role" in reference_problem(PER_ROLE, "buyer.x", "buyer", unique)
    assert "a role" in reference_problem(SHARED, "buyer.s1", "buyer", unique)
    assert reference_problem(SHARED, "seller.s1", "buyer", unique) == ""


def test_nobody_else_has_any() -> None:
    item = DiscloseItem(id="a", rule="open_together", statements=(("buyer", (Statement("b"),)),))
    unique = Seating(2, 2, ("buyer", "seller"), unique=True)
    assert "they have none" in reference_problem(item, "b", "buyer", unique)


def test_every_reference_a_person_may_write_means_others_only() -> None:
    seen = 0
    for seed in range(300):
        rng = random.Random(seed)
        n = rng.randint(2, 6)
        sheet = random_sheet(rng, n, ("disclose",), n_items=1)
        item = sheet.items[0]
        assert isinstance(item, DiscloseItem)
        seats = random_seats(rng, sheet, n)
        for me, role in enumerate(seats):
            for reference in references_for(sheet, item, role, me, n):
                assert reference_problem(item, reference, role, sheet.seating) == ""
                found = targets(item, reference, seats, me)
                assert all(seat != me for seat, _ in found.statements)
                seen += len(found.statements)
    assert seen > 1000
