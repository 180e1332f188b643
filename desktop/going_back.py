"""Back into the meeting in which this program was killed, or a word to the others that this person does not come back.

    kept = find(store, now)                       # desktop.kept.way_back
    await go_back(kept, answer, around)           # as desktop.negotiation.join, from where it was
    await say_goodbye(kept, around)

Before answers were used a new run begins by itself, with what is locked in here; afterwards people are asked, as after
any loss (desktop.run.interruption). Everything of the run that was going on is lost, for it was never kept.

Leaves to others: whether there is a way back (desktop.kept.way_back), the others' side of it (p2p.reunion).
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

from crypto.errors import PeerError
from desktop import __version__
from desktop.deals.sheet import decode_sheet
from desktop.kept.relations import Relations
from desktop.kept.way_back import Kept
from desktop.negotiation import Negotiation
from desktop.run.around import Answer, Around
from desktop.run.stages import Result
from p2p.errors import NetworkError
from p2p.known import NewIdentity
from p2p.reunion import Reunion
from p2p.way_back import WayBack

GOODBYE_S = 8.0
"""For so long people are looked for who are to be told that this person does not come back."""


async def go_back(kept: Kept, answer: Answer, around: Around) -> Result:
    """Come back to the others and negotiate.

    Args:
        kept: as it was found.
        answer: asked again where answers are needed.
        around: with a store and at_stay; the others know everything else from before.

    Raises:
        As desktop.negotiation.join, after an Aborted stage. NewIdentity: somebody was meant who is forgotten since, and
        whether it is that person was still to be seen. ValueError: what was kept is of another version.
    """
    way = kept.read()
    sheet = decode_sheet(way.sheet)
    if kept.met and not kept.checked:
        around = await asyncio.to_thread(_with_met, kept.met, around)
    with Negotiation(around, kept) as negotiation:
        await negotiation.open_store()
        return await negotiation.go_on(way, sheet, answer)


def _with_met(relation_id: str, around: Around) -> Around:
    """It is still to be seen whether it is the person who was meant."""
    met = () if around.store is None else Relations(around.store, around.random).of_two()
    meant = next((one for one in met if one.id == relation_id), None)
    if meant is None:
        raise NewIdentity("the person who was meant is forgotten")
    return replace(around, ways=replace(around.ways, met=meant))


async def say_goodbye(kept: Kept, around: Around) -> None:
    """Tell those of the others who can be reached that this person does not come back; never fails.

    Args:
        kept: as it was found, and forgotten since. around: whose randomness is used.
    """

    async def keep(_: WayBack) -> None:
        """Nobody comes back by it."""

    with contextlib.suppress(NetworkError, PeerError, TimeoutError, ValueError):
        reunion, lost = await Reunion.restore(
            kept.read(), version=__version__, patient=True, keep=keep, random=around.random
        )
        try:
            async with asyncio.timeout(GOODBYE_S) as looking:

                def on_missing(seats: frozenset[int]) -> None:
                    if seats <= reunion.stopped and not looking.expired():
                        looking.reschedule(0.0)  # all who run have come; they hear it when this is given up

                wait_s = 2 * GOODBYE_S
                meeting, _ = await reunion.come_back(lost, asks=kept.phase, wait_s=wait_s, on_missing=on_missing)
            await meeting.close()
        finally:
            await reunion.close()
