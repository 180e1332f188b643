"""A network of switches that puts words into any order, and the switches for a given order.

n words take about n log2 n - n switches, one AND per bit of a word each. Whoever knows the order enters the switches.

Source: Waksman 1968; Beauquier and Darrot 2002, "On arbitrary size Waksman networks and their vulnerability".

Leaves to others: what the order is for (desktop.deals).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from crypto.bits import Bits
from crypto.builder import Builder, Wires
from crypto.errors import MisuseError

Order = npt.NDArray[np.int64]


def n_switches(n: int) -> int:
    """Switches of a network for n words: the sum of the logarithms of 1..n, rounded up."""
    return sum((size - 1).bit_length() for size in range(1, n + 1))


def permute(builder: Builder, words: Wires, switches: Wires) -> Wires:
    """Words in the order that the switches give.

    Args:
        words: shape (n, w).
        switches: wires, shape (n_switches(n),); every combination gives some order.

    Returns:
        Wires, shape (n, w).
    """
    n = len(words)
    if n < 2:
        return words
    n_in, n_out, n_upper = n // 2, (n - 1) // 2, n_switches(n // 2)
    first, last, inner = switches[:n_in], switches[n_in : n_in + n_out], switches[n_in + n_out :]
    upper, lower = _switch(builder, first, words[0 : 2 * n_in : 2], words[1 : 2 * n_in : 2])
    upper = permute(builder, upper, inner[:n_upper])
    lower = permute(builder, np.concatenate((lower, words[2 * n_in :])), inner[n_upper:])
    even, odd = _switch(builder, last, upper[:n_out], lower[:n_out])
    pairs = np.stack((even, odd), axis=1).reshape(2 * n_out, words.shape[1])
    return np.concatenate((pairs, upper[n_out:], lower[n_out:]))


def _switch(builder: Builder, switches: Wires, x: Wires, y: Wires) -> tuple[Wires, Wires]:
    """(x, y), swapped where the switch is 1."""
    difference = builder.and_(switches[:, None], builder.xor(x, y))
    return builder.xor(x, difference), builder.xor(y, difference)


def switches_for(order: Sequence[int] | Order) -> Bits:
    """The switches for which word order[j] comes out at place j.

    Every switch is set once, whatever the order is: only the sequence in which this happens depends on it.

    Args:
        order: each number 0..n-1 once.

    Returns:
        uint8, shape (n_switches(n),).

    Raises:
        MisuseError: not an order.
    """
    source = np.asarray(order, np.int64)
    if not np.array_equal(np.sort(source), np.arange(len(source))):
        raise MisuseError("not an order")
    return np.concatenate([np.zeros(0, np.uint8), *_settings(source)])


def _settings(source: Order) -> list[Bits]:
    n = len(source)
    if n < 2:
        return []
    from_below, to_below = _sides(source.tolist(), np.argsort(source).tolist())
    below = np.array(from_below, np.bool_)
    first, last = np.array(to_below[0 : n // 2 * 2 : 2], np.uint8), below[0 : (n - 1) // 2 * 2 : 2].astype(np.uint8)
    return [first, last, *_settings(source[~below] // 2), *_settings(source[below] // 2)]


def _sides(source: list[int], place: list[int]) -> tuple[list[int], list[int]]:
    """Per place whether its word comes through the lower half, per word whether it goes there.

    Two words of a switch go through different halves, as do two places; the last place is fed from below, as is the
    last word of an odd number sent there. Each of these rules leads from one word to the next until the circle closes.
    """
    n = len(source)
    from_below, to_below = [-1] * n, [-1] * n
    for start in (n - 1, *range(1, n, 2)):
        here = start
        while from_below[here] < 0:
            from_below[here] = to_below[source[here]] = 1
            other = source[here] ^ 1
            if other >= n:
                break
            to_below[other] = from_below[place[other]] = 0
            here = place[other] ^ 1
    return from_below, to_below
