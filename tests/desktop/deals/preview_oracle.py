"""What the preview should say, by trying everything through decide_all: slow, and with nothing in common with it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, permutations, product
from math import prod

from desktop.deals.answers import Answer, Answers, Offer, Offers, Ranking, Run, Ticks
from desktop.deals.items import (
    AnyItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
)
from desktop.deals.kinds.disclose import DiscloseRule
from desktop.deals.kinds.statements import statements
from desktop.deals.outcome import ItemOutcome
from desktop.deals.rule import decide_all
from desktop.deals.sheet import Sheet, answers_item, markable


def subsets(items: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(most + 1))


def orders(options: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every order with ties: every permutation, cut between its places in every way, ties in ascending order."""
    found = set()
    for order in permutations(options):
        for cuts in product((False, True), repeat=max(len(order) - 1, 0)):
            tiers, tier = [], []
            for place, option in enumerate(order):
                tier.append(option)
                if place == len(order) - 1 or cuts[place]:
                    tiers.append(tuple(sorted(tier)))
                    tier = []
            found.add(tuple(tiers))
    return iter(sorted(found))


def conditions(item: DiscloseItem, seats: Sequence[str], seat: int) -> list[Offer]:
    """One offer for every condition that is met by other sets of open statements than all before."""
    known = statements(item, seats)
    rule = DiscloseRule(item, tuple(dict.fromkeys(known.owners)), known)
    others = [n for n, owner in enumerate(known.owners) if owner != seat]
    references = [f"{known.owners[n] + 1}.{known.ids[n]}" for n in others]
    [number, *_] = known.of(seat)
    found: dict[tuple[bool, ...], Offer] = {}
    for required in subsets(range(len(references)), len(references)):
        for some in subsets(range(len(references)), len(references)):
            for k in range(1, len(some) + 1) if some else (0,):
                offer = Offer(tuple(references[i] for i in required), k, tuple(references[i] for i in some), text="")
                condition = rule._condition(number, offer)
                assert condition is not None
                meaning = tuple(condition.holds(frozenset(opened)) for opened in subsets(others, len(others)))
                found.setdefault(meaning, offer)
    return list(found.values())


def meaning(item: AnyItem, seats: Sequence[str], seat: int, answer: Answer) -> object:
    """The same for answers that mean the same."""
    match item, answer:
        case RankItem(), Ranking() | None:
            return [set(tier) for tier in answer.tiers] if answer else []
        case PickItem() | DatesItem(), None:
            return Ticks(frozenset())
        case LadderItem(), None:
            return Run(0)
        case DiscloseItem(), Offers() | None:
            known = statements(item, seats)
            rule = DiscloseRule(item, tuple(dict.fromkeys(known.owners)), known)
            others = [n for n, owner in enumerate(known.owners) if owner != seat]
            found = {}
            for number in known.of(seat):
                offer = answer.by_statement.get(known.ids[number]) if answer else None
                condition = rule._condition(number, offer) if offer else None
                if condition is not None:
                    found[number] = [condition.holds(frozenset(opened)) for opened in subsets(others, len(others))]
            return found
        case _:
            return answer or 0


def every_answer(item: AnyItem, seats: Sequence[str], seat: int) -> list[Answer]:
    """Every possible answer of a seat."""
    match item:
        case MatchItem():
            return [False, True]
        case LevelItem():
            return list(range(len(item.levels)))
        case PickItem():
            n = range(len(item.options))
            ticked = [frozenset(t) for t in subsets(n, item.max_ticks or len(n))]
            if not item.veto_threshold:
                return [Ticks(t) for t in ticked]
            return [Ticks(t, frozenset(v)) for t in ticked for v in subsets([o for o in n if o not in t], len(n))]
        case DatesItem():
            return [Ticks(frozenset(t)) for t in subsets(range(len(item.windows)), len(item.windows))]
        case RankItem():
            return [Ranking(o) for s in subsets(range(len(item.options)), len(item.options)) for o in orders(s)]
        case LadderItem():
            return [Run(n) for n in range(len(item.amounts) + 1)]
        case DiscloseItem():
            own = [statements(item, seats).ids[n] for n in statements(item, seats).of(seat)]
            choices: list[Offer | None] = [None, *conditions(item, seats, seat)]
            return [
                Offers({name: offer for name, offer in zip(own, chosen, strict=True) if offer is not None})
                for chosen in product(choices, repeat=len(own))
            ]
        case _:
            raise AssertionError(f"not listed here: {item.kind}")


def seen(outcome: ItemOutcome) -> Hashable:
    """What everybody sees of an outcome, without texts."""
    if isinstance(outcome.value, dict):
        return tuple(outcome.value)
    return outcome.value if outcome.agreed else None


