"""Dealbreakers, the most private of all that is entered: covered with the answers, and said again before locking in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.ui.answers import answer_widget
from desktop.ui.pages.lock import Line, LockPage
from desktop.ui.widgets.item_card import ItemCard
from tests.desktop.deals.strategies import KINDS
from tests.ui.answering import cases, picture, plain_app, shown

__all__ = ["plain_app"]
pytestmark = pytest.mark.usefixtures("plain_app")


@pytest.mark.parametrize("kind", KINDS)
def test_a_covered_dealbreaker_cannot_be_seen(kind: str) -> None:
    for case in cases(kind, 7, 1):
        covered, uncovered = [], []
        for marked in (False, True):
            made = ItemCard(case.item, case.role, case.seats, answer_widget, markable=True, only_if="")
            assert made.must is not None
            made.must.setChecked(marked)
            page = shown(made)
            uncovered.append(picture(page))
            made.set_covered(True)
            covered.append(picture(page))
            assert made.must.accessibleName() == "This is a dealbreaker for me"
            made.must.setFocus()
            QApplication.processEvents()
            assert picture(page) != covered[-1], "whoever is there sees it"
            page.close()
        assert uncovered[0] != uncovered[1]
        assert covered[0] == covered[1]


def read(page: LockPage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def test_the_last_look_says_what_is_a_dealbreaker() -> None:
    page = LockPage()
    page.show_answers([Line("Pay", "45 000"), Line("Start", "March", marked=True), Line("Place", "", marked=True)])
    assert "1 answered, 1 skipped." not in read(page)
    assert "2 answered, 1 skipped." in read(page)
    page.toggle.click()
    opened = read(page)
    assert opened[opened.index("Start") :][:3] == ["Start", "March", "A dealbreaker for you."]
    assert opened.count("A dealbreaker for you.") == 1
    assert "Skipped, and a dealbreaker: if it is not agreed, nothing else is shown." in opened


def test_what_is_covered_looks_the_same_with_and_without() -> None:
    page, seen = LockPage(), []
    for marked in (False, True):
        page.show_answers([Line("Pay", "45 000", marked), Line("Place", "x: 1\ny: 2", marked)])
        page.resize(700, 500)
        page.show()
        QApplication.processEvents()
        seen.append(page.grab().toImage())
    assert seen[0] == seen[1]
    page.close()


def test_a_covered_blank_tells_no_more_than_an_answer() -> None:
    page, seen = LockPage(), []
    for words in ("", "45 000"):
        page.show_answers([Line("Pay", words, marked=True)])
        seen.append([text for text in read(page) if "answered" not in text])
    assert seen[0] == seen[1]
    page.close()
