"""What is inside a build: nothing that the lock does not name, and every part with its terms."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.packaging.scripts import load

build_linux = load("build_linux")
contents = load("contents")
release = load("release")


def test_what_only_the_tools_brought_is_named() -> None:
    """A package of the building environment that the app does not need would be inside without its terms."""
    owners = {
        "yaml": ["PyYAML"],
        "PIL": ["pillow"],
        "backports": ["backports.tarfile"],
        "jaraco": ["jaraco.context", "jaraco.text"],
    }
    modules = [
        "desktop.ui.window",
        "json.decoder",
        "pyi_rth_inspect",
        "PIL.Image",
        "backports.tarfile",
        "jaraco.context",
    ]
    wanted = contents.locked()
    assert contents.strangers(modules, owners, wanted) == []
    assert contents.strangers([*modules, "yaml.nodes", "unheard.of"], owners, wanted) == ["unheard", "yaml"]


def package(folder: Path, name: str, text: str = "") -> Path:
    """An installed package's records, with a licence text or without."""
    info = folder / f"{name}-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\nSummary: x\nLicense: MIT\n", encoding="utf-8")
    if text:
        (info / "licenses" / "LICENSE.txt").write_text(text, encoding="utf-8")
    return info


def test_terms_are_facts_and_texts(tmp_path: Path) -> None:
    """What the package says of itself, then what it brings."""
    shown = contents.terms(package(tmp_path, "one", "Do what you like."), "one")
    assert shown == "Name: one\nVersion: 1.0\nLicense: MIT\n\nlicenses/LICENSE.txt\n\nDo what you like."


def test_a_package_without_a_text_ends_the_build(tmp_path: Path) -> None:
    """Unless its texts are kept here."""
    with pytest.raises(SystemExit, match="two brings no licence text"):
        contents.terms(package(tmp_path, "two"), "two")
    assert "LGPL-3.0.txt, GPL-3.0.txt" in contents.terms(package(tmp_path, "shiboken6"), "shiboken6")
    kept = contents.ROOT / "packaging" / "licences"
    for texts in contents.MISSING_TEXTS.values():
        assert all((kept / f"{text}.txt").stat().st_size > 5_000 for text in texts)


def test_libraries_of_the_system_have_an_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those still inside are named with their package; one that nobody brought ends the build."""
    if shutil.which("dpkg-query") is None:
        pytest.skip("NOT RUN: dpkg-query is missing (apt-get install dpkg)")
    listed = tmp_path / "libraries.txt"
    monkeypatch.setattr(contents, "LIBRARIES", listed)
    monkeypatch.setattr(contents, "INSIDE", tmp_path)
    (tmp_path / "tool").write_bytes(b"")
    listed.write_text("tool\t/usr/bin/dpkg\nremoved again\t/usr/bin/unheard-of\n", encoding="utf-8")
    assert list(contents.system_packages()) == ["dpkg"]
    assert contents.system_packages()["dpkg"][0].isdigit()
    (tmp_path / "alien").write_bytes(b"")
    listed.write_text(f"alien\t{tmp_path / 'alien'}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no package brought it"):
        contents.system_packages()


def test_two_builds_are_made_in_different_ways() -> None:
    """The comparison of a release would not see what both builds have in common."""
    first, second = release.TWO_WAYS
    assert all(getattr(first, what) != getattr(second, what) for what in ("folder", "installer", "umask", "zone"))


def test_what_differs_between_two_builds_is_named(tmp_path: Path) -> None:
    """By its name, in the archives and in the folder."""
    for name, data in (("one", b"1"), ("two", b"2")):
        for folder, file in (("dist", "made.deb"), ("build/bundle/commonground", "program")):
            (tmp_path / name / folder).mkdir(parents=True)
            (tmp_path / name / folder / file).write_bytes(b"same" if file == "program" else data)
    one, two = (release.hashes(tmp_path / name) for name in ("one", "two"))
    assert release.differing(one, two) == ["dist/made.deb"]
    assert release.differing(one, one) == []
    assert release.differing(one, {}) == ["build/bundle/commonground/program", "dist/made.deb"]


def test_the_c_library_that_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The youngest of all that is called, as numbers; other libraries' versions do not count."""
    tool = tmp_path / "bin" / "readelf"
    tool.parent.mkdir()
    tool.write_text(
        "#!/bin/sh\n"
        'case "$2" in *old.so.1) versions="GLIBC_2.9";; *) versions="GLIBC_2.4 GLIBC_2.35 GLIBCXX_3.4.99";; esac\n'
        'for version in $versions; do echo "  0x0010:   Name: $version  Flags: none  Version: 2"; done\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent), prepend=":")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "old.so.1").write_bytes(b"")
    (inside / "text.txt").write_bytes(b"")
    assert build_linux.libc_needed(inside) == "2.28"
    (inside / "young.so").write_bytes(b"")
    assert build_linux.libc_needed(inside) == "2.35"


def test_a_library_that_the_package_does_not_ask_for_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One inside needs nobody; the others' packages must be named, also where they are not installed here."""
    needed = {"program": ["libinside.so.1", "libhere.so.2"], "libinside.so.1": ["libelsewhere-client.so.0"]}
    monkeypatch.setattr(build_linux, "needs", lambda path: needed.get(path.name, []))
    monkeypatch.setattr(build_linux, "run", lambda *_: "\tlibhere.so.2 (libc6,x86-64) => /lib/libhere.so.2\n")
    monkeypatch.setattr(contents, "package_of", lambda path: {"/lib/libhere.so.2": "here2"}[str(path)])
    (tmp_path / "program").write_bytes(b"")
    (tmp_path / "program").chmod(0o755)
    (tmp_path / "libinside.so.1").write_bytes(b"")
    declared = "libc6 (>= 2.35), here2 | here2t64, libelsewhere-client0"
    assert build_linux.undeclared(tmp_path, declared) == []
    assert build_linux.undeclared(tmp_path, "here2") == ["libelsewhere-client.so.0 (libelsewhere-client0)"]
    assert build_linux.undeclared(tmp_path, "libelsewhere-client0") == ["libhere.so.2 (here2)"]


def test_the_scripts_of_the_workflows_can_be_run() -> None:
    """Everything in the project that a step calls is there, and may be run as it is called."""
    called = []
    for workflow in (contents.ROOT / ".github" / "workflows").glob("*.yml"):
        steps = re.findall(r"^ *- run: (.+)$", workflow.read_text(encoding="utf-8"), re.MULTILINE)
        called += [(word, step) for step in steps for word in step.split() if word.startswith(("packaging/", ".ci/"))]
    assert len(called) >= 7
    for script, step in called:
        assert (contents.ROOT / script).is_file(), step
        if "python" not in step and not script.endswith(".ps1"):
            assert os.access(contents.ROOT / script, os.X_OK), step
