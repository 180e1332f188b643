"""A lost connection in the window: it is said where the person is, what was locked in is not touched, it passes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.run.stages import Aborted, Computing, Opening, Reconnected, Reconnecting, Slept, Standing
from desktop.strings.errors import explanation
from desktop.ui.bridge import Talk
from desktop.ui.engine import Engine
from desktop.ui.session import State
from desktop.ui.widgets.confirm import Confirm
from p2p.errors import ConnectionLost
from tests.ui.fakes import Stand
from tests.ui.screenshots import answered, comparing
from tests.ui.test_codes import unsigned
from tests.ui.test_flow import labels

ROLES = "salary-offer"
LOST = "Connection lost."


def test_it_is_said_while_answering_and_passes(stand: Stand) -> None:
    answered(stand, ROLES)
    page = stand.flow.pages.answer
    before = page.answers()
    stand.stage(Reconnecting(30, (1,)))
    assert LOST in labels(page)
    assert "Trying again by itself… (30 min)" in labels(page)
    stand.stage(Reconnecting(29, (1,)))
    assert "(29 min)" in labels(page)
    assert "(30 min)" not in labels(page)
    stand.stage(Reconnected())
    assert page.banner is None
    assert stand.window.page is page
    assert stand.session.state is State.ANSWERING
    assert page.answers() == before


def test_a_comparison_begins_afresh_with_what_was_locked_in(stand: Stand) -> None:
    comparing(stand)
    given = stand.session.answers
    stand.stage(Reconnecting(30, ()))
    assert LOST in labels(stand.flow.pages.comparing)
    stand.stage(Reconnected())
    assert stand.session.state is State.AGREED
    assert stand.session.progress == 0
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    assert stand.session.state is State.COMPARING
    stand.stage(Computing(0.1))
    assert stand.session.answers == given
    assert stand.flow.pages.comparing.banner is None


def test_sleep_is_said(stand: Stand) -> None:
    answered(stand, ROLES)
    stand.stage(Slept())
    assert "Your computer was asleep. Carrying on where we can." in labels(stand.flow.pages.answer).replace("\n", " ")


@pytest.mark.parametrize("agreed", [True, False])
def test_the_person_is_asked_as_often_as_needed(dressed: QApplication, tmp_path: Path, agreed: bool) -> None:
    engine = Engine()
    talk = Talk(engine, tmp_path)
    asked: list[list[str]] = []

    def answer(lines: list[str]) -> None:
        asked.append(lines)
        talk.agree_again(agreed)

    talk.asked_again.connect(answer)
    around = talk._around()
    assert around.resume is not None

    async def ask_twice() -> list[bool]:
        assert around.resume is not None
        return [await around.resume(), await around.resume()]

    asking = engine.submit(ask_twice())
    while not asking.done():
        QApplication.processEvents()
    assert asking.result() == [agreed, agreed]
    assert len(asked) == 2
    assert "Nothing was opened" in " ".join(asked[0])
    engine.close()
    assert asyncio.iscoroutinefunction(around.resume)


def test_a_known_name_with_a_new_identity_is_asked_about_carefully(stand: Stand) -> None:
    """The exact sentence, and the careful choice is the first one."""
    answered(stand, ROLES)
    stand.session.asked_again.emit(explanation("E22", windowed=True, name="Ben"))
    (question,) = [one for one in stand.window.findChildren(Confirm) if one.isVisible()]
    assert "This is not the Ben you met before." in labels(question)
    assert "It may be a new computer, or someone else using the name." in labels(question)
    assert question.stay.text() == "Cancel"
    question.reject()


def test_whoever_was_lost_at_the_very_end_is_looked_for(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result stands, whatever comes of it; once all have signed it is shown as everybody's."""
    asked: list[bool] = []
    monkeypatch.setattr(Talk, "look_once_more", lambda _: asked.append(True))
    unsigned(stand)
    page, session = stand.flow.pages.result, stand.session
    first = session.result
    assert first is not None
    page.reconnect.click()
    assert asked == [True]
    assert not page.reconnect.isVisible()
    stand.stage(Reconnecting(30, (1,)))
    assert "Trying again by itself… (30 min)" in labels(page)
    assert session.state is State.RESULT
    stand.stage(Reconnected())
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    assert session.state is State.COMPARING
    stand.stage(Computing(0.4))
    stand.result(first.sheet, first.outcome, kept=True)
    assert stand.window.page is page
    page.go_on()
    assert "Both of you have this result." in labels(page)
    assert page.finish.text() == "Finish"


@pytest.mark.parametrize("far", [False, True])
def test_when_they_do_not_come_the_result_is_still_there(stand: Stand, *, far: bool) -> None:
    unsigned(stand)
    page, session = stand.flow.pages.result, stand.session
    page.reconnect.click()
    stand.stage(Reconnecting(30, (1,)))
    if far:
        stand.stage(Reconnected())
        stand.standings(Standing.COMPARE, Standing.COMPARE)
        stand.stage(Opening({}, 7))
    stand.stage(Aborted(ConnectionLost(), {}))
    assert session.state is State.RESULT
    assert session.result is not None
    assert stand.window.page is page
    assert "It did not come back." in labels(page)
    if far:
        page.go_on()
    assert "may not have it yet" in labels(page)
    assert not page.reconnect.isVisible()
    assert page.finish.text() == "Finish"
