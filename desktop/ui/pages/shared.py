"""S05 What will be shared: before connecting, and from anywhere, in words that need no tooltip, and drawn."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QVBoxLayout, QWidget

from desktop.deals.preview import Preview
from desktop.deals.sheet import Sheet
from desktop.strings.outcome import label_of, rule_in_words
from desktop.ui import tokens
from desktop.ui.pages.review import role_name
from desktop.ui.plain import plain
from desktop.ui.widgets.beside import Beside
from desktop.ui.widgets.buttons import chip
from desktop.ui.widgets.foretold import Foretold
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.sheet_view import facts_card
from desktop.ui.widgets.text import Text, body, muted, section, strong
from desktop.ui.words import tr

_WHOLE = 100
LATE_MS = 8000
"""From then on the page says what it waits for."""


def what_others_can_work_out() -> list[str]:
    """What no comparison can hide."""
    return [
        tr(
            "If you said yes and it is not in the result, you can tell that they did not say yes. They can do the same."
        ),
        tr("Saying yes to everything shows you all their yeses, and shows them all of yours that match."),
        tr("If you compare the same sheet again with changed answers, the two results together tell more."),
        tr("The other person can talk about the result or take a photo of it."),
    ]


class SharedPage(Page):
    """Signals: `went_on`; `asked_preview` with a role and whether the own answers are meant, to be answered by
    show_preview; otherwise an example that accepts everything is."""

    went_on = Signal()
    asked_preview = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(tr("What will be shared"), wide=True)
        self.sheet: Sheet | None = None
        self.role = ""
        self.own = False
        self.drawings: dict[str, Foretold] = {}
        self._sentences: list[QVBoxLayout] = []
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE_MS)
        self._late.timeout.connect(self._say_why)
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.set_back(tr("Back"))
        self.set_primary(tr("Continue"), self.went_on.emit)

    def show_sheet(self, sheet: Sheet | None, role: str = "", *, answered: bool = False) -> None:
        """What comes out of a sheet; None: only what holds for all of them.

        Args:
            role: whose; "" for the first.
            answered: there are own answers that can be looked at, too.
        """
        self._late.stop()
        clear(self._parts)
        self.clear_banner()
        self.sheet, self.own, self.drawings, self._sentences = sheet, False, {}, []
        if sheet is not None:
            self.role = role if role in sheet.roles else next(iter(sheet.roles), "")
            self._parts.addWidget(body(tr("“{title}”: this is all that anybody learns.", title=plain(sheet.title))))
            self._parts.addWidget(self._example(sheet, answered))
            for item in sheet.items:
                self._parts.addWidget(self._item(sheet, item.id))
            facts = facts_card(sheet)
            if facts is not None:
                self._parts.addWidget(facts)
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("What others can still work out")))
        for sentence in what_others_can_work_out():
            inside.addWidget(body(sentence))
        self._gates = column(gap=12)
        inside.addLayout(self._gates)
        self._parts.addWidget(frame)
        quiet_answer = tr("What you leave blank counts as the quietest answer. Nobody can tell the difference.")
        self._parts.addWidget(muted(quiet_answer))
        if sheet is not None:
            self._ask()

    def show_progress(self, part: float) -> None:
        """How far the drawings are."""
        if self.sheet is not None:
            self._bar.show()
            self._bar.setValue(round(part * _WHOLE))

    def show_preview(self, seen: Preview | None) -> None:
        """What was asked for; None where the sheet cannot be run like this."""
        if self.sheet is None:
            return
        self._bar.hide()
        self._late.stop()
        clear(self._gates)
        if seen is None:
            self._about.tell(tr("This sheet cannot be drawn like this."))
        else:
            yes = tr("Drawn for somebody who says yes to everything on the sheet.")
            self._about.tell(tr("Drawn for your answers as they are now.") if self.own else yes)
        for item in self.sheet.items:
            drawing = self.drawings[item.id]
            drawing.setVisible(seen is not None)
            if seen is not None:
                drawing.show_preview(item, seen.items[item.id])
        if seen is not None:
            self._gates.addWidget(body(tr("Drawn for {n} people.", n=len(seen.seats))))
        for sentence in () if seen is None else seen.sentences:
            self._gates.addWidget(body(plain(sentence)))

    def _example(self, sheet: Sheet, answered: bool) -> QWidget:
        """Whose answers the drawings are about."""
        holder = QWidget()
        inside = column(holder, gap=8)
        self._about = Text("", "strong")
        inside.addWidget(self._about)
        flow = QWidget()
        wrapping = Wrapping(flow)
        self._whose = QButtonGroup(holder)
        roles = [self.role] if answered else list(sheet.roles)
        for role in roles if len(roles) > 1 else ():
            made = chip(role_name(role), partial(self._look_as, role))
            made.setAutoExclusive(True)  # told as one of several
            made.setChecked(role == self.role)
            self._whose.addButton(made)
            wrapping.addWidget(made)
        if answered:
            wrapping.addWidget(chip(tr("With my answers instead"), self._toggle_own))
        inside.addWidget(flow)
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("How far the preview is"))
        self._bar.hide()
        inside.addWidget(self._bar)
        return holder

    def _item(self, sheet: Sheet, item_id: str) -> QWidget:
        item = next(item for item in sheet.items if item.id == item_id)
        words = QWidget()
        inside = column(words, gap=4)
        inside.addWidget(strong(label_of(item, self.role)))
        inside.addWidget(body(rule_in_words(item)))
        inside.addSpacing(4)
        sentences = column(gap=6)
        inside.addLayout(sentences)
        self._sentences.append(sentences)
        self.drawings[item_id] = Foretold(sentences)
        self.drawings[item_id].hide()
        beside = Beside(words)
        beside.hold(self.drawings[item_id])
        self.drawings[item_id].hide()
        frame, across = card(gap=0)
        frame.setAccessibleName(label_of(item, self.role))
        across.addWidget(beside)
        return frame

    def _look_as(self, role: str) -> None:
        self.role = role
        self._ask()

    def _toggle_own(self) -> None:
        self.own = not self.own
        self._ask()

    def _ask(self) -> None:
        self._about.tell(tr("It is being drawn…"))
        self._late.start()
        for drawing in self.drawings.values():
            drawing.hide()
        for sentences in self._sentences:
            clear(sentences)
        self.asked_preview.emit(self.role, self.own)

    def _say_why(self) -> None:
        self._about.tell(tr("Every answer is tried on this computer. A large sheet takes a while; you can go on."))
