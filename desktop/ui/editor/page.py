"""S04 Sheet editor: parts and items on the left, the form of the chosen one on the right, problems at their place.

Where both do not fit beside each other the list stands above the form, as long as it is. Every change is a step that
can be undone, wherever the focus is. The page goes on working while the sheet has mistakes.

Leaves to others: keeping and saving what is edited (desktop.ui.flow.editing).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import tokens
from desktop.ui.editor import model
from desktop.ui.editor.bench import Bench
from desktop.ui.editor.checking import Checked, Found, check, sheet_of_one
from desktop.ui.editor.form import Form
from desktop.ui.editor.item import ItemForm
from desktop.ui.editor.model import Path, items_of
from desktop.ui.editor.outline import Outline
from desktop.ui.editor.parts.about import AboutForm
from desktop.ui.editor.parts.people import PeopleForm
from desktop.ui.editor.parts.terms import TermsForm
from desktop.ui.editor.parts.texts import TextsForm
from desktop.ui.editor.rows import FIRST_ITEM, name_of, part_names, row_of, rows_of
from desktop.ui.editor.side import WHOLE_WIDTH, Side
from desktop.ui.editor.trial import Trial
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import Action, Button
from desktop.ui.widgets.layouts import Wrapping, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, say
from desktop.ui.words import tr, tr_n

PARTS = (AboutForm, PeopleForm, TermsForm, TextsForm)
CHECK_MS = 150


class EditorPage(Page):
    """Signals: `changed` the document is another one; `done`; `shared`, to be saved as a file.

    Attributes:
        bench: the document and its steps.
        checked: what was found in it last.
    """

    changed = Signal()
    done = Signal()
    shared = Signal()

    def __init__(self) -> None:
        self.bench = Bench()
        self.outline = Outline()
        super().__init__(tr("Edit the sheet"))
        self.checked = Checked((), None)
        self._row = 0
        self._form: Form | None = None
        self._general = column(gap=8)
        self.content.addLayout(self._general)
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.trial = Trial()
        self.content.addWidget(self.trial)
        self.set_back(tr("Close"))
        self.share = self.add_action(tr("Share as file…"), self.shared.emit, "send")
        self.finish = self.set_primary(tr("Done"), self.done.emit)
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(CHECK_MS)
        self._checking.timeout.connect(self.check_now)
        self.bench.changed.connect(self._on_change)
        self.bench.went.connect(lambda path: self.choose(row_of(path)))
        self._add_keys()

    def _add_keys(self) -> None:
        keys = (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
            (QKeySequence("Ctrl+Shift+Z"), self.redo),
            (QKeySequence.StandardKey.New, self.add_item),
            (QKeySequence("Ctrl+D"), self.copy_item),
            (QKeySequence.StandardKey.Save, self.shared.emit),
        )
        for key, action in keys:
            if key == QKeySequence("Ctrl+Shift+Z") and key in QKeySequence.keyBindings(QKeySequence.StandardKey.Redo):
                continue
            QShortcut(key, self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ---- the frame

    def _build_scroll(self, only_you: bool) -> QWidget:
        whole = QWidget()
        self._across = row(whole, gap=0)
        self._left = Side(
            self.outline,
            undo=self.undo,
            redo=self.redo,
            copy=self.copy_item,
            delete=self.delete_item,
            add=self.add_item,
        )
        self.outline.chosen.connect(self.choose)
        self.outline.moved.connect(self._move)
        self.outline.removed.connect(lambda _: self.delete_item())
        self.outline.clicked.connect(lambda _: self._show_form())
        self.outline.activated.connect(lambda _: self._show_form())
        self._across.addWidget(self._left)
        self._across.addWidget(super()._build_scroll(only_you), 1)
        theme().changed.connect(self._fit_left)
        self._fit_left()
        return whole

    def _build_foot(self) -> QWidget:
        column_width, self._width = self._width, WHOLE_WIDTH  # below the list as well
        made = super()._build_foot()
        self._width = column_width
        return made

    @property
    def stacked(self) -> bool:
        """The list stands above the form and scrolls with it."""
        return self._left.stacked

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list beside the form or above it."""
        super().resizeEvent(event)
        self._fit_left()

    def _fit_left(self) -> None:
        now = QApplication.focusWidget()
        inside = now is not None and self._left.isAncestorOf(now)
        if not self._left.fit(self.width()):
            return
        if self.stacked:
            self.place_on_top(self._left)
        else:
            self._across.insertWidget(0, self._left)
        if now is not None and inside:
            now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self) -> None:
        """From its top; where the list stands above it, whoever has chosen something wants to see the form."""
        QTimer.singleShot(0, self, self._scroll_to_form)

    def _scroll_to_form(self) -> None:
        inside = self._scroll.widget()
        if inside is None:
            return
        inside.adjustSize()  # the place of the form is known once the list has its height
        top = self.heading.mapTo(inside, QPoint(0, 0)).y() if self.stacked else 0
        self._scroll.verticalScrollBar().setValue(top)

    def _show(self, banner: Banner, on_close: Action | None = None) -> None:
        super()._show(banner, on_close)
        self._show_form()

    def _scroll_after_choosing(self) -> None:
        inside = self._scroll.widget()
        if inside is None or not self.stacked or not self.outline.hasFocus():
            self._show_form()
            return
        chosen = self.outline.visualItemRect(self.outline.currentItem())  # the arrow keys stay in the list
        spot = self.outline.viewport().mapTo(inside, chosen.center())
        self._scroll.ensureVisible(spot.x(), spot.y(), 0, chosen.height())

    # ---- what is edited

    def show_document(self, document: model.Table, *, saved: bool = True) -> None:
        """Begin with a document.

        Args:
            saved: it is as it is in a file.
        """
        self.clear_banner()
        self._row = FIRST_ITEM if items_of(document) else 0
        self._form = None
        self.bench.open(document, saved=saved)
        self.check_now()

    def forget(self) -> None:
        """Nothing is edited any more."""
        self._checking.stop()
        self.trial.close_up()
        clear(self._parts)
        self._form = None

    def undo(self) -> None:
        """Take the last step back."""
        self.bench.undo()

    def redo(self) -> None:
        """Take it again."""
        self.bench.redo()

    # ---- items

    @property
    def _place(self) -> int | None:
        place = self._row - FIRST_ITEM
        return place if 0 <= place < len(items_of(self.bench.document)) else None

    def add_item(self) -> None:
        """A new item after the one at hand, ready for its name."""
        n = len(items_of(self.bench.document))
        place = n if self._place is None else self._place + 1
        self._row = FIRST_ITEM + place
        self.bench.apply(model.add_item(self.bench.document, "match", place), ("items", place))
        first = None if self._form is None else self._form.first()
        if first is not None:
            first.enter()

    def copy_item(self) -> None:
        """A copy of the item at hand."""
        if self._place is not None:
            place, self._row = self._place, self._row + 1
            self.bench.apply(model.duplicate_item(self.bench.document, place), ("items", place + 1))

    def delete_item(self) -> None:
        """Without the item at hand; it can be undone."""
        place = self._place
        if place is None:
            return
        name = name_of(items_of(self.bench.document)[place])
        self._row = max(self._row - (place == len(items_of(self.bench.document)) - 1), 0)
        if len(items_of(self.bench.document)) == 1:
            self._row = 0
        self.bench.apply(model.delete_item(self.bench.document, place), ("items", place))
        self.show_banner(tr("Deleted: {name}", name=name), "", [(tr("Undo"), self._undo_deleting)])

    def _undo_deleting(self) -> None:
        self.clear_banner()
        self.undo()

    def _move(self, row_number: int, to: int) -> None:
        place, new = row_number - FIRST_ITEM, to - FIRST_ITEM
        self._row = to
        self.bench.apply(model.move_item(self.bench.document, place, new), ("items", new))
        n = len(items_of(self.bench.document))
        say(self.outline, tr("Moved to {n} of {all}", n=new + 1, all=n))

    # ---- showing it

    def choose(self, row_number: int) -> None:
        """Show the form of a row."""
        n = len(items_of(self.bench.document))
        row_number = min(row_number, FIRST_ITEM + n - 1) if n else min(row_number, len(PARTS) - 1)
        if row_number == FIRST_ITEM - 1:
            row_number -= 1
        if row_number == self._row and self._form is not None:
            return
        self._row = row_number
        self._form = None
        self.bench.settle()
        self._refresh()
        self._scroll_after_choosing()

    def _on_change(self) -> None:
        self._refresh()
        self._checking.start()
        self.changed.emit()

    def _refresh(self) -> None:
        """The form for the row at hand, as the document is now."""
        n = len(items_of(self.bench.document))
        if self._row >= FIRST_ITEM + n:
            self._row = FIRST_ITEM + n - 1 if n else 0
        path: Path = () if self._place is None else ("items", self._place)
        form = self._form
        if form is None or form.path != path or form.whole_shape() != form.made_as:
            form = self._build(path)
        form.reload()
        self._place_problems()
        self._show_rows()
        stack = self.bench.stack
        self._left.undo.setEnabled(stack.canUndo())
        self._left.redo.setEnabled(stack.canRedo())
        for button in (self._left.copy, self._left.delete):
            button.setEnabled(self._place is not None)

    def _build(self, path: Path) -> Form:
        before = self._focused_path()
        clear(self._parts)
        made = ItemForm(self.bench, path) if path else PARTS[min(self._row, len(PARTS) - 1)](self.bench, ())
        made.made_as = made.whole_shape()
        self._form = made
        self._parts.addWidget(made)
        self._show_heading(path)
        self.trial.setVisible(bool(path))
        if before is not None and before[: len(path)] == path and (path or before):
            self._focus_again(made, before)
        return made

    def _focus_again(self, form: Form, path: Path) -> None:
        form.reload()
        if isinstance(form, ItemForm) and path[-1] in ("kind", "rule"):
            chosen = [one for one in (*form.kinds.values(), *form.rules.values()) if one.isChecked()]
            which = chosen[0] if path[-1] == "kind" else chosen[-1]
            which.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        entry = form.entry_at(path)
        if entry is not None:
            entry.enter()

    def _focused_path(self) -> Path | None:
        """The place of the document that is being worked at."""
        now = QApplication.focusWidget()
        if now is None or self._form is None or not self._form.isAncestorOf(now):
            return None
        if isinstance(self._form, ItemForm) and now in (*self._form.kinds.values(), *self._form.rules.values()):
            return (*self._form.path, "kind" if now in self._form.kinds.values() else "rule")
        return self._form.path_of(now)

    def _show_heading(self, path: Path) -> None:
        if path:
            self.heading.setText(tr("Item {n} of {all}", n=int(path[1]) + 1, all=len(items_of(self.bench.document))))
        else:
            self.heading.setText(part_names(self.bench.document)[self._row][0])

    def _show_rows(self) -> None:
        self.outline.show_rows(rows_of(self.bench.document, self.checked.problems), FIRST_ITEM, self._row)

    # ---- problems

    def check_now(self) -> None:
        """Look for problems, and bring them to their places."""
        self._checking.stop()
        self.checked = check(self.bench.document)
        self._refresh()
        if self._place is not None:
            self.trial.show_item(sheet_of_one(self.bench.document, self._place))

    def go_to_first_problem(self) -> None:
        """Something has to be mended before the sheet can be used."""
        problems = self.checked.problems
        if not problems:
            return
        self.choose(row_of(problems[0].path))
        self.show_wrong(tr("Something has to be mended before this sheet can be used."), tr("It is kept as it is."))
        entry = None if self._form is None else self._form.entry_at(problems[0].path)
        if entry is not None:
            entry.enter()

    def _place_problems(self) -> None:
        if self._form is None:
            return
        here = [one for one in self.checked.found if row_of(one.path) == self._row]
        rest = self._form.complain(here)
        clear(self._general)
        if not items_of(self.bench.document):
            self._general.addWidget(body(tr("Add your first question. One idea per question works best.")))
            rest = [one for one in rest if one.path != ("items",)]
        for one in rest:
            self._general.addWidget(_general(one))
        elsewhere = [one for one in self.checked.problems if row_of(one.path) != self._row]
        if elsewhere and items_of(self.bench.document):
            self._general.addWidget(self._elsewhere(elsewhere))

    def _elsewhere(self, found: list[Found]) -> QWidget:
        holder = QWidget()
        flow = Wrapping(holder, gap=8)
        sentence = tr_n("There is {n} thing to mend elsewhere.", "There are {n} things to mend elsewhere.", len(found))
        flow.addWidget(Text(sentence, "muted", wrap=False))
        going = Button(tr("Go there"), partial(self.choose, row_of(found[0].path)), "link")
        flow.addWidget(going)
        return holder

    @property
    def regions(self) -> list[QWidget]:
        """The list, the form, the buttons below; a list above the form is part of what scrolls."""
        return [self._scroll, self._foot] if self.stacked else [self._left, self._scroll, self._foot]

    def entered(self) -> None:
        """Work begins at the list."""
        super().entered()
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)


def _general(one: Found) -> QWidget:
    return muted(plain(one.sentence)) if one.advice else Text(plain(one.sentence), "error")
