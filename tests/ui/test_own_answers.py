"""Own answers after comparing: gone by default, kept only when ticked, encrypted, seen only when asked for."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.kept.agreements import Agreements
from desktop.kept.own_answers import OwnAnswers
from desktop.run.stages import Standing
from desktop.store import Kind, StoreFull
from desktop.ui.pages.own import Own
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.confirm import Confirm
from tests.ui.fakes import Stand, agreement_of, outcome_of, sample
from tests.ui.screenshots import answered, answering
from tests.ui.test_flow import labels

PAIR = "love-me-back"
NOW = 1_795_000_000


def compared(stand: Stand, *, kept: bool = True) -> Answers:
    """From the answers to the agreement's page; what was answered."""
    answered(stand, PAIR)
    stand.flow.answering._check()
    stand.flow.pages.lock.locked.emit()
    given = stand.session.answers
    assert given is not None
    assert given.by_item
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    sheet, outcome = outcome_of(PAIR)
    stand.result(sheet, outcome, kept=kept)
    if kept:
        Agreements(stand.flow.context.desk.store).keep(agreement_of(sheet, outcome), NOW)
    stand.flow.pages.result.kept.emit()
    assert stand.window.page is stand.flow.pages.saved
    return given


def ids(stand: Stand) -> tuple[str, ...]:
    return stand.flow.context.desk.store.ids(Kind.ANSWERS)


def test_by_default_they_are_gone(stand: Stand) -> None:
    compared(stand)
    page = stand.flow.pages.saved
    assert page.own.tick is not None
    assert page.own.tick.isVisible()
    assert not page.own.tick.isChecked()
    (name,) = (one.id for one in stand.flow.context.desk.agreements())
    page.finished.emit()
    assert ids(stand) == ()
    assert stand.flow.context.keeper.all() == []
    stand.flow.pages.home.opened_agreement.emit(name)
    assert "Your own answers" not in labels(page)
    assert stand.flow.ending.keeping._at_hand is None


def test_ticked_they_stay_beside_the_agreement_and_are_seen_only_when_asked_for(stand: Stand) -> None:
    given = compared(stand)
    page, store = stand.flow.pages.saved, stand.flow.context.desk.store
    assert page.own.tick is not None
    page.own.tick.click()
    (name,) = ids(stand)
    assert OwnAnswers(store).of(name) == given
    page.own.tick.click()
    assert ids(stand) == (), "not ticked any more"
    page.own.tick.click()
    page.finished.emit()
    stand.flow.pages.home.opened_agreement.emit(name)
    assert page.private
    shown = labels(page)
    assert "Your own answers" in shown
    assert "Only on this computer, and only you can see them." in shown
    assert "answer bool" not in shown
    page.own.see.click()
    assert "answer bool" in labels(page)
    page.finished.emit()
    QApplication.processEvents()
    assert "answer bool" not in labels(stand.window), "nothing of it stays in the window"


def test_they_can_be_deleted_and_the_agreement_stays(stand: Stand) -> None:
    compared(stand)
    page = stand.flow.pages.saved
    assert page.own.tick is not None
    page.own.tick.click()
    (name,) = ids(stand)
    page.finished.emit()
    stand.flow.pages.home.opened_agreement.emit(name)
    page.own.delete.click()
    question = stand.window.findChild(Confirm)
    assert question is not None
    question.stay.click()
    assert ids(stand) == (name,)
    page.own.delete.click()
    next(one for one in stand.window.findChildren(Confirm) if one.isVisible()).go.click()
    assert ids(stand) == ()
    assert "Your own answers" not in labels(page)
    assert [one.id for one in stand.flow.context.desk.agreements()] == [name]


def test_they_go_with_the_agreement(stand: Stand) -> None:
    compared(stand)
    assert stand.flow.pages.saved.own.tick is not None
    stand.flow.pages.saved.own.tick.click()
    (name,) = ids(stand)
    Agreements(stand.flow.context.desk.store).forget(name)
    assert ids(stand) == ()


def test_the_setting_keeps_them_every_time(stand: Stand) -> None:
    desk = stand.flow.context.desk
    assert not desk.settings.keep_answers
    stand.flow.show_settings()
    stand.flow.pages.settings.keeping.click()
    assert desk.settings.keep_answers
    given = compared(stand)
    (name,) = ids(stand)
    assert OwnAnswers(desk.store).of(name) == given
    assert stand.flow.pages.saved.own.tick is not None
    assert stand.flow.pages.saved.own.tick.isChecked()


def test_what_may_not_be_kept_keeps_no_answers(stand: Stand) -> None:
    stand.flow.context.desk.change(msgspec.structs.replace(stand.flow.context.desk.settings, keep_answers=True))
    compared(stand, kept=False)
    assert ids(stand) == ()
    assert stand.flow.pages.saved.own.tick is None


def test_a_disk_that_refuses_is_said(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(stand)

    def refuse(*_: object, **__: object) -> int:
        raise StoreFull(stand.folder)

    monkeypatch.setattr(stand.flow.context.desk.store, "put", refuse)
    assert stand.flow.pages.saved.own.tick is not None
    stand.flow.pages.saved.own.tick.click()
    assert "There is no space left to save." in labels(stand.window.page)
    assert not stand.flow.pages.saved.own.tick.isChecked()


def test_the_next_time_one_can_start_from_them(stand: Stand) -> None:
    given = compared(stand)
    assert stand.flow.pages.saved.own.tick is not None
    stand.flow.pages.saved.own.tick.click()
    stand.flow.pages.saved.finished.emit()
    answering(stand, PAIR)
    page = stand.flow.pages.answer
    assert page.answers().by_item == {}, "never by themselves"
    banner = page.banner
    assert banner is not None
    assert "You kept your answers from the last time." in labels(page)
    next(button for button in banner.findChildren(Button) if button.text() == "Start from my answers").click()
    assert page.answers() == given
    stand.flow.context.keeper.save_now()
    assert stand.flow.context.keeper.all()[0].answers == given


def kept_for(stand: Stand, sheet: Sheet, answers: Answers) -> None:
    store = stand.flow.context.desk.store
    _, outcome = outcome_of("salary-offer")
    name = Agreements(store).keep(agreement_of(sheet, outcome), NOW)
    assert name is not None
    OwnAnswers(store).keep(name, answers)


def test_only_what_is_the_same_item_is_taken_over(stand: Stand) -> None:
    sheet, answers = sample("salary-offer")
    mine = answers[0]
    kept_for(stand, sheet, mine)
    own = OwnAnswers(stand.flow.context.desk.store)
    assert own.latest(sheet, mine.role) == mine
    assert own.latest(sheet, answers[1].role) is None, "of another role"
    assert own.latest(replace(sheet, id="another"), mine.role) is None
    first, *rest = sheet.items
    changed = replace(sheet, items=(replace(first, label=f"{first.label}?"), *rest))
    found = own.latest(changed, mine.role)
    assert found is not None
    assert set(found.by_item) == set(mine.by_item) - {first.id}
    assert found.must <= set(found.by_item)


def test_answers_that_cannot_be_read_are_none(stand: Stand) -> None:
    store = stand.flow.context.desk.store
    for content in (b"", b"\xff\xff", b"{}"):
        store.put(Kind.ANSWERS, "ab" * 32, content)
        assert OwnAnswers(store).of("ab" * 32) is None
    sheet, answers = sample("salary-offer")
    assert OwnAnswers(store).latest(sheet, answers[0].role) is None
    assert stand.flow.ending.keeping.there_is("ab" * 32) is Own.NOTHING
