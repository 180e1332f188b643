"""A preview of one item, drawn: what can come out and how likely, how well others can guess before and after, in words.

Every bar and every line has its number beside it, so nothing depends on colour or on the drawing.

Leaves to others: the numbers (desktop.deals.preview), when it is worked out (desktop.ui.foresight).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.deals.items import AnyItem, BundleItem, DatesItem, DiscloseItem, LadderItem
from desktop.deals.preview import ItemPreview, PossibleOutcome
from desktop.ui.answers.results import package_in_words, value_in_words
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import clear, column, row
from desktop.ui.widgets.text import Text, body, muted, with_tabular_numbers
from desktop.ui.words import tr, tr_n

MOST_LISTED = 6
"""Outcomes that are drawn, the likeliest first; the rest is a number."""
MOST_TOGETHER = 2
"""Numbers of others who share what they know that are drawn besides all of them."""
_BAR, _TRACK = 8, 18
FEWEST_BELOW = 150
"""Per cent: with larger text the numbers stand below their words."""
_LEAST_WORDS = 120
"""Pixels at 100 % that the words need beside their number: as wide as a long one of them."""


def percent(chance: Fraction) -> str:
    """A chance as it stands beside its bar."""
    if 0 < chance < Fraction(1, 200):
        return tr("under 1%")
    if Fraction(199, 200) < chance < 1:
        return tr("over 99%")
    return tr("{n}%", n=round(100 * float(chance)))


def likeliest(item: ItemPreview) -> list[PossibleOutcome]:
    """Outcomes in the order in which they are drawn."""
    return sorted(item.outcomes, key=lambda one: -one.probability)[:MOST_LISTED]


def guesses(item: ItemPreview) -> list[tuple[str, Fraction]]:
    """Who could guess one's own answer, and how well at worst; () for an item one does not answer."""
    if not item.guess_before:
        return []
    n = len(item.colluding)
    found = [(tr("The other person") if n < 2 else tr("One of the others"), item.guess_after)]
    found.append((tr("Someone who accepts everything to find out"), item.prober))
    for k in sorted({*range(2, min(MOST_TOGETHER, n) + 1), n} - {0, 1}):
        label = tr("All the others together") if k == n else tr("{n} of the others together", n=k)
        found.append((label, item.colluding[k]))
    return found


class Foretold(QWidget):
    """One item's preview. Set it anew with `show_preview`."""

    def __init__(self, sentences: QVBoxLayout | None = None) -> None:
        """Args: sentences: where the sentences go; None: below the drawing."""
        super().__init__()
        self._inside = column(self, gap=6)
        self._sentences = sentences

    def show_preview(self, item: AnyItem, seen: ItemPreview) -> None:
        """Draw these numbers about an item."""
        clear(self._inside)
        self._inside.addWidget(Text(tr("What can come out"), "strong"))
        for one in likeliest(seen):
            _add_outcome(self._inside, in_words(item, one), one)
        more = len(seen.outcomes) - MOST_LISTED
        if more > 0:
            self._inside.addWidget(muted(tr_n("And {n} more.", "And {n} more.", more)))
        found = guesses(seen)
        if found:
            self._inside.addSpacing(8)
            self._inside.addWidget(Text(tr("How well others could guess your answer"), "strong"))
            for label, after in found:
                _add_guess(self._inside, label, seen.guess_before, after, exact=seen.exact)
            self._inside.addWidget(muted(tr("Hollow: before. Full: afterwards, at worst.")))
        said = self._inside if self._sentences is None else self._sentences
        if self._sentences is None:
            self._inside.addSpacing(8)
        else:
            clear(self._sentences)
        for sentence in seen.sentences:
            said.addWidget(muted(plain(sentence)))


def in_words(item: AnyItem, one: PossibleOutcome) -> str:
    """An outcome as it reads in the window: by what stands on the sheet instead of by ids and bare numbers."""
    if isinstance(item, DiscloseItem) and isinstance(one.value, Mapping):
        return tr("Opened: {what}.", what=value_in_words(item, one.value))
    if isinstance(item, BundleItem) and isinstance(one.value, Mapping):
        return tr("Shown: {what}.", what=package_in_words(item, one.value))
    if isinstance(item, DatesItem | LadderItem) and one.value not in (None, True):
        return tr("Shown: {what}.", what=value_in_words(item, one.value))
    return plain(one.text)


