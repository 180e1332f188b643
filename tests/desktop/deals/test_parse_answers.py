"""Answers files: what is read, what is refused (E50) with the key named, and that no refusal repeats an answer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.deals.answers import Answer, Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.blank_answers import blank_answers
from desktop.deals.errors import InvalidAnswers
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet, parse_sheet
from tests.desktop.deals.files import EVERY_KIND, answer_problems, laws, read
from tests.desktop.deals.strategies import answers_toml, deals, random_deal_answers, random_seats, random_sheet

WRONG_FORMS = (
    '"x"',
    "1",
    "-1",
    "true",
    "[1]",
    '["x"]',
    "[[]]",
    "{ a = 1 }",
    "{ points = { a = {} } }",
    "nan",
    "1e999",
    "[{}]",
    "2027-01-01",
    "{ ticks = [[]] }",
    "{ c1 = {} }",
    "{ c1 = { if = [1] } }",
    '[["none"]]',
    "0x7f",
)
HEAD = 'role = "candidate"\n[answers]\n'


def example() -> Sheet:
    sheet = parse_sheet(EVERY_KIND.encode())
    assert isinstance(sheet, Sheet)
    return sheet


def answer(lines: str, item: str, head: str = HEAD) -> Answer:
    return parse_answers(example(), (head + lines).encode()).by_item.get(item)


class TestReading:
    """What a person can write."""

    def test_every_kind(self) -> None:
        text = """
