"""Draws by joint randomness: uniform, decided by everybody's bits together, and the same again for the same bits."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from desktop.deals.answers import Answers, Preferences, Ranking, Run, Ticks
from desktop.deals.compiler import compile_sheet
from desktop.deals.items import AnyItem, DatesItem, LadderItem, MatchItem, PickItem, RankItem
from desktop.deals.outcome import Value
from tests.desktop.deals.clear import bundle, chi_square_is_fine, fresh, ladder, names, outcomes_of, people, sheet_of

LANES = 6000


def drawn(item: AnyItem, *answers: object, lanes: int = LANES) -> list[Value | None]:
    """What the circuit shows with so many different joint random bits."""
    everyone = people(item.id, *answers)  # type: ignore[arg-type]
    compiled = compile_sheet(sheet_of(item, n=len(answers)), ("",) * len(answers))
    bits = fresh(compiled, everyone, random.Random(9), lanes)
    return [outcome.items[item.id].value for outcome in outcomes_of(compiled, bits, everyone)]


def is_uniform(found: Sequence[Value | None], possible: Sequence[Value]) -> bool:
    counts = Counter(map(repr, found))
    assert set(counts) == set(map(repr, possible))
    return chi_square_is_fine([counts[repr(value)] for value in possible], [len(found) / len(possible)] * len(possible))


SOME = Ticks(frozenset({0, 3, 4, 6, 7}))
ALL = Ticks(frozenset(range(9)))


@pytest.mark.parametrize(
    "item",
    [
        PickItem(id="x", rule="one_random_common", options=names(9)),
        DatesItem(id="x", rule="one_random_common", windows=names(9)),
    ],
)
def test_one_random_common_is_uniform(item: AnyItem) -> None:
    assert is_uniform(drawn(item, SOME, ALL, ALL), [f"option {i}" for i in (0, 3, 4, 6, 7)])


def test_ladder_draw_is_uniform() -> None:
    assert is_uniform(drawn(ladder(7, "ladder_draw"), Run(5), Run(7)), [20, 30, 40, 50, 60])


def test_the_coin_of_a_rank_is_uniform() -> None:
    item = RankItem(id="r", rule="meet_in_ranking", options=names(5))
    tie = Ranking(((4, 1, 2),)), Ranking(((1, 2, 3, 4),))
    assert is_uniform(drawn(item, *tie), ["option 1", "option 2", "option 4"])


@pytest.mark.parametrize("rule", ["meet_in_ranking", "best_sum"])
def test_the_coin_of_a_bundle_is_uniform(rule: str) -> None:
    # Packages 1, 2 and 7 of nine are worth the same to both, and nothing else is acceptable.
    same = Preferences(((0, 50, 50, 0, 0, 0, 0, 50, 0),), (1,), (1,))
    assert is_uniform(drawn(bundle(9, rule=rule), same, same), [{"i0": "1"}, {"i0": "2"}, {"i0": "7"}])


def test_the_coin_among_192_packages_is_uniform() -> None:
    same = Preferences(((0,) * 4, (0,) * 4, (0,) * 4, (0,) * 3), (1,) * 4, (0,) * 4)
    found = drawn(bundle(4, 4, 4, 3), same, same, lanes=192 * 60)
    counts = Counter(map(repr, found))
    assert len(counts) == 192
    assert chi_square_is_fine(list(counts.values()), [60] * 192)


def test_a_tie_at_the_boundary_of_cap_is_a_uniform_draw_of_so_many() -> None:
    item = PickItem(id="p", rule="at_least", k=1, cap=3, options=names(6))
    found = drawn(item, Ticks(frozenset({0, 2, 3, 5, 1})), Ticks(frozenset({2})))
    sets = [tuple(f"option {i}" for i in sorted((2, *pair))) for pair in combinations((0, 1, 3, 5), 2)]
    assert is_uniform(found, sets)


@pytest.mark.parametrize("chance", [1, 64, 200, 255])
def test_talk_first_has_its_chance_in_256ths(chance: int) -> None:
    found = drawn(MatchItem(id="m", rule="mutual_yes", talk_first_256=chance), True, True, lanes=20_000)
    expected = 20_000 * chance / 256
    assert chi_square_is_fine([found.count(None), found.count(True)], [expected, 20_000 - expected])


def test_talk_first_never_turns_a_no_into_a_yes() -> None:
    assert set(drawn(MatchItem(id="m", rule="mutual_yes", talk_first_256=64), True, False, lanes=500)) == {None}


def test_every_seat_alone_makes_the_draw_uniform() -> None:
    """Whatever all others enter, one honest seat's random bits are enough."""
    item = PickItem(id="p", rule="one_random_common", options=names(4))
    compiled = compile_sheet(sheet_of(item, n=3), ("",) * 3)
    everyone = people("p", *[Ticks(frozenset(range(4)))] * 3)
    for honest in range(3):
        bits = fresh(compiled, everyone, random.Random(honest), 2000)
        for seat in range(3):
            if seat != honest:
                bits[seat][len(bits[seat]) - compiled.n_random :] = seat % 2
        found = [outcome.items["p"].value for outcome in outcomes_of(compiled, bits, everyone)]
        assert is_uniform(found, names(4))


