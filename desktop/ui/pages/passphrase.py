"""S20 Passphrase: set one, change it, or take it away; typed twice, shown only on request.

Leaves to others: whether the present one is right, and encrypting everything anew (desktop.ui.vault).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import tie
from desktop.ui.widgets.layouts import card, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.secrets import PassphraseField
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import tr

FEWEST = 8
SET, CHANGE, TAKE_AWAY = "set", "change", "take away"


class PassphrasePage(Page):
    """Signals: `chosen` with the present passphrase, "" for none, and the new one, "" for none any more."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("Set a passphrase"))
        self.what = SET
        self._told = body("")
        self.content.addWidget(self._told)
        frame, inside = card(gap=16)
        self.present, self.new, self.again = PassphraseField(), PassphraseField(), PassphraseField()
        self._columns: dict[PassphraseField, QVBoxLayout] = {}
        self._parts = [
            self._field(inside, tr("Your passphrase now"), self.present),
            self._field(inside, tr("New passphrase"), self.new, tr("Four or five words that do not belong together.")),
            self._field(inside, tr("The same again"), self.again),
        ]
        self.problem = Text("", "error")
        self._put_problem(self.new)
        self.visible = AnyOf(tr("Show what I type"), "")
        self.visible.toggled.connect(self._reveal)
        inside.addWidget(self.visible)
        self.content.addWidget(frame)
        self._lost = muted(tr("It cannot be recovered. Without it, nothing that is kept here can be read."))
        self.content.addWidget(self._lost)
        self.set_back(tr("Cancel"))
        self.set_primary(tr("Set passphrase"), self._go)

    def _field(self, into: QVBoxLayout, name: str, field: PassphraseField, hint: str = "") -> QWidget:
        holder = QWidget()
        part = self._columns[field] = column(holder, gap=6)
        label = strong(name)
        tie(label, field, name)
        field.setAccessibleDescription(hint)
        field.returnPressed.connect(self._go)
        field.textChanged.connect(lambda _: self._complain("", field))
        field.caps_changed.connect(lambda: self._complain("", field))
        part.addWidget(label)
        part.addWidget(field)
        if hint:
            part.addWidget(muted(hint))
        into.addWidget(holder)
        return holder

    def begin(self, what: str) -> None:
        """Blank fields.

        Args:
            what: SET, CHANGE or TAKE_AWAY.
        """
        self.what = what
        self.forget()
        self.clear_banner()
        texts = {
            SET: (
                tr("Set a passphrase"),
                tr("It is asked for when you open Common Ground. Everything kept here is encrypted with it."),
                tr("Set passphrase"),
            ),
            CHANGE: (
                tr("Change your passphrase"),
                tr("Everything that is kept here is encrypted anew; the old passphrase no longer opens it."),
                tr("Change passphrase"),
            ),
            TAKE_AWAY: (
                tr("Take the passphrase away?"),
                tr("What is kept here is then only as safe as the login of this computer."),
                tr("Take it away"),
            ),
        }
        heading, told, go = texts[what]
        self.heading.setText(heading)
        self._told.tell(told)
        if self.primary is not None:
            self.primary.say(go)
        for part, shown in zip(self._parts, (what != SET, what != TAKE_AWAY, what != TAKE_AWAY), strict=True):
            part.setVisible(shown)
        self._lost.setVisible(what != TAKE_AWAY)
        self.show_working(working=False)

    def forget(self) -> None:
        """Nothing of what was typed stays."""
        for field in (self.present, self.new, self.again):
            field.clear()
        self.visible.setChecked(False)
        self._complain("", self.new)

    def show_working(self, *, working: bool) -> None:
        """It takes a second or more: everything is encrypted anew."""
        for field in (self.present, self.new, self.again, self.visible):
            field.setEnabled(not working)
        for button in (self.primary, self.back):
            if button is not None:
                button.setEnabled(not working)
        if working:
            self.show_banner(tr("Encrypting everything anew…"))
        else:
            self.clear_banner()

    def refuse(self, sentence: str) -> None:
        """It was not done."""
        self.show_working(working=False)
        self.present.clear()
        self._complain(sentence, self.new if self.what == SET else self.present)
        self.entered()

    def entered(self) -> None:
        """The first field comes first."""
        super().entered()
        first = self.new if self.what == SET else self.present
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, shown: bool) -> None:
        for field in (self.present, self.new, self.again):
            field.reveal(shown)

    def _go(self) -> None:
        if self.primary is None or not self.primary.isEnabled():
            return
        problem, field = self._problem()
        if field is not None:
            self._complain(problem, field)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reveal(self.problem)
            return
        present = "" if self.what == SET else self.present.text()
        new = "" if self.what == TAKE_AWAY else self.new.text()
        self.chosen.emit(present, new)

    def _problem(self) -> tuple[str, PassphraseField | None]:
        if self.what != SET and not self.present.text():
            return tr("Please enter your passphrase of now."), self.present
        if self.what != TAKE_AWAY:
            if len(self.new.text()) < FEWEST:
                return tr("Please use at least {n} characters.", n=FEWEST), self.new
            if self.new.text() != self.again.text():
                return tr("These two are not the same."), self.again
        return "", None

    def _complain(self, sentence: str, field: PassphraseField) -> None:
        """Below the field that is meant."""
        parts = [sentence, tr("Caps Lock is on.") if field.caps and field.hasFocus() else ""]
        told = " ".join(part for part in parts if part)
        self._put_problem(field)
        self.problem.tell(told, announce=True)
        self.problem.setVisible(bool(told))

    def _put_problem(self, field: PassphraseField) -> None:
        self.problem.hide()
        into = self._columns[field]
        into.insertWidget(into.indexOf(field) + 1, self.problem)
