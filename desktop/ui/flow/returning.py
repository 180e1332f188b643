"""Coming back: where somebody was is kept soon after every page, and the next start comes back to it.

What went on with others is over by then; answers are on their page, and a new invite goes on from there. A start after
an end that nobody wanted says so first, and so does one that found files it could not read.

Leaves to others: the record (desktop.ui.place), answers (desktop.ui.drafts), the parts of the flow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.deals import templates
from desktop.deals.errors import InvalidSheet
from desktop.deals.sheet import Draft as OpenSheet
from desktop.deals.sheet import Sheet, canonical, decode_sheet, parse_sheet
from desktop.store import Report
from desktop.strings.errors import explanation
from desktop.ui import library
from desktop.ui.flow.answering import AnsweringFlow
from desktop.ui.flow.beginning import Beginning
from desktop.ui.flow.context import Context, Plan
from desktop.ui.flow.editing import Editing
from desktop.ui.flow.ending import Ending
from desktop.ui.library import Choice as SheetChoice
from desktop.ui.place import Place, Places, as_terms
from desktop.ui.plain import plain
from desktop.ui.session import State
from desktop.ui.widgets.banner import Choice
from desktop.ui.widgets.page import Page
from desktop.ui.words import tr

KEEP_MS = 300
RETRY_MS = 2000
LOOK_MS = 900
"""How often typed terms are looked at: nothing typed is older than a second when the power goes."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the flow that bring pages up."""

    beginning: Beginning
    editing: Editing
    answering: AnsweringFlow
    ending: Ending


