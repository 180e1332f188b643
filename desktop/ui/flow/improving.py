"""Improving an agreement: offered where it can be, explained, and led to inviting the same people.

Leaves to others: what is compared (desktop.kept.improving), the invite and all that follows (the other parts of the
flow).
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.deals.agreement import Agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.sheet import Sheet
from desktop.kept.improving import improvement
from desktop.ui.flow.beginning import Beginning
from desktop.ui.flow.context import Context, Plan
from desktop.ui.flow.ending import Ending
from desktop.ui.library import Choice
from desktop.ui.session import State
from desktop.ui.widgets.page import Page


def improvable(agreed: Agreement | None) -> Sheet | None:
    """The sheet of a comparison that improves an agreement; None where that cannot be."""
    if agreed is None or not agreed.complete:
        return None
    try:
        return improvement(agreed)
    except InvalidAgreement:
        return None


class Improving(QObject):
    """From a result or an agreement to what will be shared in a comparison that improves it."""

    def __init__(self, context: Context, beginning: Beginning, ending: Ending) -> None:
        super().__init__()
        self._c = context
        self._beginning = beginning
        self._ending = ending
        self._sheet: Sheet | None = None
        self._before: Page | None = None
        pages = context.pages
        ending.showing.connect(self._offer)
        pages.result.improving.connect(self._explain)
        pages.saved.improving.connect(self._explain)
        pages.improve.left.connect(self._back)
        pages.improve.went_on.connect(self._go_on)

    def _offer(self, agreed: Agreement | None) -> None:
        """An agreement is on its way to the window: can it be improved?"""
        self._sheet = improvable(agreed)
        for page in (self._c.pages.result, self._c.pages.saved):
            page.offer_improving(self._sheet is not None)

    def _explain(self) -> None:
        if self._sheet is None:
            return
        self._before = self._c.window.page
        self._c.pages.improve.show_sheet(self._sheet)
        self._c.to(self._c.pages.improve)

    def _back(self) -> None:
        self._c.pages.improve.forget()
        if self._before is not None:
            self._c.to(self._before)

    def _go_on(self) -> None:
        sheet = self._sheet
        if sheet is None or sheet.improve is None:
            return
        session = self._c.session
        role = session.role if session.state is State.RESULT else ""
        self._c.pages.improve.forget()
        self._ending.close()
        people = len(sheet.improve.roles)
        plan = Plan(choice=Choice("", sheet, sheet), sheet=sheet, people=people, role=role, group=people > 2)
        self._beginning.begin_with(plan)
