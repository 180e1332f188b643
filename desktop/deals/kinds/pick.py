"""pick: ticks among options; one common option is drawn, or all common ones are shown, or those with enough ticks.

A seat enters one bit per option, and with `veto_threshold` a second one for its vetoes. More than max_ticks ticks, or
an option both ticked and vetoed, count as a blank: the whole answer of that seat is taken as empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, at_least, less_than, or_tree, popcount
from crypto.rounds import Random
from desktop.deals.answers import Answer, Ticks
from desktop.deals.items import PickItem, k_for
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown, every, flags, index_width, lacking, number_of
from desktop.deals.kinds.common import all_of, drawn, nobody_cheated, priorities, priority_bits
from desktop.deals.outcome import Value

_BLANK = Ticks(frozenset())


def _ticks(answer: Answer) -> Ticks:
    return answer if isinstance(answer, Ticks) else _BLANK


@dataclass(frozen=True, slots=True)
class PickRule:
    """Tick bits, then veto bits, per seat."""

    item: PickItem
    seats: tuple[int, ...]

    @property
    def n_options(self) -> int:
        """Options on the list."""
        return len(self.item.options)

    @property
    def capped(self) -> bool:
        """More options could pass than cap lets through."""
        return 0 < self.item.cap < self.n_options - len(self.item.always)

    @property
    def random_bits(self) -> int:
        """Priorities where something may be drawn."""
        return priority_bits(self.n_options) if self.item.rule == "one_random_common" or self.capped else 0

    @property
    def value_bits(self) -> int:
        """The drawn option's index, or one bit per option."""
        return index_width(self.n_options) if self.item.rule == "one_random_common" else self.n_options

    def input_bits(self, place: int) -> int:
        """Ticks, and vetoes where they exist."""
        return self.n_options * (2 if self.item.veto_threshold else 1)

    # --- in the clear -------------------------------------------------------------------------------------------------

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The options that pass; of the common ones all, or one by lot."""
        ticks = [_ticks(answer) for answer in answers]
        if self.item.rule == "at_least":
            return self._decide_at_least(ticks)
        common = sorted(frozenset.intersection(*(answer.ticked for answer in ticks)))
        if not common:
            return None
        if self.item.rule == "all_common":
            return Shown(lambda _: self._names(common))
        return Shown(lambda one: self.item.options[one[0]], tuple(common), 1)

    def _decide_at_least(self, ticks: Sequence[Ticks]) -> Shown | None:
        item = self.item
        k = k_for(item.k, len(self.seats))
        count = {option: sum(option in answer.ticked for answer in ticks) for option in range(self.n_options)}
        vetoes = {option: sum(option in answer.vetoed for answer in ticks) for option in range(self.n_options)}
        passing = [
            option
            for option in range(self.n_options)
            if option not in item.always
            and count[option] >= k
            and not (item.veto_threshold and vetoes[option] >= item.veto_threshold)
        ]
        pool: list[int] = []
        if item.cap and len(passing) > item.cap:
            boundary = sorted(count[option] for option in passing)[-item.cap]
            pool = [option for option in passing if count[option] == boundary]
            passing = [option for option in passing if count[option] > boundary]
        if not passing and not pool and not item.always:
            return None
        certain = [*passing, *item.always]
        return Shown(lambda lot: self._names([*certain, *lot]), tuple(pool), item.cap - len(passing) if pool else 0)

    def _names(self, options: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.item.options[option] for option in sorted(options))

    # --- as a circuit -------------------------------------------------------------------------------------------------

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """One bit per option: ticked; then one per option: vetoed."""
        ticks = _ticks(answer)
        bits = [flags(ticks.ticked, self.n_options)]
        if self.item.veto_threshold:
            bits.append(flags(ticks.vetoed, self.n_options))
        return np.concatenate(bits)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """A seat that entered what no honest person could counts as blank."""
        entered = np.stack(inputs)
        valid = self._valid(builder, entered)
        if self.item.rule == "at_least":
            passing = self._passing(builder, builder.and_(entered, valid[:, None]), random)
            return all_of(builder, passing, nobody_cheated())
        common = every(builder, inputs)
        if self.item.rule == "all_common":
            return all_of(builder, common, and_tree(builder, valid))
        return drawn(builder, common, random, and_tree(builder, valid))

    def _valid(self, builder: Builder, entered: Wires) -> Wires:
        """Per seat: not over max_ticks, and nothing ticked and vetoed. Shape (seats,)."""
        ticked, vetoed = entered[:, : self.n_options], entered[:, self.n_options :]
        valid = np.ones(len(entered), np.int64)
        if self.item.max_ticks:
            valid = at_least(builder, builder.not_(ticked), self.n_options - self.item.max_ticks)
        if self.item.veto_threshold:
            valid = builder.and_(valid, builder.not_(or_tree(builder, builder.and_(ticked, vetoed))))
        return valid

    def _passing(self, builder: Builder, entered: Wires, random: Wires) -> Wires:
        """The options that pass k, veto and cap. Shape (options,)."""
        ticked, vetoed = entered[:, : self.n_options].T, entered[:, self.n_options :].T
        passing = at_least(builder, ticked, k_for(self.item.k, len(self.seats))).copy()
        if self.item.veto_threshold:
            passing = builder.and_(passing, builder.not_(at_least(builder, vetoed, self.item.veto_threshold)))
        always = list(self.item.always)
        if self.capped:
            passing[always] = 0
            passing = builder.and_(passing, self._under_cap(builder, passing, popcount(builder, ticked), random))
        passing[always] = 1
        return passing

    def _under_cap(self, builder: Builder, passing: Wires, count: Wires, random: Wires) -> Wires:
        """Per option: fewer than cap passing options have more ticks, or as many and a smaller priority."""
        key = np.concatenate((priorities(random, self.n_options), builder.not_(count)), axis=-1)
        first, second = np.array(list(combinations(range(self.n_options), 2))).T
        second_wins = less_than(builder, key[second], key[first])
        ahead = np.zeros((self.n_options, self.n_options), np.int64)
        ahead[first, second] = builder.and_(passing[second], second_wins)
        ahead[second, first] = builder.and_(passing[first], builder.not_(second_wins))
        return builder.not_(at_least(builder, ahead, self.item.cap))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The option's name, or the names that pass, in sheet order."""
        if self.item.rule == "one_random_common":
            return self.item.options[number_of(bits)]
        return self._names(np.flatnonzero(bits).tolist())

    # --- in a further run ---------------------------------------------------------------------------------------------

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """A tick less, or a veto more."""
        before, now = _ticks(earlier), _ticks(answer)
        return not (before.ticked <= now.ticked and now.vetoed <= before.vetoed)

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires."""
        both = np.stack((earlier, entered))
        before, now = builder.and_(both, self._valid(builder, both)[:, None])
        lost = lacking(builder, before[: self.n_options], now[: self.n_options])
        return builder.or_(lost, lacking(builder, now[self.n_options :], before[self.n_options :]))
