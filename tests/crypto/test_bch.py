"""The code: its distance by the bound on BCH codes, checked root by root, and encoding in both orders."""

from __future__ import annotations

import secrets

import numpy as np

from crypto import bch
from crypto.bits import Words
from tests.crypto.seeded import Seeded


def some_messages(count: int) -> Words:
    return np.frombuffer(Seeded("messages", count)(16 * count), np.uint64).reshape(-1, 2)


def bits_of(words: Words) -> np.ndarray:
    return np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=1, bitorder="little")


def times(left: int, right: int) -> int:
    """Product in GF(256)."""
    product = 0
    for place in range(8):
        if right >> place & 1:
            product ^= left << place
    for place in range(14, 7, -1):
        if product >> place & 1:
            product ^= 0b100011101 << place - 8
    return product


def test_every_word_vanishes_at_36_powers_in_a_row() -> None:
    """The bound of Bose, Ray-Chaudhuri and Hocquenghem: then no word but zero has fewer than 37 ones."""
    words = np.concatenate((np.eye(128, dtype=np.uint8), bch.parity()), axis=1)
    assert bch.generator().bit_length() - 1 == 124
    powers = [1]
    while times(powers[-1], 2) != 1:
        powers.append(times(powers[-1], 2))
    assert len(powers) == 255  # so the element is primitive
    for word in words:
        # Coefficients by degree: the remainder has the low degrees, the message the high ones.
        degrees = [*np.flatnonzero(word[128:252]), *(124 + np.flatnonzero(word[:128]))]
        for root in range(1, bch.DISTANCE):
            value = 0
            for degree in degrees:
                value ^= powers[int(degree) * root % 255]
            assert value == 0


def test_words_of_few_and_of_random_messages_have_many_ones() -> None:
    words = np.concatenate((np.eye(128, dtype=np.uint8), bch.parity()), axis=1)
    assert words.sum(axis=1).min() >= bch.DISTANCE
    for i in range(128):
        if i < 127:
            assert (words[i] ^ words[i + 1 :]).sum(axis=1).min() >= bch.DISTANCE
    random = bits_of(bch.encode_rows(some_messages(20_000), 1))
    assert random.sum(axis=1).min() >= bch.DISTANCE


def test_encoding_by_rows_and_by_columns_is_the_same_and_linear() -> None:
    messages = some_messages(5000)  # in more than one part
    by_rows = bits_of(bch.encode_rows(messages, 1))
    columns = np.packbits(np.ascontiguousarray(bits_of(messages).T), axis=1, bitorder="little")
    by_columns = np.unpackbits(bch.encode_columns(columns), axis=1, bitorder="little").T
    assert np.array_equal(by_rows, by_columns)
    assert np.array_equal(by_rows[:, :128], bits_of(messages))
    total = np.bitwise_xor.reduce(messages, axis=0)[None]
    assert np.array_equal(bits_of(bch.encode_rows(total, 1))[0], np.bitwise_xor.reduce(by_rows, axis=0))


def test_places_are_repeated_one_by_one() -> None:
    messages = np.frombuffer(secrets.token_bytes(16 * 3), np.uint64).reshape(-1, 2)
    once, four = (bits_of(bch.encode_rows(messages, repeat)) for repeat in (1, 4))
    assert np.array_equal(np.repeat(once, 4, axis=1), four)
    assert bch.encode_rows(messages, 4).shape == (3, 16)
