"""S03 Choose a sheet: search, filters, a list, and beside it everything the chosen sheet asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from desktop.deals.sheet import Sheet
from desktop.ui.library import GROUPS, Choice
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip, secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import OneOf
from desktop.ui.widgets.sheet_view import about, item_row, items_and_minutes, people_line
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr


def group_names() -> dict[str, str]:
    """Filter -> its label."""
    return {
        "couples": tr("Couples"),
        "friends": tr("Friends"),
        "team": tr("Team"),
        "workshop": tr("Workshop"),
        "money": tr("Money"),
    }


class ChoosePage(Page):
    """Signals: `chosen` with the Choice; `asked_file`."""

    chosen = Signal(object)
    asked_file = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Choose a sheet"), wide=True)
        self._choices: list[Choice] = []
        self._shown: list[Choice] = []
        self._fewest, self._most = 2, 2
        self._group = ""
        self._rows = QButtonGroup(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search"))
        self.field.setAccessibleName(tr("Search"))
        self.field.textChanged.connect(lambda _: self._list())
        self.content.addWidget(self.field)
        self.chips: dict[str, Button] = {}
        flow = QWidget()
        wrapping = Wrapping(flow)
        for name, label in group_names().items():
            self.chips[name] = chip(label, partial(self._filter, name))
            wrapping.addWidget(self.chips[name])
        self.content.addWidget(flow)
        self._left, self._right = column(gap=8), column(gap=8)
        # Stretches below, not alignments: a layout that is aligned does not grow with wrapped text.
        across = row(gap=24)
        for part, share in ((self._left, 5), (self._right, 6)):
            side = column(gap=0)
            side.addLayout(part)
            side.addStretch(1)
            across.addLayout(side, share)
        self.content.addLayout(across)
        self.set_back()
        self.add_action(tr("Open file…"), self.asked_file.emit, "folder")
        self.set_primary(tr("Use this sheet"), self._use)

    def show_choices(self, choices: Sequence[Choice], fewest: int, most: int) -> None:
        """What there is, for so many people."""
        self._choices, self._fewest, self._most = list(choices), fewest, most
        self._list()

    def _filter(self, name: str) -> None:
        self._group = name if self.chips[name].isChecked() else ""
        for other, button in self.chips.items():
            button.setChecked(other == self._group)
        self._list()

    def _fits(self, choice: Choice) -> bool:
        fewest, most = choice.people
        in_group = not self._group or choice.template_id in GROUPS[self._group]
        words = f"{choice.title} {choice.summary}".casefold()
        return (
            fewest <= self._most
            and most >= self._fewest
            and in_group
            and all(word in words for word in self.field.text().casefold().split())
        )

    def _list(self) -> None:
        clear(self._left)
        self._shown = [choice for choice in self._choices if self._fits(choice)]
        for number, choice in enumerate(self._shown):
            detail = items_and_minutes(len(choice.items), choice.minutes) if choice.items else ""
            made = OneOf(plain(choice.title), detail)
            made.setAccessibleName(f"{plain(choice.title)}, {detail}")
            self._rows.addButton(made, number)
            made.toggled.connect(partial(self._on_row, number))
            self._left.addWidget(made)
            if number == 0:
                made.setChecked(True)
        if not self._shown:
            clear(self._right)
            query = plain(self.field.text(), 60)
            sentence = tr("No sheet matches “{q}”.", q=query) if query else tr("No sheet here is for so many people.")
            self._left.addWidget(body(sentence))
            self._left.addWidget(secondary(tr("Show all sheets"), self._reset), 0, Qt.AlignmentFlag.AlignLeft)
        if self.primary is not None:
            self.primary.setEnabled(bool(self._shown))

    def _reset(self) -> None:
        self.field.clear()
        for button in self.chips.values():
            button.setChecked(False)
        self._group = ""
        self._list()

    def _on_row(self, number: int, on: bool) -> None:
        if on and number < len(self._shown):
            self._preview(self._shown[number])

    def _preview(self, choice: Choice) -> None:
        clear(self._right)
        frame, inside = card(gap=12)
        inside.addWidget(section(plain(choice.title)))
        if choice.summary:
            inside.addWidget(body(plain(choice.summary)))
        inside.addWidget(muted(people_line(*choice.people)))
        if not isinstance(choice.draft, Sheet):
            inside.addWidget(muted(tr("You first settle a few things in the open, such as places or dates.")))
        for number, item in enumerate(choice.items, 1):
            inside.addWidget(item_row(number, item, "", with_rule=False))
        if choice.sample is not None:
            for line in about(choice.sample):
                inside.addWidget(muted(line))
        self._right.addWidget(frame)

    def _use(self) -> None:
        number = self._rows.checkedId()
        if 0 <= number < len(self._shown):
            self.chosen.emit(self._shown[number])

    def entered(self) -> None:
        """Searching comes first; the arrow keys move in the list."""
        super().entered()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
