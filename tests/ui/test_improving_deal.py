"""Improving an agreement: offered where a package was agreed by all, explained, and led to inviting the same people."""

from __future__ import annotations

import pytest

from desktop.deals.items import BundleItem
from desktop.deals.outcome import NOT_AGREED, Outcome
from desktop.kept.agreements import Agreements
from desktop.kept.improving import improvement
from desktop.ui.flow.improving import improvable
from desktop.ui.session import State
from tests.desktop.agreeing import signed
from tests.ui.fakes import Stand, agreement_of, outcome_of
from tests.ui.screenshots import opening, result
from tests.ui.test_flow import labels

ROLES, PAIR, GROUP = "salary-offer", "love-me-back", "friends-holiday"


def test_only_a_package_that_all_have_signed_can_be_improved() -> None:
    sheet, outcome = outcome_of(ROLES)
    assert improvable(agreement_of(sheet, outcome)) is not None
    assert improvable(signed(outcome, sheet, sheet.roles, missing=[1])) is None
    assert improvable(None) is None
    nothing = Outcome(False, dict.fromkeys(outcome.items, NOT_AGREED))
    assert improvable(agreement_of(sheet, nothing)) is None
    assert improvable(agreement_of(*outcome_of(PAIR))) is None


def test_from_the_result_to_an_invite_for_the_same_people(stand: Stand) -> None:
    result(stand)
    page, role = stand.flow.pages.result, stand.session.role
    assert page.better.isVisible()
    page.better.click()
    improve = stand.flow.pages.improve
    assert stand.window.page is improve
    shown = labels(improve)
    assert "Invite the other person you agreed with." in shown
    assert "what you agreed stands." in shown
    assert "Paid days off per year: 30" in shown
    improve.go_back()
    assert stand.window.page is page
    assert stand.session.state is State.RESULT
    page.better.click()
    improve.go_on()
    assert stand.window.page is stand.flow.pages.shared
    assert "This improves a deal you made" in labels(stand.flow.pages.shared)
    stand.flow.beginning.foresight.stop()
    assert stand.session.state is State.IDLE
    assert labels(improve) == ""
    stand.flow.pages.shared.go_on()
    assert stand.window.page is stand.flow.pages.connect
    stand.flow.pages.connect.go_on()
    assert stand.session.state is State.INVITING
    assert stand.session.sheet is not None
    assert stand.session.sheet.improve is not None
    assert all(isinstance(item, BundleItem) and item.agreed for item in stand.session.sheet.items)
    assert (stand.session.parties, stand.session.role) == (2, role)


def test_a_kept_agreement_can_be_improved_and_going_back_is_going_home(stand: Stand) -> None:
    sheet, outcome = outcome_of(GROUP)
    if improvable(agreement_of(sheet, outcome, 3)) is None:
        sheet, outcome = outcome_of(ROLES)
    name = Agreements(stand.flow.context.desk.store).keep(agreement_of(sheet, outcome), 1_795_000_000)
    assert name is not None
    stand.flow.beginning.go_home()
    stand.flow.pages.home.opened_agreement.emit(name)
    assert stand.flow.pages.saved.better.isVisible()
    stand.flow.pages.saved.better.click()
    stand.flow.pages.improve.go_on()
    assert stand.window.page is stand.flow.pages.shared
    stand.flow.pages.shared.go_back()
    assert stand.window.page is stand.flow.pages.home


@pytest.mark.parametrize("better", [True, False])
def test_what_came_out_of_improving(stand: Stand, better: bool) -> None:
    sheet, outcome = outcome_of(ROLES)
    improved = improvement(agreement_of(sheet, outcome))
    opening(stand)
    items = {item.id: outcome.items[item.id] if better else NOT_AGREED for item in improved.items}
    stand.result(improved, Outcome(False, items))
    stand.flow.pages.result.go_on()
    shown = labels(stand.flow.pages.result)
    assert ("Nothing better for all of you was found. What you agreed stands." in shown) is not better
    assert "says nothing about anyone" not in shown
    assert stand.flow.pages.result.better.isVisible() is better


def test_whoever_is_invited_reads_what_it_is_before_agreeing(stand: Stand) -> None:
    sheet, outcome = outcome_of(ROLES)
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.fill_in("x")
    stand.flow.pages.enter.go_on()
    stand.offer(improvement(agreement_of(sheet, outcome)))
    assert stand.window.page is stand.flow.pages.review
    shown = labels(stand.flow.pages.review)
    assert "This is a comparison to improve a deal that you have agreed" in shown
    assert "If these are not your terms, do not agree." in shown
