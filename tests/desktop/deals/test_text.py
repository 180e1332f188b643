"""Author text is plain, look-alikes are marked, entries fold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.deals.text import fold, is_id, listed, look, mixed_words, quoted, text_problem
from tests.desktop.deals.files import laws


@pytest.mark.parametrize("text", ["", "Base pay", "Grüße, 100 %", "年収", "שכר", "“quoted” – dash", "x" * 500, "🙂"])
def test_plain_text_is_allowed(text: str) -> None:
    assert text_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("x" * 501, "501"),
        ("two\nlines", "control"),
        ("tab\there", "control"),
        ("nul\0", "control"),
        ("\x85next line", "control"),
        ("right\u202eto left", "invisible"),
        ("isolate\u2066d", "invisible"),
        ("zero\u200bwidth", "invisible"),
        ("join\u200der", "invisible"),
        ("\ufeffmark", "invisible"),
        ("soft\u00adhyphen", "invisible"),
        ("filler\u3164", "invisible"),
        ("braille\u2800blank", "invisible"),
        ("selector\ufe0f", "invisible"),
        ("tag\U000e0041", "invisible"),
        ("variant\U000e0101", "invisible"),
        ("half\ud800", "half"),
        ("private\ue000", "private"),
        ("line\u2028separator", "line break"),
        ("paragraph\u2029separator", "line break"),
        ("not\uffff", "does not exist"),
        ("not\U0001fffe", "does not exist"),
        ("not\ufdd0", "does not exist"),
        (" before", "space"),
        ("after ", "space"),
    ],
)
def test_other_text_is_refused(text: str, word: str) -> None:
    assert word in text_problem(text)


def test_a_refusal_names_the_character_and_its_place_but_not_the_text() -> None:
    problem = text_problem("abc\u202edef")
    assert "U+202E, character 4" in problem
    assert "abc" not in problem


def test_quoting_cleans_and_cuts() -> None:
    assert quoted("pay") == '"pay"'
    assert quoted("a\u202eb\nc\ud800") == '"a\ufffdb\ufffdc\ufffd"'
    assert quoted("x" * 1000) == '"' + "x" * 60 + '…"'
    assert quoted(5) == '"5"'
    quoted("\ud800" * 100).encode()


def test_lists_are_cut() -> None:
    assert listed(["a", "b"]) == '"a", "b"'
    assert listed("abcd", most=2) == '"a", "b" and 2 more'
    assert listed([]) == ""


@pytest.mark.parametrize("text", ["a", "0", "base_pay", "a-b", "x" * 64])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "A", "_a", "-a", "a b", "ä", "x" * 65, "a\n", "a."])
def test_not_ids(text: str) -> None:
    assert not is_id(text)


def test_mixed_alphabets_are_marked() -> None:
    assert mixed_words("the p\u0430y of \u0440ay and plain") == ("p\u0430y", "\u0440ay")
    assert mixed_words("Москва and Athens Αθήνα 東京 Tシャツ") == ()


def test_names_that_look_alike_are_one() -> None:
    assert look("2\u00a0days") == look("2  days") == "2 days"
    assert look("\ufb01ne") == look("fine")
    assert look("EU") != look("eu")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Acme", "acme"),
        ("  ACME \t GmbH\n", "acme gmbh"),
        ("\uff21\uff23\uff2d\uff25", "acme"),
        ("Straße", "strasse"),
        ("\u212bngström", "ångström"),
        ("e\u0301", "é"),
        ("\u1e9e", "ss"),
        ("\u00a0", ""),
        ("\u03a3\u03c2", "\u03c3\u03c3"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@laws
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_for_ordinary_text(text: str) -> None:
    ordinary = "".join(c for c in text if unicodedata.category(c)[0] in "LNZ" and ord(c) < 0x250)
    assert fold(fold(ordinary)) == fold(ordinary)


@laws
@given(st.text(max_size=80))
def test_any_text_gets_an_answer(text: str) -> None:
    problem = text_problem(text)
    assert isinstance(problem, str)
    if not problem:
        assert text.isprintable() or any(unicodedata.category(c) in ("Zs", "Cn") for c in text)
    quoted(text).encode()
