"""A boolean circuit in the form in which it is evaluated, its canonical bytes, and its evaluation in the clear.

A circuit is a straight program over numbered slots (reused memory cells for one bit each). Slot 0 always holds the
public constant 1, so NOT is XOR with slot 0. The program is a list of AND levels; in front of each come the XOR gates
that it needs, in linear sub-levels.

Contract of a step (a step is one linear sub-level, or the AND gates of one level). Whoever evaluates may run the gates
of one step in any order, in parts, or all at once in place, because:
  1. no slot is written twice in one step, and slot 0 is never written;
  2. no slot that a step writes is read by a gate of the same step;
  3. every slot that is read was written before (slot 0 and the input slots are written at the start), and still holds
     the value meant: a slot is reused only in a step after the last one that reads it.
An XOR gate may read the same slot twice (0 XOR 0 makes the constant 0). Input and output slots are ordinary slots: an
output slot holds its value until the end, an input slot is reused when the input is no longer needed.
check_circuit raises unless all of this holds (of 3, that the slot was written).

Circuits do not know parties: inputs belong to seats 0..n_parties-1, and the engine is told which party sits where.

Leaves to others: building and optimising (crypto.builder, crypto.schedule), files (crypto.bristol), evaluating on
shares (crypto.engine).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto.errors import MisuseError

Slots = npt.NDArray[np.int32]
Xors = tuple[Slots, Slots, Slots]
Bits = npt.NDArray[np.uint8]

ONE_SLOT = 0
_MAGIC = b"common-ground circuit 1\n"
_NEVER = -1


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """One item of the result: it is opened as a whole, to its recipients only.

    Attributes:
        name: unique in the circuit.
        slots: int32, shape (k,), the slots of its bits.
        recipients: the seats that learn it, ascending, at least one.
    """

    name: str
    slots: Slots
    recipients: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One AND level: slots[and_dst] = slots[and_a] AND slots[and_b], after the linear sub-levels in their order.

    Attributes:
        linear: sub-levels (dst, a, b), int32 arrays of one length each: slots[dst] = slots[a] XOR slots[b].
        and_dst: int32, shape (m,).
        and_a: int32, shape (m,).
        and_b: int32, shape (m,).
    """

    linear: tuple[Xors, ...]
    and_dst: Slots
    and_a: Slots
    and_b: Slots


@dataclass(frozen=True, slots=True, eq=False)
class Circuit:
    """A compiled circuit; see the module docstring for the contract of its steps.

    Attributes:
        n_parties: number of seats.
        owner: uint8, shape (n_inputs,): the seat that gives input bit i.
        input_slots: int32, shape (n_inputs,): where input bit i is put at the start; all different, none 0.
        n_slots: number of slots; slot 0 holds the constant 1.
        levels: AND levels in order.
        final: linear sub-levels after the last AND level.
        outputs: items of the result, in order.
    """

    n_parties: int
    owner: Bits
    input_slots: Slots
    n_slots: int
    levels: tuple[Level, ...]
    final: tuple[Xors, ...]
    outputs: tuple[Output, ...]

    @property
    def n_inputs(self) -> int:
        """Number of input bits of all seats."""
        return len(self.owner)

    @property
    def depth(self) -> int:
        """Number of AND levels."""
        return len(self.levels)

    @property
    def n_ands(self) -> int:
        """Number of AND gates."""
        return sum(len(level.and_dst) for level in self.levels)

    @property
    def n_xors(self) -> int:
        """Number of XOR gates, those that stand for NOT included."""
        return sum(
            len(dst) for linear in (*(level.linear for level in self.levels), self.final) for dst, _, _ in linear
        )

    def to_bytes(self) -> bytes:
        """The canonical bytes: two circuits are the same program exactly if these are equal."""
        return b"".join(_pieces(self))

    def digest(self) -> bytes:
        """BLAKE2b-256 of the canonical bytes."""
        state = hashlib.blake2b(digest_size=32, person=b"circuit")
        for piece in _pieces(self):
            state.update(piece)
        return state.digest()


def _number(value: int) -> bytes:
    return value.to_bytes(4, "little")


def _array(values: Slots) -> bytes:
    return values.astype("<i4").tobytes()


def _linear_pieces(linear: tuple[Xors, ...]) -> Iterator[bytes]:
    yield _number(len(linear))
    for dst, a, b in linear:
        yield _number(len(dst))
        yield from (_array(dst), _array(a), _array(b))


def _pieces(circuit: Circuit) -> Iterator[bytes]:
    """Every count before what it counts; numbers are 4 bytes, little-endian."""
    yield _MAGIC
    yield _number(circuit.n_parties) + _number(circuit.n_inputs) + _number(circuit.n_slots)
    yield circuit.owner.tobytes() + _array(circuit.input_slots)
    yield _number(len(circuit.levels))
    for level in circuit.levels:
        yield from _linear_pieces(level.linear)
        yield _number(len(level.and_dst))
        yield from (_array(level.and_dst), _array(level.and_a), _array(level.and_b))
    yield from _linear_pieces(circuit.final)
    yield _number(len(circuit.outputs))
    for output in circuit.outputs:
        name = output.name.encode()
        yield _number(len(name)) + name + _number(len(output.slots)) + _array(output.slots)
        yield _number(len(output.recipients)) + b"".join(map(_number, output.recipients))


