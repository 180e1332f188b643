"""Set intersection of two parties for sets too large for a circuit: both learn the common entries and nothing else.

Security against a malicious party, with abort. A party can test at most as many strings as the size class has places,
cannot answer some items with another key (the proof), and is bound to its own list before it learns anything. Each
party's number of entries stays hidden within the size class. Not promised: that both learn the result when one stops in
the last step; that a party uses the same set in both directions (crypto.psi_agree compares the results).

Source: Jarecki and Liu 2010 (2HashDH as an oblivious pseudorandom function); Jarecki, Kiayias, Krawczyk 2014 (eprint
2014/650); exponential blinding as advised by Jarecki, Krawczyk, Xu 2021 (eprint 2021/273); the proof as in RFC 9497.
Differs from the papers: both directions run side by side, each with a fresh key; the lists of tags are committed to and
opened only after all answers were verified, in both directions at once.

Steps: (1) keys Kp = k * G; (2) blinded items a_i = b_i * P(y_i); (3) answers e_i = k * a_i with their proof, and a
commitment to the own sorted tags H(x, k * P(x)); (4) opening of the tags. Every message has one length per size class.
Leaves to others: folding of strings, comparing the two results (crypto.psi_agree), pools (desktop.workers).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crypto import group
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError
from crypto.group import POINT_BYTES
from crypto.preparation import DestroyedOnFailure
from crypto.psi_proof import PROOF_BYTES, coefficients, prove, verify
from crypto.psi_work import (
    CHUNK,
    ITEM_BYTES,
    SID_BYTES,
    TAG_BYTES,
    Step,
    Task,
    Work,
    cut,
    domain,
    invert_all,
    serial,
    split,
    total,
)
from crypto.randomness import H, RunningHash, byte, le32, le64, require_equal
from crypto.rounds import Kind, PartyId, Protocol, Random, Round, check_inbox

SIZE_CLASSES = (256, 512, 1024, 2048, 4096, 8192, 10240, 16384)
"""How many items a party sends, whatever it has: powers of two, and one just above the 10,000 entries of a sheet."""

NONCE_BYTES = 32
COMMITMENT_BYTES = 32
_STEPS_PER_ITEM = 7  # blind, multiply, tag, unblind, and three combinations


@dataclass(frozen=True, slots=True, repr=False)
class Overlap:
    """What a party learnt.

    Attributes:
        entries: the own entries that the other side has as well.
        transcript: digest of all messages of the run, 32 bytes, the same at both sides.
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


def n_tasks(size: int) -> int:
    """How many tasks one run hands to `work` at each party, for showing progress."""
    return _STEPS_PER_ITEM * -(-size // CHUNK)


def message_bytes(size: int) -> dict[Kind, int]:
    """Exact length in bytes of the message of each step, in each direction."""
    return {
        Kind.PSI_KEY: POINT_BYTES,
        Kind.PSI_BLINDED: POINT_BYTES * size,
        Kind.PSI_ANSWER: POINT_BYTES * size + PROOF_BYTES + COMMITMENT_BYTES,
        Kind.PSI_OPEN: TAG_BYTES * size + NONCE_BYTES,
    }


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
    work: Work = serial,
    before_opening: Callable[[], None] = _nobody_to_tell,
) -> Protocol[Overlap]:
    """Find the entries that both parties have. Single use.

    Args:
        sid: id of this run, 32 bytes, never used before; the same at both parties (for instance Prepared.sid).
        me: own number, 0 or 1.
        my_entries: folded and distinct, at most size_class of them, in any order.
        size_class: one of SIZE_CLASSES, the same at both parties.
        random: source of fresh random bytes.
        work: performs the tasks; it may use other processes.
        before_opening: called before the own list is opened: from then on the peer may know what is common.

    Returns:
        The common entries and the digest of the transcript.

    Rounds: 4. Bytes to the peer: 32; 32 s; 32 s + 96; 16 s + 32 for a size class s (80 s + 160 in all).

    Raises:
        MisuseError: at once: the arguments do not fit.
        MalformedMessage: a message has another length than the size class gives, or holds something that is no point.
        CheatingDetected: a proof or commitment is wrong, or something was repeated or sent back. In both cases the run
            is over, and before the last step the peer has learnt nothing.
    """
    check_arguments(sid, me, my_entries, size_class)
    group.self_test()
    return _Intersection(sid, me, my_entries, size_class, random, work).run(before_opening)


