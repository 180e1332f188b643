"""Whole runs over links with a rate and a latency, between network namespaces: one table. Linux, as root.

    python -m tests.bench.links [--circuits job-offer ...] [--parties 2 3 5] [--rates 0 50 10] [--round-trips 1 20 100]
                                [--json FILE]

Every computer is a namespace with one cable into a common switch. The rate (Mbit/s in each direction of each cable, 0
for none) is a token bucket of the kernel (tbf); the latency is a relay in the namespace (tests.bench.relay), half of
the round trip each way. Seconds are from connected to result, of the slowest; bytes are what the busiest sent to all
others. With --json every row is appended to a file as one line, and rows that are there already are not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.relay import rules
from tests.net.spaces import World, why_not, world

CIRCUITS = ("job-offer", "aes-128", "wide-100k")
PARTIES = (2, 3, 5)
RATES = (0, 50, 10)
ROUND_TRIPS_MS = (1, 20, 100)
RELAY_PORT = 4999
PATIENCE_S = 280.0
Row = dict[str, object]


def measure(net: World, circuit: str, n: int, rate: int, round_trip_ms: float) -> Row:
    """One run; everything in `net` is new."""
    lan = net.switch()
    computers = [net.computer(f"p{number}", lan, six=False) for number in range(n)]
    for computer in computers:
        if rate:
            computer.cables[0].throttle(f"{rate}mbit")
        computer.firewall(rules(RELAY_PORT))
        computer.python("tests.bench.relay", str(RELAY_PORT), str(round_trip_ms / 2)).next_event()
    first, *others = computers
    host = first.python("desktop.bench.party", circuit, str(n), "host", first.four)
    invite = host.invite()
    programs = [host]
    for computer in others:
        programs.append(
            computer.python("desktop.bench.party", circuit, str(n), "join", computer.four, stdin=subprocess.PIPE)
        )
        stdin = programs[-1].process.stdin
        if stdin is not None:
            stdin.write(f"{invite}\n")
            stdin.flush()
    figures = [program.end(PATIENCE_S).one("figures") for program in programs]

    def largest(name: str) -> float:
        return max(float(str(one[name])) for one in figures)

    def slowest(*parts: str) -> float:
        return max(sum(float(one["seconds"][part]) for part in parts) for one in figures)  # type: ignore[index]  # JSON

    return {
        "circuit": circuit,
        "parties": n,
        "rate_mbit": rate,
        "round_trip_ms": round_trip_ms,
        "seconds": round(slowest("setup", "preprocessing", "online"), 3),
        "online_s": round(slowest("online"), 3),
        "cpu_s": round(largest("cpu_seconds"), 3),
        "megabytes": round(largest("bytes_sent") / 1e6, 3),
        "rounds": largest("rounds"),
        "gap_ms": round(1000 * largest("longest_gap_s"), 1),
        "peak_mb": round(largest("peak_rss_bytes") / 1e6),
        "load": round(os.getloadavg()[0], 1),
    }


def rows(wanted: Iterable[tuple[str, int, int, float]], path: Path | None) -> Iterator[Row]:
    """Run what is wanted and not in the file yet, and keep it there."""
    done: dict[tuple[object, ...], Row] = {}
    if path is not None and path.exists():
        for line in path.read_text().splitlines():
            row = json.loads(line)
            done[row["circuit"], row["parties"], row["rate_mbit"], row["round_trip_ms"]] = row
    for circuit, n, rate, round_trip_ms in wanted:
        row = done.get((circuit, n, rate, round_trip_ms))
        if row is None:
            with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as net:
                row = measure(net, circuit, n, rate, round_trip_ms)
            if path is not None:
                with path.open("a") as file:
                    file.write(json.dumps(row) + "\n")
        yield row


def main() -> int:
    """Print one line of the table per run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--circuits", nargs="*", default=CIRCUITS)
    parser.add_argument("--parties", nargs="*", type=int, default=PARTIES)
    parser.add_argument("--rates", nargs="*", type=int, default=RATES)
    parser.add_argument("--round-trips", nargs="*", type=float, default=ROUND_TRIPS_MS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    reason = why_not()
    if reason:
        sys.stdout.write(f"{reason}\n")
        return 1
    sys.stdout.write("| circuit | people | Mbit/s | round trip | connected to result | online | MB sent | load |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    wanted = (
        (circuit, n, rate, round_trip_ms)
        for circuit in arguments.circuits
        for n in arguments.parties
        for rate in arguments.rates
        for round_trip_ms in arguments.round_trips
    )
    for row in rows(wanted, arguments.json):
        sys.stdout.write(
            f"| {row['circuit']} | {row['parties']} | {row['rate_mbit'] or 'no limit'} | {row['round_trip_ms']} ms "
            f"| {row['seconds']:.2f} s | {row['online_s']:.2f} s | {row['megabytes']:.2f} | {row['load']} |\n"
        )
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
