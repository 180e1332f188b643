"""Fields of the editor: a name, something to enter, a hint, and what is wrong with it, below it.

An entry gives and takes the value as the file has it. What it cannot show it says so about and leaves as it is: a value
changes only when a person changes it.

Leaves to others: where in the document the value is (desktop.ui.editor.form).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.deals.checks import decimal_text
from desktop.deals.text import MAX_TEXT
from desktop.ui import tokens
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.abstract import AbstractWidget
from desktop.ui.widgets.buttons import tie
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.picker import Picker
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import Text, muted, say, strong
from desktop.ui.words import tr

Choices: TypeAlias = Sequence[tuple[object, str]]

FEW_LINES, MANY_LINES = 3, 10
_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Entry(QWidget, metaclass=AbstractWidget):
    """Signals: `edited` by a person; `settled` when the person goes elsewhere.

    Attributes:
        typed: changes come letter by letter.
        inside: where subclasses put what is entered with.
    """

    edited = Signal()
    settled = Signal()
    typed = False

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.name = name
        whole = column(self, gap=6)
        self.label = strong(name)
        whole.addWidget(self.label)
        self.label.setVisible(bool(name))  # only now: without a parent it would be a window
        self.inside = column(gap=6)
        whole.addLayout(self.inside)
        self.problem = Text("", "error")
        self.problem.hide()
        whole.addWidget(self.problem)
        self.advice = muted("")
        self.advice.hide()
        whole.addWidget(self.advice)
        self.hint = muted(hint)
        whole.addWidget(self.hint)
        self.hint.setVisible(bool(hint))

    @abstractmethod
    def value(self) -> object:
        """As the file has it; None: the key is left out."""

    @abstractmethod
    def load(self, value: object) -> None:
        """Show a value; no signal."""

    def complain(self, problems: Sequence[str], advice: Sequence[str]) -> None:
        """What is wrong here, and what could be better; nothing for nothing."""
        if self.problem.text() != "\n".join(problems):
            self.problem.setText("\n".join(problems))
            if problems:
                say(self, f"{self.name}: {problems[0]}")
        self.problem.setVisible(bool(problems))
        self.advice.setText("\n".join(advice))
        self.advice.setVisible(bool(advice))
        self._describe()

    def showEvent(self, event: QShowEvent) -> None:
        """What it is entered with exists by now."""
        super().showEvent(event)
        self._describe()

    def _describe(self) -> None:
        """Whoever listens hears with the field what stands below it: what is wrong first, the hint last."""
        said = " ".join(one.text() for one in (self.problem, self.advice, self.hint) if one.text())
        for field in self.findChildren(QWidget):
            if isinstance(field, Picker):
                field.explain(said)
            elif isinstance(field, QLineEdit | QPlainTextEdit):
                field.setAccessibleDescription(said)

    def enter(self) -> None:
        """Work begins here."""
        inner = [child for child in self.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if inner:
            inner[0].setFocus(Qt.FocusReason.OtherFocusReason)


class Line(QLineEdit):
    """A line of text that leaves undo and redo to the editor."""

    def event(self, event: QEvent) -> bool:
        """Undo and redo are steps of the whole editor."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_step(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same for the key itself."""
        if _is_step(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Area(QPlainTextEdit):
    """Some lines of text that leave undo and redo, and the Tab key, to the editor; it grows with its lines.

    Signals: `left` by the focus.
    """

    left = Signal()

    def __init__(self, *, breaks: bool) -> None:
        """Args: breaks: Enter begins a new line."""
        super().__init__()
        self._breaks = breaks
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        theme().changed.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Undo and redo are steps of the whole editor."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_step(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Text of an author has one line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if _is_step(event) or (enter and (not self._breaks or event.modifiers())):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Typing has ended."""
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths have other lines."""
        super().resizeEvent(event)
        self._fit()
        if self.viewport().width() != event.size().width():  # the page has got its scroll bar meanwhile
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
            self._fit()

    def _fit(self) -> None:
        lines = round(self.document().size().height())
        shown = min(max(lines, FEW_LINES if self._breaks else 2), MANY_LINES)
        self.setFixedHeight(round(shown * self.fontMetrics().lineSpacing()) + 2 * tokens.GRID + 2 * tokens.RING + 8)


def _is_step(event: QKeyEvent) -> bool:
    return any(event.matches(step) for step in _STEPS)


class LineEntry(Entry):
    """A short text."""

    typed = True

    def __init__(self, name: str, hint: str = "", *, most: int = MAX_TEXT, placeholder: str = "") -> None:
        super().__init__(name, hint)
        self.field = Line()
        self.field.setMaxLength(most)
        self.field.setPlaceholderText(placeholder)
        tie(self.label, self.field, name)
        self.field.textEdited.connect(lambda _: self.edited.emit())
        self.field.editingFinished.connect(self.settled)
        self.inside.addWidget(self.field)

    def value(self) -> object:
        """The text; None for none."""
        return self.field.text() or None

    def load(self, value: object) -> None:
        """Show a text, or that there is something else."""
        shown = value if isinstance(value, str) else ""
        if value is not None and not isinstance(value, str):
            self.field.setPlaceholderText(tr("Kept as it is in the file; what you type replaces it."))
        if self.field.text() != shown:
            self.field.setText(plain(shown) if "\n" in shown else shown)
            if not self.field.hasFocus():
                self.field.setCursorPosition(0)  # what does not fit is seen from its beginning


class NumberEntry(LineEntry):
    """A whole number."""

    def __init__(self, name: str, hint: str = "", *, least: int = 0, most: int = 1000, placeholder: str = "") -> None:
        super().__init__(name, hint, most=len(str(most)), placeholder=placeholder)
        self.field.setValidator(QIntValidator(min(0, least), most, self.field))
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.setMinimumWidth(120)

    def value(self) -> object:
        """The number; None for none."""
        text = self.field.text()
        return int(text) if text.lstrip("-").isdigit() else None

    def load(self, value: object) -> None:
        """Show a number, or a reference as text."""
        super().load(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


class AreaEntry(Entry):
    """A longer text on one line of the file."""

    typed = True

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint)
        self.field = Area(breaks=False)
        tie(self.label, self.field, name)
        self.field.textChanged.connect(self._on_change)
        self.field.left.connect(self.settled)
        self.inside.addWidget(self.field)
        self._loading = False

    def value(self) -> object:
        """The text without line breaks; None for none."""
        return " ".join(self.field.toPlainText().split("\n")) or None

    def load(self, value: object) -> None:
        """Show a text."""
        shown = value if isinstance(value, str) else ""
        if (self.value() or "") != shown:
            self._loading = True
            self.field.setPlainText(shown)
            self._loading = False

    def _on_change(self) -> None:
        if not self._loading:
            self.edited.emit()


def amount_of(text: str) -> object:
    """A line as an amount of the file: a number where it is one, else the text, about which the check complains."""
    number = decimal_text(text.replace(" ", ""))
    if number is None:
        return text
    return int(number) if number.as_tuple().exponent == 0 else number


def amount_line(value: object) -> str:
    """An amount as a line."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class LinesEntry(Entry):
    """A list, one thing on each line: typed, pasted, sorted like any text."""

    typed = True

    def __init__(
        self,
        name: str,
        hint: str = "",
        *,
        read: Callable[[str], object] = str,
        show: Callable[[object], str] = str,
        keeps_empty: bool = True,
    ) -> None:
        """Args: read, show: a line to a value and back. keeps_empty: no line is an empty list, not a missing key."""
        super().__init__(name, hint)
        self._read, self._show, self._keeps_empty = read, show, keeps_empty
        self.field = Area(breaks=True)
        self.field.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        tie(self.label, self.field, name)
        self.field.textChanged.connect(self._on_change)
        self.field.left.connect(self.settled)
        self.inside.addWidget(self.field)
        self._loading = False

    def value(self) -> object:
        """The list; lines without anything do not count."""
        lines = [line.strip() for line in self.field.toPlainText().split("\n")]
        found = [self._read(line) for line in lines if line]
        return found if found or self._keeps_empty else None

    def load(self, value: object) -> None:
        """Show a list."""
        entries = value if isinstance(value, list) else []
        if self.value() == (entries if entries or self._keeps_empty else None):
            return
        self._loading = True
        self.field.setPlainText("\n".join(self._show(entry) for entry in entries))
        self._loading = False

    def _on_change(self) -> None:
        if not self._loading:
            self.edited.emit()


class TickEntry(Entry):
    """Something that is so or not; not so is the same as not said."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__("")
        self.name = name
        self.row = AnyOf(name, detail)
        self.row.clicked.connect(lambda _=False: self.edited.emit())
        self.inside.addWidget(self.row)

    def value(self) -> object:
        """True, or None."""
        return True if self.row.isChecked() else None

    def load(self, value: object) -> None:
        """Tick it or not."""
        self.row.setChecked(value is True)


class ChoiceEntry(Entry):
    """One of a few values behind a button. A value that is none of them is kept, and named as the file has it."""

    def __init__(
        self, name: str, choices: Choices | Callable[[], Choices], hint: str = "", *, usual: object = None
    ) -> None:
        """An entry for one of a few values.

        Args:
            choices: value and what it is called, or what gives them; None: the key is left out.
            usual: what a key that is left out means.
        """
        super().__init__(name, hint)
        self._usual, self._said = usual, False
        self.field = Picker()
        self._choices = choices
        self._values: list[object] = []
        tie(self.label, self.field, name)
        self.field.activated.connect(lambda _: self.edited.emit())
        self.inside.addWidget(self.field)

    def value(self) -> object:
        """The value that is chosen."""
        place = self.field.place
        found = self._values[place] if 0 <= place < len(self._values) else None
        return None if found == self._usual and not self._said else found

    def load(self, value: object) -> None:
        """Choose a value."""
        self._said = value is not None and value == self._usual
        value = self._usual if value is None else value
        offered = list(self._choices() if callable(self._choices) else self._choices)
        if value is not None and value not in [known for known, _ in offered]:
            offered.append((value, tr("As in the file: {value}", value=value)))
        labels = [plain(label) for _, label in offered]
        self._values = [known for known, _ in offered]
        if labels != self.field.options:
            self.field.offer(labels)
        self.field.show_place(self._values.index(value) if value in self._values else -1)
