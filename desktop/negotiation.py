"""One negotiation from the invite to the signed agreement: `host` and `join`, free of any window.

Both meet the others, accept one sheet, compile it, prepare a run, evaluate it, decode the outcome, swap signatures and
save the agreement. They publish a Stage whenever something changes; a Stage never holds what anybody entered.

Leaves to others: meeting and transport (p2p), what people read (desktop.strings, desktop.wording), asking them
(whoever calls: `accept` and `answer`).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from crypto.bits import Bits
from crypto.capacity import Capacity
from crypto.engine import capacity_of, evaluate, prepare, rounds_and_bytes
from crypto.errors import MisuseError, PeerError
from crypto.preparation import Prepared
from crypto.rounds import PartyId, Random
from desktop import __version__, used_runs
from desktop.deals import agreement
from desktop.deals.agreement import Agreement, Record, Seat, Signed
from desktop.deals.answers import Answers
from desktop.deals.compiler import Compiled, Own, compile_sheet, decode, decode_item, encode
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, canonical, decode_sheet, digest
from desktop.large_sets import LargeSets, compare_large_sets
from desktop.progress import RunProgress, what_to_compare
from desktop.stages import Aborted, Answering, Computing, Lobby, Opening, People, Result, Stage, Standing
from desktop.store.files import save
from p2p.errors import NetworkError
from p2p.identity import verify
from p2p.meeting import ListenAt, Meeting, MeetingEvent, host_meeting, join_meeting
from p2p.runner import Runner
from p2p.tasks import all_of

Clock = Callable[[], float]
Accept = Callable[[Sheet], Awaitable[str]]
"""accept(sheet) -> the role to take; raises to refuse the sheet."""
Answer = Callable[[Sheet, str], Awaitable[Answers]]
"""answer(sheet, role) -> the person's answers, already checked against the sheet; giving them is the consent to compare
as soon as everybody has."""
Say = Callable[[Standing], None]
"""say(standing): let the others know how far this person is; only in the thread of the event loop."""


def _tell_nobody(say: Say) -> None:
    """The others learn only that the answers are there."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a negotiation needs from around it.

    Attributes:
        report: is told every Stage, always in the thread of the event loop.
        folder: where agreements and the list of used runs are kept.
        at_table: is given, once everybody is connected, the way to say how far this person is.
        clock: seconds since 1970.
        random: source of fresh random bytes.
    """

    report: Callable[[Stage], None]
    folder: Path
    at_table: Callable[[Say], None] = _tell_nobody
    clock: Clock = time.time
    random: Random = secrets.token_bytes


async def host(
    sheet: Sheet,
    parties: int,
    role: str,
    answer: Answer,
    on_invite: Callable[[str], None],
    around: Around,
    listen: ListenAt = ("", 0),
) -> Result:
    """Invite others to a sheet and negotiate.

    Args:
        sheet: what to compare.
        parties: how many people, this one included.
        role: the role taken, "" on sheets without roles.
        answer: asked once everybody is here.
        on_invite: is given the invite, one line, for `parties - 1` people.
        around: see Around.
        listen: address and port to wait at.

    Returns:
        The result, also published as the last Stage.

    Raises:
        NetworkError, PeerError, RolesClash, InvalidSheet, StoreError: after an Aborted stage.
    """
    with _Negotiation(around) as negotiation:
        meeting = await host_meeting(
            canonical(sheet),
            parties,
            role,
            version=__version__,
            check_roles=lambda roles: check_seats(sheet, roles),
            on_invite=on_invite,
            on_event=negotiation.lobby,
            listen=listen,
            clock=around.clock,
            random=around.random,
        )
        return await negotiation.go_on(meeting, sheet, answer)


async def join(invite: str, accept: Accept, answer: Answer, around: Around) -> Result:
    """Accept an invite and negotiate.

    Args:
        invite: the pasted text.
        accept: shows the sheet and gives the role, or raises to refuse.
        answer: asked once everybody is here.
        around: see Around.

    Returns:
        The result, also published as the last Stage.

    Raises:
        InviteError, NetworkError, PeerError, InvalidSheet, StoreError, what `accept` raises: after an Aborted stage.
    """
    accepted: list[Sheet] = []

    async def decide_sheet(untrusted_sheet: bytes, _: bytes) -> str:
        sheet = await asyncio.to_thread(decode_sheet, untrusted_sheet)
        accepted.append(sheet)
        return await accept(sheet)

    with _Negotiation(around) as negotiation:
        meeting = await join_meeting(
            invite,
            version=__version__,
            decide_sheet=decide_sheet,
            on_event=negotiation.lobby,
            clock=around.clock,
            random=around.random,
        )
        return await negotiation.go_on(meeting, accepted[-1], answer)


class _Table:
    """How far everybody at the table is; says and hears it."""

    def __init__(self, meeting: Meeting, around: Around) -> None:
        self._meeting = meeting
        self._around = around
        self._standings = [Standing.ANSWERING] * len(meeting.members)
        self._runner: Runner | None = None

    def open(self, runner: Runner) -> None:
        """From now on the person can say how far he is."""
        self._runner = runner
        self._around.at_table(self.say)
        self.say(Standing.ANSWERING)

    def say(self, standing: Standing) -> None:
        """Tell the others, unless the last word is spoken."""
        if self._runner is None or self._standings[self._meeting.me] is Standing.COMPARE:
            return
        self._runner.tell(standing)
        self._note(self._meeting.me, standing)

    def heard(self, party: PartyId, word: int) -> None:
        """A peer has said how far it is; what is not among our words says nothing."""
        if word in list(Standing):
            self._note(self._meeting.seat_of_party[party], Standing(word))

    def _note(self, seat: int, standing: Standing) -> None:
        self._standings[seat] = standing
        self._around.report(People(tuple(self._standings)))


class _Negotiation:
    """The state of one negotiation: what was seen so far, and when."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._loop = asyncio.get_running_loop()
        self._opened: dict[str, ItemOutcome] | None = None
        self._runner: Runner | None = None
        self._progress: RunProgress | None = None

    def lobby(self, event: MeetingEvent) -> None:
        """Progress of the meeting becomes a Stage."""
        self._around.report(Lobby(event.joined, event.parties))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """However it ends early, publish Aborted with what was opened by then."""
        if error is not None:
            self._around.report(Aborted(error, None if self._opened is None else dict(self._opened)))

    async def go_on(self, meeting: Meeting, sheet: Sheet, answer: Answer) -> Result:
        """From a complete meeting to the result."""
        async with meeting:
            started = time.monotonic()
            seats = tuple(member.role for member in meeting.members)
            check_seats(sheet, seats)
            self._around.report(Answering(sheet, seats[meeting.me], seats, meeting.me))
            compiled = await asyncio.to_thread(compile_sheet, sheet, seats)
            capacity = capacity_of(compiled.circuit, meeting.party_of_seat, claims=compiled.claims)
            await meeting.confirm_ready(what_to_compare(digest(sheet), compiled.circuit, capacity))
            plan = rounds_and_bytes(
                len(seats), capacity, compiled.circuit, meeting.party_of_seat, claims=compiled.claims
            )
            self._progress = RunProgress(plan, meeting.my_party, started, self._computing)
            table = _Table(meeting, self._around)
            async with Runner(meeting.by_party, on_progress=self._progress.step, on_word=table.heard) as runner:
                asking = answer(sheet, seats[meeting.me])
                prepared, answers = await self._get_ready(meeting, runner, table, capacity, asking)
                own = Own(meeting.me, answers, encode(compiled, meeting.me, answers, self._around.random))
                outcome, transcript = await self._compare(meeting, runner, compiled, prepared, own)
                sets = await self._compare_sets(meeting, runner, sheet, answers, outcome, transcript)
                outcome = sets.added_to(outcome)
                still_there = None if sets.unfinished else runner
                signed = await self._sign(meeting, still_there, sheet, outcome, sets.transcript)
                rounds = runner.rounds
            path = await asyncio.to_thread(self._keep, sheet, signed)  # before the goodbye
        figures = self._progress.statistics(meeting, compiled.circuit, rounds)
        result = Result(sheet, outcome, signed, path, figures, sets.unfinished)
        self._around.report(result)
        return result

    def _computing(self, done: float) -> None:
        if self._opened is None:  # afterwards Opening says how far it is
            self._around.report(Computing(done))

    async def _get_ready(
        self, meeting: Meeting, runner: Runner, table: _Table, capacity: Capacity, asking: Awaitable[Answers]
    ) -> tuple[Prepared, Answers]:
        """Prepare while people answer; returns once everything is there and everybody wants to compare."""
        made: list[Prepared] = []
        given: list[Answers] = []

        async def preparing() -> None:
            made.append(await runner.run(prepare(meeting.my_party, meeting.keys, capacity, self._around.random)))
            self._progress_of().preprocessed()

        async def answering() -> None:
            table.open(runner)
            given.append(await asking)
            table.say(Standing.COMPARE)

        await all_of([preparing(), answering(), runner.all_told(Standing.COMPARE)])
        self._progress_of().all_agreed()
        return made[0], given[0]

    async def _compare(
        self, meeting: Meeting, runner: Runner, compiled: Compiled, prepared: Prepared, own: Own
    ) -> tuple[Outcome, bytes]:
        """Evaluate; the outcome and the digest of everything that was broadcast."""

        def before_order() -> None:
            self._note_used(meeting, compiled.sheet)
            self._opened = {}
            self._publish_opening(len(compiled.sheet.items))

        def released(name: str, value: Bits) -> None:
            if self._opened is not None:
                self._opened |= decode_item(compiled, name, value, own)
                self._publish_opening(len(compiled.sheet.items))

        outputs = await runner.run(
            evaluate(
                prepared,
                compiled.circuit,
                own.bits,
                party_of_seat=meeting.party_of_seat,
                context=digest(compiled.sheet) + meeting.roster_digest,
                before_order=before_order,
                released=released,
                claims=compiled.claims,
            )
        )
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
        # Called in the runner's thread; everybody else hears of it in the loop's.
        stage = Opening(dict(self._opened or {}), total, comparing)
        self._loop.call_soon_threadsafe(self._around.report, stage)

    def _note_used(self, meeting: Meeting, sheet: Sheet) -> None:
        """The run counts as used from here on, whatever happens: on the disk before the order is tossed."""
        peers = tuple(member.key for member in meeting.members if member.seat != meeting.me)
        run = used_runs.UsedRun(sheet.id, digest(sheet), peers, int(self._around.clock()))
        used_runs.note_used(self._around.folder, run)

    async def _sign(
        self, meeting: Meeting, runner: Runner | None, sheet: Sheet, outcome: Outcome, transcript: bytes
    ) -> Agreement:
        """Swap signatures; where the others are gone by now, the result stands and their signatures are missing."""
        roster = tuple(Seat(member.key, member.role) for member in meeting.members)
        record = Record(sheet, agreement.public_outcome(sheet, outcome), roster, transcript, __version__)
        now = int(self._around.clock())
        mine = Signed(now, meeting.sign(agreement.message_to_sign(record, now)))
        signatures: list[Signed | None] = [None] * len(roster)
        signatures[meeting.me] = mine
        if runner is None:
            return Agreement(record, tuple(signatures))
        try:
            theirs = await runner.exchange(mine.to_bytes(), agreement.SIGNED_BYTES)
        except (NetworkError, PeerError):
            return Agreement(record, tuple(signatures))
        for party, untrusted in theirs.items():
            seat = meeting.seat_of_party[party]
            try:
                signed = Signed.from_bytes(untrusted)
                verify(roster[seat].key, signed.signature, agreement.message_to_sign(record, signed.time))
            except (InvalidAgreement, PeerError):
                continue
            signatures[seat] = signed
        return Agreement(record, tuple(signatures))

    def _keep(self, sheet: Sheet, signed: Agreement) -> Path | None:
        if sheet.keep_days == 0:
            return None
        data = agreement.encode(signed)
        day = time.strftime("%Y-%m-%d", time.gmtime(self._around.clock()))
        name = f"{day}-{sheet.id}-{signed.record.transcript[:6].hex()}.agreement"
        path = self._around.folder / "agreements" / name
        save(path, data)
        return path

    def _progress_of(self) -> RunProgress:
        if self._progress is None:
            raise MisuseError("nothing is being computed yet")
        return self._progress
