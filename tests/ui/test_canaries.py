"""Hostile text stays text on every page, and what somebody answered is found nowhere but where it was answered."""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.cli.process import report_faults_to
from desktop.deals.answers import Answers, Offers
from desktop.deals.sheet import Sheet, parse_sheet
from desktop.doctor.diagnostics import diagnostics
from desktop.doctor.verdict import judge
from desktop.faults import where_it_failed
from desktop.kept.forgetting import Compared, Remembered
from desktop.strings.errors import explain, explanation
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.last_run import LastRun
from desktop.ui.pages.home import Entry
from desktop.ui.pages.lock import Line
from desktop.ui.plain import MOST, plain
from p2p.errors import ConnectionRefused
from tests.ui.fakes import Stand, make_stand
from tests.ui.guarded import all_texts, noted
from tests.ui.screenshots import answered, settle
from tests.ui.side_states import WELL, looked

SEEDS = (
    "<b>bold</b>", "<img src='file:///etc/passwd'>", "<a href='http://example.org'>x</a>", "&File &&& <!-- -->",
    "**bold** [x](http://example.org) ![y](file:///z)", "\u202egnihtemos\u2066\u2069", "\u200b\u200d\ufeff\u00ad",
    "\x1b[31mred\x07", "line\nbreak\r\n\ttab\x00", "{name}{0}{}%s%(a)s%n", "\ud800", "\U000e0041\U000e0042", "\ue000",
    "a" * 5000, "Z\u0351\u036b\u0343" * 200, "<table><tr><td>" * 30, "<script>alert(1)</script>", "'; DROP TABLE x; --",
    "../../../etc/passwd", "C:\\con\\nul", "$(reboot)`id`", "=cmd|' /C calc'!A0", "\u0000", "\uffff\ufffe", "𝕳𝖎",
    "👩‍👩‍👧‍👦" * 40, "شلال", "עברית", "ก็็็็็็็็็็็็", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///z'>]>",
)  # fmt: skip


def hostile_strings(n: int = 300) -> list[str]:
    """The seeds, and mixtures of their pieces; the same ones at every run."""
    draw = random.Random(17)
    made = list(SEEDS)
    while len(made) < n:
        pieces = [draw.choice(SEEDS)[: draw.randint(1, 60)] for _ in range(draw.randint(2, 5))]
        made.append("".join(pieces))
    return made


HOSTILE = hostile_strings()
INVISIBLE = set("\n\r\t\x00\x07\x1b\u202e\u2066\u2069\u200b\u200d\ufeff\u00ad\ud800\ue000\U000e0041\uffff")


def test_300_hostile_strings_become_one_short_visible_line() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 300
    for text in HOSTILE:
        safe = plain(text)
        assert len(safe) <= MOST
        assert not INVISIBLE & set(safe), repr(text)


def shown_in(top: QWidget) -> list[str]:
    """Every text that a widget shows, names included; with the check that none of it can be more than text."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
        if isinstance(widget, QLabel) and widget.text():
            assert widget.textFormat() == Qt.TextFormat.PlainText
            assert not widget.openExternalLinks()
            found.append(widget.text())
        elif isinstance(widget, QAbstractButton | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    return found


def is_harmless(text: str) -> bool:
    """Nothing invisible in it but our own isolation of what stands in a sentence, closed as often as opened."""
    own = text.count("\u2068") == text.count("\u2069")
    return own and not (INVISIBLE - {"\n", "\u2069"}) & set(text)


def evil_sheet(text: str) -> Sheet:
    """A sheet in whose every field stands the text; as a file cannot bring it, for it would be refused."""
    found = parse_sheet(SHEET)
    assert isinstance(found, Sheet)
    said = (("", text),)
    items = tuple(replace(item, label=said, ask=said, help=said, note=text) for item in found.items)
    return replace(found, title=text, summary=text, notice=text, items=items)


SHEET = b"""
format = 1
id = "evil"
title = "Evil"
summary = "Evil"
language = "en"
notice = "Evil"
parties = { min = 2, max = 2, roles = ["a", "b"] }
[[items]]
id = "one"
kind = "match"
label = "one"
[[items]]
id = "two"
kind = "pick"
options = ["x", "y"]
label = "two"
"""


def fill(stand: Stand, text: str) -> None:
    """The text in every field that another person, a sheet or a file fills, on every page that shows it."""
    pages, session = stand.flow.pages, stand.session
    sheet = evil_sheet(text)
    pages.shared.show_sheet(sheet)
    pages.review.show_sheet(sheet, 2)
    pages.answer.show_sheet(sheet, "a", ("a", "b"))
    pages.lock.show_answers([Line(text, text), Line(plain(text), "", marked=True)])
    pages.lock.toggle.click()
    pages.home.show_lists([Entry("1", plain(text), plain(text))], [Entry("2", plain(text), "today")])
    pages.agreements.show_list([Entry("2", plain(text), "today")])
    met = Remembered("0a1b2c3d", text, 2, 1_795_000_000, (Compared(text, 1, False),))
    pages.people.show_people((met,), {text: text})
    session.seats, session.names, session.me, session.connected = ("a", "b"), ("", text), 0, True
    pages.waiting.show_people(stand.flow.context.names(), [None, None], me=0, agreed=False, connected=True)
    session.connected = False
    told = explain(ConnectionRefused(text), name=plain(text), windowed=True)
    for page in pages.all():
        page.show_problem(told)
    stand.window.gate.show_trouble(explanation("E42", folder=plain(text)), ())
    stand.window.gate.leave()


def test_hostile_text_in_every_field_of_every_page_stays_text(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred strings; the window is looked at as a whole at every twenty-fifth."""
    loaded: list[object] = []
    monkeypatch.setattr(QPixmap, "load", lambda *a, **k: loaded.append(a) or False)
    for number, text in enumerate(HOSTILE):
        if number % 25 == 0:
            fill(stand, text)
            settle(QCoreApplication.instance())  # type: ignore[arg-type]
            assert [one for one in shown_in(stand.window) if not is_harmless(one)] == [], repr(text)
            assert all(len(one) <= 3 * MOST for one in shown_in(stand.window))
        else:
            stand.flow.pages.review.show_sheet(evil_sheet(text), 2)
            stand.flow.pages.lock.show_answers([Line(text, text)])
            stand.flow.pages.lock._toggle()
            for page in (stand.flow.pages.review, stand.flow.pages.lock):
                assert [one for one in shown_in(page) if not is_harmless(one)] == [], repr(text)
    assert loaded == []


