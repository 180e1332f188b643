"""Where the focus goes when what had it can no longer have it: to what is beside it, never to the top of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.session import State
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.tab_order import move_focus
from tests.ui import nearby_states, review_states, screenshots
from tests.ui.fakes import Stand


def test_the_focus_stays_in_its_region(dressed: QApplication) -> None:
    whole = QWidget()
    below = QVBoxLayout(whole)
    top, foot = QWidget(), QWidget()
    settings, later, connect = QPushButton("Settings"), QPushButton("Later"), QPushButton("Connect")
    QVBoxLayout(top).addWidget(settings)
    across = QHBoxLayout(foot)
    across.addWidget(later)
    across.addWidget(connect)
    below.addWidget(top)
    below.addWidget(foot)
    whole.show()
    whole.activateWindow()
    dressed.processEvents()
    connect.setFocus()
    connect.setFocusPolicy(connect.focusPolicy().NoFocus)  # as when it is disabled
    assert move_focus([top, foot], connect, 1)
    assert later.hasFocus()
    later.hide()
    assert move_focus([top, foot], later, 1)
    assert settings.hasFocus()
    whole.close()


def test_enter_pressed_twice_never_goes_back(dressed: QApplication) -> None:
    """What the page is about goes away when it is pressed: the focus is not on Leave after it."""
    left: list[int] = []
    page = Page("Look at the sheet together")
    page.set_back("Leave", lambda: left.append(1))
    asking = page.add_action("Suggest a change…", lambda: None)
    agreeing = page.set_primary("I'm fine with this sheet", lambda: agreeing.hide())
    page.resize(700, 400)
    page.show()
    page.activateWindow()
    dressed.processEvents()
    agreeing.setFocus()
    agreeing.click()
    assert move_focus(page.regions, agreeing, 1)
    assert asking.hasFocus()
    asking.hide()
    assert move_focus(page.regions, asking, 1)
    assert page.heading.hasFocus()
    QTest.keyClick(page.heading, Qt.Key.Key_Return)
    assert left == []
    assert page.back is not None
    assert move_focus(page.regions, page.heading, 1)
    assert page.back.hasFocus(), "the Tab key still reaches it"
    page.close()


WITH_OTHERS = {
    "who": nearby_states.who,
    "who-group": nearby_states.who_group,
    "review": screenshots.review,
    "discuss": review_states.asked_to_look,
    "waiting": screenshots.waiting,
    "waiting-ready": screenshots.waiting_ready,
    "comparing": screenshots.comparing,
}


@pytest.mark.parametrize("name", WITH_OTHERS)
@pytest.mark.parametrize("pressed_first", [False, True])
def test_enter_never_ends_a_meeting(stand: Stand, name: str, pressed_first: bool) -> None:
    """Three times from where the focus is on arrival, and after what the page is about was pressed."""
    stand.window.activateWindow()
    WITH_OTHERS[name](stand)
    QApplication.processEvents()
    page = stand.window.page
    if pressed_first and page.primary is not None:
        page.go_on()
    for _ in range(3):
        QApplication.processEvents()
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)
    assert stand.session.state is not State.IDLE
    assert stand.window.page is not stand.flow.pages.home


@pytest.mark.parametrize("name", ["who", "review", "discuss", "waiting"])
def test_leaving_others_is_asked_about_on_every_page(stand: Stand, name: str) -> None:
    WITH_OTHERS[name](stand)
    stand.window.page.go_back()
    question = stand.window.findChild(Confirm)
    assert question is not None
    assert question.focusWidget() is question.stay
    assert stand.session.state is not State.IDLE
    question.stay.click()
    assert stand.session.state is not State.IDLE
    stand.window.page.go_back()
    question = stand.window.findChildren(Confirm)[-1]
    question.go.click()
    assert stand.session.state is State.IDLE
    assert stand.window.page is stand.flow.pages.home
