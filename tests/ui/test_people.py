"""The people this computer remembers: who they are, what was compared, and that forgetting asks and then does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.kept.forgetting import find, remembered
from desktop.kept.nicknames import Nicknames
from desktop.run.stages import Aborted, Answering, Lobby
from desktop.store import Kind, Store, StoreFull
from desktop.ui.bridge import Invitation
from desktop.ui.session import State
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.confirm import Confirm
from p2p.errors import PeerLeft
from p2p.listener import ANYWHERE
from tests.desktop.acquainting import stores_in
from tests.desktop.kept.test_acquaintance import MANY_ADD, run_once
from tests.ui.fakes import Stand, sample
from tests.ui.nearby_states import met_before
from tests.ui.screenshots import answering
from tests.ui.test_flow import labels


def meet(stand: Stand, folder: Path) -> Store:
    """This person and another one compare once."""
    (other,) = stores_in(folder, 1)
    run_once(MANY_ADD, (stand.flow.context.desk.store, other))
    return other


def confirm(stand: Stand) -> Confirm:
    QApplication.processEvents()
    (found,) = (one for one in stand.window.findChildren(Confirm) if one.isVisible())
    return found


def forget_button(stand: Stand) -> Button:
    found = [one for one in stand.flow.pages.people.findChildren(Button) if one.text() == "Forget…"]
    assert len(found) == 1
    return found[0]


def test_nobody_is_remembered_at_first(stand: Stand) -> None:
    stand.flow.pages.home.asked_people.emit()
    assert stand.window.page is stand.flow.pages.people
    assert "People you connect to appear here." in labels(stand.window.page)
    stand.window.page.go_back()
    assert stand.window.page is stand.flow.pages.home


def test_people_are_forgotten_after_asking(stand: Stand, tmp_path: Path) -> None:
    store, other = stand.flow.context.desk.store, meet(stand, tmp_path / "others")
    try:
        stand.flow.show_settings()
        stand.flow.pages.settings.asked_people.emit()
        page = stand.flow.pages.people
        shown = labels(page)
        assert "Somebody without a name" in shown
        assert f"{MANY_ADD.id}: compared once" in shown
        forget_button(stand).click()
        question = confirm(stand)
        assert "The others keep what they have" in labels(question)
        question.stay.click()
        assert len(remembered(store)) == 1
        forget_button(stand).click()
        confirm(stand).go.click()
        assert remembered(store) == []
        assert len(remembered(other)) == 1
        assert "Forgotten: Somebody without a name." in labels(page)
        assert "People you connect to appear here." in labels(page)
        page.go_back()
        assert stand.window.page is stand.flow.pages.settings
    finally:
        other.close()


def test_nobody_is_forgotten_while_people_are_connected(stand: Stand, tmp_path: Path) -> None:
    store, other = stand.flow.context.desk.store, meet(stand, tmp_path / "others")
    try:
        answering(stand)
        assert stand.session.state is State.ANSWERING
        stand.flow.show_settings()
        stand.flow.pages.settings.asked_people.emit()
        forget_button(stand).click()
        assert "You are connected right now." in labels(stand.flow.pages.people)
        assert not [one for one in stand.window.findChildren(Confirm) if one.isVisible()]
        assert len(remembered(store)) == 1
    finally:
        other.close()


def test_somebody_met_before_has_the_name_that_this_person_gave(stand: Stand) -> None:
    met_before(stand)
    stand.flow.pages.home.asked_people.emit()
    page = stand.flow.pages.people
    QApplication.processEvents()
    kim = page._renaming[find(stand.flow.context.desk.store, "Kim")[0].id]
    QTest.keyClick(kim.open, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is kim.field
    QTest.keyClicks(kim.field, "The neighbour & co")
    QTest.keyClick(kim.field, Qt.Key.Key_Return)
    shown = labels(page)
    assert "You call them The neighbour & co now." in shown
    assert "Calls themselves Kim" in shown
    (relation,) = find(stand.flow.context.desk.store, "The neighbour & co")
    assert QApplication.focusWidget() is page._renaming[relation.id].open
    forget_of = [one for one in page.findChildren(Button) if one.accessibleName().startswith("Forget The neighbour")]
    assert len(forget_of) == 1
    forget_of[0].click()
    assert "Forget The neighbour & co?" in labels(confirm(stand))
    confirm(stand).go.click()
    assert "Forgotten: The neighbour & co." in labels(page)
    assert stand.flow.context.desk.store.ids(Kind.PERSON) == ()


def test_a_name_is_used_wherever_that_person_is_known(stand: Stand) -> None:
    met_before(stand)
    store = stand.flow.context.desk.store
    Nicknames(store).give(find(store, "Kim")[0].id, "Neighbour")
    sheet, _ = sample("love-me-back")
    stand.flow.context.plan.sheet = sheet
    stand.flow.context.show_connect(sheet, 2, "", practice=False)
    met = stand.flow.pages.connect.met
    assert met is not None
    rows = [one for one in met.buttons if "Neighbour" in one.accessibleName()]
    assert len(rows) == 1
    assert "Calls themselves Kim" in rows[0].accessibleName() + rows[0].accessibleDescription()
    rows[0].click()
    stand.stage(Lobby(2, 2))
    stand.stage(Answering(sheet, "", ("", ""), 0, ("Robin", "Kim")))
    assert "Connected to Neighbour" in labels(stand.window)
    assert "Connected to Neighbour, as before." in labels(stand.window)
    assert stand.flow.context.names()[1] == "Neighbour"
    left = PeerLeft()
    left.seat = 1
    stand.stage(Aborted(left, None))
    assert "Neighbour left." in labels(stand.window.page)
    stand.session.leave()
    stand.session.host(Invitation(sheet, 2, "", ANYWHERE, "Robin"))
    stand.stage(Lobby(2, 2))
    stand.stage(Answering(sheet, "", ("", ""), 0, ("Robin", "Kim")))
    assert stand.session.names == ("Robin", "Kim"), "somebody new, who only has the same name"


def test_renaming_can_be_given_up_and_a_disk_that_refuses_is_said(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    met_before(stand)
    stand.flow.pages.home.asked_people.emit()
    page, store = stand.flow.pages.people, stand.flow.context.desk.store
    first = next(iter(page._renaming.values()))
    first.open.click()
    first.field.setText("Nobody")
    next(one for one in first.findChildren(Button) if one.text() == "Cancel").click()
    assert first.open.isVisible()
    assert not first.field.isVisible()

    def refuse(*_: object, **__: object) -> int:
        raise StoreFull(Path("/x"))

    monkeypatch.setattr(store, "put", refuse)
    first.open.click()
    first.field.setText("Somebody")
    first.save.click()
    assert "There is no space left to save." in labels(page)
    assert first.field.text() == "Somebody", "what was typed stays"
