"""S19 Delete everything on this computer: what goes, what stays with others, and a word to type first.

Leaves to others: deleting (desktop.ui.vault).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.widgets.buttons import secondary, tie
from desktop.ui.widgets.layouts import card, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, strong
from desktop.ui.words import tr


class EraseField(QWidget):
    """A word to type before everything is deleted, and the button for it. Signals: `confirmed`."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.word = tr("DELETE")
        below = column(self, gap=6)
        sentence = tr("Type {word} to go on", word=self.word)
        label = strong(sentence)
        self.field = QLineEdit()
        self.field.setMaxLength(40)
        self.field.textChanged.connect(self._look)
        tie(label, self.field, sentence)
        below.addWidget(label)
        below.addWidget(self.field)
        self.button = secondary(tr("Delete everything"), self._confirm)
        self.clear()

    def clear(self) -> None:
        """Nothing is typed yet."""
        self.field.clear()
        self._look()

    def _look(self) -> None:
        self.button.setEnabled(self.field.text().strip() == self.word)

    def _confirm(self) -> None:
        if self.button.isEnabled():
            self.confirmed.emit()


class ErasePage(Page):
    """Signals: `confirmed`."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Delete everything on this computer?"))
        self.content.addWidget(
            body(
                tr(
                    "This removes sheets, drafts, answers, agreements and people from this computer. "
                    "Other people keep their copies."
                )
            )
        )
        self.content.addWidget(body(tr("Agreements that you saved as files stay where you saved them.")))
        frame, inside = card(gap=12)
        self.typed = EraseField()
        self.typed.confirmed.connect(self.confirmed)
        inside.addWidget(self.typed)
        inside.addWidget(self.typed.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(frame)
        self.set_back(tr("Cancel"))

    def entered(self) -> None:
        """The careful choice has the focus."""
        super().entered()
        self.typed.clear()
        if self.back is not None:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
