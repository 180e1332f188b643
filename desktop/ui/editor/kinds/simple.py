"""Forms of match, level, rank and set: little more than a list."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import ChoiceEntry, Choices, LinesEntry, NumberEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.kinds.common import Options, at_least, rule_of
from desktop.ui.editor.model import Path, get, roles_of, texts
from desktop.ui.pages.review import role_name
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping
from desktop.ui.words import tr

_CHANCES = (("0.125", 12), ("0.25", 25), ("0.5", 50))


class MatchForm(Form):
    """Yes or no."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        if rule_of(bench, path, "mutual_yes") == "at_least":
            self.bind(at_least(bench, path, tr("Shown if these say yes")), "k")
        choices: list[tuple[object, str]] = [(None, tr("Never"))]
        choices += [(Decimal(chance), tr("In {n} of 100 cases", n=share)) for chance, share in _CHANCES]
        hint = tr("With that chance a yes is not shown all the same, so that showing nothing points at nobody.")
        self.bind(ChoiceEntry(tr("Talk first"), choices, hint), "talk_first")


class LevelForm(Form):
    """How much."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        total = rule_of(bench, path, "lower_level") == "total"
        hint = tr("One on each line, the least first. What is left blank counts as the first.")
        self.bind(LinesEntry(tr("Levels"), hint), "levels")
        if not total:
            shown = tr("Below that nothing is shown.")
            self.bind(ChoiceEntry(tr("Shown from this level on"), self._levels, shown), "show_only_at_or_above")
        if isinstance(bench.get((*path, "level_labels")), dict) or roles_of(bench.document):
            self.add_form(LevelLabels(bench, (*path, "level_labels")))

    def _levels(self) -> Choices:
        levels = texts(self.bench.get((*self.path, "levels")))
        return [(None, tr("Always shown")), *((level, level) for level in levels[1:])]

    def shape(self) -> object:
        """Words of its own for some roles."""
        labels = self.bench.get((*self.path, "level_labels"))
        return sorted(labels) if isinstance(labels, dict) else type(labels).__name__


class LevelLabels(Form):
    """How the levels read for each role."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, gap=8)
        labels = bench.get(path)
        if isinstance(labels, list):
            self.bind(LinesEntry(tr("How the levels read"), keeps_empty=False))
        elif isinstance(labels, dict):
            for role in labels:
                name = tr("How the levels read for everyone else") if role == "all" else None
                label = name or tr("How the levels read for {role}", role=role_name(role))
                self.bind(LinesEntry(label, keeps_empty=False), role)
        else:
            holder = QWidget()
            Wrapping(holder).addWidget(link(tr("Other words for each role"), self._apart))
            self.inside.addWidget(holder)

    def _apart(self) -> None:
        levels = texts(get(self.bench.document, (*self.path[:-1], "levels")))
        self.bench.put(self.path, {role: list(levels) for role in roles_of(self.bench.document)})


class RankForm(Form):
    """Put in order."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        self.add_form(Options(bench, path))

    def shape(self) -> object:
        """Options are written here or settled first."""
        return type(self.bench.get((*self.path, "options"))).__name__


class SetForm(Form):
    """Names in common."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        hint = tr("Up to 256 are compared together with everything else; longer lists are compared last.")
        self.bind(NumberEntry(tr("Most entries of each"), hint, least=1, most=10_000), "max_entries")
        if rule_of(bench, path, "all_common") == "at_least":
            self.bind(NumberEntry(tr("Shown if so many are in common"), least=1, most=10_000), "k")
