"""A linear code of 128 bits in 256, any two words of which differ in at least 37 places.

Source: Bose and Ray-Chaudhuri 1960, Hocquenghem 1959: the narrow-sense binary BCH code of length 255 whose generator
polynomial vanishes at the first 36 powers of a primitive element of GF(256); it has dimension 131 and distance 37.
Differs from the source: 128 of the 131 dimensions are used, in systematic form, and one place for the parity and
repetitions of three places fill it up to 256. Adding places never takes words closer together.

Columns of a word: 0..127 the message, 128..251 the remainder, 252 the sum of all before, 253..255 repeat 0..2.
Leaves to others: what words are used for (crypto.coded_ot).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint8]
Bytes8 = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

MESSAGE_BITS = 128
CODE_BITS = 256
DISTANCE = 37
_LENGTH = 255
_FIELD = 0b100011101  # x^8 + x^4 + x^3 + x^2 + 1, primitive
_PART = 4096
"""Messages encoded at a time."""


def _powers() -> tuple[int, ...]:
    """The powers of the primitive element x of GF(256), from x^0 to x^254."""
    powers = [1]
    while len(powers) < _LENGTH:
        value = powers[-1] << 1
        powers.append(value ^ _FIELD if value >> 8 else value)
    return tuple(powers)


def _minimal_polynomial(exponent: int, powers: tuple[int, ...], logs: dict[int, int]) -> int:
    """The polynomial over GF(2) of least degree that vanishes at x^exponent; bit i is the coefficient of degree i."""
    conjugates, current = [], exponent
    while current not in conjugates:
        conjugates.append(current)
        current = 2 * current % _LENGTH
    product = [1]  # coefficients in GF(256), lowest degree first
    for root in conjugates:
        shifted = [0, *product]
        for degree, coefficient in enumerate(product):
            if coefficient:
                shifted[degree] ^= powers[(logs[coefficient] + root) % _LENGTH]
        product = shifted
    return sum(coefficient << degree for degree, coefficient in enumerate(product))


def _times(left: int, right: int) -> int:
    """Product of two polynomials over GF(2)."""
    product = 0
    while right:
        product ^= left * (right & 1)
        left, right = left << 1, right >> 1
    return product


@lru_cache(maxsize=1)
def generator() -> int:
    """The generator polynomial, of degree 124; bit i is the coefficient of degree i."""
    powers = _powers()
    logs = {value: exponent for exponent, value in enumerate(powers)}
    factors = {_minimal_polynomial(exponent, powers, logs) for exponent in range(1, DISTANCE)}
    product = 1
    for factor in sorted(factors):
        product = _times(product, factor)
    return product


@lru_cache(maxsize=1)
def parity() -> Bits:
    """uint8, shape (128, 128): row i holds columns 128..255 of the word of the i-th unit message."""
    divisor = generator()
    degree = divisor.bit_length() - 1
    rows = np.zeros((MESSAGE_BITS, CODE_BITS - MESSAGE_BITS), np.uint8)
    for i in range(MESSAGE_BITS):
        remainder = 1 << degree + i
        while remainder.bit_length() > degree:
            remainder ^= divisor << remainder.bit_length() - 1 - degree
        rows[i, :degree] = [remainder >> place & 1 for place in range(degree)]
        rows[i, degree] = (1 + remainder.bit_count()) & 1
    rows[:3, -3:] = np.eye(3, dtype=np.uint8)
    rows.flags.writeable = False
    return rows


def encode_columns(messages: Bytes8) -> Bytes8:
    """Encode many messages at once that are given column by column, as bits or as anything else that adds by XOR.

    Args:
        messages: uint8, shape (128, width); column i of the messages in row i.

    Returns:
        uint8, shape (256, width).
    """
    out = np.empty((CODE_BITS, messages.shape[1]), np.uint8)
    out[:MESSAGE_BITS] = messages
    for place, support in enumerate(parity().T.astype(np.bool_)):
        np.bitwise_xor.reduce(messages[support], axis=0, out=out[MESSAGE_BITS + place])
    return out


def encode_rows(messages: Words, repeat: int) -> Words:
    """Encode messages given one by one, with every place of the words repeated.

    Args:
        messages: uint64, shape (n, 2).
        repeat: how often; a multiple of 64 bits must come out.

    Returns:
        uint64, shape (n, 4 * repeat): bit repeat * c + m is column c of the word, for every m.
    """
    out = np.empty((len(messages), CODE_BITS * repeat // 64), np.uint64)
    matrix = parity().astype(np.float32)
    for start in range(0, len(messages), _PART):
        part = np.ascontiguousarray(messages[start : start + _PART])
        bits = np.unpackbits(part.view(np.uint8), axis=1, bitorder="little")
        # Sums of at most 128 ones are exact in single precision.
        rest = (bits.astype(np.float32) @ matrix).astype(np.uint8) & np.uint8(1)
        word = np.repeat(np.concatenate((bits, rest), axis=1), repeat, axis=1)
        out[start : start + _PART] = np.packbits(word, axis=1, bitorder="little").view(np.uint64)
    return out
