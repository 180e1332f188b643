"""Two real processes, one of which is killed, at every kind of message: `python -m tests.long.kills [--times 3]`.

The other one has to end by itself and in time (NOTICE_S), with one error or the result, and without a traceback.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from crypto.rounds import Kind
from tests.desktop.programs import NOTICE_S, Desk, killed_at

MOMENTS = ("counting", "opened 0", "opened 1", "opened 2", "opened 3", "SIGNATURES")
UNUSED = {"DELTA_COMMIT", "DELTA_OPEN", "DELTA_NONCE", "CLAIM", "FILES_HELD"}
"""Kinds that two people do not send on this sheet, or only when they come back."""


def kill(moment: str, victim: int) -> str:
    """What the other one said, after what was checked."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        try:
            ended = killed_at(desk, moment, victim)
        finally:
            desk.close()
    last = ended.events[-1]
    if "Traceback" in ended.stderr or ended.seconds > NOTICE_S or ended.code != (last["event"] == "error"):
        raise SystemExit(f"{moment}, {victim}: {ended}")
    return f"{last['event']} {last.get('code', '')} {last.get('message', '')} ({ended.seconds:.1f} s)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    times = parser.parse_args().times
    moments = [kind.name for kind in Kind if kind.name not in UNUSED]
    for moment in [*moments, *MOMENTS] * times:
        for victim in (0, 1):
            sys.stdout.write(f"{moment}, {('host', 'joiner')[victim]}: {kill(moment, victim)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
