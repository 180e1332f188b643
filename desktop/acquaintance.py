"""Before a run: have these people run this sheet before, may they again, and what holds this run to the earlier ones.

Everybody says two words to everybody, of the same lengths on every sheet and in every run. Then all know which
relationship this is, the highest count of all ledgers, and whether everybody still has the kept inputs.

    known = await get_acquainted(meeting, sheet, store, ...)
    known.require_allowed()                          # RunRefused; then ask for consent if known.is_further
    ... compile, prepare, evaluate with known.sticky(...)
    known.record_used(...)                           # in before_order: on the disk when it returns
    known.record_end(...)

Nothing is written before the run counts as used, but the uses of slots.
Leaves to others: recognising (desktop.relations), counting (desktop.ledger), keeping (desktop.kept_inputs), asking.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crypto.errors import MalformedMessage, MisuseError
from crypto.rounds import PartyId, Random
from crypto.slots import HolderSlot, Slots
from crypto.sticky import Sticky
from crypto.sticky_inputs import StickyInputs
from desktop.deals.answers import Answers
from desktop.deals.compiler import Compiled
from desktop.deals.further import sticky_inputs
from desktop.deals.items import DiscloseItem
from desktop.deals.sheet import RunLimits, Sheet, digest
from desktop.improving import require_theirs
from desktop.kept_inputs import RUN_BYTES, Kept, KeptInputs
from desktop.ledger import CLAIM_BYTES, Claim, Ledger, LedgerBook, Reason, Run, RunRefused, Verdict, lineage_of
from desktop.ledger.rules import uses
from desktop.relations import SECRET_BYTES, TAG_BYTES, TAGS_BYTES, Relation, Relations, new_relation
from desktop.store import Store
from p2p.errors import RosterMismatch
from p2p.identity import KEY_BYTES, SIGNATURE_BYTES, Identity, verify
from p2p.meeting import Meeting
from p2p.secret import Secret

_SIGNED = b"common ground acquaintance 1\0"
_NOTHING = bytes(RUN_BYTES)
FIRST_BYTES = KEY_BYTES + SECRET_BYTES + TAG_BYTES + TAGS_BYTES
SECOND_BYTES = TAG_BYTES + 1 + RUN_BYTES + SIGNATURE_BYTES + CLAIM_BYTES


@dataclass(frozen=True, slots=True, repr=False)
class _First:
    """The first word: a fresh key, random bytes, who uses the same folder, and tags of relationships."""

    key: bytes
    contribution: bytes
    of_folder: bytes
    tags: bytes

    def to_bytes(self) -> bytes:
        return self.key + self.contribution + self.of_folder + self.tags


def _read_first(untrusted: bytes) -> _First:
    ends = (KEY_BYTES, KEY_BYTES + SECRET_BYTES, KEY_BYTES + SECRET_BYTES + TAG_BYTES)
    return _First(
        untrusted[: ends[0]], untrusted[ends[0] : ends[1]], untrusted[ends[1] : ends[2]], untrusted[ends[2] :]
    )


@dataclass(frozen=True, slots=True, repr=False)
class _Second:
    """The second word: the relationship, whether inputs can be kept, from which run they are, signature, claim."""

    name: bytes
    able: bytes
    kept_run: bytes
    signature: bytes
    claim: bytes

    def to_bytes(self) -> bytes:
        return self.name + self.able + self.kept_run + self.signature + self.claim


def _read_second(untrusted: bytes) -> _Second:
    parts, start = [], 0
    for size in (TAG_BYTES, 1, RUN_BYTES, SIGNATURE_BYTES, CLAIM_BYTES):
        parts.append(untrusted[start : start + size])
        start += size
    second = _Second(*parts)
    if second.able not in (b"\0", b"\1"):
        raise MalformedMessage("neither able to keep inputs nor not")
    return second


class Acquaintance:
    """What everybody knows of the earlier runs, at one party.

    Attributes:
        verdict: whether this run may start; see require_allowed.
        uncounted: somebody else here uses the same data folder: nothing is counted, kept or refused.
        keys: everybody's kept keys, by seat.
        kept: the inputs that this run is held to, if it is.
    """

    def __init__(self, table: _Table, claims: Mapping[bytes, Claim], verdict: Verdict, *, keeps: bool, all_kept: bool):
        """Args: claims: of all others, checked. keeps: everybody can keep inputs. all_kept: everybody has the same."""
        self._table = table
        self._claims = claims
        self._keeps = keeps
        self.verdict = verdict
        self.uncounted = table.uncounted
        self.keys = table.keys
        self.kept = table.kept if all_kept and verdict.allowed and verdict.run > 1 else None

    @property
    def is_further(self) -> bool:
        """These people have run a sheet with this id before."""
        return self.verdict.run > 1

    @property
    def only_add(self) -> bool:
        """The circuit has to compare with the earlier inputs."""
        return self.verdict.must_only_add

    @property
    def slot_label(self) -> bytes:
        """What slots of this run are for."""
        return self._table.run.lineage.digest()

    def require_allowed(self, needs_kept: bool = False) -> None:
        """Refuse a run that the sheet does not allow, or that cannot be held to the earlier one.

        Args:
            needs_kept: a further run of this sheet is held to something (further.keeps_anything).

        Raises:
            RunRefused: for everybody alike.
        """
        if not self.verdict.allowed:
            raise RunRefused(self.verdict)
        if not self.is_further or not needs_kept or not self._table.same_sheet_before:
            return
        if self.kept is None:
            raise RunRefused(self._refused(Reason.KEPT_LOST))
        if not self._table.seated_as_before(self.kept):
            raise RunRefused(self._refused(Reason.OTHER_ROLES))

    def declined(self) -> RunRefused:
        """What to raise when the person does not want a further run."""
        return RunRefused(self._refused(Reason.DECLINED))

    def _refused(self, reason: Reason) -> Verdict:
        return replace(self.verdict, allowed=False, reason=reason)

    def inputs(self, compiled: Compiled) -> StickyInputs | None:
        """Which inputs are sticky; the same at all parties."""
        return sticky_inputs(compiled, keep=self._keeps, further=self.kept is not None)

    def sticky(self, inputs: StickyInputs | None, made: list[Slots]) -> Sticky | None:
        """What this party brings to the run.

        Args:
            inputs: from `inputs`.
            made: the slots of this run are put there right before the run counts as used.
        """
        if inputs is None:
            return None
        table, key_of_party = self._table, self._table.key_of_party

        def advance(held: Mapping[PartyId, HolderSlot]) -> None:
            table.inputs.advance({key_of_party[party]: slot for party, slot in held.items()})

        slots = None
        if inputs.earlier is not None and self.kept is not None:
            slots = self.kept.slots({key: party for party, key in key_of_party.items()})
        return Sticky(inputs, slots, advance, made.append)

    def record_used(self, made: Slots | None, answers: Answers, bound_bits: float, now: float) -> None:
        """The run counts as used: on the disk when this returns.

        Args:
            made: the slots of this run.
            answers: one's own that counted; kept only where a later run needs them.
            bound_bits: how much the run can tell at most, from public data.
            now: seconds since 1970.

        Raises:
            RunRefused: another window ran meanwhile; do not reveal the order coin.
        """
        table = self._table
        if self.uncounted:
            return
        with table.store.transaction():
            table.relations.save(replace(table.relation, met=max(int(now), table.relation.met)))
            table.book.record_used(table.run, bound_bits, now, self._claims)
            if made is None:
                table.inputs.forget()
                return
            keys = table.key_of_party
            table.inputs.replace(
                Kept(
                    table.run.run_id,
                    table.run.sheet_digest,
                    table.keys,
                    table.roles,
                    answers if table.run.limits.rerun == "only_add" else None,
                    {keys[party]: slot for party, slot in made.owned.items()},
                    {keys[party]: slot for party, slot in made.held.items()},
                )
            )

    def record_end(self, now: float, *, n_opened: int | None = None) -> None:
        """The run, which counts as used, came to its end or stopped; see desktop.ledger.LedgerBook.record_end."""
        if not self.uncounted:
            self._table.book.record_end(self._table.run, now, n_opened=n_opened)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Table:
    """Who sits here, under which kept keys, and what this computer has about them."""

    store: Store
    relations: Relations
    relation: Relation
    uncounted: bool
    keys: tuple[bytes, ...]
    roles: tuple[str, ...]
    key_of_party: Mapping[PartyId, bytes]
    run: Run
    book: LedgerBook
    inputs: KeptInputs
    kept: Kept | None
    same_sheet_before: bool
    order_matters: bool

    def ledger_of(self, sheet_id: str) -> Ledger:
        """One's own ledger of these people and sheets of this id."""
        return self.book.load(lineage_of(sheet_id, self.keys))

    def seated_as_before(self, kept: Kept) -> bool:
        """Everybody has the role of before, and the seat too where answers name seats."""
        if self.order_matters and kept.keys != self.keys:
            return False
        return dict(zip(kept.keys, kept.roles, strict=True)) == dict(zip(self.keys, self.roles, strict=True))


