"""A sheet compared by a program of one's own: everybody's answers in, the outcome out, in one protocol.

    protocol = compare_sheet(sheet, seats, seat, answers, keys)

This is what the app computes, and nothing around it: no meeting, no word check, no count of runs, no record. Whoever
uses it decides with whom, over which channels and how often. Sets that are compared outside the circuit (more than 256
entries) and contents in files need the app's negotiation.

Leaves to others: carrying the messages (crypto.rounds.drive, p2p.runner), agreeing on the sheet, counting runs.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from crypto.compute import compute
from crypto.errors import MisuseError
from crypto.rounds import PartyId, Protocol, Random
from desktop.deals.answers import Answers
from desktop.deals.compiler import Own, compile_sheet, decode, encode
from desktop.deals.outcome import Outcome
from desktop.deals.sheet import Sheet, digest, is_large_set


def compare_sheet(
    sheet: Sheet,
    seats: Sequence[str],
    seat: int,
    answers: Answers,
    keys: tuple[bytes, ...],
    *,
    party_of_seat: tuple[PartyId, ...] | None = None,
    random: Random = secrets.token_bytes,
) -> Protocol[Outcome]:
    """Compare everybody's answers once.

    Args:
        sheet: the same at all; its digest is bound into the run.
        seats: the role of every seat, in seat order; "" on sheets without roles.
        seat: one's own, from 0.
        answers: one's own; they fit the sheet (parse_answers) and have the seat's role. Private.
        keys: 32 bytes for each party, all different, sorted; party i has keys[i]. See crypto.compute.
        party_of_seat: for every seat the party that sits there; seat i is party i if not given.
        random: source of fresh random bytes.

    Returns:
        The outcome: the same for all, but for the spelling of what both have in a set.

    Rounds and bytes: crypto.message_plan.rounds_and_bytes of compile_sheet(sheet, seats).

    Raises:
        RolesClash, InvalidSheet: the sheet cannot be compared with these seats.
        InvalidAnswers: an offered content is in a file. MisuseError: a set is too large, or the answers are another's.
        CheatingDetected, MalformedMessage: the run is over, and nobody may have learnt anything but what it opened.
    """
    if any(is_large_set(item) for item in sheet.items):
        raise MisuseError("a set of so many entries is not compared in the circuit")
    compiled = compile_sheet(sheet, seats)
    parties = tuple(range(len(seats))) if party_of_seat is None else party_of_seat
    bits = encode(compiled, seat, answers, random)
    opened = yield from compute(
        parties[seat],
        keys,
        compiled.circuit,
        bits,
        context=digest(sheet),
        party_of_seat=parties,
        claims=compiled.claims,
        random=random,
    )
    return decode(compiled, opened, Own(seat, answers, bits))
