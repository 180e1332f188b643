"""Every built-in sheet compiles, within bounds, and its sample answers give the same result in every way."""

from __future__ import annotations

import random

import numpy as np
import pytest

from desktop.deals.answers import Answers
from desktop.deals.compiler import compile_sheet, encode
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import decide_all
from desktop.deals.sheet import Sheet
from desktop.deals.templates import sample_answers, sample_sheet, template_ids
from tests.desktop.deals.clear import check_possible, outcomes_of
from tests.desktop.deals.strategies import random_deal_answers


def samples(template_id: str, n: int) -> tuple[Sheet, list[Answers]]:
    sheet = sample_sheet(template_id)
    return sheet, [parse_answers(sheet, source) for source in sample_answers(template_id, n)]


@pytest.mark.parametrize("template_id", template_ids())
def test_sample_answers_of_every_template(template_id: str) -> None:
    rng = random.Random(template_id)
    n = 2 if sample_sheet(template_id).mode == "pairs" else sample_sheet(template_id).parties.min
    sheet, sample = samples(template_id, max(n, sample_sheet(template_id).parties.min))
    sample = sample[:n]
    seats = tuple(own.role for own in sample)
    compiled = compile_sheet(sheet, seats)
    everyone = [sample, *([*random_deal_answers(rng, sheet, seats, generous=0.9)] for _ in range(6))]
    bits = [
        np.stack([encode(compiled, seat, one[seat], rng.randbytes) for one in everyone], axis=1) for seat in range(n)
    ]
    outcomes = outcomes_of(compiled, bits, everyone)
    for outcome, answers in zip(outcomes, everyone, strict=True):
        check_possible(outcome, decide_all(sheet, answers))
    assert outcomes[0].agreed


def test_the_job_offer_template_stays_within_its_budget() -> None:
    sheet, sample = samples("salary-offer", 2)
    circuit = compile_sheet(sheet, [own.role for own in sample]).circuit
    assert circuit.depth <= 60
    assert circuit.n_ands + sum(len(output.slots) for output in circuit.outputs) < 44_000
