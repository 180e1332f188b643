"""What the tests of the engine share: small circuits, whole runs, invariants, and parties that cheat in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import engine
from crypto.auth_bits import Shares, share_bits
from crypto.bits import Bits, Words
from crypto.builder import Builder
from crypto.circuit import Circuit, evaluate_clear
from crypto.engine import Claims, Prepared
from crypto.errors import PeerError
from crypto.rounds import Kind, PartyId, Protocol, Random, Tamper, settle
from crypto.session import Session
from tests.crypto.dealer import party_keys

Change = Callable[[bytes], bytes]


def some_bits(count: int, *seed: object) -> Bits:
    """Pseudo-random bits for inputs: uint8, shape (count,)."""
    source = Pseudo(repr(seed))
    return np.array([source.getrandbits(1) for _ in range(count)], np.uint8)


def one_and(n: int) -> Circuit:
    """The smallest run of interest: one AND gate of the first two seats, opened to all."""
    builder = Builder(n)
    builder.output("both", builder.and_(builder.input(0, 1), builder.input(1, 1)))
    return builder.build()


def mixed_circuit(n: int, width: int = 10) -> Circuit:
    """A few levels, NOTs, unequal inputs, and outputs for everybody, for one and for all but one."""
    builder = Builder(n)
    inputs = [builder.input(seat, width + (seat == 0)) for seat in range(n)]
    value = builder.and_(inputs[0][:width], inputs[1])
    for seat in range(2, n):
        value = builder.xor(value, builder.and_(builder.not_(inputs[seat]), value))
    builder.output("all", value)
    builder.output("one", builder.xor(value, builder.not_(inputs[0][1:])), [0])
    builder.output("rest", builder.or_(value, inputs[0][width::-1][:width]), range(1, n))
    return builder.build()


@dataclass
class Run:
    """A whole run of honest code, with what went over the wire and what the callbacks saw."""

    circuit: Circuit
    bits: Bits
    party_of_seat: tuple[int, ...]
    prepared: list[Prepared | PeerError] = field(default_factory=list)
    results: list[dict[str, Bits] | PeerError] = field(default_factory=list)
    sent: list[tuple[PartyId, PartyId, int]] = field(default_factory=list)
    released: list[list[str]] = field(default_factory=list)
    ordered: list[bool] = field(default_factory=list)
    claims: Claims | None = None

    @property
    def n(self) -> int:
        return self.circuit.n_parties

    def inputs_of(self, party: PartyId) -> Bits:
        return self.bits[self.circuit.owner == self.party_of_seat.index(party)]

    def expected(self, party: PartyId) -> dict[str, Bits]:
        clear = evaluate_clear(self.circuit, self.bits)
        seat = self.party_of_seat.index(party)
        return {output.name: clear[output.name] for output in self.circuit.outputs if seat in output.recipients}

    def is_right(self, party: PartyId) -> bool:
        result = self.results[party]
        if isinstance(result, PeerError):
            return False
        expected = self.expected(party)
        return list(result) == list(expected) and all(np.array_equal(result[k], expected[k]) for k in expected)

    def require_right(self) -> None:
        """Every party got exactly its outputs."""
        for party in range(self.n):
            if isinstance(self.results[party], PeerError):
                raise self.results[party]
            assert self.is_right(party), f"party {party}: {self.results[party]} instead of {self.expected(party)}"

    def require_right_or_aborted(self) -> None:
        """Nobody accepted anything wrong."""
        for party, result in enumerate(self.results):
            assert isinstance(result, PeerError) or self.is_right(party)

    def evaluate(self, party: PartyId, prepared: Prepared) -> Protocol[dict[str, Bits]]:
        return engine.evaluate(
            prepared,
            self.circuit,
            self.inputs_of(party),
            party_of_seat=self.party_of_seat,
            context=b"the same for all",
            before_order=lambda: self.ordered.__setitem__(party, True),
            released=lambda name, bits: self.released[party].append(name),
            claims=self.claims,
        )

    def whole(self, party: PartyId, random: Random) -> Protocol[dict[str, Bits]]:
        capacity = engine.capacity_of(self.circuit, self.party_of_seat, claims=self.claims)
        prepared = yield from engine.prepare(party, party_keys(self.n), capacity, random)
        self.prepared[party] = prepared
        return (yield from self.evaluate(party, prepared))


def run_engine(
    circuit: Circuit,
    bits: Bits,
    randoms: Sequence[Random],
    party_of_seat: tuple[int, ...] | None = None,
    tamper: Tamper | None = None,
    claims: Claims | None = None,
) -> Run:
    """Prepare and evaluate at all parties, in lockstep; never raises PeerError."""
    n = circuit.n_parties
    run = Run(circuit, bits, tuple(range(n)) if party_of_seat is None else party_of_seat)
    run.claims = claims
    run.prepared = [PeerError()] * n
    run.released = [[] for _ in range(n)]
    run.ordered = [False] * n

    def record(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        run.sent.append((step, source, len(message)))
        return message if tamper is None else tamper(step, source, destination, message)

    run.results = settle([run.whole(party, randoms[party]) for party in range(n)], record)
    return run


def require_invariant(sessions: Sequence[Session], shares: Sequence[Shares]) -> Bits:
    """w_ij ^ w_ji = x_j Delta_i ^ x_i Delta_j for all pairs; gives the shared bits."""
    bits = [share_bits(share) for share in shares]
    for i, session in enumerate(sessions):
        assert shares[i].shape[1] == 2 * session.n - 1
        assert max(bits[i], default=0) <= 1
        for j in session.peers:
            ours = block_towards(session, shares[i], j)
            theirs = block_towards(sessions[j], shares[j], i)
            expected = multiples(bits[j], session.delta) ^ multiples(bits[i], sessions[j].delta)
            assert np.array_equal(ours ^ theirs, expected)
    return np.bitwise_xor.reduce(np.stack(bits), axis=0)


def block_towards(session: Session, shares: Shares, peer: PartyId) -> Words:
    first = 1 + 2 * [p for p in range(session.n) if p != session.me].index(peer)
    return shares[:, first : first + 2]


def multiples(bits: Bits, delta: Words) -> Words:
    return np.where(bits[:, None] == 1, delta, np.uint64(0))


class Cheat:
    """Alters what one party broadcasts or sends, before it enters that party's own transcript.

    Attributes:
        kinds: of every step of the run, from any party, in order: what was really sent.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._broadcasts: dict[tuple[PartyId, Kind], Callable[[int, bytes], bytes]] = {}
        self._private: dict[tuple[PartyId, Kind], Callable[[int, PartyId, bytes], bytes]] = {}
        self._seen: dict[tuple[PartyId, Kind], int] = {}
        self.kinds: list[tuple[PartyId, Kind]] = []
        broadcast, exchange = Session.broadcast_and_send, Session.exchange

        def cheating_broadcast(session, kind, message, lengths, private, private_length):  # type: ignore[no-untyped-def]
            change = self._broadcasts.get((session.me, kind))
            if change is not None:
                number = self._seen.get((session.me, kind), 0)
                self._seen[session.me, kind] = number + 1
                message = change(number, message)
            return broadcast(session, kind, message, lengths, private, private_length)

        def cheating_exchange(session, kind, outbox, lengths):  # type: ignore[no-untyped-def]
            self.kinds.append((session.me, kind))
            change = self._private.get((session.me, kind))
            if change is not None:
                number = self._seen.get((session.me, kind), 0)
                self._seen[session.me, kind] = number + 1
                outbox = {peer: change(number, peer, message) for peer, message in outbox.items()}
            return exchange(session, kind, outbox, lengths)

        monkeypatch.setattr(Session, "broadcast_and_send", cheating_broadcast)
        monkeypatch.setattr(Session, "exchange", cheating_exchange)

    def say(self, party: PartyId, kind: Kind, change: Callable[[int, bytes], bytes]) -> None:
        """The party broadcasts change(number of the step of this kind, message), the same to all."""
        self._broadcasts[party, kind] = change

    def send(self, party: PartyId, kind: Kind, change: Callable[[int, PartyId, bytes], bytes]) -> None:
        """The party sends change(number of the step, peer, message) to each peer; its transcript has the original."""
        self._private[party, kind] = change

    def count(self, party: PartyId, kind: Kind) -> int:
        """How many messages of this kind the party sent to each peer."""
        return self.kinds.count((party, kind))


def flipped(message: bytes, bit: int = 0) -> bytes:
    """The message with one bit flipped; counted from the end when negative."""
    bit %= 8 * len(message)
    changed = bytearray(message)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
