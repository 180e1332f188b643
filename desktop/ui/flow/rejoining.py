"""Going back into the meeting in which this program was closed, or leaving it: the first thing after a start.

What was locked in is locked in again, and who had said to compare has said it; what was not is on its page.

Leaves to others: how people find each other again (desktop.going_back), other places (desktop.ui.flow.returning).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.deals.errors import InvalidSheet
from desktop.going_back import say_goodbye
from desktop.kept import way_back
from desktop.kept.way_back import Kept
from desktop.run.around import Around
from desktop.store import StoreError
from desktop.strings.errors import Explanation, call
from desktop.ui.engine import Engine
from desktop.ui.flow.answering import AnsweringFlow
from desktop.ui.flow.context import Context
from desktop.ui.flow.meeting import Meeting
from desktop.ui.plain import plain
from desktop.ui.seats import seated
from desktop.ui.session import State
from desktop.ui.words import listing, tr


class Rejoining(QObject):
    """The page on which one goes back, and what comes after it."""

    def __init__(
        self,
        context: Context,
        meeting: Meeting,
        answering: AnsweringFlow,
        engine: Engine,
        to_last_place: Callable[[], None],
    ) -> None:
        """Args: engine: where the others are told. to_last_place: where else a start leads."""
        super().__init__()
        self._c, self._meeting, self._answering = context, meeting, answering
        self._engine, self._to_last_place = engine, to_last_place
        self._kept: Kept | None = None
        page = context.pages.rejoin
        page.accepted.connect(self._go_back)
        page.left.connect(self._leave)
        meeting.connected.connect(self._on_connected)
        context.session.failed.connect(self._on_failed)

    def offer(self) -> bool:
        """Bring the page up, if there is a meeting to go back to."""
        self._kept = self._find()
        if self._kept is None:
            return False
        sheet, roles, me, names = seated(self._kept)
        others = [seat for seat in range(len(roles)) if seat != me]
        who = listing([call(names[seat], roles[seat], seat) for seat in others])
        if len(others) == 1 and not names[others[0]]:
            who = tr("somebody")
        now = time.time()
        until = now + self._kept.left_s(now)
        self._c.pages.rejoin.show_meeting(who, len(roles), plain(sheet.title), until)
        self._c.to(self._c.pages.rejoin)
        return True

    def _find(self) -> Kept | None:
        try:
            kept = way_back.find(self._c.desk.store, time.time())
            if kept is not None:
                seated(kept)
        except (StoreError, InvalidSheet, ValueError):  # of another version of the program, or not to be read
            return None
        return kept

    def _go_back(self) -> None:
        self._kept = self._find()
        if self._kept is None:
            self._to_last_place()
            kept = tr("Your answers are kept. A new invite goes on from there.")
            self._c.window.page.show_banner(tr("The others are not waiting any more."), kept)
            return
        self._c.pages.rejoin.clear_banner()
        self._c.pages.rejoin.show_going_back()
        self._c.session.go_back(self._kept)

    def _leave(self) -> None:
        """Before it was gone back to, those who can be reached are told; afterwards the session does that."""
        kept, self._kept = self._kept, None
        if self._c.session.going_back:
            self._c.session.leave()
        elif kept is not None:
            with contextlib.suppress(StoreError):  # it is of no use after the half hour
                way_back.forget(self._c.desk.store)
            self._engine.submit(say_goodbye(kept, Around(lambda _: None, self._c.desk.folder)))
        self._to_last_place()

    def _on_connected(self) -> None:
        """Everybody is back, and the answers are on their page."""
        kept, self._kept = self._kept, None
        session = self._c.session
        if kept is None or not session.going_back or session.sheet is None:
            return
        draft = self._c.keeper.find(session.sheet, session.role)
        if draft is None or not draft.locked:
            return
        self._answering.lock_in()
        if kept.compares:
            session.compare()

    def _on_failed(self, told: Explanation) -> None:
        """The others are not there any more: the answers are, and a new invite goes on from there."""
        if self._kept is None:
            return
        self._kept = None
        if self._c.session.state is State.IDLE and self._c.window.page is self._c.pages.rejoin:
            self._to_last_place()
            choices = [(tr("Connect again"), self._meeting.connect_again)] if self._c.session.sheet else []
            self._c.window.page.show_problem(told, choices)
