"""The circuit of a sheet equals the rule, is the same everywhere, and shows nothing by its sizes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crypto.circuit import check_circuit, evaluate_clear
from crypto.errors import MisuseError
from desktop.deals.answers import Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.compiler import ALL, BLOCKED, Compiled, Own, compile_sheet, decode, decode_item, encode, join_inputs
from desktop.deals.errors import InvalidAnswers, InvalidSheet
from desktop.deals.items import DatesItem, DiscloseItem, MatchItem, PickItem, RankItem, SetItem, Statement
from desktop.deals.kinds.base import Bits
from desktop.deals.rule import decide, decide_all
from desktop.deals.sheet import Dealbreakers, Sheet
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
from tests.desktop.deals.strategies import KINDS, random_deal_answers, random_seats, random_sheet

PROJECT = Path(__file__).parents[3]


def job_offer() -> Sheet:
    """The size of a whole job offer: pay, a bundle of 192 packages, topics, dates, a rank, a match, four statements."""
    own = (("candidate", (Statement("c1"), Statement("c2"))), ("employer", (Statement("e1"), Statement("e2"))))
    terms = bundle(4, 4, 4, 3)
    return sheet_of(
        ladder(7, "ladder_draw", {"candidate": "higher", "employer": "lower"}),
        terms,
        PickItem(id="topics", rule="all_common", options=names(9), max_ticks=5),
        DatesItem(id="start", rule="earliest_common", windows=names(6)),
        RankItem(id="trial", rule="meet_in_ranking", options=names(4)),
        MatchItem(id="visa", rule="mutual_yes"),
        DiscloseItem(id="frank", rule="open_together", statements=own),
        roles=("candidate", "employer"),
        dealbreakers=Dealbreakers(max_each=2),
    )


# --- the oracle -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_random_sheets_and_answers_give_what_the_rule_says(n: int) -> None:
    for seed in range({2: 80, 3: 60, 4: 45, 5: 35}[n]):
        rng = random.Random(1000 * n + seed)
        check_random_sheet(rng, random_sheet(rng, n), n, lanes=12)


@pytest.mark.parametrize("kind", KINDS)
def test_random_sheets_of_one_kind(kind: str) -> None:
    for seed in range(25):
        rng = random.Random(seed)
        n = 2 if kind == "set" else rng.choice((2, 2, 3, 4, 6 if kind == "disclose" else 8))
        check_random_sheet(rng, random_sheet(rng, n, (kind,), n_items=2), n, lanes=10)


def check_random_sheet(rng: random.Random, sheet: Sheet, n: int, lanes: int) -> None:
    seats = random_seats(rng, sheet, n)
    compiled = compile_sheet(sheet, seats)
    check_circuit(compiled.circuit)
    everyone = [
        random_deal_answers(rng, sheet, seats, generous=rng.choice((0.5, 0.75, 0.95)), blank=rng.choice((0, 0.15)))
        for _ in range(lanes)
    ]
    bits = [
        np.stack([encode(compiled, seat, one[seat], rng.randbytes) for one in everyone], axis=1) for seat in range(n)
    ]
    for outcome, answers in zip(outcomes_of(compiled, bits, everyone), everyone, strict=True):
        check_possible(outcome, decide_all(sheet, answers))
        if not any(isinstance(item, MatchItem) and item.talk_first_256 for item in sheet.items):
            expected = decide(sheet, answers, rng.randbytes)
            assert outcome.blocked == expected.blocked
            assert [i.agreed for i in outcome.items.values()] == [i.agreed for i in expected.items.values()]


def test_bundles_of_many_packages() -> None:
    for seed, (sizes, n) in enumerate(
        (((4, 4, 4, 3), 2), ((4, 4, 4, 4), 3), ((7, 4, 3, 3), 2), ((13,), 2), ((5, 5, 5), 5))
    ):
        for rule in ("meet_in_ranking", "best_sum", "best_product"):
            if rule == "best_product" and n > 3:
                continue
            rng = random.Random(seed)
            check_random_sheet(rng, sheet_of(bundle(*sizes, rule=rule), n=n), n, lanes=24)


def test_a_large_bundle() -> None:
    item = replace(bundle(16, 16, 8), large=True)
    check_random_sheet(random.Random(1), sheet_of(item), 2, lanes=8)


def test_sets_of_any_size() -> None:
    for max_entries in (1, 2, 3, 7, 8, 9, 33):
        words = [f"word {i}" for i in range(2 * max_entries)]
        rng = random.Random(max_entries)
        sheet = sheet_of(
            *(SetItem(id=r, rule=r, k=2, max_entries=max_entries) for r in ("all_common", "count", "at_least"))
        )
        compiled = compile_sheet(sheet, ("", ""))
        for _ in range(6):
            own = [Entries(tuple(rng.sample(words, rng.randint(0, max_entries)))) for _ in range(2)]
            answers = [Answers(by_item=dict.fromkeys(("all_common", "count", "at_least"), one)) for one in own]
            bits = fresh(compiled, answers, rng, 1)
            expected = decide(sheet, answers)
            assert outcomes_of(compiled, bits, answers, viewer=0) == [expected]
            assert outcomes_of(compiled, bits, answers, viewer=1) == [expected]


def test_a_set_is_shown_to_each_in_the_own_spelling() -> None:
    sheet = sheet_of(SetItem(id="s", rule="all_common", max_entries=4))
    answers = people("s", Entries(("ACME", "b")), Entries(("c", "acme")))
    compiled = compile_sheet(sheet, ("", ""))
    bits = fresh(compiled, answers, random.Random(1), 1)
    assert [outcomes_of(compiled, bits, answers, viewer)[0].items["s"].value for viewer in (0, 1)] == [
        ("ACME",),
        ("acme",),
    ]


def test_a_set_cannot_be_read_without_the_own_entries() -> None:
    sheet = sheet_of(SetItem(id="s", rule="all_common", max_entries=1))
    compiled = compile_sheet(sheet, ("", ""))
    with pytest.raises(MisuseError):
        decode_item(compiled, "s", np.array([1, 1, 1], np.uint8))
    with pytest.raises(InvalidAnswers):
        encode(compiled, 0, people("s", Entries(("a", "b")))[0])


# --- the same everywhere ----------------------------------------------------------------------------------------------


def test_the_same_sheet_compiles_to_the_same_bytes_under_every_hash_seed() -> None:
    program = (
        "import random\n"
        "from desktop.deals.compiler import compile_sheet\n"
        "from tests.desktop.deals.strategies import random_seats, random_sheet\n"
        "from tests.desktop.deals.test_compiler import job_offer\n"
        "sheet = job_offer()\n"
        "print(compile_sheet(sheet, sheet.roles).circuit.digest().hex())\n"
        "for n in (2, 3, 4, 5):\n"
        "    rng = random.Random(n)\n"
        "    sheet = random_sheet(rng, n, n_items=6)\n"
        "    print(compile_sheet(sheet, random_seats(rng, sheet, n)).circuit.digest().hex())\n"
    )
    digests = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", program]
        digests.add(subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=True).stdout)
    assert len(digests) == 1
    assert len(digests.pop().split()) == 5


def test_seats_and_sheet_alone_decide_every_size() -> None:
    rng = random.Random(4)
    for n in (2, 3, 5):
        sheet = random_sheet(rng, n, n_items=6)
        seats = random_seats(rng, sheet, n)
        compiled = compile_sheet(sheet, seats)
        for seat, role in enumerate(seats):
            expected = (int((compiled.circuit.owner == seat).sum()),)
            assert encode(compiled, seat, Answers(role)).shape == expected
            for _ in range(5):
                answers = random_deal_answers(rng, sheet, seats)[seat]
                bits = encode(compiled, seat, answers)
                assert bits.shape == expected
                assert bits.dtype == np.uint8
                assert bits.max(initial=0) <= 1


# --- inputs and outputs -----------------------------------------------------------------------------------------------


def test_one_output_per_item_and_one_for_blocked() -> None:
    sheet = job_offer()
    circuit = compile_sheet(sheet, sheet.roles).circuit
    assert [output.name for output in circuit.outputs] == [BLOCKED, *(item.id for item in sheet.items)]
    assert {output.recipients for output in circuit.outputs} == {(0, 1)}
    assert [len(output.slots) for output in circuit.outputs] == [1, 4, 9, 10, 4, 3, 1, 1 + 4 * (1 + 8 * 280)]
    without = compile_sheet(replace(sheet, dealbreakers=None), sheet.roles).circuit
    assert [output.name for output in without.outputs] == [item.id for item in sheet.items]


def test_an_all_or_nothing_sheet_is_one_output() -> None:
    sheet = replace(job_offer(), all_or_nothing=True)
    compiled = compile_sheet(sheet, sheet.roles)
    assert [output.name for output in compiled.circuit.outputs] == [ALL]
    assert len(compiled.circuit.outputs[0].slots) == 1 + 4 + 9 + 10 + 4 + 3 + 1 + 8965


def test_items_can_be_read_one_by_one_as_they_are_opened() -> None:
    sheet = sheet_of(MatchItem(id="m", rule="mutual_yes"), PickItem(id="p", rule="all_common", options=names(2)))
    compiled = compile_sheet(replace(sheet, dealbreakers=Dealbreakers(max_each=1)), ("", ""))
    assert decode_item(compiled, BLOCKED, np.array([1], np.uint8)) == {}
    assert decode_item(compiled, "p", np.array([1, 0, 1], np.uint8))["p"].value == ("option 1",)
    nothing = {"p": np.zeros(3, np.uint8), "m": np.zeros(1, np.uint8)}
    outcome = decode(compiled, {BLOCKED: np.array([1], np.uint8), **nothing})
    assert outcome.blocked
    assert list(outcome.items) == ["m", "p"]


def test_what_is_not_shown_opens_as_zeros() -> None:
    rng = random.Random(8)
    for _ in range(40):
        sheet = random_sheet(rng, 2, KINDS[:-1], n_items=4)  # the marks of a set open under their owners' masks
        seats = random_seats(rng, sheet, 2)
        compiled = compile_sheet(sheet, seats)
        answers = random_deal_answers(rng, sheet, seats, generous=0.6)
        for name, bits in opened_bits(compiled, fresh(compiled, answers, rng, 8)).items():
            if name in (BLOCKED, ALL):
                continue
            assert not bits[:, bits[0] == 0].any()


def test_marks_of_a_set_that_is_not_shown_open_as_nothing_but_masks() -> None:
    sheet = sheet_of(
        MatchItem(id="m", rule="mutual_yes"), SetItem(id="s", rule="all_common", max_entries=4, only_if="m")
    )
    compiled = compile_sheet(sheet, ("", ""))
    one = Answers(by_item={"s": Entries(("a", "b"))})
    bits = fresh(compiled, [one, one], random.Random(1), 1)
    masks = np.concatenate([own[-4:] for own in bits])
    assert np.array_equal(opened_bits(compiled, bits)["s"][1:], masks)


def opened_bits(compiled: Compiled, bits: list[Bits]) -> dict[str, Bits]:
    return evaluate_clear(compiled.circuit, join_inputs(compiled, bits))


def test_the_joint_random_bits_are_the_first_that_are_asked_for_and_the_last_that_are_entered() -> None:
    sheet = sheet_of(
        PickItem(id="p", rule="one_random_common", options=names(5)), SetItem(id="s", rule="count", max_entries=3)
    )
    compiled = compile_sheet(sheet, ("", ""))
    asked: list[int] = []

    def source(n: int) -> bytes:
        asked.append(n)
        return bytes([0xA5]) * n if len(asked) == 1 else os.urandom(n)

    bits = encode(compiled, 0, Answers(), source)
    assert asked[0] == (compiled.n_random + 7) // 8
    expected = np.unpackbits(np.frombuffer(bytes([0xA5]) * asked[0], np.uint8), bitorder="little")
    assert np.array_equal(bits[-compiled.n_random :], expected[: compiled.n_random])


def test_answers_of_another_role_are_a_defect() -> None:
    sheet = job_offer()
    compiled = compile_sheet(sheet, sheet.roles)
    with pytest.raises(MisuseError):
        encode(compiled, 0, Answers("employer"))


# --- results as people read them --------------------------------------------------------------------------------------


def test_the_canonical_result_of_a_sheet_with_every_kind() -> None:
    sheet = sheet_of(
        MatchItem(id="m", rule="mutual_yes"),
        PickItem(id="p", rule="all_common", options=names(3)),
        RankItem(id="r", rule="meet_in_ranking", options=names(3)),
        ladder(3, "midpoint"),
        DatesItem(id="w", rule="earliest_common", windows=("2027-01", "2027-02")),
        bundle(2, 2),
        disclose(1),
        SetItem(id="s", rule="all_common", max_entries=2),
        MatchItem(id="no", rule="mutual_yes"),
    )
    answers = Answers(
        by_item={
            "m": True,
            "p": Ticks(frozenset({2, 0})),
            "r": Ranking(((1,),)),
            "l": Run(2),
            "w": Ticks(frozenset({1})),
            "b": Preferences(((1, 0), (0, 1)), (1, 1), (0, 1)),
            "d": Offers({"s0": Offer(text="hi")}),
            "s": Entries(("B", "a")),
        }
    )
    compiled = compile_sheet(sheet, ("", ""))
    (outcome,) = outcomes_of(compiled, fresh(compiled, [answers, answers], random.Random(1), 1), [answers, answers])
    assert outcome == decide(sheet, [answers, answers])
    assert json.loads(json.dumps(outcome.to_json())) == {
        "agreed": True,
        "blocked": False,
        "items": {
            "m": {"agreed": True, "value": True},
            "p": {"agreed": True, "value": ["option 0", "option 2"]},
            "r": {"agreed": True, "value": "option 1"},
            "l": {"agreed": True, "value": 10},
            "w": {"agreed": True, "value": "2027-02"},
            "b": {"agreed": True, "value": {"i0": "0", "i1": "1"}},
            "d": {"agreed": True, "value": {"1.s0": {"text": "hi"}, "2.s0": {"text": "hi"}}},
            "s": {"agreed": True, "value": ["a", "B"]},
            "no": {"agreed": False},
        },
    }


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_a_job_offer_stays_within_its_budget() -> None:
    sheet = job_offer()
    started = time.perf_counter()
    circuit = compile_sheet(sheet, sheet.roles).circuit
    assert time.perf_counter() - started < 5  # about 0.1 s on an idle machine
    assert circuit.depth <= 60
    assert circuit.n_ands + sum(len(output.slots) for output in circuit.outputs) < 44_000


def test_a_fair_price_is_a_single_and_gate() -> None:
    sheet = sheet_of(ladder(7, "fair_price", "higher", reference=3))
    circuit = compile_sheet(sheet, ("", "")).circuit
    assert (circuit.n_ands, circuit.depth, circuit.n_inputs) == (1, 1, 2)


def test_too_large_a_sheet_is_refused_before_any_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.deals.compiler.MAX_AND_GATES", 2000)
    compile_sheet(sheet_of(bundle(4, 3)), ("", ""))
    with pytest.raises(InvalidSheet, match="at most 2000"):
        compile_sheet(sheet_of(bundle(4, 4, 3)), ("", ""))


def test_more_gates_than_can_be_written_is_the_same_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crypto.builder.MAX_GATES", 500)
    with pytest.raises(InvalidSheet, match="AND gates"):
        compile_sheet(sheet_of(bundle(4, 4)), ("", ""))


def test_private_values_do_not_show_in_representations() -> None:
    own = Own(0, Answers(by_item={"m": True}), np.full(3, 77, np.uint8))
    assert "True" not in repr(own)
    assert "77, 77" not in repr(own)
