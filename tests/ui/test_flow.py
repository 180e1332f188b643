"""The way through the pages with a negotiation that only happens on paper: nothing lost, nothing shown too early."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crypto.errors import CheatingDetected, PeerAborted
from desktop.deals.outcome import NOT_AGREED, Outcome
from desktop.deals.templates import template_source
from desktop.run.stages import Aborted, Lobby, Standing
from desktop.store import Kind, Settings
from desktop.ui.session import State
from desktop.ui.widgets.confirm import Confirm
from p2p.errors import ConnectionLost, InviteIncomplete, PeerLeft
from tests.ui.fakes import Stand, an_invite, make_stand, outcome_of, sample
from tests.ui.screenshots import answered, answering, comparing, opening, result_covered, waiting_ready

PAIR = "love-me-back"
ROLES = "salary-offer"


def labels(widget: QWidget) -> str:
    """Every text that can be seen."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_first_run_asks_for_a_name_and_keeps_it(dressed: QApplication, tmp_path: Path) -> None:
    stand = make_stand(tmp_path)
    stand.flow.start()
    stand.window.show()
    page = stand.flow.pages.welcome
    assert stand.window.page is page
    page.go_on()
    assert "Please enter a name, or a nickname." in labels(page)
    page.field.setText("Zoë")
    page.go_on()
    assert stand.window.page is stand.flow.pages.home
    stand.close()
    again = make_stand(tmp_path / "other")
    again.close()
    assert "Zoë" in (tmp_path / "settings.json").read_text(encoding="utf-8")


def test_hosting_shows_the_invite_and_then_takes_it_away(stand: Stand) -> None:
    sheet, answers = sample(PAIR)
    stand.flow.context.plan.sheet = sheet
    stand.flow.pages.connect.wants_invite.emit(2, "")
    assert stand.window.page is stand.flow.pages.invite
    line = an_invite()
    stand.invite(line)
    text = stand.flow.pages.invite.text.toPlainText()
    assert line in text
    assert text.startswith("Common Ground invite from Robin, valid until ")
    stand.flow.pages.invite.copy.click()
    assert line in QGuiApplication.clipboard().text()
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    assert stand.flow.pages.invite.text.toPlainText() == ""
    assert stand.window.page is stand.flow.pages.answer


