"""Looking at the sheet together, before anybody answers: notes, changed copies, and a version that all are fine with.

    sheet = await Reviewing(around).agree(meeting, sheet)      # in every run; people are asked until it is settled once

Where all are fine with the sheet they came with, one word each way is all of it. A changed copy has to be a sheet for
exactly the people and roles that are here, with the id of the one they came with, so that runs of it are counted as
before. What is not becomes neither shown nor accepted: the program that sends it ends the meeting.

Leaves to others: what was said and what follows from it (p2p.review), asking people (the window, the command).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from crypto.errors import MalformedMessage
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, canonical, decode_sheet
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


class Reviewing:
    """What is known of it, through all runs of one negotiation."""

    def __init__(self, around: Around, settled: Sheet | None = None) -> None:
        """Args: settled: what all have agreed to, before this program was started again."""
        self._around = around
        self._settled = settled
        self._closing: Sheet | None = None
        self._was_fine: bool | None = None
        self._own: Sheet | None = None

    @property
    def settled(self) -> Sheet | None:
        """What all have agreed to; None before."""
        return self._settled

    async def agree(self, meeting: Meeting, sheet: Sheet) -> Sheet:
        """The sheet that everybody is fine with; the meeting then is about it.

        Args:
            sheet: that all came with.

        Raises:
            MalformedMessage, SheetMismatch: somebody breaks the rules. ConnectionLost, PeerLeft, PeerAborted: somebody
                is gone; asked again in the next run.
        """
        held = self._settled or self._closing
        review = Review(meeting.me, len(meeting.members), meeting.sheet, () if held is None else (canonical(held),))
        table = _Table(self._around, meeting, review, sheet, held)
        closing = b"" if self._closing is None else sheet_digest(canonical(self._closing))
        settled = b"" if self._settled is None else sheet_digest(canonical(self._settled))
        fine = self._around.is_fine() if self._was_fine is None else self._was_fine
        meeting.tell(review.begin(fine=fine or bool(settled), settled=settled, closing=closing))
        if fine and not settled:
            self._closing = self._closing or sheet
        table.own = self._own
        try:
            agreed = table.sheets[await meeting.discuss(table.hear, table.gone_on, table.over)]
        finally:
            self._own = table.own
            if review.open:  # whoever was fine with the sheet is so after a loss, too
                self._was_fine = review.base.name in review.fine_of(meeting.me)
                self._closing = table.sheets.get(review.closing)
            table.leave()
        self._settled = agreed
        if canonical(agreed) != meeting.sheet:
            meeting.adopt(canonical(agreed))
        return agreed


class _Table:
    """One meeting's review: what comes from the others, and what this person does."""

    def __init__(self, around: Around, meeting: Meeting, review: Review, sheet: Sheet, held: Sheet | None) -> None:
        self._around = around
        self._meeting = meeting
        self._review = review
        self._base = sheet
        self._seats = tuple(member.role for member in meeting.members)
        self._asked = around.at_desk is not None and sheet.improve is None
        self._told: Stage | None = None
        self._opened = self._left = False
        self.over: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.own: Sheet | None = None
        self.sheets = {review.base.name: sheet}
        if held is not None:
            self.sheets[sheet_digest(canonical(held))] = held

    # ---- what the person does

    def note(self, text: str) -> None:
        """Say a few words to the others."""
        if is_note(text):
            self._say(self._review.note(text))

    def suggest(self, sheet: Sheet) -> None:
        """Suggest another version, in place of one's own last one; raises what `fits` raises."""
        fits(sheet, self._base, self._seats)
        if self._left:
            return
        data = canonical(sheet)
        word = self._review.propose(data)
        if word is not None:
            self.own = sheet
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
            self.own = None
        self._say(review.stance(fine | {name}, review.refused_by(me) - {name}))

    def look_again(self) -> None:
        """Be fine with none of them, for now."""
        self.own = None
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
        if (word := review.close()) is not None:
            self._meeting.tell(word)
        if review.outcome is not None and not self.over.done():
            self.over.set_result(review.outcome.name)
        elif review.open:
            self._report()

    def _open(self) -> None:
        """There is something to talk about."""
        own = self.own
        if self._asked and self._around.at_desk is not None:
            self._report()
            self._around.at_desk(self)
            if own is not None:  # said before a connection was lost
                self.suggest(own)

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
        )
        if stage != self._told:
            self._told = stage
            self._around.report(stage)
