"""S19 The people this computer remembers, what was compared with them, and forgetting them.

Leaves to others: who is remembered and what goes with forgetting (desktop.kept.forgetting).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.kept.forgetting import Compared, Remembered
from desktop.kept.nicknames import MAX_CHARACTERS
from desktop.strings.runs import describe_compared
from desktop.ui import icons, motif, tokens
from desktop.ui.motif import Motif
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import link, quiet, secondary, tie
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import day, tr

_MARK = 22


def who(one: Remembered) -> str:
    """How to speak of them."""
    if one.n_people > 2:
        return tr("A group of {n} people", n=one.n_people)
    return plain(one.renamed or one.called) or tr("Somebody without a name")


class PeoplePage(Page):
    """Signals: `forgetting` with somebody who is Remembered; `renaming` with one of two people, and the name."""

    forgetting = Signal(object)
    renaming = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(tr("People you have met"), only_you=True)
        self._parts = column(gap=tokens.GAP)
        self._renaming: dict[str, _Renaming] = {}
        self.content.addLayout(self._parts)
        self.set_back()

    def show_people(self, people: Sequence[Remembered], titles: Mapping[str, str]) -> None:
        """Everybody, the latest first.

        Args:
            titles: sheet id -> title, where one is known; untrusted.
        """
        clear(self._parts)
        self._renaming = {}
        if not people:
            self._parts.addWidget(Motif(motif.APART, height=72))
            empty = Text(tr("People you connect to appear here."), "quiet")
            empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._parts.addWidget(empty)
            return
        known = tr("This computer recognises them when you meet again.")
        called = tr("Names are what they called themselves. “Checked” means that you compared words with them.")
        self._parts.addWidget(body(f"{known} {called}"))
        for one in people:
            self._parts.addWidget(self._card(one, titles))

    def focus_on(self, person_id: str) -> None:
        """The card of one of two people has the focus."""
        if person_id in self._renaming:
            self._renaming[person_id].open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, one: Remembered, titles: Mapping[str, str]) -> QWidget:
        frame, inside = card()
        frame.setAccessibleName(who(one))
        texts = column(gap=4)
        texts.addWidget(strong(who(one)))
        if one.renamed and one.called:
            texts.addWidget(muted(tr("Calls themselves {name}", name=plain(one.called))))
        checked = tr("Checked") if one.checked else tr("Not checked")
        texts.addWidget(muted(f"{checked} · {tr('Last met on {day}', day=day(float(one.met)))}"))
        for sheet in one.sheets:
            texts.addWidget(body(_compared(sheet, titles)))
        holder = QWidget()
        ways = Wrapping(holder, gap=24, between_lines=0)
        texts.addWidget(holder)
        if one.n_people == 2:
            renaming = _Renaming(one, partial(self.renaming.emit, one))
            self._renaming[one.id] = renaming
            ways.addWidget(renaming.open)
            texts.addWidget(renaming)
        forget = link(tr("Forget…"), partial(self.forgetting.emit, one))
        forget.setAccessibleName(tr("Forget {name}, last met on {day}", name=who(one), day=day(float(one.met))))
        ways.addWidget(forget)
        across = row(gap=12)
        across.addWidget(_Mark("pair" if one.n_people == 2 else "group"), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(texts, 1)
        inside.addLayout(across)
        return frame


class _Renaming(QWidget):
    """A field for the name that this person wants to see, shown on demand.

    Attributes:
        open: shows it; it stands elsewhere.
    """

    def __init__(self, one: Remembered, give: Callable[[str], object]) -> None:
        super().__init__()
        self._give = give
        self.open = link(tr("Rename for me"), self._begin)
        self.open.setAccessibleName(tr("Rename for me: {name}", name=who(one)))
        form = column(self, gap=6)
        form.setContentsMargins(0, 8, 0, 0)
        label = strong(tr("What you call them"))
        self.field = QLineEdit(one.renamed)
        self.field.setMaxLength(MAX_CHARACTERS)
        self.field.setPlaceholderText(plain(one.called))
        self.field.returnPressed.connect(self._save)
        tie(label, self.field, tr("What you call {name}", name=who(one)))
        form.addWidget(label)
        form.addWidget(self.field)
        form.addWidget(muted(tr("Only on this computer; they never see it. Left empty, it is their own name again.")))
        holder = QWidget()
        buttons = Wrapping(holder)
        self.save = secondary(tr("Save"), self._save)
        buttons.addWidget(self.save)
        buttons.addWidget(quiet(tr("Cancel"), self._end))
        form.addWidget(holder)
        self.hide()

    def _begin(self) -> None:
        self.open.hide()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _save(self) -> None:
        self._give(self.field.text())

    def _end(self) -> None:
        self.hide()
        self.open.show()
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)


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
