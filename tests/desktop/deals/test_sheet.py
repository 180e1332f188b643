"""The file as the contract has it: what is read, what is refused and with which words, and the canonical form."""

from __future__ import annotations

import json
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.deals.errors import InvalidSheet
from desktop.deals.items import (
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    SetItem,
    k_for,
    label_for,
    text_for,
)
from desktop.deals.schema import KINDS, plain_message
from desktop.deals.sheet import (
    MAX_SHEET_BYTES,
    RunLimits,
    Sheet,
    answers_item,
    canonical,
    decode_sheet,
    digest,
    direction_of,
    is_large_set,
    item_named,
    markable,
    marked_words,
    n_packages,
    parse_sheet,
    to_toml,
)
from tests.desktop.deals.files import EVERY_KIND, laws, only_problem, problems, read, sheet_file
from tests.desktop.deals.strategies import random_sheet, sheets

ROLES = '{ min = 2, max = 2, roles = ["buyer", "seller"] }'
ANY = '{ min = 2, max = 8, roles = ["buyer", "seller"] }'
FIVE = "{ min = 5, max = 8 }"
TWO_TO_EIGHT = "{ min = 2, max = 8 }"
MATCH = 'id = "a"\nkind = "match"'
LEVEL = 'id = "a"\nkind = "level"\nlevels = ["low", "high"]'
PICK = 'id = "a"\nkind = "pick"\noptions = ["x", "y", "z"]'
LADDER = 'id = "a"\nkind = "ladder"\namounts = [1, 2, 3]\ndirection = "higher"'
DATES = 'id = "a"\nkind = "dates"\nwindows = ["May", "June"]'
BUNDLE = 'id = "a"\nkind = "bundle"\nissues = [{ id = "i", options = ["p", "q"] }]'
ALL = 'id = "a"\nkind = "disclose"\nstatements = { all = [{ id = "s1" }, { id = "s2" }] }'
SET = 'id = "a"\nkind = "set"\nmax_entries = 10'


def example() -> Sheet:
    sheet = parse_sheet(EVERY_KIND.encode())
    assert isinstance(sheet, Sheet)
    return sheet


