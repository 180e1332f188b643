"""What set intersection takes, next to openmined-psi in the same run on the same computer.

    .venv/bin/python -m tests.bench.sets [--sizes 100 1000 10000] [--runs 3] [--rival VENV/bin/python]

Both sides run in this process, one step of one side after the other, so that the seconds are those of two sides that
share this computer's cores. Of several runs the shortest counts: other programs only ever make it longer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from crypto import engine, psi, psi_agree
from crypto.psi_work import Work, serial
from crypto.rounds import PartyId, Protocol, run_locally
from desktop.workers import Workers

KEYS = (bytes(32), b"\1" * 32)
SID = bytes(32)


def two_sets(n: int) -> list[list[bytes]]:
    return [[b"entry %d" % i for i in range(start, start + n)] for start in (0, n // 2)]


def cpu_seconds() -> float:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in usage)


class Timed:
    """Seconds, processor seconds and bytes of a block; helpers must have ended inside it."""

    def __enter__(self) -> Timed:
        self.n_bytes = 0
        self._started, self._worked = time.perf_counter(), cpu_seconds()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._started
        self.cpu = cpu_seconds() - self._worked

    def count(self, step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        self.n_bytes += len(message)
        return message


def intersect(n: int, processes: bool | None) -> Timed:
    """Both sides; serial when processes is None, else two workers a side."""
    sets, size = two_sets(n), psi.class_for(n)
    with Timed() as timed, ExitStack() as stack:
        works: list[Work] = [serial, serial]
        if processes is not None:
            pools = [Workers(psi.n_tasks(size), n_workers=2, processes=processes) for _ in sets]
            works = [stack.enter_context(pool) for pool in pools]
        protocols = [psi.intersect(SID, p, sets[p], size, secrets.token_bytes, works[p]) for p in (0, 1)]
        results = run_locally(protocols, timed.count)
    if any(len(result.entries) != n - n // 2 for result in results):
        raise SystemExit("wrong result")
    return timed


def compare_results() -> Timed:
    """Preparing and running the comparison of two results, which does not depend on the sizes."""

    def one(party: PartyId) -> Protocol[None]:
        prepared = yield from engine.prepare(party, KEYS, psi_agree.capacity())
        yield from psi_agree.agree(prepared, psi.Overlap(frozenset((b"x",)), bytes(32)))

    with Timed() as timed:
        run_locally([one(0), one(1)], timed.count)
    return timed


def rival(python: str, n: int) -> Timed:
    script = Path(__file__).with_name("openmined.py")
    finished = subprocess.run([python, str(script), str(n)], capture_output=True, text=True, check=True)
    figures = json.loads(finished.stdout.splitlines()[-1])
    timed = Timed()
    timed.seconds, timed.cpu, timed.n_bytes = figures["seconds"], figures["cpu"], figures["bytes"]
    return timed


def best(measure: Callable[[], Timed], runs: int) -> Timed:
    return min((measure() for _ in range(runs)), key=lambda timed: timed.seconds)


def report(name: str, timed: Timed) -> None:
    sys.stdout.write(f"{name:34} {timed.seconds:8.2f} s {timed.cpu:8.2f} s cpu {timed.n_bytes:12,} bytes\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rival", help="python of an environment that has openmined-psi")
    arguments = parser.parse_args()
    sys.stdout.write(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; best of {arguments.runs}; both sides\n")
    for n in arguments.sizes:
        ways = {"one thread": None, "2 threads a side": False, "2 processes a side": True}
        for name, processes in ways.items():
            report(f"{n}, {name}", best(partial(intersect, n, processes), arguments.runs))
        if arguments.rival:
            report(f"{n}, openmined-psi, one thread", best(partial(rival, arguments.rival, n), arguments.runs))
    report("comparing the results", best(compare_results, arguments.runs))
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f} afterwards\n")


if __name__ == "__main__":
    main()
