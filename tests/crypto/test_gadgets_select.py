"""Choosing among options: against Python, costs, and the bias of the draws."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import gadgets
from crypto.builder import Builder
from crypto.circuit import check_circuit, evaluate_clear
from crypto.errors import MisuseError
from crypto.gadgets_select import (
    argmin,
    decode,
    draw_by_position,
    draw_by_priority,
    first_set,
    lookup,
    position_width,
    prefix_or,
    priority_width,
    select,
)
from tests.crypto.words import cost, run, to_bits, to_ints

SEEDS = st.integers(0, 2**32)
laws = settings(max_examples=30, deadline=None)


def random_bits(seed: int, *shape: int) -> np.ndarray:
    """Bits of varied density: the batch axis goes from mostly 0 to mostly 1, with an all-0 and an all-1 case."""
    source = np.random.default_rng(seed)
    density = np.linspace(0, 1, shape[0]).reshape(-1, *[1] * (len(shape) - 1))
    return (source.random(shape) < density).astype(np.uint8)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6, 11, 16])
def test_first_set(n: int) -> None:
    bits = random_bits(n, 60, n)
    seen = run(prefix_or, bits)
    assert (seen == np.maximum.accumulate(bits, axis=1)).all()
    assert (run(first_set, bits) == np.diff(seen, axis=1, prepend=np.uint8(0))).all()


@pytest.mark.parametrize("k", range(7))
def test_decode_and_lookup(k: int) -> None:
    index = to_bits(list(range(2**k)), k)
    assert (run(decode, index) == np.eye(2**k, dtype=np.uint8)).all()
    rows = random.Random(k).choices(range(1 << 9), k=max(1, 2**k - 1))
    table = gadgets.word(rows, 9)
    found = to_ints(run(lambda b, x: lookup(b, x, table), index))
    assert list(found) == (rows + [0] * (2**k))[: 2**k]
    assert cost(decode, (k,)) == (2**k - k - 1, max(k - 1, 0).bit_length())
    assert cost(lambda b, x: lookup(b, x, table), (k,))[0] <= 2**k - k - 1


def test_lookup_of_secret_rows_in_a_batch() -> None:
    index, table = random_bits(1, 50, 3, 2), random_bits(2, 50, 4, 5)
    found = run(lookup, index, table)
    numbers = to_ints(index).astype(int)
    assert (found == np.take_along_axis(table, numbers[..., None], axis=1)).all()
    assert cost(select, (7,), (7, 5)) == (35, 1)


def test_tables_are_checked() -> None:
    builder = Builder(1)
    index = builder.input(0, 2)
    with pytest.raises(MisuseError, match="cannot reach"):
        lookup(builder, index, gadgets.word([0, 1, 2, 3, 0], 2))
    with pytest.raises(MisuseError, match="2\\*\\*20"):
        decode(builder, builder.input(0, 21))
    with pytest.raises(MisuseError, match="nobody"):
        argmin(builder, np.zeros((0, 3), np.int64))


@laws
@given(st.integers(1, 11), st.integers(1, 6), st.integers(0, 4), SEEDS)
def test_argmin(n: int, width: int, extra: int, seed: int) -> None:
    batch = 40
    keys, valid, payload = (
        random_bits(seed, batch, n, width),
        random_bits(seed + 1, batch, n),
        random_bits(seed + 2, batch, n, extra),
    )
    builder = Builder(1)
    wires = [builder.input(0, x[0].size).reshape(x.shape[1:]) for x in (keys, valid, payload)]
    best = argmin(builder, *wires)
    for name in ("one_hot", "found", "key", "payload"):
        builder.output(name, getattr(best, name))
    builder.output("everybody", argmin(builder, wires[0]).one_hot)
    circuit = builder.build()
    check_circuit(circuit)
    flat = np.concatenate([x.reshape(batch, -1) for x in (keys, valid, payload)], axis=1)
    opened = evaluate_clear(circuit, np.ascontiguousarray(flat.T))
    numbers = to_ints(keys)
    for i in range(batch):
        candidates = [j for j in range(n) if valid[i, j]]
        assert opened["found"][0, i] == bool(candidates)
        marked = list(np.flatnonzero(opened["one_hot"][:, i]))
        if candidates:
            winner = min(candidates, key=lambda j: (numbers[i, j], j))
            assert marked == [winner]
            assert (opened["key"][:, i] == keys[i, winner]).all()
            assert (opened["payload"][:, i] == payload[i, winner]).all()
        else:
            assert marked == []
        assert list(np.flatnonzero(opened["everybody"][:, i])) == [min(range(n), key=lambda j: (numbers[i, j], j))]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 8, 12, 16])
def test_draws(n: int) -> None:
    batch = 60
    passing = random_bits(n, batch, n)
    source = random.Random(n)
    w = priority_width(n)
    priorities = [[source.choice([0, 2**w - 1, source.getrandbits(w)]) for _ in range(n)] for _ in range(batch)]
    by_priority = run(draw_by_priority, passing, to_bits(priorities, w))
    w = position_width(n)
    rho = [source.choice([0, 2**w - 1, source.getrandbits(w)]) for _ in range(batch)]
    by_position = run(draw_by_position, passing, to_bits(rho, w))
    for i in range(batch):
        candidates = list(np.flatnonzero(passing[i]))
        first = min(candidates, key=lambda j, i=i: (priorities[i][j], j), default=None)
        assert list(np.flatnonzero(by_priority[i])) == ([] if first is None else [first])
        place = (rho[i] * len(candidates)) >> w
        assert list(np.flatnonzero(by_position[i])) == candidates[place : place + 1]


def test_draws_use_every_bit_they_are_given() -> None:
    passing = np.ones((8, 4), np.uint8)
    w = position_width(4) + 5
    rho = [(place << w - 2) + rest for place in range(4) for rest in (0, 2 ** (w - 2) - 1)]
    drawn = run(draw_by_position, passing, to_bits(rho, w))
    assert list(drawn.argmax(axis=1)) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_draws_refuse_short_numbers() -> None:
    builder = Builder(1)
    passing = builder.input(0, 5)
    with pytest.raises(MisuseError, match="too few bits"):
        draw_by_position(builder, passing, builder.input(0, position_width(5) - 1))
    for n, w in ((5, priority_width(5) - 1), (4, priority_width(5))):
        with pytest.raises(MisuseError, match="one priority"):
            draw_by_priority(builder, passing, builder.input(0, n * w).reshape(n, w))


def tie_distance(k: int, w: int) -> Fraction:
    """Exact distance from uniform of "smallest of k uniform w-bit numbers, the first on a tie"."""
    size = 2**w
    chance = [sum((size - v - 1) ** i * (size - v) ** (k - 1 - i) for v in range(size)) for i in range(k)]
    return sum((abs(Fraction(c, size**k) - Fraction(1, k)) for c in chance), Fraction(0)) / 2


def test_bias_of_priorities() -> None:
    for k in range(1, 9):
        for w in range(3, 8):
            assert tie_distance(k, w) <= Fraction(k, 2) / 2**w
    assert all(Fraction(n, 2) / 2 ** priority_width(n) <= Fraction(1, 2**40) for n in range(1, 5000))


def test_bias_of_positions() -> None:
    for n in [*range(1, 65), 255, 256, 4095, 4096]:
        size = 2 ** position_width(n)
        for c in (*range(1, min(n, 70) + 1), n):
            hits, more = divmod(size, c)  # `more` positions are hit once more often
            distance = Fraction(more, size) * Fraction(hits + 1, 1) - Fraction(more, c)
            assert abs(distance) <= Fraction(1, 2**40)


PINS = {
    first_set: {2: (1, 1), 4: (4, 2), 8: (12, 3), 16: (32, 4), 64: (192, 6)},
    draw_by_priority: {2: (97, 8), 4: (383, 16), 8: (982, 24), 16: (2210, 32), 64: (9977, 48)},
    draw_by_position: {2: (172, 10), 4: (271, 12), 8: (396, 14), 16: (571, 16), 64: (1409, 19)},
}


def test_costs() -> None:
    shapes = {
        first_set: lambda n: [(n,)],
        draw_by_priority: lambda n: [(n,), (n, priority_width(n))],
        draw_by_position: lambda n: [(n,), (position_width(n),)],
    }
    measured = {f: {n: cost(f, *shapes[f](n)) for n in pins} for f, pins in PINS.items()}
    assert measured == PINS


def test_unused_parts_of_a_tournament_cost_nothing() -> None:
    def key_only(builder: Builder, keys: np.ndarray) -> np.ndarray:
        return argmin(builder, keys, payload=keys).key

    def one_hot(builder: Builder, keys: np.ndarray) -> np.ndarray:
        return argmin(builder, keys).one_hot

    assert cost(key_only, (8, 10)) == (7 * (cost(gadgets.minimum, (10,), (10,))[0]), 3 * 6)
    assert cost(one_hot, (8, 10)) == (7 * 19 + 6 * 10 + 2 * 8, 3 * 6)
