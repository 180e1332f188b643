"""What an outcome lets others work out about an answer: from lists of possible answers and a rule, without any sheet.

    seen = infer(own, mine, groups, outcome)

All possible answers are equally likely before. One or several others know their own answers and the outcome; the
answers of everybody else are as likely as before. Exact when `mine` are all possible answers; with only some of them
every chance to guess is an upper bound: more possible answers can only add to those that an outcome leaves open.

Source: Alvim, Chatzikokolakis, Palamidessi, Smith, "Measuring information leakage using generalized gain functions",
CSF 2012 (chance of one guess); Ah-Fat, Huth, "Secure multi-party computation: information flow of outputs and game
theory", POST 2017 (own inputs known).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, reduce
from itertools import combinations_with_replacement, product
from math import comb, factorial, prod
from operator import and_, or_
from typing import Generic, TypeAlias, TypeVar

A = TypeVar("A")
Seen = Hashable
"""What everybody sees; None: nothing is shown."""

Chances: TypeAlias = Mapping[Seen, Fraction]
Outcomes: TypeAlias = Callable[[A, tuple[tuple[A, ...], ...]], Chances]
"""One's own answer, and per group its people's answers, to the possible outcomes."""

Key: TypeAlias = tuple[tuple[int, ...], ...]
"""Per group the numbers of its people's answers, ascending."""


@dataclass(frozen=True, slots=True)
class Group(Generic[A]):
    """Others who can change places without changing any outcome.

    Attributes:
        answers: everything each of them could enter.
        people: how many they are.
        most: numbers of the answers that somebody gives who only wants to find out.
    """

    answers: Sequence[A]
    people: int
    most: frozenset[int] = frozenset()


@dataclass(slots=True)
class Told:
    """Facts that are certain after one outcome, as bits: those that hold, and those that do not.

    Attributes:
        always: about one's own answer, whatever the one who looks has entered.
        ever: about one's own answer, for some answers of the one who looks.
        learnt: about every one of the others, to oneself.
    """

    always: tuple[int, int]
    ever: tuple[int, int]
    learnt: tuple[int, int]


@dataclass(slots=True)
class Inference:
    """Everything the preview says about one item by itself.

    Attributes:
        chances: every outcome that one's own answer can have, with its probability.
        before, after, prober, colluding: chances to guess the answer with one guess; see docs/preview.md. colluding:
            of 1, 2, ... others who answer.
        least: the smallest chance that one of the others has to guess, over everything possible.
        exact: the chances to guess are no bounds.
        told: outcome -> what is certain.
    """

    chances: Chances
    before: Fraction
    after: Fraction = Fraction(1)
    prober: Fraction = Fraction(0)
    colluding: tuple[Fraction, ...] = ()
    least: Fraction = Fraction(0)
    exact: bool = False
    told: dict[Seen, Told] = field(default_factory=dict)


def n_ways(n: int, people: int) -> int:
    """Ways for interchangeable people to choose among n answers."""
    return comb(n + people - 1, people)


def n_lookups(groups: Sequence[Group[A]]) -> int:
    """How many combinations of those who work together and all the rest there are, for every answer of one's own."""
    return sum(
        prod(n_ways(len(g.answers), k) * n_ways(len(g.answers), g.people - k) for g, k in zip(groups, ks, strict=True))
        for ks in _parts(groups)
        if any(ks) or not groups
    )


def _parts(groups: Sequence[Group[A]]) -> Iterator[tuple[int, ...]]:
    """How many of each group work together."""
    return product(*(range(group.people + 1) for group in groups))


def infer(
    own: A,
    mine: Sequence[A],
    groups: Sequence[Group[A]],
    outcome: Outcomes[A],
    *,
    n_mine: int = 0,
    facts: Callable[[A], int] = lambda answer: 0,
    facts_of_others: Callable[[A], int] = lambda answer: 0,
) -> Inference:
    """What the others can work out about `own`.

    Args:
        own: one's own answer.
        mine: all possible answers of one's own, or some of them; without repetition.
        groups: the others who answer.
        outcome: (one's own answer, per group its people's answers) to the outcomes and their probabilities.
        n_mine: how many possible answers there are; 0 for those of `mine`.
        facts: of an answer, bits of the facts that hold.
        facts_of_others: the same for the others.
    """
    possible = list(mine) if own in mine else [own, *mine]
    n_possible = max(n_mine, len(possible))
    table = _Table(possible, groups, outcome)
    masks = [facts(answer) for answer in possible]
    chances, learnt = _my_view(table, possible.index(own), groups, facts_of_others)
    largest = [Fraction(0)] * (sum(group.people for group in groups) + 1)
    seen = Inference(chances, Fraction(1, n_possible), least=Fraction(1), exact=len(possible) == n_possible)
    for ks in _parts(groups):
        n_together = sum(ks)
        if n_together == 0 and groups:
            continue
        for who in product(*(_choices(len(g.answers), k) for g, k in zip(groups, ks, strict=True))):
            asks = not groups or any(i in g.most for g, own_ones in zip(groups, who, strict=True) for i in own_ones)
            for shown, chance, alike in _posteriors(table, possible.index(own), who, groups, ks):
                largest[n_together] = max(largest[n_together], chance)
                if n_together < 2:
                    seen.least = min(seen.least, chance)
                    seen.prober = max(seen.prober, chance) if asks else seen.prober
                    _note(seen.told, shown, [masks[index] for index in alike], learnt[shown])
    seen.colluding = tuple(largest[1:])
    seen.after = largest[1] if groups else largest[0]
    return seen


