"""Circuits as text files in the Bristol formats, old and new ("Bristol Fashion"): reading and writing.

Both are lines of numbers: first how many gates and wires; then the input and output words; then one gate a line, as
"number of inputs, number of outputs, input wires, output wires, kind". Input words are the first wires in order,
output words the last. The old header has one line with the bits of party 1, of party 2, and of the output; the new one
has two lines, each a number of words and their widths. Gates come after the gates they read, in any wire numbering.
Kinds: XOR, AND, INV; and in the new format EQ (constant), EQW (copy), MAND (several ANDs on one line).

Files are not trusted: whatever a file says, time and memory stay proportional to its size, and what is wrong is an
InvalidCircuit that names the line.

Source: N. P. Smart and others, "Bristol Fashion" MPC circuits (format description, 2020).
Differs from the source: names and recipients of outputs are not in the files and are given when reading.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice, pairwise

import numpy as np
import numpy.typing as npt

from crypto.builder import Builder, Wires
from crypto.circuit import Circuit
from crypto.errors import MisuseError

MAX_FILE_BYTES = 1 << 27  # 128 MiB: some five million gates
MAX_LINE_BYTES = 1 << 20
MAX_INPUTS = 1 << 20
_KINDS = {b"XOR": 0, b"AND": 1, b"INV": 2, b"EQW": 3, b"EQ": 4, b"MAND": 1}
_ARITY = {b"XOR": (2, 1), b"AND": (2, 1), b"INV": (1, 1), b"EQW": (1, 1), b"EQ": (1, 1)}
_CONSTANT = 4
_SHOWN = 40

Numbers = npt.NDArray[np.int32]


class InvalidCircuit(ValueError):
    """This is not a circuit file that can be read."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(f"line {line}: {message}")


@dataclass(frozen=True, slots=True, eq=False)
class BristolFile:
    """A file that was read.

    Attributes:
        n_wires: number of wires.
        input_words: bits of each input word; the first wires, in order.
        output_words: bits of each output word; the last wires, in order.
        kind: int32, one for each gate: 0 XOR, 1 AND, 2 INV, 3 copy, 4 constant.
        a: int32, first input wire of each gate (the constant for kind 4).
        b: int32, second input wire (a again for one-input gates).
        out: int32, the wire that the gate sets.
        rank: int32, longest path of gates up to this one; equal ranks do not depend on each other.
    """

    n_wires: int
    input_words: tuple[int, ...]
    output_words: tuple[int, ...]
    kind: Numbers
    a: Numbers
    b: Numbers
    out: Numbers
    rank: Numbers


# --- reading ----------------------------------------------------------------------------------------------------------


def _number(field: bytes, line: int) -> int:
    if not field.isdigit() or len(field) > 9:
        raise InvalidCircuit(line, f"{field[:_SHOWN]!r} is not a number of at most nine digits")
    return int(field)


