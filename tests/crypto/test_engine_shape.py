"""The shape of a run: every length and the number of rounds are known beforehand, and bounded."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from crypto import capacity as capacity_module
from crypto import engine, preparation, session
from crypto.builder import Builder
from crypto.capacity import Capacity, capacity_of
from crypto.circuit import Circuit, Level, Output, check_circuit
from crypto.engine import Prepared, rounds_and_bytes
from crypto.errors import MisuseError
from crypto.rounds import Kind, Protocol, Random, run_locally
from crypto.session import Session
from tests.crypto.dealer import dealt_sessions, party_keys
from tests.crypto.engine_runs import mixed_circuit, one_and, require_invariant, run_engine, some_bits
from tests.crypto.ideal import deal
from tests.crypto.seeded import Seeded, require_pinned, run_recorded


def seeded(n: int, *label: object) -> list[Random]:
    return [Seeded(*label, party) for party in range(n)]


def sizes_of(sent: list[tuple[int, int, int]], n: int) -> list[tuple[int, ...]]:
    """Per step the bytes that every party sent to each peer."""
    steps: dict[int, dict[int, set[int]]] = {}
    for step, source, size in sent:
        steps.setdefault(step, {}).setdefault(source, set()).add(size)
    assert all(len(sizes) == 1 for by_party in steps.values() for sizes in by_party.values())
    return [tuple(next(iter(steps[step][party])) for party in range(n)) for step in sorted(steps)]


@pytest.mark.parametrize("n", [2, 3])
def test_the_message_plan_is_what_happens(n: int) -> None:
    """F14: every message of a real run has exactly the planned length."""
    circuit = mixed_circuit(n)
    seats = tuple(reversed(range(n)))
    run = run_engine(circuit, some_bits(circuit.n_inputs, 7), seeded(n, "plan"), seats)
    run.require_right()
    plan = rounds_and_bytes(n, capacity_of(circuit, seats), circuit, seats)
    planned = [planned.sizes for planned in (*plan.preparation, *plan.evaluation)]
    happened = sizes_of(run.sent, n)
    n_before = len(planned) - 2 * len(circuit.outputs)
    assert happened[:n_before] == planned[:n_before]
    assert sorted(happened) == sorted(planned)  # items come in a tossed order
    assert plan.n_rounds == len(happened)
    assert plan.bytes_to_each_peer(0) == sum(sizes[0] for sizes in happened)
    assert len(plan.evaluation) == circuit.depth + 4 + 2 * len(circuit.outputs)


@pytest.mark.parametrize("n", [2, 5, 8])
@pytest.mark.parametrize(
    "capacity", [(0, 0, 0), (0, 3, 0), (1, 0, 1), (300, 200, 17), (1300, 0, 0)], ids=lambda c: f"{c[0]}-{c[1]}-{c[2]}"
)
def test_preparations_of_all_sizes_follow_their_plan(
    n: int, capacity: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """F14: with real correlated OT on dealt sessions, passes of at most 512 leaky triples, all corner cases."""
    monkeypatch.setattr(capacity_module, "leaky_triples_per_pass", lambda n: 512)
    wanted = Capacity(capacity[0], (capacity[1],) * n, capacity[2])
    sessions = dealt_sessions(n, randoms=[Seeded(n, capacity, party) for party in range(n)])
    kinds: list[Kind] = []
    sent: list[tuple[int, int, int]] = []

    def fill(opened: Session) -> Protocol[Prepared]:
        run = preparation.Authenticator(opened)
        prepared = yield from preparation._fill(run, wanted)
        return prepared

    def watched(opened: Session) -> Protocol[Prepared]:
        inner = fill(opened)
        round_ = next(inner)
        while True:
            if opened.me == 0:
                kinds.append(round_.kind)
            inbox = yield round_
            try:
                round_ = inner.send(inbox)
            except StopIteration as stop:
                return stop.value

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        sent.append((step, source, len(message)))
        return message

    run_locally([watched(opened) for opened in sessions], record)
    plan = rounds_and_bytes(n, wanted)
    assert [planned.sizes for planned in plan.preparation[3:]] == sizes_of(sent, n)
    assert [planned.kind for planned in plan.preparation[3:]] == kinds
    assert plan.evaluation == ()


def test_new_coins_are_planned_when_the_committed_ones_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 64 passes toss more than 128 coins; two more rounds come in between, where the plan says."""
    monkeypatch.setattr(capacity_module, "leaky_triples_per_pass", lambda n: 128)
    capacity = Capacity(1664, (0, 0), 0)
    plan = rounds_and_bytes(2, capacity)
    assert [planned.kind for planned in plan.preparation].count(Kind.COINS) == 2
    sent: list[tuple[int, int, int]] = []

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        sent.append((step, source, len(message)))
        return message

    sessions = dealt_sessions(2, randoms=seeded(2, "coins"))
    made = run_locally([preparation._fill(preparation.Authenticator(s), capacity) for s in sessions], record)
    assert sizes_of(sent, 2) == [planned.sizes for planned in plan.preparation[3:]]
    x, y, z = zip(*(one.triples.next(1664) for one in made), strict=True)
    assert np.array_equal(
        require_invariant(sessions, z), require_invariant(sessions, x) & require_invariant(sessions, y)
    )