class Returning(QObject):
    """Follows the pages; leads back to one of them."""

    def __init__(self, context: Context, parts: Parts, copy_diagnostics: Callable[[], None]) -> None:
        """Args: copy_diagnostics: put them on the clipboard when they are ready."""
        super().__init__()
        self._c, self._parts, self._copy = context, parts, copy_diagnostics
        self._places = Places(context.desk.store)
        self._greetings: list[Callable[[], None]] = []
        self._soon, self._look = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.keep_now)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.keep_now)
        context.window.shown.connect(self._on_shown)

    # ---- keeping

    def _on_shown(self) -> None:
        if self._c.window.page in (self._c.pages.result, self._c.pages.waiting):
            self.keep_now()  # what came before is no longer there
        else:
            self._soon.start(KEEP_MS)
        if self._c.window.page is self._c.pages.terms:
            self._look.start()
        else:
            self._look.stop()

    def keep_now(self) -> None:
        """This is the place."""
        self._soon.stop()
        place = self._here()
        if place is not None and not self._places.keep(place):
            self._soon.start(RETRY_MS)

    def close(self) -> None:
        """For the last time."""
        self.keep_now()
        self._soon.stop()
        self._look.stop()

    def _here(self) -> Place | None:
        """Where the person is; None where the last place is still right."""
        pages, plan, page = self._c.pages, self._c.plan, self._c.window.page
        if self._c.session.practice or plan.practice:
            return Place()
        if page in (pages.answer, pages.lock, pages.waiting, pages.comparing):
            return self._at_answers(page)
        if page in (pages.result, pages.saved):
            return Place(page="agreement", agreement=self._c.desk.shown_id) if self._c.desk.shown_id else Place()
        if page is pages.editor:
            return Place(page="editor", own=self._parts.editing.current)
        if page is pages.choose:
            return Place(page="choose", group=plan.group, people=plan.people)
        if page in (pages.terms, pages.shared, pages.connect, pages.invite):
            return self._before_meeting(page, plan)
        if page is pages.rejoin:
            return None
        names: dict[Page, str] = {pages.enter: "enter", pages.review: "enter", pages.who: "enter"}
        names |= {pages.discuss: "enter"}
        names |= {pages.settings: "settings", pages.people: "people", pages.agreements: "agreements"}
        return Place(page=names.get(page, "home"))

    def _at_answers(self, page: Page) -> Place | None:
        session = self._c.session
        if session.sheet is None:
            return None
        checking = page is self._c.pages.lock and session.state is State.ANSWERING
        return Place(
            page="check" if checking else "answer",
            sheet=canonical(session.sheet),
            role=session.role,
            people=session.parties or self._c.plan.people,
        )

    def _before_meeting(self, page: Page, plan: Plan) -> Place | None:
        pages, choice = self._c.pages, plan.choice
        if page is pages.terms:
            if choice is None:
                return None
            source = {"template": choice.template_id, "own": choice.own, "source": choice.source}
            where = Place(page="terms", group=plan.group, people=plan.people, terms=as_terms(pages.terms.values()))
            return msgspec.structs.replace(where, **source)
        if page is pages.shared and plan.sheet is None:
            return None
        if plan.sheet is None:
            return Place()
        name = "shared" if page is pages.shared else "connect"
        return Place(page=name, sheet=canonical(plan.sheet), role=plan.role, people=plan.people, group=plan.group)

    # ---- coming back

    def go_back(self) -> None:
        """To the page of the last run; the home page where that leads nowhere."""
        place = self._places.find()
        self._parts.beginning.go_home()
        try:
            self._lead_to(place)
        except (InvalidSheet, ValueError):  # of another version of the program
            self._parts.beginning.go_home()

    def _lead_to(self, place: Place) -> None:
        pages = self._c.pages
        match place.page:
            case "answer" | "check":
                self._parts.answering.resume(decode_sheet(place.sheet), place.role, place.people)
                if place.page == "check" and self._c.window.page is pages.answer:
                    pages.answer.reviewed.emit()
            case "agreement":
                pages.home.opened_agreement.emit(place.agreement)
                self._c.window.cover()
            case "editor":
                self._parts.editing.resume(place.own)
            case "choose":
                pages.home.chose.emit("group" if place.group else "pair")
            case "terms":
                self._to_terms(place)
            case "shared" | "connect":
                self._to_plan(place)
            case "enter":
                pages.home.chose.emit("join")
            case "settings":
                self._c.window.asked_settings.emit()
            case "people":
                pages.home.asked_people.emit()
            case "agreements":
                pages.home.asked_all_agreements.emit()

    def _to_plan(self, place: Place) -> None:
        sheet = decode_sheet(place.sheet)
        plan = Plan(SheetChoice("", sheet, sheet), sheet, place.people, place.role, place.group)
        self._parts.beginning.begin_with(plan)
        if place.page == "connect":
            self._c.pages.shared.went_on.emit()

    def _to_terms(self, place: Place) -> None:
        choice = self._choice_of(place)
        if choice is None or isinstance(choice.draft, Sheet):
            return
        self._c.plan = Plan(choice, None, place.people, "", place.group)
        self._c.pages.terms.show_draft(choice.draft, place.values())
        self._c.to(self._c.pages.terms)

    def _choice_of(self, place: Place) -> SheetChoice | None:
        if place.template:
            known = place.template in (*templates.template_ids(), *templates.translated_ids())
            return library.built_in_sheet(place.template) if known else None
        own = self._c.own_sheets.find(place.own) if place.own else None
        if own is not None:
            return library.own_sheet(own)
        found = parse_sheet(place.source)
        return SheetChoice("", found, None, source=place.source) if isinstance(found, OpenSheet) else None

    # ---- what has to be said first

    def greet(self, report: Report, *, ended_badly: bool, settings_aside: Path | None = None) -> bool:
        """Say what has to be said at the start, one after the other; False where there is nothing.

        Args:
            settings_aside: folder of a file of settings that could not be read.
        """
        if settings_aside is not None:
            self._greetings.append(lambda: self._tell_settings(settings_aside))
        if report.copies is not None:
            self._greetings.append(lambda: self._tell_damage(report))
        if ended_badly:
            self._greetings.append(self._tell_ended)
        return self._next_greeting()

    def tell_folder(self, folder: Path, *, remembered: bool) -> None:
        """Have it said at the start that another folder was chosen. Call it before greet."""
        self._greetings.append(lambda: self._tell_folder(folder, remembered=remembered))

    def _next_greeting(self) -> bool:
        self._c.window.page.clear_banner()
        if not self._greetings:
            return False
        self._greetings.pop(0)()
        return True

    def _tell_folder(self, folder: Path, *, remembered: bool) -> None:
        where = tr("Everything is kept in {folder} now.", folder=plain(folder))
        found = tr("The next start finds it there.")
        asks = tr("That could not be written down: the next start asks again. Choose the same folder then.")
        self._greet(where, found if remembered else asks)

    def _tell_damage(self, report: Report) -> None:
        told = explanation("E40", windowed=True, n=str(report.readable), m=str(report.total))
        choices = self._copies_in(report.copies)
        self._c.window.page.show_problem(told, choices, closing=tr("Continue"), on_close=self._next_greeting)

    def _tell_settings(self, folder: Path) -> None:
        where = tr("All settings are as they were at first. The old file is in {folder}.", folder=plain(folder))
        self._greet(tr("Your settings could not be read."), where, self._copies_in(folder))

    def _copies_in(self, folder: Path | None) -> Sequence[Choice]:
        url = QUrl.fromLocalFile(str(folder))
        return ((tr("Open copy folder"), lambda: QDesktopServices.openUrl(url)),)

    def _tell_ended(self) -> None:
        told = explanation("E45")
        self._greet(told.title, told.body, ((tr("Copy diagnostics"), self._copy),))

    def _greet(self, title: str, body: str, choices: Sequence[Choice] = ()) -> None:
        """However it is closed, the next one comes."""
        self._c.window.page.show_banner(title, body, choices, closing=tr("Continue"), on_close=self._next_greeting)
