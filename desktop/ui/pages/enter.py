"""S08 Enter an invite: one field for words or an invite; whatever goes wrong is said here and the text stays.

Who is nearby is listed here when somebody has to be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.kept.relations import Relation
from desktop.ui import tokens
from desktop.ui.motif import Motif
from desktop.ui.pages.around import PeopleNearby, detail_of, title_of
from desktop.ui.pages.gathering import ReplyCard
from desktop.ui.pages.other_ways import OtherWays
from desktop.ui.pages.spoken import BETWEEN, CompareCard
from desktop.ui.pages.ways import MetPeople
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import link, tie
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import RowButton
from desktop.ui.widgets.text import body, muted, say, strong
from desktop.ui.words import tr, tr_n
from desktop.word_lists import word_lists
from p2p.errors import CannotListen
from p2p.listener import parse_listen
from p2p.nearby_rows import Row
from p2p.words import WORDS, are_words

LINES = 3
"""Of what is entered that are seen at once."""
_FEWEST_LETTERS = 4
"""So many letters say which word of the list is meant."""


class EnterPage(Page):
    """Signals: `connecting` with the text; `chose` with the Row that is meant by the words; `met` with a Relation:
    somebody met before, who waits; `cancelled` while it is being tried. Of `around`: `chose` with a Row, to join
    somebody nearby with neither words nor an invite."""

    connecting = Signal(str)
    chose = Signal(object)
    met = Signal(object)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Join with an invite"))
        self._motif = Motif(0.15, height=88, filled=False)
        self.content.addWidget(self._motif)
        self.reply = ReplyCard()
        self.content.addWidget(self.reply)
        self.compare = CompareCard(tr("You come without their words, so compare these."))
        self.content.addWidget(self.compare)
        self.step = body("")
        self.step.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.step.hide()
        self.content.addWidget(self.step)
        self._people = QWidget()
        self._rows = column(self._people, gap=tokens.GRID)
        self.content.addWidget(self._people)
        frame, inside = card()
        self._card = frame
        label = strong(tr("Words, invite text or link"))
        inside.addWidget(label)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        theme().changed.connect(self._fit)
        self._fit()
        self.field.textChanged.connect(self._changed)
        tie(label, self.field, tr("Words, invite text or link"))
        hint = tr("Three words, or all of the invite. You see the sheet first; nothing is sent by looking at it.")
        self.field.setAccessibleDescription(hint)
        inside.addWidget(self.field)
        self.known = strong("")
        inside.addWidget(self.known)
        inside.addWidget(muted(hint))
        inside.addWidget(self._build_address())
        self.content.addWidget(frame)
        self.other_ways = OtherWays()
        self.other_ways.hide()
        self.content.addWidget(self.other_ways)
        self.around = PeopleNearby(tr("Choose one to join them. You both compare three words first."))
        self.content.addWidget(self.around)
        waits = tr("They choose you on their Connect page and wait; neither of you needs an invite.")
        self.known_people = MetPeople(waits)
        self.known_people.chose.connect(self.met)
        self._knows = False
        self.content.addWidget(self.known_people)
        self.set_back(tr("Back"), self._go_back)
        self.set_primary(tr("Connect"), self._connect)
        QShortcut(
            QKeySequence("F5"),
            self,
            self.around.asked_again.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self._trying = self._comparing = False
        self.show_rows(())
        self._changed()

    def _build_address(self) -> QWidget:
        whole = QWidget()
        below = column(whole, gap=tokens.GRID)
        line = QWidget()
        self.not_found = link(tr("Enter their address instead"), self._show_address)
        Wrapping(line).addWidget(self.not_found)
        below.addWidget(line)
        self._address_label = strong(tr("Address on their screen"))
        below.addWidget(self._address_label)
        self.address_field = QLineEdit()
        self.address_field.setPlaceholderText("192.168.4.23")
        self.address_field.setMaxLength(64)
        tie(self._address_label, self.address_field, tr("Address on their screen"))
        below.addWidget(self.address_field)
        self.wrong = body("")
        self.wrong.setProperty("kind", "error")
        below.addWidget(self.wrong)
        send = tr("Or ask them to send the invite text: it is under “Send it” on their page. Paste it here.")
        self.or_text = muted(send)
        self.or_text.hide()
        below.addWidget(self.or_text)
        for part in (self._address_label, self.address_field, self.wrong):
            part.hide()
        self._address = whole
        return whole

    @property
    def address(self) -> str:
        """Where the words are shown, as far as it was entered."""
        return self.address_field.text().strip() if are_words(self.field.toPlainText()) else ""

    def _show_address(self) -> None:
        for part in (self._address_label, self.address_field):
            part.show()
        self.not_found.hide()
        self.address_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_among_them(self) -> None:
        self.cancelled.emit()
        self._show_address()

    def show_known(self, people: Sequence[Relation]) -> None:
        """People met before, the latest first."""
        self.known_people.show_people(people)
        self._knows = bool(people)
        self._changed()

    def offer_address(self) -> None:
        """Nobody was found who shows these words: perhaps there is an address."""
        self._show_address()

    def ask_for_text(self, needed: bool) -> None:
        """The words led nowhere: the invite itself may."""
        self.or_text.setVisible(needed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """One of these is to be chosen; () for none."""
        clear(self._rows)
        for row in rows:
            self._rows.addWidget(RowButton(title_of(row), detail_of(row), partial(self.chose.emit, row), "pair"))
        if rows:
            other = QWidget()
            Wrapping(other).addWidget(link(tr("They are not in the list"), self._not_among_them))
            self._rows.addWidget(other)
        self._people.setVisible(bool(rows))
        self._card.setVisible(not rows)
        if self.primary is not None:
            self.primary.setVisible(not rows)
        if rows:
            say(self, tr_n("{n} person found", "{n} people found", len(rows)))
            first = self._rows.itemAt(0)
            widget = first.widget() if first is not None else None
            if widget is not None:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        wrong = "" if not self.address or _is_address(self.address) else tr("That is no address, as 192.168.4.23 is.")
        self.wrong.tell(wrong, announce=True)
        self.wrong.setVisible(bool(wrong))
        if wrong:
            self.address_field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.connecting.emit(self.field.toPlainText())

    def _fit(self) -> None:
        self.field.setFixedHeight(round(theme().px(tokens.BODY) * 1.25) * LINES + 24)

    def show_compare(self, words: Sequence[str]) -> None:
        """Words to compare with somebody nearby; () when that is over. One thing at a time."""
        self._comparing = bool(words)
        self.compare.show_words(words)
        self._changed()
        self._card.setVisible(not words)
        if self.primary is not None:
            self.primary.setVisible(not words)
        if words:
            self.step.hide()

    def fill_in(self, text: str) -> None:
        """Put an invite into the field; nothing is done with it."""
        self.field.setPlainText(text)

    def show_trying(self, step: str, reply: str = "") -> None:
        """What happens now; "" when nothing is being tried. reply: what the host needs in order to call back."""
        ended = self._trying and not step
        self._trying = bool(step)
        self.reply.show_reply(reply)
        self.step.setVisible(bool(step))
        self.step.tell(step, announce=True)
        self.field.setReadOnly(self._trying)
        self.address_field.setReadOnly(self._trying)
        if self._trying:
            self._motif.drift()
        else:
            self._motif.show_closeness(0.15)
        if self.back is not None:
            self.back.say(tr("Cancel") if self._trying else tr("Back"))
        self._changed()
        if ended and self.isVisible():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # to be mended or tried again

    def _changed(self) -> None:
        text = self.field.toPlainText()
        if self.primary is not None:
            self.primary.setEnabled(bool(text.strip()) and not self._trying)
        free = not (self._trying or self._comparing or text.strip())
        self.around.setVisible(free)
        self.known_people.setVisible(self._knows and free)
        self._address.setVisible(are_words(text))
        self.known.tell(_words_so_far(text))
        self.known.setVisible(bool(self.known.text()))

    def _go_back(self) -> None:
        if self._trying:
            self.cancelled.emit()
        else:
            self.left.emit()

    def entered(self) -> None:
        """The field comes first."""
        super().entered()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_address(text: str) -> bool:
    try:
        return bool(parse_listen(text)[0])
    except CannotListen:
        return False


def _words_so_far(text: str) -> str:
    """The words of the list that are meant, each with a tick; "" for what is no words."""
    typed = re.findall(r"[^\W\d_]+", text.casefold())
    if not typed or len(typed) > WORDS or re.search(r"[\d:/]", text):
        return ""
    still_typing = text[-1:].isalpha()
    lists = word_lists().values()
    found = max(([words.find(word) for word in typed] for words in lists), key=lambda row: len(row) - row.count(None))
    told = []
    for place, (word, entered) in enumerate(zip(found, typed, strict=True)):
        if word is not None:
            told.append(f"✓ {word}")
        elif len(entered) < _FEWEST_LETTERS and still_typing and place == len(typed) - 1:
            told.append("…")
        else:
            told.append(tr("“{word}” is not in the list", word=plain(entered)))
    return BETWEEN.join(told)
