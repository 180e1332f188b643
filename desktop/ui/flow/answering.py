"""Answering: drafts kept and found again, checking, locking in, unlocking, leaving."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer

from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet, digest, markable
from desktop.kept.own_answers import OwnAnswers
from desktop.store import StoreError
from desktop.strings.changes import unchanged_items
from desktop.strings.errors import explain
from desktop.ui.drafts import Draft
from desktop.ui.flow.context import Context, Plan
from desktop.ui.flow.meeting import Meeting
from desktop.ui.foresight import Foresight
from desktop.ui.pages.ways import called
from desktop.ui.session import State
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.sheet_view import own_items
from desktop.ui.words import clock_time, tr

BUILD_AFTER_MS = 50
"""Once somebody is awaited, and the page that says so has come up."""


class AnsweringFlow(QObject):
    """Everything between the first answer and the comparison."""

    def __init__(self, context: Context, meeting: Meeting) -> None:
        super().__init__()
        self._c = context
        self._meeting = meeting
        pages = context.pages
        self._built: tuple[Sheet, str, tuple[str, ...]] | None = None
        self._before: Sheet | None = None
        self._greeting: Banner | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BUILD_AFTER_MS)
        self._soon.timeout.connect(self._build_early)
        context.session.changed.connect(self._think_ahead)
        meeting.connected.connect(self._begin)
        context.keeper.saved.connect(self._on_saved)
        pages.home.opened.connect(self._open_draft)
        pages.answer.changed.connect(self._keep)
        pages.answer.moved.connect(self._keep)
        pages.answer.moved.connect(self._end_greeting)
        pages.answer.reviewed.connect(self._check)
        pages.answer.paused.connect(self._pause)
        self.foresight = Foresight(self)
        self.foresight.progressed.connect(pages.answer.foreseen.show_progress)
        self.foresight.ready.connect(pages.answer.show_preview)
        pages.answer.asked_preview.connect(self._foresee)
        pages.answer.closed_preview.connect(self.foresight.stop)
        pages.lock.went_back.connect(self._back_to_answers)
        pages.lock.locked.connect(self.lock_in)
        pages.waiting.unlocked.connect(self._unlock)
        pages.waiting.compared.connect(context.session.compare)
        pages.waiting.connected_again.connect(meeting.connect_again)
        pages.waiting.stopped.connect(context.ask_to_leave)

    def _begin(self) -> None:
        """Everybody is there: answers kept for this sheet and role come back."""
        session = self._c.session
        sheet = session.sheet
        if sheet is None:
            return
        self._show(sheet, session.role, session.seats)

    def _show(self, sheet: Sheet, role: str, seats: tuple[str, ...]) -> None:
        page = self._c.pages.answer
        self._c.keeper.save_now()
        self.foresight.forget()
        self._c.saved_note = ""
        if self._built != (sheet, role, seats):
            page.show_sheet(sheet, role, seats)
        self._built = None
        draft = None if self._c.session.practice else self._c.keeper.find(sheet, role)
        if draft is not None:
            page.set_answers(draft.answers)
            page.go_to(draft.at)
        carried = None if draft is not None or self._c.session.practice else self._from_before(sheet, role)
        if carried is not None:
            page.set_answers(carried)
        self._c.to(page)
        if carried is not None:
            self._keep()
            page.show_banner(tr("The sheet is a new version."), tr("Your answers to unchanged items are here."))
        elif draft is not None:
            page.show_banner(tr("Welcome back."), tr("Your answers are as you left them."))
            self._greeting = page.banner
        else:
            self._greet(sheet, role)

    def _greet(self, sheet: Sheet, role: str) -> None:
        """Nothing is answered yet; there may be answers that were kept after comparing."""
        page, met = self._c.pages.answer, self._c.plan.met
        kept = None if self._c.session.practice else self._kept_answers(sheet, role)
        choices = [] if kept is None else [(tr("Start from my answers"), lambda: self._start_from(kept))]
        nothing = tr("Nothing is sent until you lock in.")
        if met is not None and self._c.session.connected:
            page.show_banner(tr("Connected to {name}, as before.", name=called(met)), nothing, choices)
        elif kept is not None:
            page.show_banner(tr("You kept your answers from the last time."), nothing, choices)
        else:
            page.show_banner(nothing)
        self._greeting = None if choices else page.banner

    def _end_greeting(self) -> None:
        """Whoever goes on has read it, and needs the room; what can still be chosen there stays."""
        page = self._c.pages.answer
        if self._greeting is not None and page.banner is self._greeting:
            page.clear_banner()
        self._greeting = None

    def _kept_answers(self, sheet: Sheet, role: str) -> Answers | None:
        try:
            return OwnAnswers(self._c.desk.store).latest(sheet, role)
        except StoreError:
            return None

    def _start_from(self, kept: Answers) -> None:
        page = self._c.pages.answer
        page.set_answers(kept)
        page.clear_banner()
        page.changed.emit()

    def _from_before(self, sheet: Sheet, role: str) -> Answers | None:
        """What was answered on the sheet that everybody came with, as far as its items are the same."""
        news = self._c.session.reviewing
        draft = None if news is None else self._c.keeper.find(news.versions[0].sheet, role)
        if draft is None:
            return None
        self._before = draft.sheet
        same = unchanged_items(draft.sheet, sheet) & {item.id for item in own_items(sheet, role)}
        kept = {item_id: answer for item_id, answer in draft.answers.by_item.items() if item_id in same}
        return Answers(role, draft.answers.must & same & frozenset(markable(sheet)), kept)

    def resume(self, sheet: Sheet, role: str, people: int) -> None:
        """Go on answering without anybody there, with what was answered so far."""
        draft = self._c.keeper.find(sheet, role)
        self._show_draft(draft or Draft(sheet, Answers(role), 0.0, parties=people))

    def _think_ahead(self) -> None:
        """Building the page takes longer than a picture may: it is done while others are awaited."""
        if self._expected() is not None and not self._soon.isActive():
            self._soon.start()

    def _expected(self) -> tuple[Sheet, str, tuple[str, ...]] | None:
        """The page that will come; None where that is not known yet, or where answers are on it already."""
        session, page = self._c.session, self._c.pages.answer
        sheet, role = session.sheet, session.role
        if session.state not in (State.INVITING, State.GATHERING, State.CHECKING) or sheet is None:
            return None
        if self._built is not None or (page.sheet is not None and digest(page.sheet) == digest(sheet)):
            return None
        if not sheet.roles:
            return sheet, role, ("",) * max(session.parties, sheet.seating.fewest)
        if len(sheet.roles) != 2 or not sheet.roles_are_unique or role not in sheet.roles:
            return None
        (other,) = set(sheet.roles) - {role}
        return sheet, role, (role, other) if session.state is State.INVITING else (other, role)

    def _build_early(self) -> None:
        expected = self._expected()
        if expected is not None:
            self._c.keeper.save_now()
            self.foresight.forget()
            page = self._c.pages.answer
            page.show_sheet(*expected)
            page.resize(self._c.window.stack.size())
            page.grab(QRect(0, 0, 1, 1))  # lays everything out, once
            self._built = expected

    def _open_draft(self, draft_id: str) -> None:
        draft = next((draft for draft in self._c.keeper.all() if draft.id == draft_id), None)
        if draft is None:
            self._c.home_asked.emit()
        else:
            self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        self._c.plan = Plan(sheet=draft.sheet, role=draft.answers.role, people=max(2, draft.parties))
        self._c.session.work_offline(draft.sheet, draft.answers.role)
        self._show(draft.sheet, draft.answers.role, _likely_seats(draft))
        if draft.locked:
            self.lock_in()

    def _foresee(self) -> None:
        """Work out what others could, from the answers as they are."""
        session, page = self._c.session, self._c.pages.answer
        if page.sheet is not None:
            self.foresight.ask(page.sheet, page.answers(), session.seats or None, session.me)

    def _keep(self) -> None:
        session, page = self._c.session, self._c.pages.answer
        if page.sheet is None or session.practice:
            return
        locked = session.state in (State.LOCKED, State.AGREED)
        people = session.parties or self._c.plan.people
        others = tuple(name for seat, name in enumerate(session.names) if seat != session.me)
        self._c.keeper.keep(page.sheet, page.answers(), locked=locked, parties=people, at=page.at, people=others)

    def _on_saved(self, moment: float) -> None:
        self._c.saved_note = tr("Draft saved {time}", time=clock_time(moment))
        self._c.show_status()

    def _check(self) -> None:
        self._c.pages.lock.show_answers(self._c.pages.answer.summaries(), self._c.session.run)
        self._c.to(self._c.pages.lock)

    def _back_to_answers(self) -> None:
        self._c.pages.lock.forget()
        self._c.to(self._c.pages.answer)

    def lock_in(self) -> None:
        """The answers as they are on the page."""
        self._c.pages.lock.forget()
        self._c.session.lock_in(self._c.pages.answer.answers())
        self._save_lock()

    def _unlock(self) -> None:
        self._c.session.unlock()
        self._save_lock()
        self._c.to(self._c.pages.answer)

    def _save_lock(self) -> None:
        self._keep()
        self._c.keeper.save_now()

    def _pause(self) -> None:
        """Keep everything; the others still see "answering"."""
        self._c.keeper.save_now()
        if not self._c.session.live:
            self._c.session.leave()
            self._c.home_asked.emit()
            return
        self._c.window.cover()

    def forget(self, sheet: Sheet, role: str) -> None:
        """The comparison is done: draft and page forget the answers."""
        draft: Draft | None = self._c.keeper.find(sheet, role)
        try:
            if draft is not None:
                self._c.keeper.forget(draft)
        except StoreError as error:
            self._c.window.page.show_problem(explain(error))
        before, self._before = self._before, None
        if before is not None:
            self.forget(before, role)
        self.foresight.forget()
        self._built = None
        page = self._c.pages.answer
        if page.sheet is not None and digest(page.sheet) == digest(sheet):
            page.forget()


def _likely_seats(draft: Draft) -> tuple[str, ...]:
    """Who will probably sit where, while nobody is there."""
    if draft.sheet.roles_are_unique:
        return draft.sheet.roles
    return (draft.answers.role,) * max(draft.parties, draft.sheet.seating.fewest)
