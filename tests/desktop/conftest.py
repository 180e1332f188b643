"""Fixtures for whole programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.programs import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder with files from which programs are started; none of them outlives the test."""
    folder = tmp_path / "desk"
    folder.mkdir()
    opened = Desk(folder)
    yield opened
    opened.close()