class TestReading:
    """What a valid file becomes."""

    def test_the_example_of_every_kind(self) -> None:
        sheet = example()
        assert [item.kind for item in sheet.items] == list(KINDS)
        assert [item.rule for item in sheet.items] == [
            "all_common" if item.id == "topics" else KINDS[item.kind][1][0] for item in sheet.items
        ]
        assert sheet.roles == ("candidate", "employer")
        assert sheet.roles_are_unique
        assert sheet.max_seats == 2

    def test_what_the_items_hold(self) -> None:
        sheet = example()
        assert item_named(sheet, "keen") == LevelItem(
            id="keen", rule="lower_level", levels=("not now", "curious", "keen"), threshold=1
        )
        pay = item_named(sheet, "pay")
        assert isinstance(pay, LadderItem)
        assert pay.amounts == (80000, 85000, 90000, 95000)
        assert direction_of(pay.direction, "candidate") == "higher"
        assert direction_of(pay.direction, "employer") == "lower"
        terms = item_named(sheet, "terms")
        assert isinstance(terms, BundleItem)
        assert n_packages(terms) == 6
        assert item_named(sheet, "companies").only_if == "visa"
        with pytest.raises(KeyError):
            item_named(sheet, "nothing")

    def test_defaults(self) -> None:
        sheet = read()
        assert sheet.items == (MatchItem(id="a", rule="mutual_yes"),)
        assert sheet.run == RunLimits(max_runs=1, rerun="only_add", cool_off_hours=0, per_days=0)
        assert sheet.mode == "joint"
        assert sheet.keep_days is None
        assert sheet.dealbreakers is None
        assert (sheet.language, sheet.minutes, sheet.adults_only, sheet.all_or_nothing) == ("en", 0, False, False)
        assert label_for(sheet.items[0], "") == "a"

    def test_every_other_key(self) -> None:
        sheet = read(
            MATCH + '\nlabel = { buyer = "B", all = "E" }\nask = "ask"\nhelp = "help"\nnote = "note"\n'
            'result_yes = "yes"\nresult_no = "no"\ncover = true\nfor = ["seller"]\ntalk_first = 0.25',
            top='mode = "pairs"\nall_or_nothing = true\nminutes = 7\nadults_only = true\nnever_ask = ["past pay"]\n'
            'keep_days = 0\nnotice = "n"\nsummary = "s"\nlanguage = "pt-BR"\nprepare = { all = ["p"], buyer = ["q"] }\n'
            'after = { overlap = "{list}", partial = "only {a}", none = "x" }\n'
            'dealbreakers = { max_each = 2, items = ["a"] }\n'
            'run = { max_runs = 3, rerun = "free", cool_off_hours = 24, per_days = 90 }',
            parties='{ min = 3, max = 40, roles = ["buyer", "seller"] }',
        )
        item = sheet.items[0]
        assert isinstance(item, MatchItem)
        assert item.talk_first_256 == 64
        assert (text_for(item.label, "buyer"), text_for(item.label, "seller")) == ("B", "E")
        assert (item.note, item.result_yes, item.result_no, item.cover) == ("note", "yes", "no", True)
        assert answers_item(item, "seller")
        assert not answers_item(item, "buyer")
        assert sheet.max_seats == 2
        assert not sheet.roles_are_unique
        assert sheet.prepare == (("", ("p",)), ("buyer", ("q",)))
        assert sheet.after.partial == "only {a}"
        assert sheet.run == RunLimits(max_runs=3, rerun="free", cool_off_hours=24, per_days=90)
        assert (sheet.keep_days, sheet.minutes, sheet.adults_only, sheet.never_ask) == (0, 7, True, ("past pay",))
        assert markable(sheet) == ("a",)
        assert decode_sheet(canonical(sheet)) == sheet

    def test_the_keys_of_pick(self) -> None:
        item = read(
            PICK + '\nrule = "at_least"\nk = 2\ncap = 1\nveto_threshold = 2\nmax_ticks = 2\nalways = ["z", "x"]'
        ).items[0]
        assert item == PickItem(
            id="a",
            rule="at_least",
            options=("x", "y", "z"),
            k=2,
            cap=1,
            veto_threshold=2,
            max_ticks=2,
            always=(0, 2),
        )

    def test_level_labels(self) -> None:
        item = read(LEVEL + '\nlevel_labels = ["l", "h"]').items[0]
        assert isinstance(item, LevelItem)
        assert item.level_labels == (("", ("l", "h")),)
        item = read(LEVEL + '\nlevel_labels = { buyer = ["l", "h"], all = ["L", "H"] }', parties=ROLES).items[0]
        assert isinstance(item, LevelItem)
        assert item.level_labels == (("", ("L", "H")), ("buyer", ("l", "h")))

    def test_amounts_stay_as_written(self) -> None:
        item = read(
            'id = "a"\nkind = "ladder"\namounts = [-1, 0.10, 1_000, 1e4]\ndirection = "lower"\nreference = 0.1'
        ).items[0]
        assert isinstance(item, LadderItem)
        assert [str(amount) for amount in item.amounts] == ["-1", "0.10", "1000", "10000"]
        assert item.reference == 1
        assert (
            '"amounts":["-1","0.10","1000","10000"]'
            in canonical(
                read('id = "a"\nkind = "ladder"\namounts = [-1, 0.10, 1_000, 1e4]\ndirection = "lower"')
            ).decode()
        )

    def test_minus_nought_is_nought(self) -> None:
        item = read('id = "a"\nkind = "ladder"\namounts = [-0.0, 1]\ndirection = "lower"').items[0]
        assert isinstance(item, LadderItem)
        assert str(item.amounts[0]) == "0.0"

    def test_presets(self) -> None:
        item = read(ALL + '\npresets = [{ name = "Swap", all = { s1 = ["s1"], s2 = ["any.s1", "2.s2"] } }]').items[0]
        assert isinstance(item, DiscloseItem)
        assert item.presets[0].name == "Swap"
        assert item.presets[0].offers == (("", (("s1", ("s1",)), ("s2", ("any.s1", "2.s2")))),)

    def test_markable_leaves_out_conditions_and_large_sets(self) -> None:
        sheet = read(
            MATCH,
            LEVEL.replace('"a"', '"b"') + '\nonly_if = "a"',
            SET.replace('"a"', '"c"').replace("10", "257"),
            top="dealbreakers = { max_each = 1 }",
        )
        assert markable(sheet) == ("b",)
        assert [is_large_set(item) for item in sheet.items] == [False, False, True]
        assert markable(read(MATCH)) == ()

    def test_k_stays_symbolic(self) -> None:
        for k, n, number in ((2, 5, 2), ('"2/3"', 4, 3), ('"n-1"', 4, 3), ('"n"', 4, 4), ('"1/2"', 5, 3)):
            item = read(f'{DATES}\nrule = "at_least"\nk = {k}', parties=TWO_TO_EIGHT).items[0]
            assert isinstance(item, DatesItem)
            assert k_for(item.k, n) == number

    def test_set_k_counts_entries(self) -> None:
        item = read(f'{SET}\nrule = "at_least"\nk = 7').items[0]
        assert isinstance(item, SetItem)
        assert (item.k, item.max_entries) == (7, 10)

    def test_bounds_that_hold(self) -> None:
        windows = ", ".join(f'"w{i}"' for i in range(62))
        options = ", ".join(f'"o{i}"' for i in range(64))
        levels = ", ".join(f'"l{i}"' for i in range(11))
        read(f'id = "a"\nkind = "dates"\nwindows = [{windows}]')
        read(f'id = "a"\nkind = "pick"\noptions = [{options}]')
        read(f'id = "a"\nkind = "rank"\noptions = [{options}]')
        read(f'id = "a"\nkind = "level"\nrule = "total"\nlevels = [{levels}]', parties=FIVE)
        read('id = "a"\nkind = "ladder"\namounts = [' + ", ".join(map(str, range(16))) + ']\ndirection = "lower"')
        read(*(MATCH.replace('"a"', f'"a{i}"') for i in range(64)))
        read(SET.replace("10", "10000"))
        issues = '[{ id = "i", options = [' + ", ".join(f'"{i}"' for i in range(16)) + "] }, "
        issues += '{ id = "j", options = [' + ", ".join(f'"{i}"' for i in range(16)) + "] }]"
        read(f'id = "a"\nkind = "bundle"\nissues = {issues}')
        large = "[" + ", ".join(f'{{ id = "i{n}", options = ["a", "b", "c", "d"] }}' for n in range(6)) + "]"
        assert n_packages(read(f'id = "a"\nkind = "bundle"\nlarge = true\nissues = {large}').items[0]) == 4096  # type: ignore[arg-type]

    def test_statements_up_to_the_bound(self) -> None:
        def four(prefix: str, n: int) -> str:
            return "[" + ", ".join(f'{{ id = "{prefix}{i}" }}' for i in range(n)) + "]"

        head = 'id = "a"\nkind = "disclose"\nstatements = '
        read(head + "{ all = " + four("s", 4) + " }", parties=TWO_TO_EIGHT)
        read(head + "{ all = " + four("s", 16) + " }")
        read(head + "{ buyer = " + four("b", 20) + ", seller = " + four("s", 12) + " }", parties=ROLES)
        read(head + "{ buyer = " + four("b", 4) + ", seller = " + four("s", 4) + " }", parties=ANY)

    def test_best_product_bounds(self) -> None:
        big = 'id = "a"\nkind = "bundle"\nrule = "best_product"\nissues = [' + ", ".join(
            f'{{ id = "i{n}", options = ["a", "b", "c"] }}' for n in range(4)
        )
        read(big + "]", parties="{ min = 2, max = 3 }")
        read(BUNDLE + '\nrule = "best_product"', parties=TWO_TO_EIGHT)
        assert "64 packages" in only_problem(big + "]", parties=TWO_TO_EIGHT)


