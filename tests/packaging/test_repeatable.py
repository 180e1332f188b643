"""Each cause of different builds that was found, in small: it shows without what is done about it, and not with it."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import PACKAGING, load

repeatable = load("repeatable")
build_linux = load("build_linux")
BARE = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def said(code: str, folder: Path, variables: dict[str, str]) -> str:
    """What a fresh Python prints."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=variables, capture_output=True, text=True, timeout=120, check=True
    ).stdout.strip()


def installed_by(installer: str, site: Path) -> Path:
    """A package's records as an installer leaves them."""
    info = site / "keyring-25.7.0.dist-info"
    info.mkdir(parents=True)
    for name, text in {
        "METADATA": "Name: keyring\n",
        "entry_points.txt": "[keyring.backends]\n",
        "INSTALLER": installer,
        "RECORD": f"../../../bin/keyring,sha256={installer}\n",
        **({"REQUESTED": ""} if installer == "pip" else {"uv_cache.json": "{}"}),
    }.items():
        (info / name).write_text(text, encoding="utf-8")
    return site


def test_who_installed_a_package_is_forgotten(tmp_path: Path) -> None:
    """Of the records only what the program reads stays."""
    found = []
    for installer in ("uv", "pip"):
        site = installed_by(installer, tmp_path / installer)
        repeatable.forget_installer(site)
        found.append({path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert found[0] == found[1]
    assert set(found[0]) == {"METADATA", "entry_points.txt"}


def written(first: str) -> str:
    """Code that does something first, then writes a compiled module with a string of one character."""
    return f"""
import marshal, sys
sys.path.insert(0, {str(PACKAGING)!r})
import repeatable
{first}
print(marshal.dumps(compile("brace = '{{'", "module.py", "exec")).hex())
"""


def test_what_ran_before_does_not_show_in_a_compiled_module(tmp_path: Path) -> None:
    """A character that other code interned is written in another way, unless all are."""
    ways = (
        "pass",
        "sys.intern('{')",
        "repeatable.intern_characters()",
        "sys.intern('{'); repeatable.intern_characters()",
    )
    plain, elsewhere, settled, both = (said(written(way), tmp_path, BARE) for way in ways)
    assert settled == both
    if sys.version_info < (3, 13):  # from then on Python interns them by itself
        assert plain != elsewhere


def test_compiled_modules_that_lie_about_are_not_read(tmp_path: Path) -> None:
    """Those of an installer or of a run before count for nothing, and none are left beside the source."""
    module = tmp_path / "module.py"
    module.write_text("print('older')\n", encoding="utf-8")
    cached = tmp_path / "__pycache__" / f"module.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(module), cfile=str(cached))
    before = module.stat()
    module.write_text("print('newer')\n", encoding="utf-8")
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert said("import module", tmp_path, BARE) == "older"
    compiled = tmp_path / "compiled"
    variables = repeatable.environment(os.environ, 1_700_000_000, compiled)
    kept = cached.read_bytes()
    assert said("import module", tmp_path, variables) == "newer"
    assert cached.read_bytes() == kept
    assert list(compiled.rglob("module.*.pyc"))


def test_a_set_does_not_depend_on_where_it_was_read_from(tmp_path: Path) -> None:
    """The first run of a build and the next one list the same set in the same order."""
    names = [f"name{number}" for number in range(40)]
    (tmp_path / "module.py").write_text(f"NAMES = {{{', '.join(map(repr, names))}}}\n", encoding="utf-8")
    code = "import module; print(*module.NAMES)"
    seeded = {**BARE, "PYTHONHASHSEED": "0"}
    from_source, from_compiled = (said(code, tmp_path, seeded) for _ in range(2))
    assert from_source != from_compiled
    runs = []
    for number in range(2):
        variables = repeatable.environment(os.environ, 1_700_000_000, tmp_path / f"compiled {number}")
        runs.append(said(code, tmp_path, variables))
    assert runs == [from_source, from_source]


def test_a_users_variables_do_not_reach_a_build(tmp_path: Path) -> None:
    """Those that change bytecode, modules, language or time are gone; those that find an index or a program stay."""
    given = {
        "PATH": "/somewhere/bin",
        "PIP_INDEX_URL": "https://index.example",
        "PYTHONPATH": "/elsewhere",
        "PYTHONNODEBUGRANGES": "1",
        "PYTHONOPTIMIZE": "2",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANGUAGE": "de",
        "LC_ALL": "de_DE.UTF-8",
        "TZ": "Asia/Tokyo",
    }
    made = repeatable.environment(given, 7, tmp_path)
    assert made == repeatable.environment({name: given[name] for name in ("PATH", "PIP_INDEX_URL")}, 7, tmp_path)
    assert made["PATH"] == "/somewhere/bin"
    assert made["PIP_INDEX_URL"] == "https://index.example"
    assert made["SOURCE_DATE_EPOCH"] == "7"


def test_modes_and_times_do_not_depend_on_who_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the umask and the clock are."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    found = []
    for name, mask, moment in (("open", 0o002, 5), ("closed", 0o077, 9)):
        before = os.umask(mask)
        try:
            folder = tmp_path / name
            (folder / "part").mkdir(parents=True)
            (folder / "part" / "data").write_bytes(b"data")
            (folder / "program").write_bytes(b"program")
            (folder / "program").chmod(0o777 & ~mask)
            (folder / "link").symlink_to("program")
            os.utime(folder / "program", (moment, moment))
        finally:
            os.umask(before)
        build_linux.settle(folder)
        states = {path: path.lstat() for path in [folder, *sorted(folder.rglob("*"))]}
        found.append([(str(path.relative_to(folder)), at.st_mode, int(at.st_mtime)) for path, at in states.items()])
    assert found[0] == found[1]
    assert {moment for _, _, moment in found[0]} == {1_700_000_000}
