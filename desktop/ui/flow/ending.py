"""The ending: the result, the agreement, the list of agreements."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.deals.errors import InvalidAgreement
from desktop.deals.own_words import SignedWords
from desktop.kept.agreements import Agreements, Kept
from desktop.store import StoreError
from desktop.strings.errors import Explanation, explain
from desktop.ui.flow.answering import AnsweringFlow
from desktop.ui.flow.context import Context, Plan
from desktop.ui.flow.keeping import KeepingAnswers
from desktop.ui.flow.meeting import Meeting
from desktop.ui.pages.saved import Shown
from desktop.ui.session import State
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.words import day_and_time, tr


class Ending(QObject):
    """From the result back to the home page.

    Signals: `showing` with the agreement that is about to be shown, None where it was practice; `going_again` with the
    Plan of a further comparison.
    """

    showing = Signal(object)
    going_again = Signal(object)

    def __init__(self, context: Context, meeting: Meeting, answering: AnsweringFlow) -> None:
        super().__init__()
        self._c = context
        self._meeting = meeting
        self._answering = answering
        pages, desk = context.pages, context.desk
        meeting.ended.connect(self._on_end)
        pages.comparing.stopped.connect(context.session.stop_comparing)
        pages.result.kept.connect(self.show_result_agreement)
        pages.result.another.connect(self._finish)
        pages.result.again.connect(self._again)
        pages.saved.deleting.connect(self._ask_to_delete)
        pages.result.finished.connect(self._finish)
        pages.result.reconnecting.connect(self._reconnect)
        context.session.failed.connect(self._on_failed)
        pages.saved.finished.connect(self._finish)
        pages.saved.copied.connect(desk.copy_agreement)
        pages.saved.saved_pdf.connect(lambda: desk.save_agreement_pdf(context.window))
        pages.saved.saved_page.connect(lambda: desk.save_agreement_page(context.window))
        pages.saved.saved_text.connect(lambda: desk.save_agreement_text(context.window))
        pages.saved.saved_file.connect(lambda: desk.save_agreement_file(context.window))
        pages.saved.printed.connect(lambda: desk.print_agreement(context.window))
        pages.home.opened_agreement.connect(self._open_agreement)
        pages.home.asked_all_agreements.connect(self._show_list)
        self.keeping = KeepingAnswers(context)
        pages.agreements.opened.connect(self._open_agreement)
        pages.agreements.left.connect(context.home_asked)

    def _on_end(self, told: Explanation | None) -> None:
        session, page = self._c.session, self._c.pages.result
        if session.sheet is None:
            return
        if session.state is State.RESULT and session.result is not None:
            result = session.result
            page.cover_result(result, people=session.parties, name=self._other())
            self.showing.emit(None if session.practice else result.agreement)
            page.offer_again(not session.practice and session.run < result.sheet.run.max_runs)
            # By default private answers go once there is a result.
            self._answering.forget(result.sheet, session.role)
            when = day_and_time(time.time())
            self._c.desk.shown = (result.sheet, result.outcome, when, result.agreement if result.kept else None)
            self._c.desk.shown_id = result.kept or ""
            self.keeping.compared(None if session.practice else session.answers)
        elif told is not None:
            ways, kept = self._c.ways_on(told, met=True), not session.practice
            page.show_parts(session.sheet, session.opened, told, session.received, ways, answers_kept=kept)
        self._c.to(page)

    def _other(self) -> str:
        """What the other one of two is called; "" for nothing, and for more than one."""
        session = self._c.session
        return session.names[1 - session.me] if len(session.names) == 2 else ""

    def _reconnect(self) -> None:
        """The others are looked for, and the run is repeated, so that everybody has it and all have signed."""
        page = self._c.pages.result
        page.offer_reconnecting(False)
        page.show_banner(tr("Finding the others again…"))
        self._c.session.look_once_more()

    def _on_failed(self, _: Explanation) -> None:
        """They did not come; what is here stands."""
        result = self._c.session.result
        self._c.pages.result.offer_reconnecting(result is not None and result.may_come)

    def show_result_agreement(self) -> None:
        """The agreement of the comparison that has just ended, with what was written down about it."""
        session = self._c.session
        result = session.result
        if result is None:
            return
        kept = None if result.kept is None else self._find(result.kept)
        words = None if kept is None else self._words_of(kept)
        when = day_and_time(time.time())
        shown = Shown(result.sheet, result.outcome, when, result.agreement, result.kept is not None, session.practice)
        name = "" if session.practice else result.kept or ""
        self._show(replace(shown, own=self.keeping.there_is(name), company=self._c.desk.company_of(name)), words)

    def _find(self, name: str) -> Kept | None:
        try:
            return None if self._c.session.practice else Agreements(self._c.desk.store).get(name)
        except (StoreError, InvalidAgreement):
            return None

    def _words_of(self, kept: Kept) -> SignedWords | None:
        try:
            return Agreements(self._c.desk.store).words_of(kept)
        except (StoreError, InvalidAgreement):
            return None  # what cannot be read, or has a signature that does not hold, is not shown

    def _show(self, shown: Shown, words: SignedWords | None) -> None:
        if words is not None:
            shown = replace(shown, words=words.words, all_agreed=bool(words.signatures))
        self._c.desk.words = words
        self._c.pages.saved.show_agreement(shown)
        self._c.to(self._c.pages.saved)

    def _open_agreement(self, name: str) -> None:
        kept = self._c.desk.read_agreement(name)
        if kept is not None:
            record, when = kept.agreement.record, day_and_time(float(kept.since))
            self.showing.emit(kept.agreement)
            own = self.keeping.there_is(kept.id)
            shown = Shown(record.sheet, record.outcome, when, kept.agreement, name=kept.id, own=own)
            shown = replace(shown, company=self._c.desk.company_of(kept.id))
            self._show(shown, self._words_of(kept))

    def _show_list(self) -> None:
        self._c.pages.agreements.show_list(self._c.desk.agreements())
        self._c.to(self._c.pages.agreements)

    def _again(self) -> None:
        """The same sheet once more: what both results together tell was said before answering, and is said again."""
        session = self._c.session
        sheet = session.sheet if session.result is None else session.result.sheet
        role, people = session.role, session.parties
        if sheet is None:
            return
        self._c.keeper.save_now()
        self.close()
        self.going_again.emit(Plan(sheet=sheet, role=role, people=people, group=people > 2))

    def _ask_to_delete(self, name: str) -> None:
        gone = tr("It is removed from this computer. Others keep their own copies.")
        question = Confirm(self._c.window, tr("Delete this agreement?"), gone, tr("Keep"), tr("Delete"))
        question.ask(lambda: self._delete(name))

    def _delete(self, name: str) -> None:
        try:
            Agreements(self._c.desk.store).forget(name)
        except StoreError as error:
            self._c.window.page.show_problem(explain(error, windowed=True))
            return
        self._finish()

    def _finish(self) -> None:
        self.close()
        self._c.home_asked.emit()

    def close(self) -> None:
        """Nothing of the result or the agreement stays in the window."""
        self._c.pages.result.forget()
        self._c.pages.saved.forget()
        self._c.pages.writing.forget()
        self._c.desk.shown = self._c.desk.words = None
        self._c.desk.shown_id = ""
        self.keeping.forget()
        self._c.session.leave()
        self._meeting.forget_practice()
