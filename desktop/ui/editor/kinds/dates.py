"""Form of dates: windows written here, or counted from a date that is settled first."""

from __future__ import annotations

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import ChoiceEntry, LineEntry, LinesEntry, NumberEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.kinds.common import Switched, at_least, rule_of
from desktop.ui.editor.model import Path, term_ids
from desktop.ui.words import tr


class DatesForm(Form):
    """Dates."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        self.add_form(Windows(bench, path))
        if rule_of(bench, path, "earliest_common") == "at_least":
            self.bind(at_least(bench, path, tr("A date passes if these tick it")), "k")

    def shape(self) -> object:
        """Written here or counted."""
        return type(self.bench.get((*self.path, "windows"))).__name__


class Windows(Switched):
    """The list, or how it is counted."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, "windows")
        dates = term_ids(bench.document, ("date", "date_range"))
        if isinstance(bench.get((*path, "windows")), dict):
            self._counted(dates)
            self.switch(tr("Write them here instead"), ["2027-01", "2027-02", "2027-03"])
        else:
            hint = tr(
                "One on each line, the earliest first. 2027-03-31 is a day, 2027-W13 a week, 2027-03 a month, 2027-Q1 a"
                " quarter; any other words are fine, too."
            )
            self.bind(LinesEntry(tr("Dates"), hint), "windows")
            start = f"${dates[0]}" if dates else "2027-01"
            counted = {"unit": "month", "count": 6, "from": start}
            self.switch(tr("Count them from a date instead"), counted)

    def _counted(self, dates: list[str]) -> None:
        units: list[tuple[object, str]] = [
            ("day", tr("Days")),
            ("week", tr("Weeks")),
            ("month", tr("Months")),
            ("quarter", tr("Quarters")),
        ]
        self.bind(ChoiceEntry(tr("Count in"), units), "windows", "unit")
        settled = tr("A date like 2027-03-31, a month like 2027-03, or $ and what is settled first: {terms}.")
        known = ", ".join(f"${term}" for term in dates) or tr("nothing yet")
        self.bind(LineEntry(tr("Beginning with"), settled.format(terms=known)), "windows", "from")
        self.bind(
            NumberEntry(tr("How many"), tr("Empty: to the end of the range."), least=1, most=62), "windows", "count"
        )
        self.bind(NumberEntry(tr("Leave out at the beginning"), least=0, most=60), "windows", "skip")
