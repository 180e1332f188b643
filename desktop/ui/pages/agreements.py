"""S19 The agreements kept on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from desktop.ui import motif
from desktop.ui.motif import Motif
from desktop.ui.pages.home import Entry
from desktop.ui.widgets.layouts import clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import Text
from desktop.ui.words import tr


class AgreementsPage(Page):
    """Signals: `opened` with the id of an agreement."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Agreements"))
        self._list = column(gap=10)
        self.content.addLayout(self._list)
        self.set_back()

    def show_list(self, entries: Sequence[Entry]) -> None:
        """The agreements, the newest first."""
        clear(self._list)
        for entry in entries:
            self._list.addWidget(RowButton(entry.title, entry.detail, partial(self.opened.emit, entry.id), "note"))
        if not entries:
            self._list.addWidget(Motif(motif.APART, height=72))
            empty = Text(tr("What you agree on is listed here."), "quiet")
            empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._list.addWidget(empty)
