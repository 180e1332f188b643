"""What is left to do when the last person has locked in: `python -m tests.bench.ahead [--runs N] [--round-trips MS]`.

Two whole programs over the app's own path (meeting, store, ledger, signatures), the job offer as shipped. *Ahead*:
everything is prepared while people think; seconds from the last answer to the last result. *Cold*: the answers are
there at once; seconds from connected to the last result. Without latency over loopback; with one between network
namespaces (Linux, root), half of the round trip each way. The median of N runs, and the best; processor seconds
are those of one person in that time. Next to it AES of this run, to compare computers.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desktop.bench.figures import measure_core
from desktop.processes import Launch, meet
from tests.bench.relay import rules
from tests.net.spaces import why_not, world

RELAY_PORT = 4998
SHEET = "salary-offer"
Moments = Mapping[str, float]


def over_loopback(how: str, sheet: str) -> list[Moments]:
    """One run; per person its moments."""
    launches = [Launch(("tests.bench.ahead_party", part, how, sheet), {}) for part in ("host", "join")]
    ended = asyncio.run(meet(launches[0], launches[1:]))
    return [dict(one.last("moments") or {}) for one in ended]  # type: ignore[arg-type]  # JSON


def over_latency(how: str, sheet: str, round_trip_ms: float) -> list[Moments]:
    """The same between two namespaces."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as net:
        lan = net.switch()
        computers = [net.computer(f"p{number}", lan, six=False) for number in range(2)]
        for computer in computers:
            computer.firewall(rules(RELAY_PORT))
            computer.python("tests.bench.relay", str(RELAY_PORT), str(round_trip_ms / 2)).next_event()
        module = "tests.bench.ahead_party"
        host = computers[0].python(module, "host", how, sheet, computers[0].four)
        invite = host.invite()
        guest = computers[1].python(module, "join", how, sheet, computers[1].four, stdin=subprocess.PIPE)
        if guest.process.stdin is not None:
            guest.process.stdin.write(f"{invite}\n")
            guest.process.stdin.flush()
        return [program.end().one("moments") for program in (host, guest)]  # type: ignore[misc]  # JSON


def figures(how: str, people: list[Moments], round_trip_ms: float) -> tuple[float, float, int]:
    """Seconds until the last result, seconds of them that are latencies, and the steps that these are."""
    ahead = how == "ahead"
    begun = max(one["locked" if ahead else "connected"] for one in people)
    # The word that says who wants to compare is on its way once, too.
    steps = int(max(one["steps"] - (one["prepared_steps"] if ahead else 0) for one in people)) + ahead
    return max(one["result"] for one in people) - begun, steps * round_trip_ms / 2000, steps


def measure(how: str, sheet: str, round_trip_ms: float, runs: int) -> str:
    """A row of the table."""
    seconds, rest, gaps, cpu = [], [], [], []
    steps, waits = 0, 0.0
    for _ in range(runs):
        people = over_latency(how, sheet, round_trip_ms) if round_trip_ms else over_loopback(how, sheet)
        took, waits, steps = figures(how, people, round_trip_ms)
        seconds.append(took)
        rest.append(took - waits)
        gaps.append(max(one["gap"] for one in people))
        begun = "agreed_cpu" if how == "ahead" else "connected_cpu"
        cpu.append(max(one["result_cpu"] - one[begun] for one in people))
    cells = (
        *(how, f"{round_trip_ms:g} ms", str(steps), f"{statistics.median(seconds):.2f} s", f"{min(seconds):.2f} s"),
        *(f"{waits:.2f} s", f"{statistics.median(rest):.2f} s", f"{statistics.median(cpu):.2f} s"),
        *(f"{1000 * statistics.median(gaps):.0f} ms", f"{os.getloadavg()[0]:.0f}"),
    )
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--round-trips", nargs="*", type=float, default=[0, 20])
    parser.add_argument("--sheet", default=SHEET)
    arguments = parser.parse_args()
    core = measure_core(())
    sys.stdout.write(f"AES-128 ECB {core.aes_ecb / 1e9:.1f} GB/s, copying memory {core.memory / 1e9:.1f} GB/s\n")
    columns = ("how", "round trip", "steps", "median", "best", "latencies", "beyond them", "cpu", "gap", "load")
    sys.stdout.write(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n")
    for round_trip_ms in arguments.round_trips:
        reason = why_not() if round_trip_ms else None
        if reason:
            sys.stdout.write(f"{round_trip_ms:g} ms: {reason}\n")
            continue
        for how in ("ahead", "cold"):
            sys.stdout.write(f"{measure(how, arguments.sheet, round_trip_ms, arguments.runs)}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
