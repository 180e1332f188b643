"""Choosing among options: first, one-hot selection, tables, tournaments, draws by joint randomness.

Shapes and counts as in crypto.gadgets: last axis bits or options, any leading batch axes, N options, w-bit words,
L(x) = ceil(log2 x). One-hot means: exactly one wire of the last axis is 1, or none where nothing can be chosen.

Draws. A draw is uniform among the options that pass, by secret random bits that are the XOR of all parties'
contributions, so that nobody can steer it and nobody knows it.
* draw_by_priority: every option has its own secret number, the smallest that passes wins. The winner stays the same
  when other options stop passing: the same numbers used again tell nothing new. Dear: about 3.6 * 45 * N gates.
* draw_by_position: one secret number picks the position among those that pass. Cheap and shallow, but used again with
  the same number on other passing options its winner changes.

Leaves to others: where the random bits come from, and keeping them for a lineage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.errors import MisuseError
from crypto.gadgets import and_tree, less_than, multiply, mux_word, prefix, xor_tree

BIAS_BITS = 40  # statistical security parameter s: no draw is further than 2**-40 from uniform


def prefix_or(builder: Builder, bits: Wires) -> Wires:
    """Element i is the OR of elements 0..i. Depth L(N); N/2 * L(N) gates for N a power of two."""
    return prefix(builder.or_, bits)


def first_set(builder: Builder, bits: Wires) -> Wires:
    """One-hot of the first 1 of the bits of the last axis. Gates and depth as prefix_or."""
    seen = prefix_or(builder, bits)
    before = np.concatenate((np.zeros_like(seen[..., :1]), seen[..., :-1]), axis=-1)
    return builder.xor(seen, before)


def select(builder: Builder, one_hot: Wires, table: Wires) -> Wires:
    """The row of a table that a one-hot marks; zeros when it marks none.

    Args:
        one_hot: shape (..., N).
        table: words, shape (..., N, w); may be constants, then no gates.

    Returns:
        Words, shape (..., w). N * w gates, depth 1.
    """
    return xor_tree(builder, np.swapaxes(builder.and_(one_hot[..., None], table), -1, -2))


def decode(builder: Builder, index: Wires) -> Wires:
    """One-hot of a number.

    Args:
        index: words of k bits, k <= 20.

    Returns:
        Wires, shape (..., 2**k). 2**k - k - 1 gates, depth L(k).
    """
    k = index.shape[-1]
    if k > 20:
        raise MisuseError("a one-hot of more than 2**20 wires")
    if k == 0:
        return np.ones((*index.shape[:-1], 1), np.int64)
    if k == 1:
        return np.concatenate((builder.not_(index), index), axis=-1)
    low, high = decode(builder, index[..., : k // 2]), decode(builder, index[..., k // 2 :])
    # Only products of parts other than the first need a gate: a row or column of products sums to its one-hot wire.
    rows = builder.and_(high[..., 1:, None], low[..., None, 1:])
    rows = np.concatenate((builder.xor(high[..., 1:], xor_tree(builder, rows))[..., None], rows), axis=-1)
    first = builder.xor(low, xor_tree(builder, np.swapaxes(rows, -1, -2)))
    return np.concatenate((first[..., None, :], rows), axis=-2).reshape(*index.shape[:-1], 1 << k)


def lookup(builder: Builder, index: Wires, table: Wires) -> Wires:
    """table[index]; zeros beyond the table.

    Args:
        index: words of k bits.
        table: words, shape (N, w), N <= 2**k; constants cost no gates beyond decode.

    Returns:
        Words, shape (..., w).
    """
    one_hot = decode(builder, index)
    if len(table) > one_hot.shape[-1]:
        raise MisuseError("a table with rows that its index cannot reach")
    return select(builder, one_hot[..., : len(table)], table)


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The winner of a tournament.

    Attributes:
        one_hot: wires, shape (..., N); all 0 when no option is valid.
        found: wires, shape (...): whether any option is valid.
        key: words, the winner's key; meaningless when none is valid.
        payload: words, the winner's payload; meaningless when none is valid.
    """

    one_hot: Wires
    found: Wires
    key: Wires
    payload: Wires


