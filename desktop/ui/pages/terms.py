"""Between S03 and S05: what is agreed in the open before anyone answers, as a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.deals.errors import Problem
from desktop.deals.open_terms import OpenTerm
from desktop.deals.sheet import Draft
from desktop.language import alternatives
from desktop.ui import tokens
from desktop.ui.answers.groups import RowGroup
from desktop.ui.answers.rows import OneRow
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import tie
from desktop.ui.widgets.layouts import card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import tr

MAX_LINE = 500
LINES = 5
"""Of a list that are seen at once."""


class TermsPage(Page):
    """Signals: `agreed` with term id -> value, as a terms file would have it."""

    agreed = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Settle this in the open first"))
        intro = tr("These answers are on the sheet for everyone to see. Agree on them together before you go on.")
        self.content.addWidget(body(intro))
        self._form = column(gap=16)
        self.content.addLayout(self._form)
        self._fields: dict[str, _Field] = {}
        self.set_back()
        self.set_primary(tr("Continue"), self._go_on)

    def show_draft(self, draft: Draft, values: Mapping[str, object]) -> None:
        """Ask for the terms of a draft.

        Args:
            draft: the sheet with open terms.
            values: what is already known: term id -> value.
        """
        clear(self._form)
        self.clear_banner()
        self._fields = {}
        frame, inside = card(gap=20)
        for term in draft.terms:
            field = _Field(term, values.get(term.id, term.default))
            self._fields[term.id] = field
            inside.addWidget(field)
        self._form.addWidget(frame)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say at its place what does not fit; what was entered stays."""
        for field in self._fields.values():
            field.complain("")
        rest = []
        for problem in problems:
            at_place = [field for name, field in self._fields.items() if f'"{name}"' in problem.place]
            named = [field for name, field in self._fields.items() if f'"{name}"' in problem.message]
            for field in at_place[:1]:
                field.complain(plain(f"{problem.message[:1].upper()}{problem.message[1:]}."))
            if not at_place and named:
                # An item cannot be made without one of these.
                named[0].complain(tr("Please fill in: {names}.", names=alternatives([field.name for field in named])))
            elif not at_place:
                rest.append(plain(f"{problem.message[:1].upper()}{problem.message[1:]}."))
        said = [field for field in self._fields.values() if field.complaining]
        self.show_wrong(tr("Something here does not fit yet."), "" if said else " ".join(rest[:2]))
        if said:
            said[0].focus()
            self.reveal(said[0])

    def values(self) -> dict[str, object]:
        """What was entered so far: term id -> value."""
        values = {name: field.value() for name, field in self._fields.items()}
        return {name: value for name, value in values.items() if value is not None}

    def _go_on(self) -> None:
        self.agreed.emit(self.values())

    def entered(self) -> None:
        """The first field has the focus."""
        super().entered()
        for field in self._fields.values():
            field.focus()
            return


@dataclass(slots=True)
class _Ends:
    low: QWidget
    high: QWidget


