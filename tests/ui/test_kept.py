"""Agreements in the window: kept in the store, listed, opened again, and written to files only when asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.agreement_pdf import agreement_pdf
from desktop.deals import agreement
from desktop.kept.agreements import Agreements
from desktop.kept.company import Companies, Company
from desktop.kept.forgetting import find, forget
from desktop.kept.nicknames import Nicknames
from desktop.kept.relations import Relation
from desktop.store import Kind
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.exporting import Export
from desktop.ui.flow.context import Plan
from desktop.ui.printing import web_page_of
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.rows import RowButton
from p2p.identity import verify
from tests.ui.fakes import Stand, agreement_of, make_stand, outcome_of, sample
from tests.ui.nearby_states import met_before
from tests.ui.screenshots import PAIR, ROLES, result
from tests.ui.test_flow import labels

NOW = 1_795_000_000


def kept(stand: Stand) -> list[str]:
    """Two of them, by id."""
    shelf = Agreements(stand.flow.context.desk.store)
    return [str(shelf.keep(agreement_of(*outcome_of(name)), NOW + place)) for place, name in enumerate((PAIR, ROLES))]


def saving(stand: Stand, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[Path]:
    """Whoever is asked where to save says: here, under the suggested name."""
    asked: list[Path] = []
    exports = stand.flow.context.desk.exports

    def answer(export: Export) -> None:
        asked.append(folder / export.name)
        exports.write(replace(export, target=folder / export.name))

    monkeypatch.setattr(exports, "ask", answer)
    return asked


def test_opened_from_the_list_and_saved(stand: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = kept(stand)
    stand.flow.pages.home.asked_all_agreements.emit()
    assert stand.window.page is stand.flow.pages.agreements
    assert [entry.id for entry in stand.flow.context.desk.agreements()] == [second, first]
    stand.flow.pages.agreements.opened.emit(second)
    page = stand.flow.pages.saved
    assert stand.window.page is page
    assert "sabbatical" in labels(page)
    assert "kept on this computer" in labels(page)
    asked = saving(stand, monkeypatch, tmp_path)
    page.saved_pdf.emit()
    page.saved_file.emit()
    page.saved_page.emit()
    page.saved_text.emit()
    signed = agreement_of(*outcome_of(ROLES))
    assert asked[0].read_bytes() == agreement_pdf(signed, verify)
    assert asked[1].read_bytes() == agreement.encode(signed)
    assert asked[2].read_bytes() == web_page_of(signed)
    stand.flow.context.desk.copy_agreement()
    assert asked[3].read_text(encoding="utf-8") == QGuiApplication.clipboard().text()
    assert [path.suffix for path in asked] == [".pdf", ".agreement", ".html", ".txt"]


def test_one_that_does_not_hold_is_neither_listed_nor_opened(stand: Stand) -> None:
    store = stand.flow.context.desk.store
    store.put(Kind.AGREEMENT, "x", bytes(8) + agreement.encode(agreement_of(*outcome_of(PAIR))))
    assert stand.flow.context.desk.agreements() == []
    stand.flow.pages.home.opened_agreement.emit("x")
    assert stand.window.page is not stand.flow.pages.saved


def test_after_a_result(stand: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result(stand)
    stand.flow.pages.result.kept.emit()
    page = stand.flow.pages.saved
    assert stand.window.page is page
    asked = saving(stand, monkeypatch, tmp_path)
    page.saved_file.emit()
    assert agreement.decode(asked[0].read_bytes()).complete


def with_people(stand: Stand) -> tuple[str, Relation]:
    """An agreement with Kim, who was met before."""
    met_before(stand)
    store = stand.flow.context.desk.store
    relation = find(store, "Kim")[0]
    name = str(Agreements(store).keep(agreement_of(*outcome_of(ROLES)), NOW))
    Companies(store).keep(name, Company(1, ("Kim", "Robin"), relation.id))
    return name, relation


def test_the_list_says_with_whom_and_follows_when_somebody_is_renamed_or_forgotten(stand: Stand) -> None:
    name, relation = with_people(stand)
    desk = stand.flow.context.desk
    assert [entry.detail.split(" · ")[0] for entry in desk.agreements()] == ["Kim"]
    Nicknames(desk.store).give(relation.id, "Neighbour")
    assert [entry.detail.split(" · ")[0] for entry in desk.agreements()] == ["Neighbour"]
    stand.flow.pages.home.opened_agreement.emit(name)
    shown = labels(stand.window.page)
    assert "Neighbour (candidate)" in shown
    assert "You (employer)" in shown
    assert "Person 1" not in shown
    forget(desk.store, relation)
    assert [entry.detail.split(" · ")[0] for entry in desk.agreements()] == ["candidate, employer"]
    stand.flow.pages.home.opened_agreement.emit(name)
    assert "Neighbour" not in labels(stand.window.page)
    Companies(desk.store).keep(name, Company(1, ("Kim", "Robin"), relation.id))
    Agreements(desk.store).forget(name)
    assert Companies(desk.store).of(name) is None


def test_a_draft_says_with_whom_it_was_begun(stand: Stand) -> None:
    keeper = stand.flow.context.keeper
    sheet, answers = sample(PAIR)
    keeper.keep(sheet, answers[0], parties=2, people=("Kim",))
    keeper.save_now()
    keeper.keep(sheet, answers[1], parties=2)  # nobody is there now
    keeper.save_now()
    stand.flow.beginning.go_home()
    rows = [row.accessibleDescription() for row in stand.flow.pages.home.findChildren(RowButton)]
    assert sum(detail.startswith("Kim · Answering") for detail in rows) == 1


def test_what_was_opened_is_said_in_words_when_only_its_hash_is_kept(dressed: QApplication, tmp_path: Path) -> None:
    stand = make_stand(tmp_path, answer_widget, result_widget)
    stand.window.show()
    try:
        sheet, outcome = outcome_of(ROLES)
        signed = agreement_of(sheet, outcome)
        opened = signed.record.outcome.items["other_offers"]
        assert "blake2b" in str(opened.value), "the record has a hash where something was opened"
        name = str(Agreements(stand.flow.context.desk.store).keep(signed, NOW))
        stand.flow.pages.home.opened_agreement.emit(name)
        shown = labels(stand.window.page)
        assert "Opened; only its hash is kept here" in shown
        assert "blake2b" not in shown
    finally:
        stand.close()


def test_other_ways_to_save_come_when_asked_for(stand: Stand) -> None:
    (name, _) = kept(stand)
    stand.flow.pages.home.opened_agreement.emit(name)
    page = stand.flow.pages.saved

    def seen() -> list[str]:
        return [one.text() for one in page.findChildren(Button) if one.isVisible()]

    assert "Save as text…" not in seen()
    next(one for one in page.findChildren(Button) if one.text() == "More ways to save").click()
    assert {"Save as web page…", "Save as text…", "Save as a file to check…"} <= set(seen())
    assert "More ways to save" not in seen()
    delete = next(one for one in page.findChildren(Button) if one.text() == "Delete…")
    assert delete.isVisible()
    assert delete.property("kind") == "danger"


def test_a_setting_is_found_by_its_words(stand: Stand) -> None:
    stand.flow.show_settings()
    page = stand.flow.pages.settings
    page.search.setText("screenshots nobody")
    assert "No setting has “screenshots nobody” in it." in labels(page)
    page.search.setText("NOTIF")
    page.search.setText("when i am NEEDED")
    assert page.notifying.isVisible()
    assert not any(one.isVisible() for one in (page.covering, page.keeping, page.name_field, page.nearby, page.motion))
    page.search.setText("dark")
    assert [one.text() for one in page.findChildren(Button) if one.isVisible() and one.property("kind") == "chip"] == [
        "System",
        "Light",
        "Dark",
    ]
    page.search.setText("network")
    assert page.nearby.isVisible(), "of a card that is called like that all stays"
    page.search.clear()
    assert all(one.isVisible() for one in (page.covering, page.keeping, page.name_field, page.nearby, page.motion))
    assert not page.change_passphrase.isVisible(), "what was hidden before stays so"


def test_a_name_is_shown_nearby_from_the_start_only_if_that_was_chosen(stand: Stand) -> None:
    sheet, _ = sample(PAIR)
    for wanted in (False, True):
        stand.flow.show_settings()
        stand.flow.pages.settings.nearby.setChecked(wanted)
        stand.flow.beginning.begin_with(Plan(sheet=sheet))
        stand.flow.pages.shared.went_on.emit()
        shown = stand.flow.pages.connect.show_name
        assert shown is not None
        assert shown.isChecked() is wanted
