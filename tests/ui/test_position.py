"""Where somebody was among the answers is there again, however the program ended."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtTest import QTest

from desktop.deals.answers import Answers
from desktop.deals.plain_answers import encode_answers
from desktop.deals.sheet import canonical
from desktop.run.stages import Aborted
from desktop.ui import drafts
from p2p.errors import PeerLeft
from tests.ui.fakes import Stand, sample
from tests.ui.screenshots import answering

ROLES = "salary-offer"


def item_up(stand: Stand) -> str:
    page = stand.flow.pages.answer
    shown = [made.item.id for made in page.cards if made.isVisible()]
    return shown[0] if len(shown) == 1 else ""


@pytest.mark.parametrize("steps", [1, 3, 4])
def test_the_next_start_comes_back_to_the_item(stand: Stand, steps: int) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    for _ in range(steps):
        page.go_on()
    at = item_up(stand)
    assert at
    assert at == page.at
    QTest.qWait(drafts.AUTOSAVE_MS + 200)  # nothing was answered, and nothing is asked to be saved
    stand.stage(Aborted(PeerLeft(), None))
    stand.flow.pages.answer.forget()
    stand.flow.returning.go_back()
    assert stand.window.page is page
    assert item_up(stand) == at


def test_a_greeting_makes_room_once_somebody_goes_on_and_news_stay(stand: Stand) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    assert page.banner is not None
    assert page.banner.accessibleName().startswith("Nothing is sent until you lock in.")
    page.go_on()
    assert page.banner is None
    page.show_banner("Something new.")
    page.go_on()
    assert page.banner is not None


def test_a_draft_is_opened_where_it_was_put_aside(stand: Stand) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    page.go(3)
    before = page.at
    page.cards[page._now - page._first].widget.rows[0].setChecked(True)  # type: ignore[attr-defined]
    page.go(4)
    page.previous.click()
    stand.stage(Aborted(PeerLeft(), None))
    page.paused.emit()
    assert stand.window.page is stand.flow.pages.home
    (draft,) = stand.flow.context.keeper.all()
    assert draft.at == before
    stand.flow.pages.home.opened.emit(draft.id)
    assert item_up(stand) == before
    assert stand.flow.context.keeper.all()[0].changed == draft.changed, "looking changes nothing"


def test_in_the_list_it_is_the_item_with_the_focus(stand: Stand) -> None:
    answering(stand, ROLES)
    page = stand.flow.pages.answer
    page.as_list.click()
    made = next(card for card in page.cards if card.item.id == "visa")
    assert made is not page.cards[0]
    made.widget.rows[1].setFocus()  # type: ignore[attr-defined]
    made.widget.rows[1].setChecked(True)  # type: ignore[attr-defined]
    stand.flow.context.keeper.save_now()
    (draft,) = stand.flow.context.keeper.all()
    assert draft.at == made.item.id


def test_a_draft_of_an_earlier_version_begins_at_the_beginning(stand: Stand) -> None:
    sheet, answers = sample(ROLES)
    old = msgspec.msgpack.encode([canonical(sheet), encode_answers(answers[0]), 1.0, False, 2])
    found = drafts.decode_draft(old)
    assert found is not None
    assert (found.at, found.answers) == ("", answers[0])
    elsewhere = drafts.Draft(sheet, Answers(answers[0].role), 1.0, at="no such item")
    stand.flow.answering._show_draft(elsewhere)
    assert stand.window.page is stand.flow.pages.answer
