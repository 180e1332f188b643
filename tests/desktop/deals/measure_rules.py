"""Gates and depth of every rule and every built-in sheet, as the tables of docs/rules.md.

.venv/bin/python -m tests.desktop.deals.measure_rules
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal

from desktop.deals.compiler import compile_sheet
from desktop.deals.items import AnyItem, DatesItem, LadderItem, LevelItem, MatchItem, PickItem, RankItem, SetItem
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet
from desktop.deals.templates import sample_answers, sample_sheet, template_ids
from tests.desktop.deals.clear import bundle, disclose, names, sheet_of


def ladder_of(n: int, rule: str) -> LadderItem:
    amounts = tuple(Decimal(i) for i in range(n))
    sides = (("a", "lower"), ("b", "higher"))
    return LadderItem(id="x", rule=rule, amounts=amounts, direction=sides, reference=n // 2)


def examples() -> Iterator[tuple[str, AnyItem, tuple[int, ...]]]:
    """A name, an item, and for how many people."""
    everywhere = (2, 3, 8)
    yield "match mutual_yes", MatchItem(id="x", rule="mutual_yes"), everywhere
    yield "match at_least 2", MatchItem(id="x", rule="at_least", k=2), everywhere
    yield "match mutual_yes, talk_first 0.25", MatchItem(id="x", rule="mutual_yes", talk_first_256=64), everywhere
    yield "level lower_level, 5 levels", LevelItem(id="x", rule="lower_level", levels=names(5), threshold=1), everywhere
    yield "level total, 5 levels", LevelItem(id="x", rule="total", levels=names(5)), (5, 8)
    for m in (8, 64):
        yield (
            f"pick one_random_common, {m} options",
            PickItem(id="x", rule="one_random_common", options=names(m)),
            everywhere,
        )
    yield (
        "pick all_common, 9 options, max_ticks 5",
        PickItem(id="x", rule="all_common", options=names(9), max_ticks=5),
        everywhere,
    )
    yield "pick at_least 2, 12 options", PickItem(id="x", rule="at_least", k=2, options=names(12)), everywhere
    capped = PickItem(id="x", rule="at_least", k=2, cap=4, veto_threshold=2, options=names(12))
    yield "pick at_least 2, 12 options, cap 4, veto_threshold 2", capped, everywhere
    for rule in ("meet_in_ranking", "best_sum", "overlap_only"):
        yield f"rank {rule}, 5 options", RankItem(id="x", rule=rule, options=names(5)), everywhere
    yield "rank meet_in_ranking, 64 options", RankItem(id="x", rule="meet_in_ranking", options=names(64)), everywhere
    for rule in ("ladder_draw", "fair_price", "overlap_only", "midpoint"):
        yield f"ladder {rule}, 7 amounts", ladder_of(7, rule), (2,)
    yield "ladder ladder_draw, 16 amounts", ladder_of(16, "ladder_draw"), (2,)
    for rule in ("earliest_common", "one_random_common", "all_common", "at_least"):
        yield f"dates {rule}, 8 windows", DatesItem(id="x", rule=rule, windows=names(8), k=2), everywhere
    for rule in ("meet_in_ranking", "best_sum", "best_product", "overlap_only"):
        yield (
            f"bundle {rule}, 192 packages",
            bundle(4, 4, 4, 3, rule=rule),
            (2, 3) if rule == "best_product" else everywhere,
        )
    for sizes in ((3, 3, 3, 3), (4, 4, 4, 4)):
        yield f"bundle meet_in_ranking, {3**4 if sizes[0] == 3 else 4**4} packages", bundle(*sizes), everywhere
    yield "disclose, 2 statements each", disclose(2), everywhere
    yield "disclose, 6 statements each", disclose(6), (2,)
    yield "disclose, 32 statements in all", disclose(4), (8,)
    for n in (32, 256):
        yield f"set all_common, {n} entries each", SetItem(id="x", rule="all_common", max_entries=n), (2,)


def row(name: str, sheet: Sheet, seats: tuple[str, ...]) -> str:
    """One line of a table."""
    circuit = compile_sheet(sheet, seats).circuit
    opened = sum(len(output.slots) for output in circuit.outputs)
    return f"| {name} | {len(seats)} | {circuit.n_ands:,} | {circuit.depth} | {opened:,} |"


def main() -> None:
    """Both tables on standard output."""
    lines = ["| rule | people | AND gates | depth | opened bits |", "|---|---|---|---|---|"]
    for name, item, numbers in examples():
        for n in numbers:
            seats = ("a", "b") if isinstance(item, LadderItem) else ("",) * n
            sheet = sheet_of(item, n=n, roles=seats if seats[0] else ())
            lines.append(row(name, sheet, seats))
    lines += ["", "| built-in sheet | people | AND gates | depth | opened bits |", "|---|---|---|---|---|"]
    for template_id in template_ids():
        sheet = sample_sheet(template_id)
        for n in sorted({2} if sheet.mode == "pairs" else {sheet.parties.min, sheet.parties.max}):
            sample = sample_answers(template_id, max(n, sheet.parties.min))[:n]
            lines.append(row(template_id, sheet, tuple(parse_answers(sheet, source).role for source in sample)))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
