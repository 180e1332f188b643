"""Before a run: have these people run this sheet before, may they again, and what holds this run to the earlier ones.

Everybody says two words to everybody, of the same lengths on every sheet and in every run. Then all know which
relationship this is, the highest count of all ledgers, whether everybody still has the kept inputs, and whether there
is a run to repeat.

    known = await get_acquainted(meeting, sheet, store, ...)
    known.require_allowed()                          # RunRefused; then ask for consent if known.is_further
    ... compile, prepare, evaluate with known.sticky(...) and known.order(...)
    known.record_used(...)                           # in before_order: on the disk when it returns
    known.record_end(...)

A run that was stopped after it counted is repeated, with everybody's consent, where all still have what they entered:
the same inputs, the order that was tossed, and no further count. Where somebody no longer has what a further run would
be held to, it is held to nothing, MAX_REMADE times in REMADE_DAYS days, and everybody is told.

Nothing is written before the run counts as used, but the uses of slots and what is kept for a repeat.
Leaves to others: what this computer has (desktop.kept.recollection), counting (desktop.ledger), asking.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace

from crypto.commit import Toss
from crypto.engine import Order
from crypto.errors import CheatingDetected, MisuseError
from crypto.rounds import PartyId, Random
from crypto.slots import HolderSlot, Slots
from crypto.sticky import Sticky
from crypto.sticky_inputs import StickyInputs
from desktop.deals.answers import Answers
from desktop.deals.compiler import Compiled
from desktop.deals.further import repeat_inputs, sticky_inputs
from desktop.deals.sheet import RunLimits, Sheet
from desktop.kept.company import Company
from desktop.kept.improving import require_theirs
from desktop.kept.inputs import Kept, KeptToss
from desktop.kept.recollection import (
    FIRST_BYTES,
    NOTHING,
    SECOND_BYTES,
    First,
    Second,
    Table,
    read_first,
    read_second,
    sit_down,
    what_is_signed,
)
from desktop.kept.relations import SECRET_BYTES, Relation, Relations
from desktop.ledger import Claim, Reason, RunRefused, Verdict
from desktop.ledger.rules import MAX_REMADE
from desktop.store import Store
from p2p.errors import RosterMismatch
from p2p.identity import KEY_BYTES, Identity, labelled_hash, verify
from p2p.known import NewIdentity
from p2p.meeting import Meeting
from p2p.secret import Secret

__all__ = ["FIRST_BYTES", "SECOND_BYTES", "Acquaintance", "get_acquainted"]


class Acquaintance:
    """What everybody knows of the earlier runs, at one party.

    Attributes:
        verdict: whether this run may start; see require_allowed.
        uncounted: somebody else here uses the same data folder: nothing is counted, kept or refused.
        keys: everybody's kept keys, by seat.
        kept: the inputs that this run is held to, if it is.
        repeated: the inputs of the run that this one repeats, if it does.
    """

    def __init__(
        self,
        table: Table,
        claims: Mapping[bytes, Claim],
        verdict: Verdict,
        *,
        keeps: bool,
        goes_on: bool,
        kept: Kept | None,
    ) -> None:
        """Args: claims: of all others, checked. keeps: everybody can keep inputs. goes_on: a further run can come."""
        self._table = table
        self._claims = claims
        self._keeps = keeps
        self._goes_on = goes_on
        self.verdict = verdict
        self.uncounted = table.uncounted
        self.keys = table.keys
        self.kept = kept
        self.repeated = table.stopped if verdict.repeats else None

    @property
    def is_further(self) -> bool:
        """These people have run a sheet with this id before: consent is needed."""
        return self.verdict.run > 1 or self.verdict.repeats

    @property
    def only_add(self) -> bool:
        """The circuit has to compare with the earlier inputs."""
        return self.verdict.must_only_add

    @property
    def checked(self) -> bool:
        """Words were compared with these people, now or in an earlier meeting."""
        return self._table.relation.checked

    @property
    def slot_label(self) -> bytes:
        """What slots of this run are for."""
        return self._table.run.lineage.digest()

    def company(self, meeting: Meeting) -> Company:
        """Who these people are, to be kept beside what they agree on."""
        return Company(meeting.me, tuple(member.name for member in meeting.members), self._table.relation.id)

    def require_allowed(self) -> None:
        """Refuse a run that the sheet does not allow, or that cannot be held to the earlier one.

        Raises:
            RunRefused: for everybody alike.
        """
        if not self.verdict.allowed:
            raise RunRefused(self.verdict)

    def require_met(self, met: Relation | None) -> None:
        """Refuse everybody but the person who is meant, if one is.

        Raises:
            NewIdentity: it is somebody else, or the same person with nothing of before.
        """
        if met is not None and self._table.relation.id != met.id:
            raise NewIdentity("somebody else has the way of a known person", called=met.known_as)

    def mistaken_for(self) -> str:
        """The name of a person who was met, when the other one of two people calls himself so and is not recognised."""
        table = self._table
        met = table.relations.of_two() if table.relation.called and not self.uncounted else []
        if any(one.id == table.relation.id for one in met):
            return ""
        called = table.relation.called.casefold()
        names = (name for one in met for name in (one.called, one.renamed))
        return next((name for name in names if name.casefold() == called), "")

    def declined(self) -> RunRefused:
        """What to raise when the person does not want a further run."""
        return RunRefused(refused(self.verdict, Reason.DECLINED))

    def inputs(self, compiled: Compiled) -> StickyInputs | None:
        """Which inputs are sticky; the same at all parties."""
        if self.repeated is not None:
            return repeat_inputs(compiled)
        return sticky_inputs(compiled, keep=self._keeps, further=self.kept is not None)

    def sticky(self, inputs: StickyInputs | None, made: list[Slots]) -> Sticky | None:
        """What this party brings to the run.

        Args:
            inputs: from `inputs`.
            made: the slots of this run are put there right before `order` is asked to keep them.
        """
        if inputs is None:
            return None
        table, earlier = self._table, self.repeated or self.kept

        def advance(held: Mapping[PartyId, HolderSlot]) -> None:
            if earlier is None:
                raise MisuseError("uses of slots that there are not")
            table.inputs.advance(earlier.run_id, {table.key_of_party[party]: slot for party, slot in held.items()})

        slots = earlier.slots(table.party_of_key) if inputs.earlier is not None and earlier is not None else None
        return Sticky(inputs, slots, advance, made.append)

    def order(self, compiled: Compiled, made: list[Slots], answers: Answers, clock: Callable[[], float]) -> Order:
        """What is kept of this run for its repeat, or comes from the run that it repeats.

        Args:
            made: see sticky.
            answers: one's own that count.
            clock: seconds since 1970.
        """
        table, again = self._table, self.repeated

        def keep(toss: Toss) -> None:
            if not made:
                return
            table.relations.save(table.relation)  # or nobody would be recognised for the repeat
            table.inputs.keep_next(self._to_keep(made[0], answers, compiled, KeptToss.of(toss, table.key_of_party)))

        def known(coin: bytes) -> None:
            if not self.uncounted:
                table.book.record_order(table.run, coin, clock())

        toss = None if again is None or again.toss is None else again.toss.toss(table.key_of_party)
        return Order(keep, known, toss)

    def _to_keep(self, made: Slots, answers: Answers, compiled: Compiled, toss: KeptToss) -> Kept:
        table, keys = self._table, self._table.key_of_party
        file_bits = {key: compiled.n_file_bits(seat) for seat, key in enumerate(table.keys) if compiled.files}
        return Kept(
            table.run.run_id,
            table.run.sheet_digest,
            table.keys,
            table.roles,
            answers,
            {keys[party]: slot for party, slot in made.owned.items()},
            {keys[party]: slot for party, slot in made.held.items()},
            compiled.n_random,
            toss=toss,
            file_bits=file_bits,
            files=self.name_of_files(compiled),
        )

    def name_of_files(self, compiled: Compiled) -> bytes:
        """Names everybody's sealed files by their owners and keys, whoever sits where; b"" where there are none."""
        keys, items = self._table.keys, [item.id for item in compiled.sheet.items]
        named = [(keys[file.seat], items.index(file.item_id), file.tau) for file in compiled.files]
        named.sort(key=lambda one: one[:2])  # those of one owner and item stay in their order
        parts = [part for key, place, tau in named for part in (key, place.to_bytes(2, "little"), tau)]
        return labelled_hash("sealed files of a run", *parts) if parts else b""

    def require_same_files(self, compiled: Compiled) -> None:
        """In a repeat everybody has to seal the same files, under the same keys.

        Raises:
            CheatingDetected: somebody did not.
        """
        if self.repeated is not None and self.repeated.files != self.name_of_files(compiled):
            raise CheatingDetected("other sealed files than in the run that is repeated")

    def record_used(self, bound_bits: float, now: float) -> None:
        """The run counts as used, or is the repeat of one that does: on the disk when this returns.

        Args:
            bound_bits: how much the run can tell at most, from public data.
            now: seconds since 1970.

        Raises:
            RunRefused: another window ran meanwhile; do not reveal the order coin.
        """
        table = self._table
        if self.uncounted:
            return
        with table.store.transaction():
            table.relations.save(table.relation)
            if self.repeated is not None:
                table.book.record_repeat(table.run, self.repeated.run_id, bound_bits, now, self._claims)
                if not table.counted:
                    table.inputs.promote()
                return
            remade = self.verdict.n_remade > 0
            table.book.record_used(table.run, bound_bits, now, self._claims, remade=remade)
            coming = table.inputs.load_next()
            if coming is None or coming.run_id != table.run.run_id:
                table.inputs.forget()
            else:
                table.inputs.promote()

    def record_end(self, now: float, *, n_opened: int | None = None) -> None:
        """The run, which counts as used, came to its end or stopped; see desktop.ledger.LedgerBook.record_end.

        At the end everything goes that was kept for a repeat only.
        """
        table = self._table
        if self.uncounted:
            return
        with table.store.transaction():
            table.book.record_end(table.run, now, n_opened=n_opened)
            if n_opened is None:
                table.relations.settle(table.relation)
                if self._goes_on:
                    table.inputs.end(answers_matter=table.run.limits.rerun == "only_add")
                else:
                    table.inputs.forget()


