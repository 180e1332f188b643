"""What the program does with its first argument: a window with something to open, or a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import __main__ as program


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr(program, "_can_show_window", lambda: True)
    monkeypatch.setattr(program, "_show_window", lambda opening: seen.append(opening) or 0)
    return seen


def start(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["commonground", *arguments])
    return program.main()


def test_a_sheet_by_path_or_address_and_a_link(
    opened: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "our holiday.deal"
    file.write_text("format = 1\n")
    assert start(monkeypatch) == 0
    assert start(monkeypatch, str(file)) == 0
    assert start(monkeypatch, file.as_uri()) == 0
    assert start(monkeypatch, "common-ground:CG1-ABC") == 0
    assert opened == ["", str(file), str(file), "common-ground:CG1-ABC"]


def test_whatever_else_is_a_command(opened: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert start(monkeypatch, str(tmp_path / "missing.deal")) == 2
    assert start(monkeypatch, "templates") == 0
    assert opened == []
