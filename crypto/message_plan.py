"""The exact shape of a run: every round and the bytes of every message, from public parameters only.

Nothing that anybody enters changes it. It serves progress displays, and tests that the real run looks the same.

Leaves to others: framing and encryption (p2p.wire).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crypto import base_ot, params, pprf
from crypto.bits import packed_length
from crypto.capacity import Capacity, capacity_of, check_seats, plan_run, receivers
from crypto.circuit import Circuit, Output
from crypto.claim_proofs import PROOF_BYTES as CLAIM_PROOF_BYTES
from crypto.claims import Claims, claims_by_party
from crypto.commit import COMMITMENTS_BYTES
from crypto.delta_check import COMMITMENTS_BYTES as DELTA_COMMITMENTS_BYTES
from crypto.delta_check import NONCES_BYTES, OPENING_NONCE_BYTES, PASS_ROWS, body_length
from crypto.errors import MisuseError
from crypto.params import COINS_PER_EPOCH, KAPPA, MASK_ROWS, SMALL_FIELD
from crypto.rounds import Kind, PartyId
from crypto.session import NONCE_BYTES
from crypto.slots import SECRET_BYTES, first_bytes
from crypto.sticky import NAME_BYTES, PROOF_BYTES
from crypto.sticky_inputs import StickyInputs, correction_bits
from crypto.triples import HALF_GATE_BYTES

DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """One round.

    Attributes:
        kind: what the messages are.
        sizes: per party the bytes of the message that it sends to each of its peers.
    """

    kind: Kind
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MessagePlan:
    """All rounds of a run.

    Attributes:
        preparation: the rounds of crypto.engine.prepare.
        evaluation: the rounds of crypto.engine.evaluate; its items are in the order of the circuit, while a run tosses
            their order.
    """

    preparation: tuple[PlannedRound, ...]
    evaluation: tuple[PlannedRound, ...]

    @property
    def n_rounds(self) -> int:
        """Number of rounds in all."""
        return len(self.preparation) + len(self.evaluation)

    def bytes_to_each_peer(self, party: PartyId) -> int:
        """Bytes that a party sends to each of its peers, without framing."""
        return sum(planned.sizes[party] for planned in (*self.preparation, *self.evaluation))


def rounds_and_bytes(
    n: int,
    capacity: Capacity,
    circuit: Circuit | None = None,
    party_of_seat: tuple[PartyId, ...] | None = None,
    sticky: StickyInputs | None = None,
    claims: Claims | None = None,
) -> MessagePlan:
    """The message plan of a run.

    Args:
        n: number of parties.
        capacity: what the run is prepared for.
        circuit: what is evaluated; without it the plan has the preparation only.
        party_of_seat: for every seat the party that sits there; seat i is party i when not given.
        sticky: which inputs are sticky, if any are.
        claims: what the seats prove about their inputs, if they do.

    Raises:
        MisuseError: the capacity is for another number of parties or too small for the circuit.
    """
    if capacity.n != n:
        raise MisuseError("the capacity is for another number of parties")
    coins = _Coins()
    preparation = tuple(PlannedRound(kind, (size,) * n) for kind, size in _preparation(n, capacity, coins))
    preparation += (*_slots(n, capacity, coins), PlannedRound(Kind.CHECK, (DIGEST_BYTES,) * n))
    if circuit is None:
        return MessagePlan(preparation, ())
    seats = tuple(range(n)) if party_of_seat is None else party_of_seat
    check_seats(circuit, seats)
    if not capacity.covers(capacity_of(circuit, seats, sticky, claims)):
        raise MisuseError("the run is not prepared for a circuit of this size")
    return MessagePlan(preparation, tuple(_evaluation(n, circuit, seats, coins, sticky, claims)))


class _Coins:
    """Counts coins: when the committed ones have run out, two rounds come before the next."""

    def __init__(self) -> None:
        self.left = COINS_PER_EPOCH

    def toss(self, kind: Kind = Kind.COIN) -> Iterator[tuple[Kind, int]]:
        if self.left == 0:
            yield Kind.COINS, COMMITMENTS_BYTES
            yield Kind.ECHO, DIGEST_BYTES
            self.left = COINS_PER_EPOCH
        self.left -= 1
        yield kind, 32


def _preparation(n: int, capacity: Capacity, coins: _Coins) -> Iterator[tuple[Kind, int]]:
    yield Kind.HELLO, NONCE_BYTES + len(params.encode(n)) + len(capacity.encode())
    yield Kind.COINS, COMMITMENTS_BYTES + base_ot.MESSAGE_BYTES
    yield Kind.ECHO, DIGEST_BYTES + base_ot.ANSWER_BYTES + pprf.message_bytes(SMALL_FIELD)
    if n >= 3:
        yield from _cot(PASS_ROWS, coins)
        yield Kind.DELTA_COMMIT, DELTA_COMMITMENTS_BYTES + DIGEST_BYTES
        yield Kind.DELTA_OPEN, DIGEST_BYTES + body_length(n) + OPENING_NONCE_BYTES
        yield Kind.DELTA_NONCE, NONCES_BYTES
    batches, passes = plan_run(capacity)
    for step in passes:
        yield from _cot(step.n_rows, coins)
        if step.n_leaky:
            yield Kind.LEAKY_G, HALF_GATE_BYTES * step.n_leaky
            yield Kind.LEAKY_D, packed_length(step.n_leaky)
            yield from coins.toss()
            yield Kind.ZERO_COMMIT, 32
            yield Kind.ZERO_OPEN, 48
        if step.ends_batch:
            batch = batches[step.batch]
            yield from coins.toss()
            yield Kind.BUCKET_OPEN, packed_length((batch.layers - 1) * batch.size)
            yield Kind.CHECK, DIGEST_BYTES
    if capacity.n_zero_shares:
        yield Kind.ZETA_OPEN, packed_length(capacity.n_zero_shares)


def _slots(n: int, capacity: Capacity, coins: _Coins) -> Iterator[PlannedRound]:
    """Making the slots, if any are made."""
    if not capacity.slots:
        return
    yield PlannedRound(Kind.STICKY, tuple(map(first_bytes, capacity.slots)))
    for kind, size in coins.toss():
        yield PlannedRound(kind, (size,) * n)
    yield PlannedRound(Kind.STICKY, (16 + 32,) * n)


def _cot(n_rows: int, coins: _Coins) -> Iterator[tuple[Kind, int]]:
    yield Kind.COT, KAPPA // SMALL_FIELD * (n_rows + MASK_ROWS) // 8
    yield from coins.toss()
    yield Kind.COT_CHECK, 16 + 32


def _evaluation(
    n: int,
    circuit: Circuit,
    party_of_seat: tuple[PartyId, ...],
    coins: _Coins,
    sticky: StickyInputs | None,
    claims: Claims | None,
) -> Iterator[PlannedRound]:
    def same(kind: Kind, size: int) -> PlannedRound:
        return PlannedRound(kind, (size,) * n)

    def opening(output: Output) -> Iterator[PlannedRound]:
        parties = receivers(output, party_of_seat)
        copies = 1 if parties is None else len(parties)
        yield same(Kind.OUTPUT, packed_length(copies * len(output.slots)))
        yield same(Kind.OUTPUT_CHECK, DIGEST_BYTES)

    inputs = [int((circuit.owner == party_of_seat.index(party)).sum()) for party in range(n)]
    yield same(Kind.BIND, DIGEST_BYTES + (NAME_BYTES if sticky is not None and sticky.earlier is not None else 0))
    proved = claims_by_party(claims, circuit, party_of_seat)
    further = [0 if claim is None else claim.n_committed for claim in proved]
    if sticky is not None:
        kept = sticky.kept_bits(party_of_seat) or (0,) * n
        further = [count + correction_bits(n, n_kept, sticky) for count, n_kept in zip(further, kept, strict=True)]
    yield PlannedRound(Kind.INPUT, tuple(packed_length(sum(both)) for both in zip(inputs, further, strict=True)))
    if sticky is not None:
        for size in (SECRET_BYTES, PROOF_BYTES):
            yield same(Kind.STICKY, size * sticky.n_checks)
    if claims is not None:
        for kind, size in coins.toss():
            yield same(kind, size)
        yield PlannedRound(Kind.CLAIM, tuple(0 if claim is None else CLAIM_PROOF_BYTES for claim in proved))
    for level in circuit.levels:
        yield same(Kind.LEVEL, packed_length(2 * len(level.and_dst)))
    yield same(Kind.CHECK, DIGEST_BYTES)
    guard = "" if sticky is None else sticky.must_be_zero
    for output in circuit.outputs:
        if guard and output.name == guard:
            yield from opening(output)
    for kind, size in coins.toss(Kind.ORDER):
        yield same(kind, size)
    for output in circuit.outputs:
        if not guard or output.name != guard:
            yield from opening(output)
