"""Bits that no honest person could enter count as that person's blank, or as some honest answer; they never help."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
import pytest

from crypto.builder import Builder
from crypto.circuit import evaluate_clear
from desktop.deals.answers import Answer, Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.compiler import Compiled, compile_sheet, encode
from desktop.deals.items import AnyItem, LevelItem, MatchItem, PickItem, RankItem, SetItem
from desktop.deals.kinds.base import Bits
from desktop.deals.kinds.rank import no_gaps
from desktop.deals.outcome import Outcome
from desktop.deals.rule import decide_all
from desktop.deals.sheet import Dealbreakers
from tests.desktop.deals.clear import (
    bundle,
    check_possible,
    disclose,
    fresh,
    ladder,
    names,
    outcomes_of,
    people,
    sheet_of,
)


def with_entered(item: AnyItem, entered: Bits, others: Sequence[Answer]) -> list[Outcome]:
    """Seat 0 enters these bits for the item, one column per run; the others are honest."""
    n = 1 + len(others)
    compiled = compile_sheet(sheet_of(item, n=n), ("",) * n)
    everyone = people(item.id, None, *others)
    bits = fresh(compiled, everyone, random.Random(3), entered.shape[1])
    bits[0][: len(entered)] = entered
    return outcomes_of(compiled, bits, everyone)


def check_meaning(item: AnyItem, entered: Bits, others: Sequence[Answer], meaning: Callable[[Bits], Answer]) -> None:
    """Every column of bits leads to what the honest answer that it means can lead to."""
    sheet = sheet_of(item, n=1 + len(others))
    for column, outcome in zip(entered.T, with_entered(item, entered, others), strict=True):
        check_possible(outcome, decide_all(sheet, people(item.id, meaning(column), *others)))


def every_combination(n_bits: int) -> Bits:
    return np.array(list(product((0, 1), repeat=n_bits)), np.uint8).T


def random_columns(n_bits: int, n_columns: int = 400, seed: int = 1) -> Bits:
    return np.random.default_rng(seed).integers(0, 2, (n_bits, n_columns), np.uint8)


def n_leading(bits: Bits) -> int:
    return len(bits) if bits.all() else int(np.argmin(bits))


# --- every combination of bits is some answer -------------------------------------------------------------------------


@pytest.mark.parametrize("threshold", [0, 2])
def test_level_bits_that_are_no_run_count_as_the_run_they_begin_with(threshold: int) -> None:
    item = LevelItem(id="x", rule="lower_level", levels=names(5), threshold=threshold)
    for other in range(5):
        check_meaning(item, every_combination(4), [other], n_leading)


def test_level_bits_of_a_total_that_are_no_run() -> None:
    item = LevelItem(id="x", rule="total", levels=names(4))
    check_meaning(item, every_combination(3), [1, 2, 3, 0], n_leading)


@pytest.mark.parametrize("rule", ["ladder_draw", "overlap_only", "midpoint"])
def test_ladder_ticks_that_are_no_run_count_as_the_run_they_begin_with(rule: str) -> None:
    for direction in ("lower", "higher"):
        for other in (0, 2, 5):
            check_meaning(
                ladder(5, rule, direction), every_combination(5), [Run(other)], lambda bits: Run(n_leading(bits))
            )


# --- pick -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["all_common", "one_random_common", "at_least"])
def test_more_ticks_than_allowed_count_as_a_blank(rule: str) -> None:
    item = PickItem(id="p", rule=rule, options=names(4), max_ticks=2, k=2 if rule == "at_least" else 0)

    def meaning(bits: Bits) -> Answer:
        return Ticks(frozenset(np.flatnonzero(bits).tolist())) if bits.sum() <= 2 else None

    check_meaning(item, every_combination(4), [Ticks(frozenset({0, 3})), Ticks(frozenset({0, 1}))], meaning)


def test_an_option_ticked_and_vetoed_makes_the_whole_pick_a_blank() -> None:
    item = PickItem(id="p", rule="at_least", k=1, options=names(3), veto_threshold=2, max_ticks=2)

    def meaning(bits: Bits) -> Answer:
        ticked, vetoed = (frozenset(np.flatnonzero(part).tolist()) for part in (bits[:3], bits[3:]))
        return Ticks(ticked, vetoed) if not ticked & vetoed and len(ticked) <= 2 else None

    others = [Ticks(frozenset({0}), frozenset({1})), Ticks(frozenset({2}), frozenset({0}))]
    check_meaning(item, every_combination(6), others, meaning)


# --- rank -------------------------------------------------------------------------------------------------------------


def ranking_of(ranks: Sequence[int], n: int) -> Answer:
    """The ranking that these numbers are, or blank."""
    accepted = [option for option in range(n) if ranks[option] < n]
    if any(ranks[o] != sum(ranks[p] < ranks[o] for p in accepted) for o in accepted):
        return None
    tiers = sorted({ranks[option] for option in accepted})
    return Ranking(tuple(tuple(o for o in accepted if ranks[o] == rank) for rank in tiers))


@pytest.mark.parametrize("rule", ["meet_in_ranking", "best_sum"])
def test_every_combination_of_ranks_of_three_options_is_a_ranking_or_a_blank(rule: str) -> None:
    item = RankItem(id="r", rule=rule, options=names(3))
    entered = every_combination(6)

    def meaning(bits: Bits) -> Answer:
        return ranking_of(bits.reshape(3, 2) @ [1, 2], 3)

    for other in (Ranking(((0,), (1,), (2,))), Ranking(((2, 1), (0,)))):
        check_meaning(item, entered, [other], meaning)


def test_an_inflated_rank_is_a_blank() -> None:
    """The gain that gaps would give: with 0 and 3 instead of 0 and 1 the second choice would look too bad to win."""
    item = RankItem(id="r", rule="meet_in_ranking", options=names(4))
    other = Ranking(((1,), (2,), (3,), (0,)))
    honest, inflated = (number([0, rank, 7, 7], 3) for rank in (1, 3))
    assert with_entered(item, honest, [other])[0].items["r"].value == "option 1"
    assert not with_entered(item, inflated, [other])[0].items["r"].agreed


@pytest.mark.parametrize("n", [1, 2, 4, 6, 11])
def test_no_gaps_agrees_with_counting(n: int) -> None:
    builder = Builder(1)
    width = n.bit_length()
    builder.output("valid", no_gaps(builder, builder.input(0, n * width).reshape(1, n, width), n))
    rng = random.Random(n)
    columns = []
    for _ in range(500):
        order = rng.sample(range(n), n)
        ranks, rank = [n] * n, 0
        for place, option in enumerate(order[: rng.randint(0, n)]):
            rank = place if rng.random() < 0.6 else rank
            ranks[option] = rank
        if rng.random() < 0.5:
            ranks[rng.randrange(n)] = rng.randrange(1 << width)
        columns.append(ranks)
    found = evaluate_clear(builder.build(), np.concatenate([number(ranks, width) for ranks in columns], axis=1))[
        "valid"
    ][0]
    expected = [ranking_of(ranks, n) is not None for ranks in columns]
    assert found.tolist() == expected
    assert n < 4 or 0 < sum(expected) < len(expected)


def number(numbers: Sequence[int], width: int) -> Bits:
    """Words of bits as one column."""
    return (np.array(numbers)[:, None] >> np.arange(width) & 1).astype(np.uint8).reshape(-1, 1)


# --- bundle -----------------------------------------------------------------------------------------------------------


def test_a_rank_beyond_the_packages_is_not_acceptable() -> None:
    other = Preferences(((40, 30, 20, 10, 5),), (1,), (4,))
    item = bundle(5)  # ranks 0..4 in three bits
    for code in (5, 6, 7):
        (outcome,) = with_entered(item, number([code, 0, code, 1, code], 3), [other])
        assert outcome.items["b"].value == {"i0": "1"}
        (outcome,) = with_entered(item, number([code] * 5, 3), [other])
        assert not outcome.items["b"].agreed


OTHER = Preferences(((100, 90, 80, 10),), (1,), (2,))


def test_shortfalls_out_of_range_are_not_acceptable() -> None:
    for code in (101, 126, 127):
        (outcome,) = with_entered(bundle(4, rule="best_sum"), number([code, 30, 0, 0], 7), [OTHER])
        assert outcome.items["b"].value == {"i0": "2"}
        (outcome,) = with_entered(bundle(4, rule="best_sum"), number([code, code, code, 0], 7), [OTHER])
        assert not outcome.items["b"].agreed


def test_utilities_without_a_best_package_are_a_blank() -> None:
    for rule, limit in (("best_sum", []), ("best_product", [51])):
        for words, agreed in (([0, 50, 127, 127], True), ([1, 50, 127, 127], False), ([50, 50, 127, 127], False)):
            (outcome,) = with_entered(bundle(4, rule=rule), number([*words, *limit], 7), [OTHER])
            assert outcome.items["b"].agreed is agreed
    (worthless,) = with_entered(bundle(4, rule="best_sum"), number([100] * 4, 7), [OTHER])
    assert worthless.items["b"].value == {"i0": "0"}


@pytest.mark.parametrize("limit", [0, 1, 50, 52, 101, 102, 127])
def test_a_weakest_package_that_is_none_of_the_packages_is_a_blank(limit: int) -> None:
    entered = number([0, 50, 127, 127, limit], 7)
    (outcome,) = with_entered(bundle(4, rule="best_product"), entered, [OTHER])
    assert outcome.items["b"].agreed is (limit == 1)  # then only package 0 is inside


def test_a_weakest_package_that_is_refused_is_no_weakest_package() -> None:
    for limit in (126, 127):
        entered = number([0, 50, limit - 1, 127, limit], 7)
        (outcome,) = with_entered(bundle(4, rule="best_product"), entered, [OTHER])
        assert not outcome.items["b"].agreed


# --- disclose ---------------------------------------------------------------------------------------------------------


def test_every_condition_that_can_be_entered_is_one_that_can_be_written() -> None:
    item = disclose(2)
    n_bits = 2 * (1 + 2 + 2 + 1 + 8 * 280)
    entered = random_columns(n_bits, 300)
    entered.reshape(2, -1, 300)[:, 6 + 16 :] = 0  # two bytes of text each
    entered.reshape(2, -1, 300)[:, 6:] &= np.repeat([[[0]], [[1]]], 8 * 280, axis=1).astype(np.uint8)

    def meaning(bits: Bits) -> Answer:
        offers = {}
        for own, row in enumerate(bits.reshape(2, -1)):
            if not row[0]:
                continue
            must = tuple(f"s{i}" for i in np.flatnonzero(row[1:3]))
            some = tuple(f"s{i}" for i in np.flatnonzero(row[3:5]))
            missing = 1 - int(row[5])
            k = max(len(some) - missing, 0)
            text = np.packbits(row[6:], bitorder="little").tobytes().rstrip(b"\0").decode(errors="replace")
            offers[f"s{own}"] = Offer(requires=must, any_k=k, any_of=some if k else (), text=text)
        return Offers(offers)

    for other in (
        Offers({"s0": Offer(text="x", requires=("s1",)), "s1": Offer(text="y", any_k=1, any_of=("s0", "s1"))}),
        Offers({"s1": Offer(text="y", requires=("s0",))}),
        None,
    ):
        check_meaning_but_texts(item, entered, other, meaning)


def check_meaning_but_texts(item: AnyItem, entered: Bits, other: Answer, meaning: Callable[[Bits], Answer]) -> None:
    """As check_meaning; texts that are no UTF-8 come out readable, which is all that is promised of them."""
    for column, outcome in zip(entered.T, with_entered(item, entered, [other]), strict=True):
        possible = decide_all(sheet_of(item), people(item.id, meaning(column), other))
        ((expected, _),) = possible.items[item.id]
        found = outcome.items[item.id]
        assert found.agreed == expected.agreed
        if isinstance(found.value, dict) and isinstance(expected.value, dict):
            assert list(found.value) == list(expected.value)


# --- set --------------------------------------------------------------------------------------------------------------


def set_bits(compiled: Compiled, hashes: Sequence[int]) -> Bits:
    words = np.frombuffer(b"".join(h.to_bytes(8, "little") for h in hashes), np.uint8)
    return np.concatenate((np.unpackbits(words, bitorder="little"), np.zeros(len(hashes), np.uint8)))[:, None]


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 1, 1), (0, 0, 1), (2, 1, 0)])
def test_a_set_out_of_order_or_with_an_entry_twice_is_a_blank(order: tuple[int, ...]) -> None:
    item = SetItem(id="s", rule="count", max_entries=3)
    compiled = compile_sheet(sheet_of(item), ("", ""))
    mine = people("s", Entries(("a", "b", "c")))[0]
    entered = encode(compiled, 0, mine)[: 3 * 64].reshape(3, 64)
    ascending = np.concatenate((entered.reshape(-1), np.zeros(3, np.uint8)))[:, None]
    twisted = np.concatenate((entered[list(order)].reshape(-1), np.zeros(3, np.uint8)))[:, None]
    others = [Entries(("a", "b", "c"))]
    assert with_entered(item, ascending, others)[0].items["s"].value == 3
    assert not with_entered(item, twisted, others)[0].items["s"].agreed


# --- marks ------------------------------------------------------------------------------------------------------------


def test_more_marks_than_allowed_count_as_none() -> None:
    ids = ("a", "b", "c")
    sheet = sheet_of(*(MatchItem(id=i, rule="mutual_yes") for i in ids), dealbreakers=Dealbreakers(max_each=2))
    compiled = compile_sheet(sheet, ("", ""))
    entered = [np.repeat(encode(compiled, seat, Answers())[:, None], 8, axis=1) for seat in range(2)]
    marks = every_combination(3)
    entered[0][3:6] = marks  # three answers, three marks, no random bits
    found = [outcome.blocked for outcome in outcomes_of(compiled, entered, [Answers(), Answers()])]
    assert found == [0 < column.sum() <= 2 for column in marks.T]