def argmin(builder: Builder, keys: Wires, valid: Wires | None = None, payload: Wires | None = None) -> Best:
    """The valid option with the smallest key, the first of them on a tie. For argmax negate the keys (not_).

    A tree of comparisons; keys and payload are carried along by muxes, which costs no depth. What of the result is
    not used makes no gates.

    Args:
        keys: shape (..., N, w), N >= 1.
        valid: shape (..., N); all valid when None.
        payload: shape (..., N, p); none when None.

    Returns:
        Best. Depth L(N) * (L(w) + 2), with validity L(N) * (L(w + 1) + 2), one-hot included.
    """
    n = keys.shape[-2]
    if n == 0:
        raise MisuseError("a tournament of nobody")
    flags = np.ones(keys.shape[:-1], np.int64) if valid is None else np.broadcast_to(valid, keys.shape[:-1])
    extra = np.zeros((*keys.shape[:-1], 0), np.int64) if payload is None else payload
    # The top bit of a key is "not valid", so that what is not valid loses against all that is.
    players = np.concatenate((extra, keys, builder.not_(flags)[..., None]), axis=-1)
    start, place = extra.shape[-1], np.arange(n)
    while (count := players.shape[-2]) > 1:
        paired = count // 2 * 2
        left, right, unpaired = (
            players[..., s, :] for s in (slice(0, paired, 2), slice(1, paired, 2), slice(paired, count))
        )
        right_wins = less_than(builder, right[..., start:], left[..., start:])
        keeps = np.ones((*players.shape[:-2], count), np.int64)
        keeps[..., 0:paired:2], keeps[..., 1:paired:2] = builder.not_(right_wins), right_wins
        flags = builder.and_(flags, keeps[..., place])
        players = np.concatenate((mux_word(builder, right_wins, right, left), unpaired), axis=-2)
        place = place // 2
    winner = players[..., 0, :]
    return Best(flags, builder.not_(winner[..., -1]), winner[..., start:-1], winner[..., :start])


def priority_width(n_options: int) -> int:
    """Bits of a secret priority so that draw_by_priority is within 2**-40 of uniform.

    The draw is uniform unless the smallest priority of the passing options occurs twice. For K of them with w bits
    that has probability at most K/2 * 2**-w * (1 + K * 2**-w); on a tie of two the first wins instead of either with
    1/2, so the distance from uniform is half of it: with w = 39 + L(N) it is below 2**-40.
    """
    return BIAS_BITS - 1 + (n_options - 1).bit_length()


def draw_by_priority(builder: Builder, passing: Wires, priorities: Wires) -> Wires:
    """One-hot of the passing option with the smallest joint secret priority.

    Args:
        passing: shape (..., N).
        priorities: shape (..., N, w), uniform and independent, w >= priority_width(N).

    Returns:
        One-hot, shape (..., N), all 0 when nothing passes. Gates (depth) with w = priority_width(N): 97 (8),
        383 (16), 982 (24), 2210 (32), 9977 (48) for N = 2, 4, 8, 16, 64.
    """
    if priorities.shape[-2] != passing.shape[-1] or priorities.shape[-1] < priority_width(passing.shape[-1]):
        raise MisuseError("not one priority, of enough bits, for each option")
    return argmin(builder, priorities, passing).one_hot


def position_width(n_options: int) -> int:
    """Bits of the joint number so that draw_by_position is within 2**-40 of uniform.

    Each of C <= N positions is hit by floor or ceil of 2**w / C of the 2**w numbers; so each probability is off by
    less than 2**-w and the distance from uniform is below N/2 * 2**-w: w = 39 + L(N).
    """
    return BIAS_BITS - 1 + (n_options - 1).bit_length()


def draw_by_position(builder: Builder, passing: Wires, rho: Wires) -> Wires:
    """One-hot of a uniform one of the passing options: the one at position floor(rho * C / 2**w) of the C passing ones.

    The number of passing options before each option is counted with one AND for each option and bit of the count
    (a counter whose bit k is the running XOR of its carries), side by side with the product.

    Args:
        passing: shape (..., N).
        rho: shape (..., w), uniform, w >= position_width(N).

    Returns:
        One-hot, shape (..., N), all 0 when nothing passes. Gates (depth) with w = position_width(N): 172 (10),
        271 (12), 396 (14), 571 (16), 1409 (19) for N = 2, 4, 8, 16, 64.
    """
    n, w = passing.shape[-1], rho.shape[-1]
    if w < position_width(n):
        raise MisuseError("a joint number of too few bits for this draw")
    before, total = _running_counts(builder, passing)
    position = multiply(builder, rho, total)[..., w : w + before.shape[-1]]
    same = builder.not_(builder.xor(before, position[..., None, :]))
    return and_tree(builder, np.concatenate((same, passing[..., None]), axis=-1))


def _running_counts(builder: Builder, bits: Wires) -> tuple[Wires, Wires]:
    """Number of ones before each bit, shape (..., N, (N - 1).bit_length()), and of all, shape (..., N.bit_length()).

    At most N * L(N) gates, depth L(N).
    """
    n = bits.shape[-1]
    carries, before, total = bits, [], []
    for _ in range(n.bit_length()):
        running = prefix(builder.xor, carries)
        before.append(np.concatenate((np.zeros_like(running[..., :1]), running[..., :-1]), axis=-1))
        total.append(running[..., -1])
        carries = builder.and_(before[-1], carries)
    return np.stack(before, axis=-1)[..., : (n - 1).bit_length()], np.stack(total, axis=-1)
