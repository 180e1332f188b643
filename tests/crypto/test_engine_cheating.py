"""Parties that cheat in an evaluation: what is caught, by when, and that nothing leaves or stays that must not."""

from __future__ import annotations

import gc
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import cot, engine, preparation
from crypto import session as session_module
from crypto.bits import Bits
from crypto.builder import Builder
from crypto.capacity import capacity_of
from crypto.circuit import Circuit
from crypto.cot import CotRows
from crypto.engine import Prepared, rounds_and_bytes
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.rounds import Kind, PartyId, Protocol, Random, Round, settle
from crypto.session import Session
from tests.crypto.chance import require_binomial
from tests.crypto.dealer import dealt_sessions, party_keys
from tests.crypto.engine_runs import Cheat, Run, flipped, mixed_circuit, one_and, run_engine, some_bits
from tests.crypto.ideal import deal
from tests.crypto.seeded import Seeded


def seeded(n: int, *label: object) -> list[Random]:
    return [Seeded(*label, party) for party in range(n)]


def deep_circuit(n: int) -> Circuit:
    """Four levels, and two items for everybody, one of them with zero-shares, and one for the first two seats."""
    builder = Builder(n)
    x = builder.input(0, 6)
    for seat in range(1, n):
        x = builder.xor(x, builder.input(seat, 6))
    for shift in range(1, 5):
        x = builder.and_(x, builder.not_(np.roll(x, shift)))
    builder.output("first", x[:2])
    builder.output("second", builder.xor(x[2:4], x[4:]))
    builder.output("third", x[4:], [0, 1])
    circuit = builder.build()
    assert circuit.depth == 4
    return circuit


