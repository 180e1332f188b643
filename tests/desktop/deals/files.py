"""Small sheet files for tests, and what is wrong with a file."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from desktop.deals.errors import InvalidAnswers, InvalidSheet
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Draft, Sheet, parse_sheet

laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For hypothesis: a busy computer is no failure."""

EVERY_KIND = """
format = 1
id = "example"
title = "Example"
summary = "One item of every kind."
language = "en"
parties = { min = 2, max = 2, roles = ["candidate", "employer"] }
dealbreakers = { max_each = 1 }
run = { max_runs = 1, rerun = "only_add", cool_off_hours = 0 }
[[items]]
id = "visa"
kind = "match"
label = "Needs / can offer sponsorship"
[[items]]
id = "keen"
kind = "level"
levels = ["not now", "curious", "keen"]
show_only_at_or_above = "curious"
[[items]]
id = "topics"
kind = "pick"
rule = "all_common"
options = ["sabbatical", "study time", "no on-call"]
max_ticks = 2
[[items]]
id = "trial"
kind = "rank"
options = ["none", "1 month", "3 months"]
[[items]]
id = "pay"
kind = "ladder"
unit = "EUR per year"
amounts = [80000, 85000, 90000, 95000]
direction = { candidate = "higher", employer = "lower" }
[[items]]
id = "start"
kind = "dates"
windows = ["2027-01", "2027-02", "2027-03"]
[[items]]
id = "terms"
kind = "bundle"
issues = [{ id = "remote", options = ["0 days", "2 days", "4 days"] }, { id = "bonus", options = ["none", "5%"] }]
[[items]]
id = "frank"
kind = "disclose"
statements = { candidate = [{ id = "c1", label = "Other offers" }], employer = [{ id = "e1", label = "Pay band" }] }
[[items]]
id = "companies"
kind = "set"
max_entries = 200
only_if = "visa"
"""


def sheet_file(*items: str, top: str = "", parties: str = "{ min = 2, max = 2 }") -> bytes:
    """A sheet file with the given items (a match when there are none) and top-level lines."""
    tables = items or ('id = "a"\nkind = "match"',)
    body = "\n".join(f"[[items]]\n{item}" for item in tables)
    return f'format = 1\nid = "test"\ntitle = "Test"\nparties = {parties}\n{top}\n{body}\n'.encode()


def read(*items: str, top: str = "", parties: str = "{ min = 2, max = 2 }") -> Sheet:
    """The sheet of such a file."""
    sheet = parse_sheet(sheet_file(*items, top=top, parties=parties))
    assert isinstance(sheet, Sheet)
    return sheet


def draft(*items: str, top: str, parties: str = "{ min = 2, max = 2 }") -> Draft:
    """The draft of such a file."""
    found = parse_sheet(sheet_file(*items, top=top, parties=parties))
    assert isinstance(found, Draft)
    return found


def problems(data: bytes) -> list[str]:
    """What is wrong with a sheet file, each as one line."""
    with pytest.raises(InvalidSheet) as caught:
        parse_sheet(data)
    assert caught.value.problems
    return [str(problem) for problem in caught.value.problems]


def only_problem(*items: str, top: str = "", parties: str = "{ min = 2, max = 2 }") -> str:
    """The one thing that is wrong with such a file."""
    found = problems(sheet_file(*items, top=top, parties=parties))
    assert len(found) == 1, found
    return found[0]


def answer_problems(sheet: Sheet, text: str) -> list[str]:
    """What does not fit, each as one line."""
    with pytest.raises(InvalidAnswers) as caught:
        parse_answers(sheet, text.encode())
    assert caught.value.problems
    return [str(problem) for problem in caught.value.problems]
