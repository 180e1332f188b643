"""S05 What will be shared: before connecting, and from anywhere, in words that need no tooltip."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.deals.sheet import Sheet
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.sheet_view import facts_card
from desktop.ui.widgets.text import body, muted, section, strong
from desktop.ui.words import tr
from desktop.wording import label_of, rule_in_words


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
    """Signals: `went_on`."""

    went_on = Signal()

    def __init__(self) -> None:
        super().__init__(tr("What will be shared"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.set_back(tr("Back"))
        self.set_primary(tr("Continue"), self.went_on.emit)

    def show_sheet(self, sheet: Sheet | None, role: str = "") -> None:
        """What comes out of a sheet; None: only what holds for all of them."""
        clear(self._parts)
        if sheet is not None:
            self._parts.addWidget(body(tr("“{title}”: this is all that anybody learns.", title=plain(sheet.title))))
            frame, inside = card(gap=14)
            for item in sheet.items:
                entry = column(gap=2)
                entry.addWidget(strong(label_of(item, role)))
                entry.addWidget(body(rule_in_words(item)))
                inside.addLayout(entry)
            self._parts.addWidget(frame)
            facts = facts_card(sheet)
            if facts is not None:
                self._parts.addWidget(facts)
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("What others can still work out")))
        for sentence in what_others_can_work_out():
            inside.addWidget(body(sentence))
        self._parts.addWidget(frame)
        quiet_answer = tr("What you leave blank counts as the quietest answer. Nobody can tell the difference.")
        self._parts.addWidget(muted(quiet_answer))
