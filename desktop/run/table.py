"""The table at which people answer: how far everybody is, and nothing else about anybody.

Leaves to others: carrying the words (p2p.runner).
"""

from __future__ import annotations

from crypto.rounds import PartyId
from desktop.run.around import Around
from desktop.run.stages import People, Standing
from p2p.meeting import Meeting
from p2p.runner import Runner


class Table:
    """How far everybody at the table is; says and hears it."""

    def __init__(self, meeting: Meeting, around: Around) -> None:
        self._meeting = meeting
        self._around = around
        self._standings = [Standing.ANSWERING] * len(meeting.members)
        self._runner: Runner | None = None

    def open(self, runner: Runner) -> None:
        """From now on the person can say how far he is."""
        self._runner = runner
        self.say(Standing.ANSWERING)
        self._around.at_table(self.say)  # afterwards: a quick person is further than that already

    def say(self, standing: Standing) -> None:
        """Tell the others, unless the last word is spoken."""
        if self._runner is None or self._standings[self._meeting.me] is Standing.COMPARE:
            return
        self._runner.tell(standing)
        self._note(self._meeting.me, standing)

    def heard(self, party: PartyId, word: int) -> None:
        """A peer has said how far it is; what is not among our words says nothing."""
        if word in list(Standing):
            self._note(self._meeting.seat_of_party[party], Standing(word))

    def _note(self, seat: int, standing: Standing) -> None:
        self._standings[seat] = standing
        self._around.report(People(tuple(self._standings)))
