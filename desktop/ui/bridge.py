"""Between the window and the negotiation: stages of the one are signals in the other, decisions go back as answers.

The negotiation knows nothing of Qt and the window nothing of sockets. Stages come as Qt signals, delivered in the
thread of the window; what the person decides goes back by call_soon_threadsafe.

Leaves to others: the thread (desktop.ui.engine), what a stage means for the window (desktop.ui.session).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from crypto.errors import PeerError
from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.going_back import go_back
from desktop.kept.relations import Relation
from desktop.kept.way_back import Kept
from desktop.language import manner, translated
from desktop.ledger import Verdict
from desktop.met import join_met
from desktop.negotiation import Around, Say, Ways
from desktop.run.around import Desk, Pen
from desktop.run.stages import Aborted, CheckWords, Result, Stage, Standing
from desktop.store import Store
from desktop.strings.errors import Explanation, explain, explanation, known_families, plain
from desktop.strings.runs import RESUME, describe_further
from desktop.ui.encounter import Encounter, Entered
from desktop.ui.engine import Engine, fault_of
from p2p.errors import InviteError, NetworkError
from p2p.helm import Helm
from p2p.listener import ANYWHERE, ListenAt
from p2p.lobby import is_name
from p2p.nearby_rows import Row, is_nickname
from p2p.router import Router

T = TypeVar("T")


class NotThisSheet(Exception):
    """The person does not want to compare this sheet."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A question: these seats are gone. To agree is to go on without them, not to agree is to stop."""

    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a host begins with.

    Attributes:
        parties: how many people, this one included.
        role: "" on sheets without roles.
        listen: address and port to wait at.
        name: what the others see, "" for nothing.
        nearby: people without an invite may come in by words, and check words are compared; not in practice.
        show_name: everybody on the network may see the name meanwhile.
        router: the router is asked to let people from other networks in.
        met: the one person who is awaited and needs no invite; nobody else will do.
        together: the sheet is looked at together before anybody answers, whatever the others say.
    """

    sheet: Sheet
    parties: int
    role: str
    listen: ListenAt = ANYWHERE
    name: str = ""
    nearby: bool = False
    show_name: bool = False
    router: bool = False
    met: Relation | None = None
    together: bool = False


class Talk(QObject):
    """One negotiation, seen from the window.

    Signals: `stage` every Stage; `invited` the line of the invite; `offered` the sheet of somebody else, to be
    accepted or refused; `asked_again` what a further run with the same people means, to be agreed to or not, or a Gone,
    and None when that is over; `kept`
    the ids of items for which the earlier answer counts; `replied` the line that lets the host call back; `called` an
    Explanation of why somebody could not be called, or None; `met` an Event of desktop.ui.encounter; `over` nothing
    more will come.
    """

    stage = Signal(object)
    invited = Signal(str)
    offered = Signal(object)
    asked_again = Signal(object)
    kept = Signal(object)
    replied = Signal(str)
    called = Signal(object)
    met = Signal(object)
    over = Signal()

    def __init__(self, engine: Engine, folder: Path, store: Store | None = None) -> None:
        """Args: engine: where it runs. folder: where its agreement is kept. store: of that folder, where it is open
        already; closed at the end."""
        super().__init__()
        self._engine = engine
        self._folder = folder
        self._store = store
        self._say: Say | None = None
        self._standing: Standing | None = None
        self._helm = Helm()
        self._encounter = Encounter(self.met.emit, folder, store)
        self._pen: Pen | None = None
        self._step_out: Callable[[], None] | None = None
        self._desk: Desk | None = None
        self._is_fine = True
        self._people = 0
        self._ended = False
        self._role: asyncio.Future[object] = engine.new_future()
        self._answers: asyncio.Future[object] = engine.new_future()
        self._again: asyncio.Future[object] = engine.new_future()
        self._reunite: asyncio.Future[object] = engine.new_future()
        self._running: Future[object] | None = None

    def host(self, invitation: Invitation) -> None:
        """Invite others."""
        self._start(self._host(invitation))

    def join(self, entered: Entered, name: str = "") -> None:
        """Use an invite, or find the way to one."""
        self._start(self._join(entered, name))

    def go_back(self, kept: Kept) -> None:
        """Back into the meeting in which this program was closed."""
        self._encounter.must_compare()
        self._start(self._or_said(go_back(kept, self._wait_for_answers, self._around())))

    def step_out(self) -> None:
        """End without leaving, as far as there is something to come back to; cancel it then."""
        if self._step_out is not None:
            self._engine.call(self._step_out)

    def compared(self, same: bool | None) -> None:
        """What this person says about the words of a Compare; None for not now."""
        self._engine.call(lambda: self._encounter.compared(same))

    def checked(self, same: bool | None) -> None:
        """What this person says about the words of a Check; None for not now."""
        self._engine.call(lambda: self._encounter.checked(same))

    def choose(self, row: Row) -> None:
        """One of those who were found nearby."""
        self._engine.call(lambda: self._encounter.choose(row))

    def new_words(self) -> None:
        """Other words for the same invite."""
        self._engine.call(self._encounter.new_words)

    def call_back(self, reply: str) -> None:
        """Call somebody who cannot reach this computer and made this reply; `called` says what came of it."""
        self._engine.submit(self._call_back(reply))

    def remove(self, number: int) -> None:
        """Send away somebody who has come, while others are awaited."""
        self._engine.call(lambda: self._helm.remove(number))

    def accept(self, role: str, *, fine: bool = True) -> None:
        """Take part in this role. fine: with the sheet as it is; else it is looked at together."""
        self._is_fine = fine
        self._engine.call(lambda: _resolve(self._role, role))

    def at_desk(self, do: Callable[[Desk], None]) -> None:
        """Do something about the sheet while people look at it."""
        desk = self._desk
        if desk is not None:
            self._engine.call(lambda: do(desk))

    def refuse(self) -> None:
        """Not this sheet. The invite stays usable."""
        self._engine.call(lambda: _fail(self._role, NotThisSheet()))

    def agree_again(self, agreed: bool) -> None:
        """Agree to a further run with the same people, or not."""
        self._engine.call(lambda: _resolve(self._again, agreed))

    def look_once_more(self) -> None:
        """After a result that the others could not sign: look for them."""
        self._engine.call(lambda: _resolve(self._reunite, True))

    def tell(self, standing: Standing) -> None:
        """Let the others know how far this person is."""
        self._engine.call(lambda: self._tell(standing))

    def compare(self, answers: Answers) -> None:
        """Compare these answers as soon as everybody wants to."""
        self._engine.call(lambda: _resolve(self._answers, answers))

    def write(self, values: Mapping[str, str]) -> None:
        """After the result: write some fields of what all write down together."""
        pen = self._pen
        if pen is not None:
            self._engine.call(lambda: pen.edit(values))

    def agree_to_text(self) -> None:
        """Agree to what stands there."""
        pen = self._pen
        if pen is not None:
            self._engine.call(pen.agree)

    def cancel(self) -> None:
        """Stop; the others are told. After the result what was written is kept first."""
        if self._pen is not None:
            self._engine.call(self._pen.finish)
        elif self._running is not None:
            self._running.cancel()

    def _start(self, work: Coroutine[object, object, Result]) -> None:
        self._running = self._engine.submit(work)
        self._running.add_done_callback(self._on_over)

    def _on_over(self, running: Future[object]) -> None:
        """In the other thread. What nobody expected ends it like what was expected: nobody waits for nothing."""
        if (fault := fault_of(running)) is not None and not self._ended:
            self.stage.emit(Aborted(fault, None))
        if self._store is not None:
            self._store.close()
        self.over.emit()

    async def _host(self, invitation: Invitation) -> Result:
        encounter, sheet = self._encounter, invitation.sheet

        async def run(around: Around, listen: ListenAt, on_invite: Callable[[str], None]) -> Result:
            def show(line: str) -> None:
                self.invited.emit(line)
                on_invite(line)

            people, role = invitation.parties, invitation.role
            return await negotiation.host(sheet, people, role, self._wait_for_answers, show, around, listen)

        self._is_fine = not invitation.together
        around = self._around(invitation.name)
        if invitation.router:
            around = replace(around, ways=replace(around.ways, router=Router(encounter.ask_router)))
        if invitation.met is not None:
            return await self._or_said(encounter.host_met(invitation.met, invitation.listen, around, run))
        if not invitation.nearby:
            encounter.trust_everybody()
            return await run(around, invitation.listen, lambda _: None)
        nickname = invitation.name if invitation.show_name and is_nickname(invitation.name) else ""
        return await self._or_said(encounter.host(manner().tag, nickname, invitation.listen, around, run))

    async def _join(self, entered: Entered, name: str) -> Result:
        met = entered.met
        if met is not None:
            addresses, port = await self._or_said(self._encounter.find_met(met, entered))
            around = self._around(name)
            here = replace(around, ways=replace(around.ways, met=met))
            return await join_met(addresses, port, self._wait_for_role, self._wait_for_answers, here)
        invite = await self._or_said(self._encounter.find_invite(entered))
        return await self._encounter.join(invite, self._wait_for_role, self._wait_for_answers, self._around(name))

    async def _or_said(self, work: Awaitable[T]) -> T:
        """What ends before there is a negotiation is told like what ends one."""
        try:
            return await work
        except known_families() as error:
            if not self._ended:
                self.stage.emit(Aborted(error, None))
            raise

    async def _call_back(self, reply: str) -> None:
        try:
            await self._helm.call_back(reply)
        except (InviteError, NetworkError, PeerError) as error:
            self.called.emit(explain(error, windowed=True))
        else:
            self.called.emit(None)

    def _hand_out(self, reply: str, _: NetworkError) -> None:
        self.replied.emit(reply)

    def _around(self, name: str = "") -> Around:
        def report(stage: Stage) -> None:
            self._people = stage.people if isinstance(stage, CheckWords) else self._people
            self._ended = self._ended or isinstance(stage, Aborted)
            self.stage.emit(stage)

        return Around(
            report,
            self._folder,
            is_fine=lambda: self._is_fine,
            at_desk=self._take_desk,
            at_table=self._open_table,
            same_words=lambda words: self._encounter.same_words(words, self._people),
            again=self._wait_for_consent,
            new_identity=self._wait_for_recognition,
            resume=self._wait_to_resume,
            without=self._wait_without,
            reunite=self._wait_to_reunite,
            taken_back=self.kept.emit,
            ways=Ways(name=name if is_name(name) else "", helm=self._helm, on_reply=self._hand_out),
            at_stay=None if self._store is None else self._take_way_out,
            at_pen=self._take_pen,
            refuse_own=True,
            agreement_files=False,  # nothing is in the clear before the person asks for it
            store=self._store,
        )

    def _take_way_out(self, step_out: Callable[[], None]) -> None:
        self._step_out = step_out

    def _take_pen(self, pen: Pen) -> None:
        self._pen = pen

    def _take_desk(self, desk: Desk) -> None:
        self._desk = desk

    def _tell(self, standing: Standing) -> None:
        self._standing = standing
        if self._say is not None:
            self._say(standing)

    def _open_table(self, say: Say) -> None:
        self._say = say
        if self._standing is not None:  # a quick person locks in before the table opens
            say(self._standing)

    async def _wait_for_role(self, sheet: Sheet) -> str:
        self.offered.emit(sheet)
        return str(await self._role)

    async def _wait_for_consent(self, sheet: Sheet, verdict: Verdict) -> bool:
        return await self._ask(describe_further(sheet, verdict))

    async def _wait_to_resume(self) -> bool:
        return await self._ask([translated(line) for line in RESUME])

    async def _wait_to_reunite(self) -> None:
        self._reunite = self._engine.new_future()
        await self._reunite

    async def _wait_without(self, seats: tuple[int, ...]) -> bool:
        try:
            return await self._ask(Gone(seats))
        finally:
            self.asked_again.emit(None)

    async def _wait_for_recognition(self, name: str) -> bool:
        return await self._ask(explanation("E22", windowed=True, name=plain(name)))

    async def _ask(self, lines: list[str] | Explanation | Gone) -> bool:
        self._again = self._engine.new_future()
        self.asked_again.emit(lines)
        return bool(await self._again)

    async def _wait_for_answers(self, _: Sheet, __: str) -> Answers:
        answers = await self._answers
        if not isinstance(answers, Answers):
            raise TypeError("answers are Answers")
        return answers


def _resolve(future: asyncio.Future[object], value: object) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: asyncio.Future[object], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
