"""Which deviations are played: every type of message, every message again, some bits of all; or a part of them, spread.

Leaves to others: what a deviation does (tests.stack.deviations).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from p2p.wire import FRAME_HEADER, RecordType
from tests.stack.deviations import ON_FRAMES, RETURN, Case, Operator, Sender

ORDINARY = tuple(operator for operator in Operator if operator is not Operator.EARLIER)
ABOUT_SHEET = ("lobby begin", "lobby note", "lobby proposal", "lobby stance", "lobby close")


def cases_of(recorded: list[Sender]) -> Iterator[Case]:
    """Type of message x operator x receiver, of every person."""
    n = len(recorded)
    for cheater, sender in enumerate(recorded):
        for receiver in range(n):
            labels = dict.fromkeys(label for label, seat, _, _ in sender.sent if seat in (receiver, None))
            if receiver == cheater:
                continue
            for label in labels:
                framed = label.startswith(("engine", "exchange"))
                for operator in ORDINARY:
                    if (framed or operator not in ON_FRAMES) and (n > 2 or operator is not Operator.OTHERS):
                        yield Case(n, cheater, receiver, label, operator, at=len(label) * 5)


def replays_of(recorded: list[Sender]) -> Iterator[Case]:
    """Every single message, from an old session."""
    n = len(recorded)
    for cheater, sender in enumerate(recorded):
        for receiver in range(n):
            seen: dict[str, int] = {}
            for label, seat, _, _ in sender.sent:
                if receiver != cheater and seat in (receiver, None):
                    yield Case(n, cheater, receiver, label, Operator.OLD, seen.get(label, 0))
                    seen[label] = seen.get(label, 0) + 1


def repeats_of(recorded: list[Sender]) -> Iterator[Case]:
    """Every word of a return, as it was said first to the same person in this session."""
    for case in replays_of(recorded):
        if case.label.startswith(RETURN) and case.occurrence:
            yield replace(case, operator=Operator.EARLIER)


def flips_of(recorded: list[Sender], most: int) -> Iterator[Case]:
    """Up to `most` bits of every message, in even steps that begin elsewhere in every message; and of words of a return
    two of the last byte, which says who, how much or whether: so it is a right word, and a lie."""
    n = len(recorded)
    for cheater, sender in enumerate(recorded):
        seen: dict[tuple[str, int], int] = {}
        for number, (label, seat, type_, body) in enumerate(sender.sent):
            receiver = seat if seat is not None else (1 if cheater == 0 else 0)
            if receiver == cheater:
                continue
            occurrence = seen.get((label, receiver), 0)
            seen[label, receiver] = occurrence + 1
            bits = 8 * (len(body) - (FRAME_HEADER if type_ is RecordType.ENGINE else 0))
            step = max(1, -(-bits // most))
            lies = (bits - 8, bits - 7) if label.startswith(RETURN) and type_ is RecordType.LOBBY else ()
            for at in dict.fromkeys((*range(number % step, bits, step), *lies)):
                yield Case(n, cheater, receiver, label, Operator.FLIP, occurrence, at)


def spread(cases: Iterable[Case], stride: int, offset: int = 0) -> list[Case]:
    """Every so many-th case, the same ones every time: by type of message with operator, in no other order at all.

    So every operator meets every type of message that as many pairs of people swap as the stride says, and which pairs,
    occurrences and bits these are is as good as drawn.
    """

    def place(case: Case) -> tuple[bytes, bytes]:
        return _drawn(case.label + case.operator), _drawn(repr(case))

    return sorted(cases, key=place)[offset::stride]


def _drawn(what: str) -> bytes:
    return hashlib.sha256(what.encode()).digest()


def sample(
    recorded: list[Sender], bits: int, stride: int, offset: int = 0, about: tuple[str, ...] = ("",)
) -> list[Case]:
    """So much of each of the four above, with so many bits of every message, about messages that begin like this."""
    kinds = (cases_of(recorded), replays_of(recorded), repeats_of(recorded), flips_of(recorded, bits))
    chosen = ([case for case in kind if case.label.startswith(about)] for kind in kinds)
    return [case for kind in chosen for case in spread(kind, stride, offset)]
