"""Sheets and outcomes in plain words: every kind and rule has its sentence, and nothing but the outcome is told."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.deals import templates
from desktop.deals.items import BundleItem, DiscloseItem, Issue, LadderItem, LevelItem, MatchItem, PickItem, Statement
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.rule import decide
from desktop.deals.schema import KINDS as SHAPES
from desktop.deals.sheet import After, Dealbreakers, Parties, Sheet
from desktop.strings.outcome import KINDS, RULES, describe_outcome, describe_sheet, rule_in_words
from tests.desktop.deals.strategies import random_deal_answers, random_seats, random_sheet

SHEET = Sheet(
    id="s",
    title="A title",
    parties=Parties(min=2, max=3),
    dealbreakers=Dealbreakers(max_each=2),
    items=(
        MatchItem(id="one", rule="mutual_yes", label=(("", "First"),), result_yes="You both do.", result_no="Not now."),
        LevelItem(id="two", rule="lower_level", levels=("low", "high"), label=(("", "Second"),), only_if="one"),
        LadderItem(
            id="three",
            rule="ladder_draw",
            amounts=(Decimal("1.50"), Decimal(2)),
            unit="EUR",
            direction=(("", "lower"),),
        ),
        MatchItem(id="four", rule="mutual_yes", cover=True),
    ),
    after=After(overlap="All: {list}; {three}.", partial="Some: {list}; {two}.", none="None: {list}."),
)
AGREED = {
    "one": ItemOutcome(True, True),
    "two": ItemOutcome(True, "high"),
    "three": ItemOutcome(True, Decimal("1.50")),
    "four": ItemOutcome(True, True),
}


def outcome(**items: ItemOutcome) -> list[str]:
    return describe_outcome(SHEET, Outcome(False, {**AGREED, **items}))


def test_every_kind_and_rule_has_its_sentence() -> None:
    assert {(kind, rule) for kind, (_, rules) in SHAPES.items() for rule in rules} == set(RULES)
    assert set(KINDS) == set(SHAPES)


def test_all_agreed() -> None:
    assert outcome() == [
        "First: You both do.",
        "Second: high",
        "three: 1.50 EUR",
        "four: everyone said yes.",
        "All: First, Second, three, four; 1.50 EUR.",
    ]


def test_some_and_none_agreed() -> None:
    some = outcome(two=NOT_AGREED)
    assert "Second: high" not in some
    assert some[-1] == "Some: First, three, four; nothing this time."
    none = outcome(one=NOT_AGREED, two=NOT_AGREED, three=NOT_AGREED)
    assert none == ["First: Not now.", "four: everyone said yes.", "None: four."]
    nothing = outcome(**dict.fromkeys(AGREED, NOT_AGREED))
    assert nothing[-1] == "None: nothing this time."
    assert "Nothing on this sheet was a yes from everyone this time." in nothing


def test_an_item_that_was_not_reached_does_not_count_as_open() -> None:
    assert outcome(one=NOT_AGREED, two=NOT_AGREED)[-1].startswith("Some: three")


def test_parts_of_a_value_are_called_by_their_labels() -> None:
    sheet = Sheet(
        id="s",
        title="A title",
        parties=Parties(min=2, max=2, roles=("giver", "taker")),
        items=(
            BundleItem(
                id="b", rule="best_sum", issues=(Issue("pay", ("1", "2"), (("", "Pay"),)), Issue("off", ("3", "4")))
            ),
            DiscloseItem(
                id="d",
                rule="open_together",
                statements=(("", (Statement("s1", (("", "A debt"),)),)), ("giver", (Statement("g1"),))),
            ),
        ),
    )
    items = {
        "b": ItemOutcome(True, {"pay": "1", "off": "4"}),
        "d": ItemOutcome(True, {"2.s1": {"text": "none"}, "giver.g1": {"text": "yes"}}),
    }
    assert describe_outcome(sheet, Outcome(False, items)) == [
        *("b:", "  Pay: 1", "  off: 4", "d:", "  Person 2: A debt: none", "  giver: g1: yes")
    ]


def test_blocked_says_nothing_else() -> None:
    said = describe_outcome(SHEET, Outcome(True, dict.fromkeys(AGREED, NOT_AGREED)))
    assert said == ["A dealbreaker stands in the way. Which one, or whose, is not shown."]


def test_nobody_is_promised_that_a_dealbreaker_stays_unknown() -> None:
    """With two people whoever marked none knows whose it was."""
    said = " ".join(describe_sheet(replace(SHEET, dealbreakers=Dealbreakers(max_each=1))))
    assert "only that is shown, not which or whose; who marked none knows that it was somebody else's" in said


def test_symbolic_k_is_said_in_words() -> None:
    def sentence(k: int | str) -> str:
        return rule_in_words(PickItem(id="p", rule="at_least", options=("a", "b", "c"), k=k, cap=2, always=(1,)))

    assert "at least 3 of you ticked" in sentence(3)
    assert "at least 2/3 of you ticked" in sentence("2/3")
    assert "the options that anyone ticked" in sentence(1)
    assert "all of you ticked" in sentence("n")
    assert "all but one of you" in sentence("n-1")
    assert "At most 2 of them. And always: b." in sentence(2)


@pytest.mark.parametrize("template", templates.template_ids())
def test_templates_read_well(template: str) -> None:
    text = "\n".join(describe_sheet(templates.sample_sheet(template)))
    assert not re.search(r"[{}]|None|\bTrue\b|Decimal", text)


def test_random_sheets_and_outcomes_in_words() -> None:
    for seed in range(150):
        rng = random.Random(seed)
        n = rng.choice((2, 3))
        sheet = random_sheet(rng, n)
        assert describe_sheet(sheet)
        if any(item.kind == "set" and item.max_entries > 256 for item in sheet.items if hasattr(item, "max_entries")):
            continue
        everyone = random_deal_answers(rng, sheet, random_seats(rng, sheet, n))
        said = describe_outcome(sheet, decide(sheet, everyone))
        assert said
        assert not re.search(r"Decimal|ItemOutcome|<", "\n".join(said))
