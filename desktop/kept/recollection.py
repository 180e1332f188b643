"""What this computer has about the people who sit here, and the two words in which everybody says so.

Leaves to others: swapping the words and what follows from them (desktop.kept.acquaintance), recognising
(desktop.kept.relations), counting (desktop.ledger), keeping (desktop.kept.inputs).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crypto.errors import MalformedMessage, MisuseError
from crypto.rounds import PartyId
from desktop.deals.further import is_held
from desktop.deals.items import DiscloseItem
from desktop.deals.sheet import Sheet, digest
from desktop.kept.inputs import RUN_BYTES, Kept, KeptInputs
from desktop.kept.relations import SECRET_BYTES, TAG_BYTES, TAGS_BYTES, Relation, Relations, new_relation
from desktop.ledger import CLAIM_BYTES, Ledger, LedgerBook, Run, lineage_of, unfinished
from desktop.ledger.rules import MAX_REMADE, n_remade, uses
from desktop.store import Store
from p2p.identity import KEY_BYTES, SIGNATURE_BYTES
from p2p.known import next_way
from p2p.meeting import Meeting
from p2p.secret import Secret

_SIGNED = b"common ground acquaintance 1\0"
NOTHING = bytes(RUN_BYTES)
FIRST_BYTES = KEY_BYTES + SECRET_BYTES + TAG_BYTES + TAGS_BYTES
_SIZES = (TAG_BYTES, 1, RUN_BYTES, RUN_BYTES, 1, 1, SIGNATURE_BYTES, CLAIM_BYTES)
SECOND_BYTES = sum(_SIZES)


@dataclass(frozen=True, slots=True, repr=False)
class First:
    """The first word: a fresh key, random bytes, who uses the same folder, and tags of relationships."""

    key: bytes
    contribution: bytes
    of_folder: bytes
    tags: bytes

    def to_bytes(self) -> bytes:
        """FIRST_BYTES bytes."""
        return self.key + self.contribution + self.of_folder + self.tags


def read_first(untrusted: bytes) -> First:
    """What somebody said first."""
    return First(*_parts(untrusted, (KEY_BYTES, SECRET_BYTES, TAG_BYTES, TAGS_BYTES)))


@dataclass(frozen=True, slots=True, repr=False)
class Second:
    """The second word.

    Attributes:
        name: of the relationship.
        able: inputs can be kept here.
        kept_run: of which run they are.
        stopped_run: the run that could be repeated from here.
        counted: it counted here.
        n_remade: how often of late a run was not held to the one before, at most MAX_REMADE.
        signature: of the kept key, over this meeting and its own key.
        claim: of the ledger.
    """

    name: bytes
    able: bool
    kept_run: bytes
    stopped_run: bytes
    counted: bool
    n_remade: int
    signature: bytes
    claim: bytes

    def to_bytes(self) -> bytes:
        """SECOND_BYTES bytes."""
        flags = bytes([self.counted]), bytes([self.n_remade])
        head = (self.name, bytes([self.able]), self.kept_run, self.stopped_run)
        return b"".join((*head, *flags, self.signature, self.claim))


def read_second(untrusted: bytes) -> Second:
    """What somebody said then.

    Raises:
        MalformedMessage: a flag that is neither yes nor no, or a number that is not counted so far.
    """
    name, able, kept_run, stopped_run, counted, remade, signature, claim = _parts(untrusted, _SIZES)
    if able > b"\1" or counted > b"\1" or remade[0] > MAX_REMADE:
        raise MalformedMessage("neither yes nor no")
    return Second(name, able == b"\1", kept_run, stopped_run, counted == b"\1", remade[0], signature, claim)


def _parts(untrusted: bytes, sizes: tuple[int, ...]) -> list[bytes]:
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    return [untrusted[end - size : end] for end, size in zip(ends, sizes, strict=True)]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """Who sits here, under which kept keys, and what this computer has about them.

    Attributes:
        uncounted: somebody else here uses the same data folder.
        keys, roles: everybody's, by seat.
        kept: the inputs of the last run of this very sheet.
        stopped: the inputs of a run of this sheet that was stopped and can be repeated from here.
        counted: that run counted here.
        same_sheet_before: the last run was of this very sheet, or there was none.
        held: a further run of this sheet is held to earlier inputs.
        order_matters: answers name seats.
    """

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
    stopped: Kept | None
    counted: bool
    same_sheet_before: bool
    held: bool
    order_matters: bool

    @property
    def party_of_key(self) -> dict[bytes, PartyId]:
        """Kept key -> number of the party."""
        return {key: party for party, key in self.key_of_party.items()}

    def ledger_of(self, sheet_id: str) -> Ledger:
        """One's own ledger of these people and sheets of this id."""
        return self.book.load(lineage_of(sheet_id, self.keys))

    def seated_as_before(self, kept: Kept) -> bool:
        """Everybody has the role of before, and the seat too where answers name seats."""
        if self.order_matters and kept.keys != self.keys:
            return False
        return dict(zip(kept.keys, kept.roles, strict=True)) == dict(zip(self.keys, self.roles, strict=True))

    def kept_for_further(self) -> Kept | None:
        """What a further run is held to: where answers are free, the random part only."""
        kept, limits = self.kept, self.run.limits
        if kept is None or limits.rerun == "only_add" or kept.cut:
            return kept
        self.inputs.end(answers_matter=False)
        return self.inputs.load()

    def second(self, session_key: bytes, now: float, *, able: bool) -> Second:
        """What to say about all this.

        Args:
            session_key: one's own in this meeting.
            now: seconds since 1970.
            able: inputs can be kept here.
        """
        kept = self.kept
        usable = kept is not None and not (kept.used_up and (kept.cut or self.run.limits.rerun == "only_add"))
        return Second(
            self.relation.name(self.run.run_id),
            able,
            kept.run_id if kept is not None and usable else NOTHING,
            NOTHING if self.stopped is None else self.stopped.run_id,
            self.counted,
            min(n_remade(self.book.load(self.run.lineage), int(now)), MAX_REMADE),
            self.relation.identity().sign(what_is_signed(self.run, session_key)),
            self.book.claim(self.run, now),
        )


