"""The preview beside the answers: the command's numbers, off the window's thread, live, stoppable, and covered."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.cli import main
from desktop.deals.preview import Preview, everything, preview
from desktop.deals.sheet import to_toml
from desktop.deals.templates import sample_answers
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.answers.base import focusable
from desktop.ui.foresight import Foresight
from desktop.ui.theme import theme
from desktop.ui.widgets.beside import Beside
from desktop.ui.widgets.foretold import Bar, Foretold, FromTo, percent
from tests.ui.fakes import Stand, make_stand, sample
from tests.ui.screenshots import answer_place, draw_shared, foreseen, shared_drawn

ROLES = "salary-offer"
SMALL = "nft-sale-zk-profile"


@pytest.fixture
def real(dressed: QApplication, tmp_path: Path) -> Iterator[Stand]:
    """A window with the real answer widgets."""
    stand = make_stand(tmp_path, answer_widget, result_widget)
    stand.flow.start()
    stand.window.show()
    yield stand
    stand.close()


def texts(widget: QWidget) -> list[str]:
    """What can be read in a widget."""
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


def test_the_drawing_has_the_numbers_of_the_command(dressed: QApplication, tmp_path: Path) -> None:
    sheet, answers = sample(SMALL)
    (tmp_path / "s.deal").write_text(to_toml(sheet), encoding="utf-8")
    (tmp_path / "a.toml").write_bytes(sample_answers(SMALL, 2)[0])
    said = io.StringIO()
    with redirect_stdout(said):
        main(["preview", str(tmp_path / "s.deal"), "--answers", str(tmp_path / "a.toml"), "--json"])
    items = json.loads(said.getvalue().splitlines()[-1])["items"]
    seen = preview(sheet, answers[0])
    drawn = Foretold()
    for item in sheet.items:
        drawn.show_preview(item, seen.items[item.id])
        likely = sorted((one["probability"] for one in items[item.id]["outcomes"]), reverse=True)[:6]
        assert [float(bar.part) for bar in drawn.findChildren(Bar)] == likely
        lines = drawn.findChildren(FromTo)
        asked = items[item.id]["guess_before"] > 0
        expected = [items[item.id]["guess_after"], items[item.id]["prober"]] if asked else []
        assert [float(line.after) for line in lines] == expected
        assert all(float(line.before) == items[item.id]["guess_before"] for line in lines)
        for sentence in items[item.id]["sentences"]:
            assert sentence in texts(drawn)


@pytest.mark.parametrize("exact", [True, False])
def test_a_bound_is_never_drawn_as_a_certainty(dressed: QApplication, exact: bool) -> None:
    sheet, answers = sample(SMALL)
    item = sheet.items[0]
    seen = preview(sheet, answers[0]).items[item.id]
    drawn = Foretold()
    drawn.show_preview(item, replace(seen, guess_before=Fraction(1, 4), guess_after=Fraction(1), exact=exact))
    said = next(text for text in texts(drawn) if text.startswith("25% "))
    assert said == ("25% → 100%" if exact else "25% → at most 100%")


def test_chances_as_people_read_them() -> None:
    read = {Fraction(0): "0%", Fraction(1): "100%", Fraction(1, 3): "33%", Fraction(1, 1000): "under 1%"}
    assert {chance: percent(chance) for chance in read} == read
    assert percent(Fraction(999, 1000)) == "over 99%"


def test_it_is_worked_out_in_another_thread_and_only_the_last_one_counts(qtbot: QtBot, dressed: QApplication) -> None:
    sheet, answers = sample(SMALL)
    foresight = Foresight()
    threads: set[str] = set()
    seen: list[Preview] = []
    foresight.progressed.connect(lambda _: threads.update(one.name for one in threading.enumerate()))
    foresight.ready.connect(seen.append)
    foresight.ask(sheet, everything(sheet, answers[0].role))
    foresight._start()
    foresight.ask(sheet, answers[0])
    with qtbot.waitSignal(foresight.ready, timeout=60_000):
        pass
    assert "preview" in threads
    assert [one.to_json() for one in seen] == [preview(sheet, answers[0]).to_json()]
    assert not foresight.busy
    foresight.close()
    assert foresight._known == {}


def test_it_can_be_stopped(qtbot: QtBot, dressed: QApplication) -> None:
    sheet, answers = sample(ROLES)
    foresight = Foresight()
    foresight.ready.connect(lambda _: pytest.fail("it was stopped"))
    foresight.ask(sheet, answers[0])
    foresight._start()
    foresight.stop()
    qtbot.waitUntil(lambda: not foresight.busy, timeout=60_000)
    foresight.ask(sheet, answers[0])
    foresight.stop()
    assert not foresight.busy
    foresight.close()


def test_whatever_goes_wrong_in_one_preview_the_next_one_works(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*asked: object) -> Iterator[float]:
        yield 0.5
        raise IndexError

    sheet, answers = sample(SMALL)
    foresight = Foresight()
    died: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda what: died.append(what.exc_type))
    with monkeypatch.context() as patch, qtbot.waitSignal(foresight.ready, timeout=60_000) as told:
        patch.setattr("desktop.ui.foresight.preview_steps", broken)
        foresight.ask(sheet, answers[0])
    assert told.args == [None]
    assert not foresight.busy
    with qtbot.waitSignal(foresight.ready, timeout=60_000) as told:
        foresight.ask(sheet, answers[0])
    assert told.args[0].to_json() == preview(sheet, answers[0]).to_json()
    assert died == [IndexError]
    foresight.close()


def test_a_window_that_goes_does_not_wait_for_a_long_step(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def steps(*_: object) -> Iterator[float]:
        begun.set()
        may_end.wait(60)
        yield 0.5

    monkeypatch.setattr("desktop.ui.foresight.preview_steps", steps)
    monkeypatch.setattr("desktop.ui.foresight.PATIENCE_S", 0.01)
    foresight = Foresight()
    sheet, answers = sample(SMALL)
    foresight.ask(sheet, answers[0])
    foresight._start()
    assert begun.wait(60)
    thread = foresight._thread
    foresight.close()
    shiboken6.delete(foresight)
    may_end.set()
    assert thread is not None
    thread.join(60)  # what it raises there fails the test
    assert not thread.is_alive()


def test_seats_that_cannot_run_the_sheet_are_said_as_nothing(qtbot: QtBot, dressed: QApplication) -> None:
    sheet, answers = sample(ROLES)
    foresight = Foresight()
    with qtbot.waitSignal(foresight.ready, timeout=60_000) as told:
        foresight.ask(sheet, answers[0], ("candidate", "candidate"), 0)
    assert told.args == [None]
    foresight.close()


def test_it_is_closed_until_asked_for_and_follows_the_answer(real: Stand, qtbot: QtBot) -> None:
    answer_place(6)(real)
    page = real.flow.pages.answer
    visa = page.cards[5]
    assert visa.item.id == "visa"
    assert not page.foreseen.drawing.isVisible()
    page.foreseen.button.click()
    qtbot.waitUntil(lambda: page.foreseen.drawing.isVisible(), timeout=60_000)
    before = texts(page.foreseen.drawing)
    visa.clear()
    qtbot.waitUntil(lambda: texts(page.foreseen.drawing) != before, timeout=60_000)
    assert page.sheet is not None
    expected = preview(page.sheet, page.answers(), real.session.seats, 0).items["visa"]
    assert set(expected.sentences) <= set(texts(page.foreseen.drawing))
    page.foreseen.button.click()
    assert not page.foreseen.drawing.isVisible()


def test_it_is_covered_with_the_answers(real: Stand) -> None:
    foreseen(3)(real)
    page = real.flow.pages.answer
    assert page.foreseen.drawing.isVisible()
    page.covered.click()
    assert not page.foreseen.drawing.isVisible()
    assert texts(page.foreseen)[1:] == ["What others could work out", "Covered with your answers."]  # after the rule
    page.covered.click()
    assert page.foreseen.drawing.isVisible()


def test_it_stands_beside_the_item_at_hand(real: Stand) -> None:
    foreseen(2)(real)
    page = real.flow.pages.answer
    assert page._places[1].isAncestorOf(page.foreseen)
    page.go(3)
    assert page._places[2].isAncestorOf(page.foreseen)
    assert "Shown: “sabbatical after 3 years”." in texts(page.foreseen.drawing)
    page.as_list.click()
    focusable(page.cards[4].widget)[0].setFocus()
    assert page._places[4].isAncestorOf(page.foreseen)
    page.forget()
    assert page.foreseen.parentWidget() is page, "no card holds it"
    assert not page.foreseen.wanted


def test_below_where_it_is_narrow(dressed: QApplication) -> None:
    theme().set("light", 100, True)
    main_part, aside = QLabel("main"), QLabel("aside")
    both = Beside(main_part)
    both.hold(aside)
    both.show()
    both.resize(1000, 300)
    QApplication.processEvents()
    assert aside.x() > main_part.x()
    both.resize(700, 300)
    QApplication.processEvents()
    assert aside.y() > main_part.y()
    both.close()


def test_what_will_be_shared_is_drawn_as_an_example_first(real: Stand) -> None:
    shared_drawn(real, SMALL)
    page = real.flow.pages.shared
    assert page.sheet is not None
    bars = page.drawings[page.sheet.items[0].id].findChildren(Bar)
    assert bars
    assert "Drawn for somebody who says yes to everything on the sheet." in texts(page)
    page.went_on.emit()
    assert not real.flow.beginning.foresight.busy


def test_nothing_is_said_to_be_drawn_before_it_is(stand: Stand) -> None:
    page = stand.flow.pages.shared
    page.show_sheet(sample(SMALL)[0])
    stand.window.show_page(page)
    assert "It is being drawn…" in texts(page)
    assert not any(text.startswith("Drawn for") for text in texts(page))
    page._late.timeout.emit()
    assert any("A large sheet takes a while" in text for text in texts(page))
    page.show_preview(None)
    assert "This sheet cannot be drawn like this." in texts(page)
    assert not page._late.isActive()


def test_own_answers_are_drawn_only_when_asked_for(real: Stand) -> None:
    answer_place(3)(real)
    real.flow.beginning.show_limits()
    page = real.flow.pages.shared
    draw_shared(real)
    assert not page.own
    chips = [chip for chip in page.findChildren(type(real.flow.pages.answer.covered)) if "instead" in chip.text()]
    chips[0].click()
    assert page.own
    assert real.flow.beginning.foresight.busy
    page.go_back()
    assert real.window.page is real.flow.pages.answer
    assert page.sheet is None


def test_covered_answers_are_not_offered_to_be_drawn(real: Stand) -> None:
    answer_place(3)(real)
    real.flow.pages.answer.covered.click()
    real.flow.beginning.show_limits()
    shown = [chip.text() for chip in real.flow.pages.shared.findChildren(type(real.flow.pages.answer.covered))]
    assert not any("instead" in text for text in shown)


def test_what_comes_out_of_the_item_at_hand_stands_beside_it_where_there_is_room(stand: Stand) -> None:
    answer_place(3)(stand)
    page = stand.flow.pages.answer
    made = page.cards[2]
    panel = page.foreseen._rule
    stand.window.resize(1000, 720)
    QApplication.processEvents()
    assert panel.isVisible()
    assert panel.sentence.text() == made.shown.sentence.text() != ""
    assert not made.shown.isVisible()
    stand.window.resize(720, 480)
    QApplication.processEvents()
    assert made.shown.isVisible()
    assert not panel.isVisible()
    stand.window.resize(1000, 720)
    page.as_list.click()
    QApplication.processEvents()
    assert all(one.shown.isVisible() for one in page.cards)
    assert not panel.isVisible()
