"""Improving an agreement: never worse for anyone, better for someone, or nothing; in the clear and computed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from desktop.deals.answers import Answer, Answers, Preferences
from desktop.deals.compiler import compile_sheet
from desktop.deals.errors import InvalidAgreement, InvalidAnswers, InvalidSheet, RolesClash
from desktop.deals.improve import MAX_ID, improve_id, sheet_to_improve
from desktop.deals.items import BundleItem, LadderItem, MatchItem
from desktop.deals.kinds.bundle import scores_of
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.preview import preview
from desktop.deals.rule import check_seats, decide
from desktop.deals.sheet import Draft, RunLimits, Sheet, canonical, decode_sheet, digest, parse_sheet, to_toml
from desktop.strings.outcome import describe_outcome, describe_sheet
from tests.desktop.agreeing import record
from tests.desktop.deals.clear import both, bundle, ladder, people, sheet_of, values
from tests.desktop.deals.test_claims import entered, holds, preferences
from tests.desktop.deals.test_engine_oracle import run_engine

RUN = b"r" * 32
Package = tuple[int, ...]


def package(item: BundleItem, chosen: Package) -> dict[str, str]:
    return {issue.id: issue.options[option] for issue, option in zip(item.issues, chosen, strict=True)}


def improving(sheet: Sheet, chosen: Package, roles: Sequence[str] = ("", "")) -> Sheet:
    """The sheet of a run to improve an agreement on its first bundle, with nothing else agreed."""
    items = {item.id: NOT_AGREED for item in sheet.items}
    first = next(item for item in sheet.items if isinstance(item, BundleItem))
    items[first.id] = ItemOutcome(True, package(first, chosen))
    return sheet_to_improve(record(Outcome(False, items), sheet, roles), RUN)


def oracle(item: BundleItem, chosen: Package, answers: Sequence[Answer]) -> list[Package]:
    """From the sentences of the contract alone: the packages that can come out; none: nothing is better."""
    packages = list(product(*(range(len(issue.options)) for issue in item.issues)))

    def score(answer: Answer, one: Package) -> int:
        assert isinstance(answer, Preferences)
        return sum(w * p[o] for w, p, o in zip(answer.weights, answer.points, one, strict=True))

    if any(answer is None for answer in answers):
        return []
    acceptable = [[one for one in packages if score(a, one) >= score(a, chosen)] for a in answers]
    better = [
        one
        for one in packages
        if all(one in mine for mine in acceptable) and any(score(a, one) > score(a, chosen) for a in answers)
    ]

    def key(one: Package) -> tuple[int, int]:
        ranks = [
            sum(score(a, other) > score(a, one) for other in mine) for a, mine in zip(answers, acceptable, strict=True)
        ]
        return max(ranks), sum(ranks)

    return [one for one in better if key(one) == min(map(key, better))]


def random_case(rng: random.Random, n: int) -> tuple[Sheet, Package, list[Answer]]:
    sizes = rng.choice([(2,), (5,), (2, 2), (3, 2), (3, 3), (2, 2, 3)])
    item = bundle(*sizes, rule=rng.choice(["meet_in_ranking", "best_sum"]))
    kinds = rng.choices(["many ties", "few ties", "all tied", "blank"], [6, 6, 1, 1], k=n)
    chosen = tuple(rng.randrange(size) for size in sizes)
    answers = [preferences(item, rng, kind) for kind in kinds]
    return improving(sheet_of(item, n=n), chosen, ("",) * n), chosen, answers


@pytest.mark.parametrize("n", [2, 3, 4])
def test_in_the_clear_and_in_the_circuit_it_is_what_the_contract_says(n: int) -> None:
    rng = random.Random(n)
    found_better = 0
    for _ in range(60):
        sheet, chosen, answers = random_case(rng, n)
        (item,) = sheet.items
        assert isinstance(item, BundleItem)
        expected = oracle(item, chosen, answers)
        possible = values(both(sheet, people("b", *answers)), "b")
        assert possible == ([package(item, one) for one in sorted(expected)] or [None])
        found_better += bool(expected)
        for one in expected:  # never worse for anyone, better for someone
            gains = [scores_of(item, a).score.reshape([len(i.options) for i in item.issues]) for a in answers]
            assert all(score[one] >= score[chosen] for score in gains)
            assert any(score[one] > score[chosen] for score in gains)
    assert 8 < found_better < 52


@pytest.mark.parametrize("n", [2, 3, 4])
def test_the_engine_gives_the_same(n: int) -> None:
    rng = random.Random(30 + n)
    for _ in range(2):
        sheet, chosen, answers = random_case(rng, n)
        item = sheet.items[0]
        assert isinstance(item, BundleItem)
        compiled = compile_sheet(sheet, ("",) * n)
        expected = [package(item, one) for one in oracle(item, chosen, answers)]
        for outcome in run_engine(compiled, people("b", *answers), rng):
            shown = outcome.items["b"]
            assert shown.value in expected if shown.agreed else not expected


def test_the_weakest_that_a_person_names_does_not_count_and_a_blank_accepts_nothing() -> None:
    item = bundle(3)
    sheet = improving(sheet_of(item), (1,))
    likes = [((0, 5, 9),), ((1, 2, 3),)]
    for weakest in (None, (0,), (2,)):
        answers = people("b", *(Preferences(points, (1,), weakest) for points in likes))
        assert values(both(sheet, answers), "b") == [{"i0": "2"}]
    assert values(both(sheet, people("b", Preferences(likes[0], (1,), (0,)), None)), "b") == [None]


def test_whoever_ranks_something_below_the_agreed_package_cannot_prove_it() -> None:
    """Accepting less than the agreed package is no honest ranking in such a run, and ends it before anything."""
    n, agreed = 4, 2
    compiled = compile_sheet(improving(sheet_of(bundle(n)), (agreed,)), ("", ""))
    assert compiled.claims is not None
    claim = compiled.claims[0]
    assert claim is not None
    refused = (1 << n.bit_length()) - 1
    for ranks in product((0, 1, 2, 3, refused), repeat=n):
        accepted = [rank for rank in ranks if rank < n]
        no_gaps = all(rank == sum(r < rank for r in accepted) for rank in accepted)
        last = ranks[agreed] == refused or all(rank <= ranks[agreed] for rank in accepted)
        assert holds(claim, entered(ranks, n)) is (no_gaps and last), ranks


def test_only_the_agreed_packages_are_compared_again() -> None:
    first = bundle(3, rule="best_sum")
    second = replace(bundle(2), id="c", only_if="m", cover=True)
    rest = replace(bundle(2), id="e")
    match = MatchItem(id="m", rule="mutual_yes")
    sheet = sheet_of(match, first, second, rest, all_or_nothing=True, run=RunLimits(max_runs=3, per_days=2))
    shown = {
        "m": ItemOutcome(True, True),
        "b": ItemOutcome(True, {"i0": "1"}),
        "c": ItemOutcome(True, {"i0": "0"}),
        "e": NOT_AGREED,
    }
    made = record(Outcome(False, shown), sheet)
    found = sheet_to_improve(made, RUN)
    assert [(item.id, item.rule, item.only_if, item.cover) for item in found.items] == [
        ("b", "meet_in_ranking", "", False),
        ("c", "meet_in_ranking", "", False),
    ]
    assert [item.agreed for item in found.items if isinstance(item, BundleItem)] == [(1,), (0,)]
    assert not found.all_or_nothing
    assert found.run == RunLimits(max_runs=3, per_days=2, rerun="free")
    assert (found.id, found.title, found.parties) == ("s-improve", sheet.title, sheet.parties)
    assert found.improve is not None
    assert found.improve.left_out == ("m", "e")
    assert found.improve.sheet == found.improve.made_with == digest(sheet)
    # An agreement that was improved can be improved again; it is still about the same file.
    again = sheet_to_improve(record(Outcome(False, {"b": shown["b"], "c": NOT_AGREED}), found), RUN)
    assert again.id == found.id
    assert again.improve is not None
    assert (again.improve.sheet, again.improve.made_with) == (digest(sheet), digest(found))
    assert again.improve.left_out == ("m", "e", "c")


def test_without_a_package_there_is_nothing_to_improve() -> None:
    match = MatchItem(id="m", rule="mutual_yes")
    only_overlap = bundle(3, rule="overlap_only")
    cases = [
        (sheet_of(match), {"m": ItemOutcome(True, True)}),
        (sheet_of(only_overlap), {"b": ItemOutcome(True, True)}),
        (sheet_of(bundle(3)), {"b": NOT_AGREED}),
        (sheet_of(bundle(3)), {"b": ItemOutcome(True, {"i0": "7"})}),
        (sheet_of(bundle(3)), {"b": ItemOutcome(True, {"i0": "1", "i1": "0"})}),
        (sheet_of(bundle(3)), {"b": ItemOutcome(True, {})}),
    ]
    for sheet, items in cases:
        with pytest.raises(InvalidAgreement):
            sheet_to_improve(record(Outcome(False, items), sheet), RUN)


def test_the_facts_are_in_what_everybody_accepts() -> None:
    sheet = improving(sheet_of(bundle(3), MatchItem(id="m", rule="mutual_yes")), (1,))
    assert decode_sheet(canonical(sheet)) == sheet
    plain = replace(sheet, improve=None, items=(bundle(3),))
    digests = {digest(sheet), digest(plain), digest(improving(sheet_of(bundle(3)), (2,)))}
    assert sheet.improve is not None
    for change in ({"run": b"x" * 32}, {"record": b"x" * 32}, {"sheet_id": "t"}, {"roles": ("", "", "")}):
        digests.add(digest(replace(sheet, improve=replace(sheet.improve, **change))))
    assert len(digests) == 7


def test_a_sheet_that_says_something_else_is_refused() -> None:
    sheet = improving(sheet_of(bundle(3), MatchItem(id="m", rule="mutual_yes")), (1,))
    assert sheet.improve is not None
    good = canonical(sheet)
    assert decode_sheet(good) == sheet
    wrong = [
        good.replace(b'"agreed":{"i0":"1"},', b""),
        good.replace(b'"agreed":{"i0":"1"}', b'"agreed":{"i0":"5"}'),
        good.replace(b'"agreed":{"i0":"1"}', b'"agreed":{}'),
        good.replace(b'"left_out":["m"]', b'"left_out":["b"]'),
        good.replace(b'"left_out":["m"]', b'"left_out":["m","m"]'),
        good.replace(b'"left_out":["m"]', b'"left_out":["M"]'),
        good.replace(b'"roles":["",""]', b'"roles":["A",""]'),
        good.replace(b'"roles":["",""]', b'"roles":[""]'),
        good.replace(sheet.improve.record.hex().encode(), b"77"),
        good.replace(sheet.improve.run.hex().encode(), b"no"),
        good.replace(b'"kind":"bundle"', b'"kind":"bundle","rule":"best_sum"'),
        canonical(replace(sheet, all_or_nothing=True)),
        canonical(replace(sheet, items=(*sheet.items, MatchItem(id="n", rule="mutual_yes")))),
        canonical(replace(sheet, items=(bundle(3),))),
        canonical(replace(sheet, improve=None)),
    ]
    for untrusted in wrong:
        with pytest.raises(InvalidSheet):
            decode_sheet(untrusted)


def test_no_file_describes_such_a_sheet() -> None:
    sheet = improving(sheet_of(bundle(3)), (1,))
    for text in (to_toml(sheet), to_toml(replace(sheet, improve=None))):
        with pytest.raises(InvalidSheet) as caught:
            parse_sheet(text.encode())
        assert "unknown key" in str(caught.value)
    plain = parse_sheet(to_toml(replace(sheet, improve=None, items=(bundle(3),))).encode())
    assert not isinstance(plain, Draft)


def test_an_answers_file_for_the_whole_sheet_fits() -> None:
    whole = sheet_of(bundle(3), MatchItem(id="m", rule="mutual_yes"), roles=("x", "y"))
    sheet = improving(whole, (1,), ("x", "y"))
    text = b'role = "x"\nmust = ["m", "b"]\n[answers]\nm = true\nb = { points = { i0 = { "2" = 9 } } }\n'
    answers = parse_answers(sheet, text)
    assert answers == Answers(role="x", by_item={"b": Preferences(((0, 0, 9),), (1,), None)})
    for wrong in (b"[answers]\nz = true\n", b'must = ["z"]\n', b"[answers]\nb = { weakest = { i0 = 3 } }\n"):
        with pytest.raises(InvalidAnswers):
            parse_answers(sheet, b'role = "x"\n' + wrong)


def test_it_is_between_as_many_people_with_the_same_roles() -> None:
    sheet = improving(sheet_of(bundle(3), n=3), (1,), ("", "", ""))
    check_seats(sheet, ("", "", ""))
    wide = replace(sheet, parties=replace(sheet.parties, min=2, max=8))
    for people_now in (2, 4):
        with pytest.raises(InvalidSheet):
            check_seats(wide, ("",) * people_now)
    roles = improving(sheet_of(bundle(3), n=2, roles=("x", "y", "z")), (1,), ("x", "y"))
    check_seats(roles, ("y", "x"))
    with pytest.raises(RolesClash):
        check_seats(roles, ("x", "z"))


def test_ids() -> None:
    assert improve_id("salary-offer") == "salary-offer-improve"
    long = [improve_id("a" * 63 + last) for last in "bc"]
    assert len(set(long)) == 2
    for one in long:
        assert len(one) <= MAX_ID
        assert decode_sheet(canonical(replace(sheet_of(bundle(2)), id=one))).id == one


def test_in_words_and_in_the_preview() -> None:
    sheet = improving(sheet_of(bundle(3)), (1,))
    text = "\n".join(describe_sheet(sheet))
    assert "improve" in text
    assert "i0: 1" in text
    lines = describe_outcome(sheet, decide(sheet, people("b", None, None)))
    assert any("nothing better" in line.lower() for line in lines)
    assert lines[0] == "Agreed before, b: i0: 1."
    answers = people("b", Preferences(((0, 5, 9),), (1,), (2,)))[0]
    seen = preview(sheet, answers, ("", "")).items["b"]
    assert {str(one.value) for one in seen.outcomes} == {"None", "{'i0': '2'}"}
    assert any("nothing better" in one.text.lower() for one in seen.outcomes if one.value is None)


def test_other_kinds_are_left_alone() -> None:
    """The rule of an ordinary bundle does not change by what a run to improve adds."""
    item: LadderItem = ladder(3, "midpoint")
    assert replace(item) == item
    ordinary = compile_sheet(sheet_of(bundle(3, 3)), ("", ""))
    assert ordinary.circuit.n_ands < compile_sheet(improving(sheet_of(bundle(3, 3)), (1, 1)), ("", "")).circuit.n_ands
    assert np.array_equal(scores_of(bundle(3), None).acceptable, np.zeros(3, np.bool_))
