"""Form of bundle: its issues, each with options."""

from __future__ import annotations

from desktop.deals.build import MAX_LARGE_PACKAGES, MAX_PACKAGES
from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import LineEntry, TickEntry
from desktop.ui.editor.form import Form, Repeated
from desktop.ui.editor.kinds.common import Options
from desktop.ui.editor.model import Path, fresh_id, get
from desktop.ui.editor.role_text import RoleText
from desktop.ui.widgets.text import muted
from desktop.ui.words import tr


class BundleForm(Form):
    """Trade-offs."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        issues = (*path, "issues")
        self._count = muted("")
        self.inside.addWidget(self._count)
        self.add_form(Repeated(bench, issues, IssueForm, self._start, one=tr("Topic {n}"), add=tr("Add a topic")))
        detail = tr("Takes longer to compare. Usually {n} combinations are plenty.", n=MAX_PACKAGES)
        self.bind(TickEntry(tr("Allow up to {n} combinations", n=MAX_LARGE_PACKAGES), detail), "large")

    def _start(self) -> object:
        issues = self.bench.get((*self.path, "issues"))
        taken = [get(one, ("id",)) for one in issues] if isinstance(issues, list) else []
        return {
            "id": fresh_id(f"topic-{len(taken) + 1}", taken),
            "label": tr("Another topic"),
            "options": ["this", "that"],
        }

    def reload(self) -> None:
        """Say how many packages there are."""
        super().reload()
        issues = self.bench.get((*self.path, "issues"))
        count = 1
        for issue in issues if isinstance(issues, list) else ():
            options = get(issue, ("options",))
            count *= len(options) if isinstance(options, list) else 3
        self._count.tell(tr("{n} combinations so far.", n=count))


class IssueForm(Form):
    """One issue."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, gap=12)
        self.add_form(RoleText(bench, (*path, "label"), tr("Name"), LineEntry))
        self.add_form(Options(bench, path, hint=tr("One on each line.")))
        self.bind(LineEntry(tr("Short id"), tr("For files: a-z, 0-9, - and _."), most=64), "id")

    def shape(self) -> object:
        """One name or several; options here or settled first."""
        label = self.bench.get((*self.path, "label"))
        options = self.bench.get((*self.path, "options"))
        return sorted(label) if isinstance(label, dict) else "", type(options).__name__
