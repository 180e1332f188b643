"""The preview against trying everything: random sheets with all gates, built-in sheets, bounds against exact values."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.deals import preview_items
from desktop.deals.answers import Answers, Entries, Ticks
from desktop.deals.items import AnyItem, PickItem, RankItem, SetItem
from desktop.deals.json_text import json_text
from desktop.deals.outcome import ItemOutcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.preview import ItemPreview, Preview, everything, preview
from desktop.deals.preview_spaces import space_of
from desktop.deals.preview_words import NEVER_REACHED
from desktop.deals.sheet import Sheet, answers_item
from desktop.deals.templates import sample_answers, sample_sheet, template_ids
from tests.desktop.deals.clear import names, sheet_of
from tests.desktop.deals.preview_oracle import chances, guesses, is_small, n_pairs, seen, size_of_all
from tests.desktop.deals.strategies import random_answers, random_seats, random_sheet

SMALL = ("match", "level", "pick", "rank", "ladder", "dates", "disclose")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less work, so that five hundred sheets take seconds: more items are bounded."""
    monkeypatch.setattr(preview_items, "MAX_WORK", 1100)
    monkeypatch.setattr(preview_items, "MAX_COMBINATIONS", 600)
    monkeypatch.setattr(preview_items, "MAX_LOOKUPS", 8192)
    monkeypatch.setattr(preview_items, "SAMPLES", 4)


def check_shape(found: Preview, n: int) -> None:
    json.loads(json_text(found.to_json()))
    for item in found.items.values():
        assert sum(one.probability for one in item.outcomes) == 1
        assert all(0 < one.probability <= 1 and one.text for one in item.outcomes)
        assert 0 <= item.guess_before <= item.prober or not item.exact
        assert item.guess_before <= item.guess_after <= 1
        assert item.prober <= item.guess_after
        assert list(item.colluding) == list(range(1, n))
        levels = list(item.colluding.values())
        assert levels == sorted(levels)
        assert item.guess_after == levels[0]
        assert 1 <= len(item.sentences) <= 3


def tally(item: ItemPreview) -> dict[object, Fraction]:
    """Outcome -> probability, as the oracle has it."""
    return {tuple(one.value) if isinstance(one.value, dict) else one.value: one.probability for one in item.outcomes}


def check_chances(sheet: Sheet, answers: Answers, seats: tuple[str, ...], me: int, found: Preview) -> None:
    for item_id, expected in chances(sheet, answers, seats, me).items():
        assert tally(found.items[item_id]) == expected, item_id


def check_guesses(sheet: Sheet, answers: Answers, seats: tuple[str, ...], me: int, found: Preview) -> int:
    """Exact figures are those of trying everything; bounds are not below them."""
    checked = 0
    for item in sheet.items:
        shown = found.items[item.id]
        if n_pairs(item, seats) > 300 or not answers_item(item, answers.role):
            continue
        own = answers.by_item.get(item.id)
        if shown.sentences == (NEVER_REACHED,):
            continue
        expected = guesses(sheet, item, own, seats, me)
        for k, chance in shown.colluding.items():
            exact = expected[min(k, max(expected))]
            assert chance == exact if shown.exact else chance >= exact, (item.id, k)
        checked += 1
    return checked


@pytest.mark.usefixtures("quick")
def test_five_hundred_random_sheets() -> None:
    compared = guessed = 0
    for seed in range(500):
        rng = random.Random(seed)
        n = rng.choice((2, 2, 2, 3, 5))
        sheet = random_sheet(rng, n, n_items=rng.randint(1, 3))
        seats = random_seats(rng, sheet, n)
        me = rng.randrange(n)
        answers = random_answers(rng, sheet, seats[me], seat=me, n_parties=n)
        found = preview(sheet, answers, seats, me)
        check_shape(found, n)
        if size_of_all(sheet, seats, me, 40):
            check_chances(sheet, answers, seats, me, found)
            compared += 1
        if seed % 2 == 0:
            guessed += check_guesses(sheet, answers, seats, me, found)
    assert compared > 100, compared
    assert guessed > 50, guessed


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("seed", range(40))
def test_gates_of_sheets_with_many_small_items(seed: int) -> None:
    rng = random.Random(1000 + seed)
    n = rng.choice((2, 2, 3))
    sheet = random_sheet(rng, n, ("match",), n_items=rng.randint(2, 5) if n == 2 else 2, roles=rng.random() < 0.3)
    seats = random_seats(rng, sheet, n)
    me = rng.randrange(n)
    answers = random_answers(rng, sheet, seats[me], seat=me, n_parties=n)
    found = preview(sheet, answers, seats, me)
    check_chances(sheet, answers, seats, me, found)


