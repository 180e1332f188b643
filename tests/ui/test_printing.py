"""An agreement on paper: the same as in the document, whoever's text it is, and a printer that says no."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.deals import agreement
from desktop.kept.agreements import Agreements
from desktop.ui import printing
from desktop.ui.printing import document_of, print_on, web_page_of
from tests.ui.fakes import Stand, agreement_of, outcome_of
from tests.ui.screenshots import settle
from tests.ui.test_flow import labels

TEMPLATES = ("love-me-back", "salary-offer", "friends-holiday", "prenup")


def on_paper(document: QTextDocument, target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    assert print_on(printer, document)
    return printer


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_everything_agreed_and_every_digest_is_on_it(dressed: QApplication, tmp_path: Path, template_id: str) -> None:
    sheet, outcome = outcome_of(template_id)
    signed = agreement_of(sheet, outcome)
    document = document_of(signed)
    text = document.toPlainText().replace("\xa0", " ")
    assert sheet.title in text
    assert agreement.file_digest(signed).hex() in text
    for seat in signed.record.roster:
        assert seat.key.hex() in text
    for shown in printing.shown_items(sheet, signed.record.outcome):
        assert shown.name in text
        assert shown.value in text
        assert all(part.value in text for part in shown.parts)
    on_paper(document, tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 5000


def test_missing_signatures_are_said_and_a_sheet_is_never_markup(dressed: QApplication) -> None:
    sheet, outcome = outcome_of("love-me-back")
    hostile = replace(sheet, title="<img src=x> & <b>bold</b>")
    signed = agreement_of(hostile, outcome)
    missing = replace(signed, signatures=(signed.signatures[0], None))
    text = document_of(missing).toPlainText()
    assert "<img src=x> & <b>bold</b>" in text
    assert "has not signed" in text
    assert "Not everyone has signed this." in text
    assert "Not everyone" not in document_of(signed).toPlainText()


class Read(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_web_page_shows_the_same_asks_for_nothing_and_runs_nothing(dressed: QApplication) -> None:
    sheet, outcome = outcome_of("salary-offer")
    signed = agreement_of(replace(sheet, title="<script>alert(1)</script> & co"), outcome)
    page = web_page_of(signed).decode()
    read = Read()
    read.feed(page)
    assert "<script>alert(1)</script> & co" in read.text
    assert agreement.file_digest(signed).hex() in read.text
    assert all(shown.name in read.text for shown in printing.shown_items(sheet, signed.record.outcome))
    assert read.tags.isdisjoint({"script", "img", "link", "a", "iframe", "form", "object"})
    assert read.attributes.isdisjoint({"src", "href", "style", "onload", "onclick"})
    assert "default-src 'none'" in page
    assert "://" not in page


def opened(stand: Stand) -> None:
    sheet, outcome = outcome_of("love-me-back")
    name = Agreements(stand.flow.context.desk.store).keep(agreement_of(sheet, outcome), 1_795_000_000)
    stand.flow.pages.home.opened_agreement.emit(name)


def test_the_question_of_the_system_comes_up_and_can_be_refused(stand: Stand) -> None:
    opened(stand)
    stand.flow.pages.saved.printed.emit()
    (dialog,) = stand.window.findChildren(QPrintDialog)
    assert "Agreement 20" in dialog.printer().docName()
    dialog.reject()
    settle(QApplication.instance())  # type: ignore[arg-type]  # there is one
    assert stand.window.page.banner is None


@pytest.mark.parametrize("taken", [True, False])
def test_it_is_said_whether_the_printer_took_it(stand: Stand, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    printed: list[str] = []

    monkeypatch.setattr(printing.QDialog, "open", lambda dialog: dialog.accepted.emit(dialog.printer()))

    def on(_: QPrinter, document: QTextDocument) -> bool:
        printed.append(document.toPlainText())
        return taken

    monkeypatch.setattr(printing, "print_on", on)
    opened(stand)
    stand.flow.pages.saved.printed.emit()
    assert len(printed) == 1
    said = "It is on its way to the printer." if taken else "The printer did not take it."
    assert said in labels(stand.window.page)


def test_a_place_that_cannot_be_written_is_a_printer_that_says_no(dressed: QApplication, tmp_path: Path) -> None:
    sheet, outcome = outcome_of("love-me-back")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "page.pdf"))
    assert not print_on(printer, document_of(agreement_of(sheet, outcome)))


def test_nothing_can_be_printed_that_may_not_be_kept(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QWidget] = []
    monkeypatch.setattr(printing, "ask_to_print", lambda window, *_: asked.append(window))
    stand.flow.context.desk.print_agreement(stand.window)
    assert asked == []
