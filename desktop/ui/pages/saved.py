"""S17 and S18: the agreement, drawn like the result; who has signed it, whether it is kept, what can be done with it.

Leaves to others: the drawings (desktop.ui.answers.results), writing files (desktop.ui.desk).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.deals.agreement import Agreement, file_digest
from desktop.deals.outcome import Outcome
from desktop.deals.own_words import OwnWords
from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet
from desktop.kept.company import Company
from desktop.strings.outcome import label_of
from desktop.ui import icons, motif, tokens
from desktop.ui.kept import signers
from desktop.ui.motif import Motif
from desktop.ui.pages.own import Own, OwnPart
from desktop.ui.pages.result import MakeResult
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import danger, link, secondary
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, line, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.text import body, muted, quiet, section, strong
from desktop.ui.words import calendar_day, day_and_time, tr

_MARK = 22


@dataclass(frozen=True, slots=True)
class Shown:
    """One agreement to be looked at.

    Attributes:
        sheet, outcome: what was compared, and what came out.
        when: date and time, in words.
        kept: on this computer; not when the sheet asks not to keep it.
        agreed: the signed record; its signatures were checked when it was read.
        practice: with partners who are this computer: nothing stays.
        words: what people wrote down about it; all_agreed: every one of them has signed these words.
        name: of its record, where it can be deleted; "" right after the comparison.
        own: what there is of the own answers.
        company: with whom it was made; None where this computer does not know.
    """

    sheet: Sheet
    outcome: Outcome
    when: str
    agreed: Agreement
    kept: bool = True
    practice: bool = False
    words: OwnWords | None = None
    all_agreed: bool = False
    name: str = ""
    own: Own = Own.NOTHING
    company: Company | None = None


class SavedPage(Page):
    """Signals: `copied`, `saved_pdf`, `saved_page`, `saved_text`, `saved_file`, `printed`; `deleting` with the name
    of one that is kept; `writing`, to write it down together; `improving`; `finished`; of the own answers
    `keeping_own`, or no longer, `asked_own`, to be answered by show_own, and `deleting_own`."""

    copied = Signal()
    saved_pdf = Signal()
    saved_page = Signal()
    saved_text = Signal()
    saved_file = Signal()
    printed = Signal()
    deleting = Signal(str)
    writing = Signal()
    improving = Signal()
    finished = Signal()
    keeping_own = Signal(bool)
    asked_own = Signal()
    deleting_own = Signal()
    private = True

    def __init__(self, make_result: MakeResult) -> None:
        super().__init__(tr("Your agreement"))
        self._make = make_result
        self._motif = Motif(motif.MET, height=104)
        self.content.addWidget(self._motif)
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self.better = self.add_action(tr("Improve our deal"), self.improving.emit)
        self.better.hide()
        self.write = self.add_action(tr("Write it down together"), self.writing.emit, "note")
        self.write.hide()
        self.set_primary(tr("Finish"), self.finished.emit)

    def offer_improving(self, can: bool) -> None:
        """The agreement may be improved, or not."""
        self.better.setVisible(can)

    def offer_writing(self, can: bool) -> None:
        """The others are still there to write it down with, or not."""
        self.write.setVisible(can)

    def show_agreement(self, shown: Shown) -> None:
        """One agreement."""
        clear(self._parts)
        self.clear_banner()
        self._motif.set_people(len(shown.agreed.record.roster))
        self._motif.show_closeness(motif.MET)
        title = shown.words.title if shown.words is not None else ""
        self._parts.addWidget(section(plain(title or shown.sheet.title)))
        self._parts.addWidget(muted(shown.when))
        if shown.words is not None:
            self._parts.addWidget(_words_card(shown.sheet, shown.words, all_agreed=shown.all_agreed))
        self._add_items(shown)
        self._parts.addWidget(_signatures(shown.agreed, shown.company))
        self._parts.addWidget(body(_where(shown.kept, shown.practice)))
        self._parts.addWidget(self._actions(kept=shown.kept and not shown.practice))
        self._own_place = column(gap=0)
        self._parts.addLayout(self._own_place)
        self.show_own_part(shown.own)
        self._parts.addWidget(muted(tr("This is a note between you, not legal advice.")))
        if shown.name:
            self._parts.addSpacing(tokens.GAP)
            delete = danger(tr("Delete…"), lambda: self.deleting.emit(shown.name), "delete")
            self._parts.addWidget(delete, 0, Qt.AlignmentFlag.AlignLeft)

    def show_own_part(self, own: Own) -> None:
        """What there is of the own answers."""
        clear(self._own_place)
        self.own = OwnPart(own)
        self.own.keeping.connect(self.keeping_own)
        self.own.asked_to_see.connect(self.asked_own)
        self.own.deleting.connect(self.deleting_own)
        if own is not Own.NOTHING:
            self._own_place.addWidget(self.own)

    def show_own(self, lines: Sequence[tuple[str, str]]) -> None:
        """The own answers, asked for: per item its label and the answer in words."""
        self.own.show_lines(lines)

    def forget(self) -> None:
        """Nothing of the agreement stays on the page."""
        clear(self._parts)
        self.offer_writing(False)

    def _add_items(self, shown: Shown) -> None:
        for item in shown.sheet.items:
            outcome = shown.outcome.items.get(item.id)
            if outcome is None or not outcome.agreed:
                continue
            frame, inside = card(gap=10)
            frame.setAccessibleName(label_of(item))
            inside.addWidget(self._make(shown.sheet, item, outcome))
            self._parts.addWidget(frame)

    def _actions(self, *, kept: bool) -> QWidget:
        holder = QWidget()
        flow = Wrapping(holder)
        flow.addWidget(secondary(tr("Copy as text"), self.copied.emit, "copy"))
        if not kept:
            return holder
        flow.addWidget(secondary(tr("Save as PDF…"), self.saved_pdf.emit, "saved"))
        flow.addWidget(secondary(tr("Print…"), self.printed.emit, "note"))
        others = (
            secondary(tr("Save as web page…"), self.saved_page.emit, "saved"),
            secondary(tr("Save as text…"), self.saved_text.emit, "saved"),
            secondary(tr("Save as a file to check…"), self.saved_file.emit, "saved"),
        )

        def show_others() -> None:
            for one in others:
                one.show()
            others[0].setFocus(Qt.FocusReason.OtherFocusReason)
            more.hide()

        more = link(tr("More ways to save"), show_others)
        flow.addWidget(more)
        for one in others:
            one.setVisible(False)
            flow.addWidget(one)
        return holder


class _Mark(QLabel):
    """Signed, or not yet."""

    def __init__(self, *, good: bool) -> None:
        super().__init__()
        self._good = good
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size, colours = theme().px(_MARK), theme().colours
        self.setFixedSize(QSize(size + 2, size + 2))
        name, colour = ("check", colours.accent) if self._good else ("clock", colours.muted)
        self.setPixmap(icons.pixmap(name, size, colour))


def _signatures(agreed: Agreement, company: Company | None) -> QWidget:
    """Who has signed, and when they say they did."""
    frame, inside = card(gap=10)
    frame.setAccessibleName(tr("Signatures"))
    inside.addWidget(strong(tr("Signatures")))
    people = signers(agreed, company)
    for person, seat, signed in zip(people, agreed.record.roster, agreed.signatures, strict=True):
        role = plain(role_name(seat.role))
        name = tr("{name} ({role})", name=person, role=role) if role not in ("", person) else person
        across = row(gap=12)
        across.addWidget(_Mark(good=signed is not None), 0, Qt.AlignmentFlag.AlignTop)
        said = tr("{name}: has not signed it", name=name)
        if signed is not None:
            said = tr("{name}: signed on {when}", name=name, when=day_and_time(float(signed.time)))
        across.addWidget(body(said), 1)
        inside.addLayout(across)
    inside.addWidget(line())
    if agreed.complete:
        inside.addWidget(quiet(tr("Signed by everyone. Anyone you show the file to can check it.")))
    else:
        inside.addWidget(quiet(tr("Not everyone has signed it.")))
    number_of = file_digest(agreed).hex()[:8]
    inside.addWidget(
        muted(tr("Agreement {number}. All signatures here were checked on this computer.", number=number_of))
    )
    return frame


def _words_card(sheet: Sheet, words: OwnWords, *, all_agreed: bool) -> QWidget:
    """What people wrote down."""
    frame, inside = card(gap=10)
    frame.setAccessibleName(tr("In your own words"))
    inside.addWidget(strong(tr("In your own words")))
    if words.day:
        inside.addWidget(muted(calendar_day(words.day)))
    labels = {item.id: label_of(item) for item in sheet.items}
    for item_id, wording in words.clauses:
        inside.addWidget(muted(labels.get(item_id, item_id)))
        inside.addWidget(body(plain(wording)))
    for note in filter(None, words.notes):
        inside.addWidget(body(plain(note)))
    if words.look_again:
        inside.addWidget(strong(tr("Look at this again on {day}.", day=calendar_day(words.look_again))))
    inside.addWidget(line())
    agreed, draft = tr("All of you agreed to this text."), tr("A draft: not all of you agreed to this text.")
    inside.addWidget(quiet(agreed if all_agreed else draft))
    return frame


def _where(kept: bool, practice: bool) -> str:
    if practice:
        return tr("This was practice: it is gone when you finish.")
    if kept:
        return tr("It is kept on this computer, under Agreements. Others have their own copies.")
    return tr("This sheet asks not to keep the outcome, so it is gone when you finish.")
