"""What the person is asked once everybody is here: whether it is the right person, and the answers.

Leaves to others: consent to a further run (desktop.negotiation), what counts of the answers (desktop.run.plan).
"""

from __future__ import annotations

import asyncio

from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.kept.acquaintance import Acquaintance
from desktop.run.around import Answer, Around
from desktop.run.plan import answers_of
from desktop.run.stages import Answering
from p2p.known import NewIdentity
from p2p.meeting import Meeting


async def require_right_person(around: Around, meeting: Meeting, known: Acquaintance) -> None:
    """Refuse somebody else in the place of a person who was met, unless this person says that it is the same.

    Raises:
        NewIdentity: it is somebody else. What Meeting.meanwhile raises.
    """
    known.require_met(around.ways.met)
    called = await asyncio.to_thread(known.mistaken_for)
    if called and not await meeting.meanwhile(around.new_identity(called)):
        raise NewIdentity("a known name with a new identity", called=called)


async def ask(around: Around, meeting: Meeting, known: Acquaintance, sheet: Sheet, answer: Answer) -> Answers:
    """What the person answers; nobody is asked for a run that is repeated, which takes what was entered then."""
    if known.repeated is not None:
        return answers_of(known.repeated)
    seats, names = zip(*((member.role, member.name) for member in meeting.members), strict=True)
    around.report(Answering(sheet, seats[meeting.me], seats, meeting.me, names))
    return await answer(sheet, seats[meeting.me])
