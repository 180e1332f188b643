"""The window in another language: chosen, kept, switched at once, mirrored; what others write stays in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop import language as sentences
from desktop.deals import templates
from desktop.store import LoginOnly, Settings, create_store, load_settings, save_settings
from desktop.strings import explanation
from desktop.ui import language, library
from desktop.ui.desk import Desk
from desktop.ui.plain import plain
from desktop.ui.practice import partners_for
from desktop.ui.running import Running
from desktop.ui.words import day, listing, tr, tr_n
from tests.ui.fakes import FakeEngine, FakeField, Stand, fake_result

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
    assert [choice.template_id for choice in german[:3]] == ["de/love-me-back", "de/salary-offer", "de/friends-holiday"]
    assert len(german) == len(english)
    assert "de/love-me-back" in {choice.template_id for choice in german if "love-me-back" in choice.template_id}


def test_a_german_sheet_can_be_practised_and_shows_its_language(stand: Stand) -> None:
    language.use("de")
    stand.flow.pages.home.practised.emit()
    row = stand.flow.pages.choose._rows.button(0)
    assert row.accessibleName() == "Spürst du es auch?, 9 Punkte, etwa 2 Minuten · Deutsch"
    sheet = templates.sample_sheet("de/love-me-back")
    assert len(partners_for("de/love-me-back", sheet, 2, "")) == 1
