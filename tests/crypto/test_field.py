"""Products in GF(2^128) against the definition, and in the field in which GH sums."""

from __future__ import annotations

from random import Random as Pseudo

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from crypto import field
from crypto.bits import Words, blocks
from crypto.field import multiply
from crypto.randomness import Gh

ONE = blocks(bytes([0x80]) + bytes(15))


def product(x: bytes, y: bytes) -> bytes:
    """By the definition of GCM: shift and add."""
    total, shifted = 0, int.from_bytes(x, "big")
    for bit in f"{int.from_bytes(y, 'big'):0128b}":
        total ^= shifted if bit == "1" else 0
        shifted = (shifted >> 1) ^ (0xE1 << 120 if shifted & 1 else 0)
    return total.to_bytes(16, "big")


def random_blocks(m: int, seed: int) -> Words:
    return blocks(Pseudo(seed).randbytes(16 * m))


def test_products_are_those_of_the_definition() -> None:
    x, y = random_blocks(200, 1), random_blocks(200, 2)
    found = multiply(x, y)
    assert [row.tobytes() for row in found] == [product(a.tobytes(), b.tobytes()) for a, b in zip(x, y, strict=True)]


def test_sparse_and_full_elements() -> None:
    """Single bits meet every digit and every place of the reduction; all ones the largest sums of digits."""
    single = [(1 << place).to_bytes(16, "little") for place in range(128)]
    special = [bytes(16), bytes([255]) * 16, bytes([0x11]) * 16, bytes([0x88]) * 16, *single[::7]]
    x = blocks(b"".join(a for a in special for _ in special))
    y = blocks(b"".join(special) * len(special))
    assert multiply(x, y).tobytes() == b"".join(product(a, b) for a in special for b in special)


def test_laws() -> None:
    x, y, z = (random_blocks(field.ROWS + 3, seed) for seed in (3, 4, 5))  # more than one part
    assert np.array_equal(multiply(x, y), multiply(y, x))
    assert np.array_equal(multiply(x, y ^ z), multiply(x, y) ^ multiply(x, z))
    assert np.array_equal(multiply(multiply(x, y), z), multiply(x, multiply(y, z)))
    assert np.array_equal(multiply(x, ONE), x)
    assert multiply(x[:0], y[:0]).shape == (0, 2)


def test_gh_sums_multiples_of_powers_of_its_key() -> None:
    """GH(a_1 .. a_m) = sum of a_l H^(m - l + 2), H = AES(0)."""
    chi = bytes(range(16))
    key = Cipher(algorithms.AES128(chi), modes.ECB()).encryptor().update(bytes(16))  # noqa: S305
    power = multiply(blocks(key), blocks(key))
    data, total = random_blocks(9, 6), np.zeros((1, 2), np.uint64)
    for row in data[::-1]:
        total ^= multiply(row[None], power)
        power = multiply(power, blocks(key))
    assert Gh(chi)(data) == total.tobytes()
