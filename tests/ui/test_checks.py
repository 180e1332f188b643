"""The checks of pages see what they are there to see."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QScrollArea, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import row
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import Text
from tests.ui import checks
from tests.ui.checks import clipped, formatted, overlapping, small_targets, squeezed, unnamed, words_cut
from tests.ui.fakes import Stand
from tests.ui.screenshots import settle


class QAbstractButtonWithout(RowButton):
    """A row that nobody has named."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "", lambda: None)
        self.setParent(parent)


def test_the_checks_for_clipped_and_covered_text_see_them(dressed: QApplication) -> None:
    window = QWidget()
    label = QLabel("This needs more than it is given", window)
    label.setGeometry(0, 0, 20, 8)
    button = QAbstractButtonWithout(window)
    button.setGeometry(0, 20, 60, 20)
    window.resize(100, 100)
    window.show()
    assert len(clipped(window)) == 2
    assert unnamed(window) != []
    assert overlapping(window) == []
    button.move(0, 0)
    assert len(overlapping(window)) == 1
    window.deleteLater()


def test_the_checks_see_what_lies_over_what_scrolls_and_words_that_do_not_fit(dressed: QApplication) -> None:
    area = QScrollArea()
    area.resize(300, 200)
    label = QLabel("word " * 200)
    label.setWordWrap(True)
    area.setWidget(label)
    label.resize(200, 2000)
    area.show()
    over = QLabel("Over it", area)
    over.setGeometry(10, 10, 80, 30)
    over.show()
    assert len(overlapping(area)) == 1
    over.setGeometry(10, 230, 80, 30)  # below the part that is in view
    assert overlapping(area) == []
    assert words_cut(label) == []
    label.setText("a " + "m" * 60)
    assert len(words_cut(label)) == 1
    assert any("the word" in one for one in clipped(area))
    area.deleteLater()


def test_the_checks_see_words_that_the_edges_of_a_button_cut(dressed: QApplication) -> None:
    theme().set("light", 100, True)
    window = QWidget()
    words = Button("Pay mix and working terms tomorrow", lambda: None)
    words.setParent(window)
    needs = words.sizeHint().width()
    words.setGeometry(0, 0, needs, 44)
    window.resize(400, 200)
    window.show()
    assert clipped(window) == []
    words.setFixedWidth(words.minimumSizeHint().width() - 20)  # less than half of it
    assert len(clipped(window)) == 1
    chosen = QPushButton("Pay mix and working terms tomorrow", window)
    chosen.setCheckable(True)
    chosen.setProperty("kind", "chip")
    chosen.setGeometry(0, 60, chosen.sizeHint().width(), 44)
    words.hide()
    chosen.show()
    assert clipped(window) == []
    chosen.setChecked(True)
    assert len(clipped(window)) == 1, "what is chosen is heavier"
    window.deleteLater()


def test_the_checks_see_small_targets_and_text_that_is_formatted(dressed: QApplication) -> None:
    window = QWidget()
    low = Button("Here", lambda: None)
    low.setParent(window)
    low.setGeometry(0, 0, 80, 40)
    rich = QLabel("<b>Hello</b>", window)
    window.show()
    assert small_targets(window) == []
    low.setFixedHeight(30)
    assert len(small_targets(window)) == 1
    assert len(formatted(window)) == 1
    rich.setTextFormat(Qt.TextFormat.PlainText)
    assert formatted(window) == []
    window.deleteLater()


def test_the_checks_see_a_window_that_needs_more_than_it_has(dressed: QApplication) -> None:
    window = QMainWindow()
    wide = QWidget()
    row(wide).addWidget(Text("What cannot be broken at all, and goes on and on", wrap=False))
    window.setCentralWidget(wide)
    window.setMinimumSize(50, 50)
    window.resize(900, 100)
    window.show()
    settle(dressed)
    assert squeezed(window) == 0
    window.resize(100, 100)
    settle(dressed)
    assert squeezed(window) > 100
    window.deleteLater()


def test_the_checks_see_where_tab_goes_against_the_eye(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    page = stand.window.page
    found = checks.stops(page)
    assert len(found) > 2
    assert checks.out_of_order(page) == []
    monkeypatch.setattr(checks, "stops", lambda _: found[::-1])
    assert checks.out_of_order(page) != []
