"""The engine with honest parties: right outputs for the right people, in the stated shape, each secret used once."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from crypto import capacity as capacity_module
from crypto import engine
from crypto import triples as triples_module
from crypto.aes import aes128
from crypto.bits import Bits
from crypto.builder import Builder
from crypto.capacity import Capacity, capacity_of, shares_to_refresh
from crypto.circuit import Circuit
from crypto.engine import Prepared
from crypto.errors import MisuseError, PeerAborted, PeerError
from crypto.gadgets import add, less_than, multiply
from crypto.preparation import OneTimeRows
from crypto.randomness import H, le64
from crypto.rounds import Kind, PartyId, Protocol, Random, Round, run_locally, settle
from crypto.session import Session
from crypto.sha256 import sha256
from tests.crypto.chance import require_binomial
from tests.crypto.dealer import party_keys
from tests.crypto.engine_runs import Cheat, mixed_circuit, one_and, require_invariant, run_engine, some_bits
from tests.crypto.ideal import deal
from tests.crypto.seeded import Seeded


def seeded(n: int, *label: object) -> list[Random]:
    return [Seeded(*label, party) for party in range(n)]


# Right outputs


@pytest.mark.parametrize("n", [2, 3])
def test_a_whole_run(n: int) -> None:
    circuit = mixed_circuit(n)
    run = run_engine(circuit, some_bits(circuit.n_inputs, n), seeded(n, "whole"))
    run.require_right()
    assert run.ordered == [True] * n


@pytest.mark.parametrize("n", range(2, 9))
def test_every_number_of_parties_and_any_seating(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "seats", n)
    circuit = mixed_circuit(n)
    seats = (*range(1, n), 0)
    for trial in range(3):
        run_engine(circuit, some_bits(circuit.n_inputs, n, trial), seeded(n), seats).require_right()


def word_circuit(n: int, operation: Callable[[Builder, np.ndarray, np.ndarray], np.ndarray]) -> Circuit:
    """An operation on two 64-bit words of the first and the last seat; half of it for everybody, half for some."""
    builder = Builder(n)
    result = operation(builder, builder.input(0, 64), builder.input(n - 1, 64))
    middle = (len(result) + 1) // 2
    builder.output("low", result[:middle])
    builder.output("high", result[middle:], [n - 1] if n == 2 else [0, n - 1])
    return builder.build()


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(add, id="add"),
        pytest.param(lambda b, x, y: b.xor(less_than(b, x, y), np.zeros(2, np.int64)), id="less than"),
        pytest.param(multiply, id="multiply"),
    ],
)
def test_arithmetic(n: int, operation: Callable[..., np.ndarray], monkeypatch: pytest.MonkeyPatch) -> None:
    """F11."""
    deal(monkeypatch, "words", n)
    circuit = word_circuit(n, operation)
    run_engine(circuit, some_bits(circuit.n_inputs, "words", n), seeded(n)).require_right()


def aes_circuit(n: int) -> Circuit:
    builder = Builder(n)
    builder.output("ciphertext", aes128(builder, builder.input(0, 128), builder.input(1, 128)), range(1, n))
    return builder.build()


@pytest.mark.parametrize("n", [2, 3, 5])
def test_aes(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """F11."""
    deal(monkeypatch, "aes", n)
    circuit = aes_circuit(n)
    run_engine(circuit, some_bits(256, "aes"), seeded(n)).require_right()


def test_aes_over_the_real_thing() -> None:
    """F11: FIPS 197, appendix C.1."""
    circuit = aes_circuit(2)
    octets = np.array([*range(16), *(17 * i for i in range(16))], np.uint8)
    run = run_engine(circuit, np.unpackbits(octets, bitorder="little"), seeded(2, "aes"))
    run.require_right()
    opened = run.results[1]
    assert isinstance(opened, dict)
    assert np.packbits(opened["ciphertext"], bitorder="little").tobytes().hex() == "69c4e0d86a7b0430d8cdb78070b4c55a"


@pytest.mark.parametrize("n", [2, 3, 5])
def test_sha256(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """F11."""
    deal(monkeypatch, "sha", n)
    builder = Builder(n)
    message = np.concatenate([builder.input(seat, 16) for seat in range(n)])
    builder.output("digest", sha256(builder, message), [0])
    run_engine(builder.build(), some_bits(16 * n, "sha"), seeded(n)).require_right()


def test_outputs_without_gates_and_seats_without_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """An input, its negation, a constant; a seat that gives nothing; an output nobody entered anything for."""
    deal(monkeypatch, "plain")
    builder = Builder(3)
    x = builder.input(1, 3)
    builder.output("same", x)
    builder.output("not", builder.not_(x), [2])
    builder.output("constant", builder.constant([1, 0, 1]))
    circuit = builder.build()
    assert circuit.n_ands == 0
    for trial in range(4):
        run_engine(circuit, some_bits(3, trial), seeded(3)).require_right()


def test_the_same_wire_for_two_people_in_two_items(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "twice")
    builder = Builder(3)
    x = builder.and_(builder.input(0, 5), builder.input(1, 5))
    for name, seats in (("a", [0]), ("b", [0, 2]), ("c", [2]), ("d", [0, 1, 2])):
        builder.output(name, x, seats)
    circuit = builder.build()
    run_engine(circuit, some_bits(10, "twice"), seeded(3), (2, 0, 1)).require_right()


# The order of release


def prepared_runs(circuit: Circuit, seats: tuple[int, ...] | None = None) -> list[Prepared]:
    n = circuit.n_parties
    capacity = capacity_of(circuit, seats or tuple(range(n)))
    return run_locally([engine.prepare(party, party_keys(n), capacity, Seeded(party)) for party in range(n)])


def evaluation(
    prepared: Prepared,
    circuit: Circuit,
    bits: np.ndarray,
    *,
    context: bytes = b"",
    seats: tuple[int, ...] | None = None,
    before_order: Callable[[], None] = lambda: None,
    released: Callable[[str, np.ndarray], None] = lambda name, bits: None,
) -> Protocol[dict[str, np.ndarray]]:
    seats = seats or tuple(range(prepared.n))
    return engine.evaluate(
        prepared,
        circuit,
        bits[circuit.owner == seats.index(prepared.me)],
        party_of_seat=seats,
        context=context,
        before_order=before_order,
        released=released,
    )


def test_items_come_one_by_one_in_the_tossed_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is the same for all, follows the coin, and each item is shown before the next one's shares leave."""
    dealing = deal(monkeypatch, "order")
    builder = Builder(2)
    x = builder.and_(builder.input(0, 7), builder.input(1, 7))
    for item in range(7):
        builder.output(f"item {item}", x[item : item + 1], [0, 1] if item != 3 else [1])
    circuit = builder.build()
    prepared = prepared_runs(circuit)
    events: list[list[str]] = [[], []]

    def watched(party: int) -> Iterator[Round]:
        inner = evaluation(
            prepared[party],
            circuit,
            some_bits(14, "order"),
            before_order=lambda: events[party].append("before order"),
            released=lambda name, bits: events[party].append(name),
        )
        round_ = next(inner)
        while True:
            events[party].append(round_.kind.name)
            inbox = yield round_
            try:
                round_ = inner.send(inbox)
            except StopIteration as stop:
                return stop.value

    results = run_locally([watched(0), watched(1)])
    n_coins = prepared[0].run.session.n_coins
    coin = dealing.books[0].read("coin", n_coins, length=32)
    order = [f"item {a}" for a in sorted(range(7), key=lambda a: H("ord", (coin, le64(a))))]
    assert order != sorted(order)
    expected = ["before order", "ORDER"]
    for name in order:
        expected += ["OUTPUT", "OUTPUT_CHECK", name]
    assert events[1][events[1].index("CHECK") + 1 :] == expected
    expected.remove("item 3")
    assert events[0][events[0].index("CHECK") + 1 :] == expected
    assert list(results[1]) == [f"item {a}" for a in range(7)]
    assert list(results[0]) == [f"item {a}" for a in range(7) if a != 3]


