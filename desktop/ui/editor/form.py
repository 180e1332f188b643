"""Forms: entries bound to places of the document, lists of forms, and problems brought to the entry they belong to.

    form.bind(LineEntry(tr("Name")), "label")       # what is typed is a step of the bench; undo shows it again

Leaves to others: which entries there are (desktop.ui.editor.parts, desktop.ui.editor.kinds).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.checking import Found
from desktop.ui.editor.entries import Entry
from desktop.ui.editor.model import Path
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import quiet, secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, row
from desktop.ui.widgets.text import Text, strong
from desktop.ui.words import tr


class Form(QWidget):
    """Entries below each other.

    Attributes:
        bench: where the document is. path: what the form is about. inside: where entries go.
        made_as: its shape when it was made; set by whoever makes it.
    """

    def __init__(self, bench: Bench, path: Path, *, gap: int = 20) -> None:
        super().__init__()
        self.bench, self.path = bench, path
        self.inside = column(self, gap=gap)
        self._entries: list[tuple[Path, Entry]] = []
        self._forms: list[Form | Repeated] = []
        self.made_as: object = None

    def bind(self, entry: Entry, *keys: str | int, into: QLayout | None = None) -> Entry:
        """Add an entry for a place below the form's own.

        Args:
            keys: from the form's path on.
            into: another layout than the form's own.
        """
        path = (*self.path, *keys)
        (self.inside if into is None else into).addWidget(entry)
        self._entries.append((path, entry))
        entry.edited.connect(lambda: self.bench.put(path, entry.value(), typing=entry.typed))
        entry.settled.connect(self.bench.settle)
        return entry

    def add_form(self, form: Form | Repeated, into: QLayout | None = None) -> None:
        """Add a form of its own for a part of this one."""
        (self.inside if into is None else into).addWidget(form)
        self._forms.append(form)

    def shape(self) -> object:
        """What decides which entries there are; when it changes the form is made anew."""
        return None

    def whole_shape(self) -> object:
        """The shape with those of all forms in it."""
        return self.shape(), tuple(form.whole_shape() for form in self._forms if isinstance(form, Form))

    def first(self) -> Entry | None:
        """The first entry."""
        inner = (form.first() for form in self._forms if isinstance(form, Form))
        return next((entry for entry in inner if entry is not None), self._entries[0][1] if self._entries else None)

    def reload(self) -> None:
        """Show the document as it is now."""
        for path, entry in self._entries:
            entry.load(self.bench.get(path))
        for form in self._forms:
            form.reload()

    def complain(self, found: Sequence[Found]) -> list[Found]:
        """Bring what was found to its place; returns what has none here."""
        rest = list(found)
        for form in self._forms:
            rest = form.complain(rest)
        for path, entry in self._entries:
            here = [one for one in rest if _meets(one.path, path, self.path)]
            rest = [one for one in rest if one not in here]
            problems = [_sentence(one, path) for one in here if not one.advice]
            entry.complain(problems, [one.sentence for one in here if one.advice])
        return rest

    def path_of(self, widget: QWidget) -> Path | None:
        """The place of the entry that holds a widget."""
        inner = (form.path_of(widget) for form in self._forms)
        own = (path for path, entry in self._entries if entry.isAncestorOf(widget))
        return next((path for path in inner if path is not None), next(own, None))

    def entry_at(self, path: Path) -> Entry | None:
        """The entry for a place, or for something around it."""
        for form in self._forms:
            found = form.entry_at(path)
            if found is not None:
                return found
        return next((entry for known, entry in self._entries if path[: len(known)] == known), None)


def _meets(found: Path, entry: Path, form: Path) -> bool:
    """Whether something found belongs to an entry: inside it, or above it but still inside its form."""
    if found[: len(entry)] == entry:
        return True
    return entry[: len(found)] == found and len(found) > len(form)


def _sentence(one: Found, path: Path) -> str:
    line = next((step + 1 for step in one.path[len(path) :] if isinstance(step, int)), None)
    sentence = plain(one.sentence)
    return sentence if line is None else tr("Line {n}: {problem}", n=line, problem=sentence)


MakeForm = Callable[[Bench, Path], Form]


class Repeated(QWidget):
    """A list of tables, a card each, that can be added, moved and removed."""

    def __init__(
        self,
        bench: Bench,
        path: Path,
        make: MakeForm,
        start: Callable[[], object],
        *,
        one: str,
        add: str,
    ) -> None:
        """Args: make: one form. start: a new one. one: what each is called, with {n}. add: label of the button."""
        super().__init__()
        self.bench, self.path = bench, path
        self._make, self._start, self._one = make, start, one
        self._forms: list[Form] = []
        self._problem = Text("", "error")
        self._problem.hide()
        whole = column(self, gap=12)
        self._cards: QVBoxLayout = column(gap=12)
        whole.addLayout(self._cards)
        whole.addWidget(self._problem)
        holder = QWidget()
        Wrapping(holder).addWidget(secondary(add, self.add))
        whole.addWidget(holder)

    def _list(self) -> list[object]:
        found = self.bench.get(self.path)
        return list(found) if isinstance(found, list) else []

    def reload(self) -> None:
        """Show the list as it is now."""
        if len(self._list()) != len(self._forms) or any(form.whole_shape() != form.made_as for form in self._forms):
            self._build()
        for form in self._forms:
            form.reload()

    def _build(self) -> None:
        clear(self._cards)
        self._forms = []
        for number in range(len(self._list())):
            form = self._make(self.bench, (*self.path, number))
            form.made_as = form.whole_shape()
            self._forms.append(form)
            self._cards.addWidget(self._card(number, form))

    def _card(self, number: int, form: Form) -> QFrame:
        frame, inside = card(gap=12, margins=16)
        name = self._one.format(n=number + 1)
        frame.setAccessibleName(name)
        top = row(gap=4)
        top.addWidget(strong(name), 1)
        last = len(self._list()) - 1
        for label, icon, to in ((tr("Up"), "up", number - 1), (tr("Down"), "down", number + 1)):
            button = quiet("", partial(self._move, number, to), icon)
            button.setAccessibleName(tr("{what}: {name}", what=label, name=name))
            button.setEnabled(0 <= to <= last)
            top.addWidget(button)
        removing = quiet("", partial(self._remove, number), "delete")
        removing.setAccessibleName(tr("Remove: {name}", name=name))
        top.addWidget(removing)
        inside.addLayout(top)
        inside.addWidget(form)
        return frame

    def add(self) -> None:
        """One more, ready to be filled in."""
        entries = self._list()
        self.bench.put(self.path, [*entries, self._start()])
        entry = self._forms[-1].first() if self._forms else None
        if entry is not None:
            entry.enter()

    def _move(self, number: int, to: int) -> None:
        entries = self._list()
        moved = entries.pop(number)
        entries.insert(to, moved)
        self.bench.put(self.path, entries)

    def _remove(self, number: int) -> None:
        entries = self._list()
        del entries[number]
        self.bench.put(self.path, entries or None)

    def complain(self, found: Sequence[Found]) -> list[Found]:
        """Bring what was found to its place."""
        rest = list(found)
        for form in self._forms:
            rest = form.complain(rest)
        here = [one for one in rest if one.path[: len(self.path)] == self.path and not one.advice]
        self._problem.setText("\n".join(plain(one.sentence) for one in here))
        self._problem.setVisible(bool(here))
        return [one for one in rest if one not in here]

    def entry_at(self, path: Path) -> Entry | None:
        """The entry for a place."""
        return next((entry for form in self._forms if (entry := form.entry_at(path)) is not None), None)

    def path_of(self, widget: QWidget) -> Path | None:
        """The place of the entry that holds a widget."""
        return next((path for form in self._forms if (path := form.path_of(widget)) is not None), None)
