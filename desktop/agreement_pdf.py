"""An agreement as a document to print or send: one page where it fits, PDF, the same bytes wherever it is made.

It shows what was agreed, who signed it when, and the digests by which it can be compared with the signed file; nothing
that anybody entered, for the agreement holds none of that. It is a copy for reading: only the file proves anything.

The font has Latin, Greek and Cyrillic letters. In place of text in other ones the page says that it is in the file: no
font of this computer is used, for then the bytes would not be the same everywhere, and nothing is written from right to
left, for the font has no such letters.

Leaves to others: reading the file (desktop.deals.agreement), the words of a result (desktop.strings.outcome), saving.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import cast

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import TTFFont

from desktop.deals import agreement, own_words
from desktop.deals.agreement import Agreement, CheckSignature, Seat, Signed
from desktop.deals.in_words import MONTHS
from desktop.deals.own_words import OwnWords, SignedWords
from desktop.deals.role_names import role_name
from desktop.deals.sheet import digest
from desktop.language import manner, mark, tr, translated
from desktop.paths import RESOURCES
from desktop.strings.errors import plain
from desktop.strings.outcome import Part, Shown, closing_words, label_of, nothing_shown, shown_items

FONT_FOLDER = RESOURCES / "fonts" / "pdf"
MARK = RESOURCES / "icons" / "commonground.svg"
MISSING = mark("[in the file]")
"""Written in place of characters that the font does not have, once for all that follow each other."""

COPY = mark(
    "This page is a copy for reading. The signed file (.agreement) is the proof: whoever has it can check offline, with"
    " “commonground agreement verify FILE”, that these keys signed exactly this. It holds nothing that anybody entered."
)
NOT_ADVICE = mark("A note between the people who signed it, not legal advice.")
ELSEWHERE = mark(
    "{sign} stands for letters or signs that the font of this page does not have. The signed file holds them, and"
    " “commonground agreement show FILE” prints them."
)
UNSIGNED = mark("Not everyone has signed this.")

_TEXT, _MUTED, _LINE = (0x1F, 0x23, 0x28), (0x57, 0x60, 0x6A), (0xE4, 0xE0, 0xD7)
_ACCENT, _DANGER = (0x0B, 0x5E, 0x55), (0xA1, 0x26, 0x1B)
_TITLE_PT, _HEADING_PT, _BODY_PT, _SMALL_PT, _TINY_PT = 22.0, 12.0, 10.5, 9.0, 7.5
_SIDE, _TOP, _BOTTOM = 22.0, 18.0, 22.0
_WIDTH, _HEIGHT = 210.0, 297.0
_COLUMN = 54.0
"""Where values begin, from the left side of the text; in mm as every length here."""
_PART = 42.0
_GAP = 4.0
_LEADING = 1.4
_TIGHT = 0.84
"""What nearly fits on one page is set so much smaller."""
_MORE_THAN_A_PAGE = 5000
"""So many characters need not be measured."""
_MM_PER_PT = 25.4 / 72
_GAP_MARK = "\ue000"
"""For private use, so that no font here has it."""
_GAPS = re.compile(f"{_GAP_MARK}(?:\\s*{_GAP_MARK})*")
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), 0x2068, 0x2069)))


def agreement_pdf(signed: Agreement, check: CheckSignature, words: SignedWords | None = None) -> bytes:
    """The document.

    Args:
        signed: whole, or with signatures missing; the page says so.
        check: of a single signature, p2p.identity.verify.
        words: what all of them wrote down about it; a draft that not all agreed to is left out.

    Returns:
        PDF, in the language of the window. The same bytes for the same agreement in one language; its time is that of
        the first signature.

    Raises:
        InvalidAgreement: a signature does not hold, or there is none. Nothing that looks signed is made of that.
    """
    agreement.verify_present(signed, check)
    written = None
    if words is not None and words.signatures:
        own_words.verify(words, signed.record, check)
        written = words.words
    scale = 1.0
    n_pages = _n_pages(signed, scale, written)
    if n_pages == 2 and _n_pages(signed, _TIGHT, written) == 1:
        n_pages, scale = 1, _TIGHT
    page = _Page(signed, n_pages, scale, written)
    try:
        page.draw()
        return bytes(page.output())
    finally:
        page.close_fonts()


def _n_pages(signed: Agreement, scale: float, written: OwnWords | None) -> int:
    page = _Page(signed, 0, scale, written)
    try:
        page.draw()
        return page.pages_count
    finally:
        page.close_fonts()


class _Page(FPDF):
    """The document while it is drawn. Text goes through `_drawable` and nowhere else."""

    def __init__(self, signed: Agreement, n_pages: int, scale: float, written: OwnWords | None) -> None:
        super().__init__(unit="mm", format=(_WIDTH, _HEIGHT))
        self._signed, self._written = signed, written
        self._n_pages = n_pages
        self._scale = scale
        self._lacks_some = False
        made = datetime.fromtimestamp(signed.made, UTC)
        self.set_creation_date(made)
        self.set_margins(_SIDE, _TOP, _SIDE)
        self.set_auto_page_break(True, _BOTTOM)
        # Safe because no text holds it: the font has nothing for private use. Page numbers need no placeholder.
        self.alias_nb_pages(_GAP_MARK)
        self.c_margin = 0.0
        self.add_font("Inter", "", FONT_FOLDER / "Inter-Regular.ttf")
        self.add_font("Inter", "B", FONT_FOLDER / "Inter-SemiBold.ttf")
        cmaps = [font.cmap for font in self.fonts.values() if isinstance(font, TTFFont)]
        self._known = frozenset(set.intersection(*map(set, cmaps)))
        self.set_title(self._drawable(plain(signed.record.sheet.title)))
        self.set_lang(manner().tag)
        self.set_producer(f"Common Ground {plain(signed.record.version)}")
        self.set_draw_color(*_LINE)
        self.set_line_width(0.2)
        self._made = made

    def close_fonts(self) -> None:
        """Close the files, which fpdf2 keeps open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def draw(self) -> None:
        """Draw everything."""
        record = self._signed.record
        self.add_page()
        self._heading(len(record.roster))
        if self._written is not None:
            self._own_words(self._written)
        self._section(tr("What you agreed") if record.outcome.agreed else tr("What came out"))
        self._result()
        self._section(tr("Signed by"))
        for number, (seat, one) in enumerate(zip(record.roster, self._signed.signatures, strict=True), 1):
            self._signature(number, seat, one)
        self._section(tr("How to check it"))
        self._checking()

    def footer(self) -> None:
        """Which agreement, and which page; called by fpdf2 at the end of each page."""
        self.set_y(-15.0)
        self.set_font("Inter", "", _TINY_PT)
        self.set_text_color(*_MUTED)
        width = self.epw / 2
        name = agreement.file_digest(self._signed).hex()[:16]
        self.cell(width, 4, tr("Agreement {name}", name=name), new_x=XPos.RIGHT, new_y=YPos.TOP)
        self.cell(width, 4, tr("Page {n} of {all}", n=self.page_no(), all=self._n_pages), align="R")

    # ---- parts

    def _heading(self, n_people: int) -> None:
        sheet = self._signed.record.sheet
        self.image(MARK, _SIDE - 1.5, _TOP - 3.4, 10.5)
        self.set_x(_SIDE + 11)
        self._say("Common Ground", _SMALL_PT, _MUTED, width=80)
        self.set_y(_TOP)
        self.set_font("Inter", "B", _SMALL_PT)
        self.set_text_color(*_ACCENT)
        self.cell(0, _SMALL_PT * _MM_PER_PT * _LEADING, tr("Agreement"), align="R")
        self.set_y(_TOP + 14 * self._scale)
        self._say(plain(sheet.title), _TITLE_PT, _TEXT, bold=True, leading=1.2)
        self._skip(1.2)
        self._say(f"{_day(self._made)}  ·  {tr('{n} people', n=n_people)}", _BODY_PT, _MUTED)
        if not self._signed.complete:
            self._skip(1.5)
            self._say(translated(UNSIGNED), _BODY_PT, _DANGER, bold=True)

    def _section(self, title: str) -> None:
        self._skip(7)
        if self.get_y() + 24 > self.page_break_trigger:
            self.add_page()
        self._say(title, _HEADING_PT, _ACCENT, bold=True)
        self._skip(1.5)

    def _own_words(self, written: OwnWords) -> None:
        labels = {item.id: label_of(item) for item in self._signed.record.sheet.items}
        days = {tr("Day of the agreement"): written.day, tr("Look at this again on"): written.look_again}
        self._section(plain(written.title) or tr("In your own words"))
        for item_id, text in written.clauses:
            if text:
                self._item(Shown(labels[item_id], plain(text)))
        for name, day in days.items():
            if day:
                self._item(Shown(name, _day(datetime.fromisoformat(day))))
        self._rule()
        for note in written.notes:
            self._paragraph(plain(note), _BODY_PT)
        self._paragraph(tr("All of you agreed to this text."), _SMALL_PT)

    def _result(self) -> None:
        record = self._signed.record
        for shown in shown_items(record.sheet, record.outcome):
            self._item(shown)
        words = nothing_shown(record.sheet, record.outcome)
        if not record.outcome.blocked:
            words.append(closing_words(record.sheet, record.outcome))
        if any(words):
            if self.get_y() + 12 > self.page_break_trigger:
                self.add_page()
            self._rule()
        for text in (*words, plain(record.sheet.notice)):
            self._paragraph(text, _BODY_PT)

    def _item(self, shown: Shown) -> None:
        left, width = _SIDE + _COLUMN, self.epw - _COLUMN
        texts = [(shown.value, _BODY_PT), (_upper(shown.words), _SMALL_PT if shown.value else _BODY_PT)]
        height = sum(self._height_of(text, size, width) for text, size in texts if text)
        height += sum(self._part_height(part) for part in shown.parts)
        self._begin_row(shown.name, height)
        for text, size in texts:
            if text:
                self.set_x(left)
                self._say(text, size, _TEXT if size == _BODY_PT else _MUTED)
        for part in shown.parts:
            self._part(part)
        self._end_row()

    def _part_height(self, part: Part) -> float:
        width = self.epw - _COLUMN - _PART
        height = self._height_of(part.value, _BODY_PT, width) + self._height_of(part.detail, _TINY_PT, width)
        return max(self._height_of(part.name, _SMALL_PT, _PART - _GAP), height)

    def _part(self, part: Part) -> None:
        if self.get_y() + min(self._part_height(part), 30) > self.page_break_trigger:
            self.add_page()
        page, top, left = self.page, self.get_y(), _SIDE + _COLUMN + _PART
        self.set_xy(_SIDE + _COLUMN, top + 0.55)  # on the line of the larger text beside it
        self._say(_upper(part.name), _SMALL_PT, _MUTED, width=_PART - _GAP)
        below = self.get_y()
        self.set_xy(left, top)
        self._say(part.value, _BODY_PT, _TEXT)
        if part.detail:
            self.set_x(left)
            self._say(part.detail, _TINY_PT, _MUTED)
            self._skip(0.8)
        if self.page == page:
            self.set_y(max(below, self.get_y()))

    def _signature(self, number: int, seat: Seat, signed: Signed | None) -> None:
        role = f"  ·  {plain(role_name(seat.role))}" if seat.role else ""
        key = tr("key {key}", key=seat.key.hex())
        width = self.epw - _COLUMN
        self._begin_row(f"{tr('Person {n}', n=number)}{role}", self._height_of(key, _TINY_PT, width) + 5)
        self.set_x(_SIDE + _COLUMN)
        if signed is None:
            self._say(tr("has not signed"), _BODY_PT, _DANGER)
        else:
            when = datetime.fromtimestamp(signed.time, UTC)
            self._say(f"{_day(when)}, {when:%H:%M:%S} UTC", _BODY_PT, _TEXT)
        self.set_x(_SIDE + _COLUMN)
        self._say(key, _TINY_PT, _MUTED)
        self._end_row()

    def _checking(self) -> None:
        record = self._signed.record
        facts = {
            tr("Signed file, BLAKE2b-256"): agreement.file_digest(self._signed).hex(),
            tr("Sheet “{id}”", id=plain(record.sheet.id)): digest(record.sheet).hex(),
            tr("Run"): record.transcript.hex(),
            tr("Program"): f"Common Ground {plain(record.version)}",
        }
        for name, value in facts.items():
            if self.get_y() + 10 > self.page_break_trigger:
                self.add_page()
            top = self.get_y()
            self._say(name, _TINY_PT, _MUTED, width=_COLUMN - _GAP)
            self.set_xy(_SIDE + _COLUMN, top)
            self._say(value, _TINY_PT, _MUTED)
        self._skip(2.5)
        for text in (
            translated(COPY),
            translated(NOT_ADVICE),
            translated(ELSEWHERE, sign=translated(MISSING)) if self._lacks_some else "",
        ):
            self._paragraph(text, _SMALL_PT)

    # ---- rows and lines

    def _begin_row(self, name: str, height: float) -> None:
        """A line, and the name on the left. What fits on one page is not torn apart."""
        name_height = self._height_of(name, _BODY_PT, _COLUMN - _GAP, bold=True)
        height = max(height, name_height) + 2 * _GAP
        room = self.page_break_trigger - self.get_y()
        if height > room and (height < self.page_break_trigger - _TOP or room < name_height + 3 * _GAP):
            self.add_page()
        self._rule()
        top, page = self.get_y(), self.page
        self._say(name, _BODY_PT, _TEXT, bold=True, width=_COLUMN - _GAP)
        self._row = (page, self.get_y())
        self.set_y(top)

    def _end_row(self) -> None:
        page, bottom = self._row
        if page == self.page:
            self.set_y(max(bottom, self.get_y()))
        self._skip(2.2)

    def _rule(self) -> None:
        y = self.get_y()
        self.line(_SIDE, y, _SIDE + self.epw, y)
        self._skip(2.2)

    def _height_of(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        if not text:
            return 0.0
        if len(text) > _MORE_THAN_A_PAGE:
            return _HEIGHT
        size *= self._scale
        self.set_font("Inter", "B" if bold else "", size)
        height = size * _MM_PER_PT * _LEADING
        found = self.multi_cell(width, height, self._drawable(text), align="L", dry_run=True, output="LINES")
        return len(cast("list[str]", found)) * height  # what it returns is said by `output`

    def _say(
        self,
        text: str,
        size: float,
        colour: tuple[int, int, int],
        *,
        bold: bool = False,
        width: float = 0.0,
        leading: float = _LEADING,
    ) -> None:
        """Lines of text from here on, to the right side or `width`; afterwards at the left side below them."""
        size *= self._scale
        self.set_font("Inter", "B" if bold else "", size)
        self.set_text_color(*colour)
        height = size * _MM_PER_PT * leading
        drawable = self._drawable(text)
        self.multi_cell(width, height, drawable, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _skip(self, height: float) -> None:
        self.ln(height * self._scale)

    def _paragraph(self, text: str, size: float) -> None:
        """Some lines, all on one page."""
        if text and self.get_y() + self._height_of(text, size, self.epw) > self.page_break_trigger:
            self.add_page()
        if text:
            self._say(text, size, _TEXT)
            self._skip(1)

    def _drawable(self, text: str) -> str:
        """The text, with words for what the font does not have; notes that there are some."""
        kept = [character for character in unicodedata.normalize("NFC", text) if character not in _SELECTORS]
        drawn = "".join(character if ord(character) in self._known else _GAP_MARK for character in kept)
        self._lacks_some |= _GAP_MARK in drawn
        return _GAPS.sub(translated(MISSING), drawn)


def _upper(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def _day(when: datetime) -> str:
    """The same on every computer, which strftime is not."""
    return tr("{day} {month} {year}", day=when.day, month=translated(MONTHS[when.month - 1]), year=when.year)
