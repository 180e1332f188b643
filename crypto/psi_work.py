"""The point arithmetic of set intersection, cut into tasks that need nothing but themselves.

All the time of crypto.psi goes into scalar multiplications that do not depend on each other. A task is a few dozen of
them; whoever runs the protocol decides where tasks are performed: here, one after the other (`serial`), or by a pool.
Each task is performed in the same time whatever its items are, so that nothing can be read from when it is finished.

No separate check of points: libsodium's multiplication itself refuses everything that is not the canonical encoding of
a point of the prime-order subgroup other than the identity. crypto.group.self_test makes sure of it on every computer,
and asking is_valid_point as well would cost a third more.

Leaves to others: what is computed when, and every comparison (crypto.psi); processes and threads (desktop.workers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from crypto import group
from crypto.errors import MisuseError
from crypto.group import POINT_BYTES, SCALAR_BYTES
from crypto.randomness import H

ITEM_BYTES = 32
TAG_BYTES = 16
COEFFICIENT_BYTES = 16
SID_BYTES = 32
CHUNK = 64
"""Items of one task: about 5 to 10 ms of work."""

_ORDER = 2**252 + 27742317777372353535851937790883648493
"""Order of the group."""


class Step(IntEnum):
    """What a task computes; `common` is shared by its items, which are records of the columns listed here.

    Domains are sid and direction, 33 bytes. P(y) is the point that y is hashed to in that domain.
    """

    BLIND = 1
    """common: domain; items: y, scalar b; gives b * P(y)."""
    MULTIPLY = 2
    """common: scalar k; items: point a; gives k * a."""
    TAG = 3
    """common: domain, scalar k; items: x; gives tag(x, k * P(x))."""
    UNBLIND = 4
    """common: domain; items: y, scalar 1/b, point e; gives tag(y, 1/b * e)."""
    COMBINE = 5
    """common: nothing; items: coefficient d, point a; gives the one point that is the sum of d * a over the task."""


COLUMNS: Mapping[Step, tuple[int, ...]] = {
    Step.BLIND: (ITEM_BYTES, SCALAR_BYTES),
    Step.MULTIPLY: (POINT_BYTES,),
    Step.TAG: (ITEM_BYTES,),
    Step.UNBLIND: (ITEM_BYTES, SCALAR_BYTES, POINT_BYTES),
    Step.COMBINE: (COEFFICIENT_BYTES, POINT_BYTES),
}
"""Widths in bytes of the columns of each step's records."""


@dataclass(frozen=True, slots=True, repr=False)
class Task:
    """One piece of work. Holds secrets: keep it only until it is performed.

    Attributes:
        step: what to compute.
        common: what all items share.
        items: records of sum(COLUMNS[step]) bytes, one after the other.
    """

    step: Step
    common: bytes
    items: bytes

    def __repr__(self) -> str:
        """Name the step and nothing else."""
        return f"Task({self.step.name})"

    def to_bytes(self) -> bytes:
        """For handing it to another process of this program."""
        return bytes((self.step, len(self.common))) + self.common + self.items

    @classmethod
    def from_bytes(cls, data: bytes) -> Task:
        """The inverse of to_bytes."""
        end = 2 + data[1]
        return cls(Step(data[0]), data[2:end], data[end:])


Work = Callable[[Sequence[Task]], Iterable[bytes]]
"""Performs tasks in any way it likes and gives their results in order."""


def serial(tasks: Sequence[Task]) -> Iterable[bytes]:
    """Perform the tasks here, one after the other."""
    return map(perform, tasks)


def perform(task: Task) -> bytes:
    """Do the work of one task.

    Returns:
        One point or tag per item, in order; for COMBINE one point.

    Raises:
        MalformedMessage: one of the points, which came from the peer, is no point of the group.
    """
    return _PERFORM[task.step](task.common, task.items)