def chances(sheet: Sheet, answers: Answers, seats: Sequence[str], me: int) -> dict[str, dict[Hashable, Fraction]]:
    """Item id -> outcome -> probability, over everything that the others can enter and mark, gates included."""
    found: dict[str, dict[Hashable, Fraction]] = {item.id: {} for item in sheet.items}
    everyone = list(
        product(*([answers] if seat == me else list(sheets_of(sheet, seats, seat)) for seat in range(len(seats))))
    )
    for all_answers in everyone:
        for item_id, outcomes in decide_all(sheet, all_answers).items.items():
            for outcome, chance in outcomes:
                key = seen(outcome)
                found[item_id][key] = found[item_id].get(key, Fraction(0)) + chance / len(everyone)
    return {item_id: {key: chance for key, chance in some.items() if chance} for item_id, some in found.items()}


def sheets_of(sheet: Sheet, seats: Sequence[str], seat: int) -> Iterator[Answers]:
    """Everything that one seat can enter and mark."""
    asked = [item for item in sheet.items if answers_item(item, seats[seat])]
    mine = [item.id for item in asked if item.id in markable(sheet)]
    most = sheet.dealbreakers.max_each if sheet.dealbreakers else 0
    for chosen in product(*(every_answer(item, seats, seat) for item in asked)):
        for marks in subsets(range(len(mine)), min(most, len(mine))):
            by_item = {item.id: answer for item, answer in zip(asked, chosen, strict=True)}
            yield Answers(seats[seat], frozenset(mine[i] for i in marks), by_item)


def guesses(sheet: Sheet, item: AnyItem, own: Answer, seats: Sequence[str], me: int) -> dict[int, Fraction]:
    """Size of a coalition -> the largest chance to guess one's answer to an item by itself; 0: by the outcome alone."""
    alone = replace(sheet, items=(replace(item, only_if=""),), all_or_nothing=False, dealbreakers=None)
    asking = [seat for seat, role in enumerate(seats) if answers_item(item, role)]
    assert me in asking
    lists = [every_answer(item, seats, seat) if seat in asking else [None] for seat in range(len(seats))]
    joint: dict[tuple[int, ...], dict[Hashable, Fraction]] = {}
    for chosen in product(*(range(len(one)) for one in lists)):
        everyone = [Answers(role, frozenset(), {item.id: lists[s][chosen[s]]}) for s, role in enumerate(seats)]
        joint[chosen] = {seen(outcome): chance for outcome, chance in decide_all(alone, everyone).items[item.id]}
    others = [seat for seat in asking if seat != me]
    mine = [meaning(item, seats, me, answer) for answer in lists[me]].index(meaning(item, seats, me, own))
    found: dict[int, Fraction] = {}
    for size in range(len(others) + 1):
        for group in combinations(others, size):
            weight: dict[Hashable, Fraction] = {}
            total: dict[Hashable, Fraction] = {}
            for chosen, outcomes in joint.items():
                for key, chance in outcomes.items():
                    known = (tuple(chosen[seat] for seat in group), key)
                    total[known] = total.get(known, Fraction(0)) + chance
                    if chosen[me] == mine:
                        weight[known] = weight.get(known, Fraction(0)) + chance
            best = max(weight[known] / total[known] for known in weight if weight[known])
            found[size] = max(found.get(size, Fraction(0)), best)
    return found


def size_of_all(sheet: Sheet, seats: Sequence[str], me: int, most: int) -> bool:
    """Whether everything the others can enter are at most so many combinations; sets and bundles never are."""
    count = 1
    for item in sheet.items:
        for seat, role in enumerate(seats):
            if answers_item(item, role) and seat != me:
                if not is_small(item, seats):
                    return False
                count *= len(every_answer(item, seats, seat))
    for seat, role in enumerate(seats):
        if seat != me and sheet.dealbreakers:
            mine = [i for i in sheet.items if i.id in markable(sheet) and answers_item(i, role)]
            count *= len(list(subsets(range(len(mine)), min(len(mine), sheet.dealbreakers.max_each))))
    return count <= most


def n_pairs(item: AnyItem, seats: Sequence[str]) -> int:
    """Combinations of everybody's answers to one item; sets, bundles and long lists count as very many."""
    if not is_small(item, seats):
        return 10**9
    return prod(len(every_answer(item, seats, seat)) for seat, role in enumerate(seats) if answers_item(item, role))


def is_small(item: AnyItem, seats: Sequence[str]) -> bool:
    """Whether listing the answers is quick."""
    match item:
        case PickItem() | RankItem():
            return len(item.options) <= 4
        case DatesItem():
            return len(item.windows) <= 6
        case DiscloseItem():
            return len(statements(item, seats).ids) <= 4
        case _:
            return item.kind in ("match", "level", "ladder")