async def get_acquainted(
    meeting: Meeting,
    sheet: Sheet,
    store: Store,
    now: float,
    random: Random,
    *,
    may_keep: bool = True,
    compared: bool = False,
) -> Acquaintance:
    """Find out with everybody what there was between these people.

    Args:
        meeting: complete, and not yet confirmed to be ready.
        sheet: accepted by all.
        store: open, this person's.
        now: seconds since 1970.
        random: source of fresh random bytes.
        may_keep: the person agrees that inputs are kept for a repeat or a further run.
        compared: words that everybody sees were compared, or led here.

    Raises:
        RosterMismatch: somebody recognises somebody else than the others do.
        InvalidAgreement: the agreement that is to be improved was made with other people.
        PeerError: a key, a signature or a claim does not fit.
        NetworkError: somebody is gone.
        StoreError: as desktop.store.Store raises.
    """
    relations = Relations(store, random)
    session = [member.key for member in meeting.members]
    name = meeting.roster_digest
    known = await asyncio.to_thread(relations.of, len(session))
    seed = Secret(random(KEY_BYTES))
    mine = First(
        Identity(seed.reveal()).key,
        random(SECRET_BYTES),
        await asyncio.to_thread(relations.of_this_folder, name, session[meeting.me]),
        relations.tags(known, name),
    )
    heard = await meeting.acquaint(mine.to_bytes())
    firsts = {seat: read_first(untrusted) for seat, untrusted in heard.items()} | {meeting.me: mine}

    def look() -> tuple[Table, Second]:
        table = sit_down(meeting, sheet, store, relations, known, seed, firsts, now, compared=compared)
        return table, table.second(session[meeting.me], now, able=may_keep and not table.uncounted)

    table, second = await asyncio.to_thread(look)
    heard = await meeting.acquaint(second.to_bytes())
    seconds = {seat: read_second(untrusted) for seat, untrusted in heard.items()}
    found = await asyncio.to_thread(_conclude, table, session, second, seconds, now)
    if not table.uncounted:
        await asyncio.to_thread(require_theirs, sheet, table.ledger_of)
    return found


