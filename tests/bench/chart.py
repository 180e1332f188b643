"""The chart in docs/performance.md, from the rows that tests.bench.links kept.

    python -m tests.bench.chart [ROWS.jsonl] > docs/images/links.svg

One panel for each circuit: seconds from connected to result (logarithmic) by round trip; one line for each number of
people and rate.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.links import CIRCUITS, PARTIES, RATES, ROUND_TRIPS_MS

ROWS = Path(__file__).with_name("links.jsonl")
COLOURS = dict(zip(PARTIES, ("#1f6f54", "#b5651d", "#5a4fa2"), strict=True))
DASHES = dict(zip(RATES, ("none", "6 3", "2 3"), strict=True))
PANEL_W, PANEL_H, LEFT, TOP, GAP = 250, 250, 46, 46, 26
LOWEST_S, HIGHEST_S = 0.5, 64.0


def y_of(seconds: float) -> float:
    part = math.log(min(max(seconds, LOWEST_S), HIGHEST_S) / LOWEST_S) / math.log(HIGHEST_S / LOWEST_S)
    return TOP + PANEL_H * (1 - part)


def x_of(panel: int, place: int) -> float:
    return LEFT + panel * (PANEL_W + GAP) + 20 + place * (PANEL_W - 40) / (len(ROUND_TRIPS_MS) - 1)


def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'


def axes() -> Iterator[str]:
    for panel, circuit in enumerate(CIRCUITS):
        left = LEFT + panel * (PANEL_W + GAP)
        yield text(left + PANEL_W / 2, TOP - 12, circuit)
        seconds = LOWEST_S
        while seconds <= HIGHEST_S:
            y = y_of(seconds)
            yield f'<line x1="{left}" x2="{left + PANEL_W}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>'
            if panel == 0:
                yield text(left - 6, y + 4, f"{seconds:g} s", "end")
            seconds *= 2
        for place, round_trip in enumerate(ROUND_TRIPS_MS):
            yield text(x_of(panel, place), TOP + PANEL_H + 18, f"{round_trip:g} ms")


def lines(rows: Sequence[dict[str, float]]) -> Iterator[str]:
    seconds = {(row["circuit"], row["parties"], row["rate_mbit"], row["round_trip_ms"]): row["seconds"] for row in rows}
    for panel, circuit in enumerate(CIRCUITS):
        for n in PARTIES:
            for rate in RATES:
                points = [
                    (x_of(panel, place), y_of(seconds[circuit, n, rate, round_trip]))  # type: ignore[index]  # JSON
                    for place, round_trip in enumerate(ROUND_TRIPS_MS)
                ]
                path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
                style = f'stroke="{COLOURS[n]}" stroke-dasharray="{DASHES[rate]}" stroke-width="2" fill="none"'
                yield f'<polyline points="{path}" {style}/>'


def legend() -> Iterator[str]:
    y = TOP + PANEL_H + 44
    for place, n in enumerate(PARTIES):
        x = LEFT + place * 110
        yield f'<line x1="{x}" x2="{x + 26}" y1="{y}" y2="{y}" stroke="{COLOURS[n]}" stroke-width="2"/>'
        yield text(x + 32, y + 4, f"{n} people", "start")
    for place, rate in enumerate(RATES):
        x = LEFT + 360 + place * 130
        dash = f'stroke-dasharray="{DASHES[rate]}"'
        yield f'<line x1="{x}" x2="{x + 26}" y1="{y}" y2="{y}" stroke="#333" stroke-width="2" {dash}/>'
        yield text(x + 32, y + 4, f"{rate} Mbit/s" if rate else "no limit", "start")


def main() -> None:
    path = Path(sys.argv[1]) if sys.argv[1:] else ROWS
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    width = LEFT + len(CIRCUITS) * (PANEL_W + GAP)
    height = TOP + PANEL_H + 64
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12" fill="#222">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        text(width / 2, 16, "Seconds from connected to result, by round trip"),
        *axes(),
        *lines(rows),
        *legend(),
        "</svg>",
    ]
    sys.stdout.write("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
