"""Further runs: what takes something back, in the clear, in the circuit, and through the engine with real slots."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product

import numpy as np
import pytest

from crypto.circuit import check_circuit, evaluate_clear
from crypto.engine import Sticky, capacity_of, evaluate, prepare
from crypto.errors import CheatingDetected, MisuseError, PeerError
from crypto.rounds import Protocol, settle
from crypto.slots import Slots
from desktop.deals.answers import Answer, Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.compiler import ALL, TAKEN_BACK, Compiled, Own, compile_sheet, decode, encode, join_inputs
from desktop.deals.further import encode_further, is_held, only_add, repeat_inputs, sticky_inputs, taken_back
from desktop.deals.items import AnyItem, DatesItem, LevelItem, MatchItem, PickItem, RankItem, SetItem
from desktop.deals.kinds.base import Bits
from desktop.deals.outcome import Outcome
from desktop.deals.rule import decide_all
from desktop.deals.sheet import Dealbreakers, RunLimits
from tests.desktop.deals.clear import bundle, check_possible, disclose, ladder, names, outcomes_of, sheet_of
from tests.desktop.deals.strategies import random_deal_answers, random_seats, random_sheet

TWICE = RunLimits(max_runs=3, rerun="only_add")


def kept_of(compiled: Compiled, seat: int, answers: Answers, rng: random.Random) -> Bits:
    """What the slots of a seat hold after a run with these answers."""
    return encode(compile_sheet(compiled.sheet, compiled.seats), seat, answers, rng.randbytes)


def inputs_of(
    compiled: Compiled, earlier: Sequence[Answers], entered: Sequence[Answers], rng: random.Random
) -> list[Bits]:
    """Per seat its inputs of a further run, as one column."""
    return [
        encode_further(compiled, seat, entered[seat], kept_of(compiled, seat, own, rng), rng.randbytes)[:, None]
        for seat, own in enumerate(earlier)
    ]


def is_taken_back(compiled: Compiled, bits: Sequence[Bits]) -> bool:
    (bit,) = evaluate_clear(compiled.circuit, join_inputs(compiled, bits))[TAKEN_BACK]
    return bool(bit[0])


# --- every kind, in the clear and as a circuit ------------------------------------------------------------------------


def check_all(item: AnyItem, answers: Sequence[Answer], n: int = 2) -> dict[tuple[int, int], bool]:
    """Every pair of answers: the circuit says what the rule says. (earlier, now) -> taken back."""
    sheet = sheet_of(item, n=n, run=TWICE)
    seats = ("",) * n
    compiled = compile_sheet(sheet, seats, only_add=True)
    check_circuit(compiled.circuit)
    rng = random.Random(item.id)
    everyone = [Answers(by_item={item.id: answer}) for answer in answers]
    pairs = list(product(range(len(answers)), repeat=2))
    found = {(i, j): taken_back(sheet, seats, 0, everyone[i], everyone[j]) == (item.id,) for i, j in pairs}
    kept = [kept_of(compiled, 0, own, rng) for own in everyone]
    mine = [encode_further(compiled, 0, everyone[j], kept[i], rng.randbytes) for i, j in pairs]
    blank = [encode_further(compiled, seat, Answers(), kept_of(compiled, seat, Answers(), rng)) for seat in range(1, n)]
    bits = [np.stack(mine, axis=1), *(own[:, None].repeat(len(pairs), axis=1) for own in blank)]
    opened = evaluate_clear(compiled.circuit, join_inputs(compiled, bits))[TAKEN_BACK][0]
    assert {pair: bool(bit) for pair, bit in zip(pairs, opened, strict=True)} == found
    assert not any(found[i, i] for i in range(len(answers)))
    return found


def grows(found: dict[tuple[int, int], bool], *chain: int) -> None:
    """Along the chain nothing is taken back, and against it always something."""
    for i, j in pairwise(chain):
        assert not found[i, j]
        assert found[j, i]


def test_match() -> None:
    found = check_all(MatchItem(id="m", rule="mutual_yes"), [None, False, True])
    assert [pair for pair, back in found.items() if back] == [(2, 0), (2, 1)]


@pytest.mark.parametrize("rule", ["lower_level", "total"])
def test_level(rule: str) -> None:
    item = LevelItem(id="l", rule=rule, levels=names(4))
    found = check_all(item, [None, 0, 1, 2, 3], n=5 if rule == "total" else 2)
    grows(found, 1, 2, 3, 4)
    assert not found[0, 1]
    assert not found[1, 0]


def test_pick_with_vetoes_and_a_budget() -> None:
    item = PickItem(id="p", rule="at_least", k=1, options=names(3), veto_threshold=1, max_ticks=2)
    answers = [
        None,
        Ticks(frozenset({0})),
        Ticks(frozenset({0, 1})),
        Ticks(frozenset({1, 2})),
        Ticks(frozenset({0}), frozenset({2})),
        Ticks(frozenset(), frozenset({1, 2})),
    ]
    found = check_all(item, answers)
    grows(found, 0, 1, 2)
    grows(found, 4, 1)  # a veto less
    assert found[1, 4]
    assert found[2, 3]
    assert found[4, 5]
    assert not found[5, 4]
    assert not found[5, 0]


@pytest.mark.parametrize("rule", ["meet_in_ranking", "best_sum", "overlap_only"])
def test_rank(rule: str) -> None:
    answers = [None, Ranking(((0,),)), Ranking(((0, 1),)), Ranking(((1,), (0,))), Ranking(((2,), (0,), (1,)))]
    found = check_all(RankItem(id="r", rule=rule, options=names(3)), answers)
    grows(found, 0, 1, 2, 4)
    assert not found[2, 3]  # the order may change
    assert not found[3, 2]


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("rule", ["ladder_draw", "overlap_only", "midpoint", "fair_price"])
def test_ladder(rule: str, direction: str) -> None:
    item = ladder(4, rule, direction, reference=1 if rule == "fair_price" else -1)
    found = check_all(item, [None, *map(Run, range(5))])
    if rule == "fair_price":
        first = 3 if direction == "higher" else 2  # so many ticks reach the reference
        assert all(back == (i - 1 >= first > j - 1) for (i, j), back in found.items())
    else:
        grows(found, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("rule", ["all_common", "earliest_common", "one_random_common"])
def test_dates(rule: str) -> None:
    sets = [frozenset(w for w in range(3) if number >> w & 1) for number in range(8)]
    found = check_all(DatesItem(id="d", rule=rule, windows=names(3)), [Ticks(ticked) for ticked in sets])
    assert all(back == (not sets[i] <= sets[j]) for (i, j), back in found.items())


@pytest.mark.parametrize("rule", ["meet_in_ranking", "best_sum", "best_product", "overlap_only"])
def test_bundle(rule: str) -> None:
    points = ((100, 60, 0), (0, 30))
    answers = [None, *(Preferences(points, (1, 2), (a, b)) for a in range(3) for b in range(2))]
    answers += [Preferences(((0, 0, 0), (0, 0)), (1, 1), (0, 0)), Preferences(((0, 50, 100), (0, 0)), (1, 1), (2, 0))]
    found = check_all(bundle(3, 2, rule=rule), answers)
    assert not found[2, 1]  # 100 + 60 is asked first, then 100
    assert found[1, 2]
    assert not any(found[0, j] for j in range(len(answers)))
    assert not any(found[i, 7] for i in range(len(answers)))  # everything is acceptable
    assert found[1, 8]


def offered(**conditions: Offer) -> Offers:
    return Offers(conditions)


def test_disclose() -> None:
    text = "words"
    answers = [
        None,
        offered(s0=Offer(text=text)),
        offered(s0=Offer(text=text), s1=Offer(text=text)),
        offered(s0=Offer(("2.s0",), text=text)),
        offered(s0=Offer(("2.s0", "3.s1"), text=text)),
        offered(s0=Offer(any_k=1, any_of=("2.s0", "3.s0"), text=text)),
        offered(s0=Offer(any_k=2, any_of=("2.s0", "3.s0"), text=text)),
        offered(s0=Offer(any_k=1, any_of=("2.s0", "3.s0", "3.s1"), text=text)),
        offered(s0=Offer(any_k=2, any_of=("2.s0", "3.s0", "3.s1"), text="other words")),
    ]
    found = check_all(disclose(2), answers, n=3)
    grows(found, 0, 1, 2)
    grows(found, 4, 3, 1)
    grows(found, 6, 5, 7, 1)
    grows(found, 6, 8, 7)
    assert found[3, 5]  # the one is not asked for any more, but others are
    assert found[5, 8]


def test_disclose_with_every_condition_there_is() -> None:
    """follows_from is exact for conditions on single statements: tried with every set of open ones."""
    references = ("2.s0", "2.s1", "3.s0")
    offers = [Offer(("2.s0",), text="t"), Offer(text="t")]
    for size in (1, 2, 3):
        offers += [Offer(any_k=k, any_of=references[:size], text="t") for k in range(1, size + 1)]
    offers += [Offer(any_k=1, any_of=references[1:], text="t")]
    found = check_all(disclose(2), [offered(s0=offer) for offer in offers], n=3)
    holds = [
        [
            set(offer.requires) <= opened and len(set(offer.any_of) & opened) >= offer.any_k
            for opened in (set(some) for size in range(4) for some in combinations(references, size))
        ]
        for offer in offers
    ]
    for (i, j), back in found.items():
        implied = all(now or not before for before, now in zip(holds[i], holds[j], strict=True))
        assert back >= (not implied)
        if not offers[i].requires and not offers[j].requires:
            assert back == (not implied)


@pytest.mark.parametrize("rule", ["all_common", "count", "at_least"])
def test_set(rule: str) -> None:
    answers = [None, Entries(("a",)), Entries(("A ", "b")), Entries(("c", "b")), Entries(("a", "b", "c"))]
    found = check_all(SetItem(id="s", rule=rule, k=1, max_entries=3), answers)
    grows(found, 0, 1, 2, 4)
    grows(found, 3, 4)
    assert found[2, 3]


def test_a_full_set_can_only_come_again() -> None:
    answers = [Entries(("a", "b")), Entries(("b", "c"))]
    assert check_all(SetItem(id="s", rule="count", max_entries=2), answers)[0, 1]


def test_marks_can_only_go() -> None:
    items = [MatchItem(id=item_id, rule="mutual_yes") for item_id in "ab"]
    sheet = sheet_of(*items, run=TWICE, dealbreakers=Dealbreakers(max_each=1, items=()))
    compiled = compile_sheet(sheet, ("", ""), only_add=True)
    marks = [frozenset(), frozenset("a"), frozenset("b")]
    rng = random.Random(1)
    for earlier, now in product(marks, repeat=2):
        before, after = (Answers(must=must) for must in (earlier, now))
        bits = inputs_of(compiled, [before, Answers()], [after, Answers()], rng)
        assert is_taken_back(compiled, bits) == (not now <= earlier)
        assert only_add(sheet, ("", ""), 0, before, after).must == now & earlier
    too_many = inputs_of(compiled, [Answers(), Answers()], [Answers(must=frozenset("a")), Answers()], rng)
    too_many[0][-2:] = 1  # earlier it entered both: that counted as none
    assert is_taken_back(compiled, too_many)


# --- whole sheets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_random_sheets(n: int) -> None:
    """The circuit asks for exactly what only_add does, and the result is that of the answers that count."""
    for seed in range({2: 15, 3: 8, 4: 4, 5: 2}[n]):
        rng = random.Random(100 * n + seed)
        sheet = replace(random_sheet(rng, n), run=TWICE)
        seats = random_seats(rng, sheet, n)
        compiled = compile_sheet(sheet, seats, only_add=True)
        check_circuit(compiled.circuit)
        plain = compile_sheet(sheet, seats)
        for _ in range(4):
            earlier = random_deal_answers(rng, sheet, seats, generous=rng.choice((0.1, 0.4)), blank=0.2)
            now = random_deal_answers(rng, sheet, seats, generous=0.95, blank=0.1)
            back = [taken_back(sheet, seats, seat, *pair) for seat, pair in enumerate(zip(earlier, now, strict=True))]
            marked = any(after.must - before.must for before, after in zip(earlier, now, strict=True))
            assert is_taken_back(compiled, inputs_of(compiled, earlier, now, rng)) == (marked or any(back))
            counts = [only_add(sheet, seats, seat, earlier[seat], now[seat]) for seat in range(n)]
            for seat, own in enumerate(counts):
                assert taken_back(sheet, seats, seat, earlier[seat], own) == ()
                assert own.must <= earlier[seat].must
                for item in sheet.items:
                    source = earlier[seat] if item.id in back[seat] else now[seat]
                    assert own.by_item.get(item.id) == source.by_item.get(item.id)
            bits = inputs_of(compiled, earlier, counts, rng)
            assert not is_taken_back(compiled, bits)
            (outcome,) = outcomes_of(compiled, bits, [counts])
            check_possible(outcome, decide_all(sheet, counts))
            ends = [plain.n_inputs(seat) for seat in range(n)]
            without = [column[:end] for column, end in zip(bits, ends, strict=True)]
            assert outcomes_of(plain, without, [counts]) == [outcome]


MONOTONE = (
    MatchItem(id="match", rule="mutual_yes"),
    MatchItem(id="any", rule="at_least", k=1),
    LevelItem(id="level", rule="lower_level", levels=names(2)),
    PickItem(id="pick", rule="all_common", options=names(4), max_ticks=3),
    PickItem(id="veto", rule="at_least", k=2, options=names(3), veto_threshold=1),
    RankItem(id="rank", rule="overlap_only", options=names(4)),
    RankItem(id="sum", rule="best_sum", options=names(1)),
    replace(ladder(4, "overlap_only"), id="ladder"),
    replace(ladder(4, "fair_price", reference=2), id="price"),
    DatesItem(id="dates", rule="all_common", windows=names(4)),
    replace(bundle(3, rule="overlap_only"), id="bundle"),
    replace(disclose(2), id="disclose"),
)
"""Items of which a bit of the result only comes up when an answer says yes to more."""

YES: dict[str, Answer] = {
    "match": True,
    "level": 1,
    "pick": Ticks(frozenset(range(3))),
    "ladder": Run(4),
    "dates": Ticks(frozenset(range(4))),
    "bundle": Preferences(((0, 0, 0),), (1,), (0,)),
    "disclose": Offers({"s0": Offer(text="a"), "s1": Offer(text="b")}),
}


@pytest.mark.parametrize("item", MONOTONE, ids=lambda item: item.id)
def test_whatever_is_entered_nothing_gets_lost_unseen(item: AnyItem) -> None:
    """Any bits at all, twice: where nothing counts as taken back, the result has all that it had before.

    The other seat says yes to everything, so that the result shows all that an answer says yes to.
    """
    rng = random.Random(item.id)
    generator = np.random.default_rng(7)
    sheet = sheet_of(item, run=TWICE)
    compiled, plain = compile_sheet(sheet, ("", ""), only_add=True), compile_sheet(sheet, ("", ""))
    m, n_random, lanes = plain.n_inputs(0), plain.n_random, 3000
    before = (generator.random((m, lanes)) < generator.random((1, lanes))).astype(np.uint8)
    now = before | (generator.random((m, lanes)) < 0.15)
    now ^= (generator.random((m, lanes)) < 0.2) & (generator.random((1, lanes)) < 0.5)
    now[m - n_random :] = before[m - n_random :]
    answer = Ranking((tuple(range(len(item.options))),)) if isinstance(item, RankItem) else YES[item.kind]
    other = encode(plain, 1, Answers(by_item={item.id: answer}), rng.randbytes)[:, None].repeat(lanes, 1)
    theirs = np.concatenate((other, other[: len(other) - n_random]))
    mine = np.concatenate((now, before[: m - n_random]))
    opened = evaluate_clear(compiled.circuit, join_inputs(compiled, [mine, theirs]))
    first = evaluate_clear(plain.circuit, join_inputs(plain, [before, other]))
    shown = slice(0, 5) if item.kind == "disclose" else slice(None)  # texts may change
    fine = opened[TAKEN_BACK][0] == 0
    had = first[item.id][shown]
    assert not (had & (1 - opened[item.id][shown]))[:, fine].any()
    assert int((fine & had.any(axis=0)).sum()) > 20
    assert int((~fine).sum()) > 20


def test_an_entry_of_a_set_does_not_get_lost_unseen() -> None:
    """Lists out of order, and the mark of what only fills up put on an entry."""
    sheet = sheet_of(SetItem(id="s", rule="count", max_entries=3), run=TWICE)
    compiled, rng = compile_sheet(sheet, ("", ""), only_add=True), random.Random(3)
    before = Answers(by_item={"s": Entries(("a", "b"))})
    bits = inputs_of(compiled, [before, Answers()], [before, Answers()], rng)
    assert not is_taken_back(compiled, bits)
    for position, bit in product(range(3), (0, 63)):  # another entry, or one that only fills up
        changed = [column.copy() for column in bits]
        changed[0][64 * position + bit] ^= 1
        if (position, bit) != (2, 63):  # what only filled up may be an entry now
            assert is_taken_back(compiled, changed) == (position < 2)
    swapped = [column.copy() for column in bits]
    swapped[0][:128] = np.roll(swapped[0][:128], 64, axis=0)
    assert is_taken_back(compiled, swapped)


def test_the_circuit_without_it_is_the_same_as_before() -> None:
    sheet = sheet_of(MatchItem(id="m", rule="mutual_yes"), run=TWICE)
    first, further = compile_sheet(sheet, ("", "")), compile_sheet(sheet, ("", ""), only_add=True)
    assert [output.name for output in first.circuit.outputs] == ["m"]
    assert [output.name for output in further.circuit.outputs] == ["m", TAKEN_BACK]
    assert further.n_inputs(0) == first.n_inputs(0) == 1
    whole = compile_sheet(replace(sheet, all_or_nothing=True), ("", ""), only_add=True)
    assert [output.name for output in whole.circuit.outputs] == [ALL, TAKEN_BACK]


def test_what_is_sticky() -> None:
    items = (PickItem(id="p", rule="one_random_common", options=names(3)), MatchItem(id="m", rule="mutual_yes"))
    add, free = (sheet_of(*items, run=RunLimits(max_runs=2, rerun=rerun)) for rerun in ("only_add", "free"))
    first, further = compile_sheet(add, ("", "")), compile_sheet(add, ("", ""), only_add=True)
    m, n_random = first.n_inputs(0), first.n_random
    assert n_random > 0
    kept = sticky_inputs(first, keep=True, further=False)
    assert kept.earlier is None
    assert [list(positions) for positions in kept.kept] == [list(range(m))] * 2
    last = sticky_inputs(further, keep=False, further=True)
    assert last.kept is None
    assert last.must_be_zero == TAKEN_BACK
    expected = [*range(m, 2 * m - n_random), *range(m - n_random, m)]
    assert [list(positions) for positions in last.earlier] == [expected] * 2
    only_draws = sticky_inputs(compile_sheet(free, ("", "")), keep=True, further=True)
    draws = [list(range(m - n_random, m))] * 2
    assert [list(positions) for positions in only_draws.earlier] == draws
    assert [list(positions) for positions in only_draws.kept] == [list(range(m))] * 2  # to be repeated, if need be
    assert [list(p) for p in repeat_inputs(first).earlier] == [list(range(m))] * 2
    assert repeat_inputs(first).kept is None
    assert only_draws.must_be_zero == ""
    assert sticky_inputs(first, keep=False, further=False) is None
    nothing = compile_sheet(replace(free, items=items[1:]), ("", ""))
    assert [is_held(sheet, ("", "")) for sheet in (add, free, nothing.sheet)] == [True, True, False]
    assert sticky_inputs(nothing, keep=True, further=True).earlier is None
    assert sticky_inputs(nothing, keep=False, further=True) is None


def test_misuse() -> None:
    sheet = sheet_of(MatchItem(id="m", rule="mutual_yes"), run=TWICE)
    compiled = compile_sheet(sheet, ("", ""), only_add=True)
    with pytest.raises(MisuseError):
        encode_further(compiled, 0, Answers(), np.zeros(2, np.uint8))
    with pytest.raises(MisuseError):
        only_add(sheet, ("", ""), 0, Answers("a"), Answers("b"))


# --- through the engine -----------------------------------------------------------------------------------------------


def play(
    compiled: Compiled,
    answers: Sequence[Answers],
    slots: Sequence[Slots | None],
    inputs: Sequence[Bits],
    rng: random.Random,
) -> tuple[list[Outcome | PeerError], list[Slots]]:
    """One run; the outcome of every seat, and the slots it made there."""
    n = len(compiled.seats)
    keys = tuple(bytes([party]) * 32 for party in range(1, n + 1))
    layout = sticky_inputs(compiled, keep=True, further=slots[0] is not None)
    seats = tuple(range(n))
    made: dict[int, Slots] = {}
    coming: dict[int, Slots] = {}

    def party(me: int) -> Protocol[Outcome]:
        prepared = yield from prepare(me, keys, capacity_of(compiled.circuit, seats, layout), rng.randbytes)
        opened = yield from evaluate(
            prepared,
            compiled.circuit,
            inputs[me],
            party_of_seat=seats,
            context=b"test",
            before_order=lambda: made.update({me: coming[me]}),
            released=lambda name, bits: None,
            sticky=Sticky(layout, slots[me], lambda held: None, lambda new: coming.update({me: new})),
        )
        return decode(compiled, opened, Own(me, answers[me], inputs[me]))

    outcomes = settle([party(me) for me in range(n)])
    return outcomes, [made[me] for me in sorted(made)]


@pytest.mark.parametrize(("n", "seeds"), [(2, 3), (3, 1)])
def test_three_runs_through_the_engine(n: int, seeds: int) -> None:
    """What counts in each run is held against what counted in the one before; the draws stay the same."""
    for seed in range(seeds):
        rng = random.Random(seed)
        sheet = replace(random_sheet(rng, n, ("match", "pick", "ladder", "rank"), n_items=3), run=TWICE)
        seats = random_seats(rng, sheet, n)
        compiled = compile_sheet(sheet, seats)
        counts = list(random_deal_answers(rng, sheet, seats, generous=0.4, blank=0.1))
        inputs = [encode(compiled, seat, own, rng.randbytes) for seat, own in enumerate(counts)]
        outcomes, slots = play(compiled, counts, [None] * n, inputs, rng)
        further = compile_sheet(sheet, seats, only_add=True)
        for _ in range(2):
            now = random_deal_answers(rng, sheet, seats, generous=0.8, blank=0.1)
            counts = [only_add(sheet, seats, seat, counts[seat], now[seat]) for seat in range(n)]
            kept = [next(iter(own.owned.values())).bits for own in slots]
            inputs = [encode_further(further, s, own, kept[s], rng.randbytes) for s, own in enumerate(counts)]
            outcomes, slots = play(further, counts, slots, inputs, rng)
            assert all(outcome == outcomes[0] for outcome in outcomes)
            check_possible(outcomes[0], decide_all(sheet, counts))


def last_bits(slots: Slots, n_bits: int) -> Slots:
    """What is left of slots when a run of a sheet with free answers came to its end."""
    owned = {peer: slot.last(n_bits) for peer, slot in slots.owned.items()}
    return Slots(owned, {peer: slot.last(n_bits) for peer, slot in slots.held.items()})


def test_the_same_answers_give_the_same_draw() -> None:
    """64 options, ticked by all: the same one comes out again. By chance alone this would be 1 of 64, three times."""
    rng = random.Random(5)
    item = PickItem(id="p", rule="one_random_common", options=names(64))
    for rerun in ("free", "only_add"):
        sheet = sheet_of(item, run=RunLimits(max_runs=9, rerun=rerun))
        answers = [Answers(by_item={"p": Ticks(frozenset(range(64)))})] * 2
        compiled = compile_sheet(sheet, ("", ""))
        inputs = [encode(compiled, seat, own, rng.randbytes) for seat, own in enumerate(answers)]
        (first, _), slots = play(compiled, answers, [None, None], inputs, rng)
        compiled = compile_sheet(sheet, ("", ""), only_add=rerun == "only_add")
        slots = [last_bits(own, compiled.n_random) if rerun == "free" else own for own in slots]
        kept = [next(iter(own.owned.values())).bits for own in slots]
        inputs = [encode_further(compiled, s, own, kept[s], rng.randbytes) for s, own in enumerate(answers)]
        (again, _), _ = play(compiled, answers, slots, inputs, rng)
        assert again == first
        assert first.items["p"].agreed


def test_a_changed_program_that_takes_back_ends_the_run() -> None:
    sheet = sheet_of(MatchItem(id="m", rule="mutual_yes"), run=TWICE)
    rng = random.Random(6)
    yes, no = (Answers(by_item={"m": value}) for value in (True, False))
    compiled = compile_sheet(sheet, ("", ""))
    inputs = [encode(compiled, seat, yes, rng.randbytes) for seat in range(2)]
    _, slots = play(compiled, [yes, yes], [None, None], inputs, rng)
    further = compile_sheet(sheet, ("", ""), only_add=True)
    kept = [next(iter(own.owned.values())).bits for own in slots]
    inputs = [encode_further(further, seat, own, kept[seat], rng.randbytes) for seat, own in enumerate((no, yes))]
    outcomes, made = play(further, [no, yes], slots, inputs, rng)
    assert all(isinstance(outcome, CheatingDetected) for outcome in outcomes)
    assert made == []
