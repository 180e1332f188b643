"""The preview: figures that are known, the teaching case, words, seats, bounds, limits."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from desktop.deals import preview_gates, preview_items
from desktop.deals.answers import Answer, Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.bounds import bound_bits, item_bits
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.items import (
    AnyItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
    SetItem,
    Statement,
)
from desktop.deals.outcome import ItemOutcome
from desktop.deals.preview import ItemPreview, likely_seats, preview
from desktop.deals.preview_facts import THEY, YOU, Fact
from desktop.deals.preview_infer import Group, infer
from desktop.deals.preview_spaces import Space
from desktop.deals.preview_words import (
    EVERYTHING,
    NEVER_REACHED,
    NOT_ASKED,
    Shows,
    chance_in_words,
    implications,
    meter,
)
from desktop.deals.sheet import Dealbreakers, Parties, RunLimits, Sheet
from desktop.deals.templates import sample_sheet, template_ids
from tests.desktop.deals.clear import bundle, disclose, ladder, names, sheet_of

HALF = Fraction(1, 2)
FORBIDDEN = re.compile(r"unbreakable|anonymous|zero-knowledge|\bfair\b|guaranteed|military", re.IGNORECASE)


def one(item: AnyItem, answer: Answer, n: int = 2, **more: object) -> ItemPreview:
    """The preview of a sheet of one item."""
    found = preview(sheet_of(item, n=n, **more), Answers(by_item={item.id: answer}))
    return found.items[item.id]


def match(item_id: str = "m", **more: object) -> MatchItem:
    return MatchItem(id=item_id, rule="mutual_yes", **more)  # type: ignore[arg-type]


def figures(shown: ItemPreview) -> tuple[Fraction, Fraction, Fraction]:
    return shown.guess_before, shown.guess_after, shown.prober


# --- known figures ----------------------------------------------------------------------------------------------------


def test_a_yes_and_a_no() -> None:
    yes = one(match(), True)
    assert [(o.value, o.probability) for o in yes.outcomes] == [(None, HALF), (True, HALF)]
    assert figures(yes) == (HALF, 1, 1)
    assert yes.exact
    assert yes.sentences[:2] == (
        "If this comes out as agreed, they know that you said yes, and you know that they did.",
        "If nothing is shown, they cannot be sure of anything you entered; you know that they did not say yes.",
    )
    no = one(match(), False)
    assert [(o.value, o.probability) for o in no.outcomes] == [(None, 1)]
    assert no.sentences[0] == "With your answer nothing can be shown here."
    assert no.sentences[1] == "If nothing is shown, they may be able to tell that you did not say yes."
    assert one(match(), None) == no


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ("fair_price", Fraction(1, 3)),
        ("overlap_only", Fraction(1, 3)),
        ("ladder_draw", Fraction(6, 11)),
        ("midpoint", Fraction(1)),
    ],
)
def test_the_top_three_of_five_amounts(rule: str, after: Fraction) -> None:
    item = ladder(5, rule, {"buyer": "lower", "seller": "higher"}, reference=2 if rule == "fair_price" else -1)
    sheet = sheet_of(item, roles=("buyer", "seller"))
    found = preview(sheet, Answers("seller", by_item={"l": Run(3)}))
    assert found.me == 1
    assert found.items["l"].guess_before == Fraction(1, 6)
    assert found.items["l"].guess_after == after
    assert found.items["l"].exact


def test_tick_everything_learns_all_common_options_but_only_one_drawn() -> None:
    ticks = Ticks(frozenset((0, 2)))
    everything = one(PickItem(id="p", rule="all_common", options=names(5)), ticks)
    assert figures(everything) == (Fraction(1, 32), 1, 1)
    drawn = one(PickItem(id="p", rule="one_random_common", options=names(5)), ticks)
    assert drawn.guess_before == Fraction(1, 32)
    assert drawn.prober < drawn.guess_after < 1
    assert [o.probability for o in drawn.outcomes] == [Fraction(1, 4), Fraction(3, 8), Fraction(3, 8)]


def test_colluders_subtract_their_own_answers() -> None:
    item = MatchItem(id="m", rule="at_least", k=3)
    shown = one(item, True, n=5)
    assert shown.colluding[4] == 1
    assert HALF < shown.guess_after == shown.colluding[1] < shown.colluding[2] == 1


def test_a_sum_gives_the_last_answer_to_all_others_together() -> None:
    shown = one(LevelItem(id="v", rule="total", levels=("low", "middle", "high")), 1, n=5)
    assert shown.colluding[4] == 1 > shown.colluding[3]
    assert shown.outcomes[0].text == "Shown: a sum of 1."
    assert sum(o.probability for o in shown.outcomes) == 1


# --- the teaching case ------------------------------------------------------------------------------------------------


def panel_space(n: int) -> Space:
    facts = tuple(
        Fact(
            {YOU: "you said yes to {name}", THEY: "they said yes to {name}"},
            {YOU: "you said no to {name}", THEY: "they said no to {name}"},
            lambda answer, i=i: answer[i],
            str(i),
        )
        for i in range(n)
    )
    return Space(size=2**n, at=lambda index: None, alike="", accepts=lambda answer: 0, most=(), facts=facts)


def test_the_xor_of_two_panels_gives_everything_away() -> None:
    panels = list(product((False, True), repeat=6))

    def xor(mine: Sequence[bool], theirs: tuple[tuple[Sequence[bool], ...], ...]) -> dict[object, Fraction]:
        differences = tuple(a != b for a, b in zip(mine, theirs[0][0], strict=True))
        return {Shows(differences, differences): Fraction(1)}

    space = panel_space(6)
    seen = infer(panels[9], panels, [Group(panels, 1)], xor, facts=space.mask, facts_of_others=space.mask)  # type: ignore[arg-type]
    assert seen.before == Fraction(1, 64)
    assert seen.after == seen.least == 1
    assert seen.exact
    assert len(seen.chances) == 64
    assert implications(match(), seen, space, space, 1) == [EVERYTHING]


def test_what_is_always_shown_gives_everything_away() -> None:
    sheet = Sheet(
        id="s",
        title="S",
        parties=Parties(min=2, max=2, roles=("a", "b")),
        items=(LevelItem(id="v", rule="lower_level", levels=("low", "high"), answered_by=("a",)),),
    )
    asked = preview(sheet, Answers("a", by_item={"v": 1})).items["v"]
    assert asked.sentences[0] == EVERYTHING
    assert figures(asked) == (HALF, 1, 1)
    other = preview(sheet, Answers("b")).items["v"]
    assert other.sentences == (NOT_ASKED,)
    assert figures(other) == (0, 0, 0)
    assert [o.probability for o in other.outcomes] == [HALF, HALF]


# --- gates ------------------------------------------------------------------------------------------------------------


def test_what_cannot_open_tells_nothing() -> None:
    sheet = sheet_of(match("a"), match("b", only_if="a"))
    closed = preview(sheet, Answers(by_item={"b": True})).items["b"]
    assert closed.sentences == (NEVER_REACHED,)
    assert figures(closed) == (HALF, HALF, HALF)
    assert [(o.value, o.probability) for o in closed.outcomes] == [(None, 1)]
    found = preview(sheet, Answers(by_item={"a": True, "b": True}))
    assert found.items["b"].outcomes[1].probability == Fraction(1, 4)
    assert "opens only if “a” is agreed" in found.items["b"].sentences[2]
    assert any("hangs on something else" in sentence for sentence in found.sentences)


def test_sentences_about_every_gate() -> None:
    roles = ("x", "y")
    items = (
        match("a", cover=True),
        MatchItem(id="b", rule="mutual_yes", talk_first_256=64),
        PickItem(id="c", rule="at_least", k=2, options=("p", "q"), always=(1,)),
        match("d", answered_by=("x",)),
    )
    common = {"parties": Parties(min=2, max=2, roles=roles), "items": items, "id": "s", "title": "S"}
    own = {"a": True, "b": True, "c": Ticks(frozenset((0,))), "d": True}
    together = preview(Sheet(all_or_nothing=True, **common), Answers("x", by_item=own))  # type: ignore[arg-type]
    said = "\n".join(together.sentences)
    assert "All or nothing: if anything is shown" in said
    assert "“d” is answered only by: x." in said
    assert "Not needed for all or nothing: “a”" in said
    assert "all or nothing" in together.items["b"].sentences[2]
    marks = Sheet(dealbreakers=Dealbreakers(max_each=2), run=RunLimits(max_runs=2), **common)  # type: ignore[arg-type]
    none = preview(marks, Answers("x", by_item=own))
    assert "you would know that it was theirs" in "\n".join(none.sentences)
    assert "Comparing again" in none.sentences[-1]
    assert "1 of 4 cases" in none.items["b"].sentences[2]
    assert "Always shown, whatever anybody ticked, so that it tells nothing: “q”." in none.items["c"].sentences
    marked = preview(marks, Answers("x", frozenset({"a"}), own))
    assert "dealbreaker of yours" in marked.items["a"].sentences[2]
    assert "that it is yours" in "\n".join(marked.sentences)
    assert "one of yours" in "\n".join(preview(marks, Answers("x", frozenset({"a", "b"}), own)).sentences)
    assert marked.blocked > none.blocked > 0 == together.blocked


def test_dealbreakers_among_several() -> None:
    sheet = sheet_of(match(), n=3, dealbreakers=Dealbreakers(max_each=1))
    said = preview(sheet, Answers(by_item={"m": True})).sentences
    assert any("that it was not yours" in sentence for sentence in said)
    said = preview(sheet, Answers(must=frozenset({"m"}), by_item={"m": True})).sentences
    assert any("If all the others together marked none" in sentence for sentence in said)


def test_too_many_marks_to_count_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = sheet_of(match(), dealbreakers=Dealbreakers(max_each=1))
    assert preview(sheet, Answers(by_item={"m": True})).blocked == Fraction(1, 4)
    monkeypatch.setattr(preview_gates, "MAX_COUNTS", 1)
    assert preview(sheet, Answers(by_item={"m": True})).blocked == 0


# --- kinds and words --------------------------------------------------------------------------------------------------


def test_pick_draws_that_are_too_many() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=10, options=names(20))
    shown = one(item, Ticks(frozenset(range(20))))
    assert not shown.exact
    assert sum(o.probability for o in shown.outcomes) == 1


def test_bundle_is_bounded_by_what_enters_alike() -> None:
    item = bundle(2, 2)
    own = Preferences(((0, 100), (50, 0)), (3, 1), (1, 1))
    shown = one(item, own)
    assert not shown.exact
    assert shown.guess_before == Fraction(1, 101**4 * 11**2 * 5)
    assert shown.guess_before < shown.prober <= shown.guess_after < Fraction(1, 50)
    assert {json.dumps(o.value) for o in shown.outcomes} == {
        "null",
        json.dumps({"i0": "1", "i1": "0"}),
        json.dumps({"i0": "1", "i1": "1"}),
    }
    assert shown.outcomes[1].text.startswith("Shown: i0: 1; i1: ")
    blank = one(item, None)
    assert [o.value for o in blank.outcomes] == [None]
    assert blank.guess_after < Fraction(1, 100)


def test_several_others_who_are_too_many_to_list() -> None:
    shown = one(bundle(2, 2), None, n=3)
    assert shown.prober == shown.guess_after == shown.colluding[2]
    assert "of them all" not in shown.sentences[0]
    assert "acceptable to them all" in shown.sentences[0]
    total = one(PickItem(id="p", rule="at_least", k=2, options=names(13)), Ticks(frozenset((1,))), n=3)
    assert total.guess_after == 1
    assert total.sentences[-1] == "Too many answers are possible here to say how well they could guess yours."


def test_statements_by_name_with_own_texts_only() -> None:
    offers = Offers({"s0": Offer(text="mine"), "s1": Offer(file="path")})
    shown = one(disclose(2), offers)
    values = [o.value for o in shown.outcomes]
    assert {"1.s0": {"text": "mine"}, "1.s1": {"file": "path"}, "2.s0": {"text": None}} in values
    assert any(o.text == "Opened: Person 1: s0, Person 1: s1, Person 2: s0." for o in shown.outcomes)
    json.dumps([o.to_json() for o in (shown,)])
    assert shown.exact
    assert one(disclose(2), None).outcomes[0].probability < 1


def test_conditions_that_cannot_be_met_are_no_offers() -> None:
    item = DiscloseItem(id="d", rule="open_together", statements=(("a", (Statement("s"),)), ("b", (Statement("t"),))))
    sheet = sheet_of(item, roles=("a", "b"))
    met = Answers("a", by_item={"d": Offers({"s": Offer(("b.t",), 1, ("t", "b.t"), text="")})})
    assert len(preview(sheet, met).items["d"].outcomes) == 2
    never = Answers("a", by_item={"d": Offers({"s": Offer(("7.t",), text="")})})
    nothing = preview(sheet, Answers("a")).items["d"]
    assert preview(sheet, never).items["d"] == nothing


def test_many_statements_count_every_way_of_writing() -> None:
    shown = one(disclose(6), Offers({"s0": Offer(("2.s1",), text="")}))
    assert shown.guess_before == Fraction(1, (1 + 2**6 * (1 + 6 * 2**5)) ** 6)
    assert not shown.exact


def test_sets() -> None:
    item = SetItem(id="n", rule="all_common", max_entries=5)
    shown = one(item, Entries(("Ada", "something else", " ADA ")))
    assert figures(shown) == (Fraction(1, 8), 1, 1)
    assert not shown.exact
    assert {o.value for o in shown.outcomes} >= {None, ("Ada",), ("Ada", "something else")}
    count = one(SetItem(id="n", rule="count", max_entries=2), Entries(("a", "b")))
    assert count.outcomes[-1].text == "Shown: 2 in common."
    assert one(item, None).guess_before == HALF
    many = one(SetItem(id="n", rule="all_common", max_entries=20), Entries(tuple(names(15))))
    assert many.guess_after == 1


def test_groups_hear_of_all_the_others() -> None:
    said = one(match(), True, n=3).sentences
    assert said[0] == "If this comes out as agreed, they know that you said yes, and you know that they all did."
    rank = one(RankItem(id="r", rule="best_sum", options=("p", "q")), Ranking(((0,),)), n=3).sentences
    assert "it is fine with them all" in rank[0]
    some = one(MatchItem(id="m", rule="at_least", k=2), True, n=3).sentences
    assert some[0] == "If this comes out as agreed, some of them may be able to tell that you said yes."


def test_levels_and_amounts_in_words() -> None:
    level = one(LevelItem(id="v", rule="lower_level", levels=("{no}", "{some}", "all"), threshold=1), 1)
    assert level.outcomes[1].text == "Shown: “{some}”."
    assert "you know that they chose “{no}”" in level.sentences[1]
    amounts = LadderItem(
        id="l",
        rule="ladder_draw",
        amounts=(Decimal("1.50"), Decimal("2.00")),
        direction=(("", "lower"),),
        unit="EUR",
        reference=-1,
    )
    found = one(amounts, Run(1))
    assert found.outcomes[1].text == "Shown: 1.50 EUR."
    assert found.to_json()["outcomes"][1]["value"] == 1.5  # type: ignore[index]
    price = LadderItem(id="l", rule="fair_price", amounts=amounts.amounts, direction=(("", "lower"),), reference=1)
    assert "they know that you accept 2.00; you know that they accept 2.00" in one(price, Run(2)).sentences[0]


def test_long_lists_are_cut() -> None:
    item = PickItem(id="p", rule="all_common", options=names(6))
    said = one(item, Ticks(frozenset())).sentences[1]
    assert "“option 2” and 3 more" in said
    assert "“option 2” and 1 more." in one(PickItem(id="p", rule="all_common", options=names(4)), None).sentences[1]


def test_vetoes() -> None:
    item = PickItem(id="p", rule="at_least", k=1, veto_threshold=1, options=names(2))
    shown = one(item, Ticks(frozenset((0,)), frozenset((1,))))
    assert shown.guess_before == Fraction(1, 9)
    assert "you vetoed" in shown.sentences[1] or "you vetoed" in shown.sentences[0]
    assert [o.text for o in shown.outcomes] == ["Nothing is shown here.", "Shown: “option 0”."]


def test_chances_in_words() -> None:
    said = [chance_in_words(Fraction(*pair)) for pair in ((1, 1), (1, 2), (2, 3), (999, 1000), (1, 6), (2, 9), (0, 1))]
    assert said == [
        "certainty",
        "even chances",
        "67 chances in 100",
        "99 chances in 100",
        "1 chance in 6",
        "about 1 chance in 4",
        "hardly any chance",
    ]
    assert meter(HALF, HALF, True) == "They can guess your answer no better than before: with even chances."


@pytest.mark.parametrize("template_id", template_ids())
def test_no_forbidden_word_and_blank_answers_work(template_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_items, "MAX_WORK", 500)
    monkeypatch.setattr(preview_items, "MAX_COMBINATIONS", 300)
    monkeypatch.setattr(preview_items, "SAMPLES", 4)
    sheet = sample_sheet(template_id)
    for role in sheet.roles or ("",):
        found = preview(sheet, Answers(role))
        said = [*found.sentences, *(line for item in found.items.values() for line in item.sentences)]
        assert not [line for line in said if FORBIDDEN.search(line) or re.search(r"[{}]|None|True", line)]


# --- seats ------------------------------------------------------------------------------------------------------------


def roles_sheet(*items: AnyItem, n: int = 3, roles: tuple[str, ...] = ("a", "b")) -> Sheet:
    return Sheet(id="s", title="S", parties=Parties(min=2, max=n, roles=roles), items=items)


def test_likely_seats() -> None:
    assert likely_seats(roles_sheet(match()), "b") == ("b", "a", "a")
    assert likely_seats(roles_sheet(match()), "b", 2) == ("b", "a")
    assert likely_seats(sheet_of(match(), roles=("a", "b")), "b") == ("a", "b")
    # Nobody else answers "two" unless somebody takes the second role.
    items = (match("one", answered_by=("a",)), MatchItem(id="two", rule="at_least", k=2, answered_by=("b",)))
    assert likely_seats(roles_sheet(*items), "a") == ("a", "b", "b")
    assert likely_seats(roles_sheet(*items), "b") in (("b", "a", "b"), ("b", "b", "a"))
    with pytest.raises(InvalidSheet):
        likely_seats(roles_sheet(*items), "a", 4)
    with pytest.raises((RolesClash, InvalidSheet)):
        likely_seats(sheet_of(match(), roles=("a", "b")), "a", 3)
    # Nobody is left to hold the role "c" once three are two.
    three = roles_sheet(match("one", answered_by=("c",)), match("two", answered_by=("b",)), n=2, roles=("a", "b", "c"))
    with pytest.raises(RolesClash, match="one"):
        likely_seats(three, "a")
    fewer = roles_sheet(SetItem(id="n", rule="count", max_entries=2))
    assert likely_seats(fewer, "a") == ("a", "b")
    with pytest.raises(RolesClash):
        preview(sheet_of(match(), roles=("a", "b")), Answers("a"), ("a", "a"))


def test_a_mark_says_what_others_can_know_of_it() -> None:
    """With one thing to mark everyone knows which; otherwise it is not shown, but nothing is promised beyond that."""
    own = Answers(must=frozenset({"m"}), by_item={"m": True})
    for items, expected in ((("m",), "everyone knows that it was this"), ((), "not even which dealbreaker it was")):
        sheet = sheet_of(match(), match("other"), dealbreakers=Dealbreakers(max_each=1, items=items))
        found = preview(sheet, own)
        assert any(expected in sentence for sentence in found.items["m"].sentences)
        assert not any("nobody learns" in sentence for sentence in found.items["m"].sentences)
        assert "they know then that it is yours" in " ".join(found.sentences)
    alone = preview(sheet_of(match(), dealbreakers=Dealbreakers(max_each=1)), own)
    assert any("everyone knows" in sentence for sentence in alone.items["m"].sentences)


def test_given_seats() -> None:
    found = preview(roles_sheet(match()), Answers("b", by_item={"m": True}), ("a", "b", "b"), 2)
    assert (found.me, found.seats) == (2, ("a", "b", "b"))
    assert found.items["m"].outcomes[1].probability == Fraction(1, 4)


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_bounds_count_results() -> None:
    items: dict[AnyItem, float] = {
        match("a"): 2,
        LevelItem(id="b1", rule="lower_level", levels=("x", "y", "z")): 3,
        LevelItem(id="c", rule="lower_level", levels=("x", "y", "z"), threshold=2): 2,
        PickItem(id="d1", rule="one_random_common", options=names(7)): 8,
        PickItem(id="e", rule="all_common", options=names(3)): 8,
        PickItem(id="f", rule="all_common", options=names(3), max_ticks=1): 4,
        PickItem(id="g", rule="at_least", k=1, cap=1, options=names(4), always=(0,)): 4,
        DatesItem(id="h", rule="all_common", windows=names(2)): 4,
        DatesItem(id="i", rule="earliest_common", windows=names(7)): 8,
        RankItem(id="j", rule="best_sum", options=names(3)): 4,
        RankItem(id="k", rule="overlap_only", options=names(3)): 2,
        ladder(3, "ladder_draw"): 4,
        bundle(2, 2): 5,
        disclose(2): 16,
        SetItem(id="n", rule="all_common", max_entries=3): 8,
        SetItem(id="o", rule="count", max_entries=3): 4,
        SetItem(id="q", rule="at_least", max_entries=3, k=2): 5,
        SetItem(id="r", rule="at_least", max_entries=6, k=5): 8,
    }
    seats = ("", "")
    bits = item_bits(sheet_of(*items), seats)
    assert {name: round(2**value) for name, value in bits.items()} == {i.id: n for i, n in items.items()}
    assert bound_bits(sheet_of(*items), seats) == pytest.approx(sum(bits.values()))
    total = LevelItem(id="t", rule="total", levels=("x", "y"))
    assert round(2 ** bound_bits(sheet_of(total, n=5), ("",) * 5)) == 6


def test_bounds_of_gates() -> None:
    def results(*items: AnyItem, **more: object) -> int:
        return round(2 ** bound_bits(sheet_of(*items, **more), ("", "")))

    assert results(match("a"), match("b")) == 4
    assert results(match("a"), match("b", only_if="a")) == 3
    assert results(match("a"), match("b"), all_or_nothing=True) == 2
    assert results(match("a"), match("b", cover=True), all_or_nothing=True) == 3
    assert results(match("a"), match("b"), dealbreakers=Dealbreakers(max_each=1)) == 5
    with pytest.raises(InvalidSheet):
        bound_bits(sheet_of(match("a")), ("", "", ""))


def test_json_has_exactly_these_fields() -> None:
    found = preview(sheet_of(match()), Answers(by_item={"m": True})).to_json()
    assert set(found) == {"items"}
    item = found["items"]["m"]  # type: ignore[index]
    assert list(item) == ["outcomes", "guess_before", "guess_after", "prober", "colluding", "exact", "sentences"]
    assert item["outcomes"][1] == {"value": True, "probability": 0.5, "text": "Shown as agreed."}
    assert item["colluding"] == {"1": 1.0}
    assert ItemOutcome(agreed=False).to_json() == {"agreed": False}
