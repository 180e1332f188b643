"""The built-in sheets in other languages: every one is there, the same but for its texts, and comes to the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest

from desktop.deals.answers import Answers
from desktop.deals.items import AnyItem, BundleItem, LevelItem, PickItem, RankItem
from desktop.deals.parse_answers import parse_answers
from desktop.deals.reading import MAX_SHEET_BYTES, read_toml
from desktop.deals.rule import decide
from desktop.deals.sheet import Sheet, canonical, decode_sheet, marked_words
from desktop.deals.templates import (
    original_of,
    sample_answers,
    sample_sheet,
    sample_terms,
    sheet_id_of,
    template_ids,
    template_source,
    translated_ids,
)
from desktop.paths import TEMPLATES

COMPLETE = ("de",)
"""Languages that have every sheet; another one may begin with a few."""

SAME_WORDS = frozenset(
    {"id", "kind", "rule", "type", "unit", "reference", "rule_if_missing", "only_if", "mode", "rerun", "spacing"}
    | {"from", "to", "of", "k", "for", "roles"}
)
"""Keys whose text is no sentence, or names something of the sheet."""

PLACES_IN_A_LIST = frozenset({"always", "default", "show_only_at_or_above"})
"""Keys whose text is one of the options or levels beside it."""

RULED = re.compile(r"\$.*|n(-\d+)?|\d+/\d+|\d+")
"""A text with a meaning of its own: a term, or how many."""

WHO = {
    "de": (
        r"lehnt|abgelehnt|Nein gesagt|nein gesagt|dein Gegenüber|die andere Person|die andere Seite|"
        r"Bewerber|Arbeitgeber|Investor|Käufer|Künstler"
    )
}
"""What a text for "not agreed" would say if it told who."""

NOT_GERMAN = re.compile(r"[\"'”!]|\d%|\.\.\.| - |\d,\d{3}\b|[a-zäöüß,] (Sie|Ihr|Ihnen|Ihren?|Ihre[mrs])\b")

LOUD = {"de": r"Keine Antwort zählt als die"}


def of_language(table: Mapping[str, str], template_id: str) -> str:
    language = template_id.split("/")[0]
    assert language in table, f"write for {language} what stands there for de, in WHO and LOUD above"
    return table[language]


def document(template_id: str) -> dict[str, object]:
    return read_toml(template_source(template_id), MAX_SHEET_BYTES)


def shape_of(value: object, key: str = "", names: object = ()) -> object:
    """A document without its words: what a translation leaves as it is.

    Args:
        key: under which it stands.
        names: the options or levels beside it.
    """
    if isinstance(value, dict):
        beside = value.get("options", value.get("levels", ()))
        return {name: shape_of(one, name, beside) for name, one in value.items()}
    if key == "presets" and isinstance(value, list):
        return [{**preset, "name": "…"} for preset in value]
    if isinstance(value, list):
        return [shape_of(one, key, names) for one in value]
    if not isinstance(value, str) or key in SAME_WORDS or RULED.fullmatch(value):
        return value
    if key in PLACES_IN_A_LIST and isinstance(names, list) and names:
        return names.index(value) if value in names else value
    return sorted(re.findall(r"\{\w+\}", value))


def texts_in(value: object) -> list[str]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [text for one in inside for text in texts_in(one)]


def numbered(value: object, names: Sequence[str]) -> object:
    """An answer with the numbers of its options for their names."""
    if isinstance(value, dict):
        return {names.index(key): numbered(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [numbered(one, names) for one in value]
    return names.index(value) if isinstance(value, str) else value


def answer_without_words(item: AnyItem, answer: object) -> object:
    match item:
        case PickItem() if isinstance(answer, dict):
            return {key: numbered(ticks, item.options) for key, ticks in answer.items()}
        case PickItem() | RankItem():
            return numbered(answer, item.options)
        case LevelItem():
            return numbered(answer, item.levels)
        case BundleItem() if isinstance(answer, dict):
            options = {issue.id: issue.options for issue in item.issues}
            return {part: {of: numbered(one, options[of]) for of, one in t.items()} for part, t in answer.items()}
    if item.kind == "disclose" and isinstance(answer, dict):
        return {name: {**offer, "text": "…"} for name, offer in answer.items()}
    return "…" if item.kind == "set" else answer


def answers_without_words(template_id: str, source: bytes) -> dict[str, object]:
    found = read_toml(source, MAX_SHEET_BYTES)
    answers = found.pop("answers")
    assert isinstance(answers, dict)
    items = {item.id: item for item in sample_sheet(template_id).items}
    return {**found, **{name: answer_without_words(items[name], answer) for name, answer in answers.items()}}


def everyone(template_id: str) -> tuple[Sheet, list[Answers]]:
    sheet = sample_sheet(template_id)
    n_parties = min(sheet.parties.max, 6)
    return sheet, [parse_answers(sheet, data) for data in sample_answers(template_id, n_parties)]


def agreed_in(template_id: str) -> list[Mapping[str, bool]]:
    """What every run of the samples agrees on: one of all, or one of every pair of a room."""
    sheet, answers = everyone(template_id)
    runs = [answers] if sheet.mode == "joint" else [list(pair) for pair in combinations(answers, 2)]
    outcomes = [decide(sheet, run, lambda n: hashlib.shake_128(b"coins").digest(n)) for run in runs]
    return [{name: shown.agreed for name, shown in outcome.items.items()} for outcome in outcomes]


@pytest.mark.parametrize("language", COMPLETE)
def test_every_sheet_is_there(language: str) -> None:
    assert {f"{language}/{template_id}" for template_id in template_ids()} <= set(translated_ids())


def test_no_shape_has_words_in_it() -> None:
    """The comparison sees what it should: an option that is left out, moved, or counted in another way."""
    sheet = document("friends-holiday")
    items = sheet["items"]
    assert isinstance(items, list)
    for number, key, other in (
        (0, "show_only_at_or_above", "up to 300"),
        (1, "issues", []),
        (2, "k", "n-1"),
        (3, "always", ["own room"]),
        (3, "options", ["own room"]),
        (4, "id", "beds"),
        (5, "rule", "mutual_yes"),
    ):
        changed = [{**item, key: other} if place == number else item for place, item in enumerate(items)]
        assert shape_of({**sheet, "items": changed}) != shape_of(sheet), key
    assert shape_of({**sheet, "title": "x", "after": {}}) != shape_of(sheet)
    assert shape_of({**sheet, "title": "x"}) == shape_of(sheet)


@pytest.mark.parametrize("template_id", translated_ids())
class TestTranslation:
    """What holds for each of them."""

    def test_it_is_the_same_sheet_in_other_words(self, template_id: str) -> None:
        language, original = template_id.split("/")
        there, here = document(original), document(template_id)
        assert here["id"] == sheet_id_of(template_id) == f"{there['id']}-{language}"
        assert here["language"] == language
        here["id"], here["language"] = there["id"], there["language"]
        assert shape_of(here) == shape_of(there)
        assert list(here) == list(there)

    def test_it_has_the_same_files(self, template_id: str) -> None:
        there, here = TEMPLATES / f"{original_of(template_id)}.deal", TEMPLATES / f"{template_id}.deal"
        for kind in (".terms.toml", ".answers"):
            assert there.with_suffix(kind).exists() == here.with_suffix(kind).exists()

    def test_its_sample_terms_are_the_same(self, template_id: str) -> None:
        there, here = (shape_of(sample_terms(one)) for one in (original_of(template_id), template_id))
        assert here == there

    def test_its_sample_answers_are_the_same_and_come_to_the_same(self, template_id: str) -> None:
        original = original_of(template_id)
        for n_parties in {sample_sheet(template_id).parties.min, sample_sheet(template_id).parties.max}:
            for there, here in zip(*(sample_answers(one, n_parties) for one in (original, template_id)), strict=True):
                assert answers_without_words(template_id, here) == answers_without_words(original, there)
        assert agreed_in(template_id) == agreed_in(original)
        assert any(any(run.values()) for run in agreed_in(template_id))

    def test_it_has_no_english_left(self, template_id: str) -> None:
        files = (TEMPLATES / f"{template_id}.answers").glob("*.toml")
        sources = [template_source(template_id), *(path.read_bytes() for path in files)]
        words = re.findall(r"\w+", " ".join(text for one in sources for text in texts_in(read_toml(one, 1 << 20))))
        assert not {word.lower() for word in words} & {"the", "and", "you", "your", "both", "with", "what", "is", "no"}

    def test_it_can_be_sent_and_is_written_with_one_alphabet(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        assert decode_sheet(canonical(sheet)) == sheet
        assert marked_words(sheet) == ()

    def test_texts_for_no_never_say_who(self, template_id: str) -> None:
        sheet, words = sample_sheet(template_id), of_language(WHO, template_id)
        for text in (sheet.after.none, *(item.result_no for item in sheet.items)):
            assert not re.search(words, text), text

    def test_the_help_says_where_blank_is_not_silent(self, template_id: str) -> None:
        for item in sample_sheet(template_id).items:
            silent = not (isinstance(item, LevelItem) and item.threshold == 0)
            assert silent or re.search(of_language(LOUD, template_id), dict(item.help)[""])


@pytest.mark.parametrize("template_id", [one for one in translated_ids() if one.startswith("de/")])
def test_german_is_set_as_german_is(template_id: str) -> None:
    """„…“, a space before %, commas in decimals, no exclamation marks, du and ihr but never Sie."""
    files = (TEMPLATES / f"{template_id}.answers").glob("*.toml")
    texts = [text for path in files for text in texts_in(read_toml(path.read_bytes(), 1 << 20))]
    document_of = {key: value for key, value in document(template_id).items() if key != "id"}
    for text in (*texts_in(document_of), *texts):
        if text.startswith("$") or re.fullmatch(r"\d+%", text):
            continue
        assert text.count("„") == text.count("“"), text
        assert not re.search(
            r"[\"'”!]|\d%|\.\.\.| - |\d,\d{3}\b|[a-zäöüß,] (Sie|Ihr|Ihnen|Ihren?|Ihre[mrs])\b", text
        ), text
