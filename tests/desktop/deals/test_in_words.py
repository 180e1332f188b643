"""Roles, amounts, dates, packages and statements as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.deals.in_words import (
    amount_in_words,
    package_in_words,
    side_by_side,
    statement_in_words,
    term_in_words,
    window_in_words,
)
from desktop.deals.items import BundleItem, DiscloseItem, Issue, Statement
from desktop.deals.preview_facts import ALL, NOT_FINE, NOT_TICKED, THEY, TICKED, YOU, Said, told_of
from desktop.deals.records import AgreedTerm
from desktop.deals.role_names import ROLES, role_name
from desktop.deals.templates import sample_sheet, template_ids, translated_ids
from desktop.language import Manner, install

SHOWN = DiscloseItem(
    id="d",
    rule="open_together",
    statements=(
        ("", (Statement("s1", (("", "A debt"),)),)),
        ("giver", (Statement("g1"), Statement("g2", (("giver", "Mine"), ("taker", "Theirs"))))),
    ),
)


def test_roles_of_the_built_in_sheets_have_names() -> None:
    roles = {role for name in (*template_ids(), *translated_ids()) for role in sample_sheet(name).roles}
    assert set(ROLES) == roles
    assert role_name("client_team") == "client team"
    assert role_name("sous-chef") == "sous chef"
    assert role_name("") == ""


def test_english_names_can_be_typed_as_the_role() -> None:
    assert {role.replace("_", " ") for role in ROLES} == set(ROLES.values())


@pytest.mark.parametrize(
    ("amount", "english", "german"),
    [
        ("9000", "9000 ETH", "9000 ETH"),
        ("90000", "90,000 ETH", "90.000 ETH"),
        ("1234567.50", "1,234,567.50 ETH", "1.234.567,50 ETH"),
        ("2.0", "2.0 ETH", "2,0 ETH"),
        ("-12345.6", "−12,345.6 ETH", "−12.345,6 ETH"),
        ("0.000001", "0.000001 ETH", "0,000001 ETH"),
    ],
)
def test_amounts_keep_their_digits(amount: str, english: str, german: str) -> None:
    assert amount_in_words(Decimal(amount), "ETH") == english
    install(None, Manner("de", ".", ","))
    try:
        assert amount_in_words(Decimal(amount), "ETH") == german
    finally:
        install(None)
    assert amount_in_words(7) == "7"


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("2027-03-31", "31 March 2027"),
        ("2027-W25", "Week 25 of 2027, 21–27 June"),
        ("2027-W26", "Week 26 of 2027, 28 June – 4 July"),
        ("2026-W53", "Week 53 of 2026, 28 December – 3 January"),
        ("2027-03", "March 2027"),
        ("2027-Q2", "Quarter 2 of 2027"),
        ("2027-02-30", "2027-02-30"),
        ("2027-13", "2027-13"),
        ("2027-W60", "2027-W60"),
        ("after Easter", "after Easter"),
    ],
)
def test_windows(window: str, words: str) -> None:
    assert window_in_words(window) == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", "90000, or so", "90000, or so"),
        ("int", 12, "12"),
        ("decimal", "90000", "90,000"),
        ("range", ("70000", "100000.5"), "70,000 – 100,000.5"),
        ("date", "2027-01-15", "15 January 2027"),
        ("date_range", ("2027-06-07", "2027-07-18"), "7 June 2027 – 18 July 2027"),
        ("list", ("a", "b"), "a, b"),
        ("multi", ("a, or b", "c"), "a, or b; c"),
    ],
)
def test_terms(kind: str, value: str | int | tuple[str, ...], words: str) -> None:
    assert term_in_words(AgreedTerm(id="t", type=kind, value=value)) == words


def test_packages_and_statements_by_their_labels() -> None:
    item = BundleItem(
        id="b", rule="best_sum", issues=(Issue("pay", ("1", "2"), (("", "Pay"),)), Issue("off", ("3", "4")))
    )
    assert package_in_words(item, {"pay": "1", "off": "4"}) == "Pay: 1; off: 4"
    assert statement_in_words(SHOWN, "2.s1") == "Person 2: A debt"
    assert statement_in_words(SHOWN, "giver.g1") == "giver: g1"
    assert statement_in_words(SHOWN, "giver.g2") == "giver: Mine"


def test_texts_with_commas_are_told_apart() -> None:
    assert side_by_side(["a", "b"]) == "a, b"
    assert side_by_side(["condoms, until we test", "wait"]) == "condoms, until we test; wait"


def test_what_is_known_is_said_at_once() -> None:
    ticked = [Said(TICKED, name) for name in ("a", "b")]
    left = [Said(NOT_TICKED, name) for name in "cdefg"]
    assert told_of(ticked[:1], YOU) == ["you ticked a"]
    assert told_of([*ticked, *left], YOU) == ["you ticked a and b", "you ticked none of c, d, e and 2 more"]
    assert told_of(left[:1], ALL) == ["none of them ticked c"]
    assert told_of(left[:2], ALL) == ["none of them ticked any of c and d"]
    assert told_of([Said(NOT_FINE, "c"), Said(NOT_FINE, "d")], THEY) == ["none of c and d is fine with them"]
    assert told_of([], YOU) == []
