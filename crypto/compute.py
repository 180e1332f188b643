"""A circuit from private bits to public outputs, in one call: for programs that have their own rule and one run.

    protocol = compute(me, keys, circuit, my_bits, context=b"what else we agree on")

It prepares and evaluates (crypto.preparation, crypto.engine). Whoever wants to prepare before there are inputs, keep
inputs for a further run, or hear of each output as it opens uses those two.

Leaves to others: writing circuits (crypto.builder), carrying the messages (crypto.rounds, p2p.runner).
"""

from __future__ import annotations

import secrets

from crypto.bits import Bits
from crypto.circuit import Circuit
from crypto.claims import Claims
from crypto.engine import capacity_of, evaluate, prepare
from crypto.rounds import PartyId, Protocol, Random


def compute(
    me: PartyId,
    keys: tuple[bytes, ...],
    circuit: Circuit,
    my_bits: Bits,
    *,
    context: bytes,
    party_of_seat: tuple[PartyId, ...] | None = None,
    claims: Claims | None = None,
    random: Random = secrets.token_bytes,
) -> Protocol[dict[str, Bits]]:
    """One run of a circuit, once.

    Args:
        me: own number, 0..n-1.
        keys: 32 bytes for each party, all different, sorted; party i has keys[i]. Public keys of those who talk to each
            other over authenticated channels; the engine binds them into the run and uses them for nothing else.
        circuit: the same at all parties.
        my_bits: uint8, shape (k,), values 0 or 1: the inputs of the own seat in circuit order. Private.
        context: what else all must agree on, bytes of any length; another one anywhere ends the run before any input.
        party_of_seat: for every seat of the circuit the party that sits there; seat i is party i if not given.
        claims: per seat what it proves about its inputs, see crypto.claims.
        random: source of fresh random bytes.

    Returns:
        Output name -> uint8 bits, for the outputs that the own seat receives, in circuit order; every one checked.

    Rounds and bytes: crypto.message_plan.rounds_and_bytes.

    Raises:
        MisuseError: the arguments do not fit together.
        CheatingDetected, MalformedMessage: the run is over. There is no way to go on; a new run is a new call.
    """
    seats = tuple(range(circuit.n_parties)) if party_of_seat is None else party_of_seat
    prepared = yield from prepare(me, keys, capacity_of(circuit, seats, claims=claims), random)
    return (
        yield from evaluate(
            prepared,
            circuit,
            my_bits,
            party_of_seat=seats,
            context=context,
            before_order=_nobody_counts,
            released=_nobody_waits,
            claims=claims,
        )
    )


def _nobody_counts() -> None:
    """Runs are not counted here."""


def _nobody_waits(name: str, value: Bits) -> None:
    """All outputs are handed over together."""
