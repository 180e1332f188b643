"""What a person says while a meeting goes on and that changes no state: a choice among people, words, a reply, a text,
a change of the sheet.

Leaves to others: where the person is (desktop.ui.session), carrying it out (desktop.ui.bridge).
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from desktop.deals.sheet import Sheet
from desktop.ui.bridge import Talk
from p2p.nearby_rows import Row


class Asides(QObject):
    """Goes to the meeting under way; to nobody while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._talk: Talk | None = None

    def step_out(self) -> None:
        """The program ends, and the meeting does not: it can be gone back to."""
        if self._talk is not None:
            self._talk.step_out()

    def choose(self, row: Row) -> None:
        """One of those who were found nearby."""
        if self._talk is not None:
            self._talk.choose(row)

    def compared(self, same: bool | None) -> None:
        """What this person says about the words of a Compare; None for not now."""
        if self._talk is not None:
            self._talk.compared(same)

    def new_words(self) -> None:
        """Other words for the same invite."""
        if self._talk is not None:
            self._talk.new_words()

    def call_back(self, reply: str) -> None:
        """Call somebody whom the invite did not lead here; `called` says what came of it."""
        if self._talk is not None:
            self._talk.call_back(reply)

    def remove(self, number: int) -> None:
        """Send away somebody who has come, while others are awaited."""
        if self._talk is not None:
            self._talk.remove(number)

    def agree_again(self, agreed: bool) -> None:
        """Agree to a further run with the same people, or not."""
        if self._talk is not None:
            self._talk.agree_again(agreed)

    def look_once_more(self) -> None:
        """After a result that the others were lost before: look for them."""
        if self._talk is not None:
            self._talk.look_once_more()

    def suggest(self, sheet: Sheet) -> None:
        """Suggest a changed copy of the sheet to the others."""
        if self._talk is not None:
            self._talk.at_desk(lambda desk: desk.suggest(sheet))

    def send_note(self, text: str) -> None:
        """A few words about the sheet to the others."""
        if self._talk is not None:
            self._talk.at_desk(lambda desk: desk.note(text))

    def be_fine_with(self, name: bytes) -> None:
        """This version of the sheet is fine."""
        if self._talk is not None:
            self._talk.at_desk(lambda desk: desk.fine(name))

    def look_again(self) -> None:
        """No version is fine, for now."""
        if self._talk is not None:
            self._talk.at_desk(lambda desk: desk.look_again())

    def refuse_version(self, name: bytes) -> None:
        """This version of the sheet is not fine."""
        if self._talk is not None:
            self._talk.at_desk(lambda desk: desk.refuse(name))

    def write(self, values: Mapping[str, str]) -> None:
        """After the result: write some fields of what all write down together."""
        if self._talk is not None:
            self._talk.write(values)

    def agree_to_text(self) -> None:
        """Agree to what stands there."""
        if self._talk is not None:
            self._talk.agree_to_text()
