"""The View menu: by keyboard, the same settings as on their page, and nothing of it in front of a cover."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.store import load_settings
from desktop.ui import tokens
from desktop.ui.theme import theme
from tests.ui.fakes import Stand
from tests.ui.guarded import NotedShield
from tests.ui.screenshots import answering


def open_menu(stand: Stand) -> None:
    stand.window.view_button.setFocus()
    QTest.keyClick(stand.window.view_button, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert stand.window.view.isVisible()


def press(stand: Stand, entry: QAction) -> None:
    """By keyboard alone: down to the entry, then Enter."""
    open_menu(stand)
    menu = stand.window.view
    for _ in range(30):
        if menu.activeAction() is entry:
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is entry
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()


def test_every_entry_can_be_reached_and_is_the_setting_of_the_page(stand: Stand) -> None:
    menu, desk, window = stand.window.view, stand.flow.context.desk, stand.window
    stand.flow.show_settings()
    page = stand.flow.pages.settings
    press(stand, menu.larger)
    assert desk.settings.text_percent == tokens.TEXT_PERCENTS[1]
    assert page._sizes[str(tokens.TEXT_PERCENTS[1])].isChecked()
    press(stand, menu.smaller)
    assert desk.settings.text_percent == 100
    press(stand, menu.larger)
    press(stand, menu.usual)
    assert desk.settings.text_percent == 100
    press(stand, menu.themes["dark"])
    assert page._themes["dark"].isChecked()
    assert theme().colours == tokens.DARK
    press(stand, menu.themes["light"])
    assert theme().colours == tokens.LIGHT
    was = desk.settings.reduce_motion
    press(stand, menu.motion)
    assert desk.settings.reduce_motion is not was
    assert page.motion.isChecked() is not was
    assert load_settings(stand.folder) == desk.settings, "kept at once"
    press(stand, menu.cover)
    assert window.covered
    assert not menu.isVisible()


def test_the_page_shows_what_the_keys_change(stand: Stand) -> None:
    stand.flow.show_settings()
    stand.window.sized_text.emit("+")
    assert stand.flow.pages.settings._sizes[str(tokens.TEXT_PERCENTS[1])].isChecked()
    stand.flow.pages.settings._themes["dark"].click()
    open_menu(stand)
    assert stand.window.view.themes["dark"].isChecked()
    assert not stand.window.view.themes["light"].isChecked()
    stand.window.view.close()


def test_sizes_end_where_there_are_no_more(stand: Stand) -> None:
    menu = stand.window.view
    open_menu(stand)
    assert menu.larger.isEnabled()
    assert not menu.smaller.isEnabled()
    menu.close()
    for _ in tokens.TEXT_PERCENTS:
        stand.window.sized_text.emit("+")
    open_menu(stand)
    assert not menu.larger.isEnabled()
    assert menu.smaller.isEnabled()
    menu.close()


def test_a_cover_closes_it_and_it_does_not_open_in_front_of_one(stand: Stand) -> None:
    answering(stand, "salary-offer")
    open_menu(stand)
    stand.window.cover()
    assert not stand.window.view.isVisible()
    QTest.keyClick(stand.window, Qt.Key.Key_F10)
    assert not stand.window.view.isVisible()
    stand.window.uncover()
    QTest.keyClick(stand.window, Qt.Key.Key_F10)
    assert stand.window.view.isVisible()
    stand.window.lock_up()
    assert not stand.window.view.isVisible()


def test_where_windows_cannot_be_hidden_that_is_said(stand: Stand) -> None:
    menu = stand.window.view
    assert not menu.hiding.isEnabled()
    assert menu.hiding.text() == "Hide from screenshots: not possible here"


def test_where_they_can_it_is_a_tick(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    shield = NotedShield()
    monkeypatch.setattr(stand.flow.alerting._system, "shield", shield)
    stand.window.view.hiding.setEnabled(True)
    open_menu(stand)
    assert stand.window.view.hiding.isChecked()
    stand.window.view.close()
    press(stand, stand.window.view.hiding)
    assert not stand.flow.context.desk.settings.hide_from_screenshots
    open_menu(stand)
    assert not stand.window.view.hiding.isChecked()
    stand.window.view.close()


@pytest.mark.parametrize("percent", tokens.TEXT_PERCENTS)
def test_the_header_fits_the_smallest_window_and_keeps_its_names(stand: Stand, percent: int) -> None:
    desk = stand.flow.context.desk
    stand.window.resize(*tokens.SMALLEST_WINDOW)
    theme().set("light", percent, True)
    for _ in range(5):
        QApplication.processEvents()
    assert stand.window.width() == tokens.SMALLEST_WINDOW[0]
    buttons: list[QWidget] = [stand.window.view_button, stand.window.settings_button, stand.window.cover_button]
    assert [button.accessibleName() for button in buttons] == ["View", "Settings", "Cover"]
    for button in buttons:
        assert button.width() >= min(button.sizeHint().width(), tokens.TARGET)
        assert button.mapTo(stand.window, button.rect().bottomRight()).x() <= stand.window.width()
    desk.apply_looks()
