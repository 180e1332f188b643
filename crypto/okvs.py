"""A table from which every key reads its value as a sum of a few rows, and which tells nothing of the keys.

Every key hashes to three rows, one in each third of the table, and to a subset of DENSE further rows; its value is the
sum of them all. To build the table, keys are taken off one after the other that are alone on a row; what is left, most
often nothing, is solved by elimination with the dense rows; whatever stays free is random.

Source: Garimella, Pinkas, Rosulek, Trieu, Yanai 2021 (eprint 2021/883), section 4, "3-hash garbled cuckoo table", after
PaXoS (Pinkas, Rosulek, Trieu, Yanai 2020, eprint 2020/193).
Differs from the papers: what can go wrong is bounded without heuristics. Building fails only if the sum over some set
of keys vanishes, in the sparse rows and in the dense ones. The dense bits vanish with 2^-DENSE for each set, whatever
the sparse ones do; so failure has at most the expected number of sets that vanish in the sparse rows, times 2^-DENSE.
That number is below 1 for every size in use (`expected_relations`, computed in the tests). A random value at every
free place makes the table uniform when the values are.

Which rows are read depends on keys; hashes of secret strings under a fresh session id are all that a cache could show.
Leaves to others: hashing, what the values are (crypto.psi).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto import params
from crypto.errors import MisuseError
from crypto.rounds import Random

Words = npt.NDArray[np.uint64]
Indices = npt.NDArray[np.int64]

DENSE = 64
"""Dense rows, and bits of the bound on failure."""
LOAD = 1.27
"""Sparse rows per key; from 1.23 on nearly all keys can be taken off one by one."""
GRAIN = 128
_VALUE_BITS = 128
HASH_BYTES = 64
"""What a key is given as: value (16), dense subset (8), three places (8 each), 16 not used."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Keys:
    """Hashed keys of one table. Secret.

    Attributes:
        value: uint64, shape (n, 2).
        places: int64, shape (n, 3): sparse rows.
        dense: uint8, shape (n, DENSE / 8): packed subset of the dense rows.
    """

    value: Words
    places: Indices
    dense: npt.NDArray[np.uint8]


