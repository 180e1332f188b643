"""Looking at the sheet together, before anybody answers: notes, changed copies, and a version that all are fine with.

    sheet = await Reviewing(around).agree(meeting, sheet)      # in every run; people are asked until it is settled once

Where all are fine with the sheet they came with, one word each way is all of it. What this person has done about it
stays through lost connections, and is kept with the way back of this program: its own version and notes are said again,
and what it closed with is on the disk before anybody hears of it. A changed copy has to be a sheet for
exactly the people and roles that are here, with the id of the one they came with, so that runs of it are counted as
before. What is not becomes neither shown nor accepted: the program that sends it ends the meeting.

Leaves to others: what was said and what follows from it (p2p.review), asking people (the window, the command).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from crypto.errors import MalformedMessage
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, canonical, decode_sheet
from desktop.kept.way_back import NOTHING, Kept
from desktop.run.around import Around
from desktop.run.stages import Reviewing as Stage
from desktop.run.stages import Suggested
from p2p.lobby import sheet_digest
from p2p.meeting import Meeting
from p2p.review import Review
from p2p.sheet_words import AboutSheet, Note, Proposal, Stance, is_note


def fits(sheet: Sheet, base: Sheet, seats: Sequence[str]) -> None:
    """Whether this can be suggested in place of `base`, with these people.

    Args:
        seats: everybody's role.

    Raises:
        RolesClash, InvalidSheet: it is not for these people, or too large. OtherId: it has another id.
    """
    if base.improve is not None or sheet.improve is not None or sheet.id != base.id:
        raise OtherId("a version of another sheet")
    check_seats(sheet, seats)


class OtherId(ValueError):
    """A version of a sheet has its id."""


@dataclass(frozen=True, slots=True)
class _Mine:
    """What one person has done about the sheet; as Kept has it."""

    fine: bool | None
    closing: Sheet | None = None
    own: Sheet | None = None
    notes: tuple[str, ...] = ()


class Reviewing:
    """What is known of it, through all runs of one negotiation."""

    def __init__(
        self, around: Around, kept: Kept = NOTHING, keep: Callable[..., None] = lambda **changes: None
    ) -> None:
        """Args:
        kept: of this person, if this program was started again. keep: puts changes of that on the disk.
        """
        self._around = around
        self._keep = keep
        self._settled = decode_sheet(kept.settled) if kept.settled else None
        # What nobody knows any more was no consent.
        fine = False if kept.way and kept.fine is None else kept.fine
        closing, own = (decode_sheet(data) if data else None for data in (kept.closing, kept.own))
        self._mine = _Mine(fine, closing, own, kept.notes)

    @property
    def settled(self) -> Sheet | None:
        """What all have agreed to; None before."""
        return self._settled

    async def begin(self) -> None:
        """Whether this person is fine with the sheet is known from here on, also to a program that is killed."""
        if self._mine.fine is None:
            self._mine = _Mine(self._around.is_fine())
            await asyncio.to_thread(self._keep, fine=self._mine.fine)

    async def agree(self, meeting: Meeting, sheet: Sheet) -> Sheet:
        """The sheet that everybody is fine with; the meeting then is about it.

        Args:
            sheet: that all came with.

        Raises:
            MalformedMessage, SheetMismatch: somebody breaks the rules. ConnectionLost, PeerLeft, PeerAborted: somebody
                is gone; asked again in the next run.
        """
        await self.begin()
        held, mine = self._settled or self._mine.closing, self._mine
        review = Review(meeting.me, len(meeting.members), meeting.sheet, () if held is None else (canonical(held),))
        closing = b"" if mine.closing is None else sheet_digest(canonical(mine.closing))
        settled = b"" if self._settled is None else sheet_digest(canonical(self._settled))
        if mine.fine and not settled:
            mine = self._mine = replace(mine, closing=mine.closing or sheet)
        table = _Table(self._around, meeting, review, sheet, held, mine, self._note)
        meeting.tell(review.begin(fine=bool(mine.fine or settled), settled=settled, closing=closing))
        try:
            agreed = table.sheets[await meeting.discuss(table.hear, table.gone_on, table.over)]
        finally:
            table.leave()
        self._settled = agreed
        if canonical(agreed) != meeting.sheet:
            meeting.adopt(canonical(agreed))
        await asyncio.to_thread(self._keep, settled=canonical(agreed), closing=b"", own=b"", notes=())
        return agreed

    def _note(self, mine: _Mine) -> None:
        """It is so from now on; on the disk when this returns."""
        if mine != self._mine:
            self._mine = mine
            closing, own = (b"" if one is None else canonical(one) for one in (mine.closing, mine.own))
            self._keep(fine=mine.fine, closing=closing, own=own, notes=mine.notes)


class _Table:
    """One meeting's review: what comes from the others, and what this person does."""

    def __init__(
        self,
        around: Around,
        meeting: Meeting,
        review: Review,
        sheet: Sheet,
        held: Sheet | None,
        mine: _Mine,
        on_mine: Callable[[_Mine], None],
    ) -> None:
        """Args: mine: from before. on_mine: is told how it is now."""
        self._around = around
        self._before = mine
        self._on_mine = on_mine
        self._meeting = meeting
        self._review = review
        self._base = sheet
        self._seats = tuple(member.role for member in meeting.members)
        self._asked = around.at_desk is not None and sheet.improve is None
        self._told: Stage | None = None
        self._opened = self._left = False
        self.over: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._own, self._notes = mine.own, mine.notes
        self.sheets = {review.base.name: sheet}
        if held is not None:
            self.sheets[sheet_digest(canonical(held))] = held

    # ---- what the person does

    def note(self, text: str) -> None:
        """Say a few words to the others."""
        word = self._review.note(text) if is_note(text) else None
        if word is not None and not self._left:
            self._notes = (*self._notes, text)
        self._say(word)

    def suggest(self, sheet: Sheet) -> None:
        """Suggest another version, in place of one's own last one; raises what `fits` raises."""
        fits(sheet, self._base, self._seats)
        if self._left:
            return
        data = canonical(sheet)
        word = self._review.propose(data)
        if word is not None:
            self._own = sheet
            self.sheets[sheet_digest(data)] = sheet
        self._say(word)

    def fine(self, name: bytes) -> None:
        """Be fine with a version."""
        me, review = self._meeting.me, self._review
        if name not in {version.name for version in review.versions}:
            return
        fine = set(review.fine_of(me))
        if name == review.base.name:  # one's own suggestion is taken back
            fine -= {version.name for version in review.versions if version.seat == me}
            self._own = None
        self._say(review.stance(fine | {name}, review.refused_by(me) - {name}))

    def look_again(self) -> None:
        """Be fine with none of them, for now."""
        self._own = None
        self._say(self._review.stance((), self._review.refused_by(self._meeting.me)))

    def refuse(self, name: bytes) -> None:
        """Refuse a version."""
        theirs = {version.name for version in self._review.versions if version.seat not in (-1, self._meeting.me)}
        if name in theirs:
            me = self._meeting.me
            self._say(self._review.stance(self._review.fine_of(me) - {name}, self._review.refused_by(me) | {name}))

    # ---- what the others say

    async def hear(self, seat: int, untrusted: AboutSheet) -> None:
        """A word of somebody else, in order."""
        if isinstance(untrusted, Proposal):
            self.sheets[sheet_digest(untrusted.sheet)] = await asyncio.to_thread(self._read, untrusted.sheet)
        self._review.hear(seat, untrusted)
        self._go_on()

    def gone_on(self, seat: int) -> None:
        """Somebody says something that comes later."""
        self._review.hear_gone(seat)

    def leave(self) -> None:
        """From now on the person can do nothing more here."""
        self._left = True
        self.over.cancel()

    def _read(self, untrusted: bytes) -> Sheet:
        """A version that somebody suggests.

        Raises:
            MalformedMessage: no program of ours would suggest it.
        """
        try:
            sheet = decode_sheet(untrusted)
            fits(sheet, self._base, self._seats)
        except (InvalidSheet, RolesClash, OtherId) as error:
            raise MalformedMessage("a version that cannot take the place of the sheet") from error
        return sheet

    # ---- what follows

    def _say(self, word: Note | Proposal | Stance | None) -> None:
        if word is not None and not self._left:
            self._meeting.tell(word)
            self._go_on()

    def _go_on(self) -> None:
        review = self._review
        if review.open and not self._opened:
            self._opened = True
            self._open()
        if review.open and not self._asked:
            self._refuse_all()
        word = review.close()
        if review.open:
            self._note_mine()
        if word is not None:
            self._meeting.tell(word)
        if review.outcome is not None and not self.over.done():
            self.over.set_result(review.outcome.name)
        elif review.open:
            self._report()

    def _open(self) -> None:
        """There is something to talk about."""
        if not self._asked or self._around.at_desk is None:
            return
        self._report()
        self._around.at_desk(self)
        for text in self._before.notes:  # said before a connection was lost, as the version
            self._say(self._review.note(text))
        if self._before.own is not None:
            with contextlib.suppress(RolesClash, InvalidSheet, OtherId):
                self.suggest(self._before.own)
                return
            self._own = None  # it was for more people than are left

    def _note_mine(self) -> None:
        review, fine = self._review, self._review.base.name in self._review.fine_of(self._meeting.me)
        self._on_mine(_Mine(fine, self.sheets.get(review.closing), self._own, self._notes))

    def _refuse_all(self) -> None:
        """Nobody is asked here: the sheet that this person came with is the one."""
        names = {version.name for version in self._review.versions[1:]}
        word = self._review.stance((self._review.base.name,), names | self._review.refused_by(self._meeting.me))
        if word is not None:
            self._meeting.tell(word)

    def _report(self) -> None:
        review, members = self._review, self._meeting.members
        seats = range(len(members))
        stage = Stage(
            tuple(Suggested(one.number, one.seat, self.sheets[one.name], one.name) for one in review.versions),
            tuple(review.fine_of(seat) for seat in seats),
            tuple(review.refused_by(seat) for seat in seats),
            review.notes,
            self._seats,
            self._meeting.me,
            tuple(member.name for member in members),
            closing=not review.may_speak,
            may_note=review.has_notes_left,
            may_suggest=review.has_versions_left,
        )
        if stage != self._told:
            self._told = stage
            self._around.report(stage)
