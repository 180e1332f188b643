"""AES-128 and SHA-256 as circuits: known answers of their standards, every S-box input, costs."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from crypto.aes import aes128, sub_bytes
from crypto.builder import Builder
from crypto.errors import MisuseError
from crypto.sha256 import sha256, sha256_compress
from tests.crypto.words import compile_function, cost, run


def bits_of(*rows: bytes) -> np.ndarray:
    """One row of bits for each byte string."""
    return np.stack([np.unpackbits(np.frombuffer(row, np.uint8), bitorder="little") for row in rows])


def bytes_of(bits: np.ndarray) -> list[bytes]:
    return [np.packbits(row, bitorder="little").tobytes() for row in bits.reshape(len(bits), -1)]


def inverse(x: int) -> int:
    """x**254 in the field of AES."""
    result, power = 1, x
    for bit in range(8):
        if 254 >> bit & 1:
            result = times(result, power)
        power = times(power, power)
    return result


def times(x: int, y: int) -> int:
    product = 0
    for bit in range(8):
        product ^= (y >> bit & 1) * x << bit
    for bit in reversed(range(8, 16)):
        product ^= (product >> bit & 1) * 0x11B << bit - 8
    return product


def s_box(x: int) -> int:
    """FIPS 197 section 5.1.1."""
    y = inverse(x)
    rotated = [(y << k | y >> 8 - k) & 0xFF for k in range(5)]
    return rotated[0] ^ rotated[1] ^ rotated[2] ^ rotated[3] ^ rotated[4] ^ 0x63


def test_s_box_of_every_byte() -> None:
    out = run(sub_bytes, bits_of(*(bytes([x]) for x in range(256))))
    assert bytes_of(out) == [bytes([s_box(x)]) for x in range(256)]
    assert cost(sub_bytes, (8,)) == (34, 4)


def test_aes_of_fips_197() -> None:
    key = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
    plain = bytes.fromhex("00112233445566778899aabbccddeeff")
    assert bytes_of(run(aes128, bits_of(key), bits_of(plain)))[0].hex() == "69c4e0d86a7b0430d8cdb78070b4c55a"


def test_aes_against_a_library() -> None:
    source = np.random.default_rng(1)
    keys, blocks = source.bytes(16 * 20), source.bytes(3 * 16 * 20)
    key_rows = [keys[16 * i :][:16] for i in range(20)]
    block_rows = [blocks[48 * i :][:48] for i in range(20)]
    out = run(aes128, bits_of(*key_rows), bits_of(*block_rows).reshape(20, 3, 128))
    expected = [
        Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(block)  # noqa: S305
        for key, block in zip(key_rows, block_rows, strict=True)
    ]
    assert bytes_of(out) == expected


def test_cost_of_aes() -> None:
    assert cost(aes128, (128,), (128,)) == (6800, 40)
    assert cost(aes128, (128,), (3, 128)) == (1360 + 3 * 5440, 40)
    circuit, _ = compile_function(aes128, (128,), (128,))
    assert circuit.n_xors < 30_000
    assert circuit.n_slots < 1_100


def test_aes_has_one_size() -> None:
    builder = Builder(1)
    with pytest.raises(MisuseError, match="128 bits"):
        aes128(builder, builder.input(0, 256), builder.input(0, 128))
    with pytest.raises(MisuseError, match="128 bits"):
        aes128(builder, builder.input(0, 128), builder.input(0, 120))


@pytest.mark.parametrize("length", [0, 3, 55, 56])
def test_sha256_of_messages(length: int) -> None:
    rows = [bytes(length), bytes(range(length)), b"abc" * length]
    rows = [row[:length] for row in rows]
    assert bytes_of(run(sha256, bits_of(*rows))) == [hashlib.sha256(row).digest() for row in rows]


def test_cost_of_sha256() -> None:
    assert cost(sha256_compress, (8, 32), (512,)) == (57_505, 525)


def test_sha256_sizes() -> None:
    builder = Builder(1)
    with pytest.raises(MisuseError, match="whole bytes"):
        sha256(builder, builder.input(0, 7))
    with pytest.raises(MisuseError, match="512 bits"):
        sha256_compress(builder, builder.input(0, 256).reshape(8, 32), builder.input(0, 511))
