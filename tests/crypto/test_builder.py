"""The builder: what it builds computes what was written, folds what can be folded, and is the same everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import schedule
from crypto.builder import Builder, CircuitTooLarge
from crypto.circuit import Circuit, check_circuit, evaluate_clear
from crypto.errors import MisuseError
from tests.crypto.programs import random_program

laws = settings(max_examples=150, deadline=None)


def built(builder: Builder, *outputs: np.ndarray) -> Circuit:
    for i, wires in enumerate(outputs):
        builder.output(str(i), wires)
    circuit = builder.build()
    check_circuit(circuit)
    return circuit


@laws
@given(st.integers(0, 2**32), st.integers(1, 80))
def test_random_programs(seed: int, n_operations: int) -> None:
    program = random_program(seed, n_operations=n_operations)
    circuit = program.builder.build()
    check_circuit(circuit)
    opened = evaluate_clear(circuit, program.inputs)
    assert opened.keys() == program.expected.keys()
    for name, value in program.expected.items():
        assert (opened[name] == value).all()


@laws
@given(st.integers(0, 2**32))
def test_no_gate_is_written_twice_or_for_nothing(seed: int) -> None:
    circuit = random_program(seed).builder.build()
    formulas = {("one",): 0} | {("input", i): i + 1 for i in range(circuit.n_inputs)}
    value = {0: 0} | {slot: i + 1 for i, slot in enumerate(circuit.input_slots.tolist())}
    read, gates = set(), []
    for kind, dst, a, b in steps(circuit):
        made = {}
        for d, *operands in zip(dst.tolist(), a.tolist(), b.tolist(), strict=True):
            x, y = sorted(value[operand] for operand in operands)
            read |= {x, y}
            assert (kind, x, y) not in formulas
            assert x != y or (kind, x) == ("xor", 0)  # the constant 0 is 1 XOR 1
            assert kind == "xor" or x > 0
            made[d] = formulas[kind, x, y] = len(formulas)
        value |= made
        gates += made.values()
    read |= {value[slot] for output in circuit.outputs for slot in output.slots.tolist()}
    assert set(gates) <= read


def steps(circuit: Circuit) -> Iterator[tuple[str, np.ndarray, np.ndarray, np.ndarray]]:
    for level in circuit.levels:
        for dst, a, b in level.linear:
            yield "xor", dst, a, b
        yield "and", level.and_dst, level.and_a, level.and_b
    for dst, a, b in circuit.final:
        yield "xor", dst, a, b


def test_folding() -> None:
    b = Builder(1)
    x, y = b.input(0, 2).tolist()
    not_x = int(b.not_(x))
    before = b.n_gates
    assert b.xor(x, x) == 0
    assert b.xor(x, not_x) == 1
    assert b.xor(x, 0) == x
    assert b.xor(1, x) == not_x
    assert b.xor(not_x, 1) == x
    assert b.and_(x, x) == x
    assert b.and_(x, not_x) == 0
    assert b.and_(0, x) == 0
    assert b.and_(x, 1) == x
    assert b.or_(x, 1) == 1
    assert b.or_(x, 0) == x
    assert b.or_(x, not_x) == 1
    assert b.not_(not_x) == x
    assert b.not_(0) == 1
    assert [int(b.xor(i, j)) for i in (0, 1) for j in (0, 1)] == [0, 1, 1, 0]
    assert [int(b.and_(i, j)) for i in (0, 1) for j in (0, 1)] == [0, 0, 0, 1]
    assert b.n_gates == before == 0
    assert b.and_(x, y) > 1
    assert b.n_gates == 1
    assert b.mux(1, x, y) == x
    assert b.mux(0, x, y) == y
    assert b.mux(y, x, x) == x
    assert built(b, np.array(x)).n_xors == 0


def test_equal_gates_are_merged() -> None:
    b = Builder(1)
    x, y, z = b.input(0, 3)
    first = b.and_(b.xor(x, y), z)
    second = b.and_(z, b.xor(b.not_(y), b.not_(x)))
    third = b.not_(b.and_(b.xor(b.not_(y), x), z))
    circuit = built(b, first, second, third, b.and_(first, second))
    assert circuit.n_ands == 2  # (x^y) z, and its negation's not((x^y^1) z); the last folds to the first
    assert circuit.outputs[0].slots == circuit.outputs[1].slots == circuit.outputs[3].slots


def test_what_folds_only_after_merging() -> None:
    b = Builder(1)
    x, y = b.input(0, 2)
    zero = b.xor(b.and_(x, y), b.and_(y, x))
    deep = b.or_(b.and_(zero, x), b.and_(b.or_(x, zero), y))
    circuit = built(b, deep, b.and_(b.and_(x, y), deep), zero)
    assert (circuit.n_ands, circuit.n_xors, circuit.depth) == (1, 1, 1)  # the XOR makes the constant 0
    assert evaluate_clear(circuit, np.array([1, 1], np.uint8))["1"].tolist() == [1]


def test_dead_gates_are_dropped() -> None:
    b = Builder(1)
    x, y = b.input(0, 2)
    b.and_(b.xor(x, y), x)
    circuit = built(b, x)
    assert (circuit.n_ands, circuit.n_xors, circuit.depth, circuit.n_slots) == (0, 0, 0, 3)


def test_every_gate_at_its_earliest_level() -> None:
    b = Builder(1)
    x = b.input(0, 8)
    halves = b.and_(x[:4], x[4:])
    quarter = b.and_(halves[:2], halves[2:])
    late = b.and_(b.and_(quarter[0], quarter[1]), b.xor(x[0], x[1]))
    early = b.and_(x[0], x[2])
    assert [b.depth(w) for w in (x, halves, quarter, late, np.zeros(0, np.int64), 1)] == [0, 1, 2, 4, 0, 0]
    circuit = built(b, late, b.and_(early, x[3]))
    assert [len(level.and_dst) for level in circuit.levels] == [5, 3, 1, 1]


def test_slots_are_used_again() -> None:
    b = Builder(1)
    x = b.input(0, 100)
    for _ in range(50):
        x = b.and_(b.xor(x, np.roll(x, 1)), np.roll(x, 3))
    circuit = built(b, x)
    assert circuit.n_ands == 5000
    assert circuit.n_slots <= 301  # the words x, XOR and AND of a round


def test_unused_inputs_give_their_slot() -> None:
    b = Builder(2)
    b.input(0, 50)
    x = b.input(1, 4)
    circuit = built(b, b.and_(x, np.roll(x, 1)))
    assert circuit.n_slots == 55
    assert circuit.input_slots.tolist() == list(range(1, 55))


def test_broadcasting_and_shapes() -> None:
    b = Builder(1)
    x, y = b.input(0, 6).reshape(2, 3, 1), b.input(0, 4)
    for operation in (b.xor, b.and_, b.or_):
        assert operation(x, y).shape == (2, 3, 4)
        assert operation(x, 1).shape == (2, 3, 1)
        assert operation(x[:0], y).shape == (0, 3, 4)
        assert operation(1, 0).shape == ()
    assert b.mux(x, y, 0).shape == (2, 3, 4)
    assert b.xor(x, y).dtype == np.int64
    assert b.constant([[True, False]]).tolist() == [[1, 0]]
    assert b.constant(1).shape == ()


def test_operands_are_not_changed() -> None:
    b = Builder(1)
    x, y = b.input(0, 4), np.array([0, 1, 0, 1])
    copies = x.copy(), y.copy()
    b.output("x", x)
    for operation in (b.xor, b.and_, b.or_):
        operation(x, y)[...] = 0
    b.not_(x)[...] = 0
    b.mux(x, y, x)[...] = 0
    assert (x == copies[0]).all()
    assert (y == copies[1]).all()


def test_outputs() -> None:
    b = Builder(3)
    x = b.input(1, 4)
    b.output("all", x.reshape(2, 2))
    b.output("some", b.not_(x[:1]), [2, 0, 2])
    b.output("constants", np.array([1, 0, 1]), iter([1]))
    b.output("nothing", np.zeros(0, np.int64))
    circuit = b.build()
    check_circuit(circuit)
    assert [(o.name, len(o.slots), o.recipients) for o in circuit.outputs] == [
        ("all", 4, (0, 1, 2)),
        ("some", 1, (0, 2)),
        ("constants", 3, (1,)),
        ("nothing", 0, (0, 1, 2)),
    ]
    opened = evaluate_clear(circuit, np.array([0, 1, 1, 0], np.uint8))
    assert [opened[o.name].tolist() for o in circuit.outputs] == [[0, 1, 1, 0], [1], [1, 0, 1], []]


def test_owners_in_the_order_of_declaration() -> None:
    b = Builder(3)
    wires = [b.input(2, 2), b.input(0, 1), b.input(2, 0), b.input(1, 1)]
    circuit = built(b, np.concatenate(wires[::-1]))
    assert circuit.owner.tolist() == [2, 2, 0, 1]
    assert circuit.owner.dtype == np.uint8
    assert evaluate_clear(circuit, np.array([1, 0, 0, 0], np.uint8))["0"].tolist() == [0, 0, 1, 0]


def test_building_again() -> None:
    program = random_program(7)
    first = program.builder.build()
    assert program.builder.build().to_bytes() == first.to_bytes()
    program.builder.output("more", program.builder.input(0, 1))
    more = program.builder.build()
    assert [o.name for o in more.outputs] == [*program.expected, "more"]
    assert more.n_ands == first.n_ands


def test_arrays_are_read_only() -> None:
    circuit = random_program(3).builder.build()
    level = circuit.levels[0]
    for array in (circuit.owner, circuit.input_slots, level.and_dst, level.and_a, circuit.outputs[0].slots):
        with pytest.raises(ValueError, match="read-only"):
            array[:1] = 0


def test_misuse() -> None:
    for n in (0, 256):
        with pytest.raises(MisuseError, match="seats"):
            Builder(n)
    b = Builder(2)
    x = b.input(0, 2)
    for seat, n in ((2, 1), (-1, 1), (0, -1)):
        with pytest.raises(MisuseError, match="no such seat"):
            b.input(seat, n)
    for wires in (np.array([6]), np.array([-1]), 99):
        with pytest.raises(MisuseError, match="another builder"):
            b.xor(x[:1], wires)
    with pytest.raises(MisuseError, match="integers"):
        b.and_(x, np.array([0.0, 1.0]))
    for bits in (2, -1):
        with pytest.raises(MisuseError, match="neither 0 nor 1"):
            b.constant(bits)
    for recipients in ((), (2,), (-1,)):
        with pytest.raises(MisuseError, match="recipients"):
            b.output("x", x, recipients)
    b.output("x", x)
    with pytest.raises(MisuseError, match="twice"):
        b.output("x", x)


def test_too_many_gates() -> None:
    b = Builder(1, max_gates=100)
    x = b.input(0, 50)
    b.and_(x, np.roll(x, 1))
    with pytest.raises(CircuitTooLarge, match="100"):
        b.xor(x[:, None], x)
    assert b.n_gates == 50
    with pytest.raises(CircuitTooLarge):
        b.input(0, 2**40)


PROGRAM = """
import numpy as np
from crypto import gadgets, gadgets_select
from crypto.aes import aes128
from crypto.builder import Builder
from tests.crypto.programs import random_program
aes = Builder(2)
aes.output("c", aes128(aes, aes.input(0, 128), aes.input(1, 128)))
mixed = Builder(3)
ticks = mixed.input(0, 11), mixed.input(1, 11), mixed.input(2, 11)
passing = gadgets.at_least(mixed, np.stack(ticks, axis=-1), 2)
mixed.output("any", gadgets_select.draw_by_position(mixed, passing, mixed.input(1, 60)), [0, 2])
keys = gadgets.sum_words(mixed, mixed.input(2, 11 * 3 * 7).reshape(11, 3, 7))
mixed.output("best", gadgets_select.argmin(mixed, keys, passing).one_hot)
mixed.output("product", gadgets.multiply(mixed, keys[0], keys[1]), [1])
for builder in (aes, mixed, random_program(5, n_operations=300).builder):
    print(builder.build().digest().hex())
