"""Coming together in the window: who is here, who is sent away, and both ends of a reply."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.run.stages import Aborted, Answering, Lobby
from desktop.strings.errors import explain
from desktop.ui.bridge import Invitation, Talk
from desktop.ui.encounter import Entered
from desktop.ui.engine import Engine
from desktop.ui.pages.gathering import name_of
from desktop.ui.session import State
from p2p import join as join_module
from p2p.errors import PeerLeft, PeerUnreachable
from p2p.group import Person
from tests.ui.fakes import Stand, an_invite, sample
from tests.ui.screenshots import connect_group, enter_trying, invite_group
from tests.ui.test_flow import labels

GROUP = "friends-holiday"
REPLY = "CGR1-ABCDEFGH"


def test_who_is_here_and_who_is_sent_away(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    invite_group(stand)
    removed: list[int] = []
    monkeypatch.setattr(stand.session._talk, "remove", removed.append)
    page = stand.flow.pages.invite
    stand.stage(Lobby(3, 4, (Person(1, "Ana\u202e<b>", ""), Person(3, "", "guest"))))
    assert "3 of 4 are here." in labels(page)
    assert "Ana<b>" in labels(page)
    assert "Person 3 (guest)" in labels(page)
    buttons = [one for one in page.people.findChildren(QPushButton) if one.text() == "Remove"]
    assert [one.accessibleName() for one in buttons] == ["Remove Ana<b>", "Remove Person 3 (guest)"]
    buttons[1].click()
    assert removed == [3]
    stand.stage(Lobby(2, 4, (Person(1, "Ana", ""),)))
    assert "Person 3" not in labels(page)


def test_a_pasted_reply_is_called_and_what_came_of_it_is_said(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    connect_group(stand)
    stand.flow.pages.connect.go_on()
    page = stand.flow.pages.invite
    assert not page.reply.isVisibleTo(page)
    stand.invite(an_invite(4))
    assert page.reply.isVisibleTo(page)
    assert not page.reply.call.isEnabled()
    called: list[str] = []
    talk = stand.session._talk
    assert talk is not None
    monkeypatch.setattr(talk, "call_back", called.append)
    page.reply.field.setPlainText(REPLY)
    page.reply.call.click()
    assert called == [REPLY]
    talk.called.emit(explain(PeerUnreachable(address="192.0.2.7"), windowed=True))
    assert "192.0.2.7" in labels(page)
    assert page.reply.field.toPlainText() == REPLY  # to try again
    talk.called.emit(None)
    assert page.banner is None
    assert page.reply.field.toPlainText() == ""
    stand.session.leave()
    assert page.reply.field.toPlainText() == ""


def test_the_own_reply_is_shown_while_it_is_of_use(stand: Stand) -> None:
    enter_trying(stand)
    page = stand.flow.pages.enter
    talk = stand.session._talk
    assert talk is not None
    assert not page.reply.isVisibleTo(page)
    talk.replied.emit(REPLY)
    assert page.reply.isVisibleTo(page)
    assert page.reply.field.toPlainText() == REPLY
    copied: list[str] = []
    page.reply.copied.connect(copied.append)
    page.reply.copy.click()
    assert copied == [REPLY]
    stand.offer(sample(GROUP)[0])
    assert not page.reply.isVisibleTo(page)
    assert page.reply.field.toPlainText() == ""


def test_nobody_waits_for_a_call_any_more(stand: Stand) -> None:
    enter_trying(stand)
    talk = stand.session._talk
    assert talk is not None
    talk.replied.emit(REPLY)
    stand.stage(Aborted(PeerUnreachable(address="192.0.2.7"), None))
    page = stand.flow.pages.enter
    assert not page.reply.isVisibleTo(page)
    assert "192.0.2.7" in labels(page)
    talk.replied.emit("CGR1-LATE")  # of a talk that is over
    assert stand.session.reply == ""


def test_people_are_called_by_their_names(stand: Stand) -> None:
    enter_trying(stand)
    sheet, _ = sample(GROUP)
    stand.offer(sheet)
    stand.flow.pages.review.go_on()
    stand.stage(Answering(sheet, "", ("", "", ""), 1, ("Sam", "Me", "")))
    assert stand.session.state is State.ANSWERING
    assert stand.flow.context.names() == ["Sam", "You", "Person 3"]
    stand.stage(Aborted(PeerLeft(seat=0), None))
    assert "Sam is gone." in labels(stand.flow.pages.answer)


def test_names_in_the_list() -> None:
    assert name_of(Person(7, "", ""), 1) == "Person 2"
    assert name_of(Person(1, " Ana\n", "employer"), 1) == "Ana (employer)"


def test_a_real_reply_from_window_to_window(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two talks on one engine, the host out of reach: the reply goes across, and both are in."""

    async def out_of_reach(*_: object, **__: object) -> None:
        raise PeerUnreachable("a firewall", address="192.0.2.7")

    monkeypatch.setattr(join_module, "dial", out_of_reach)
    engine = Engine()
    sheet, _ = sample("salary-offer")
    host, guest = Talk(engine, tmp_path / "host"), Talk(engine, tmp_path / "guest")
    stages: list[object] = []
    outcomes: list[object] = []
    host.stage.connect(stages.append)
    host.called.connect(outcomes.append)
    host.invited.connect(lambda line: guest.join(Entered(line), "Ana"))
    guest.met.connect(lambda _: guest.checked(True))
    guest.replied.connect(lambda line: (host.call_back("CGR1-AAAAAAAA"), host.call_back(line)))
    guest.offered.connect(lambda _: guest.accept("employer"))
    try:
        host.host(Invitation(sheet, 2, "candidate", ("127.0.0.1", 0), "Sam"))
        deadline = time.monotonic() + 60
        while not any(isinstance(stage, Answering) for stage in stages) and time.monotonic() < deadline:
            QApplication.processEvents()
            time.sleep(0.01)
        (answering,) = [stage for stage in stages if isinstance(stage, Answering)]
        assert answering.names == ("Sam", "Ana")
        assert sorted(type(one).__name__ for one in outcomes) == ["Explanation", "NoneType"]
    finally:
        host.cancel()
        guest.cancel()
        engine.close()
