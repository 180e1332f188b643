"""S11 Review the sheet together: who is fine with it, what others suggest, with marked lines, notes, the sheet itself.

Leaves to others: what counts (desktop.run.reviewing), the words for what is different (desktop.strings.changes).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.run.stages import Reviewing, Suggested
from desktop.strings.changes import changes
from desktop.ui import tokens
from desktop.ui.pages.gathering import who_line
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import quiet, secondary, tie
from desktop.ui.widgets.changes_view import ChangesView
from desktop.ui.widgets.layouts import Wrapping, card, clear, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.sheet_view import facts_card, sheet_card
from desktop.ui.widgets.text import body, muted, section, strong
from desktop.ui.widgets.text import quiet as quietly
from desktop.ui.words import listing, tr, tr_n
from p2p.sheet_words import MAX_NOTE


class DiscussPage(Page):
    """Signals: `fine` with the name of a version; `looked_again`; `refused` with the name of a version; `noted` with a
    text; `editing` with the version to begin from; `stopped`."""

    fine = Signal(bytes)
    looked_again = Signal()
    refused = Signal(bytes)
    noted = Signal(str)
    editing = Signal(object)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Look at the sheet together"))
        self._news: Reviewing | None = None
        self._names: Sequence[str] = ()
        self._base: Suggested | None = None
        self._unsaid = ""
        self._shown: list[tuple[bytes, bool, tuple[int, ...]]] = []
        self.same = body("")
        self.content.addWidget(self.same)
        frame, inside = card(gap=6)
        self._people = column(gap=6)
        inside.addLayout(self._people)
        self.state = quietly("")
        inside.addWidget(self.state)
        self.content.addWidget(frame)
        self._notes_card, self._notes = card(gap=8)
        self.content.addWidget(self._notes_card)
        self._versions = column(gap=tokens.GAP)
        self.content.addLayout(self._versions)
        self.content.addWidget(self._make_suggesting())
        self._sheet = column(gap=tokens.GAP)
        self.content.addLayout(self._sheet)
        self.set_back(tr("Leave"), self.stopped.emit)
        self.again = self.add_action(tr("Look at it again"), self.looked_again.emit)
        self.suggest = self.add_action(tr("Suggest a change…"), self.open_suggesting)
        self.set_primary(tr("I'm fine with this sheet"), self._be_fine)

    def _make_suggesting(self) -> QWidget:
        self._suggesting, inside = card(gap=12)
        inside.addWidget(section(tr("Suggest a change")))
        rule = tr("A version counts only when all of you are fine with it. Until then the old one stays.")
        inside.addWidget(body(rule))
        self.edit = secondary(tr("Edit a copy of the sheet…"), self._edit_latest)
        holder = QWidget()
        Wrapping(holder).addWidget(self.edit)
        inside.addWidget(holder)
        label = strong(tr("Or write a note to the others"))
        self.send = secondary(tr("Send note"), self._send_note, "send")
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_NOTE)
        self.field.returnPressed.connect(self._send_note)
        self.field.textChanged.connect(self._allow_sending)
        tie(label, self.field, tr("Note to the others"))
        inside.addWidget(label)
        inside.addWidget(self.field)
        self.send.setEnabled(False)
        holder = QWidget()
        Wrapping(holder).addWidget(self.send)
        inside.addWidget(holder)
        self.full = quietly("")
        inside.addWidget(self.full)
        self.full.hide()
        self._suggesting.hide()
        return self._suggesting

    # ---- what is shown

    def show_reviewing(self, news: Reviewing, names: Sequence[str], *, unchecked: bool = False) -> None:
        """How it stands.

        Args:
            names: of everybody, by seat, as they are called here. unchecked: words were not compared with the others.
        """
        self._news, self._names = news, names
        base = news.versions[0]
        two = len(news.seats) == 2
        told = tr("You both see the same sheet (version {n}).", n=base.number)
        self.same.tell(told if two else tr("You all see the same sheet (version {n}).", n=base.number))
        self._show_people(news, unchecked)
        shown = [(one.name, one.name in news.fine[news.me], self._refused_by(one.name)) for one in self.open]
        if base != self._base:
            self._base = base
            self._show_sheet(base)
        if shown != self._shown:
            self._shown = shown
            clear(self._versions)
            for version in reversed(self.open):
                self._versions.addWidget(self._card_of(version, news))
        self._show_notes(news)
        self._show_limits(news)
        self._show_buttons(news)

    @property
    def open(self) -> list[Suggested]:
        """Suggestions that whoever made them still wants, the latest last."""
        if self._news is None:
            return []
        return [one for one in self._news.versions[1:] if one.name in self._news.fine[one.seat]]

    @property
    def at_hand(self) -> Suggested | None:
        """What the main button is about: somebody else's latest suggestion that was not refused, else the sheet."""
        news = self._news
        if news is None:
            return None
        theirs = [one for one in self.open if one.seat != news.me and one.name not in news.refused[news.me]]
        return theirs[-1] if theirs else news.versions[0]

    def show_marked(self) -> None:
        """Bring the marked lines of the latest suggestion into sight."""
        item = self._versions.itemAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            self._scroll.ensureWidgetVisible(widget, 0, 40)
            first = next(
                (one for one in widget.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None
            )
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_suggesting(self) -> None:
        """The means to suggest something."""
        self._suggesting.show()
        self.suggest.hide()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of it stays on the page."""
        self._news, self._base, self._shown = None, None, []
        self.clear_banner()
        self._unsaid = ""
        self.field.clear()
        self._suggesting.hide()
        self.suggest.show()
        for part in (self._people, self._versions, self._notes, self._sheet):
            clear(part)

    # ---- parts

    def _show_people(self, news: Reviewing, unchecked: bool) -> None:
        clear(self._people)
        for seat in range(len(news.seats)):
            said = body(self._standing(news, seat))
            line = who_line(said, None, unchecked=unchecked and seat != news.me)
            self._people.addLayout(line)
        waiting = [name for seat, name in enumerate(self._names) if seat != news.me and not news.fine[seat]]
        told = ""
        if news.closing:
            told = tr("All of you are fine with it.")
        elif news.fine[news.me] and waiting:
            told = tr("Waiting for: {names}.", names=listing(waiting))
        elif news.fine[news.me]:
            told = tr("You are not all fine with the same version yet.")
        self.state.tell(told, announce=True)
        self.state.setVisible(bool(told))

    def _standing(self, news: Reviewing, seat: int) -> str:
        """What others may know of a person: reading, or fine with a version, or suggests one."""
        me, name = seat == news.me, self._names[seat]
        fine = [one for one in news.versions if one.name in news.fine[seat]]
        refused = [one for one in self.open if one.name in news.refused[seat]]
        if refused:
            n = refused[-1].number
            return tr("You rejected version {n}", n=n) if me else tr("{name} rejected version {n}", name=name, n=n)
        if not fine:
            return tr("You are reading") if me else tr("{name} is reading", name=name)
        n = fine[-1].number
        if fine[-1].seat == seat:
            return tr("You suggest version {n}", n=n) if me else tr("{name} suggests version {n}", name=name, n=n)
        return tr("You are fine with version {n}", n=n) if me else tr("{name} is fine with version {n}", name=name, n=n)

    def _card_of(self, version: Suggested, news: Reviewing) -> QWidget:
        frame, inside = card(gap=14)
        found = changes(news.versions[0].sheet, version.sheet)
        inside.addWidget(section(self.title_of(version)))
        mine = version.seat == news.me
        whose = tr("Your suggestion.") if mine else tr("{name} suggests this.", name=self._names[version.seat])
        inside.addWidget(muted(whose))
        inside.addWidget(ChangesView(found))
        holder = QWidget()
        buttons = Wrapping(holder)
        for seat in self._refused_by(version.name):
            if seat != news.me:
                told = tr("{name} rejected version {n}", name=self._names[seat], n=version.number)
                inside.addWidget(quietly(told))
        if mine:
            buttons.addWidget(quiet(tr("Take it back"), partial(self.fine.emit, news.versions[0].name)))
        elif version.name in news.refused[news.me]:
            inside.addWidget(quietly(tr("You rejected this change. The old version stays.")))
            buttons.addWidget(quiet(tr("Accept it after all"), partial(self.fine.emit, version.name)))
        elif version.name in news.fine[news.me]:
            inside.addWidget(quietly(tr("You are fine with this version.")))
            buttons.addWidget(quiet(tr("Reject change"), partial(self.refused.emit, version.name)))
        else:
            buttons.addWidget(secondary(tr("Reject change"), partial(self.refused.emit, version.name)))
        buttons.addWidget(quiet(tr("Edit a copy of this version…"), partial(self.editing.emit, version)))
        inside.addWidget(holder)
        return frame

    def _refused_by(self, name: bytes) -> tuple[int, ...]:
        """The seats that reject a version."""
        refused = () if self._news is None else self._news.refused
        return tuple(seat for seat, names in enumerate(refused) if name in names)

    def title_of(self, version: Suggested) -> str:
        """What a version is called, and how much of it is new."""
        if self._news is None:
            return ""
        n = len(changes(self._news.versions[0].sheet, version.sheet))
        return tr_n("New version {v}: {n} change", "New version {v}: {n} changes", n, v=version.number)

    def _show_notes(self, news: Reviewing) -> None:
        clear(self._notes)
        self._notes_card.setVisible(bool(news.notes))
        if news.notes:
            self._notes.addWidget(section(tr("Notes")))
        for seat, untrusted_text in news.notes:
            line = tr("{name}: {text}", name=self._names[seat], text=plain(untrusted_text))
            self._notes.addWidget(body(line))

    def _show_limits(self, news: Reviewing) -> None:
        """What was sent is gone from the field once it stands among the notes; and what there is too much of."""
        said = (news.me, self._unsaid) in news.notes
        if said and self._written == self._unsaid:
            self.field.clear()
        if said or news.closing:
            self._unsaid = ""
        told = []
        if not news.may_note:
            told.append(tr("You have written as many notes as there can be."))
        if not news.may_suggest:
            told.append(tr("You have suggested as many versions as there can be."))
        self.full.tell(" ".join(told))
        self.full.setVisible(bool(told))
        self.field.setEnabled(news.may_note)
        self.edit.setEnabled(news.may_suggest)
        self._allow_sending()

    def _allow_sending(self) -> None:
        may = self._news is not None and self._news.may_note
        self.send.setEnabled(may and self._written not in ("", self._unsaid))

    @property
    def _written(self) -> str:
        return plain(self.field.text()).strip()[:MAX_NOTE]

    def _show_sheet(self, base: Suggested) -> None:
        clear(self._sheet)
        self._sheet.addWidget(section(plain(base.sheet.title)))
        if base.sheet.summary:
            self._sheet.addWidget(body(plain(base.sheet.summary)))
        details = facts_card(base.sheet)
        if details is not None:
            self._sheet.addWidget(details)
        self._sheet.addWidget(sheet_card(base.sheet, with_choices=True))

    def _show_buttons(self, news: Reviewing) -> None:
        at_hand = self.at_hand
        if self.primary is None or at_hand is None:
            return
        fine = at_hand.name in news.fine[news.me]
        first = at_hand is news.versions[0] and not self.open
        label = tr("I'm fine with this sheet") if first else tr("I'm fine with version {n}", n=at_hand.number)
        self.primary.say(tr("Waiting for the others…") if fine else label)
        self.primary.setEnabled(not fine)
        self.again.setVisible(bool(news.fine[news.me]) and not news.closing)
        improving = news.versions[0].sheet.improve is not None
        self.suggest.setVisible(self._suggesting.isHidden() and not improving)

    # ---- what is done

    def _be_fine(self) -> None:
        at_hand = self.at_hand
        if at_hand is not None:
            self.clear_banner()
            self.fine.emit(at_hand.name)

    def _edit_latest(self) -> None:
        if self._news is not None:
            mine = [one for one in self.open if one.seat == self._news.me]
            self.editing.emit(mine[-1] if mine else self.at_hand)

    def _send_note(self) -> None:
        if self.send.isEnabled():
            self._unsaid = self._written  # it stays there until it was said
            self.noted.emit(self._unsaid)
            self._allow_sending()
