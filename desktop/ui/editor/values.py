"""Entries for values of open terms: a number, a date, two ends. A form of the file that an entry would not write stays.

Leaves to others: whether a value fits its term (desktop.deals.open_terms).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.ui.editor.entries import Entry, Line, LineEntry, amount_line, amount_of
from desktop.ui.widgets.layouts import row
from desktop.ui.widgets.text import Text
from desktop.ui.words import tr


class TypedEntry(LineEntry):
    """A number of the file, or any text, about which the check complains."""

    def value(self) -> object:
        """The number; None for none."""
        text = self.field.text().strip()
        return amount_of(text) if text else None

    def load(self, value: object) -> None:
        """Show it."""
        if self.value() != value:
            super().load(None if value is None else amount_line(value))


class DateEntry(LineEntry):
    """A date, in the file with or without quotes."""

    def load(self, value: object) -> None:
        """Show it as YYYY-MM-DD."""
        super().load(value.isoformat() if isinstance(value, date) else value)


class EndsEntry(Entry):
    """Two ends: numbers or dates."""

    typed = True

    def __init__(self, name: str, hint: str = "", *, dates: bool) -> None:
        super().__init__(name, hint)
        self._dates = dates
        self._named = False
        across = row(gap=12)
        self.low, self.high = Line(), Line()
        for field, label in ((self.low, tr("{name}, from", name=name)), (self.high, tr("{name}, to", name=name))):
            field.setAccessibleName(label)
            field.textEdited.connect(lambda _: self.edited.emit())
            field.editingFinished.connect(self.settled)
        across.addWidget(self.low, 1)
        across.addWidget(Text(tr("to"), wrap=False))
        across.addWidget(self.high, 1)
        holder = QWidget()
        holder.setLayout(across)
        self.inside.addWidget(holder)

    def value(self) -> object:
        """Both ends, as a list or as the table that the file had; None for neither."""
        ends = [self._read(field.text().strip()) for field in (self.low, self.high)]
        if ends == ["", ""]:
            return None
        if self._named:
            return dict(zip(("from", "to") if self._dates else ("low", "high"), ends, strict=True))
        return ends

    def load(self, value: object) -> None:
        """Show both ends."""
        self._named = isinstance(value, Mapping)
        ends = list(value.values()) if isinstance(value, Mapping) else value
        both = list(ends) if isinstance(ends, list) and len(ends) == 2 else ["", ""]
        for field, end in zip((self.low, self.high), both, strict=True):
            shown = end.isoformat() if isinstance(end, date) else amount_line(end)
            if self._read(field.text().strip()) != self._read(shown):
                field.setText(shown)

    def _read(self, text: str) -> object:
        return text if self._dates else amount_of(text)