class _Intersection:
    """One party's run. Everything secret is an attribute, so that `destroy` forgets it.

    Attributes:
        items: hashes of entries and dummies in a secret order; 32 bytes each.
        order: place in `items` -> number of the entry; numbers from len(entries) on are dummies.
        key, blinds: k; b_i of every item.
        tags: own tags under the own key, sorted.
        found: tags of the own items under the peer's key, in the order of `items`.
    """

    def __init__(
        self, sid: bytes, me: PartyId, my_entries: Sequence[bytes], size: int, random: Random, work: Work
    ) -> None:
        self.sid = sid
        self.me = me
        self.peer = 1 - me
        self.size = size
        self.random = random
        self.work = work
        self.mine = domain(sid, me)
        self.theirs = domain(sid, self.peer)
        self.entries = tuple(my_entries)
        self.order: list[int] = []
        self.found: list[bytes] = []
        self.items = self.key = self.blinds = self.tags = b""
        self.transcript = RunningHash("th")
        self.step = 0

    def destroy(self) -> None:
        """Forget everything secret."""
        self.entries = ()
        self.order = []
        self.found = []
        self.items = self.key = self.blinds = self.tags = b""

    def run(self, before_opening: Callable[[], None] = _nobody_to_tell) -> Protocol[Overlap]:
        """All steps."""
        with DestroyedOnFailure(self):
            self.transcript.update(self.sid + le32(self.size))
            self._draw()
            # Step 1: a fresh key per run and direction.
            my_key_point = group.base_multiply(self.key)
            their_key_point = group.check_point((yield from self._exchange(Kind.PSI_KEY, my_key_point)))
            if their_key_point == my_key_point:
                raise CheatingDetected("the key was sent back")
            # Step 2: every item under a blind of its own.
            my_asked = self._perform(cut(Step.BLIND, self.theirs, self.items, self.blinds))
            their_asked = yield from self._exchange(Kind.PSI_BLINDED, my_asked)
            _require_new(their_asked, my_asked)
            # Step 3: answers, their proof, and a commitment to the own list. Multiplying checks the points.
            answers, nonce = self._perform(cut(Step.MULTIPLY, self.key, their_asked)), self.random(NONCE_BYTES)
            proof = self._prove_and_tag(my_key_point, their_asked, answers)
            message = answers + proof + self._commit(self.me, self.tags, nonce)
            untrusted_message = yield from self._exchange(Kind.PSI_ANSWER, message)
            end = POINT_BYTES * self.size
            answers, untrusted_proof = untrusted_message[:end], untrusted_message[end : end + PROOF_BYTES]
            self._unblind(their_key_point, my_asked, answers, untrusted_proof)
            # Step 4: only now, with all answers verified, the own list is shown.
            before_opening()
            untrusted_opening = yield from self._exchange(Kind.PSI_OPEN, self.tags + nonce)
            listed = self._check_opening(untrusted_opening, untrusted_message[end + PROOF_BYTES :])
            overlap = Overlap(self._select(listed), self.transcript.digest())
        self.destroy()
        return overlap

    def _draw(self) -> None:
        """Key, blinds, dummies and order. Dummies are random strings, treated like entries in everything."""
        self.key = group.random_scalar(self.random)
        self.blinds = b"".join(group.random_scalar(self.random) for _ in range(self.size))
        dummies = [self.random(ITEM_BYTES) for _ in range(self.size)]
        padded = (*self.entries, *dummies)[: self.size]
        places = [self.random(16) for _ in range(self.size)]
        self.order = sorted(range(self.size), key=places.__getitem__)
        self.items = b"".join(H("psi-item", (padded[number],)) for number in self.order)

    def _exchange(self, kind: Kind, message: bytes) -> Protocol[bytes]:
        """One step: send, receive, absorb both in party order."""
        expected = message_bytes(self.size)[kind]
        inbox = yield (round_ := Round(kind, {self.peer: message}, {self.peer: expected}, self.sid[:8]))
        check_inbox(round_, inbox)
        untrusted = inbox[self.peer]
        self.transcript.update(le64(self.step))
        for sent in (message, untrusted) if self.me == 0 else (untrusted, message):
            self.transcript.update(le64(len(sent)))
            self.transcript.update(sent)
        self.step += 1
        return untrusted

    def _perform(self, *batches: Sequence[Task]) -> bytes:
        """Have tasks performed and join their results."""
        return b"".join(self._results(batches))

    def _results(self, batches: Sequence[Sequence[Task]]) -> list[bytes]:
        tasks = [task for batch in batches for task in batch]
        results = list(self.work(tasks))
        if len(results) != len(tasks):
            raise MisuseError("not as many results as tasks")
        return results

    def _prove_and_tag(self, key_point: bytes, asked: bytes, answers: bytes) -> bytes:
        """The proof about my answers, and, in the same go, the own tags."""
        combining = cut(Step.COMBINE, b"", coefficients(self.mine, key_point, asked, answers), asked)
        tagging = cut(Step.TAG, self.mine + self.key, self.items)
        results = self._results((combining, tagging))
        self.tags = b"".join(sorted(split(b"".join(results[len(combining) :]), TAG_BYTES)))
        return prove(self.mine, self.key, key_point, total(results[: len(combining)]), self.random)

    def _unblind(self, key_point: bytes, asked: bytes, answers: bytes, untrusted_proof: bytes) -> None:
        """Verify the peer's answers and compute the tags of my items under its key."""
        weights = coefficients(self.theirs, key_point, asked, answers)
        inverses = invert_all(self.blinds)
        combining = cut(Step.COMBINE, b"", weights, asked)
        products = cut(Step.COMBINE, b"", weights, answers)
        unblinding = cut(Step.UNBLIND, self.theirs, self.items, inverses, answers)
        n = len(combining)
        results = self._results((combining, products, unblinding))
        verify(self.theirs, key_point, total(results[:n]), total(results[n : 2 * n]), untrusted_proof)
        self.found = split(b"".join(results[2 * n :]), TAG_BYTES)

    def _commit(self, sender: PartyId, tags: bytes, nonce: bytes) -> bytes:
        return H("psi-com", (self.sid, byte(sender), tags, nonce))

    def _check_opening(self, untrusted_opening: bytes, commitment: bytes) -> list[bytes]:
        """The peer's tags, if they are those it was bound to, in ascending order without repetition."""
        tags, nonce = untrusted_opening[:-NONCE_BYTES], untrusted_opening[-NONCE_BYTES:]
        require_equal(self._commit(self.peer, tags, nonce), commitment, "the list is not the one committed to")
        listed = split(tags, TAG_BYTES)
        if any(left >= right for left, right in itertools.pairwise(listed)):
            raise MalformedMessage("a list that is not in ascending order")
        return listed

    def _select(self, listed: Sequence[bytes]) -> frozenset[bytes]:
        """My entries whose tags are on the peer's list. Here, and only here, something depends on what is common."""
        common = set(listed)
        numbers = {number for number, tag in zip(self.order, self.found, strict=True) if tag in common}
        return frozenset(entry for number, entry in enumerate(self.entries) if number in numbers)


def _require_new(untrusted_asked: bytes, asked: bytes) -> None:
    """Refuse blinded items that are there twice or are my own."""
    points = set(split(untrusted_asked, POINT_BYTES))
    if len(points) * POINT_BYTES != len(untrusted_asked):
        raise CheatingDetected("an item was asked twice")
    if not points.isdisjoint(split(asked, POINT_BYTES)):
        raise CheatingDetected("an item was sent back")
