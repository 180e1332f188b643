"""How much correlated randomness a run needs, and in which batches and passes it is made. Public parameters only.

Source: Nielsen, Nordholt, Orlandi, Burra 2012 for bucketing; Araki et al. 2017 for rotations instead of permutations.
Differs from the paper: the bound for independent uniform rotations. Let A_q be the attacked positions of layer q, fixed
before the coin. A position has all its triples attacked with probability at most |A_0| * prod |A_q| / L, and the zero
checks are survived with 2^-(sum |A_q|); the largest value is at |A_q| = 1, which gives 2^-B * L^-(B-1).

Leaves to others: making it (crypto.triples, crypto.preparation).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto.circuit import Circuit, Output
from crypto.claims import Claims, claim_mask_bits, claims_by_party
from crypto.errors import MisuseError
from crypto.params import MAX_PARTIES, RHO, leaky_triples_per_pass
from crypto.rounds import PartyId
from crypto.sticky_inputs import StickyInputs, choice_rows, mask_bits

Rows = npt.NDArray[np.int64]

GRAIN = 128
"""Passes of correlated OT have a multiple of this many rows; what is over is not used."""

BATCH_BYTES = 512 * 10**6
"""Bound on the leaky triples of one batch, which are held until it is bucketed."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a run is prepared for.

    Attributes:
        n_triples: AND gates; the triples for zero-shares come on top.
        masks: per party the authenticated random bits that it owns: one per input bit, one per bit of an output that
            not everybody receives, and those for sticky inputs and for claims.
        n_zero_shares: one per bit and recipient of outputs for some; of outputs for everybody one per bit that is not
            itself the result of an AND gate (see `shares_to_refresh`).
        slots: per party the bits of each slot that it will own (crypto.slots); empty when no slots are made.
    """

    n_triples: int
    masks: tuple[int, ...]
    n_zero_shares: int
    slots: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse negative numbers and an impossible number of parties."""
        if min(self.n_triples, self.n_zero_shares, *self.masks, *self.slots) < 0:
            raise MisuseError("not a capacity")
        if not 2 <= len(self.masks) <= MAX_PARTIES or len(self.slots) not in (0, len(self.masks)):
            raise MisuseError("not a capacity")

    @property
    def n(self) -> int:
        """Number of parties."""
        return len(self.masks)

    def encode(self) -> bytes:
        """Canonical bytes: LE64 each of n_triples, the masks, n_zero_shares, the slots."""
        values = (self.n_triples, *self.masks, self.n_zero_shares, *self.slots)
        return b"".join(value.to_bytes(8, "little") for value in values)

    def covers(self, needed: Capacity) -> bool:
        """Whether a run prepared for this can evaluate what needs `needed`."""
        return (
            self.n == needed.n
            and self.n_triples >= needed.n_triples
            and self.n_zero_shares >= needed.n_zero_shares
            and self.slots == needed.slots
            and all(have >= need for have, need in zip(self.masks, needed.masks, strict=True))
        )


def check_seats(circuit: Circuit, party_of_seat: tuple[PartyId, ...]) -> None:
    """Raise MisuseError unless every party sits on exactly one seat of the circuit."""
    if sorted(party_of_seat) != list(range(circuit.n_parties)):
        raise MisuseError("every party sits on exactly one seat")


def receivers(output: Output, party_of_seat: tuple[PartyId, ...]) -> tuple[PartyId, ...] | None:
    """The parties that receive an output, in the order of its seats; None when it is opened to all."""
    if len(output.recipients) == len(party_of_seat):
        return None
    return tuple(party_of_seat[seat] for seat in output.recipients)


def shares_to_refresh(circuit: Circuit, party_of_seat: tuple[PartyId, ...]) -> list[Rows]:
    """Which shares of each output get a sharing of zero before they are opened.

    The shares of an input are not random: its owner holds all of it. The shares of an AND gate's result are, for the
    share z_i of its triple is uniform and is used in nothing else; so a bit that is such a result may be opened to
    everybody as it is. Under a recipient's mask it may not: a bit with two recipients would be opened twice with one
    party's share masked once, which shows the mask. docs/decisions/0004-zero-shares.md has the argument.

    Args:
        circuit: the compiled circuit.
        party_of_seat: for every seat the party that sits there.

    Returns:
        Per output int64, ascending: positions among its opened shares, recipient by recipient, bit by bit.
    """
    from_and = np.zeros(circuit.n_slots, np.bool_)
    for level in circuit.levels:
        for dst, _, _ in level.linear:
            from_and[dst] = False
        from_and[level.and_dst] = True
    for dst, _, _ in circuit.final:
        from_and[dst] = False
    rows = []
    for output in circuit.outputs:
        parties = receivers(output, party_of_seat)
        if parties is None:
            rows.append(np.flatnonzero(~from_and[output.slots]))
        else:
            rows.append(np.arange(len(parties) * len(output.slots)))
    return rows


def capacity_of(
    circuit: Circuit,
    party_of_seat: tuple[PartyId, ...],
    sticky: StickyInputs | None = None,
    claims: Claims | None = None,
) -> Capacity:
    """What one evaluation of a circuit needs.

    Args:
        circuit: the compiled circuit.
        party_of_seat: for every seat the party that sits there.
        sticky: which inputs are sticky, if any are.
        claims: what the seats prove about their inputs, if they do.

    Raises:
        MisuseError: the seats are not a permutation of the parties, or the claims do not fit the circuit.
    """
    check_seats(circuit, party_of_seat)
    masks = [0] * circuit.n_parties
    for seat, party in enumerate(party_of_seat):
        masks[party] = int((circuit.owner == seat).sum())
    n_zero_shares = sum(len(rows) for rows in shares_to_refresh(circuit, party_of_seat))
    for output in circuit.outputs:
        for party in receivers(output, party_of_seat) or ():
            masks[party] += len(output.slots)
    further = mask_bits(circuit.n_parties, sticky)  # after those of inputs and outputs; then those for claims
    proved = claims_by_party(claims, circuit, party_of_seat)
    slots = () if sticky is None else sticky.kept_bits(party_of_seat)
    total = (
        count + further + claim_mask_bits(claim, circuit.n_parties) for count, claim in zip(masks, proved, strict=True)
    )
    return Capacity(circuit.n_ands, tuple(total), n_zero_shares, slots)


