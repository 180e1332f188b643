"""Every deviation of one person: `python -m tests.long.deviations [--parties N] [--stride S] [--offset O] [--bits B]`.

Every type of message x operator x receiver, every message from an older session, and up to B bits of every message.
A stride of 4 with offsets 0 to 3 does the same in four parts. With --loopback over sockets and with threads, each case
a negotiation from its beginning: about thirty times as slow.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tests.p2p.helpers import play
from tests.stack.deviations import ABOUT_SHEET, Case, Sender, deviant_channels, sample
from tests.stack.forks import play_forked
from tests.stack.loopback import honest, play_cases
from tests.stack.table import Played


def over_loopback(n: int, bits: int, stride: int, offset: int) -> list[Played]:
    """The same as play_forked, over sockets."""

    async def scene(folder: Path) -> list[Played]:
        old = await honest(n, folder / "old")
        return await play_cases(sample(old.senders, bits, stride, offset), old, folder)

    with tempfile.TemporaryDirectory() as folder, deviant_channels():
        return play(scene(Path(folder)), seconds=24 * 3600)


def how_they_ended(played: list[Played]) -> Counter[str]:
    """How honest people ended, per operator."""
    ends: Counter[str] = Counter()
    for one in played:
        how = ", ".join(sorted(one.honest_ends)) if one.changed else "nothing was changed"
        ends[f"{one.case.operator}: {how}"] += 1
    return ends


def main() -> int:
    """Say how everybody ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, nargs="+", default=[2, 3, 4])
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--bits", type=int, default=8)
    parser.add_argument("--loopback", action="store_true")
    parser.add_argument("--together", action="store_true", help="words about the sheet, where people change it")
    parser.add_argument("--json", action="store_true", help="every case and how it ended")
    arguments = parser.parse_args()
    which = arguments.bits, arguments.stride, arguments.offset
    for n in arguments.parties:
        started = time.monotonic()

        def choose(old: list[Sender]) -> list[Case]:
            cases = sample(old, *which)
            return [case for case in cases if case.label in ABOUT_SHEET] if arguments.together else cases

        together = arguments.together
        played = over_loopback(n, *which) if arguments.loopback else play_forked(n, choose, together=together)
        if arguments.json:
            sys.stdout.write(json.dumps([asdict(one) for one in played]) + "\n")
            continue
        sys.stdout.write(f"{n} people: {len(played)} runs in {time.monotonic() - started:.0f} s\n")
        for end, count in sorted(how_they_ended(played).items()):
            sys.stdout.write(f"{count:>6}  {end}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