def test_the_same_joint_bits_draw_the_same_whoever_entered_what() -> None:
    item = LadderItem(id="l", rule="ladder_draw", amounts=ladder(6, "ladder_draw").amounts, direction=(("", "lower"),))
    compiled = compile_sheet(sheet_of(item), ("", ""))
    everyone = people("l", Run(6), Run(5))
    first = fresh(compiled, everyone, random.Random(1), 300)
    second = [own.copy() for own in first]
    other = np.random.default_rng(2).integers(0, 2, (compiled.n_random, 300), np.uint8)
    for own in second:
        own[len(own) - compiled.n_random :] ^= other  # both change theirs: the sum stays
    assert outcomes_of(compiled, first, everyone) == outcomes_of(compiled, second, everyone)


def repeated(
    item: AnyItem, before: Sequence[object], after: Sequence[object]
) -> list[tuple[Value | None, Value | None]]:
    """Pairs of draws of two runs of one lineage: the same joint random bits, other answers."""
    compiled = compile_sheet(sheet_of(item), ("", ""))
    runs = []
    for answers in (before, after):
        everyone: list[Answers] = people(item.id, *answers)  # type: ignore[arg-type]
        bits = fresh(compiled, everyone, random.Random(4), 400)
        runs.append([outcome.items[item.id].value for outcome in outcomes_of(compiled, bits, everyone)])
    return list(zip(*runs, strict=True))


@pytest.mark.parametrize("rule", ["one_random_common", "cap"])
def test_a_further_run_with_fewer_ticks_repeats_the_draw_where_it_can(rule: str) -> None:
    """A second run must not hand out a second option: the winner stays unless it is no longer common."""
    capped = PickItem(id="p", rule="at_least", k=2, cap=1, options=names(6))
    item = capped if rule == "cap" else PickItem(id="p", rule="one_random_common", options=names(6))
    left = ["option 0", "option 2", "option 3"]
    fewer = Ticks(frozenset({0, 2, 3}))
    for first, second in repeated(item, (Ticks(frozenset(range(6))),) * 2, (Ticks(frozenset(range(6))), fewer)):
        one = first[0] if isinstance(first, tuple) else first
        assert one not in left or second == first


def test_a_further_run_of_a_rank_repeats_the_coin_where_it_can() -> None:
    item = RankItem(id="r", rule="best_sum", options=names(4))
    tied, fewer = Ranking(((0, 1, 2, 3),)), Ranking(((0, 2),))
    for first, second in repeated(item, (tied, tied), (tied, fewer)):
        assert first not in ("option 0", "option 2") or second == first
