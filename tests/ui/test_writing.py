"""S17: writing down together what was agreed, from the result to the agreement that shows it."""

from __future__ import annotations

import pytest

from desktop.deals.own_words import OwnWords, SignedWords, words_to_sign
from desktop.deals.shared_text import CLAUSE, DAY, LEFT_OUT, LOOK_AGAIN, NOTES, TITLE, SharedText
from desktop.kept.agreements import Agreements
from tests.desktop.agreeing import PEOPLE
from tests.ui.fakes import Stand, agreement_of, outcome_of
from tests.ui.writing_states import Together, with_result

ROLES = "salary-offer"


@pytest.fixture
def together(stand: Stand) -> Together:
    """A result on the screen, and the other person still there."""
    return with_result(stand)


def revealed(stand: Stand) -> None:
    stand.flow.pages.result.go_on()
    assert stand.flow.pages.result.primary is not None


def test_the_result_leads_to_writing_while_the_others_are_there(together: Together) -> None:
    stand, page = together.stand, together.stand.flow.pages.result
    revealed(stand)
    assert page.primary is not None
    assert page.primary.text() == "Make an agreement"
    assert page.see.isVisible()
    together.tell(here=False)
    assert page.primary.text() == "See the agreement"
    assert not page.see.isVisible()


def test_who_comes_first_begins_with_what_came_out(together: Together) -> None:
    stand, page = together.stand, together.stand.flow.pages.writing
    revealed(stand)
    stand.flow.pages.result.go_on()
    assert stand.window.page is page
    assert together.there.fields[TITLE].value == "Job offer"
    assert together.there.fields[DAY].value
    assert "90,000 EUR" in together.there.fields[CLAUSE + "base_pay"].value
    assert not page.state.text().startswith("You agreed")


def test_what_others_write_appears_and_is_marked(together: Together) -> None:
    stand, page = together.stand, together.stand.flow.pages.writing
    revealed(stand)
    stand.flow.pages.result.go_on()
    together.answer(lambda text: text.edit({NOTES: "Call on Monday.", LOOK_AGAIN: "2027-11-22"}))
    field = page._fields[NOTES]
    assert field.value() == "Call on Monday."
    assert field._mark.text() == "The other person (employer) wrote this."
    assert page._fields[LOOK_AGAIN].value() == "2027-11-22"
    together.answer(lambda text: text.edit({LEFT_OUT + "base_pay": "1"}))
    assert not page._fields[CLAUSE + "base_pay"].isVisible()


def test_what_is_being_typed_is_not_written_over(together: Together) -> None:
    stand, page = together.stand, together.stand.flow.pages.writing
    revealed(stand)
    stand.flow.pages.result.go_on()
    field = page._fields[NOTES]
    field.editor.setPlainText("I was just say")  # type: ignore[attr-defined]
    together.answer(lambda text: text.edit({NOTES: "Something else"}))
    assert field.value() == "I was just say"
    page.send()
    assert together.there.fields[NOTES].value == "I was just say"


def test_it_counts_once_all_agree_and_the_agreement_shows_it(together: Together) -> None:
    stand, page = together.stand, together.stand.flow.pages.writing
    revealed(stand)
    stand.flow.pages.result.go_on()
    page.go_on()
    assert page.state.text().startswith("You agreed to this text. Waiting for: The other person (employer).")
    assert page.primary is not None
    assert not page.primary.isEnabled()
    together.answer(lambda text: text.edit({TITLE: "Our offer"}))
    assert page.primary.isEnabled()
    page.go_on()
    together.answer(SharedText.agree)
    saved = stand.flow.pages.saved
    assert stand.window.page is saved
    shown = [label.text() for label in saved.findChildren(type(page.state)) if label.isVisible()]
    assert "Our offer" in shown
    assert "All of you agreed to this text." in shown
    assert not saved.write.isVisible()
    words = stand.flow.context.desk.words
    assert words is not None
    assert len(words.signatures) == 2


def test_who_leaves_ends_it(together: Together) -> None:
    stand = together.stand
    revealed(stand)
    stand.flow.pages.result.go_on()
    together.tell(here=False)
    assert stand.window.page is stand.flow.pages.saved
    assert stand.window.page.banner is not None


def test_who_has_not_begun_is_told(together: Together) -> None:
    stand = together.stand
    revealed(stand)
    together.answer(lambda text: text.edit({TITLE: "Our offer"}))
    assert stand.window.page is stand.flow.pages.result
    assert stand.window.page.banner is not None
    stand.window.page.banner.findChildren(type(stand.flow.pages.result.finish))[0].click()
    assert stand.window.page is stand.flow.pages.writing
    assert together.here.fields[TITLE].value == "Our offer"  # not written over by whoever comes second


def test_finishing_leaves_nothing_in_the_window(together: Together) -> None:
    stand = together.stand
    revealed(stand)
    stand.flow.pages.result.go_on()
    stand.window.page.go_back()
    stand.flow.pages.result.finish.click()
    assert stand.flow.pages.writing._fields == {}
    assert stand.session.writing is None


def test_kept_words_with_a_wrong_signature_are_not_shown(stand: Stand) -> None:
    sheet, outcome = outcome_of(ROLES)
    agreed = agreement_of(sheet, outcome)
    words = OwnWords("Our offer", (), (), "2027-01-02")
    message = words_to_sign(words, agreed.record)
    shelf = Agreements(stand.flow.context.desk.store)
    name = shelf.keep(agreed, 1_795_000_000)
    assert name is not None
    for signers, is_shown in (((0, 1), True), ((0, 2), False)):
        shelf.keep_words(name, agreed, SignedWords(words, tuple(PEOPLE[n].sign(message) for n in signers)))
        stand.flow.pages.home.opened_agreement.emit(name)
        shown = [label.text() for label in stand.flow.pages.saved.findChildren(type(stand.flow.pages.writing.state))]
        assert ("Our offer" in shown) is is_shown
        stand.flow.pages.saved.finished.emit()
