"""Own answers after comparing: gone, unless the person wants to keep them; shown, deleted, and there for the next time.

Leaves to others: the records (desktop.kept.own_answers), the page (desktop.ui.pages.saved).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.deals.answers import Answers
from desktop.deals.sheet import answers_item
from desktop.kept.agreements import Agreements
from desktop.kept.own_answers import OwnAnswers
from desktop.store import StoreError
from desktop.strings.errors import explain
from desktop.ui.flow.context import Context
from desktop.ui.pages.lock import Line, said_of
from desktop.ui.pages.own import Own
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.item_card import ItemCard
from desktop.ui.words import tr


class KeepingAnswers(QObject):
    """Joins the part of the page and the records."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._at_hand: Answers | None = None
        page = context.pages.saved
        page.keeping_own.connect(self._keep)
        page.asked_own.connect(self._show)
        page.deleting_own.connect(self._ask)

    def compared(self, answers: Answers | None) -> None:
        """The comparison is over; these were the answers, None where the agreement is not kept either."""
        self._at_hand = answers if self._c.desk.shown_id else None
        if self._at_hand is not None and self._c.desk.settings.keep_answers:
            self._keep(True)

    def forget(self) -> None:
        """They are at hand no longer."""
        self._at_hand = None

    def there_is(self, agreement_id: str) -> Own:
        """What there is beside an agreement."""
        if not agreement_id:
            return Own.NOTHING
        try:
            kept = OwnAnswers(self._c.desk.store).of(agreement_id) is not None
        except StoreError:
            return Own.NOTHING
        if self._at_hand is not None:
            return Own.KEPT_AT_HAND if kept else Own.AT_HAND
        return Own.KEPT if kept else Own.NOTHING

    def _keep(self, on: bool) -> None:
        own, answers, name = OwnAnswers(self._c.desk.store), self._at_hand, self._c.desk.shown_id
        try:
            if on and answers is not None and name:
                own.keep(name, answers)
            elif not on and name:
                own.forget(name)
        except StoreError as error:
            self._c.window.page.show_problem(explain(error, windowed=True))
            self._c.pages.saved.show_own_part(self.there_is(name))

    def _show(self) -> None:
        name = self._c.desk.shown_id
        try:
            kept, answers = Agreements(self._c.desk.store).get(name), OwnAnswers(self._c.desk.store).of(name)
        except StoreError as error:
            self._c.window.page.show_problem(explain(error, windowed=True))
            return
        if kept is not None and answers is not None:
            seats = tuple(seat.role for seat in kept.agreement.record.roster)
            self._c.pages.saved.show_own(self._in_words(answers, seats))

    def _in_words(self, answers: Answers, seats: tuple[str, ...]) -> Sequence[tuple[str, str]]:
        """As the page of answering says them."""
        shown = self._c.desk.shown
        if shown is None:
            return ()
        found = []
        for item in shown[0].items:
            answer, marked = answers.by_item.get(item.id), item.id in answers.must
            if (answer is None and not marked) or not answers_item(item, answers.role):
                continue
            made = ItemCard(item, answers.role, seats, self._c.pages.answer.make_field, markable=False, only_if="")
            made.field.set_answer(answer)
            words = "" if answer is None else "\n".join(made.field.summary())
            found.append((made.label, "\n".join(said_of(Line(made.label, words, marked)))))
            made.deleteLater()
        return found

    def _ask(self) -> None:
        gone = tr("The agreement stays. The answers are gone from this computer.")
        question = Confirm(self._c.window, tr("Delete my answers?"), gone, tr("Keep"), tr("Delete"))
        question.ask(self._delete)

    def _delete(self) -> None:
        self._keep(False)
        self._c.pages.saved.show_own_part(Own.NOTHING)
        self._c.window.page.show_banner(tr("Your answers are deleted. The agreement is still here."))
