"""S20 Licences: what the program is made of, a row for each part, and the terms of the one that is opened.

Leaves to others: which parts there are (desktop.ui.licences).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui import tokens
from desktop.ui.licences import Part
from desktop.ui.pages.diagnostics import LEAST_LINES, LINE_PX, MOST_LINES, text_lines
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import body, muted
from desktop.ui.words import tr


class LicencesPage(Page):
    """A list, or one text in its place; the way back leads from the text to the list.

    Attributes:
        rows: a button for each part, in their order. text: the terms of the part that is open.
    """

    def __init__(self) -> None:
        super().__init__(tr("Licences"))
        self._parts: list[Part] = []
        self._at: int | None = None
        self.rows: list[RowButton] = []
        self._list = QWidget()
        inside = column(self._list, gap=tokens.GAP)
        inside.addWidget(body(tr("These are the parts of this program, each under its own terms.")))
        self._rows = column(gap=tokens.GRID)
        inside.addLayout(self._rows)
        self.content.addWidget(self._list)
        self._open, below = card()
        self._facts = muted("")
        below.addWidget(self._facts)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        below.addWidget(self.text)
        self._open.hide()
        self.content.addWidget(self._open)
        theme().changed.connect(self._make_room)
        self.set_back("", self._step_back)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """The list."""
        self._parts, self._at = list(parts), None
        clear(self._rows)
        self.rows = []
        for number, part in enumerate(self._parts):
            made = RowButton(plain(part.name), facts_of(part), partial(self.open, number))
            self.rows.append(made)
            self._rows.addWidget(made)
        self._turn()

    def open(self, number: int) -> None:
        """The terms of one part."""
        self._at = number
        part = self._parts[number]
        text = part.read() or tr("This part brings no text of its own.")
        self._facts.tell(facts_of(part))
        self._facts.setVisible(bool(facts_of(part)))
        self.text.setPlainText(text)
        self.text.setAccessibleName(tr("Terms of {name}", name=plain(part.name)))
        self._turn()
        self._make_room()  # the style sheet has its own idea of the height when the field is first shown
        self.entered()

    def entered(self) -> None:
        """The text can be read with the keyboard at once, and the list goes on where it was left."""
        super().entered()
        if self._at is not None:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_back(self) -> None:
        if self._at is None:
            self.left.emit()
            return
        row, self._at = self.rows[self._at], None
        self._turn()
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(row)

    def _turn(self) -> None:
        reading = self._at is not None
        self._list.setVisible(not reading)
        self._open.setVisible(reading)
        self.heading.setText(tr("Licences") if self._at is None else plain(self._parts[self._at].name))

    def _make_room(self) -> None:
        lines = min(max(text_lines(self.text.toPlainText()), LEAST_LINES), MOST_LINES)
        self.text.setMinimumHeight(theme().px(LINE_PX) * lines)


def facts_of(part: Part) -> str:
    """Version and licence in one line."""
    return " · ".join(plain(said, 120) for said in (part.version, part.licence) if said)
