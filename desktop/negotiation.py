"""One negotiation from the invite to the signed agreement: `host` and `join`, free of any window.

Both meet the others, agree to one sheet, find out whether there was a run before, plan this one, prepare and evaluate
it, decode the outcome, swap signatures and save the agreement. They publish a Stage whenever something changes; it
never holds what anybody entered.

Leaves to others: meeting and transport (p2p), what people read (desktop.strings), asking them (whoever calls).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Self

from crypto.bits import Bits
from crypto.engine import evaluate
from crypto.errors import MisuseError
from crypto.preparation import Prepared
from crypto.slots import Slots
from desktop import __version__
from desktop.attachments.held import Held
from desktop.attachments.own import look_at
from desktop.attachments.received import Received
from desktop.attachments.run import RunFiles
from desktop.deals.answers import Answers
from desktop.deals.compiler import Own, decode, decode_files, decode_item
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, canonical, digest
from desktop.kept.acquaintance import Acquaintance, get_acquainted
from desktop.kept.invites import ShownInvites
from desktop.kept.way_back import Kept
from desktop.paths import STORE_FOLDER
from desktop.run.around import Accept, Again, Answer, Around, Offer, Say, Ways
from desktop.run.asking import ask, require_right_person
from desktop.run.drafting import Letters, write_down
from desktop.run.interruption import Interruptions, Phase
from desktop.run.large_sets import LargeSets, compare_large_sets
from desktop.run.plan import RunPlan, enter, plan_run, what_counts
from desktop.run.preparing import Preparation
from desktop.run.progress import RunProgress, what_to_compare
from desktop.run.reviewing import Reviewing
from desktop.run.signing import sign
from desktop.run.stages import Aborted, Acquainted, Computing, Lobby, Opening, Result, Standing
from desktop.run.table import Table
from desktop.run.unsigned import Unsigned
from desktop.run.word_check import WordCheck
from desktop.store import Store, StoreError, open_or_create
from p2p.meeting import ListenAt, Meeting, MeetingEvent, host_meeting, join_meeting
from p2p.runner import Runner
from p2p.tasks import all_of, stop
from p2p.way_back import WayBack

__all__ = ["Accept", "Again", "Answer", "Around", "Negotiation", "Say", "Ways", "host", "join"]


async def host(
    sheet: Sheet,
    parties: int,
    role: str,
    answer: Answer,
    on_invite: Callable[[str], None],
    around: Around,
    listen: ListenAt | None = None,
) -> Result:
    """Invite others to a sheet and negotiate; the result is published as the last Stage, too.

    Args:
        sheet: what to compare.
        parties: how many people, this one included.
        role: the role taken, "" on sheets without roles.
        answer: asked once everybody is here.
        on_invite: is given the invite, one line, for `parties - 1` people.
        around: see Around.
        listen: address and port to wait at, in place of those of around.ways.

    Raises:
        NetworkError, PeerError, RolesClash, InvalidSheet, RunRefused, StoreError: after an Aborted stage.
    """
    with Negotiation(around) as negotiation:
        store = await negotiation.open_store()
        ways = around.ways
        meeting = await host_meeting(
            canonical(sheet),
            parties,
            role,
            version=__version__,
            check_roles=lambda roles: check_seats(sheet, roles),
            on_invite=on_invite,
            on_event=negotiation.lobby,
            listen=listen or ways.listen_at,
            clock=around.clock,
            random=around.random,
            name=ways.name,
            helm=ways.helm,
            memory=ShownInvites(store),
            open_doors=ways.open_doors,
            router=ways.router,
            known=ways.met.ways if ways.met is not None else (),
        )
        return await negotiation.go_on(meeting, sheet, answer)


async def join(invite: str, accept: Accept, answer: Answer, around: Around) -> Result:
    """Accept an invite and negotiate.

    Args:
        invite: the pasted text.
        accept: shows the sheet and gives the role, or raises to refuse.
        answer, around: see host.

    Returns:
        The result, also published as the last Stage.

    Raises:
        InviteError, NetworkError, PeerError, InvalidSheet, RunRefused, StoreError, what `accept` raises: after Aborted.
    """
    offer = Offer(accept)
    with Negotiation(around) as negotiation:
        store = await negotiation.open_store()
        meeting = await join_meeting(
            invite,
            memory=ShownInvites(store) if around.refuse_own else None,
            version=__version__,
            decide_sheet=offer.decide,
            on_event=negotiation.lobby,
            on_reply=around.ways.on_reply,
            listen=around.ways.listen,
            clock=around.clock,
            random=around.random,
            name=around.ways.name,
            router=around.ways.router,
            callers=around.ways.callers,
        )
        return await negotiation.go_on(meeting, offer.sheet, answer)


class Negotiation:
    """The state of one negotiation: what was seen so far, and when."""

    def __init__(self, around: Around, kept: Kept | None = None) -> None:
        """Args: kept: what this program left behind when it was killed, if it goes on from there."""
        self._around = around
        self._kept = kept or Kept(way=b"", alive=0.0, met="" if around.ways.met is None else around.ways.met.id)
        self._loop = asyncio.get_running_loop()
        self._opened: dict[str, ItemOutcome] | None = None
        self._received: tuple[Received, ...] = ()
        self._runner: Runner | None = None
        self._opening = self._told = False
        self._asking: asyncio.Task[Answers] | None = None  # once, for all runs
        self._agreed_to: int | None = None
        self._losses = Interruptions(around, self._lost, self._kept, lambda: self._review.settled)
        self._held = Held(around.folder)
        self._unsigned = Unsigned(around)
        self._words = WordCheck(around, done=self._kept.checked)
        self._review = Reviewing(around, self._kept, self._losses.remember_now)
        self._progress: RunProgress | None = None
        self._known: Acquaintance | None = None
        self._store: Store | None = None

    def lobby(self, event: MeetingEvent) -> None:
        """Progress of the meeting becomes a Stage."""
        self._around.report(Lobby(event.joined, event.parties, event.people))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """However it ends early, publish Aborted with what was opened by then; a result that was published stands."""
        if error is not None and not self._told:
            opened = None if self._opened is None else dict(self._opened)
            self._note_end()
            self._around.report(Aborted(error, opened, self._received))
        self._held.close()
        if self._store is not None and self._around.store is None:
            self._store.close()

    async def open_store(self) -> Store:
        """Open the store, before anybody is met."""
        found, folder = self._around.store, self._around.folder / STORE_FOLDER
        store = await asyncio.to_thread(open_or_create, folder) if found is None else found
        self._store = store
        return self._losses.stay(store)

    async def go_on(self, meeting: Meeting | WayBack, sheet: Sheet, answer: Answer) -> Result:
        """From a complete meeting, or the way back into one, to the result, through whatever losses there are."""
        run = partial(self._run, sheet=sheet, answer=answer)
        try:
            if isinstance(meeting, WayBack):
                return await self._losses.go_back(meeting, run)
            return await self._losses.carry_on(meeting, run)
        finally:
            if self._asking is not None:
                await stop([self._asking])

    async def _run(self, meeting: Meeting, sheet: Sheet, answer: Answer) -> Result:
        """One run. After a loss there is another one, with the same answers and nothing else of the one before."""
        started, around = time.monotonic(), self._around
        seats = tuple(member.role for member in meeting.members)
        check_seats(self._review.settled or sheet, seats)
        await self._review.begin()
        await self._words.compare(meeting, sheet)
        sheet = await self._review.agree(meeting, sheet)
        known = await self._get_acquainted(meeting, sheet)
        plan = await asyncio.to_thread(plan_run, known, sheet, seats, meeting.party_of_seat)
        await meeting.confirm_ready(what_to_compare(digest(sheet), plan.compiled.circuit, plan.capacity))
        self._progress = progress = RunProgress(plan.messages, meeting.my_party, started, self._computing)
        table = Table(meeting, self._around)
        with Preparation(meeting, self._around, progress) as preparation:
            async with Runner(meeting.by_party, on_progress=progress.step, on_word=table.heard) as runner:
                runner.spares_others = meeting.spares_others
                answers = await self._get_ready(meeting, runner, table, plan, preparation, answer)
                answers, taken_back = what_counts(plan, meeting.me, answers)
                self._around.taken_back(taken_back)
                files = RunFiles(meeting, sheet, self._held, self._around.random)
                answers = await self._swap_files(runner, files, answers)
                if files.sealed:
                    plan = await self._prepare_anew(meeting, runner, plan, preparation, files)
                own = enter(plan, meeting.me, answers, self._around.random, files.own).own
                outcome, transcript = await self._compare(meeting, runner, plan, preparation.take(), own, files)
                sets = await self._compare_sets(meeting, runner, sheet, answers, outcome, transcript)
                outcome = sets.added_to(outcome)
                still_there = None if sets.unfinished else runner
                letters = Letters(meeting)
                now, note = int(around.clock()), self._unsigned.note
                signed = await sign(meeting, still_there, sheet, outcome, sets.transcript, now, note)
        kept, path = await self._unsigned.keep(self._open_store(), signed, known, meeting)  # before the goodbye
        writes, may_come = around.at_pen is not None and kept is not None and signed.complete, self._unsigned.may_come
        if not may_come:
            await self._losses.over()
        if not (writes or may_come):
            await meeting.close()
        figures = self._progress.statistics(meeting, plan.compiled.circuit, runner.rounds)
        result = Result(sheet, outcome, signed, path, figures, sets.unfinished, self._received, kept, may_come)
        self._told = True
        around.report(result)
        if may_come:
            loss = await self._unsigned.wait()
            self._told = self._opening = False
            raise loss
        if writes:
            await write_down(meeting, signed, letters, around, self._open_store())
        return result

    async def _get_acquainted(self, meeting: Meeting, sheet: Sheet) -> Acquaintance:
        """What there was between these people; refused where the sheet allows no further run."""
        around, how = self._around, {"may_keep": self._around.may_keep, "compared": self._words.compared}
        known = await get_acquainted(meeting, sheet, self._open_store(), around.clock(), around.random, **how)
        if self._known is None and not self._kept.checked:
            await require_right_person(around, meeting, known)
            await self._losses.remember(checked=True)
        self._known = known
        around.report(Acquainted(known.verdict, known.uncounted, known.checked))
        known.require_allowed()
        return known

    async def _require_consent(self, known: Acquaintance, sheet: Sheet) -> None:
        """A further run is agreed to once, however often it has to begin before it counts as used."""
        if known.is_further and self._agreed_to != known.verdict.run:
            if not await self._around.again(sheet, known.verdict):
                raise known.declined()
            self._agreed_to = known.verdict.run

    async def _lost(self, fewer: bool) -> None:
        """A run is over. Once answers were used, or without somebody, what people agreed to, and sealed, is, too."""
        if fewer:
            self._held.start_over()
        if fewer or self._losses.phase is not Phase.QUIET:
            self._agreed_to = None
        await asyncio.to_thread(self._note_end)

    def _note_end(self) -> None:
        """If the run counts as used, note that it ended early."""
        if self._opening and self._opened is not None and self._known is not None:
            self._opening = False
            with suppress(StoreError):
                self._known.record_end(self._around.clock(), n_opened=len(self._opened))

    def _computing(self, done: float) -> None:
        if not self._opening:  # afterwards Opening says how far it is
            self._around.report(Computing(done))

    async def _get_ready(
        self, meeting: Meeting, runner: Runner, table: Table, plan: RunPlan, preparation: Preparation, answer: Answer
    ) -> Answers:
        """Prepare while people consent and answer; returns once all is there and everybody wants to compare."""
        given: list[Answers] = []

        async def answering() -> None:
            sheet, known = plan.compiled.sheet, plan.known
            await self._require_consent(known, sheet)
            if self._asking is None or known.repeated is not None:
                self._asking = asyncio.ensure_future(ask(self._around, meeting, known, sheet, answer))
            table.open(runner)
            answers = await asyncio.shield(self._asking)
            given.append(await asyncio.to_thread(look_at, answers))  # to say now what cannot be read
            await self._losses.remember(compares=True)
            table.say(Standing.COMPARE)

        async def agreeing() -> None:
            await all_of([answering(), runner.all_told(Standing.COMPARE)])
            preparation.hurry()

        await all_of([preparation.make_ahead(runner, plan), agreeing()])
        self._progress_of().all_agreed()
        return given[0]

    async def _swap_files(self, runner: Runner, files: RunFiles, answers: Answers) -> Answers:
        """Everybody's sealed files go to everybody; the answers to enter."""
        rounds, progress = runner.rounds, self._progress_of()
        answers = await files.swap(runner, answers, lambda part: self._around.report(Computing(progress.done, part)))
        progress.skip(runner.rounds - rounds)
        return answers

    async def _prepare_anew(
        self, meeting: Meeting, runner: Runner, plan: RunPlan, preparation: Preparation, files: RunFiles
    ) -> RunPlan:
        """With sealed files the circuit is larger, and nobody knew it before: what was prepared is thrown away."""
        sheet, seats = plan.compiled.sheet, plan.compiled.seats
        plan = await asyncio.to_thread(plan_run, plan.known, sheet, seats, meeting.party_of_seat, files.sealed)
        self._progress_of().restart(plan.messages, runner.rounds)
        await preparation.make_anew(runner, plan)
        return plan

    async def _compare(
        self, meeting: Meeting, runner: Runner, plan: RunPlan, prepared: Prepared, own: Own, files: RunFiles
    ) -> tuple[Outcome, bytes]:
        """Evaluate; the outcome and the digest of everything that was broadcast. Files that open are written."""
        compiled = plan.compiled
        made: list[Slots] = []

        def before_order() -> None:
            # The run counts as used from here on, whatever happens: on the disk before the order is tossed.
            plan.known.record_used(plan.bound_bits, self._around.clock())
            self._losses.note(Phase.USED)
            self._opened, self._opening = {}, True
            self._publish_opening(len(compiled.sheet.items))

        def released(name: str, value: Bits) -> None:
            if self._opened is not None:
                self._opened |= decode_item(compiled, name, value, own)
                files.opened(decode_files(compiled, name, value))
                self._publish_opening(len(compiled.sheet.items))

        await asyncio.to_thread(self._losses.note, Phase.INPUTS)
        run = evaluate(
            prepared,
            compiled.circuit,
            own.bits,
            party_of_seat=meeting.party_of_seat,
            context=digest(compiled.sheet) + meeting.roster_digest + files.binding,
            before_order=before_order,
            released=released,
            sticky=plan.known.sticky(plan.sticky, made),
            claims=compiled.claims,
            order=plan.known.order(compiled, made, own.answers, self._around.clock),
        )
        try:
            outputs = await runner.run(run)
        finally:
            await files.write()
            self._received = files.received
        self._progress_of().finished()
        return decode(compiled, outputs, own), prepared.transcript

    async def _compare_sets(
        self, meeting: Meeting, runner: Runner, sheet: Sheet, answers: Answers, outcome: Outcome, transcript: bytes
    ) -> LargeSets:
        """What the circuit did not compare; nothing more after a dealbreaker."""

        def on_progress(found: Mapping[str, ItemOutcome], part: float) -> None:
            if self._opened is not None:
                self._opened |= found
                self._publish_opening(len(sheet.items), part)

        if outcome.blocked:
            return LargeSets(transcript)
        sets = await compare_large_sets(meeting, runner, sheet, answers, transcript, self._around.random, on_progress)
        self._progress_of().finished()
        return sets

    def _publish_opening(self, total: int, comparing: float | None = None) -> None:
        self._loop.call_soon_threadsafe(self._around.report, Opening(dict(self._opened or {}), total, comparing))

    def _open_store(self) -> Store:
        if self._store is None:
            raise MisuseError("the store is not open")
        return self._store

    def _progress_of(self) -> RunProgress:
        if self._progress is None:
            raise MisuseError("nothing is being computed yet")
        return self._progress
