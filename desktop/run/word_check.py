"""The words that are on everybody's screen, once all are connected, if nobody is in between.

Leaves to others: making them (p2p.check_words), showing them and asking (desktop.run.around.Around).
"""

from __future__ import annotations

from desktop.deals.sheet import Sheet
from desktop.run.around import Around
from desktop.run.stages import CheckWords
from desktop.word_lists import word_list_for, word_lists
from p2p.check_words import group_words
from p2p.errors import CheckWordsDiffer
from p2p.meeting import Meeting


class WordCheck:
    """Makes the words in every run, since all must do the same, and shows them in the first one."""

    def __init__(self, around: Around, *, done: bool = False) -> None:
        """Args: done: they were shown before this program was started again.

        compared: this person compared them, or words led these people to each other.
        """
        self._around = around
        self._done = done
        self.compared = False

    async def compare(self, meeting: Meeting, sheet: Sheet) -> None:
        """Before anything else is said in this meeting.

        Raises:
            CheckWordsDiffer: this person sees other words than the others. What p2p.check_words.group_words raises.
        """
        around = self._around
        words = await group_words(meeting, word_lists(), word_list_for(sheet.language).language, around.random)
        if self._done:
            return
        around.report(CheckWords(words, len(meeting.members)))
        same = await meeting.meanwhile(around.same_words(words))
        if same is False:
            raise CheckWordsDiffer("this person sees different words")
        self.compared, self._done = same is True, True