def sit_down(
    meeting: Meeting,
    sheet: Sheet,
    store: Store,
    relations: Relations,
    known: list[Relation],
    seed: Secret[bytes],
    firsts: Mapping[int, First],
    now: float,
    *,
    compared: bool,
) -> Table:
    """From the first words of all to what this computer has about these people. compared: they compared words."""
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
    way = next_way(relation.secret, name, [firsts[seat].contribution for seat in seats])
    called = meeting.members[1 - me].name if len(keys) == 2 else ""
    relation = relation.meets(called, way, int(now), compared=compared)
    roles = tuple(member.role for member in meeting.members)
    lineage, own = lineage_of(sheet.id, keys), relation.identity()
    run = Run(lineage, sheet.run, digest(sheet), name)
    book, inputs = LedgerBook(store, own), KeptInputs(store, lineage, own.key)
    ledger = book.load(lineage)
    _tidy(inputs, ledger, run)
    kept, used = inputs.load(), uses(ledger)
    stopped, counted = _stopped(ledger, run, inputs.load_next(), kept)
    return Table(
        store,
        relations,
        relation,
        uncounted,
        keys,
        roles,
        {meeting.party_of_seat[seat]: keys[seat] for seat in seats},
        run,
        book,
        inputs,
        replace(kept, toss=None) if kept is not None and kept.sheet_digest == run.sheet_digest else None,
        stopped,
        counted,
        not used or used[-1].sheet_digest == run.sheet_digest,
        is_held(sheet, roles),
        len(keys) > 2 and any(isinstance(item, DiscloseItem) for item in sheet.items),
    )


def _tidy(inputs: KeptInputs, ledger: Ledger, run: Run) -> None:
    """What a crash left between the end of a run and the end of what was kept for its repeat."""
    kept, used = inputs.load(), uses(ledger)
    over = used and unfinished(ledger, used[-1].sheet_digest) is None
    if kept is not None and kept.toss is not None and over and used[-1].run_id == kept.run_id:
        inputs.end(answers_matter=run.limits.rerun == "only_add")


def _stopped(ledger: Ledger, run: Run, coming: Kept | None, last: Kept | None) -> tuple[Kept | None, bool]:
    """The run of this sheet that was stopped and could be repeated from here, and whether it counted here."""
    found = unfinished(ledger, run.sheet_digest)
    for one in (coming, last):
        if one is None or one.toss is None or one.used_up or one.sheet_digest != run.sheet_digest:
            continue
        if found is not None and found.run_id == one.run_id:
            return one, True
        if all(entry.run_id != one.run_id for entry in ledger.entries):
            return one, False
    return None, False


def what_is_signed(run: Run, session_key: bytes) -> bytes:
    """A kept key speaks for a key of this meeting."""
    if len(session_key) != KEY_BYTES:
        raise MisuseError("a key of the meeting has 32 bytes")
    return _SIGNED + run.run_id + session_key
