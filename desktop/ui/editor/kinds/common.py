"""What several kinds share: options written here or taken from what is settled first, k, choices of terms."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import ChoiceEntry, Entry, LinesEntry, NumberEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.model import Path, get, term_ids
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping
from desktop.ui.words import tr

KindForm = Callable[[Bench, Path], Form]
MOST_K = 8


class Switched(Form):
    """Something that is written here, or worked out from what is settled first."""

    def __init__(self, bench: Bench, path: Path, key: str) -> None:
        super().__init__(bench, path, gap=8)
        self._key = key

    def shape(self) -> object:
        """Which of both it is, and what there is to choose from."""
        value = self.bench.get((*self.path, self._key))
        terms = term_ids(self.bench.document, ("text", "int", "decimal", "choice", "multi", "list", "date"))
        return type(value).__name__, tuple(terms)

    def switch(self, label: str, value: object) -> None:
        """Add a link that makes it the other thing."""
        holder = QWidget()
        Wrapping(holder).addWidget(link(label, partial(self.bench.put, (*self.path, self._key), value)))
        self.inside.addWidget(holder)


class Options(Switched):
    """Options of a pick, a rank, or an issue."""

    def __init__(self, bench: Bench, path: Path, name: str = "", hint: str = "") -> None:
        super().__init__(bench, path, "options")
        terms = term_ids(bench.document, ("list", "multi"))
        label = name or tr("Options")
        if isinstance(bench.get((*path, "options")), str):
            self.bind(term_choice(label, bench, ("list", "multi"), none=""), "options")
            self.switch(tr("Write them here instead"), [tr("first option"), tr("second option")])
        else:
            self.bind(LinesEntry(label, hint or tr("One on each line.")), "options")
            if terms:
                self.switch(tr("Take them from what is settled first"), f"${terms[0]}")


def term_choice(name: str, bench: Bench, types: Collection[str], *, none: str, hint: str = "") -> ChoiceEntry:
    """A choice among what is settled first.

    Args:
        none: what no choice is called; "" when there has to be one.
    """
    found: list[tuple[object, str]] = [(None, none)] if none else []
    found += [(f"${term}", tr("Settled first: {term}", term=term)) for term in term_ids(bench.document, types)]
    return ChoiceEntry(name, found, hint)


def at_least(bench: Bench, path: Path, name: str, hint: str = "") -> ChoiceEntry:
    """k of an at_least rule."""
    most = get(bench.document, ("parties", "max"))
    people = min(most, MOST_K) if isinstance(most, int) and get(bench.document, ("mode",)) != "pairs" else 2
    choices: list[tuple[object, str]] = [("n", tr("Everyone")), ("n-1", tr("All but one"))]
    choices += [("1/2", tr("Half of you")), ("2/3", tr("Two thirds")), ("3/4", tr("Three quarters"))]
    choices += [(1, tr("Anyone, even one alone"))]
    choices += [(k, tr("At least {k}", k=k)) for k in range(2, max(people, 2) + 1)]
    terms = term_ids(bench.document, ("int", "choice", "text"))
    choices += [(f"${term}", tr("Settled first: {term}", term=term)) for term in terms]
    return ChoiceEntry(name, choices, hint)


def plain_term_names() -> dict[str, str]:
    """Type of an open term -> what it is called."""
    return {
        "text": tr("A text"),
        "int": tr("A whole number"),
        "decimal": tr("A number"),
        "choice": tr("One of some choices"),
        "multi": tr("Some of some choices"),
        "list": tr("A list of texts"),
        "date": tr("A date"),
        "date_range": tr("Two dates"),
        "range": tr("Two numbers"),
    }


def number(name: str, hint: str, bench: Bench, path: Path, *, most: int = 64) -> Entry:
    """A number, or where the file has a term there, a choice of terms."""
    if isinstance(bench.get(path), str):
        return term_choice(name, bench, ("int",), none=tr("No limit"), hint=hint)
    return NumberEntry(name, hint, least=1, most=most)


def rule_of(bench: Bench, path: Path, usual: str) -> str:
    """The rule of the item at a path."""
    rule = bench.get((*path, "rule"))
    return rule if isinstance(rule, str) else usual
