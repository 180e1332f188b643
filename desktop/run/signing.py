"""The end of a run: everybody signs what came out and swaps signatures with everybody.

Leaves to others: what is signed (desktop.deals.agreement), where it is kept (desktop.kept.agreements).
"""

from __future__ import annotations

from collections.abc import Callable

from crypto.errors import PeerError
from desktop import __version__
from desktop.deals import agreement
from desktop.deals.agreement import Agreement, Record, Seat, Signed
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import Outcome
from desktop.deals.sheet import Sheet
from p2p.errors import NetworkError
from p2p.identity import verify
from p2p.meeting import Meeting
from p2p.runner import Runner


async def sign(
    meeting: Meeting,
    runner: Runner | None,
    sheet: Sheet,
    outcome: Outcome,
    transcript: bytes,
    now: int,
    on_loss: Callable[[Exception], None],
) -> Agreement:
    """Swap signatures; where the others are gone by now, the result stands and their signatures are missing.

    Args:
        runner: of the run that is over; None where nobody is there any more.
        transcript: digest of everything that was broadcast.
        now: seconds since 1970.
        on_loss: is told why signatures are missing, where the others could not be heard.
    """
    roster = tuple(Seat(member.key, member.role) for member in meeting.members)
    record = Record(sheet, agreement.public_outcome(sheet, outcome), roster, transcript, __version__)
    mine = Signed(now, meeting.sign(agreement.message_to_sign(record, now)))
    signatures: list[Signed | None] = [None] * len(roster)
    signatures[meeting.me] = mine
    if runner is None:
        return Agreement(record, tuple(signatures))
    try:
        theirs = await runner.exchange(mine.to_bytes(), agreement.SIGNED_BYTES)
    except (NetworkError, PeerError) as error:
        on_loss(error)
        return Agreement(record, tuple(signatures))
    for party, untrusted in theirs.items():
        seat = meeting.seat_of_party[party]
        try:
            signed = Signed.from_bytes(untrusted)
            verify(roster[seat].key, signed.signature, agreement.message_to_sign(record, signed.time))
        except (InvalidAgreement, PeerError):
            continue
        signatures[seat] = signed
    return Agreement(record, tuple(signatures))
