"""From written gates to a Circuit: merge equal gates, drop dead ones, order by AND depth, give slots by liveness.

Nodes and literals. Node 0 is the constant 0; node k is an input or a gate; literal 2k is its value and 2k+1 the
negation. XOR operands are even literals (signs are pulled out), the smaller first; AND operands are any two literals,
the smaller first.

Time. time = depth * DEPTH_UNIT + sub orders everything: an AND gate has the depth of its deepest operand plus one and
sub 0; an XOR gate has the time of its later operand plus one. So a gate comes after its operands, equal gates have
equal times, and all gates of one time form one step: AND gates if sub is 0, else XOR gates.

Every gate runs as early as it can. All loops are over steps; inside a step everything is one numpy operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from crypto.circuit import Circuit, Level, Output, Slots, Xors

DEPTH_UNIT = 1 << 32
Literals = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Times = npt.NDArray[np.int64]
Order = npt.NDArray[np.int32]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Nodes:
    """What a builder has collected.

    Attributes:
        a: int32, shape (n,), smaller operand literal; 0 for node 0 and inputs.
        b: int32, shape (n,), larger operand literal; 0 for node 0 and inputs.
        time: int64, shape (n,); 0 for node 0 and inputs.
    """

    a: npt.NDArray[np.int32]
    b: npt.NDArray[np.int32]
    time: Times


@dataclass(frozen=True, slots=True)
class OutputWires:
    """A declared output: its literals (int32, shape (k,)) and ascending recipient seats."""

    name: str
    literals: npt.NDArray[np.int32]
    recipients: tuple[int, ...]


def fold_xor(a: Literals, b: Literals) -> tuple[Literals, Literals, Literals, Mask]:
    """Normalise XOR gates.

    Returns:
        (low, high, result, is_gate): where is_gate, the result is gate(low, high) ^ result (result is its sign, 0 or
        1); elsewhere the result is the literal itself.
    """
    sign = (a ^ b) & 1
    a, b = a & -2, b & -2
    low, high = np.minimum(a, b), np.maximum(a, b)
    is_gate = (low != 0) & (low != high)
    result = np.where(is_gate | (low == high), 0, high) ^ sign
    return low, high, result, is_gate


def fold_and(a: Literals, b: Literals) -> tuple[Literals, Literals, Literals, Mask]:
    """Normalise AND gates; returns as fold_xor (the sign is always 0)."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    is_gate = (low > 1) & ((low ^ high) > 1)
    result = np.where(is_gate | (low == 0) | ((low ^ high) == 1), 0, high)
    return low, high, result, is_gate


def schedule(
    n_parties: int,
    nodes: Nodes,
    inputs: npt.NDArray[np.int32],
    owner: npt.NDArray[np.uint8],
    outputs: tuple[OutputWires, ...],
) -> Circuit:
    """Compile.

    Args:
        n_parties: number of seats.
        nodes: the written gates; the arrays are overwritten.
        inputs: int32, shape (n_inputs,), nodes of the inputs in order.
        owner: uint8, shape (n_inputs,), seat of each input.
        outputs: the declared outputs.

    Returns:
        The circuit; its arrays are read-only.
    """
    result, order, bounds = _merge(nodes)
    wanted = [result[output.literals >> 1] ^ (output.literals & 1) for output in outputs]
    roots = np.concatenate([np.zeros(0, np.int32), *wanted])
    gates = _live_gates(nodes, order, bounds, roots)
    order, bounds = _group(gates.time)
    # Values: 0 is the constant 1 (literal 1), then the inputs, then the gates in order.
    n_start = 1 + len(inputs)
    value_of = np.zeros(2 * len(nodes.a), np.int32)
    value_of[2 * inputs] = np.arange(1, n_start, dtype=np.int32)
    value_of[gates.out[order]] = np.arange(n_start, n_start + len(order), dtype=np.int32)
    a, b = value_of[gates.a[order]], value_of[gates.b[order]]
    slot, n_slots = _assign_slots(n_start, bounds, a, b, value_of[roots])
    steps = (slot[n_start:], slot[a], slot[b])
    levels, final = _levels(steps, bounds, gates.time[order[bounds[:-1]]] % DEPTH_UNIT == 0)
    return Circuit(
        n_parties=n_parties,
        owner=_frozen(owner),
        input_slots=_frozen(slot[1:n_start].copy()),
        n_slots=n_slots,
        levels=levels,
        final=final,
        outputs=tuple(
            Output(o.name, _frozen(slot[value_of[literals]]), o.recipients)
            for o, literals in zip(outputs, wanted, strict=True)
        ),
    )


