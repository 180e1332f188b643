"""S12 Answer privately: one item at a time or all below each other; nothing leaves the page but the answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from desktop.deals.answers import Answer, Answers
from desktop.deals.preview import Preview
from desktop.deals.sheet import Sheet, answers_item, markable
from desktop.strings.outcome import label_of
from desktop.ui.pages.lock import Line
from desktop.ui.plain import plain
from desktop.ui.widgets.beside import Beside
from desktop.ui.widgets.buttons import chip, secondary
from desktop.ui.widgets.foresight_panel import ForesightPanel
from desktop.ui.widgets.item_card import ItemCard, MakeField, question_card, tell_rules
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import Text, body, muted, section
from desktop.ui.words import tr

MOST_UNDO = 200
_Known = tuple[Answer, bool]
"""An answer, and whether it is a dealbreaker."""


class _Step(QUndoCommand):
    """One change of one answer."""

    def __init__(self, page: AnswerPage, place: int, before: _Known, after: _Known) -> None:
        super().__init__()
        self._page, self._place, self._before, self._after = page, place, before, after
        self._made = False

    def undo(self) -> None:
        """As it was before."""
        self._page.restore(self._place, self._before)

    def redo(self) -> None:
        """As it is after; the person has made it so already when it is new."""
        if self._made:
            self._page.restore(self._place, self._after)
        self._made = True


class AnswerPage(Page):
    """Signals: `changed`; `moved`: the person went to another item; `reviewed`, to check and lock in; `paused`;
    `asked_preview`, to be answered by show_preview; `closed_preview`."""

    changed = Signal()
    moved = Signal()
    asked_preview = Signal()
    closed_preview = Signal()
    reviewed = Signal()
    paused = Signal()
    private = True

    def __init__(self, make_field: MakeField) -> None:
        super().__init__(tr("Your answers"), only_you=True, wide=True)
        self.make_field = make_field
        self.sheet: Sheet | None = None
        self.role = ""
        self.cards: list[ItemCard] = []
        self.foreseen = ForesightPanel()
        self._put_panel_away()
        self.foreseen.toggled.connect(self._on_panel)
        self._places: list[Beside] = []
        self._preview: Preview | None = None
        self._intro: QFrame | None = None
        self._now = 0
        self._steps = QUndoStack(self)
        self._steps.setUndoLimit(MOST_UNDO)
        self._known: list[_Known] = []
        self._restoring = False
        self._others: QFrame | None = None
        self._cap = 0
        self.content.addWidget(self._tools())
        self._parts = column(gap=16)
        self.content.addLayout(self._parts)
        self.set_back(tr("Pause"), self.paused.emit)
        self.previous = secondary(tr("Previous"), lambda: self._turn(-1))
        self.fill_between(self.previous)
        self.review = self.add_action(tr("Review and lock in"), self.reviewed.emit)
        self.set_primary(tr("Next"), self._forward)
        self.changed.connect(lambda: self.asked_preview.emit() if self.foreseen.open else None)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        for keys, action in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            QShortcut(keys, self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _tools(self) -> QWidget:
        bar = QWidget()
        across = row(bar)
        self.position = Text("", "muted")
        self.as_list = chip(tr("All on one page"), self._arrange)
        self.covered = chip(tr("Cover my answers"), self._cover_answers)
        across.addWidget(self.position)
        holder = QWidget()
        ways = Wrapping(holder, right=True)
        ways.addWidget(self.as_list)
        ways.addWidget(self.covered)
        across.addWidget(holder, 1)
        return bar

    def show_sheet(self, sheet: Sheet, role: str, seats: tuple[str, ...]) -> None:
        """Begin with blank answers.

        Args:
            sheet: what is answered.
            role: of this person.
            seats: roles by seat, or how they will probably be while nobody is there.
        """
        self._empty()
        self.clear_banner()
        self.sheet, self.role, self.cards, self._now = sheet, role, [], 0
        self._steps.clear()
        self._cap = 0 if sheet.dealbreakers is None else sheet.dealbreakers.max_each
        self._intro = self._introduction(sheet, role)
        if self._intro is not None:
            self._parts.addWidget(self._intro)
        labels = {item.id: label_of(item, role) for item in sheet.items}
        may_mark = markable(sheet)
        for item in sheet.items:
            if answers_item(item, role):
                needs, may = labels.get(item.only_if, ""), item.id in may_mark
                made = ItemCard(item, role, seats, self.make_field, markable=may, only_if=needs)
                made.changed.connect(partial(self._on_change, made))
                self.cards.append(made)
                self._places.append(Beside(made, self._tell_rules))
                self._parts.addWidget(self._places[-1])
        self._add_others(sheet, role)
        self._note_all()
        self._arrange()

    def _introduction(self, sheet: Sheet, role: str) -> QFrame | None:
        prepare = dict(sheet.prepare)
        lines = [*prepare.get("", ()), *(prepare.get(role, ()) if role else ())]
        return question_card(tr("Before you answer"), lines) if lines else None

    def _add_others(self, sheet: Sheet, role: str) -> None:
        others = [item for item in sheet.items if not answers_item(item, role)]
        self._others = None
        if others:
            self._others, inside = card()
            inside.addWidget(section(tr("Answered by others")))
            for item in others:
                inside.addWidget(body(label_of(item, role)))
            inside.addWidget(muted(tr("You see the result of these as well.")))
            self._parts.addWidget(self._others)

    def forget(self) -> None:
        """Nothing of the answers stays on the page."""
        self._empty()
        self.sheet, self.cards, self._intro, self._others = None, [], None, None
        self._steps.clear()
        self._known = []

    def _empty(self) -> None:
        for place in self._places:
            place.let_go()
        self._put_panel_away()
        self.foreseen.close_up()
        self._places, self._preview = [], None
        clear(self._parts)

    def _put_panel_away(self) -> None:
        self.foreseen.setParent(self)  # it outlives the cards
        self.foreseen.hide()  # until a card holds it: without a layout it would lie over the title

    # ---- what others could work out

    def show_preview(self, preview: Preview | None) -> None:
        """What was asked for; None where the sheet cannot be run as it is answered here."""
        self._preview = preview
        self._show_foreseen()

    def _on_panel(self, wanted: bool) -> None:
        if wanted and self._preview is None:
            self.asked_preview.emit()
        elif not wanted:
            self.closed_preview.emit()
            self._preview = None

    def _show_foreseen(self) -> None:
        """The panel stands beside the item at hand, and shows what is known of it."""
        place = self._at_hand
        for number, beside in enumerate(self._places):
            if number == place:
                beside.hold(self.foreseen)
            else:
                beside.let_go()
        self._tell_rules()
        if place is None or not self.foreseen.open:
            return
        item = self.cards[place].item
        self.foreseen.show_preview(item, None if self._preview is None else self._preview.items.get(item.id))

    def _tell_rules(self) -> None:
        """What comes out of the one item that is up stands beside it where there is room."""
        at = None if self.as_list.isChecked() else self._at_hand
        self.foreseen.show_rule(tell_rules(self.cards, self._places, at))

    @property
    def _at_hand(self) -> int | None:
        """The card that is up, or among all of them the one that has the focus."""
        if not self.as_list.isChecked():
            place = self._now - self._first
            return place if 0 <= place < len(self.cards) else None
        now = QApplication.focusWidget()
        inside = (n for n, place in enumerate(self._places) if now is not None and place.isAncestorOf(now))
        held = (n for n, place in enumerate(self._places) if place.isAncestorOf(self.foreseen))
        return next(inside, next(held, 0 if self.cards else None))

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.as_list.isChecked() and self.isVisible() and self.isAncestorOf(now):
            self._show_foreseen()

    # ---- the answers

    def answers(self) -> Answers:
        """Everything as it is now."""
        by_item = {made.item.id: made.field.answer() for made in self.cards}
        return Answers(
            role=self.role,
            must=frozenset(made.item.id for made in self.cards if made.marked),
            by_item={name: answer for name, answer in by_item.items() if answer is not None},
        )

    def set_answers(self, answers: Answers) -> None:
        """Show answers that were kept."""
        self._restoring = True
        for made in self.cards:
            answer = answers.by_item.get(made.item.id)
            if answer is not None:
                made.field.set_answer(answer)
            if made.must is not None:
                made.must.setChecked(made.item.id in answers.must)
        self._restoring = False
        self._note_all()

    def summaries(self) -> Sequence[Line]:
        """Per item its label, the answer in words and whether it is a dealbreaker; whole sentences in lines of their
        own."""
        found = []
        for made in self.cards:
            words = made.field.summary() if made.field.answer() is not None else []
            between = "\n" if any(": " in one for one in words) else " · "
            found.append(Line(made.label, between.join(words), made.marked))
        return found

    def undo(self) -> None:
        """Take the last change back."""
        self._steps.undo()

    def redo(self) -> None:
        """Make it again."""
        self._steps.redo()

    def restore(self, place: int, known: _Known) -> None:
        """Called by the steps."""
        made, (answer, marked) = self.cards[place], known
        self._restoring = True
        made.field.clear()
        if answer is not None:
            made.field.set_answer(answer)
        if made.must is not None:
            made.must.setChecked(marked)
        self._restoring = False
        self._known[place] = known
        self.go(place + self._first)
        self.changed.emit()

    def _on_change(self, made: ItemCard) -> None:
        if self._restoring:
            return
        place = self.cards.index(made)
        now = (made.field.answer(), made.marked)
        if now == self._known[place]:
            return
        self._steps.push(_Step(self, place, self._known[place], now))
        self._known[place] = now
        self._limit_marks(made)
        self.changed.emit()

    def _limit_marks(self, made: ItemCard) -> None:
        marked = sum(card.marked for card in self.cards)
        if marked > self._cap and made.must is not None and made.marked:
            made.must.setChecked(False)
            self.show_banner(tr("You can mark at most {n}.", n=self._cap), tr("Take another mark away first."))

    def _note_all(self) -> None:
        self._known = [(made.field.answer(), made.marked) for made in self.cards]

    # ---- moving

    @property
    def _first(self) -> int:
        return 1 if self._intro is not None else 0

    @property
    def _last(self) -> int:
        return self._first + len(self.cards) - 1

    @property
    def at(self) -> str:
        """Id of the item that is up, or of those on one page the one that has the focus; "" before the first."""
        place = self._at_hand
        return "" if place is None else self.cards[place].item.id

    def go_to(self, item_id: str) -> None:
        """Show an item; nothing happens where it is not on the sheet."""
        place = next((n for n, made in enumerate(self.cards) if made.item.id == item_id), None)
        if place is not None:
            self.go(place + self._first)

    def go(self, place: int) -> None:
        """Show the card at a place; 0 may be the introduction."""
        self._now = min(max(place, 0), max(self._last, 0))
        if self.covered.isChecked() and self.primary is not None:
            self.primary.setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # so that it does not go to the next answer by itself
        self._arrange()
        self._scroll.verticalScrollBar().setValue(0)
        self._focus_card()

    def _turn(self, step: int) -> None:
        self.go(self._now + step)
        self.moved.emit()

    def _forward(self) -> None:
        if self.as_list.isChecked() or self._now >= self._last:
            self.reviewed.emit()
        else:
            self._turn(1)

    def _arrange(self) -> None:
        everything = self.as_list.isChecked()
        if self._intro is not None:
            self._intro.setVisible(everything or self._now == 0)
        for place, (made, beside) in enumerate(zip(self.cards, self._places, strict=True), self._first):
            beside.setVisible(everything or place == self._now)
            made.set_covered(self.covered.isChecked())
        self._arrange_panel()
        at_end = everything or self._now >= self._last
        if self._others is not None:
            self._others.setVisible(at_end)
        self.previous.setVisible(not everything)
        self.previous.setEnabled(self._now > 0)
        self.review.setVisible(not at_end)
        if self.primary is not None:
            self.primary.say(tr("Review and lock in") if at_end else tr("Next"))
        number = self._now - self._first + 1
        self.position.tell(self._position(number, everything), announce=not everything)

    def _cover_answers(self) -> None:
        self.covered.setFocus(Qt.FocusReason.OtherFocusReason)  # an answer with the focus would stay open
        self._arrange()

    def _arrange_panel(self) -> None:
        was_open = self.foreseen.open
        self.foreseen.set_covered(self.covered.isChecked())
        if was_open and not self.foreseen.open:
            self.closed_preview.emit()
        elif self.foreseen.open and not was_open:
            self.asked_preview.emit()
        self._show_foreseen()

    def _position(self, number: int, everything: bool) -> str:
        if everything:
            return plain(self.sheet.title) if self.sheet is not None else ""
        if number < 1:
            return tr("Before you start")
        return tr("{n} of {all}", n=number, all=len(self.cards))

    def _focus_card(self) -> None:
        place = self._now - self._first
        if self.as_list.isChecked() or self.covered.isChecked() or not 0 <= place < len(self.cards):
            return  # a covered answer shows when a person goes there, never by itself
        widget = self.cards[place].widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if not widget.hasFocus() and not any(child.hasFocus() for child in widget.findChildren(QWidget)):
            inner = next((c for c in widget.findChildren(QWidget) if c.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            if inner is not None:
                inner.setFocus(Qt.FocusReason.OtherFocusReason)

    def entered(self) -> None:
        """The current item has the focus."""
        super().entered()
        self._focus_card()
