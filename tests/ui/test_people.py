"""The people this computer remembers: who they are, what was compared, and that forgetting asks and then does it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.kept.forgetting import remembered
from desktop.store import Store
from desktop.ui.session import State
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.confirm import Confirm
from tests.desktop.acquainting import stores_in
from tests.desktop.kept.test_acquaintance import MANY_ADD, run_once
from tests.ui.fakes import Stand
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
