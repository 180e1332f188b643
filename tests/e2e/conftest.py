"""Computers with screens, made once for all runs; where the system cannot make any, nothing is checked, and it is said.

Pictures and transcripts of every run go to dist/e2e, or to the folder that COMMONGROUND_PICTURES names.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.desktop.programs import PROJECT
from tests.e2e.machine import Machine, machine, why_not
from tests.net.spaces import world

PICTURES = Path(os.environ.get("COMMONGROUND_PICTURES") or PROJECT / "dist" / "e2e")
NAMES = ("ana", "ben", "cem")
_why_not = cache(why_not)


@pytest.fixture(scope="session")
def computers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], list[Machine]]]:
    """So many computers on one network, the same in every test."""
    reason = _why_not()
    if reason is not None:
        pytest.skip(reason)
    with world(tmp_path_factory.mktemp("e2e")) as net, contextlib.ExitStack() as screens:
        lan = net.switch()
        made: list[Machine] = []

        def give(n: int) -> list[Machine]:
            while len(made) < n:
                made.append(screens.enter_context(machine(net.computer(NAMES[len(made)], lan))))
            return made[:n]

        yield give


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """Where the pictures of this run go; what was there is gone."""
    name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name).strip("-")
    folder = PICTURES / name.removeprefix("test-")
    shutil.rmtree(folder, ignore_errors=True)
    return folder
