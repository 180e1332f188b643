"""The card of one own statement: offered or not, what opens, and what has to open for it to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.deals.answers import Offer
from desktop.ui.answers.conditions import Choice
from desktop.ui.answers.content import Content
from desktop.ui.answers.groups import RowGroup
from desktop.ui.answers.rows import MARK, PAD_X, RING, SPACE, OneRow, TickRow
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import card, clear, column
from desktop.ui.widgets.text import Text, muted
from desktop.ui.words import enumerated, listing, tr

INDENT = RING + PAD_X + MARK + SPACE


class StatementCard(QFrame):
    """One statement.

    Attributes:
        offer: the offer now; None when it stays closed.
        references: everything the offer waits for, as written.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._name = name
        self._offered = False
        self._given = Offer(text="")
        self._requires: list[str] = []
        self._any_of: list[str] = []
        self._any_k = 0
        self._wants_some = self._choosing = False
        self._words: dict[str, str] = {}
        frame, inside = card(gap=6, margins=8)
        frame.setProperty("kind", "")
        outside = column(self)
        outside.addWidget(frame)
        self.switch = TickRow(name, "", spoken=tr("Offer: {statement}", statement=name))
        self.switch.strong = self.switch.flat = True
        self._switch_group = RowGroup([self.switch], name)
        self._switch_group.pressed.connect(lambda _: self._toggle())
        inside.addWidget(self._switch_group)
        self._more = QWidget()
        self._rows = column(self._more, gap=8)
        self._rows.setContentsMargins(INDENT, 0, PAD_X, PAD_X)
        self.content = Content(name)
        self.content.changed.connect(self.changed)
        self._rows.addWidget(self.content)
        self._opens = Text("", "strong")
        self._rows.addWidget(self._opens)
        self._choose_button = link(tr("Choose when it opens…"), self._choose)
        self._choose_button.setAccessibleName(tr("Choose when {statement} opens", statement=name))
        self._rows.addWidget(self._choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._all_title = muted(tr("Tick all that have to open as well:"))
        self._rows.addWidget(self._all_title)
        self._all_of = QWidget()
        self._all_column = column(self._all_of, gap=0)
        self._rows.addWidget(self._all_of)
        self._some_button = link(tr("Wait for some of several…"), self._want_some)
        self._some_button.setAccessibleName(tr("Let {statement} wait for some of several", statement=name))
        self._rows.addWidget(self._some_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._some_title = muted(tr("Tick several of which only some have to open:"))
        self._count = QWidget()
        self._count_column = column(self._count, gap=0)
        self._rows.addWidget(self._some_title)
        self._rows.addWidget(self._count)
        self._some_of = QWidget()
        self._some_column = column(self._some_of, gap=0)
        self._rows.addWidget(self._some_of)
        inside.addWidget(self._more)
        self._all_group: RowGroup | None = None
        self._some_group: RowGroup | None = None
        self._count_group: RowGroup | None = None
        self._choices: list[Choice] = []

    # --- the offer ----------------------------------------------------------------------------------------------------

    @property
    def offer(self) -> Offer | None:
        """The offer as answers have it."""
        if not self._offered:
            return None
        content = self.content
        # What else is known of the offer, such as facts about its file, holds as long as the file is the same.
        known = self._given if self._given.file == content.file else Offer()
        return replace(
            known,
            requires=tuple(self._requires),
            any_k=self._any_k,
            any_of=tuple(self._any_of),
            text=content.text,
            file=content.file,
        )

    @property
    def references(self) -> list[str]:
        """What the offer waits for."""
        return [*self._requires, *self._any_of]

    def show_offer(self, offer: Offer | None, choices: Sequence[Choice]) -> None:
        """Show an offer or none; no signal.

        Args:
            choices: everything the statement can wait for, its own references among them.
        """
        self._offered = offer is not None
        self._given = shown = offer or Offer(text="")
        self._requires, self._any_of, self._any_k = list(shown.requires), list(shown.any_of), shown.any_k
        self._wants_some, self._choosing = bool(self._any_of), False
        self.content.show_content(shown.text, shown.file)
        self.use_choices(choices)

    def use_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other things to wait for."""
        if list(choices) != self._choices or self._all_group is None:
            self._choices = list(choices)
            self._words = {choice.reference: choice.inline for choice in choices}
            clear(self._all_column)
            clear(self._some_column)
            self._all_group = self._list(tr("What all has to open for {statement}", statement=self._name))
            self._some_group = self._list(tr("Of what some has to open for {statement}", statement=self._name))
            self._all_group.pressed.connect(self._required)
            self._some_group.pressed.connect(self._some)
            self._all_column.addWidget(self._all_group)
            self._some_column.addWidget(self._some_group)
        self._show()

    def _list(self, name: str) -> RowGroup:
        return RowGroup([TickRow(choice.words) for choice in self._choices], name)

    # --- what a person does -------------------------------------------------------------------------------------------

    def _toggle(self) -> None:
        self._offered = not self._offered
        self._choosing = self._offered and not self.references
        self._changed()

    def _choose(self) -> None:
        self._choosing = True
        self._show()
        if self._all_group is not None:
            self._all_group.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _required(self, index: int) -> None:
        _flip(self._requires, self._choices[index].reference)
        self._changed()

    def _some(self, index: int) -> None:
        _flip(self._any_of, self._choices[index].reference)
        self._any_k = min(max(self._any_k, 1), len(self._any_of))
        self._changed()

    def _counted(self, index: int) -> None:
        if self._any_of and self._any_k != index + 1:
            self._any_k = index + 1
            self._changed()

    def _want_some(self) -> None:
        self._wants_some = True
        self._show()
        if self._some_group is not None and self._some_group.rows:
            self._some_group.rows[0].setFocus()

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    # --- what is seen -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.switch.setChecked(self._offered)
        self.switch.set_texts(
            self._name,
            tr("Offered; sealed until its conditions are met") if self._offered else tr("Not offered: stays closed"),
            tr("Offer: {statement}", statement=self._name),
        )
        self._more.setVisible(self._offered)
        self._opens.tell(self.condition_words())
        for group, chosen in ((self._all_group, self._requires), (self._some_group, self._any_of)):
            if group is not None:
                group.mark([n for n, choice in enumerate(self._choices) if choice.reference in chosen])
        there = bool(self._choices) and self._choosing
        self._choose_button.setVisible(bool(self._choices) and not there)
        self._all_title.setVisible(there)
        self._all_of.setVisible(there)
        some = there and len(self._choices) > 1 and self._wants_some
        for widget in (self._some_title, self._count, self._some_of):
            widget.setVisible(some)
        self._some_button.setVisible(there and len(self._choices) > 1 and not some)
        self._show_count()

    def _show_count(self) -> None:
        n = len(self._any_of)
        if self._count_group is None or n != len(self._count_group.rows):
            clear(self._count_column)
            rows = [OneRow(tr("At least {k} of {n}", k=k, n=n)) for k in range(1, n + 1)]
            name = tr("How many of several {statement} waits for", statement=self._name)
            self._count_group = RowGroup(rows, name, columns=3)
            self._count_group.pressed.connect(self._counted)
            self._count_column.addWidget(self._count_group)
        self._count_group.mark([self._any_k - 1])

    def condition_words(self) -> str:
        """When it opens."""
        every = [self._words.get(reference, reference) for reference in self._requires]
        some = [self._words.get(reference, reference) for reference in self._any_of]
        if every and some:
            return tr(
                "Opens only together with {all}, and at least {k} of: {some}.",
                all=listing(every),
                k=self._any_k,
                some=enumerated(some),
            )
        if every:
            return tr("Opens only together with {all}.", all=listing(every))
        if some:
            return tr("Opens only together with at least {k} of: {some}.", k=self._any_k, some=enumerated(some))
        return tr("Opens on its own, whatever the others offer.")


def _flip(references: list[str], reference: str) -> None:
    if reference in references:
        references.remove(reference)
    else:
        references.append(reference)
