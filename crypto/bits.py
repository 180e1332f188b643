"""Packed bits and 16-byte blocks as numpy arrays: packing, masks, the 128 x N bit transposition.

A block is a row of two uint64; bit c of a block is bit c mod 8 of byte c div 8, least significant first.

Source: Warren, Hacker's Delight, section 7-3, for the transposition by masked swaps.
Differs from the source: the swaps run over whole rows, so that every step is one array operation.

Leaves to others: what the bits mean.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt

from crypto.errors import MalformedMessage, MisuseError

Bits = npt.NDArray[np.uint8]
Bytes8 = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Block = npt.NDArray[np.uint64]

TRANSPOSE_COLUMNS = 16_384
"""Columns transposed at a time, so that they stay in the processor's cache."""


def require_little_endian() -> None:
    """Refuse to run where the words of a block are not little-endian; called when this module is imported.

    Raises:
        MisuseError: this processor is not supported.
    """
    if sys.byteorder != "little":
        raise MisuseError("blocks are little-endian words: this processor is not supported")


require_little_endian()


def packed_length(n_bits: int) -> int:
    """Bytes that n_bits packed bits take."""
    return (n_bits + 7) // 8


def pack(bits: Bits) -> bytes:
    """Pack bits, least significant first; padding bits are zero.

    Args:
        bits: uint8, shape (n,), values 0 or 1.
    """
    return np.packbits(bits, bitorder="little").tobytes()


def unpack(untrusted_data: bytes | memoryview, n_bits: int) -> Bits:
    """The inverse of pack, for bytes from a peer.

    Args:
        untrusted_data: exactly packed_length(n_bits) bytes.
        n_bits: number of bits expected.

    Returns:
        uint8, shape (n_bits,), writable, values 0 or 1.

    Raises:
        MalformedMessage: wrong length, or a padding bit is set.
    """
    if len(untrusted_data) != packed_length(n_bits):
        raise MalformedMessage("packed bits of the wrong length")
    bits = np.unpackbits(np.frombuffer(untrusted_data, np.uint8), bitorder="little")
    if bits[n_bits:].any():
        raise MalformedMessage("padding bits must be zero")
    return bits[:n_bits]


def blocks(data: bytes | memoryview) -> Words:
    """Bytes as blocks, copied, so that the result is writable and does not alias a network buffer.

    Args:
        data: a multiple of 16 bytes.

    Returns:
        uint64, shape (len(data) / 16, 2).

    Raises:
        MalformedMessage: not whole blocks.
    """
    if len(data) % 16:
        raise MalformedMessage("not whole blocks")
    return np.frombuffer(data, np.uint64).reshape(-1, 2).copy()


def masks(bits: Bits) -> Words:
    """All ones where the bit is one, zero where it is zero, without branching on it.

    Args:
        bits: uint8, any shape, values 0 or 1.

    Returns:
        uint64, the same shape.
    """
    return np.negative(bits.astype(np.uint64))


def select(bits: Bits, block: Words) -> Words:
    """bit * block for every bit.

    Args:
        bits: uint8, shape (m,), values 0 or 1.
        block: uint64, shape (2,) for all or (m, 2).

    Returns:
        uint64, shape (m, 2).
    """
    mask, out = masks(bits), np.empty((len(bits), 2), np.uint64)
    for word in (0, 1):  # so that the inner loop runs over all rows and not over two words
        np.bitwise_and(mask, block[..., word], out=out[:, word])
    return out


def xor_bytes(left: bytes, right: bytes) -> bytes:
    """Byte-wise XOR of two strings of equal length."""
    if len(left) != len(right):
        raise MisuseError("XOR of different lengths")
    return (int.from_bytes(left, "little") ^ int.from_bytes(right, "little")).to_bytes(len(left), "little")


def transpose(rows: Bytes8) -> Words:
    """Turn 128 packed columns of a bit matrix into one block per row.

    Args:
        rows: uint8, shape (128, n / 8), n a multiple of 64; bit i of packed row r is entry (r, i). Not changed.

    Returns:
        uint64, shape (n, 2): bit r of block i is entry (r, i).
    """
    n_columns = 8 * rows.shape[1]
    if rows.shape[0] != 128 or n_columns % 64:
        raise MisuseError("the transposition takes 128 rows of whole words")
    out = np.empty((n_columns, 2), np.uint64)
    step = TRANSPOSE_COLUMNS // 8
    for start in range(0, rows.shape[1], step):
        part = rows[:, start : start + step].copy().view(np.uint64)
        _transpose_words(part, out[8 * start : 8 * (start + part.shape[1] * 8)])
    return out


_SWAPS = tuple(
    (np.uint64(shift), np.uint64(mask))
    for shift, mask in (
        (32, 0x00000000FFFFFFFF),
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    )
)


def _transpose_words(part: Words, out: Words) -> None:
    """Transpose every 64 x 64 bit square of part (128, w) in place, then write the blocks to out (64 w, 2)."""
    width = part.shape[1]
    spare = np.empty(part.size // 2, np.uint64)
    for shift, mask in _SWAPS:
        pairs = part.reshape(-1, 2, int(shift), width)
        low, high = pairs[:, 0], pairs[:, 1]
        swap = spare.reshape(low.shape)
        np.right_shift(low, shift, out=swap)
        swap ^= high
        swap &= mask
        high ^= swap
        np.left_shift(swap, shift, out=swap)
        low ^= swap
    out.reshape(width, 64, 2)[...] = part.reshape(2, 64, width).transpose(2, 1, 0)
