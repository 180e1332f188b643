"""The fixture `net`: an empty world of computers and switches for one test."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.net.spaces import World, why_not, world

_why_not = cache(why_not)


def skip_without_namespaces() -> None:
    """Say loudly that nothing of this was checked."""
    reason = _why_not()
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture
def net(tmp_path: Path) -> Iterator[World]:
    skip_without_namespaces()
    with world(tmp_path) as made:
        yield made
