"""Who takes part, and the rules of the whole sheet: all or nothing, dealbreakers, comparing again."""

from __future__ import annotations

from collections.abc import Callable

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import ChoiceEntry, LinesEntry, NumberEntry, TickEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.model import Path, items_of, label_text, texts
from desktop.ui.plain import plain
from desktop.ui.widgets.layouts import card, column
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import section
from desktop.ui.words import tr

MARKS = "dealbreakers"


class PeopleForm(Form):
    """People and rules. path: ()."""

    def __init__(self, bench: Bench, path: Path = ()) -> None:
        super().__init__(bench, path, gap=16)
        frame, inside = card(gap=20, margins=24)
        inside.addWidget(section(tr("Who takes part")))
        people = tr("2 to 8; in a room up to 40.")
        self.bind(NumberEntry(tr("People, at least"), least=2, most=40), "parties", "min", into=inside)
        self.bind(NumberEntry(tr("People, at most"), people, least=2, most=40), "parties", "max", into=inside)
        roles = tr(
            "One on each line, a-z, 0-9, - and _. Empty: everyone is asked the same. As many roles as people: each is"
            " taken once."
        )
        self.bind(LinesEntry(tr("Roles"), roles, keeps_empty=False), "parties", "roles", into=inside)
        modes: list[tuple[object, str]] = [
            ("joint", tr("All of them together")),
            ("pairs", tr("In a room, every two by themselves")),
        ]
        self.bind(ChoiceEntry(tr("Who compares with whom"), modes, usual="joint"), "mode", into=inside)
        self.inside.addWidget(frame)
        self._add_gates()
        self._add_runs()

    def _add_gates(self) -> None:
        frame, inside = card(gap=20, margins=24)
        inside.addWidget(section(tr("All or nothing, dealbreakers")))
        detail = tr("Unless everything that counts is agreed, nothing is shown.")
        self.bind(TickEntry(tr("All or nothing"), detail), "all_or_nothing", into=inside)
        marks = tr("If a dealbreaker is not agreed, everyone learns only that one stands in the way. Empty: none.")
        each = tr("Dealbreakers of each person")
        self.bind(NumberEntry(each, marks, least=1, most=64), MARKS, "max_each", into=inside)
        if self.bench.get((MARKS,)) is not None:
            self.bind(_Markable(self.bench), MARKS, "items", into=inside)
        self.inside.addWidget(frame)

    def _add_runs(self) -> None:
        frame, inside = card(gap=20, margins=24)
        inside.addWidget(section(tr("Comparing again")))
        often = tr("With the same people. Empty: once.")
        self.bind(NumberEntry(tr("How often"), often, least=1, most=100), "run", "max_runs", into=inside)
        how: list[tuple[object, str]] = [
            ("only_add", tr("Only adding to earlier answers")),
            ("free", tr("With any answers")),
            ("never", tr("Never again")),
        ]
        self.bind(ChoiceEntry(tr("How"), how, usual="only_add"), "run", "rerun", into=inside)
        hours = tr("Between two comparisons. Empty: none.")
        self.bind(NumberEntry(tr("Hours to wait"), hours, most=8784), "run", "cool_off_hours", into=inside)
        days = tr("So often within so many days. Empty: so often for ever.")
        self.bind(NumberEntry(tr("Days that count"), days, least=1, most=3660), "run", "per_days", into=inside)
        self.inside.addWidget(frame)

    def shape(self) -> object:
        """There are dealbreakers, and items to mark."""
        return self.bench.get((MARKS,)) is not None, [item.get("id") for item in items_of(self.bench.document)]


class _Markable(TickEntry):
    """Which items can be marked; all of them is the same as not saying so."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(tr("Every item can be a dealbreaker"), tr("Otherwise tick which."))
        self._rows: dict[str, AnyOf] = {}
        below = column(gap=6)
        conditions = {item.get("only_if") for item in items_of(bench.document)}
        for item in items_of(bench.document):
            name = item.get("id")
            if isinstance(name, str) and name not in conditions:
                made = AnyOf(plain(label_text(item.get("label")) or name))
                made.clicked.connect(_without_argument(self.edited.emit))
                self._rows[name] = made
                below.addWidget(made)
        self.inside.addLayout(below)
        self._other: list[str] = []

    def value(self) -> object:
        """The ids; None for every item."""
        if self.row.isChecked():
            return None
        chosen = [name for name, made in self._rows.items() if made.isChecked()]
        return [*chosen, *self._other] or list(self._rows)

    def load(self, value: object) -> None:
        """Show which they are."""
        named = texts(value)
        self._other = [name for name in named if name not in self._rows]
        self.row.setChecked(value is None)
        for name, made in self._rows.items():
            made.setChecked(value is None or name in named)
            made.setVisible(value is not None)


def _without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    def called(_: bool) -> None:
        call()

    return called