async def get_acquainted(
    meeting: Meeting, sheet: Sheet, store: Store, now: float, random: Random, *, may_keep: bool = True
) -> Acquaintance:
    """Find out with everybody what there was between these people.

    Args:
        meeting: complete, and not yet confirmed to be ready.
        sheet: accepted by all.
        store: open, this person's.
        now: seconds since 1970.
        random: source of fresh random bytes.
        may_keep: the person agrees that inputs are kept for a further run.

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
    mine = _First(
        Identity(seed.reveal()).key,
        random(SECRET_BYTES),
        await asyncio.to_thread(relations.of_this_folder, name, session[meeting.me]),
        relations.tags(known, name),
    )
    heard = await meeting.acquaint(mine.to_bytes())
    firsts = {seat: _read_first(untrusted) for seat, untrusted in heard.items()} | {meeting.me: mine}

    def sit_down() -> tuple[_Table, _Second]:
        table = _table(meeting, sheet, store, relations, known, seed, firsts, now)
        return table, _second(table, meeting, now, able=may_keep and not table.uncounted)

    table, second = await asyncio.to_thread(sit_down)
    heard = await meeting.acquaint(second.to_bytes())
    seconds = {seat: _read_second(untrusted) for seat, untrusted in heard.items()}
    found = await asyncio.to_thread(_conclude, table, session, second, seconds, now)
    if not table.uncounted:
        await asyncio.to_thread(require_theirs, sheet, table.ledger_of)
    return found


def _table(
    meeting: Meeting,
    sheet: Sheet,
    store: Store,
    relations: Relations,
    known: list[Relation],
    seed: Secret[bytes],
    firsts: Mapping[int, _First],
    now: float,
) -> _Table:
    """From the first words of all to what this computer has about these people."""
    me, name = meeting.me, meeting.roster_digest
    others = {seat: first for seat, first in firsts.items() if seat != me}
    session = [member.key for member in meeting.members]
    uncounted = any(
        hmac.compare_digest(relations.of_this_folder(name, session[seat]), first.of_folder)
        for seat, first in others.items()
    )
    seats = range(len(session))
    keys = tuple(firsts[seat].key for seat in seats)
    relation = new_relation(seed, keys, [firsts[seat].contribution for seat in seats], int(now))
    tags = {seat: first.tags for seat, first in others.items()}
    for candidate in () if uncounted else known:
        found = candidate.recognise(name, tags)
        if found is not None:
            relation, keys = candidate, tuple(({**found, me: candidate.identity().key})[seat] for seat in seats)
            break
    lineage, own = lineage_of(sheet.id, keys), relation.identity()
    run = Run(lineage, sheet.run, digest(sheet), name)
    book, inputs = LedgerBook(store, own), KeptInputs(store, lineage, own.key)
    kept = inputs.load()
    used = uses(book.load(lineage))
    return _Table(
        store,
        relations,
        relation,
        uncounted,
        keys,
        tuple(member.role for member in meeting.members),
        {meeting.party_of_seat[seat]: keys[seat] for seat in seats},
        run,
        book,
        inputs,
        kept if kept is not None and kept.sheet_digest == run.sheet_digest else None,
        not used or used[-1].sheet_digest == run.sheet_digest,
        len(keys) > 2 and any(isinstance(item, DiscloseItem) for item in sheet.items),
    )


def _second(table: _Table, meeting: Meeting, now: float, *, able: bool) -> _Second:
    own = table.relation.identity()
    kept = table.kept
    usable = kept is not None and not any(slot.used_up for slot in kept.held.values())
    return _Second(
        table.relation.name(table.run.run_id),
        b"\1" if able else b"\0",
        kept.run_id if kept is not None and usable else _NOTHING,
        own.sign(_what_is_signed(table.run, meeting.members[meeting.me].key)),
        table.book.claim(table.run, now),
    )


def _conclude(
    table: _Table, session: list[bytes], mine: _Second, seconds: Mapping[int, _Second], now: float
) -> Acquaintance:
    """From the second words of all to the verdict, the same for everybody."""
    claims = {}
    for seat, second in seconds.items():
        key = table.keys[seat]
        if not hmac.compare_digest(second.name, mine.name):
            raise RosterMismatch("not everybody recognises the same people")
        verify(key, second.signature, _what_is_signed(table.run, session[seat]))
        claims[key] = table.book.read_claim(table.run, key, second.claim)
    everybody = [mine, *seconds.values()]
    verdict = table.book.may_run(table.run, now, claims)
    keeps = all(one.able == b"\1" for one in everybody) and _can_go_on(table.run.limits, verdict)
    all_kept = mine.kept_run != _NOTHING and all(one.kept_run == mine.kept_run for one in everybody)
    return Acquaintance(table, claims, verdict, keeps=keeps, all_kept=all_kept)


def _can_go_on(limits: RunLimits, verdict: Verdict) -> bool:
    """Another run of this lineage can come after this one."""
    return limits.rerun != "never" and (limits.per_days > 0 or verdict.in_window + 1 < limits.max_runs)


def _what_is_signed(run: Run, session_key: bytes) -> bytes:
    """A kept key speaks for a key of this meeting."""
    if len(session_key) != KEY_BYTES:
        raise MisuseError("a key of the meeting has 32 bytes")
    return _SIGNED + run.run_id + session_key
