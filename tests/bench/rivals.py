"""The same small work done by this engine, by MPyC and by mpc-framework, on the same computer in the same run.

    python -m tests.bench.rivals [--mpyc VENV/bin/python] [--mpc-framework FOLDER] [--count 32] [--runs 3]

Work: COUNT comparisons of 16-bit numbers of two people, of which all learn how many came out greater; and the place of
the largest of COUNT sums of their numbers. Real processes on this computer without a limited link; seconds are from
connected to result, base OT included, bytes are those of all parties together. Of several runs the shortest counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from crypto.builder import Builder
from crypto.circuit import Circuit
from crypto.gadgets import add, less_than, popcount, widen
from crypto.gadgets_select import argmin
from tests.bench.parties import run

BITS = 16
WORK = ("compare", "argmax")
HERE = Path(__file__).parent


def numbers(party: int, count: int) -> list[int]:
    return [7919 * (party + 1) * (i + 1) % 10_000 for i in range(count)]


def circuit(name: str, n: int, count: int) -> Circuit:
    """Of the first two people's numbers; everybody learns the result."""
    builder = Builder(n)
    first, second = (builder.input(seat, BITS * count).reshape(count, BITS) for seat in (0, 1))
    if name == "compare":
        builder.output("result", popcount(builder, less_than(builder, second, first)))
        return builder.build()
    sums = add(builder, widen(first, BITS + 1), widen(second, BITS + 1))
    width = (count - 1).bit_length()
    places = (np.arange(count)[:, None] >> np.arange(width)) & 1
    builder.output("result", argmin(builder, builder.not_(sums[:, : BITS + 1]), payload=places).payload)
    return builder.build()


def expected(name: str, count: int) -> int:
    pairs = list(zip(numbers(0, count), numbers(1, count), strict=True))
    if name == "compare":
        return sum(a > b for a, b in pairs)
    sums = [a + b for a, b in pairs]
    return sums.index(max(sums))


def make(name: str, n: int, count: int, party: int) -> tuple[Circuit, list[int]]:
    mine = [number >> bit & 1 for number in numbers(party, count) for bit in range(BITS)] if party < 2 else []
    return circuit(name, n, count), mine


def ours(n: int, name: str, count: int) -> tuple[float, int, int]:
    """Seconds of the slowest, bytes of all, the result."""
    figures = run(n, partial(make, name, n, count))
    return figures.seconds, figures.n_bytes_of_all, sum(bit << i for i, bit in enumerate(figures.results["result"]))


def rival(command: list[str], folder: str | None, n_parties: int) -> tuple[float, int, int]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=300)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("{")]
    figures = json.loads(line)
    return figures["seconds"], figures["bytes"] * n_parties, figures["result"]


def report(who: str, name: str, count: int, runs: int, measure: Callable[[], tuple[float, int, int]]) -> None:
    seconds, n_bytes, result = min(measure() for _ in range(runs))
    if result != expected(name, count):
        raise SystemExit(f"{who} computed {result}")
    sys.stdout.write(f"| {name} {count} | {who} | {seconds:.2f} s | {n_bytes:,} |\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mpyc", help="python of an environment that has MPyC")
    parser.add_argument("--mpc-framework", help="folder in which mpc-framework, emp-wasm-engine and summon-ts are")
    parser.add_argument("--count", type=int, default=32)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    count, runs = arguments.count, arguments.runs
    sys.stdout.write(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; best of {runs}\n")
    for name in WORK:
        for n in (2, 3):
            report(f"this engine, {n} parties, malicious", name, count, runs, partial(ours, n, name, count))
        if arguments.mpyc:
            script = str(HERE / "rival_mpyc.py")
            command = [arguments.mpyc, script, "-M3", name, str(count)]
            who = "MPyC, 3 parties, semi-honest, honest majority"
            report(who, name, count, runs, partial(rival, command, None, 3))
        if arguments.mpc_framework:
            command = ["node", str(HERE / "rival_mpc_framework.mjs"), name, str(count)]
            who = "mpc-framework, 2 parties, malicious"
            report(who, name, count, runs, partial(rival, command, arguments.mpc_framework, 1))


if __name__ == "__main__":
    main()
