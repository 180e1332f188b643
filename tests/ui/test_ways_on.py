"""What can be done when something ended: another comparison, a new invite, diagnostics; and one row of buttons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.run.stages import Aborted
from desktop.store import Settings
from desktop.ui import language
from desktop.ui.encounter import Shown
from desktop.ui.session import State
from desktop.ui.widgets.tab_order import in_order
from p2p.errors import ChannelError, CheckWordsDiffer, InviteExpired
from tests.ui import nearby_states, screenshots
from tests.ui.fakes import Stand, an_invite
from tests.ui.test_flow import labels


def buttons(stand: Stand) -> list[QPushButton]:
    """On the news of the page."""
    QApplication.processEvents()
    banner = stand.window.page.banner
    return [] if banner is None else banner.findChildren(QPushButton)


def button(stand: Stand, text: str) -> QPushButton:
    return next(one for one in buttons(stand) if one.text() == text)


def test_after_a_fault_one_can_compare_again_and_nothing_is_lost(stand: Stand) -> None:
    screenshots.result_cheated(stand)
    assert stand.window.page is stand.flow.pages.result
    assert "Your answers are kept on this computer." in labels(stand.window)
    asked: list[int] = []
    stand.flow.context.diagnostics_asked.connect(lambda: asked.append(1))
    button(stand, "Copy diagnostics").click()
    assert asked == [1]
    sheet = stand.session.sheet
    assert sheet is not None
    role = stand.session.role
    again = stand.flow.pages.result.once_more
    assert again.isVisible()
    again.click()
    assert stand.session.state is State.IDLE
    assert stand.flow.context.plan.sheet == sheet
    assert stand.flow.context.plan.role == role
    assert stand.flow.context.keeper.find(sheet, role) is not None


def test_diagnostics_are_offered_where_words_differ_or_a_program_is_odd(stand: Stand) -> None:
    nearby_states.who(stand)
    stand.stage(Aborted(CheckWordsDiffer(), None))
    assert button(stand, "Copy diagnostics").isEnabled()
    nearby_states.who(stand)
    stand.stage(Aborted(ChannelError("too much"), None))
    assert button(stand, "Copy diagnostics").isEnabled()


def test_a_run_that_was_stopped_does_not_offer_what_an_earlier_result_could(stand: Stand) -> None:
    screenshots.result(stand)
    page = stand.flow.pages.result
    page.offer_again(True)
    page.offer_improving(True)
    screenshots.result_stopped(stand)
    QApplication.processEvents()
    page.go_on()
    assert page.better.isHidden()
    page.once_more.click()
    assert stand.window.page is not page, "it does what it says"


def test_whoever_invited_is_not_told_to_ask_for_an_invite(stand: Stand) -> None:
    screenshots.invite_expired(stand)
    assert stand.window.page is stand.flow.pages.connect
    text = labels(stand.window)
    assert "This invite has expired." in text
    assert "Not everyone came in time." in text
    assert "Ask the other person" not in text
    button(stand, "New invite").click()
    assert stand.window.page is stand.flow.pages.invite
    assert stand.session.state is State.INVITING


def test_whoever_entered_an_old_invite_is_told_to_ask(stand: Stand) -> None:
    screenshots.enter(stand)
    stand.flow.pages.enter.fill_in(an_invite())
    stand.flow.pages.enter.go_on()
    stand.stage(Aborted(InviteExpired(), None))
    assert "Ask the other person for a new one." in labels(stand.window)
    assert "New invite" not in [one.text() for one in buttons(stand)]


def test_burned_words_say_that_the_text_still_works(stand: Stand) -> None:
    nearby_states.invite_burned(stand)
    page = stand.flow.pages.invite
    assert "The text under “Send it” still works." in labels(page)
    assert page.validity.isHidden()
    page._turn_to(1)
    assert not page.validity.isHidden()
    page._turn_to(0)
    nearby_states.met(stand, Shown(nearby_states.WORDS, "oak", "192.168.4.23"))
    assert not page.validity.isHidden()


@pytest.mark.parametrize("name", ["11-review", "14-waiting-ready", "13-lock", "16-result", "07-invite"])
def test_the_buttons_below_a_page_stand_in_one_row(stand: Stand, name: str) -> None:
    screenshots.PAGES[name](stand)
    stand.window.resize(1000, 720)
    QApplication.processEvents()
    page = stand.window.page
    seen = [one for one in page.regions[-1].findChildren(QPushButton) if one.isVisible()]
    middles = {one.mapTo(stand.window, one.rect().center()).y() for one in seen}
    assert seen
    assert len(middles) == 1


IN_GERMAN = ["07-invite", "11-review", "11-together-unchecked", "12-answer-3", "13-lock", "14-waiting-ready"]
IN_GERMAN += ["09-who", "16-result"]


@pytest.mark.parametrize("name", IN_GERMAN)
def test_the_buttons_below_a_page_have_room_in_german(dressed: QApplication, tmp_path: Path, name: str) -> None:
    look = screenshots.Look("german", language="de")
    stand = screenshots.show(dressed, name, look, tmp_path)
    try:
        assert len({line for _, line in buttons_below(stand)}) == 1
        desk = stand.flow.context.desk
        desk.settings = Settings(name="Robin", theme="light", text_percent=200, reduce_motion=True)
        desk.apply_looks()
        stand.window.resize(720, 480)
        screenshots.settle(dressed)
        for button, _ in buttons_below(stand):
            assert button.width() >= button.minimumSizeHint().width(), button.text()
        order = [button for button, _ in buttons_below(stand)]
        stand.window.resize(1000, 720)
        desk.settings = Settings(name="Robin", theme="light", text_percent=100, reduce_motion=True)
        desk.apply_looks()
        screenshots.settle(dressed)
        assert [button for button, _ in buttons_below(stand)] == order
        assert len({line for _, line in buttons_below(stand)}) == 1
    finally:
        stand.close()
        language.use(language.ENGLISH)


def buttons_below(stand: Stand) -> list[tuple[QPushButton, int]]:
    """In the order of the Tab key, with the height in the window."""
    made = [one for one in in_order(stand.window.page._foot) if isinstance(one, QPushButton)]
    return [(one, one.mapTo(stand.window, one.rect().center()).y()) for one in made]
