"""Writing a circuit as a text file in the new or the old Bristol format (see crypto.bristol).

What the formats cannot say is left out: names and recipients of outputs, and seats. Consecutive inputs of one seat
become one input word, every output one output word (in the old format: two input words and one output).

Source: as crypto.bristol.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from crypto.circuit import ONE_SLOT, Bits, Circuit, Slots
from crypto.errors import MisuseError

Ids = npt.NDArray[np.int64]
_XOR, _AND, _INV, _COPY, _CONSTANT = range(5)


class _Gates:
    """Gates in order, each setting the next wire; wires are numbered from the inputs on."""

    def __init__(self, n_inputs: int) -> None:
        self.n_wires = n_inputs
        self.kind: list[Ids] = []
        self.a: list[Ids] = []
        self.b: list[Ids] = []

    def append(self, kind: Ids | int, a: Ids, b: Ids) -> Ids:
        """Add one gate for each element; returns the wires that they set."""
        self.kind.append(np.broadcast_to(np.asarray(kind, np.int64), a.shape))
        self.a.append(a)
        self.b.append(b)
        self.n_wires += len(a)
        return np.arange(self.n_wires - len(a), self.n_wires)


def write(circuit: Circuit, old: bool = False) -> bytes:
    """The text of a circuit.

    Args:
        circuit: the circuit.
        old: with the header of one line, and only XOR, AND and INV gates. The circuit must have inputs, those of
            seat 0 before those of seat 1, and of no other seat.

    Raises:
        MisuseError: the circuit does not fit the old format.
    """
    header = _old_header(circuit) if old else _new_header(circuit)
    n_inputs = circuit.n_inputs
    gates = _Gates(n_inputs)
    wire = np.zeros(circuit.n_slots, np.int64)
    wire[circuit.input_slots] = np.arange(n_inputs)
    if _reads_one(circuit):
        wire[ONE_SLOT] = _one(gates, old)[0]
    for level in circuit.levels:
        for dst, a, b in level.linear:
            wire[dst] = _xors(gates, wire, a, b)
        wire[level.and_dst] = gates.append(_AND, wire[level.and_a], wire[level.and_b])
    for dst, a, b in circuit.final:
        wire[dst] = _xors(gates, wire, a, b)
    results = np.concatenate([np.zeros(0, np.int64), *(wire[output.slots] for output in circuit.outputs)])
    # An output wire is the last of its name: inputs, and values that are two outputs, are copied.
    again = np.ones(len(results), np.bool_)
    again[np.unique(results, return_index=True)[1]] = False
    again |= results < n_inputs
    copied = results[again]
    results[again] = (
        gates.append(_INV, gates.append(_INV, copied, copied), copied) if old else gates.append(_COPY, copied, copied)
    )
    return _text(header, n_inputs, gates, results)


def _reads_one(circuit: Circuit) -> bool:
    """Whether the constant 1 is needed as a wire, not only to invert."""
    linear = [xors for level in circuit.levels for xors in level.linear] + list(circuit.final)
    zeros = any(np.any((a == ONE_SLOT) & (b == ONE_SLOT)) for _, a, b in linear)
    ands = any(np.any((level.and_a == ONE_SLOT) | (level.and_b == ONE_SLOT)) for level in circuit.levels)
    return zeros or ands or any(np.any(output.slots == ONE_SLOT) for output in circuit.outputs)


def _one(gates: _Gates, old: bool) -> Ids:
    zero = np.zeros(1, np.int64)
    return gates.append(_INV, gates.append(_XOR, zero, zero), zero) if old else gates.append(_CONSTANT, zero + 1, zero)


def _xors(gates: _Gates, wire: Ids, a: Slots, b: Slots) -> Ids:
    """XOR gates; with the constant 1 they are INV (but not of the constant itself, which is 0)."""
    inverted = (a == ONE_SLOT) ^ (b == ONE_SLOT)
    other = wire[np.where(a == ONE_SLOT, b, a)]
    return gates.append(np.where(inverted, _INV, _XOR), other, np.where(inverted, other, wire[b]))


def _runs(owner: Bits) -> list[int]:
    edges = np.flatnonzero(np.diff(owner)) + 1
    return np.diff(np.concatenate(([0], edges, [len(owner)]))).tolist() if len(owner) else []


def _new_header(circuit: Circuit) -> str:
    inputs, outputs = _runs(circuit.owner), [len(output.slots) for output in circuit.outputs]
    return "\n".join(" ".join(map(str, (len(words), *words))) for words in (inputs, outputs))


def _old_header(circuit: Circuit) -> str:
    owner = circuit.owner
    if not len(owner) or owner.max() > 1 or np.any(np.diff(owner.astype(np.int8)) < 0):
        raise MisuseError("the old format has inputs of the first seat and then of the second, and no others")
    n_outputs = sum(len(output.slots) for output in circuit.outputs)
    return f"{len(owner) - owner.sum()} {owner.sum()} {n_outputs}"


def _text(header: str, n_inputs: int, gates: _Gates, results: Ids) -> bytes:
    """Number the output wires last, and write."""
    is_result = np.zeros(gates.n_wires, np.bool_)
    is_result[results] = True
    number = np.cumsum(~is_result) - 1
    number[results] = np.arange(gates.n_wires - len(results), gates.n_wires)
    kind, a, b = (np.concatenate(column) for column in (gates.kind, gates.a, gates.b))
    a = np.where(kind == _CONSTANT, a, number[a])
    columns = kind.tolist(), a.tolist(), number[b].tolist(), number[n_inputs:].tolist()
    forms = [
        "2 1 {0} {1} {2} XOR\n",
        "2 1 {0} {1} {2} AND\n",
        "1 1 {0} {2} INV\n",
        "1 1 {0} {2} EQW\n",
        "1 1 {0} {2} EQ\n",
    ]
    body = "".join(forms[k].format(x, y, z) for k, x, y, z in zip(*columns, strict=True))
    return f"{len(kind)} {gates.n_wires}\n{header}\n\n{body}".encode()