def require_nothing_opened(run: Run, cheat: Cheat, liar: PartyId) -> None:
    """Every honest party stopped with an error before the order was tossed."""
    for party in range(run.n):
        if party != liar:
            assert isinstance(run.results[party], PeerError)
            assert not run.ordered[party]
            assert cheat.count(party, Kind.ORDER) == 0
            assert cheat.count(party, Kind.OUTPUT) == 0
    caught = [run.results[party] for party in range(run.n) if party != liar]
    assert any(isinstance(result, CheatingDetected | MalformedMessage) for result in caught)


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("level", [0, 2, 3])
def test_a_lie_to_all_in_an_and_level(n: int, level: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """C20."""
    deal(monkeypatch, "level", n, level)
    cheat = Cheat(monkeypatch)
    cheat.say(1, Kind.LEVEL, lambda number, message: flipped(message, 3) if number == level else message)
    circuit = deep_circuit(n)
    run = run_engine(circuit, some_bits(circuit.n_inputs, level), seeded(n))
    require_nothing_opened(run, cheat, liar=1)
    assert cheat.count(0, Kind.LEVEL) == 4  # it is noticed in CHECK 1


@pytest.mark.parametrize("level", [0, 2, 3])
def test_a_lie_to_one_in_an_and_level(level: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """C20, three parties: told to party 2 only."""
    deal(monkeypatch, "level one", level)
    cheat = Cheat(monkeypatch)

    def change(number: int, peer: PartyId, message: bytes) -> bytes:
        return flipped(message, 3) if number == level and peer == 2 else message

    cheat.send(1, Kind.LEVEL, change)
    circuit = deep_circuit(3)
    run = run_engine(circuit, some_bits(circuit.n_inputs, level), seeded(3))
    require_nothing_opened(run, cheat, liar=1)
    assert isinstance(run.results[0], CheatingDetected)
    assert isinstance(run.results[2], CheatingDetected)


def test_different_inputs_to_different_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """C19."""
    deal(monkeypatch, "eps")
    cheat = Cheat(monkeypatch)
    cheat.send(1, Kind.INPUT, lambda number, peer, message: flipped(message) if peer == 2 else message)
    circuit = deep_circuit(3)
    run = run_engine(circuit, some_bits(circuit.n_inputs, "eps"), seeded(3))
    require_nothing_opened(run, cheat, liar=1)


@pytest.mark.parametrize("n", [2, 3])
def test_a_lie_about_a_zero_share_ends_before_inputs(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHECK number 0: a wrong opened Y would make a sharing of X instead of zero."""
    deal(monkeypatch, "zeta", n)
    cheat = Cheat(monkeypatch)
    cheat.say(1, Kind.ZETA_OPEN, lambda number, message: flipped(message))
    circuit = deep_circuit(n)
    run = run_engine(circuit, some_bits(circuit.n_inputs, "zeta"), seeded(n))
    require_nothing_opened(run, cheat, liar=1)
    assert cheat.count(0, Kind.BIND) == 0


@pytest.mark.parametrize("n", [2, 3])
def test_an_input_that_the_own_shares_do_not_follow(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Announced is one answer, computed with is the other. (The same lie in both is just another answer.)"""
    deal(monkeypatch, "two answers", n)
    cheat = Cheat(monkeypatch)
    cheat.say(1, Kind.INPUT, lambda number, message: flipped(message, 2))
    circuit = deep_circuit(n)
    run = run_engine(circuit, some_bits(circuit.n_inputs, "two answers"), seeded(n))
    require_nothing_opened(run, cheat, liar=1)


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("item", [0, 1, 2])
def test_a_lie_in_an_output_shows_no_more_than_the_items_before(
    n: int, item: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C21: the item is not returned and not shown, and the shares of the next never leave."""
    deal(monkeypatch, "output", n, item)
    cheat = Cheat(monkeypatch)
    cheat.say(1, Kind.OUTPUT, lambda number, message: flipped(message) if number == item else message)
    circuit = deep_circuit(n)
    run = run_engine(circuit, some_bits(circuit.n_inputs, item), seeded(n))
    for party in range(n):
        if party == 1:
            continue
        assert isinstance(run.results[party], CheatingDetected)
        assert cheat.count(party, Kind.OUTPUT) == item + 1
        assert len(run.released[party]) == item or party == 2
        assert len(run.released[party]) <= item


def test_stopping_during_the_release_leaves_one_at_most_one_item_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """The party that never answers the last check has seen that item; the honest one has all items before."""
    deal(monkeypatch, "stop")
    cheat = Cheat(monkeypatch)
    for item in range(3):
        cheat.send(1, Kind.OUTPUT_CHECK, lambda number, peer, message, at=item: b"" if number == at else message)
        cheat._seen.clear()
        circuit = deep_circuit(2)
        run = run_engine(circuit, some_bits(circuit.n_inputs, item), seeded(2))
        assert isinstance(run.results[0], PeerError)
        assert len(run.released[0]) == item
        assert len(run.released[1]) <= item + 1


@pytest.mark.parametrize("trick", ["reflect", "replay", "zeros"])
@pytest.mark.parametrize("kind", [Kind.CHECK, Kind.OUTPUT_CHECK])
def test_a_check_of_the_run_takes_no_other_digest(kind: Kind, trick: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """C22 in place: in the last CHECK before the order, and in the one after an item."""
    deal(monkeypatch, "digest", kind, trick)
    cheat = Cheat(monkeypatch)
    last: dict[PartyId, bytes] = {}

    def remember(number: int, peer: PartyId, message: bytes) -> bytes:
        last[0] = message
        return message

    def change(number: int, peer: PartyId, message: bytes) -> bytes:
        old, last[1] = last.get(1, bytes(32)), message
        return {"reflect": last.get(0, bytes(32)), "replay": old, "zeros": bytes(32)}[trick]

    cheat.send(0, kind, remember)
    cheat.send(1, kind, change)
    circuit = deep_circuit(2)
    run = run_engine(circuit, some_bits(circuit.n_inputs, trick), seeded(2))
    assert isinstance(run.results[0], CheatingDetected)
    assert run.released[0] == []


def other_circuit(n: int) -> Circuit:
    """As many gates and inputs as mixed_circuit, another function."""
    circuit = mixed_circuit(n)
    level = circuit.levels[0]
    swapped = type(level)(level.linear, level.and_dst, level.and_b, level.and_a)
    return Circuit(
        circuit.n_parties,
        circuit.owner,
        circuit.input_slots,
        circuit.n_slots,
        (swapped, *circuit.levels[1:]),
        circuit.final,
        circuit.outputs,
    )


def other_recipients(n: int) -> Circuit:
    circuit = mixed_circuit(n)
    outputs = tuple(type(o)(o.name, o.slots, (1,) if o.name == "one" else o.recipients) for o in circuit.outputs)
    return Circuit(
        circuit.n_parties,
        circuit.owner,
        circuit.input_slots,
        circuit.n_slots,
        circuit.levels,
        circuit.final,
        outputs,
    )


@pytest.mark.parametrize("difference", ["circuit", "recipients", "seats", "context"])
def test_parties_that_want_different_things_stop_before_inputs(
    difference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C24."""
    deal(monkeypatch, "bind", difference)
    cheat = Cheat(monkeypatch)
    circuit = mixed_circuit(2)
    capacity = engine.Capacity(circuit.n_ands, (100, 100), 100)

    def whole(party: PartyId) -> Protocol[dict[str, Bits]]:
        prepared = yield from engine.prepare(party, party_keys(2), capacity, Seeded(party))
        own, seats, context = circuit, (0, 1), b"context"
        if party == 1:
            own = {"circuit": other_circuit(2), "recipients": other_recipients(2)}.get(difference, circuit)
            seats = (1, 0) if difference == "seats" else seats
            context = b"contexT" if difference == "context" else context
        bits = np.zeros(int((own.owner == seats.index(party)).sum()), np.uint8)
        return (
            yield from engine.evaluate(
                prepared,
                own,
                bits,
                party_of_seat=seats,
                context=context,
                before_order=lambda: None,
                released=lambda name, opened: None,
            )
        )

    results = settle([whole(0), whole(1)])
    assert all(isinstance(result, CheatingDetected) for result in results)
    assert cheat.count(0, Kind.BIND) == 1
    assert cheat.count(0, Kind.INPUT) == 0


@pytest.mark.parametrize("change", [lambda m: m[:-1], lambda m: m + b"\0", lambda m: b""], ids=["less", "more", "none"])
def test_every_message_has_exactly_its_length(
    change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """C23, at every step of the evaluation and of preprocessing above the rows."""
    deal(monkeypatch, "length")
    circuit = deep_circuit(2)
    honest = run_engine(circuit, some_bits(circuit.n_inputs, 0), seeded(2))
    honest.require_right()
    for step in range(1 + max(step for step, _, _ in honest.sent)):

        def tamper(at: int, source: PartyId, destination: PartyId, message: bytes, step: int = step) -> bytes:
            return change(message) if (at, source) == (step, 1) and change(message) != message else message

        run = run_engine(circuit, some_bits(circuit.n_inputs, 0), seeded(2), tamper=tamper)
        empty = all(size == 0 for at, _, size in honest.sent if at == step)
        if empty and change(b"") == b"":
            run.require_right()
        else:
            assert isinstance(run.results[0], MalformedMessage)


def test_set_padding_bits_are_malformed(monkeypatch: pytest.MonkeyPatch) -> None:
    """C23: in inputs, levels and outputs, whose numbers of bits are no multiples of 8."""
    for kind in (Kind.INPUT, Kind.LEVEL, Kind.OUTPUT):
        with monkeypatch.context() as patch:
            deal(patch, "padding", kind)
            cheat = Cheat(patch)
            cheat.send(1, kind, lambda number, peer, message: flipped(message, -1))
            circuit = deep_circuit(2)
            run = run_engine(circuit, some_bits(circuit.n_inputs, 0), seeded(2))
            assert isinstance(run.results[0], MalformedMessage)


def test_a_message_of_another_kind_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """C23: a party one step ahead meets nobody."""
    deal(monkeypatch, "kind")
    circuit = deep_circuit(2)

    def skipping(run: Run) -> Iterator[Round]:
        inner = run.whole(1, Seeded(1))
        round_ = next(inner)
        while True:
            if round_.kind is Kind.CHECK and round_.outbox[0] and levels:
                yield Round(Kind.ORDER, {0: bytes(32)}, {0: 32}, round_.run_id)
            if round_.kind is Kind.LEVEL:
                levels.append(1)
            round_ = inner.send((yield round_))

    levels: list[int] = []
    run = Run(circuit, some_bits(circuit.n_inputs, 0), (0, 1), [PeerError()] * 2, [], [], [[], []], [False] * 2)
    results = settle([run.whole(0, Seeded(0)), skipping(run)])
    assert isinstance(results[0], PeerAborted)
    assert not run.ordered[0]


def test_abort_rates_do_not_depend_on_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """C33: 2000 runs with one wrong correction, half of them with each pair of inputs; chi-square with one degree."""
    deal(monkeypatch, "selective")
    cheat = Cheat(monkeypatch)
    cheat.send(1, Kind.LEAKY_G, lambda number, peer, message: flipped(message, 77))
    circuit = one_and(2)
    aborted = [0, 0]
    trials = 1000
    for value in (0, 1):
        for _ in range(trials):
            run = run_engine(circuit, np.full(2, value, np.uint8), seeded(2))
            run.require_right_or_aborted()
            aborted[value] += isinstance(run.results[0], PeerError)
            assert isinstance(run.results[0], PeerError) or run.is_right(0)
            cheat.kinds.clear()
    for count in aborted:
        require_binomial(count, trials, 0.5)
    share = sum(aborted) / (2 * trials)
    chi_square = (aborted[0] - aborted[1]) ** 2 / (2 * trials * share * (1 - share))
    assert chi_square < 23.9  # probability 1e-6


# C32: nothing stays behind after an abort


class Secrets:
    """16-byte values that must not be found anywhere after an abort. Kept as numbers, so not found here."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._values: set[int] = set()
        real_pass, real_prepared = cot.cot_pass, Prepared.__init__
        real_streams, real_delta = session_module.open_streams, session_module._draw_delta

        def spied_pass(opened: Session, n_rows: int, x: Bits | None = None) -> Protocol[CotRows]:
            rows = yield from real_pass(opened, n_rows, x)
            for blocks in (*rows.mac.values(), *rows.key.values()):
                self.add(blocks)
            return rows

        def spied_prepared(prepared: Prepared, *arguments: object) -> None:
            real_prepared(prepared, *arguments)
            for rows in (prepared.triples, prepared.zero_shares, *prepared.masks):
                for array in rows._arrays:
                    self.add(np.ascontiguousarray(array[:, 1:3]))

        def spied_streams(seeds: np.ndarray) -> object:
            self.add(np.ascontiguousarray(seeds))
            return real_streams(seeds)

        def spied_delta(me: PartyId, random: Random) -> np.ndarray:
            delta = real_delta(me, random)
            self.add(delta)
            return delta

        monkeypatch.setattr(cot, "cot_pass", spied_pass)
        monkeypatch.setattr(Prepared, "__init__", spied_prepared)
        monkeypatch.setattr(session_module, "open_streams", spied_streams)
        monkeypatch.setattr(session_module, "_draw_delta", spied_delta)

    def add(self, array: np.ndarray) -> None:
        data = array.tobytes()
        self._values.update(int.from_bytes(data[i : i + 16], "little") for i in range(0, len(data), 16))
        self._values.discard(0)

    def found_in(self, roots: Iterable[object]) -> list[str]:
        """Where one of them is reachable from the roots: arrays and byte strings, at any multiple of 8 bytes."""
        found = []
        skipped = {id(vars(module)) for module in list(sys.modules.values()) if hasattr(module, "__dict__")}
        skipped |= {id(self), id(self._values), id(vars(self))}
        stack, seen = list(roots), set()
        while stack:
            here = stack.pop()
            if id(here) in seen or id(here) in skipped or isinstance(here, type | types.ModuleType):
                continue
            seen.add(id(here))
            data = b""
            if isinstance(here, np.ndarray):
                data = here.tobytes()
                stack.append(here.base)
            elif isinstance(here, bytes | bytearray):
                data = bytes(here)
            if len(data) >= 16:
                words = np.frombuffer(data[: len(data) // 8 * 8], np.uint64).tolist()
                if any(low | high << 64 in self._values for low, high in pairwise(words)):
                    found.append(f"{type(here).__name__} of {len(data)} bytes")
            stack.extend(gc.get_referents(here))
        return found


@pytest.fixture
def kept_sessions(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    """Every session and authenticator of the test, as somebody with a reference to them would see them."""
    kept: list[Session] = []
    real_session, real_run = Session.__post_init__, preparation.Authenticator.__init__

    def keep_session(self: Session) -> None:
        real_session(self)
        kept.append(self)

    def keep_run(self: preparation.Authenticator, opened: Session) -> None:
        real_run(self, opened)
        kept.append(self)

    monkeypatch.setattr(Session, "__post_init__", keep_session)
    monkeypatch.setattr(preparation.Authenticator, "__init__", keep_run)
    return kept


def plan_of(circuit: Circuit) -> int:
    seats = tuple(range(circuit.n_parties))
    return rounds_and_bytes(circuit.n_parties, capacity_of(circuit, seats), circuit).n_rounds


def aborted_at(step: int, circuit: Circuit) -> tuple[Run, list[Protocol[dict[str, Bits]]]]:
    """A real run in which party 1 sends a message of the wrong length in one step; its generators are kept."""

    def tamper(at: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return message + b"\0" if (at, source) == (step, 1) else message

    n = circuit.n_parties
    run = Run(circuit, some_bits(circuit.n_inputs, "leak"), tuple(range(n)), [PeerError()] * n)
    run.released, run.ordered = [[] for _ in range(n)], [False] * n
    protocols = [run.whole(party, Seeded("leak", party)) for party in range(n)]
    run.results = settle(protocols, tamper)
    return run, protocols


def test_after_an_abort_nothing_secret_is_left(
    monkeypatch: pytest.MonkeyPatch, kept_sessions: list[Session], caplog: pytest.LogCaptureFixture
) -> None:
    """C32: sessions, prepared runs, generators and the errors with their tracebacks, after an abort at each step."""
    secrets = Secrets(monkeypatch)
    circuit = one_and(2)
    for step in range(plan_of(circuit)):
        kept_sessions.clear()
        run, protocols = aborted_at(step, circuit)
        assert isinstance(run.results[0], MalformedMessage)
        roots = [*run.results, *run.prepared, *protocols, *kept_sessions]
        assert secrets.found_in(roots) == [], f"after an abort at step {step}"
    assert caplog.records == []


def test_after_a_failed_check_and_after_success_nothing_secret_is_left(
    monkeypatch: pytest.MonkeyPatch, kept_sessions: list[Session]
) -> None:
    secrets = Secrets(monkeypatch)
    for kind in (Kind.LEAKY_G, Kind.LEVEL, None):
        with monkeypatch.context() as patch:
            kept_sessions.clear()
            cheat = Cheat(patch)
            if kind is not None:
                cheat.send(1, kind, lambda number, peer, message: bytes(len(message)))
            run, protocols = aborted_at(-1, mixed_circuit(3))
            assert isinstance(run.results[0], PeerError) == (kind is not None)
            assert secrets.found_in([*run.results, *run.prepared, *protocols, *kept_sessions]) == []


def test_errors_carry_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an abort in the middle of the levels no frame of the traceback still holds the inputs."""
    deal(monkeypatch, "answers")
    builder = Builder(2)
    x, y = builder.input(0, 64), builder.input(1, 64)
    builder.output("and", builder.and_(x, builder.and_(y, np.roll(x, 1))))
    circuit = builder.build()
    bits = some_bits(128, "answers")

    def tamper(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return message[1:] if len(message) == 16 and source == 1 else message

    run = run_engine(circuit, bits, seeded(2), tamper=tamper)
    error = run.results[0]
    assert isinstance(error, MalformedMessage)
    trace, arrays, names = error.__traceback__, [], []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith("engine.py"):
            for value in trace.tb_frame.f_locals.values():
                arrays += [value, *vars(value).values()] if hasattr(value, "__dict__") else [value]
            names.append(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    assert "_and_level" in names
    assert not any(isinstance(a, np.ndarray) and a.size and np.array_equal(a, bits[:64]) for a in arrays)


def test_the_search_finds_what_is_there(monkeypatch: pytest.MonkeyPatch, kept_sessions: list[Session]) -> None:
    """The planted twin: in a run that is still alive the same search finds Delta, keys and triples."""
    secrets = Secrets(monkeypatch)
    circuit = one_and(2)
    run = Run(circuit, some_bits(2, "leak"), (0, 1), [PeerError()] * 2)
    protocols = [run.whole(party, Seeded("leak", party)) for party in range(2)]
    rounds = [next(protocol) for protocol in protocols]
    assert secrets.found_in(protocols) == []
    alive = []
    while not isinstance(run.prepared[0], Prepared):
        inboxes = [{1 - party: rounds[1 - party].outbox[party]} for party in range(2)]
        rounds = [protocol.send(inbox) for protocol, inbox in zip(protocols, inboxes, strict=True)]
        alive.append(bool(secrets.found_in(protocols)))
    assert all(alive)
    assert secrets.found_in([run.prepared[0].run.session])
    assert secrets.found_in([run.prepared[0].triples])
    for protocol in protocols:
        protocol.close()
    assert secrets.found_in([*protocols, *run.prepared, *kept_sessions]) == []


def test_a_run_that_ended_cannot_make_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """C25: another pass on the session of an aborted preparation."""
    sessions = dealt_sessions(2)

    def tamper(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return flipped(message, Pseudo(step).randrange(8 * len(message))) if step == 4 and source == 1 else message

    capacity = capacity_of(one_and(2), (0, 1))

    def fill(opened: Session) -> Protocol[Prepared]:
        run = preparation.Authenticator(opened)
        with preparation.DestroyedOnFailure(run):
            return (yield from preparation._fill(run, capacity))

    results = settle([fill(opened) for opened in sessions], tamper)
    assert all(isinstance(result, PeerError) for result in results)
    for opened in sessions:
        with pytest.raises(MisuseError):
            next(cot.cot_pass(opened, 128))
        with pytest.raises(MisuseError):
            next(opened.coin())
