"""Every page in every state: named for screen readers, nothing clipped, in the order of the eye, plain text only."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.store import Settings
from desktop.ui.answers.marks import Cell
from desktop.ui.pages.home import Entry
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.tab_order import move_focus
from tests.ui.fakes import outcome_of
from tests.ui.screenshots import LOOKS, PAGES, ROLES, Look, settle, show

ALIKE = {
    *(f"12-answer-{place}" for place in range(3, 7)),
    *(f"12-foreseen-{place}" for place in (1, 2, 4, 5, 6)),
    *(f"04-editor-{name}" for name in ("texts", "dates", "rank", "match", "level", "set", "deleted", "level-tried")),
    "12-foreseen-level",
    "12-foreseen-7",
    "12-foreseen-group",
    "12-foreseen-list",
    "05-shared-own",
    "12-foreseen-working",
    "05-shared",
    "05-shared-roles",
    "02-home-broken-file",
    "07-invite-expired",
    "07-invite-tried",
    "08-enter-unknown",
    "08-enter-mismatch",
    "16-result-cheated",
    "10-network-failed",
    "10-network-expired",
    "10-network-with-other",
    "06-connect-met",
    "07-invite-router",
    "08-enter-met-looking",
    "08-enter-met-nobody",
    "16-result-with-others",
    "17-writing",
    "17-writing-begun",
    "17-agreement-draft",
    "17-improve-shared",
}
"""States that differ from others in words only, or in answer widgets that have tests of their own."""

INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.ProgressBar,
}


def visible(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def unnamed(window: QWidget) -> list[str]:
    """What can be used but has no name for a screen reader."""
    found = []
    for widget in visible(window):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or interface.role() not in INTERACTIVE:
            continue
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def clipped(window: QWidget) -> list[str]:
    """Texts that are given less room than they need, and what sticks out of the window at the side."""
    found = []
    for widget in visible(window):
        if isinstance(widget, QPlainTextEdit):
            found += too_wide(widget)
        if isinstance(widget, Cell) and widget.heightForWidth(widget.width()) > widget.height() + 1:
            found.append(
                f"{widget.text[:50]!r} needs {widget.heightForWidth(widget.width())} of {widget.height()} down"
            )
        text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
        if not text:
            continue
        if widget.hasHeightForWidth() or (isinstance(widget, QLabel) and widget.wordWrap()):
            needed = widget.heightForWidth(widget.width())
        else:
            needed = QFontMetrics(widget.font()).height()
            words = text.replace("&&", "&")
            wide = max(QFontMetrics(widget.font()).horizontalAdvance(line) for line in words.split("\n"))
            if wide > widget.width() + 1:
                found.append(f"{text[:50]!r} needs {wide} of {widget.width()} across")
        if isinstance(widget, QLabel) and widget.wordWrap():
            found += words_cut(widget)
        if needed > widget.height() + 1:
            found.append(f"{text[:50]!r} needs {needed} of {widget.height()} down")
        right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
        if right > window.width() + 1:
            found.append(f"{text[:50]!r} ends at {right} of {window.width()}")
    return found


def sideways(page: Page) -> int:
    """How much wider than its window what scrolls is, which nobody could get to see."""
    return max(page._scroll.widget().width() - page._scroll.viewport().width(), 0)


def words_cut(label: QLabel) -> list[str]:
    """Words of a wrapped label that no line of it has room for: Qt breaks only where words end and cuts the rest."""
    margins, metrics = label.contentsMargins(), QFontMetrics(label.font())
    room = label.width() - margins.left() - margins.right()
    words = re.split(r"[\s\u200b]+|(?<=[-/])", QLabel.text(label))
    word = max(words, key=metrics.horizontalAdvance)
    wide = metrics.horizontalAdvance(word)
    return [f"the word {word[:50]!r} needs {wide} of {room} across"] if wide > room + 1 else []


def too_wide(area: QPlainTextEdit) -> list[str]:
    """Lines that begin in a field and end outside it."""
    room, block, found = area.viewport().width(), area.document().firstBlock(), []
    while block.isValid():
        wide = max((block.layout().lineAt(n).naturalTextWidth() for n in range(block.layout().lineCount())), default=0)
        if wide > room:
            found.append(f"{block.text()[:50]!r} needs {wide} of {room} across")
        block = block.next()
    return found


def overlapping(window: QWidget) -> list[str]:
    """Pairs of texts or fields that cover each other."""
    kinds = QLabel | QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox
    leaves = [widget for widget in visible(window) if isinstance(widget, kinds)]
    places = {
        widget: _seen(widget, window).adjusted(2, 2, -2, -2)
        for widget in leaves
        if not isinstance(widget, QLabel) or widget.text()
    }
    found = []
    for one, other in itertools.combinations([widget for widget in places if places[widget].isValid()], 2):
        inside = one.isAncestorOf(other) or other.isAncestorOf(one)
        apart = one.window() is not other.window()  # a question stands over the page
        if places[one].intersects(places[other]) and not inside and not apart:
            found.append(f"{_said(one)} and {_said(other)}")
    return found


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """Where it is in the window; of what scrolls only the part that is in view."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    area = _scrolled_in(widget)
    while area is not None:
        viewport = area.viewport()
        place &= QRect(viewport.mapTo(window, QPoint(0, 0)), viewport.size())
        area = _scrolled_in(area)
    return place


