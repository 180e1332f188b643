"""Many random sheets through the whole program: `python -m tests.long.random_sheets --sheets 500`.

Each has 2 to 4 people who meet over loopback, run the protocol, and must all get an outcome that the rule in the clear
can give. The test suite runs the first ones. With --parties 5 6 there are sums, too; with --improve each is a bundle
and the improvement of what was agreed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.desktop.negotiations import compare_random_sheet, improve_random_bundle

SEED = 20_261_122


def rng_for(number: int) -> random.Random:
    """The randomness of one sheet, by its number: a failing one can be run alone."""
    return random.Random(SEED * 1_000 + number)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def run(first: int, count: int, parties: list[int], *, improve: bool) -> None:
    compare = improve_random_bundle if improve else compare_random_sheet
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + count):
            started = time.monotonic()
            rng = rng_for(number)
            n = rng.choice(parties)
            try:
                await compare(rng, n, Path(folder) / str(number))
            except Exception:
                say(f"sheet {number}, {n} people: run it alone with --first {number} --sheets 1")
                raise
            say(f"sheet {number}: {n} people, {time.monotonic() - started:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--parties", type=int, nargs="+", default=[2, 2, 3, 4])
    parser.add_argument("--improve", action="store_true")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.first, arguments.sheets, arguments.parties, improve=arguments.improve))
    say(f"{arguments.sheets} sheets: all as the rule in the clear says")


if __name__ == "__main__":
    main()
