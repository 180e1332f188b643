"""Two windows, two engines, real connections: a result that both write down, and meeting again without an invite."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.deals.answers import Answers
from desktop.deals.items import MatchItem
from desktop.deals.sheet import Parties, Sheet
from desktop.kept.agreements import Agreements
from desktop.ui.session import State
from p2p import discovery
from tests.ui.somebody import Somebody

YES = Answers(by_item={"walk": True})


def a_sheet(name: str) -> Sheet:
    items = (MatchItem(id="walk", rule="mutual_yes"),)
    return Sheet(id=name, title="A walk", parties=Parties(min=2, max=2), items=items)


@pytest.fixture
def both(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Somebody, Somebody]]:
    """Robin and Kim; other test runs on this computer announce other things."""
    monkeypatch.setattr(discovery, "SERVICE", f"_cg-{os.getpid() & 0xFFFFFF:x}._tcp.local.")
    made = Somebody(dressed, tmp_path / "robin", "Robin"), Somebody(dressed, tmp_path / "kim", "Kim")
    yield made
    for one in made:
        one.close()


def plan(robin: Somebody, sheet: Sheet) -> None:
    """Robin has chosen a sheet."""
    robin.flow.context.plan.sheet = sheet
    robin.flow.context.show_connect(sheet, 2, "", practice=False)


def compare(robin: Somebody, kim: Somebody) -> None:
    """Both say yes and compare."""
    for one in (robin, kim):
        one.pages.answer.set_answers(YES)
        one.pages.answer.reviewed.emit()
        one.pages.lock.go_on()
    for one in (robin, kim):
        one.until(lambda one=one: one.pages.waiting.compare.isEnabled())
        one.pages.waiting.go_on()
    for one in (robin, kim):
        one.until(lambda one=one: one.window.page is one.pages.result)
        one.pages.result.go_on()


def first_meeting(robin: Somebody, kim: Somebody) -> None:
    plan(robin, a_sheet("first"))
    assert robin.pages.connect.met is not None
    assert not robin.pages.connect.met.isVisible()
    robin.pages.connect.go_on()
    robin.until(lambda: robin.flow.session.invite)
    kim.flow.beginning.use_invite(robin.flow.session.invite)
    kim.pages.enter.go_on()
    kim.until(lambda: kim.window.page is kim.pages.review)
    kim.pages.review.go_on()
    for one in (robin, kim):
        one.until(lambda one=one: one.window.page is one.pages.who)
        one.pages.who.go_on()
    for one in (robin, kim):
        one.until(lambda one=one: one.window.page is one.pages.answer)
    compare(robin, kim)


def test_people_write_it_down_and_meet_again_without_an_invite(both: tuple[Somebody, Somebody]) -> None:
    robin, kim = both
    first_meeting(robin, kim)

    # what they agreed, in their own words
    for one in both:
        one.until(lambda one=one: one.flow.writing.possible)
    robin.pages.result.go_on()
    assert robin.window.page is robin.pages.writing
    kim.until(lambda: kim.pages.result.banner is not None)
    kim.pages.result.go_on()
    kim.until(lambda: kim.pages.writing._fields["title"].value() == "A walk")
    field = kim.pages.writing._fields["clause:walk"]
    field.editor.setPlainText("We walk on Fridays.")  # type: ignore[attr-defined]
    kim.pages.writing.go_on()
    robin.until(lambda: robin.pages.writing.state.text().startswith("It counts once"))
    robin.until(lambda: robin.pages.writing._fields["clause:walk"].value() == "We walk on Fridays.")
    robin.pages.writing.go_on()
    for one in both:
        one.until(lambda one=one: one.window.page is one.pages.saved)
        (kept,) = Agreements(one.store).all(time.time())
        words = Agreements(one.store).words_of(kept)
        assert words is not None
        assert words.words.clauses == (("walk", "We walk on Fridays."),)
        assert len(words.signatures) == 2
        one.pages.saved.go_on()
        assert one.window.page is one.pages.home

    # as before
    plan(robin, a_sheet("second"))
    met = robin.pages.connect.met
    assert met is not None
    assert [button.face.title for button in met.buttons] == ["Kim"]
    met.buttons[0].click()
    robin.until(lambda: robin.pages.invite.heading.text() == "Waiting for Kim")
    assert not robin.pages.invite._card.isVisible()
    kim.pages.home.chose.emit("join")
    assert [button.face.title for button in kim.pages.enter.known_people.buttons] == ["Robin"]
    kim.pages.enter.known_people.buttons[0].click()
    kim.until(lambda: kim.window.page is kim.pages.review)
    kim.pages.review.go_on()
    for one, name in ((robin, "Kim"), (kim, "Robin")):
        one.until(lambda one=one: one.window.page is one.pages.answer)
        banner = one.pages.answer.banner
        assert banner is not None
        assert banner.accessibleName().startswith(f"Connected to {name}, as before.")
        assert one.window.connection.text() == f"Connected to {name}"
    robin.flow.session.leave()
    kim.until(lambda: not kim.flow.session.connected)
    assert kim.flow.session.state is State.ANSWERING
