"""Builder: write a circuit as numpy expressions over arrays of wires; get a scheduled Circuit.

A wire is an int64 number; operations take wire arrays of any broadcastable shapes (or plain integers) and return wire
arrays. Wire 0 is the constant 0 and wire 1 the constant 1, so arrays of 0 and 1 are constants as they stand. Every
value has two wires, w and its negation w ^ 1, so that NOT makes no gate; apart from this, wires are opaque.

Constants and equal or opposite operands are folded as gates are written; build() merges equal gates, drops gates that
no output needs, and schedules (crypto.schedule). The same calls give the same circuit bytes on every machine: only
integer arithmetic and stable orders are used.

Leaves to others: words and larger functions (crypto.gadgets).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from crypto.circuit import Circuit
from crypto.errors import MisuseError
from crypto.schedule import DEPTH_UNIT, Nodes, Number, OutputWires, fold_and, fold_xor, schedule

Wires = npt.NDArray[np.int64]
WiresLike = Wires | int

MAX_GATES = 1 << 26  # written gates, before merging; a guard, far above what can be computed together


class CircuitTooLarge(ValueError):
    """This is too large to be computed together."""


class Builder:
    """Collects gates; see the module docstring.

    Args:
        n_parties: number of seats, 1..255.
        max_gates: writing more gates and inputs than this raises CircuitTooLarge.
    """

    def __init__(self, n_parties: int, max_gates: int = MAX_GATES) -> None:
        if not 1 <= n_parties <= 255:
            raise MisuseError("a circuit has between 1 and 255 seats")
        self.n_parties = n_parties
        self._n_inputs = 0
        self._max_gates = min(max_gates, MAX_GATES)
        self._n_nodes = 1
        self._a = np.zeros(1024, np.int32)
        self._b = np.zeros(1024, np.int32)
        self._time = np.zeros(1024, np.int64)
        self._inputs: list[npt.NDArray[np.int32]] = []
        self._owners: list[npt.NDArray[np.uint8]] = []
        self._outputs: list[OutputWires] = []
        self._names: set[str] = set()

    @property
    def n_gates(self) -> int:
        """Gates written so far: folded, but not merged, and with those that no output needs."""
        return self._n_nodes - 1 - self._n_inputs

    def input(self, seat: int, n: int) -> Wires:
        """n further input bits of a seat, in this order after all inputs declared before.

        Args:
            seat: 0..n_parties-1.
            n: number of bits.

        Returns:
            int64, shape (n,).
        """
        if not 0 <= seat < self.n_parties or n < 0:
            raise MisuseError("no such seat, or a negative number of inputs")
        self._make_room(n)
        zeros = np.zeros(n, np.int32)
        wires = self._append(zeros, zeros, np.zeros(n, np.int64))
        self._n_inputs += n
        self._inputs.append((wires >> 1).astype(np.int32))
        self._owners.append(np.full(n, seat, np.uint8))
        return wires

    def constant(self, bits: npt.ArrayLike) -> Wires:
        """Constant wires.

        Args:
            bits: any array of 0 and 1 (bool or integer).

        Returns:
            int64, the same shape.
        """
        wires = np.asarray(bits).astype(np.int64)
        if np.any(wires >> 1):
            raise MisuseError("a constant is neither 0 nor 1")
        return wires

    def not_(self, a: WiresLike) -> Wires:
        """NOT; makes no gate."""
        return np.asarray(self._known(a) ^ 1)

    def xor(self, a: WiresLike, b: WiresLike) -> Wires:
        """XOR; costs nothing in the engine but local work."""
        first, second = np.broadcast_arrays(self._known(a), self._known(b))
        low, high, wires, is_gate = fold_xor(first, second)
        time = np.maximum(self._time[low >> 1], self._time[high >> 1]) + 1
        return self._place(low, high, time, wires, is_gate)

    def and_(self, a: WiresLike, b: WiresLike) -> Wires:
        """AND; one triple."""
        first, second = np.broadcast_arrays(self._known(a), self._known(b))
        low, high, wires, is_gate = fold_and(first, second)
        time = np.maximum(self._time[low >> 1], self._time[high >> 1]) // DEPTH_UNIT * DEPTH_UNIT + DEPTH_UNIT
        return self._place(low, high, time, wires, is_gate)

    def or_(self, a: WiresLike, b: WiresLike) -> Wires:
        """OR; one AND."""
        return self.not_(self.and_(self.not_(a), self.not_(b)))

    def mux(self, select: WiresLike, a: WiresLike, b: WiresLike) -> Wires:
        """a where select is 1, b where it is 0; one AND. For words, select needs a last axis of length 1."""
        muxed = self.xor(b, self.and_(select, self.xor(a, b)))
        return np.where(np.equal(select, 1), a, muxed)  # the only case that does not fold by itself

    def output(self, name: str, wires: Wires, recipients: Iterable[int] | None = None) -> None:
        """Declare an output.

        Args:
            name: unique.
            wires: any shape; the bits of the output are its elements in C order.
            recipients: seats that learn it; everybody when None.
        """
        seats = tuple(sorted(set(range(self.n_parties) if recipients is None else recipients)))
        if not seats or seats[0] < 0 or seats[-1] >= self.n_parties:
            raise MisuseError(f"output {name!r} has no recipients, or one that is no seat")
        if name in self._names:
            raise MisuseError(f"output {name!r} is declared twice")
        self._names.add(name)
        self._outputs.append(OutputWires(name, self._known(wires).reshape(-1).astype(np.int32), seats))

    def depth(self, wires: WiresLike) -> int:
        """The AND depth of the deepest of these wires, as written (merging may make it smaller)."""
        times = self._time[self._known(wires) >> 1]
        return int(times.max()) // DEPTH_UNIT if times.size else 0

    def build(self) -> Circuit:
        """Merge, drop, schedule. The builder stays usable: more may be added, and built again."""
        n = self._n_nodes
        nodes = Nodes(self._a[:n].copy(), self._b[:n].copy(), self._time[:n].copy())
        inputs = np.concatenate([np.zeros(0, np.int32), *self._inputs])
        owner = np.concatenate([np.zeros(0, np.uint8), *self._owners])
        return schedule(self.n_parties, nodes, inputs, owner, tuple(self._outputs))

    def _known(self, wires: WiresLike) -> Wires:
        known = np.asarray(wires)
        if known.dtype.kind not in "iu":
            raise MisuseError("wires are integers")
        if known.size and (known.min() < 0 or known.max() >= 2 * self._n_nodes):
            raise MisuseError("a wire of another builder")
        return known.astype(np.int64, copy=False)

    def _place(self, low: Wires, high: Wires, time: Wires, wires: Wires, is_gate: npt.NDArray[np.bool_]) -> Wires:
        """Append the gates of an operation and put their wires where folding did not already give the result."""
        if is_gate.all():
            return np.asarray(wires ^ self._append(low, high, time))
        wires = np.array(wires)
        wires[is_gate] ^= self._append(low[is_gate], high[is_gate], time[is_gate])
        return wires

    def _append(self, a: npt.NDArray[np.integer], b: npt.NDArray[np.integer], time: Wires) -> Wires:
        self._make_room(a.size)
        start, end = self._n_nodes, self._n_nodes + a.size
        self._a[start:end] = a.reshape(-1)
        self._b[start:end] = b.reshape(-1)
        self._time[start:end] = time.reshape(-1)
        self._n_nodes = end
        return 2 * np.arange(start, end, dtype=np.int64).reshape(a.shape)

    def _make_room(self, n: int) -> None:
        end = self._n_nodes + n
        if end - 1 > self._max_gates:
            raise CircuitTooLarge(f"more than {self._max_gates} gates and inputs")
        if end > len(self._a):
            size = max(end, 2 * len(self._a))
            self._a, self._b, self._time = _grown(self._a, size), _grown(self._b, size), _grown(self._time, size)


def _grown(array: npt.NDArray[Number], size: int) -> npt.NDArray[Number]:
    larger = np.zeros(size, array.dtype)
    larger[: len(array)] = array
    return larger