def test_bytes_per_triple() -> None:
    """At most 81 bytes per triple and direction for 100,000 triples, 61 for 400,000; the set-up is 13 kB more."""
    setup = sum(planned.sizes[0] for planned in rounds_and_bytes(2, Capacity(0, (0, 0), 0)).preparation)
    assert setup < 13_000
    for n_triples, bound in ((100_000, 81), (400_000, 61)):
        plan = rounds_and_bytes(2, Capacity(n_triples, (0, 0), 0))
        assert (plan.bytes_to_each_peer(0) - setup) / n_triples <= bound


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_no_message_is_longer_than_four_mebibytes(n: int) -> None:
    plan = rounds_and_bytes(n, Capacity(2_000_000, (1_000_000,) * n, 20_000))
    assert max(planned.sizes[0] for planned in plan.preparation) <= 1 << 22


def test_one_gate_for_two_is_small() -> None:
    """One AND gate, opened to both: fewer than 30,000 bytes in both directions together, set-up included."""
    circuit = one_and(2)
    run = run_engine(circuit, some_bits(2, 3), seeded(2, "small"))
    run.require_right()
    assert sum(size for _, _, size in run.sent) < 30_000


def test_the_shape_does_not_depend_on_the_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "shape")
    circuit = mixed_circuit(3)
    shapes = []
    for value in (0, 1):
        run = run_engine(circuit, np.full(circuit.n_inputs, value, np.uint8), seeded(3))
        shapes.append(sorted(sizes_of(run.sent, 3)))  # items come in a tossed order
    assert shapes[0] == shapes[1]


def test_a_plan_for_something_else_is_refused() -> None:
    circuit = mixed_circuit(2)
    capacity = capacity_of(circuit, (0, 1))
    with pytest.raises(MisuseError):
        rounds_and_bytes(3, capacity)
    with pytest.raises(MisuseError):
        rounds_and_bytes(2, Capacity(0, capacity.masks, capacity.n_zero_shares), circuit)
    with pytest.raises(MisuseError):
        rounds_and_bytes(2, capacity, circuit, (0, 0))


def test_memory_of_a_hundred_thousand_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    """F15: both parties in this process, over the real correlated OT, stay below 150 MB; docs name 500,000."""
    builder = Builder(2)
    x, y = builder.input(0, 1000), builder.input(1, 1000)
    for level in range(100):
        x, y = builder.and_(x, np.roll(y, level + 1)), builder.xor(x, y)
    builder.output("last", builder.xor(x, y))
    circuit = builder.build()
    assert circuit.n_ands >= 95_000
    sessions = iter(dealt_sessions(2, randoms=seeded(2, "memory")))

    def opened(*_: object) -> Protocol[Session]:
        return next(sessions)
        yield

    monkeypatch.setattr(session, "open_session", opened)
    tracemalloc.start()
    run = run_engine(circuit, some_bits(2000, "memory"), seeded(2))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    run.require_right()
    assert peak < 150e6


def hand_built(n: int) -> Circuit:
    """Two gates written down slot by slot, so that a change of the compiler leaves the pinned bytes alone."""
    slots = [np.array(values, np.int32) for values in ([3, 4], [1, 0], [2, 1], [3, 4], [5], [1])]
    ands, first, second, public, negated, private = slots
    level = Level((), ands, first, second)
    final = ((negated, np.array([3], np.int32), np.array([0], np.int32)),)
    outputs = (Output("public", public, tuple(range(n))), Output("private", np.concatenate((negated, private)), (0,)))
    return Circuit(n, np.array([0, 1], np.uint8), np.array([1, 2], np.int32), 6, (level,), final, outputs)


@pytest.mark.parametrize("n", [2, 3])
def test_the_bytes_of_a_whole_run_are_pinned(n: int) -> None:
    """With results: x = 1, y = 1 give x y, 1 x = (1, 1) to all, and not x y, x = (0, 1) to the first."""
    circuit = hand_built(n)
    check_circuit(circuit)
    seats = tuple(range(n))

    def whole(party: int) -> Protocol[dict[str, np.ndarray]]:
        prepared = yield from engine.prepare(
            party, party_keys(n), capacity_of(circuit, seats), Seeded("pinned", n, party)
        )
        return (
            yield from engine.evaluate(
                prepared,
                circuit,
                np.ones(int(party < 2), np.uint8),
                party_of_seat=seats,
                context=b"pinned",
                before_order=lambda: None,
                released=lambda name, bits: None,
            )
        )

    results, digest = run_recorded([whole(party) for party in range(n)])
    assert [bits.tolist() for bits in results[0].values()] == [[1, 1], [0, 1]]
    assert [list(result) for result in results[1:]] == [["public"]] * (n - 1)
    require_pinned(f"engine n={n}", digest)
