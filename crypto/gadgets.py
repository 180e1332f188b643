"""Arithmetic on words of wires: sums, counts, comparisons, products.

A word is a wire array whose last axis is bits, least significant first; any leading axes are a batch, and batches
broadcast. Words of different widths are zero-extended. Everything is unsigned. N is a number of bits or options, w a
width, L(x) = ceil(log2 x). Gate counts are AND gates for one element of the batch and operands that are not constant;
constants fold away what they can, and gates that no output needs are dropped by Builder.build().

Depth is the first cost (one message per AND level), the number of gates the second, so everything is a tree:
* full adders have one AND, and their sum bit costs no depth: carry = c ^ ((a ^ c) & (b ^ c));
* prefix sums after Sklansky (1960), comparisons by (less, equal) pairs; the two lowest bits of every block of two are
  rippled, which has the depth of a tree step and saves a gate for each block.

Source: Boyar, Peralta, "Tight bounds for the multiplicative complexity of symmetric functions", TCS 396 (2008), for
the count by full adders alone; Sklansky, "Conditional-sum addition logic", IRE Trans. EC-9 (1960).

Leaves to others: choosing among options (crypto.gadgets_select).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from crypto.builder import Builder, Wires, WiresLike
from crypto.errors import MisuseError

# --- words ------------------------------------------------------------------------------------------------------------


def word(values: npt.ArrayLike, width: int) -> Wires:
    """Constant words.

    Args:
        values: integers 0 <= v < 2**width (and < 2**63), any shape.
        width: bits.

    Returns:
        int64 wires, shape (*values.shape, width).
    """
    numbers = np.asarray(values, np.int64)[..., None]
    if np.any(numbers < 0) or np.any(numbers >> min(width, 63) != 0):
        raise MisuseError(f"a constant does not fit {width} bits")
    return numbers >> np.minimum(np.arange(width), 63) & 1


def widen(x: Wires, width: int) -> Wires:
    """Zero-extend words to a width (at least their own). No gates."""
    missing = width - x.shape[-1]
    if missing < 0:
        raise MisuseError("a word would be cut")
    return np.concatenate((x, np.zeros((*x.shape[:-1], missing), np.int64)), axis=-1)


def _same_width(x: Wires, y: Wires) -> tuple[Wires, Wires]:
    width = max(x.shape[-1], y.shape[-1])
    x, y = np.broadcast_arrays(widen(x, width), widen(y, width))
    return x, y


def mux_word(builder: Builder, select: Wires, x: Wires, y: Wires) -> Wires:
    """x where select is 1, else y.

    Args:
        select: wires, shape (...): one bit for each word.
        x: words.
        y: words.

    Returns:
        Words, shape (..., w). w gates, depth 1.
    """
    x, y = _same_width(x, y)
    return builder.mux(np.asarray(select)[..., None], x, y)


# --- trees ------------------------------------------------------------------------------------------------------------


def _tree(operation: Callable[[WiresLike, WiresLike], Wires], wires: Wires, empty: int) -> Wires:
    if wires.shape[-1] == 0:
        return np.full(wires.shape[:-1], empty, np.int64)
    while (n := wires.shape[-1]) > 1:
        half = n // 2
        joined = operation(wires[..., : 2 * half : 2], wires[..., 1 : 2 * half : 2])
        wires = np.concatenate((joined, wires[..., 2 * half :]), axis=-1)
    return wires[..., 0]


def xor_tree(builder: Builder, wires: Wires) -> Wires:
    """XOR over the last axis; 0 of nothing. No AND."""
    return _tree(builder.xor, wires, 0)


def and_tree(builder: Builder, wires: Wires) -> Wires:
    """AND over the last axis; 1 of nothing. N - 1 gates, depth L(N)."""
    return _tree(builder.and_, wires, 1)


def or_tree(builder: Builder, wires: Wires) -> Wires:
    """OR over the last axis; 0 of nothing. N - 1 gates, depth L(N)."""
    return _tree(builder.or_, wires, 0)


def prefix(operation: Callable[[WiresLike, WiresLike], Wires], wires: Wires) -> Wires:
    """Inclusive prefixes over the last axis of an associative, commutative operation of the builder.

    Returns:
        The same shape; element i combines elements 0..i. N/2 * L(N) gates for N a power of two, depth L(N).
    """
    result = wires.copy()
    n, half = wires.shape[-1], 1
    while half < n:
        right = np.flatnonzero(np.arange(n) & half)
        left = (right & -half) - 1
        result[..., right] = operation(result[..., left], result[..., right])
        half *= 2
    return result


# --- sums -------------------------------------------------------------------------------------------------------------


def _majority(builder: Builder, a: Wires, b: Wires, c: Wires) -> Wires:
    return builder.xor(c, builder.and_(builder.xor(a, c), builder.xor(b, c)))


def _carries(builder: Builder, x: Wires, y: Wires, carry: WiresLike) -> Wires:
    """Carries of x + y + carry: element i is the carry into bit i, the last the carry out. Shape (..., w + 1)."""
    first = np.broadcast_to(carry, x.shape[:-1])[..., None]
    width = x.shape[-1]
    if width == 0:
        return first
    size = max(2, 1 << (width - 1).bit_length())
    x, y = widen(x, size), widen(y, size)
    carry_in = np.concatenate((first, np.zeros((*x.shape[:-1], size // 2 - 1), np.int64)), axis=-1)
    generate, propagate = np.empty_like(x), builder.xor(x, y)
    generate[..., ::2] = _majority(builder, x[..., ::2], y[..., ::2], carry_in)
    generate[..., 1::2] = _majority(builder, x[..., 1::2], y[..., 1::2], generate[..., ::2])
    propagate[..., 1::2] = builder.and_(propagate[..., 1::2], propagate[..., ::2])
    half = 2
    while half < size:  # after this round, bit i has (generate, propagate) of the block of 2 * half that it ends
        right = np.flatnonzero(np.arange(size) & half)
        left = (right & -half) - 1
        passed = builder.and_(propagate[..., right], generate[..., left])
        generate[..., right] = builder.xor(generate[..., right], passed)
        propagate[..., right] = builder.and_(propagate[..., right], propagate[..., left])
        half *= 2
    return np.concatenate((first, generate[..., :width]), axis=-1)


def add(builder: Builder, x: Wires, y: Wires, carry: WiresLike = 0) -> Wires:
    """x + y + carry.

    Returns:
        Words of w + 1 bits. Depth L(w) + 1; gates 1, 2, 7, 21, 57, 145, 353 for w = 1, 2, 4, 8, 16, 32, 64.
    """
    x, y = _same_width(x, y)
    batch = np.broadcast_shapes(x.shape[:-1], np.shape(carry))
    x, y = (np.broadcast_to(v, (*batch, v.shape[-1])) for v in (x, y))
    carries = _carries(builder, x, y, carry)
    sums = builder.xor(builder.xor(x, y), carries[..., :-1])
    return np.concatenate((sums, carries[..., -1:]), axis=-1)


def subtract(builder: Builder, x: Wires, y: Wires) -> tuple[Wires, Wires]:
    """x - y modulo 2**w, and whether it wrapped (x < y).

    Returns:
        (words of w bits, shape (..., w); borrow, shape (...)). Gates and depth as add.
    """
    x, y = _same_width(x, y)
    total = add(builder, x, builder.not_(y), 1)
    return total[..., :-1], builder.not_(total[..., -1])


def sum_columns(builder: Builder, columns: Sequence[Wires], width: int) -> Wires:
    """Sum of weighted bits, modulo 2**width: carry-save by full adders, then one prefix adder for what is left.

    Args:
        columns: columns[c] are the bits of weight 2**c, shape (..., m_c), m_c may be 0; at most width columns.
        width: bits of the result.

    Returns:
        Words of width bits.
    """
    batch = np.broadcast_shapes(*(column.shape[:-1] for column in columns))
    # Bits that are 0 throughout the batch are left out.
    kept = [column[..., np.any(column != 0, axis=tuple(range(column.ndim - 1)))] for column in columns[:width]]
    wide = [np.broadcast_to(column, batch + column.shape[-1:]) for column in kept]
    wide += [np.zeros((*batch, 0), np.int64)] * (width - len(wide))
    while max((column.shape[-1] for column in wide), default=0) > 2:
        wide = _compress_all(builder, wide)
    pairs = [widen(column, 2) for column in wide]
    if not pairs:
        return np.zeros((*batch, 0), np.int64)
    rows = np.stack(pairs, axis=-1)
    done = next((c for c, column in enumerate(wide) if column.shape[-1] > 1), width)
    total = add(builder, rows[..., 0, done:], rows[..., 1, done:])
    return np.concatenate((rows[..., 0, :done], total[..., :-1]), axis=-1)


def _compress_all(builder: Builder, columns: list[Wires]) -> list[Wires]:
    """One level of carry-save: the height of the highest column falls from 2 * t - 1 to t or less."""
    heights = [column.shape[-1] for column in columns]
    target = 1 + (1 << (max(heights) - 2).bit_length() - 1)  # heights 3, 5, 9, 17, ... become 2, 3, 5, 9, ...
    alone = sum(height > 1 for height in heights) == 1
    plan: list[tuple[int, bool]] = []
    carried = 0
    for height in heights:
        to_one = height > 0 and height % 2 == 0 and (alone or carried == target - 1)
        plan.append((height, to_one))
        carried = max(0, height - 1) // 2 + to_one
    lefts, carries = list(columns), [column[..., :0] for column in columns]
    for height, to_one in sorted(set(plan)):  # columns of one kind in one go
        kind = [c for c, planned in enumerate(plan) if planned == (height, to_one)]
        left, carry = _compress(builder, np.stack([columns[c] for c in kind]), to_one)
        for row, c in enumerate(kind):
            lefts[c], carries[c] = left[row], carry[row]
    return [np.concatenate(pair, axis=-1) for pair in zip(lefts, [columns[0][..., :0], *carries[:-1]], strict=True)]


def _compress(builder: Builder, column: Wires, to_one: bool) -> tuple[Wires, Wires]:
    """Full adders on all triples of bits of one weight, and a half adder on the last two if to_one; the carries."""
    carries = [column[..., :0]]
    while (third := column.shape[-1] // 3) > 0:
        a, b, c = (column[..., i * third : (i + 1) * third] for i in range(3))
        carries.append(_majority(builder, a, b, c))
        column = np.concatenate((builder.xor(builder.xor(a, b), c), column[..., 3 * third :]), axis=-1)
    if to_one:
        carries.append(builder.and_(column[..., :1], column[..., 1:]))
        column = builder.xor(column[..., :1], column[..., 1:])
    return column, np.concatenate(carries, axis=-1)


def sum_words(builder: Builder, words: Wires) -> Wires:
    """Sum of k words of w bits.

    Args:
        words: shape (..., k, w).

    Returns:
        Words wide enough for every sum: the bit length of k * (2**w - 1). Gates (depth) for w = 8: 29 (5) for k = 3,
        38 (6) for 4, 90 (8) for 10.
    """
    k, w = words.shape[-2:]
    return sum_columns(builder, [words[..., c] for c in range(w)] or [words[..., 0, :]], (k * (2**w - 1)).bit_length())


def popcount(builder: Builder, bits: Wires) -> Wires:
    """How many of the bits of the last axis are 1.

    Returns:
        Words of N.bit_length() bits. N - (number of ones of N in binary) gates, depth floor(log2 N).
    """
    return sum_columns(builder, [bits], bits.shape[-1].bit_length())


def at_least(builder: Builder, bits: Wires, k: int) -> Wires:
    """Whether at least k (public) of the bits of the last axis are 1; k <= 0 is always, k > N never.

    A public number is added so that the answer is one bit of the sum.

    Returns:
        Wires, shape (...). About N gates (never more than N + 2 for N <= 64), depth at most L(N).
    """
    n = bits.shape[-1]
    if k <= 0 or k > n:
        return np.full(bits.shape[:-1], int(k <= 0), np.int64)
    if k == 1:
        return or_tree(builder, bits)
    if k == n:
        return and_tree(builder, bits)
    answer = max(k - 1, n - k).bit_length()
    offset = word((1 << answer) - k, answer)
    columns = [offset[c : c + 1] for c in range(answer)]
    columns[0] = np.concatenate((bits, np.broadcast_to(offset[:1], (*bits.shape[:-1], 1))), axis=-1)
    return sum_columns(builder, columns, answer + 1)[..., answer]


def multiply(builder: Builder, x: Wires, y: Wires) -> Wires:
    """x * y.

    Returns:
        Words of w_x + w_y bits. For 4, 8, 16, 32 bits each 33, 148, 591, 2280 gates, depth 6, 8, 10, 12.
    """
    products = builder.and_(x[..., :, None], y[..., None, :])
    weight = np.add.outer(np.arange(x.shape[-1]), np.arange(y.shape[-1]))
    width = x.shape[-1] + y.shape[-1]
    return sum_columns(builder, [products[..., weight == c] for c in range(width)], width)


# --- comparisons ------------------------------------------------------------------------------------------------------


def equal(builder: Builder, x: Wires, y: Wires) -> Wires:
    """x == y. w - 1 gates, depth L(w)."""
    x, y = _same_width(x, y)
    return and_tree(builder, builder.not_(builder.xor(x, y)))


def less_than(builder: Builder, x: Wires, y: Wires) -> Wires:
    """x < y.

    Returns:
        Wires, shape (...). Depth L(w) + 1; gates 1, 2, 6, 15, 34, 73, 152 for w = 1, 2, 4, 8, 16, 32, 64.
    """
    x, y = _same_width(x, y)
    size = max(2, 1 << max(x.shape[-1] - 1, 0).bit_length())
    x, y = builder.not_(widen(x, size)), widen(y, size)
    low = builder.and_(x[..., ::2], y[..., ::2])
    less = _majority(builder, x[..., 1::2], y[..., 1::2], low)
    same = builder.xor(x, y)
    same = builder.and_(same[..., ::2], same[..., 1::2])
    while less.shape[-1] > 1:
        less = builder.xor(less[..., 1::2], builder.and_(same[..., 1::2], less[..., ::2]))
        same = builder.and_(same[..., ::2], same[..., 1::2])
    return less[..., 0]


def less_equal(builder: Builder, x: Wires, y: Wires) -> Wires:
    """x <= y. Gates and depth as less_than."""
    return builder.not_(less_than(builder, y, x))


def minimum(builder: Builder, x: Wires, y: Wires) -> Wires:
    """The smaller of two words x and y. less_than and w gates, one level more."""
    return mux_word(builder, less_than(builder, x, y), x, y)


def maximum(builder: Builder, x: Wires, y: Wires) -> Wires:
    """The larger of two words x and y. less_than and w gates, one level more."""
    return mux_word(builder, less_than(builder, x, y), y, x)
