"""Set intersection of two parties for sets too large for a circuit: both learn the common entries and nothing else.

Security against a malicious party, with abort. Each party's number of entries stays hidden within the size class, and
a party is bound to its own list before it learns anything. A cheater can ask about more strings than the class has
places, but about fewer than three times as many (okvs.most_strings, docs/decisions/0011-sets-from-ot.md). Not
promised: that both learn the result when one stops in the last step; that a party uses the same set in both directions
(crypto.psi_agree compares the results).

Source: Pinkas, Rosulek, Trieu, Yanai 2020 (eprint 2020/193), figure 4: "PSI from PaXoS", malicious.
Differs from the paper: the table is that of Garimella et al. 2021 (crypto.okvs); correlated OT over a small field
(crypto.coded_ot); both directions run side by side, each with its own Delta; the lists of tags are committed to,
together with everything said so far, and opened only then, in both directions at once.

Per direction, with owner R of the messages and key holder S: R builds a table in which every one of its entries y reads
a hash of y; the table's rows are R's messages. For any entry x, S reads Q and adds the code's word of the hash of x
under its Delta; if x is an entry of R, this is what R reads from T, and otherwise R cannot know it. S lists tags, which
are hashes of x and of what it has for x; R looks for its own.

Steps: (1) a session, (2) coded OT with the table's rows as messages, (3) commitment to the own sorted tags, (4) its
opening.
Every message has one length per size class.
Leaves to others: folding of strings, comparing the two results (crypto.psi_agree).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from crypto import base_ot, coded_ot, commit, cot, okvs, params, pprf, session
from crypto.bits import Words
from crypto.coded_ot import CodedRows
from crypto.errors import MalformedMessage, MisuseError
from crypto.preparation import DestroyedOnFailure
from crypto.randomness import H, H_each, byte, le32, require_equal
from crypto.rounds import Kind, PartyId, Protocol, Random
from crypto.session import Session

SIZE_CLASSES = (256, 512, 1024, 2048, 4096, 8192, 10_240, 16_384, 32_768, 65_536, 102_400)
"""How many items a party compares, whatever it has: powers of two, and two just above round numbers."""

SID_BYTES = 32
ITEM_BYTES = 32
TAG_BYTES = 16
NONCE_BYTES = 32
_COMMITMENT_BYTES = 32
_SEATS = (bytes(32), b"\1" * 32)
"""In place of identity keys: the session id depends on `sid`, which stands for the people."""


@dataclass(frozen=True, slots=True, repr=False)
class Overlap:
    """What a party learnt.

    Attributes:
        entries: the own entries that the other side has as well.
        transcript: digest of the run, 32 bytes, the same at both sides.
    """

    entries: frozenset[bytes]
    transcript: bytes

    def __repr__(self) -> str:
        """Say nothing about the entries."""
        return "Overlap()"


def _nobody_to_tell() -> None:
    """Nobody has to know that the own list is about to be opened."""


def class_for(n_entries: int) -> int:
    """The smallest size class with room for so many entries: the public maximum of a sheet, never an own count.

    Raises:
        MisuseError: there is none.
    """
    for size in SIZE_CLASSES:
        if n_entries <= size:
            return size
    raise MisuseError("no size class has room for so many entries")


def message_bytes(size: int) -> tuple[tuple[Kind, int], ...]:
    """Kind and exact length in bytes of the message of each step, in each direction."""
    coded = coded_ot.message_bytes(okvs.table_rows(size))
    trees = pprf.message_bytes(params.SMALL_FIELD)
    return (
        (Kind.HELLO, session.NONCE_BYTES + len(_parameters(bytes(SID_BYTES), size))),
        (Kind.COINS, commit.COMMITMENTS_BYTES + base_ot.MESSAGE_BYTES),
        (Kind.ECHO, 32 + base_ot.ANSWER_BYTES + trees),
        (Kind.COT, params.KAPPA // params.SMALL_FIELD * (coded_ot.DELTA_BITS + params.MASK_ROWS) // 8),
        (Kind.COIN, 32),
        (Kind.COT_CHECK, cot.CHECK_BYTES),
        (Kind.PSI_KEY, coded[Kind.PSI_KEY]),
        (Kind.PSI_BLINDED, coded[Kind.PSI_BLINDED]),
        (Kind.COIN, 32),
        (Kind.COT_CHECK, coded[Kind.COT_CHECK]),
        (Kind.PSI_ANSWER, _COMMITMENT_BYTES),
        (Kind.PSI_OPEN, TAG_BYTES * size + NONCE_BYTES),
    )


def check_arguments(sid: bytes, me: PartyId, my_entries: Sequence[bytes], size: int) -> None:
    """Raise MisuseError unless intersect takes these arguments. The message names no entry."""
    if me not in (0, 1) or len(sid) != SID_BYTES:
        raise MisuseError("set intersection is between parties 0 and 1 of a run with a session id")
    if size not in SIZE_CLASSES or len(my_entries) > size:
        raise MisuseError("not a size class, or more entries than it has room for")
    if len(set(my_entries)) != len(my_entries):
        raise MisuseError("an entry is there twice")


def intersect(
    sid: bytes,
    me: PartyId,
    my_entries: Sequence[bytes],
    size_class: int,
    random: Random,
    before_opening: Callable[[], None] = _nobody_to_tell,
) -> Protocol[Overlap]:
    """Find the entries that both parties have. Single use.

    Args:
        sid: id of this run, 32 bytes, never used before; the same at both parties (for instance Prepared.sid).
        me: own number, 0 or 1.
        my_entries: folded and distinct, at most size_class of them, in any order.
        size_class: one of SIZE_CLASSES, the same at both parties.
        random: source of fresh random bytes.
        before_opening: called before the own list is opened: from then on the peer may know what is common.

    Returns:
        The common entries and the digest of the transcript.

    Rounds: 12. Bytes to the peer: `message_bytes`; about 75 kB and 57 per place of the class.

    Raises:
        MisuseError: at once: the arguments do not fit.
        MalformedMessage: a message has another length than the size class gives, or the other side wants another run.
        CheatingDetected: a check failed. In both cases the run is over, and before the last step the peer has learnt
            nothing.
    """
    check_arguments(sid, me, my_entries, size_class)
    return _Intersection(sid, me, my_entries, size_class, random).run(before_opening)


def _parameters(sid: bytes, size: int) -> bytes:
    return b"psi" + params.encode(2) + sid + le32(size)


class _Intersection:
    """One party's run. Everything secret is an attribute, so that `destroy` forgets it.

    Attributes:
        items: entries, then dummies.
        tags: own tags under the own Delta, sorted.
        found: tags of the own items under the peer's Delta, in the order of `items`.
        rows: of the coded OT.
    """

    def __init__(self, sid: bytes, me: PartyId, my_entries: Sequence[bytes], size: int, random: Random) -> None:
        self.sid = sid
        self.me = me
        self.peer = 1 - me
        self.size = size
        self.random = random
        self.entries = tuple(my_entries)
        self.items: tuple[bytes, ...] = ()
        self.found: list[bytes] = []
        self.tags = b""
        self.rows: CodedRows | None = None
        self.session: Session | None = None

    def destroy(self) -> None:
        """Forget everything secret."""
        self.entries = self.items = ()
        self.found = []
        self.tags = b""
        if self.rows is not None:
            self.rows.destroy()
        self.rows = None
        if self.session is not None:
            self.session.destroy()

    def run(self, before_opening: Callable[[], None] = _nobody_to_tell) -> Protocol[Overlap]:
        """All steps."""
        with DestroyedOnFailure(self):
            # Step 1. Dummies are random strings, treated like entries in everything.
            parameters = _parameters(self.sid, self.size)
            opened = self.session = yield from session.open_session(self.me, _SEATS, parameters, self.random)
            dummies = [self.random(ITEM_BYTES) for _ in range(self.size)]
            self.items = (*self.entries, *dummies)[: self.size]
            # Step 2.
            own_hashes, their_hashes = (self._hashes(owner) for owner in (self.me, self.peer))
            own_keys, their_keys = (okvs.read_keys(hashes, self.size) for hashes in (own_hashes, their_hashes))
            table = okvs.build(own_keys, self.size, self.random)
            rows = self.rows = yield from coded_ot.coded_pass(opened, table)
            self.found = self._tags(self.me, own_hashes, okvs.read(rows.own, own_keys, self.size))
            under_delta = coded_ot.code_words(their_keys.value)
            under_delta &= rows.delta
            under_delta ^= okvs.read(rows.key, their_keys, self.size)
            self.tags = b"".join(sorted(self._tags(self.peer, their_hashes, under_delta)))
            # Step 3: bound to the own list, and to all that was said.
            nonce, said = self.random(NONCE_BYTES), opened.transcript.digest()
            commitment = self._commit(self.me, said, self.tags, nonce)
            committed = (yield from opened.broadcast(Kind.PSI_ANSWER, commitment))[self.peer]
            # Step 4: only now is the own list shown.
            before_opening()
            opening = (yield from opened.broadcast(Kind.PSI_OPEN, self.tags + nonce))[self.peer]
            listed = self._check_opening(said, opening, committed)
            overlap = Overlap(self._select(listed), opened.transcript.digest())
        self.destroy()
        return overlap

    def _hashes(self, owner: PartyId) -> bytes:
        """The hashes of the own items for the table of this owner: okvs.HASH_BYTES each."""
        return H_each("psi-item", (self._session_id(), byte(owner)), self.items, okvs.HASH_BYTES)

    def _tags(self, owner: PartyId, hashes: bytes, values: Words) -> list[bytes]:
        """The tags of the own items with what they read in the direction of this owner."""
        width = okvs.HASH_BYTES + 8 * values.shape[1]
        hashed = np.frombuffer(hashes, np.uint8).reshape(len(values), -1)
        data = np.concatenate((hashed, values.view(np.uint8)), axis=1).tobytes()
        pairs = [data[start : start + width] for start in range(0, len(data), width)]
        tags = H_each("psi-f", (self._session_id(), byte(owner)), pairs, TAG_BYTES)
        return [tags[start : start + TAG_BYTES] for start in range(0, len(tags), TAG_BYTES)]

    def _session_id(self) -> bytes:
        if self.session is None:
            raise MisuseError("the session is not open yet")
        return self.session.sid

    def _commit(self, sender: PartyId, said: bytes, tags: bytes, nonce: bytes) -> bytes:
        return H("psi-com", (self._session_id(), byte(sender), said, tags, nonce))

    def _check_opening(self, said: bytes, untrusted_opening: bytes, commitment: bytes) -> list[bytes]:
        """The peer's tags, if they are those it was bound to, in ascending order without repetition."""
        tags, nonce = untrusted_opening[:-NONCE_BYTES], untrusted_opening[-NONCE_BYTES:]
        expected = self._commit(self.peer, said, tags, nonce)
        require_equal(expected, commitment, "the list is not the one committed to")
        listed = [tags[start : start + TAG_BYTES] for start in range(0, len(tags), TAG_BYTES)]
        if any(left >= right for left, right in itertools.pairwise(listed)):
            raise MalformedMessage("a list that is not in ascending order")
        return listed

    def _select(self, listed: Sequence[bytes]) -> frozenset[bytes]:
        """My entries whose tags are on the peer's list. Here, and only here, something depends on what is common."""
        common = set(listed)
        return frozenset(entry for entry, tag in zip(self.entries, self.found, strict=False) if tag in common)