def table_rows(size: int) -> int:
    """Rows of a table for so many keys: sparse ones, dense ones, some that no key reads; a multiple of 128."""
    return -(-used_rows(size) // GRAIN) * GRAIN


def used_rows(size: int) -> int:
    """Rows that keys can read: a table satisfies about as many strings as there are such rows, whoever makes it."""
    return 3 * third(size) + DENSE


def third(size: int) -> int:
    """Sparse rows in each third of the table; not more than needed, for every row is room for another string."""
    return max((GRAIN - DENSE) // 3, math.ceil(LOAD * size / 3))


def most_strings(size: int, log_evaluations: int) -> int:
    """How many strings some table satisfies at most, whatever a cheater does, but for 2^-40.

    A table is 128 bits for each used row. Of q hashes the expected number of sets of n strings that some table
    satisfies is at most q^n 2^(-128 (n - rows)); where that is below 2^-40 there is none.

    Args:
        size: what the table is for.
        log_evaluations: base-2 logarithm of q, the evaluations of the hash within the time of a run; below 128.
    """
    return (_VALUE_BITS * used_rows(size) + params.RHO) // (_VALUE_BITS - log_evaluations)


def expected_relations(size: int) -> float:
    """How many sets of keys are expected to vanish in the sparse rows of a table for `size` keys (bounded above).

    Args:
        size: number of keys.
    """
    rows = third(size)
    log_terms = [math.lgamma(rows + 1) - math.lgamma(j + 1) - math.lgamma(rows - j + 1) for j in range(rows + 1)]
    logs = np.array(log_terms) - rows * math.log(2)
    signs = np.abs(1 - 2 * np.arange(rows + 1) / rows)
    with np.errstate(divide="ignore"):
        bases = np.log(signs)
    total = 0.0
    for count in range(2, size + 1, 2):  # an odd number of keys leaves a row in every third
        even = np.logaddexp.reduce(logs + count * bases)
        choose = math.lgamma(size + 1) - math.lgamma(count + 1) - math.lgamma(size - count + 1)
        total += math.exp(min(700.0, choose + 3 * even))
    return total


def read_keys(hashes: bytes, size: int) -> Keys:
    """Keys from their hashes.

    Args:
        hashes: HASH_BYTES for each key.
        size: the number of keys that the table is for.
    """
    words = np.frombuffer(hashes, np.uint64).reshape(-1, HASH_BYTES // 8)
    rows = third(size)
    places = (words[:, 3:6] % np.uint64(rows)).astype(np.int64) + rows * np.arange(3)
    return Keys(words[:, :2].copy(), places, np.ascontiguousarray(words[:, 2:3]).view(np.uint8))


def build(keys: Keys, size: int, random: Random) -> Words:
    """A table in which every key reads its value.

    Args:
        keys: at most `size` different ones.
        size: what the table is for.
        random: source of fresh random bytes.

    Returns:
        uint64, shape (table_rows(size), 2).

    Raises:
        MisuseError: the keys cannot be told apart, which has a probability below 2^-64.
    """
    n_rows, start = table_rows(size), 3 * third(size)
    triples: list[list[int]] = keys.places.tolist()
    order, left = _take_off(triples, start)
    table = _integers(np.frombuffer(random(16 * n_rows), np.uint64).reshape(-1, 2))
    values = _integers(keys.value)
    _solve(table, [(triples[i], int.from_bytes(keys.dense[i].tobytes(), "little"), values[i]) for i in left], start)
    dense = _words(table[start : start + DENSE])
    sums = _integers(keys.value ^ _dense_sums(dense, keys.dense))
    for key, row in reversed(order):
        first, second, third_ = triples[key]
        table[row] ^= table[first] ^ table[second] ^ table[third_] ^ sums[key]
    return _words(table)


def read(rows: Words, keys: Keys, size: int) -> Words:
    """What every key reads.

    Args:
        rows: uint64, shape (table_rows(size), w): the table, or anything linear in it.
        keys: n of them.
        size: what the table is for.

    Returns:
        uint64, shape (n, w).
    """
    start = 3 * third(size)
    out = _dense_sums(rows[start : start + DENSE], keys.dense)
    for column in keys.places.T:
        out ^= np.take(rows, column, axis=0)
    return out


def _take_off(triples: Sequence[Sequence[int]], n_rows: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Take keys off that are alone on a row: in this order, with that row; and the keys that are left."""
    count, who = [0] * n_rows, [0] * n_rows
    for key, rows in enumerate(triples):
        for row in rows:
            count[row] += 1
            who[row] ^= key
    alone = [row for row in range(n_rows) if count[row] == 1]
    order = []
    while alone:
        row = alone.pop()
        if count[row] != 1:
            continue
        key = who[row]
        order.append((key, row))
        for other in triples[key]:
            count[other] -= 1
            who[other] ^= key
            if count[other] == 1:
                alone.append(other)
    taken = {key for key, _ in order}
    return order, [key for key in range(len(triples)) if key not in taken]


def _solve(table: list[int], left: Sequence[tuple[list[int], int, int]], dense_start: int) -> None:
    """Change the table so that the keys that are left read their values, by Gauss-Jordan elimination."""
    columns = sorted({row for rows, _, _ in left for row in rows})
    number = {row: i for i, row in enumerate(columns)}
    columns.extend(range(dense_start, dense_start + DENSE))
    solved: dict[int, tuple[int, int]] = {}
    for rows, dense, value in left:
        equation = sum(1 << number[row] for row in rows) | dense << len(number)
        for column, (other, known) in solved.items():
            if equation >> column & 1:
                equation ^= other
                value ^= known
        if not equation:
            raise MisuseError("two sets of entries could not be told apart")
        pivot = (equation & -equation).bit_length() - 1
        for column, (other, known) in solved.items():
            if other >> pivot & 1:
                solved[column] = other ^ equation, known ^ value
        solved[pivot] = equation, value
    for pivot, (equation, value) in solved.items():
        for column, row in enumerate(columns):
            if equation >> column & 1 and column != pivot:
                value ^= table[row]
        table[columns[pivot]] = value


def _dense_sums(dense: Words, subsets: npt.NDArray[np.uint8]) -> Words:
    """Per key the sum of its dense rows, by tables of 256 sums."""
    out = np.zeros((len(subsets), dense.shape[1]), np.uint64)
    for i in range(DENSE // 8):
        sums = np.zeros((1, dense.shape[1]), np.uint64)
        for row in dense[8 * i : 8 * i + 8]:
            sums = np.concatenate((sums, sums ^ row))
        out ^= np.take(sums, subsets[:, i], axis=0)
    return out


def _integers(words: Words) -> list[int]:
    data = words.tobytes()
    return [int.from_bytes(data[start : start + 16], "little") for start in range(0, len(data), 16)]


def _words(integers: Sequence[int]) -> Words:
    data = b"".join(value.to_bytes(16, "little") for value in integers)
    return np.frombuffer(data, np.uint64).reshape(-1, 2).copy()
