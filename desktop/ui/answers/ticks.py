"""pick: ticks among options, with the budget in sight, and vetoes as a third state where the sheet has them.

Space or a digit ticks, V vetoes. A veto and a tick exclude each other and look alike from afar.

Leaves to others: dates, which are ticks on a calendar (desktop.ui.answers.dates).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.deals.answers import Answer, Ticks
from desktop.deals.items import AnyItem, PickItem
from desktop.ui.answers.base import AnswerWidget, is_plain_key, quiet_line
from desktop.ui.answers.groups import RowGroup
from desktop.ui.answers.rows import TickRow
from desktop.ui.answers.veto import VetoRow
from desktop.ui.plain import plain
from desktop.ui.widgets.text import Text, say
from desktop.ui.words import tr, tr_n

TWO_COLUMNS_FROM, SHORT, DIGITS = 8, 24, 9
DOT = "●"


class TickGroup(RowGroup):
    """Rows that can be ticked; V is passed on."""

    vetoed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """V vetoes the row that has the focus."""
        here = next((index for index, one in enumerate(self.rows) if one.hasFocus()), None)
        if here is not None and is_plain_key(event) and event.key() == Qt.Key.Key_V:
            self.vetoed.emit(here)
        else:
            super().keyPressEvent(event)


class TickAnswer(AnswerWidget):
    """Ticks among public names."""

    def __init__(
        self,
        item: AnyItem,
        role: str,
        names: Sequence[str],
        blank: str,
        *,
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Args: names: what can be ticked, as shown. blank: what no tick counts as. most: ticks allowed, 0 = any."""
        super().__init__(item, role, parent)
        self._names, self._most, self._blank = list(names), most, blank
        self.allows_veto = isinstance(item, PickItem) and item.veto_threshold > 0
        self._ticked: frozenset[int] = frozenset()
        self._vetoed: frozenset[int] = frozenset()
        self._count = Text("", "quiet")
        self._note = Text("", "muted")
        self._note.hide()

    def build(self, groups: Sequence[RowGroup], above: Sequence[QWidget] = (), below: Sequence[QWidget] = ()) -> None:
        """Put the groups on the page; their rows are the names, in order."""
        self._groups = list(groups)
        self.tick_rows = [one for group in groups for one in group.rows]
        start = 0
        for group in groups:
            group.pressed.connect(lambda index, start=start: self._tick(start + index))
            group.erased.connect(self.clear)
            start += len(group.rows)
        for widget in (self._count, *above, *(below or groups), self._note, quiet_line(self._blank)):
            self.rows.addWidget(widget)
        self._show()

    # --- the interface ------------------------------------------------------------------------------------------------

    def answer(self) -> Answer:
        """Ticks, or None when nothing is ticked or vetoed."""
        return Ticks(self._ticked, self._vetoed) if self._ticked or self._vetoed else None

    def set_answer(self, answer: Answer) -> None:
        """Show ticks and vetoes."""
        shown = answer if isinstance(answer, Ticks) else Ticks(frozenset())
        self._ticked, self._vetoed = shown.ticked, shown.vetoed
        self._note.hide()
        self._show()

    def summary(self) -> list[str]:
        """What is ticked, then what is vetoed."""
        lines = [self._names[index] for index in sorted(self._ticked)]
        lines += [tr("Veto: {option}", option=self._names[index]) for index in sorted(self._vetoed)]
        return lines or [self._blank]

    def cover_up(self, hidden: bool) -> None:
        """Row by row; the count is an answer too."""
        for group in self._groups:
            group.set_hidden(hidden)
        self._note.hide()
        self._show()

    # --- what a person does -------------------------------------------------------------------------------------------

    def change(self, ticked: frozenset[int], vetoed: frozenset[int]) -> None:
        """Take another answer from the person, if there is room for it."""
        if self._most and len(ticked) > self._most:
            self._refuse()
            ticked, vetoed = self._ticked, self._vetoed
        else:
            self._note.hide()
        different = (ticked, vetoed) != (self._ticked, self._vetoed)
        self._ticked, self._vetoed = ticked, vetoed
        self._show()
        if different:
            self.changed.emit()

    def _tick(self, index: int) -> None:
        self.change(self._ticked ^ {index}, self._vetoed - {index})

    def _veto(self, index: int) -> None:
        if not self.allows_veto:
            return
        self.change(self._ticked - {index}, self._vetoed ^ {index})

    def _refuse(self) -> None:
        sentence = tr_n(
            "You can tick {n} here. Take its tick away first.",
            "You can tick {n} here. Take another tick away first.",
            self._most,
        )
        self._note.tell(sentence)
        self._note.show()
        say(self, sentence)

    def _show(self) -> None:
        for index, one in enumerate(self.tick_rows):
            one.setChecked(index in self._ticked)
            one.vetoed = index in self._vetoed
            one.update()
        self._count.tell(self.count_line(len(self._ticked)))

    def count_line(self, n: int) -> str:
        """How many are ticked, and of how many."""
        if self.hidden_now:
            return DOT
        if self._most:
            return tr("{n} of {most} ticked", n=n, most=self._most)
        return tr("{n} of {total} ticked", n=n, total=len(self._names))


class PickAnswer(TickAnswer):
    """Ticks among options."""

    def __init__(self, item: PickItem, role: str, parent: QWidget | None = None) -> None:
        names = [plain(option) for option in item.options]
        super().__init__(item, role, names, tr("Left blank counts as no tick."), most=item.max_ticks, parent=parent)
        rows = [self._row(item, index, name) for index, name in enumerate(names)]
        short = len(names) >= TWO_COLUMNS_FROM and max(map(len, names)) <= SHORT and not item.veto_threshold
        group = TickGroup(rows, self.name, columns=2 if short else 1)
        group.vetoed.connect(self._veto)
        hint = [quiet_line(veto_line(item.veto_threshold))] if item.veto_threshold else []
        self.build([group], hint)

    def _row(self, item: PickItem, index: int, name: str) -> TickRow:
        detail = tr("Always on the list") if index in item.always else ""
        key = str(index + 1) if index < DIGITS else ""
        if item.veto_threshold:
            return VetoRow(name, detail, key, lambda: self._veto(index))
        return TickRow(name, detail, key)

    def _show(self) -> None:
        super()._show()
        for index, one in enumerate(self.tick_rows):
            if isinstance(one, VetoRow):
                vetoed = index in self._vetoed
                one.veto.show_state(vetoed, hidden=self.hidden_now)
                name = self._names[index]
                one.setAccessibleName(tr("{option}, vetoed", option=name) if vetoed else name)


def veto_line(threshold: int) -> str:
    """What a veto does."""
    return tr_n(
        "A veto by {n} person keeps an option out, however many tick it.",
        "Vetoes by {n} people keep an option out, however many tick it.",
        threshold,
    )
