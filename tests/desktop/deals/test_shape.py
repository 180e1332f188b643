"""What goes over the wire is a function of the sheet and the seats: never of what anybody answered."""

from __future__ import annotations

import random

import numpy as np
import pytest

from crypto.engine import capacity_of, evaluate, prepare, rounds_and_bytes
from crypto.message_plan import MessagePlan
from crypto.rounds import Kind, Protocol, run_locally
from desktop.deals.answers import Answers
from desktop.deals.compiler import Compiled, compile_sheet, encode
from desktop.deals.templates import sample_sheet, template_ids
from tests.crypto.dealer import party_keys
from tests.crypto.ideal import deal
from tests.desktop.deals.strategies import random_deal_answers, random_seats

Traffic = tuple[tuple[int, int, int, int], ...]
"""(step, from, to, bytes) of every message; once items are opened, in an order that a coin decides, sorted by size."""
N_ANSWERS = 200
DEALT = (Kind.COIN, Kind.ORDER)


def template(template_id: str) -> tuple[random.Random, Compiled]:
    rng = random.Random(template_id)
    sheet = sample_sheet(template_id)
    seats = random_seats(rng, sheet, 2 if sheet.mode == "pairs" else sheet.parties.min)
    return rng, compile_sheet(sheet, seats)


def some_answers(rng: random.Random, compiled: Compiled, blank: float) -> list[Answers]:
    return random_deal_answers(rng, compiled.sheet, compiled.seats, generous=rng.random(), blank=blank)


def traffic(compiled: Compiled, answers: list[Answers], rng: random.Random) -> Traffic:
    """Everything the engine sends when these people answer so."""
    n = len(compiled.seats)
    seats = tuple(range(n))
    capacity = capacity_of(compiled.circuit, seats, claims=compiled.claims)
    sent: list[tuple[int, int, int, int]] = []

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        sent.append((step, source, destination, len(message)))
        return message

    def party(me: int) -> Protocol[object]:
        prepared = yield from prepare(me, party_keys(n), capacity, rng.randbytes)
        return (
            yield from evaluate(
                prepared,
                compiled.circuit,
                encode(compiled, me, answers[me], rng.randbytes),
                party_of_seat=seats,
                context=b"shape",
                before_order=lambda: None,
                released=lambda name, bits: None,
                claims=compiled.claims,
            )
        )

    run_locally([party(me) for me in range(n)], record)
    opening = 1 + max(step for step, *_ in sent) - 2 * len(compiled.circuit.outputs)
    before = [message for message in sent if message[0] < opening]
    return (*before, *sorted((opening, a, b, size) for step, a, b, size in sent if step >= opening))


def sizes_by_step(sent: Traffic) -> list[list[tuple[int, int, int]]]:
    """Per step, sorted: (from, to, bytes) of every message; all of opening as one step."""
    steps: dict[int, list[tuple[int, int, int]]] = {}
    for step, source, destination, size in sent:
        steps.setdefault(step, []).append((source, destination, size))
    return [sorted(steps[step]) for step in sorted(steps)]


def planned_sizes(plan: MessagePlan, compiled: Compiled) -> list[list[tuple[int, int, int]]]:
    """The same of what the plan says about an evaluation; of dealt coins nothing is sent."""
    n = len(compiled.seats)
    rounds = [
        [(a, b, 0 if planned.kind in DEALT else planned.sizes[a]) for a in range(n) for b in range(n) if a != b]
        for planned in plan.evaluation
    ]
    opening = len(rounds) - 2 * len(compiled.circuit.outputs)
    return [*rounds[:opening], sorted(message for planned in rounds[opening:] for message in planned)]


@pytest.mark.parametrize("template_id", template_ids())
def test_two_hundred_answers_are_entered_as_equally_many_bits(template_id: str) -> None:
    """With the plan of messages, which knows no answers and which both sides enforce, this fixes every length."""
    rng, compiled = template(template_id)
    expected = np.bincount(compiled.circuit.owner, minlength=len(compiled.seats)).tolist()
    for _ in range(N_ANSWERS):
        answers = some_answers(rng, compiled, rng.random())
        lengths = [encode(compiled, seat, own, rng.randbytes).size for seat, own in enumerate(answers)]
        assert lengths == expected


@pytest.mark.parametrize("template_id", template_ids())
def test_all_blank_and_all_filled_in_look_the_same_on_the_wire(
    template_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every message of two whole runs, by step, direction and length; and as the plan says without any answers."""
    rng, compiled = template(template_id)
    deal(monkeypatch, template_id)
    blank = [Answers(role) for role in compiled.seats]
    quiet = traffic(compiled, blank, rng)
    assert quiet == traffic(compiled, some_answers(rng, compiled, 0), rng)
    n, seats = len(compiled.seats), tuple(range(len(compiled.seats)))
    capacity = capacity_of(compiled.circuit, seats, claims=compiled.claims)
    plan = rounds_and_bytes(n, capacity, compiled.circuit, seats, claims=compiled.claims)
    planned = planned_sizes(plan, compiled)
    assert sizes_by_step(quiet)[-len(planned) :] == planned


@pytest.mark.slow
def test_two_hundred_whole_runs_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng, compiled = template("love-me-back")
    deal(monkeypatch, "two hundred")
    shapes = {traffic(compiled, some_answers(rng, compiled, rng.random()), rng) for _ in range(N_ANSWERS)}
    assert len(shapes) == 1


def test_another_sheet_looks_different(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the comparison does see sizes."""
    shapes = []
    for template_id in ("bff-room", "love-me-back"):
        rng, compiled = template(template_id)
        deal(monkeypatch, "twin")
        shapes.append(traffic(compiled, [Answers(role) for role in compiled.seats], rng))
    assert shapes[0] != shapes[1]
