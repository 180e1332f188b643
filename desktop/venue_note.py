"""The venue note: one page for whoever runs the network of a venue, in their terms: what is needed, and what is not.

It says nothing of anybody, and nothing of this computer. The same facts, longer, are in docs/network.md.

Leaves to others: saving it (the window), the network check that ends there (desktop.doctor).
"""

from __future__ import annotations

from datetime import UTC, datetime

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import TTFFont

from desktop import __version__
from desktop.agreement_pdf import FONT_FOLDER, MARK
from desktop.language import manner, mark, tr, translated

_TEXT, _MUTED, _ACCENT, _LINE = (0x1F, 0x23, 0x28), (0x57, 0x60, 0x6A), (0x0B, 0x5E, 0x55), (0xE4, 0xE0, 0xD7)
_SIDE, _TOP, _NAMES = 22.0, 18.0, 48.0
_MM_PER_PT = 25.4 / 72
_LEADING = 1.4

WHAT = mark(
    "Common Ground lets people in one room compare private answers. Their laptops talk directly to each other. There is"
    " no server and no account, and nothing has to reach the internet."
)
NEEDS = mark(
    (
        (
            "Clients may reach clients",
            "No client isolation on the network that the participants use (also called AP isolation, peer-to-peer"
            " blocking, or private VLAN).",
        ),
        (
            "TCP between clients",
            "Any port from 1024 up, on either side. One direction is enough, whichever it is. A fixed port is possible:"
            " 24708.",
        ),
        (
            "Multicast DNS, if you like",
            "UDP 5353 to 224.0.0.251 and ff02::fb within the network. Without it people use an invite or an address in"
            " place of three spoken words.",
        ),
        (
            "One network, or routed",
            "IPv4, IPv6 or link-local. Computers of two networks reach each other where your router lets them."
            " Nothing has to be let in from the internet.",
        ),
        ("Nothing else", "No DNS, no DHCP options, no proxy, no certificate, no way out to the internet."),
    )
)
LOAD = mark(
    "A few kilobytes while people find each other, and 0.1 to 6 MB per pair for a usual comparison. All of it is"
    " encrypted from laptop to laptop; an observer sees addresses, sizes and times."
)
TRY = mark(
    "Two laptops on the network for participants: open Common Ground on both, then the network check in the settings."
    " One shows a line, the other one uses it. Both say on top what is in the way."
)
ELSE = mark(
    "If you cannot allow that: the hotspot of a phone, a small travel router, or one cable between two laptops is"
    " enough."
)


def venue_note(now: datetime | None = None) -> bytes:
    """The page as PDF, in the language of the window. now: when it is made."""
    page = _Note(now or datetime.now(UTC))
    try:
        page.draw()
        return bytes(page.output())
    finally:
        page.close_fonts()


class _Note(FPDF):
    def __init__(self, now: datetime) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_creation_date(now)
        self.set_margins(_SIDE, _TOP, _SIDE)
        self.set_auto_page_break(True, _TOP)
        self.c_margin = 0.0
        self.add_font("Inter", "", FONT_FOLDER / "Inter-Regular.ttf")
        self.add_font("Inter", "B", FONT_FOLDER / "Inter-SemiBold.ttf")
        self.set_lang(manner().tag)
        self.set_title(tr("A note for the network of the venue"))
        self.set_producer(f"Common Ground {__version__}")
        self.set_draw_color(*_LINE)
        self.set_line_width(0.2)

    def close_fonts(self) -> None:
        """Close the files, which fpdf2 keeps open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def draw(self) -> None:
        """Everything, on one page."""
        self.add_page()
        self.image(MARK, _SIDE - 1.5, _TOP - 3.4, 10.5)
        self.set_x(_SIDE + 11)
        self._say("Common Ground", 9, _MUTED)
        self.set_y(_TOP + 14)
        self._say(tr("A note for the network of the venue"), 22, _TEXT, bold=True)
        self.ln(2)
        self._say(translated(WHAT), 10.5, _TEXT)
        self._section(tr("What it needs"))
        for name, detail in NEEDS:
            self.line(_SIDE, self.get_y(), _SIDE + self.epw, self.get_y())
            self.ln(2.4)
            top = self.get_y()
            self._say(translated(name), 10.5, _TEXT, bold=True, width=_NAMES - 4)
            below = self.get_y()
            self.set_xy(_SIDE + _NAMES, top)
            self._say(translated(detail), 10.5, _TEXT)
            self.set_y(max(below, self.get_y()) + 2.4)
        for title, text in (
            (tr("What it puts on the network"), LOAD),
            (tr("To try it before the guests come"), TRY),
            (tr("If it cannot be allowed"), ELSE),
        ):
            self._section(title)
            self._say(translated(text), 10.5, _TEXT)

    def _section(self, title: str) -> None:
        self.ln(6)
        self._say(title, 12, _ACCENT, bold=True)
        self.ln(1.5)

    def _say(
        self, text: str, size: float, colour: tuple[int, int, int], *, bold: bool = False, width: float = 0
    ) -> None:
        self.set_font("Inter", "B" if bold else "", size)
        self.set_text_color(*colour)
        height = size * _MM_PER_PT * _LEADING
        self.multi_cell(width, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
