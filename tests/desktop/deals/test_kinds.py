"""What every rule shows, sentence by sentence of its definition, in the clear and in the circuit alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.deals.answers import Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.errors import InvalidAnswers
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
from desktop.deals.json_text import json_text
from desktop.deals.kinds.bundle import scores_of
from desktop.deals.outcome import ItemOutcome, Value
from tests.desktop.deals.clear import both, bundle, disclose, ladder, names, only_value, people, sheet_of, values


def ticks(*options: int, veto: tuple[int, ...] = ()) -> Ticks:
    return Ticks(frozenset(options), frozenset(veto))


def ranking(*tiers: int | tuple[int, ...]) -> Ranking:
    return Ranking(tuple(tier if isinstance(tier, tuple) else (tier,) for tier in tiers))


def shown(item: AnyItem, *answers: object) -> Value | None:
    """The one value these answers lead to, None for not agreed."""
    return only_value(sheet_of(item, n=len(answers)), people(item.id, *answers), item.id)  # type: ignore[arg-type]


def drawn(item: AnyItem, *answers: object) -> list[Value | None]:
    """All values these answers can lead to."""
    return values(both(sheet_of(item, n=len(answers)), people(item.id, *answers)), item.id)  # type: ignore[arg-type]


# --- match ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("yes", [(1, 1, 1), (1, 1, 0), (0, 0, 0), (1, 1, 1, 1, 1)])
def test_mutual_yes_is_agreed_only_if_all_said_yes(yes: tuple[int, ...]) -> None:
    answers = [bool(one) for one in yes]
    assert shown(MatchItem(id="m", rule="mutual_yes"), *answers) is (True if all(yes) else None)


@pytest.mark.parametrize(
    ("k", "n_yes", "agreed"), [(2, 1, None), (2, 2, True), (2, 3, True), (1, 0, None), (3, 3, True)]
)
def test_match_at_least_k_shows_no_count(k: int, n_yes: int, agreed: bool | None) -> None:
    answers = [i < n_yes for i in range(3)]
    assert shown(MatchItem(id="m", rule="at_least", k=k), *answers) is agreed


@pytest.mark.parametrize(("k", "n", "needed"), [("2/3", 4, 3), ("2/3", 3, 2), ("n-1", 4, 3), ("n", 3, 3)])
def test_a_fraction_of_the_seats_is_rounded_up(k: str, n: int, needed: int) -> None:
    item = MatchItem(id="m", rule="at_least", k=k)
    assert shown(item, *[i < needed for i in range(n)]) is True
    assert shown(item, *[i < needed - 1 for i in range(n)]) is None


def test_a_blank_match_is_no() -> None:
    assert shown(MatchItem(id="m", rule="mutual_yes"), True, None) is None


def test_only_the_seats_an_item_is_for_answer_and_count() -> None:
    item = MatchItem(id="m", rule="mutual_yes", answered_by=("a",))
    sheet = sheet_of(item, n=3, roles=("a", "b"))
    answers = [Answers("a", by_item={"m": True}), Answers("b"), Answers("a", by_item={"m": True})]
    assert only_value(sheet, answers, "m") is True


# --- level ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "answers", "value"),
    [
        (0, (0, 2), "option 0"),
        (0, (None, 2), "option 0"),
        (1, (1, 3), "option 1"),
        (2, (1, 3), None),
        (3, (3, 3), "option 3"),
    ],
)
def test_the_lowest_level_from_the_threshold_on(threshold: int, answers: tuple[object, ...], value: str | None) -> None:
    item = LevelItem(id="x", rule="lower_level", levels=names(4), threshold=threshold)
    assert shown(item, *answers) == value


def test_with_the_lowest_threshold_a_level_is_always_agreed() -> None:
    assert shown(LevelItem(id="x", rule="lower_level", levels=names(8)), None, None, None) == "option 0"


@pytest.mark.parametrize(
    ("answers", "total"), [((0, 0, 0, 0, None), 0), ((10, 10, 10, 10, 10), 50), ((1, 2, 3, 4, 5), 15)]
)
def test_total_counts_the_lowest_level_as_zero_and_is_always_agreed(answers: tuple[object, ...], total: int) -> None:
    assert shown(LevelItem(id="x", rule="total", levels=names(11)), *answers) == total


# --- pick -------------------------------------------------------------------------------------------------------------


def test_all_common_shows_every_common_option_in_sheet_order() -> None:
    item = PickItem(id="p", rule="all_common", options=names(5))
    assert shown(item, ticks(4, 0, 1), ticks(0, 3, 4)) == ("option 0", "option 4")
    assert shown(item, ticks(1), ticks(2)) is None
    assert shown(item, ticks(1, 2), None) is None


def test_one_random_common_can_be_any_common_option_and_no_other() -> None:
    item = PickItem(id="p", rule="one_random_common", options=names(6))
    assert drawn(item, ticks(0, 2, 5), ticks(5, 2, 1), ticks(2, 5)) == ["option 2", "option 5"]
    assert drawn(item, ticks(0), ticks(0), None) == [None]


def test_a_pick_of_one_option() -> None:
    assert shown(PickItem(id="p", rule="one_random_common", options=("a",)), ticks(0), ticks(0)) == "a"


def test_pick_at_least_shows_the_options_with_k_ticks() -> None:
    item = PickItem(id="p", rule="at_least", k=2, options=names(4))
    assert shown(item, ticks(0, 1), ticks(1, 2), ticks(2, 3)) == ("option 1", "option 2")
    assert shown(item, ticks(0), ticks(1), ticks(2)) is None


def test_enough_vetoes_stop_an_option_whatever_its_ticks() -> None:
    item = PickItem(id="p", rule="at_least", k=1, options=names(3), veto_threshold=2)
    answers = ticks(0, 1), ticks(1, veto=(0,)), ticks(veto=(0, 1))
    assert shown(item, *answers) == ("option 1",)


def test_cap_lets_the_most_ticked_pass() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=2, options=names(4))
    assert shown(item, ticks(0, 1, 3), ticks(1, 3), ticks(3, 2, 1)) == ("option 1", "option 3")


def test_a_tie_at_the_boundary_of_cap_is_drawn() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=2, options=names(4))
    found = drawn(item, ticks(0, 1, 2), ticks(1))
    assert found == [("option 0", "option 1"), ("option 1", "option 2")]


def test_cap_applies_after_k_and_veto() -> None:
    item = PickItem(id="p", rule="at_least", k=2, cap=1, veto_threshold=1, options=names(3))
    assert shown(item, ticks(0, 1, 2), ticks(0, 1, 2), ticks(2, 1, veto=(0,)), ticks(2, veto=(0, 1))) == ("option 2",)


def test_always_passes_whatever_is_ticked_and_does_not_count_against_cap() -> None:
    item = PickItem(id="p", rule="at_least", k=2, cap=1, veto_threshold=1, options=names(4), always=(0, 3))
    assert shown(item, ticks(1), ticks(1, 2, veto=(0,))) == ("option 0", "option 1", "option 3")
    assert shown(item, None, None) == ("option 0", "option 3")


# --- rank -------------------------------------------------------------------------------------------------------------


def rank(rule: str = "meet_in_ranking", n: int = 5) -> RankItem:
    return RankItem(id="r", rule=rule, options=names(n))


def test_the_worst_off_come_first() -> None:
    # Option 0 has ranks 0 and 3, option 2 has 2 and 2: the smaller largest rank wins against the smaller sum.
    assert shown(rank(n=6), ranking(0, 3, 2), ranking(4, 5, 2, 0)) == "option 2"


def test_then_the_sum_of_ranks() -> None:
    # Option 0 has ranks 2 0 0, option 2 has 0 2 2, option 1 has 1 3 1.
    assert shown(rank(), ranking(2, 1, 0), ranking(0, 3, 2, 1), ranking(0, 1, 2)) == "option 0"


def test_then_the_joint_coin() -> None:
    assert drawn(rank(), ranking(0, 1), ranking(1, 0)) == ["option 0", "option 1"]


def test_a_rank_is_the_number_of_acceptable_options_liked_strictly_more() -> None:
    # Two options tied in front give the next one rank 2, not 1.
    assert drawn(rank(), ranking((0, 1), 3), ranking(3, 4, 0)) == ["option 0", "option 3"]
    assert shown(rank(), ranking((0, 1), 3), ranking(3, 0)) == "option 0"


def test_what_is_not_acceptable_to_all_is_never_shown() -> None:
    assert shown(rank(), ranking(0, 1), ranking(2, 3)) is None
    assert shown(rank(), ranking(0), None) is None
    assert shown(rank("best_sum"), ranking(0), None) is None
    assert shown(rank("overlap_only"), ranking(0), ranking(1)) is None
    assert shown(rank("overlap_only"), ranking(0, 1), ranking(1)) is True


def test_best_sum_takes_the_least_sum_of_ranks_then_the_coin() -> None:
    assert shown(rank("best_sum"), ranking(0, 1, 2), ranking(1, 4, 3, 2, 0)) == "option 1"
    # (0, 4) and (1, 3) and (2, 2) have equal sums: the largest rank plays no part.
    assert drawn(rank("best_sum", 9), ranking(0, 1, 2), ranking(8, 7, 2, 1, 0)) == ["option 0", "option 1", "option 2"]


def test_two_options_and_eight_people() -> None:
    assert shown(rank(n=2), *[ranking(0, 1)] * 5, *[ranking(1, 0)] * 3) == "option 0"


# --- ladder -----------------------------------------------------------------------------------------------------------


SIDES = {"buyer": "lower", "seller": "higher"}


def deal(rule: str, buyer: int, seller: int, reference: int = -1) -> list[Value | None]:
    sheet = sheet_of(ladder(7, rule, SIDES, reference), roles=("buyer", "seller"))
    answers = [Answers("buyer", by_item={"l": Run(buyer)}), Answers("seller", by_item={"l": Run(seller)})]
    return values(both(sheet, answers), "l")


def test_ladder_draw_can_be_any_amount_ticked_by_all() -> None:
    assert deal("ladder_draw", 5, 5) == [20, 30, 40]
    assert deal("ladder_draw", 3, 4) == [None]
    assert deal("ladder_draw", 0, 7) == [None]


def test_fair_price_is_whether_all_accept_the_reference() -> None:
    assert deal("fair_price", 4, 4, reference=3) == [True]
    assert deal("fair_price", 3, 7, reference=3) == [None]
    assert deal("fair_price", 7, 3, reference=3) == [None]


def test_overlap_only_is_whether_a_common_amount_exists() -> None:
    assert deal("overlap_only", 4, 4) == [True]
    assert deal("overlap_only", 3, 4) == [None]


@pytest.mark.parametrize(("buyer", "seller", "value"), [(7, 7, 30), (6, 7, 20), (4, 4, 30), (5, 4, 30), (3, 4, None)])
def test_midpoint_is_the_lower_middle_common_amount(buyer: int, seller: int, value: int | None) -> None:
    assert deal("midpoint", buyer, seller) == [value]


def test_a_ladder_with_one_direction_for_everyone() -> None:
    item = ladder(4, "midpoint", "lower")
    assert shown(item, Run(3), Run(4), Run(2)) == 0
    assert shown(ladder(4, "midpoint", "higher"), Run(1), Run(4)) == 30


def test_amounts_come_out_as_the_sheet_writes_them() -> None:
    amounts = tuple(Decimal(text) for text in ("0.10", "0.25", "1"))
    item = LadderItem(id="l", rule="midpoint", amounts=amounts, direction=(("", "higher"),))
    assert [shown(item, Run(n), Run(n)) for n in (3, 2, 1)] == [Decimal("0.25"), Decimal("0.25"), 1]
    assert json_text(ItemOutcome(True, Decimal("0.10")).to_json()) == '{"agreed": true, "value": 0.10}'
    whole = shown(item, Run(1), Run(3))
    assert isinstance(whole, int)


# --- dates ------------------------------------------------------------------------------------------------------------


def dates(rule: str, k: int = 0) -> DatesItem:
    return DatesItem(id="w", rule=rule, windows=names(5), k=k)


def test_dates_rules() -> None:
    first, second, third = ticks(4, 1, 2), ticks(2, 4), ticks(0, 4, 2)
    assert shown(dates("earliest_common"), first, second, third) == "option 2"
    assert shown(dates("all_common"), first, second, third) == ("option 2", "option 4")
    assert drawn(dates("one_random_common"), first, second, third) == ["option 2", "option 4"]
    assert shown(dates("earliest_common"), first, None) is None


def test_dates_at_least_shows_the_earliest_window_with_k() -> None:
    assert shown(dates("at_least", 2), ticks(0, 3), ticks(1, 2), ticks(1, 3)) == "option 1"
    assert shown(dates("at_least", 3), ticks(0, 3), ticks(1, 2), ticks(1, 3)) is None


# --- bundle -----------------------------------------------------------------------------------------------------------


def prefer(points: list[list[int]], weakest: tuple[int, ...] | None, weights: list[int] | None = None) -> Preferences:
    return Preferences(tuple(map(tuple, points)), tuple(weights or [1] * len(points)), weakest)


def test_score_is_weight_times_points_and_acceptable_is_at_least_the_weakest() -> None:
    view = scores_of(bundle(2, 2), prefer([[0, 10], [5, 0]], (1, 1), [3, 2]))
    assert view.score.tolist() == [10, 0, 40, 30]
    assert view.acceptable.tolist() == [False, False, True, True]
    assert view.rank[view.acceptable].tolist() == [0, 1]


def test_u_is_rounded_from_the_best_score() -> None:
    view = scores_of(bundle(4), prefer([[100, 33, 50, 0]], (3,), [3]))
    assert view.utility.tolist() == [100, 33, 50, 0]
    assert scores_of(bundle(3), prefer([[3, 2, 1]], (2,))).utility.tolist() == [100, 67, 33]
    assert scores_of(bundle(3), prefer([[8, 1, 0]], (2,))).utility.tolist() == [100, 13, 0]  # 12.5 is rounded up
    assert scores_of(bundle(2), prefer([[0, 0]], (0,))).utility.tolist() == [0, 0]


def test_without_weakest_nothing_is_acceptable() -> None:
    for rule in ("meet_in_ranking", "best_sum", "best_product", "overlap_only"):
        assert shown(bundle(2, 2, rule=rule), prefer([[1, 0], [1, 0]], None), prefer([[1, 0], [1, 0]], (1, 1))) is None
        assert shown(bundle(2, 2, rule=rule), None, prefer([[1, 0], [1, 0]], (1, 1))) is None


def test_a_bundle_meets_in_the_ranking_then_by_sum() -> None:
    a = prefer([[100, 70, 40, 0]], (2,))
    b = prefer([[0, 40, 70, 100]], (0,))
    # Ranks of a: 0 1 2 -; of b: 3 2 1 0. Largest ranks 3, 2, 2.
    assert drawn(bundle(4), a, b) == [{"i0": "1"}, {"i0": "2"}]
    c = prefer([[50, 100, 0, 0]], (0,))
    assert shown(bundle(4), a, b, c) == {"i0": "1"}


def test_all_tied_packages_can_be_drawn() -> None:
    same = prefer([[0, 0], [0, 0], [0, 0]], (0, 0, 0))
    found = drawn(bundle(2, 2, 2), same, same)
    assert len(found) == 8
    assert {"i0": "1", "i1": "0", "i2": "1"} in found


def test_best_sum_takes_the_largest_sum_then_the_largest_smallest_u() -> None:
    a, b = prefer([[100, 60, 50]], (2,)), prefer([[20, 60, 100]], (0,))
    assert shown(bundle(3, rule="best_sum"), a, b) == {"i0": "2"}  # 120, 120, 150
    b = prefer([[20, 60, 70, 100]], (0,))
    a = prefer([[100, 60, 50, 0]], (2,))
    assert shown(bundle(4, rule="best_sum"), a, b) == {"i0": "1"}  # 120 with 60, against 120 with 20 and 50


def test_best_product_measures_from_the_weakest_package() -> None:
    a, b = prefer([[100, 60, 50]], (2,)), prefer([[20, 60, 100]], (0,))
    # (u - u(weakest) + 1): a 51 11 1, b 1 41 81: the products are 51, 451, 81.
    assert shown(bundle(3, rule="best_product"), a, b) == {"i0": "1"}
    assert shown(bundle(3, rule="best_product"), a, b, a) == {"i0": "1"}


def test_best_product_settles_ties_by_the_smallest_u() -> None:
    a, b = prefer([[92, 91, 90, 100, 0]], (2,)), prefer([[51, 52, 50, 0, 100]], (2,))
    # Products 3 * 2 and 2 * 3; the smallest u are 51 and 52.
    assert shown(bundle(5, rule="best_product"), a, b) == {"i0": "1"}


def test_overlap_only_of_a_bundle() -> None:
    a, b = prefer([[100, 0]], (0,)), prefer([[0, 100]], (1,))
    assert shown(bundle(2, rule="overlap_only"), a, b) is None
    assert shown(bundle(2, rule="overlap_only"), a, prefer([[0, 100]], (0,))) is True


# --- disclose ---------------------------------------------------------------------------------------------------------


def offers(**offered: Offer) -> Offers:
    return Offers(offered)


def offer(text: str, *requires: str, some: tuple[int, tuple[str, ...]] = (0, ())) -> Offer:
    return Offer(requires=requires, any_k=some[0], any_of=some[1], text=text)


def test_an_offer_without_conditions_opens_by_itself() -> None:
    assert shown(disclose(2), offers(s1=offer("hello")), None) == {"1.s1": {"text": "hello"}}
    assert shown(disclose(2), None, None) is None


def test_statements_that_require_each_other_open_together() -> None:
    both_ways = offers(s0=offer("a", "s0")), offers(s0=offer("b", "s0"))
    assert shown(disclose(1), *both_ways) == {"1.s0": {"text": "a"}, "2.s0": {"text": "b"}}
    assert shown(disclose(1), both_ways[0], None) is None


def test_nothing_opens_whose_condition_is_not_met_in_the_end() -> None:
    # A chain: the last link is not offered, so that every link closes, one after the other.
    first = offers(s0=offer("a", "s0"), s1=offer("b", "s1"), s2=offer("c", "s2"))
    second = offers(s0=offer("d", "s1"), s1=offer("e", "s2"))
    assert shown(disclose(3), first, second) is None
    second = offers(s0=offer("d", "s1"), s1=offer("e", "s2"), s2=offer("f"))
    assert len(shown(disclose(3), first, second)) == 6  # type: ignore[arg-type]


def test_if_any_needs_k_of_its_statements() -> None:
    mine = offers(s0=offer("mine", some=(2, ("s0", "s1", "s2"))))
    assert shown(disclose(3), mine, offers(s0=offer("x"))) == {"2.s0": {"text": "x"}}
    assert len(shown(disclose(3), mine, offers(s0=offer("x"), s2=offer("y")))) == 3  # type: ignore[arg-type]


def test_if_and_if_any_must_both_hold() -> None:
    mine = offers(s0=offer("mine", "s2", some=(1, ("s0", "s1"))))
    assert shown(disclose(3), mine, offers(s2=offer("x"))) == {"2.s2": {"text": "x"}}
    assert shown(disclose(3), mine, offers(s1=offer("x"))) == {"2.s1": {"text": "x"}}
    assert len(shown(disclose(3), mine, offers(s1=offer("x"), s2=offer("y")))) == 3  # type: ignore[arg-type]


def test_a_shared_statement_means_everybody_elses_any_one_or_one_seats() -> None:
    third = offers(s0=offer("z"))
    for reference, opens in (("s0", False), ("any.s0", True), ("3.s0", True), ("2.s0", False)):
        found = shown(disclose(1), offers(s0=offer("a", reference)), None, third)
        assert ("1.s0" in found) is opens  # type: ignore[operator]
    assert "1.s0" in shown(disclose(1), offers(s0=offer("a", "s0")), third, third)  # type: ignore[operator]


def role_item() -> DiscloseItem:
    own = (("candidate", (Statement("c1"),)), ("employer", (Statement("e1"), Statement("e2"))))
    return DiscloseItem(id="d", rule="open_together", statements=own)


def test_statements_of_a_role_are_named_by_the_role() -> None:
    sheet = sheet_of(role_item(), roles=("candidate", "employer"))
    for reference in ("e1", "employer.e1"):
        mine = Answers("candidate", by_item={"d": offers(c1=offer("other offers", reference))})
        theirs = Answers("employer", by_item={"d": offers(e1=offer("pay band", "c1"))})
        expected = {"employer.e1": {"text": "pay band"}, "candidate.c1": {"text": "other offers"}}
        assert only_value(sheet, [mine, theirs], "d") == expected


def test_a_role_held_by_several_seats_is_named_by_the_seat() -> None:
    sheet = sheet_of(role_item(), n=3, roles=("candidate", "employer"))
    seats = [
        Answers("employer", by_item={"d": offers(e1=offer("first"))}),
        Answers("candidate", by_item={"d": offers(c1=offer("mine", "employer.e1"))}),
        Answers("employer"),
    ]
    assert only_value(sheet, seats, "d") == {"1.e1": {"text": "first"}}


def test_two_references_to_the_same_statement_count_once() -> None:
    mine = offers(s0=offer("mine", some=(2, ("s0", "2.s0"))))
    assert shown(disclose(1), mine, offers(s0=offer("x"))) == {"2.s0": {"text": "x"}}


def test_a_reference_to_nobody_cannot_be_met() -> None:
    sheet = sheet_of(role_item(), n=3, roles=("candidate", "employer"))
    seats = [
        Answers("employer", by_item={"d": offers(e1=offer("x", "candidate.c1", "c1"))}),
        Answers("employer"),
        Answers("employer"),
    ]
    assert only_value(sheet, seats, "d") is None


def test_texts_of_any_length_come_back_as_they_were() -> None:
    for text in ("", "ünï¢ødé 🙂", "x" * 280):
        assert shown(disclose(1), offers(s0=offer(text)), None) == {"1.s0": {"text": text}}


@pytest.mark.parametrize(
    "bad", [Offer(text="x" * 281), Offer(text="a\0b"), Offer(file="cv.pdf"), Offer(text="a", file="f")]
)
def test_contents_that_do_not_fit_are_refused_without_being_shown(bad: Offer) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        shown(disclose(1), offers(s0=bad), None)
    assert "statement" in str(refused.value)
    assert "cv.pdf" not in str(refused.value)


# --- set --------------------------------------------------------------------------------------------------------------


def test_set_rules() -> None:
    first, second = Entries(("Acme", "beta  Corp", "gamma")), Entries(("GAMMA", "acme ", "delta"))
    assert shown(SetItem(id="s", rule="all_common", max_entries=5), first, second) == ("Acme", "gamma")
    assert shown(SetItem(id="s", rule="count", max_entries=3), first, second) == 2
    assert shown(SetItem(id="s", rule="at_least", k=2, max_entries=4), first, second) == ("Acme", "gamma")
    assert shown(SetItem(id="s", rule="at_least", k=3, max_entries=4), first, second) is None
    assert shown(SetItem(id="s", rule="all_common", max_entries=1), Entries(("a",)), Entries(("A",))) == ("a",)


def test_an_empty_set_and_a_count_of_zero_show_nothing() -> None:
    for rule in ("all_common", "count"):
        item = SetItem(id="s", rule=rule, max_entries=3)
        assert shown(item, Entries(("a",)), Entries(("b",))) is None
        assert shown(item, None, Entries(("b",))) is None


def test_a_set_is_sorted_by_the_folded_string() -> None:
    item = SetItem(id="s", rule="all_common", max_entries=4)
    assert shown(item, Entries(("b", "C", "a")), Entries(("c", "A", "B"))) == ("a", "b", "C")
