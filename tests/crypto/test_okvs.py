"""The table: every key reads its value, whatever is left over when keys are taken off; and how it could ever fail."""

from __future__ import annotations

import numpy as np
import pytest

from crypto import okvs
from crypto.errors import MisuseError
from crypto.okvs import DENSE, HASH_BYTES, Keys
from tests.crypto.chance import require_binomial
from tests.crypto.seeded import Seeded


def some_keys(count: int, size: int, label: object = "keys") -> Keys:
    return okvs.read_keys(Seeded(label, count)(HASH_BYTES * count), size)


@pytest.mark.parametrize(("count", "size"), [(0, 2), (1, 2), (2, 2), (8, 8), (255, 256), (256, 256), (5000, 8192)])
def test_every_key_reads_its_value(count: int, size: int) -> None:
    keys = some_keys(count, size)
    table = okvs.build(keys, size, Seeded("table"))
    assert table.shape == (okvs.table_rows(size), 2)
    assert np.array_equal(okvs.read(table, keys, size), keys.value)


def test_keys_that_all_share_their_rows_are_told_apart_by_the_dense_rows() -> None:
    """As many as there are dense rows can hit the same three places, and a few more only by luck."""
    keys = some_keys(60, 256)
    keys.places[:] = keys.places[0]
    table = okvs.build(keys, 256, Seeded("crowded"))
    assert np.array_equal(okvs.read(table, keys, 256), keys.value)
    order, left = okvs._take_off(keys.places.tolist(), 3 * okvs.third(256))
    assert order == []
    assert len(left) == 60


def test_a_core_that_cannot_be_taken_off_is_solved() -> None:
    """Places in the first five rows of every third only: nearly all keys are left, and some rows stay free."""
    keys = some_keys(30, 256)
    keys.places[:] = keys.places % 5 + okvs.third(256) * np.arange(3)
    table = okvs.build(keys, 256, Seeded("core"))
    assert np.array_equal(okvs.read(table, keys, 256), keys.value)


def test_keys_that_cannot_be_told_apart_are_an_error() -> None:
    keys = some_keys(2, 8)
    keys.places[1], keys.dense[1] = keys.places[0], keys.dense[0]
    with pytest.raises(MisuseError):
        okvs.build(keys, 8, Seeded("same"))


def test_reading_is_linear_and_as_wide_as_the_table() -> None:
    keys, rows = some_keys(40, 256), okvs.table_rows(256)
    first, second = (np.frombuffer(Seeded(name)(128 * rows), np.uint64).reshape(rows, 16) for name in "ab")
    both = okvs.read(first, keys, 256) ^ okvs.read(second, keys, 256)
    assert np.array_equal(okvs.read(first ^ second, keys, 256), both)
    start = 3 * okvs.third(256)
    for i in range(40):
        expected = np.bitwise_xor.reduce(first[keys.places[i]], axis=0)
        for j in range(DENSE):
            if keys.dense[i, j // 8] >> j % 8 & 1:
                expected = expected ^ first[start + j]
        assert np.array_equal(okvs.read(first, keys, 256)[i], expected)


def test_places_are_one_in_each_third() -> None:
    for size in (2, 256, 10_240):
        keys, third = some_keys(500, size), okvs.third(size)
        assert all(set(keys.places[:, i] // third) == {i} for i in range(3))
        assert 3 * third + DENSE <= okvs.table_rows(size)
        assert okvs.table_rows(size) % 128 == 0


def test_a_table_of_random_values_looks_random() -> None:
    """With no keys and with as many as fit: bits are balanced, so that nothing shows how many there are."""
    for count in (0, 256):
        table = okvs.build(some_keys(count, 256), 256, Seeded("uniform", count))
        ones = int(np.unpackbits(table.view(np.uint8)).sum())
        require_binomial(ones, table.nbytes * 8, 0.5)


@pytest.mark.parametrize("size", [2, 4, 8, 256, 512, 1024, 2048, 10_240])
def test_failure_is_less_likely_than_two_to_the_minus_64(size: int) -> None:
    """Exactly: fewer than one vanishing set of keys is expected in the sparse rows; each vanishes in the dense ones
    with 2^-64 only. For 102,400 the sum is 6e-5, too long to compute here."""
    assert okvs.expected_relations(size) < 0.1


def test_the_expected_number_is_right_for_pairs() -> None:
    """Two keys vanish when they hit the same three rows: counted over many tables of few rows."""
    trials, hits = 20_000, 0
    third = okvs.third(2)
    for trial in range(0, trials, 1000):
        keys = some_keys(2000, 2, trial)
        pairs = keys.places.reshape(-1, 2, 3)
        hits += int((pairs[:, 0] == pairs[:, 1]).all(axis=1).sum())
    require_binomial(hits, trials, 1 / third**3)
    assert abs(okvs.expected_relations(2) - 1 / third**3) < 1e-9
