"""S21 Lock: the passphrase, what to do when it is forgotten, and what keeps the program from starting.

It lies over the whole window like the cover, and nothing private is behind it. No number of wrong passphrases shuts it;
each makes the next try wait longer.

Leaves to others: trying the passphrase (desktop.ui.vault), when it comes (desktop.ui.window, desktop.ui.gatekeeper).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.strings.errors import Explanation
from desktop.ui import motif, tokens
from desktop.ui.motif import Motif
from desktop.ui.pages.erase import EraseField
from desktop.ui.theme import theme
from desktop.ui.widgets.banner import Choice
from desktop.ui.widgets.buttons import Button, link, primary, secondary, tie
from desktop.ui.widgets.layouts import Wrapping, clear, column, row
from desktop.ui.widgets.secrets import PassphraseField
from desktop.ui.widgets.text import Text, body, say, section, strong, title
from desktop.ui.words import tr, tr_n

WIDTH = 460
MOST_WAIT_S = 30


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row: none at first, then 2, 4, 8, up to half a minute."""
    return 0 if wrong < 2 else min(2 ** (wrong - 1), MOST_WAIT_S)


class Gate(QWidget):
    """Signals: `entered` with a passphrase; `erasing`: delete everything."""

    entered = Signal(str)
    erasing = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Locked"))
        self._wrong = 0
        self._left = 0
        self._from_trouble = False
        self._waiting = QTimer(self)
        self._waiting.setInterval(1000)
        self._waiting.timeout.connect(self._count_down)
        self._asking, self._forgotten, self._trouble = self._build_asking(), self._build_forgotten(), QWidget()
        column(self._trouble, gap=12)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        below = column(inside, gap=24, margins=24)
        below.addStretch(1)
        below.addWidget(Motif(motif.APART, height=72))
        name = title("Common Ground")
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(name)
        for part in (self._asking, self._forgotten, self._trouble):
            across = row(gap=0)
            across.addStretch(1)
            across.addWidget(part)
            across.addStretch(1)
            below.addLayout(across)
        below.addStretch(1)
        theme().changed.connect(self._widen)
        self._widen()
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self, gap=0).addWidget(self._scroll)
        self.hide()

    def _widen(self) -> None:
        for part in (self._asking, self._forgotten, self._trouble):
            part.setFixedWidth(min(theme().px(WIDTH), tokens.SMALLEST_WINDOW[0] - 2 * tokens.MARGIN))

    def _build_asking(self) -> QWidget:
        part = QWidget()
        below = column(part, gap=8)
        label = strong(tr("Enter your passphrase"))
        self.field = PassphraseField()
        self.field.returnPressed.connect(self._enter)
        self.field.caps_changed.connect(self._show_problem)
        tie(label, self.field, tr("Enter your passphrase"))
        self.problem = Text("", "error")
        self.unlock = primary(tr("Unlock"), self._enter)
        self.forgot = link(tr("Forgot it?"), self._show_forgotten)
        self._sentence = ""
        below.addWidget(label)
        below.addWidget(self.field)
        below.addWidget(self.problem)
        below.addSpacing(8)
        holder = QWidget()
        buttons = Wrapping(holder, gap=16)
        buttons.addWidget(self.unlock)
        buttons.addWidget(self.forgot)
        below.addWidget(holder)
        return part

    def _build_forgotten(self) -> QWidget:
        part = QWidget()
        below = column(part, gap=12)
        below.addWidget(section(tr("Forgot your passphrase?")))
        self._what_goes = body(
            tr("It cannot be recovered. You can delete everything and start fresh. Agreements you exported are safe.")
        )
        below.addWidget(self._what_goes)
        self.erase = EraseField()
        self.erase.confirmed.connect(self.erasing)
        below.addWidget(self.erase)
        below.addSpacing(8)
        holder = QWidget()
        buttons = Wrapping(holder, gap=16)
        self.keep = secondary(tr("Back"), self._back)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.erase.button)
        below.addWidget(holder)
        return part

    # ---- its faces

    def ask(self) -> None:
        """Cover everything and ask for the passphrase."""
        self._wrong, self._left = 0, 0
        self._waiting.stop()
        self._sentence = ""
        self.ask_again()

    def ask_again(self) -> None:
        """Back from what is said to whoever forgot it."""
        self.field.clear()
        self._show(self._asking)
        self._show_problem()
        self._allow()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nobody needs it any more; nothing of what was typed stays."""
        self._waiting.stop()
        self.field.clear()
        self.erase.clear()
        self.hide()

    def show_trying(self) -> None:
        """It takes a second."""
        self._sentence = tr("Unlocking…")
        self.field.setEnabled(False)
        self.unlock.setEnabled(False)
        self._show_problem()

    def show_wrong(self, sentence: str) -> None:
        """That was not it."""
        self._wrong += 1
        self._left = wait_after(self._wrong)
        self._sentence = sentence
        if self._left:
            self._waiting.start()
        self.field.clear()
        self._allow()
        self._show_problem()
        say(self, self.problem.text(), urgent=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, told: Explanation, choices: Sequence[Choice], *, erasable: bool = False) -> None:
        """The program cannot start: what is wrong, and what can be done.

        Args:
            erasable: everything can be deleted, to begin anew.
        """
        layout = self._trouble.layout()
        if layout is None:
            return
        clear(layout)
        layout.addWidget(section(told.title))
        if told.body:
            layout.addWidget(body(told.body))
        layout.addWidget(Text(tr("Code {code}", code=told.code), "muted"))
        holder = QWidget()
        across = Wrapping(holder, gap=16)
        first: Button | None = None
        for label, action in choices:
            made = primary(label, action) if first is None else secondary(label, action)
            first = first or made
            across.addWidget(made)
        if erasable:
            across.addWidget(link(tr("Delete everything…"), self._show_forgotten))
        layout.addWidget(holder)
        self._show(self._trouble)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_forgotten(self) -> None:
        self._from_trouble = not self._trouble.isHidden()
        self.erase.clear()
        self._show(self._forgotten)
        self.erase.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        if self._from_trouble:
            self._show(self._trouble)
        else:
            self.ask_again()

    def _show(self, face: QWidget) -> None:
        for part in (self._asking, self._forgotten, self._trouble):
            part.setVisible(part is face)
        self.fit()
        self.show()
        self.raise_()

    # ---- entering

    def _enter(self) -> None:
        if self.unlock.isEnabled() and self.field.text():
            text = self.field.text()
            self.field.clear()
            self.entered.emit(text)

    def _allow(self) -> None:
        self.field.setEnabled(True)
        self.unlock.setEnabled(self._left == 0)

    def _count_down(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._waiting.stop()
        self._allow()
        self._show_problem()

    def _show_problem(self) -> None:
        parts = [self._sentence] if self._sentence else []
        if self.field.caps:
            parts.append(tr("Caps Lock is on."))
        if self._left:
            parts.append(tr_n("Try again in {n} second.", "Try again in {n} seconds.", self._left))
        self.problem.tell(" ".join(parts))
        self.problem.setProperty("kind", "muted" if self._sentence == tr("Unlocking…") else "error")
        self.problem.style().polish(self.problem)

    def fit(self) -> None:
        """As large as what it covers."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
