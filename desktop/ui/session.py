"""Where this person is with the others: one state at a time, one page each, fed by the stages of a negotiation.

The session outlives its connection: answers stay when the others leave, and a new invite goes on from there.

Leaves to others: threads (desktop.ui.bridge), pages (desktop.ui.flow), words (the pages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.attachments.received import Received
from desktop.deals.answers import Answers
from desktop.deals.items import label_for
from desktop.deals.outcome import ItemOutcome
from desktop.deals.sheet import Sheet, item_named
from desktop.kept.relations import Relation
from desktop.kept.way_back import Kept
from desktop.run.stages import (
    Aborted,
    Acquainted,
    Answering,
    Computing,
    Fewer,
    Lobby,
    Opening,
    People,
    Preparing,
    Reconnected,
    Reconnecting,
    Result,
    Reviewing,
    Slept,
    Stage,
    Standing,
    Writing,
)
from desktop.store import Store
from desktop.strings.errors import explanation
from desktop.ui.asides import Asides
from desktop.ui.bridge import Invitation, Talk
from desktop.ui.encounter import Check, Entered, Event, Matched, Shown
from desktop.ui.ended import explain_end, explain_loss
from desktop.ui.engine import Engine
from desktop.ui.practice import play_partners
from desktop.ui.seats import names_here, seated
from desktop.ui.states import WITH_ANSWERS as WITH_ANSWERS
from desktop.ui.states import State as State
from desktop.ui.words import tr
from p2p.group import Person


class Session(Asides):
    """One sheet with some people, from the invite to the result.

    Signals: `changed` something of the below is different; `failed` with an Explanation, after `changed`;
    `asked_again` with what a further run means, to be answered by agree_again; `kept` with the items, as this person
    calls them, for which the earlier answer counts; `called` with an Explanation of why somebody who made a reply could
    not be called, or None; `met` with an Event of desktop.ui.encounter; `news` with an Explanation of what goes on by
    itself, None once that is over; `wrote` with what people are writing down after the result.

    Attributes:
        state: see State. connected: the others are there. going_back: this began before the program was started.
        sheet, role, seats, me: what is compared, and who sits where; seats is () until all are in. invite: the line to
            give away. joined, parties: how many of how many are in; people: who, for whoever invited.
        shown: the words that lead to the invite; None for none. check: the words that everybody should see.
        by_words: this person entered the right words. unchecked: words were never compared with the others.
        reply: the line to give back when the other computer cannot be reached; "" for none.
        names: what everybody calls himself, or is called by this person, by seat; () until all are in.
        reviewing: versions of the sheet that people looked at, and who is fine with which; None where nobody had to.
        standings: how far everybody is, by seat; () until it is known.
        preparing: how far everything is that needs no answers; None before that. progress: 0 to 1. files: how much of
            the sealed files is through, 0 to 1; None where none are being sent.
        opened: what has been opened of `total` items. long_list: how far the one under way is, 0 to 1. None before it.
        received: files that opened before it ended early. result: at the end. practice: the others are this computer.
        writing: what they write down after the result; None where nobody can.
    """

    changed = Signal()
    failed = Signal(object)
    asked_again = Signal(object)
    kept = Signal(object)
    called = Signal(object)
    met = Signal(object)
    wrote = Signal(object)
    news = Signal(object)
    _partners_ended = Signal(object)

    def __init__(self, engine: Engine, folder: Path, share: Callable[[], Store] | None = None) -> None:
        """Args: engine: where negotiations run. folder: of what is kept. share: gives a handle on its open store."""
        super().__init__()
        self._engine = engine
        self._folder = folder
        self._share = share
        self._old_talks: list[Talk] = []
        self._partners: list[bytes] = []
        self._playing: Future[object] | None = None
        self._leaving = False
        self._partners_ended.connect(self._on_partners_ended)
        self.sheet: Sheet | None = None
        self.role = ""
        self.practice = False
        self._forget_people()
        self.state = State.IDLE

    def _forget_people(self) -> None:
        self._met: Relation | None = None
        self.connected = self.going_back = False
        self.seats: tuple[str, ...] = ()
        self.me, self.run = 0, 1
        self.invite, self.reply = "", ""
        self.shown: Shown | None = None
        self.check: Check | None = None
        self.by_words = self.unchecked = False
        self.joined, self.parties = 1, 0
        self.people: tuple[Person, ...] = ()
        self.names: tuple[str, ...] = ()
        self.reviewing: Reviewing | None = None
        self.standings: tuple[Standing, ...] = ()
        self.preparing: Preparing | None = None
        self.progress = 0.0
        self.files: float | None = None
        self.long_list: float | None = None
        self.received: tuple[Received, ...] = ()
        self.opened: Mapping[str, ItemOutcome] | None = None
        self.total = 0
        self.result: Result | None = None
        self.writing: Writing | None = None
        self.answers: Answers | None = None

    # ---- what the person does

    def host(self, invitation: Invitation) -> None:
        """Invite others to a sheet."""
        self._begin(State.INVITING)
        self.sheet, self.role, self.parties = invitation.sheet, invitation.role, invitation.parties
        self.practice, self._met = False, invitation.met
        self.unchecked = self._met is not None and not self._met.checked
        self._talk_of().host(invitation)
        self.changed.emit()

    def practise(self, invitation: Invitation, partners: list[bytes], folder: Path) -> None:
        """Host with partners that are processes on this computer."""
        self._begin(State.INVITING, folder)
        self.sheet, self.role, self.parties = invitation.sheet, invitation.role, invitation.parties
        self.practice, self._partners = True, partners
        self._talk_of().host(invitation)
        self.changed.emit()

    def join(self, entered: Entered, name: str = "") -> None:
        """Use an invite, or find the way to one. name: what the others see, "" for nothing."""
        self._begin(State.FINDING)
        self.practice, self._met = False, entered.met
        self.unchecked = self._met is not None and not self._met.checked
        self._talk_of().join(entered, name)
        self.changed.emit()

    def go_back(self, kept: Kept) -> None:
        """Back into the meeting in which this program was closed."""
        self._begin(State.GATHERING)
        self.practice, self.going_back = False, True
        self.sheet, self.seats, self.me, self.names = seated(kept)
        self.role, self.parties = self.seats[self.me], len(self.seats)
        self._talk_of().go_back(kept)
        self.changed.emit()

    def checked(self, same: bool | None) -> None:
        """Whether the words of `check` are the same on the other screens; None: not compared for now."""
        if self._talk is not None and self.state is State.CHECKING:
            self._talk.checked(same)
            self.unchecked = same is None
            self._go(State.GATHERING)

    def accept(self, role: str, *, fine: bool = True) -> None:
        """Take part in this role. fine: with the sheet of the invite as it is; else it is looked at together."""
        self.role = role
        self._talk_of().accept(role, fine=fine)
        self._go(State.GATHERING)

    def lock_in(self, answers: Answers) -> None:
        """These are the answers; they can still be changed until everybody compares."""
        self.answers = answers
        self._tell(Standing.LOCKED_IN)
        self._go(State.LOCKED)

    def unlock(self) -> None:
        """Back to answering."""
        self._tell(Standing.ANSWERING)
        self._go(State.ANSWERING)

    def compare(self) -> None:
        """Compare as soon as everybody wants to; from here on there is only stopping."""
        if self.answers is not None and self.connected:
            self._talk_of().compare(self.answers)
            self._go(State.AGREED)

    def work_offline(self, sheet: Sheet, role: str) -> None:
        """Answer without anybody there."""
        self._drop()
        self.sheet, self.role, self.practice = sheet, role, False
        self._go(State.ANSWERING)

    def leave(self) -> None:
        """End it, whatever it is doing; the others are told."""
        self._drop()
        self._go(State.IDLE)

    def stop_comparing(self) -> None:
        """Stop before everything is opened; Aborted then says what was seen."""
        self._leaving = True
        self._talk_of().cancel()

    @property
    def live(self) -> bool:
        """Leaving now would be noticed by others."""
        return self.connected and self.state not in (State.RESULT, State.STOPPED, State.IDLE)

    @property
    def under_way(self) -> bool:
        """Something goes on with others, or may begin by itself: what is kept is needed for it."""
        return self._talk is not None and self.state not in (State.RESULT, State.STOPPED, State.IDLE)

    @property
    def is_prepared(self) -> bool:
        """All is there that needs no answers."""
        return self.preparing is not None and self.preparing.ready

    # ---- what comes from the others

    def _begin(self, state: State, folder: Path | None = None) -> None:
        self._drop()
        store = self._share() if self._share is not None and folder is None else None
        talk = Talk(self._engine, folder or self._folder, store)
        self._talk = talk
        talk.stage.connect(lambda stage: self._on_stage(talk, stage))
        talk.invited.connect(lambda invite: self._on_invite(talk, invite))
        talk.offered.connect(lambda sheet: self._on_offer(talk, sheet))
        talk.asked_again.connect(lambda lines: self.asked_again.emit(lines) if talk is self._talk else None)
        talk.kept.connect(lambda items: self._on_kept(talk, items))
        talk.replied.connect(lambda line: self._on_reply(talk, line))
        talk.called.connect(lambda told: self.called.emit(told) if talk is self._talk else None)
        talk.met.connect(lambda event: self._on_met(talk, event))
        talk.over.connect(lambda: self._old_talks.remove(talk) if talk in self._old_talks else None)
        self.sheet, self.role = None, ""
        self.state = state

    def _drop(self) -> None:
        if self._talk is not None:
            self._old_talks.append(self._talk)  # it is needed until it has said goodbye
            self._talk.cancel()
            self._talk = None
        if self._playing is not None:
            self._playing.cancel()
            self._playing = None
        self._leaving = False
        self._forget_people()

    def _talk_of(self) -> Talk:
        if self._talk is None:
            raise RuntimeError("nobody to talk to")
        return self._talk

    def _tell(self, standing: Standing) -> None:
        if self._talk is not None and self.connected:
            self._talk.tell(standing)

    def _go(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _on_invite(self, talk: Talk, invite: str) -> None:
        if talk is not self._talk or self.sheet is None:
            return
        self.invite = invite
        if self.practice:
            playing = self._engine.submit(play_partners(self.sheet, self._partners, invite))
            playing.add_done_callback(self._partners_ended.emit)
            self._playing = playing
        self.changed.emit()

    def _on_partners_ended(self, playing: Future[object]) -> None:
        """Partners that end before they came will not come any more."""
        if playing is self._playing and self.state is State.INVITING:
            self.leave()
            self.failed.emit(explanation("E58", where=tr("The practice partner did not start.")))

    def _on_kept(self, talk: Talk, items: tuple[str, ...]) -> None:
        if talk is self._talk and items and self.sheet is not None:
            self.kept.emit([label_for(item_named(self.sheet, item_id), self.role) for item_id in items])

    def _on_reply(self, talk: Talk, line: str) -> None:
        if talk is self._talk:
            self.reply = line
            self.changed.emit()

    def _on_met(self, talk: Talk, event: Event) -> None:
        if talk is not self._talk:
            return
        match event:
            case Check():
                self.check = event
                self._go(State.CHECKING)
            case Shown():
                self.shown = event
            case Matched():
                self.by_words = True
        self.met.emit(event)

    def _on_offer(self, talk: Talk, sheet: Sheet) -> None:
        if talk is self._talk:
            self.sheet, self.reply = sheet, ""
            self._go(State.REVIEWING)

    def _on_stage(self, talk: Talk, stage: Stage) -> None:
        if talk is not self._talk:
            return
        match stage:
            case Lobby():
                self.joined, self.parties, self.people = stage.joined, stage.parties, stage.people
                self.changed.emit()
            case Reviewing():
                self.reviewing, self.seats, self.me, self.names = stage, stage.seats, stage.me, stage.names
                self.connected, self.parties, self.invite = True, len(stage.seats), ""
                self._go(State.DISCUSSING)
            case Answering():
                self.seats, self.me, self.role, self.sheet = stage.seats, stage.me, stage.role, stage.sheet
                self.names, self.connected = names_here(stage.names, stage.me, self._met), True
                self.parties = len(stage.seats)
                self.invite = ""
                self._go(State.ANSWERING)
            case Acquainted():
                self.run, self.unchecked = stage.verdict.run, self.unchecked and not stage.checked
            case People():
                self._on_standings(stage.standings)
            case Preparing():
                self.preparing = stage
                self.changed.emit()
            case Computing():
                self.progress, self.files = stage.progress, stage.files
                if self.state is State.COMPARING:
                    self.changed.emit()
            case Opening():
                self.opened, self.total, self.long_list = stage.opened, stage.total, stage.comparing
                self._go(State.OPENING)
            case Reconnecting():
                self.news.emit(explain_loss(stage, self.names, self.seats))
            case Reconnected() | Fewer():
                self._on_reconnected(stage)
            case Slept():
                self.news.emit(explanation("E38", windowed=True))
            case Result():
                self.result = stage
                self.connected = False
                self._go(State.RESULT)
            case Writing():
                self.writing = stage
                self.wrote.emit(stage)
            case Aborted():
                self._on_end(stage)

    def _on_reconnected(self, stage: Reconnected | Fewer) -> None:
        """The run that was lost begins anew, with the same answers."""
        if isinstance(stage, Fewer):
            self.seats, self.me, self.names, self.parties = stage.seats, stage.me, stage.names, len(stage.seats)
        self.connected = True
        self.progress, self.files, self.opened, self.preparing = 0.0, None, None, None
        if self.state in (State.COMPARING, State.OPENING, State.RESULT):
            self.state, self.standings = State.AGREED, ()
        self.news.emit(None)
        self.changed.emit()

    def _on_standings(self, standings: tuple[Standing, ...]) -> None:
        self.standings = standings
        if self.state is State.AGREED and all(standing is Standing.COMPARE for standing in standings):
            self.state = State.COMPARING
        self.changed.emit()

    def _on_end(self, end: Aborted) -> None:
        was = self.state
        if self.result is not None:  # it stands
            end, self.result = replace(end, opened=None), replace(self.result, may_come=False)
        self._talk, self.connected, self.standings, self.preparing = None, False, (), None
        told = explain_end(end, self.names, self.seats, answering=was in WITH_ANSWERS, leaving=self._leaving)
        if self.result is not None:
            self._go(State.RESULT)
        elif was in WITH_ANSWERS:  # the answers stay, and so does their page
            self._go(State.LOCKED if was is State.AGREED else was)
        elif was in (State.COMPARING, State.OPENING):
            self.opened, self.received = end.opened, end.received
            self._go(State.STOPPED)
        else:
            self._forget_people()
            self._go(State.IDLE)
        if told is not None:
            self.failed.emit(told)