class _Field(QWidget):
    """One term: its label, something to enter it, its help."""

    def __init__(self, term: OpenTerm, value: object) -> None:
        super().__init__()
        self.term = term
        self._single: QWidget | None = None
        self._ends: _Ends | None = None
        self._ticks: list[AnyOf] = []
        self._one_of: _OneOf | None = None
        below = column(self, gap=6)
        self.name = name = plain(term.label or term.id)
        label = strong(tr("{name} (optional)", name=name) if term.optional else name)
        below.addWidget(label)
        if term.type in ("range", "date_range"):
            below.addLayout(self._two(name, value))
        elif term.type == "multi":
            for option in term.options:
                tick = AnyOf(plain(option))
                tick.setChecked(isinstance(value, list | tuple) and option in value)
                self._ticks.append(tick)
                below.addWidget(tick)
        elif term.type == "choice":
            self._one_of = _OneOf(term, value, name)
            below.addWidget(self._one_of)
        else:
            self._single = _widget_of(term, value)
            tie(label, self._single, name)
            below.addWidget(self._single)
        self._problem = Text("", "error")
        self._problem.hide()
        below.addWidget(self._problem)
        one_each = tr("One on each line.") if term.type == "list" else ""
        self._hints = [one for one in (plain(term.help), one_each) if one]
        for hint in self._hints:
            below.addWidget(muted(hint))
        self._describe()

    def _two(self, name: str, value: object) -> QHBoxLayout:
        ends = list(value) if isinstance(value, list | tuple) and len(value) == 2 else [None, None]
        low, high = (_date(end) if self.term.type == "date_range" else _line(end) for end in ends)
        low.setAccessibleName(tr("{name}, from", name=name))
        high.setAccessibleName(tr("{name}, to", name=name))
        self._ends = _Ends(low, high)
        across = row(gap=12)
        across.addWidget(low, 1)
        across.addWidget(Text(tr("to"), wrap=False))
        across.addWidget(high, 1)
        across.addStretch(1)
        return across

    def _describe(self) -> None:
        """Whoever listens hears with the field what stands below it: what is wrong first, then the help."""
        said = " ".join([*filter(None, [self._problem.text()]), *self._hints])
        ends = [self._ends.low, self._ends.high] if self._ends else []
        for field in (*filter(None, (self._single, self._one_of)), *ends, *self._ticks[:1]):
            field.setAccessibleDescription(said)

    def focus(self) -> None:
        """Work begins here."""
        ends = [self._ends.low] if self._ends else []
        first = next(iter([*filter(None, (self._single, self._one_of)), *ends, *self._ticks]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, sentence: str) -> None:
        """Say what does not fit; "" for nothing."""
        self._problem.tell(sentence, announce=True)
        self._problem.setVisible(bool(sentence))
        self._describe()

    @property
    def complaining(self) -> bool:
        """Something here does not fit."""
        return bool(self._problem.text())

    def value(self) -> object:
        """As a terms file would have it; None for nothing."""
        if self._ends is not None:
            ends = [_value(self._ends.low), _value(self._ends.high)]
            return None if ends == [None, None] else [end if end is not None else "" for end in ends]
        if self.term.type == "multi":
            return [option for option, tick in zip(self.term.options, self._ticks, strict=True) if tick.isChecked()]
        if isinstance(self._single, QPlainTextEdit):
            lines = [line.strip() for line in self._single.toPlainText().splitlines()]
            return [line for line in lines if line] or None
        if self._one_of is not None:
            return self._one_of.value
        found = _value(self._single)
        if self.term.type == "int" and isinstance(found, str) and found.lstrip("-").isdigit():
            return int(found)
        return found


class _OneOf(RowGroup):
    """One of a few, all of them seen at once; none at first, if none is usual.

    Attributes:
        value: the option; None for none.
    """

    def __init__(self, term: OpenTerm, value: object, name: str) -> None:
        options = [*term.options, *([None] if term.optional else [])]
        rows = [OneRow(tr("Nothing") if option is None else plain(option)) for option in options]
        super().__init__(rows, name, columns=3)
        self.value = value if value in term.options else None
        self._options = options
        self._show()
        self.pressed.connect(self._pick)
        self.setFocusProxy(next((row for row in rows if row.isChecked()), rows[0]))

    def _pick(self, place: int) -> None:
        self.value = self._options[place]
        self._show()

    def _show(self) -> None:
        self.mark([place for place, option in enumerate(self._options) if option == self.value])


def _widget_of(term: OpenTerm, value: object) -> QWidget:
    if term.type == "list":
        entries = "\n".join(plain(one) for one in value) if isinstance(value, list | tuple) else ""
        text = QPlainTextEdit(entries)
        text.setTabChangesFocus(True)
        text.setFixedHeight(round(theme().px(tokens.BODY) * 1.25) * LINES + 20)
        return text
    return _date(value) if term.type == "date" else _line(value)


def _line(value: object) -> QLineEdit:
    field = QLineEdit("" if value is None else plain(value))
    field.setMaxLength(MAX_LINE)
    return field


def _date(value: object) -> QDateEdit:
    shown = QDate.fromString(str(value), Qt.DateFormat.ISODate)
    field = QDateEdit(shown if shown.isValid() else QDate.currentDate())
    field.setDisplayFormat("yyyy-MM-dd")
    # Its buttons are hidden by the style sheet: without buttons it would have no place for its text.
    field.lineEdit().setTextMargins(10, 0, 10, 0)
    return field


def _value(widget: QWidget | None) -> object:
    if isinstance(widget, QDateEdit):
        return widget.date().toString(Qt.DateFormat.ISODate)
    if isinstance(widget, QLineEdit):
        return widget.text().strip() or None
    return None
