"""Parts of S07, S08, S11 and S14: who is here and can be sent away, a reply to paste, and a reply to give away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import quiet, secondary, tie
from desktop.ui.widgets.layouts import card, clear, column, row
from desktop.ui.widgets.text import Text, badge, body, muted, say, strong
from desktop.ui.words import tr
from p2p.group import Person

_FIELD_HEIGHT = 84
_COPIED_MS = 2000


class PeopleHere(QWidget):
    """Who has come so far. Signal: `removing` with the number of somebody to be sent away."""

    removing = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(self, gap=8)
        self.hide()

    def show_people(self, people: tuple[Person, ...]) -> None:
        """These are here; nobody hides it."""
        clear(self._rows)
        for seat, person in enumerate(people, start=1):
            self._rows.addWidget(self._row_of(person, seat))
        self.setVisible(bool(people))

    def _row_of(self, person: Person, seat: int) -> QWidget:
        name = name_of(person, seat)
        line = QWidget()
        inside = row(line, gap=12)
        inside.addWidget(body(name), 1)
        remove = quiet(tr("Remove"), partial(self.removing.emit, person.number))
        remove.setAccessibleName(tr("Remove {name}", name=name))
        inside.addWidget(remove)
        return line


class ReplyField(QWidget):
    """For somebody who cannot reach this computer. Signal: `pasted` with the text."""

    pasted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        below = column(self, gap=8)
        label = strong(tr("They cannot reach you?"))
        below.addWidget(label)
        below.addWidget(
            muted(tr("Then their program shows them a reply. Paste it here, and this computer calls theirs."))
        )
        self.field = _field(tr("Reply"))
        self.field.setReadOnly(False)
        tie(label, self.field, tr("Reply"))
        self.field.textChanged.connect(self._changed)
        below.addWidget(self.field)
        self.call = secondary(tr("Call them"), lambda: self.pasted.emit(self.field.toPlainText()))
        line = QWidget()
        inside = row(line)
        inside.addWidget(self.call)
        inside.addStretch(1)
        below.addWidget(line)
        self._changed()

    def forget(self) -> None:
        """Nothing stays in the field."""
        self.field.clear()

    def _changed(self) -> None:
        self.call.setEnabled(bool(self.field.toPlainText().strip()))


class ReplyCard(QWidget):
    """The reply of somebody who cannot reach the host. Signal: `copied` with the line."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        parts: tuple[QFrame, QVBoxLayout] = card(gap=12)
        frame, inside = parts
        inside.addWidget(strong(tr("We cannot reach the other computer, but it may reach this one.")))
        how = tr("Send this reply to the person who invited you. They paste it where their invite is shown.")
        inside.addWidget(body(how))
        self.field = _field(tr("Your reply"))
        inside.addWidget(self.field)
        self.copy = secondary(tr("Copy reply"), self._copy)
        line = QWidget()
        below = row(line)
        below.addWidget(self.copy)
        below.addStretch(1)
        inside.addWidget(line)
        inside.addWidget(muted(tr("This computer goes on trying meanwhile.")))
        column(self).addWidget(frame)
        self.hide()

    def show_reply(self, line: str) -> None:
        """There is one; "" for none any more."""
        if line and line != self.field.toPlainText():
            say(self, tr("Your reply is ready to be sent."))
        self.field.setPlainText(line)
        self.setVisible(bool(line))

    def _copy(self) -> None:
        self.copied.emit(self.field.toPlainText())
        self.copy.say(tr("Copied"))
        say(self.copy, tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self.copy, lambda: self.copy.say(tr("Copy reply")))


def name_of(person: Person, seat: int) -> str:
    """What somebody calls himself, or the number of his seat: whoever invited is the first."""
    name = plain(person.name) or tr("Person {n}", n=seat + 1)
    return tr("{name} ({role})", name=name, role=plain(person.role)) if person.role else name


def who_line(name: Text, standing: QWidget | None, *, unchecked: bool) -> QHBoxLayout:
    """Somebody of a meeting.

    Args:
        name: what he is called here, or what is said of him. standing: how far he is, on the right.
        unchecked: words were not compared with him.
    """
    said = column(gap=4)
    said.addWidget(name)
    if unchecked:
        mark = badge(tr("Not checked"))
        mark.setAccessibleName(f"{name.text()}: {mark.text()}")
        said.addWidget(mark)
    line = row()
    line.addLayout(said, 1)
    if standing is not None:
        line.addWidget(standing)
    return line


def _field(name: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setFixedHeight(_FIELD_HEIGHT)
    field.setAccessibleName(name)
    field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return field