@dataclass(frozen=True, slots=True)
class Batch:
    """Triples that are bucketed together: `layers` leaky ones make one finished triple.

    Attributes:
        size: finished triples, L.
        layers: bucket size B.
    """

    size: int
    layers: int

    @property
    def n_leaky(self) -> int:
        """Leaky triples needed."""
        return self.size * self.layers


def bucket_size(size: int, rho: int = RHO) -> int:
    """The smallest B with 2^B * size^(B-1) >= 2^rho.

    Args:
        size: finished triples of the batch, at least 1.
        rho: statistical security in bits.
    """
    if size < 1:
        raise MisuseError("a batch has at least one triple")
    layers = 2
    while (size ** (layers - 1)) << layers < 1 << rho:
        layers += 1
    return layers


def smallest_size(layers: int, rho: int = RHO) -> int:
    """The smallest size of a batch for which `layers` triples in a bucket are enough."""
    low, high = 1, 1 << rho
    while low < high:
        middle = (low + high) // 2
        if bucket_size(middle, rho) <= layers:
            high = middle
        else:
            low = middle + 1
    return low


def plan_batches(n_triples: int, n: int, batch_bytes: int = BATCH_BYTES) -> tuple[Batch, ...]:
    """The batches that give n_triples with the fewest leaky triples within the memory bound.

    Bucketing several batches separately does not weaken the bound: every attacked batch halves the survival again.

    Args:
        n_triples: finished triples wanted.
        n: number of parties.
        batch_bytes: bound on the bytes of the leaky triples of one batch.

    Returns:
        The batches, together at least n_triples; the same at all parties.
    """
    most_leaky = batch_bytes // (48 * (n - 1))
    shapes: list[tuple[int, int, int]] = []  # layers, smallest and largest size within the memory bound
    for layers in range(2, bucket_size(1) + 1):
        low, high = smallest_size(layers), most_leaky // layers
        if low <= high:
            shapes.append((layers, low, high))
    if not shapes:
        raise MisuseError("the memory bound does not hold the smallest batch")

    def best(wanted: int) -> tuple[Batch, ...]:
        """Equal batches of one shape, or one batch that is as large as allowed and then the rest."""
        if wanted <= 0:
            return ()
        choices = []
        for layers, low, high in shapes:
            count = -(-wanted // high)
            choices.append((Batch(max(low, -(-wanted // count)), layers),) * count)
        layers, _, high = shapes[0]
        if wanted > high:  # a large batch of the cheapest shape, then the rest
            choices.append((Batch(high, layers), *best(wanted - high)))
        return min(choices, key=lambda batches: (sum(batch.n_leaky for batch in batches), len(batches)))

    return best(n_triples)


def plan_passes(batch: Batch, n: int) -> tuple[int, ...]:
    """The numbers of leaky triples of the passes of a batch; a pass may straddle layers."""
    limit = leaky_triples_per_pass(n)
    full, rest = divmod(batch.n_leaky, limit)
    return (limit,) * full + ((rest,) if rest else ())


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of correlated OT.

    Attributes:
        batch: number of the batch it belongs to; -1 for a pass of masks only.
        n_leaky: leaky triples.
        n_masks: further rows, of which every party gets a mask; the last of all are the choices for slots.
        ends_batch: whether the batch is bucketed afterwards.
    """

    batch: int
    n_leaky: int
    n_masks: int
    ends_batch: bool

    @property
    def n_rows(self) -> int:
        """Rows of correlated OT: three per leaky triple, the masks, and what fills them up to a multiple of GRAIN."""
        return -(-(3 * self.n_leaky + self.n_masks) // GRAIN) * GRAIN


def plan_run(capacity: Capacity) -> tuple[tuple[Batch, ...], tuple[Pass, ...]]:
    """All batches and passes of a run, in order; the rows for owner masks are in the last pass of triples if they fit.

    A row holds one authenticated bit of every party, each a mask of its own, so there are as many rows for masks as the
    party with the most masks needs. Behind them are the rows for slots, if any are made.

    Args:
        capacity: what the run is prepared for.
    """
    n = capacity.n
    batches = plan_batches(capacity.n_triples + capacity.n_zero_shares, n)
    sizes = [(index, size) for index, batch in enumerate(batches) for size in plan_passes(batch, n)]
    n_masks = max(capacity.masks) + (choice_rows(n) if capacity.slots else 0)
    most_rows = 3 * leaky_triples_per_pass(n)
    passes: list[Pass] = []
    for position, (index, size) in enumerate(sizes):
        last = position + 1 == len(sizes)
        shared = n_masks if last and 3 * size + n_masks <= most_rows else 0
        passes.append(Pass(index, size, shared, last or sizes[position + 1][0] != index))
        n_masks -= shared
    passes.extend(Pass(-1, 0, rows, False) for rows in _split(n_masks, most_rows))
    return batches, tuple(passes)


def _split(total: int, largest: int) -> Iterator[int]:
    while total > 0:
        yield min(total, largest)
        total -= largest
