"""Form of pick: options, and with "enough people" how many, how many at most, vetoes, and what is always shown."""

from __future__ import annotations

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import LinesEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.kinds.common import Options, at_least, number, rule_of
from desktop.ui.editor.model import Path
from desktop.ui.words import tr


class PickForm(Form):
    """Tick what is fine."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        self.add_form(Options(bench, path))
        most = tr("Most ticks of each person")
        fewer = tr("With fewer ticks, somebody who only wants to find out learns less. Empty: no limit.")
        self.bind(number(most, fewer, bench, (*path, "max_ticks")), "max_ticks")
        if rule_of(bench, path, "one_random_common") != "at_least":
            return
        self.bind(at_least(bench, path, tr("An option passes if these tick it")), "k")
        cap = tr("The most ticked pass; a tie is drawn. Empty: no limit.")
        self.bind(number(tr("At most so many pass"), cap, bench, (*path, "cap")), "cap")
        veto = tr("Then everyone can also tick “I cannot accept this”. Empty: nobody can.")
        self.bind(number(tr("So many vetoes stop an option"), veto, bench, (*path, "veto_threshold")), "veto_threshold")
        always = tr("Passes whatever is ticked, so that a result says less. One on each line, as above.")
        self.bind(LinesEntry(tr("Always shown"), always, keeps_empty=False), "always")

    def shape(self) -> object:
        """Options and numbers are written here or settled first."""
        keys = ("options", "max_ticks", "cap", "veto_threshold")
        return [isinstance(self.bench.get((*self.path, key)), str) for key in keys]