def _conclude(
    table: Table, session: list[bytes], mine: Second, seconds: Mapping[int, Second], now: float
) -> Acquaintance:
    """From the second words of all to the verdict, the same for everybody."""
    claims = {}
    for seat, second in seconds.items():
        key = table.keys[seat]
        if not hmac.compare_digest(second.name, mine.name):
            raise RosterMismatch("not everybody recognises the same people")
        verify(key, second.signature, what_is_signed(table.run, session[seat]))
        claims[key] = table.book.read_claim(table.run, key, second.claim)
    everybody = [mine, *seconds.values()]
    verdict = table.book.may_run(table.run, now, claims)
    keeps = all(one.able for one in everybody)
    if _is_repeat(everybody):
        seated = table.stopped is not None and table.seated_as_before(table.stopped)
        verdict = replace(verdict, run=max(1, verdict.run - 1), allowed=True, reason=Reason.NONE, ready_at=None)
        verdict = replace(verdict, repeats=True, must_only_add=False)
        verdict = verdict if seated else refused(verdict, Reason.OTHER_ROLES)
        goes_on = _can_go_on(table.run.limits, verdict.in_window)
        return Acquaintance(table, claims, verdict, keeps=False, goes_on=goes_on, kept=None)
    if verdict.reason in (Reason.USED_UP, Reason.NO_RERUN) and any(one.counted for one in everybody):
        verdict = refused(verdict, Reason.NOT_REPEATABLE)
    verdict, kept = _held_to(table, verdict, everybody)
    goes_on = _can_go_on(table.run.limits, verdict.in_window + 1)
    return Acquaintance(table, claims, verdict, keeps=keeps, goes_on=goes_on, kept=kept)


