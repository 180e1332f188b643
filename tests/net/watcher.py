"""Looks for people nearby and prints a JSON line with every change: python -m tests.net.watcher SECONDS.

The last line says how much memory was added meanwhile, how long the event loop was held up at most, and how many
changes there were in the fullest second.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time

from desktop.nearby import word_of
from p2p.discovery import Discovery
from p2p.nearby_rows import Row


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def watch(seconds: float) -> None:
    told: list[float] = []

    def on_rows(rows: tuple[Row, ...]) -> None:
        told.append(time.monotonic())
        say(event="rows", n=len(rows), answering=[word_of(row) for row in rows if row.answers])

    async with Discovery(on_rows):
        say(event="ready")
        before, gap, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0.0, time.monotonic()
        while (now := time.monotonic()) - started < seconds:
            await asyncio.sleep(0.01)
            gap = max(gap, time.monotonic() - now - 0.01)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    fullest = max((sum(at <= other < at + 1 for other in told) for at in told), default=0)
    say(event="end", more_kib=more, longest_gap_s=round(gap, 3), fullest_second=fullest)


if __name__ == "__main__":
    asyncio.run(watch(float(sys.argv[1])))
