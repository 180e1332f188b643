"""What one match takes, between two real programs: `python -m tests.bench.match`.

Bytes through the sockets of both, everything included: meeting, sheet, comparison, slots, signatures, framing,
encryption. Then the messages of the engine by kind, from the plan; what is left is all the rest. Last the processor
time of one person for the set-up alone, without slots and with them.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from crypto.capacity import Capacity
from crypto.engine import prepare
from crypto.rounds import run_locally
from tests.bench.shapes import ONE_MATCH, with_slots
from tests.desktop.programs import Desk, compare

YES = "[answers]\nmatch = true\n"


def measured() -> Mapping[str, object]:
    """The figures of the one who invites."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        try:
            answers = [desk.file(f"{number}.toml", YES) for number in range(2)]
            ended = compare(desk, desk.file("match.deal", ONE_MATCH), answers)
        finally:
            desk.close()
    stats = ended[0].one("outcome")["stats"]
    if not isinstance(stats, dict):
        raise SystemExit("no figures")
    return stats


def setup_seconds(slots: tuple[int, ...]) -> float:
    """Processor seconds of one of two for a set-up; the least of five."""
    keys, took = tuple(sorted(secrets.token_bytes(32) for _ in range(2))), []
    for _ in range(5):
        started = time.process_time()
        for one in run_locally([prepare(me, keys, Capacity(0, (1, 1), 0, slots)) for me in range(2)]):
            one.destroy()
        took.append((time.process_time() - started) / 2)
    return min(took)


def main() -> None:
    stats, plan = measured(), with_slots(2)
    whole = stats["bytes_sent"] + stats["bytes_received"]
    sys.stdout.write(f"{whole:,} bytes in both directions together, {stats['rounds']} steps\n")
    kinds: Counter[str] = Counter()
    for planned in (*plan.preparation, *plan.evaluation):
        kinds[planned.kind.name] += sum(planned.sizes)
    for name, n_bytes in kinds.most_common():
        sys.stdout.write(f"{n_bytes:>8,}  {name}\n")
    sys.stdout.write(f"{whole - sum(kinds.values()):>8,}  everything else\n")
    sys.stdout.write(f"set-up {setup_seconds(()):.3f} s of a processor, with slots {setup_seconds((12, 12)):.3f} s\n")


if __name__ == "__main__":
    main()
