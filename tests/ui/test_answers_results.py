"""What a result shows: the agreed value, all of it, and no trace of anything that was not agreed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.deals.items import (
    BundleItem,
    DatesItem,
    DiscloseItem,
    Issue,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
    SetItem,
    Statement,
)
from desktop.deals.outcome import NOT_AGREED, ItemOutcome
from desktop.deals.rule import decide
from desktop.deals.sheet import Parties, Sheet
from desktop.ui.answers import order, result_widget
from desktop.ui.answers.amounts import amount_text
from desktop.ui.answers.calendar import windows_of
from desktop.ui.answers.marks import Cell, Scale
from desktop.ui.answers.merging import merge
from tests.desktop.deals.strategies import KINDS, random_deal_answers, random_seats, random_sheet
from tests.ui.answering import dress, plain_app, shown

__all__ = ["plain_app"]
pytestmark = pytest.mark.usefixtures("plain_app")

LABELLED = (("", "The item"),)
TWO = Sheet(id="s", title="S", parties=Parties(min=2, max=2), items=(MatchItem(id="a", rule="mutual_yes"),))
FIVE = Sheet(id="s", title="S", parties=Parties(min=3, max=5), items=TWO.items)


def cells(widget: QWidget, *, agreed: bool = True) -> list[str]:
    """Names that are marked as agreed, or those that are not."""
    return [cell.text for cell in widget.findChildren(Cell) if cell.agreed == agreed]


def words(widget: QWidget) -> list[str]:
    """Everything else that can be read."""
    return [label.text() for label in widget.findChildren(QLabel)]


def test_a_yes() -> None:
    item = MatchItem(id="a", rule="mutual_yes", label=LABELLED, result_yes="You can go <b>together</b>.")
    shown = result_widget(TWO, item, ItemOutcome(True, True))
    assert cells(shown) == ["You both said yes."]
    assert words(shown) == ["The item", "You can go <b>together</b>."]
    assert shown.accessibleName() == "The item: You both said yes."
    assert cells(result_widget(FIVE, item, ItemOutcome(True, True))) == ["Everyone said yes."]
    some = MatchItem(id="a", rule="at_least", k=3)
    assert cells(result_widget(FIVE, some, ItemOutcome(True, True))) == ["At least 3 of you said yes."]


def test_a_level_on_its_steps() -> None:
    item = LevelItem(id="a", rule="lower_level", levels=("low", "middle", "high"))
    shown = result_widget(TWO, item, ItemOutcome(True, "middle"))
    assert (cells(shown), cells(shown, agreed=False)) == (["middle"], ["low", "high"])
    total = LevelItem(id="a", rule="total", levels=("low", "high"))
    assert cells(result_widget(FIVE, total, ItemOutcome(True, 3))) == ["3 in total"]


def test_an_amount_on_the_ladder() -> None:
    amounts = (Decimal("9.50"), Decimal("10.00"), Decimal("10.50"))
    item = LadderItem(id="a", rule="ladder_draw", unit="EUR", amounts=amounts, direction=(("", "higher"),))
    shown = result_widget(TWO, item, ItemOutcome(True, Decimal("10.00")))
    (scale,) = shown.findChildren(Scale)
    assert (scale.labels, scale.agreed) == (["9.50", "10.00", "10.50"], 1)
    assert scale.accessibleName() == "10.00 EUR, agreed"
    fair = LadderItem(id="a", rule="fair_price", unit="EUR", amounts=amounts, direction=(("", "higher"),), reference=2)
    shown = result_widget(TWO, fair, ItemOutcome(True, True))
    assert cells(shown) == ["You both accept 10.50 EUR."]
    assert [scale.agreed for scale in shown.findChildren(Scale)] == [2]
    only = LadderItem(id="a", rule="overlap_only", amounts=amounts, direction=(("", "higher"),))
    shown = result_widget(TWO, only, ItemOutcome(True, True))
    assert cells(shown) == ["There is something that both of you accept."]
    assert not shown.findChildren(Scale)


def test_a_date_on_the_calendar() -> None:
    item = DatesItem(id="a", rule="all_common", windows=("2026-12", "2027-01", "2027-02"))
    shown = result_widget(TWO, item, ItemOutcome(True, ("2026-12", "2027-02")))
    assert (cells(shown), cells(shown, agreed=False)) == (["Dec", "Feb"], ["Jan"])
    assert words(shown)[1:] == ["2026", "2027"]
    assert cells(result_widget(TWO, item, ItemOutcome(True, "2027-01"))) == ["Jan"]


def test_a_package_in_its_grid() -> None:
    item = BundleItem(id="a", rule="best_sum", issues=(Issue("p", ("x", "y")), Issue("q", ("x", "z"))))
    shown = result_widget(TWO, item, ItemOutcome(True, {"p": "x", "q": "z"}))
    assert (cells(shown), cells(shown, agreed=False)) == (["x", "z"], ["y", "x"])


def test_of_options_only_those_agreed() -> None:
    options = ("x", "y", "z")
    pick = PickItem(id="a", rule="all_common", options=options)
    rank = RankItem(id="a", rule="best_sum", options=options)
    names = SetItem(id="a", rule="all_common", max_entries=200)
    for item, value, expected in (
        (pick, ("x", "z"), ["x", "z"]),
        (PickItem(id="a", rule="one_random_common", options=options), "y", ["y"]),
        (rank, "z", ["z"]),
        (names, ("Ana", "Bo"), ["Ana", "Bo"]),
        (SetItem(id="a", rule="count", max_entries=9), 4, ["4 in common"]),
    ):
        shown = result_widget(TWO, item, ItemOutcome(True, value))
        assert (cells(shown), cells(shown, agreed=False)) == (expected, [])
    many = result_widget(TWO, names, ItemOutcome(True, tuple(str(n) for n in range(70))))
    assert len(cells(many)) == 60
    assert "And 10 more." in words(many)


def test_opened_statements_and_their_contents() -> None:
    statements = (("boss", (Statement("e", (("", "Pay band"),)),)), ("worker", (Statement("c"),)))
    item = DiscloseItem(id="a", rule="open_together", statements=statements)
    shown = result_widget(TWO, item, ItemOutcome(True, {"boss.e": {"text": "<i>80</i> to 95"}}))
    assert words(shown) == ["a", "boss: Pay band", "<i>80</i> to 95"]


@pytest.mark.parametrize("no", ["", "Nothing to report."])
def test_nothing_of_what_was_not_agreed(no: str) -> None:
    item = LevelItem(id="a", rule="lower_level", levels=("low", "high"), result_yes="yes", result_no=no)
    shown = result_widget(TWO, item, NOT_AGREED)
    assert not shown.findChildren(Cell)
    assert words(shown) == (["a", no] if no else [])


@pytest.mark.parametrize("kind", KINDS)
def test_every_outcome_of_the_rules_can_be_shown(kind: str, plain_app: QApplication) -> None:
    rng = random.Random(kind)
    n_agreed = 0
    for _ in range(40):
        n = 2 if kind == "set" else rng.choice((2, 3, 5))
        sheet = random_sheet(rng, n, [kind], n_items=1, gates=False)
        seats = random_seats(rng, sheet, n)
        outcome = decide(sheet, random_deal_answers(rng, sheet, seats, blank=0.0, generous=0.95))
        (item,), (one,) = sheet.items, outcome.items.values()
        widget = result_widget(sheet, item, one)
        text = " ".join(
            [*words(widget), *cells(widget), *(scale.accessibleName() for scale in widget.findChildren(Scale))]
        )
        n_agreed += one.agreed
        if isinstance(one.value, tuple) and kind in ("pick", "set"):
            assert cells(widget) == [value.strip() for value in one.value]
        elif isinstance(one.value, str) and kind != "dates":
            assert cells(widget) == [one.value]
        elif isinstance(one.value, Mapping) and kind == "bundle":
            assert cells(widget) == list(one.value.values())
        elif isinstance(one.value, Mapping):
            assert all(part["text"] in text for part in one.value.values())
        assert one.agreed == bool(cells(widget) or widget.findChildren(Scale) or (kind == "disclose" and one.agreed))
    assert n_agreed > 5


def test_results_wrap_at_200_percent(plain_app: QApplication) -> None:
    dress(plain_app, 200, mirrored=False)
    long = "a very long option that an author wrote without a thought for narrow windows " * 3
    item = PickItem(id="a", rule="all_common", options=(long.strip(),), label=(("", long.strip()),))
    widget = result_widget(TWO, item, ItemOutcome(True, item.options))
    page = shown(widget, 600)
    (cell,) = widget.findChildren(Cell)
    assert cell.width() <= 600
    assert cell.height() >= cell.heightForWidth(cell.width())
    page.close()


# --- what the widgets are made of -------------------------------------------------------------------------------------


def test_steps_of_an_order() -> None:
    tiers: order.Tiers = ((0,), (1, 2), (3,))
    assert [order.rank_of(tiers, option) for option in range(5)] == [1, 2, 2, 4, None]
    assert order.up(tiers, 3) == ((0,), (3,), (1, 2))
    assert order.up(tiers, 2) == ((0,), (2,), (1,), (3,))
    assert order.up(tiers, 0) == tiers
    assert order.up(tiers, 4) == (*tiers, (4,))
    assert order.down(tiers, 1) == ((0,), (2,), (1,), (3,))
    assert order.down(tiers, 0) == ((1, 2), (0,), (3,))
    assert order.down(tiers, 3) == ((0,), (1, 2))
    assert order.down(tiers, 4) == tiers
    assert order.tie_toggled(tiers, 3) == ((0,), (1, 2, 3))
    assert order.tie_toggled(tiers, 2) == ((0,), (1,), (2,), (3,))
    assert order.tie_toggled(tiers, 0) == tiers
    assert order.dropped(tiers, 3, 0) == ((3,), (0,), (1, 2))
    assert order.dropped(tiers, 3, 2) == ((0,), (1, 2, 3))
    assert order.dropped(tiers, 0, 3) == ((1, 2), (3,), (0,))
    assert order.shown_order(tiers, 6) == [0, 1, 2, 3, 4, 5]


def test_merging_keeps_the_first_spelling() -> None:
    merged = merge(("Ana",), ["ANA", "ﬁsh", "fish", "  ", "x" * 200, "y" * 201, "z"], 4)
    assert merged.strings == ("Ana", "ﬁsh", "x" * 200, "z")
    assert (merged.added, merged.known, merged.unusable, merged.beyond) == (3, 2, 1, 0)
    assert merge(("a",), ["b", "c"], 2).beyond == 1


def test_amounts_digit_by_digit() -> None:
    shown = [amount_text(Decimal(text)) for text in ("80000", "1234567", "9999", "1.60", "-12500.5")]
    assert shown == ["80,000", "1,234,567", "9999", "1.60", "\N{MINUS SIGN}12,500.5"]


@pytest.mark.parametrize(
    ("text", "unit", "long"),
    [
        ("2027-03", "month", "March 2027"),
        ("2027-Q2", "quarter", "Quarter 2 of 2027, Apr – Jun"),
        ("2026-W53", "week", "Week 53 of 2026, 28 Dec – 3 Jan"),
        ("2027-W23", "week", "Week 23 of 2027, 7–13 Jun"),
        ("2027-02-22", "day", "Monday 22 February 2027"),
        ("2027-02-30", "", "2027-02-30"),
        ("2027-13", "", "2027-13"),
        ("soon", "", "soon"),
    ],
)
def test_windows_as_people_write_them(text: str, unit: str, long: str) -> None:
    (window,) = windows_of((text,))
    assert (window.unit, window.long) == (unit, long)


def test_mixed_windows_stay_as_they_are() -> None:
    assert [window.short for window in windows_of(("2027-01", "2027-Q2"))] == ["2027-01", "2027-Q2"]
