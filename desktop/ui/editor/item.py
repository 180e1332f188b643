"""The form of one item: its texts, its kind, what is shown if people agree, what belongs to the kind, and the rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.deals.schema import KINDS
from desktop.ui.editor import model
from desktop.ui.editor.bench import Bench
from desktop.ui.editor.entries import AreaEntry, ChoiceEntry, Choices, LineEntry, TickEntry
from desktop.ui.editor.form import Form
from desktop.ui.editor.kinds import form_of
from desktop.ui.editor.model import Path, items_of, label_text, roles_of
from desktop.ui.editor.role_text import RoleText
from desktop.ui.editor.words import kind_hints, kind_names, rule_words
from desktop.ui.pages.review import role_name
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip
from desktop.ui.widgets.layouts import Wrapping, card, column
from desktop.ui.widgets.page import Disclosure
from desktop.ui.widgets.rows import AnyOf, OneOf
from desktop.ui.widgets.text import muted, strong
from desktop.ui.words import tr


class ItemForm(Form):
    """One item. path: ("items", place)."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path, gap=16)
        self.place = int(path[1])
        item = bench.get(path)
        kind = str(item.get("kind", "")) if isinstance(item, dict) else ""
        self._kind = kind
        frame, inside = card(gap=20, margins=24)
        hint = tr("One idea per question works best.")
        self.add_form(RoleText(bench, (*path, "label"), tr("Name"), LineEntry, hint), inside)
        self.add_form(RoleText(bench, (*path, "ask"), tr("Question"), AreaEntry), inside)
        self.add_form(RoleText(bench, (*path, "help"), tr("Help text"), AreaEntry), inside)
        self.inside.addWidget(frame)
        self.kinds: dict[str, Button] = {}
        self.rules: dict[str, OneOf] = {}
        self._add_kinds()
        if kind in KINDS:
            self._add_rules()
            self._add_details()
        self._add_more()

    def shape(self) -> object:
        """Another kind or another rule has other entries."""
        item = self.bench.get(self.path)
        table = item if isinstance(item, dict) else {}
        return table.get("kind"), table.get("rule"), isinstance(table.get("for"), list), roles_of(self.bench.document)

    # ---- kind and rule

    def _add_kinds(self) -> None:
        frame, inside = card(gap=10, margins=24)
        inside.addWidget(strong(tr("Answer type")))
        holder = QWidget()
        flow = Wrapping(holder)
        group = QButtonGroup(holder)
        for kind, name in kind_names().items():
            made = chip(name, partial(self._become, kind))
            made.setChecked(kind == self._kind)
            made.setAccessibleDescription(kind_hints()[kind])
            group.addButton(made)
            self.kinds[kind] = made
            flow.addWidget(made)
        inside.addWidget(holder)
        inside.addWidget(muted(kind_hints().get(self._kind, tr("This version does not know this answer type."))))
        self.inside.addWidget(frame)

    def _become(self, kind: str) -> None:
        if kind != self._kind:
            self.bench.apply(model.set_kind(self.bench.document, self.place, kind), (*self.path, "kind"))

    def _add_rules(self) -> None:
        frame, inside = card(gap=10, margins=24)
        inside.addWidget(strong(tr("What is shown if you agree")))
        now = self.bench.get((*self.path, "rule")) or KINDS[self._kind][1][0]
        holder = QWidget()
        below = column(holder, gap=8)
        for rule, (name, gives_away) in rule_words(self._kind).items():
            made = OneOf(name, gives_away)
            made.setChecked(rule == now)
            made.clicked.connect(partial(self._use_rule, rule))
            self.rules[rule] = made
            below.addWidget(made)
        inside.addWidget(holder)
        self.inside.addWidget(frame)

    def _use_rule(self, rule: str, _: bool = True) -> None:
        now = self.bench.get((*self.path, "rule")) or KINDS[self._kind][1][0]
        if rule != now:
            self.bench.apply(model.set_rule(self.bench.document, self.place, rule), (*self.path, "rule"))

    def _add_details(self) -> None:
        make = form_of(self._kind)
        if make is not None:
            frame, inside = card(gap=16, margins=24)
            self.add_form(make(self.bench, self.path), inside)
            self.inside.addWidget(frame)

    # ---- the rest

    def _add_more(self) -> None:
        inner = QWidget()
        inside = column(inner, gap=20)
        more = More(self.bench, self.path)
        self.add_form(more, inside)
        frame, around = card(gap=8, margins=24)
        self.more = Disclosure(tr("More about this item"), inner)
        around.addWidget(self.more)
        if any(more.bench.get((*self.path, key)) for key in ("only_if", "for", "cover")):
            self.more.toggle()
        self.inside.addWidget(frame)


