"""S16 Result: covered first; then what all agree on, and nothing about the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.attachments.received import Received
from desktop.deals.items import AnyItem, DiscloseItem
from desktop.deals.outcome import ItemOutcome
from desktop.deals.sheet import Sheet
from desktop.language import translated
from desktop.run.stages import Result
from desktop.strings.errors import Explanation, explanation
from desktop.strings.improve import NOTHING_BETTER
from desktop.strings.outcome import closing_words, describe_received, describe_unfinished, label_of
from desktop.ui import motif, tokens
from desktop.ui.answers.results import opened_words
from desktop.ui.motif import Motif
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.banner import Choice
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Disclosure, Page
from desktop.ui.widgets.text import Text, body, muted, say
from desktop.ui.words import tr, tr_n

MakeResult = Callable[[Sheet, AnyItem, ItemOutcome], QWidget]
"""make(sheet, item, its outcome) -> a widget that shows what was agreed."""


class ResultPage(Page):
    """Signals: `kept`, to see the agreement; `writing`, to write it down together; `another`, to choose another sheet;
    `improving`, to improve what was agreed; `again`, to compare the same sheet once more; `reconnecting`, to look for
    the others, who may not have the result; `finished`."""

    kept = Signal()
    writing = Signal()
    another = Signal()
    improving = Signal()
    again = Signal()
    reconnecting = Signal()
    finished = Signal()
    private = True

    def __init__(self, make_result: MakeResult) -> None:
        super().__init__(tr("The result is ready"))
        self._make = make_result
        self._show_it: Callable[[], None] = lambda: None
        self.shown = False
        self._motif = Motif(0.5, height=150)
        self._opening: QPropertyAnimation | None = None
        self.content.addWidget(self._motif)
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.finish = self.set_back(tr("Finish"), self.finished.emit)
        self.other = self.add_action(tr("Choose another sheet"), self.another.emit)
        self.better = self.add_action(tr("Improve our deal"), self.improving.emit)
        self.reconnect = self.add_action(tr("Reconnect"), self.reconnecting.emit)
        self._may_come = False
        aside = QWidget()
        beside = Wrapping(aside, gap=24)
        self.see = link(tr("See the agreement"), self.kept.emit, "note")
        self.once_more = link(tr("Compare again…"), self.again.emit)
        for more in (self.see, self.once_more):
            beside.addWidget(more)
        self.content.addWidget(aside)
        self._runs_left = False
        self._can_improve = self._can_write = self._answers_kept = False
        self._kept: bool | None = None
        self.set_primary(tr("Show it"), self._press)

    # ---- what there is to show

    def cover_result(self, result: Result, *, people: int, name: str = "") -> None:
        """A result, covered until it is asked for.

        Args:
            result: what came out, what became of long lists and files, and whether everybody has signed.
            people: how many took part. name: of the other one of two, "" for nothing.
        """
        self._begin(tr("The result is ready"), people)
        self._may_come = result.may_come
        self._show_it = lambda: self._reveal(result, people, name)

    def show_parts(
        self,
        sheet: Sheet,
        opened: Mapping[str, ItemOutcome] | None,
        told: Explanation,
        received: Sequence[Received] = (),
        choices: Sequence[Choice] = (),
        *,
        answers_kept: bool = False,
    ) -> None:
        """It ended early: what was opened on this computer by then, and the files that were.

        Args:
            choices: what can be done about it.
            answers_kept: they are there for another comparison.
        """
        self._begin(tr("It was stopped"), 2)
        self._motif.show_closeness(motif.APART)
        self.show_problem(told, choices)
        agreed = {name: shown for name, shown in (opened or {}).items() if shown.agreed}
        self._answers_kept = self._runs_left = answers_kept
        if not agreed:
            clear(self._parts)
            self._tell_answers()
            self._finish_buttons(None)
            return
        self._show_it = lambda: self._reveal_parts(sheet, agreed, received)

    def offer_improving(self, can: bool) -> None:
        """Once the result is shown, it may be improved, or not."""
        self._can_improve = can

    def offer_writing(self, can: bool) -> None:
        """The others are still there to write it down with, or not."""
        self._can_write = can
        if self.shown:
            self._label_buttons()

    def offer_reconnecting(self, can: bool) -> None:
        """The others, who were lost at the very end, can be looked for, or not."""
        self._may_come = can
        if self.shown:
            self._label_buttons()

    def offer_again(self, can: bool) -> None:
        """The sheet may be compared once more with these people, or not."""
        self._runs_left = can

    def forget(self) -> None:
        """Nothing of the result stays on the page."""
        self._can_write = False
        self._show_it = lambda: None
        clear(self._parts)

    # ---- showing it

    def _begin(self, heading: str, people: int) -> None:
        clear(self._parts)
        self.clear_banner()
        self.shown = self._runs_left = self._can_improve = False
        self.heading.setText(heading)
        self._motif.set_people(people)
        self._motif.show_closeness(0.5)
        self.other.hide()
        self.better.hide()
        self.reconnect.hide()
        self._may_come = False
        self.see.hide()
        self.once_more.hide()
        self.finish.hide()
        if self.primary is not None:
            self.primary.say(tr("Show it"))
            self.primary.show()
        hint = Text(tr("Make sure only the right people can see your screen."), "quiet")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._parts.addWidget(hint)

    def _press(self) -> None:
        if not self.shown:
            self.shown = True
            self._show_it()
        elif self._can_write:
            self.writing.emit()
        else:
            self.kept.emit()

    def _reveal(self, result: Result, people: int, name: str) -> None:
        clear(self._parts)
        sheet, outcome = result.sheet, result.outcome
        agreed = {name: shown for name, shown in outcome.items.items() if shown.agreed}
        if sheet.improve is not None and not agreed:
            self._reveal_nothing_better()
        elif outcome.blocked or not agreed:
            self._reveal_nothing(outcome.blocked, people)
        else:
            self.heading.setText(tr("Your common ground"))
            self._move_to(motif.MET)
            self._add_items(sheet, agreed, result.received)
        for unfinished in result.unfinished:
            self._parts.addWidget(_told(tr("Not compared to the end"), describe_unfinished(sheet, unfinished)))
        closing = "" if outcome.blocked else closing_words(sheet, outcome)
        if closing:
            self._parts.addWidget(_told(tr("What next"), closing))
        if result.may_come:
            self._parts.addWidget(_told(*_stay_connected(name)))
        else:
            self._parts.addWidget(muted(_who_has_it(result.signed, people)))
        self._finish_buttons(result.kept is not None if agreed and not outcome.blocked else None)
        say(self, tr_n("Result, {n} item", "Result, {n} items", len(agreed)))

    def _reveal_nothing(self, blocked: bool, people: int) -> None:
        self.heading.setText(tr("This time, nothing to show"))
        self._motif.show_closeness(motif.APART)
        if blocked:
            self._parts.addWidget(body(tr("A dealbreaker stands in the way. Which one, or whose, is not shown.")))
        elif people == 2:
            self._parts.addWidget(body(tr("Nothing on this sheet was a yes from both of you this time.")))
        else:
            self._parts.addWidget(body(tr("Nothing on this sheet was a yes from enough of you this time.")))
        often = tr("That happens often and says nothing about anyone.")
        could = tr("You could talk, change the sheet, or leave it here.")
        self._parts.addWidget(Text(f"{often} {could}", "quiet"))
        self._parts.addWidget(Disclosure(tr("Words to begin a conversation with"), _starter()))

    def _reveal_nothing_better(self) -> None:
        self.heading.setText(tr("Your deal stands"))
        self._motif.show_closeness(motif.MET)
        self._parts.addWidget(body(translated(NOTHING_BETTER)))

    def _reveal_parts(self, sheet: Sheet, agreed: Mapping[str, ItemOutcome], received: Sequence[Received]) -> None:
        clear(self._parts)
        self._parts.addWidget(Text(tr("Opened on this computer by then:"), "strong"))
        self._add_items(sheet, agreed, received)
        self._tell_answers()
        self._finish_buttons(None)

    def _tell_answers(self) -> None:
        if self._answers_kept:
            self._parts.addWidget(muted(tr("Your answers are kept on this computer.")))

    def _add_items(self, sheet: Sheet, agreed: Mapping[str, ItemOutcome], received: Sequence[Received]) -> None:
        for item in sheet.items:
            shown = agreed.get(item.id)
            if shown is None:
                continue
            frame, inside = card(gap=10)
            frame.setAccessibleName(label_of(item))
            inside.addWidget(self._make(sheet, item, shown))
            for file in received:
                if file.item_id == item.id:
                    inside.addWidget(_selectable(describe_received(_by_label(item, file))))
            self._parts.addWidget(frame)

    def _finish_buttons(self, kept: bool | None) -> None:
        self.shown = True
        self._kept = kept
        self.finish.show()
        self.other.setVisible(kept is None)
        self.once_more.setVisible(self._runs_left)
        self.better.setVisible(kept is not None and self._can_improve)
        self._label_buttons()
        if self.primary is not None:
            (self.primary if kept else self.finish).setFocus(Qt.FocusReason.OtherFocusReason)

    def _label_buttons(self) -> None:
        self.reconnect.setVisible(self._may_come)
        self.finish.say(tr("Finish anyway") if self._may_come else tr("Finish"))
        self.see.setVisible(bool(self._kept) and self._can_write)
        if self.primary is not None:
            self.primary.say(tr("Make an agreement") if self._can_write else tr("See the agreement"))
            self.primary.setVisible(bool(self._kept))

    def _move_to(self, closeness: float) -> None:
        if theme().reduce_motion:
            self._motif.show_closeness(closeness)
            return
        self._motif.stop()
        self._opening = QPropertyAnimation(self._motif, b"closeness", self)
        self._opening.setDuration(tokens.MOTION_MS)
        self._opening.setEndValue(closeness)
        self._opening.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._opening.start()


def _starter() -> QWidget:
    """How to begin to talk after nothing came out; plain lines that can be copied by hand."""
    frame, inside = card(gap=8)
    for sentence in (
        tr("What I saw: these terms have no common point."),
        tr("What I make of it: …"),
        tr("How do you see it?"),
        tr("I may be wrong about this: …"),
        tr("What am I missing?"),
    ):
        line = body(sentence)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(line)
    inside.addWidget(muted(tr("Nobody can prove what anybody answered, and nobody has to say it.")))
    return frame


def _told(heading: str, sentence: str) -> QWidget:
    """Something about the whole result, in words."""
    frame, inside = card(gap=6)
    frame.setAccessibleName(heading)
    inside.addWidget(Text(heading, "strong"))
    inside.addWidget(body(plain(sentence)))
    return frame


def _by_label(item: AnyItem, file: Received) -> Received:
    """The file, its statement named by what it says."""
    if not isinstance(item, DiscloseItem):
        return file
    return replace(file, statement=opened_words(item, file.statement))


def _selectable(sentence: str) -> Text:
    """A path can be copied by hand; nothing is opened from here."""
    line = muted(plain(sentence))
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return line


def _stay_connected(name: str) -> tuple[str, str]:
    """Title and body of E27."""
    told = explanation("E27", windowed=True, **({"name": plain(name)} if name else {}))
    return told.title, told.body


def _who_has_it(signed: bool, people: int) -> str:
    if not signed:
        return tr("You have the result. The other person may not have it yet, and not everyone has signed it.")
    return tr("Both of you have this result.") if people == 2 else tr("All of you have this result.")
