"""What the person is asked once everybody is here: the answers.

Leaves to others: consent to a further run (desktop.negotiation), what counts of the answers (desktop.run_plan).
"""

from __future__ import annotations

from desktop.acquaintance import Acquaintance
from desktop.around import Answer, Around
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.run_plan import answers_of
from desktop.stages import Answering
from p2p.meeting import Meeting


async def ask(around: Around, meeting: Meeting, known: Acquaintance, sheet: Sheet, answer: Answer) -> Answers:
    """What the person answers; nobody is asked for a run that is repeated, which takes what was entered then."""
    if known.repeated is not None:
        return answers_of(known.repeated)
    seats, names = zip(*((member.role, member.name) for member in meeting.members), strict=True)
    around.report(Answering(sheet, seats[meeting.me], seats, meeting.me, names))
    return await answer(sheet, seats[meeting.me])
