"""What people think about before they answer, and what they read after the result."""

from __future__ import annotations

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import AreaEntry, LinesEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.model import Path, items_of, roles_of
from desktop.ui.pages.review import role_name
from desktop.ui.widgets.layouts import card
from desktop.ui.widgets.text import body, muted, section
from desktop.ui.words import tr


class TextsForm(Form):
    """Before and after. path: ()."""

    def __init__(self, bench: Bench, path: Path = ()) -> None:
        super().__init__(bench, path, gap=16)
        frame, inside = card(gap=20, margins=24)
        inside.addWidget(section(tr("Before answering")))
        inside.addWidget(body(tr("Questions to think about alone. Nobody sees what anyone thinks of them.")))
        known = self._owners()
        for owner in known:
            name = tr("For everyone") if owner == "all" else tr("For {role}", role=role_name(owner))
            entry = LinesEntry(name, tr("One on each line."), keeps_empty=False)
            self.bind(entry, "prepare", owner, into=inside)
        self.inside.addWidget(frame)
        frame, inside = card(gap=20, margins=24)
        inside.addWidget(section(tr("After the result")))
        ids = ", ".join(f"{{{item.get('id')}}}" for item in items_of(bench.document)[:6])
        hint = tr("{{list}} stands for everything that is agreed, {ids} for one item.") if ids else ""
        self.bind(AreaEntry(tr("If everything is agreed")), "after", "overlap", into=inside)
        self.bind(AreaEntry(tr("If some of it is agreed")), "after", "partial", into=inside)
        self.bind(AreaEntry(tr("If nothing is agreed")), "after", "none", into=inside)
        inside.addWidget(muted(hint.format(ids=ids) if ids else tr("{list} stands for everything that is agreed.")))
        self.inside.addWidget(frame)

    def _owners(self) -> list[str]:
        table = self.bench.get(("prepare",))
        roles = roles_of(self.bench.document)
        known = table if isinstance(table, dict) else {}
        return ["all", *roles, *(owner for owner in known if owner not in ("all", *roles))]

    def shape(self) -> object:
        """Whose questions, and the ids that can be named."""
        return self._owners(), [item.get("id") for item in items_of(self.bench.document)]
