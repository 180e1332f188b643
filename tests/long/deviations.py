"""All of ST-04, ST-05, ST-12: `python -m tests.long.deviations [--parties N ...] [--stride S] [--offset O] [--bits B]`.

Every type of message x operator x receiver, every message from an older session, and up to B bits of every message.
A stride of 4 with offsets 0 to 3 does the same in four parts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.p2p.helpers import play
from tests.stack.deviations import Case, Ended, cases_of, deviant_channels, flips_of, honest, play_cases, replays_of


def deviations(n: int, stride: int, offset: int, bits: int) -> Counter[str]:
    """Play them; how honest people ended, per operator.

    Raises:
        AssertionError: somebody got a wrong result, hung, or met an error that is none of ours.
    """

    async def scene(folder: Path) -> list[tuple[Case, Ended]]:
        old = await honest(n, folder / "old")
        cases = [*cases_of(old), *replays_of(old), *flips_of(old, bits)]
        return await play_cases(cases[offset::stride], old, folder)

    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, deviant_channels():
        for case, ended in play(scene(Path(folder)), seconds=24 * 3600):
            names = {type(end).__name__ for seat, end in enumerate(ended.ends) if seat != case.cheater}
            ends[f"{case.operator}: {', '.join(sorted(names))}"] += 1
    return ends


def main() -> int:
    """Say how everybody ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, nargs="+", default=[2, 3, 4])
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--bits", type=int, default=8)
    arguments = parser.parse_args()
    for n in arguments.parties:
        started = time.monotonic()
        ends = deviations(n, arguments.stride, arguments.offset, arguments.bits)
        sys.stdout.write(f"{n} people: {sum(ends.values())} runs in {time.monotonic() - started:.0f} s\n")
        for end, count in sorted(ends.items()):
            sys.stdout.write(f"{count:>6}  {end}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
