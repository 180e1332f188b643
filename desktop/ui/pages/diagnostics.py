"""S22 Diagnostics: exactly the text that would be copied, and nothing is sent.

Leaves to others: the text (desktop.doctor.diagnostics), where it comes from (desktop.ui.flow.checking).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.theme import theme
from desktop.ui.tokens import LINE_CHARACTERS
from desktop.ui.widgets.layouts import card
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, muted
from desktop.ui.words import tr

LEAST_LINES, MOST_LINES = 6, 24
LINE_PX = 21


class DiagnosticsPage(Page):
    """Signals: `copied` and `asked_to_save`, with the text that is shown."""

    copied = Signal(str)
    asked_to_save = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Diagnostics"))
        self.content.addWidget(body(tr("Nothing is sent. You decide who gets this.")))
        frame, inside = card()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The text that is copied"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        inside.addWidget(self.text)
        self.content.addWidget(frame)
        never = tr("No names, answers, sheets or invites are in it, and addresses only in part.")
        self.content.addWidget(muted(never))
        theme().changed.connect(self._make_room)
        self.set_back()
        self.save = self.add_action(tr("Save…"), lambda: self.asked_to_save.emit(self.text.toPlainText()))
        self.set_primary(tr("Copy"), lambda: self.copied.emit(self.text.toPlainText()))

    def show_text(self, text: str) -> None:
        """The text; "" while it is being put together."""
        self.clear_banner()
        self._say(text or tr("Looking at this computer, and listening for others…"), ready=bool(text))

    def show_stopped(self) -> None:
        """There is none."""
        self._say(tr("The check was stopped. There is nothing to copy."), ready=False)

    def _say(self, text: str, *, ready: bool) -> None:
        self.text.setPlainText(text)
        self._make_room()
        self.save.setEnabled(ready)
        if self.primary is not None:
            self.primary.setEnabled(ready)

    def _make_room(self) -> None:
        """As many lines as there are, within reason; it goes on below."""
        lines = min(max(text_lines(self.text.toPlainText()), LEAST_LINES), MOST_LINES)
        self.text.setMinimumHeight(theme().px(LINE_PX) * lines)

    def entered(self) -> None:
        """The text can be read with the keyboard at once."""
        super().entered()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def text_lines(text: str) -> int:
    """About how many lines it takes, long ones wrapped."""
    return 1 + sum(1 + len(one) // LINE_CHARACTERS for one in text.splitlines())
