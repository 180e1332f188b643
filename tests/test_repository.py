"""The house rules, as tests: formatting, types, imports, lengths, documentation, nothing that does not belong."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("crypto", "p2p", "desktop")
SOURCES = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))
BIN = Path(sys.executable).parent


def run(*command: str, **environment: str) -> None:
    finished = subprocess.run(  # the tools of this very environment
        command, cwd=PROJECT, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    if finished.returncode != 0:
        pytest.fail(f"{' '.join(command)}\n{finished.stdout[-6000:]}{finished.stderr[-2000:]}")


def test_ruff_finds_nothing() -> None:
    run(str(BIN / "ruff"), "check", "--no-cache", ".")


def test_everything_is_formatted() -> None:
    run(str(BIN / "ruff"), "format", "--no-cache", "--check", ".")


def test_types_hold() -> None:
    run(sys.executable, "-m", "mypy")


def test_arrows_point_down() -> None:
    run(str(BIN / "lint-imports"), "--no-cache")


def test_headless_parts_import_without_qt_or_sockets() -> None:
    """Contracts do not see what package __init__ files do, so import with Qt made impossible."""
    run(
        sys.executable,
        "-c",
        "import sys\n"
        "for name in ('PySide6', 'qasync'): sys.modules[name] = None\n"
        "import crypto.engine, desktop.deals.compiler, desktop.deals.sheet, desktop.negotiation, desktop.cli\n",
    )


def test_the_domain_imports_no_network() -> None:
    run(
        sys.executable,
        "-c",
        "import sys\n"
        "for name in ('socket', 'asyncio', 'zeroconf', 'noise'): sys.modules[name] = None\n"
        "import crypto.engine, desktop.deals.compiler, desktop.deals.sheet\n",
    )


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_400_lines() -> None:
    assert {str(path.relative_to(PROJECT)): n for path in SOURCES if (n := lines_of(path)) > 400} == {}


def test_every_module_says_what_it_gives() -> None:
    silent = [str(path) for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_every_module_is_on_the_map() -> None:
    """docs/modules.md names every module by its path below its package."""
    text = (PROJECT / "docs/modules.md").read_text(encoding="utf-8")
    missing = [
        path.relative_to(PROJECT).as_posix()
        for path in SOURCES
        if path.name != "__init__.py" and f"`{path.relative_to(PROJECT).as_posix()}`" not in text
    ]
    assert missing == []


BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
BANNED_MODULES = {"random", "pickle", "marshal", "shelve", "yaml", "uuid"}


def banned_in(path: Path) -> list[str]:
    """What shipped code never does: assert, dynamic code, weak randomness, catching everything, printing."""
    where = path.relative_to(PROJECT).as_posix()
    # Libraries that raise anything, a thread that hands on whatever is raised in it, and hooks: of what is raised in
    # them Python would print all values.
    hooks = "desktop/cli/process.py"
    may_catch_all = where in {"p2p/channel.py", "p2p/runner.py", "p2p/worker.py", "p2p/router.py", hooks}
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Assert):
            found.append(f"{where}:{line} assert")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            found.append(f"{where}:{line} {node.func.id}()")
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module.split(".")[0]]
            if node.module == "numpy" and any(alias.name == "random" for alias in node.names):
                found.append(f"{where}:{line} numpy.random")
        found += [f"{where}:{line} import {name}" for name in names if name in BANNED_MODULES]
        if isinstance(node, ast.Attribute) and node.attr == "random":
            base = node.value
            if isinstance(base, ast.Name) and base.id in {"np", "numpy"}:
                found.append(f"{where}:{line} numpy.random")
        if isinstance(node, ast.ExceptHandler) and not may_catch_all:
            caught = node.type
            if caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"}):
                found.append(f"{where}:{line} catches everything")
    return found


def test_shipped_code_keeps_off_what_is_banned() -> None:
    assert [finding for path in SOURCES for finding in banned_in(path)] == []


def test_the_ban_sees_what_it_bans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "crypto" / "planted.py"
    planted.parent.mkdir()
    planted.write_text(
        "import random, numpy as np\nfrom numpy import random as r\nassert True\neval('1')\nnp.random.rand()\n"
        "try:\n    pass\nexcept Exception:\n    pass\n"
    )
    monkeypatch.setattr(sys.modules[__name__], "PROJECT", tmp_path)
    assert len(banned_in(planted)) == 6


def test_noise_is_imported_in_one_place_only() -> None:
    importing = [
        path.relative_to(PROJECT).as_posix()
        for path in SOURCES
        if re.search(r"^\s*(from|import) noise\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert importing == ["p2p/channel.py"]


def test_dependency_floors() -> None:
    """Older versions have known defects: accepted points of small order (pynacl), discovery floods (zeroconf)."""
    dependencies = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert "pynacl>=1.6.2" in dependencies
    assert "zeroconf>=0.150" in dependencies
    assert "noiseprotocol==0.3.1" in dependencies


def test_locks_have_hashes_and_name_no_host() -> None:
    for lock in sorted((PROJECT / "packaging").glob("*.lock")):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|index-url|find-links|^-e|^--extra", text, re.MULTILINE), lock.name
        requirements = re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE)
        assert len(requirements) == len(set(re.findall(r"^[A-Za-z0-9_.-]+==[^\s]+(?: ; .*)?", text, re.MULTILINE)))


def test_the_window_library_is_the_one_that_is_safe_on_every_python() -> None:
    """PySide6 6.12.0 drops a reference of None per void call on Python 3.11; 6.11.3 does not."""
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert "PySide6_Essentials==6.11.3" in extras["app"]


def test_packaging_is_not_a_package() -> None:
    """packaging/__init__.py would hide the distribution of that name."""
    assert not (PROJECT / "packaging/__init__.py").exists()


@pytest.mark.parametrize(
    "word",
    ["unbreakable", "anonymous", "zero-knowledge", "military", "guaranteed", r"\bfair\b(?!_price|ness| price)"],
)
def test_no_sentence_promises_what_nobody_can_keep(word: str) -> None:
    """Words that claim more than the protocol gives do not appear in what people read."""
    pages = [
        PROJECT / "README.md",
        PROJECT / "desktop/strings/errors.py",
        *sorted((PROJECT / "resources").rglob("*.deal")),
    ]
    guilty = [str(page) for page in pages if re.search(word, page.read_text(encoding="utf-8"), re.IGNORECASE)]
    assert guilty == []
