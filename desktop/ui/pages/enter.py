"""S08 Enter an invite: one field; whatever goes wrong is said here and the text stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.motif import Motif
from desktop.ui.pages.gathering import ReplyCard
from desktop.ui.widgets.buttons import tie
from desktop.ui.widgets.layouts import card
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, muted, strong
from desktop.ui.words import tr


class EnterPage(Page):
    """Signals: `connecting` with the text; `cancelled` while it is being tried."""

    connecting = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Join with an invite"))
        self._motif = Motif(0.15, height=88, filled=False)
        self.content.addWidget(self._motif)
        self.reply = ReplyCard()
        self.content.addWidget(self.reply)
        frame, inside = card()
        label = strong(tr("Invite text"))
        inside.addWidget(label)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(120)
        self.field.textChanged.connect(self._changed)
        tie(label, self.field, tr("Invite text"))
        hint = tr("Paste all of it. You see the sheet first; nothing is sent by looking at it.")
        self.field.setAccessibleDescription(hint)
        inside.addWidget(self.field)
        inside.addWidget(muted(hint))
        self.content.addWidget(frame)
        self.step = body("")
        self.step.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.content.addWidget(self.step)
        self.set_back(tr("Back"), self._go_back)
        self.set_primary(tr("Connect"), lambda: self.connecting.emit(self.field.toPlainText()))
        self._trying = False
        self._changed()

    def fill_in(self, text: str) -> None:
        """Put an invite into the field; nothing is done with it."""
        self.field.setPlainText(text)

    def show_trying(self, step: str, reply: str = "") -> None:
        """What happens now; "" when nothing is being tried. reply: what the host needs in order to call back."""
        self._trying = bool(step)
        self.reply.show_reply(reply)
        self.step.tell(step, announce=True)
        self.field.setReadOnly(self._trying)
        if self._trying:
            self._motif.drift()
        else:
            self._motif.show_closeness(0.15)
        if self.back is not None:
            self.back.say(tr("Cancel") if self._trying else tr("Back"))
        self._changed()

    def _changed(self) -> None:
        if self.primary is not None:
            self.primary.setEnabled(bool(self.field.toPlainText().strip()) and not self._trying)

    def _go_back(self) -> None:
        if self._trying:
            self.cancelled.emit()
        else:
            self.left.emit()

    def entered(self) -> None:
        """The field comes first."""
        super().entered()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
