"""Every order has its switches, and every setting of the switches is some order."""

from __future__ import annotations

from itertools import permutations, product
from random import Random as Pseudo

import numpy as np
import pytest

from crypto.bits import Bits
from crypto.builder import Builder
from crypto.circuit import Circuit, evaluate_clear
from crypto.errors import MisuseError
from crypto.permutation import n_switches, permute, switches_for


def network(n: int) -> Circuit:
    """Switches in, the numbers 0..n-1 come out in their order."""
    builder = Builder(1)
    words = builder.input(0, 8 * n).reshape(n, 8)
    builder.output("words", permute(builder, words, builder.input(0, n_switches(n))))
    return builder.build()


def outcome(circuit: Circuit, n: int, switches: Bits) -> list[list[int]]:
    """The order that comes out for every column of switches."""
    words = (np.arange(n)[:, None] >> np.arange(8) & 1).astype(np.uint8).reshape(-1, 1)
    entered = np.concatenate((np.repeat(words, switches.shape[1], axis=1), switches))
    opened = evaluate_clear(circuit, entered)["words"].reshape(n, 8, -1)
    return np.einsum("nwb,w->bn", opened, 1 << np.arange(8)).tolist()


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
def test_every_order(n: int) -> None:
    orders = [list(order) for order in permutations(range(n))]
    switches = np.stack([switches_for(order) for order in orders], axis=1)
    assert outcome(network(n), n, switches) == orders


@pytest.mark.parametrize("n", [7, 12, 31, 81, 192, 256])
def test_random_orders(n: int) -> None:
    source = Pseudo(n)
    orders = [source.sample(range(n), n) for _ in range(10)] + [list(range(n)), list(range(n))[::-1]]
    circuit = network(n)
    assert outcome(circuit, n, np.stack([switches_for(order) for order in orders], axis=1)) == orders
    assert circuit.n_ands == 8 * n_switches(n)


@pytest.mark.parametrize("n", [3, 4])
def test_every_setting_is_an_order(n: int) -> None:
    switches = np.array(list(product((0, 1), repeat=n_switches(n))), np.uint8).T
    assert {tuple(sorted(found)) for found in outcome(network(n), n, switches)} == {tuple(range(n))}


def test_sizes() -> None:
    assert [n_switches(n) for n in (0, 1, 2, 3, 4, 8, 192, 256)] == [0, 0, 1, 3, 5, 17, 1281, 1793]


@pytest.mark.parametrize("order", [[0, 0], [1, 2], [0, 2, 1, 1]])
def test_what_is_no_order_is_refused(order: list[int]) -> None:
    with pytest.raises(MisuseError, match="not an order"):
        switches_for(order)
