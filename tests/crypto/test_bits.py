"""Laws of packing and transposition."""

from __future__ import annotations

import hashlib
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import bits
from crypto.errors import MalformedMessage, MisuseError
from tests.crypto.seeded import Seeded


def random_rows(width: int) -> bits.Bytes8:
    return np.frombuffer(Seeded("rows", width)(128 * width), np.uint8).reshape(128, width)


def test_known_answer_of_the_transposition() -> None:
    rows = [hashlib.blake2b(row.to_bytes(8, "little"), digest_size=16).digest() for row in range(128)]
    out = bits.transpose(np.frombuffer(b"".join(rows), np.uint8).reshape(128, 16))
    assert hashlib.blake2b(out.tobytes(), digest_size=16).hexdigest() == "46bf659f51b0b77e5c48ae9b072f13d7"


SIZES = [64, 128, 192, 256, 320, 512, 640, 1024, 1088, 2048, 4096, 8192, 8256, 16320, 16384, 16448, 20032, 32768]


@pytest.mark.parametrize("n_columns", [*SIZES, 32832, 49280])
def test_the_transposition_is_the_one_by_unpacking(n_columns: int) -> None:
    rows = random_rows(n_columns // 8)
    before = rows.copy()
    matrix = np.unpackbits(rows, axis=1, bitorder="little")
    expected = np.packbits(matrix.T, axis=1, bitorder="little")
    out = bits.transpose(rows)
    assert out.shape == (n_columns, 2)
    assert np.array_equal(out.view(np.uint8), expected)
    assert np.array_equal(rows, before)


def test_the_transposition_takes_a_part_of_wider_rows() -> None:
    wide = random_rows(80)
    assert np.array_equal(bits.transpose(wide[:, :64]), bits.transpose(wide[:, :64].copy()))


@pytest.mark.parametrize("shape", [(127, 16), (128, 1), (128, 15)])
def test_the_transposition_refuses_other_shapes(shape: tuple[int, int]) -> None:
    with pytest.raises(MisuseError):
        bits.transpose(np.zeros(shape, np.uint8))


@given(st.lists(st.integers(0, 1), max_size=300))
def test_unpacking_undoes_packing(values: list[int]) -> None:
    array = np.array(values, np.uint8)
    packed = bits.pack(array)
    assert len(packed) == bits.packed_length(len(values))
    out = bits.unpack(packed, len(values))
    assert np.array_equal(out, array)
    assert out.dtype == np.uint8
    assert out.flags.writeable


def test_packing_is_least_significant_first() -> None:
    assert bits.pack(np.array([1, 0, 0, 0, 0, 0, 0, 0, 0, 1], np.uint8)) == b"\x01\x02"


@given(st.binary(max_size=40), st.integers(0, 330))
def test_any_bytes_unpack_to_bits_or_are_malformed(data: bytes, n_bits: int) -> None:
    try:
        out = bits.unpack(data, n_bits)
    except MalformedMessage:
        padding_is_zero = len(data) == bits.packed_length(n_bits) and int.from_bytes(data, "little") < 1 << n_bits
        assert not padding_is_zero
    else:
        assert bits.pack(out) == data


@pytest.mark.parametrize("bit", [3, 4, 5, 6, 7])
def test_a_padding_bit_that_is_set_is_malformed(bit: int) -> None:
    with pytest.raises(MalformedMessage):
        bits.unpack(bytes([1 << bit]), 3)


@given(st.binary(max_size=80))
def test_any_bytes_are_blocks_or_malformed(data: bytes) -> None:
    try:
        out = bits.blocks(data)
    except MalformedMessage:
        assert len(data) % 16
    else:
        assert out.tobytes() == data
        assert out.flags.writeable


def test_masks_and_selection() -> None:
    chosen = np.array([0, 1, 1, 0], np.uint8)
    block = np.array([5, 1 << 63], np.uint64)
    assert bits.masks(chosen).tolist() == [0, 2**64 - 1, 2**64 - 1, 0]
    assert bits.select(chosen, block).tolist() == [[0, 0], [5, 1 << 63], [5, 1 << 63], [0, 0]]
    each = np.arange(8, dtype=np.uint64).reshape(4, 2)
    assert bits.select(chosen, each).tolist() == [[0, 0], [2, 3], [4, 5], [0, 0]]


def test_exclusive_or_of_bytes() -> None:
    assert bits.xor_bytes(b"\x0f\xf0", b"\xff\x01") == b"\xf0\xf1"
    with pytest.raises(MisuseError):
        bits.xor_bytes(b"a", b"ab")


def test_a_big_endian_processor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bits.require_little_endian()
    monkeypatch.setattr(sys, "byteorder", "big")
    with pytest.raises(MisuseError):
        bits.require_little_endian()