def test_all_orders_come_up(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "orders")
    builder = Builder(2)
    x = builder.xor(builder.input(0, 1), builder.input(1, 1))
    for name in "abc":
        builder.output(name, x)
    circuit = builder.build()
    seen = {tuple(run_engine(circuit, some_bits(2, i), seeded(2)).released[0]) for i in range(60)}
    assert len(seen) == 6


def test_the_caller_can_stop_before_the_order_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that cannot be written ends the run: nobody has tossed anything, nobody has seen anything."""
    deal(monkeypatch, "ledger")
    circuit = one_and(2)
    prepared = prepared_runs(circuit)
    cheat = Cheat(monkeypatch)

    def full() -> None:
        raise OSError("disk full")

    first = evaluation(prepared[0], circuit, some_bits(2, 0), before_order=full)
    second = evaluation(prepared[1], circuit, some_bits(2, 0))
    with pytest.raises(OSError, match="disk full"):
        run_locally([first, second])
    assert cheat.count(0, Kind.ORDER) == 0
    with pytest.raises(MisuseError):
        _ = prepared[0].run.session.delta


def test_the_transcript_is_the_same_for_all() -> None:
    circuit = one_and(3)
    run = run_engine(circuit, some_bits(2, 1), seeded(3, "transcript"))
    run.require_right()
    digests = {prepared.transcript for prepared in run.prepared if isinstance(prepared, Prepared)}
    assert len(digests) == 1
    assert len(digests.pop()) == 32


# Everything is used once, and hides what it should


def test_nothing_is_used_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """F13: tweaks, triples, zero-shares, masks, coins and check counters over a whole run of three parties."""
    monkeypatch.setattr(capacity_module, "leaky_triples_per_pass", lambda n: 256)
    used: dict[tuple[object, ...], int] = {}

    def use(*what: object) -> None:
        used[what] = used.get(what, 0) + 1

    real_tweaks, real_take = triples_module.tweaks, OneTimeRows.take
    real_coin, real_counter = Session.coin, Session.next_counter

    def tweaks(first: int, size: int, holder: PartyId, owner: PartyId) -> np.ndarray:
        for g in range(first, first + size):
            use("tweak", g, holder, owner)
        return real_tweaks(first, size, holder, owner)

    def take(self: OneTimeRows, start: int, count: int) -> list[np.ndarray]:
        taken = real_take(self, start, count)
        for row in range(start, start + count):
            use("row", id(self), row)
        assert all(array.any(axis=1).all() for array in taken[1:])  # nothing that was wiped before
        return taken

    def coin(self: Session, kind: Kind = Kind.COIN) -> Protocol[bytes]:
        value = yield from real_coin(self, kind)
        use("coin", self.me, self.last_coin)
        use("coin value", self.me, value)
        return value

    def counter(self: Session) -> int:
        number = real_counter(self)
        use("counter", self.me, number)
        return number

    monkeypatch.setattr(triples_module, "tweaks", tweaks)
    monkeypatch.setattr(OneTimeRows, "take", take)
    monkeypatch.setattr(Session, "coin", coin)
    monkeypatch.setattr(Session, "next_counter", counter)
    circuit = mixed_circuit(3)
    run = run_engine(circuit, some_bits(circuit.n_inputs, "once"), seeded(3, "once"))
    run.require_right()
    kinds = {what[0] for what in used}
    assert kinds == {"tweak", "row", "coin", "coin value", "counter"}
    # Both ends of a pair hash under one tweak, each its own side: the key holder and the bit owner.
    assert {count for what, count in used.items() if what[0] == "tweak"} == {2}
    assert {count for what, count in used.items() if what[0] != "tweak"} == {1}
    rows = sum(1 for what in used if what[0] == "row")
    capacity = capacity_of(circuit, (0, 1, 2))
    assert rows == 3 * (capacity.n_triples + capacity.n_zero_shares + sum(capacity.masks))


def test_one_time_rows_are_handed_out_once() -> None:
    array = np.arange(30, dtype=np.uint64).reshape(10, 3)
    rows = OneTimeRows(array)
    assert rows.next(4)[0][:, 0].tolist() == [0, 3, 6, 9]
    assert rows.take(6, 2)[0][:, 0].tolist() == [18, 21]
    assert np.flatnonzero(array.any(axis=1)).tolist() == [4, 5, 8, 9]  # what was handed out is wiped here
    for start, count in ((0, 1), (3, 2), (5, 2), (9, 2), (-1, 1)):
        with pytest.raises(MisuseError):
            rows.take(start, count)
    assert rows.next(2)[0][:, 0].tolist() == [12, 15]
    with pytest.raises(MisuseError):
        rows.next(1)
    with pytest.raises(MisuseError):
        rows.next(1)
    assert len(rows) == 10
    with pytest.raises(MisuseError):
        pickle.dumps(rows)


@pytest.mark.parametrize("n", [2, 3, 5])
def test_zero_shares_sum_to_zero_and_look_random(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """F10."""
    deal(monkeypatch, "zeta", n)
    capacity = Capacity(0, (0,) * n, 500)
    prepared = run_locally([engine.prepare(p, party_keys(n), capacity, Seeded(p)) for p in range(n)])
    shares = [one.zero_shares.take(0, 500)[0] for one in prepared]
    assert not require_invariant([one.run.session for one in prepared], shares).any()
    for share in shares:
        require_binomial(int(share[:, 0].sum()), 500, 0.5)
        assert len(np.unique(share, axis=0)) == 500


@pytest.mark.parametrize("value", [0, 1])
def test_who_does_not_receive_an_output_sees_coin_flips(value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """F12: the opened value of a fixed bit, and the single shares, are balanced over 2000 masks."""
    deal(monkeypatch, "view", value)
    cheat_log: list[tuple[int, bytes]] = []
    builder = Builder(3)
    x = builder.and_(builder.input(0, 1), builder.input(1, 1))
    builder.output("private", np.broadcast_to(x, 2000), [2])
    circuit = builder.build()
    prepared = prepared_runs(circuit)

    def log(step: int, source: int, destination: int, message: bytes) -> bytes:
        if len(message) == 250:
            cheat_log.append((source, message))
        return message

    bits = np.full(2, value, np.uint8)
    results = run_locally([evaluation(one, circuit, bits) for one in prepared], log)
    assert (results[2]["private"] == value).all()
    shares = [np.unpackbits(np.frombuffer(m, np.uint8)) for m in dict(cheat_log).values()]
    assert len(shares) == 3
    for column in (*shares, shares[0] ^ shares[1], np.bitwise_xor.reduce(np.stack(shares), axis=0)):
        require_binomial(int(column.sum()), 2000, 0.5)


def test_shares_of_a_public_output_are_random_up_to_their_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without zero-shares party 2, which entered nothing, would always send 0 and the others their inputs."""
    deal(monkeypatch, "public view")
    log: dict[int, bytes] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        if len(message) == 250:
            log[source] = message
        return message

    builder = Builder(3)
    x = builder.xor(builder.input(0, 1), builder.input(1, 1))
    builder.output("public", np.broadcast_to(x, 2000))
    circuit = builder.build()
    results = run_locally([evaluation(one, circuit, np.ones(2, np.uint8)) for one in prepared_runs(circuit)], record)
    assert not results[2]["public"].any()
    shares = [np.unpackbits(np.frombuffer(log[party], np.uint8)) for party in range(3)]
    for column in shares:
        require_binomial(int(column.sum()), 2000, 0.5)
    assert not np.bitwise_xor.reduce(np.stack(shares), axis=0).any()


