"""What a negotiation says beside its result is on the page: files on their way and opened, long lists, what follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.attachments.received import Received
from desktop.deals.items import MatchItem
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.sheet import item_named, parse_sheet
from desktop.run.stages import Aborted, Computing, Opening, Result, Standing, Unfinished
from desktop.ui.answers.base import AnswerWidget
from desktop.ui.answers.results import result_of
from p2p.errors import ConnectionLost, PeerLeft
from tests.ui.fakes import FIGURES, Stand, agreement_of, outcome_of
from tests.ui.screenshots import answered, comparing, opening
from tests.ui.test_flow import ROLES, labels

LONG_LIST = b"""format = 1
id = "names"
title = "Names"
parties = { min = 2, max = 2 }
[after]
none = "Nothing in common this time; talk about it."
[[items]]
id = "people"
kind = "set"
label = "People we both know"
max_entries = 2000
"""


def test_files_on_their_way_are_said(stand: Stand) -> None:
    comparing(stand)
    stand.stage(Computing(0.7, files=0.41))
    assert "Sealed files on their way (41 %)" in labels(stand.window)
    stand.stage(Computing(0.8))
    assert "Sealed files" not in labels(stand.window)


def test_a_long_list_is_said_while_it_is_compared(stand: Stand) -> None:
    opening(stand)
    assert "Opening (3 of 7)" in labels(stand.window)
    stand.stage(Opening({}, 1, comparing=0.333))
    assert "Comparing the long list (33 %)" in labels(stand.window)


def test_files_that_opened_are_named_with_their_place(stand: Stand, tmp_path: Path) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    files = (
        Received("other_offers", "candidate.c1", tmp_path / "letter.pdf"),
        Received("other_offers", "employer.e1", None, no_room=True),
    )
    items = dict(outcome.items) | {"other_offers": ItemOutcome(True, {"candidate.c1": {"text": "See the letter."}})}
    result = Result(sheet, Outcome(False, items), agreement_of(sheet, outcome), None, FIGURES, received=files)
    stand.stage(result)
    assert "letter.pdf" not in labels(stand.window)  # covered at first
    stand.flow.pages.result.go_on()
    shown = labels(stand.window)
    assert f"I hold another written offer (yes or no, by when): the file is in {tmp_path / 'letter.pdf'}." in shown
    assert "employer: Number of other finalists: its file opened, but could not be written to this computer." in shown


def test_files_that_opened_before_it_was_stopped_are_named(stand: Stand, tmp_path: Path) -> None:
    comparing(stand)
    opened = {"other_offers": ItemOutcome(True, {"candidate.c1": {"text": "See the letter."}})}
    received = (Received("other_offers", "candidate.c1", tmp_path / "letter.pdf"),)
    stand.opening(opened, 7)
    stand.stage(Aborted(PeerLeft(), opened, received))
    stand.flow.pages.result.go_on()
    assert str(tmp_path / "letter.pdf") in labels(stand.window)


def test_a_long_list_that_was_not_finished_is_said(stand: Stand) -> None:
    comparing(stand)
    sheet = parse_sheet(LONG_LIST)
    outcome = Outcome(False, {"people": ItemOutcome(False, None)})
    unfinished = (Unfinished("people", ConnectionLost(), opened=False),)
    stand.stage(Result(sheet, outcome, agreement_of(sheet, outcome), None, FIGURES, unfinished))  # type: ignore[arg-type]
    stand.flow.pages.result.go_on()
    shown = labels(stand.window)
    assert "People we both know was not compared" in shown
    assert "Nobody learnt what you have in common." in shown
    assert "What next" in shown
    assert "Nothing in common this time; talk about it." in shown


def test_an_opened_file_reads_as_a_file(dressed: QApplication) -> None:
    sheet, _ = outcome_of(ROLES)
    item = item_named(sheet, "other_offers")
    content = {"file": "letter.pdf", "size": 20_480, "blake2b": "ab" * 32}
    shown = result_of(sheet, item, ItemOutcome(True, {"candidate.c1": content}))
    texts = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert "A file, letter.pdf, 20.0 kB" in texts
    assert "abab" not in texts
    shown.deleteLater()


def test_an_answer_widget_that_cannot_answer_cannot_be_made(dressed: QApplication) -> None:
    class Half(AnswerWidget):
        def summary(self) -> list[str]:
            return []

    with pytest.raises(TypeError, match="answer, set_answer"):
        Half(MatchItem(id="a", rule="mutual_yes"), "")  # type: ignore[abstract]


def test_a_covered_answer_is_never_focused_by_itself(dressed: QApplication, tmp_path: Path) -> None:
    from desktop.ui.answers import answer_widget, result_widget
    from tests.ui.fakes import make_stand

    stand = make_stand(tmp_path, answer_widget, result_widget)
    try:
        stand.flow.start()
        stand.window.show()
        answered(stand)
        page = stand.flow.pages.answer
        page.covered.click()
        for place in range(1, 8):
            page.go(place)
            QApplication.processEvents()
            assert all(_hidden(card.widget) for card in page.cards), place
        page.entered()
        page.undo()
        assert all(_hidden(card.widget) for card in page.cards)
        stand.standings(Standing.ANSWERING, Standing.LOCKED_IN)
    finally:
        stand.close()


def _hidden(widget: QWidget) -> bool:
    return isinstance(widget, AnswerWidget) and widget.hidden_now
