"""A text of the sheet: the same for everyone, or in other words for each role."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import Entry
from desktop.ui.editor.form import Form
from desktop.ui.editor.model import Path, label_text, roles_of
from desktop.ui.pages.review import role_name
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping
from desktop.ui.words import tr

MakeEntry = Callable[[str, str], Entry]
"""make(name, hint) -> an entry for text."""


class RoleText(Form):
    """One entry, or one for each role and one for everybody else."""

    def __init__(self, bench: Bench, path: Path, name: str, make: MakeEntry, hint: str = "") -> None:
        super().__init__(bench, path, gap=6)
        table = bench.get(path)
        roles = roles_of(bench.document)
        self._name = name
        if not isinstance(table, dict):
            self.bind(make(name, hint))
        else:
            known = [role for role in roles if role in table or "all" not in table]
            others = [role for role in table if role not in roles]
            for number, role in enumerate([*known, *others]):
                label = tr("{name} (everyone else)", name=name) if role == "all" else f"{name} ({role_name(role)})"
                self.bind(make(label, hint if number == 0 else ""), role)
        if roles or isinstance(table, dict):
            self._add_switch(isinstance(table, dict))

    def shape(self) -> object:
        """One text or several, and whose."""
        table = self.bench.get(self.path)
        return sorted(table) if isinstance(table, dict) else "", tuple(roles_of(self.bench.document))

    def _add_switch(self, apart: bool) -> None:
        holder = QWidget()
        label = tr("The same words for everyone") if apart else tr("Other words for each role")
        button = link(label, self._together if apart else self._apart)
        button.setAccessibleName(f"{label}: {self._name}")
        Wrapping(holder).addWidget(button)
        self.inside.addWidget(holder)

    def _apart(self) -> None:
        text = label_text(self.bench.get(self.path)) or "…"
        self.bench.put(self.path, dict.fromkeys(roles_of(self.bench.document), text))

    def _together(self) -> None:
        self.bench.put(self.path, label_text(self.bench.get(self.path)) or None)