def _scrolled_in(widget: QWidget) -> QAbstractScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent


def _said(widget: QWidget) -> str:
    return f"{type(widget).__name__} {(widget.accessibleName() or getattr(widget, 'text', str)())[:40]!r}"


def small_targets(window: QWidget) -> list[str]:
    return [
        f"{widget.text()[:40]!r} is {widget.height()} high"
        for widget in visible(window)
        if isinstance(widget, QAbstractButton) and widget.text() and widget.height() < 30
    ]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ALIKE])
def test_every_page_can_be_used_by_everybody(dressed: QApplication, tmp_path: Path, name: str) -> None:
    stand = show(dressed, name, Look("small", size=(720, 480)), tmp_path)
    try:
        assert unnamed(stand.window) == []
        assert clipped(stand.window) == []
        assert small_targets(stand.window) == []
        assert overlapping(stand.window) == []
        for label in stand.window.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        if any(question.isVisible() for question in stand.window.findChildren(QDialog)):
            return  # the size of text is not changed behind a question
        desk = stand.flow.context.desk
        desk.settings = Settings(name="Robin", theme="light", text_percent=200, reduce_motion=True)
        desk.apply_looks()
        settle(dressed)
        assert clipped(stand.window) == []
        assert sideways(stand.window.page) == 0
        assert overlapping(stand.window) == []
    finally:
        stand.close()


@pytest.mark.parametrize("name", [f"04-editor-{kind}" for kind in ("terms", "bundle", "disclose", "pick")])
def test_the_editor_never_scrolls_sideways(dressed: QApplication, tmp_path: Path, name: str) -> None:
    stand = show(dressed, name, Look("small", size=(720, 480), percent=200, language="de"), tmp_path)
    try:
        assert stand.flow.pages.editor.stacked
        assert sideways(stand.window.page) == 0
        stand.window.resize(1000, 900)
        settle(dressed)
        assert not stand.flow.pages.editor.stacked
        assert sideways(stand.window.page) == 0
        stand.window.page._scroll.widget().setMinimumWidth(1200)
        settle(dressed)
        assert sideways(stand.window.page) > 400
    finally:
        stand.close()


SAMPLE = (
    "01-welcome-error",
    "02-home-full",
    "03-terms-wrong",
    "07-invite-words",
    "08-enter-nobody",
    "12-answer-left",
    "14-waiting-alone",
    "16-result",
    "20-settings",
    "04-editor-wrong",
    "12-foreseen-3",
    "10-network-behind",
    "17-improve",
    "17-writing-written",
    "17-agreement-words",
    "06-connect-networks",
    "07-invite-awaiting",
    "08-enter-met",
    "10-network-together",
    "12-answer-5",
    "19-people-forget",
    "22-diagnostics",
)


@pytest.mark.parametrize("look", [look for look in LOOKS if look.name in ("large", "long")], ids=lambda look: look.name)
@pytest.mark.parametrize("name", SAMPLE)
def test_nothing_is_clipped_when_text_is_large_or_long(
    dressed: QApplication, tmp_path: Path, name: str, look: Look
) -> None:
    stand = show(dressed, name, look, tmp_path)
    try:
        assert clipped(stand.window) == []
        assert overlapping(stand.window) == []
    finally:
        stand.close()


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


