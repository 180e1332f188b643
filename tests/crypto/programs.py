"""Random programs on a Builder, evaluated beside it in numpy."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder
from crypto.circuit import Bits

BATCH = 19  # not a multiple of 8


@dataclass(frozen=True)
class Program:
    """A builder with a random circuit written into it.

    Attributes:
        builder: not yet built.
        inputs: uint8, shape (n_inputs, BATCH), random.
        expected: what each output must be on them.
    """

    builder: Builder
    inputs: Bits
    expected: dict[str, Bits]


def random_program(seed: int, n_parties: int = 3, n_operations: int = 40) -> Program:
    """Operations on wires that are often the same, opposite, or constant, so that everything is folded somewhere."""
    source = random.Random(seed)
    builder = Builder(n_parties)
    inputs, wires, values = [], [0, 1], [np.zeros(BATCH, np.uint8), np.ones(BATCH, np.uint8)]
    for seat in range(n_parties):
        n = source.randint(1, 4)
        bits = np.frombuffer(source.randbytes(n * BATCH), np.uint8).reshape(n, BATCH) & 1
        inputs.append(bits)
        wires += builder.input(seat, n).tolist()
        values += list(bits)

    def pick(n: int, recent: bool) -> tuple[np.ndarray, Bits]:
        low = max(0, len(wires) - 12) if recent else 0
        chosen = [source.randrange(low, len(wires)) for _ in range(n)]
        return np.array([wires[i] for i in chosen]), np.array([values[i] for i in chosen])

    for _ in range(n_operations):
        n = source.randint(1, 6)
        (a, va), (b, vb), (c, vc) = pick(n, recent=True), pick(n, recent=source.random() < 0.5), pick(n, recent=False)
        match source.choice(["xor", "and", "or", "not", "mux", "again"]):
            case "xor":
                made, value = builder.xor(a, b), va ^ vb
            case "and":
                made, value = builder.and_(a, b), va & vb
            case "or":
                made, value = builder.or_(a, b), va | vb
            case "not":
                made, value = builder.not_(a), 1 - va
            case "mux":
                made, value = builder.mux(a, b, c), np.where(va == 1, vb, vc)
            case _:  # folds only after equal gates were merged
                made, value = builder.and_(builder.xor(b, a), builder.xor(a, b)), va ^ vb
        wires += made.tolist()
        values += list(value)
    expected = {}
    for i in range(source.randint(1, 3)):
        out, value = pick(source.randint(1, 8), recent=source.random() < 0.7)
        builder.output(f"out {i}", out, source.sample(range(n_parties), source.randint(1, n_parties)))
        expected[f"out {i}"] = value
    return Program(builder, np.concatenate(inputs), expected)
