"""Comparing the two results of a set intersection inside the engine, and the whole sequence in the right order.

Neither side ever sends what it found: that would be as many probes as there are items. The engine compares 128-bit
hashes of the two results with 127 ANDs and opens one bit. If it says no, one side used different sets in the two
directions or ran a changed program, and the run failed.

What a cheater keeps: by using another set in the direction that only the honest party learns from, and guessing what
the honest party finds, it tests that one guess, at the price of a failed run that both see.
Leaves to others: the intersection itself (crypto.psi), the evaluation (crypto.engine).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from crypto import engine, psi
from crypto.bits import unpack
from crypto.builder import Builder
from crypto.circuit import Circuit
from crypto.engine import Prepared
from crypto.errors import CheatingDetected, MisuseError
from crypto.gadgets import equal
from crypto.preparation import DestroyedOnFailure
from crypto.psi import SID_BYTES, Overlap
from crypto.randomness import H
from crypto.rounds import PartyId, Protocol, Random

DIGEST_BYTES = 16
SEATS = (0, 1)
"""Party i sits on seat i of the comparison."""


def result_digest(entries: Iterable[bytes]) -> bytes:
    """128-bit hash of a set of entries, whatever order they come in."""
    return H("psi-res", sorted(entries), DIGEST_BYTES)


@lru_cache(maxsize=1)
def equality_circuit() -> Circuit:
    """Two digests, 128 input bits of each seat; one output bit "equal" to both. 127 AND gates, depth 7."""
    builder = Builder(len(SEATS))
    first, second = (builder.input(seat, 8 * DIGEST_BYTES) for seat in SEATS)
    builder.output("equal", equal(builder, first, second))
    return builder.build()


def capacity() -> engine.Capacity:
    """What the comparison has to be prepared for."""
    return engine.capacity_of(equality_circuit(), SEATS)


def agree(prepared: Prepared, overlap: Overlap, context: bytes = b"") -> Protocol[None]:
    """Make sure that the other side found the same. Single use of `prepared`.

    Args:
        prepared: a run of two parties, prepared for `capacity()` before the intersection was opened.
        overlap: own result, which nobody is shown before this has returned.
        context: what else both must agree on; the transcript of the intersection is bound as well.

    Rounds: 13, after 15 of the preparation. Bytes to the peer: 178, after 38,504.

    Raises:
        CheatingDetected: the other side found something else, or a check of the engine failed.
        MalformedMessage: as for the engine.
    """
    if prepared.n != len(SEATS):
        raise MisuseError("the results of two parties are compared")
    bits = unpack(result_digest(overlap.entries), 8 * DIGEST_BYTES)
    outputs = yield from engine.evaluate(
        prepared,
        equality_circuit(),
        bits,
        party_of_seat=SEATS,
        context=overlap.transcript + context,
        before_order=lambda: None,
        released=lambda name, bits: None,
    )
    if outputs["equal"].tolist() != [1]:
        raise CheatingDetected("the two sides found different results")


def intersect_and_agree(
    me: PartyId,
    keys: tuple[bytes, ...],
    my_entries: Sequence[bytes],
    size_class: int,
    context: bytes,
    random: Random = secrets.token_bytes,
    before_opening: Callable[[], None] = lambda: None,
) -> Protocol[Overlap]:
    """Prepare the comparison, intersect, compare: the order in which nothing is opened before all is ready.

    Args:
        me: own number, 0 or 1.
        keys: identity public keys of both parties, sorted bytewise.
        my_entries, size_class, random, before_opening: as for psi.intersect.
        context: what both must agree on, such as the digest of the sheet.

    Returns:
        The common entries, found by both, and the digest of the intersection's transcript.

    Raises:
        As psi.intersect, engine.prepare and agree.
    """
    psi.check_arguments(bytes(SID_BYTES), me, my_entries, size_class)
    with DestroyedOnFailure() as block:
        prepared = yield from engine.prepare(me, keys, capacity(), random)
        block.add(prepared)
        overlap = yield from psi.intersect(prepared.sid, me, my_entries, size_class, random, before_opening)
        yield from agree(prepared, overlap, context)
    return overlap
