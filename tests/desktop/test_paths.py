"""Where things are."""

from __future__ import annotations

from pathlib import Path

from desktop.paths import RESOURCES, TEMPLATES, user_config_dir, user_data_dir


def test_resources_ship_with_the_program() -> None:
    assert TEMPLATES.is_dir()
    assert RESOURCES.name == "resources"
    assert not list(RESOURCES.rglob("*.py"))


def test_user_directories_are_this_persons(tmp_path: Path) -> None:
    """conftest points the user directories of a test below its temporary directory."""
    for directory in (user_data_dir(), user_config_dir()):
        assert directory.is_relative_to(tmp_path)
        assert "commonground" in directory.parts
