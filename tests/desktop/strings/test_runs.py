"""What people read about further runs: every reason has its own words, and no number is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.deals.items import MatchItem
from desktop.deals.sheet import RunLimits
from desktop.ledger import Reason, RunRefused, Verdict
from desktop.strings.errors import explain
from desktop.strings.runs import (
    describe_compared,
    describe_counts,
    describe_first,
    describe_further,
    describe_limits,
    refusal,
)
from tests.desktop.deals.clear import disclose, sheet_of

VERDICT = Verdict(
    allowed=True,
    reason=Reason.NONE,
    run=3,
    max_runs=4,
    in_window=2,
    mine=2,
    theirs={b"b" * 32: 2},
    went_back=(),
    ready_at=None,
    must_only_add=True,
    keeps_inputs=True,
    bound_millibits=4500,
)
SHEET = sheet_of(MatchItem(id="m", rule="mutual_yes"), run=RunLimits(max_runs=4))


def test_every_reason_is_explained_as_e53() -> None:
    bodies = set()
    for reason in Reason:
        if reason == Reason.NONE:
            continue
        verdict = replace(VERDICT, allowed=False, reason=reason, ready_at=None)
        shown = explain(RunRefused(verdict))
        assert shown.code == "E53"
        assert shown.title
        assert "{" not in shown.title + shown.body
        message, facts = refusal(verdict)
        assert (shown.title, shown.body) == (message.title, message.body.format(**facts))
        bodies.add((shown.title, shown.body))
    assert len(bodies) == len(Reason) - 1


@pytest.mark.parametrize("reason", [Reason.USED_UP, Reason.COOL_OFF])
def test_the_time_of_the_next_run_is_told(reason: Reason) -> None:
    verdict = replace(VERDICT, allowed=False, reason=reason, ready_at=1_800_000_000)
    assert "2027-01-15 08:00 UTC" in refusal(verdict)[1]["when"]


def test_what_a_further_run_means() -> None:
    text = " ".join(describe_further(SHEET, VERDICT))
    assert "with the same people 2 times before. It allows 4 comparisons." in text
    assert "nobody can take anything back" in text
    assert "5 answers of yes or no" in text
    assert "restored" not in text
    free = replace(SHEET, run=RunLimits(max_runs=4, rerun="free", per_days=30))
    text = " ".join(describe_further(free, replace(VERDICT, must_only_add=False, went_back=(b"b" * 32,))))
    assert "in 30 days" in text
    assert "may answer differently" in text
    assert "restored" in text


def test_opened_texts_are_not_in_the_count_of_what_results_tell() -> None:
    assert "on top" not in " ".join(describe_further(SHEET, VERDICT))
    assert "Texts and files that were opened come on top" in " ".join(describe_further(sheet_of(disclose(1)), VERDICT))


def test_a_first_meeting_says_what_cannot_be_counted() -> None:
    assert "another name" in describe_first(replace(VERDICT, run=1))
    assert describe_first(VERDICT) == ""


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (RunLimits(), ["once"]),
        (RunLimits(max_runs=5, rerun="never"), ["once"]),
        (RunLimits(max_runs=3), ["3 times", "only be added to", "stay on your computer, encrypted"]),
        (RunLimits(max_runs=2, rerun="free", per_days=7), ["2 times in 7 days", "any answers"]),
        (RunLimits(per_days=1), ["sheet once a day.", "only be added to", "encrypted"]),
        (RunLimits(max_runs=3, per_days=1, rerun="free"), ["sheet 3 times a day.", "any answers"]),
    ],
)
def test_limits_in_words(limits: RunLimits, words: list[str]) -> None:
    text = describe_limits(limits)
    assert all(word in text for word in words)
    assert ("encrypted" in text) == ("only be added to" in text)


def test_where_counts_differ_it_is_told_which_one_is_used() -> None:
    b = b"b" * 32
    assert describe_counts(VERDICT) == ""
    lower, higher = replace(VERDICT, mine=0), replace(VERDICT, theirs={b: 1}, went_back=(b,))
    assert "counts 0 comparisons" in describe_counts(lower)
    assert "removed here" in describe_counts(lower)
    assert "counts 2 comparisons" in describe_counts(higher)
    assert "removed there" in describe_counts(higher)
    for verdict in (lower, higher):
        assert describe_counts(verdict) in describe_further(SHEET, verdict)
        assert describe_counts(verdict) in describe_further(SHEET, replace(verdict, repeats=True))
        assert describe_counts(verdict) in refusal(replace(verdict, allowed=False, reason=Reason.USED_UP))[1]["when"]


def test_what_a_repeat_means_and_what_a_run_that_is_held_to_nothing() -> None:
    text = " ".join(describe_further(SHEET, replace(VERDICT, run=1, repeats=True, must_only_add=False)))
    assert "the same answers and in the same order" in text
    assert "does not count once more" in text
    text = " ".join(describe_further(SHEET, replace(VERDICT, n_remade=2, must_only_add=False)))
    assert "no longer on every computer" in text
    assert "3 times in 30 days; this is number 2" in text


def test_what_was_compared() -> None:
    assert describe_compared(0, False) == "not compared yet"
    assert describe_compared(1, False) == "compared once"
    assert "kept, encrypted" in describe_compared(3, True)
