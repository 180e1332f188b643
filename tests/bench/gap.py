"""How long the event loop is away at most while a large comparison is made, and for what reason.

    python -m tests.bench.gap [--circuit large-500k] [--parties 2] [--times 3] [--inside]

Whole runs between processes of this computer, over loopback and with everything that a comparison has. One row for each
process and run: the longest time for which heart-beats and a window would have waited; the longest time for which the
program itself held the loop, neither waiting for a core nor longer than it worked meanwhile; what part of that was work
of the loop's own thread (the rest is waiting for the interpreter); how often it was over 20 ms. Next to it an idle
event loop in a process of its own: what the computer does to anybody. With --inside both parties run in one thread of
this process, without channels: then the loop waits for nothing but the interpreter.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Mapping

import numpy as np

from crypto.bits import Bits
from crypto.circuit import Circuit
from crypto.engine import capacity_of, evaluate, prepare
from crypto.rounds import Protocol, run_locally
from desktop.bench.circuits import MORE_CIRCUITS
from desktop.bench.party import LongestGap
from desktop.processes import Launch, meet
from p2p.runner import SWITCH_S


async def run(circuit: str, n: int) -> tuple[list[Mapping[str, object]], LongestGap]:
    """One run: the figures of every party, and what this process, which waits for them, saw meanwhile."""
    idle = LongestGap()
    watching = asyncio.ensure_future(idle.watch())
    launches = [Launch(("desktop.bench.party", circuit, str(n), part), {}) for part in ("host", *["join"] * (n - 1))]
    ended = await meet(launches[0], launches[1:])
    watching.cancel()
    return [figures for one in ended if (figures := one.last("figures")) is not None], idle


async def inside(circuit: Circuit) -> LongestGap:
    """Both parties in one other thread, while the event loop here does nothing."""
    keys = tuple(sorted(secrets.token_bytes(32) for _ in range(circuit.n_parties)))
    seats = tuple(range(circuit.n_parties))

    def party(me: int) -> Protocol[dict[str, Bits]]:
        prepared = yield from prepare(me, keys, capacity_of(circuit, seats))
        bits = np.frombuffer(secrets.token_bytes(int((circuit.owner == me).sum())), np.uint8) & np.uint8(1)
        return (
            yield from evaluate(
                prepared,
                circuit,
                bits,
                party_of_seat=seats,
                context=b"",
                before_order=lambda: None,
                released=lambda name, opened: None,
            )
        )

    gap = LongestGap()
    watching = asyncio.ensure_future(gap.watch())
    sys.setswitchinterval(SWITCH_S)
    await asyncio.to_thread(lambda: run_locally([party(me) for me in seats]))
    watching.cancel()
    return gap


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
    parser.add_argument("--inside", action="store_true")
    arguments = parser.parse_args()
    sys.stdout.write(f"{arguments.circuit}, {arguments.parties} people, {os.cpu_count()} cores\n")
    row("load", "longest gap", "held by the program", "own work in it", "over 20 ms", "seconds", "memory")
    row(*["---"] * 7)
    if arguments.inside:
        for _ in range(arguments.times):
            gap = asyncio.run(inside(MORE_CIRCUITS[arguments.circuit](arguments.parties)))
            load = f"{os.getloadavg()[0]:.1f}"
            row(load, *map(milliseconds, (gap.seconds, gap.held_s, gap.own_s)), gap.often, "inside", "")
        return
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