@pytest.mark.parametrize("seed", range(24))
def test_three_and_four_people_exactly(seed: int) -> None:
    rng = random.Random(2000 + seed)
    kind = SMALL[seed % len(SMALL)]
    n = 4 if kind in ("match", "level", "ladder") else 3
    sheet = random_sheet(rng, n, (kind,), n_items=1, gates=False)
    while n_pairs(sheet.items[0], random_seats(rng, sheet, n)) > 700:
        sheet = random_sheet(rng, n, (kind,), n_items=1, gates=False)
    seats = random_seats(rng, sheet, n)
    me = rng.randrange(n)
    answers = random_answers(rng, sheet, seats[me], seat=me, n_parties=n)
    found = preview(sheet, answers, seats, me)
    check_chances(sheet, answers, seats, me, found)
    item = sheet.items[0]
    if answers_item(item, seats[me]):
        own = answers.by_item.get(item.id)
        expected = guesses(sheet, item, own, seats, me)
        shown = found.items[item.id]
        for k, chance in shown.colluding.items():
            exact = expected[min(k, max(expected))]
            assert chance == exact if shown.exact else chance >= exact


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("template_id", template_ids())
def test_built_in_sheets(template_id: str) -> None:
    sheet = sample_sheet(template_id)
    sources = sample_answers(template_id, sheet.parties.min)
    answers = parse_answers(sheet, sources[0])
    found = preview(sheet, answers)
    check_shape(found, len(found.seats))
    assert list(found.items) == [item.id for item in sheet.items]
    if len(found.seats) > 2:
        return
    by_id = {item.id: item for item in sheet.items}
    for item in sheet.items:
        if n_pairs(item, found.seats) > 1100 or item.kind == "disclose":
            continue
        chain = [item]
        while chain[-1].only_if:
            chain.append(by_id[chain[-1].only_if])
        part = replace(sheet, items=tuple(chain[::-1]), dealbreakers=None)
        plain = preview(part, replace(answers, must=frozenset()), found.seats, found.me)
        if size_of_all(part, found.seats, found.me, 300):
            check_chances(part, replace(answers, must=frozenset()), found.seats, found.me, plain)
        expected = guesses(sheet, item, answers.by_item.get(item.id), found.seats, found.me)
        assert plain.items[item.id].exact
        assert plain.items[item.id].guess_after == expected[1]


@pytest.mark.parametrize("seed", range(30))
def test_a_bound_is_never_below_the_exact_value(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3000 + seed)
    kind = ("pick", "rank", "dates", "ladder", "level", "disclose")[seed % 6]
    sheet = random_sheet(rng, 2, (kind,), n_items=1, gates=False, roles=False)
    while not is_small(sheet.items[0], ("", "")):
        sheet = random_sheet(rng, 2, (kind,), n_items=1, gates=False, roles=False)
    answers = random_answers(rng, sheet)
    [exact] = preview(sheet, answers, ("", ""), 0).items.values()
    assert exact.exact
    for work, most in ((40, 4096), (3, 4096), (1 << 15, 1)):
        monkeypatch.setattr(preview_items, "MAX_WORK", work)
        monkeypatch.setattr(preview_items, "MAX_COMBINATIONS", most)
        monkeypatch.setattr(preview_items, "SAMPLES", 8)
        [bound] = preview(sheet, answers, ("", ""), 0).items.values()
        assert bound.guess_before == exact.guess_before
        assert bound.guess_after >= exact.guess_after
        assert bound.prober >= exact.prober or bound.exact
        assert {seen_of(one) for one in bound.outcomes} <= {seen_of(one) for one in exact.outcomes}


ONE_OF_MANY = (
    RankItem(id="i", rule="meet_in_ranking", options=names(3)),
    RankItem(id="i", rule="best_sum", options=names(4)),
    RankItem(id="i", rule="overlap_only", options=names(3)),
    PickItem(id="i", rule="all_common", options=names(5), max_ticks=2),
    PickItem(id="i", rule="at_least", k=1, options=names(3), max_ticks=2, veto_threshold=1),
    PickItem(id="i", rule="one_random_common", options=names(4), max_ticks=1),
    PickItem(id="i", rule="all_common", options=names(4), max_ticks=9),
    SetItem(id="i", rule="all_common", max_entries=2),
)
"""Where several answers accept the most, but for the last pick: everybody may tick everything there."""


@pytest.mark.parametrize("item", ONE_OF_MANY, ids=lambda item: f"{item.kind}-{item.rule}")
def test_who_accepts_everything_may_choose_among_answers_that_do(
    item: AnyItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All answers, of four ranked options those that accept one, tried against all and bounded."""
    sheet = sheet_of(item)
    space = space_of(item, ("", ""), 0)
    owns = [space.at(index) for index in range(space.size if space.size < 100 else 0)]
    for own in [Entries(("a", "b"))] if isinstance(item, SetItem) else [*owns, *space.single]:
        [exact] = preview(sheet, Answers(by_item={"i": own}), ("", ""), 0).items.values()
        with monkeypatch.context() as patch:
            patch.setattr(preview_items, "MAX_COMBINATIONS", 1)
            [bound] = preview(sheet, Answers(by_item={"i": own}), ("", ""), 0).items.values()
        assert exact.exact or isinstance(item, SetItem)
        assert not bound.exact
        assert bound.prober >= exact.prober, own
        assert bound.guess_after >= exact.guess_after, own


@pytest.mark.parametrize("n_options", [3, 14])
@pytest.mark.parametrize("rule", ["one_random_common", "all_common", "at_least"])
@pytest.mark.parametrize("veto", [0, 1])
def test_more_ticks_allowed_than_there_are_options_changes_nothing(rule: str, n_options: int, veto: int) -> None:
    if veto and rule != "at_least":
        veto = 0
    k = int(rule == "at_least")
    plain = PickItem(id="i", rule=rule, options=names(n_options), k=k, veto_threshold=veto)
    above = replace(plain, max_ticks=n_options + 6)
    assert everything(sheet_of(above), "") == everything(sheet_of(plain), "")
    for own in (everything(sheet_of(plain), ""), Answers(by_item={"i": Ticks(frozenset({1}))})):
        assert preview(sheet_of(above), own).to_json() == preview(sheet_of(plain), own).to_json()


def seen_of(one: object) -> str:
    return one.text  # type: ignore[attr-defined]


def test_the_oracle_sees_texts_as_one() -> None:
    assert seen(ItemOutcome(True, {"1.s1": {"text": "a"}})) == seen(ItemOutcome(True, {"1.s1": {"text": "b"}}))
