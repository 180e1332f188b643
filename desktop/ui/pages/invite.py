"""S07 Show an invite: the words to say, the text to send, the code to scan, and who is here so far."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from functools import partial

import segno
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLabel, QPlainTextEdit, QWidget

from desktop.ui import invite_text, tokens
from desktop.ui.encounter import Shown
from desktop.ui.motif import Motif
from desktop.ui.pages.gathering import PeopleHere, ReplyField
from desktop.ui.pages.spoken import CompareCard, SayIt
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, chip
from desktop.ui.widgets.layouts import Wrapping, card, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, muted, say, strong
from desktop.ui.words import clock_time, tr, tr_n
from p2p.group import Person

QR_SIZE = 260
LINES = 9
"""Of the invite's text that are seen at once."""
_TICK_MS = 1000


class InvitePage(Page):
    """Signals: `copied` with the text; `asked_to_save` with it; `cancelled`."""

    copied = Signal(str)
    asked_to_save = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Your invite"))
        self._line, self._expires, self._name = "", 0.0, ""
        self._motif = Motif(height=88)
        self.content.addWidget(self._motif)
        self.waiting = strong("")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.content.addWidget(self.waiting)
        self.people = PeopleHere()
        self.content.addWidget(self.people)
        self.compare = CompareCard(tr("Somebody nearby wants to join without the words."))
        self.content.addWidget(self.compare)
        self.place = muted("")
        self.place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.place.hide()
        self.content.addWidget(self.place)
        self.router = muted("")
        self.router.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.router.hide()
        self.content.addWidget(self.router)
        self.say_it = SayIt()
        self._card, inside = card(gap=14)
        inside.addWidget(self._tab_bar())
        self._pages = (self.say_it, self._send_it(), self._scan_it())
        for page in self._pages:
            inside.addWidget(page)
        self.validity = muted("")
        inside.addWidget(self.validity)
        self.content.addWidget(self._card)
        self.reply = ReplyField()
        self.content.addWidget(self.reply)
        self._turn_to(1)
        copying = QKeySequence(QKeySequence.StandardKey.Copy)
        QShortcut(copying, self, self._copy_by_key, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._count_down)
        self.set_back(tr("Cancel"), self.cancelled.emit)
        self.save = self.add_action(tr("Save as file"), lambda: self.asked_to_save.emit(self.as_text()), "saved")
        self.copy = self.set_primary(tr("Copy invite"), self._copy)

    def _tab_bar(self) -> QWidget:
        bar = QWidget()
        wrapping = Wrapping(bar)
        self._tab_group = QButtonGroup(self)
        for number, label in enumerate((tr("Say it"), tr("Send it"), tr("Scan it"))):
            made: Button = chip(label, partial(self._turn_to, number))
            made.setAutoExclusive(True)  # told as one of several
            made.setChecked(number == 1)
            self._tab_group.addButton(made)
            wrapping.addWidget(made)
            made.setVisible(number > 0)  # with a parent: without one it would be a window for a moment
        return bar

    def _turn_to(self, number: int) -> None:
        """One of the three; it takes no more room than it needs."""
        for place, page in enumerate(self._pages):
            page.setVisible(place == number)
        self._show_validity()

    def show_tried(self, tries_left: int) -> None:
        """Somebody entered different words; at 0 only the text and the code are still good."""
        self.say_it.show_tried(tries_left)
        self._show_validity()

    def _show_validity(self) -> None:
        """Not below words that lead nowhere any more."""
        self.validity.setHidden(not self.say_it.isHidden() and self.say_it.are_burned)

    def show_words(self, shown: Shown) -> None:
        """Words that lead to the invite; they come first."""
        self.say_it.show_words(shown)
        self._show_validity()
        chips = self._tab_group.buttons()
        if chips[0].isHidden():
            chips[0].show()
            chips[0].setChecked(True)
            self._turn_to(0)

    def show_compare(self, words: Sequence[str]) -> None:
        """Somebody without an invite sees these words, too; () when that is over. One thing at a time."""
        self.compare.show_words(words)
        for part in (self._card, self.save, self.copy):
            part.setVisible(not words and bool(self._line))
        self.reply.setVisible(not words and bool(self._line))

    def _send_it(self) -> QWidget:
        page = QWidget()
        below = column(page, gap=12)
        below.addWidget(body(tr("Send this text to the other person, by a way only they read.")))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Invite text"))
        theme().changed.connect(self._fit)
        self._fit()
        below.addWidget(self.text)
        below.addStretch(1)
        return page

    def _fit(self) -> None:
        self.text.setFixedHeight(round(theme().px(tokens.BODY) * 1.25) * LINES + 24)

    def _scan_it(self) -> QWidget:
        page = QWidget()
        below = column(page, gap=12)
        self._code = QLabel()
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code.setAccessibleName(tr("Invite as a code to scan"))
        below.addWidget(self._code)
        how = body(tr("For sending through a phone. Laptops rarely scan each other well."))
        how.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(how)
        below.addStretch(1)
        return page

    def show_people(self, joined: int, parties: int, people: tuple[Person, ...] = ()) -> None:
        """How many of how many are in, and who."""
        self._motif.set_people(parties)
        self.people.show_people(people)
        if joined <= 1:
            sentence = tr("Waiting for someone to use this invite…")
        else:
            sentence = tr_n("{n} of {all} is here.", "{n} of {all} are here.", joined, all=parties)
        self.waiting.tell(sentence, announce=True)

    def show_awaiting(self, name: str, address: str) -> None:
        """Somebody met before is awaited; there is no invite to give away.

        Args:
            name: as he called himself. address: of this computer, if asked.
        """
        self.heading.tell(tr("Waiting for {name}", name=name))
        how = tr("{name} needs no invite: they choose “Join with an invite” and then your name.", name=name)
        self.waiting.tell(how, announce=True)
        self.place.tell(tr("If asked: {address}", address=address))
        self.place.show()

    def show_router(self, sentence: str) -> None:
        """What came of asking the router."""
        self.router.tell(sentence, announce=True)
        self.router.show()

    def show_preparing(self) -> None:
        """Before there is an invite."""
        self._show_card(False)
        self.heading.tell(tr("Your invite"))
        self.place.hide()
        self.router.hide()
        self._motif.drift()
        self.waiting.tell(tr("Making an invite…"))

    def show_invite(self, line: str, name: str, expires: float, parties: int) -> None:
        """The invite is there.

        Args:
            line: of the invite.
            name: first name of this person, "" for none.
            expires: when it stops working, in seconds since 1970.
            parties: how many people it is for, this one included.
        """
        self._line, self._name, self._expires = line, name, expires
        self.text.setPlainText(self.as_text())
        self._code.setPixmap(_code_of(line))
        self._code.setFixedHeight(QR_SIZE)
        self._show_card(True)
        self._parties = parties
        self._timer.start()
        self._count_down()

    def forget_invite(self) -> None:
        """It was used, failed or expired: neither text nor code stays on the page."""
        self._timer.stop()
        self._motif.stop()
        self._line = ""
        self.text.clear()
        self._code.clear()
        self.say_it.forget()
        self.show_compare(())
        chips = self._tab_group.buttons()
        chips[0].hide()
        chips[1].setChecked(True)
        self._turn_to(1)
        self._show_card(False)

    def _show_card(self, there: bool) -> None:
        for part in (self._card, self.save, self.copy, self.reply):
            part.setVisible(there)
        if not there:
            self.reply.forget()
            self.people.show_people(())

    def as_text(self) -> str:
        """The longer text, which says what it is in its first line."""
        return invite_text.as_text(self._line, self._name, clock_time(self._expires))

    def _copy_by_key(self) -> None:
        if self._line:
            self._copy()

    def _copy(self) -> None:
        self.copied.emit(self.as_text())
        self.copy.say(tr("Copied"))
        say(self.copy, tr("Copied"))
        QTimer.singleShot(2000, self.copy, lambda: self.copy.say(tr("Copy invite")))

    def _count_down(self) -> None:
        left = self._expires - time.time()
        minutes = max(0, int(left + 59) // 60)
        if left <= 0:
            self.validity.tell(tr("This invite has expired."), announce=True)
            return
        people = self._parties - 1
        text = tr_n("Valid {n} more minute", "Valid {n} more minutes", minutes)
        if people > 1:
            text = tr("{validity}, for {people} people", validity=text, people=people)
        self.validity.tell(text)

    def entered(self) -> None:
        """Copying is the first thing to do."""
        super().entered()
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)


def _code_of(line: str) -> QPixmap:
    """The line as a QR code, dark on white in every theme, or phones do not read it."""
    out = io.BytesIO()
    segno.make(line, error="m", micro=False).save(out, kind="png", scale=8, border=3)
    image = QPixmap()
    image.loadFromData(out.getvalue())
    framed = QPixmap(QR_SIZE, QR_SIZE)
    framed.fill(QColor("#FFFFFF"))
    painter = QPainter(framed)
    painter.drawPixmap(framed.rect(), image)
    painter.end()
    return framed