def cut(step: Step, common: bytes, *columns: bytes) -> list[Task]:
    """Cut the work of one step into tasks of CHUNK items.

    Args:
        step: what to compute.
        common: what all items share.
        columns: per column of the step's records its values, one after the other.

    Raises:
        MisuseError: the columns do not belong to this step or have different numbers of values.
    """
    widths = COLUMNS[step]
    n_items = len(columns[0]) // widths[0]
    if [len(column) for column in columns] != [n_items * width for width in widths]:
        raise MisuseError("the columns do not fit the step")
    arrays = [
        np.frombuffer(column, np.uint8).reshape(n_items, width) for column, width in zip(columns, widths, strict=True)
    ]
    records = np.concatenate(arrays, axis=1).tobytes()
    size = CHUNK * sum(widths)
    return [Task(step, common, records[start : start + size]) for start in range(0, len(records), size)]


def split(data: bytes, width: int) -> list[bytes]:
    """The values of a column, one by one."""
    return [data[start : start + width] for start in range(0, len(data), width)]


def total(points: Sequence[bytes]) -> bytes:
    """The sum of at least one point."""
    result = points[0]
    for point in points[1:]:
        result = group.add(result, point)
    return result


def invert_all(scalars: bytes) -> bytes:
    """1/b for every scalar b, with one inversion and three products each (Montgomery's trick).

    Args:
        scalars: non-zero scalars of 32 bytes, one after the other.
    """
    values = [int.from_bytes(scalar, "little") for scalar in split(scalars, SCALAR_BYTES)]
    before, product = [], 1
    for value in values:
        before.append(product)
        product = product * value % _ORDER
    inverse = pow(product, -1, _ORDER)
    inverses = []
    for value, product in zip(reversed(values), reversed(before), strict=True):
        inverses.append((inverse * product % _ORDER).to_bytes(SCALAR_BYTES, "little"))
        inverse = inverse * value % _ORDER
    return b"".join(reversed(inverses))


def domain(sid: bytes, sender: int) -> bytes:
    """What separates the hashes of one direction of one run from all others; the sender holds the direction's key."""
    return sid + bytes((sender,))


def parts(domain_: bytes) -> tuple[bytes, bytes, bytes]:
    """The same as parts of a hash."""
    return b"psi", domain_[:SID_BYTES], domain_[SID_BYTES:]


def _blind(common: bytes, items: bytes) -> bytes:
    dom = parts(common)
    return b"".join(
        group.multiply(record[ITEM_BYTES:], group.hash_to_group(*dom, record[:ITEM_BYTES]))
        for record in split(items, ITEM_BYTES + SCALAR_BYTES)
    )


def _multiply(common: bytes, items: bytes) -> bytes:
    return b"".join(group.multiply(common, point) for point in split(items, POINT_BYTES))


def _tag(common: bytes, items: bytes) -> bytes:
    dom, key = parts(common[:-SCALAR_BYTES]), common[-SCALAR_BYTES:]
    return b"".join(
        H("psi-f", (*dom, item, group.multiply(key, group.hash_to_group(*dom, item))), TAG_BYTES)
        for item in split(items, ITEM_BYTES)
    )


def _unblind(common: bytes, items: bytes) -> bytes:
    dom = parts(common)
    return b"".join(
        H("psi-f", (*dom, record[:32], group.multiply(record[32:64], record[64:])), TAG_BYTES)
        for record in split(items, sum(COLUMNS[Step.UNBLIND]))
    )


def _combine(common: bytes, items: bytes) -> bytes:
    zeros = bytes(SCALAR_BYTES - COEFFICIENT_BYTES)
    return total(
        [
            group.multiply(record[:COEFFICIENT_BYTES] + zeros, record[COEFFICIENT_BYTES:])
            for record in split(items, COEFFICIENT_BYTES + POINT_BYTES)
        ]
    )


_PERFORM: Mapping[Step, Callable[[bytes, bytes], bytes]] = {
    Step.BLIND: _blind,
    Step.MULTIPLY: _multiply,
    Step.TAG: _tag,
    Step.UNBLIND: _unblind,
    Step.COMBINE: _combine,
}
