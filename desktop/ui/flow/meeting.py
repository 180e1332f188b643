"""The meeting: showing or entering an invite, looking at the sheet, and following the session from page to page."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.kept.relations import Relation
from desktop.strings.errors import Explanation, invite_not_used
from desktop.ui import clipboard
from desktop.ui.bridge import Invitation
from desktop.ui.flow.context import Context
from desktop.ui.practice import HERE, partners_for
from desktop.ui.session import WITH_ANSWERS, State
from desktop.ui.words import tr
from p2p.invite import parse_invite

_CAN_BE_LATER = frozenset({"E25", "E26", "E29", "E39"})
"""Somebody is gone, for whatever reason."""


class Meeting(QObject):
    """From the invite until everybody is there; afterwards it brings up the page of every state.

    Signals: `connected`: everybody is there, answering begins; `ended`: with the Explanation, after something came
    out or the comparison was stopped early.
    """

    connected = Signal()
    ended = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._was = State.IDLE
        self._hosts = False
        self._practice_folder: Path | None = None
        pages = context.pages
        pages.connect.left.connect(self._back_from_connect)
        pages.connect.wants_invite.connect(self._invite)
        pages.connect.wants_met.connect(self._wait_for)
        pages.connect.wants_to_enter.connect(lambda: context.show_enter())
        pages.invite.copied.connect(clipboard.copy)
        pages.invite.asked_to_save.connect(lambda text: context.desk.save_invite(context.window, text))
        pages.invite.cancelled.connect(self._cancel_invite)
        pages.enter.left.connect(context.home_asked)
        pages.invite.reply.pasted.connect(context.session.call_back)
        pages.invite.people.removing.connect(context.session.remove)
        pages.enter.reply.copied.connect(clipboard.copy)
        pages.enter.cancelled.connect(self._cancel_connecting)
        pages.review.agreed.connect(context.session.accept)
        pages.review.refused.connect(context.ask_to_leave)
        pages.review.asked_what_shows.connect(context.limits_asked)
        context.session.changed.connect(self.follow)
        context.session.failed.connect(self._on_failed)
        context.session.called.connect(self._on_called)

    def forget_practice(self) -> None:
        """Nothing of practice stays on this computer."""
        folder, self._practice_folder = self._practice_folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    # ---- what the person does

    def _invite(self, people: int, role: str) -> None:
        plan = self._c.plan
        if plan.sheet is None:
            return
        plan.people, plan.role, plan.met = people, role, None
        self._c.pages.connect.clear_banner()
        if not plan.practice or plan.choice is None:
            name, seen = self._c.desk.settings.name, self._c.pages.connect.name_is_shown
            router, together = self._c.pages.connect.router_is_asked, self._c.pages.connect.looks_together
            invitation = Invitation(plan.sheet, people, role, self._c.listen, name, router=router, together=together)
            self._c.session.host(replace(invitation, nearby=True, show_name=seen))
            return
        self.forget_practice()
        self._practice_folder = Path(tempfile.mkdtemp(prefix="commonground-practice-"))
        partners = partners_for(plan.choice.template_id, plan.sheet, people, role)
        self._c.session.practise(Invitation(plan.sheet, people, role, HERE), partners, self._practice_folder)

    def _wait_for(self, relation: Relation, role: str) -> None:
        """For somebody met before, who needs no invite."""
        plan = self._c.plan
        if plan.sheet is None:
            return
        plan.people, plan.role, plan.met = 2, role, relation
        self._c.pages.connect.clear_banner()
        name, router = self._c.desk.settings.name, self._c.pages.connect.router_is_asked
        together = self._c.pages.connect.looks_together
        invitation = Invitation(plan.sheet, 2, role, self._c.listen, name, router=router, together=together)
        self._c.session.host(replace(invitation, met=relation))

    def _back_from_connect(self) -> None:
        self._c.to(self._c.pages.shared if self._c.plan.choice is not None else self._c.pages.waiting)

    def _cancel_invite(self) -> None:
        self._c.session.leave()
        self._c.to(self._c.pages.connect)

    def _cancel_connecting(self) -> None:
        self._c.session.leave()
        self._c.pages.enter.show_trying("")

    # ---- what happens

    def follow(self) -> None:
        """Every state has one page."""
        session, pages = self._c.session, self._c.pages
        was, self._was = self._was, session.state
        new = was is not session.state
        if session.state in (State.INVITING, State.FINDING):
            self._hosts = session.state is State.INVITING
        if new and was is State.INVITING:
            pages.invite.forget_invite()
            clipboard.take_back()
        if new and was in (State.FINDING, State.REVIEWING):
            pages.enter.show_trying("")
        match session.state:
            case State.INVITING:
                self._show_invite(new)
            case State.FINDING:
                pages.enter.clear_banner()
                pages.enter.show_trying(tr("Finding the other computer…"), session.reply)
            case State.REVIEWING if new and session.sheet is not None:
                pages.review.show_sheet(session.sheet, session.parties)
                self._c.to(pages.review)
            case State.GATHERING:
                pages.review.show_waiting(waiting=True)
            case State.ANSWERING if session.connected and was not in WITH_ANSWERS:
                self.connected.emit()
            case State.LOCKED | State.AGREED:
                self.show_waiting()
            case State.COMPARING | State.OPENING:
                self._show_comparing(was)
            case State.RESULT if new:
                self.ended.emit(None)
        self._c.show_status()

    def show_waiting(self) -> None:
        """How far everybody is."""
        session = self._c.session
        self._c.pages.waiting.show_people(
            self._c.names(),
            self._c.standings(),
            me=session.me,
            agreed=session.state is State.AGREED,
            connected=session.connected,
            unchecked=session.unchecked,
        )
        if self._c.window.page is not self._c.pages.shared:
            self._c.to(self._c.pages.waiting)

    def _show_invite(self, new: bool) -> None:
        session, page = self._c.session, self._c.pages.invite
        if new:
            page.clear_banner()
            page.show_preparing()
            self._c.to(page)
        if session.practice:
            page.waiting.tell(tr("Your practice partner is on the way…"))
            return
        if session.invite and self._c.plan.met is None:
            if session.invite not in page.as_text():
                expires = float(parse_invite(session.invite).expires)
                page.show_invite(session.invite, self._c.desk.settings.name, expires, session.parties)
                page.entered()
            page.show_people(session.joined, session.parties, session.people)

    def _on_called(self, problem: Explanation | None) -> None:
        """Whether somebody who made a reply was reached."""
        page = self._c.pages.invite
        if problem is not None:
            page.show_problem(problem, self._c.ways_on(problem, met=True))
            return
        page.clear_banner()
        page.reply.forget()

    def _show_comparing(self, was: State) -> None:
        session, page = self._c.session, self._c.pages.comparing
        if was not in (State.COMPARING, State.OPENING):
            page.begin(session.parties, prepared=session.is_prepared)
            self._c.to(page)
        if session.is_prepared:
            page.show_prepared()
        if session.opened is None:
            page.show_progress(session.progress, session.files)
        else:
            page.show_opening(len(session.opened), session.total, session.long_list)

    def _on_failed(self, told: Explanation) -> None:
        session, pages, page = self._c.session, self._c.pages, self._c.window.page
        if session.state is State.STOPPED:
            self.ended.emit(told)
        elif session.state in WITH_ANSWERS:
            self._tell_those_who_answer(told)
        elif page is pages.discuss and self._hosts:
            self.connect_again()
            pages.connect.show_problem(told, self._c.ways_on(told))
        elif page is pages.invite:
            self._c.to(pages.connect)
            if told.code == "E13":
                self._offer_new_invite()
            else:
                pages.connect.show_problem(told, self._c.ways_on(told))
        elif page in (pages.review, pages.enter, pages.discuss):
            self._c.to(pages.enter)
            pages.enter.show_problem(told, self._c.ways_on(told))
        else:
            page.show_problem(told)

    def _tell_those_who_answer(self, told: Explanation) -> None:
        """The others are gone; the answers are not, and can be finished without them."""
        pages, page = self._c.pages, self._c.window.page
        later = [(tr("Save for later"), self._save_for_later)]
        more = later if told.code in _CAN_BE_LATER else self._c.ways_on(told, met=True)[:1]
        ways = [(tr("Connect again"), self.connect_again), *more]
        answering = page in (pages.answer, pages.lock)
        page.show_problem(told, ways, closing=tr("Keep answering") if answering else "")

    def _save_for_later(self) -> None:
        self._c.keeper.save_now()
        self._c.session.leave()
        self._c.home_asked.emit()

    def _offer_new_invite(self) -> None:
        """Not everyone used the own invite in time: another one like it is one press away."""
        plan = self._c.plan
        choices = [(tr("New invite"), lambda: self._invite(plan.people, plan.role))] if plan.met is None else []
        self._c.pages.connect.show_problem(invite_not_used(windowed=True), choices)

    def connect_again(self) -> None:
        """A new invite for the sheet whose answers are here."""
        session = self._c.session
        sheet = session.sheet
        if sheet is None:
            return
        self._c.keeper.save_now()
        self._c.plan.sheet, self._c.plan.role = sheet, session.role
        self._c.plan.people = max(session.parties, sheet.seating.fewest)
        practice = self._c.plan.practice and self._c.plan.choice is not None
        self._c.show_connect(sheet, self._c.plan.people, session.role, practice=practice)
