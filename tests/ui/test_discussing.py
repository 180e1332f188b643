"""S11 together: suggesting, marked lines, accepting, rejecting, and answers that survive a new version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.deals.answers import Answers
from desktop.deals.items import MatchItem
from desktop.deals.sheet import Parties, Sheet
from desktop.run.stages import Aborted, Answering
from desktop.strings.changes import Mark, changes, unchanged_items
from desktop.ui.session import State
from p2p.errors import PeerLeft
from tests.ui.fakes import Stand
from tests.ui.review_states import (
    FakeDesk,
    accepted_here,
    asked_to_look,
    changed,
    note_arrived,
    reading,
    rejected_by_other,
    suggested_here,
    version_arrived,
)

HOSTILE = "a\u202eb <b>bold</b> \u200b" + "x" * 400


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, text: str) -> QPushButton:
    QApplication.processEvents()
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible())


def banner_of(stand: Stand) -> str:
    banner = stand.window.page.banner
    return "" if banner is None else banner.accessibleName()


def test_whoever_joins_can_take_part_and_suggest(stand: Stand) -> None:
    desk = reading(stand)
    page = stand.flow.pages.discuss
    assert stand.window.page is page
    assert stand.session.state is State.DISCUSSING
    assert page.edit.isVisible()
    assert page.same.text() == "You both see the same sheet (version 1)."
    assert "Robin (candidate) is fine with version 1" in texts(page)
    assert "You are reading" in texts(page)
    page.field.setText("  What about a bonus? ")
    page.send.click()
    assert desk.news.notes == ((1, "What about a bonus?"),)
    assert page.field.text() == ""
    assert "What about a bonus?" in texts(page)


def test_a_note_that_is_not_said_stays_in_the_field(stand: Stand) -> None:
    desk = reading(stand)
    page, note = stand.flow.pages.discuss, desk.note
    page.open_suggesting()
    desk.note = lambda text: None  # type: ignore[method-assign]  # all have just become fine with a version
    page.field.setText("Wait")
    page.send.click()
    assert page.field.text() == "Wait"
    assert not page.send.isEnabled()
    desk.tell(closing=True)
    desk.tell(closing=False)
    assert page.field.text() == "Wait"
    desk.note = note  # type: ignore[method-assign]
    page.send.click()
    assert desk.news.notes == ((1, "Wait"),)
    assert page.field.text() == ""


def test_what_there_is_too_much_of_is_told(stand: Stand) -> None:
    desk = reading(stand)
    page = stand.flow.pages.discuss
    page.open_suggesting()
    page.field.setText("One more")
    page.edit.click()
    stand.flow.pages.editor.bench.put(("title",), "Another title")
    desk.tell(may_suggest=False)
    stand.flow.pages.editor.go_on()
    assert "You have suggested as many versions as there can be." in banner_of(stand)
    assert desk.suggested == []
    stand.flow.pages.editor.go_back()
    assert not page.edit.isEnabled()
    assert page.send.isEnabled()
    desk.tell(may_note=False)
    assert not page.send.isEnabled()
    assert page.field.text() == "One more"
    assert "You have written as many notes as there can be." in texts(page)
    assert "You have suggested as many versions as there can be." in texts(page)


def test_a_note_is_announced_and_shown_as_plain_text(stand: Stand) -> None:
    desk = note_arrived(stand)
    assert banner_of(stand) == "Robin wrote a note."
    desk.write(0, HOSTILE)
    shown = [label for label in stand.window.page.findChildren(QLabel) if "<b>bold</b>" in label.text()]
    assert shown
    assert all("\u202e" not in label.text() and "\u200b" not in label.text() for label in shown)


def test_a_new_version_is_told_with_the_exact_words_and_its_lines_are_marked(stand: Stand) -> None:
    desk = version_arrived(stand)
    page = stand.flow.pages.discuss
    assert banner_of(stand) == "Robin changed the sheet. Please look at the marked lines."
    n = len(changes(desk.base.sheet, desk.news.versions[1].sheet))
    assert f"New version 2: {n} changes" in texts(page)
    for word in ("added", "taken out", "changed", "Could you start two weeks earlier?"):
        assert word in texts(page)
    assert page.banner is not None
    button(page.banner, "Review").click()
    assert page.banner is None


@pytest.mark.parametrize("where", ["banner", "card"])
def test_rejecting(stand: Stand, where: str) -> None:
    desk = version_arrived(stand)
    page = stand.flow.pages.discuss
    assert page.banner is not None
    holder: QWidget = page.banner if where == "banner" else page
    if where == "card":
        page.clear_banner()
    button(holder, "Reject change").click()
    assert desk.news.refused[desk.me] == {desk.news.versions[1].name}
    assert "You rejected this change. The old version stays." in texts(page)
    assert page.primary is not None
    assert page.primary.text() == "Waiting for the others…"
    button(page, "Accept it after all").click()
    assert desk.news.versions[1].name in desk.news.fine[desk.me]
    assert not desk.news.refused[desk.me]


def test_accepting_and_who_has(stand: Stand) -> None:
    desk = accepted_here(stand)
    page = stand.flow.pages.discuss
    version = desk.news.versions[1]
    assert desk.news.fine[desk.me] == {version.name}
    assert page.same.text() == "You all see the same sheet (version 1)."
    shown = texts(page)
    assert "Robin suggests version 2" in shown
    assert "Kim is fine with version 1" in shown
    assert "You are fine with version 2" in shown
    assert page.primary is not None
    assert not page.primary.isEnabled()
    button(page, "Look at it again").click()
    assert desk.news.fine[desk.me] == frozenset()
    assert page.primary.isEnabled()


def test_a_suggestion_is_made_in_the_editor(stand: Stand) -> None:
    desk = reading(stand)
    editor = stand.flow.pages.editor
    stand.flow.pages.discuss.edit.click()
    assert stand.window.page is editor
    assert editor.primary is not None
    assert editor.primary.text() == "Suggest this version"
    editor.go_on()
    assert banner_of(stand).endswith("Nothing is different yet.")
    editor.bench.put(("title",), "Another title")
    editor.go_on()
    assert stand.window.page is stand.flow.pages.discuss
    assert desk.suggested == [replace(desk.base.sheet, title="Another title")]
    assert "Your suggestion." in texts(stand.window.page)
    assert not stand.flow.editing.own.all()  # it is not one of this person's sheets
    button(stand.window.page, "Take it back").click()
    assert desk.news.fine[desk.me] == {desk.base.name}


def test_what_does_not_fit_the_people_is_not_suggested(stand: Stand) -> None:
    desk = reading(stand)
    editor = stand.flow.pages.editor
    stand.flow.pages.discuss.edit.click()
    editor.bench.put(("id",), "another")
    editor.go_on()
    assert "The id of the sheet has to stay as it was." in banner_of(stand)
    editor.undo()
    editor.bench.put(("parties",), {"min": 3, "max": 5})
    editor.go_on()
    assert stand.window.page is editor
    assert desk.suggested == []
    editor.go_back()
    assert stand.window.page is stand.flow.pages.discuss


def test_nothing_ends_behind_the_editor(stand: Stand) -> None:
    desk = asked_to_look(stand)
    stand.flow.pages.discuss.open_suggesting()
    stand.flow.pages.discuss.edit.click()
    assert desk.news.fine[desk.me] == frozenset()
    desk.propose(0, changed(desk.base.sheet))
    assert stand.window.page is stand.flow.pages.editor
    assert banner_of(stand).startswith("Robin changed the sheet.")


def test_a_rejected_suggestion_is_told(stand: Stand) -> None:
    rejected_by_other(stand)
    assert banner_of(stand).startswith("Robin rejected version 2.")
    assert texts(stand.window.page).count("Robin (candidate) rejected version 2") == 2  # with the people, and on it


def test_it_ends_with_answers_to_what_all_agreed(stand: Stand) -> None:
    desk = suggested_here(stand)
    better = desk.suggested[0]
    stand.stage(Answering(better, "employer", desk.news.seats, desk.me, desk.news.names))
    assert stand.window.page is stand.flow.pages.answer
    assert stand.flow.pages.answer.sheet == better
    assert texts(stand.flow.pages.discuss) == ""


@pytest.mark.parametrize("editing", [False, True])
def test_somebody_leaves_while_looking(stand: Stand, editing: bool) -> None:
    reading(stand)
    if editing:
        stand.flow.pages.discuss.edit.click()
    stand.stage(Aborted(PeerLeft("left"), None))
    assert stand.window.page is stand.flow.pages.enter
    assert stand.window.page.banner is not None


def pair(*items: MatchItem) -> Sheet:
    return Sheet(id="evening", title="An evening", parties=Parties(min=2, max=2), items=items)


WALK, FILM, FOOD = (MatchItem(id=name, rule="mutual_yes") for name in ("walk", "film", "food"))


def test_answers_to_unchanged_items_survive(stand: Stand) -> None:
    """Somebody had begun to answer the sheet that all came with."""
    old = pair(WALK, FILM)
    new = pair(WALK, replace(FILM, ask=(("", "Which one?"),)), FOOD)
    keeper = stand.flow.context.keeper
    keeper.keep(old, Answers(by_item={"walk": True, "film": True}))
    keeper.save_now()
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.connecting.emit("maple otter lamp")
    stand.offer(old)
    stand.flow.pages.review.go_on()
    desk = FakeDesk(stand, old, ("", ""), 1, ("Robin", "Kim"))
    desk.propose(0, new)
    stand.flow.pages.discuss.go_on()
    stand.stage(Answering(new, "", ("", ""), 1, ("Robin", "Kim")))
    page = stand.flow.pages.answer
    assert page.answers().by_item.get("walk") is True
    assert page.answers().by_item.get("film") is None
    assert banner_of(stand) == "The sheet is a new version. Your answers to unchanged items are here."
    keeper.save_now()
    kept = keeper.find(new, "")
    assert kept is not None
    assert kept.answers.by_item.get("walk") is True
    stand.flow.answering.forget(new, "")
    assert keeper.all() == []


def test_every_difference_is_said() -> None:
    old = pair(WALK, FILM)
    assert changes(old, old) == ()
    assert unchanged_items(old, old) == {"walk", "film"}
    new = replace(pair(FOOD, FILM, WALK), all_or_nothing=True)
    found = {change.item_id: change for change in changes(old, new)}
    assert found["food"].mark is Mark.ADDED
    assert [line.text for line in found[""].lines] == ["All or nothing"]
    assert "It stands in another place." in [line.text for change in found.values() for line in change.lines]
    gone = changes(new, old)
    assert [change.item_id for change in gone if change.mark is Mark.REMOVED] == ["food"]
