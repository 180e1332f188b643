"""Parts of S07, S08 and S09: words in large type, words to be said, and words to be compared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.language import manner
from desktop.strings.errors import words_burned_here
from desktop.ui.encounter import Shown
from desktop.ui.widgets.buttons import link, primary, secondary
from desktop.ui.widgets.layouts import Wrapping, card, column
from desktop.ui.widgets.text import Text, body, muted, say, strong
from desktop.ui.words import listing, tr, tr_n
from desktop.word_lists import word_lists

BETWEEN = " · "


class BigWords(Text):
    """A few words to be said or compared; they can be copied, and are read as a list."""

    def __init__(self) -> None:
        super().__init__("", "words")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_words(self, words: Sequence[str]) -> None:
        """These, or none."""
        self.setText(BETWEEN.join(words))
        self.setAccessibleName(", ".join(words))
        self.setVisible(bool(words))


class WordsOf(Text):
    """From which list the words are: each language has its own, and every program knows them all."""

    def __init__(self) -> None:
        super().__init__("", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_list(self, words: Sequence[str]) -> None:
        """That of these words, where it is not plain from the language of the window."""
        names = {"en": tr("These are English words."), "de": tr("These are German words.")}
        tag = next((tag for tag, known in word_lists().items() if words and set(words) <= set(known.words)), "")
        self.tell(names.get(tag, ""))
        self.setVisible(bool(self.text()) and (tag, manner().tag) != ("en", "en"))


class SayIt(QWidget):
    """The words that lead to an invite. Signal: `renewed`: other words are wanted."""

    renewed = Signal()

    def __init__(self) -> None:
        super().__init__()
        below = column(self, gap=12)
        self.how = body("")
        below.addWidget(self.how)
        self.words = BigWords()
        below.addWidget(self.words)
        self.which = WordsOf()
        below.addWidget(self.which)
        self.tries = strong("")
        self.tries.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(self.tries)
        self.place = muted("")
        below.addWidget(self.place)
        line = QWidget()
        self.again = link(tr("New words"), self.renewed.emit)
        Wrapping(line).addWidget(self.again)
        below.addWidget(line)
        below.addStretch(1)
        self.forget()

    def show_words(self, shown: Shown) -> None:
        """Words, and by what to know this computer."""
        renewed = bool(self.words.text()) or bool(self.tries.text())
        self.how.tell(tr("Say these words to the person next to you."))
        self.words.show_words(shown.words)
        self.which.show_list(shown.words)
        self.tries.hide()
        self.tries.tell("")
        where = tr("This computer is called “{word}” nearby. If asked: {address}")
        self.place.tell(where.format(word=shown.device_word, address=shown.address))
        self.place.show()
        if renewed:
            say(self, listing(shown.words))

    def show_tried(self, tries_left: int) -> None:
        """Somebody entered different words; at 0 the words are gone."""
        if tries_left:
            tries = tr_n("{n} try left.", "{n} tries left.", tries_left)
            self.tries.tell(tr("Someone entered different words. {tries}", tries=tries), announce=True)
        else:
            self.how.tell(tr("These words lead nowhere any more. The text under “Send it” still works."))
            self.words.show_words(())
            self.which.show_list(())
            self.place.hide()
            self.tries.tell(words_burned_here().summary, announce=True)
        self.tries.show()

    @property
    def are_burned(self) -> bool:
        """Somebody has used up all tries, and there are no other words yet."""
        return bool(self.tries.text()) and not self.words.text()

    def show_hidden(self) -> None:
        """Others cannot find this computer by themselves."""
        self.place.tell(tr("{place}. Others cannot see this computer nearby: tell them this.", place=self.place.text()))

    def forget(self) -> None:
        """Nothing of it stays."""
        for part in (self.how, self.tries, self.place):
            part.setText("")
        self.words.show_words(())
        self.which.show_list(())
        self.tries.hide()


class CompareCard(QWidget):
    """Words that two people who sit together compare. Signal: `answered` with True, False, or None for not now."""

    answered = Signal(object)

    def __init__(self, heading: str) -> None:
        super().__init__()
        parts: tuple[QFrame, QVBoxLayout] = card(gap=12)
        frame, inside = parts
        self._heading = heading
        inside.addWidget(strong(heading))
        inside.addWidget(body(tr("Say these words aloud. They should see the same ones:")))
        self.words = BigWords()
        inside.addWidget(self.words)
        self.which = WordsOf()
        inside.addWidget(self.which)
        line = QWidget()
        buttons = Wrapping(line, right=True)
        self.not_now = secondary(tr("Not now"), lambda: self._answer(None))
        self.different = secondary(tr("They are different"), lambda: self._answer(False))
        self.same = primary(tr("They match"), lambda: self._answer(True))
        for button in (self.not_now, self.different, self.same):
            buttons.addWidget(button)
        inside.addWidget(line)
        column(self).addWidget(frame)
        self.hide()

    def show_words(self, words: Sequence[str]) -> None:
        """Ask about these; () when there is nothing to ask any more."""
        self.words.show_words(words)
        self.which.show_list(words)
        self.setVisible(bool(words))
        if words:
            self.not_now.setFocus(Qt.FocusReason.OtherFocusReason)  # nobody says by accident that they match
            say(self, f"{self._heading} {listing(words)}")

    def _answer(self, same: bool | None) -> None:
        self.hide()
        self.answered.emit(same)
