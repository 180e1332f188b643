"""Words in the window: shown, tried, burned and entered; and check words that are compared, skipped or different."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from desktop.deals.sheet import to_toml
from desktop.kept.relations import Relations
from desktop.nearby import DiscoveryDown, word_of
from desktop.run.stages import Aborted, Acquainted
from desktop.ui.encounter import Check, Compare, Entered, Found, Looking, Matched, Saying, Shown
from desktop.ui.session import State
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.rows import RowButton
from desktop.word_lists import word_lists
from p2p.errors import CheckWordsDiffer, DiscoveryFailed, NotOurWords, PeerLeft, WordsBurned, WordsWrong
from p2p.reception import Given, Tried
from tests.desktop.programs import Desk as Programs
from tests.desktop.strings.test_runs import VERDICT
from tests.ui.fakes import Stand, sample
from tests.ui.nearby_states import (
    OTHERS,
    WORDS,
    a_row,
    enter_compare,
    enter_nobody,
    enter_rows,
    invite_burned,
    invite_compare,
    invite_words,
    met,
    met_before,
    reviewing_unchecked,
    waiting_unchecked,
    who,
    who_group,
)
from tests.ui.screenshots import PAIR
from tests.ui.somebody import Somebody
from tests.ui.test_flow import labels
from tests.ui.test_real import PROJECT, answer_and_compare


class Said:
    """What the window tells the negotiation."""

    def __init__(self, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, object]] = []
        talk = stand.session._talk
        assert talk is not None
        for name in ("compared", "checked", "choose"):
            monkeypatch.setattr(talk, name, lambda value, name=name: self.calls.append((name, value)))
        monkeypatch.setattr(talk, "new_words", lambda: self.calls.append(("new_words", None)))


# ---- the words of whoever invites


def test_words_are_shown_first_large_and_read_as_a_list(stand: Stand) -> None:
    invite_words(stand)
    page = stand.flow.pages.invite
    assert page.say_it.isVisible()
    assert not page.text.isVisible()
    shown = labels(page)
    assert "maple · otter · lamp" in shown
    assert "Say these words to the person next to you." in shown
    assert "“oak”" in shown
    assert "If asked: 192.168.4.23" in shown
    words = page.say_it.words
    assert words.fontInfo().pixelSize() >= 42  # 32 points
    interface = QAccessible.queryAccessibleInterface(words)
    assert interface.text(QAccessible.Text.Name) == "maple, otter, lamp"
    page._tab_group.buttons()[1].click()
    assert page.text.isVisible()
    assert "maple" not in labels(page)


def test_wrong_tries_are_said_and_burned_words_are_gone(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    invite_words(stand)
    page = stand.flow.pages.invite
    met(stand, Tried(2))
    assert "Someone entered different words. 2 tries left." in labels(page)
    met(stand, Tried(1))
    assert "Someone entered different words. 1 try left." in labels(page)
    met(stand, Tried(0))
    assert "Someone tried three times with wrong words. Nothing was shared." in labels(page)
    assert "maple" not in labels(page)
    said = Said(stand, monkeypatch)
    page.say_it.again.click()
    assert said.calls == [("new_words", None)]
    met(stand, Shown(OTHERS, "oak", "192.168.4.23"))
    assert "river · candle · fox" in labels(page)
    assert "wrong words" not in labels(page)


def test_words_leave_with_the_invite(stand: Stand) -> None:
    invite_burned(stand)
    page = stand.flow.pages.invite
    met(stand, Shown(WORDS, "oak", "192.168.4.23"))
    met(stand, DiscoveryDown(DiscoveryFailed()))
    assert "Others cannot see this computer nearby" in labels(page)
    page.cancelled.emit()
    assert page.say_it.words.text() == page.say_it.place.text() == ""
    assert page._tab_group.buttons()[0].isHidden()


@pytest.mark.parametrize(("button", "means"), [("same", True), ("different", False), ("not_now", None)])
def test_somebody_without_the_words_is_compared_with(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, button: str, means: bool | None
) -> None:
    invite_compare(stand)
    page = stand.flow.pages.invite
    assert not page.copy.isVisible()  # one thing at a time
    assert "maple" not in labels(page)
    said = Said(stand, monkeypatch)
    getattr(page.compare, button).click()
    assert said.calls == [("compared", means)]
    assert not page.compare.isVisible()
    assert page.copy.isVisible()


# ---- whoever joins


def test_words_are_recognised_while_they_are_typed(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("join")
    page = stand.flow.pages.enter
    for typed, told in (
        ("MAPLE", "✓ maple"),
        ("maple ott", "✓ maple · …"),
        ("maple xylograph lamp", "✓ maple · “xylograph” is not in the list · ✓ lamp"),
        ("CG1-ABC", ""),
        ("one two three four five", ""),
        ("https://common.example/#CG1", ""),
    ):
        page.fill_in(typed)
        assert page.known.text() == told


def test_the_steps_are_said_and_the_address_goes_along(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    enter_nobody(stand)
    page = stand.flow.pages.enter
    assert "We cannot see anyone showing these words on this network." in labels(page)
    assert page.field.toPlainText() == "maple otter lamp"
    assert page.address_field.isVisible()
    joined: list[Entered] = []
    monkeypatch.setattr(stand.session, "join", lambda entered, name: joined.append(entered))
    page.address_field.setText("nowhere.example")
    page.go_on()
    assert joined == []
    assert "That is no address" in labels(page)
    page.address_field.setText("192.168.4.23")
    page.go_on()
    assert joined == [Entered("maple otter lamp", "192.168.4.23")]
    monkeypatch.undo()
    page.go_on()
    for event, step in (
        (Looking(), "Looking for people nearby…"),
        (Saying(), "Checking the words…"),
        (Matched(), "The words matched. Connecting…"),
    ):
        met(stand, event)
        assert step in labels(page)
    sheet, _ = sample(PAIR)
    stand.offer(sheet)
    assert stand.window.page is stand.flow.pages.review
    assert "The words matched." in labels(stand.flow.pages.review)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (WordsWrong(tries_left=2), "Ask them to read the words again. 2 tries left."),
        (WordsBurned(), "For safety this invite is now closed."),
        (NotOurWords(place=2), "The second word is not in the list."),
    ],
)
def test_wrong_words_are_said_and_stay_in_the_field(stand: Stand, error: Exception, sentence: str) -> None:
    stand.flow.pages.home.chose.emit("join")
    page = stand.flow.pages.enter
    page.fill_in("maple otter lamp")
    page.go_on()
    stand.stage(Aborted(error, None))
    assert sentence in labels(page)
    assert page.field.toPlainText() == "maple otter lamp"
    assert page.primary is not None
    assert page.primary.isEnabled()


def test_one_of_several_is_chosen_by_the_word_on_their_screen(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    enter_rows(stand)
    page = stand.flow.pages.enter
    said = Said(stand, monkeypatch)
    rows = page._people.findChildren(RowButton)
    assert [row.face.title for row in rows][1] == f"Someone nearby ({word_of(a_row(9))})"
    assert rows[2].face.detail == "192.168.4.12"  # its word is on another screen, too
    rows[1].click()
    assert said.calls == [("choose", a_row(9))]
    assert not page._people.isVisible()
    assert page.field.isVisible()


def test_who_is_not_in_the_list_may_be_at_an_address(stand: Stand) -> None:
    enter_rows(stand)
    page = stand.flow.pages.enter
    next(button for button in page._people.findChildren(Button) if button.text() == "They are not in the list").click()
    assert stand.session.state is State.IDLE
    assert page.field.toPlainText() == "maple otter lamp"
    assert page.address_field.isVisible()
    assert not page._people.isVisible()


def test_somebody_without_words_is_compared_with(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    enter_compare(stand)
    page = stand.flow.pages.enter
    assert "river · candle · fox" in labels(page)
    assert not page.field.isVisible()
    said = Said(stand, monkeypatch)
    page.compare.same.click()
    assert said.calls == [("compared", True)]
    assert "Waiting until they have looked, too…" in labels(page)
    met(stand, Compare(()))
    stand.stage(Aborted(PeerLeft(), None))
    assert page.field.isVisible()
    assert page.around.isVisible()


def test_looking_can_be_given_up_at_any_time(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("join")
    page = stand.flow.pages.enter
    for event in (Looking(), Found((a_row(3),)), Saying(), Compare(OTHERS)):
        page.fill_in("maple otter lamp")
        page.go_on()
        met(stand, event)
        page.go_back()
        assert stand.session.state is State.IDLE
        assert page.field.isVisible()
        assert page.primary is not None
        assert page.primary.isVisible()
        assert page.primary.isEnabled()
        assert page.step.text() == ""


# ---- check words


def test_two_people_check_that_it_is_really_them(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    who(stand)
    page = stand.flow.pages.who
    assert stand.window.page is page
    assert "river · candle · fox" in labels(page)
    assert "They should see the same ones:" in labels(page)
    assert page.skip.isVisible()
    assert QApplication.focusWidget() is not page.same  # nobody says it by accident
    said = Said(stand, monkeypatch)
    page.same.click()
    assert said.calls == [("checked", True)]
    assert "Waiting until the others have looked" in labels(page)
    assert not page.different.isVisible()
    sheet, answers = sample(PAIR)
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    assert stand.window.page is stand.flow.pages.answer
    assert page.words.text() == ""


def test_skipping_goes_on_without_having_compared(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    who(stand)
    said = Said(stand, monkeypatch)
    stand.flow.pages.who.skip.click()
    assert said.calls == [("checked", None)]
    assert "Waiting until the others have looked" in labels(stand.flow.pages.who)


def marks(stand: Stand) -> list[str]:
    QApplication.processEvents()
    found = stand.window.page.findChildren(QLabel)
    return [one.accessibleName() for one in found if one.isVisible() and one.text() == "Not checked"]


def test_whoever_was_not_checked_is_marked_wherever_people_are_named(stand: Stand) -> None:
    waiting_unchecked(stand)
    assert stand.window.page is stand.flow.pages.waiting
    assert marks(stand) == ["Ana: Not checked"]
    stand.session.leave()
    reviewing_unchecked(stand)
    assert stand.window.page is stand.flow.pages.discuss
    assert marks(stand) == ["Ana is reading: Not checked"]
    stand.session.leave()
    who(stand)
    stand.flow.pages.who.same.click()
    sheet, answers = sample(PAIR)
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    stand.flow.pages.answer.reviewed.emit()
    stand.flow.pages.lock.go_on()
    assert stand.window.page is stand.flow.pages.waiting
    assert marks(stand) == []


@pytest.mark.parametrize("checked", [False, True])
def test_whoever_skips_the_words_with_somebody_known_is_not_warned(stand: Stand, checked: bool) -> None:
    """They come by a new invite; who they are shows only after the words."""
    who(stand)
    stand.flow.pages.who.skip.click()
    stand.stage(Acquainted(VERDICT, uncounted=False, checked=checked))
    sheet, answers = sample(PAIR)
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    stand.flow.pages.answer.reviewed.emit()
    stand.flow.pages.lock.go_on()
    assert bool(marks(stand)) != checked


def test_people_met_before_are_what_they_were(stand: Stand) -> None:
    met_before(stand)
    kim, ana = Relations(stand.flow.context.desk.store, bytes).of_two()
    stand.session.join(Entered("", met=kim))
    assert stand.session.unchecked
    stand.session.join(Entered("", met=replace(ana, checked=True)))
    assert not stand.session.unchecked
    stand.session.join(Entered("maple otter lamp"))
    assert not stand.session.unchecked


def test_different_words_stop_it_and_nothing_is_lost(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    who_group(stand)
    page = stand.flow.pages.who
    assert "Everyone should see the same words." in labels(page)
    assert not page.skip.isVisible()  # somebody came in without any words
    said = Said(stand, monkeypatch)
    page.different.click()
    assert said.calls == [("checked", False)]
    stand.stage(Aborted(CheckWordsDiffer(), None))
    assert stand.window.page is stand.flow.pages.connect
    text = labels(stand.flow.pages.connect)
    assert "Stop: the words are different." in text
    assert "We closed the connection. Nothing was shared." in text
    assert page.words.text() == ""


def test_leaving_instead_of_checking(stand: Stand) -> None:
    who(stand)
    stand.flow.pages.who.go_back()
    assert stand.session.state is not State.IDLE, "it asks first"
    question = stand.window.findChild(Confirm)
    assert question is not None
    question.go.click()
    assert stand.session.state is State.IDLE
    assert stand.window.page is stand.flow.pages.home


# ---- the real thing


@pytest.fixture
def running(dressed: QApplication, tmp_path: Path) -> Iterator[Somebody]:
    made = Somebody(dressed, tmp_path / "app", "Robin")
    yield made
    made.close()


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    made = Programs(tmp_path)
    yield made
    made.close()


def test_words_of_the_window_burn_are_renewed_and_let_a_command_in(running: Somebody, programs: Programs) -> None:
    sheet, answers = sample(PAIR)
    flow, pages = running.flow, running.flow.pages
    events: list[object] = []
    flow.session.met.connect(events.append)
    flow.context.plan.sheet = sheet
    pages.connect.show_sheet(sheet, 2)
    flow.context.to(pages.connect)
    pages.connect.go_on()
    running.until(lambda: flow.session.shown)
    first = flow.session.shown
    assert first is not None
    own = (PROJECT / "resources/templates/love-me-back.answers/2.toml").read_bytes()
    file, theirs = programs.file("sheet.deal", to_toml(sheet)), programs.file("b.toml", own)
    arguments = ("join", "--answers", theirs, "--expect", file, "--json", "--at", first.address)
    wrong = " ".join([word for word in word_lists()["en"].words if word not in first.words][:3])
    for number, left in enumerate((2, 1, 0)):
        refused = programs.start(*arguments, invite=wrong, home=str(programs.folder / f"wrong-{number}"))
        running.until(lambda left=left: Tried(left) in events)
        assert refused.end().code != 0
    assert pages.invite.say_it.words.text() == ""
    pages.invite.say_it.again.click()
    running.until(lambda: flow.session.shown != first)
    second = flow.session.shown
    assert second is not None
    joiner = programs.start(*arguments, invite=" ".join(second.words))
    running.until(lambda: running.window.page is pages.answer)  # who said the words is not asked about
    assert Given(by_words=True) in events
    pages.answer.set_answers(answers[0])
    answer_and_compare(running)
    assert joiner.end().code == 0


def test_the_window_finds_whoever_shows_the_words(running: Somebody, programs: Programs) -> None:
    sheet, answers = sample(PAIR)
    own = (PROJECT / "resources/templates/love-me-back.answers/1.toml").read_bytes()
    arguments = (programs.file("sheet.deal", to_toml(sheet)), "--answers", programs.file("a.toml", own), "--json")
    host = programs.start("host", *arguments, "--nearby", "--listen", "127.0.0.1:0", stdin=subprocess.PIPE)
    host.invite()
    shown = host.next_event()
    words, device_word = shown["words"], shown["device_word"]
    assert isinstance(words, list)
    flow, pages = running.flow, running.flow.pages

    def choose(event: object) -> None:  # other test runs on this computer show words as well
        if isinstance(event, Found):
            flow.session.choose(next(row for row in event.rows if word_of(row) == device_word))

    flow.session.met.connect(choose)
    pages.home.chose.emit("join")
    pages.enter.fill_in(", ".join(words).upper())
    pages.enter.go_on()
    running.until(lambda: running.window.page is pages.review)
    pages.review.go_on()
    running.until(lambda: running.window.page is pages.answer)
    pages.answer.set_answers(answers[1])
    answer_and_compare(running)
    assert host.end().code == 0


def test_two_windows_that_met_by_a_pasted_invite_check_the_words(
    dressed: QApplication, tmp_path: Path, running: Somebody
) -> None:
    other = Somebody(dressed, tmp_path / "other", "Ana")
    try:
        sheet, _ = sample(PAIR)
        ours, theirs = running.flow.pages, other.flow.pages
        running.flow.context.plan.sheet = sheet
        ours.connect.show_sheet(sheet, 2)
        running.flow.context.to(ours.connect)
        ours.connect.go_on()
        running.until(lambda: running.flow.session.invite)
        theirs.home.chose.emit("join")
        theirs.enter.fill_in(running.flow.session.invite)
        theirs.enter.go_on()
        running.until(lambda: other.window.page is theirs.review)
        theirs.review.go_on()
        running.until(lambda: other.window.page is theirs.who and running.window.page is ours.who)
        checks = [one.flow.session.check for one in (running, other)]
        assert isinstance(checks[0], Check)
        assert checks[0] == checks[1]
        ours.who.same.click()
        theirs.who.different.click()
        running.until(lambda: other.window.page is theirs.enter and running.flow.session.state is State.IDLE)
        assert "Stop: the words are different." in labels(theirs.enter)
    finally:
        other.close()
