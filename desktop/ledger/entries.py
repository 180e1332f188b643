"""What the ledger of runs consists of: signed entries in a chain, and the signed counts of the others. Pure.

A lineage is the runs between the same identities of sheets with the same id. For each, every computer keeps a list of
entries that only grows: each holds the hash of the one before, and its owner signs it. So the last signature covers the
whole list. A claim is what one computer tells the others before a run: how many runs its list has.

Leaves to others: what follows from the counts (desktop.ledger.rules), keeping the list (desktop.ledger.book).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from crypto.errors import MalformedMessage, MisuseError
from p2p.identity import KEY_BYTES, SIGNATURE_BYTES, Identity, is_valid_key, labelled_hash, verify

HASH_BYTES = 32
MAX_RUNS = 1_000_000
MAX_IDENTITIES = 64
_FORMAT = 1
_MAX_DETAIL = 32
_ENTRY = struct.Struct(f"<IB{HASH_BYTES}s{HASH_BYTES}sqIB{_MAX_DETAIL}s{HASH_BYTES}s")
_ENTRY_BYTES = _ENTRY.size + SIGNATURE_BYTES
_CLAIM = struct.Struct(f"<{HASH_BYTES}s{HASH_BYTES}sIIIqQ{HASH_BYTES}s")
CLAIM_BYTES = _CLAIM.size + SIGNATURE_BYTES
"""Length of a claim on the wire, whatever it says."""
_ENTRY_LABEL = b"common ground ledger entry 1\0"
_CLAIM_LABEL = b"common ground ledger claim 1\0"


class Event(IntEnum):
    """What happened to a run. The numbers are part of the format."""

    USED = 1
    ORDER = 2
    FINISHED = 3
    STOPPED = 4
    REPEATED = 5
    REMADE = 6


@dataclass(frozen=True, slots=True)
class Lineage:
    """The runs between these people on sheets with this id.

    Attributes:
        sheet_id: the sheet's `id`.
        identities: public keys, 32 bytes each, sorted, all different, one's own included.
    """

    sheet_id: str
    identities: tuple[bytes, ...]

    def digest(self) -> bytes:
        """32 bytes that stand for this lineage."""
        return labelled_hash("ledger lineage", self.sheet_id.encode(), *self.identities)


def lineage_of(sheet_id: str, identities: Sequence[bytes]) -> Lineage:
    """The lineage of a sheet and a roster in any order.

    Raises:
        MisuseError: fewer than two identities, one twice, or one that is none.
    """
    ordered = tuple(sorted(identities))
    if not 2 <= len(set(ordered)) == len(ordered) <= MAX_IDENTITIES or not all(map(is_valid_key, ordered)):
        raise MisuseError("a lineage is between at least two different identities")
    if not sheet_id:
        raise MisuseError("a lineage has the id of its sheet")
    return Lineage(sheet_id, ordered)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    Attributes:
        run: number of the run, from 1. It grows from one USED to the next, by more than 1 where entries were lost.
        event: what happened.
        run_id: 32 bytes, the session id of the run.
        sheet_digest: 32 bytes, of the sheet that was run.
        at: seconds since 1970, never less than that of the entry before.
        bound_millibits: with USED, how much the run can tell at most, in thousandths of a bit; otherwise 0.
        detail: with ORDER the tossed order coin, with STOPPED the number of items opened here (2 bytes), or empty.
        previous: 32 bytes, hash of the entry before with its signature; zeros for the first.
        signature: 64 bytes, of the owner, over the lineage and all of the above.
    """

    run: int
    event: Event
    run_id: bytes
    sheet_digest: bytes
    at: int
    bound_millibits: int = 0
    detail: bytes = b""
    previous: bytes = bytes(HASH_BYTES)
    signature: bytes = bytes(SIGNATURE_BYTES)

    def body(self) -> bytes:
        """Everything but the signature, in the one encoding it has."""
        counts = (self.run, self.event, self.run_id, self.sheet_digest, self.at, self.bound_millibits)
        return _ENTRY.pack(*counts, len(self.detail), self.detail, self.previous)

    def link(self) -> bytes:
        """What the next entry holds as previous."""
        return labelled_hash("ledger entry", self.body(), self.signature)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one computer says about its own list, before a run.

    Attributes:
        session: 32 bytes that all agreed on just now; so an old claim cannot be shown again.
        used: number of the last run.
        in_window: runs that count against max_runs now.
        per_days: the window meant, 0 = for ever.
        last_at: time of the last run, 0 for none.
        bound_millibits: sum over all runs.
        head: hash of the last entry, zeros for none.
        signature: 64 bytes, over the lineage and all of the above.
    """

    session: bytes
    used: int
    in_window: int
    per_days: int
    last_at: int
    bound_millibits: int
    head: bytes
    signature: bytes = bytes(SIGNATURE_BYTES)

    def body(self, lineage: Lineage) -> bytes:
        """Everything but the signature, with the lineage."""
        counts = (self.used, self.in_window, self.per_days, self.last_at, self.bound_millibits)
        return _CLAIM.pack(lineage.digest(), self.session, *counts, self.head)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The list of one owner for one lineage, and the highest claim of each of the others.

    Invariant: entries are chained and signed by owner; nothing in this module shortens either of the two.
    """

    lineage: Lineage
    owner: bytes
    entries: tuple[Entry, ...]
    claims: Mapping[bytes, Claim]

    @property
    def others(self) -> tuple[bytes, ...]:
        """All identities but the owner."""
        return tuple(key for key in self.lineage.identities if key != self.owner)


