"""Every deviation of one person: `python -m tests.long.deviations [--parties N] [--stride S] [--offset O] [--bits B]`.

Every type of message x operator x receiver, every message from an older session, and up to B bits of every message.
A stride of 4 with offsets 0 to 3 does the same in four parts. With --together, --return or --without only the words
about the sheet, and those of people who come back; see tests.stack.table.Scene. With --loopback
over sockets and with threads, each case a negotiation from its beginning: about thirty times as slow.
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
from tests.stack.choosing import ABOUT_SHEET, sample
from tests.stack.deviations import RETURN, deviant_channels
from tests.stack.forks import play_forked
from tests.stack.loopback import honest, play_cases
from tests.stack.table import Played, Scene

ABOUT = {Scene.TOGETHER: ABOUT_SHEET, Scene.RETURN: (RETURN,), Scene.WITHOUT: (RETURN,)}
"""Which words are deviated in, where it is not all."""


def over_loopback(n: int, bits: int, stride: int, offset: int, about: tuple[str, ...]) -> list[Played]:
    """The same as play_forked, over sockets."""

    async def scene(folder: Path) -> list[Played]:
        old = await honest(n, folder / "old")
        return await play_cases(sample(old.senders, bits, stride, offset, about), old, folder)

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
    parser.add_argument("--parties", type=int, nargs="+", default=[])
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--bits", type=int, default=8)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--loopback", action="store_true")
    how.add_argument("--together", action="store_true", help="words about the sheet, where people change it")
    how.add_argument("--return", action="store_true", help="words of coming back, after connections broke")
    how.add_argument("--without", action="store_true", help="the same, where the last one is gone for good")
    parser.add_argument("--json", action="store_true", help="every case and how it ended")
    arguments = parser.parse_args()
    scene = next((scene for scene in ABOUT if getattr(arguments, scene.name.lower())), Scene.PLAIN)
    which = arguments.bits, arguments.stride, arguments.offset, ABOUT.get(scene, ("",))
    fewest = 3 if scene is Scene.WITHOUT else 2
    if any(n < fewest for n in arguments.parties):
        parser.error(f"that takes {fewest} people")
    for n in arguments.parties or range(fewest, 5):
        started = time.monotonic()
        loopback = arguments.loopback
        played = over_loopback(n, *which) if loopback else play_forked(n, lambda old: sample(old, *which), scene)
        if arguments.json:
            sys.stdout.write(json.dumps([asdict(one) for one in played]) + "\n")
            continue
        sys.stdout.write(f"{n} people: {len(played)} runs in {time.monotonic() - started:.0f} s\n")
        for end, count in sorted(how_they_ended(played).items()):
            sys.stdout.write(f"{count:>6}  {end}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
