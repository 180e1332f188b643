"""The long variant of tests.fuzz: `python -m tests.long.fuzz [--cases N] [--seconds S] [--jobs N] [NAME ...]`.

Other inputs every time: hypothesis draws afresh, and the seed of the mutations is printed. Prints a line per target.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import secrets
import subprocess
import sys
import time
from random import Random

from hypothesis import given, settings

from tests.desktop.programs import PROJECT, inherited
from tests.fuzz.target import Target, feed, mutated
from tests.fuzz.targets import BY_NAME, TARGETS
from tests.fuzz.test_fuzz import HEALTH, inputs


def drawn(target: Target, cases: int) -> None:
    """hypothesis, without its own database."""

    @settings(max_examples=cases, deadline=None, database=None, suppress_health_check=HEALTH)
    @given(inputs(target))
    def fed(data: bytes) -> None:
        feed(target, data)

    fed()


def changed(target: Target, cases: int, seed: int) -> int:
    """Mutations; how many were accepted."""
    random = Random(f"{target.name} {seed}")
    return sum(feed(target, mutated(random.choice(target.seeds), target.seeds, random)) for _ in range(cases))


def atheris(names: list[str], seconds: int, jobs: int) -> dict[str, dict[str, object]]:
    """Every target in a fork of one instrumented process."""
    command = [sys.executable, "-m", "tests.fuzz.atheris_run", "--seconds", str(seconds), "--jobs", str(jobs), *names]
    done = subprocess.run(command, cwd=PROJECT, env=inherited(), capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return {found["target"]: found for found in map(json.loads, lines)}


def main() -> int:
    """0 when nothing was found; anything found by hypothesis or mutations ends the run with its input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    arguments = parser.parse_args()
    targets = [BY_NAME[name] for name in arguments.names] if arguments.names else list(TARGETS)
    sys.stdout.write(f"seed {arguments.seed}\n| decoder | hypothesis | mutations | of them accepted | seconds |\n")
    for target in targets:
        started = time.monotonic()
        with contextlib.redirect_stderr(io.StringIO()):
            drawn(target, arguments.cases)
        accepted = changed(target, arguments.cases, arguments.seed)
        row = (target.name, arguments.cases, arguments.cases, accepted, f"{time.monotonic() - started:.0f}")
        sys.stdout.write("| " + " | ".join(map(str, row)) + " |\n")
        sys.stdout.flush()
    problems = 0
    sys.stdout.write("| decoder | atheris inputs |\n")
    for name, found in atheris([target.name for target in targets], arguments.seconds, arguments.jobs).items():
        sys.stdout.write(f"| {name} | {found['runs']} |\n{found['problem']}")
        problems += bool(found["problem"])
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
