"""The window in another language: chosen, kept, switched at once, mirrored; what others write stays in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from desktop import language as sentences
from desktop.deals import templates
from desktop.deals.items import BundleItem, MatchItem
from desktop.deals.parse_answers import parse_answers
from desktop.deals.preview import likely_seats, preview
from desktop.deals.rule import decide
from desktop.run.stages import Lobby
from desktop.store import LoginOnly, Settings, create_store, load_settings, save_settings
from desktop.strings.errors import explanation
from desktop.strings.outcome import describe_outcome, describe_sheet
from desktop.ui import language, library
from desktop.ui.desk import Desk
from desktop.ui.plain import plain
from desktop.ui.practice import partners_for
from desktop.ui.running import Running
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.tab_order import move_focus
from desktop.ui.widgets.text import Text
from desktop.ui.words import day, listing, tr, tr_n
from tests.desktop.deals.clear import sheet_of
from tests.ui.checks import clipped, overlapping, visible
from tests.ui.fakes import FakeEngine, FakeField, Stand, an_invite, fake_result
from tests.ui.screenshots import LOOKS, Look, show

HEBREW = "שלום"


@pytest.fixture
def running(dressed: QApplication, tmp_path: Path) -> Iterator[Running]:
    """The window as the program makes it, with nobody to talk to."""
    engine = FakeEngine()
    save_settings(tmp_path, Settings(language="en"))
    store = create_store(tmp_path / "store", LoginOnly())
    made = Running(engine, lambda: Desk(tmp_path, tmp_path, store), FakeField, fake_result)  # type: ignore[arg-type]
    made.start()
    yield made
    made.flow.shut_down()
    made.window.may_close = True
    made.window.close()
    made.window.deleteLater()
    store.close()
    engine.close()
    QApplication.sendPostedEvents(None, 52)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_another_language_is_used_at_once_and_kept(running: Running, tmp_path: Path) -> None:
    first = running.window
    assert "Find what you agree on. Keep the rest to yourself." in texts(first)
    running.flow.pages.welcome.languages.buttons["de"].click()
    assert running.window is not first
    assert "Findet heraus, worin ihr euch einig seid. Behaltet den Rest für euch." in texts(running.window)
    assert running.window.isVisible()
    assert not first.isVisible()
    assert load_settings(tmp_path).language == "de"
    running.flow.show_settings()
    running.flow.pages.settings._languages["en"].click()
    assert running.window.page.heading.text() == "Settings"
    assert load_settings(tmp_path).language == "en"


def test_whoever_is_connected_is_not_disturbed(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    running.flow.show_settings()
    monkeypatch.setattr(type(running.flow.session), "live", property(lambda _: True))
    before = running.window
    running.flow.pages.settings._languages["de"].click()
    assert running.window is before
    assert running.window.page.banner is not None
    monkeypatch.undo()


def test_the_menu_is_the_first_thing_reached(running: Running) -> None:
    running.window.activateWindow()
    page = running.flow.pages.welcome
    button = page.languages.buttons["en"]
    assert button.mapTo(page, button.rect().center()).y() < page.heading.mapTo(page, page.heading.rect().center()).y()
    assert button.mapTo(page, button.rect().center()).x() > page.width() / 2
    assert button.accessibleName() == "Language: English"


def test_there_is_a_file_for_every_language_and_of_qt(dressed: QApplication) -> None:
    for tag in language.LANGUAGES:
        language.use(tag)
        if tag != language.ENGLISH:
            assert tr("Cancel") != "Cancel"
            assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"
    language.use(language.ENGLISH)
    assert tr("Cancel") == "Cancel"


def test_what_is_counted_has_the_forms_of_the_language(dressed: QApplication) -> None:
    assert [tr_n("{n} item", "{n} items", n) for n in (1, 2)] == ["1 item", "2 items"]
    language.use("de")
    assert [tr_n("{n} item", "{n} items", n) for n in (0, 1, 2)] == ["0 Punkte", "1 Punkt", "2 Punkte"]
    assert listing(["a", "b", "c"]) == "a, b und c"
    assert sentences.number(1_234_567) == "1.234.567"
    assert day(1_795_000_000) == "18. November 2026"
    assert sentences.quoted("x") == "„x“"


def test_errors_are_told_in_the_language(dressed: QApplication) -> None:
    language.use("de")
    assert explanation("E13").summary == "Diese Einladung ist abgelaufen. Bitte dein Gegenüber um eine neue."
    language.use(language.ENGLISH)
    assert explanation("E13").summary == "This invite has expired. Ask the other person for a new one."


def test_the_setting_decides_else_the_system(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "of_system", lambda: "de")
    assert language.chosen("") == "de"
    assert language.chosen("en") == "en"
    assert language.chosen("tlh") == "de"


def test_the_command_line_and_the_records_stay_english() -> None:
    assert sentences.manner().tag == "en"
    assert sentences.tr("Cancel") == "Cancel"


def test_mirrored_everything_runs_from_right_to_left(dressed: QApplication, stand: Stand) -> None:
    language.use(language.MIRRORED)
    assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert sentences.tr("Cancel") != "Cancel"
    language.use(language.ENGLISH)
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("name", [HEBREW, "a " + HEBREW, "محمد"])
def test_names_that_run_the_other_way_move_nothing(dressed: QApplication, name: str) -> None:
    assert tr("Connected to {name}", name=plain(name)) == f"Connected to \u2068{name}\u2069"
    assert tr("Connected to {name}", name="Ana") == "Connected to Ana"
    language.use(language.MIRRORED)
    assert tr("Connected to {name}", name="Ana").endswith("\u2068Ana\u2069")


def test_nobody_can_turn_the_direction_of_what_follows() -> None:
    hostile = plain(f"\u202e\u2066{HEBREW}\u2069\u2069 5")
    assert sentences.tr("{name}: {n}", name=hostile, n=7) == f"\u2068{HEBREW} 5\u2069: 7"


def test_sheets_in_the_language_of_the_window_come_first(dressed: QApplication) -> None:
    english = library.built_in()
    assert {choice.language for choice in english} == {"en"}
    language.use("de")
    german = library.built_in()
    assert {choice.language for choice in german} == {"de"}
    assert [choice.title for choice in german] == sorted(choice.title for choice in german)
    assert {templates.original_of(choice.template_id) for choice in german} == {one.template_id for one in english}


@pytest.mark.parametrize("name", ["06-connect-roles-practice", "11-review", "05-shared-roles"])
def test_roles_are_read_in_german_wherever_one_is_chosen(dressed: QApplication, tmp_path: Path, name: str) -> None:
    made = show(dressed, name, next(look for look in LOOKS if look.name == "german"), tmp_path)
    try:
        said = " ".join(
            button.accessibleName() or button.text() for button in made.window.findChildren(QAbstractButton)
        )
        assert "Bewerber/in" in said
        assert "Arbeitgeber" in said
        assert not re.search("candidate|employer", said)
    finally:
        made.close()


FORESEEN = ("salary-offer", "team-retro", "love-me-back")
"""Whose previews are looked at: of all they would take half a minute."""


@pytest.mark.parametrize("template_id", [one for one in templates.translated_ids() if one.startswith("de/")])
def test_a_german_sheet_and_its_result_are_read_in_german(dressed: QApplication, template_id: str) -> None:
    language.use("de")
    sheet = templates.sample_sheet(template_id)
    n_parties = 2 if sheet.mode == "pairs" else sheet.parties.min
    sources = templates.sample_answers(template_id, sheet.parties.min)[:n_parties]
    answers = [parse_answers(sheet, source) for source in sources]
    lines = [*describe_sheet(sheet), *describe_outcome(sheet, decide(sheet, answers))]
    if templates.original_of(template_id) in FORESEEN:
        seen = preview(sheet, answers[0], likely_seats(sheet, answers[0].role, n_parties))
        lines += [outcome.text for item in seen.items.values() for outcome in item.outcomes]
        lines += [sentence for item in seen.items.values() for sentence in item.sentences]
        lines += seen.sentences
    ids = {*sheet.roles, *(one for role in sheet.roles for one in role.split("_") if len(one) > 3)} - {"investor"}
    issues = {issue.id for item in sheet.items if isinstance(item, BundleItem) for issue in item.issues}
    for line in lines:
        assert not set(re.findall(r"\w+", line)) & {*ids, "the", "and", "of", "person", "shown"}, line
        assert not re.search(rf"\b({'|'.join(issues or {'…'})}): ", line), line
        assert not re.search(r"\d{4}-(\d\d|W|Q)|\d\.\d\b|\d\d{4}|“[^„]*“|\"", line), line


def test_a_german_sheet_can_be_practised_and_shows_its_language(stand: Stand) -> None:
    language.use("de")
    stand.flow.pages.home.practised.emit()
    rows = [row.accessibleName() for row in stand.flow.pages.choose._rows.buttons()]
    assert "Spürst du es auch?, 9 Punkte, etwa 2 Minuten · Deutsch" in rows
    sheet = templates.sample_sheet("de/love-me-back")
    assert len(partners_for("de/love-me-back", sheet, 2, "")) == 1


SAMPLE = ("01-welcome", "07-invite", "12-answer-5", "20-settings")
LOOKS_OF_LANGUAGES = [look for look in LOOKS if look.name in ("german-large", "mirrored")]


@pytest.mark.parametrize("look", LOOKS_OF_LANGUAGES, ids=lambda look: look.name)
@pytest.mark.parametrize("name", SAMPLE)
def test_nothing_is_clipped_in_other_languages(dressed: QApplication, tmp_path: Path, name: str, look: Look) -> None:
    made = show(dressed, name, look, tmp_path)
    try:
        assert clipped(made.window) == []
        assert overlapping(made.window) == []
        seen = [widget.mapTo(made.window, QPoint(0, 0)).x() for widget in visible(made.window)]
        assert min(seen) >= 0
    finally:
        made.close()


@pytest.mark.parametrize("mirrored", [False, True], ids=["from the left", "from the right"])
def test_tab_follows_the_direction_of_reading(dressed: QApplication, tmp_path: Path, mirrored: bool) -> None:
    look = next(look for look in LOOKS if look.name == ("mirrored" if mirrored else "light"))
    made = show(dressed, "03-choose", look, tmp_path)
    try:
        page = made.window.page
        foot = [button for button in visible(page._foot) if isinstance(button, QPushButton)]
        move_focus([page._foot], None, 1)
        reached = []
        for _ in foot:
            now = QApplication.focusWidget()
            assert now is not None
            reached.append(now.mapTo(made.window, QPoint(0, 0)).x())
            QTest.keyClick(now, Qt.Key.Key_Tab)
        enabled = sum(button.isEnabled() for button in foot)
        assert enabled > 2
        assert reached[:enabled] == sorted(reached[:enabled], reverse=mirrored)
    finally:
        made.close()


def test_a_sheet_in_hebrew_keeps_its_words_together(dressed: QApplication, stand: Stand) -> None:
    item = MatchItem(id="a", rule="mutual_yes", label=(("", f"{HEBREW} (1)"),), ask=(("", f"{HEBREW}?"),))
    sheet = replace(sheet_of(item), title=f"{HEBREW} 2027")
    stand.flow.context.to(stand.flow.pages.enter)
    stand.flow.pages.enter.fill_in(an_invite())
    stand.flow.pages.enter.go_on()
    stand.stage(Lobby(2, 2))
    stand.offer(sheet)
    shown = texts(stand.window)
    assert any(f"{HEBREW} (1)" in text for text in shown)
    assert any(f"{HEBREW}?" in text for text in shown)
    assert f"\u2068{HEBREW} 2027\u2069" in tr("“{title}”: this is all that anybody learns.", title=sheet.title)
    row = RowButton(f"{HEBREW}?", "", lambda: None)
    assert row.accessibleName() == f"{HEBREW}?"


def test_rows_are_drawn_with_their_punctuation_at_the_end(dressed: QApplication) -> None:
    """In a mirrored window an English title is a whole of its own: its question mark stays on its right."""
    language.use(language.MIRRORED)
    plain_row, other = (
        RowButton("Do you feel it too?", "", lambda: None),
        RowButton("Do you feel it too", "", lambda: None),
    )
    for row in (plain_row, other):
        row.resize(400, 60)
    seen, without = (first_ink(row) for row in (plain_row, other))
    assert seen == pytest.approx(without - _advance(plain_row), abs=3)
    assert sentences.isolated("Do you feel it too?").startswith("\u2068")


@pytest.mark.parametrize("mirrored", [False, True], ids=["from the left", "from the right"])
@pytest.mark.parametrize("words", ["Base pay", HEBREW], ids=["English", "Hebrew"])
def test_text_of_every_language_begins_where_the_page_begins(dressed: QApplication, words: str, mirrored: bool) -> None:
    language.use(language.MIRRORED if mirrored else language.ENGLISH)
    for kind in ("body", "section", "muted"):
        label = Text(words, kind)
        label.resize(1200, 40)
        image = label.grab().toImage()
        paper = image.pixel(600, 1)
        ink = [x for x in range(1200) if any(image.pixel(x, y) != paper for y in range(40))]
        assert ink[-1] > 1190 if mirrored else ink[0] < 10
    language.use(language.ENGLISH)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight


def first_ink(row: QWidget) -> int:
    """Where the words begin, from the left."""
    image = row.grab().toImage()
    paper = image.pixel(60, 8)
    return next(
        x for x in range(30, image.width()) if any(image.pixel(x, y) != paper for y in range(12, image.height() - 12))
    )


def _advance(row: RowButton) -> int:
    return QFontMetrics(row.face.fonts()[0]).horizontalAdvance("?")
