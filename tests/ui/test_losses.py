"""Somebody of a group is gone, in the window: E29 with what can be done, on whatever page is up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from desktop.run.stages import Answering, Fewer, Reconnected, Reconnecting, Standing
from desktop.ui.bridge import Gone, Talk
from desktop.ui.engine import Engine
from desktop.ui.session import State
from desktop.ui.widgets.page import Page
from tests.ui.fakes import Stand
from tests.ui.screenshots import answered
from tests.ui.test_flow import labels

SHEET = "team-retro"


def three(stand: Stand) -> list[bool]:
    """Three people answer; what this person says to questions."""
    answered(stand, SHEET)
    session, said = stand.session, []
    assert session.sheet is not None
    stand.stage(Answering(session.sheet, "", ("", "", ""), 0, ("Ana", "Ben", "Eve")))
    stand.stage(Reconnecting(30, (1,)))
    session.agree_again = said.append  # type: ignore[method-assign, assignment]
    return said


def press(page: Page, label: str) -> None:
    assert page.banner is not None
    (button,) = [one for one in page.banner.findChildren(QPushButton) if one.text() == label]
    button.click()


def test_what_can_be_done_is_said(stand: Stand) -> None:
    said = three(stand)
    stand.session.asked_again.emit(Gone((1,)))
    page = stand.window.page
    assert "Ben is gone." in labels(page)
    assert "Wait, or compare without them? Everyone has to agree." in labels(page)
    assert "Connection lost." not in labels(page)
    stand.stage(Reconnecting(29, (1,)))  # and the minutes do not take it away
    assert "Ben is gone." in labels(page)
    press(page, "Wait")
    assert page.banner is None
    assert said == []
    stand.stage(Reconnecting(28, (1,)))
    press(page, "Compare without Ben")
    assert said == [True]
    assert "Waiting for the others." in labels(page)
    stand.session.asked_again.emit(None)
    assert "Waiting for the others." in labels(page)
    stand.stage(Fewer((1,), ("", ""), 0, ("Ana", "Eve")))
    assert "You compare without Ben." in labels(page)
    session = stand.session
    assert (session.names, session.seats, session.parties) == (("Ana", "Eve"), ("", ""), 2)
    assert session.state is State.ANSWERING
    stand.standings(Standing.LOCKED_IN, Standing.LOCKED_IN)
    assert len(session.standings) == 2


def test_stopping(stand: Stand) -> None:
    said = three(stand)
    stand.session.asked_again.emit(Gone((2,)))
    press(stand.window.page, "Stop")
    assert said == [False]


def test_they_come_back(stand: Stand) -> None:
    three(stand)
    stand.session.asked_again.emit(Gone((1, 2)))
    assert "Ben and Eve are gone." in labels(stand.window.page)
    stand.session.asked_again.emit(None)
    assert stand.window.page.banner is None
    stand.stage(Reconnected())
    assert stand.window.page.banner is None


def test_the_question_comes_from_the_negotiation_and_is_withdrawn(dressed: QApplication, tmp_path: Path) -> None:
    engine = Engine()
    talk = Talk(engine, tmp_path)
    asked: list[object] = []
    talk.asked_again.connect(asked.append)
    around = talk._around()
    assert around.without is not None
    waiting = engine.submit(around.without((1,)))  # type: ignore[arg-type]
    while not asked:
        QApplication.processEvents()
    waiting.cancel()
    while len(asked) < 2:
        QApplication.processEvents()
    assert asked == [Gone((1,)), None]
    again = engine.submit(around.without((2,)))  # type: ignore[arg-type]
    while len(asked) < 3:
        QApplication.processEvents()
    talk.agree_again(True)
    while not again.done():
        QApplication.processEvents()
    assert again.result() is True
    engine.close()
