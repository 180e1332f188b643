"""Known answers and laws of the hashes and generators."""

from __future__ import annotations

import pickle
import random as python_random

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CheatingDetected, MisuseError
from crypto.randomness import TMMO_ROWS, Gh, H, Prg, RunningHash, Tmmo, permutation_key, require_equal

KEY = bytes(range(16))


def test_known_answer_of_the_hash() -> None:
    expected = "535343f7fb8bbfcb28f7ee529cbf1bee93e5803e20c8631c116f431c591c727b"
    assert H("kat", (b"abc", b"")).hex() == expected


def test_known_answer_of_the_generator() -> None:
    assert Prg(KEY).read(32).hex() == "c6a13b37878f5b826f4f8162a1c8d8797346139595c0b41e497bbde365f42d0a"


def test_known_answer_of_the_tweakable_hash() -> None:
    blocks = np.frombuffer(KEY, np.uint64).reshape(1, 2)
    tweaks = np.frombuffer(bytes.fromhex("05000000000000000302010000000000"), np.uint64).reshape(1, 2)
    assert Tmmo(KEY)(blocks, tweaks).tobytes().hex() == "fd617830113dad12d7599d5214a06502"


def test_known_answer_of_the_linear_hash() -> None:
    assert Gh(KEY)(bytes((7 * i + 3) % 256 for i in range(64))).hex() == "76d419955f9bec6e54455fe75885902c"


def test_where_a_part_ends_matters_and_so_do_tag_and_length() -> None:
    digests = [
        H("kat", (b"ab", b"c")),
        H("kat", (b"a", b"bc")),
        H("kat", (b"abc",)),
        H("sid", (b"abc",)),
        H("kat", (b"abc",), 16) * 2,
        H("kat", ()),
    ]
    assert len(set(digests)) == len(digests)
    assert H("kat", (np.frombuffer(b"abc", np.uint8),)) == H("kat", (b"abc",)) == H("kat", (memoryview(b"abc"),))


def test_a_tag_that_is_not_registered_is_refused() -> None:
    with pytest.raises(MisuseError):
        H("made-up", (b"",))
    with pytest.raises(MisuseError):
        RunningHash("made-up")


def test_a_running_hash_goes_on_after_its_digest() -> None:
    pieces, whole = RunningHash("th"), RunningHash("th")
    pieces.update(b"ab")
    middle = pieces.digest()
    pieces.update(np.frombuffer(b"cd", np.uint8))
    whole.update(b"abcd")
    assert pieces.digest() == whole.digest() != middle
    assert RunningHash("hs").digest() != RunningHash("th").digest()


@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=4))
def test_a_stream_read_in_pieces_is_the_same_stream(sizes: list[int]) -> None:
    expected = Prg(KEY).read(sum(sizes))
    stream, pieces = Prg(KEY), []
    for index, size in enumerate(sizes):
        out = np.empty(size, np.uint8)
        if index % 2:
            pieces.append(stream.read(size))
        else:
            stream.fill(out)
            pieces.append(out.tobytes())
    assert b"".join(pieces) == expected


def test_a_stream_cannot_be_stored() -> None:
    with pytest.raises(MisuseError):
        pickle.dumps(Prg(KEY))


def aes(blocks: bytes, key: bytes = KEY) -> bytes:
    return Cipher(algorithms.AES128(key), modes.ECB()).encryptor().update(blocks)  # noqa: S305  # single blocks


@pytest.mark.parametrize("n_rows", [0, 1, 7, TMMO_ROWS, TMMO_ROWS + 3])
def test_the_tweakable_hash_is_its_formula(n_rows: int) -> None:
    numbers = python_random.Random(n_rows)
    blocks = np.frombuffer(numbers.randbytes(16 * n_rows), np.uint64).reshape(-1, 2)
    tweaks = np.frombuffer(numbers.randbytes(16 * n_rows), np.uint64).reshape(-1, 2)
    hashed = Tmmo(KEY)(blocks, tweaks)
    once = np.frombuffer(aes(blocks.tobytes()), np.uint64).reshape(-1, 2)
    twice = np.frombuffer(aes((once ^ tweaks).tobytes()), np.uint64).reshape(-1, 2)
    assert hashed.shape == (n_rows, 2)
    assert np.array_equal(hashed, twice ^ once)


def test_the_permutation_key_depends_on_the_run() -> None:
    assert permutation_key(b"a") == H("pi", (b"a",))[:16] != permutation_key(b"b")


def ghash(hash_key: bytes, data: bytes) -> bytes:
    """GHASH of the data as associated data only, by the definition of SP 800-38D, algorithms 1 and 2."""
    key = int.from_bytes(hash_key, "big")
    state = 0
    padded = data + (8 * len(data)).to_bytes(8, "big") + bytes(8)
    for start in range(0, len(padded), 16):
        state ^= int.from_bytes(padded[start : start + 16], "big")
        product, factor = 0, key
        for bit in range(127, -1, -1):
            if state >> bit & 1:
                product ^= factor
            factor = (factor >> 1) ^ (0xE1 << 120 if factor & 1 else 0)
        state = product
    return state.to_bytes(16, "big")


def test_the_linear_hash_is_a_difference_of_ghashes() -> None:
    numbers = python_random.Random(36)
    for _ in range(50):
        chi, data = numbers.randbytes(16), numbers.randbytes(16 * numbers.randint(1, 24))
        hash_key = aes(bytes(16), chi)
        expected = bytes(a ^ b for a, b in zip(ghash(hash_key, data), ghash(hash_key, bytes(len(data))), strict=True))
        gh = Gh(chi)
        assert gh(data) == expected == gh(data)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 40), st.data())
def test_the_linear_hash_is_linear(chi: bytes, n_blocks: int, data: st.DataObject) -> None:
    size = 16 * n_blocks
    left, right = (np.frombuffer(data.draw(st.binary(min_size=size, max_size=size)), np.uint8) for _ in range(2))
    gh = Gh(chi)
    total = bytes(a ^ b for a, b in zip(gh(left), gh(right), strict=True))
    assert gh(left ^ right) == total
    assert gh(bytes(size)) == bytes(16)


@pytest.mark.parametrize("size", [1, 15, 17, 100])
def test_the_linear_hash_takes_whole_blocks_only(size: int) -> None:
    with pytest.raises(MisuseError):
        Gh(KEY)(bytes(size))


def test_digests_are_compared() -> None:
    require_equal(b"same", b"same", "never raised")
    with pytest.raises(CheatingDetected):
        require_equal(b"same", b"sane", "they differ")
