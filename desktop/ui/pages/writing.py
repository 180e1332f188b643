"""S17 Writing it down: one text that all write at once, in their own words, and that counts once all agree to it.

What somebody else has written is marked. Who agrees, agrees to exactly what stands there; any change takes that back.

Leaves to others: the text that all hold (desktop.deals.shared_text), carrying it (desktop.run.drafting).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.deals.items import AnyItem, BundleItem
from desktop.deals.outcome import Outcome, Value
from desktop.deals.own_words import MAX_TITLE, is_day
from desktop.deals.shared_text import CLAUSE, DAY, LEFT_OUT, LOOK_AGAIN, NOTES, TITLE, tidy
from desktop.deals.sheet import Sheet
from desktop.run.stages import Writing
from desktop.strings.outcome import label_of
from desktop.ui import tokens
from desktop.ui.answers.results import package_in_words, value_in_words
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.abstract import AbstractWidget
from desktop.ui.widgets.buttons import chip, secondary_chip, tie
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, badge, body, muted, quiet, section, strong
from desktop.ui.words import calendar_day, listing, tr

SETTLE_MS = 400
"""After so long without a key what was written goes to the others."""
NOTE_LINES, CLAUSE_LINES = 4, 2


class WritingPage(Page):
    """Signals: `edited` with key -> value; `agreed` to what stands there."""

    edited = Signal(object)
    agreed = Signal()
    private = True

    def __init__(self) -> None:
        super().__init__(tr("Write it down together"))
        self._fields: dict[str, _Field] = {}
        self._known: dict[str, tuple[str, int]] = {}
        self._waiting: set[str] = set()
        self._names: Sequence[str] = ()
        self._me = 0
        who = tr("Everyone you compared with sees this page and can write on it.")
        self.content.addWidget(quiet(who))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self._people = column(gap=10)
        self.state = body("")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.send)
        self.set_back()
        self.agree = self.set_primary(tr("I agree to this text"), self._agree)

    def show_agreement(self, sheet: Sheet, outcome: Outcome, names: Sequence[str], me: int) -> None:
        """Begin, with nothing written yet.

        Args:
            names: of everybody, by seat, as they are called here. me: the own seat.
        """
        self.forget()
        self.clear_banner()
        self._names, self._me = names, me
        self._parts.addWidget(self._consent())
        frame, inside = card(gap=16)
        self._add(TITLE, _Line(tr("Title"), MAX_TITLE), inside)
        self._add(DAY, _Day(tr("Day of the agreement"), {tr("Today"): 0}), inside)
        self._parts.addWidget(frame)
        self._parts.addWidget(section(tr("What you agreed")))
        for item in sheet.items:
            shown = outcome.items[item.id]
            if shown.agreed and shown.value is not None:
                self._add_clause(item.id, label_of(item), what_came_out(sheet, item, shown.value))
        frame, inside = card(gap=16)
        self._add(NOTES, _Lines(tr("Notes and next steps"), NOTE_LINES), inside)
        later = {tr("In three months"): 3, tr("In a year"): 12}
        self._add(LOOK_AGAIN, _Day(tr("Look at this again on"), later), inside)
        self._parts.addWidget(frame)
        if sheet.adults_only:
            invitation = tr("A yes here is an invitation, not a promise. Anyone can change their mind at any time.")
            self._parts.addWidget(body(invitation))
        self._parts.addWidget(muted(tr("This is a note between you, not legal advice.")))

    def _consent(self) -> QWidget:
        """Who agrees, and what that means now."""
        frame, inside = card(gap=12)
        inside.addWidget(strong(tr("Who agrees to this text")))
        holder = QWidget()
        self._people = column(holder, gap=10)
        inside.addWidget(holder)
        self.state = quiet("")
        inside.addWidget(self.state)
        return frame

    def show_writing(self, writing: Writing) -> None:
        """What stands there now, and who agrees to it; what is being typed here stays."""
        for key, known in writing.fields.items():
            field = self._fields.get(key)
            if field is None or self._known.get(key) == known:
                continue
            self._known[key] = known
            value, seat = known
            field.mark("" if seat in (self._me, -1) else tr("{name} wrote this.", name=self._names[seat]))
            if key not in self._waiting and tidy(key, field.value()) != value:
                field.fill(value)
        self._show_people(writing)
        open_ = writing.here and writing.done is None
        for field in self._fields.values():
            field.open(open_)
        self.agree.setEnabled(open_ and self._me not in writing.agreed)
        self.state.tell(self._sentence(writing), announce=True)

    def send(self) -> None:
        """What has been typed goes to the others."""
        self._settle.stop()
        changed = {key: self._fields[key].value() for key in self._waiting}
        self._waiting.clear()
        if changed:
            self.edited.emit(changed)

    def forget(self) -> None:
        """Nothing of the text stays on the page."""
        self._settle.stop()
        self._waiting.clear()
        self._fields, self._known = {}, {}
        clear(self._parts)

    def entered(self) -> None:
        """The title comes first."""
        super().entered()
        if TITLE in self._fields:
            self._fields[TITLE].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self.send()
        self.agreed.emit()

    def _add_clause(self, item_id: str, label: str, value: str) -> None:
        frame, inside = card(gap=8)
        field = _Lines(label, CLAUSE_LINES, one_line=True)
        self._add(CLAUSE + item_id, field, inside)
        out = chip(tr("Leave out this item"), lambda: self._typed(LEFT_OUT + item_id))
        out.setAccessibleName(tr("Leave out {item}", item=label))
        out.toggled.connect(lambda on: field.setVisible(not on))
        inside.addWidget(muted(tr("Compared: {value}", value=plain(value))))
        self._add(LEFT_OUT + item_id, _Out(out), inside)
        self._parts.addWidget(frame)

    def _add(self, key: str, field: _Field, into: QVBoxLayout) -> None:
        self._fields[key] = field
        field.changed.connect(partial(self._typed, key))
        into.addWidget(field)

    def _typed(self, key: str) -> None:
        self._waiting.add(key)
        self._settle.start()
        self.agree.setEnabled(True)

    def _show_people(self, writing: Writing) -> None:
        clear(self._people)
        for seat, name in enumerate(self._names):
            across = row()
            across.addWidget(Text(name, "strong" if seat == self._me else "body"), 1)
            across.addWidget(badge(tr("agrees") if seat in writing.agreed else tr("has not agreed yet")))
            self._people.addLayout(across)

    def _sentence(self, writing: Writing) -> str:
        if writing.done is not None:
            return tr("All of you agreed to this text.")
        if not writing.here:
            return has_left(self._names, self._me)
        if self._me in writing.agreed:
            others = listing([name for seat, name in enumerate(self._names) if seat not in writing.agreed])
            return tr("You agreed to this text. Waiting for: {names}. Any change takes that back.", names=others)
        return tr("It counts once all of you have agreed to the same text.")


class _Field(QWidget, metaclass=AbstractWidget):
    """One field of the text: its name, something to write it in, who wrote it last. Signal: `changed` here."""

    changed = Signal()

    def __init__(self, name: str, editor: QWidget) -> None:
        super().__init__()
        self.editor = editor
        self._inside = column(self, gap=4)
        if name:
            label = strong(name)
            tie(label, editor, name)
            self._inside.addWidget(label)
        self._inside.addWidget(editor)
        self._mark = muted("")
        self._mark.hide()
        self._inside.addWidget(self._mark)

    @abstractmethod
    def value(self) -> str:
        """As it stands here."""

    @abstractmethod
    def fill(self, value: str) -> None:
        """Somebody else has written this."""

    def open(self, on: bool) -> None:
        """It can be written on, or only read."""
        self.editor.setEnabled(on)

    def mark(self, sentence: str) -> None:
        """Say who wrote it."""
        self._mark.tell(sentence)
        self._mark.setVisible(bool(sentence))


class _Line(_Field):
    def __init__(self, name: str, most: int) -> None:
        self._field = QLineEdit()
        self._field.setMaxLength(most)
        super().__init__(name, self._field)
        self._field.textEdited.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        return self._field.text()

    def fill(self, value: str) -> None:
        self._field.setText(value)

    def open(self, on: bool) -> None:
        self._field.setReadOnly(not on)


class _Lines(_Field):
    """Some lines; as one line where lines mean nothing."""

    def __init__(self, name: str, lines: int, *, one_line: bool = False) -> None:
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._lines, self._one_line = lines, one_line
        super().__init__(name, self._text)
        self._text.textChanged.connect(self.changed.emit)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._text.setFixedHeight(round(theme().px(tokens.BODY) * 1.3) * self._lines + 24)

    def value(self) -> str:
        text = self._text.toPlainText()
        return text.replace("\n", " ") if self._one_line else text

    def fill(self, value: str) -> None:
        cursor = self._text.textCursor()
        place = cursor.position()
        with QSignalBlocker(self._text):
            self._text.setPlainText(value)
        cursor = self._text.textCursor()
        cursor.setPosition(min(place, len(value)), QTextCursor.MoveMode.MoveAnchor)
        self._text.setTextCursor(cursor)

    def open(self, on: bool) -> None:
        self._text.setReadOnly(not on)


class _Day(_Field):
    """A day as 2027-01-31, or none; the usual ones are a button away."""

    def __init__(self, name: str, usual: Mapping[str, int]) -> None:
        """Args: usual: label -> so many months from today."""
        self._day = QLineEdit()
        self._day.setMaxLength(10)
        self._day.setPlaceholderText(tr("Year-month-day, such as 2027-01-31"))
        super().__init__(name, self._day)
        self._day.textChanged.connect(self._look)
        holder = QWidget()
        flow = Wrapping(holder)
        self._buttons = [secondary_chip(label, partial(self._choose, months)) for label, months in usual.items()]
        self._buttons.append(secondary_chip(tr("No day"), partial(self._choose, None)))
        for button in self._buttons:
            button.setAccessibleName(f"{name}: {button.text()}")
            flow.addWidget(button)
        self._said = muted("")
        self._inside.insertWidget(2, holder)
        self._inside.insertWidget(3, self._said)
        self._said.hide()

    def _choose(self, months: int | None) -> None:
        day = "" if months is None else QDate.currentDate().addMonths(months).toString(Qt.DateFormat.ISODate)
        self._day.setText(day)

    def _look(self, text: str) -> None:
        wrong = bool(text) and not is_day(text)
        self._day.setProperty("wrong", wrong and len(text) >= len("2027-01-31"))
        self._day.style().polish(self._day)
        self._said.tell("" if wrong or not text else calendar_day(text))
        self._said.setVisible(bool(self._said.text()))
        self.changed.emit()

    def value(self) -> str:
        return self._day.text() if is_day(self._day.text()) else ""

    def fill(self, value: str) -> None:
        with QSignalBlocker(self):
            self._day.setText(value)

    def open(self, on: bool) -> None:
        self._day.setReadOnly(not on)
        for button in self._buttons:
            button.setEnabled(on)


class _Out(_Field):
    """Whether an item is left out."""

    def __init__(self, button: QWidget) -> None:
        holder = QWidget()
        across = Wrapping(holder)
        across.addWidget(button)
        super().__init__("", holder)
        self._button = button

    def value(self) -> str:
        return "1" if bool(self._button.property("checked")) else ""

    def fill(self, value: str) -> None:
        self._button.setProperty("checked", bool(value))

    def open(self, on: bool) -> None:
        self._button.setEnabled(on)


def first_words(sheet: Sheet, outcome: Outcome, today: str) -> Mapping[str, str]:
    """What whoever begins writes first: the sheet's title, today, and what came out, to be put in better words."""
    fields = {TITLE: plain(sheet.title), DAY: today}
    for item in sheet.items:
        shown = outcome.items[item.id]
        if shown.agreed and shown.value is not None:
            fields[CLAUSE + item.id] = what_came_out(sheet, item, shown.value)
    return fields


def what_came_out(sheet: Sheet, item: AnyItem, value: Value) -> str:
    """The value of one item, in words that stand alone."""
    if isinstance(item, BundleItem) and isinstance(value, Mapping):
        return package_in_words(item, value)
    return value_in_words(item, value, both=sheet.max_seats == 2)


def has_left(names: Sequence[str], me: int) -> str:
    """Somebody is gone, and with him the writing."""
    if len(names) == 2:
        return tr("{name} left. What is written here is kept on this computer as a draft.", name=names[1 - me])
    return tr("Somebody left. What is written here is kept on this computer as a draft.")