def test_a_wrong_invite_is_said_at_the_field_and_the_text_stays(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("join")
    page = stand.flow.pages.enter
    page.fill_in("CG1-NONSENSE")
    page.go_on()
    assert stand.session.state is State.FINDING
    stand.stage(Aborted(InviteIncomplete(), None))
    assert stand.window.page is page
    assert page.banner is not None
    assert "This invite is incomplete." in labels(page)
    assert page.field.toPlainText() == "CG1-NONSENSE"
    assert page.primary is not None
    assert page.primary.isEnabled()


def test_a_copied_invite_is_offered_once(stand: Stand) -> None:
    QGuiApplication.clipboard().setText(an_invite())
    stand.window.came_back.emit()
    banner = stand.flow.pages.home.banner
    assert banner is not None
    assert "You copied an invite." in labels(stand.flow.pages.home)
    stand.flow.pages.home.clear_banner()
    stand.flow.beginning._ignore(QGuiApplication.clipboard().text())
    stand.window.came_back.emit()
    assert stand.flow.pages.home.banner is None
    QGuiApplication.clipboard().clear()


def test_the_sheet_is_read_before_anything_is_said(stand: Stand) -> None:
    answering(stand, ROLES)
    assert stand.session.role == "candidate"
    assert stand.window.page is stand.flow.pages.answer


def test_answers_are_saved_within_a_second_and_found_again(stand: Stand) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    card = next(card for card in page.cards if card.item.id == "visa")
    card.widget.rows[1].setChecked(True)  # type: ignore[attr-defined]
    QTest.qWait(900)
    drafts = stand.flow.context.keeper.all()
    assert [draft.answers.by_item for draft in drafts] == [{"visa": True}]
    assert "Draft saved" in labels(stand.window)


def test_nothing_is_lost_when_the_others_leave_while_answering(stand: Stand) -> None:
    for error in (PeerLeft(), PeerAborted(""), ConnectionLost()):
        answered(stand, ROLES)
        before = stand.flow.pages.answer.answers()
        stand.stage(Aborted(error, None))
        assert stand.window.page is stand.flow.pages.answer
        assert stand.flow.pages.answer.banner is not None
        assert stand.flow.pages.answer.answers() == before
        assert stand.session.state is State.ANSWERING
        assert not stand.session.connected


def test_locked_in_answers_survive_losing_the_others_and_a_new_start(stand: Stand) -> None:
    waiting_ready(stand)
    given = stand.session.answers
    stand.stage(Aborted(PeerLeft(), None))
    assert stand.window.page is stand.flow.pages.waiting
    assert "Connect again" in [
        button.text() for button in stand.window.findChildren(type(stand.flow.pages.waiting.again))
    ]
    draft = stand.flow.context.keeper.all()[0]
    assert draft.locked
    assert draft.answers == given
    stand.flow.pages.waiting.again.click()
    assert stand.window.page is stand.flow.pages.connect
    stand.flow.session.leave()
    stand.flow.pages.home.opened.emit(draft.id)
    assert stand.window.page is stand.flow.pages.waiting
    assert stand.session.answers == given


def test_compare_only_when_all_have_locked_in(stand: Stand) -> None:
    answered(stand, ROLES)
    stand.flow.pages.answer.reviewed.emit()
    stand.flow.pages.lock.go_on()
    button = stand.flow.pages.waiting.primary
    assert button is not None
    stand.standings(Standing.LOCKED_IN, Standing.ANSWERING)
    assert not button.isEnabled()
    stand.standings(Standing.LOCKED_IN, Standing.LOCKED_IN)
    assert button.isEnabled()
    button.click()
    assert stand.session.state is State.AGREED
    assert stand.window.page is stand.flow.pages.waiting
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    assert stand.window.page is stand.flow.pages.comparing


def test_unlocking_goes_back_to_the_answers(stand: Stand) -> None:
    waiting_ready(stand)
    stand.flow.pages.waiting.unlock.click()
    assert stand.window.page is stand.flow.pages.answer
    assert stand.session.state is State.ANSWERING


def test_the_check_page_is_covered_first(stand: Stand) -> None:
    answered(stand, ROLES)
    stand.flow.pages.answer.reviewed.emit()
    page = stand.flow.pages.lock
    assert "●●●" in labels(page)
    assert "answer " not in labels(page)
    page.toggle.click()
    assert "answer " in labels(page)
    page.locked.emit()
    assert page._lines == []


def test_the_result_is_covered_first_and_then_forgotten(stand: Stand) -> None:
    result_covered(stand)
    page = stand.flow.pages.result
    assert stand.window.page is page
    assert "sabbatical" not in labels(page)
    page.go_on()
    assert "sabbatical" in labels(page)
    assert stand.flow.context.keeper.all() == []
    assert stand.flow.pages.answer.cards == []
    page.finished.emit()
    assert stand.window.page is stand.flow.pages.home


def test_no_result_says_nothing_about_anyone(stand: Stand) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    stand.result(sheet, Outcome(False, dict.fromkeys(outcome.items, NOT_AGREED)))
    stand.flow.pages.result.go_on()
    shown = labels(stand.flow.pages.result)
    assert "Nothing on this sheet was a yes from both of you this time." in shown
    assert not any(digit in shown for digit in "0123456789")


def test_a_stop_while_opening_shows_what_was_opened_here(stand: Stand) -> None:
    opening(stand)
    opened = stand.session.opened
    stand.stage(Aborted(PeerLeft(), opened))
    page = stand.flow.pages.result
    assert stand.window.page is page
    assert "You both may have seen different parts" in labels(page)
    page.go_on()
    assert "Opened on this computer by then:" in labels(page)
    assert len(stand.flow.context.keeper.all()) == 1


def test_a_failed_check_is_said_and_the_answers_stay(stand: Stand) -> None:
    comparing(stand)
    stand.stage(Aborted(CheatingDetected(""), None))
    assert "The comparison did not add up, so we stopped." in labels(stand.flow.pages.result)
    assert len(stand.flow.context.keeper.all()) == 1


def test_stopping_asks_first_and_says_what_it_means(stand: Stand) -> None:
    comparing(stand)
    page = stand.flow.pages.comparing
    page.cancel.click()
    assert "Nobody will see a result." in labels(page)
    page.keep.click()
    assert "Nobody will see a result." not in labels(page)


def test_closing_with_others_there_asks_first(stand: Stand) -> None:
    waiting_ready(stand)
    stand.window.close()
    assert stand.window.isVisible()
    assert "The other person will see that you left." in labels(stand.window)


def test_undo_and_redo_of_answers(stand: Stand) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    card = next(card for card in page.cards if card.item.id == "visa")
    card.widget.rows[1].setChecked(True)  # type: ignore[attr-defined]
    page.undo()
    assert page.answers().by_item == {}
    page.redo()
    assert page.answers().by_item == {"visa": True}


def test_dealbreakers_are_limited(stand: Stand) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    for card in page.cards:
        assert card.must is not None
        card.must.setChecked(True)
    assert len(page.answers().must) == 2
    assert page.banner is not None


def test_a_deleted_draft_can_be_had_back(stand: Stand) -> None:
    sheet, answers = sample(PAIR)
    stand.flow.context.keeper.keep(sheet, answers[0])
    stand.flow.context.keeper.save_now()
    draft = stand.flow.context.keeper.all()[0]
    stand.flow.beginning.go_home()
    stand.flow.pages.home.deleted.emit(draft.id)
    assert stand.flow.pages.home.banner is not None
    assert len(stand.flow.context.keeper.all()) == 1
    stand.flow.beginning._keep_after_all()
    assert len(stand.flow.context.keeper.all()) == 1
    stand.flow.pages.home.deleted.emit(draft.id)
    stand.flow.beginning.delete_now()
    assert stand.flow.context.keeper.all() == []


def test_practice_says_so_and_keeps_nothing(stand: Stand) -> None:
    stand.flow.pages.home.practised.emit()
    assert stand.window.practice.isVisible()
    choices = stand.flow.pages.choose._choices
    stand.flow.pages.choose.chosen.emit(next(one for one in choices if one.template_id == ROLES))
    stand.flow.pages.shared.went_on.emit()
    stand.flow.pages.connect.go_on()
    assert stand.session.practice
    sheet, answers = sample(ROLES)
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    stand.flow.pages.answer.cards[0].changed.emit()
    stand.flow.context.keeper.save_now()
    assert stand.flow.context.keeper.all() == []
    assert stand.window.practice.isVisible()
    assert stand.flow.meeting._practice_folder is not None
    folder = stand.flow.meeting._practice_folder
    stand.flow.meeting.forget_practice()
    assert not folder.exists()


def test_settings_apply_at_once_and_are_kept(stand: Stand, tmp_path: Path) -> None:
    stand.flow.show_settings()
    page = stand.flow.pages.settings
    page._themes["dark"].click()
    page._sizes["150"].click()
    page.motion.setChecked(False)
    page.covering.setChecked(False)
    assert stand.flow.context.desk.settings == Settings(
        name="Robin", theme="dark", text_percent=150, cover_when_switching=False
    )
    assert not stand.window.cover_when_switching
    QTest.keyClick(stand.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert stand.flow.context.desk.settings.text_percent == 100
    page.go_back()
    assert stand.window.page is stand.flow.pages.home


def test_keys_that_work_everywhere(stand: Stand) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    stand.flow.pages.home.chose.emit("pair")
    QTest.keyClick(stand.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert stand.window.page is stand.flow.pages.home
    QTest.keyClick(stand.window, Qt.Key.Key_F9)
    assert stand.window.covered
    QTest.keyClick(stand.window, Qt.Key.Key_F9)
    assert not stand.window.covered
    stand.flow.pages.home.chose.emit("pair")
    QTest.keyClick(stand.window, Qt.Key.Key_Return, control)
    assert stand.window.page in (stand.flow.pages.shared, stand.flow.pages.terms)
    QTest.keyClick(stand.window, Qt.Key.Key_Comma, control)
    assert stand.window.page is stand.flow.pages.settings


@pytest.mark.parametrize("covered", [True, False])
def test_answers_are_covered_when_nobody_is_there(stand: Stand, covered: bool) -> None:
    answered(stand, ROLES)
    if covered:
        stand.window._on_idle()
        assert stand.window.covered
        stand.window.uncover()
    stand.flow.beginning.go_home()
    stand.window._on_application(Qt.ApplicationState.ApplicationInactive)
    assert not stand.window.covered
    stand.flow.context.to(stand.flow.pages.answer)
    stand.window._on_application(Qt.ApplicationState.ApplicationInactive)
    assert stand.window.covered


def test_a_file_only_fills_in_the_page(stand: Stand, tmp_path: Path) -> None:
    from desktop.deals.sheet import to_toml

    sheet, _ = sample(PAIR)
    path = tmp_path / "mine.deal"
    path.write_text(to_toml(sheet), encoding="utf-8")
    stand.flow.beginning.open_file(path)
    assert stand.window.page is stand.flow.pages.shared
    assert stand.engine.submitted == 0
    path.write_bytes(b"\x00not a sheet")
    stand.flow.beginning.open_file(path)
    assert "This file is not a Common Ground sheet." in labels(stand.flow.pages.shared)


def test_joined_people_are_counted_for_the_host(stand: Stand) -> None:
    sheet, _ = sample("friends-holiday")
    stand.flow.context.plan.sheet = sheet
    stand.flow.pages.connect.wants_invite.emit(4, "")
    stand.invite(an_invite(4))
    stand.stage(Lobby(2, 4))
    assert "2 of 4 are here." in labels(stand.flow.pages.invite)


def test_drafts_are_encrypted_on_the_disk(stand: Stand, tmp_path: Path) -> None:
    sheet, answers = sample(ROLES)
    stand.flow.context.keeper.keep(sheet, answers[0])
    stand.flow.context.keeper.save_now()
    assert stand.flow.context.desk.store.ids(Kind.DRAFT)
    for path in (tmp_path / "store").rglob("*"):
        if path.is_file():
            assert b"have to answer by the end" not in path.read_bytes()


def test_the_cover_hides_questions_too_and_gives_them_back(stand: Stand) -> None:
    waiting_ready(stand)
    stand.window.close()
    question = stand.window.findChildren(Confirm)[0]
    assert question.isVisible()
    stand.window.cover()
    assert not question.isVisible()
    stand.window.uncover()
    assert question.isVisible()
    question.go.click()
    assert not stand.window.isVisible()


def test_a_link_only_fills_in_the_invite(stand: Stand) -> None:
    line = an_invite()
    stand.flow.open(f"common-ground:{line}")
    assert stand.window.page is stand.flow.pages.enter
    assert stand.flow.pages.enter.field.toPlainText() == line
    assert not stand.flow.session.live


def test_a_file_is_shown_and_anything_else_is_no_sheet(stand: Stand, tmp_path: Path) -> None:
    stand.flow.open(str(tmp_path / "missing.deal"))
    assert stand.window.page is stand.flow.pages.home
    stand.flow.open("common-ground://evil.example/CG1-AAAA")
    assert stand.window.page is stand.flow.pages.home
    file = tmp_path / "a.deal"
    file.write_bytes(template_source(PAIR))
    stand.flow.open(str(file))
    assert stand.window.page is not stand.flow.pages.home
