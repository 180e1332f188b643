"""Looking at the sheet together: the page while not all are fine, changed copies from the editor, what came of it.

Leaves to others: the page (desktop.ui.pages.discuss), what counts (desktop.run.reviewing).
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.deals.document import to_toml
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.sheet import Sheet
from desktop.run.reviewing import OtherId, fits
from desktop.run.stages import Reviewing, Suggested
from desktop.strings.errors import call, explanation
from desktop.ui.editor.model import read
from desktop.ui.flow.context import Context
from desktop.ui.flow.editing import Editing
from desktop.ui.session import State
from desktop.ui.words import tr


class Discussing(QObject):
    """Follows the session while people look at the sheet."""

    def __init__(self, context: Context, editing: Editing) -> None:
        super().__init__()
        self._c = context
        self._editing = editing
        self._was = State.IDLE
        self._news: Reviewing | None = None
        self._wants_to_suggest = self._was_editing = False
        session, page = context.session, context.pages.discuss
        context.pages.review.suggesting.connect(self._join_to_suggest)
        session.changed.connect(self._follow)
        session.failed.connect(self._on_failed)
        page.fine.connect(session.be_fine_with)
        page.looked_again.connect(session.look_again)
        page.refused.connect(session.refuse_version)
        page.noted.connect(session.send_note)
        page.editing.connect(self._edit)
        page.stopped.connect(context.ask_to_leave)

    def _join_to_suggest(self, role: str) -> None:
        """Take part, and look at the sheet together once all are there."""
        self._wants_to_suggest = True
        self._c.session.accept(role, fine=False)
        self._c.pages.review.show_banner(tr("You can suggest a change as soon as everybody is here."))

    def _follow(self) -> None:
        session, page = self._c.session, self._c.pages.discuss
        was, self._was = self._was, session.state
        if session.state is not State.DISCUSSING:
            if was is State.DISCUSSING:
                self._end()
            elif session.state is State.REVIEWING:
                self._wants_to_suggest = False
            return
        news, before = session.reviewing, self._news
        if news is None or news is before:
            return
        self._news = news
        page.show_reviewing(news, self._c.names(), unchecked=session.unchecked)
        if was is not State.DISCUSSING:
            page.clear_banner()
            self._c.to(page)
            if self._wants_to_suggest:
                page.open_suggesting()
        self._tell(news, before)

    def _tell(self, news: Reviewing, before: Reviewing | None) -> None:
        """Say once what somebody else has just done."""
        known = {(one.seat, one.name) for one in before.versions} if before is not None else set()
        new = [one for one in news.versions[1:] if one.seat != news.me and (one.seat, one.name) not in known]
        if new:
            self._tell_version(news, new[-1])
            return
        notes = [seat for seat, _ in news.notes[len(before.notes) if before is not None else 0 :] if seat != news.me]
        if notes:
            self._c.window.page.show_banner(tr("{name} wrote a note.", name=self._called(news, notes[-1])))
            return
        refused = [
            (seat, one)
            for one in news.versions[1:]
            for seat in range(len(news.seats))
            if one.seat == news.me and seat != news.me and one.name in news.refused[seat]
            if before is not None and one.name not in before.refused[seat]
        ]
        if refused:
            seat, version = refused[-1]
            heading = tr("{name} rejected version {n}.", name=self._called(news, seat), n=version.number)
            self._c.window.page.show_banner(heading, tr("The old version stays. You can suggest something else."))

    def _tell_version(self, news: Reviewing, version: Suggested) -> None:
        told = explanation("E33", windowed=True, name=self._called(news, version.seat))
        page, discuss = self._c.window.page, self._c.pages.discuss
        review = (tr("Review"), self._review)
        reject = (tr("Reject change"), lambda: self._reject(version))
        page.show_banner(told.title, told.body, [review, reject] if page is discuss else ())

    def _review(self) -> None:
        self._c.pages.discuss.clear_banner()
        self._c.pages.discuss.show_marked()

    def _reject(self, version: Suggested) -> None:
        self._c.pages.discuss.clear_banner()
        self._c.session.refuse_version(version.name)

    def _called(self, news: Reviewing, seat: int) -> str:
        if self._c.session.practice or (len(news.seats) == 2 and not news.names[seat]):
            return self._c.names()[seat]
        return call(news.names[seat], news.seats[seat], seat)

    # ---- a changed copy

    def _edit(self, version: Suggested) -> None:
        """A copy in the editor; meanwhile this person is reading again, so that nothing ends behind it."""
        if self._c.session.state is State.DISCUSSING:
            self._c.session.look_again()
            document = read(to_toml(version.sheet).encode("utf-8"))
            self._editing.borrow(document, self._suggest, self._back)

    def _back(self) -> None:
        if self._c.session.state is State.DISCUSSING:
            self._c.to(self._c.pages.discuss)

    def _suggest(self, sheet: Sheet) -> str:
        """What stands in the way of suggesting it; "" when it was."""
        news = self._news
        if news is None or self._c.session.state is not State.DISCUSSING:
            return ""
        try:
            fits(sheet, news.versions[0].sheet, news.seats)
        except OtherId:
            return tr("The id of the sheet has to stay as it was.")
        except (RolesClash, InvalidSheet):
            return tr("This version is not for the people who are here. Their number and roles have to fit.")
        if not news.may_suggest:
            return tr("You have suggested as many versions as there can be.")
        if any(sheet == one.sheet for one in news.versions):
            return tr("Nothing is different yet.")
        self._c.session.suggest(sheet)
        self._back()
        return ""

    # ---- the end of it

    def _end(self) -> None:
        """All are fine with one version, or it ended early."""
        self._news, self._wants_to_suggest = None, False
        self._was_editing = self._editing.give_back()
        self._c.pages.discuss.forget()

    def _on_failed(self, _: object) -> None:
        """What is said about it is said on the page, not in the editor."""
        if self._was_editing:
            self._c.to(self._c.pages.discuss)
        self._was_editing = False