WRONG: dict[str, tuple[str, str]] = {
    # item lines, what the one problem says
    "unknown key": (MATCH + '\nlable = "x"', 'item "a": unknown key "lable"; did you mean "label"?'),
    "unknown key, nothing close": (MATCH + "\nzzzzzz = 1", "known here"),
    "no kind": ('id = "a"', 'needs the key "kind"'),
    "unknown kind": ('id = "a"\nkind = "vote"', 'needs the key "kind"'),
    "kind of the wrong type": ('id = "a"\nkind = 5', 'needs the key "kind"'),
    "no id": ('kind = "match"', 'item 1: the key "id" is missing'),
    "bad id": ('id = "A b"\nkind = "match"', "is not an id"),
    "unknown rule": (MATCH + '\nrule = "xor"', 'item "a", rule: must be one of "mutual_yes", "at_least"'),
    "rule of another kind": (LEVEL + '\nrule = "mutual_yes"', 'must be one of "lower_level", "total"'),
    "k missing": (MATCH + '\nrule = "at_least"', "k: is missing"),
    "k without at_least": (MATCH + "\nk = 1", "goes only with"),
    "k of nought": (MATCH + '\nrule = "at_least"\nk = 0', "between 1 and 2"),
    "k above the seats": (MATCH + '\nrule = "at_least"\nk = 3', "between 1 and 2"),
    "k a wrong word": (MATCH + '\nrule = "at_least"\nk = "most"', "2/3"),
    "k above one": (MATCH + '\nrule = "at_least"\nk = "3/2"', "2/3"),
    "k a fraction of nought": (MATCH + '\nrule = "at_least"\nk = "0/2"', "2/3"),
    "k a number with a point": (MATCH + '\nrule = "at_least"\nk = 1.0', "must be a whole number or text"),
    "k true": (MATCH + '\nrule = "at_least"\nk = true', "not true or false"),
    "talk_first of one": (MATCH + "\ntalk_first = 1", "multiple of 1/256"),
    "talk_first below nought": (MATCH + "\ntalk_first = -0.25", "multiple of 1/256"),
    "talk_first between": (MATCH + "\ntalk_first = 0.3", "multiple of 1/256"),
    "talk_first almost": (MATCH + "\ntalk_first = 0.2500000000000000000000000000000000000001", "multiple of 1/256"),
    "talk_first nan": (MATCH + "\ntalk_first = nan", "multiple of 1/256"),
    "talk_first false": (MATCH + "\ntalk_first = false", "multiple of 1/256"),
    "talk_first text": (MATCH + '\ntalk_first = "0.25"', "multiple of 1/256"),
    "one level": ('id = "a"\nkind = "level"\nlevels = ["x"]', "2 to 8 entries, not 1"),
    "nine levels": ('id = "a"\nkind = "level"\nlevels = ["1","2","3","4","5","6","7","8","9"]', "2 to 8 entries"),
    "threshold unknown": (LEVEL + '\nshow_only_at_or_above = "mid"', 'must be one of "low", "high"'),
    "labels too few": (LEVEL + '\nlevel_labels = ["l", "m", "h"]', "one label for each of the 2"),
    "labels of no role": (LEVEL + '\nlevel_labels = { x = ["l", "h"] }', "not a role"),
    "total with two": (LEVEL + '\nrule = "total"', "at least 5"),
    "no options": ('id = "a"\nkind = "pick"\noptions = []', "1 to 64 entries, not 0"),
    "65 options": ('id = "a"\nkind = "pick"\noptions = ' + json.dumps([str(i) for i in range(65)]), "1 to 64"),
    "options text": ('id = "a"\nkind = "pick"\noptions = "x"', '"$" and the id'),
    "options numbers": ('id = "a"\nkind = "pick"\noptions = [1]', "options: entry 1: must be text, not a whole number"),
    "options twice": ('id = "a"\nkind = "pick"\noptions = ["x", "y", "x"]', "entries 1 and 3 are the same"),
    "options alike": ('id = "a"\nkind = "pick"\noptions = ["x y", "x\u00a0y"]', "entries 1 and 2 are the same"),
    "option empty": ('id = "a"\nkind = "pick"\noptions = ["x", ""]', "entry 2: must not be empty"),
    "cap without at_least": (PICK + "\ncap = 1", "goes only with"),
    "veto without at_least": (PICK + "\nveto_threshold = 1", "goes only with"),
    "always without at_least": (PICK + '\nalways = ["x"]', "goes only with"),
    "cap of nought": (PICK + '\nrule = "at_least"\nk = 1\ncap = 0', "between 1 and 64"),
    "cap text": (PICK + '\nrule = "at_least"\nk = 1\ncap = "x"', "must be a whole number"),
    "veto above the seats": (PICK + '\nrule = "at_least"\nk = 1\nveto_threshold = 3', "between 1 and 2"),
    "max_ticks of nought": (PICK + "\nmax_ticks = 0", "between 1 and 64"),
    "always unknown": (PICK + '\nrule = "at_least"\nk = 1\nalways = ["w"]', 'there is no option "w"'),
    "always twice": (PICK + '\nrule = "at_least"\nk = 1\nalways = ["x", "x"]', "named twice"),
    "always empty": (PICK + '\nrule = "at_least"\nk = 1\nalways = []', "must name 1 to 3"),
    "one rank option": ('id = "a"\nkind = "rank"\noptions = ["x"]', "2 to 64"),
    "one amount": ('id = "a"\nkind = "ladder"\namounts = [1]\ndirection = "lower"', "2 to 16"),
    "17 amounts": (
        'id = "a"\nkind = "ladder"\namounts = ' + json.dumps(list(range(17))) + '\ndirection = "lower"',
        "2 to 16",
    ),
    "amounts going down": ('id = "a"\nkind = "ladder"\namounts = [2, 1]\ndirection = "lower"', "must go up"),
    "amounts alike": ('id = "a"\nkind = "ladder"\namounts = [1, 1.0]\ndirection = "lower"', "must go up"),
    "amounts text": ('id = "a"\nkind = "ladder"\namounts = [1, "2"]\ndirection = "lower"', "entry 2"),
    "amounts true": ('id = "a"\nkind = "ladder"\namounts = [false, 1]\ndirection = "lower"', "entry 1"),
    "amounts too fine": ('id = "a"\nkind = "ladder"\namounts = [1, 1.0000001]\ndirection = "lower"', "entry 2"),
    "amounts huge": ('id = "a"\nkind = "ladder"\namounts = [1, 1e99]\ndirection = "lower"', "entry 2"),
    "direction missing": ('id = "a"\nkind = "ladder"\namounts = [1, 2]', 'the key "direction" is missing'),
    "direction unknown": (LADDER.replace("higher", "any"), 'must be one of "higher", "lower"'),
    "direction of no role": (LADDER.replace('"higher"', '{ x = "higher" }'), "one entry for each role"),
    "fair_price without reference": (LADDER + '\nrule = "fair_price"', "reference: is missing"),
    "reference beside": (LADDER + '\nrule = "fair_price"\nreference = 1.5', "one of the amounts"),
    "reference true": (LADDER + '\nrule = "fair_price"\nreference = true', "one of the amounts"),
    "rule_if_missing alone": (LADDER + '\nrule_if_missing = "midpoint"', "only a reference from a term"),
    "63 windows": ('id = "a"\nkind = "dates"\nwindows = ' + json.dumps([str(i) for i in range(63)]), "1 to 62"),
    "windows dates": ('id = "a"\nkind = "dates"\nwindows = [2027-01-01]', "must be text, not a date without quotes"),
    "no issues": ('id = "a"\nkind = "bundle"\nissues = []', "1 to 12 entries"),
    "one package": ('id = "a"\nkind = "bundle"\nissues = [{ id = "i", options = ["p"] }]', "2 to 256"),
    "issue without options": ('id = "a"\nkind = "bundle"\nissues = [{ id = "i" }]', 'entry 1: lacks the key "options"'),
    "issue with another key": (BUNDLE.replace('id = "i"', 'id = "i", x = 1'), 'entry 1: has the unknown key "x"'),
    "issue without id": (BUNDLE.replace('id = "i"', 'id = ""'), "issue 1, id"),
    "issues twice": (BUNDLE.replace("]", '] }, { id = "i", options = ["p"]', 1), "another issue has the same id"),
    "257 packages": (
        'id = "a"\nkind = "bundle"\nissues = [{ id = "i", options = '
        + json.dumps([str(i) for i in range(20)])
        + ' }, { id = "j", options = '
        + json.dumps([str(i) for i in range(13)])
        + " }]",
        "large = true allows 4096",
    ),
    "4100 packages": (
        'id = "a"\nkind = "bundle"\nlarge = true\nissues = ['
        + ", ".join(f'{{ id = "i{n}", options = ["a", "b", "c", "d", "e"] }}' for n in range(6))
        + "]",
        "2 to 4096 are allowed",
    ),
    "no statements": ('id = "a"\nkind = "disclose"\nstatements = {}', "at least one"),
    "empty statements": ('id = "a"\nkind = "disclose"\nstatements = { all = [] }', "1 to 32"),
    "statements of no role": ('id = "a"\nkind = "disclose"\nstatements = { x = [{ id = "s" }] }', "not a role"),
    "statements twice": (ALL.replace("s2", "s1"), "another statement has the id"),
    "too many statements": (
        'id = "a"\nkind = "disclose"\nstatements = { all = ['
        + ", ".join(f'{{ id = "s{i}" }}' for i in range(17))
        + "] }",
        "34 statements",
    ),
    "preset without name": (ALL + "\npresets = [{ all = {} }]", '"name"'),
    "preset of no role": (ALL + '\npresets = [{ name = "n", x = {} }]', "not a role"),
    "preset no table": (ALL + '\npresets = [{ name = "n", all = 1 }]', "must be a table"),
    "preset of no statement": (ALL + '\npresets = [{ name = "n", all = { z = [] } }]', "not a statement of that role"),
    "preset no list": (ALL + '\npresets = [{ name = "n", all = { s1 = 1 } }]', "must be a list"),
    "preset long list": (ALL + '\npresets = [{ name = "n", all = { s1 = ' + json.dumps(["s1"] * 129) + " } }]", "128"),
    "preset no texts": (ALL + '\npresets = [{ name = "n", all = { s1 = [1] } }]', "must be a list of texts"),
    "preset wrong reference": (ALL + '\npresets = [{ name = "n", all = { s1 = ["z"] } }]', "names no statement"),
    "many presets": (ALL + "\npresets = [" + ", ".join(f'{{ name = "n{i}" }}' for i in range(33)) + "]", "at most 32"),
    "no entries": ('id = "a"\nkind = "set"\nmax_entries = 0', "between 1 and 10000"),
    "many entries": ('id = "a"\nkind = "set"\nmax_entries = 10001', "between 1 and 10000"),
    "k above the entries": (SET + '\nrule = "at_least"\nk = 11', "between 1 and 10"),
    "k of a set symbolic": (SET + '\nrule = "at_least"\nk = "n"', "must be a whole number, not text"),
    "large set, rule": (SET.replace("10", "257") + '\nrule = "count"', "only all_common"),
    "for nobody": (MATCH + "\nfor = []", "there is no role to name"),
    "label of no role": (MATCH + '\nlabel = { x = "y" }', "not a role"),
    "label empty": (MATCH + '\nlabel = { all = "" }', "must not be empty"),
    "label of numbers": (MATCH + "\nlabel = { all = 1 }", "label: must be text"),
    "label two lines": (MATCH + '\nlabel = "a\\nb"', "control character"),
    "help too long": (MATCH + f'\nhelp = "{"x" * 501}"', "501 characters"),
    "only_if itself": (MATCH + '\nonly_if = "a"', 'there is no earlier item "a"'),
}


