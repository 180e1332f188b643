"""Agreements in the window: kept in the store, listed, opened again, and written to files only when asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.agreement_pdf import agreement_pdf
from desktop.deals import agreement
from desktop.kept.agreements import Agreements
from desktop.store import Kind
from desktop.ui.exporting import Export
from desktop.ui.printing import web_page_of
from p2p.identity import verify
from tests.ui.fakes import Stand, agreement_of, outcome_of
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
