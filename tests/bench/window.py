"""The window while everything runs: `python -m tests.bench.window [--runs N]`. Real windows, no screen needed.

Start: from starting the program to its first painting, with an empty data folder and with one that is there already.
Frames: the longest pause between two paintings of something that moves, sixty a second, in two windows that prepare
and compare 50,000 triples on this computer, while somebody goes from question to question. Job offer: from the moment
when both windows have locked in to both results.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

from desktop.processes import HOME_VARIABLE, Launch, meet

MODULE = "tests.bench.window_party"
LIMIT_MS = 50
PARTS = ("connecting", "preparing", "ready", "comparing")


def start(home: str) -> float:
    """Seconds from starting the program to its first painting."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", MODULE, "start"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, HOME_VARIABLE: home},
    )
    return float(done.stdout.split('"at": ')[1].split("}")[0]) - began


def compare(sheet: str) -> list[Mapping[str, object]]:
    """Two windows; per window its figures."""
    launches = [Launch((MODULE, part, sheet), {}) for part in ("host", "join")]
    ended = asyncio.run(meet(launches[0], launches[1:]))
    return [one.last("figures") or {} for one in ended]


def pauses_of(windows: Sequence[Mapping[str, object]], part: str) -> list[float]:
    """In milliseconds, of all windows."""
    found: list[float] = []
    for one in windows:
        pauses = one["pauses"]
        if isinstance(pauses, Mapping):
            found += pauses.get(part, [])
    return found


def told(windows: Sequence[Mapping[str, object]]) -> str:
    """Seconds from the last lock-in to the last result."""
    waited = max(float(str(one["result"])) for one in windows) - max(float(str(one["locked"])) for one in windows)
    return f"from the last lock-in to both results {waited:.2f} s, load {os.getloadavg()[0]:.0f}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    for what, known in (("empty data folder", False), ("known data folder", True)):
        took = []
        with tempfile.TemporaryDirectory() as same:
            if known:
                start(same)
            for _ in range(runs):
                with tempfile.TemporaryDirectory() as new:
                    took.append(start(same if known else new))
        load = os.getloadavg()[0]
        say(f"start, {what}: median {statistics.median(took):.2f} s, best {min(took):.2f} s, load {load:.0f}")
    for _ in range(runs):
        windows = compare("two-bundles")
        for part in PARTS:
            pauses = sorted(pauses_of(windows, part))
            if pauses:
                over = sum(pause > LIMIT_MS for pause in pauses)
                high = pauses[int(0.99 * (len(pauses) - 1))]
                where = f"{part}: {len(pauses)} frames, longest pause {pauses[-1]:.0f} ms, 99 % below {high:.0f} ms"
                say(f"{where}, {over} over {LIMIT_MS} ms")
        say(f"{windows[0]['gates']} gates; {told(windows)}")
    for _ in range(runs):
        windows = compare("salary-offer")
        say(f"job offer in two windows: {told(windows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
