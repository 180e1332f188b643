"""Large runs: what they take, and where the wall is.

    python -m tests.bench.scale [NAME ...]          all when none is named

Processes of this computer without a limited link; see tests.bench.parties for what the figures are.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from crypto.builder import Builder
from crypto.circuit import Circuit
from crypto.gadgets import xor_tree
from desktop.bench.circuits import CIRCUITS
from desktop.deals import templates
from desktop.deals.compiler import compile_sheet
from desktop.deals.sheet import Sheet
from desktop.deals.terms import load_sheet
from tests.bench.parties import Figures, run
from tests.bench.shapes import seats_of

PAIRS = 29


def bundle(issues: int, options: int, n: int) -> Sheet:
    """One bundle of options^issues packages between n people."""
    rows = "".join(
        f'  {{ id = "i{i}", options = [{", ".join(chr(34) + str(o) + chr(34) for o in range(options))}] }},\n'
        for i in range(issues)
    )
    large = "large = true\n" if options**issues > 256 else ""
    text = (
        f'format = 1\nid = "bundle"\ntitle = "A bundle"\nparties = {{ min = {n}, max = {n} }}\n'
        f'[[items]]\nid = "package"\nkind = "bundle"\n{large}issues = [\n{rows}]\n'
    )
    return load_sheet(text.encode())


def of_sheet(sheet: Sheet, n: int) -> Circuit:
    return compile_sheet(sheet, seats_of(sheet, n)).circuit


def packages(issues: int, options: int, n: int) -> Circuit:
    return of_sheet(bundle(issues, options, n), n)


def template(name: str, n: int) -> Circuit:
    return of_sheet(templates.sample_sheet(name), n)


def wide(gates: int, n: int) -> Circuit:
    """So many AND gates in ten levels."""
    builder = Builder(n)
    width = gates // 10
    x, y = builder.input(0, width), builder.input(1, width)
    for _ in range(10):
        x, y = builder.and_(x, y), x
    builder.output("parity", xor_tree(builder, x).reshape(1))
    return builder.build()


def bench_circuit(name: str, n: int) -> Circuit:
    return CIRCUITS[name](n)


CASES: Mapping[str, tuple[int, Callable[[], Circuit]]] = {
    "4,096 packages": (2, partial(packages, 6, 4, 2)),
    "4,096 packages, three": (3, partial(packages, 6, 4, 3)),
    "256 packages, eight": (8, partial(packages, 4, 4, 8)),
    "friends' holiday, eight": (8, partial(template, "friends-holiday", 8)),
    "protocol upgrade, eight": (8, partial(template, "protocol-upgrade", 8)),
    "job offer": (2, partial(bench_circuit, "job-offer", 2)),
    "500,000 gates": (2, partial(wide, 500_000, 2)),
    "500,000 gates, five": (5, partial(wide, 500_000, 5)),
}


def make(name: str, party: int) -> tuple[Circuit, None]:
    return CASES[name][1](), None


def measure(name: str) -> Figures:
    return run(CASES[name][0], partial(make, name))


def pairs() -> tuple[float, float, int]:
    """A room's worth of two-person runs on one computer at the same time: seconds of all, of the slowest, bytes."""
    started = time.perf_counter()
    with ThreadPoolExecutor(PAIRS) as pool:
        figures = list(pool.map(measure, ["job offer"] * PAIRS))
    return time.perf_counter() - started, max(one.seconds for one in figures), figures[0].n_bytes


def main() -> None:
    names = sys.argv[1:] or [*CASES, "29 pairs"]
    sys.stdout.write(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    sys.stdout.write("| run | people | gates | depth | MB sent by each | seconds | cpu of one | memory of one |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    for name in names:
        if name == "29 pairs":
            whole, slowest, n_bytes = pairs()
            sys.stdout.write(
                f"{PAIRS} job offers at once: {whole:.1f} s; the slowest {slowest:.1f} s; {n_bytes:,} bytes\n"
            )
            continue
        n, circuit = CASES[name][0], CASES[name][1]()
        took = measure(name)
        cells = (
            *(name, str(n), f"{circuit.n_ands:,}", str(circuit.depth), f"{took.n_bytes / 1e6:.1f}"),
            *(f"{took.seconds:.1f} s", f"{took.cpu:.2f} s", f"{took.peak_bytes / 1e6:.0f} MB"),
        )
        sys.stdout.write(f"| {' | '.join(cells)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
