"""The engine gives what the rule says: the whole protocol, all parties in one process, on small random sheets."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from crypto.engine import capacity_of, evaluate, prepare
from crypto.rounds import Protocol, run_locally
from desktop.deals.answers import Answers, Entries
from desktop.deals.compiler import Compiled, Own, compile_sheet, decode, decode_item, encode
from desktop.deals.items import MatchItem, SetItem
from desktop.deals.kinds.base import Bits
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.rule import decide, decide_all
from tests.desktop.deals.clear import check_possible, people, sheet_of
from tests.desktop.deals.strategies import KINDS, random_deal_answers, random_seats, random_sheet

SMALL_KINDS = tuple(kind for kind in KINDS if kind not in ("disclose", "set"))


def run_engine(compiled: Compiled, answers: Sequence[Answers], rng: random.Random) -> list[Outcome]:
    """The outcome of every party; what was released item by item must be the same."""
    n = len(compiled.seats)
    # Parties are numbered by their keys, seats by the order of joining: here the other way round.
    party_of_seat = tuple(reversed(range(n)))
    keys = tuple(sorted(rng.randbytes(32) for _ in range(n)))
    capacity = capacity_of(compiled.circuit, party_of_seat, claims=compiled.claims)
    inputs = [encode(compiled, seat, own, rng.randbytes) for seat, own in enumerate(answers)]
    released: list[dict[str, ItemOutcome]] = [{} for _ in range(n)]

    def party(me: int) -> Protocol[Outcome]:
        seat = party_of_seat.index(me)
        own = Own(seat, answers[seat], inputs[seat])

        def release(name: str, bits: Bits) -> None:
            released[seat].update(decode_item(compiled, name, bits, own))

        prepared = yield from prepare(me, keys, capacity, rng.randbytes)
        opened = yield from evaluate(
            prepared,
            compiled.circuit,
            inputs[seat],
            party_of_seat=party_of_seat,
            context=b"test",
            before_order=lambda: None,
            released=release,
            claims=compiled.claims,
        )
        return decode(compiled, opened, own)

    by_party = run_locally([party(me) for me in range(n)])
    outcomes = [by_party[party_of_seat[seat]] for seat in range(n)]
    assert [dict(outcome.items) for outcome in outcomes] == released
    return outcomes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "kinds", "n_sheets"),
    [(2, SMALL_KINDS, 74), (2, ("disclose",), 6), (3, SMALL_KINDS, 16), (4, SMALL_KINDS, 6)],
)
def test_random_sheets_through_the_engine(n: int, kinds: Sequence[str], n_sheets: int) -> None:
    for seed in range(n_sheets):
        rng = random.Random(100 * n + seed)
        sheet = random_sheet(rng, n, kinds, n_items=1 if kinds == ("disclose",) else rng.randint(1, 4))
        seats = random_seats(rng, sheet, n)
        compiled = compile_sheet(sheet, seats)
        answers = random_deal_answers(rng, sheet, seats, generous=rng.choice((0.75, 0.95)), blank=0.05)
        outcomes = run_engine(compiled, answers, rng)
        assert all(outcome == outcomes[0] for outcome in outcomes)
        check_possible(outcomes[0], decide_all(sheet, answers))
        if not any(isinstance(item, MatchItem) and item.talk_first_256 for item in sheet.items):
            expected = decide(sheet, answers)
            assert outcomes[0].blocked == expected.blocked
            assert [i.agreed for i in outcomes[0].items.values()] == [i.agreed for i in expected.items.values()]


def test_a_set_through_the_engine_comes_out_in_everybodys_own_spelling() -> None:
    sheet = sheet_of(SetItem(id="s", rule="all_common", max_entries=4))
    answers = people("s", Entries(("Acme", "b")), Entries(("c", "ACME", "B")))
    found = run_engine(compile_sheet(sheet, ("", "")), answers, random.Random(1))
    assert [outcome.items["s"].value for outcome in found] == [("Acme", "b"), ("ACME", "B")]


def test_the_engine_runs_the_circuit_with_the_bits_it_was_given() -> None:
    """The inputs of a seat are in circuit order whatever party sits there."""
    sheet = sheet_of(MatchItem(id="m", rule="at_least", k=1), n=3)
    compiled = compile_sheet(sheet, ("",) * 3)
    assert np.array_equal(compiled.circuit.owner, [0, 1, 2])
    for yes in range(3):
        answers = [Answers(by_item={"m": seat == yes}) for seat in range(3)]
        assert all(outcome.agreed for outcome in run_engine(compiled, answers, random.Random(yes)))
