"""S01 Welcome, on the first run only: what this is, and a name, in under half a minute."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.motif import Motif
from desktop.ui.widgets.buttons import link, tie
from desktop.ui.widgets.languages import Languages
from desktop.ui.widgets.layouts import card, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import tr

MAX_NAME = 40


class WelcomePage(Page):
    """Signals: `started` with the name; `practised` with it, too; `asked_what_shows`;
    `language_chosen` with its tag."""

    started = Signal(str)
    practised = Signal(str)
    asked_what_shows = Signal()
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Find what you agree on. Keep the rest to yourself."))
        self.languages = Languages(right=True)
        self.languages.chosen.connect(self.language_chosen)
        self.place_on_top(self.languages)
        circles = Motif(0.6, height=112)
        self.content.insertWidget(0, circles)
        lines = QWidget()
        below = column(lines, gap=10)
        for sentence in (
            tr("You each answer in private, on your own computer."),
            tr("The computers compare the answers directly. There is no server and no account."),
            tr("You only see what you share. What you don't share stays hidden, with one limit:"),
        ):
            below.addWidget(body(sentence))
        link_below = link(tr("What others can still work out"), self.asked_what_shows.emit)
        below.addWidget(link_below, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(lines)
        frame, inside = card()
        label = strong(tr("Your first name"))
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_NAME)
        self.field.returnPressed.connect(self._start)
        self.field.textChanged.connect(lambda _: self._complain(""))
        tie(label, self.field, tr("Your first name"))
        hint = tr("Shown to people you connect to. You can change it.")
        self.field.setAccessibleDescription(hint)
        across = row()
        across.addWidget(self.field, 3)
        across.addStretch(2)
        self.problem = Text("", "error")
        self.problem.hide()
        inside.addWidget(label)
        inside.addLayout(across)
        inside.addWidget(self.problem)
        inside.addWidget(muted(hint))
        self.asking = AnyOf(tr("Ask for a passphrase when I open Common Ground"))
        inside.addWidget(self.asking)
        self.content.addWidget(frame)
        self.add_action(tr("Try it with a practice partner"), self._practise, "practice")
        self.set_primary(tr("Start"), self._start)

    def entered(self) -> None:
        """The name comes first."""
        super().entered()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> str:
        name = self.field.text().strip()
        self._complain("" if name else tr("Please enter a name, or a nickname."))
        return name

    def _complain(self, sentence: str) -> None:
        self.problem.tell(sentence, announce=True)
        self.problem.setVisible(bool(sentence))
        self.field.setProperty("wrong", bool(sentence))
        self.field.style().polish(self.field)
        if sentence:
            self.reveal(self.problem)

    def _start(self) -> None:
        if name := self._name():
            self.started.emit(name)
        else:
            self.field.setFocus()

    def _practise(self) -> None:
        self.practised.emit(self.field.text().strip())