def _add_outcome(inside: QVBoxLayout, text: str, one: PossibleOutcome) -> None:
    number = percent(one.probability)
    _add_line(inside, text, number)
    bar = Bar(one.probability, hollow=one.value is None)
    bar.setAccessibleName(tr("{what} {number}", what=text, number=number))
    inside.addWidget(bar)
    inside.addSpacing(4)


def _add_guess(inside: QVBoxLayout, label: str, before: Fraction, after: Fraction, *, exact: bool) -> None:
    if after == before:
        number = tr("{number}, as before", number=percent(before))
    else:
        sentence = tr("{before} → {after}") if exact else tr("{before} → at most {after}")
        number = sentence.format(before=percent(before), after=percent(after))
    _add_line(inside, label, number)
    drawn = FromTo(before, after)
    drawn.setAccessibleName(tr("{what} {number}", what=label, number=number))
    inside.addWidget(drawn)
    inside.addSpacing(2)


def _add_line(inside: QVBoxLayout, text: str, number: str) -> None:
    inside.addWidget(_Numbered(text, number))


class _Numbered(QWidget):
    """Words with a number behind them, or below them where the text is so large that the words would be cut."""

    def __init__(self, text: str, number: str) -> None:
        super().__init__()
        self._across = row(self, gap=12)
        self._across.addWidget(body(text), 1)
        self._number = Text(number, "strong", wrap=False)
        with_tabular_numbers(self._number)
        self._across.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBottom)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the number goes below instead
        self.setSizePolicy(policy)
        theme().changed.connect(self._turn)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave no room for both."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        room = self.width() - self._number.sizeHint().width() - 12
        below = theme().percent > FEWEST_BELOW or room < theme().px(_LEAST_WORDS)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(0 if below else 12)


class _Drawn(QWidget):
    """As wide as there is space, of one height, with a left that is the right where people read from the right."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The height matters."""
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(80, self._height)

    def across(self, part: Fraction, margin: float) -> float:
        """Where a part of the whole width ends."""
        span = (self.width() - 2 * margin) * float(part)
        return self.width() - margin - span if self._mirrored() else margin + span

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Bar(_Drawn):
    """A part of a whole: full where something is shown, an outline where nothing is."""

    def __init__(self, part: Fraction, *, hollow: bool) -> None:
        super().__init__(_BAR)
        self.part, self.hollow = part, hollow

    def paintEvent(self, _: QPaintEvent) -> None:
        """The track, and the part of it."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hairline))
        painter.drawRoundedRect(QRectF(self.rect()), _BAR / 2, _BAR / 2)
        if not self.part:
            return
        begin, end = sorted((self.across(Fraction(0), 0), self.across(self.part, 0)))
        area = QRectF(begin, 0, max(end - begin, float(_BAR)), _BAR)
        if area.right() > self.width():
            area.moveRight(self.width())
        if self.hollow:
            painter.setPen(QPen(QColor(colours.edge), 2))
            painter.setBrush(QColor(colours.card))
            area.adjust(1, 1, -1, -1)
        else:
            painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)


class FromTo(_Drawn):
    """Two chances on one line from none to certain: hollow before, full after."""

    def __init__(self, before: Fraction, after: Fraction) -> None:
        super().__init__(_TRACK)
        self.before, self.after = before, after

    def paintEvent(self, _: QPaintEvent) -> None:
        """The line, the way between, the two dots."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, margin = self.height() / 2, 8.0
        start, end = self.across(Fraction(0), margin), self.across(Fraction(1), margin)
        painter.setPen(QPen(QColor(colours.hairline), 2))
        painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        painter.setPen(QPen(QColor(colours.edge), 2))
        for x in (start, end):
            painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
        before, after = self.across(self.before, margin), self.across(self.after, margin)
        painter.setPen(QPen(QColor(colours.accent), 4))
        painter.drawLine(QPointF(before, middle), QPointF(after, middle))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(after, middle), 6, 6)
        painter.setBrush(QColor(colours.card))
        radius = 3 if self.before == self.after else 5
        painter.drawEllipse(QPointF(before, middle), radius, radius)
