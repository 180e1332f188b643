"""Where a person is with the others: one state at a time, and one page each.

Leaves to others: how one becomes another (desktop.ui.session).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from desktop.run.stages import Standing


class State(Enum):
    """Where somebody is. Each has one page."""

    IDLE = "idle"
    INVITING = "waiting for others to use the invite"
    FINDING = "looking for the computer behind an invite"
    REVIEWING = "reading the sheet of an invite"
    GATHERING = "waiting until all are in"
    CHECKING = "comparing check words with the others"
    DISCUSSING = "looking at the sheet with the others, who are not all fine with it"
    ANSWERING = "answering"
    LOCKED = "locked in"
    AGREED = "wants to compare"
    COMPARING = "comparing"
    OPENING = "opening the result"
    RESULT = "has the result"
    STOPPED = "ended before the result"


def all_locked_in(standings: Sequence[Standing]) -> bool:
    """All have locked in or want to compare, and it is known of all."""
    return bool(standings) and all(standing >= Standing.LOCKED_IN for standing in standings)


WITH_ANSWERS = frozenset({State.ANSWERING, State.LOCKED, State.AGREED})
