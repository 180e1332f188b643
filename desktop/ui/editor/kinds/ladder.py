"""Form of ladder: amounts written here or worked out from what is settled first, whose way is up, the reference."""

from __future__ import annotations

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import (
    ChoiceEntry,
    Choices,
    LineEntry,
    LinesEntry,
    NumberEntry,
    amount_line,
    amount_of,
)
from desktop.ui.editor.form import Form
from desktop.ui.editor.kinds.common import Switched, rule_of, term_choice
from desktop.ui.editor.model import Path, get, roles_of, term_ids
from desktop.ui.editor.words import rule_words
from desktop.ui.pages.review import role_name
from desktop.ui.words import tr

_BASES = ("int", "decimal", "range")


class LadderForm(Form):
    """Amounts."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        unit = bench.get((*path, "unit"))
        if isinstance(unit, str) and unit.startswith("$"):
            self.bind(term_choice(tr("Unit"), bench, ("text", "choice"), none=tr("None")), "unit")
        else:
            self.bind(LineEntry(tr("Unit"), tr("Such as “EUR per year”.")), "unit")
        self.add_form(Amounts(bench, path))
        self._add_directions(bench, path)
        yardstick = tr("Marked on the list, a yardstick that is nobody's offer.")
        self.bind(ChoiceEntry(tr("Reference amount"), self._references, yardstick), "reference")
        if isinstance(bench.get((*path, "reference")), str):
            choices: list[tuple[object, str]] = [(None, tr("The same rule"))]
            choices += [(r, w[0]) for r, w in rule_words("ladder").items() if r != "fair_price"]
            self.bind(ChoiceEntry(tr("If that reference is left out"), choices), "rule_if_missing")

    def _add_directions(self, bench: Bench, path: Path) -> None:
        directions = bench.get((*path, "direction"))
        choices: list[tuple[object, str]] = [
            ("lower", tr("This amount or less is fine")),
            ("higher", tr("This amount or more is fine")),
        ]
        if not isinstance(directions, dict):
            self.bind(ChoiceEntry(tr("What everyone says"), choices), "direction")
            return
        answering = bench.get((*path, "for"))
        roles = [role for role in roles_of(bench.document) if not isinstance(answering, list) or role in answering]
        for role in [*roles, *(role for role in directions if role not in roles)]:
            label = tr("What {role} says", role=role_name(role))
            self.bind(ChoiceEntry(label, [(None, tr("Please choose")), *choices]), "direction", role)

    def shape(self) -> object:
        """Forms instead of values, and whose directions."""
        directions = self.bench.get((*self.path, "direction"))
        keys = ("unit", "reference")
        settled = [str(self.bench.get((*self.path, key)) or "")[:1] == "$" for key in keys]
        roles = sorted(directions) if isinstance(directions, dict) else ""
        return settled, roles, roles_of(self.bench.document)

    def _references(self) -> Choices:
        """One of the amounts, or what is settled first."""
        document = self.bench.document
        amounts = get(document, (*self.path, "amounts"))
        fair = rule_of(self.bench, self.path, "ladder_draw") == "fair_price"
        choices: list[tuple[object, str]] = [(None, tr("Please choose") if fair else tr("None"))]
        choices += [(amount, amount_line(amount)) for amount in amounts] if isinstance(amounts, list) else []
        terms = term_ids(document, ("int", "decimal"))
        return [*choices, *((f"${term}", tr("Settled first: {term}", term=term)) for term in terms)]


class Amounts(Switched):
    """The list, or how it is worked out."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, "amounts")
        bases = term_ids(bench.document, _BASES)
        if isinstance(bench.get((*path, "amounts")), dict):
            self._worked_out()
            self.switch(tr("Write them here instead"), [10, 20, 30])
        else:
            hint = tr("One on each line, from low to high, 2 to 16 of them.")
            self.bind(LinesEntry(tr("Amounts"), hint, read=amount_of, show=amount_line), "amounts")
            if bases:
                made = {"from": "80%", "to": "120%", "of": bases[0], "steps": 7}
                self.switch(tr("Work them out from what is settled first"), made)

    def _worked_out(self) -> None:
        hint = tr("What is settled first; of several the first that is given. One on each line.")
        self.bind(_Bases(tr("Worked out from"), hint, keeps_empty=False), "amounts", "of")
        ends = tr("A percentage like 80%, a number, or $ and what is settled first. A range has its own ends.")
        self.bind(_End(tr("Lowest amount"), ends), "amounts", "from")
        self.bind(_End(tr("Highest amount")), "amounts", "to")
        self.bind(NumberEntry(tr("How many amounts"), least=2, most=16), "amounts", "steps")
        spacing: list[tuple[object, str]] = [
            ("even", tr("Evenly")),
            ("geometric", tr("By the same share each time")),
        ]
        self.bind(ChoiceEntry(tr("Spaced"), spacing, usual="even"), "amounts", "spacing")
        self.bind(
            _End(tr("Rounded to"), tr("A number, or $ and what is settled first. Empty: not rounded.")),
            "amounts",
            "round",
        )


class _End(LineEntry):
    """A number, or text that names a term or is a percentage."""

    def value(self) -> object:
        """The number or the text; None for none."""
        text = self.field.text().strip()
        return amount_of(text) if text else None

    def load(self, value: object) -> None:
        """Show either."""
        if self.value() != value:
            super().load(None if value is None else amount_line(value))


class _Bases(LinesEntry):
    """One term, which the file may have as a text, or several."""

    def value(self) -> object:
        """One as a text, more as a list."""
        found = super().value()
        return found[0] if isinstance(found, list) and len(found) == 1 else found

    def load(self, value: object) -> None:
        """Show either."""
        if self.value() != value:
            super().load([value] if isinstance(value, str) else value)