@pytest.mark.parametrize("percent", [100, 200])
def test_words_of_any_length_can_be_read(dressed: QApplication, tmp_path: Path, percent: int) -> None:
    link = "https://docs.example.org/d/" + "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789" * 2 + "_END"
    stand = show(dressed, "14-waiting", Look("small", size=(720, 480), percent=percent), tmp_path)
    try:
        sheet, outcome = outcome_of(ROLES)
        opened = ItemOutcome(True, {"candidate.c1": {"text": f"See {link}"}})
        stand.result(sheet, Outcome(False, {**outcome.items, "other_offers": opened}))
        stand.flow.pages.result.go_on()
        settle(dressed)
        labels = [label for label in stand.window.page.findChildren(QLabel) if link in label.text()]
        assert len(labels) == 1
        assert labels[0].accessibleName() == labels[0].text() == f"See {link}"
        copying = next(one for one in stand.window.page.findChildren(QAbstractButton) if one.text() == "Copy")
        copying.click()
        assert QApplication.clipboard().text() == f"See {link}"
        stand.flow.pages.home.show_lists([Entry("1", "W" * 300, "x" * 200)], [])
        stand.flow.pages.home.show_banner("w" * 300, "x" * 300)
        stand.window.show_page(stand.flow.pages.home)
        settle(dressed)
        assert clipped(stand.window) == []
        assert overlapping(stand.window) == []
    finally:
        QApplication.clipboard().clear()
        stand.close()


def test_nothing_lies_over_the_first_page_of_answering(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "12-answer-intro", LOOKS[0], tmp_path)
    try:
        page = stand.flow.pages.answer
        assert page.at == ""
        assert not page.foreseen.isVisible()
        page.primary.click()
        settle(dressed)
        assert page.foreseen.isVisible()
        page.previous.click()
        settle(dressed)
        assert not page.foreseen.isVisible()
    finally:
        stand.close()


class QAbstractButtonWithout(RowButton):
    """A row that nobody has named."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "", lambda: None)
        self.setParent(parent)


@pytest.mark.parametrize(
    "name",
    [
        "01-welcome",
        "02-home-full",
        "06-connect-roles-practice",
        "08-enter",
        "20-settings",
        "19-people",
        "04-editor-people",
        "06-connect-networks",
        "08-enter-met",
        "10-network-together",
        "12-answer-2",
        "12-answer-5",
        "16-result",
        "17-writing-written",
        "17-agreement-words",
    ],
)
def test_tab_goes_where_the_eye_goes(dressed: QApplication, tmp_path: Path, name: str) -> None:
    stand = show(dressed, name, LOOKS[0], tmp_path)
    try:
        page = stand.window.page
        spots = []
        move_focus(page.regions, None, 1)
        for _ in range(60):
            now = QApplication.focusWidget()
            if now is None or not page.isAncestorOf(now):
                break
            scrolled = page._scroll.widget()
            whole = scrolled if scrolled.isAncestorOf(now) else page  # the focus scrolls what it is in
            spots.append((now, now.mapTo(whole, QPoint(0, now.height() // 2))))
            QTest.keyClick(now, Qt.Key.Key_Tab)
        assert len(spots) == len({id(widget) for widget, _ in spots}) >= 2
        regions = page.regions if len(page.regions) > 1 else [page._scroll, page._foot]
        for region in regions:
            heights = [spot.y() for widget, spot in spots if region.isAncestorOf(widget)]
            assert all(later >= earlier - 14 for earlier, later in itertools.pairwise(heights))
    finally:
        stand.close()


def test_the_cover_is_there_at_once(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "12-answer-3", LOOKS[0], tmp_path)
    try:
        began = time.perf_counter()
        stand.window.cover()
        stand.window.repaint()
        assert time.perf_counter() - began < 0.1
        assert stand.window.covered
        image = stand.window.grab().toImage()
        plain_page = show_cover_only(stand.window)
        assert image.pixelColor(20, 200) == plain_page
    finally:
        stand.close()


def show_cover_only(window: QWidget) -> object:
    from PySide6.QtGui import QColor

    from desktop.ui.theme import theme

    return QColor(theme().colours.window)


def test_what_has_to_be_mended_does_not_look_like_good_news(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "03-terms-wrong", LOOKS[0], tmp_path)
    try:
        assert stand.window.page.banner is not None
        assert stand.window.page.banner.property("kind") == "problem"
    finally:
        stand.close()


def test_nothing_empty_is_left_below_the_question_about_stopping(dressed: QApplication, tmp_path: Path) -> None:
    stand = show(dressed, "15-comparing-stop", LOOKS[0], tmp_path)
    try:
        page = stand.flow.pages.comparing
        assert not page._foot.isVisible()
        page.keep.click()
        assert page.cancel.isVisible()
    finally:
        stand.close()