def _lines(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Number and fields of every line that is not blank."""
    for number, line in enumerate(BytesIO(data), start=1):
        if len(line) > MAX_LINE_BYTES:
            raise InvalidCircuit(number, f"longer than {MAX_LINE_BYTES} bytes")
        fields = line.split()
        if fields:
            yield number, fields


def _header(lines: list[tuple[int, list[bytes]]]) -> tuple[int, int, list[int], list[int], int]:
    """(gates, wires, input words, output words, lines used) from the first three lines that are not blank."""
    if len(lines) < 2:
        raise InvalidCircuit(1, "a circuit starts with a line of gates and wires, and one or two lines of words")
    (first, sizes), (second, words) = ((line, [_number(f, line) for f in fields]) for line, fields in lines[:2])
    if len(sizes) != 2:
        raise InvalidCircuit(first, "the first line is the number of gates and of wires")
    if len(lines) == 2 or not lines[2][1][-1].isdigit():
        if len(words) != 3:
            raise InvalidCircuit(second, "expected the input bits of two parties and the output bits")
        return sizes[0], sizes[1], words[:2], words[2:], 2
    third, results = lines[2][0], [_number(f, lines[2][0]) for f in lines[2][1]]
    for line, counts in ((second, words), (third, results)):
        if len(counts) != counts[0] + 1:
            raise InvalidCircuit(line, "expected a number of words and then as many widths")
    return sizes[0], sizes[1], words[1:], results[1:], 3


def read(data: bytes) -> BristolFile:
    """Read a file of either format.

    Args:
        data: the whole file, at most MAX_FILE_BYTES.

    Raises:
        InvalidCircuit: it does not fit the format or the limits.
    """
    if len(data) > MAX_FILE_BYTES:
        raise InvalidCircuit(1, f"larger than {MAX_FILE_BYTES >> 20} MiB")
    lines = _lines(data)
    start = list(islice(lines, 3))
    n_gates, n_wires, input_words, output_words, used = _header(start)
    n_inputs, n_outputs = sum(input_words), sum(output_words)
    if n_inputs > MAX_INPUTS:
        raise InvalidCircuit(start[1][0], f"more than {MAX_INPUTS} input bits")
    if not max(n_inputs, n_outputs) <= n_wires <= n_inputs + len(data):
        raise InvalidCircuit(start[0][0], "the number of wires fits neither the words nor the size of the file")
    return _gates(chain(start[used - 1 :], lines), n_gates, n_wires, input_words, output_words)


def _gates(
    lines: Iterator[tuple[int, list[bytes]]],
    n_gates: int,
    n_wires: int,
    input_words: list[int],
    output_words: list[int],
) -> BristolFile:
    """Read the gates, one line at a time after the last of the header, and rank them."""
    rank_of = array("i", bytes(4 * sum(input_words))) + array("i", [-1]) * (n_wires - sum(input_words))
    columns = tuple(array("i") for _ in range(5))
    (line, _), read_gates = next(lines), 0
    for line, fields in lines:
        if read_gates == n_gates:
            raise InvalidCircuit(line, f"text after the last of {n_gates} gates")
        read_gates += 1
        gates = _gate(line, fields)
        for wire in (wire for kind, a, b, _ in gates if kind != _CONSTANT for wire in (a, b)):
            if wire >= n_wires or rank_of[wire] < 0:
                raise InvalidCircuit(line, f"wire {wire} is read before any gate sets it")
        for kind, a, b, out in gates:
            if out >= n_wires or rank_of[out] >= 0:
                raise InvalidCircuit(line, f"wire {out} does not exist or was set before")
            rank_of[out] = 1 if kind == _CONSTANT else 1 + max(rank_of[a], rank_of[b])
            for column, value in zip(columns, (kind, a, b, out, rank_of[out]), strict=True):
                column.append(value)
    if read_gates < n_gates:
        raise InvalidCircuit(line, f"the file ends after {read_gates} of {n_gates} gates")
    if sum(output_words) and min(rank_of[n_wires - sum(output_words) :]) < 0:
        raise InvalidCircuit(line, "an output wire is set by no gate")
    arrays = (np.array(column, np.int32) for column in columns)
    return BristolFile(n_wires, tuple(input_words), tuple(output_words), *arrays)


def _gate(line: int, fields: list[bytes]) -> list[tuple[int, int, int, int]]:
    """The gates (kind, a, b, out) of one line."""
    name = fields[-1]
    if name not in _KINDS:
        raise InvalidCircuit(line, f"unknown kind of gate {name[:_SHOWN]!r}")
    n_in, n_out, *wires = [_number(field, line) for field in fields[:-1]] + [0] * (2 - len(fields[:-1]))
    arity = (2 * n_out, n_out) if name == b"MAND" and n_out else _ARITY.get(name)
    if (n_in, n_out) != arity or len(wires) != n_in + n_out:
        raise InvalidCircuit(line, "the numbers of wires do not fit the kind of gate")
    if name == b"EQ" and wires[0] > 1:
        raise InvalidCircuit(line, "a constant is neither 0 nor 1")
    kind, half = _KINDS[name], n_in // 2
    if n_in == 1:
        return [(kind, wires[0], wires[0], wires[1])]
    return [(kind, *gate) for gate in zip(wires[:half], wires[half:n_in], wires[n_in:], strict=True)]


def place(builder: Builder, file: BristolFile, inputs: Sequence[Wires]) -> list[Wires]:
    """Put a file's circuit into a builder.

    Args:
        builder: where to.
        file: the circuit.
        inputs: one word for each input word, last axis its bits in the order of the file; batches broadcast.

    Returns:
        The output words.
    """
    if tuple(word.shape[-1] for word in inputs) != file.input_words:
        raise MisuseError(f"expected input words of {file.input_words} bits")
    batch = np.broadcast_shapes(*(word.shape[:-1] for word in inputs))
    wires = np.zeros((file.n_wires, *batch), np.int64)
    start = 0
    for word in inputs:
        wires[start : start + word.shape[-1]] = np.moveaxis(np.broadcast_to(word, (*batch, word.shape[-1])), -1, 0)
        start += word.shape[-1]
    order = np.lexsort((file.kind, file.rank))
    changes = (np.diff(file.rank[order]) != 0) | (np.diff(file.kind[order]) != 0)
    for gates in np.split(order, np.flatnonzero(changes) + 1) if len(order) else []:
        a, b = file.a[gates], file.b[gates]
        match file.kind[gates[0]]:
            case 0:
                result = builder.xor(wires[a], wires[b])
            case 1:
                result = builder.and_(wires[a], wires[b])
            case 2:
                result = builder.not_(wires[a])
            case 3:
                result = wires[a]
            case _:
                result = np.broadcast_to(a.reshape(-1, *[1] * len(batch)), (len(a), *batch))
        wires[file.out[gates]] = result
    ends = np.cumsum((file.n_wires - sum(file.output_words), *file.output_words)).tolist()
    return [np.moveaxis(wires[s:e], 0, -1) for s, e in pairwise(ends)]


def to_circuit(
    file: BristolFile, n_parties: int = 2, owners: Sequence[int] | None = None, recipients: Iterable[int] | None = None
) -> Circuit:
    """Compile a file.

    Args:
        file: the circuit.
        n_parties: number of seats.
        owners: the seat that gives each input word; word i is given by seat i modulo n_parties when None.
        recipients: the seats that learn the outputs; everybody when None.

    Returns:
        A circuit whose inputs are those of the file in order, and whose outputs are "0", "1", ... for the words.
    """
    seats = [i % n_parties for i in range(len(file.input_words))] if owners is None else list(owners)
    if len(seats) != len(file.input_words):
        raise MisuseError(f"{len(file.input_words)} input words need as many owners")
    builder = Builder(n_parties)
    inputs = [builder.input(seat, bits) for seat, bits in zip(seats, file.input_words, strict=True)]
    learn = None if recipients is None else tuple(recipients)
    for i, word in enumerate(place(builder, file, inputs)):
        builder.output(str(i), word, learn)
    return builder.build()
