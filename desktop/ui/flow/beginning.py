"""The beginning: welcome, home, choosing a sheet, settling its terms, what will be shared; and practice."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.in_words import side_by_side
from desktop.deals.preview import everything, likely_seats
from desktop.deals.sheet import Draft as OpenSheet
from desktop.deals.sheet import Sheet
from desktop.deals.terms import resolve
from desktop.store import StoreError
from desktop.strings.errors import explain
from desktop.ui import clipboard, library
from desktop.ui.drafts import Draft
from desktop.ui.flow.context import Context, Plan
from desktop.ui.foresight import Foresight
from desktop.ui.invite_text import inviter
from desktop.ui.library import Choice
from desktop.ui.pages.home import Entry
from desktop.ui.pages.review import role_name
from desktop.ui.plain import plain
from desktop.ui.session import State
from desktop.ui.widgets.page import Page
from desktop.ui.words import day_and_time, tr

UNDO_MS = 10_000
MOST_PEOPLE = 8


class Beginning(QObject):
    """From the first page to the page on which people connect.

    Signals: `asked_mending` with the path of a file that has mistakes.
    """

    asked_mending = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._deleting: Draft | None = None
        self._ignored = ""
        self._after_limits: Page | None = None
        self._undo = QTimer(self)
        self._undo.setSingleShot(True)
        self._undo.setInterval(UNDO_MS)
        self._undo.timeout.connect(self.delete_now)
        pages = context.pages
        context.home_asked.connect(self.go_home)
        context.limits_asked.connect(self.show_limits)
        context.window.came_back.connect(self.offer_copied_invite)
        pages.welcome.started.connect(self._name_given)
        pages.welcome.practised.connect(self._practise_first)
        pages.welcome.asked_what_shows.connect(self.show_limits)
        pages.home.chose.connect(self._on_start)
        pages.home.practised.connect(lambda: self._choose(Plan(practice=True)))
        pages.home.deleted.connect(self._delete)
        pages.choose.left.connect(self.go_home)
        pages.choose.chosen.connect(self._on_chosen)
        pages.choose.asked_file.connect(self._ask_for_file)
        pages.terms.left.connect(lambda: context.to(pages.choose))
        pages.terms.agreed.connect(self._on_terms)
        pages.shared.went_on.connect(self._past_shared)
        pages.shared.left.connect(self._back_from_shared)
        self.foresight = Foresight(self)
        self.foresight.progressed.connect(pages.shared.show_progress)
        self.foresight.ready.connect(pages.shared.show_preview)
        pages.shared.asked_preview.connect(self._foresee)

    # ---- home

    def go_home(self) -> None:
        """The home page, with what is in progress."""
        self._c.plan = Plan()
        self.show_lists()
        self._c.to(self._c.pages.home)
        self.offer_copied_invite()

    def show_lists(self) -> None:
        """Drafts and agreements as they are now."""
        drafts = [draft for draft in self._c.keeper.all() if self._deleting is None or draft.id != self._deleting.id]
        self._c.pages.home.show_lists([_entry(draft) for draft in drafts], self._c.desk.agreements())

    def offer_copied_invite(self) -> None:
        """A copied invite is offered on the home page, once; nothing is sent by looking."""
        if self._c.window.page is not self._c.pages.home:
            return
        text = clipboard.copied_invite()
        if not text or text == self._ignored:
            return
        choices = ((tr("Join"), lambda: self._use_copied(text)), (tr("Ignore"), lambda: self._ignore(text)))
        name = inviter(text)
        said = tr("You copied an invite from {name}.", name=name) if name else tr("You copied an invite.")
        self._c.pages.home.show_banner(said, "", choices)

    def _use_copied(self, text: str) -> None:
        self._ignore(text)
        self.use_invite(text)

    def use_invite(self, text: str) -> None:
        """The page on which an invite is entered, with this one in the field."""
        self._c.show_enter(text)

    def _ignore(self, text: str) -> None:
        self._ignored = text
        self._c.pages.home.clear_banner()

    def _delete(self, draft_id: str) -> None:
        self.delete_now()
        self._deleting = next((draft for draft in self._c.keeper.all() if draft.id == draft_id), None)
        self._undo.start()
        self.show_lists()
        self._c.pages.home.show_banner(tr("Deleted."), "", [(tr("Undo"), self._keep_after_all)])

    def _keep_after_all(self) -> None:
        self._undo.stop()
        self._deleting = None
        self._c.pages.home.clear_banner()
        self.show_lists()

    def delete_now(self) -> None:
        """Nobody undid it."""
        self._undo.stop()
        draft, self._deleting = self._deleting, None
        if draft is None:
            return
        try:
            self._c.keeper.forget(draft)
        except StoreError as error:
            self._c.window.page.show_problem(explain(error))
        if self._c.window.page is self._c.pages.home:
            self._c.pages.home.clear_banner()

    # ---- welcome

    def _name_given(self, name: str) -> None:
        self._c.desk.change(msgspec.structs.replace(self._c.desk.settings, name=name))
        self.go_home()

    def _practise_first(self, name: str) -> None:
        if name:
            self._c.desk.change(msgspec.structs.replace(self._c.desk.settings, name=name))
        self._choose(Plan(practice=True))

    # ---- choosing

    def _on_start(self, how: str) -> None:
        if how == "join":
            self._c.plan = Plan()
            self._c.show_enter()
        else:
            self._choose(Plan(group=how == "group", people=3 if how == "group" else 2))

    def _choose(self, plan: Plan) -> None:
        self._c.plan = plan
        self.show_choices("")

    def show_choices(self, own: str) -> None:
        """The sheets there are; practice needs partners, who only know the built-in ones.

        Args:
            own: names the own sheet that is chosen at first.
        """
        plan = self._c.plan
        fewest, most = (3, MOST_PEOPLE) if plan.group else (2, MOST_PEOPLE if plan.practice else 2)
        mine = [] if plan.practice else [library.own_sheet(sheet) for sheet in self._c.own_sheets.all()]
        shown = [choice for choice in mine if choice.own not in self._c.hidden_sheets]
        self._c.pages.choose.show_choices([*shown, *library.built_in()], fewest, most, own)
        self._c.to(self._c.pages.choose)

    def _ask_for_file(self) -> None:
        self._c.desk.ask_for_sheet(self._c.window, self.open_file)

    def open_file(self, path: Path) -> None:
        """A .deal file fills in the page; nothing starts by itself."""
        try:
            choice = library.open_file(path)
        except library.NotASheet as error:
            code = error.explanation.code
            mend = tr("Split it in the editor") if code == "E32" else tr("Mend it in the editor")
            choices = self._c.ways_on(error.explanation)
            if error.mendable:
                choices.append((mend, lambda: self.asked_mending.emit(path)))
            choices.append((tr("Choose another file…"), self._ask_for_file))
            self._c.window.page.show_problem(error.explanation, choices)
            return
        self._on_chosen(choice)

    def _on_chosen(self, choice: Choice) -> None:
        plan = self._c.plan
        plan.choice = choice
        plan.practice = plan.practice and bool(choice.template_id)
        if plan.practice:
            plan.sheet = choice.sample
            self._show_shared()
        elif isinstance(choice.draft, OpenSheet):
            self._c.pages.terms.show_draft(choice.draft, {})
            self._c.to(self._c.pages.terms)
        else:
            plan.sheet = choice.draft
            self._show_shared()

    def _on_terms(self, values: dict[str, object]) -> None:
        choice = self._c.plan.choice
        if choice is None:
            return
        try:
            self._c.plan.sheet = resolve(choice.draft, values)
        except InvalidSheet as error:
            self._c.pages.terms.show_problems(error.problems)
            return
        self._show_shared()

    def begin_with(self, plan: Plan) -> None:
        """Go on with a sheet that is settled already."""
        self._c.plan = plan
        self._show_shared()

    # ---- what will be shared

    def _show_shared(self) -> None:
        self._after_limits = None
        self._c.pages.shared.show_sheet(self._c.plan.sheet, self._c.plan.role)
        self._c.to(self._c.pages.shared)

    def show_limits(self) -> None:
        """What no comparison can hide; afterwards back to where one was."""
        page = self._c.window.page
        if page is self._c.pages.shared:
            return
        self._after_limits = page
        known = self._c.session.sheet if self._c.session.state is not State.IDLE else None
        self._c.pages.shared.show_sheet(known, self._c.session.role, answered=self._answered(known))
        self._c.to(self._c.pages.shared)

    def _answered(self, sheet: Sheet | None) -> bool:
        """Own answers to it are on the page and may be shown."""
        page = self._c.pages.answer
        return sheet is not None and page.sheet == sheet and not page.covered.isChecked()

    def _foresee(self, role: str, own: bool) -> None:
        """Work out what others could: from the own answers, or from an example."""
        sheet, session = self._c.pages.shared.sheet, self._c.session
        if sheet is None:
            return
        try:
            if session.sheet == sheet and role in session.seats:
                seats = session.seats
            else:
                seats = likely_seats(
                    sheet, role, min(max(self._c.plan.people, sheet.seating.fewest), sheet.seating.most)
                )
            answers = self._c.pages.answer.answers() if own else everything(sheet, role, seats)
        except (RolesClash, InvalidSheet):
            self._c.pages.shared.show_preview(None)
            return
        self.foresight.ask(sheet, answers, seats)

    def _leave_shared(self) -> None:
        """Nothing of the drawings stays: they may be of own answers."""
        self.foresight.forget()
        if self._after_limits is not None:
            self._c.pages.shared.show_sheet(None)

    def _past_shared(self) -> None:
        self._leave_shared()
        if self._after_limits is not None:
            self._c.to(self._after_limits)
            return
        sheet = self._c.plan.sheet
        if isinstance(sheet, Sheet):
            self._c.show_connect(sheet, self._c.plan.people, self._c.plan.role, practice=self._c.plan.practice)

    def _back_from_shared(self) -> None:
        self._leave_shared()
        if self._after_limits is not None:
            self._c.to(self._after_limits)
        elif self._c.plan.sheet is not None and self._c.plan.sheet.improve is not None:
            self._c.home_asked.emit()
        elif self._c.plan.choice is not None and not self._c.plan.practice:
            open_terms = isinstance(self._c.plan.choice.draft, OpenSheet)
            self._c.to(self._c.pages.terms if open_terms else self._c.pages.choose)
        else:
            self._c.to(self._c.pages.choose if self._c.plan.practice else self._c.pages.home)


def _entry(draft: Draft) -> Entry:
    role = draft.answers.role
    state = tr("Locked in") if draft.locked else tr("Answering")
    people = [plain(name) for name in draft.people if name]
    parts = [side_by_side(people)] if people else []
    parts += [state, role_name(role)] if role else [state]
    parts.append(tr("changed {when}", when=day_and_time(draft.changed)))
    return Entry(draft.id, plain(draft.sheet.title), " · ".join(parts))
