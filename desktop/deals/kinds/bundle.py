"""bundle: several issues at once; one package is shown that is acceptable to all.

Each person's points and weights give every package a score, and the weakest package still acceptable the limit. The
scores stay on the person's computer: it enters a rank per package (meet_in_ranking), or how far the package falls short
of the person's best, in 100 steps (best_sum, best_product), or only whether it is acceptable (overlap_only).

Source: Brams, Kilgour, "Fallback bargaining", Group Decision and Negotiation 10 (2001), with impasse, for
meet_in_ranking. Ties are settled by lot among the tied packages (docs/decisions/0003-draws.md).
Not checked in the circuit: that ranks have no gaps, which every seat proves (deals/claims.py). Not checked at all: that
ranks and utilities come from points and weights; see docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, equal, less_equal, less_than, multiply, or_tree, subtract, sum_words, word
from crypto.gadgets_select import draw_by_position, position_width
from crypto.rounds import Random
from desktop.deals.answers import Answer, Preferences
from desktop.deals.items import BundleItem
from desktop.deals.kinds.base import (
    Bits,
    ItemWires,
    Mine,
    Shown,
    every,
    index_of,
    index_width,
    lacking,
    number_bits,
    number_of,
)
from desktop.deals.kinds.tournament import largest_and_sum, smallest
from desktop.deals.outcome import Value

Numbers = npt.NDArray[np.int64]

STEPS = 100  # utilities u are 0..STEPS; entered as the shortfall STEPS - u
SHORTFALL_BITS = 7
REFUSED = 127  # a shortfall that means not acceptable, as does every other one above STEPS


@dataclass(frozen=True, slots=True, repr=False)
class Scores:
    """One person's view of all packages, in the order of itertools.product over the issues' options. Private.

    Attributes:
        score: int64, shape (packages,).
        acceptable: bool, shape (packages,).
        rank: int64, shape (packages,): acceptable packages with a higher score.
        utility: int64, shape (packages,), 0..100: floor((200 score + best) / (2 best)), 0 when best = 0.
        weakest: utility of the weakest acceptable package; 0 when there is none.
    """

    score: Numbers
    acceptable: npt.NDArray[np.bool_]
    rank: Numbers
    utility: Numbers
    weakest: int


def scores_of(item: BundleItem, answer: Answer) -> Scores:
    """Scores, limit, ranks and utilities from points, weights and the weakest package.

    In a run to improve an agreement the agreed package is everybody's weakest.
    """
    shape = tuple(len(issue.options) for issue in item.issues)
    score = np.zeros(shape, np.int64)
    acceptable = np.zeros(shape, np.bool_)
    weakest, limit = 0, item.agreed
    if isinstance(answer, Preferences):
        limit = answer.weakest if item.agreed is None else item.agreed
        for axis, (points, weight) in enumerate(zip(answer.points, answer.weights, strict=True)):
            along = [1] * len(shape)
            along[axis] = shape[axis]
            score += weight * np.array(points, np.int64).reshape(along)
        if limit is not None:
            acceptable = score >= score[limit]
    best = int(score.max())
    utility = (200 * score + best) // (2 * best) if best else np.zeros_like(score)
    if isinstance(answer, Preferences) and limit is not None:
        weakest = int(utility[limit])
    accepted = np.sort(score[acceptable])
    rank = len(accepted) - np.searchsorted(accepted, score.reshape(-1), side="right")
    return Scores(score.reshape(-1), acceptable.reshape(-1), rank, utility.reshape(-1), weakest)


@dataclass(frozen=True, slots=True)
class BundleRule:
    """One word per package and seat; for best_product one more, the shortfall of the weakest package."""

    item: BundleItem
    seats: tuple[int, ...]

    @property
    def n_packages(self) -> int:
        """Combinations of one option per issue."""
        return prod(len(issue.options) for issue in self.item.issues)

    @property
    def agreed(self) -> int | None:
        """Number of the package that a run to improve an agreement begins with."""
        if self.item.agreed is None:
            return None
        shape = [len(issue.options) for issue in self.item.issues]
        return int(np.ravel_multi_index(self.item.agreed, shape))

    @property
    def width(self) -> int:
        """Bits entered per package."""
        return {"overlap_only": 1, "meet_in_ranking": self.n_packages.bit_length()}.get(self.item.rule, SHORTFALL_BITS)

    @property
    def random_bits(self) -> int:
        """The joint number that draws among tied packages."""
        return 0 if self.item.rule == "overlap_only" else position_width(self.n_packages)

    @property
    def value_bits(self) -> int:
        """The package's number, or nothing."""
        return 0 if self.item.rule == "overlap_only" else index_width(self.n_packages)

    def input_bits(self, place: int) -> int:
        """Words of all packages."""
        return (self.n_packages + (self.item.rule == "best_product")) * self.width

    # --- in the clear -------------------------------------------------------------------------------------------------

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The packages that are best by the rule among those acceptable to all; one of them by lot."""
        views = [scores_of(self.item, answer) for answer in answers]
        shared = np.logical_and.reduce([view.acceptable for view in views])
        if self.agreed is not None:
            shared &= np.logical_or.reduce([view.score > view.score[self.agreed] for view in views])
        common = np.flatnonzero(shared)
        if not len(common):
            return None
        if self.item.rule == "overlap_only":
            return Shown(lambda _: True)
        keys = [self._key(views, int(package)) for package in common]
        best = min(keys)
        tied = tuple(int(package) for package, key in zip(common, keys, strict=True) if key == best)
        return Shown(lambda one: self._package(one[0]), tied, 1)

    def _key(self, views: Sequence[Scores], package: int) -> tuple[int, int]:
        """Smaller is better."""
        if self.item.rule == "meet_in_ranking":
            ranks = [int(view.rank[package]) for view in views]
            return max(ranks), sum(ranks)
        utilities = [int(view.utility[package]) for view in views]
        if self.item.rule == "best_sum":
            return -sum(utilities), -min(utilities)
        gains = [u - view.weakest + 1 for u, view in zip(utilities, views, strict=True)]
        return -prod(gains), -min(utilities)

    def _package(self, number: int) -> dict[str, object]:
        issues = self.item.issues
        chosen = np.unravel_index(number, [len(issue.options) for issue in issues])
        return {issue.id: issue.options[option] for issue, option in zip(issues, chosen, strict=True)}

    # --- as a circuit -------------------------------------------------------------------------------------------------

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """Ranks, shortfalls or yes per package; the number that means not acceptable elsewhere."""
        view = scores_of(self.item, answer)
        if self.item.rule == "overlap_only":
            return view.acceptable.astype(np.uint8)
        if self.item.rule == "meet_in_ranking":
            words = np.where(view.acceptable, view.rank, (1 << self.width) - 1)
        else:
            words = np.where(view.acceptable, STEPS - view.utility, REFUSED)
        if self.item.rule == "best_product":
            words = np.append(words, STEPS + 1 - view.weakest)
        return number_bits(words, self.width).reshape(-1)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """All packages with the best key, by a tournament, and one of them by position."""
        if self.item.rule == "overlap_only":
            agreed = or_tree(builder, every(builder, inputs))
            return ItemWires(agreed, lambda gate, shown: np.zeros(0, np.int64))
        words = np.stack(inputs).reshape(len(self.seats), -1, self.width)
        packages = words[:, : self.n_packages]
        if self.item.rule == "meet_in_ranking":
            worst, total = largest_and_sum(builder, packages)
            common = less_than(builder, worst, word(self.n_packages, self.width))
            # Nothing more is needed to keep out what is not acceptable: it has the largest numbers of all.
            keys, valid = np.concatenate((total, worst), axis=-1), np.ones((), np.int64)
        else:
            accepted, possible = self._accepted(builder, words)
            common, valid = and_tree(builder, accepted.T), and_tree(builder, possible)
            keys = self._utility_keys(builder, words, common)
        if self.agreed is not None:
            return self._improved(builder, keys, common, random)
        agreed = builder.and_(or_tree(builder, common), valid)

        def value(gate: Wires, shown: Wires) -> Wires:
            tied = smallest(builder, keys, np.broadcast_to(shown, common.shape))
            return index_of(builder, draw_by_position(builder, tied, random))

        return ItemWires(agreed, value)

    def _improved(self, builder: Builder, keys: Wires, common: Wires, random: Wires) -> ItemWires:
        """A run to improve an agreement: a package with the best key, if the agreed one has a larger key.

        A package at least as good for all is better for somebody exactly if its ranks have a smaller sum, and none of
        them is larger; so the agreed package is among the best exactly if nothing is better.
        """
        best = smallest(builder, keys, np.ones(common.shape, np.int64))
        agreed = builder.and_(or_tree(builder, common), builder.not_(best[self.agreed]))

        def value(gate: Wires, shown: Wires) -> Wires:
            tied = builder.and_(best, np.broadcast_to(shown, best.shape))
            return index_of(builder, draw_by_position(builder, tied, random))

        return ItemWires(agreed, value)

    def _accepted(self, builder: Builder, words: Wires) -> tuple[Wires, Wires]:
        """Which packages each seat accepts, shape (seats, packages), and whether its numbers are possible, (seats,)."""
        packages = words[:, : self.n_packages]
        if self.item.rule == "meet_in_ranking":
            return less_than(builder, packages, word(self.n_packages, self.width)), np.ones(len(words), np.int64)
        accepted = less_equal(builder, packages, word(STEPS, self.width))
        best, worthless = (equal(builder, packages, word(v, self.width)) for v in (0, STEPS))
        # The best package has no shortfall, or all are worth nothing.
        possible = builder.or_(or_tree(builder, best), and_tree(builder, worthless))
        if self.item.rule == "best_product":
            gain, beyond = self._gain(builder, words)
            inside = builder.not_(builder.or_(beyond, builder.not_(or_tree(builder, gain))))
            accepted = builder.and_(accepted, inside)
            # Some package is the weakest one, and it is in the range.
            weakest = builder.and_(equal(builder, gain, word(1, self.width)), builder.not_(beyond))
            in_range = less_equal(builder, words[:, self.n_packages], word(STEPS + 1, self.width))
            possible = builder.and_(builder.and_(possible, in_range), or_tree(builder, weakest))
        return accepted, possible

    def _gain(self, builder: Builder, words: Wires) -> tuple[Wires, Wires]:
        """u - u(weakest) + 1 of every package, and whether it is negative, from shortfalls and the limit after them."""
        return subtract(builder, words[:, self.n_packages :], words[:, : self.n_packages])

    def _utility_keys(self, builder: Builder, words: Wires, common: Wires) -> Wires:
        """The keys for best_sum and best_product; common: acceptable to all."""
        packages = words[:, : self.n_packages]
        largest, _ = largest_and_sum(builder, packages)
        if self.item.rule == "best_sum":
            primary = sum_words(builder, np.moveaxis(packages, 0, -2))
        else:
            primary = builder.not_(_product(builder, list(self._gain(builder, words)[0])))
        refused = builder.not_(common)[:, None]
        return np.concatenate((largest, primary, refused), axis=-1)

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The package, or true."""
        return True if self.item.rule == "overlap_only" else self._package(number_of(bits))

    # --- in a further run ---------------------------------------------------------------------------------------------

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """A package is no longer acceptable; points and weights may change."""
        before, now = (scores_of(self.item, one).acceptable for one in (earlier, answer))
        return bool((before & ~now).any())

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires; with numbers that are not possible nothing is acceptable."""
        if self.item.rule == "overlap_only":
            return lacking(builder, earlier, entered)
        words = np.stack((earlier, entered)).reshape(2, -1, self.width)
        accepted, possible = self._accepted(builder, words)
        return lacking(builder, *builder.and_(accepted, possible[:, None]))


def _product(builder: Builder, factors: Sequence[Wires]) -> Wires:
    while len(factors) > 1:
        pairs = zip(factors[::2], factors[1::2], strict=False)
        factors = [*(multiply(builder, a, b) for a, b in pairs), *factors[len(factors) // 2 * 2 :]]
    return factors[0]
