"""Open terms: what they can be, what they turn into, and that nothing open ever becomes a sheet."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.deals.errors import InvalidSheet
from desktop.deals.items import BundleItem, DatesItem, LadderItem, MatchItem, PickItem, RankItem
from desktop.deals.sheet import Draft, Sheet, canonical, decode_sheet, digest, parse_sheet, to_toml
from desktop.deals.terms import load_sheet, parse_terms, resolve
from tests.desktop.deals.files import draft, laws, only_problem, problems, read, sheet_file

EIGHT = "{ min = 2, max = 8 }"


def term(term_id: str, term_type: str, more: str = "") -> str:
    return f'[[open_terms]]\nid = "{term_id}"\ntype = "{term_type}"\n{more}\n'


def resolved(item: str, top: str, parties: str = EIGHT, **terms: object) -> Sheet:
    return resolve(draft(item, top=top, parties=parties), terms)


def complaint(item: str, top: str, **terms: object) -> str:
    found = draft(item, top=top, parties=EIGHT)
    with pytest.raises(InvalidSheet) as caught:
        resolve(found, terms)
    return " / ".join(str(problem) for problem in caught.value.problems)


def amounts_of(sheet: Sheet) -> list[str]:
    item = sheet.items[0]
    assert isinstance(item, LadderItem)
    return [str(amount) for amount in item.amounts]


def windows_of(sheet: Sheet) -> tuple[str, ...]:
    item = sheet.items[0]
    assert isinstance(item, DatesItem)
    return item.windows


def ladder(amounts: str, more: str = "") -> str:
    return f'id = "pay"\nkind = "ladder"\ndirection = "lower"\namounts = {amounts}\n{more}'


def dates(windows: str) -> str:
    return f'id = "when"\nkind = "dates"\nwindows = {windows}'


MATCH = 'id = "a"\nkind = "match"'
PICK = 'id = "a"\nkind = "pick"\noptions = "$places"'


class TestValues:
    """What a term of each type can be."""

    @pytest.mark.parametrize(
        ("term_type", "more", "given", "kept"),
        [
            ("text", "", "Senior engineer", "Senior engineer"),
            ("int", "", 4, 4),
            ("int", "min = 1\nmax = 8", 8, 8),
            ("decimal", "", Decimal("1.50"), "1.50"),
            ("decimal", "", 90000, "90000"),
            ("choice", 'options = ["a", "b"]', "b", "b"),
            ("multi", 'options = ["a", "b", "c"]', ["c", "a"], ("c", "a")),
            ("multi", 'options = ["a", "b", "c"]', [], ()),
            ("list", "min = 1\nmax = 3", ["x", "y"], ("x", "y")),
            ("date", "", "2027-02-28", "2027-02-28"),
            ("date_range", "", ["2027-02-28", "2027-03-01"], ("2027-02-28", "2027-03-01")),
            ("date_range", "", {"from": "2027-03-01", "to": "2027-03-01"}, ("2027-03-01", "2027-03-01")),
            ("range", "", [Decimal("0.5"), 2], ("0.5", "2")),
            ("range", "", {"low": -1, "high": 1}, ("-1", "1")),
        ],
    )
    def test_kept_in_one_form(self, term_type: str, more: str, given: object, kept: object) -> None:
        sheet = resolved(MATCH, term("t", term_type, more), t=given)
        assert sheet.terms[0].value == kept
        assert sheet.terms[0].type == term_type
        assert decode_sheet(canonical(sheet)) == sheet
        again = parse_sheet(to_toml(sheet).encode())
        assert again == sheet
        assert canonical(sheet) == canonical(load_sheet(to_toml(sheet).encode()))

    def test_toml_dates_are_dates(self) -> None:
        terms = parse_terms(b"t = 2027-02-28")
        assert resolved(MATCH, term("t", "date"), **terms).terms[0].value == "2027-02-28"

    @pytest.mark.parametrize(
        ("term_type", "more", "given", "words"),
        [
            ("text", "", 5, "must be text"),
            ("text", "", "", "must not be empty"),
            ("text", "", "a\nb", "control"),
            ("int", "", "4", "whole number"),
            ("int", "", True, "whole number"),
            ("int", "", 10**10, "9 digits"),
            ("int", "min = 1", 0, "must be at least 1"),
            ("int", "max = 8", 9, "must be at most 8"),
            ("decimal", "", "x", "must be a number"),
            ("decimal", "", Decimal("NaN"), "must be a number"),
            ("decimal", "", Decimal("1e-7"), "must be a number"),
            ("choice", 'options = ["a", "b"]', "c", 'one of "a", "b", not "c"'),
            ("multi", 'options = ["a", "b"]', ["c"], 'some of "a", "b", not "c"'),
            ("multi", 'options = ["a", "b"]\nmin = 1', [], "must have at least 1 entries"),
            ("list", "min = 2\nmax = 3", ["a"], "must have at least 2 and at most 3 entries"),
            ("list", "", ["a", "a"], "are the same"),
            ("list", "", "a", "must be a list"),
            ("list", "", [1], "must be a list"),
            ("date", "", "2027-02-30", "must be a date"),
            ("date", "", "1969-12-31", "must be a date"),
            ("date", "", "2027-W05-1", "must be a date"),
            ("date", "", 2027, "must be a date"),
            ("date_range", "", ["2027-03-02", "2027-03-01"], "two dates"),
            ("date_range", "", ["2027-03-02"], "two dates"),
            ("range", "", [2, 2], "two numbers"),
            ("range", "", [1, "x"], "two numbers"),
            ("range", "", {"low": 1}, "two numbers"),
            ("range", "", 5, "two numbers"),
        ],
    )
    def test_refused(self, term_type: str, more: str, given: object, words: str) -> None:
        told = complaint(MATCH, term("t", term_type, more), t=given)
        assert words in told
        assert 'term "t"' in told

    def test_a_datetime_is_no_date(self) -> None:
        assert "must be a date" in complaint(MATCH, term("t", "date"), **parse_terms(b"t = 2027-02-28T10:00:00"))

    @pytest.mark.parametrize(
        ("top", "words"),
        [
            (term("t", "number"), 'open term "t", type: must be one of'),
            (term("T", "text"), "is not an id"),
            (term("t", "text") + term("t", "text"), "another term has the same id"),
            (term("t", "choice"), 'needs the key "options"'),
            (term("t", "text", 'options = ["a"]'), "only a choice or multi term has options"),
            (term("t", "text", "min = 1"), "only an int, list or multi term has bounds"),
            (term("t", "int", f"max = {10**10}"), "is too large"),
            (term("t", "text", 'label = "a\\tb"'), "control"),
            (term("t", "text", "default = 5"), "default: must be text"),
            (term("t", "int", 'value = "x"'), "value: must be a whole number"),
            (term("t", "text", "colour = 1"), 'unknown key "colour"'),
            ("open_terms = [3]", "open term 1: must be a table"),
            ("".join(term(f"t{i}", "text") for i in range(33)), "at most 32"),
        ],
    )
    def test_wrong_declarations(self, top: str, words: str) -> None:
        assert words in only_problem(top=top)

    def test_defaults_values_and_optional_terms(self) -> None:
        top = (
            term("a", "text", 'default = "x"') + term("b", "text", "optional = true") + term("c", "text", 'value = "z"')
        )
        found = draft(top=top)
        assert [t.id for t in found.terms] == ["a", "b", "c"]
        assert [(t.id, t.value) for t in resolve(found, {}).terms] == [("a", "x"), ("c", "z")]
        assert [(t.id, t.value) for t in resolve(found, {"a": "1", "b": "2", "c": "3"}).terms] == [
            ("a", "1"),
            ("b", "2"),
            ("c", "3"),
        ]

    def test_what_is_not_agreed_is_named(self) -> None:
        top = term("a", "text") + term("b", "int")
        told = complaint(MATCH, top)
        assert told == 'term "a": is not agreed yet / term "b": is not agreed yet'
        assert 'no open term "z"' in complaint(MATCH, top, a="x", b=1, z=1)

    def test_a_file_whose_terms_all_have_values_is_a_sheet(self) -> None:
        sheet = read(MATCH, top=term("a", "choice", 'value = "x"') + term("b", "list", 'value = ["y"]'))
        assert [t.value for t in sheet.terms] == ["x", ("y",)]

    def test_sheets_have_nothing_to_resolve(self) -> None:
        sheet = read(MATCH)
        assert resolve(sheet, {}) is sheet
        with pytest.raises(InvalidSheet, match="no open terms"):
            resolve(sheet, {"a": 1})

    def test_terms_files(self) -> None:
        assert parse_terms(b'a = 1\nb = ["x"]') == {"a": 1, "b": ["x"]}
        with pytest.raises(InvalidSheet, match="not valid TOML"):
            parse_terms(b"a")

    def test_load(self) -> None:
        data = sheet_file(MATCH, top=term("a", "text"))
        assert load_sheet(data, {"a": "x"}).terms[0].value == "x"
        with pytest.raises(InvalidSheet, match="not agreed"):
            load_sheet(data)

    def test_what_was_agreed_is_in_the_digest(self) -> None:
        found = draft(MATCH, top=term("a", "text"))
        assert digest(resolve(found, {"a": "x"})) != digest(resolve(found, {"a": "y"}))
        assert digest(resolve(found, {"a": "x"})) == digest(resolve(found, {"a": "x"}))

    def test_a_draft_says_what_is_to_be_agreed(self) -> None:
        found = draft(PICK, top=term("places", "list", 'label = "Places"\nmin = 3'))
        assert isinstance(found, Draft)
        assert (found.id, found.title, found.parties.max) == ("test", "Test", 2)
        assert (found.terms[0].label, found.terms[0].least, found.terms[0].most) == ("Places", 3, None)


class TestDrafts:
    """A draft is checked as far as it can be."""

    def test_problems_of_closed_items_and_of_references_are_found(self) -> None:
        found = problems(
            sheet_file(
                'id = "a"\nkind = "pick"\noptions = "$nowhere"',
                'id = "b"\nkind = "rank"\noptions = "$amount"',
                'id = "c"\nkind = "match"\nk = 1',
                'id = "d"\nkind = "pick"\nrule = "at_least"\noptions = ["x"]\nk = "$places"',
                top=term("places", "list") + term("amount", "decimal"),
            )
        )
        assert len(found) == 4
        assert "there is no open term" in found[0]
        assert "of type decimal; here it must be list or multi" in found[1]
        assert "goes only with" in found[2]
        assert "must be int, choice or text" in found[3]

    def test_every_form_can_stay_open(self) -> None:
        found = draft(
            'id = "a"\nkind = "pick"\nrule = "at_least"\noptions = "$l"\nk = "$n"\ncap = "$n"\nveto_threshold = "$n"',
            'id = "b"\nkind = "bundle"\nissues = [{ id = "i", options = "$l" }]',
            'id = "c"\nkind = "ladder"\ndirection = "lower"\namounts = [1, 2]\nreference = "$d"\nunit = "$t"',
            'id = "d"\nkind = "ladder"\ndirection = "lower"\n'
            'amounts = { from = "80%", to = "$r.high", of = "d", steps = 3, round = "$d" }',
            'id = "e"\nkind = "dates"\nwindows = { unit = "day", count = 2, from = "$day" }',
            'id = "f"\nkind = "ladder"\ndirection = "lower"\namounts = [1, 2]\nunit = "$t"',
            'id = "g"\nkind = "ladder"\ndirection = "lower"\namounts = { of = "r", steps = 3 }',
            top="".join(
                term(name, kind)
                for name, kind in (
                    ("l", "list"),
                    ("n", "int"),
                    ("d", "decimal"),
                    ("t", "text"),
                    ("r", "range"),
                    ("day", "date"),
                )
            ),
        )
        sheet = resolve(
            found,
            {"l": ["x", "y"], "n": 1, "d": 2, "t": "EUR", "r": [1, 9], "day": "2027-01-01"},
        )
        assert [item.id for item in sheet.items] == list("abcdefg")
        assert decode_sheet(canonical(sheet)) == sheet

    def test_bad_forms_are_found_before_anything_is_agreed(self) -> None:
        found = problems(
            sheet_file(
                ladder('{ of = "x", steps = 1, spacing = "odd", round = 0 }'),
                dates('{ unit = "year", count = 63, skip = 61, from = "$x" }').replace("when", "w"),
                ladder("[1, 2]", 'reference = "$x"\nrule_if_missing = "fair_price"').replace('"pay"', '"r"'),
                top=term("x", "text"),
            )
        )
        for words in (
            "between 2 and 16",
            '"even", "geometric"',
            "must be above 0",
            "here it must be int, decimal or range",
        ):
            assert any(words in problem for problem in found), words
        for words in ('"day", "week"', "between 0 and 60", "between 1 and 62", "here it must be date or date_range"):
            assert any(words in problem for problem in found), words
        assert any('"ladder_draw", "overlap_only", "midpoint"' in problem for problem in found)


class TestAmounts:
    """amounts = {...}."""

    def test_percent_of_a_benchmark_with_rounding(self) -> None:
        form = '{ from = "80%", to = "120%", of = "benchmark", steps = 7, spacing = "even", round = 500 }'
        sheet = resolved(ladder(form), term("benchmark", "decimal"), benchmark=90000)
        assert amounts_of(sheet) == ["72000", "78000", "84000", "90000", "96000", "102000", "108000"]
        sheet = resolved(ladder(form), term("benchmark", "decimal"), benchmark=Decimal("83333.33"))
        assert amounts_of(sheet) == ["66500", "72000", "78000", "83500", "89000", "94500", "100000"]

    def test_half_is_rounded_up(self) -> None:
        sheet = read(ladder("{ from = 0, to = 1000, steps = 3, round = 1000 }".replace("steps = 3", "steps = 2")))
        assert amounts_of(sheet) == ["0", "1000"]
        sheet = read(ladder("{ from = 1, to = 4, steps = 3, round = 1 }"))
        assert amounts_of(sheet) == ["1", "3", "4"]
        sheet = read(ladder("{ from = 0.1, to = 0.2, steps = 3, round = 0.10 }".replace("to = 0.2", "to = 0.4")))
        assert amounts_of(sheet) == ["0.10", "0.30", "0.40"]

    def test_from_a_range_term(self) -> None:
        form = '{ of = "frame", steps = 4, spacing = "geometric", round = 1 }'
        assert amounts_of(resolved(ladder(form), term("frame", "range"), frame=[1, 8])) == ["1", "2", "4", "8"]
        ends = '{ from = "$frame.low", to = "$frame.high", steps = 3 }'
        assert amounts_of(resolved(ladder(ends), term("frame", "range"), frame=[1, 8])) == ["1", "4.5", "8"]
        both = '{ from = "$frame", to = "$frame", steps = 2 }'
        assert amounts_of(resolved(ladder(both), term("frame", "range"), frame=[1, 8])) == ["1", "8"]

    def test_the_first_given_term_counts(self) -> None:
        form = '{ from = "50%", to = "150%", of = ["b", "frame"], steps = 3 }'
        top = term("b", "decimal", "optional = true") + term("frame", "range", "optional = true")
        assert amounts_of(resolved(ladder(form), top, b=10)) == ["5", "10", "15"]
        assert amounts_of(resolved(ladder(form), top, frame=[1, 3])) == ["1", "2", "3"]
        assert amounts_of(resolved(ladder(form), top, b=10, frame=[1, 3])) == ["5", "10", "15"]
        assert 'one of the terms "b", "frame"' in complaint(ladder(form), top)

    def test_without_rounding_six_places(self) -> None:
        sheet = read(ladder('{ from = 1, to = 2, steps = 4, spacing = "geometric" }'))
        assert amounts_of(sheet) == ["1", "1.259921", "1.587401", "2"]
        assert amounts_of(read(ladder("{ from = 0, to = 1, steps = 4 }"))) == ["0", "0.333333", "0.666667", "1"]

    def test_ends_from_terms(self) -> None:
        form = '{ from = "$low", to = "$high", steps = 2, round = "$step" }'
        top = term("low", "int") + term("high", "decimal") + term("step", "int", "optional = true")
        assert amounts_of(resolved(ladder(form), top, low=1, high=Decimal("9.4"), step=2)) == ["2", "10"]
        assert amounts_of(resolved(ladder(form), top, low=1, high=Decimal("9.4"))) == ["1", "9.4"]

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ('{ from = "80%", to = "120%", steps = 3 }', 'a percentage needs the key "of"'),
            ('{ from = "x%", to = 2, steps = 3 }', "must be a percentage like 80%"),
            ('{ from = "x", to = 2, steps = 3 }', "must be a number"),
            ("{ to = 2, steps = 3 }", "from: is missing"),
            ("{ from = 2, to = 2, steps = 3 }", "from is not below to"),
            ('{ from = 0, to = 2, steps = 3, spacing = "geometric" }', "above 0"),
            ("{ from = 1, to = 2, steps = 5, round = 1 }", "the same after rounding"),
            ("{ from = 1, to = 2, steps = 3, round = -1 }", "round: must be above 0"),
            ("{ from = 1, to = 2 }", 'lacks the key "steps"'),
            ('{ from = 1, to = 2, steps = 3, colour = "red" }', 'unknown key "colour"'),
        ],
    )
    def test_refused(self, form: str, words: str) -> None:
        assert words in problems(sheet_file(ladder(form)))[0]

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ('{ from = "$frame.middle", to = 2, steps = 3 }', ".low or .high"),
            ('{ from = "$b.low", to = 2, steps = 3 }', "of type decimal; here it must be range"),
            ('{ from = "$b", to = 2, steps = 3 }', 'needs the term "b", which was left out'),
            ('{ from = 1, to = "120%", of = "b", steps = 3 }', "none was given"),
        ],
    )
    def test_refused_with_terms(self, form: str, words: str) -> None:
        top = term("b", "decimal", "optional = true") + term("frame", "range", "default = [1, 2]")
        try:
            told = complaint(ladder(form), top)
        except InvalidSheet as error:
            told = str(error)
        assert words in told

    @laws
    @given(
        st.integers(-1000, 1000),
        st.integers(1, 1000),
        st.integers(2, 16),
        st.sampled_from(["even", "geometric"]),
    )
    def test_ends_are_exact_and_the_rest_between(self, low: int, width: int, steps: int, spacing: str) -> None:
        form = f'{{ from = {low}, to = {low + width}, steps = {steps}, spacing = "{spacing}" }}'
        if spacing == "geometric" and low <= 0:
            assert "above 0" in only_problem(ladder(form))
            return
        item = read(ladder(form)).items[0]
        assert isinstance(item, LadderItem)
        assert item.amounts[0] == low
        assert item.amounts[-1] == low + width
        assert len(set(item.amounts)) == steps


class TestReference:
    """reference = "$term" and rule_if_missing."""

    TOP = term("b", "decimal", "optional = true")

    def test_it_replaces_the_nearest_amount(self) -> None:
        item = ladder("[10, 20, 30]", 'rule = "fair_price"\nreference = "$b"')
        for figure, expected in (
            (21, ["10", "21", "30"]),
            (25, ["10", "25", "30"]),
            (20, ["10", "20", "30"]),
            (99, ["10", "20", "99"]),
            (Decimal("0.50"), ["0.50", "20", "30"]),
        ):
            sheet = resolved(item, self.TOP, b=figure)
            assert amounts_of(sheet) == expected
            found = sheet.items[0]
            assert isinstance(found, LadderItem)
            assert str(found.amounts[found.reference]) == str(figure)
            assert found.rule == "fair_price"

    def test_the_dollar_sign_may_be_left_out(self) -> None:
        assert amounts_of(resolved(ladder("[10, 20]", 'reference = "b"'), self.TOP, b=11)) == ["11", "20"]

    def test_missing(self) -> None:
        item = ladder("[10, 20]", 'rule = "fair_price"\nreference = "$b"\nrule_if_missing = "ladder_draw"')
        sheet = resolved(item, self.TOP)
        assert sheet.items[0].rule == "ladder_draw"
        assert amounts_of(sheet) == ["10", "20"]
        assert "reference: is missing" in complaint(
            ladder("[10, 20]", 'rule = "fair_price"\nreference = "$b"'), self.TOP
        )
        assert resolved(ladder("[10, 20]", 'rule = "midpoint"\nreference = "$b"'), self.TOP).items[0].rule == "midpoint"

    def test_wrong(self) -> None:
        assert "type text" in only_problem(ladder("[1, 2]", 'reference = "$t"'), top=term("t", "text"))
        assert "has no amounts" in complaint(ladder("[]", 'reference = "$b"'), self.TOP, b=1)
        assert "entry 1" in complaint(ladder('["x", 5]', 'reference = "$b"'), self.TOP, b=5)

    def test_the_unit_can_be_a_term(self) -> None:
        item = ladder("[1, 2]", 'unit = "$u"')
        top = term("u", "text", "optional = true")
        for agreed, unit in (({"u": "EUR"}, "EUR"), ({}, "")):
            found = resolved(item, top, **agreed).items[0]
            assert isinstance(found, LadderItem)
            assert found.unit == unit


class TestWindows:
    """windows = {...}."""

    @pytest.mark.parametrize(
        ("unit", "start", "count", "skip", "names"),
        [
            ("month", "2027-11-22", 3, 0, ("2027-11", "2027-12", "2028-01")),
            ("month", "2027-11-22", 2, 1, ("2027-12", "2028-01")),
            ("month", "2027-01-31", 2, 0, ("2027-01", "2027-02")),
            ("quarter", "2027-11-22", 2, 1, ("2028-Q1", "2028-Q2")),
            ("quarter", "2027-01-01", 1, 0, ("2027-Q1",)),
            ("week", "2027-01-01", 2, 0, ("2026-W53", "2027-W01")),
            ("week", "2027-01-04", 1, 0, ("2027-W01",)),
            ("day", "2028-02-28", 3, 0, ("2028-02-28", "2028-02-29", "2028-03-01")),
            ("day", "2027-12-31", 1, 1, ("2028-01-01",)),
        ],
    )
    def test_names(self, unit: str, start: str, count: int, skip: int, names: tuple[str, ...]) -> None:
        form = f'{{ unit = "{unit}", count = {count}, from = "$as_of", skip = {skip} }}'
        assert windows_of(resolved(dates(form), term("as_of", "date"), as_of=start)) == names
        literal = form.replace('"$as_of"', start)
        assert windows_of(read(dates(literal))) == names
        assert windows_of(read(dates(form.replace("$as_of", start)))) == names

    def test_a_month_is_a_start(self) -> None:
        assert windows_of(read(dates('{ unit = "month", count = 2, from = "2027-05" }'))) == ("2027-05", "2027-06")

    def test_a_range_has_its_own_end(self) -> None:
        top = term("season", "date_range")
        item = dates('{ unit = "week", from = "$season" }')
        season = ["2027-06-09", "2027-06-21"]
        assert windows_of(resolved(item, top, season=season)) == ("2027-W23", "2027-W24", "2027-W25")
        item = dates('{ unit = "week", from = "$season", count = 2, skip = 1 }')
        assert windows_of(resolved(item, top, season=season)) == ("2027-W24", "2027-W25")
        item = dates('{ unit = "week", from = "$season", skip = 9 }')
        assert "gives no windows" in complaint(item, top, season=season)
        item = dates('{ unit = "day", from = "$season" }')
        assert "more than 62" in complaint(item, top, season=["2027-01-01", "2027-12-31"])

    def test_refused(self) -> None:
        assert 'the key "count" is missing' in problems(sheet_file(dates('{ unit = "day", from = "2027-01-01" }')))[0]
        assert "must be a date like" in problems(sheet_file(dates('{ unit = "day", count = 1, from = "soon" }')))[0]
        item = dates('{ unit = "day", count = 1, from = "$d" }')
        assert 'needs the term "d"' in complaint(item, term("d", "date", "optional = true"))

    def test_a_literal_form_needs_no_terms_even_in_a_draft(self) -> None:
        found = draft(dates('{ unit = "day", count = 1, from = "2027-01-01" }'), top=term("t", "text"))
        assert windows_of(resolve(found, {"t": "x"})) == ("2027-01-01",)


class TestOptionsAndNumbers:
    """options = "$places", k = "$threshold"."""

    def test_options(self) -> None:
        top = term("places", "list")
        places = ["Lisbon", "Bled"]
        pick = resolved(PICK, top, places=places).items[0]
        assert isinstance(pick, PickItem)
        assert pick.options == ("Lisbon", "Bled")
        rank = resolved('id = "a"\nkind = "rank"\noptions = "$places"', top, places=places).items[0]
        assert isinstance(rank, RankItem)
        assert rank.options == ("Lisbon", "Bled")
        item = 'id = "a"\nkind = "bundle"\nissues = [{ id = "i", options = "$places" }]'
        bundle = resolved(item, top, places=places).items[0]
        assert isinstance(bundle, BundleItem)
        assert bundle.issues[0].options == ("Lisbon", "Bled")

    def test_options_that_were_left_out(self) -> None:
        top = term("places", "list", "optional = true")
        assert 'needs the term "places"' in complaint(PICK, top)
        assert "1 to 64 entries, not 0" in complaint(PICK, term("places", "list"), places=[])

    def test_k(self) -> None:
        item = 'id = "a"\nkind = "match"\nrule = "at_least"\nk = "$k"'
        for kind, more, agreed in (("int", "", 3), ("choice", 'options = ["2/3", "n-1"]', "n-1"), ("text", "", "1/2")):
            found = resolved(item, term("k", kind, more), k=agreed).items[0]
            assert isinstance(found, MatchItem)
            assert found.k == agreed
        assert "2/3" in complaint(item, term("k", "text"), k="most")
        assert 'needs the term "k"' in complaint(item, term("k", "int", "optional = true"))

    def test_optional_numbers_of_pick(self) -> None:
        item = 'id = "a"\nkind = "pick"\nrule = "at_least"\nk = 1\noptions = ["x", "y"]\n'
        item += 'cap = "$n"\nveto_threshold = "$n"\nmax_ticks = "$n"'
        top = term("n", "int", "optional = true")
        found = resolved(item, top, n=2).items[0]
        assert isinstance(found, PickItem)
        assert (found.cap, found.veto_threshold, found.max_ticks) == (2, 2, 2)
        found = resolved(item, top).items[0]
        assert isinstance(found, PickItem)
        assert (found.cap, found.veto_threshold, found.max_ticks) == (0, 0, 0)
        assert "here it must be int" in problems(sheet_file(item, top=term("n", "text")))[0]

    def test_seven_places_make_a_bundle_that_fits(self) -> None:
        item = 'id = "a"\nkind = "bundle"\nissues = [{ id = "i", options = "$places" }, { id = "j", options = '
        item += json.dumps([str(i) for i in range(36)]) + " }]"
        top = term("places", "list")
        resolved(item, top, places=[str(i) for i in range(7)])
        assert "288 packages" in complaint(item, top, places=[str(i) for i in range(8)])
