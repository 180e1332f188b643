"""What tests of answering widgets share: random items of a kind, and a page to put a widget on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.deals.answers import Answer, Answers, Preferences
from desktop.deals.items import AnyItem
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet, answers_item
from desktop.ui.answers import AnswerWidget, answer_widget
from desktop.ui.icons import add_search_path
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import column
from tests.desktop.deals.strategies import answers_toml, random_answers, random_seats, random_sheet


@dataclass(frozen=True)
class Case:
    """An item, who answers it, and a way to make answers."""

    sheet: Sheet
    item: AnyItem
    role: str
    seats: tuple[str, ...]
    rng: random.Random

    def answer(self) -> Answer:
        """A random answer that fits; widgets say None for what is as good as blank."""
        made = random_answers(self.rng, self.sheet, self.role, generous=0.7)
        return blank_is_none(made.by_item.get(self.item.id))

    def widget(self) -> AnswerWidget:
        """A new widget."""
        return answer_widget(self.item, self.role, self.seats)


@pytest.fixture
def plain_app(qapp: QApplication) -> Iterator[QApplication]:
    """Light, at 100 %, from left to right; the widgets of a test end with it."""
    add_search_path()
    before = set(QApplication.topLevelWidgets())
    dress(qapp, 100, mirrored=False)
    yield qapp
    for widget in set(QApplication.topLevelWidgets()) - before:
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dress(qapp, 100, mirrored=False)


def dress(app: QApplication, percent: int, *, mirrored: bool) -> None:
    """Another text size or direction; nothing when it is so already, for that takes time."""
    if theme().percent != percent or app.font().family() != "Inter" or not app.styleSheet():
        theme().set("light", percent, True)
    direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    if app.layoutDirection() != direction:
        app.setLayoutDirection(direction)


def cases(kind: str, seed: int, n: int = 8) -> list[Case]:
    """Random items of a kind."""
    rng = random.Random(f"{kind}{seed}")
    found = []
    while len(found) < n:
        n_parties = 2 if kind == "set" else rng.choice((2, 2, 3, 5))
        sheet = random_sheet(rng, n_parties, [kind], n_items=1, gates=False)
        seats = random_seats(rng, sheet, n_parties)
        item, role = sheet.items[0], seats[0]
        if answers_item(item, role):
            found.append(Case(sheet, item, role, seats, rng))
    return found


def blank_is_none(answer: Answer) -> Answer:
    """Points that nobody gave are no answer."""
    if isinstance(answer, Preferences):
        given = [point for points in answer.points for point in points]
        if answer.weakest is None and not any(given) and set(answer.weights) == {1}:
            return None
    return answer


def fits(case: Case, answer: Answer) -> bool:
    """Whether the sheet takes the answer, and reads it as the same."""
    if answer is None:
        return True
    mine = Answers(role=case.role, by_item={case.item.id: answer})
    read = parse_answers(case.sheet, answers_toml(case.sheet, mine).encode())
    return read.by_item[case.item.id] == answer


def shown(widget: QWidget, width: int = 640) -> QWidget:
    """On a page that has another thing to focus, at its natural height."""
    page = QWidget()
    page.other = QPushButton("elsewhere", page)  # type: ignore[attr-defined]
    inside = column(page)
    inside.setSizeConstraint(inside.SizeConstraint.SetNoConstraint)
    inside.addWidget(widget)
    inside.addStretch(1)
    page.resize(width, 300)
    page.show()
    page.activateWindow()
    page.other.setFocus()  # type: ignore[attr-defined]
    for _ in range(2):
        QApplication.processEvents()
        page.resize(width, inside.totalHeightForWidth(width))
    QApplication.processEvents()
    return page


def picture(page: QWidget) -> QImage:
    """What is to be seen."""
    QApplication.processEvents()
    return page.grab().toImage()