def empty_ledger(lineage: Lineage, owner: bytes) -> Ledger:
    """A ledger in which nothing has happened.

    Raises:
        MisuseError: owner is not part of the lineage.
    """
    if owner not in lineage.identities:
        raise MisuseError("the owner of a ledger is one of its identities")
    return Ledger(lineage, owner, (), {})


def millibits(bound_bits: float) -> int:
    """A bound in thousandths of a bit, rounded up."""
    return math.ceil(bound_bits * 1000)


def append(ledger: Ledger, entry: Entry, identity: Identity) -> Ledger:
    """Add an entry: chain it, keep time from going back, sign it.

    Raises:
        MisuseError: it does not follow from what is there, or the identity is not the owner's.
    """
    last = ledger.entries[-1] if ledger.entries else None
    follows = entry.run == last.run if last is not None else False
    if entry.event == Event.USED:
        follows = entry.run > (last.run if last is not None else 0)
    fits = 0 < entry.run <= MAX_RUNS and len(entry.detail) <= _MAX_DETAIL and 0 <= entry.bound_millibits < 2**32
    if not follows or not fits or identity.key != ledger.owner:
        raise MisuseError("an entry that does not follow")
    chained = replace(
        entry,
        at=max(entry.at, last.at if last is not None else 0),
        previous=last.link() if last is not None else bytes(HASH_BYTES),
    )
    signed = replace(chained, signature=identity.sign(_signed(ledger.lineage, chained)))
    return replace(ledger, entries=(*ledger.entries, signed))


def _signed(lineage: Lineage, entry: Entry) -> bytes:
    return _ENTRY_LABEL + lineage.digest() + entry.body()


def with_claims(ledger: Ledger, claims: Mapping[bytes, Claim]) -> Ledger:
    """Remember what the others claimed where it is more than they ever did."""
    kept = dict(ledger.claims)
    for signer, claim in claims.items():
        if signer in ledger.others and (signer not in kept or claim.used > kept[signer].used):
            kept[signer] = claim
    return replace(ledger, claims=kept)


def check_ledger(ledger: Ledger) -> None:
    """Check the chain, the last signature, and the signatures of the claims.

    Raises:
        CheatingDetected: a signature does not fit.
        MalformedMessage: the list is not one that append makes.
    """
    previous, run, at = bytes(HASH_BYTES), 0, 0
    for entry in ledger.entries:
        in_order = entry.run > run if entry.event == Event.USED else entry.run == run > 0
        if entry.previous != previous or not in_order or entry.at < at or entry.run > MAX_RUNS:
            raise MalformedMessage("the ledger's entries do not follow from each other")
        previous, run, at = entry.link(), entry.run, entry.at
    if ledger.entries:
        last = ledger.entries[-1]
        verify(ledger.owner, last.signature, _signed(ledger.lineage, last))
    for signer, claim in ledger.claims.items():
        verify(signer, claim.signature, _CLAIM_LABEL + claim.body(ledger.lineage))


