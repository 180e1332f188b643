"""The program, killed while results are about to be opened: `python -m tests.desktop.opening_victim` in its place.

KILLED_AT says where: "counting", right before the run counts here, or "opened N", when N items are open.
"""

from __future__ import annotations

import os
import signal
import sys

from desktop import negotiation
from desktop.__main__ import main
from desktop.acquaintance import Acquaintance


def killed() -> None:
    """As by the system: nothing is finished, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)


def arrange(at: str) -> None:
    """Be killed there."""
    record_used, publish = Acquaintance.record_used, negotiation.Negotiation._publish_opening

    def counting(known: Acquaintance, bound_bits: float, now: float) -> None:
        if at == "counting":
            killed()
        record_used(known, bound_bits, now)

    def published(run: negotiation.Negotiation, total: int, comparing: float | None = None) -> None:
        if at == f"opened {len(run._opened or {})}":
            killed()
        publish(run, total, comparing)

    Acquaintance.record_used = counting  # type: ignore[method-assign]
    negotiation.Negotiation._publish_opening = published  # type: ignore[method-assign]


if __name__ == "__main__":
    arrange(os.environ["KILLED_AT"])
    sys.exit(main())
