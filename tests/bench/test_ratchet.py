"""Bytes, rounds, gates, depth and memory are those of the committed baseline."""

from __future__ import annotations

from tests.bench.ratchet import baseline, differences
from tests.bench.shapes import memory, shapes


def test_nothing_moved_without_saying_so() -> None:
    found = differences({**shapes(), **memory()}, baseline())
    assert not found, "\n".join([*found, "if this is meant: python -m tests.bench.ratchet --write"])


def test_what_a_difference_is() -> None:
    committed = {"same": 100, "a little": 1000, "more": 1000, "less": 1000, "gone": 1}
    measured = {"same": 100, "a little": 1020, "more": 1021, "less": 900, "new": 1}
    assert differences(measured, committed) == [
        "gone: no longer measured",
        "less: shrank from 1,000 to 900",
        "more: grew from 1,000 to 1,021",
        "new: not in the baseline",
    ]
