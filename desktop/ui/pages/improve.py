"""Improve our deal: what such a comparison begins with, what can come out, and with whom.

Leaves to others: the sheet of it (desktop.kept.improving), how it goes on (desktop.ui.flow.improving).
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.deals.items import AnyItem, BundleItem, text_for
from desktop.deals.sheet import Sheet
from desktop.strings.outcome import label_of
from desktop.ui import motif, tokens
from desktop.ui.motif import Motif
from desktop.ui.plain import plain
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, section
from desktop.ui.words import tr, tr_n


class ImprovePage(Page):
    """Signals: `went_on`."""

    went_on = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("Improve our deal"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.set_back()
        self.set_primary(tr("Continue"), self.went_on.emit)

    def show_sheet(self, sheet: Sheet) -> None:
        """What a comparison to improve an agreement is.

        Args:
            sheet: from desktop.kept.improving.
        """
        clear(self._parts)
        facts = sheet.improve
        if facts is None:
            return
        people = len(facts.roles)
        circles = Motif(motif.MET, people, 88)
        self._parts.addWidget(circles)
        self._parts.addWidget(
            body(tr("You compare once more, and look for a package that is better for someone and worse for nobody."))
        )
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("What you agreed so far")))
        for item in sheet.items:
            inside.addWidget(Text(plain(label_of(item)), "strong"))
            for sentence in agreed_lines(item):
                inside.addWidget(body(sentence))
        self._parts.addWidget(frame)
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("How it goes")))
        for sentence in (
            tr_n(
                "Invite the other person you agreed with.", "Invite the {n} other people you agreed with.", people - 1
            ),
            tr("Everybody answers again. By their own points, nobody gets less than what was agreed."),
            tr("If nothing better is found, or somebody leaves it blank, what you agreed stands."),
        ):
            inside.addWidget(body(sentence))
        self._parts.addWidget(frame)
        told = tr("A result tells a little about what each of you prefers, like every comparison.")
        self._parts.addWidget(muted(told))

    def forget(self) -> None:
        """Nothing of the agreement stays on the page."""
        clear(self._parts)


def agreed_lines(item: AnyItem) -> list[str]:
    """The package that was agreed, a line for each part."""
    if not isinstance(item, BundleItem) or item.agreed is None:
        return []
    return [
        tr("{part}: {chosen}", part=plain(text_for(one.label, "") or one.id), chosen=plain(one.options[place]))
        for one, place in zip(item.issues, item.agreed, strict=True)
    ]