"""
AES_DIGEST = "87a82cb8c3bc48c0d6bb431961e46969c6655f4715bc131499f88d2c77d204ca"
MIXED_DIGEST = "39942120a8b1f13ae9507ccd8ced8b083beec1b7ab482d109584336cea9d0064"


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_the_same_bytes_in_every_process(hash_seed: str) -> None:
    """A change of these digests is a change of the protocol: people with different versions would not agree."""
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=root, env=environment, capture_output=True, check=True)
    here = random_program(5, n_operations=300).builder.build().digest().hex()
    assert done.stdout.decode().split() == [AES_DIGEST, MIXED_DIGEST, here]


def test_more_steps_than_sixteen_bits() -> None:
    """Steps are sorted in two passes of 16 bits when there are so many; to write such a circuit takes long."""
    keys = np.random.default_rng(1).choice(np.array([0, 1, 65_535, 65_536, 65_537, 2**31 - 1], np.int32), 1000)
    assert schedule._stable_order(keys).tolist() == sorted(range(1000), key=lambda i: keys[i])


def test_size() -> None:
    """A circuit of 400,000 AND and 1,200,000 XOR gates; the time-out is that of a deal sheet, five times as large."""
    b = Builder(2)
    x, y = b.input(0, 40_000), b.input(1, 40_000)
    for shift in range(1, 11):
        z = b.and_(x, y)
        x, y = b.xor(b.xor(x, np.roll(z, shift)), np.roll(y, 7)), b.xor(y, np.roll(z, 2 * shift))
    circuit = built(b, x, y)
    assert circuit.n_ands == 400_000
    assert circuit.n_xors == 1_200_000
    assert circuit.depth == 10
    assert circuit.n_slots < 280_000
