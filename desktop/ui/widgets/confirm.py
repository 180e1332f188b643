"""A question that needs an answer before anything else, such as leaving the others. There are very few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.widgets.buttons import Button, primary, secondary
from desktop.ui.widgets.layouts import column, row
from desktop.ui.widgets.text import body, section

_FREE = 24
"""Pixels of the window that stay free on both sides."""


class Confirm(QDialog):
    """A heading, a sentence or more, the careful choice first and focused. Esc is the careful choice.

    Attributes:
        may_interrupt: says nothing that a cover hides, and is asked in front of it.
    """

    def __init__(self, parent: QWidget, heading: str, sentences: str | Sequence[str], stay: str, go: str) -> None:
        """Args: sentences: one, or several paragraphs. stay: label of the careful choice. go: label of the other."""
        super().__init__(parent)
        self.may_interrupt = False
        self.setWindowTitle("Common Ground")
        self.setAccessibleName(heading)
        self.setMinimumWidth(420)
        inside = column(self, gap=12, margins=24)
        inside.addWidget(section(heading))
        for sentence in [sentences] if isinstance(sentences, str) else sentences:
            inside.addWidget(body(sentence))
        inside.addSpacing(8)
        buttons = row(gap=8)
        buttons.addStretch(1)
        self.go: Button = secondary(go, self.accept)
        self.stay: Button = primary(stay, self.reject)
        buttons.addWidget(self.go)
        buttons.addWidget(self.stay)
        inside.addLayout(buttons)

    def _make_room(self) -> None:
        """As high as its sentences: left to itself a dialog takes two thirds of the screen at most, and cuts them."""
        parent, inside = self.parentWidget(), self.layout()
        if parent is None or inside is None:
            return
        width = max(self.minimumWidth(), min(self.sizeHint().width(), parent.window().width() - 2 * _FREE))
        self.resize(width, inside.totalHeightForWidth(width))

    def ask(self, on_go: Callable[[], object]) -> None:
        """Show it; what follows happens only if the person really wants to."""
        self.accepted.connect(lambda: on_go())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hold = getattr(self.parentWidget(), "hold", None)
        if not (callable(hold) and hold(self)):  # behind a cover questions wait until it is lifted
            self.come_up()

    def come_up(self) -> None:
        """Be seen, with the careful choice in focus."""
        self._make_room()
        self.open()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