role = "candidate"
must = ["pay"]
[answers]
visa = true
keen = "curious"
topics = ["no on-call", "sabbatical"]
trial = [["1 month", "none"], "3 months"]
pay = [90000, 95000]
start = ["2027-03", "2027-01"]
frank = { c1 = { offer = true, if = ["e1"], if_any = { k = 1, of = ["employer.e1"] }, text = "Yes" } }
companies = ["Acme", "acme ", "Bolt"]
[answers.terms]
points = { remote = { "2 days" = 100, "4 days" = 50 } }
weights = { remote = 10, bonus = 0 }
weakest = { remote = "4 days", bonus = "none" }
"""
        found = parse_answers(example(), text.encode())
        assert found == Answers(
            role="candidate",
            must=frozenset({"pay"}),
            by_item={
                "visa": True,
                "keen": 1,
                "topics": Ticks(frozenset({0, 2})),
                "trial": Ranking(((0, 1), (2,))),
                "pay": Run(2),
                "start": Ticks(frozenset({0, 2})),
                "terms": Preferences(((0, 100, 50), (0, 0)), (10, 0), (2, 0)),
                "frank": Offers({"c1": Offer(("e1",), 1, ("employer.e1",), "Yes", "")}),
                "companies": Entries(("Acme", "Bolt")),
            },
        )

    @pytest.mark.parametrize("text", ['role = "candidate"', 'role = "candidate"\nmust = []\n[answers]'])
    def test_an_empty_file_is_blank(self, text: str) -> None:
        assert parse_answers(example(), text.encode()) == Answers(role="candidate")

    @pytest.mark.parametrize("item", ["topics", "trial", "pay", "start", "terms", "frank", "companies"])
    @pytest.mark.parametrize("blank", ["[]", "{}"])
    def test_an_empty_list_or_table_is_blank(self, item: str, blank: str) -> None:
        assert answer(f"{item} = {blank}", item) is None

    def test_other_ways_to_write_blank(self) -> None:
        assert answer("topics = { ticks = [] }", "topics") is None
        assert answer("frank = { c1 = { offer = false } }", "frank") is None
        assert answer('frank = { c1 = { text = "not offered" } }', "frank") is None
        assert answer("terms = { points = {}, weakest = {} }", "terms") == Preferences(
            ((0, 0, 0), (0, 0)), (1, 1), None
        )

    def test_runs_go_to_the_persons_end(self) -> None:
        assert answer("pay = [95000]", "pay") == Run(1)
        assert answer("pay = [95000, 80000, 85000, 90000]", "pay") == Run(4)
        assert answer("pay = [95000.0, 90000.00]", "pay") == Run(2)
        assert answer("pay = [80000, 85000]", "pay", 'role = "employer"\n[answers]\n') == Run(2)

    def test_ticks_and_vetoes(self) -> None:
        sheet = read(
            'id = "a"\nkind = "pick"\nrule = "at_least"\nk = 1\nveto_threshold = 1\n'
            'options = ["x", "y", "z"]\nalways = ["z"]'
        )
        found = parse_answers(sheet, b'[answers]\na = { ticks = ["x"], veto = ["y"] }')
        assert found.by_item["a"] == Ticks(frozenset({0}), frozenset({1}))
        found = parse_answers(sheet, b'[answers]\na = { veto = ["z"] }')
        assert found.by_item["a"] == Ticks(frozenset(), frozenset({2}))

    def test_offers(self) -> None:
        assert answer("frank = { c1 = { offer = true } }", "frank") == Offers({"c1": Offer(text="")})
        assert answer('frank = { c1 = { offer = true, file = "cv.pdf" } }', "frank") == Offers(
            {"c1": Offer(file="cv.pdf")}
        )
        text = "ü" * 140
        assert answer(f'frank = {{ c1 = {{ offer = true, text = "{text}" }} }}', "frank") == Offers(
            {"c1": Offer(text=text)}
        )

    def test_entries_fold(self) -> None:
        found = answer('companies = ["Straße", "STRASSE", "e\\u0301", "é"]', "companies")
        assert found == Entries(("Straße", "e\u0301"))

    def test_nothing_shows_in_a_repr(self) -> None:
        found = parse_answers(example(), (HEAD + 'keen = "curious"\ncompanies = ["Acme"]').encode())
        assert "Acme" not in repr(found) + repr(found.by_item["companies"])


REFUSED: dict[str, tuple[str, str, str]] = {
    # lines below [answers], the key that must be named, words
    "unknown item": ("salary = 5", 'answer "salary"', "no such item"),
    "match text": ('visa = "yes"', 'answer "visa"', "true or false"),
    "match number": ("visa = 1", 'answer "visa"', "true or false"),
    "level unknown": ('keen = "wild"', 'answer "keen"', '"not now", "curious", "keen"'),
    "level number": ("keen = 1", 'answer "keen"', "one of"),
    "level list": ('keen = ["keen"]', 'answer "keen"', "one of"),
    "option unknown": ('topics = ["yoga"]', 'answer "topics"', "entry 1 is no option"),
    "option twice": ('topics = ["sabbatical", "sabbatical"]', 'answer "topics"', "entry 2 is there twice"),
    "option in capitals": ('topics = ["Sabbatical"]', 'answer "topics"', "entry 1 is no option"),
    "option number": ("topics = [1]", 'answer "topics"', "entry 1 is no option"),
    "too many ticks": ('topics = ["sabbatical", "study time", "no on-call"]', 'answer "topics"', "at most 2"),
    "ticks text": ('topics = "sabbatical"', 'answer "topics"', "must be a list"),
    "veto without threshold": ('topics = { veto = ["sabbatical"] }', 'answer "topics", veto', "no veto"),
    "ticks unknown key": ('topics = { tick = ["sabbatical"] }', 'answer "topics"', 'unknown key "tick"'),
    "rank unknown": ('trial = ["2 months"]', 'answer "trial", entry 1', "no option"),
    "rank twice": ('trial = ["none", "none"]', 'answer "trial", entry 2', "there already"),
    "rank twice in a tie": ('trial = [["none", "none"]]', 'answer "trial", entry 1', "twice"),
    "rank twice across ties": ('trial = ["none", ["none", "1 month"]]', 'answer "trial", entry 2', "there already"),
    "rank empty tie": ("trial = [[]]", 'answer "trial", entry 1', "empty"),
    "rank too deep": ('trial = [[["none"]]]', 'answer "trial", entry 1', "no option"),
    "rank too long": ('trial = ["a", "b", "c", "d"]', 'answer "trial"', "only 3 options"),
    "rank text": ('trial = "none"', 'answer "trial"', "must be a list"),
    "amount unknown": ("pay = [99000, 95000]", 'answer "pay"', "entry 1 is no amount"),
    "amount twice": ("pay = [95000, 95000.0]", 'answer "pay"', "entry 2 is there twice"),
    "amount with a gap": ("pay = [85000, 95000]", 'answer "pay"', "run without gaps up to 95000"),
    "amounts to the other end": ("pay = [80000, 85000]", 'answer "pay"', "run without gaps up to 95000"),
    "amounts in the middle": ("pay = [85000, 90000]", 'answer "pay"', "run without gaps"),
    "too many amounts": ("pay = [80000, 85000, 90000, 95000, 1]", 'answer "pay"', "entry 5"),
    "amount text": ('pay = ["95000"]', 'answer "pay"', "entry 1 is no amount"),
    "amount nan": ("pay = [nan]", 'answer "pay"', "entry 1 is no amount"),
    "amounts number": ("pay = 95000", 'answer "pay"', "must be a list"),
    "window unknown": ('start = ["2028-01"]', 'answer "start"', "entry 1 is no window"),
    "window twice": ('start = ["2027-01", "2027-01"]', 'answer "start"', "twice"),
    "too many windows": ('start = ["a", "b", "c", "d", "e"]', 'answer "start"', "there are only 3"),
    "window date": ("start = [2027-01-01]", 'answer "start"', "entry 1 is no window"),
    "bundle list": ("terms = [1]", 'answer "terms"', "must be a table"),
    "bundle unknown key": ("terms = { weight = {} }", 'answer "terms"', 'did you mean "weights"'),
    "points of an unknown issue": ("terms = { points = { car = {} } }", 'answer "terms", points', 'no issue "car"'),
    "points of an unknown option": (
        'terms = { points = { bonus = { "9%" = 1 } } }',
        'answer "terms", points, "bonus"',
        'no option "9%"',
    ),
    "points too many": ("terms = { points = { bonus = { none = 101 } } }", 'answer "terms"', "between 0 and 100"),
    "points below nought": ("terms = { points = { bonus = { none = -1 } } }", 'answer "terms"', "between 0 and 100"),
    "points with a point": (
        "terms = { points = { bonus = { none = 1.5 } } }",
        'answer "terms", points',
        "whole number",
    ),
    "points true": ("terms = { points = { bonus = { none = true } } }", 'answer "terms", points', "whole number"),
    "weights too many": (
        "terms = { weights = { bonus = 11 } }",
        'answer "terms", weights, "bonus"',
        "between 0 and 10",
    ),
    "weights of an unknown issue": ("terms = { weights = { car = 1 } }", 'answer "terms", weights', 'no issue "car"'),
    "weakest incomplete": (
        'terms = { weakest = { remote = "2 days" } }',
        'answer "terms", weakest',
        'incomplete: the issue "bonus"',
    ),
    "weakest unknown option": (
        'terms = { weakest = { remote = "9 days", bonus = "none" } }',
        'answer "terms", weakest, "remote"',
        "must be one of",
    ),
    "weakest unknown issue": (
        'terms = { weakest = { remote = "2 days", bonus = "none", car = "x" } }',
        'answer "terms", weakest',
        'no issue "car"',
    ),
    "statement of the other": ("frank = { e1 = { offer = true } }", 'answer "frank", "e1"', 'you have "c1"'),
    "statement unknown key": ("frank = { c1 = { open = true } }", 'answer "frank", "c1"', 'unknown key "open"'),
    "offer list": ("frank = [1]", 'answer "frank"', "must be a table"),
    "offer no table": ("frank = { c1 = true }", 'answer "frank", "c1"', "must be a table"),
    "condition on oneself": (
        'frank = { c1 = { if = ["c1"] } }',
        'answer "frank", "c1", if',
        "names no statement of the others",
    ),
    "condition unknown": ('frank = { c1 = { if = ["e9"] } }', 'answer "frank", "c1", if', "names no statement"),
    "condition of a wrong role": ('frank = { c1 = { if = ["boss.e1"] } }', 'answer "frank", "c1", if', "a role"),
    "condition of a wrong seat": ('frank = { c1 = { if = ["3.e1"] } }', 'answer "frank", "c1", if', "at most 2 seats"),
    "condition twice": ('frank = { c1 = { if = ["e1", "e1"] } }', 'answer "frank", "c1", if', "twice"),
    "conditions without number": (
        "frank = { c1 = { if = [" + '"e1", ' * 129 + "] } }",
        'answer "frank", "c1", if',
        "at most 128",
    ),
    "if_any k above": (
        'frank = { c1 = { if_any = { k = 2, of = ["e1"] } } }',
        'answer "frank", "c1", if_any',
        "at most the number",
    ),
    "if_any k nought": (
        'frank = { c1 = { if_any = { k = 0, of = ["e1"] } } }',
        'answer "frank", "c1", if_any',
        "at least 1",
    ),
    "if_any empty": ("frank = { c1 = { if_any = { k = 0, of = [] } } }", 'answer "frank", "c1", if_any', "at least 1"),
    "if_any without k": (
        'frank = { c1 = { if_any = { of = ["e1"] } } }',
        'answer "frank", "c1", if_any',
        'lacks the key "k"',
    ),
    "text with a null character": (
        r'frank = { c1 = { text = "hi\u0000" } }',
        'answer "frank", "c1", text',
        "has a null character",
    ),
    "text too long": (f'frank = {{ c1 = {{ text = "{"ü" * 141}" }} }}', 'answer "frank", "c1", text', "280 bytes"),
    "text and file": ('frank = { c1 = { text = "a", file = "b" } }', 'answer "frank", "c1"', "both"),
    "file empty": ('frank = { c1 = { file = "" } }', 'answer "frank", "c1", file', "path"),
    "file nul": ('frank = { c1 = { file = "a\\u0000" } }', 'answer "frank", "c1", file', "path"),
    "entry empty": ('companies = ["x", " \\t"]', 'answer "companies"', "entry 2 must be text of 1 to 200"),
    "entry too long": (f'companies = ["{"x" * 201}"]', 'answer "companies"', "entry 1 must be text of 1 to 200"),
    "entry longer when folded": (f'companies = ["{chr(0xFDFA) * 12}"]', 'answer "companies"', "entry 1 must be"),
    "entry number": ("companies = [1]", 'answer "companies"', "entry 1 must be text"),
    "entries text": ('companies = "x"', 'answer "companies"', "must be a list"),
    "entries table": ("companies = { x = 1 }", 'answer "companies"', "must be a list"),
    "too many entries": (
        "companies = [" + ", ".join(f'"c{i}"' for i in range(201)) + "]",
        'answer "companies"',
        "201 different entries; at most 200",
    ),
}


class TestRefusals:
    """What does not fit the sheet."""

    @pytest.mark.parametrize(("lines", "key", "words"), REFUSED.values(), ids=REFUSED)
    def test_with_the_key_named(self, lines: str, key: str, words: str) -> None:
        told = answer_problems(example(), HEAD + lines)
        assert any(problem.startswith(key) and words in problem for problem in told), told

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("[answers]", "role: is missing"),
            ('role = "boss"', 'role: must be one of "candidate", "employer"'),
            ("role = 1", "role: must be text"),
            ('role = "candidate"\nmust = ["salary"]', "must: entry 1 cannot be marked by you"),
            ('role = "candidate"\nmust = ["visa"]', "must: entry 1 cannot be marked by you"),
            ('role = "candidate"\nmust = ["pay", "pay"]', "must: entry 2 is there twice"),
            ('role = "candidate"\nmust = ["pay", "keen"]', "must: at most 1 can be marked"),
            ('role = "candidate"\nmust = "pay"', "must: must be a list"),
            ('role = "candidate"\nanswer = {}', 'unknown key "answer"; did you mean "answers"?'),
            ('role = "candidate"\nanswers = []', "answers: must be a table"),
            ("hello", "not valid TOML"),
        ],
    )
    def test_at_the_top(self, text: str, words: str) -> None:
        assert any(words in problem for problem in answer_problems(example(), text))

    def test_a_sheet_without_roles_or_dealbreakers(self) -> None:
        sheet = read()
        assert answer_problems(sheet, 'role = "x"') == ["role: this sheet has no roles; leave the key out"]
        assert answer_problems(sheet, 'must = ["a"]') == ["must: nothing can be marked on this sheet"]
        assert parse_answers(sheet, b"must = []") == Answers()

    def test_only_the_items_of_the_sheets_list_can_be_marked(self) -> None:
        items = ('id = "a"\nkind = "match"', 'id = "b"\nkind = "match"')
        sheet = read(*items, top='dealbreakers = { max_each = 2, items = ["b"] }')
        assert parse_answers(sheet, b'must = ["b"]').must == {"b"}
        assert 'you can mark "b"' in answer_problems(sheet, 'must = ["a"]')[0]

    def test_large_sets_cannot_be_marked(self) -> None:
        sheet = read('id = "a"\nkind = "set"\nmax_entries = 257', top="dealbreakers = { max_each = 1 }")
        assert "you can mark nothing" in answer_problems(sheet, 'must = ["a"]')[0]

    def test_items_of_other_roles(self) -> None:
        sheet = read(
            'id = "a"\nkind = "pick"\noptions = ["x"]\nfor = ["seller"]',
            'id = "b"\nkind = "match"',
            top="dealbreakers = { max_each = 1 }",
            parties='{ min = 2, max = 2, roles = ["buyer", "seller"] }',
        )
        told = answer_problems(sheet, 'role = "buyer"\nmust = ["a"]\n[answers]\na = ["x"]')
        assert any("not answered by your role" in problem for problem in told)
        assert any('you can mark "b"' in problem for problem in told)
        assert parse_answers(sheet, b'role = "buyer"\n[answers]\na = []').by_item == {}

    def test_ticked_and_vetoed(self) -> None:
        sheet = read('id = "a"\nkind = "pick"\nrule = "at_least"\nk = 1\nveto_threshold = 1\noptions = ["x", "y"]')
        told = answer_problems(sheet, '[answers]\na = { ticks = ["x"], veto = ["x"] }')
        assert told == ['answer "a", veto: an option cannot be ticked and vetoed']

    def test_no_refusal_repeats_what_was_written(self) -> None:
        written = "somethingprivate"
        for lines in (
            f'keen = "{written}"',
            f'topics = ["{written}"]',
            f'trial = ["{written}"]',
            f'pay = ["{written}"]',
            f'start = ["{written}"]',
            f'terms = {{ weakest = {{ remote = "{written}", bonus = "none" }} }}',
            f'frank = {{ c1 = {{ text = "{written * 40}" }} }}',
            f'companies = ["{written * 30}"]',
        ):
            assert all(written not in problem for problem in answer_problems(example(), HEAD + lines)), lines

    def test_problems_are_cut(self) -> None:
        text = HEAD + "companies = [" + "'', " * 5000 + "]"
        assert len(answer_problems(example(), text)) == 100
        text = HEAD + "".join(f"x{i} = 1\n" for i in range(500))
        assert len(answer_problems(example(), text)) == 100

    def test_conditions_on_a_shared_list(self) -> None:
        sheet = read(
            'id = "a"\nkind = "disclose"\nstatements = { all = [{ id = "s1" }, { id = "s2" }] }',
            parties="{ min = 2, max = 4 }",
        )
        for reference in ("s1", "any.s1", "4.s2", "s2"):
            found = parse_answers(sheet, f'[answers]\na = {{ s1 = {{ offer = true, if = ["{reference}"] }} }}'.encode())
            assert found.by_item["a"] == Offers({"s1": Offer((reference,), text="")})
        for reference in ("5.s1", "0.s1", "any.s3", "boss.s1", "", "s1.", ".s1", "any.", "1.2.s1"):
            told = answer_problems(sheet, f'[answers]\na = {{ s1 = {{ offer = true, if = ["{reference}"] }} }}')
            assert '"a", "s1", if' in told[0]

    def test_a_role_without_statements(self) -> None:
        sheet = read(
            'id = "a"\nkind = "disclose"\nstatements = { buyer = [{ id = "b1" }] }',
            parties='{ min = 2, max = 2, roles = ["buyer", "seller"] }',
        )
        assert "you have none" in answer_problems(sheet, 'role = "seller"\n[answers]\na = { b1 = { offer = true } }')[0]


class TestBlankAnswers:
    """sheet answers FILE."""

    def test_every_role_of_every_kind(self) -> None:
        for role in ("candidate", "employer"):
            text = blank_answers(example(), role)
            found = parse_answers(example(), text.encode())
            assert found.role == role
            assert not any(found.by_item.values())
            assert found.must == frozenset()
            assert f'role = "{role}"  # or:' in text
            for item in example().items:
                assert f"\n{item.id} = " in text

    def test_the_examples_in_the_comments_are_answers(self) -> None:
        text = blank_answers(example(), "candidate")
        lines = [
            line for line in text.splitlines() if not line.startswith(tuple(f"{item.id} =" for item in example().items))
        ]
        examples = [line.removeprefix("#   ") for line in lines if line.startswith("#   ")]
        assert len(examples) == 7
        for line in examples:
            name = line.split(" = ")[0]
            if name != "topics":
                assert parse_answers(example(), (HEAD + line).encode()).by_item[name]

    def test_hostile_text_cannot_leave_its_comment(self) -> None:
        sheet = read(
            'id = "a"\nkind = "pick"\noptions = [\'say "hi" \\ # x\', "[answers]"]\n'
            'help = \'"] a = ["x"] # [answers]\'',
            top="summary = '# \"'",
        )
        assert parse_answers(sheet, blank_answers(sheet).encode()).by_item == {}

    def test_what_is_said(self) -> None:
        sheet = read(
            'id = "a"\nkind = "pick"\nrule = "at_least"\nk = 1\nveto_threshold = 1\nmax_ticks = 1\n'
            'options = ["x", "y"]',
            'id = "b"\nkind = "level"\nlevels = ["l", "h"]\nlevel_labels = { buyer = ["few", "many"] }\nonly_if = "a"',
            'id = "c"\nkind = "ladder"\namounts = [1, 2]\ndirection = "lower"\nfor = ["seller"]',
            'id = "d"\nkind = "disclose"\nstatements = { buyer = [{ id = "b1" }] }',
            'id = "e"\nkind = "ladder"\namounts = [1, 2]\nunit = "EUR"\ndirection = "lower"\n'
            'label = { buyer = "Price" }',
            top='dealbreakers = { max_each = 1 }\nprepare = { all = ["Breathe."], seller = ["Count."] }',
            parties='{ min = 2, max = 2, roles = ["buyer", "seller"] }',
        )
        buyer, seller = blank_answers(sheet, "buyer"), blank_answers(sheet, "seller")
        assert "to stop an option" in buyer
        assert "at most 1" in buyer
        assert "(they mean: few, many)" in buyer
        assert "they mean" not in seller
        assert "\nc = " not in buyer
        assert "\nc = []" in seller
        assert "Counts only if a is agreed." in buyer
        assert "You have no statements here" in seller
        assert "# Price\n" in buyer
        assert "# e\n" in seller
        assert "# * Breathe." in buyer
        assert "# * Count." in seller
        assert "# * Count." not in buyer
        assert "Dealbreakers, at most 1 of: b, d, e" in buyer
        assert "You can ask for" not in buyer
        assert "up to the highest you accept (EUR)" in buyer

    def test_what_is_to_be_copied_stays_on_one_line(self) -> None:
        levels = [f"a level with a long name, number {number}" for number in range(6)]
        sheet = read(
            f'id = "a"\nkind = "level"\nlevels = {levels}',
            'id = "d"\nkind = "disclose"\n[items.statements]\nbuyer = [{ id = "b1" }]\n'
            'seller = [{ id = "s1", label = "What else there is to say about it" }, { id = "s2" }]',
            'id = "e"\nkind = "disclose"\nstatements = { all = [{ id = "t1" }, { id = "t2" }] }',
            parties='{ min = 2, max = 2, roles = ["buyer", "seller"] }',
        )
        lines = blank_answers(sheet, "buyer").splitlines()
        for level in levels:
            assert any(f'"{level}"' in line for line in lines)
        text = " ".join(line.removeprefix("# ") for line in lines)
        assert 'You can ask for "seller.s1" (What else there is to say about it), "seller.s2" (s2).' in text
        assert '"t1" is that of everybody else, "any.t1" that of at least one other, "2.t1" that of person 2.' in text
        assert sum("if_any = { k = 1, of = [...] }" in line for line in lines) == 2
        assert any('file = "path"' in line for line in lines)
        assert 'role = "buyer"  # or: seller; --role prints theirs' in lines
        asked = (
            HEAD.replace("candidate", "buyer") + 'd = { b1 = { offer = true, if_any = { k = 1, of = ["seller.s1"] } } }'
        )
        assert parse_answers(sheet, asked.encode()).by_item["d"]

    def test_one_role_and_no_dealbreakers(self) -> None:
        sheet = read(parties='{ min = 2, max = 3, roles = ["friend"] }')
        text = blank_answers(sheet, "friend")
        assert 'role = "friend"\n' in text
        assert "must" not in text


class TestRandom:
    """Every random answer can be written and read; random files give answers or a refusal."""

    @laws
    @given(deals())
    def test_written_answers_are_read_back(self, deal: tuple[Sheet, tuple[str, ...], tuple[Answers, ...]]) -> None:
        sheet, _, everyone = deal
        for one in everyone:
            assert parse_answers(sheet, answers_toml(sheet, one).encode()) == one

    def test_blank_files_of_random_sheets_are_blank(self) -> None:
        for seed in range(60):
            rng = random.Random(seed)
            sheet = random_sheet(rng, rng.randint(2, 8))
            for role in sheet.roles or ("",):
                found = parse_answers(sheet, blank_answers(sheet, role).encode())
                assert found.role == role
                assert all(value in (False, 0) for value in found.by_item.values())

    def test_answers_to_one_sheet_fit_another_or_are_refused(self) -> None:
        """Answers written for one random sheet, read against another: answers or InvalidAnswers, nothing else."""
        refused = 0
        for seed in range(150):
            rng = random.Random(seed)
            sheet, other = random_sheet(rng, 3), random_sheet(rng, 3)
            one = random_deal_answers(rng, sheet, random_seats(rng, sheet, 3))[0]
            try:
                parse_answers(other, answers_toml(sheet, one).encode())
            except InvalidAnswers as error:
                refused += bool(error.problems)
        assert refused > 100

    @laws
    @given(
        st.dictionaries(
            st.sampled_from(["visa", "keen", "topics", "trial", "pay", "start", "terms", "frank", "companies"]),
            st.sampled_from(WRONG_FORMS),
        )
    )
    def test_values_of_wrong_forms(self, table: dict[str, str]) -> None:
        text = HEAD + "\n".join(f"{key} = {value}" for key, value in table.items())
        try:
            found = parse_answers(example(), text.encode())
        except InvalidAnswers:
            return
        assert found.role == "candidate"
