"""Answers kept as bytes come back as they were; anything else is refused."""

from __future__ import annotations

import random

import pytest

from desktop.deals.answers import Answers
from desktop.deals.plain_answers import decode_answers, encode_answers
from tests.desktop.deals.strategies import random_deal_answers, random_seats, random_sheet


def test_all_answers_come_back() -> None:
    kinds = set()
    for seed in range(150):
        rng = random.Random(seed)
        n = rng.choice((2, 3))
        sheet = random_sheet(rng, n)
        for answers in random_deal_answers(rng, sheet, random_seats(rng, sheet, n), blank=0.2):
            blanks = {name for name, answer in answers.by_item.items() if answer is None}
            again = decode_answers(encode_answers(answers))
            assert (again.role, again.must) == (answers.role, answers.must)
            assert again.by_item == {k: v for k, v in answers.by_item.items() if k not in blanks}
            kinds |= {type(answer) for answer in again.by_item.values()}
    assert len(kinds) == 8


def test_anything_else_is_refused() -> None:
    good = encode_answers(Answers("a", frozenset({"x"}), {"i": True, "l": 2}))
    assert decode_answers(good).by_item == {"i": True, "l": 2}
    bad = [b"", b"{}", good[:-1], good + b" ", good.replace(b":1", b":2", 1), good.replace(b"yes", b"maybe")]
    bad += [
        good.replace(b'"level",2', b'"level","2"'),
        good.replace(b'"level",2', b'"ticks",2'),
        b"[" * 100_000,
        b"\xff",
    ]
    for data in bad:
        with pytest.raises(ValueError, match="not"):
            decode_answers(data)
