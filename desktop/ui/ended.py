"""What to say when a negotiation has ended early, from where this person was, or when somebody is lost.

Leaves to others: what becomes of the pages (desktop.ui.session, desktop.ui.flow).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from crypto.errors import PeerAborted
from desktop.language import tr
from desktop.run.stages import Aborted, Reconnecting
from desktop.strings.errors import Explanation, call, explain, explanation
from desktop.ui.bridge import NotThisSheet
from desktop.ui.words import clock_time, listing
from p2p.errors import PeerLeft


def explain_end(
    end: Aborted, names: tuple[str, ...], seats: tuple[str, ...], *, answering: bool, leaving: bool
) -> Explanation | None:
    """What to say; None where there is nothing to say.

    Args:
        end: the last stage.
        names, seats: what people call themselves, and their roles.
        answering: this person still had the answers to himself.
        leaving: this person stopped it.
    """
    error = end.error
    if leaving or isinstance(error, asyncio.CancelledError):
        if end.opened is None:
            return explanation("E57", windowed=True)
        seen = tr("You both may have seen different parts of the result.")
        return explanation("E57", windowed=True, seen=seen)
    if isinstance(error, NotThisSheet):
        return None
    if answering and isinstance(error, PeerAborted):
        error = PeerLeft()
    opening, seat = end.opened is not None, getattr(error, "seat", None)
    if not isinstance(seat, int) or seat >= len(names) or not (names[seat] or len(names) > 2):
        return explain(error, opening=opening)
    who = call(names[seat], seats[seat], seat)
    return explain(error, name=who, opening=opening, group=len(names) > 2)


def explain_loss(lost: Reconnecting, names: tuple[str, ...], seats: tuple[str, ...]) -> Explanation:
    """What goes on by itself: a connection is tried again, or a program is waited for until it is opened again."""
    if not lost.stopped or max(lost.stopped) >= len(names):
        return explanation("E25", windowed=True, m=str(lost.minutes))
    known = len(names) > 2 or bool(names[lost.stopped[0]])
    who = {"name": listing([call(names[seat], seats[seat], seat) for seat in lost.stopped])} if known else {}
    told = explanation("E39", windowed=True, **who)
    return replace(told, body=f"{told.body} {tr('Until {time}.', time=clock_time(lost.until))}")
