"""What the rule objects of all kinds have in common.

A rule object is one item of a sheet with the seats known. It answers the same questions for every kind: what the
answers lead to in the clear (decide), which bits a person enters (encode), the circuit over these bits (circuit), what
opened bits mean (decode), and whether later answers take back some of the earlier ones, in the clear (takes_back) and
on wires (taken_back). The preview and the result text come from the same object.

Leaves to others: gates between items and dealbreakers (deals/gates.py), whole sheets (deals/rule.py, compiler.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np
import numpy.typing as npt

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, or_tree, word
from crypto.gadgets_select import select
from crypto.rounds import Random
from desktop.deals.answers import Answer
from desktop.deals.items import AnyItem
from desktop.deals.outcome import Value
from desktop.deals.sheet import answers_item

Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shown:
    """What an item shows when its own rule holds: `choose` options of `pool`, drawn uniformly, as a value.

    Attributes:
        value: the drawn options, ascending, to the value shown. Without a draw it is called with ().
        pool: the options of the draw, ascending.
        choose: how many of them are drawn.
        chance: with this probability the item is shown at all ("talk first"), whatever is drawn.
    """

    value: Callable[[tuple[int, ...]], Value]
    pool: tuple[int, ...] = ()
    choose: int = 0
    chance: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class ItemWires:
    """One item in the circuit.

    Attributes:
        agreed: wire, shape (): the item by itself is agreed.
        value: (gate, shown) to the opened bits after the agreed bit. gate and shown are wires: gate = nothing outside
            the item keeps it closed; shown = gate and agreed. The bits are zero unless shown.
    """

    agreed: Wires
    value: Callable[[Wires, Wires], Wires]


@dataclass(frozen=True, slots=True, repr=False)
class Mine:
    """What one's own seat entered for an item: a `set` is shown in one's own spelling. Private.

    Attributes:
        place: of one's own seat among the seats that answer.
        answer: the person's answer.
        bits: what encode gave for it.
    """

    place: int
    answer: Answer
    bits: Bits


class ItemRule(Protocol):
    """The rule object of one item. Inputs, answers and bits are ordered by `seats`: the seats that answer the item."""

    @property
    def seats(self) -> tuple[int, ...]:
        """The seats that answer and count, ascending."""
        ...

    @property
    def random_bits(self) -> int:
        """Joint random bits the item uses."""
        ...

    @property
    def value_bits(self) -> int:
        """Opened bits after the agreed bit."""
        ...

    def input_bits(self, place: int) -> int:
        """Bits entered by seats[place]."""
        ...

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The rule in the clear; None: not agreed."""
        ...

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """The bits that seats[place] enters."""
        ...

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """The rule on wires; an input that no honest person could send counts as blank."""
        ...

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The value of an agreed item."""
        ...

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """Whether this answer of seats[place] lacks something that its earlier one said yes to."""
        ...

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires, shape (). What no honest person could enter says yes to as much as it counts for."""
        ...


def answering_seats(item: AnyItem, seats: Sequence[str]) -> tuple[int, ...]:
    """The seats that answer the item and count, ascending.

    Args:
        seats: the role of every seat, "" on sheets without roles.
    """
    return tuple(seat for seat, role in enumerate(seats) if answers_item(item, role))


def flags(indices: Sequence[int] | frozenset[int], n: int) -> Bits:
    """uint8, shape (n,): 1 at the indices."""
    bits = np.zeros(n, np.uint8)
    bits[sorted(indices)] = 1
    return bits


def leading_ones(n_ones: int, n: int) -> Bits:
    """uint8, shape (n,): n_ones ones, then zeros."""
    return (np.arange(n) < n_ones).astype(np.uint8)


def number_bits(numbers: npt.ArrayLike, width: int) -> Bits:
    """Numbers as words, least significant bit first; uint8, shape (*numbers.shape, width)."""
    return (np.asarray(numbers, np.int64)[..., None] >> np.arange(width) & 1).astype(np.uint8)


def number_of(bits: Bits) -> int:
    """The number a word of bits stands for."""
    return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")


def index_width(n: int) -> int:
    """Bits of a number below n."""
    return (n - 1).bit_length()


def index_of(builder: Builder, one_hot: Wires) -> Wires:
    """The number of the marked option, zeros when none is marked; no AND.

    Args:
        one_hot: wires, shape (n,), at most one of them 1.

    Returns:
        Wires, shape (index_width(n),).
    """
    n = one_hot.shape[-1]
    return select(builder, one_hot, word(np.arange(n), index_width(n)))


def every(builder: Builder, inputs: Sequence[Wires]) -> Wires:
    """What all seats entered: the AND over the seats of inputs of one shape."""
    return and_tree(builder, np.stack(inputs, axis=-1))


def lacking(builder: Builder, some: Wires, others: Wires) -> Wires:
    """Whether something is set in the first wires and not in the second ones, shape (n,) both; a wire, shape ()."""
    return or_tree(builder, builder.and_(some, builder.not_(others)))
