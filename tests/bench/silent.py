"""What a silent correlated OT would take to compute here: `python -m tests.bench.silent`.

The local code of such a scheme gathers ten blocks of a secret vector for every row (Yang et al. 2020, with 589,760 of
them for ten million rows). Next to it the rows that the engine has: one pass, both roles, transposition and check
included. Processor seconds for a million rows and one role. No protocol: only the work that could not be left out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from crypto import cot
from crypto.rounds import run_locally
from tests.crypto.dealer import dealt_sessions

ROWS = 1 << 20
SECRETS = 589_760
TERMS = 10
PART = 65_536


def best(work: Callable[[], object], times: int = 3) -> float:
    """The least processor seconds."""
    took = []
    for _ in range(times):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return min(took)


def encode() -> Callable[[], object]:
    pick = np.random.default_rng(1)
    blocks = pick.integers(0, 1 << 63, (SECRETS, 2), dtype=np.uint64).view("V16")[:, 0]
    places = pick.integers(0, SECRETS, (TERMS, ROWS), dtype=np.int32)

    def work() -> None:
        for start in range(0, ROWS, PART):
            total = np.zeros((PART, 2), np.uint64)
            for row in places[:, start : start + PART]:
                total ^= np.take(blocks, row).view(np.uint64).reshape(-1, 2)

    return work


def rows() -> object:
    return run_locally([cot.cot_pass(session, ROWS) for session in dealt_sessions(2)])


def main() -> None:
    sys.stdout.write(f"local code, one role: {best(encode()) * 1e6 / ROWS:.3f} s for a million rows\n")
    sys.stdout.write(f"pass of the engine, one role: {best(rows) / 4 * 1e6 / ROWS:.3f} s\n")


if __name__ == "__main__":
    main()
