"""docs/sdk.md and docs/agreements.md: every block runs and prints what it says; importing needs nothing."""

from __future__ import annotations

import importlib
import inspect
import io
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from desktop.deals import agreement
from tests.desktop.agreeing import signed
from tests.desktop.programs import PROJECT

SDK, AGREEMENTS = PROJECT / "docs" / "sdk.md", PROJECT / "docs" / "agreements.md"
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    """(language, content) of every block of a page, in order."""
    return [(found[1], found[2]) for found in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def names() -> list[str]:
    """Everything that the table of names lists."""
    table = SDK.read_text(encoding="utf-8").split("## The names")[1]
    return re.findall(r"`((?:crypto|desktop|p2p)\.[a-zA-Z_.]+)`", table)


def named(name: str) -> object:
    module, _, last = name.rpartition(".")
    return getattr(importlib.import_module(module), last)


def test_every_block_runs_and_prints_what_the_page_says() -> None:
    """One block after the other, in one namespace, as somebody who follows the page would."""
    space: dict[str, object] = {"__name__": "sdk"}
    printed = io.StringIO()
    n_compared = 0
    for language, content in blocks(SDK):
        if language == "python":
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(content, str(SDK), "exec", dont_inherit=True), space)  # noqa: S102  # our own page
        else:
            assert printed.getvalue() == content
            n_compared += 1
    assert n_compared == len(blocks(SDK)) / 2 >= 5


def test_the_checker_that_stands_alone(tmp_path: Path) -> None:
    """It knows a whole agreement from one that was changed, is not canonical, or lacks a signature."""
    ((_, checker),) = blocks(AGREEMENTS)
    script = tmp_path / "check.py"
    script.write_text(checker, encoding="utf-8")
    whole = agreement.encode(signed())

    def checked(data: bytes) -> subprocess.CompletedProcess[str]:
        (tmp_path / "file").write_bytes(data)
        isolated = [sys.executable, "-I", str(script), str(tmp_path / "file")]
        return subprocess.run(isolated, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert checked(whole).stdout == "signed by all 2\n"
    changed = whole.replace(b'"walk":{"agreed":true,"value":true}', b'"walk":{"agreed":false}')
    later = whole.replace(b'"time":1', b'"time":2')
    for wrong in (changed, later, whole + b"\n", agreement.encode(signed(missing=[1]))):
        assert wrong != whole
        assert checked(wrong).returncode != 0


def test_the_names_are_there() -> None:
    assert len(names()) == len(set(names())) > 40
    assert all(named(name) is not None for name in names())


@pytest.mark.parametrize("name", names())
def test_a_public_name_says_what_it_takes_and_gives(name: str) -> None:
    """Its docstring names every argument but a builder and a sheet, which say what they are."""
    thing = named(name)
    text = inspect.getdoc(thing)
    assert text, name
    if inspect.isfunction(thing):
        parameters = set(inspect.signature(thing).parameters) - {"builder", "sheet"}
        assert [one for one in sorted(parameters) if not re.search(rf"\b{one}\b", text)] == []


def test_type_checkers_of_other_programs_look_at_our_types() -> None:
    """PEP 561."""
    for package in ("crypto", "desktop", "p2p"):
        assert (PROJECT / package / "py.typed").is_file()


WATCH = """
import builtins, sys
sys.modules["PySide6"] = sys.modules["qasync"] = sys.modules["zeroconf"] = None
wanted, banned = sys.argv[1:], {"socket", "threading", "asyncio", "ssl", "selectors", "multiprocessing", "PySide6"}
real, found = builtins.__import__, []
def watching(name, scope=None, local=None, names=(), level=0):
    importer = (scope or {}).get("__name__", "")
    if importer.split(".")[0] in {"crypto", "desktop", "p2p"} and name.split(".")[0] in banned:
        found.append((importer, name))
    return real(name, scope, local, names, level)
builtins.__import__ = watching
for name in wanted:
    __import__(name)
import threading
assert threading.active_count() == 1
print(found)
"""


def test_importing_needs_neither_qt_nor_sockets_nor_threads() -> None:
    modules = sorted({name.rpartition(".")[0] for name in names()})
    ended = subprocess.run(
        [sys.executable, "-c", WATCH, *modules], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout == "[]\n"
    planted = subprocess.run(
        [sys.executable, "-c", WATCH, "p2p.stream"], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    )
    assert "asyncio" in planted.stdout, "it sees what it looks for"