class TestRefusals:
    """What a wrong file is told."""

    @pytest.mark.parametrize(("lines", "words"), WRONG.values(), ids=WRONG)
    def test_one_wrong_thing_in_an_item(self, lines: str, words: str) -> None:
        problem = only_problem(lines)
        assert words in problem
        assert problem.startswith("item ")

    @pytest.mark.parametrize(
        ("top", "words"),
        [
            ('colour = "red"', 'unknown key "colour"'),
            ("summary = 1", "summary: must be text, not a whole number"),
            ('language = "English"', "language tag"),
            ('mode = "solo"', 'must be one of "joint", "pairs"'),
            ("all_or_nothing = 1", "must be true or false"),
            ("minutes = 0", "between 1 and 1440"),
            ("keep_days = -1", "between 0 and 3660"),
            ('never_ask = ["x", "x"]', "entries 1 and 2 are the same"),
            ("dealbreakers = {}", 'the key "max_each" is missing'),
            ("dealbreakers = { max_each = 0 }", "between 1 and 64"),
            ('dealbreakers = { max_each = 1, items = ["b"] }', 'there is no item "b"'),
            ("dealbreakers = { max_each = 1, items = [] }", 'must name 1 to 1 of: "a"'),
            ("run = { max_runs = 0 }", "between 1 and 100"),
            ('run = { rerun = "always" }', 'must be one of "only_add", "free", "never"'),
            ("run = { cool_off_hours = -1 }", "between 0 and 8784"),
            ("run = { per_days = 0 }", "between 1 and 3660"),
            ("run = { often = 1 }", 'unknown key "often"'),
            ('prepare = { boss = ["x"] }', "not a role"),
            ("prepare = { all = [] }", "1 to 32"),
            ('after = { overlap = "{pay}" }', "braces are only for {list}"),
            ('after = { none = "}{" }', "braces are only for {list}"),
            ('after = { always = "x" }', 'unknown key "always"'),
            ('notice = "\\u202e"', "invisible"),
            ('never_ask = ["A"]', "promises not to"),
        ],
    )
    def test_one_wrong_thing_at_the_top(self, top: str, words: str) -> None:
        assert words in only_problem(top=top)

    @pytest.mark.parametrize(
        ("parties", "words"),
        [
            ("{ min = 1, max = 2 }", "parties, min: must be between 2 and 8"),
            ("{ min = 2, max = 9 }", "parties, max: must be between 2 and 8"),
            ("{ min = 4, max = 3 }", "min is above max"),
            ("{ min = 2 }", 'the key "max" is missing'),
            ("{ min = 2, max = 2, seats = 2 }", 'unknown key "seats"'),
            ('{ min = 2, max = 2, roles = ["a", "a"] }', "there twice"),
            ('{ min = 2, max = 2, roles = ["all"] }', 'cannot be called "all"'),
            ('{ min = 2, max = 2, roles = ["any"] }', 'cannot be called "any"'),
            ('{ min = 2, max = 2, roles = ["2"] }', 'cannot be called "2"'),
            ('{ min = 2, max = 2, roles = ["A"] }', "is not an id"),
            ('{ min = 2, max = 2, roles = ["a","b","c","d","e","f","g","h","i"] }', "at most 8"),
            ("3", "must be a table, not a whole number"),
        ],
    )
    def test_one_wrong_thing_about_the_parties(self, parties: str, words: str) -> None:
        assert words in only_problem(parties=parties)

    def test_rooms_may_be_larger(self) -> None:
        assert read(top='mode = "pairs"', parties="{ min = 2, max = 40 }").max_seats == 2
        assert "between 2 and 40" in only_problem(top='mode = "pairs"', parties="{ min = 2, max = 41 }")

    def test_sets_are_for_two(self) -> None:
        read(SET, top='mode = "pairs"', parties="{ min = 3, max = 9 }")
        assert "a set is for two" in only_problem(SET, parties="{ min = 2, max = 3 }")
        assert "needs both" in only_problem(SET + '\nfor = ["buyer"]', parties=ROLES)

    def test_roles(self) -> None:
        assert 'there is no role "x"' in only_problem(MATCH + '\nfor = ["x"]', parties=ROLES)
        assert "one entry for each role" in only_problem(
            LADDER.replace('"higher"', '{ buyer = "higher" }'), parties=ROLES
        )
        read(LADDER.replace('"higher"', '{ buyer = "higher" }') + '\nfor = ["buyer"]', parties=ROLES)
        read(LADDER, parties=ROLES)
        assert "either one list" in only_problem(
            'id = "a"\nkind = "disclose"\nstatements = { all = [{ id = "s" }], buyer = [{ id = "b" }] }', parties=ROLES
        )
        assert "answers this item" in only_problem(
            'id = "a"\nkind = "disclose"\nfor = ["seller"]\nstatements = { buyer = [{ id = "b" }] }', parties=ROLES
        )
        assert "40 statements" in only_problem(
            'id = "a"\nkind = "disclose"\nstatements = { buyer = ['
            + ", ".join(f'{{ id = "b{i}" }}' for i in range(5))
            + "] }",
            parties=ANY,
        )

    def test_k_counts_those_who_answer(self) -> None:
        assert "between 1 and 1" in only_problem(MATCH + '\nrule = "at_least"\nk = 2\nfor = ["buyer"]', parties=ROLES)
        read(MATCH + '\nrule = "at_least"\nk = 2\nfor = ["buyer"]', parties=ANY)
        one = MATCH + '\nrule = "at_least"\nk = "n-1"\nfor = ["buyer"]'
        assert "is nobody" in only_problem(one, parties=ROLES)
        read(one, parties=ANY)

    def test_total_takes_eleven_levels_and_no_threshold(self) -> None:
        twelve = json.dumps([str(i) for i in range(12)])
        assert "2 to 11" in only_problem(f'id = "a"\nkind = "level"\nrule = "total"\nlevels = {twelve}', parties=FIVE)
        assert "always shown" in only_problem(LEVEL + '\nrule = "total"\nshow_only_at_or_above = "high"', parties=FIVE)

    def test_between_items(self) -> None:
        second = MATCH.replace('"a"', '"b"')
        assert "another item has the same id" in only_problem(MATCH, MATCH)
        assert "cannot be marked: another item depends" in only_problem(
            MATCH, second + '\nonly_if = "a"', top='dealbreakers = { max_each = 1, items = ["a"] }'
        )
        large = SET.replace("10", "257")
        assert "cannot be marked: it has more" in only_problem(
            large, top='dealbreakers = { max_each = 1, items = ["a"] }'
        )
        assert "nothing can depend on it" in only_problem(large, second + '\nonly_if = "a"')
        assert "cannot depend" in only_problem(second, large + '\nonly_if = "b"')
        assert "all_or_nothing" in only_problem(large, top="all_or_nothing = true")
        read(SET.replace("10", "256"), top="all_or_nothing = true")

    def test_what_never_ask_names_is_refused_by_id(self) -> None:
        top = 'never_ask = ["salary history"]'
        assert "promises not to" in only_problem('id = "salary-history"\nkind = "match"', top=top)
        assert "promises not to" in only_problem(BUNDLE.replace('id = "i"', 'id = "salary_history"'), top=top)
        assert "promises not to" in only_problem(ALL.replace("s1", "salary_history"), top=top)
        read('id = "health-days"\nkind = "match"\nlabel = "salary history"', top=top)

    def test_all_problems_of_all_items_are_listed(self) -> None:
        found = problems(
            b'format = 2\nid = "X"\ntitle = ""\nfoo = 1\nparties = { min = 9, max = 1 }\n'
            b'[[items]]\nid = "a"\nkind = "nope"\n'
            b'[[items]]\nid = "b"\nkind = "match"\nk = 3\ncolour = 1\nrule = 7\n'
            b'[[items]]\nid = "c"\nkind = "ladder"\namounts = [3, 2]\ndirection = "up"\nonly_if = "b"\n'
        )
        for place in (
            "",
            "format",
            "id",
            "title",
            "parties, min",
            'item "a"',
            'item "b"',
            'item "b", rule',
            'item "c"',
        ):
            assert any(problem.startswith(place) for problem in found), place
        assert not any("no earlier item" in problem for problem in found)

    def test_a_newer_format_is_named(self) -> None:
        assert only_problem_of(sheet_file().replace(b"format = 1", b"format = 2")) == (
            "format: this sheet was made with a newer version"
        )
        assert "must be 1" in only_problem_of(sheet_file().replace(b"format = 1", b"format = 0"))

    def test_missing_top_level_keys(self) -> None:
        found = problems(b"")
        assert [problem for problem in found if "is missing" in problem] == [
            f'the key "{key}" is missing' for key in ("format", "id", "title", "parties", "items")
        ]

    def test_items_and_their_number(self) -> None:
        assert "1 to 64" in only_problem_of(sheet_file().split(b"[[items]]")[0] + b"items = []")
        assert "1 to 64" in only_problem(*(MATCH.replace('"a"', f'"a{i}"') for i in range(65)))
        assert "item 1: needs" in only_problem_of(sheet_file().split(b"[[items]]")[0] + b"items = [3]")
        assert "items: must be a list" in problems(sheet_file().split(b"[[items]]")[0] + b"items = 3")[0]

    def test_many_problems_are_cut(self) -> None:
        assert len(problems(sheet_file(*(MATCH + "\nx = 1\ny = 1" for _ in range(64))))) == 100
        assert len(problems(sheet_file(MATCH + "".join(f"\nx{i} = 1" for i in range(50))))) == 8

    def test_no_problem_repeats_hostile_text(self) -> None:
        found = problems(sheet_file(MATCH + '\n"\\u202e\\u0007" = 1\nrule = "\\u202e"'))
        assert all("\u202e" not in problem and "\a" not in problem for problem in found)

    def test_not_toml(self) -> None:
        assert "not valid TOML" in problems(b"hello")[0]
        assert str(MAX_SHEET_BYTES) in problems(b"#" * (MAX_SHEET_BYTES + 1))[0]

    def test_messages_of_other_forms(self) -> None:
        assert plain_message("Something new") == "does not have the right form"
        assert plain_message("Expected `str | array | null`, got `int`") == "must be text or a list, not a whole number"
        assert plain_message("Object contains unknown field `a`") == 'has the unknown key "a"'


