"""The start of the bundled program."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from tests.packaging.scripts import PACKAGING, load

entry = load("entry")


def test_what_is_started_as_a_process_is_a_part_of_the_program() -> None:
    """A bundle has no other Python that could run a module."""
    sources = (PACKAGING.parent / "desktop").rglob("*.py")
    started = {
        name
        for path in sources
        for name in re.findall(r'(?:Launch\(|arguments = )\(?\s*\(?"(desktop[\w.]*)"', path.read_text(encoding="utf-8"))
    }
    assert started == set(entry.OWN_PARTS)
    assert all(find_spec(name) is not None for name in started)


@pytest.mark.parametrize("name", entry.QT_VARIABLES)
def test_plugins_of_others_are_not_loaded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable for another program of Qt's would bring its code into this one."""
    seen: list[str | None] = []
    monkeypatch.setenv(name, "/somewhere/else")
    monkeypatch.setattr(entry.sys, "argv", ["commonground"])
    monkeypatch.setattr("desktop.__main__.main", lambda: seen.append(entry.os.environ.get(name)) or 0)
    assert entry.main() == 0
    assert seen == [None]
