"""S19 The people this computer remembers, what was compared with them, and forgetting them.

Leaves to others: who is remembered and what goes with forgetting (desktop.kept.forgetting).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.kept.forgetting import Compared, Remembered
from desktop.strings.runs import describe_compared
from desktop.ui import icons, motif, tokens
from desktop.ui.motif import Motif
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import day, tr

_MARK = 22


def who(one: Remembered) -> str:
    """How to speak of them."""
    if one.n_people > 2:
        return tr("A group of {n} people", n=one.n_people)
    return plain(one.called) or tr("Somebody without a name")


class PeoplePage(Page):
    """Signals: `forgetting` with somebody who is Remembered."""

    forgetting = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("People you have met"), only_you=True)
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.set_back()

    def show_people(self, people: Sequence[Remembered], titles: Mapping[str, str]) -> None:
        """Everybody, the latest first.

        Args:
            titles: sheet id -> title, where one is known; untrusted.
        """
        clear(self._parts)
        if not people:
            self._parts.addWidget(Motif(motif.APART, height=72))
            empty = Text(tr("People you connect to appear here."), "quiet")
            empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._parts.addWidget(empty)
            return
        known = tr("This computer recognises them when you meet again.")
        called = tr("Names are what they called themselves; nobody has checked them.")
        self._parts.addWidget(body(f"{known} {called}"))
        for one in people:
            self._parts.addWidget(self._card(one, titles))

    def _card(self, one: Remembered, titles: Mapping[str, str]) -> QWidget:
        frame, inside = card()
        frame.setAccessibleName(who(one))
        texts = column(gap=4)
        texts.addWidget(strong(who(one)))
        texts.addWidget(muted(tr("Last met on {day}", day=day(float(one.met)))))
        for sheet in one.sheets:
            texts.addWidget(body(_compared(sheet, titles)))
        forget = secondary(tr("Forget…"), partial(self.forgetting.emit, one))
        forget.setAccessibleName(tr("Forget {name}, last met on {day}", name=who(one), day=day(float(one.met))))
        across = row(gap=12)
        across.addWidget(_Mark("pair" if one.n_people == 2 else "group"), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(texts, 1)
        across.addWidget(forget, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(across)
        return frame


class _Mark(QLabel):
    """Two people or more."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = theme().px(_MARK)
        self.setFixedSize(QSize(size + 2, size + 2))
        self.setPixmap(icons.pixmap(self._name, size, theme().colours.muted))


def _compared(sheet: Compared, titles: Mapping[str, str]) -> str:
    said = plain(titles.get(sheet.sheet_id, sheet.sheet_id))
    return tr("{sheet}: {compared}.", sheet=said, compared=describe_compared(sheet.runs, sheet.kept))
