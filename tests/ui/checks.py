"""What is wrong with a page, found without eyes: nameless, clipped, covered, too small, too wide, or out of order.

wrong_with(stand) is everything at once: the tests of every page and the long sweep over all looks use it.
"""

from __future__ import annotations

import itertools
import re

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from desktop.ui import tokens
from desktop.ui.answers.marks import Cell
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.tab_order import move_focus
from desktop.ui.window import Window
from tests.ui.fakes import Stand

LEAST_TARGET = 32
"""Pixels, as high as anything that is pressed has to be."""
_MOST_STOPS = 120

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
            lines = (QAbstractButton.text(widget) if isinstance(widget, QAbstractButton) else text).split("\n")
            needed = QFontMetrics(widget.font()).height() * len(lines)
            wide, room = max(map(metrics_of(widget).horizontalAdvance, lines)), room_for_words(widget)
            if wide > room + 1:
                found.append(f"{text[:50]!r} needs {wide} of {room} across")
        if isinstance(widget, QLabel) and widget.wordWrap():
            found += words_cut(widget)
        if needed > widget.height() + 1:
            found.append(f"{text[:50]!r} needs {needed} of {widget.height()} down")
        right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
        if right > window.width() + 1:
            found.append(f"{text[:50]!r} ends at {right} of {window.width()}")
    return found


def metrics_of(widget: QWidget) -> QFontMetrics:
    """Of the letters it is painted with: what is chosen has heavier ones, of which only the style sheet knows."""
    font = QFont(widget.font())
    if isinstance(widget, QAbstractButton) and widget.isChecked() and widget.property("kind") == "chip":
        font.setWeight(QFont.Weight(tokens.STRONG))
    return QFontMetrics(font)


def room_for_words(widget: QWidget) -> int:
    """Between the edges of a button, beside its icon, or the width of a label."""
    if not isinstance(widget, QPushButton):
        return widget.width()
    option = QStyleOptionButton()
    widget.initStyleOption(option)
    inside = widget.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, widget)
    return inside.width() - (0 if widget.icon().isNull() else widget.iconSize().width() + 4)


def squeezed(window: QMainWindow) -> int:
    """How much wider than the window what does not scroll has to be."""
    return max(window.centralWidget().minimumSizeHint().width() - window.width(), 0)


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
    """What is too low or too narrow to be hit."""
    return [
        f"{_said(widget)} is {widget.width()} x {widget.height()}"
        for widget in visible(window)
        if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < LEAST_TARGET
    ]


def formatted(window: QWidget) -> list[str]:
    """Texts that might be taken for more than plain text."""
    labels = (label for label in window.findChildren(QLabel) if label.text())
    return [label.text()[:50] for label in labels if label.textFormat() != Qt.TextFormat.PlainText]


def stops(page: Page) -> list[tuple[QWidget, QRect]]:
    """Where the Tab key goes on a page, in its order, once round, and where each was when it was reached."""
    found: list[tuple[QWidget, QRect]] = []
    move_focus(page.regions, None, 1)
    for _ in range(_MOST_STOPS):
        now = QApplication.focusWidget()
        if now is None or not page.isAncestorOf(now) or any(now is one for one, _ in found):
            break
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what stands beside a card goes with the focus
        scrolled = page._scroll.widget()
        whole = scrolled if scrolled.isAncestorOf(now) else page  # the focus scrolls what it is in
        found.append((now, QRect(now.mapTo(whole, QPoint(0, 0)), now.size())))
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return found


def out_of_order(page: Page) -> list[str]:
    """Where Tab goes up, or against the direction of reading within a line."""
    found, spots = [], stops(page)
    regions = page.regions if len(page.regions) > 1 else [page._scroll, page._foot]
    mirrored = page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for region in regions:
        inside = [spot for spot in spots if region.isAncestorOf(spot[0])]
        for (one, before), (other, after) in itertools.pairwise(inside):
            beside = before.top() < after.center().y() < before.bottom()
            against = after.right() > before.right() if mirrored else after.left() < before.left()
            if after.bottom() <= before.top() or (beside and against):
                found.append(f"{_said(one)} and then {_said(other)}")
    return found


def asks(window: QWidget) -> bool:
    """A question stands in front of the page."""
    return any(question.isVisible() for question in window.findChildren(QDialog))


def too_large(window: Window) -> list[str]:
    """What does not fit at this size of the window and of the text."""
    found = [*clipped(window), *overlapping(window)]
    if sideways(window.page):
        found.append(f"{sideways(window.page)} pixels of the page are beside the window")
    if squeezed(window):
        found.append(f"{squeezed(window)} pixels are missing across")
    return found


def wrong_with(stand: Stand) -> list[str]:
    """Everything that is wrong with the page that is up."""
    window = stand.window
    found = [*unnamed(window), *small_targets(window), *formatted(window), *too_large(window)]
    if not asks(window) and not window.covered:
        found += out_of_order(window.page)
    return found
