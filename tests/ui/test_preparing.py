"""What the computers do while people answer: said in the status strip, quietly, and never more than is so."""

from __future__ import annotations

import pytest

from desktop.power import Waits
from desktop.run.stages import Aborted, Computing, Preparing, Reconnected, Reconnecting, Standing
from desktop.ui.session import State
from p2p.errors import PeerLeft
from tests.ui.fakes import Stand, sample
from tests.ui.screenshots import PAIR, answered, comparing, invite, opening, review, waiting_ready
from tests.ui.test_flow import ROLES

SAID = {
    Preparing(ready=False): "Connected directly, preparing",
    Preparing(ready=True): "Connected directly, ready to compare",
    Preparing(ready=False, waits=Waits.BATTERY): "Connected directly, saving the battery",
    Preparing(ready=False, waits=Waits.METERED): "Connected directly, saving data",
}


def strip(stand: Stand) -> str:
    return stand.window.network.text()


@pytest.mark.parametrize("stage", list(SAID))
def test_the_strip_says_it_while_people_answer(stand: Stand, stage: Preparing) -> None:
    answered(stand, ROLES)
    page = stand.window.page
    stand.stage(stage)
    assert strip(stand) == SAID[stage]
    assert stand.window.page is page
    assert stand.session.state is State.ANSWERING
    page.reviewed.emit()  # type: ignore[attr-defined]  # S12
    assert strip(stand) == SAID[stage]
    stand.window.page.go_on()
    assert stand.window.page is stand.flow.pages.waiting
    assert strip(stand) == SAID[stage]


def test_before_it_begins_and_after_all_agreed_nothing_is_said(stand: Stand) -> None:
    waiting_ready(stand)
    assert strip(stand) == SAID[Preparing(ready=True)]
    stand.flow.pages.waiting.go_on()
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    assert stand.window.page is stand.flow.pages.comparing
    assert strip(stand) == "Connected directly"


def step(stand: Stand) -> int:
    return stand.flow.pages.comparing.steps._now


def test_the_comparing_page_waits_for_the_rest_of_it(stand: Stand) -> None:
    answered(stand, ROLES)
    stand.stage(Preparing(ready=False))
    stand.flow.pages.answer.reviewed.emit()
    stand.flow.pages.lock.go_on()
    stand.standings(Standing.LOCKED_IN, Standing.LOCKED_IN)
    stand.flow.pages.waiting.go_on()
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    assert step(stand) == 0
    stand.stage(Computing(0.3))
    assert step(stand) == 0
    stand.stage(Preparing(ready=True))
    assert step(stand) == 1
    stand.stage(Computing(0.8))
    assert step(stand) == 1


def test_what_is_ready_is_compared_at_once(stand: Stand) -> None:
    comparing(stand)
    assert step(stand) == 1
    opening(stand)
    stand.stage(Preparing(ready=True))
    assert step(stand) == 2


def test_a_lost_connection_takes_the_preparation_with_it(stand: Stand) -> None:
    answered(stand, ROLES)
    stand.stage(Preparing(ready=True))
    stand.stage(Reconnecting(30, ()))
    stand.stage(Reconnected())
    assert not stand.session.is_prepared
    assert strip(stand) == "Connected directly"
    stand.stage(Preparing(ready=False))
    assert strip(stand) == SAID[Preparing(ready=False)]


# ---- the page is built while others are awaited


def build_soon(stand: Stand) -> None:
    """What the window does when it has been idle for a moment."""
    stand.flow.answering._soon.timeout.emit()


def test_whoever_invites_finds_the_page_ready(stand: Stand) -> None:
    invite(stand)
    assert stand.flow.answering._soon.isActive()
    build_soon(stand)
    assert stand.window.page is stand.flow.pages.invite
    cards = stand.flow.pages.answer.cards
    assert cards
    sheet, _ = sample(PAIR)
    stand.everybody_is_here(sheet, ("", ""))
    assert stand.window.page is stand.flow.pages.answer
    assert stand.flow.pages.answer.cards is cards
    assert stand.flow.pages.answer.answers().by_item == {}


@pytest.mark.parametrize("swapped", [False, True])
def test_whoever_joins_finds_the_page_for_the_role_ready(stand: Stand, swapped: bool) -> None:
    review(stand)
    build_soon(stand)
    assert stand.flow.pages.answer.cards == []  # the role is not known yet
    stand.flow.pages.review.go_on()
    build_soon(stand)
    cards = stand.flow.pages.answer.cards
    role = stand.session.role
    sheet, _ = sample(ROLES)
    (other,) = set(sheet.roles) - {role}
    seats = (role, other) if swapped else (other, role)
    stand.everybody_is_here(sheet, seats, seats.index(role))
    assert (stand.flow.pages.answer.cards is cards) is not swapped  # built anew where people sit otherwise


def test_answers_on_the_page_are_left_alone(stand: Stand) -> None:
    answered(stand, ROLES)
    before = stand.flow.pages.answer.answers()
    stand.stage(Aborted(PeerLeft(), None))
    stand.flow.meeting.connect_again()
    stand.flow.pages.connect.go_on()
    build_soon(stand)
    assert stand.flow.pages.answer.answers() == before
