"""The ledger kept in the store: every call reads it, decides, and is on the disk when it returns.

    book = LedgerBook(store, identity)
    claims = {key: book.read_claim(message, ...)}          everybody's claim, exchanged before the run
    book.may_run(...)                                       to show it, and to refuse early
    before_order = lambda: book.record_used(...)            called by the engine before the order coin is revealed
    book.record_order(...), book.record_end(...)            after the toss, and at the end or the stop

Leaves to others: what a refusal says (desktop.strings.errors, E53), consent, the kept inputs themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from crypto.errors import MisuseError, PeerError
from desktop.deals.sheet import RunLimits
from desktop.ledger.entries import (
    HASH_BYTES,
    Claim,
    Entry,
    Event,
    FutureLedger,
    Ledger,
    Lineage,
    append,
    decode_ledger,
    empty_ledger,
    encode_ledger,
    millibits,
    read_claim,
    sign_claim,
    with_claims,
)
from desktop.ledger.rules import Unfinished, Verdict, claim_of, may_run, unfinished, uses
from desktop.store import Kind, NewerFormat, Store
from p2p.identity import Identity, labelled_hash

_MAX_OPENED = 65_535


class RunRefused(Exception):
    """These people may not run this sheet now: it was run as often as it allows, or it is too early.

    Attributes:
        verdict: why, and when it will be allowed.
    """

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.reason.value)


@dataclass(frozen=True, slots=True)
class Run:
    """The run that is about to happen.

    Attributes:
        lineage: sheet id and everybody's identities.
        limits: the sheet's `run` table.
        sheet_digest: 32 bytes.
        run_id: 32 bytes that all agreed on for this very run; claims are bound to it, and one run_id is one run.
    """

    lineage: Lineage
    limits: RunLimits
    sheet_digest: bytes
    run_id: bytes


class LedgerBook:
    """All ledgers of one identity in one store.

    Every call may raise what desktop.store.Store raises. NewerFormat: a newer version kept this ledger.
    """

    def __init__(self, store: Store, identity: Identity) -> None:
        """Args: store: open; identity: one's own signing key in the lineages."""
        self._store = store
        self._identity = identity

    def load(self, lineage: Lineage) -> Ledger:
        """The ledger of a lineage, checked; an empty one when there is none.

        Raises:
            MisuseError: what the store gave back whole is not a ledger of this lineage and identity.
        """
        return self._load(lineage)[0]

    def may_run(self, run: Run, now: float, claims: Mapping[bytes, Claim] | None = None) -> Verdict:
        """See desktop.ledger.rules.may_run. Changes nothing."""
        return may_run(self.load(run.lineage), run.limits, run.sheet_digest, int(now), claims)

    def claim(self, run: Run, now: float) -> bytes:
        """One's own signed claim for everybody else, CLAIM_BYTES bytes."""
        claim = claim_of(self.load(run.lineage), run.limits.per_days, int(now), run.run_id)
        return sign_claim(run.lineage, claim, self._identity)

    def read_claim(self, run: Run, signer: bytes, untrusted: bytes) -> Claim:
        """Another computer's claim. See desktop.ledger.entries.read_claim for what it raises."""
        return read_claim(untrusted, run.lineage, signer, run.run_id, run.limits.per_days)

    def record_used(
        self, run: Run, bound_bits: float, now: float, claims: Mapping[bytes, Claim], *, remade: bool = False
    ) -> int:
        """Count the run, before its order can be known. It is on the disk when this returns.

        Calling it again for the same run_id changes nothing. Decides anew, as another window may have run meanwhile.

        Args:
            run: the run.
            bound_bits: how much it can tell at most, from public data only.
            now: seconds since 1970.
            claims: what each of the others claimed in this run, all of them.
            remade: it is not held to the run before, of which somebody no longer has the inputs.

        Returns:
            The number of the run.

        Raises:
            RunRefused: not allowed; do not reveal the order coin.
            MisuseError: the claim of somebody is missing.
        """
        with self._store.transaction():
            ledger, version = self._load(run.lineage)
            if claims.keys() != set(ledger.others):
                raise MisuseError("a run is counted with the claims of all others")
            for entry in uses(ledger):
                if entry.run_id == run.run_id:
                    return entry.run
            verdict = may_run(ledger, run.limits, run.sheet_digest, int(now), claims)
            if not verdict.allowed:
                raise RunRefused(verdict)
            used = Entry(verdict.run, Event.USED, _hash(run.run_id), run.sheet_digest, int(now), millibits(bound_bits))
            counted = append(with_claims(ledger, claims), used, self._identity)
            if remade:
                noted = Entry(verdict.run, Event.REMADE, run.run_id, run.sheet_digest, int(now))
                counted = append(counted, noted, self._identity)
            self._save(counted, version)
            return verdict.run

    def record_order(self, run: Run, coin: bytes, now: float) -> None:
        """Keep the tossed order coin (at most 32 bytes), for the case that the run has to be repeated."""
        self._add(run, Event.ORDER, coin, now)

    def record_end(self, run: Run, now: float, *, n_opened: int | None = None) -> None:
        """The run came to its end, or stopped after n_opened items had been opened here."""
        if n_opened is None:
            self._add(run, Event.FINISHED, b"", now)
        else:
            self._add(run, Event.STOPPED, min(n_opened, _MAX_OPENED).to_bytes(2, "little"), now)

    def unfinished(self, run: Run) -> Unfinished | None:
        """See desktop.ledger.rules.unfinished."""
        return unfinished(self.load(run.lineage), run.sheet_digest)

    def record_repeat(
        self, run: Run, stopped: bytes, bound_bits: float, now: float, claims: Mapping[bytes, Claim]
    ) -> Unfinished:
        """Note that an unfinished run is repeated under a new run_id, before its order is used again.

        Where this computer stopped before it could count that run, it counts it now, under the number of the others.

        Args:
            run: the repeat.
            stopped: 32 bytes, run_id of the run that is repeated.
            bound_bits: how much it can tell at most.
            now: seconds since 1970.
            claims: what each of the others claimed in this run, all of them.

        Raises:
            MisuseError: there is nothing to repeat.
        """
        with self._store.transaction():
            ledger, version = self._load(run.lineage)
            if claims.keys() != set(ledger.others):
                raise MisuseError("a run is counted with the claims of all others")
            if all(entry.run_id != stopped for entry in ledger.entries):
                mine = uses(ledger)[-1].run if uses(ledger) else 0
                number = max(mine + 1, *(claim.used for claim in claims.values()))
                first = Entry(number, Event.USED, _hash(stopped), run.sheet_digest, int(now), millibits(bound_bits))
                ledger = append(ledger, first, self._identity)
            found = unfinished(ledger, run.sheet_digest)
            if found is None or found.run_id != stopped:
                raise MisuseError("there is no run to repeat")
            if ledger.entries[-1].run_id != run.run_id:
                again = Entry(found.run, Event.REPEATED, _hash(run.run_id), run.sheet_digest, int(now))
                ledger = append(ledger, again, self._identity)
            self._save(with_claims(ledger, claims), version)
            return found

    def forget(self, lineage: Lineage) -> None:
        """Forget the ledger of a lineage. The others keep theirs, and theirs will decide."""
        self._store.forget(Kind.LEDGER, self._record_id(lineage))

    def _add(self, run: Run, event: Event, detail: bytes, now: float) -> None:
        with self._store.transaction():
            ledger, version = self._load(run.lineage)
            last = ledger.entries[-1] if ledger.entries else None
            if last is None or last.run_id != run.run_id:
                raise MisuseError("this run was not recorded as used")
            entry = Entry(last.run, event, _hash(run.run_id), run.sheet_digest, int(now), detail=detail)
            self._save(append(ledger, entry, self._identity), version)

    def _record_id(self, lineage: Lineage) -> str:
        # With the identity: two windows of one computer may sit on both sides of one lineage.
        return labelled_hash("ledger record", lineage.digest(), self._identity.key).hex()

    def _load(self, lineage: Lineage) -> tuple[Ledger, int]:
        found = self._store.get(Kind.LEDGER, self._record_id(lineage))
        if found is None:
            return empty_ledger(lineage, self._identity.key), 0
        try:
            ledger = decode_ledger(found.content)
        except FutureLedger as error:
            raise NewerFormat from error
        except PeerError as error:  # the store vouches for the bytes, so this program wrote them wrongly
            raise MisuseError("not a ledger") from error
        if ledger.lineage != lineage or ledger.owner != self._identity.key:
            raise MisuseError("the ledger of somebody else")
        return ledger, found.version

    def _save(self, ledger: Ledger, version: int) -> None:
        self._store.put(Kind.LEDGER, self._record_id(ledger.lineage), encode_ledger(ledger), expect=version)


def counted_sheets(store: Store, identities: Sequence[bytes], owner: bytes) -> tuple[str, ...]:
    """The ids of all sheets of which runs between these people are counted here, sorted.

    Args:
        identities: of everybody, the owner included.
        owner: the identity whose ledgers are meant.
    """
    found = []
    for record_id in store.ids(Kind.LEDGER):
        record = store.get(Kind.LEDGER, record_id)
        with suppress(FutureLedger, PeerError):
            if record is not None:
                ledger = decode_ledger(record.content)
                if ledger.owner == owner and set(ledger.lineage.identities) == set(identities):
                    found.append(ledger.lineage.sheet_id)
    return tuple(sorted(found))


def _hash(value: bytes) -> bytes:
    if len(value) != HASH_BYTES:
        raise MisuseError("a run id has 32 bytes")
    return value
