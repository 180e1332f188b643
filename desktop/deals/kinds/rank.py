"""rank: acceptable options in order, ties allowed; one is shown that is acceptable to all and best for the worst off.

An option's rank counts the acceptable options that the person likes more. A seat enters one rank per option, or a
number beyond the list for "not acceptable". Ranks that leave gaps would let a person make a tolerable option look
worse than honest answers can, so that a seat whose ranks are not exactly such counts is taken as blank.

Source: Brams, Kilgour, "Fallback bargaining", Group Decision and Negotiation 10 (2001), with impasse; ties in the
largest rank are settled by the sum of ranks, then by lot: the joint secret priority of every option.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, equal, less_than, or_tree, popcount, prefix, sum_words, word
from crypto.gadgets_select import argmin, decode
from crypto.rounds import Random
from desktop.deals.answers import Answer, Ranking
from desktop.deals.items import RankItem
from desktop.deals.kinds.base import (
    Bits,
    ItemWires,
    Mine,
    Shown,
    every,
    flags,
    index_of,
    index_width,
    lacking,
    number_bits,
    number_of,
)
from desktop.deals.kinds.common import priorities, priority_bits
from desktop.deals.kinds.tournament import largest_and_sum
from desktop.deals.outcome import Value


def ranks_of(answer: Answer) -> dict[int, int]:
    """Rank of each acceptable option."""
    ranks: dict[int, int] = {}
    for tier in answer.tiers if isinstance(answer, Ranking) else ():
        ranks |= dict.fromkeys(tier, len(ranks))
    return ranks


def no_gaps(builder: Builder, ranks: Wires, n_options: int) -> Wires:
    """Whether every rank that occurs is the number of smaller ranks.

    About 2 n^2 gates per seat for n options; it is needed only at the end, beside the choice itself.

    Args:
        ranks: words, shape (seats, options, w).

    Returns:
        Wires, shape (seats,).
    """
    one_hot = decode(builder, ranks)[..., :n_options]
    used = or_tree(builder, np.swapaxes(one_hot, -1, -2))
    below = prefix(builder.xor, one_hot)[..., :-1]  # [..., option, r]: the rank is at most r
    count = popcount(builder, np.swapaxes(below, -1, -2))
    right = equal(builder, count, word(np.arange(1, n_options), count.shape[-1]))
    return and_tree(builder, builder.or_(builder.not_(used[..., 1:]), right))


@dataclass(frozen=True, slots=True)
class RankRule:
    """One rank per option and seat; one bit for overlap_only."""

    item: RankItem
    seats: tuple[int, ...]

    @property
    def n_options(self) -> int:
        """Options on the list."""
        return len(self.item.options)

    @property
    def width(self) -> int:
        """Bits of a rank: 0..n-1, or more for not acceptable."""
        return self.n_options.bit_length()

    @property
    def random_bits(self) -> int:
        """Priorities for the coin."""
        return 0 if self.item.rule == "overlap_only" else priority_bits(self.n_options)

    @property
    def value_bits(self) -> int:
        """The option's index, or nothing."""
        return 0 if self.item.rule == "overlap_only" else index_width(self.n_options)

    def input_bits(self, place: int) -> int:
        """One word, or one bit, per option."""
        return self.n_options * (1 if self.item.rule == "overlap_only" else self.width)

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The options with the least (largest rank, sum of ranks), or the least sum; one of them by lot."""
        item = self.item
        ranks = [ranks_of(answer) for answer in answers]
        common = sorted(set.intersection(*(set(own) for own in ranks)))
        if not common:
            return None
        if item.rule == "overlap_only":
            return Shown(lambda _: True)
        total = {option: sum(own[option] for own in ranks) for option in common}
        worst = {option: max(own[option] for own in ranks) for option in common}
        key = {o: (worst[o], total[o]) if item.rule == "meet_in_ranking" else (total[o],) for o in common}
        best = min(key.values())
        return Shown(lambda one: item.options[one[0]], tuple(o for o in common if key[o] == best), 1)

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """The rank of every option; all ones where it is not acceptable."""
        ranks = ranks_of(answer)
        if self.item.rule == "overlap_only":
            return flags(tuple(ranks), self.n_options)
        refused = (1 << self.width) - 1
        return number_bits([ranks.get(option, refused) for option in range(self.n_options)], self.width).reshape(-1)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """A tournament of (largest rank, sum, priority) among the options acceptable to all."""
        if self.item.rule == "overlap_only":
            agreed = or_tree(builder, every(builder, inputs))
            return ItemWires(agreed, lambda gate, shown: np.zeros(0, np.int64))
        ranks = np.stack(inputs).reshape(len(self.seats), self.n_options, self.width)
        common = and_tree(builder, self._accepted(builder, ranks).T)
        valid = and_tree(builder, no_gaps(builder, ranks, self.n_options))
        key = [priorities(random, self.n_options)]
        if self.item.rule == "best_sum":
            key.append(sum_words(builder, np.moveaxis(ranks, 0, -2)))
        else:
            worst, total = largest_and_sum(builder, ranks)
            key += [total, worst]
        index = index_of(builder, argmin(builder, np.concatenate(key, axis=-1), common).one_hot)
        agreed = builder.and_(or_tree(builder, common), valid)
        return ItemWires(agreed, lambda gate, shown: builder.and_(index, builder.and_(gate, valid)))

    def _accepted(self, builder: Builder, ranks: Wires) -> Wires:
        """Per rank whether it means acceptable."""
        return less_than(builder, ranks, word(self.n_options, self.width))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The option's name, or true."""
        return True if self.item.rule == "overlap_only" else self.item.options[number_of(bits)]

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """An option is no longer acceptable; the order may change."""
        return not ranks_of(earlier).keys() <= ranks_of(answer).keys()

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires; with gaps in the ranks nothing is acceptable."""
        if self.item.rule == "overlap_only":
            return lacking(builder, earlier, entered)
        ranks = np.stack((earlier, entered)).reshape(2, self.n_options, self.width)
        valid = no_gaps(builder, ranks, self.n_options)
        return lacking(builder, *builder.and_(self._accepted(builder, ranks), valid[:, None]))
