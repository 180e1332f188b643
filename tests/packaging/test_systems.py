"""Builds for Windows and macOS: what can be read of them where neither is."""

from __future__ import annotations

import ast
import re

import pytest

from p2p.discovery import SERVICE
from tests.packaging.scripts import PACKAGING

SPEC = (PACKAGING / "common-ground.spec").read_text(encoding="utf-8")
INSTALLER = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
PLUGINS = "PySide6/plugins"


def of_the_spec(name: str) -> object:
    """What a line of the spec that depends on nothing but the project gives a name."""
    line = next(
        node.value
        for node in ast.parse(SPEC).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    return eval(compile(ast.Expression(line), "spec", "eval"), {"re": re, "ROOT": PACKAGING.parent})  # noqa: S307


def test_the_app_for_macos_has_a_window() -> None:
    """PyInstaller takes a program with a console for one that works in the background only."""
    bundle = next(
        node for node in ast.walk(ast.parse(SPEC)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "BUNDLE"
    )
    told = next(word.value for word in bundle.keywords if word.arg == "info_plist")
    assert isinstance(told, ast.Dict)
    values = {ast.unparse(key): ast.unparse(value) for key, value in zip(told.keys, told.values, strict=True) if key}
    assert values["'LSBackgroundOnly'"] == "False"
    assert values["'LSMinimumSystemVersion'"] == "'13.0'"
    assert values["'NSBonjourServices'"] == "[SERVICE]"
    assert f"{of_the_spec('SERVICE')}.local." == SERVICE


@pytest.mark.parametrize("name", ["tiff", "gif", "pdf", "icns", "webp", "tga", "wbmp"])
def test_plugins_that_nobody_needs_are_left_out_on_every_system(name: str) -> None:
    """Windows names them without "lib"."""
    unused = of_the_spec("UNUSED")
    assert isinstance(unused, re.Pattern)
    for plugin in (f"PySide6/Qt/plugins/imageformats/libq{name}.so", f"{PLUGINS}/imageformats/q{name}.dll"):
        assert unused.search(plugin), plugin


@pytest.mark.parametrize(
    "plugin",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        f"{PLUGINS}/platforms/qwindows.dll",
        f"{PLUGINS}/platforms/qoffscreen.dll",
        f"{PLUGINS}/imageformats/qsvg.dll",
        f"{PLUGINS}/iconengines/qsvgicon.dll",
        f"{PLUGINS}/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt6Network.dll",
    ],
)
def test_plugins_that_are_needed_stay(plugin: str) -> None:
    """On the system that they are for, and everywhere the one without a screen, for the trial after a build."""
    unused = of_the_spec("UNUSED")
    assert isinstance(unused, re.Pattern)
    assert not unused.search(plugin)


@pytest.mark.parametrize("function", [".onInit", "AnswerWho", "un.onInit"])
def test_what_is_for_everybody_needs_an_administrator(function: str) -> None:
    """Wherever that is decided, the rights are looked at before anything is changed."""
    body = re.search(rf"^Function {re.escape(function)}\n(.*?)^FunctionEnd", INSTALLER, re.MULTILINE | re.DOTALL)
    assert body is not None
    decided = re.search(
        r"\$\{If\} (\$0 == \$INSTDIR|\$Everybody = 1|\$0 = \$\{BST_CHECKED\})\n(.*)", body[1], re.DOTALL
    )
    assert decided is not None
    assert decided[2].lstrip().startswith("!insertmacro NEED_RIGHTS ")


def test_the_program_is_not_opened_with_an_installers_rights() -> None:
    """The desktop opens it, for the person who sits there."""
    assert "!define MUI_FINISHPAGE_RUN\n" in INSTALLER
    assert 'Exec \'"$WINDIR\\explorer.exe" "$INSTDIR\\Common Ground.exe"\'' in INSTALLER


def test_the_installers_german_is_read_as_what_it_is() -> None:
    """makensis on Windows takes a file without a mark for one in the code page of the system."""
    assert not INSTALLER.isascii()
    for script in ("build.ps1", "check_installer.sh"):
        text = (PACKAGING / "windows" / script).read_text(encoding="utf-8")
        assert re.search(r"makensis (?:.*)?-INPUTCHARSET UTF8 ", text), script


def test_every_step_of_the_build_for_windows_can_fail() -> None:
    """PowerShell goes on after a program that failed unless it is told to look."""
    lines = (PACKAGING / "windows" / "build.ps1").read_text(encoding="utf-8").splitlines()
    started = [number for number, line in enumerate(lines) if re.match(r"(& |python )", line)]
    assert len(started) >= 8
    for number in started:
        assert lines[number + 1].startswith("if ($LASTEXITCODE) { throw "), lines[number]


def test_the_app_for_macos_is_sealed_after_the_last_file_came_in() -> None:
    """Also without a certificate: a seal that does not hold is worse than none."""
    text = (PACKAGING / "macos" / "build.sh").read_text(encoding="utf-8")
    last = text.index("contents.py licences")
    assert text.index('codesign --force --deep --sign - "$app"') > last
    assert text.index('\ncodesign --verify --deep --strict "$app"') > last
