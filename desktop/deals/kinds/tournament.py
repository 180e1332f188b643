"""The options with the smallest key, all of them, at the least depth; and the number pairs that ranks are compared by.

Every round splits the options into groups and compares all pairs of a group at once, so that a round costs one
comparison and a small AND tree of depth whatever its size: small groups while there are many options, large ones for
the few that are left.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, equal, less_than, maximum, mux_word, sum_words, xor_tree

_MANY = 64  # with more options than this, pairs: gates matter more than depth
_FEW = 12  # with at most this many, all at once


def smallest(builder: Builder, keys: Wires, flags: Wires) -> Wires:
    """The flagged ones of the options whose key is the smallest of all keys.

    Args:
        keys: words, shape (n, w).
        flags: wires, shape (n,); ready early, they cost no depth.

    Returns:
        Wires, shape (n,).
    """
    place, players = np.arange(len(keys)), keys
    while (n := len(players)) > 1:
        size = 2 if n > _MANY else 4 if n > _FEW else n
        missing = -n % size
        # Padding loses against every key, or ties with the largest: neither matters, for no option is placed there.
        players = np.concatenate((players, np.ones((missing, keys.shape[-1]), np.int64)))
        leaders, players = _round(builder, players.reshape(-1, size, keys.shape[-1]))
        flags = builder.and_(flags, leaders.reshape(-1)[place])
        place = place // size
    return flags


def _round(builder: Builder, groups: Wires) -> tuple[Wires, Wires]:
    """Per group of r keys: which have the smallest key, shape (groups, r), and that key, shape (groups, w)."""
    r = groups.shape[1]
    first, second = np.array(list(combinations(range(r), 2))).T
    second_less = less_than(builder, groups[:, second], groups[:, first])
    same = equal(builder, groups[:, second], groups[:, first])
    first_less = builder.not_(builder.xor(second_less, same))
    # not_less[i, j]: j is not less than i. before[i, j]: i is less than j, or as small and earlier.
    not_less = np.ones((len(groups), r, r), np.int64)
    not_less[:, first, second] = builder.not_(second_less)
    not_less[:, second, first] = builder.not_(first_less)
    before = not_less.copy()
    before[:, second, first] = second_less
    leaders, winner = and_tree(builder, not_less), and_tree(builder, before)
    # The winner is one of r, so the first of them needs no mux.
    differences = builder.and_(winner[:, 1:, None], builder.xor(groups[:, 1:], groups[:, :1]))
    key = builder.xor(groups[:, 0], xor_tree(builder, np.swapaxes(differences, 1, 2)))
    return leaders, key


def largest_and_sum(builder: Builder, words: Wires) -> tuple[Wires, Wires]:
    """The largest of all seats' numbers, and a number that orders equal largest ones as their sum does.

    Args:
        words: shape (seats, ..., w).

    Returns:
        (words of w bits, words). For two seats the second is the smaller number: with equal larger ones it orders as
        the sum and needs no adder.
    """
    if len(words) == 1:
        return words[0], words[0][..., :0]
    if len(words) == 2:
        larger = mux_word(builder, less_than(builder, words[0], words[1]), words[1], words[0])
        return larger, builder.xor(larger, builder.xor(words[0], words[1]))
    rest = words
    while len(rest) > 1:
        paired = len(rest) // 2 * 2
        rest = np.concatenate((maximum(builder, rest[0:paired:2], rest[1:paired:2]), rest[paired:]))
    return rest[0], sum_words(builder, np.moveaxis(words, 0, -2))