class _Table(Generic[A]):
    """Outcomes of combinations of answers, each looked at once."""

    def __init__(self, possible: Sequence[A], groups: Sequence[Group[A]], outcome: Outcomes[A]) -> None:
        self.possible, self.groups, self.outcome = possible, groups, outcome
        repeated = sum(group.people for group in groups) > 1
        self.of: Callable[[int, Key], Chances] = cache(self._look) if repeated else self._look

    def _look(self, index: int, key: Key) -> Chances:
        theirs = (tuple(g.answers[i] for i in indices) for g, indices in zip(self.groups, key, strict=True))
        return self.outcome(self.possible[index], tuple(theirs))


def _choices(n: int, people: int) -> list[tuple[int, ...]]:
    """Every way in which interchangeable people can choose among n answers."""
    return list(combinations_with_replacement(range(n), people))


def _rest(who: Key, groups: Sequence[Group[A]], ks: Sequence[int]) -> list[tuple[Key, int]]:
    """Every combination of all the others' answers that holds these, and in how many ways."""
    found = []
    for rest in product(*(_choices(len(g.answers), g.people - k) for g, k in zip(groups, ks, strict=True))):
        key = tuple(tuple(sorted(some + others)) for some, others in zip(who, rest, strict=True))
        found.append((key, prod(map(_orders, rest))))
    return found


def _orders(chosen: Sequence[int]) -> int:
    """In how many ways people can have these answers."""
    return factorial(len(chosen)) // prod(factorial(chosen.count(one)) for one in set(chosen))


def _posteriors(
    table: _Table[A], me: int, who: Key, groups: Sequence[Group[A]], ks: Sequence[int]
) -> Iterator[tuple[Seen, Fraction, list[int]]]:
    """For those who know the answers `who`: each outcome that can be, the chance to guess, and the answers left."""
    rest = _rest(who, groups, ks)
    mine = _weights(table, me, rest)
    totals = dict.fromkeys(mine, Fraction(0))
    alike: dict[Seen, list[int]] = {shown: [] for shown in mine}
    for index in range(len(table.possible)):
        for shown, weight in _weights(table, index, rest).items():
            if shown in totals:
                totals[shown] += weight
                alike[shown].append(index)
    for shown, weight in mine.items():
        yield shown, weight / totals[shown], alike[shown]


def _weights(table: _Table[A], index: int, rest: Sequence[tuple[Key, int]]) -> Chances:
    if len(rest) == 1:
        return table.of(index, rest[0][0])
    found: dict[Seen, Fraction] = {}
    for key, ways in rest:
        for shown, chance in table.of(index, key).items():
            found[shown] = found.get(shown, Fraction(0)) + ways * chance
    return found


def _my_view(
    table: _Table[A], me: int, groups: Sequence[Group[A]], facts: Callable[[A], int]
) -> tuple[Chances, dict[Seen, tuple[int, int]]]:
    """Chances of the outcomes, and what each says about every one of the others."""
    nobody: Key = tuple(() for _ in groups)
    found: dict[Seen, Fraction] = {}
    learnt: dict[Seen, tuple[int, int]] = {}
    total = 0
    masks = [[facts(answer) for answer in group.answers] for group in groups]
    for key, ways in _rest(nobody, groups, [0] * len(groups)):
        total += ways
        certain = _certain([masks[group][i] for group, indices in enumerate(key) for i in indices])
        for shown, chance in table.of(me, key).items():
            found[shown] = found.get(shown, Fraction(0)) + ways * chance
            before = learnt.get(shown, certain)
            learnt[shown] = before[0] & certain[0], before[1] & certain[1]
    return {shown: chance / total for shown, chance in found.items()}, learnt


def _certain(masks: Sequence[int]) -> tuple[int, int]:
    """The facts that hold in all of these, and those that hold in none; as bits, -1 for all facts."""
    return reduce(and_, masks, -1), ~reduce(or_, masks, 0)


def _note(told: dict[Seen, Told], shown: Seen, masks: Sequence[int], learnt: tuple[int, int]) -> None:
    certain = _certain(masks)
    if shown in told:
        before = told[shown]
        before.always = before.always[0] & certain[0], before.always[1] & certain[1]
        before.ever = before.ever[0] | certain[0], before.ever[1] | certain[1]
    else:
        told[shown] = Told(certain, certain, learnt)
