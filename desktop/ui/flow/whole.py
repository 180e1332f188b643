"""The whole flow: its parts, settings, and closing the window.

Leaves to others: the parts (the modules beside this one).
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.store import Settings
from desktop.strings.errors import Explanation
from desktop.ui import clipboard, language, licences
from desktop.ui.bridge import Gone
from desktop.ui.desk import Desk
from desktop.ui.engine import Engine
from desktop.ui.flow.alerting import Alerting
from desktop.ui.flow.answering import AnsweringFlow
from desktop.ui.flow.beginning import Beginning
from desktop.ui.flow.checking import Checking
from desktop.ui.flow.context import Context
from desktop.ui.flow.discussing import Discussing
from desktop.ui.flow.editing import Editing
from desktop.ui.flow.ending import Ending
from desktop.ui.flow.fixing import Fixing
from desktop.ui.flow.guarding import Guarding
from desktop.ui.flow.helping import Helping
from desktop.ui.flow.improving import Improving
from desktop.ui.flow.looking import Looking
from desktop.ui.flow.losses import Losses
from desktop.ui.flow.meeting import Meeting
from desktop.ui.flow.nearby import Nearby, real_networks
from desktop.ui.flow.rejoining import Rejoining
from desktop.ui.flow.remembering import Remembering
from desktop.ui.flow.returning import Parts, Returning
from desktop.ui.flow.saving import Saving
from desktop.ui.flow.viewing import Viewing
from desktop.ui.flow.writing import WritingTogether
from desktop.ui.pages.result import MakeResult
from desktop.ui.plain import plain
from desktop.ui.session import Session
from desktop.ui.system import System
from desktop.ui.vault import Vault
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.item_card import MakeField
from desktop.ui.widgets.page import Page
from desktop.ui.window import Window
from desktop.ui.words import tr
from p2p.errors import NotAnInvite
from p2p.invite import read_link
from p2p.listener import ANYWHERE, ListenAt


class Flow(QObject):
    """Everything joined.

    Signals: `closed`: the window may go; `language_changed`: the window has to be made anew, in another language;
    `erasing`: everything is to be deleted.
    """

    closed = Signal()
    language_changed = Signal()
    erasing = Signal()

    def __init__(
        self,
        window: Window,
        engine: Engine,
        desk: Desk,
        make_field: MakeField,
        make_result: MakeResult,
        listen: ListenAt = ANYWHERE,
        *,
        vault: Vault | None = None,
        system: System | None = None,
    ) -> None:
        super().__init__()
        vault, system = vault or Vault(desk.folder, engine, desk.store), system or System()
        self.session = Session(engine, desk.folder, desk.store.share)
        self.context = Context(window, self.session, desk, make_field, make_result, listen)
        self.beginning = Beginning(self.context)
        self.editing = Editing(self.context, self.beginning)
        self.discussing = Discussing(self.context, self.editing)  # before what says why it ended
        self.meeting = Meeting(self.context)
        self.nearby = Nearby(self.context)
        self.looking = Looking(self.context, engine)
        self.context.networks = real_networks
        self.answering = AnsweringFlow(self.context, self.meeting)
        self.ending = Ending(self.context, self.meeting, self.answering)
        self.improving = Improving(self.context, self.beginning, self.ending)
        self.ending.going_again.connect(self.beginning.begin_with)
        self.writing = WritingTogether(self.context)
        self.writing.done.connect(self.ending.show_result_agreement)
        self.checking = Checking(self.context, engine)
        self.fixing = Fixing(self.context, self.checking)
        self.remembering = Remembering(self.context)
        self.saving = Saving(self.context)
        self.guarding = Guarding(self.context, vault, system, self._settle)
        self.guarding.erasing.connect(self.erasing)
        self.alerting = Alerting(self.context, system)
        parts = Parts(self.beginning, self.editing, self.answering, self.ending)
        self.returning = Returning(self.context, parts, self.checking.copy_diagnostics)
        self.rejoining = Rejoining(self.context, self.meeting, self.answering, engine, self.returning.go_back)
        self._to_open = ""
        self._is_down = False
        self.keeping = clipboard.Keeping(lambda: self.window.stack.count() > 0 and self.window.page.private)
        self.keeping.refused.connect(
            lambda: window.page.show_banner(tr("Answers and results are not put on the clipboard."))
        )
        self.guarding.unlocked.connect(self._on_unlocked)
        self.helping = Helping(self.context)
        self.losses = Losses(self.context)
        self.losses.paused.connect(self.context.ask_to_leave)
        self.pages = self.context.pages
        self.window = window
        self._before_settings: Page | None = None
        window.closing.connect(self.close)
        window.asked_settings.connect(self.show_settings)
        self.viewing = Viewing(self.context, self._apply, shield=system.shield.possible)
        self.session.asked_again.connect(self._ask_again)
        self.session.kept.connect(self._tell_kept)
        desk.told.connect(lambda told: window.page.show_problem(told))
        desk.done.connect(lambda sentence: window.page.show_banner(sentence))
        self.pages.settings.changed.connect(self._apply)
        self.pages.settings.left.connect(self._leave_settings)
        self.pages.settings.asked_licences.connect(self._show_licences)
        self.pages.licences.left.connect(lambda: self.context.to(self.pages.settings))
        self.pages.welcome.language_chosen.connect(self._speak)
        self._take_in(self, self.context, desk)

    def _take_in(self, *holders: QObject) -> None:
        """Everything that belongs to this window goes when the flow goes: a signal keeps alive what listens to it, and
        Python does not see that."""
        for holder in holders:
            for part in vars(holder).values():
                if isinstance(part, QObject) and not part.isWidgetType() and part.parent() is None and part is not self:
                    part.setParent(self)

    def start(self) -> None:
        """Bring the first page up."""
        desk = self.context.desk
        self.window.cover_when_switching = desk.settings.cover_when_switching
        if desk.settings.name and self.rejoining.offer():
            return
        if desk.settings.name:
            self.returning.go_back()
        else:
            self.context.to(self.pages.welcome)

    def open(self, untrusted_opening: str) -> None:
        """Come to the front, with a .deal file or the invite of a link filled in, unless people are connected."""
        self.window.come_to_front()
        if self.window.locked:
            self._to_open = untrusted_opening
            return
        if not untrusted_opening or self.session.live:
            return
        try:
            line = read_link(untrusted_opening)
        except NotAnInvite:
            self.beginning.open_file(Path(untrusted_opening))
        else:
            self.beginning.use_invite(line)

    def show_settings(self) -> None:
        """Settings, from anywhere; then back."""
        if self.window.page is self.pages.settings:
            return
        self._before_settings = self.window.page
        self.pages.settings.show_settings(self.context.desk.settings)
        self.context.to(self.pages.settings)

    def close(self) -> None:
        """Close the window; with others there, or something that could not be saved, only after asking."""
        self.context.keeper.save_now()
        self.context.own_sheets.keep_now()
        if self.saving.waiting and not self.window.locked:
            heading = tr("Quit without saving?")
            sentence = tr("Your last changes could not be saved yet. They are lost when the window closes.")
            question = Confirm(self.window, heading, sentence, tr("Stay"), tr("Quit"))
        elif self.session.live:
            sentence = tr("Your answers are kept on this computer. The other person will see that you left.")
            question = Confirm(self.window, tr("Leave this session?"), sentence, tr("Stay"), tr("Leave"))
        else:
            self._close_now()
            return
        question.may_interrupt = True
        question.ask(self._close_now)

    def _settle(self) -> None:
        """Whatever waits to be done with the store is done at once."""
        self.beginning.delete_now()
        self.editing.delete_now()
        self.context.keeper.save_now()
        self.context.own_sheets.keep_now()
        self.returning.keep_now()

    def _on_unlocked(self) -> None:
        opening, self._to_open = self._to_open, ""
        if opening:
            self.open(opening)

    def _ask_again(self, lines: list[str] | Explanation | Gone | None) -> None:
        """A further run: what it means, and whether this person agrees. Or: is it the same person?"""
        if lines is None or isinstance(lines, Gone):
            return  # self.losses
        if isinstance(lines, Explanation):
            question = Confirm(self.window, lines.title, lines.body, tr("Cancel"), tr("It is the same person"))
        else:
            question = Confirm(self.window, tr("Compare again?"), lines, tr("No"), tr("Compare again"))
        question.rejected.connect(lambda: self.session.agree_again(False))
        question.ask(lambda: self.session.agree_again(True))

    def _tell_kept(self, items: list[str]) -> None:
        sentence = tr("You took something back; your earlier answer counts for: {items}.")
        self.window.page.show_banner(plain(sentence.format(items=", ".join(items))))

    def _leave_settings(self) -> None:
        if self._before_settings is not None:
            self.context.to(self._before_settings)

    def _show_licences(self) -> None:
        self.pages.licences.show_parts(licences.parts())
        self.context.to(self.pages.licences)

    def _apply(self, settings: Settings) -> None:
        self.context.desk.change(settings)
        self.window.cover_when_switching = settings.cover_when_switching
        self.alerting.shield()
        self._use_language()

    def _speak(self, tag: str) -> None:
        desk = self.context.desk
        desk.change(msgspec.structs.replace(desk.settings, language=tag))
        self._use_language()

    def _use_language(self) -> None:
        """Another language needs other pages; people who are connected are not disturbed by that."""
        tag = language.chosen(self.context.desk.settings.language)
        if tag == language.current():
            return
        if self.session.live:
            self.window.page.show_banner(tr("The language changes when you open Common Ground the next time."))
        else:
            self.context.keeper.save_now()
            self.context.own_sheets.keep_now()
            self.language_changed.emit()

    def shut_down(self) -> None:
        """Save what waits to be saved, say goodbye, leave nothing running. Only the first time."""
        if self._is_down:
            return
        self._is_down = True
        self.beginning.delete_now()
        self.returning.close()
        self.alerting.close()
        self.guarding.close()
        self.keeping.close()
        self.answering.foresight.close()
        self.beginning.foresight.close()
        self.editing.close()
        self.checking.close()
        self.looking.close()
        self.context.keeper.close()
        self.context.desk.exports.close()
        if self.session.going_back and not self.session.connected:
            self.session.step_out()  # still looking for the others: the next start goes on with that
        self.session.leave()
        self.meeting.forget_practice()
        for page in self.pages.all():
            if page.parent() is None:  # it was never up, so no window takes it along
                page.deleteLater()

    def _close_now(self) -> None:
        self.shut_down()
        self.window.may_close = True
        self.window.close()
        self.closed.emit()
