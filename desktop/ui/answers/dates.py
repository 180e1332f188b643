"""dates: ticks on a compact strip of days, weeks, months or quarters, or on a list where windows are plain text."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QWidget

from desktop.deals.items import DatesItem
from desktop.ui.answers.calendar import Window, windows_of
from desktop.ui.answers.groups import RowGroup
from desktop.ui.answers.rows import TickRow
from desktop.ui.answers.ticks import TickAnswer
from desktop.ui.tokens import GRID
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping, column
from desktop.ui.widgets.text import muted
from desktop.ui.words import tr

COLUMNS = {"day": 7, "week": 4, "month": 6, "quarter": 4, "": 1}
HEADING_GAP = 6
SEVERAL = 3
"""From so many windows on there is a button that ticks all."""


class DatesAnswer(TickAnswer):
    """Ticks among windows."""

    def __init__(self, item: DatesItem, role: str, parent: QWidget | None = None) -> None:
        self._windows = windows_of(item.windows)
        names = [window.long for window in self._windows]
        super().__init__(item, role, names, tr("Left blank counts as no date."), parent=parent)
        groups: list[RowGroup] = []
        strip = QWidget()
        inside = column(strip, gap=4)
        for heading, windows in groupby(self._windows, key=lambda window: window.heading):
            if groups:
                inside.addSpacing(HEADING_GAP)
            if heading:
                inside.addWidget(muted(heading))
            groups.append(_tiles(list(windows), f"{self.name} {heading}".strip()))
            inside.addWidget(groups[-1])
        # Below, for what has the focus first should not tick everything by one key.
        self.build(groups, [], [strip, self._all_or_none()] if len(names) >= SEVERAL else [strip])

    def _all_or_none(self) -> QWidget:
        both = QWidget()
        flow = Wrapping(both, gap=2 * GRID)
        every = frozenset(range(len(self._windows)))
        flow.addWidget(link(tr("Tick all"), lambda: self.change(every, frozenset())))
        flow.addWidget(link(tr("Tick none"), lambda: self.change(frozenset(), frozenset())))
        return both


def _tiles(windows: list[Window], name: str) -> RowGroup:
    tiles = []
    for window in windows:
        tile = TickRow(window.short, window.detail, spoken=window.long)
        tile.tight = bool(window.unit)
        tiles.append(tile)
    unit = windows[0].unit
    return RowGroup(tiles, name, columns=COLUMNS[unit], skip=windows[0].weekday if unit == "day" else 0)
