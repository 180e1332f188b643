"""Form of disclose: the statements of every role or of everyone, and ready-made conditions."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import LineEntry, LinesEntry
from desktop.ui.editor.form import Form, Repeated
from desktop.ui.editor.model import Path, Table, fresh_id, get, roles_of
from desktop.ui.editor.role_text import RoleText
from desktop.ui.pages.review import role_name
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping
from desktop.ui.widgets.text import muted, strong
from desktop.ui.words import tr


class DiscloseForm(Form):
    """Things to tell each other."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        for owner in self._owners():
            name = tr("What everyone can offer") if owner == "all" else tr("What {who} can offer", who=role_name(owner))
            self.inside.addWidget(strong(name))
            self.add_form(
                Repeated(
                    bench,
                    (*path, "statements", owner),
                    StatementForm,
                    partial(self._start, owner),
                    one=tr("Statement {n}"),
                    add=tr("Add a statement"),
                )
            )
        if roles_of(bench.document):
            self._add_switch("all" in self._table())
        self.inside.addWidget(strong(tr("Ready-made conditions")))
        hint = tr("Offered as a short cut while answering. Everyone can still choose other conditions.")
        self.inside.addWidget(muted(hint))
        presets = (*path, "presets")
        adding = tr("Add a ready-made condition")
        self.add_form(Repeated(bench, presets, PresetForm, _new_preset, one=tr("Condition {n}"), add=adding))

    def _table(self) -> Table:
        table = self.bench.get((*self.path, "statements"))
        return table if isinstance(table, dict) else {}

    def _owners(self) -> list[str]:
        table, roles = self._table(), roles_of(self.bench.document)
        if "all" in table or not roles:
            return ["all", *(owner for owner in table if owner != "all")]
        answering = self.bench.get((*self.path, "for"))
        shown = [role for role in roles if not isinstance(answering, list) or role in answering]
        return [*shown, *(owner for owner in table if owner not in shown)]

    def _start(self, owner: str) -> object:
        table = self._table()
        lists = [one for one in table.values() if isinstance(one, list)]
        taken = [get(statement, ("id",)) for one in lists for statement in one]
        letter = "s" if owner == "all" else owner[:1]
        return {"id": fresh_id(f"{letter}{len(taken) + 1}", taken), "label": tr("Something true")}

    def _add_switch(self, together: bool) -> None:
        label = tr("Other statements for each role") if together else tr("The same statements for everyone")
        owners = roles_of(self.bench.document) if together else ["all"]
        first = next((one for one in self._table().values() if isinstance(one, list)), [])
        made = {owner: list(first) for owner in owners}
        holder = QWidget()
        Wrapping(holder).addWidget(link(label, partial(self.bench.put, (*self.path, "statements"), made)))
        self.inside.addWidget(holder)

    def shape(self) -> object:
        """Whose statements there are."""
        return self._owners(), "all" in self._table()


def _new_preset() -> object:
    return {"name": tr("Only together")}


class StatementForm(Form):
    """One statement."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, gap=12)
        name = tr("What is offered")
        if path[-2] != "all" and not isinstance(bench.get((*path, "label")), dict):
            self.bind(LineEntry(name), "label")  # one role offers it, and everyone reads it in one way
        else:
            self.add_form(RoleText(bench, (*path, "label"), name, LineEntry))
        self.bind(LineEntry(tr("Short id"), tr("For conditions: a-z, 0-9, - and _."), most=64), "id")

    def shape(self) -> object:
        """One text or several."""
        label = self.bench.get((*self.path, "label"))
        return sorted(label) if isinstance(label, dict) else ""


class PresetForm(Form):
    """One ready-made condition: for each statement what has to open with it."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, gap=12)
        self.bind(LineEntry(tr("What it is called")), "name")
        for owner, statement, label in self._statements():
            hint = tr("Opens only together with these, one on each line, such as e1 or employer.e1.")
            name = tr("“{statement}” of {who}", statement=label, who=role_name(owner))
            if owner == "all":
                name = tr("“{statement}”", statement=label)
            self.bind(LinesEntry(name, hint, keeps_empty=False), owner, statement)

    def _statements(self) -> list[tuple[str, str, str]]:
        table = self.bench.get((*self.path[:-2], "statements"))
        found = []
        for owner, statements in (table if isinstance(table, dict) else {}).items():
            for statement in statements if isinstance(statements, list) else ():
                known = get(statement, ("id",))
                if isinstance(known, str):
                    found.append((owner, known, known))
        return found

    def shape(self) -> object:
        """The statements there are."""
        return self._statements()
