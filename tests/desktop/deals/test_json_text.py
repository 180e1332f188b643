"""JSON for people's programs: the digits of the sheet, and whatever json.dumps writes of everything else."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.deals.json_text import json_text, number_read
from desktop.deals.preview import everything, preview
from desktop.deals.rule import decide
from desktop.deals.sheet import parse_sheet
from desktop.demo import learnt
from tests.desktop.programs import commonground

HEAD = 'format = 1\nid = "x"\ntitle = "X"\nparties = { min = 2, max = 2 }\n'
LADDER = '[[items]]\nid = "l"\nkind = "ladder"\nrule = "midpoint"\ndirection = "lower"\namounts = [%s]\n'
CLOSE = ("100000000000000.123456", "100000000000000.123457")
"""One and the same float."""


def test_everything_else_is_as_json_dumps_has_it() -> None:
    value = {"a": [1, -2.5, 1e-9, True, None, 'ü\n"\\\0 €😀'], "b": {}, "c": [], "d": {"e": {"f": 10**30}}, "": "x"}
    assert json_text(value) == json.dumps(value)
    assert json_text((1, 2)) == "[1, 2]"
    assert json_text("a\udcffb") == '"a?b"'


@pytest.mark.parametrize("amount", ["1.50", "0.000001", "-0.10", "1E+3", *CLOSE])
def test_amounts_keep_their_digits(amount: str) -> None:
    text = json_text([Decimal(amount)])
    assert json.loads(text, parse_float=Decimal) == [Decimal(amount)]
    [read] = json.loads(text, parse_float=number_read)
    assert Decimal(str(read)) == Decimal(amount)
    assert "." not in amount or text == f"[{amount}]"


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), Decimal("NaN"), {1, 2}, b"x"])
def test_what_is_no_json_is_refused(wrong: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        json_text({"a": [wrong]})


def test_a_number_is_a_float_where_that_is_the_same_number() -> None:
    assert isinstance(number_read("1.50"), float)
    assert [number_read(text) for text in CLOSE] == [Decimal(text) for text in CLOSE]
    assert number_read("1e400") == Decimal("1e400")


@pytest.mark.parametrize("amounts", [CLOSE, ("100000000000000.124", "100000000000000.125"), ("0.50", "1.50")])
def test_amounts_next_to_each_other_are_told_apart(amounts: tuple[str, str]) -> None:
    sheet = parse_sheet((HEAD + LADDER % ", ".join(amounts)).encode())
    all_of_it = everything(sheet, "")
    outcome = decide(sheet, [all_of_it, all_of_it])
    assert f'"value": {amounts[0]}' in json_text(outcome.to_json())
    event = json.loads(json_text(outcome.to_json()), parse_float=number_read)
    assert learnt(sheet, event) == outcome
    shown = json.loads(json_text(preview(sheet, all_of_it).to_json()), parse_float=Decimal)["items"]["l"]["outcomes"]
    assert {one["value"] for one in shown} <= {None, *map(Decimal, amounts)}


def test_the_commands_print_an_amount_of_the_sheet(tmp_path: Path) -> None:
    sheet, answers = tmp_path / "s.deal", tmp_path / "a.toml"
    sheet.write_text(HEAD + LADDER % ", ".join(CLOSE))
    answers.write_text(f"[answers]\nl = [{CLOSE[0]}]\n")
    for command in (
        ("decide", "--answers", str(answers), "--answers", str(answers)),
        ("preview", "--answers", str(answers)),
    ):
        printed = commonground(command[0], str(sheet), *command[1:], "--json")
        assert f'"value": {CLOSE[0]}' in printed.stdout
