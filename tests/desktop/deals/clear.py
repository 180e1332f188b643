"""Running compiled sheets in the clear, many answers at a time, against the rule."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from crypto.circuit import evaluate_clear
from desktop.deals.answers import Answer, Answers
from desktop.deals.compiler import Compiled, Own, compile_sheet, decode, encode, join_inputs
from desktop.deals.items import AnyItem, BundleItem, DiscloseItem, Issue, LadderItem, MatchItem, Statement
from desktop.deals.kinds.base import Bits
from desktop.deals.outcome import ItemOutcome, Outcome, Value
from desktop.deals.rule import Possible, decide, decide_all
from desktop.deals.sheet import Parties, Sheet

NOTHING = ItemOutcome(agreed=False)


def sheet_of(*items: AnyItem, n: int = 2, roles: tuple[str, ...] = (), **more: object) -> Sheet:
    """A sheet of these items for n people."""
    return Sheet(id="s", title="S", parties=Parties(min=n, max=n, roles=roles), items=items, **more)  # type: ignore[arg-type]


def yes_no(*item_ids: str, **more: object) -> list[MatchItem]:
    """Items that everybody says yes or no to."""
    return [MatchItem(id=item_id, rule="mutual_yes", **more) for item_id in item_ids]  # type: ignore[arg-type]


def names(n: int) -> tuple[str, ...]:
    """n option names."""
    return tuple(f"option {i}" for i in range(n))


def ladder(n: int, rule: str, direction: str | dict[str, str] = "higher", reference: int = -1) -> LadderItem:
    """The amounts 0, 10, ...; the item is called l."""
    pairs = {"": direction} if isinstance(direction, str) else direction
    amounts = tuple(Decimal(10 * i) for i in range(n))
    return LadderItem(id="l", rule=rule, amounts=amounts, direction=tuple(sorted(pairs.items())), reference=reference)


def bundle(*sizes: int, rule: str = "meet_in_ranking") -> BundleItem:
    """Issues i0, i1, ... with options 0, 1, ...; the item is called b."""
    issues = tuple(Issue(f"i{j}", tuple(str(option) for option in range(size))) for j, size in enumerate(sizes))
    return BundleItem(id="b", rule=rule, issues=issues)


def disclose(n_statements: int) -> DiscloseItem:
    """Everybody has statements s0, s1, ...; the item is called d."""
    own = tuple(Statement(f"s{i}") for i in range(n_statements))
    return DiscloseItem(id="d", rule="open_together", statements=(("", own),))


def people(item_id: str, *answers: Answer) -> list[Answers]:
    """Everybody's answers to one item."""
    return [Answers(by_item={item_id: answer}) for answer in answers]


def outcomes_of(
    compiled: Compiled, bits: Sequence[Bits], answers: Sequence[Answers] | Sequence[Sequence[Answers]], viewer: int = 0
) -> list[Outcome]:
    """What the circuit gives for every column of these inputs, as one seat sees it.

    answers: everybody's, the same in every column; or for every column everybody's.
    """
    opened = evaluate_clear(compiled.circuit, join_inputs(compiled, bits))
    results = []
    for lane in range(bits[0].shape[1]):
        everybody = answers[lane] if isinstance(answers[0], Sequence) else answers
        own = Own(viewer, everybody[viewer], bits[viewer][:, lane])  # type: ignore[index, arg-type]
        results.append(decode(compiled, {name: column[:, lane] for name, column in opened.items()}, own))
    return results


def fresh(compiled: Compiled, answers: Sequence[Answers], rng: random.Random, batch: int) -> list[Bits]:
    """Inputs of all seats for the same answers with `batch` different joint random bits."""
    generator = np.random.default_rng(rng.randrange(2**32))
    inputs = []
    for seat, own in enumerate(answers):
        bits = np.repeat(encode(compiled, seat, own, rng.randbytes)[:, None], batch, axis=1)
        bits[len(bits) - compiled.n_random :] = generator.integers(0, 2, (compiled.n_random, batch), np.uint8)
        inputs.append(bits)
    return inputs


def both(sheet: Sheet, answers: Sequence[Answers], batch: int = 8) -> Possible:
    """decide_all, after checking decide and the circuit against it: every outcome is one of the possible ones."""
    possible = decide_all(sheet, answers)
    rng = random.Random(1)
    compiled = compile_sheet(sheet, [own.role for own in answers])
    found = outcomes_of(compiled, fresh(compiled, answers, rng, batch), answers)
    for outcome in [*found, decide(sheet, answers, rng.randbytes)]:
        check_possible(outcome, possible)
    return possible


def check_possible(outcome: Outcome, possible: Possible) -> None:
    """Every part of the outcome has a chance to occur."""
    assert possible.blocked > 0 if outcome.blocked else possible.blocked < 1
    assert list(outcome.items) == list(possible.items)
    for item_id, shown in outcome.items.items():
        assert shown in [one for one, _ in possible.items[item_id]], item_id


def values(possible: Possible, item_id: str) -> list[Value | None]:
    """The values an item can show; None for not agreed."""
    return [shown.value if shown.agreed else None for shown, _ in possible.items[item_id]]


def only_value(sheet: Sheet, answers: Sequence[Answers], item_id: str) -> Value | None:
    """The one value that these answers lead to, in the clear and in the circuit; None for not agreed."""
    found = values(both(sheet, answers), item_id)
    assert len(found) == 1
    return found[0]


def chi_square_is_fine(counts: Sequence[int], expected: Sequence[float]) -> bool:
    """Pearson's statistic is below its mean by five deviations and some: a wrong alarm in less than 10^-6 of runs."""
    degrees = len(counts) - 1
    statistic = sum((count - mean) ** 2 / mean for count, mean in zip(counts, expected, strict=True))
    return statistic < degrees + 5 * (2 * degrees) ** 0.5 + 12
