"""What a seat proves about the numbers that it enters, before anything is computed with them (crypto.claims).

A rank counts the packages that a person likes more, among those acceptable to this person. Ranks that leave gaps would
make a tolerable package look worse than honest answers can. In a bundle a seat therefore proves that its ranks are such
counts; otherwise the run ends. Everything else that no honest person could enter counts as a blank in the circuit.

The witness puts the ranks in ascending order (crypto.permutation) and says where they step. The rank at place j of the
order is that of the place before, or j itself at a step; from the first refused package on all are refused. Exactly the
rankings without gaps can be read so: a step to j comes after j ranks that are smaller.

In a run to improve an agreement it proves besides that it accepts nothing that it ranks below the agreed package.

Leaves to others: proving it (crypto.claim_proofs).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from crypto.builder import Builder, Wires
from crypto.circuit import Circuit
from crypto.claims import Claim, Claims
from crypto.gadgets import and_tree, less_than, prefix, word
from crypto.permutation import n_switches, permute, switches_for
from desktop.deals.kinds.base import Bits, ItemRule
from desktop.deals.kinds.bundle import BundleRule

Positions = npt.NDArray[np.int64]
_Ranked = tuple[int, int | None]
"""How many packages, and which of them was agreed before, if any."""


def claims_of(rules: Sequence[ItemRule], n_seats: int) -> Claims | None:
    """The claim of every seat; None when nobody has to claim anything.

    Args:
        rules: of all items, in sheet order.
        n_seats: everybody.
    """
    circuits: dict[tuple[_Ranked, ...], Circuit] = {}
    claims: list[Claim | None] = []
    for seat in range(n_seats):
        sizes: list[_Ranked] = []
        places, used = [np.zeros(0, np.int64)], 0
        for rule in rules:
            n_bits = rule.input_bits(rule.seats.index(seat)) if seat in rule.seats else 0
            if n_bits and isinstance(rule, BundleRule) and rule.item.rule == "meet_in_ranking":
                sizes.append((rule.n_packages, rule.agreed))
                places.append(np.arange(used, used + n_bits))
            used += n_bits
        shape = tuple(sizes)
        if not shape:
            claims.append(None)
            continue
        if shape not in circuits:
            circuits[shape] = _circuit(shape)
        claims.append(Claim(circuits[shape], np.concatenate(places), partial(witness, tuple(n for n, _ in shape))))
    return tuple(claims) if circuits else None


def _circuit(sizes: Sequence[_Ranked]) -> Circuit:
    """The ranks of each item, then for each item its switches, steps, and the place of the first refused package."""
    builder = Builder(1)
    entered = [builder.input(0, n * n.bit_length()).reshape(n, -1) for n, _ in sizes]
    right = []
    for (n, agreed), ranks in zip(sizes, entered, strict=True):
        switches, steps, first_refused = (builder.input(0, k) for k in (n_switches(n), n, n))
        right.append(_has_no_gaps(builder, permute(builder, ranks, switches), steps, first_refused))
        if agreed is not None:
            right.append(_none_below(builder, ranks, agreed))
    builder.output("holds", np.concatenate(right))
    return builder.build()


def _has_no_gaps(builder: Builder, ranks: Wires, steps: Wires, first_refused: Wires) -> Wires:
    """What must all be 1 if these words, refused ones all ones, are a ranking in ascending order.

    About w + 2 gates for each of n words of w bits.
    """
    n, width = ranks.shape
    before = np.concatenate((np.zeros((1, width), np.int64), ranks[:-1]))
    own = word(np.arange(n), width)
    target = builder.xor(own, builder.and_(first_refused[:, None], builder.not_(own)))
    change = builder.and_(steps[:, None], builder.xor(before, target))
    right = [builder.not_(builder.xor(builder.xor(ranks, before), change)).reshape(-1)]
    refused = prefix(builder.xor, first_refused)  # from the first refused one on, which the next two lines make unique
    right.append(builder.not_(builder.and_(steps[1:], refused[:-1])))
    right.append(builder.not_(builder.and_(first_refused, builder.not_(steps))))
    return np.concatenate(right)


def _none_below(builder: Builder, ranks: Wires, agreed: int) -> Wires:
    """What must all be 1 if the agreed package is the last of those accepted: the others are before it or refused."""
    refused = and_tree(builder, ranks)
    below = less_than(builder, np.broadcast_to(ranks[agreed], ranks.shape), ranks)
    return builder.not_(builder.and_(below, builder.not_(refused)))


def witness(sizes: Sequence[int], bits: Bits) -> Bits:
    """The witness for ranks without gaps; something that does not hold for others.

    Args:
        sizes: packages of each item.
        bits: uint8, the ranks as they are entered.

    Returns:
        uint8. Private.
    """
    parts, start = [], 0
    for n in sizes:
        width = n.bit_length()
        ranks = bits[start : start + n * width].reshape(n, width) @ (1 << np.arange(width))
        start += n * width
        order = np.argsort(ranks, kind="stable")
        ascending = ranks[order]
        steps = np.diff(ascending, prepend=-1) != 0
        first_refused = steps & (ascending >= n)
        parts += [switches_for(order), steps.astype(np.uint8), first_refused.astype(np.uint8)]
    return np.concatenate(parts)
