"""Damaged files: whatever is put where gives a sheet, a draft, answers or a refusal; a sheet is always canonical."""

from __future__ import annotations

import copy
import datetime
import json
import random
import tomllib
from decimal import Decimal

import pytest
import tomli_w

from desktop.deals.assemble import assemble_file
from desktop.deals.document import sheet_document
from desktop.deals.errors import InvalidAnswers, InvalidSheet
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Draft, Sheet, canonical, decode_sheet, parse_sheet, to_toml
from desktop.deals.templates import sample_terms, template_ids, template_source
from desktop.deals.terms import resolve
from tests.desktop.deals.strategies import answers_toml, random_deal_answers, random_seats, random_sheet

NUMBERS = [0, 1, -1, 2, 5, 10**9, 10**30, Decimal("NaN"), Decimal("Infinity"), Decimal("1e9999"), Decimal("1e-99")]
TEXTS = ["", "x", "$x", "$", "a.b", "2/3", "n-1", "1/0", "100%", "\u202e", "A", "all", "any", "x" * 600, "set", "total"]
TABLES = [{}, {"x": 1}, {"all": "x"}, {"all": ["x"]}, {"steps": 3, "from": 1, "to": 2}, {"unit": "day", "from": "x"}]
LISTS = [[], [[]], ["x"], ["x", "x"], [1], [{}], ["y"] * 100]
DATES = [datetime.date(2027, 1, 1), datetime.datetime(2027, 1, 1), datetime.time(1, 2)]
ODD: list[object] = [True, False, Decimal("0.1"), Decimal("-0.0"), *NUMBERS, *TEXTS, *TABLES, *LISTS, *DATES]
KEYS = (
    "k",
    "cap",
    "for",
    "x",
    "all",
    "presets",
    "reference",
    "rule",
    "only_if",
    "windows",
    "options",
    "always",
    "value",
)


def places(value: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Where in nested dicts and lists something stands."""
    if isinstance(value, dict):
        return [at, *(place for key, inner in value.items() for place in places(inner, (*at, key)))]
    if isinstance(value, list):
        return [at, *(place for index, inner in enumerate(value) for place in places(inner, (*at, index)))]
    return [at]


def damaged(rng: random.Random, document: dict[str, object]) -> dict[str, object]:
    """A copy with one to three things removed, added or replaced."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 2, 3))):
        *outer, last = rng.choice([place for place in places(document) if place] or [("x",)])
        holder: object = document
        for key in outer:
            holder = holder[key]  # type: ignore[index]  # the place exists
        odd = copy.deepcopy(rng.choice(ODD))
        if rng.random() < 0.2 and isinstance(holder, dict):
            holder.pop(last, None)
        elif rng.random() < 0.2 and isinstance(holder, dict):
            holder[rng.choice(KEYS)] = odd
        elif rng.random() < 0.2 and isinstance(holder, list):
            holder.append(odd)
        else:
            holder[last] = odd  # type: ignore[index]  # the place exists
    return document


@pytest.mark.parametrize("template_id", template_ids())
def test_damaged_built_in_sheets(template_id: str) -> None:
    rng = random.Random(template_id)
    original = tomllib.loads(template_source(template_id).decode(), parse_float=Decimal)
    terms = sample_terms(template_id)
    refused = 0
    for _ in range(40):
        try:
            found = assemble_file(damaged(rng, original))
            sheet = (
                resolve(found, damaged(rng, terms) if rng.random() < 0.5 else terms)
                if isinstance(found, Draft)
                else found
            )
        except InvalidSheet as error:
            refused += bool(error.problems)
            str(error).encode()
            continue
        assert decode_sheet(canonical(sheet)) == sheet
        again = parse_sheet(to_toml(sheet).encode())
        assert isinstance(again, Sheet)
        assert canonical(again) == canonical(sheet)
    assert refused > 10


def test_damaged_canonical_sheets() -> None:
    refused = 0
    for seed in range(300):
        rng = random.Random(seed)
        document = damaged(rng, sheet_document(random_sheet(rng, rng.randint(2, 4)), str))
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        try:
            assert canonical(decode_sheet(text.encode())) == text.encode()
        except InvalidSheet:
            refused += 1
    assert refused > 200


def test_damaged_answers() -> None:
    refused = 0
    for seed in range(300):
        rng = random.Random(seed)
        sheet = random_sheet(rng, 3)
        one = random_deal_answers(rng, sheet, random_seats(rng, sheet, 3))[0]
        text = tomli_w.dumps(damaged(rng, tomllib.loads(answers_toml(sheet, one), parse_float=Decimal)))
        try:
            found = parse_answers(sheet, text.encode())
        except InvalidAnswers:
            refused += 1
            continue
        assert parse_answers(sheet, answers_toml(sheet, found).encode()) == found
    assert refused > 150
