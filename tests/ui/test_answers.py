"""Answering widgets: what goes in comes out, nothing else can come out, and a covered answer cannot be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from desktop.ui.answers.base import focusable
from tests.desktop.deals.strategies import KINDS
from tests.ui.answering import cases, dress, fits, picture, plain_app, shown

__all__ = ["plain_app"]
pytestmark = pytest.mark.usefixtures("plain_app")
SEEDS = range(3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_goes_in_comes_out(kind: str, seed: int) -> None:
    for case in cases(kind, seed):
        widget = case.widget()
        heard: list[None] = []
        widget.changed.connect(lambda heard=heard: heard.append(None))
        assert widget.answer() is None
        blank = widget.summary()
        for _ in range(4):
            answer = case.answer()
            widget.set_answer(answer)
            assert widget.answer() == answer
            assert (widget.summary() == blank) == (answer is None) or kind in ("level", "match")
        assert not heard
        widget.set_answer(case.answer())
        before = widget.answer()
        widget.clear()
        assert widget.answer() is None
        assert len(heard) == (before is not None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_pressed_the_answer_fits(kind: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("some.pdf" if kind == "disclose" else "", ""))
    keys = [Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_3]
    keys += [Qt.Key.Key_V, Qt.Key.Key_T, Qt.Key.Key_Y, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Delete]
    for case in cases(kind, seed, 3):
        widget = case.widget()
        page = shown(widget)
        heard: list[None] = []
        widget.changed.connect(lambda heard=heard: heard.append(None))
        different = 0
        for _ in range(60):
            target = case.rng.choice(focusable(widget))
            before, told = widget.answer(), len(heard)
            target.setFocus()
            alt = case.rng.random() < 0.2
            modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(target, case.rng.choice(keys), modifier)
            assert fits(case, widget.answer())
            assert (len(heard) > told) == (widget.answer() != before)
            different += widget.answer() != before
        assert different > 0
        other = case.widget()
        other.set_answer(widget.answer())
        assert other.answer() == widget.answer()
        page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_covered_answer_cannot_be_seen(kind: str) -> None:
    for case in cases(kind, 11, 2):
        pictures = []
        for answer in (None, case.answer(), case.answer()):
            widget = case.widget()
            widget.set_answer(answer)
            widget.set_covered(True)
            page = shown(widget)
            pictures.append(picture(page))
            page.close()
        assert pictures[0] == pictures[1] == pictures[2]


@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_uncovers_and_leaving_covers(kind: str) -> None:
    (case,) = cases(kind, 5, 1)
    widget = case.widget()
    while (answer := case.answer()) is None:
        pass
    widget.set_answer(answer)
    page = shown(widget)
    open_picture = picture(page)
    widget.set_covered(True)
    covered = picture(page)
    assert covered != open_picture
    QTest.keyClick(page.other, Qt.Key.Key_Tab)  # type: ignore[attr-defined]
    assert widget.isAncestorOf(QApplication.focusWidget())
    assert not widget.hidden_now
    assert picture(page) != covered
    page.other.setFocus()  # type: ignore[attr-defined]
    assert widget.hidden_now
    assert picture(page) == covered
    assert widget.answer() == answer
    widget.set_covered(False)
    assert picture(page) == open_picture
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_takes_the_focus_has_a_name(kind: str) -> None:
    for case in cases(kind, 3, 4):
        widget = case.widget()
        page = shown(widget)
        for answer in (None, case.answer(), case.answer()):
            widget.set_answer(answer)
            stops = [one for one in widget.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
            assert stops
            for stop in stops:
                if stop.isVisible():
                    interface = QAccessible.queryAccessibleInterface(stop)
                    assert interface.text(QAccessible.Text.Name).strip(), type(stop)
        assert widget.accessibleName()
        page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_stop_of_the_tab_key_shows_its_focus(kind: str) -> None:
    (case,) = cases(kind, 8, 1)
    widget = case.widget()
    widget.set_answer(case.answer())
    page = shown(widget)
    for stop in focusable(widget)[:12]:
        if not stop.isVisible():
            continue
        stop.setFocus()
        with_focus = stop.grab().toImage()
        page.other.setFocus()  # type: ignore[attr-defined]
        if stop.isVisible():
            assert stop.grab().toImage() != with_focus, type(stop)
    page.close()


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_at_200_percent(kind: str, mirrored: bool, plain_app: QApplication) -> None:
    dress(plain_app, 200, mirrored=mirrored)
    for case in cases(kind, 4, 2):
        widget = case.widget()
        widget.set_answer(case.answer())
        page = shown(widget, 640)
        assert widget.width() <= 640
        for one in widget.findChildren(QWidget):
            if not one.isVisible():
                continue
            where = one.mapTo(widget, QPoint(0, 0))
            assert where.x() >= 0
            assert where.x() + one.width() <= widget.width(), type(one)
            if one.hasHeightForWidth() and (isinstance(one, QLabel) or getattr(one, "title", "")):
                assert one.height() >= one.heightForWidth(one.width()), (type(one), one.size())
            elif isinstance(one, QPushButton):
                assert one.width() >= one.minimumSizeHint().width(), one.text()
                assert one.height() >= one.fontMetrics().height(), one.text()
        page.close()


def test_no_answer_is_in_what_others_print() -> None:
    for kind in KINDS:
        for case in cases(kind, 2, 2):
            widget = case.widget()
            empty = repr(widget), widget.accessibleName(), widget.accessibleDescription(), widget.objectName()
            widget.set_answer(case.answer())
            after = repr(widget), widget.accessibleName(), widget.accessibleDescription(), widget.objectName()
            assert after == empty


def test_every_answering_widget_is_pictured(tmp_path: Path) -> None:
    from tests.ui import answer_gallery

    kinds = {item.kind for _, _, item, *_ in answer_gallery.cases()}
    assert kinds == set(KINDS)
    assert {item.kind for _, _, item, _ in answer_gallery.outcomes()} == set(KINDS)