def sign_claim(lineage: Lineage, claim: Claim, identity: Identity) -> bytes:
    """A claim for the wire, CLAIM_BYTES bytes."""
    body = claim.body(lineage)
    return body + identity.sign(_CLAIM_LABEL + body)


def read_claim(untrusted: bytes, lineage: Lineage, signer: bytes, session: bytes, per_days: int) -> Claim:
    """What another computer claims.

    Args:
        untrusted: CLAIM_BYTES bytes from the peer.
        lineage, session, per_days: of the run that is about to start.
        signer: the peer's identity.

    Raises:
        MalformedMessage: wrong length, another lineage, session or window, or counts that cannot be.
        CheatingDetected: not signed by signer.
    """
    if len(untrusted) != CLAIM_BYTES:
        raise MalformedMessage("a claim of the wrong length")
    claim, of_lineage = _unpack_claim(untrusted)
    if of_lineage != lineage.digest() or claim.session != session or claim.per_days != per_days:
        raise MalformedMessage("a claim about something else")
    possible = claim.in_window <= claim.used <= MAX_RUNS and 0 <= claim.last_at < 2**40
    if not possible or (claim.used == 0) != (claim.last_at == 0) or claim.bound_millibits > 2**32 * MAX_RUNS:
        raise MalformedMessage("a claim that cannot be")
    verify(signer, claim.signature, _CLAIM_LABEL + untrusted[: _CLAIM.size])
    return claim


def _unpack_claim(data: bytes) -> tuple[Claim, bytes]:
    of_lineage, session, used, in_window, per_days, last_at, bound, head = _CLAIM.unpack(data[: _CLAIM.size])
    return Claim(session, used, in_window, per_days, last_at, bound, head, data[_CLAIM.size :]), of_lineage


def encode_ledger(ledger: Ledger) -> bytes:
    """The ledger as it is kept."""
    sheet_id = ledger.lineage.sheet_id.encode()
    parts = [
        _FORMAT.to_bytes(2, "little"),
        ledger.owner,
        len(sheet_id).to_bytes(2, "little"),
        sheet_id,
        len(ledger.lineage.identities).to_bytes(2, "little"),
        *ledger.lineage.identities,
        len(ledger.entries).to_bytes(4, "little"),
        *(entry.body() + entry.signature for entry in ledger.entries),
        len(ledger.claims).to_bytes(2, "little"),
        *(key + claim.body(ledger.lineage) + claim.signature for key, claim in sorted(ledger.claims.items())),
    ]
    return b"".join(parts)


def decode_ledger(data: bytes) -> Ledger:
    """Read what encode_ledger wrote, and check it.

    Raises:
        FutureLedger: a later version wrote it.
        MalformedMessage, CheatingDetected: it is not what encode_ledger wrote, or a signature does not fit.
    """
    if int.from_bytes(data[:2], "little") > _FORMAT:
        raise FutureLedger
    try:
        ledger = _decode(data)
        again = encode_ledger(ledger)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise MalformedMessage("not a ledger") from error
    if again != data:
        raise MalformedMessage("not the one encoding of a ledger")
    check_ledger(ledger)
    return ledger


class FutureLedger(Exception):
    """A later version of the program wrote this ledger."""


def _decode(data: bytes) -> Ledger:
    at = 2

    def take(size: int) -> bytes:
        nonlocal at
        if at + size > len(data):
            raise ValueError("cut off")
        at += size
        return data[at - size : at]

    owner = take(KEY_BYTES)
    sheet_id = take(int.from_bytes(take(2), "little")).decode()
    identities = tuple(take(KEY_BYTES) for _ in range(int.from_bytes(take(2), "little")))
    entries = tuple(_unpack_entry(take(_ENTRY_BYTES)) for _ in range(int.from_bytes(take(4), "little")))
    claims = {}
    for _ in range(int.from_bytes(take(2), "little")):
        signer = take(KEY_BYTES)
        claims[signer] = _unpack_claim(take(CLAIM_BYTES))[0]
    return Ledger(Lineage(sheet_id, identities), owner, entries, claims)


def _unpack_entry(data: bytes) -> Entry:
    run, event, run_id, digest, at, bound, size, detail, previous = _ENTRY.unpack(data[: _ENTRY.size])
    return Entry(run, Event(event), run_id, digest, at, bound, detail[:size], previous, data[_ENTRY.size :])
