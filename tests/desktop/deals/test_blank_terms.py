"""The blank terms file of a sheet: it can be read as it is, and it says how to fill in every line."""

from __future__ import annotations

import re

import pytest

from desktop.deals import templates
from desktop.deals.blank_terms import blank_terms
from desktop.deals.records import Draft
from desktop.deals.sheet import canonical, parse_sheet
from desktop.deals.terms import parse_terms, resolve

DRAFTS = [
    name
    for name in (*templates.template_ids(), *templates.translated_ids())
    if isinstance(templates.load_template(name), Draft)
]
ALL_TYPES = b"""\
format = 1
id = "t"
title = "T"
parties = { min = 2, max = 2 }
[[open_terms]]
id = "line"
type = "text"
help = "Any text."
[[open_terms]]
id = "count"
type = "int"
min = 2
max = 9
default = 3
[[open_terms]]
id = "price"
type = "decimal"
default = 10.50
[[open_terms]]
id = "which"
type = "choice"
options = ["a", 'b "c"']
default = 'b "c"'
[[open_terms]]
id = "some"
type = "multi"
options = ["a", "b"]
optional = true
[[open_terms]]
id = "names"
type = "list"
min = 1
[[open_terms]]
id = "day"
type = "date"
default = 2027-03-31
[[open_terms]]
id = "days"
type = "date_range"
default = [2027-03-01, 2027-03-31]
[[open_terms]]
id = "span"
type = "range"
default = [100, 200]
[[items]]
id = "a"
kind = "match"
"""


@pytest.mark.parametrize("name", DRAFTS)
def test_the_built_in_sheets_can_be_settled_with_it(name: str) -> None:
    draft = templates.load_template(name)
    assert isinstance(draft, Draft)
    blank, sample = parse_terms(blank_terms(draft).encode()), templates.sample_terms(name)
    assert canonical(resolve(draft, {**blank, **sample})) == canonical(resolve(draft, sample))
    for term in draft.terms:
        assert re.search(rf"^(# )?{re.escape(term.id)} = ", blank_terms(draft), re.MULTILINE), term.id


def test_without_its_comment_signs_every_example_fits() -> None:
    draft = parse_sheet(ALL_TYPES)
    assert isinstance(draft, Draft)
    blank = blank_terms(draft)
    assert set(parse_terms(blank.encode())) == {"count", "price", "which", "day", "days", "span"}
    for told in ("Any text.", "at least 2 and at most 9", "May be left out.", "Needed.", 'One of "a", "b \\"c\\""'):
        assert told in blank
    filled = re.sub(r"^# (\w+ = )", r"\1", blank, flags=re.MULTILINE)
    sheet = resolve(draft, parse_terms(filled.encode()))
    values = {term.id: term.value for term in sheet.terms}
    assert values["which"] == 'b "c"'
    assert values["price"] == "10.50"
    assert set(values) == {"line", "count", "price", "which", "some", "names", "day", "days", "span"}