def _is_repeat(everybody: list[Second]) -> bool:
    """All still have the same stopped run, and it counted for somebody: nobody else can have seen anything of it."""
    stopped = {one.stopped_run for one in everybody}
    return len(stopped) == 1 and NOTHING not in stopped and any(one.counted for one in everybody)


def _held_to(table: Table, verdict: Verdict, everybody: list[Second]) -> tuple[Verdict, Kept | None]:
    """What a further run is held to; to nothing, or refused, where somebody no longer has it."""
    if not verdict.allowed or verdict.run == 1 or not table.same_sheet_before:
        return verdict, None
    kept_runs = {one.kept_run for one in everybody}
    kept = table.kept_for_further() if len(kept_runs) == 1 and NOTHING not in kept_runs else None
    if not table.held:
        return verdict, None
    if kept is not None:
        return (verdict, kept) if table.seated_as_before(kept) else (refused(verdict, Reason.OTHER_ROLES), None)
    n_remade = 1 + max(one.n_remade for one in everybody)
    if n_remade > MAX_REMADE:
        return refused(verdict, Reason.KEPT_LOST), None
    return replace(verdict, n_remade=n_remade, must_only_add=False), None


def refused(verdict: Verdict, reason: Reason) -> Verdict:
    """The same counts, and a run that is not allowed."""
    return replace(verdict, allowed=False, reason=reason)


def _can_go_on(limits: RunLimits, in_window: int) -> bool:
    """Another run of this lineage can come after so many."""
    return limits.rerun != "never" and (limits.per_days > 0 or in_window < limits.max_runs)
