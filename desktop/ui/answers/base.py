"""What every answering widget does: give and take an answer, say it in words, and cover it when nobody needs to see it.

A covered answer shows as a dot until the focus is in its widget. Widgets that are made of rows cover themselves row by
row; the others are replaced by one row that looks the same whatever was answered.

`changed` is for what a person did (and for `clear`), never for `set_answer`: so a page can keep the answers before and
after, and undo is `set_answer` of the one before.

Leaves to others: the question, its help, Skip and undo (the page); whether an answer fits the sheet cannot be a
question, for widgets give nothing else.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.deals.answers import Answer
from desktop.deals.items import AnyItem, text_for
from desktop.strings.outcome import label_of
from desktop.ui.answers.rows import Painted
from desktop.ui.plain import plain
from desktop.ui.tokens import GRID
from desktop.ui.widgets.abstract import AbstractWidget
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.text import Text, muted
from desktop.ui.words import tr

Revealer = Callable[[bool], None]
FORWARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason, Qt.FocusReason.MouseFocusReason)


class AnswerWidget(QWidget, metaclass=AbstractWidget):
    """One item, answered by one person. Subclasses fill `inside` and say what is in it.

    Attributes:
        changed: the person changed the answer.
        inside: what is hidden while the answer is covered as a whole.
    """

    changed = Signal()

    def __init__(self, item: AnyItem, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._covered = False
        self._revealed = False
        self.inside = QWidget()
        self.rows: QVBoxLayout = column(self.inside, gap=GRID)
        self._cover = CoverRow(self._reveal_and_enter)
        self._cover.hide()
        self.name = plain(text_for(item.ask, role)) or label_of(item, role)
        self.setAccessibleName(self.name)
        self.setAccessibleDescription(plain(text_for(item.help, role)))
        whole = column(self, gap=GRID)
        whole.addWidget(self.inside)
        whole.addWidget(self._cover)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # --- the interface ------------------------------------------------------------------------------------------------

    @abstractmethod
    def answer(self) -> Answer:
        """What is answered now; it always fits the sheet, None is blank."""

    @abstractmethod
    def set_answer(self, answer: Answer) -> None:
        """Show an answer that fits the sheet; no signal."""

    def clear(self) -> None:
        """Blank again, as if it had never been answered; the person did it."""
        if self.answer() is not None:
            self.set_answer(None)
            self.changed.emit()

    @abstractmethod
    def summary(self) -> list[str]:
        """The answer in words, one line each, without the item's name."""

    def set_covered(self, covered: bool) -> None:
        """Show a dot in place of the answer until the focus is in here."""
        self._covered = covered
        self._revealed = covered and self._holds(QApplication.focusWidget())
        self.cover_up(self.hidden_now)

    # --- covering -----------------------------------------------------------------------------------------------------

    @property
    def hidden_now(self) -> bool:
        """Nothing of the answer is to be seen now."""
        return self._covered and not self._revealed

    def cover_up(self, hidden: bool) -> None:
        """Hide or show the answer; this way as a whole."""
        self.inside.setVisible(not hidden)
        self._cover.setVisible(hidden)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if not self._covered or now is None:
            return
        inside = self._holds(now)
        if inside != self._revealed:
            self._revealed = inside
            self.cover_up(self.hidden_now)

    def _holds(self, widget: QWidget | None) -> bool:
        """Whether a widget, or the menu or dialog it is in, belongs to this one."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self

    def _reveal_and_enter(self, forward: bool) -> None:
        self._revealed = True
        self.cover_up(False)
        found = focusable(self.inside)
        if found:
            found[0 if forward else -1].setFocus(Qt.FocusReason.OtherFocusReason)


class CoverRow(Painted, QPushButton):
    """Stands for a covered answer; it looks the same for every answer and for none."""

    def __init__(self, reveal: Revealer) -> None:
        super().__init__()
        self.set_texts(tr("Your answer is covered"), tr("It shows while you are in here."))
        self._reveal = reveal
        self.strong = True
        self.hidden_now = True
        self.setAutoDefault(False)
        self.clicked.connect(lambda _=False: reveal(True))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here wants to see the answer."""
        super().focusInEvent(event)
        if event.reason() in (*FORWARD, Qt.FocusReason.BacktabFocusReason):
            self._reveal(event.reason() != Qt.FocusReason.BacktabFocusReason)


def focusable(parent: QWidget) -> list[QWidget]:
    """What takes the focus by the Tab key inside a widget, in the order of the Tab key."""
    found: list[QWidget] = []
    widget = parent.nextInFocusChain()
    while widget is not None and widget is not parent:
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabbed and widget.isEnabled() and parent.isAncestorOf(widget) and widget.isVisibleTo(parent):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def quiet_line(text: str) -> Text:
    """What a blank counts as, said quietly."""
    return muted(text)


def is_plain_key(event: QKeyEvent) -> bool:
    """A key without Ctrl, Alt or Meta."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return event.type() == QEvent.Type.KeyPress and not event.modifiers() & held
