"""The keys that work everywhere, those of single pages, and what a page can do besides its buttons."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.deals.sheet import RunLimits
from desktop.kept.agreements import Agreements
from desktop.run.stages import Acquainted, Reconnecting
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.page import Disclosure
from tests.desktop.strings.test_runs import VERDICT
from tests.ui.fakes import Stand, agreement_of, outcome_of, sample
from tests.ui.nearby_states import WORDS, connect_around, enter_around_nobody, invite_words
from tests.ui.screenshots import PAGES, PAIR, ROLES, answered, home_full, opening, result_nothing
from tests.ui.side_states import WELL, looked
from tests.ui.test_flow import labels

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(stand: Stand, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or stand.window, key, modifier)


def test_every_page_has_help_that_comes_and_goes_with_f1(stand: Stand) -> None:
    for page in stand.flow.pages.all():
        assert stand.flow.helping.sentence(page) != page.name, page.name
    stand.flow.beginning.go_home()
    press(stand, Qt.Key.Key_F1)
    banner = stand.window.page.banner
    assert banner is not None
    assert "Alt+Left goes back" in banner.accessibleName()
    press(stand, Qt.Key.Key_F1)
    assert stand.window.page.banner is None
    press(stand, Qt.Key.Key_F1)
    press(stand, Qt.Key.Key_Escape)
    assert stand.window.page.banner is None


@pytest.mark.parametrize(("key", "page"), [(Qt.Key.Key_1, "choose"), (Qt.Key.Key_2, "choose"), (Qt.Key.Key_3, "enter")])
def test_numbers_choose_on_the_home_page(stand: Stand, key: Qt.Key, page: str) -> None:
    stand.flow.beginning.go_home()
    press(stand, key)
    assert stand.window.page is getattr(stand.flow.pages, page)


def test_arrows_go_through_the_rows_and_delete_takes_a_draft_away(stand: Stand) -> None:
    home_full(stand)
    QApplication.processEvents()
    home = stand.flow.pages.home
    for _ in range(12):
        now = QApplication.focusWidget()
        if now is not None and now.objectName():
            break
        press(stand, Qt.Key.Key_Down)
    else:
        pytest.fail("the drafts are not reached")
    press(stand, Qt.Key.Key_Delete)
    assert home.banner is not None
    assert "Deleted." in home.banner.accessibleName()
    assert len(stand.flow.context.keeper.all()) == 2  # until nobody undoes it


def test_delete_does_nothing_to_what_is_no_draft(stand: Stand) -> None:
    home_full(stand)
    stand.flow.pages.home.starts[0].setFocus()
    press(stand, Qt.Key.Key_Delete)
    assert stand.flow.pages.home.banner is None


def test_diagnostics_are_copied_from_any_page(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    press(stand, Qt.Key.Key_D, CONTROL | SHIFT)
    looked(stand, WELL)
    assert QGuiApplication.clipboard().text() == stand.flow.checking.text != ""
    assert stand.window.page is stand.flow.pages.home
    QGuiApplication.clipboard().setText("")
    press(stand, Qt.Key.Key_D, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == stand.flow.checking.text


def test_the_invite_is_copied_by_key(stand: Stand) -> None:
    invite_words(stand)
    stand.window.page.setFocus()
    press(stand, Qt.Key.Key_C, CONTROL)
    assert "CG1-" in QGuiApplication.clipboard().text()
    assert WORDS[0] not in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("begin", [enter_around_nobody, connect_around])
def test_f5_looks_for_people_again(stand: Stand, begin: Callable[[Stand], None]) -> None:
    begin(stand)
    QApplication.processEvents()
    assert not stand.flow.looking._again.is_set()
    press(stand, Qt.Key.Key_F5)
    assert stand.flow.looking._again.is_set()
    assert ("Looking for people nearby…" in labels(stand.window.page)) == (begin is enter_around_nobody)


def test_a_lost_connection_offers_a_check_and_a_pause(stand: Stand) -> None:
    answered(stand, ROLES)
    stand.stage(Reconnecting(30, (1,)))
    banner = stand.window.page.banner
    assert banner is not None
    choices = {button.text(): button for button in banner.findChildren(type(stand.flow.pages.answer.previous))}
    assert {"Network check", "Pause for later"} < set(choices)
    choices["Network check"].click()
    assert stand.window.page is stand.flow.pages.network
    stand.flow.pages.network.go_back()
    assert stand.window.page is stand.flow.pages.answer


def test_a_further_round_is_said_before_locking_in(stand: Stand) -> None:
    answered(stand)
    stand.flow.pages.answer.reviewed.emit()
    assert not stand.flow.pages.lock.round.isVisible()
    stand.flow.pages.lock.went_back.emit()
    stand.stage(Acquainted(replace(VERDICT, run=2), uncounted=False))
    stand.flow.pages.answer.reviewed.emit()
    assert stand.flow.pages.lock.round.text().startswith("Round 2 on this sheet")


def test_comparing_again_is_offered_where_the_sheet_allows_it(stand: Stand) -> None:
    for runs, offered in ((1, False), (2, True)):
        opening(stand)
        sheet, outcome = outcome_of(ROLES)
        sheet = replace(sheet, run=RunLimits(max_runs=runs))
        stand.result(sheet, outcome, kept=True)
        stand.flow.pages.result.go_on()
        assert stand.flow.pages.result.once_more.isVisible() is offered
        if offered:
            stand.flow.pages.result.once_more.click()
            assert stand.window.page is stand.flow.pages.shared
            assert stand.flow.context.plan.sheet == sheet
        else:
            stand.flow.pages.result.finish.click()


def test_an_agreement_can_be_deleted_after_asking(stand: Stand) -> None:
    sheet, outcome = outcome_of(PAIR)
    shelf = Agreements(stand.flow.context.desk.store)
    name = shelf.keep(agreement_of(sheet, outcome), 1_795_000_000)
    assert name is not None
    for answer, left in (("rejected", 1), ("accepted", 0)):
        stand.flow.pages.home.opened_agreement.emit(name)
        stand.flow.pages.saved.deleting.emit(name)
        (question,) = (one for one in stand.window.findChildren(Confirm) if one.isVisible())
        (question.accept if answer == "accepted" else question.reject)()
        assert len(shelf.all(time.time())) == left
    assert stand.window.page is stand.flow.pages.home


def test_after_nothing_there_are_words_to_begin_with(stand: Stand) -> None:
    result_nothing(stand)
    (starter,) = stand.flow.pages.result.findChildren(Disclosure)
    assert "How do you see it?" not in labels(stand.flow.pages.result)
    starter.button.click()
    shown = labels(stand.flow.pages.result)
    assert "How do you see it?" in shown
    assert not any(role in shown for role in sample(ROLES)[0].roles)


def test_pages_are_known_to_the_screenshots() -> None:
    assert len(PAGES) > 120