class More(Form):
    """Conditions, who answers, and texts that few items need."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(bench, path)
        place = int(path[1])
        if place > 0:
            hint = tr("If that is not agreed, this is not shown, whatever was answered here.")
            self.bind(ChoiceEntry(tr("Only if this is agreed"), self._earlier, hint), "only_if")
        if roles_of(bench.document) or bench.get((*path, "for")) is not None:
            self._add_roles()
        covering = tr("Asked like everything else; it does not count for “all or nothing” and for the closing words.")
        self.bind(TickEntry(tr("A side question"), covering), "cover")
        self.bind(AreaEntry(tr("Note"), tr("Shown below the answer.")), "note")
        self.bind(AreaEntry(tr("Words when it is agreed"), tr("Shown with the result.")), "result_yes")
        anything = tr("The same whatever was answered, or the sheet gives away why.")
        self.bind(AreaEntry(tr("Words when it is not agreed"), anything), "result_no")
        self.bind(_Id(bench, path), "id")

    def _earlier(self) -> Choices:
        place = int(self.path[1])
        found: list[tuple[object, str]] = [(None, tr("Always counts"))]
        for number, item in enumerate(items_of(self.bench.document)[:place], 1):
            label = plain(label_text(item.get("label")) or str(item.get("id")))
            found.append((item.get("id"), f"{number}. {label}"))
        return found

    def _add_roles(self) -> None:
        self.bind(_Roles(self.bench), "for")


class _Roles(TickEntry):
    """Which roles answer; all of them is the same as not saying so."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(tr("Everyone answers this"), tr("Otherwise tick who does. Everyone sees the result."))
        self._rows: dict[str, AnyOf] = {}
        for role in roles_of(bench.document):
            made = AnyOf(role_name(role))
            made.clicked.connect(lambda _=False: self.edited.emit())
            self._rows[role] = made
            self.inside.addWidget(made)
        self._other: list[str] = []

    def value(self) -> object:
        """The roles; None for everyone."""
        if self.row.isChecked():
            return None
        chosen = [role for role, made in self._rows.items() if made.isChecked()]
        return [*chosen, *self._other] or list(self._rows)

    def load(self, value: object) -> None:
        """Show whose it is."""
        named = model.texts(value)
        self._other = [role for role in named if role not in self._rows]
        self.row.setChecked(value is None)
        for role, made in self._rows.items():
            made.setChecked(value is None or role in named)
            made.setVisible(value is not None)


class _Id(LineEntry):
    """The id of an item; what names it follows."""

    def __init__(self, bench: Bench, path: Path) -> None:
        super().__init__(tr("Short id"), tr("For files and closing words: a-z, 0-9, - and _."), most=64)
        self.field.textEdited.disconnect()
        self._bench, self._path = bench, path
        self.field.textEdited.connect(self._rename)
        self.field.editingFinished.connect(lambda: self.load(bench.get((*path, "id"))))

    def _rename(self, text: str) -> None:
        if text:  # an id that is gone for a moment would be lost to what names it
            renamed = model.rename_item(self._bench.document, int(self._path[1]), text)
            self._bench.apply(renamed, (*self._path, "id"), typing=True)