def public_shares(circuit: Circuit, inputs: Bits, size: int) -> list[Bits]:
    """The share bits that each party sends when the one output of `size` bits is opened to everybody."""
    log: dict[int, bytes] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        if len(message) == size // 8:
            log[source] = message  # the last message of this length is the opening
        return message

    run_locally([evaluation(one, circuit, inputs) for one in prepared_runs(circuit)], record)
    return [np.unpackbits(np.frombuffer(log[party], np.uint8), bitorder="little") for party in range(3)]


def many_ands(inputs: Bits) -> tuple[Circuit, Bits]:
    """2000 AND gates of party 0 and 1, different gates on equal inputs, opened to all three."""
    builder = Builder(3)
    gates = builder.and_(builder.input(0, 2000), builder.input(1, 2000))
    builder.output("public", gates)
    return builder.build(), np.repeat(inputs, 2000)


@pytest.mark.parametrize("inputs", [(0, 0), (0, 1), (1, 1)])
def test_results_of_and_gates_are_opened_as_they_are(inputs: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """They take no zero-share, and yet everybody's shares are coin flips, alone and in pairs."""
    deal(monkeypatch, "direct", inputs)
    circuit, bits = many_ands(np.array(inputs, np.uint8))
    assert capacity_of(circuit, (0, 1, 2)).n_zero_shares == 0
    shares = public_shares(circuit, bits, 2000)
    for column in (*shares, shares[0] ^ shares[1], shares[0] ^ shares[2], shares[1] ^ shares[2]):
        require_binomial(int(column.sum()), 2000, 0.5)
    assert (np.bitwise_xor.reduce(np.stack(shares), axis=0) == inputs[0] & inputs[1]).all()


def test_other_outputs_would_show_inputs_without_zero_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin of the test above: what happens when an XOR of inputs is opened as it is."""
    deal(monkeypatch, "planted")
    builder = Builder(3)
    x = builder.xor(builder.input(0, 1), builder.input(1, 1))
    builder.output("public", np.broadcast_to(x, 2000))
    circuit = builder.build()
    assert capacity_of(circuit, (0, 1, 2)).n_zero_shares == 2000
    nothing = [np.zeros(0, np.int64)]
    monkeypatch.setattr(engine, "shares_to_refresh", lambda *_: nothing)
    assert not public_shares(circuit, np.ones(2, np.uint8), 2000)[2].any()  # party 2 entered nothing, and it shows


def test_a_slot_counts_as_what_was_written_there_last() -> None:
    """Slots are reused: an XOR after the last AND level, and results for some only, take zero-shares."""
    builder = Builder(2)
    a, b = builder.input(0, 4), builder.input(1, 4)
    gates = builder.and_(a, b)
    builder.output("direct", gates)
    builder.output("negated", builder.not_(gates))
    builder.output("mixed", np.concatenate([gates[:2], builder.xor(gates[2:], a[2:])]))
    builder.output("private", gates, [1])
    circuit = builder.build()
    rows = shares_to_refresh(circuit, (1, 0))
    assert [each.tolist() for each in rows] == [[], [0, 1, 2, 3], [2, 3], [0, 1, 2, 3]]
    assert capacity_of(circuit, (1, 0)).n_zero_shares == 10
    run_engine(circuit, some_bits(8, "kinds"), seeded(2, "kinds")).require_right()


# Misuse


def test_a_prepared_run_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """C25."""
    deal(monkeypatch, "single use")
    circuit = one_and(2)
    prepared = prepared_runs(circuit)
    bits = some_bits(2, 0)
    run_locally([evaluation(one, circuit, bits) for one in prepared])
    for one in prepared:
        with pytest.raises(MisuseError):
            evaluation(one, circuit, bits)
        with pytest.raises(MisuseError):
            one.triples.next(1)
        with pytest.raises(MisuseError):
            _ = one.run.session.delta
        with pytest.raises(MisuseError):
            one.run.require_preparing()
        one.destroy()


def test_a_destroyed_run_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "destroyed")
    circuit = one_and(2)
    prepared = prepared_runs(circuit)[0]
    prepared.destroy()
    with pytest.raises(MisuseError):
        evaluation(prepared, circuit, some_bits(2, 0))


def test_a_failed_run_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "failed")
    circuit = one_and(2)
    prepared = prepared_runs(circuit)
    results = settle(
        [evaluation(one, circuit, some_bits(2, 0), context=bytes([one.me])) for one in prepared],
    )
    assert all(isinstance(result, PeerError) for result in results)
    for one in prepared:
        with pytest.raises(MisuseError):
            evaluation(one, circuit, some_bits(2, 0))


def test_an_abandoned_run_destroys_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that closes the generator, or throws an abort in, leaves nothing behind."""
    deal(monkeypatch, "abandoned")
    circuit = one_and(2)
    closed, aborted = prepared_runs(circuit)
    protocol = evaluation(closed, circuit, some_bits(2, 0))
    next(protocol)
    protocol.close()
    second = evaluation(aborted, circuit, some_bits(2, 0))
    next(second)
    with pytest.raises(PeerAborted):
        second.throw(PeerAborted())
    for one in (closed, aborted):
        with pytest.raises(MisuseError):
            _ = one.run.session.delta
        with pytest.raises(MisuseError):
            one.zero_shares.take(0, 1)


@pytest.mark.parametrize(
    "bits",
    [
        np.array([0], np.uint8),
        np.array([0, 1, 0], np.uint8),
        np.array([0, 2], np.uint8),
        np.array([0, 1], np.int64),
        np.array([[0, 1]], np.uint8),
    ],
)
def test_inputs_that_do_not_fit_are_refused_at_once(bits: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the prepared run can still be used with the right ones."""
    deal(monkeypatch, "inputs")
    builder = Builder(2)
    builder.output("and", builder.and_(builder.input(0, 2), builder.input(1, 2)))
    circuit = builder.build()
    prepared = prepared_runs(circuit)
    with pytest.raises(MisuseError):
        engine.evaluate(
            prepared[0],
            circuit,
            bits,
            party_of_seat=(0, 1),
            context=b"",
            before_order=lambda: None,
            released=lambda name, opened: None,
        )
    run_locally([evaluation(one, circuit, some_bits(4, 0)) for one in prepared])


def test_a_run_is_not_stretched(monkeypatch: pytest.MonkeyPatch) -> None:
    """C26: nothing is made on demand. More gates, other seats, more parties than prepared for are refused."""
    deal(monkeypatch, "stretched")
    prepared = prepared_runs(one_and(2))[0]
    with pytest.raises(MisuseError):
        evaluation(prepared, mixed_circuit(2), np.zeros(21, np.uint8))
    with pytest.raises(MisuseError):
        evaluation(prepared, one_and(2), some_bits(2, 0), seats=(0, 2))
    with pytest.raises(MisuseError):
        prepared.run.require_preparing()
    with pytest.raises(MisuseError):
        next(triples_module.zero_check(prepared.run, np.zeros((1, 2), np.uint64)))


def test_a_capacity_covers_what_is_no_larger_in_any_part() -> None:
    have = Capacity(10, (5, 7), 3)
    assert have.covers(have)
    assert have.covers(Capacity(0, (0, 0), 0))
    for more in ((11, (5, 7), 3), (10, (6, 7), 3), (10, (5, 8), 3), (10, (5, 7), 4), (10, (5, 7, 0), 3)):
        assert not have.covers(Capacity(*more))


def test_what_a_callback_does_to_its_bits_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "callback")
    circuit, bits = one_and(2), np.ones(2, np.uint8)
    results = run_locally(
        [evaluation(one, circuit, bits, released=lambda name, shown: shown.fill(0)) for one in prepared_runs(circuit)]
    )
    assert results[0]["both"].tolist() == [1]


def test_a_larger_preparation_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Preprocessing may start before the circuit is known, for more than it turns out to need."""
    deal(monkeypatch, "larger")
    capacity = Capacity(500, (60, 40), 100)
    prepared = run_locally([engine.prepare(p, party_keys(2), capacity, Seeded(p)) for p in range(2)])
    circuit = mixed_circuit(2)
    run_locally([evaluation(one, circuit, some_bits(21, 4)) for one in prepared])


def test_impossible_capacities_are_refused() -> None:
    for arguments in ((-1, (0, 0), 0), (0, (0, -1), 0), (0, (0, 0), -1), (0, (0,), 0), (0, (0,) * 11, 0)):
        with pytest.raises(MisuseError):
            Capacity(*arguments)
    with pytest.raises(MisuseError):
        next(engine.prepare(0, party_keys(2), Capacity(1, (1, 1, 1), 1)))
    with pytest.raises(MisuseError):
        capacity_of(one_and(2), (0,))


def test_other_capacities_do_not_meet() -> None:
    """The capacity is in the session parameters."""
    circuit = one_and(2)
    wanted = capacity_of(circuit, (0, 1))
    more = Capacity(wanted.n_triples + 1, wanted.masks, wanted.n_zero_shares)
    results = settle([engine.prepare(party, party_keys(2), (wanted, more)[party]) for party in range(2)])
    assert all(isinstance(result, PeerError) for result in results)


def test_secrets_are_not_shown_or_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    deal(monkeypatch, "shown")
    prepared = prepared_runs(one_and(2))[0]
    assert repr(prepared) == "Prepared(party 0 of 2)"
    with pytest.raises(MisuseError):
        pickle.dumps(prepared)
