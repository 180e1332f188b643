"""A commented terms file to start from: valid TOML, in which whatever is usual is filled in and the rest is left out.

Leaves to others: what values a term can have (desktop.deals.open_terms), settling them (desktop.deals.terms).
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.deals.blank_answers import comment, toml_string
from desktop.deals.open_terms import OpenTerm, TermValue
from desktop.deals.records import Draft

_EXAMPLES = {
    "text": '"..."',
    "int": "3",
    "decimal": "100.50",
    "date": "2027-03-31",
    "date_range": "[2027-03-01, 2027-03-31]",
    "range": "[100, 200]",
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_HOW = {
    "text": "A line of text:",
    "int": "A whole number{bounds}:",
    "decimal": "A number:",
    "choice": "One of {options}:",
    "multi": "Some of {options}{bounds}:",
    "list": "A list of texts{bounds}:",
    "date": "A date:",
    "date_range": "Two dates, the earlier first:",
    "range": "Two numbers, the lower first:",
}


def blank_terms(draft: Draft) -> str:
    """The terms file of a sheet with what is usual filled in.

    Returns:
        TOML text; parse_terms reads it, and resolve takes it once nothing that is needed is left out.
    """
    lines = [*comment(draft.title), "#"]
    lines += comment("What is agreed in the open before anyone answers. Take the # away from a line to fill it in.")
    for term in draft.terms:
        lines += ["", *_term_lines(term)]
    return "\n".join(lines) + "\n"


def _term_lines(term: OpenTerm) -> list[str]:
    how = _HOW[term.type].format(bounds=_bounds(term), options=", ".join(map(toml_string, term.options)))
    lines = [*comment(term.label), *comment(term.help), *comment(how)]
    usual = term.value if term.value is not None else term.default
    if usual is not None:
        return [*lines, f"{term.id} = {_in_toml(term, usual)}"]
    return [*lines, *comment("May be left out." if term.optional else "Needed."), f"# {term.id} = {_example(term)}"]


def _bounds(term: OpenTerm) -> str:
    low = "" if term.least is None else f"at least {term.least}"
    high = "" if term.most is None else f"at most {term.most}"
    told = " and ".join(filter(None, (low, high)))
    return f", {told}" if told else ""


def _example(term: OpenTerm) -> str:
    if term.type == "choice":
        return toml_string(term.options[0])
    if term.type == "multi":
        return _strings(term.options)
    if term.type == "int" and term.least is not None:
        return str(term.least)
    if term.type == "list" and term.least is not None and term.least > len(_ORDINALS):
        return _strings([str(number + 1) for number in range(term.least)])
    if term.type == "list":
        return _strings(_ORDINALS[: max(term.least or 2, 2)])
    return _EXAMPLES[term.type]


def _in_toml(term: OpenTerm, value: TermValue) -> str:
    """A value in normal form, as somebody would write it."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]" if term.type in ("range", "date_range") else _strings(value)
    if isinstance(value, int) or term.type in ("decimal", "date"):
        return str(value)
    return toml_string(value)


def _strings(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(toml_string, texts))}]"
