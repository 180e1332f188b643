"""An item tried out in the editor: how it is answered, and what could come out. What is entered is thrown away.

Leaves to others: the sheet to try (desktop.ui.editor.checking), the numbers (desktop.ui.foresight).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from desktop.deals.answers import Answers
from desktop.deals.items import text_for
from desktop.deals.preview import Preview
from desktop.deals.sheet import Sheet, answers_item
from desktop.strings.outcome import label_of, rule_in_words
from desktop.ui.answers import AnswerWidget, answer_widget
from desktop.ui.foresight import Foresight
from desktop.ui.pages.review import role_name
from desktop.ui.plain import plain
from desktop.ui.widgets.beside import Beside
from desktop.ui.widgets.buttons import chip
from desktop.ui.widgets.foretold import Foretold
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr

SETTLE_MS = 400
"""After the last letter, before the item is made anew."""


class Trial(QWidget):
    """The item at hand as others will see it."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.field: AnswerWidget | None = None
        self._role = ""
        self._next: Sheet | None = None
        self.foresight = Foresight(self)
        self.foresight.ready.connect(self.show_preview)
        frame, inside = card(gap=12, margins=24)
        self.frame: QFrame = frame
        inside.addWidget(section(tr("Try it")))
        inside.addWidget(muted(tr("As others will see it. What you enter here is thrown away.")))
        self._inside = column(gap=12)
        inside.addLayout(self._inside)
        column(self, gap=0).addWidget(frame)
        self._drawing: Foretold | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.make)

    def show_item(self, sheet: Sheet | None, *, now: bool = False) -> None:
        """Try the one item of a sheet, soon; None while it has mistakes.

        Args:
            now: not later.
        """
        self._next = sheet
        if now:
            self.make()
        elif sheet != self.sheet or sheet is None:
            self._settle.start()

    def close_up(self) -> None:
        """Nothing is tried any more."""
        self._settle.stop()
        self.foresight.forget()
        self.sheet, self._next = None, None
        self._empty()

    def _empty(self) -> None:
        self.field, self._drawing = None, None
        clear(self._inside)

    def make(self) -> None:
        """Make it anew."""
        self._settle.stop()
        self.foresight.stop()
        self._empty()
        self.sheet = self._next
        if self.sheet is None:
            self._inside.addWidget(body(tr("It can be tried once nothing has to be mended here.")))
            return
        sheet, item = self.sheet, self.sheet.items[0]
        roles = [role for role in sheet.roles if answers_item(item, role)]
        self._role = self._role if self._role in roles else next(iter(roles), "")
        if len(roles) > 1:
            self._inside.addWidget(self._whose(roles))
        words = QWidget()
        inside = column(words, gap=10)
        inside.addWidget(body(plain(text_for(item.ask, self._role)) or label_of(item, self._role)))
        help_text = plain(text_for(item.help, self._role))
        if help_text:
            inside.addWidget(muted(help_text))
        self.field = answer_widget(item, self._role, sheet.roles if sheet.roles_are_unique else ())
        self.field.changed.connect(self._foresee)
        inside.addWidget(self.field)
        inside.addWidget(muted(rule_in_words(item)))
        self._drawing = Foretold()
        beside = Beside(words)
        beside.hold(self._drawing)
        self._inside.addWidget(beside)
        self._foresee()

    def _whose(self, roles: list[str]) -> QWidget:
        holder = QWidget()
        flow = Wrapping(holder)
        group = QButtonGroup(holder)
        for role in roles:
            made = chip(role_name(role), partial(self._look_as, role))
            made.setChecked(role == self._role)
            group.addButton(made)
            flow.addWidget(made)
        return holder

    def _look_as(self, role: str) -> None:
        self._role = role
        QTimer.singleShot(0, self, self.make)  # the chip that was pressed goes with it

    def answers(self) -> Answers:
        """What is entered now."""
        answer = None if self.field is None else self.field.answer()
        by_item = {} if self.sheet is None or answer is None else {self.sheet.items[0].id: answer}
        return Answers(self._role, frozenset(), by_item)

    def _foresee(self) -> None:
        if self.sheet is not None:
            self.foresight.ask(self.sheet, self.answers())

    def show_preview(self, seen: Preview | None) -> None:
        """What could come out."""
        if self._drawing is not None and self.sheet is not None and seen is not None:
            item = self.sheet.items[0]
            self._drawing.show_preview(item, seen.items[item.id])