def evaluate_clear(circuit: Circuit, bits: Bits) -> dict[str, Bits]:
    """Evaluate without any secrecy: the oracle for everything that evaluates on shares.

    Args:
        circuit: the circuit.
        bits: uint8, values 0 and 1, shape (n_inputs,) or (n_inputs, batch): one column for each evaluation.

    Returns:
        Output name -> uint8 bits, shape (k,) or (k, batch).

    Raises:
        MisuseError: the bits do not have this shape, type or range.
    """
    if bits.dtype != np.uint8 or bits.ndim not in (1, 2) or len(bits) != circuit.n_inputs:
        raise MisuseError(f"expected uint8 bits of shape ({circuit.n_inputs},) or ({circuit.n_inputs}, batch)")
    if bits.size and bits.max() > 1:
        raise MisuseError("an input is neither 0 nor 1")
    columns = bits if bits.ndim == 2 else bits[:, None]
    batch = columns.shape[1]
    state = np.zeros((circuit.n_slots, (batch + 7) // 8), np.uint8)
    state[ONE_SLOT] = 0xFF
    state[circuit.input_slots] = np.packbits(columns, axis=1)
    for level in circuit.levels:
        _apply_linear(state, level.linear)
        state[level.and_dst] = state[level.and_a] & state[level.and_b]
    _apply_linear(state, circuit.final)
    opened = {o.name: np.unpackbits(state[o.slots], axis=1, count=batch) for o in circuit.outputs}
    return opened if bits.ndim == 2 else {name: column[:, 0] for name, column in opened.items()}


def _apply_linear(state: Bits, linear: tuple[Xors, ...]) -> None:
    for dst, a, b in linear:
        state[dst] = state[a] ^ state[b]


def check_circuit(circuit: Circuit) -> None:
    """Check the contract of the module docstring, in time proportional to the circuit.

    Raises:
        MisuseError: the first violation found.
    """
    if not 1 <= circuit.n_parties <= 255:
        raise MisuseError("a circuit has between 1 and 255 seats")
    if circuit.owner.dtype != np.uint8 or np.any(circuit.owner >= circuit.n_parties):
        raise MisuseError("an input belongs to no seat")
    if len(circuit.input_slots) != len(circuit.owner):
        raise MisuseError("not one slot for each input")
    written = np.full(circuit.n_slots, _NEVER, np.int64)  # in which step each slot was written last
    written[ONE_SLOT] = 0
    _check_write(circuit.input_slots, written, 0)
    for step, (dst, a, b) in enumerate(_steps(circuit), start=1):
        if not len(dst) == len(a) == len(b) > 0:
            raise MisuseError("a step is empty or its arrays differ in length")
        _check_read(a, written)
        _check_read(b, written)
        _check_write(dst, written, step)
        if np.any(written[a] == step) or np.any(written[b] == step):
            raise MisuseError("a step reads a slot that it writes")
    for output in circuit.outputs:
        _check_read(output.slots, written)
        seats = output.recipients
        if not seats or list(seats) != sorted(set(seats)) or seats[0] < 0 or seats[-1] >= circuit.n_parties:
            raise MisuseError(f"the recipients of output {output.name!r} are not ascending seats")
    if len({output.name for output in circuit.outputs}) != len(circuit.outputs):
        raise MisuseError("two outputs have the same name")


def _steps(circuit: Circuit) -> Iterator[Xors]:
    """(dst, a, b) of every step, in order."""
    for level in circuit.levels:
        yield from level.linear
        yield level.and_dst, level.and_a, level.and_b
    yield from circuit.final


def _check_read(slots: Slots, written: npt.NDArray[np.int64]) -> None:
    _check_range(slots, written)
    if np.any(written[slots] == _NEVER):
        raise MisuseError("a slot is read before it is written")


def _check_write(slots: Slots, written: npt.NDArray[np.int64], step: int) -> None:
    _check_range(slots, written)
    if np.any(slots == ONE_SLOT):
        raise MisuseError("slot 0 is written")
    order = np.arange(len(slots))
    written[slots] = order
    if np.any(written[slots] != order):
        raise MisuseError("a step writes a slot twice")
    written[slots] = step


def _check_range(slots: Slots, written: npt.NDArray[np.int64]) -> None:
    if slots.dtype != np.int32 or slots.ndim != 1:
        raise MisuseError("slots are one-dimensional int32 arrays")
    if len(slots) and (slots.min() < 0 or slots.max() >= len(written)):
        raise MisuseError("a slot number is out of range")
