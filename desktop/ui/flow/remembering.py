"""Whom this computer remembers, and forgetting them once the person has been told what goes and what stays.

Leaves to others: the records (desktop.kept.forgetting), the page (desktop.ui.pages.people).
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject

from desktop.deals import templates
from desktop.kept.agreements import Agreements
from desktop.kept.forgetting import Remembered, find, forget, remembered
from desktop.kept.nicknames import Nicknames
from desktop.language import translated
from desktop.store import StoreError
from desktop.strings.errors import explain
from desktop.strings.runs import FORGETTING
from desktop.ui.flow.context import Context
from desktop.ui.pages.people import who
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.page import Page
from desktop.ui.words import tr


class Remembering(QObject):
    """The list of people, from the home page or from Settings, and back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._before: Page | None = None
        pages = context.pages
        pages.home.asked_people.connect(self.show_people)
        pages.settings.asked_people.connect(self.show_people)
        pages.people.forgetting.connect(self._ask)
        pages.people.renaming.connect(self._rename)
        pages.people.left.connect(self._back)

    def show_people(self) -> None:
        """The page, with everybody who is remembered now."""
        self._before = self._c.window.page
        self._c.pages.people.clear_banner()
        self._show_list()
        self._c.to(self._c.pages.people)

    def _show_list(self) -> None:
        store, page = self._c.desk.store, self._c.pages.people
        try:
            people = remembered(store)
            agreed = [one.agreement.record.sheet for one in Agreements(store).all(time.time())] if people else []
        except StoreError as error:
            page.show_people((), {})
            page.show_problem(explain(error, windowed=True))
            return
        wanted = {sheet.sheet_id for one in people for sheet in one.sheets}
        titles = {sheet.id: sheet.title for sheet in agreed}
        built_in = {
            templates.sheet_id_of(name): name for name in (*templates.template_ids(), *templates.translated_ids())
        }
        titles |= {one: templates.load_template(name).title for one, name in built_in.items() if one in wanted}
        page.show_people(people, titles)

    def _ask(self, one: Remembered) -> None:
        if self._c.session.live:
            reason = tr("Forget people when nobody is connected: it may be one of them.")
            self._c.pages.people.show_banner(tr("You are connected right now."), reason)
            return
        heading = tr("Forget {name}?", name=who(one))
        lines = (tr("Next time you will need a new invite."), *(translated(line) for line in FORGETTING))
        Confirm(self._c.window, heading, lines, tr("Cancel"), tr("Forget")).ask(lambda: self._forget(one))

    def _forget(self, one: Remembered) -> None:
        page = self._c.pages.people
        try:
            for relation in find(self._c.desk.store, one.id):
                if relation.id == one.id:
                    forget(self._c.desk.store, relation)
        except StoreError as error:
            page.show_problem(explain(error, windowed=True))
            return
        self._show_list()
        page.show_banner(tr("Forgotten: {name}.", name=who(one)))

    def _rename(self, one: Remembered, name: str) -> None:
        page = self._c.pages.people
        try:
            Nicknames(self._c.desk.store).give(one.id, name)
            now = next((other for other in remembered(self._c.desk.store) if other.id == one.id), one)
        except StoreError as error:
            page.show_problem(explain(error, windowed=True))
            return
        self._show_list()
        page.show_banner(tr("You call them {name} now.", name=who(now)))
        page.focus_on(one.id)

    def _back(self) -> None:
        if self._before is None or self._before is self._c.pages.home:
            self._c.home_asked.emit()
        else:
            self._c.to(self._before)
