"""Gates, seats and draws of whole sheets, in the clear and in the circuit alike."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.deals.answers import Answers, Ticks
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.items import AnyItem, DatesItem, LevelItem, MatchItem, PickItem, SetItem
from desktop.deals.outcome import ItemOutcome
from desktop.deals.rule import TooManyOutcomes, check_seats, decide, decide_all
from desktop.deals.sheet import Dealbreakers, Parties, Sheet
from tests.desktop.deals.clear import (
    both,
    bundle,
    chi_square_is_fine,
    disclose,
    names,
    people,
    sheet_of,
    values,
    yes_no,
)

YES = ItemOutcome(True, True)
NO = ItemOutcome(False)


def answered(yes: str, must: str = "") -> Answers:
    """Yes to these one-letter items, and a mark on those."""
    return Answers(must=frozenset(must), by_item=dict.fromkeys(yes, True))


def agreed_items(sheet: Sheet, *answers: Answers) -> str:
    """The one-letter ids of what is agreed, "#" when blocked."""
    possible = both(sheet, answers)
    assert possible.blocked in (0, 1)
    return "#" * int(possible.blocked) + "".join(i for i, shown in possible.items.items() if shown[-1][0].agreed)


# --- gates ------------------------------------------------------------------------------------------------------------


def test_an_item_that_is_not_reached_is_not_agreed_whatever_was_answered() -> None:
    sheet = sheet_of(*yes_no("a"), *yes_no("b", only_if="a"), *yes_no("c", only_if="b"), *yes_no("d"))
    assert agreed_items(sheet, answered("abcd"), answered("abcd")) == "abcd"
    assert agreed_items(sheet, answered("abcd"), answered("bcd")) == "d"
    assert agreed_items(sheet, answered("abcd"), answered("acd")) == "ad"


def marked(*items: AnyItem, max_each: int = 2) -> Sheet:
    return sheet_of(*items, dealbreakers=Dealbreakers(max_each=max_each))


def test_a_mark_on_an_item_that_is_not_agreed_blocks_everything() -> None:
    sheet = marked(*yes_no("a", "b", "c"))
    assert agreed_items(sheet, answered("abc", must="a"), answered("abc")) == "abc"
    assert agreed_items(sheet, answered("abc", must="b"), answered("ac")) == "#"
    assert agreed_items(sheet, answered("abc"), answered("ac", must="b")) == "#"
    assert agreed_items(sheet, answered("abc"), answered("ac")) == "ac"


def test_marks_on_items_not_reached_have_no_effect() -> None:
    sheet = marked(*yes_no("a"), *yes_no("b", only_if="a"))
    assert agreed_items(sheet, answered("ab", must="b"), answered("b")) == ""
    assert agreed_items(sheet, answered("ab", must="b"), answered("a")) == "#"


def test_items_named_by_only_if_and_items_not_on_the_list_cannot_be_marked() -> None:
    sheet = marked(*yes_no("a"), *yes_no("b", only_if="a"))
    assert agreed_items(sheet, answered("ab", must="a"), answered("b")) == ""
    listed = replace(marked(*yes_no("a", "b")), dealbreakers=Dealbreakers(max_each=1, items=("a",)))
    assert agreed_items(listed, answered("ab", must="b"), answered("a")) == "a"
    assert agreed_items(listed, answered("ab", must="a"), answered("b")) == "#"


def test_only_who_answers_an_item_can_mark_it() -> None:
    item = MatchItem(id="a", rule="mutual_yes", answered_by=("x",))
    sheet = replace(marked(item, *yes_no("b")), parties=Parties(min=2, max=2, roles=("x", "y")))
    first, second = Answers("x"), Answers("y", must=frozenset("a"), by_item={"b": True})
    assert agreed_items(sheet, first, second) == ""
    assert agreed_items(sheet, replace(first, must=frozenset("a")), second) == "#"


def test_without_dealbreakers_marks_mean_nothing() -> None:
    assert agreed_items(sheet_of(*yes_no("a", "b")), answered("ab", must="a"), answered("b")) == "b"


def test_all_or_nothing_shows_nothing_unless_every_reached_item_is_agreed() -> None:
    sheet = sheet_of(*yes_no("a", "b"), *yes_no("c", only_if="b"), all_or_nothing=True)
    assert agreed_items(sheet, answered("abc"), answered("abc")) == "abc"
    assert agreed_items(sheet, answered("abc"), answered("ab")) == ""
    assert agreed_items(sheet, answered("abc"), answered("ac")) == ""


def test_items_not_reached_and_cover_items_do_not_count_for_all_or_nothing() -> None:
    items = [*yes_no("a"), *yes_no("b", cover=True), *yes_no("c", only_if="b"), *yes_no("d", cover=True)]
    sheet = sheet_of(*items, all_or_nothing=True)
    assert agreed_items(sheet, answered("ad"), answered("ad")) == "ad"
    assert agreed_items(sheet, answered("abd"), answered("abd")) == ""
    assert agreed_items(sheet, answered("bcd"), answered("bcd")) == ""


def test_blocked_stays_false_when_all_or_nothing_keeps_the_sheet_closed() -> None:
    sheet = replace(marked(*yes_no("a", "b")), all_or_nothing=True)
    assert agreed_items(sheet, answered("ab", must="a"), answered("a")) == ""
    assert agreed_items(sheet, answered("ab", must="b"), answered("a")) == "#"


def test_talk_first_comes_before_every_gate() -> None:
    sheet = marked(MatchItem(id="t", rule="mutual_yes", talk_first_256=64), *yes_no("b"))
    possible = both(sheet, [answered("tb", must="t"), answered("tb")], batch=64)
    assert possible.blocked == Fraction(1, 4)
    assert possible.items["t"] == ((NO, Fraction(1, 4)), (YES, Fraction(3, 4)))
    assert possible.items["b"] == ((NO, Fraction(1, 4)), (YES, Fraction(3, 4)))
    gated = sheet_of(MatchItem(id="t", rule="mutual_yes", talk_first_256=64), *yes_no("b", only_if="t"))
    assert both(gated, [answered("tb"), answered("tb")], batch=64).items["b"][0] == (NO, Fraction(1, 4))
    assert both(gated, [answered("tb"), answered("b")]).items["t"] == ((NO, Fraction(1)),)


def test_talk_first_of_an_all_or_nothing_sheet() -> None:
    cards = [MatchItem(id=item_id, rule="mutual_yes", talk_first_256=128) for item_id in "ab"]
    possible = both(sheet_of(*cards, all_or_nothing=True), [answered("ab"), answered("ab")], batch=64)
    assert possible.items["a"] == possible.items["b"] == ((NO, Fraction(3, 4)), (YES, Fraction(1, 4)))


def test_the_outcome_has_every_item_in_sheet_order() -> None:
    outcome = decide(sheet_of(*yes_no("c", "a", "b")), [answered("ab"), answered("a")])
    assert list(outcome.items) == ["c", "a", "b"]
    assert outcome.to_json() == {
        "agreed": True,
        "blocked": False,
        "items": {"c": {"agreed": False}, "a": {"agreed": True, "value": True}, "b": {"agreed": False}},
    }


# --- seats ------------------------------------------------------------------------------------------------------------


def test_each_role_is_taken_exactly_once_where_seats_and_roles_are_as_many() -> None:
    sheet = sheet_of(*yes_no("a"), roles=("buyer", "seller"))
    check_seats(sheet, ("seller", "buyer"))
    for seats in (("buyer", "buyer"), ("buyer",), ("buyer", "judge"), ("", "")):
        with pytest.raises(RolesClash):
            check_seats(sheet, seats)


def test_otherwise_any_seats_may_hold_any_role() -> None:
    sheet = replace(sheet_of(*yes_no("a"), roles=("buyer", "seller")), parties=Parties(min=2, max=3, roles=("x", "y")))
    check_seats(sheet, ("x", "x"))
    check_seats(sheet, ("y", "x", "y"))


def test_a_symmetric_sheet_has_no_roles() -> None:
    with pytest.raises(RolesClash):
        check_seats(sheet_of(*yes_no("a")), ("", "buyer"))


def test_too_few_or_too_many_people() -> None:
    sheet = replace(sheet_of(*yes_no("a")), parties=Parties(min=3, max=4))
    for n in (2, 5):
        with pytest.raises(InvalidSheet, match="3 to 4 people"):
            check_seats(sheet, ("",) * n)
    with pytest.raises(InvalidSheet, match="2 people"):
        check_seats(replace(sheet, mode="pairs"), ("",) * 3)
    check_seats(replace(sheet, mode="pairs"), ("",) * 2)


def test_an_item_that_nobody_here_answers() -> None:
    sheet = replace(sheet_of(*yes_no("a", answered_by=("y",))), parties=Parties(min=2, max=3, roles=("x", "y")))
    with pytest.raises(RolesClash, match="nobody"):
        check_seats(sheet, ("x", "x"))


@pytest.mark.parametrize(
    ("item", "n"),
    [
        (MatchItem(id="a", rule="at_least", k=3), 2),
        (MatchItem(id="a", rule="at_least", k=0), 2),
        (DatesItem(id="a", rule="at_least", k=4, windows=names(2)), 3),
        (PickItem(id="a", rule="at_least", k=4, options=names(2)), 3),
        (PickItem(id="a", rule="at_least", k=1, options=names(2), veto_threshold=3), 2),
        (LevelItem(id="a", rule="total", levels=names(3)), 4),
        (bundle(8, 9, rule="best_product"), 4),
        (disclose(9), 4),
        (SetItem(id="a", rule="count", max_entries=3), 3),
    ],
)
def test_what_the_number_of_people_does_not_allow(item: AnyItem, n: int) -> None:
    with pytest.raises(InvalidSheet):
        check_seats(sheet_of(item, n=n), ("",) * n)


def test_k_counts_the_seats_that_answer() -> None:
    item = MatchItem(id="a", rule="at_least", k=2, answered_by=("x",))
    sheet = replace(sheet_of(item), parties=Parties(min=2, max=3, roles=("x", "y")))
    check_seats(sheet, ("x", "x", "y"))
    with pytest.raises(InvalidSheet):
        check_seats(sheet, ("x", "y", "y"))


def test_a_set_counts_its_members_not_the_people() -> None:
    check_seats(sheet_of(SetItem(id="a", rule="at_least", k=5, max_entries=9)), ("", ""))


# --- draws ------------------------------------------------------------------------------------------------------------


def test_decide_draws_uniformly_with_the_randomness_it_is_given() -> None:
    sheet = sheet_of(PickItem(id="p", rule="one_random_common", options=names(3)))
    everything = people("p", *[Ticks(frozenset(range(3)))] * 2)
    source = random.Random(5)
    found = [decide(sheet, everything, source.randbytes).items["p"].value for _ in range(3000)]
    assert chi_square_is_fine([found.count(name) for name in names(3)], [1000] * 3)
    again = random.Random(5)
    assert [decide(sheet, everything, again.randbytes).items["p"].value for _ in range(3000)] == found


def test_decide_throws_away_bytes_that_would_favour_small_numbers() -> None:
    sheet = sheet_of(PickItem(id="p", rule="one_random_common", options=names(3)))
    numbers = iter([b"\xff", b"\x01"])  # 255 is the first above 85 * 3 - 1
    assert (
        decide(sheet, people("p", *[Ticks(frozenset(range(3)))] * 2), lambda _: next(numbers)).items["p"].value
        == "option 1"
    )


def test_decide_draws_as_many_as_cap_leaves() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=3, options=names(5))
    sheet = sheet_of(item)
    answers = people("p", Ticks(frozenset({0, 1, 2, 3})), Ticks(frozenset({2})))
    source = random.Random(2)
    found = {decide(sheet, answers, source.randbytes).items["p"].value for _ in range(60)}
    assert found == {shown.value for shown, _ in decide_all(sheet, answers).items["p"]}
    assert found == {(f"option {i}", f"option {j}", f"option {k}") for i, j, k in ((0, 1, 2), (0, 2, 3), (1, 2, 3))}


def test_decide_talks_first_as_often_as_it_says() -> None:
    sheet = sheet_of(MatchItem(id="t", rule="mutual_yes", talk_first_256=64))
    source = random.Random(3)
    n_agreed = sum(decide(sheet, [answered("t")] * 2, source.randbytes).agreed for _ in range(4000))
    assert chi_square_is_fine([n_agreed, 4000 - n_agreed], [3000, 1000])


# --- every possible outcome -------------------------------------------------------------------------------------------


def test_decide_all_gives_exact_probabilities() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=2, options=names(5))
    possible = decide_all(sheet_of(item), people("p", Ticks(frozenset({0, 1, 2})), None))
    assert [chance for _, chance in possible.items["p"]] == [Fraction(1, 3)] * 3
    assert values(possible, "p")[0] == ("option 0", "option 1")


def test_talk_first_cards_that_no_gate_looks_at_are_not_combined() -> None:
    cards = [MatchItem(id=f"t{i}", rule="mutual_yes", talk_first_256=128) for i in range(40)]
    everyone = [Answers(by_item={item.id: True for item in cards})] * 2
    possible = decide_all(sheet_of(*cards), everyone)
    assert set(possible.items.values()) == {((NO, Fraction(1, 2)), (YES, Fraction(1, 2)))}
    with pytest.raises(TooManyOutcomes):
        decide_all(sheet_of(*cards, all_or_nothing=True), everyone)


def test_too_many_draws_to_list() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=10, options=names(20))
    with pytest.raises(TooManyOutcomes):
        decide_all(sheet_of(item), people("p", Ticks(frozenset(range(20))), None))
