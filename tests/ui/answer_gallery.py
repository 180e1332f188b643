"""Pictures of every answering and result widget, to be looked at: python -m tests.ui.answer_gallery OUT [NAME ...]

Each kind is shown blank, answered and covered; light and dark; at 200 %; and mirrored.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QPushButton, QWidget

from desktop.deals.answers import Answer, Answers, Entries, Ticks
from desktop.deals.items import (
    AnyItem,
    DatesItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    SetItem,
    text_for,
)
from desktop.deals.outcome import ItemOutcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet
from desktop.deals.templates import sample_answers, sample_sheet
from desktop.strings.outcome import label_of
from desktop.ui import tokens
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.icons import add_search_path
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.text import body, title

SHEETS = ("salary-offer", "sti-testing-history", "friends-holiday", "protocol-upgrade", "corporate-exploratory-ma")


def cases() -> Iterator[tuple[str, Sheet, AnyItem, str, tuple[str, ...], Answer]]:
    """Name, sheet, item, role, seats, an answer."""
    for sheet_id in SHEETS:
        sheet = sample_sheet(sheet_id)
        n = sheet.parties.min
        files = sample_answers(sheet_id, n)
        everyone: list[Answers] = [parse_answers(sheet, file) for file in files]
        seats = tuple(answers.role for answers in everyone)
        for item in sheet.items:
            me = next((a for a in everyone if a.by_item.get(item.id) is not None), everyone[0])
            yield f"{sheet_id}-{item.id}", sheet, item, me.role, seats, me.by_item.get(item.id)
    sheet = sample_sheet("salary-offer")
    for item, answer in own_items():
        yield f"own-{item.id}", sheet, item, "", ("", ""), answer


def own_items() -> list[tuple[AnyItem, Answer]]:
    """What the built-in sheets do not have."""
    days = tuple(f"2027-0{m}-{d:02}" for m, d in [(2, d) for d in range(22, 29)] + [(3, d) for d in range(1, 13)])
    options = ("Salmon on a bed of rocket", "Tofu", "Lamb, slow-cooked for a very long time in its own juice " * 3)
    return [
        (DatesItem(id="days", rule="all_common", windows=days), Ticks(frozenset({1, 2, 5, 9}))),
        (
            PickItem(id="veto", rule="at_least", k=2, veto_threshold=1, options=options, always=(1,)),
            Ticks(frozenset({0}), frozenset({2})),
        ),
        (SetItem(id="names", rule="all_common", max_entries=200), Entries(("Ana Lima", "Bo", "Çelik", "Dörte", "Eve"))),
        (SetItem(id="nobody", rule="all_common", max_entries=200), None),
    ]


def outcomes() -> Iterator[tuple[str, Sheet, AnyItem, ItemOutcome]]:
    """Name, sheet, item, something agreed."""
    salary, sti = sample_sheet("salary-offer"), sample_sheet("sti-testing-history")
    upgrade, holiday = sample_sheet("protocol-upgrade"), sample_sheet("friends-holiday")
    items = {item.id: item for item in salary.items}
    package = {"bonus": "up to 10%", "holiday": "30", "remote": "2 days remote", "hours": "full time"}
    values = {
        "base_pay": True,
        "package": package,
        "leave_policy": ("sabbatical after 3 years", "no on-call at night"),
        "start": "2027-04",
        "trial": "3 months",
        "visa": True,
        "other_offers": {"candidate.c1": {"text": "Yes, until 14 March."}, "employer.e2": {"text": "80,000 to 95,000"}},
    }
    for name, value in values.items():
        yield f"result-{name}", salary, items[name], ItemOutcome(True, value)
    for sheet in (sti, upgrade, holiday):
        for item in sheet.items:
            if isinstance(item, LevelItem):
                yield f"result-{item.id}", sheet, item, ItemOutcome(True, item.levels[1])
            elif isinstance(item, DatesItem):
                yield f"result-{item.id}", sheet, item, ItemOutcome(True, item.windows[2])
    amounts = tuple(Decimal(n) for n in range(72000, 72000 + 16 * 3000, 3000))
    drawn = LadderItem(
        id="drawn", rule="ladder_draw", unit="EUR per year", amounts=amounts, direction=(("", "higher"),)
    )
    yield "result-drawn", salary, drawn, ItemOutcome(True, 81000)
    names = SetItem(id="names", rule="all_common", max_entries=200)
    yield "result-names", salary, names, ItemOutcome(True, ("Ana Lima", "Bo", "Çelik"))
    (days, _), *_ = own_items()
    yield "result-days", salary, days, ItemOutcome(True, ("2027-02-24", "2027-03-02"))


def page_of(item: AnyItem, role: str, widget: QWidget, width: int) -> QWidget:
    """About what the page around it looks like."""
    page = QWidget()
    page.setProperty("kind", "window")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    inside = column(page, gap=tokens.GAP, margins=tokens.MARGIN)
    inside.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    sink = QPushButton(page)  # takes the focus, so that what is covered stays so
    sink.setGeometry(-9, -9, 1, 1)
    inside.addWidget(title(plain(text_for(item.ask, role)) or label_of(item, role)))
    if item.help:
        inside.addWidget(body(plain(text_for(item.help, role))))
    inside.addWidget(widget)
    inside.addStretch(1)
    page.setFixedWidth(width)
    page.show()
    sink.setFocus()
    QApplication.processEvents()
    page.resize(width, page.layout().totalHeightForWidth(width))
    QApplication.processEvents()
    page.resize(width, page.layout().totalHeightForWidth(width))
    QApplication.processEvents()
    return page


def save(page: QWidget, path: Path) -> None:
    """One picture."""
    page.grab().save(str(path))
    page.hide()
    page.deleteLater()
    QApplication.processEvents()


def main() -> None:
    """Draw everything, or what is named."""
    out, wanted = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    add_search_path()
    looks = (
        ("light", "light", 100, False),
        ("dark", "dark", 100, False),
        ("large", "light", 200, False),
        ("rtl", "light", 100, True),
    )
    for look, scheme, percent, mirror in looks:
        theme().set(scheme, percent, True)
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirror else Qt.LayoutDirection.LeftToRight)
        for name, _, item, role, seats, answer in cases():
            if wanted and not any(part in f"{name}-{look}" for part in wanted):
                continue
            widget = answer_widget(item, role, seats)
            widget.set_answer(answer)
            save(page_of(item, role, widget, 720 if percent > 100 else 808), out / f"{name}-{look}.png")
            if look == "light":
                covered = answer_widget(item, role, seats)
                covered.set_answer(answer)
                covered.set_covered(True)
                save(page_of(item, role, covered, 808), out / f"{name}-covered.png")
        for name, sheet, item, outcome in outcomes():
            if not wanted or any(part in f"{name}-{look}" for part in wanted):
                shown = result_widget(sheet, item, outcome)
                page = page_of(MatchItem(id="result", rule="mutual_yes"), "", shown, 720 if percent > 100 else 808)
                save(page, out / f"{name}-{look}.png")


if __name__ == "__main__":
    main()