def only_problem_of(data: bytes) -> str:
    found = problems(data)
    assert len(found) == 1, found
    return found[0]


class TestCanonical:
    """One encoding, one digest."""

    def test_the_example_is_pinned(self) -> None:
        """A change of these is a change of the format: every sheet gets another digest."""
        assert digest(example()).hex() == "eac489e1c1ef7ecd0a10b615b8a7b1b87ad96672368d137b87e0e16ead08abfd"
        assert canonical(read()) == (
            b'{"format":1,"id":"test","items":[{"id":"a","kind":"match"}],"parties":{"max":2,"min":2},"title":"Test"}'
        )

    def test_writing_what_is_the_default_changes_nothing(self) -> None:
        plain = read(MATCH)
        written = read(
            MATCH
            + '\nrule = "mutual_yes"\nlabel = "a"\nask = ""\nnote = ""\ncover = false\nonly_if = ""\ntalk_first = 0.0',
            top='summary = ""\nlanguage = "en"\nmode = "joint"\nall_or_nothing = false\nadults_only = false\n'
            "never_ask = []\nopen_terms = []\nprepare = {}\nafter = {}\nrun = {}",
        )
        assert written == plain
        assert digest(written) == digest(plain)

    def test_every_difference_changes_the_digest(self) -> None:
        rng = random.Random(1)
        digests = {digest(random_sheet(rng, 2)) for _ in range(50)}
        assert len(digests) == 50
        assert len(digest(read())) == 32

    @laws
    @given(sheets())
    def test_round_trips(self, sheet: Sheet) -> None:
        data = canonical(sheet)
        assert decode_sheet(data) == sheet
        assert canonical(decode_sheet(data)) == data
        again = parse_sheet(to_toml(sheet).encode())
        assert again == sheet
        assert canonical(again) == data  # type: ignore[arg-type]  # a sheet without terms is never a draft

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"kind":"match"', '"kind":"match","rule":"mutual_yes"'),
            ('"kind":"match"', '"kind":"match","label":"visa"'),
            ('"80000"', "80000"),
            ('"80000"', '"080000"'),
            ('"80000"', '"8e4"'),
            ('"80000"', '"80000.0000000"'),
            ('"title":"Example"', '"title":"Example","zzz":1'),
            ('"title":"Example"', '"title":"Example\\u0000"'),
            ('"format":1', '"format":2'),
            ('"format":1', '"format":true'),
            ('"format":1', '"format":1,"keep_days":null'),
            ('"items":[', '"items":[3,'),
            ('"max_ticks":2', '"max_ticks":65'),
            ('"min":2', '"min":-2'),
            ('"kind":"match"', '"kind":"match","talk_first":"0.250"'),
            ('"kind":"match"', '"kind":"match","talk_first":"x"'),
            ('"kind":"ladder"', '"kind":"ladder","reference":"$benchmark"'),
            ('"format":1', '"format":1,"id":"other"'),
            (
                '"parties"',
                '"open_terms":[{"default":"x","id":"t","type":"text"}],"parties"',
            ),
        ],
    )
    def test_what_canonical_would_not_write_is_refused(self, old: str, new: str) -> None:
        text = canonical(example()).decode()
        assert text.count(old) == 1
        with pytest.raises(InvalidSheet):
            decode_sheet(text.replace(old, new).encode())

    def test_not_a_list_of_items(self) -> None:
        with pytest.raises(InvalidSheet):
            decode_sheet(b'{"items":3}')
        with pytest.raises(InvalidSheet):
            decode_sheet(b'{"items":[{"amounts":3,"id":"a","kind":"ladder"}]}')
        with pytest.raises(InvalidSheet):
            decode_sheet(b"nothing")

    @laws
    @given(st.data())
    def test_damaged_bytes_give_a_sheet_or_a_refusal(self, data: st.DataObject) -> None:
        good = canonical(example())
        position = data.draw(st.integers(0, len(good) - 1))
        byte = data.draw(st.integers(0, 255))
        damaged = good[:position] + bytes([byte]) + good[position + 1 :]
        try:
            sheet = decode_sheet(damaged)
        except InvalidSheet:
            return
        assert canonical(sheet) == damaged

    @laws
    @given(
        st.dictionaries(
            st.sampled_from(["items", "parties", "open_terms", "run", "format", "after"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=5),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kind", "k", "min"]), inner)
                ),
                max_leaves=6,
            ),
        )
    )
    def test_any_json_gives_a_refusal(self, document: dict[str, object]) -> None:
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        with pytest.raises(InvalidSheet):
            decode_sheet(text.encode())

    def test_a_sheet_that_grows_too_large_is_refused(self) -> None:
        options = json.dumps([f"{i:03}" + "x" * 400 for i in range(64)])
        pick = f'kind = "pick"\noptions = {options}'
        assert "bytes" in only_problem_of(
            sheet_file(
                *(f'id = "p{i}"\nkind = "pick"\noptions = "$o"' for i in range(60)),
                top=f'open_terms = [{{ id = "o", type = "list", value = {options} }}]',
            )
        )
        read(f'id = "a"\n{pick}')

    def test_mixed_alphabets_are_found_anywhere(self) -> None:
        sheet = read(MATCH + '\nlabel = "p\\u0430y"', top='title = "T\\u0435st"\n'.replace("title", "notice"))
        assert marked_words(sheet) == ("T\u0435st", "p\u0430y")
        assert marked_words(example()) == ()

    def test_toml_keeps_whole_amounts_whole(self) -> None:
        text = to_toml(read('id = "a"\nkind = "ladder"\namounts = [1, 2.50]\ndirection = "lower"\nreference = 2.5'))
        assert "    1,\n    2.50,\n" in text
        assert "reference = 2.50" in text

    def test_talk_first_is_exact(self) -> None:
        item = read(MATCH + "\ntalk_first = 0.00390625").items[0]
        assert isinstance(item, MatchItem)
        assert item.talk_first_256 == 1
        assert '"talk_first":"0.00390625"' in canonical(read(MATCH + "\ntalk_first = 0.00390625")).decode()
        assert Decimal(1) / 256 == Decimal("0.00390625")
