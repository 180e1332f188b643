"""Every fault in every phase, with several seeds. `python -m tests.long.faults [--seeds N]`."""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.net.faults import Fault, Phase, impatient, play_all, require_in_order
from tests.p2p.helpers import play


def all_faults(seeds: int) -> Counter[str]:
    """Play everything; how often which fault ended how.

    Raises:
        AssertionError: something ended late, wrongly, or left a task, a descriptor or a thread.
    """
    ends: Counter[str] = Counter()
    cases = [(fault, phase) for phase in Phase for fault in Fault]
    for seed, comes_back in itertools.product(range(seeds), (True, False)):
        with tempfile.TemporaryDirectory() as folder, impatient():
            all_of_them = play_all(cases, Path(folder), at_once=6, seed=1000 * seed, comes_back=comes_back)
            for scene, ended in play(all_of_them, seconds=3600):
                require_in_order(scene, ended)
                how = "tried again" if comes_back else "not tried again"
                ends[f"{scene.fault}, {how}: {type(ended.host).__name__} and {type(ended.guest).__name__}"] += 1
    return ends


def main() -> int:
    """Say how everything ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    started = time.monotonic()
    for end, count in sorted(all_faults(arguments.seeds).items()):
        sys.stdout.write(f"{count:>5}  {end}\n")
    sys.stdout.write(f"{len(Fault)} faults in {len(Phase)} phases: {time.monotonic() - started:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
