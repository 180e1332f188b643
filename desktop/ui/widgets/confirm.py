"""A question that needs an answer before anything else, such as leaving the others. There are very few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.widgets.buttons import Button, primary, secondary
from desktop.ui.widgets.layouts import column, row
from desktop.ui.widgets.text import body, section


class Confirm(QDialog):
    """A heading, a sentence or more, the careful choice first and focused. Esc is the careful choice."""

    def __init__(self, parent: QWidget, heading: str, sentences: str | Sequence[str], stay: str, go: str) -> None:
        """Args: sentences: one, or several paragraphs. stay: label of the careful choice. go: label of the other."""
        super().__init__(parent)
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

    def ask(self, on_go: Callable[[], object]) -> None:
        """Show it; what follows happens only if the person really wants to."""
        self.accepted.connect(lambda: on_go())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
