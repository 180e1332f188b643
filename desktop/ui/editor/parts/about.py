"""About the sheet: what it is called, what it is for, what it promises."""

from __future__ import annotations

from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import AreaEntry, LineEntry, LinesEntry, NumberEntry, TickEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.model import Path
from desktop.ui.widgets.layouts import card
from desktop.ui.words import tr


class AboutForm(Form):
    """Title and the like. path: ()."""

    def __init__(self, bench: Bench, path: Path = ()) -> None:
        super().__init__(bench, path, gap=16)
        frame, inside = card(gap=20, margins=24)
        self.bind(LineEntry(tr("Title")), "title", into=inside)
        self.bind(AreaEntry(tr("Summary"), tr("One or two sentences for whoever is invited.")), "summary", into=inside)
        minutes = tr("How long answering takes. Empty: not said.")
        self.bind(NumberEntry(tr("Minutes"), minutes, least=1, most=1440), "minutes", into=inside)
        self.inside.addWidget(frame)
        frame, inside = card(gap=20, margins=24)
        notice = tr("Such as: Not legal advice.")
        self.bind(AreaEntry(tr("Notice"), notice), "notice", into=inside)
        never = tr("Topics that no item may ask about. One on each line.")
        self.bind(LinesEntry(tr("Never asked here"), never, keeps_empty=False), "never_ask", into=inside)
        self.bind(TickEntry(tr("For adults only")), "adults_only", into=inside)
        days = tr("0: not stored at all. Empty: until somebody deletes them.")
        self.bind(NumberEntry(tr("Days for which results are kept"), days, most=3660), "keep_days", into=inside)
        self.inside.addWidget(frame)
        frame, inside = card(gap=20, margins=24)
        ids = tr("The same people can compare sheets of one id only as often as it allows. a-z, 0-9, - and _.")
        self.bind(LineEntry(tr("Short id"), ids, most=64), "id", into=inside)
        self.bind(LineEntry(tr("Language"), tr("Such as en or pt-BR."), most=35), "language", into=inside)
        self.inside.addWidget(frame)
