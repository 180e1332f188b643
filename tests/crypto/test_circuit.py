"""The compiled form: evaluation in the clear, canonical bytes, and the checks of the contract of a step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from crypto.circuit import Circuit, Level, Output, check_circuit, evaluate_clear
from crypto.errors import MisuseError


def slots(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def example() -> Circuit:
    """(x AND y) XOR NOT y, and y, by hand: x in slot 1, y in slot 2."""
    return Circuit(
        n_parties=3,
        owner=np.array([2, 0], np.uint8),
        input_slots=slots(1, 2),
        n_slots=5,
        levels=(Level((), slots(3), slots(1), slots(2)),),
        final=((slots(4), slots(2), slots(0)), (slots(1), slots(3), slots(4))),
        outputs=(Output("first", slots(1, 2), (0, 2)), Output("second", slots(0), (1,))),
    )


def test_example() -> None:
    circuit = example()
    check_circuit(circuit)
    assert (circuit.n_inputs, circuit.n_ands, circuit.n_xors, circuit.depth) == (2, 1, 2, 1)
    opened = evaluate_clear(circuit, np.array([[0, 0, 1, 1], [0, 1, 0, 1]], np.uint8))
    assert opened["first"].tolist() == [[1, 0, 1, 1], [0, 1, 0, 1]]
    assert opened["second"].tolist() == [[1, 1, 1, 1]]
    single = evaluate_clear(circuit, np.array([1, 1], np.uint8))
    assert single["first"].tolist() == [1, 1]
    assert single["second"].tolist() == [1]
    assert single["first"].dtype == np.uint8


@pytest.mark.parametrize("batch", [0, 1, 7, 8, 9, 64])
def test_any_batch(batch: int) -> None:
    bits = np.random.default_rng(batch).integers(0, 2, (2, batch), dtype=np.uint8)
    x, y = bits
    assert (evaluate_clear(example(), bits)["first"] == np.stack(((x & y) ^ 1 ^ y, y))).all()


@pytest.mark.parametrize(
    "bits",
    [
        np.zeros(2, np.int64),
        np.zeros(2, np.bool_),
        np.zeros(3, np.uint8),
        np.zeros((2, 1, 1), np.uint8),
        np.zeros((), np.uint8),
        np.array([0, 2], np.uint8),
    ],
)
def test_inputs_are_checked(bits: np.ndarray) -> None:
    with pytest.raises(MisuseError):
        evaluate_clear(example(), bits)


def test_canonical_bytes() -> None:
    data = example().to_bytes()
    number = lambda *values: b"".join(v.to_bytes(4, "little") for v in values)  # noqa: E731
    assert data == (
        b"common-ground circuit 1\n"
        + number(3, 2, 5)
        + bytes([2, 0])
        + number(1, 2)
        + number(1)
        + number(0)
        + number(1, 3, 1, 2)
        + number(2)
        + number(1, 4, 2, 0)
        + number(1, 1, 3, 4)
        + number(2)
        + number(5)
        + b"first"
        + number(2, 1, 2)
        + number(2, 0, 2)
        + number(6)
        + b"second"
        + number(1, 0)
        + number(1, 1)
    )
    assert example().digest() == hashlib.blake2b(data, digest_size=32, person=b"circuit").digest()


def changed(**parts: object) -> Circuit:
    return replace(example(), **parts)  # type: ignore[arg-type]


def with_output(**parts: object) -> Circuit:
    first, second = example().outputs
    return replace(example(), outputs=(first, replace(second, **parts)))  # type: ignore[arg-type]


def with_level(**parts: object) -> Circuit:
    return replace(example(), levels=(replace(example().levels[0], **parts),))  # type: ignore[arg-type]


VARIANTS: list[Callable[[], Circuit]] = [
    lambda: changed(n_parties=4),
    lambda: changed(owner=np.array([2, 1], np.uint8)),
    lambda: changed(input_slots=slots(2, 1)),
    lambda: changed(n_slots=6),
    lambda: changed(final=example().final[:1]),
    lambda: changed(levels=()),
    lambda: changed(outputs=example().outputs[::-1]),
    lambda: with_output(name="third"),
    lambda: with_output(recipients=(2,)),
    lambda: with_output(slots=slots(1)),
    lambda: with_level(and_a=slots(2)),
    lambda: with_level(and_b=slots(1)),
    lambda: with_level(linear=((slots(4), slots(1), slots(2)),)),
]


def test_every_part_is_in_the_digest() -> None:
    digests = {make().digest() for make in VARIANTS}
    assert len(digests) == len(VARIANTS)
    assert example().digest() not in digests
    assert len({make().to_bytes() for make in VARIANTS}) == len(VARIANTS)


def step(dst: np.ndarray, a: np.ndarray, b: np.ndarray) -> Circuit:
    return changed(final=((dst, a, b),))


BROKEN: dict[str, tuple[Callable[[], Circuit], str]] = {
    "no seats": (lambda: changed(n_parties=0), "seats"),
    "too many seats": (lambda: changed(n_parties=256), "seats"),
    "owner is no seat": (lambda: changed(owner=np.array([3, 0], np.uint8)), "no seat"),
    "owner type": (lambda: changed(owner=np.array([2, 0], np.int64)), "no seat"),
    "owners missing": (lambda: changed(owner=np.array([2], np.uint8)), "each input"),
    "input in slot 0": (lambda: changed(input_slots=slots(0, 2)), "slot 0"),
    "inputs share a slot": (lambda: changed(input_slots=slots(2, 2)), "twice"),
    "slot beyond": (lambda: changed(input_slots=slots(1, 5)), "out of range"),
    "slot below": (lambda: changed(input_slots=slots(1, -1)), "out of range"),
    "slot type": (lambda: changed(input_slots=np.array([1, 2], np.int64)), "int32"),
    "slot shape": (lambda: step(slots(4), slots(1).reshape(1, 1), slots(2)), "int32"),
    "writes slot 0": (lambda: step(slots(0), slots(1), slots(2)), "slot 0"),
    "writes twice": (lambda: step(slots(3, 3), slots(1, 1), slots(2, 2)), "twice"),
    "reads what it writes": (lambda: step(slots(1), slots(1), slots(2)), "reads a slot that it writes"),
    "reads another's target": (lambda: step(slots(4, 1), slots(1, 2), slots(2, 2)), "reads a slot that it writes"),
    "reads it second": (lambda: step(slots(4, 1), slots(2, 2), slots(1, 2)), "reads a slot that it writes"),
    "reads unwritten": (lambda: step(slots(3), slots(4), slots(2)), "before it is written"),
    "reads unwritten second": (lambda: step(slots(3), slots(2), slots(4)), "before it is written"),
    "empty step": (lambda: step(slots(), slots(), slots()), "empty"),
    "uneven step": (lambda: step(slots(4), slots(1, 2), slots(2)), "differ in length"),
    "AND reads unwritten": (lambda: with_level(and_a=slots(4)), "before it is written"),
    "AND in place": (lambda: with_level(and_dst=slots(1)), "reads a slot that it writes"),
    "linear before AND": (lambda: with_level(linear=((slots(4), slots(4), slots(2)),)), "before it is written"),
    "output unwritten": (lambda: replace(with_output(slots=slots(3)), levels=(), final=()), "before it is written"),
    "output beyond": (lambda: with_output(slots=slots(5)), "out of range"),
    "no recipients": (lambda: with_output(recipients=()), "recipients"),
    "recipients unsorted": (lambda: with_output(recipients=(1, 0)), "recipients"),
    "recipients twice": (lambda: with_output(recipients=(1, 1)), "recipients"),
    "recipient beyond": (lambda: with_output(recipients=(3,)), "recipients"),
    "recipient below": (lambda: with_output(recipients=(-1, 0)), "recipients"),
    "same name": (lambda: with_output(name="first"), "same name"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_circuits(name: str) -> None:
    make, message = BROKEN[name]
    with pytest.raises(MisuseError, match=message):
        check_circuit(make())
