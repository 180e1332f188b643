"""People nearby on the pages of connecting: a list that follows them, and joining one of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop.nearby import word_of
from desktop.ui.encounter import Entered
from desktop.ui.flow.looking import NOTICES, Looking
from desktop.ui.session import State
from p2p import discovery
from p2p.errors import DiscoveryFailed
from p2p.nearby_rows import Row
from tests.ui.fakes import Stand, sample
from tests.ui.nearby_states import a_row, around, connect_around, enter_around, enter_around_nobody
from tests.ui.screenshots import PAIR
from tests.ui.somebody import Somebody
from tests.ui.test_flow import labels
from tests.ui.test_two_windows import a_sheet, plan

ANA, SOMEONE, OTHER_ANA = a_row(7, "Ana"), a_row(9), a_row(12, "Ana")


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader says."""
    said: list[str] = []
    monkeypatch.setattr("desktop.ui.pages.around.say", lambda _, text: said.append(text))
    return said


def join_page(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("join")


def titles(stand: Stand, *rows: Row) -> list[str]:
    shown = around(stand, *rows)
    places = [shown._list.itemAt(place).widget() for place in range(shown._list.count())]
    return [button.face.title for button in places]  # type: ignore[union-attr]


def test_people_come_and_go_while_the_page_is_open(stand: Stand, announced: list[str]) -> None:
    join_page(stand)
    assert "Looking for people nearby…" in labels(stand.window.page)
    ana, someone = f"Ana ({word_of(ANA)})", f"Someone nearby ({word_of(SOMEONE)})"
    assert titles(stand, ANA) == [ana]
    assert titles(stand, ANA, SOMEONE) == [ana, someone]
    assert "Looking for people nearby…" not in labels(stand.window.page)
    assert titles(stand, SOMEONE) == [someone]
    named = replace(SOMEONE, announcement=replace(SOMEONE.announcement, nickname="Kim"))
    assert titles(stand, named) == [f"Kim ({word_of(SOMEONE)})"]
    assert announced == [f"{ana}, new, found", f"{someone}, new, found", f"{ana} left"]


def test_a_row_stays_the_same_button_while_others_come(stand: Stand) -> None:
    enter_around(stand)
    shown = stand.flow.pages.enter.around
    button = shown.buttons["row9"]
    QApplication.processEvents()
    button.setFocus()
    around(stand, SOMEONE, OTHER_ANA)
    assert shown.buttons["row9"] is button
    assert QApplication.focusWidget() is button
    around(stand, OTHER_ANA)
    assert QApplication.focusWidget() is shown, "not on whoever comes next: Enter was meant for the one who left"
    interface = QAccessible.queryAccessibleInterface(shown)
    assert interface.text(QAccessible.Text.Name) == "People nearby"


def test_two_people_of_one_name_are_told_apart(stand: Stand) -> None:
    asked = "Two people use the name Ana. Ask which word is on their screen."
    join_page(stand)
    around(stand, ANA, SOMEONE)
    assert asked not in labels(stand.window.page)
    around(stand, ANA, SOMEONE, OTHER_ANA)
    assert asked in labels(stand.window.page)
    around(stand, SOMEONE, a_row(3))
    assert "use the name" not in labels(stand.window.page), "those who show no name have none in common"


def test_after_a_while_without_anybody_the_way_round_is_said(stand: Stand) -> None:
    enter_around_nobody(stand)
    text = labels(stand.window.page)
    assert "Nobody yet. Many guest and office networks hide computers from each other. Use an invite instead." in text
    around(stand, ANA)
    assert "Nobody yet." not in labels(stand.window.page), "the list keeps running"
    around(stand)
    assert "Nobody yet." in labels(stand.window.page)
    stand.flow.pages.enter.around.why.click()
    assert stand.window.page is stand.flow.pages.network


@pytest.mark.parametrize("begin", [enter_around, connect_around])
def test_one_press_joins_somebody_nearby(stand: Stand, monkeypatch: pytest.MonkeyPatch, begin: object) -> None:
    begin(stand)  # type: ignore[operator]
    joined: list[Entered] = []
    monkeypatch.setattr(stand.session, "join", lambda entered, name: joined.append(entered))
    around(stand, ANA, SOMEONE).buttons["row9"].click()
    assert joined == [Entered("", nearby=SOMEONE)]
    assert stand.window.page is stand.flow.pages.enter


def test_the_list_gives_way_to_what_is_entered_and_to_what_is_tried(stand: Stand) -> None:
    enter_around(stand)
    page = stand.flow.pages.enter
    page.fill_in("maple")
    assert not page.around.isVisible()
    page.fill_in("")
    assert page.around.isVisible()
    around(stand, SOMEONE).buttons["row9"].click()
    assert stand.session.state is State.FINDING
    assert not page.around.isVisible()
    page.go_back()
    assert page.around.isVisible()
    assert "Looking for people nearby…" in labels(page), "it looks anew"


def test_nothing_is_looked_for_unless_the_list_can_be_seen(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    before = stand.engine.submitted
    stand.flow.context.show_enter("CG1-SOMETHING")  # a link fills the page in; it begins nothing
    assert stand.engine.submitted == before
    stand.flow.pages.enter.fill_in("")
    assert stand.engine.submitted == before + 1
    look = stand.flow.looking._running
    stand.window.cover()
    for _ in range(20):
        QApplication.processEvents()
    assert look is not None
    assert look.cancelled()
    assert stand.flow.looking._running is None
    stand.window.uncover()
    QApplication.processEvents()
    assert stand.engine.submitted == before + 2
    sheet, _ = sample(PAIR)
    stand.flow.context.show_connect(sheet, 2, "", practice=True)
    assert stand.engine.submitted == before + 2, "nobody is nearby in practice"


def test_what_an_earlier_look_says_is_not_heard(stand: Stand) -> None:
    enter_around(stand)
    old = stand.flow.looking._look
    stand.flow.beginning.go_home()
    stand.flow.looking._on_heard(old, (ANA,))
    join_page(stand)
    stand.flow.looking._on_heard(old, (ANA,))
    assert stand.flow.pages.enter.around.buttons == {}


def test_a_computer_that_cannot_look_says_so_and_f5_tries_again(stand: Stand) -> None:
    join_page(stand)
    running = stand.flow.looking._running
    assert running is not None
    running.set_exception(DiscoveryFailed())
    QApplication.processEvents()
    text = labels(stand.window.page)
    assert "Looking for people nearby does not work on this computer right now. Invites still work." in text
    assert stand.flow.pages.enter.around.why.isVisible()
    stand.flow.pages.enter.around.asked_again.emit()
    assert "Looking for people nearby…" in labels(stand.window.page)
    assert stand.flow.looking._running is not running


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_where_the_system_asks_that_is_said_first_and_once(stand: Stand, platform: str) -> None:
    stand.flow.looking.close()
    stand.flow.looking = Looking(stand.flow.context, stand.engine, platform)  # type: ignore[arg-type]  # a fake engine
    told = platform in NOTICES
    before = stand.engine.submitted
    join_page(stand)
    page = stand.flow.pages.enter
    assert page.around.understood.isVisible() == told
    assert ("Please" in labels(page)) == told
    if told:
        page.around.understood.click()
    assert not page.around.understood.isVisible()
    assert stand.flow.context.desk.settings.networks_told == told
    assert "Looking for people nearby…" in labels(page)
    stand.flow.beginning.go_home()
    join_page(stand)
    assert not page.around.understood.isVisible()
    assert stand.engine.submitted > before


# ---- the real thing


@pytest.fixture
def both(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Somebody, Somebody]]:
    """Robin and Kim; other test runs on this computer announce other things."""
    monkeypatch.setattr(discovery, "SERVICE", f"_cga{os.getpid() & 0xFFFFFF:x}._tcp.local.")
    made = Somebody(dressed, tmp_path / "robin", "Robin"), Somebody(dressed, tmp_path / "kim", "Kim")
    yield made
    for one in made:
        one.close()


def test_two_windows_find_each_other_and_compare_words(both: tuple[Somebody, Somebody]) -> None:
    robin, kim = both
    plan(kim, a_sheet("kims"))  # Kim was about to invite, too
    plan(robin, a_sheet("robins"))
    robin.pages.connect.go_on()
    robin.until(lambda: robin.flow.session.shown)
    shown = kim.pages.connect.around
    kim.until(lambda: shown.buttons)
    (button,) = shown.buttons.values()
    assert robin.flow.session.shown is not None
    assert button.face.title == f"Someone nearby ({robin.flow.session.shown.device_word})"
    button.click()
    for one, card in ((robin, robin.pages.invite.compare), (kim, kim.pages.enter.compare)):
        one.until(card.isVisible)
    assert robin.pages.invite.compare.words.text() == kim.pages.enter.compare.words.text()
    for card in (robin.pages.invite.compare, kim.pages.enter.compare):
        card.same.click()
    kim.until(lambda: kim.window.page is kim.pages.review)
    assert kim.flow.session.sheet is not None
    assert kim.flow.session.sheet.id == "robins"
    kim.pages.review.go_on()
    for one in both:
        one.until(lambda one=one: one.window.page is one.pages.answer)
    assert not kim.flow.session.unchecked
