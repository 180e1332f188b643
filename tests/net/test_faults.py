"""A sample: every fault once and every phase twice. All of them: make long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.net.faults import Fault, Phase, impatient, play_all, require_in_order
from tests.p2p.helpers import play

SAMPLE = [(fault, list(Phase)[number * 3 % len(Phase)]) for number, fault in enumerate(Fault)]


@pytest.mark.slow
def test_every_fault_once(tmp_path: Path) -> None:
    with impatient():
        for scene, ended in play(play_all(SAMPLE, tmp_path, at_once=5), seconds=120):
            require_in_order(scene, ended)
