"""S03 Choose a sheet: search, filters, a list, and beside it everything the chosen sheet asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from desktop.deals.sheet import Sheet
from desktop.deals.templates import original_of
from desktop.ui.language import LANGUAGES
from desktop.ui.library import GROUPS, Choice
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip, link, secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import OneOf
from desktop.ui.widgets.sheet_view import about, item_row, items_and_minutes, people_line
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr

OWN = "own"


def group_names() -> dict[str, str]:
    """Filter -> its label."""
    return {
        OWN: tr("My sheets"),
        "couples": tr("Couples"),
        "friends": tr("Friends"),
        "team": tr("Team"),
        "workshop": tr("Workshop"),
        "money": tr("Money"),
    }


class ChoosePage(Page):
    """Signals: `chosen` and `asked_edit` with the Choice; `asked_file`; `asked_blank`, for a new sheet; `deleted` with
    what names an own sheet."""

    chosen = Signal(object)
    asked_file = Signal()
    asked_edit = Signal(object)
    asked_blank = Signal()
    deleted = Signal(str)

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
        top = row(gap=12)
        top.addWidget(self.field, 1)
        top.addWidget(secondary(tr("Start from blank"), self.asked_blank.emit, "add"))
        self.content.addLayout(top)
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
        self.edit = self.add_action(tr("Make a copy and edit"), self._edit)
        self.set_primary(tr("Use this sheet"), self._use)

    def show_choices(self, choices: Sequence[Choice], fewest: int, most: int, own: str = "") -> None:
        """What there is, for so many people.

        Args:
            own: names the own sheet that is chosen at first; "" for the first in the list.
        """
        self._choices, self._fewest, self._most = list(choices), fewest, most
        self.chips[OWN].setVisible(any(choice.own for choice in choices))
        if own:
            self.field.clear()
            self._group = OWN
        self._group = "" if self._group == OWN and self.chips[OWN].isHidden() else self._group
        for name, button in self.chips.items():
            button.setChecked(name == self._group)
        self._list(own)

    def _filter(self, name: str) -> None:
        self._group = name if self.chips[name].isChecked() else ""
        for other, button in self.chips.items():
            button.setChecked(other == self._group)
        self._list()

    def _fits(self, choice: Choice) -> bool:
        fewest, most = choice.people
        in_group = not self._group or (
            bool(choice.own) if self._group == OWN else original_of(choice.template_id) in GROUPS[self._group]
        )
        words = f"{choice.title} {choice.summary}".casefold()
        return (
            (bool(choice.own) or (fewest <= self._most and most >= self._fewest))
            and in_group
            and all(word in words for word in self.field.text().casefold().split())
        )

    def _list(self, own: str = "") -> None:
        clear(self._left)
        self._shown = [choice for choice in self._choices if self._fits(choice)]
        first = next((n for n, choice in enumerate(self._shown) if own and choice.own == own), 0)
        for number, choice in enumerate(self._shown):
            detail = _detail(choice)
            made = OneOf(plain(choice.title), detail)
            made.setAccessibleName(f"{plain(choice.title)}, {detail}")
            self._rows.addButton(made, number)
            made.toggled.connect(partial(self._on_row, number))
            self._left.addWidget(made)
            if number == first:
                made.setChecked(True)
        if not self._shown:
            clear(self._right)
            query = plain(self.field.text(), 60)
            nobody = tr("No sheet here is for so many people.")
            sentence = tr("No sheet matches “{q}”. Start from blank?", q=query) if query else nobody
            self._left.addWidget(body(sentence))
            self._left.addWidget(secondary(tr("Show all sheets"), self._reset), 0, Qt.AlignmentFlag.AlignLeft)
            self.edit.setEnabled(False)
            if self.primary is not None:
                self.primary.setEnabled(False)

    def _reset(self) -> None:
        self.field.clear()
        for button in self.chips.values():
            button.setChecked(False)
        self._group = ""
        self._list()

    def _on_row(self, number: int, on: bool) -> None:
        if on and number < len(self._shown):
            choice = self._shown[number]
            self.edit.setEnabled(True)
            self.edit.say(tr("Edit") if choice.own else tr("Make a copy and edit"))
            if self.primary is not None:
                self.primary.setEnabled(choice.finished)
            self._preview(choice)

    def _preview(self, choice: Choice) -> None:
        clear(self._right)
        frame, inside = card(gap=12)
        inside.addWidget(section(plain(choice.title)))
        if choice.summary:
            inside.addWidget(body(plain(choice.summary)))
        if not choice.finished:
            inside.addWidget(body(tr("This sheet is not finished yet. Edit it to see what is missing.")))
        else:
            inside.addWidget(muted(people_line(*choice.people)))
        if choice.finished and not isinstance(choice.draft, Sheet):
            inside.addWidget(muted(tr("You first settle a few things in the open, such as places or dates.")))
        for number, item in enumerate(choice.items, 1):
            inside.addWidget(item_row(number, item, "", with_rule=False))
        if choice.sample is not None:
            for line in about(choice.sample):
                inside.addWidget(muted(line))
        if choice.own:
            holder = QWidget()
            Wrapping(holder).addWidget(link(tr("Delete this sheet"), lambda: self.deleted.emit(choice.own)))
            inside.addWidget(holder)
        self._right.addWidget(frame)

    def _now(self) -> Choice | None:
        number = self._rows.checkedId()
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def _use(self) -> None:
        choice = self._now()
        if choice is not None and choice.finished:
            self.chosen.emit(choice)

    def _edit(self) -> None:
        choice = self._now()
        if choice is not None:
            self.asked_edit.emit(choice)

    def entered(self) -> None:
        """Searching comes first; the arrow keys move in the list."""
        super().entered()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _detail(choice: Choice) -> str:
    """How long it is and in which language, or that something is missing."""
    if not choice.finished:
        return tr("Not finished yet")
    if not choice.items:
        return ""
    language = LANGUAGES.get(choice.language.partition("-")[0], choice.language)
    return tr("{length} · {language}", length=items_and_minutes(len(choice.items), choice.minutes), language=language)
