"""What a ledger records of a run: how much it can tell at most, from the public sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.deals.bounds import bound_bits
from desktop.deals.items import SetItem
from desktop.deals.sheet import RunLimits, Sheet
from desktop.deals.templates import sample_sheet
from desktop.kept.acquaintance import Acquaintance
from desktop.run.plan import plan_run
from desktop.strings.runs import describe_further
from tests.desktop.acquainting import NOW, meet, stores_in
from tests.desktop.deals.clear import sheet_of

LARGE = sheet_of(SetItem(id="s", rule="all_common", max_entries=5000), run=RunLimits(max_runs=2, rerun="free"))


@pytest.mark.parametrize(("sheet", "bits"), [(sample_sheet("salary-offer"), 27.3), (LARGE, 5000)])
def test_a_run_counts_as_the_number_of_its_results_says(sheet: Sheet, bits: float, tmp_path: Path) -> None:
    seats = sheet.roles or ("", "")
    [first, _], _ = meet(sheet, stores_in(tmp_path, 2), roles=seats)
    assert isinstance(first, Acquaintance)
    plan = plan_run(first, sheet, seats, (0, 1))
    assert plan.bound_bits == bound_bits(sheet, seats) == pytest.approx(bits, abs=0.1)


def test_a_large_set_counts_before_the_next_run(tmp_path: Path) -> None:
    """Its entries are compared beside the circuit, which opens nothing here."""
    stores = stores_in(tmp_path, 2)
    everybody, _ = meet(LARGE, stores)
    for one in everybody:
        assert isinstance(one, Acquaintance)
        one.record_used(plan_run(one, LARGE, ("", ""), (0, 1)).bound_bits, NOW)
    [again, _], _ = meet(LARGE, stores, now=NOW + 60)
    assert isinstance(again, Acquaintance)
    assert "at most as much as 5000 answers of yes or no." in " ".join(describe_further(LARGE, again.verdict))
