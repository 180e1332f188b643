"""Words: every function against Python integers, and what each costs."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import gadgets
from crypto.builder import Builder
from crypto.errors import MisuseError
from tests.crypto.words import compile_function, cost, run, to_bits, to_ints

WIDTHS = st.integers(1, 20)
SEEDS = st.integers(0, 2**32)
laws = settings(max_examples=40, deadline=None)


def numbers(seed: int, width: int, *shape: int) -> np.ndarray:
    """Random integers that often are at the ends of the range or equal to each other."""
    source = random.Random(seed)
    top = 2**width - 1
    pool = [0, top, top // 2, source.randint(0, top), source.randint(0, top)]
    values = [source.choice([*pool, source.randint(0, top)]) for _ in range(int(np.prod(shape)))]
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out.reshape(shape)


@laws
@given(WIDTHS, WIDTHS, SEEDS)
def test_two_words(w_x: int, w_y: int, seed: int) -> None:
    x, y, carry = numbers(seed, w_x, 50), numbers(seed + 1, w_y, 50), numbers(seed + 2, 1, 50)
    bits = to_bits(x, w_x), to_bits(y, w_y)
    modulus = 2 ** max(w_x, w_y)
    assert list(to_ints(run(gadgets.add, *bits))) == list(x + y)
    with_carry = run(lambda b, p, q, c: gadgets.add(b, p, q, c[..., 0]), *bits, to_bits(carry, 1))
    assert list(to_ints(with_carry)) == list(x + y + carry)
    assert list(to_ints(run(lambda b, p, q: gadgets.subtract(b, p, q)[0], *bits))) == list((x - y) % modulus)
    assert list(run(lambda b, p, q: gadgets.subtract(b, p, q)[1], *bits)) == list(x < y)
    assert list(to_ints(run(gadgets.multiply, *bits))) == list(x * y)
    assert list(run(gadgets.equal, *bits)) == list(x == y)
    assert list(run(gadgets.less_than, *bits)) == list(x < y)
    assert list(run(gadgets.less_equal, *bits)) == list(x <= y)
    assert list(to_ints(run(gadgets.minimum, *bits))) == list(np.minimum(x, y))
    assert list(to_ints(run(gadgets.maximum, *bits))) == list(np.maximum(x, y))
    chosen = run(lambda b, p, q, c: gadgets.mux_word(b, c[..., 0], p, q), *bits, to_bits(carry, 1))
    assert list(to_ints(chosen)) == list(np.where(carry == 1, x, y))


def test_small_words_exhaustively() -> None:
    for width in range(4):
        x, y = (grid.reshape(-1).astype(object) for grid in np.meshgrid(range(2**width), range(2**width)))
        bits = to_bits(x, width), to_bits(y, width)
        assert list(to_ints(run(gadgets.add, *bits))) == list(x + y)
        assert list(to_ints(run(gadgets.multiply, *bits))) == list(x * y)
        assert list(run(gadgets.less_than, *bits)) == list(x < y)
        assert list(run(gadgets.equal, *bits)) == list(x == y)


@laws
@given(st.integers(1, 12), st.integers(0, 10), SEEDS)
def test_sums_of_words(k: int, width: int, seed: int) -> None:
    words = numbers(seed, width, 30, k)
    result = run(gadgets.sum_words, to_bits(words, width))
    assert list(to_ints(result)) == list(words.sum(axis=1))
    assert result.shape[-1] == (k * (2**width - 1)).bit_length()


@laws
@given(st.lists(st.integers(0, 6), min_size=1, max_size=5), st.integers(0, 8), SEEDS)
def test_sums_of_columns(heights: list[int], width: int, seed: int) -> None:
    bits = numbers(seed, 1, 30, sum(heights))
    cuts = np.cumsum(heights)[:-1]

    def total(builder: Builder, wires: np.ndarray) -> np.ndarray:
        return gadgets.sum_columns(builder, np.split(wires, cuts, axis=-1), width)

    weights = np.repeat(2 ** np.arange(len(heights)), heights).astype(object)
    assert list(to_ints(run(total, to_bits(bits, 1)[..., 0]))) == list((bits * weights).sum(axis=1) % 2**width)


@pytest.mark.parametrize("n", [*range(1, 13), 16, 31, 64])
def test_counts_and_thresholds(n: int) -> None:
    bits = to_bits(numbers(n, n, 60), n)
    for i in range(n):
        bits[i % 60] = np.arange(n) < i
    ones = bits.sum(axis=1)
    counted = run(gadgets.popcount, bits)
    assert list(to_ints(counted)) == list(ones)
    assert counted.shape[-1] == n.bit_length()
    for k in range(-1, n + 3):
        assert list(run(lambda b, x, k=k: gadgets.at_least(b, x, k), bits)) == list(ones >= k)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 8, 13])
def test_trees_and_prefixes(n: int) -> None:
    bits = to_bits(numbers(n, n, 40), n)
    assert list(run(gadgets.xor_tree, bits)) == list(bits.sum(axis=1) % 2)
    assert list(run(gadgets.and_tree, bits)) == list(bits.all(axis=1))
    assert list(run(gadgets.or_tree, bits)) == list(bits.any(axis=1))
    assert (run(lambda b, x: gadgets.prefix(b.xor, x), bits) == np.cumsum(bits, axis=1) % 2).all()
    assert (run(lambda b, x: gadgets.prefix(b.and_, x), bits) == np.cumprod(bits, axis=1)).all()


def test_batches_broadcast() -> None:
    x, y = numbers(1, 6, 4, 3, 1), numbers(2, 9, 4, 1, 5)
    bits = to_bits(x, 6), to_bits(y, 9)
    assert (to_ints(run(gadgets.add, *bits)) == x + y).all()
    assert (to_ints(run(gadgets.multiply, *bits)) == x * y).all()
    assert (run(gadgets.less_than, *bits) == (x < y)).all()


@laws
@given(WIDTHS, SEEDS)
def test_constant_operands_cost_less(width: int, seed: int) -> None:
    x = numbers(seed, width, 20)
    constant = int(numbers(seed + 1, width, 1)[0])
    fixed = gadgets.word(constant, width)
    bits = to_bits(x, width)
    assert list(to_ints(run(lambda b, p: gadgets.add(b, p, fixed), bits))) == list(x + constant)
    assert list(to_ints(run(lambda b, p: gadgets.multiply(b, p, fixed), bits))) == list(x * constant)
    assert list(run(lambda b, p: gadgets.less_than(b, p, fixed), bits)) == list(x < constant)
    for operation in (gadgets.add, gadgets.multiply, gadgets.less_than):
        cheap = cost(lambda b, p, f=operation: f(b, p, fixed), (width,))[0]
        assert cheap <= cost(operation, (width,), (width,))[0]
    assert cost(lambda b, p: gadgets.multiply(b, p, gadgets.word(2 ** (width - 1), width)), (width,)) == (0, 0)


def test_words() -> None:
    assert gadgets.word([[5, 0]], 3).tolist() == [[[1, 0, 1], [0, 0, 0]]]
    assert gadgets.word(2**63 - 1, 70).sum() == 63
    assert gadgets.word(3, 70).tolist() == [1, 1] + [0] * 68
    assert gadgets.widen(np.array([4, 6]), 4).tolist() == [4, 6, 0, 0]
    for value, width in ((8, 3), (-1, 3), (-1, 64), (1, 0)):
        with pytest.raises(MisuseError, match="does not fit"):
            gadgets.word(value, width)
    with pytest.raises(MisuseError, match="cut"):
        gadgets.widen(np.array([4, 6]), 1)


PINS = {
    "add": {1: (1, 1), 2: (2, 2), 4: (7, 3), 8: (21, 4), 16: (57, 5), 32: (145, 6), 64: (353, 7)},
    "less_than": {1: (1, 1), 2: (2, 2), 4: (6, 3), 8: (15, 4), 16: (34, 5), 32: (73, 6), 64: (152, 7)},
    "equal": {1: (0, 0), 2: (1, 1), 4: (3, 2), 8: (7, 3), 16: (15, 4), 32: (31, 5), 64: (63, 6)},
    "minimum": {1: (2, 2), 8: (23, 5), 16: (50, 6), 64: (216, 8)},
    "multiply": {1: (1, 1), 4: (33, 6), 8: (148, 8), 16: (591, 10), 32: (2280, 12)},
}


@pytest.mark.parametrize(("name", "width"), [(name, width) for name, pins in PINS.items() for width in pins])
def test_cost_of_two_words(name: str, width: int) -> None:
    assert cost(getattr(gadgets, name), (width,), (width,)) == PINS[name][width]


@pytest.mark.parametrize("n", range(1, 70))
def test_cost_of_counts(n: int) -> None:
    assert cost(gadgets.popcount, (n,)) == (n - n.bit_count(), n.bit_length() - 1)


@pytest.mark.parametrize("n", [*range(2, 18), 33, 64])
def test_cost_of_thresholds(n: int) -> None:
    log = (n - 1).bit_length()
    for k in (1, n):
        assert cost(lambda b, x, k=k: gadgets.at_least(b, x, k), (n,)) == (n - 1, log)
    for k in range(2, n):
        n_ands, depth = cost(lambda b, x, k=k: gadgets.at_least(b, x, k), (n,))
        assert n_ands <= n + 2
        assert depth <= log


def test_cost_of_sums() -> None:
    pins = {(3, 8): (29, 5), (4, 8): (38, 6), (5, 8): (45, 6), (10, 8): (90, 8), (10, 16): (190, 9)}
    assert {shape: cost(gadgets.sum_words, shape) for shape in pins} == pins


def test_a_batch_costs_its_number() -> None:
    one, _ = compile_function(gadgets.less_than, (9,), (9,))
    many, _ = compile_function(gadgets.less_than, (7, 1, 9), (7, 2, 9))
    assert many.n_ands == 14 * one.n_ands
    assert many.depth == one.depth
