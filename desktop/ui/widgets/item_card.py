"""One item to answer: what is asked, the answer, what comes out of it, and whether it is a dealbreaker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.deals.answers import Answer
from desktop.deals.items import AnyItem, text_for
from desktop.strings.outcome import label_of, rule_in_words
from desktop.ui import icons
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.beside import Beside
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping, card, column, line, row
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr


@runtime_checkable
class AnswerField(Protocol):
    """What every answer widget can do."""

    changed: SignalInstance

    def answer(self) -> Answer:
        """The answer as it is now; None is blank."""

    def set_answer(self, answer: Answer) -> None:
        """Show an answer."""

    def clear(self) -> None:
        """Back to blank."""

    def summary(self) -> list[str]:
        """The answer in words, one line each."""

    def set_covered(self, covered: bool) -> None:
        """Hide the answer while nobody is at it."""


MakeField = Callable[[AnyItem, str, tuple[str, ...], QWidget | None], QWidget]
"""make(item, role, roles by seat, parent) -> a widget that is an AnswerField."""


class ItemCard(QFrame):
    """Signals: `changed` by the person; `skipped`."""

    changed = Signal()
    skipped = Signal()

    def __init__(
        self, item: AnyItem, role: str, seats: tuple[str, ...], make: MakeField, *, markable: bool, only_if: str
    ) -> None:
        """Args: markable: it may be a dealbreaker. only_if: label of the item it depends on, or ""."""
        super().__init__()
        self.item = item
        self.label = label_of(item, role)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.label)
        inside = column(self, gap=10, margins=24)
        inside.addWidget(section(self.label))
        for text in (text_for(item.ask, role), text_for(item.help, role)):
            if text:
                inside.addWidget(body(plain(text)) if text == text_for(item.ask, role) else muted(plain(text)))
        if only_if:
            inside.addWidget(muted(tr("Only counts if “{label}” is agreed.", label=only_if)))
        self.widget = make(item, role, seats, self)
        if not isinstance(self.widget, AnswerField):
            raise TypeError("not an answer widget")
        self.field: AnswerField = self.widget
        self.field.changed.connect(self.changed)
        inside.addSpacing(4)
        inside.addWidget(self.widget)
        self.must: AnyOf | None = None
        if markable:
            self.must = AnyOf(
                tr("This is a dealbreaker for me"),
                tr("If it is not agreed, nothing else is shown, nor which dealbreaker it was, or whose."),
            )
            self.must.toggled.connect(lambda _: self.changed.emit())
            inside.addWidget(self.must)
        actions = QWidget()
        flow = Wrapping(actions)
        clearing = link(tr("Clear this answer"), self.clear)
        clearing.setAccessibleName(tr("Clear this answer: {label}", label=self.label))
        flow.addWidget(clearing)
        inside.addWidget(actions)
        self._line = line()
        inside.addWidget(self._line)
        self.shown = Shown(rule_in_words(item))
        inside.addWidget(self.shown)
        if item.note:
            inside.addWidget(muted(plain(item.note)))

    def clear(self) -> None:
        """Back to blank, the mark included."""
        self.field.clear()
        if self.must is not None:
            self.must.setChecked(False)
        self.changed.emit()

    def set_covered(self, covered: bool) -> None:
        """Hide the answer, and whether it is a dealbreaker, while nobody is at them."""
        self.field.set_covered(covered)
        if self.must is not None:
            self.must.set_covered(covered)

    def tell_rule(self, tells: bool) -> None:
        """What comes out of it stands here, or beside it."""
        self.shown.setVisible(tells)
        self._line.setVisible(tells or bool(self.item.note))

    @property
    def marked(self) -> bool:
        """It is a dealbreaker."""
        return self.must is not None and self.must.isChecked()


def tell_rules(cards: Sequence[ItemCard], places: Sequence[Beside], at: int | None) -> str:
    """Have every item say what comes out of it but the one at hand where something stands beside it: what that is."""
    beside = ""
    for number, (made, place) in enumerate(zip(cards, places, strict=False)):
        aside = number == at and place.wide
        made.tell_rule(not aside)
        beside = made.shown.sentence.text() if aside else beside
    return beside


class Shown(QWidget):
    """What comes out of an item, with the eye beside it."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._mark = QLabel()
        self._mark.setFixedSize(QSize(18, 18))
        across = row(self, gap=8)
        across.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = muted(sentence)
        across.addWidget(self.sentence, 1)
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._mark.setPixmap(icons.pixmap("eye", 18, theme().colours.muted))


def question_card(heading: str, lines: list[str]) -> QFrame:
    """Questions to think about before answering."""
    frame, inside = card(gap=12, margins=24)
    inside.addWidget(section(heading))
    for text in lines:
        inside.addWidget(body(plain(text)))
    return frame