def test_the_check_for_text_that_is_more_than_text_sees_it(dressed: QApplication) -> None:
    label = QLabel("<b>x</b>")
    with pytest.raises(AssertionError):
        shown_in(label)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText("\u202eevil")
    assert INVISIBLE & set("".join(shown_in(label)))


# ---- canaries

CANARY = "zebra-quartz-9713"


@pytest.fixture
def written(dressed: QApplication, tmp_path: Path) -> Iterator[Stand]:
    """A window, with a store, on whose answer page the canary was written into an answer."""
    stand = make_stand(tmp_path / "home", answer_widget, result_widget)
    stand.flow.alerting._system = noted()
    stand.flow.start()
    stand.window.show()
    write_it(stand)
    yield stand
    stand.close()


def write_it(stand: Stand) -> None:
    answered(stand)
    page = stand.flow.pages.answer
    answers = page.answers()
    offers = answers.by_item["other_offers"]
    assert isinstance(offers, Offers)
    by_statement = {name: replace(one, text=CANARY, file="") for name, one in offers.by_statement.items()}
    page.set_answers(
        replace(answers, by_item={**answers.by_item, "other_offers": replace(offers, by_statement=by_statement)})
    )
    page.go(7)
    assert CANARY in str(written_texts(page.answers()))
    assert CANARY in all_texts()


def written_texts(answers: Answers) -> list[str | None]:
    offers = answers.by_item["other_offers"]
    return [one.text for one in offers.by_statement.values()] if isinstance(offers, Offers) else []


def files_with_it(*folders: Path) -> list[str]:
    """Files and names of files in which it can be read."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if CANARY in path.name or (path.is_file() and CANARY.encode() in path.read_bytes()):
                found.append(str(path))
    return found


def test_an_answer_is_nowhere_but_on_its_page(
    written: Stand, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    page = written.flow.pages.answer
    page.changed.emit()
    written.flow.context.keeper.save_now()
    written.flow.returning.keep_now()
    titles: list[str] = []

    def look_around() -> None:
        titles.extend(one.windowTitle() for one in QApplication.topLevelWidgets())
        titles.append(QGuiApplication.applicationDisplayName())

    look_around()
    written.window.cover()
    settle(QApplication.instance())  # type: ignore[arg-type]
    assert CANARY not in all_texts(), "covered"
    look_around()
    written.window.uncover()
    written.window.lock_up()
    settle(QApplication.instance())  # type: ignore[arg-type]
    assert CANARY not in all_texts(), "locked"
    written.window.unlock()
    page.reviewed.emit()
    assert CANARY not in " ".join(shown_in(written.flow.pages.lock)), "checked, but covered"
    written.flow.pages.lock.go_on()
    assert CANARY not in " ".join(shown_in(written.window.page)), "waiting"
    look_around()
    written.session.asked_again.emit(["again?"])
    written.window.asked_diagnostics.emit()
    looked(written, WELL)
    QCoreApplication.processEvents()
    assert CANARY not in QApplication.clipboard().text()
    assert CANARY not in written.flow.checking.text
    bell = written.flow.alerting._system.bell
    assert CANARY not in " ".join([*titles, *bell.rung])  # type: ignore[attr-defined]
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capfd.readouterr())
    assert files_with_it(tmp_path) == []
    assert len(list((tmp_path / "home" / "store").rglob("*.rec"))) >= 2


def test_a_fault_while_it_is_on_the_page_says_type_and_place_only(
    written: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted_faults: list[str] = []
    before = sys.excepthook
    monkeypatch.setattr(sys, "excepthook", before)
    last = LastRun(tmp_path)
    last.begin()
    report_faults_to(noted_faults.append)
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
        last.note(where_it_failed(type(error), error.__traceback__))
        last.note(str(error))
    finally:
        sys.excepthook = before
    assert noted_faults
    assert noted_faults[0].startswith("ValueError at ")
    assert CANARY not in " ".join(noted_faults)
    assert files_with_it(tmp_path) == []
    text = diagnostics(WELL, judge(WELL), (), [CANARY, f"ValueError: {CANARY}", "ValueError at sheet.py:12"])
    assert CANARY not in text
    assert "ValueError at sheet.py:12" in text


def test_the_search_for_the_canary_finds_it(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text(f"an answer: {CANARY}")
    (tmp_path / f"{CANARY}.tmp").touch()
    assert len(files_with_it(tmp_path)) == 2
