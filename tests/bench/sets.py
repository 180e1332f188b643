"""What set intersection takes, next to openmined-psi in the same run on the same computer.

    .venv/bin/python -m tests.bench.sets [--sizes 100 1000 10000 100000] [--runs 3] [--rival]

With --rival the first run puts openmined-psi into an environment of its own, .venv/rival. It is no part of the project.
Two processes, one for each side, joined by a socket pair, as it is on two computers; seconds are those of the slower
one, from its first step to its result, without the start of the process. Of several runs the shortest counts: other
programs only ever make it longer.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import secrets
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from crypto import psi
from crypto.psi_agree import intersect_and_agree
from crypto.rounds import Protocol, drive
from tests.bench.parties import exchange, peak_bytes

KEYS = (bytes(32), b"\1" * 32)
RIVAL = "openmined-psi==2.0.6"


@dataclass(frozen=True)
class Figures:
    """Seconds of the slower side; processor seconds, bytes of both; memory of the larger side."""

    seconds: float
    cpu: float
    n_bytes: int
    peak_bytes: int = 0


def two_sets(n: int) -> list[list[bytes]]:
    return [[b"entry %d" % i for i in range(start, start + n)] for start in (0, n // 2)]


def one_side(party: int, n: int, agree: bool, line: socket.socket, tell: Connection) -> None:
    entries, size, counted = two_sets(n)[party], psi.class_for(n), [0]
    protocol: Protocol[psi.Overlap] = psi.intersect(bytes(32), party, entries, size, secrets.token_bytes)
    if agree:
        protocol = intersect_and_agree(party, KEYS, entries, size, b"bench")
    started, worked = time.perf_counter(), time.process_time()
    overlap = drive(protocol, partial(exchange, {1 - party: line}, counted))
    if len(overlap.entries) != n - n // 2:
        raise SystemExit("wrong result")
    tell.send((time.perf_counter() - started, time.process_time() - worked, counted[0], peak_bytes()))


def intersect(n: int, agree: bool) -> Figures:
    spawn, lines = multiprocessing.get_context("spawn"), socket.socketpair()
    pipes = [spawn.Pipe(duplex=False) for _ in lines]
    sides = [spawn.Process(target=one_side, args=(p, n, agree, lines[p], pipes[p][1])) for p in (0, 1)]
    for side in sides:
        side.start()
    told = [pipe[0].recv() for pipe in pipes]
    for side in sides:
        side.join()
    seconds, cpu, n_bytes, peak = zip(*told, strict=True)
    return Figures(max(seconds), sum(cpu), sum(n_bytes), max(peak))


def environment_of_rival() -> str:
    """The python of an environment that has openmined-psi; made where it is missing."""
    folder = Path(sys.prefix) / "rival"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", RIVAL], check=True)
    return str(python)


def rival(python: str, n: int) -> Figures:
    script = Path(__file__).with_name("openmined.py")
    finished = subprocess.run([python, str(script), str(n)], capture_output=True, text=True, check=True)
    figures = json.loads(finished.stdout.splitlines()[-1])
    return Figures(figures["seconds"], figures["cpu"], figures["bytes"])


def best(measure: Callable[[], Figures], runs: int) -> Figures:
    return min((measure() for _ in range(runs)), key=lambda figures: figures.seconds)


def report(name: str, figures: Figures) -> None:
    sys.stdout.write(
        f"{name:34} {figures.seconds:8.2f} s {figures.cpu:8.2f} s cpu {figures.n_bytes:12,} bytes "
        f"{figures.peak_bytes / 1e6:6.0f} MB\n"
    )
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rival", action="store_true", help="next to openmined-psi, in .venv/rival")
    arguments = parser.parse_args()
    python = environment_of_rival() if arguments.rival else ""
    sys.stdout.write(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; best of {arguments.runs}; both sides\n")
    for n in arguments.sizes:
        report(f"{n}", best(partial(intersect, n, False), arguments.runs))
        report(f"{n}, with the comparison of results", best(partial(intersect, n, True), arguments.runs))
        if python:
            report(f"{n}, openmined-psi, one thread", best(partial(rival, python, n), arguments.runs))
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f} afterwards\n")


if __name__ == "__main__":
    main()
