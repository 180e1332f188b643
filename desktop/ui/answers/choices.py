"""match and level: large rows of which one is chosen. Y and N, or 1 to 9, while the focus is on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desktop.deals.answers import Answer
from desktop.deals.items import AnyItem, LevelItem, MatchItem
from desktop.ui.answers.base import AnswerWidget, quiet_line
from desktop.ui.answers.groups import RowGroup
from desktop.ui.answers.rows import OneRow
from desktop.ui.plain import plain
from desktop.ui.words import tr


class ChoiceAnswer(AnswerWidget):
    """One of a few rows, or none.

    Attributes:
        chosen: which row, or None.
    """

    def __init__(
        self,
        item: AnyItem,
        role: str,
        rows: Sequence[tuple[str, str]],
        blank: str,
        letters: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        """Args: rows: title and detail of each. blank: what no choice counts as. letters: further keys."""
        super().__init__(item, role, parent)
        self.chosen: int | None = None
        self._blank = blank
        shown = [OneRow(title, detail, str(n) if n < 10 else "") for n, (title, detail) in enumerate(rows, 1)]
        self._group = RowGroup(shown, self.name, letters=letters)
        self._group.setAccessibleDescription(self.accessibleDescription())
        self._group.pressed.connect(self._chose)
        self._group.erased.connect(self.clear)
        self.rows.addWidget(self._group)
        self.rows.addWidget(quiet_line(blank))

    def choose(self, index: int | None) -> None:
        """Show a choice; no signal."""
        self.chosen = index
        self._group.mark([] if index is None else [index])

    def summary(self) -> list[str]:
        """The row chosen."""
        return [self._blank if self.chosen is None else self._group.rows[self.chosen].title]

    def cover_up(self, hidden: bool) -> None:
        """Row by row."""
        self._group.set_hidden(hidden)

    def _chose(self, index: int) -> None:
        before = self.chosen
        self.choose(index)
        if before != index:
            self.changed.emit()


class MatchAnswer(ChoiceAnswer):
    """Yes or no."""

    def __init__(self, item: MatchItem, role: str, parent: QWidget | None = None) -> None:
        rows = [(tr("Yes"), ""), (tr("No"), "")]
        super().__init__(item, role, rows, tr("Left blank counts as no."), {"y": 0, "n": 1}, parent)

    def answer(self) -> Answer:
        """True, False, or None."""
        return None if self.chosen is None else self.chosen == 0

    def set_answer(self, answer: Answer) -> None:
        """Show yes, no or nothing."""
        self.choose(None if answer is None else 0 if answer else 1)


class LevelAnswer(ChoiceAnswer):
    """One of the levels, lowest first, worded for the role."""

    def __init__(self, item: LevelItem, role: str, parent: QWidget | None = None) -> None:
        by_role = dict(item.level_labels)
        labels = by_role.get(role, by_role.get("", item.levels))
        blank = tr("Left blank counts as “{level}”.", level=plain(labels[0]))
        super().__init__(item, role, [(plain(label), "") for label in labels], blank, {}, parent)

    def answer(self) -> Answer:
        """The index of the level, or None."""
        return self.chosen

    def set_answer(self, answer: Answer) -> None:
        """Show a level or nothing."""
        self.choose(answer if isinstance(answer, int) else None)
