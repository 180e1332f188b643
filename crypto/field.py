"""Products in GF(2^128), many at once, in the field of GH: crypto.randomness.Gh sums multiples of its blocks in it.

A block is an element as GCM reads it: bit 7 of byte 0 is the coefficient of 1, bit 0 of byte 15 that of x^127, and
x^128 = x^7 + x^2 + x + 1. Adding is XOR.

Source: McGrew and Viega 2004 for the field; Pornin, BearSSL, "Constant-time multiplication without carries", for
products of integers whose digits have room for the carries, and of reversed integers for the upper halves.
Differs from the source: arrays instead of numbers; all six half products of a batch are one operation.

Leaves to others: what is multiplied (crypto.claim_proofs).
"""

from __future__ import annotations

import numpy as np

from crypto.bits import Words

ROWS = 2_048
"""Products at a time, so that they stay in the processor's cache."""

_DIGITS = tuple(np.uint64(0x1111111111111111 << place) for place in range(4))
_SWAPS = tuple(
    (np.uint64(shift), np.uint64(mask))
    for shift, mask in ((1, 0x5555555555555555), (2, 0x3333333333333333), (4, 0x0F0F0F0F0F0F0F0F))
)
_FOLDS = tuple((np.uint64(shift), np.uint64(64 - shift)) for shift in (1, 2, 7))
_ONE, _TOP = np.uint64(1), np.uint64(63)


def multiply(x: Words, y: Words) -> Words:
    """x * y, row by row, in time that does not depend on the values.

    Args:
        x: uint64, shape (m, 2).
        y: uint64, shape (m, 2), or (1, 2) for the same factor in every row.

    Returns:
        uint64, shape (m, 2).
    """
    y = np.broadcast_to(y, x.shape)
    out = np.empty(x.shape, np.uint64)
    for start in range(0, len(x), ROWS):
        rows = slice(start, start + ROWS)
        low, high = _reduced(_low_products(_halves(x[rows]), _halves(y[rows])))
        out[rows, 0], out[rows, 1] = high.byteswap(), low.byteswap()
    return out


def _reversed_in_bytes(words: Words) -> Words:
    for shift, mask in _SWAPS:
        words = ((words >> shift) & mask) | ((words & mask) << shift)
    return words


def _halves(blocks: Words) -> Words:
    """The halves of elements as integers, their sum, and all three with their bits reversed: shape (6, m)."""
    out = np.empty((6, len(blocks)), np.uint64)
    out[0], out[1] = blocks[:, 1].byteswap(), blocks[:, 0].byteswap()
    out[3], out[4] = _reversed_in_bytes(blocks[:, 1]), _reversed_in_bytes(blocks[:, 0])
    np.bitwise_xor(out[0::3], out[1::3], out=out[2::3])
    return out


def _low_products(x: Words, y: Words) -> Words:
    """The low 64 bits of carry-less products.

    Every fourth bit is kept for a digit: at most 15 ones are added before the last digit, whose carry falls off.
    """
    x_digits, y_digits = [x & digit for digit in _DIGITS], [y & digit for digit in _DIGITS]
    out, spare = np.zeros_like(x), np.empty_like(x)
    for place, digit in enumerate(_DIGITS):
        total = x_digits[0] * y_digits[place]
        for i in (1, 2, 3):
            total ^= np.multiply(x_digits[i], y_digits[place - i], out=spare)
        total &= digit
        out |= total
    return out


def _reduced(products: Words) -> tuple[Words, Words]:
    """The low and the high half of the product, from the products of the halves and of the reversed halves."""
    upper = _reversed_in_bytes(products[3:].byteswap())
    upper >>= _ONE
    low, high, middle = products[:3]
    low_top, high_top, middle_top = upper
    v0, v1 = low, low_top ^ middle ^ low ^ high
    v2, v3 = high ^ middle_top ^ low_top ^ high_top, high_top
    v3 = (v3 << _ONE) | (v2 >> _TOP)
    v2 = (v2 << _ONE) | (v1 >> _TOP)
    v1 = (v1 << _ONE) | (v0 >> _TOP)
    v0 = v0 << _ONE
    v2, v1 = _fold(v0, v2, v1)
    v3, v2 = _fold(v1, v3, v2)
    return v2, v3


def _fold(word: Words, above: Words, beside: Words) -> tuple[Words, Words]:
    """Replace a word by its remainder, two words further and one word further."""
    above = above ^ word
    for right, left in _FOLDS:
        above ^= word >> right
        beside = beside ^ (word << left)
    return above, beside
