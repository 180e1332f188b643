"""How long the event loop is away at most while a large comparison is made, and for what reason.

    python -m tests.bench.gap [--circuit large-500k] [--parties 2] [--times 3]

Whole runs between processes of this computer, over loopback and with everything that a comparison has. One row for each
process and run: the longest time for which heart-beats and a window would have waited; the longest time without waiting
for a core, which more threads wanted than there are; what part of that was work of the loop's own thread (the rest is
waiting for the interpreter, which the computing thread had); how often it was over 20 ms. Next to it an idle event loop
in a process of its own: what the computer does to anybody.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping

from desktop.bench_party import LongestGap
from desktop.processes import Launch, meet


async def run(circuit: str, n: int) -> tuple[list[Mapping[str, object]], LongestGap]:
    """One run: the figures of every party, and what this process, which waits for them, saw meanwhile."""
    idle = LongestGap()
    watching = asyncio.ensure_future(idle.watch())
    launches = [Launch(("desktop.bench_party", circuit, str(n), part), {}) for part in ("host", *["join"] * (n - 1))]
    ended = await meet(launches[0], launches[1:])
    watching.cancel()
    return [figures for one in ended if (figures := one.last("figures")) is not None], idle


def row(*cells: object) -> None:
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def milliseconds(value: object) -> str:
    return f"{1000 * float(str(value)):.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--circuit", default="large-500k")
    parser.add_argument("--parties", type=int, default=2)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    sys.stdout.write(f"{arguments.circuit}, {arguments.parties} people, {os.cpu_count()} cores\n")
    row("load", "longest gap", "without waiting for a core", "own work in it", "over 20 ms", "seconds", "memory")
    row(*["---"] * 7)
    for _ in range(arguments.times):
        figures, idle = asyncio.run(run(arguments.circuit, arguments.parties))
        load = f"{os.getloadavg()[0]:.1f}"
        for one in figures:
            seconds = one["seconds"]
            whole = sum(map(float, seconds.values())) if isinstance(seconds, Mapping) else 0.0
            gaps = (milliseconds(one[name]) for name in ("longest_gap_s", "gap_held_s", "gap_own_s"))
            memory = f"{int(str(one['peak_rss_bytes'])) / 1e6:.0f} MB"
            row(load, *gaps, one["gaps_over_aim"], f"{whole:.1f} s", memory)
        row(load, *map(milliseconds, (idle.seconds, idle.held_s, idle.own_s)), idle.often, "idle", "")


if __name__ == "__main__":
    main()
