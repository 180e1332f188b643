"""Figures only ever get better, unless somebody says so: compares tests.bench.shapes with tests/bench/baseline.json.

    python -m tests.bench.ratchet            compares; exit code 1 when a figure moved by more than 2 %
    python -m tests.bench.ratchet --write    writes the figures of today; commit them with the change that caused them

A figure that got better has to be written, too: otherwise the next change could eat up the gain unseen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench.shapes import memory, shapes

BASELINE = Path(__file__).with_name("baseline.json")
TOLERANCE = 0.02


def baseline() -> dict[str, int]:
    """The committed figures."""
    figures: dict[str, int] = json.loads(BASELINE.read_text())
    return figures


def differences(measured: Mapping[str, int], committed: Mapping[str, int]) -> list[str]:
    """One sentence for every figure that is new, gone, or off by more than 2 %."""
    found = []
    for name in sorted(measured.keys() | committed.keys()):
        if name not in measured or name not in committed:
            found.append(f"{name}: {'no longer measured' if name in committed else 'not in the baseline'}")
            continue
        now, before = measured[name], committed[name]
        if abs(now - before) > TOLERANCE * before:
            found.append(f"{name}: {'grew' if now > before else 'shrank'} from {before:,} to {now:,}")
    return found


def main() -> int:
    """Compare or write."""
    measured = {**shapes(), **memory()}
    if "--write" in sys.argv[1:]:
        BASELINE.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n")
        return 0
    found = differences(measured, baseline())
    for sentence in found:
        sys.stdout.write(f"{sentence}\n")
    sys.stdout.write(f"{len(measured)} figures compared with {BASELINE.name}, {len(found)} of them moved by over 2 %\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
