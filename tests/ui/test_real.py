"""The real thing: the window and other processes of the program, real connections, to a real result."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.deals.answers import Answers
from desktop.deals.items import MatchItem
from desktop.deals.sheet import RunLimits, to_toml
from desktop.store import Kind
from desktop.ui.library import built_in
from desktop.ui.session import State
from desktop.ui.widgets.confirm import Confirm
from tests.desktop.programs import Desk as Programs
from tests.ui.fakes import sample
from tests.ui.screenshots import PAIR, ROLES
from tests.ui.somebody import Somebody

PROJECT = Path(__file__).parent.parent.parent


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


def answer_and_compare(running: Somebody) -> None:
    """From the answer page, already filled in, to the result, by the buttons."""
    pages = running.flow.pages
    pages.answer.reviewed.emit()
    pages.lock.go_on()
    running.until(lambda: pages.waiting.compare.isEnabled())
    pages.waiting.go_on()
    running.until(lambda: running.window.page is pages.result)
    pages.result.go_on()


def skip_the_check(running: Somebody) -> None:
    """Two people who met by a pasted invite are asked to compare words."""
    pages = running.flow.pages
    running.until(lambda: running.window.page is pages.who)
    pages.who.skip.click()


def test_a_pair_of_window_and_command_comes_to_the_same_result(running: Somebody, programs: Programs) -> None:
    sheet, answers = sample(ROLES)
    flow, pages = running.flow, running.flow.pages
    flow.context.plan.sheet = sheet
    pages.connect.show_sheet(sheet, 2, answers[0].role)
    flow.context.to(pages.connect)
    pages.connect.go_on()
    running.until(lambda: flow.session.invite)
    file = programs.file("sheet.deal", to_toml(sheet))
    other = (PROJECT / "resources/templates/salary-offer.answers/employer.toml").read_bytes()
    joiner = programs.join(flow.session.invite, programs.file("b.toml", other), "--expect", file)
    skip_the_check(running)
    running.until(lambda: running.window.page is pages.answer)
    pages.answer.set_answers(answers[0])
    assert pages.answer.answers() == answers[0]
    answer_and_compare(running)
    result = flow.session.result
    assert result is not None
    assert result.signed
    theirs = joiner.end().one("outcome")
    ours = {name: shown.to_json() for name, shown in result.outcome.items.items()}
    assert ours == theirs["items"]
    assert result.path is None
    assert result.kept is not None
    assert running.store.ids(Kind.AGREEMENT) == (result.kept,)
    assert not (running.folder / "agreements").exists()
    assert running.store.ids(Kind.DRAFT) == ()


def test_the_window_joins_what_a_command_hosts_and_the_host_leaves(running: Somebody, programs: Programs) -> None:
    sheet, _ = sample(PAIR)
    file = programs.file("sheet.deal", to_toml(sheet))
    own = (PROJECT / "resources/templates/love-me-back.answers/1.toml").read_bytes()
    host = programs.host(file, programs.file("a.toml", own))
    pages = running.flow.pages
    pages.home.chose.emit("join")
    pages.enter.fill_in(f"Hello, paste this:\n{host.invite()}\n")
    pages.enter.go_on()
    running.until(lambda: running.window.page is pages.review)
    pages.review.go_on()
    skip_the_check(running)
    running.until(lambda: running.window.page is pages.answer)
    _, answers = sample(PAIR)
    pages.answer.set_answers(answers[1])
    host.kill()
    running.until(lambda: not running.flow.session.connected)
    assert running.window.page is pages.answer
    assert pages.answer.banner is not None
    assert pages.answer.answers() == answers[1]
    assert running.flow.session.state is State.ANSWERING


def test_a_practice_partner_is_a_real_process_and_leaves_nothing(running: Somebody) -> None:
    flow, pages = running.flow, running.flow.pages
    pages.home.practised.emit()
    pages.choose.chosen.emit(next(choice for choice in built_in() if choice.template_id == PAIR))
    pages.shared.went_on.emit()
    pages.connect.go_on()
    running.until(lambda: running.window.page is pages.answer)
    assert running.window.practice.isVisible()
    _, answers = sample(PAIR)
    pages.answer.set_answers(answers[0])
    answer_and_compare(running)
    assert running.window.practice.isVisible()
    folder = flow.meeting._practice_folder
    assert folder is not None
    assert folder.exists()
    pages.result.finished.emit()
    assert not folder.exists()
    assert running.store.ids(Kind.AGREEMENT) == ()
    assert running.store.ids(Kind.DRAFT) == ()


def test_a_practice_partner_that_does_not_start_is_said(running: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    pages = running.flow.pages
    pages.home.practised.emit()
    pages.choose.chosen.emit(next(choice for choice in built_in() if choice.template_id == PAIR))
    pages.shared.went_on.emit()
    pages.connect.go_on()
    running.until(lambda: pages.connect.banner is not None)
    assert running.window.page is pages.connect
    assert running.flow.session.state is State.IDLE


@pytest.mark.parametrize("agrees", [True, False])
def test_a_further_run_with_the_same_people_is_asked_about(
    running: Somebody, programs: Programs, tmp_path: Path, agrees: bool
) -> None:
    """The second time the window says what it means; only who agrees compares again, and no yes is taken back."""
    sheet = replace(sample(PAIR)[0], run=RunLimits(max_runs=3))
    role = sheet.roles[0] if sheet.roles else ""
    flow, pages = running.flow, running.flow.pages
    yes = Answers(role, by_item={item.id: True for item in sheet.items if isinstance(item, MatchItem)})
    file, home = programs.file("sheet.deal", to_toml(sheet)), str(tmp_path / "the other")
    other = programs.file("b.toml", f'role = "{sheet.roles[1]}"\n' if sheet.roles else "")
    for further in (False, True):
        flow.context.plan.sheet = sheet
        pages.connect.show_sheet(sheet, 2, role)
        flow.context.to(pages.connect)
        pages.connect.go_on()
        running.until(lambda: flow.session.invite)
        arguments = ("join", "--answers", other, "--expect", file, "--json")
        joiner = programs.start(*arguments, invite=flow.session.invite, home=home)
        skip_the_check(running)
        if further:
            running.until(lambda: running.window.findChild(Confirm))
            question = running.window.findChild(Confirm)
            shown = " ".join(label.text() for label in question.findChildren(QLabel))
            assert "nobody can take anything back" in shown
            (question.go if agrees else question.stay).click()
            if not agrees:
                running.until(lambda: flow.session.state is State.IDLE)
                assert joiner.end().code == 1
                return
        running.until(lambda: running.window.page is pages.answer)
        pages.answer.set_answers(Answers(role) if further else yes)
        answer_and_compare(running)
        assert joiner.end().code == 0
        flow.beginning.go_home()
    texts = " ".join(label.text() for label in running.window.findChildren(QLabel))
    assert "your earlier answer counts" in texts
