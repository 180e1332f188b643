"""What is settled in the open before anyone answers: places, dates, a yardstick."""

from __future__ import annotations

from desktop.deals.open_terms import TERM_TYPES
from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import AreaEntry, ChoiceEntry, Entry, LineEntry, LinesEntry, NumberEntry, TickEntry
from desktop.ui.editor.form import Form, Repeated
from desktop.ui.editor.kinds.common import plain_term_names
from desktop.ui.editor.model import Path, fresh_id, get
from desktop.ui.editor.values import DateEntry, EndsEntry, TypedEntry
from desktop.ui.widgets.text import body
from desktop.ui.words import tr


class TermsForm(Form):
    """Open terms. path: ()."""

    def __init__(self, bench: Bench, path: Path = ()) -> None:
        super().__init__(bench, path, gap=16)
        intro = tr(
            "Before anyone answers, you agree on these together, in the open. Items can take options, amounts and dates"
            " from them."
        )
        self.inside.addWidget(body(intro))
        add = tr("Add something to settle")
        self.add_form(Repeated(bench, ("open_terms",), TermForm, self._start, one=tr("To settle {n}"), add=add))

    def _start(self) -> object:
        terms = self.bench.get(("open_terms",))
        taken = [get(term, ("id",)) for term in terms] if isinstance(terms, list) else []
        return {"id": fresh_id(f"term-{len(taken) + 1}", taken), "type": "text", "label": tr("Something to settle")}


class TermForm(Form):
    """One open term."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, gap=14)
        kind = str(bench.get((*path, "type")) or "")
        self.bind(LineEntry(tr("Name")), "label")
        names = plain_term_names()
        self.bind(ChoiceEntry(tr("What it is"), [(one, names[one]) for one in TERM_TYPES]), "type")
        self.bind(AreaEntry(tr("Help text")), "help")
        if kind in ("choice", "multi") or bench.get((*path, "options")) is not None:
            self.bind(LinesEntry(tr("Choices"), tr("One on each line."), keeps_empty=False), "options")
        if kind in ("int", "list", "multi") or any(bench.get((*path, key)) is not None for key in ("min", "max")):
            least = tr("At least") if kind == "int" else tr("Entries, at least")
            most = tr("At most") if kind == "int" else tr("Entries, at most")
            self.bind(NumberEntry(least, least=-(10**9), most=10**9), "min")
            self.bind(NumberEntry(most, least=-(10**9), most=10**9), "max")
        changing = tr("Can be changed when you settle it. Empty: nothing.")
        self.bind(_default(kind, tr("Filled in already"), changing), "default")
        if bench.get((*path, "value")) is not None:
            self.bind(_default(kind, tr("Settled as"), tr("Empty: it is settled before every comparison.")), "value")
        self.bind(TickEntry(tr("Can be left out")), "optional")
        self.bind(LineEntry(tr("Short id"), tr("Named in items as $ and this id."), most=64), "id")

    def shape(self) -> object:
        """Types differ in what belongs to them."""
        return self.bench.get((*self.path, "type")), self.bench.get((*self.path, "value")) is not None


def _default(kind: str, name: str, hint: str) -> Entry:
    if kind in ("multi", "list"):
        return LinesEntry(name, hint, keeps_empty=False)
    if kind in ("range", "date_range"):
        return EndsEntry(name, hint, dates=kind == "date_range")
    if kind == "date":
        return DateEntry(name, hint)
    if kind in ("int", "decimal"):
        return TypedEntry(name, hint)
    return LineEntry(name, hint)
