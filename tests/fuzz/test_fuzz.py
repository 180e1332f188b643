"""Every decoder against bytes that nobody would send: hypothesis, plain mutations, and atheris beside them.

More of it: make long.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desktop.programs import PROJECT, inherited
from tests.fuzz.target import MEMORY_ALLOWANCE, Target, feed, memory_of, mutated
from tests.fuzz.targets import BY_NAME, TARGETS

CASES = 2_000
WEIGHED = 50
ATHERIS_S = 5
PATIENCE_S = 600
HEALTH = list(HealthCheck)
NAMES = [target.name for target in TARGETS]


@pytest.fixture(params=NAMES)
def target(request: pytest.FixtureRequest) -> Target:
    return BY_NAME[cast(str, request.param)]


class Beside:
    """atheris in a process of its own, while the other tests of this file run."""

    def __init__(self, log: Path) -> None:
        self._log = log
        command = [sys.executable, "-m", "tests.fuzz.atheris_run", "--seconds", str(ATHERIS_S), "--jobs", "2"]
        with log.open("w") as out:
            self._process = subprocess.Popen(command, cwd=PROJECT, env=inherited(), stdout=out, stderr=out)

    def found(self) -> dict[str, dict[str, object]]:
        """What came of every target, once all have ended."""
        self._process.wait(PATIENCE_S)
        lines = [line for line in self._log.read_text().splitlines() if line.startswith("{")]
        return {found["target"]: found for found in map(json.loads, lines)}

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


@pytest.fixture(scope="module", autouse=True)
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside | None]:
    """Begins with the first test of this file; None where there is no atheris."""
    if importlib.util.find_spec("atheris") is None:
        yield None
        return
    running = Beside(tmp_path_factory.mktemp("atheris") / "log")
    yield running
    running.stop()


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Any bytes, or a seed with one change; `mutated` makes larger ones."""

    def changed(seed: bytes, at: int, removed: int, put: bytes) -> bytes:
        at %= len(seed) + 1
        return seed[:at] + put + seed[at + removed :]

    one_change = st.builds(
        changed, st.sampled_from(target.seeds), st.integers(0, 65_535), st.integers(0, 8), st.binary(max_size=4)
    )
    return st.one_of(st.binary(max_size=100), one_change)


def test_seeds_are_read(target: Target) -> None:
    """A target that accepts nothing would test nothing."""
    assert not target.accepts or all(feed(target, seed) for seed in target.seeds)


def test_only_its_own_errors(target: Target) -> None:
    @settings(max_examples=CASES, deadline=None, database=None, derandomize=True, suppress_health_check=HEALTH)
    @given(inputs(target))
    def fed(data: bytes) -> None:
        feed(target, data)

    fed()


def test_mutations_in_bounded_memory(target: Target) -> None:
    random = Random(target.name)
    for number in range(CASES):
        data = mutated(random.choice(target.seeds), target.seeds, random)
        if number % WEIGHED:
            feed(target, data)
        else:
            assert memory_of(target, data) <= target.memory_factor * len(data) + MEMORY_ALLOWANCE


def test_atheris(target: Target, beside: Beside | None) -> None:
    if beside is None:
        pytest.skip("NOT CHECKED: there is no atheris for this computer")
    found = beside.found()[target.name]
    assert found["problem"] == ""
    assert int(str(found["runs"])) > 0


# ---- the same on decoders with planted defects


def planted(data: bytes) -> object:
    if data[:1] == b"{":
        raise KeyError("not of the family")
    if not data:
        raise ValueError
    return data


def test_a_foreign_error_is_found() -> None:
    target = Target("planted", planted, (ValueError,), (b"abc", b"x{"))
    random = Random(1)

    def fuzz() -> None:
        for _ in range(CASES):
            feed(target, mutated(random.choice(target.seeds), target.seeds, random))

    with pytest.raises(KeyError):
        fuzz()


def test_a_second_encoding_is_found() -> None:
    target = Target("planted", lambda data: data.strip(), (), (b"abc",), lambda value: cast(bytes, value))
    assert feed(target, b"abc")
    with pytest.raises(AssertionError, match="which is written as"):
        feed(target, b"abc ")


def test_slowness_and_hunger_are_found() -> None:
    def slow(data: bytes) -> object:
        until = time.thread_time() + 0.6
        while time.thread_time() < until:
            pass
        return None

    with pytest.raises(AssertionError, match=" s, for 1 bytes"):
        feed(Target("planted", slow, (), (b"",)), b"x")
    assert memory_of(Target("planted", lambda data: bytes(3_000_000), (), (b"",)), b"x") > 2 * MEMORY_ALLOWANCE
