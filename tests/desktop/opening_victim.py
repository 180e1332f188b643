"""The program, killed at a certain place: `python -m tests.desktop.opening_victim` in its place.

KILLED_AT says where: "counting", right before the run counts here; "opened N", when N items are open; or the name of a
kind of message (crypto.rounds.Kind, or SIGNATURES), right before the first message of that kind is sent.
"""

from __future__ import annotations

import os
import signal
import sys

from crypto.rounds import Kind
from desktop import negotiation
from desktop.__main__ import main
from desktop.kept.acquaintance import Acquaintance
from p2p import runner
from p2p.wire import Expected


def killed() -> None:
    """As by the system: nothing is finished, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)


def arrange(at: str) -> None:
    """Be killed there."""
    record_used, publish, header = (
        Acquaintance.record_used,
        negotiation.Negotiation._publish_opening,
        Expected.header,
    )

    def counting(known: Acquaintance, bound_bits: float, now: float) -> None:
        if at == "counting":
            killed()
        record_used(known, bound_bits, now)

    def published(run: negotiation.Negotiation, total: int, comparing: float | None = None) -> None:
        if at == f"opened {len(run._opened or {})}":
            killed()
        publish(run, total, comparing)

    def sent(expected: Expected) -> bytes:
        if expected.kind == kind_named(at):
            killed()
        return header(expected)

    Acquaintance.record_used = counting  # type: ignore[method-assign]
    negotiation.Negotiation._publish_opening = published  # type: ignore[method-assign]
    if kind_named(at) is not None:
        Expected.header = sent  # type: ignore[method-assign]


def kind_named(name: str) -> int | None:
    """The number of a kind of message."""
    return runner.EXCHANGE_KIND if name == "SIGNATURES" else Kind.__members__.get(name)


if __name__ == "__main__":
    arrange(os.environ["KILLED_AT"])
    sys.exit(main())
