"""Helpers of the circuit tests: run a function of wires on numbers, and count what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from crypto.builder import Builder, Wires
from crypto.circuit import Bits, Circuit, check_circuit, evaluate_clear

Function = Callable[..., Wires]


def to_bits(values: npt.ArrayLike, width: int) -> Bits:
    """Integers of any shape and size -> uint8 bits on a new last axis, least significant first."""
    numbers = np.asarray(values, dtype=object)
    columns = [(numbers >> i) & 1 for i in range(width)]
    return np.stack(columns, axis=-1).astype(np.uint8) if columns else np.zeros((*numbers.shape, 0), np.uint8)


def to_ints(bits: Bits) -> npt.NDArray[np.object_]:
    """The inverse of to_bits: Python integers."""
    total = np.zeros(bits.shape[:-1], dtype=object)
    for i in range(bits.shape[-1]):
        total = total + (bits[..., i].astype(object) << i)
    return total


def compile_function(function: Function, *shapes: Sequence[int]) -> tuple[Circuit, tuple[int, ...]]:
    """A circuit of one seat with output "out" = function(builder, *inputs of these shapes), and the shape of it."""
    builder = Builder(1)
    inputs = [builder.input(0, int(np.prod(shape))).reshape(shape) for shape in shapes]
    out = function(builder, *inputs)
    builder.output("out", out)
    circuit = builder.build()
    check_circuit(circuit)
    return circuit, out.shape


def run(function: Function, *inputs: Bits) -> Bits:
    """Evaluate function(builder, *inputs) for a batch: axis 0 of every input is the batch, the rest its shape."""
    circuit, shape = compile_function(function, *(x.shape[1:] for x in inputs))
    batch = len(inputs[0])
    columns = np.concatenate([x.reshape(batch, -1) for x in inputs], axis=1).T
    return evaluate_clear(circuit, np.ascontiguousarray(columns))["out"].T.reshape(batch, *shape)


def cost(function: Function, *shapes: Sequence[int]) -> tuple[int, int]:
    """(AND gates, depth) of function on inputs of these shapes."""
    circuit, _ = compile_function(function, *shapes)
    return circuit.n_ands, circuit.depth
