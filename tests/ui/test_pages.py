"""Every page in every state: named for screen readers, nothing clipped, in the order of the eye, plain text only."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.ui import language
from desktop.ui.pages.home import Entry
from desktop.ui.tokens import SMALLEST_WINDOW
from tests.ui.checks import clipped, overlapping, sideways, wrong_with
from tests.ui.fakes import outcome_of
from tests.ui.screenshots import LOOKS, PAGES, ROLES, Look, settle, show

SMALL = Look("small", size=SMALLEST_WINDOW, language="de")
"""The least room, in the language with the longer words."""
SMALL_LARGE = Look("small, large text", percent=200, size=SMALLEST_WINDOW, language="de")

ALIKE = {
    *(f"12-answer-{place}" for place in range(3, 7)),
    *(f"12-foreseen-{place}" for place in (1, 2, 4, 5, 6)),
    *(f"04-editor-{name}" for name in ("texts", "dates", "rank", "match", "level", "set", "deleted", "level-tried")),
    "12-foreseen-level",
    "12-foreseen-7",
    "12-foreseen-group",
    "12-foreseen-list",
    "05-shared-own",
    "12-foreseen-working",
    "05-shared",
    "05-shared-roles",
    "02-home-broken-file",
    "07-invite-expired",
    "07-invite-tried",
    "08-enter-unknown",
    "08-enter-mismatch",
    "16-result-cheated",
    "10-network-failed",
    "10-network-expired",
    "10-network-with-other",
    "06-connect-met",
    "07-invite-router",
    "08-enter-met-looking",
    "08-enter-met-nobody",
    "16-result-with-others",
    "17-writing",
    "17-writing-begun",
    "17-agreement-draft",
    "17-improve-shared",
}
"""States that differ from others in words only, or in answer widgets that have tests of their own: large is enough."""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_used_with_large_text(dressed: QApplication, tmp_path: Path, name: str) -> None:
    stand = show(dressed, name, SMALL_LARGE, tmp_path)
    try:
        assert wrong_with(stand) == []
    finally:
        stand.close()


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ALIKE])
def test_every_page_can_be_used_by_everybody(dressed: QApplication, tmp_path: Path, name: str) -> None:
    stand = show(dressed, name, SMALL, tmp_path)
    try:
        assert wrong_with(stand) == []
    finally:
        stand.close()


WIDEST = (
    "04-editor-deleted",
    "04-editor-pick",
    "10-network-well",
    "12-answer-intro",
    "12-answer-list",
    "14-waiting",
    "16-result",
    "19-people",
    "20-settings-guarded",
)


@pytest.mark.parametrize("name", WIDEST)
def test_the_widest_pages_fit_from_right_to_left(dressed: QApplication, tmp_path: Path, name: str) -> None:
    look = Look("mirrored", percent=200, size=SMALLEST_WINDOW, language=language.MIRRORED)
    stand = show(dressed, name, look, tmp_path)
    try:
        assert wrong_with(stand) == []
    finally:
        stand.close()


@pytest.mark.parametrize("name", [f"04-editor-{kind}" for kind in ("terms", "bundle", "disclose", "pick")])
def test_the_editor_never_scrolls_sideways(dressed: QApplication, tmp_path: Path, name: str) -> None:
    stand = show(dressed, name, Look("small", size=(720, 480), percent=200, language="de"), tmp_path)
    try:
        assert stand.flow.pages.editor.stacked
        assert sideways(stand.window.page) == 0
        stand.window.resize(1000, 900)
        settle(dressed)
        assert not stand.flow.pages.editor.stacked
        assert sideways(stand.window.page) == 0
        stand.window.page._scroll.widget().setMinimumWidth(1200)
        settle(dressed)
        assert sideways(stand.window.page) > 400
    finally:
        stand.close()


SAMPLE = (
    "01-welcome-error",
    "02-home-full",
    "03-terms-wrong",
    "07-invite-words",
    "08-enter-nobody",
    "12-answer-left",
    "14-waiting-alone",
    "16-result",
    "20-settings",
    "04-editor-wrong",
    "12-foreseen-3",
    "10-network-behind",
    "17-improve",
    "17-writing-written",
    "17-agreement-words",
    "06-connect-networks",
    "07-invite-awaiting",
    "08-enter-met",
    "10-network-together",
    "12-answer-5",
    "19-people-forget",
    "22-diagnostics",
)


@pytest.mark.parametrize("look", [look for look in LOOKS if look.name in ("large", "long")], ids=lambda look: look.name)
@pytest.mark.parametrize("name", SAMPLE)
def test_nothing_is_clipped_when_text_is_large_or_long(
    dressed: QApplication, tmp_path: Path, name: str, look: Look
) -> None:
    stand = show(dressed, name, look, tmp_path)
    try:
        assert clipped(stand.window) == []
        assert overlapping(stand.window) == []
    finally:
        stand.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_words_of_any_length_can_be_read(dressed: QApplication, tmp_path: Path, percent: int) -> None:
    link = "https://docs.example.org/d/" + "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789" * 2 + "_END"
    stand = show(dressed, "14-waiting", Look("small", size=(720, 480), percent=percent), tmp_path)
    try:
        sheet, outcome = outcome_of(ROLES)
        opened = ItemOutcome(True, {"candidate.c1": {"text": f"See {link}"}})
        stand.result(sheet, Outcome(False, {**outcome.items, "other_offers": opened}))
        stand.flow.pages.result.go_on()
        settle(dressed)
        labels = [label for label in stand.window.page.findChildren(QLabel) if link in label.text()]
        assert len(labels) == 1
        assert labels[0].accessibleName() == labels[0].text() == f"See {link}"
        copying = next(one for one in stand.window.page.findChildren(QAbstractButton) if one.text() == "Copy")
        copying.click()
        assert QApplication.clipboard().text() == f"See {link}"
        stand.flow.pages.home.show_lists([Entry("1", "W" * 300, "x" * 200)], [])
        stand.flow.pages.home.show_banner("w" * 300, "x" * 300)
        stand.window.show_page(stand.flow.pages.home)
        settle(dressed)
        assert clipped(stand.window) == []
        assert overlapping(stand.window) == []
    finally:
        QApplication.clipboard().clear()
        stand.close()


def test_nothing_lies_over_the_first_page_of_answering(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "12-answer-intro", LOOKS[0], tmp_path)
    try:
        page = stand.flow.pages.answer
        assert page.at == ""
        assert not page.foreseen.isVisible()
        page.primary.click()
        settle(dressed)
        assert page.foreseen.isVisible()
        page.previous.click()
        settle(dressed)
        assert not page.foreseen.isVisible()
    finally:
        stand.close()


def test_the_cover_is_there_at_once(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "12-answer-3", LOOKS[0], tmp_path)
    try:
        began = time.perf_counter()
        stand.window.cover()
        stand.window.repaint()
        assert time.perf_counter() - began < 0.1
        assert stand.window.covered
        image = stand.window.grab().toImage()
        plain_page = show_cover_only(stand.window)
        assert image.pixelColor(20, 200) == plain_page
    finally:
        stand.close()


def show_cover_only(window: QWidget) -> object:
    from PySide6.QtGui import QColor

    from desktop.ui.theme import theme

    return QColor(theme().colours.window)


def test_what_has_to_be_mended_does_not_look_like_good_news(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "03-terms-wrong", LOOKS[0], tmp_path)
    try:
        assert stand.window.page.banner is not None
        assert stand.window.page.banner.property("kind") == "problem"
    finally:
        stand.close()


def test_nothing_empty_is_left_below_the_question_about_stopping(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "15-comparing-stop", LOOKS[0], tmp_path)
    try:
        page = stand.flow.pages.comparing
        assert not page._foot.isVisible()
        page.keep.click()
        assert page.cancel.isVisible()
    finally:
        stand.close()