def _stable_order(keys: Order) -> Order:
    """Indices that sort non-negative keys, equal keys in their order."""
    order = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable").astype(np.int32)  # 16 bits: a radix sort
    if keys.max(initial=0) > 0xFFFF:
        order = order[np.argsort((keys[order] >> 16).astype(np.uint16), kind="stable")]
    return order


def _group(time: Times) -> tuple[Order, Order]:
    """Sort by time, stably.

    Returns:
        (order, bounds): step s is order[bounds[s]:bounds[s + 1]]; no step is empty.
    """
    depth, sub = (time // DEPTH_UNIT).astype(np.int32), (time % DEPTH_UNIT).astype(np.int32)
    height = np.zeros(int(depth.max(initial=0)) + 2, np.int32)
    np.maximum.at(height, depth + 1, sub + 1)
    step = np.cumsum(height, dtype=np.int32)[depth]
    step += sub
    order = _stable_order(step)
    ordered = step[order]
    return order, np.concatenate((np.flatnonzero(np.diff(ordered, prepend=-1)), [len(order)])).astype(np.int32)


def _steps(order: Order, bounds: Order) -> Iterator[Order]:
    edges = bounds.tolist()
    for start, end in pairwise(edges):
        yield order[start:end]


def _merge(nodes: Nodes) -> tuple[npt.NDArray[np.int32], Order, Order]:
    """Merge equal gates, and fold again what becomes constant or a copy by that, until nothing changes.

    Rewrites the operands and times of the gates that stay, and sets the time of the others to 0.

    Returns:
        (result, order, bounds): the literal that stands for each node; the gates that stay, grouped.
    """
    result = 2 * np.arange(len(nodes.a), dtype=np.int32)
    while True:
        gates = np.flatnonzero(nodes.time).astype(np.int32)
        order, bounds = _group(nodes.time[gates])
        order = gates[order]
        stands = 2 * np.arange(len(nodes.a), dtype=np.int32)
        folded = [_merge_step(nodes, stands, step) for step in _steps(order, bounds)]
        result = stands[result >> 1] ^ (result & 1)
        if not any(folded):
            kept = nodes.time[order] != 0
            bounds = np.unique(np.concatenate(([0], np.cumsum(kept)))[bounds]).astype(np.int32)
            return result, order[kept], bounds
        for step in _steps(order, bounds):
            _retime_step(nodes, step)


def _merge_step(nodes: Nodes, stands: npt.NDArray[np.int32], step: Order) -> bool:
    """Merge within one step; the operands' stand-ins are known. Returns whether a gate was folded away."""
    a, b = nodes.a[step], nodes.b[step]
    is_and = nodes.time[step[0]] % DEPTH_UNIT == 0
    fold = fold_and if is_and else fold_xor
    low, high, literal, is_gate = fold(
        (stands[a >> 1] ^ (a & 1)).astype(np.int64), (stands[b >> 1] ^ (b & 1)).astype(np.int64)
    )
    keys = np.where(is_gate, low << 32 | high, 0)
    by_key = np.argsort(keys, kind="stable")
    sorted_keys = keys[by_key]
    is_first = np.concatenate((np.ones(1, np.bool_), sorted_keys[1:] != sorted_keys[:-1]))
    leader = np.empty_like(step)
    leader[by_key] = step[by_key[is_first]][np.cumsum(is_first) - 1]
    stands[step] = np.where(is_gate, 2 * leader ^ literal, literal)
    nodes.a[step], nodes.b[step] = low, high
    nodes.time[step[~is_gate | (leader != step)]] = 0
    return not bool(is_gate.all())


def _retime_step(nodes: Nodes, step: Order) -> None:
    is_and = bool(nodes.time[step].max() % DEPTH_UNIT == 0)
    step = step[nodes.time[step] != 0]
    later = np.maximum(nodes.time[nodes.a[step] >> 1], nodes.time[nodes.b[step] >> 1])
    nodes.time[step] = later // DEPTH_UNIT * DEPTH_UNIT + DEPTH_UNIT if is_and else later + 1


@dataclass(frozen=True, slots=True)
class _Gates:
    """Gates to run: out = a op b, as literals; NOT gates (out = a XOR literal 1) included; time as in Nodes."""

    out: npt.NDArray[np.int32]
    a: npt.NDArray[np.int32]
    b: npt.NDArray[np.int32]
    time: Times


def _live_gates(nodes: Nodes, order: Order, bounds: Order, roots: npt.NDArray[np.int32]) -> _Gates:
    """Keep what the roots need; make gates for the negations, and the zero, that are needed as values."""
    live = np.zeros(len(nodes.a), np.bool_)
    live[roots >> 1] = True
    for step in reversed(list(_steps(order, bounds))):
        needed = step[live[step]]
        live[nodes.a[needed] >> 1] = True
        live[nodes.b[needed] >> 1] = True
    kept = order[live[order]]
    negated = np.zeros(len(nodes.a), np.bool_)
    for literals in (nodes.a[kept], nodes.b[kept], roots):
        negated[literals[(literals & 1) == 1] >> 1] = True
    negated[0] = False  # the constant 1 has its slot
    inverted = np.flatnonzero(negated).astype(np.int32)
    zero = np.zeros(int(np.any(roots == 0)), np.int32)
    return _Gates(
        out=np.concatenate((2 * kept, 2 * inverted + 1, zero)),
        a=np.concatenate((nodes.a[kept], 2 * inverted, zero + 1)),
        b=np.concatenate((nodes.b[kept], np.ones_like(inverted), zero + 1)),
        time=np.concatenate((nodes.time[kept], nodes.time[inverted] + 1, zero + 1)),
    )


def _assign_slots(n_start: int, bounds: Order, a: Slots, b: Slots, results: Slots) -> tuple[Slots, int]:
    """Give every value a slot; a slot is free for the steps after the last one that reads it.

    Args:
        n_start: values 0..n_start-1 (constant, inputs) get the slots of their number; value n_start + g is gate g.
        bounds: the gates of step s are bounds[s]..bounds[s + 1] - 1.
        a: first operand value of each gate.
        b: second operand value of each gate.
        results: values that stay until the end.

    Returns:
        (slot of each value, number of slots).
    """
    n_steps, n_values = len(bounds) - 1, n_start + len(a)
    step = np.repeat(np.arange(1, n_steps + 1, dtype=np.int32), np.diff(bounds))
    last = np.zeros(n_values, np.int32)
    np.maximum.at(last, a, step)
    np.maximum.at(last, b, step)
    last[results] = n_steps + 1
    last[0] = n_steps + 1
    dying = _stable_order(last)
    dead = np.cumsum(np.bincount(last, minlength=n_steps + 2)).tolist()
    slot = np.empty(n_values, np.int32)
    slot[:n_start] = np.arange(n_start)
    free = np.empty(n_values, np.int32)
    n_free = dead[0]
    free[:n_free] = slot[dying[:n_free]]
    n_slots = n_start
    edges = bounds.tolist()
    for s in range(n_steps):
        start, end = n_start + edges[s], n_start + edges[s + 1]
        reused = min(end - start, n_free)
        slot[start : start + reused] = free[n_free - reused : n_free]
        fresh = end - start - reused
        slot[start + reused : end] = np.arange(n_slots, n_slots + fresh)
        n_slots += fresh
        n_free -= reused
        freed = slot[dying[dead[s] : dead[s + 1]]]
        free[n_free : n_free + len(freed)] = freed
        n_free += len(freed)
    return slot, n_slots


def _levels(gates: Xors, bounds: Order, is_and: Mask) -> tuple[tuple[Level, ...], tuple[Xors, ...]]:
    """Cut the gates (dst, a, b) into steps, and the steps into levels."""
    dst, a, b = (_frozen(x.copy()) for x in gates)
    levels: list[Level] = []
    linear: list[Xors] = []
    edges = bounds.tolist()
    for (start, end), ands in zip(pairwise(edges), is_and.tolist(), strict=True):
        step = dst[start:end], a[start:end], b[start:end]
        if ands:
            levels.append(Level(tuple(linear), *step))
            linear = []
        else:
            linear.append(step)
    return tuple(levels), tuple(linear)


def _frozen(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    array.setflags(write=False)
    return array
