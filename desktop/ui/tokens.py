"""Design tokens: every colour, size and radius of the window, and nothing else. Pure data, free of Qt.

Contrast of the text colours on windows, cards and fills is tested (4.5:1; 3:1 for the edges of controls).

Leaves to others: making a palette and a style sheet of them (desktop.ui.theme, desktop.ui.qss).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour scheme, as #RRGGBB.

    Attributes:
        window, card, field: surfaces, from the back to the front.
        hairline: edge of a card; decoration only. edge: edge of a control.
        text, muted: on every surface.
        accent: the one accent; on_accent: text on it; accent_soft: fill of what is chosen.
        danger, danger_soft: what went wrong. overlap: fill of the overlap of circles, never for text.
        scrim: behind a question that needs an answer.
    """

    window: str
    card: str
    field: str
    hairline: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    overlap: str
    scrim: str


LIGHT = Colours(
    window="#F6F4EF",
    card="#FDFCFA",
    field="#FFFFFF",
    hairline="#E4E0D7",
    edge="#8A8880",
    text="#1F2328",
    muted="#57606A",
    accent="#0B5E55",
    accent_hover="#084A43",
    on_accent="#FFFFFF",
    accent_soft="#E3EEEA",
    danger="#A1261B",
    danger_soft="#F8E9E5",
    overlap="#C4622D",
    scrim="#1F2328",
)

DARK = Colours(
    window="#16191D",
    card="#1D2126",
    field="#121518",
    hairline="#2E343B",
    edge="#77818C",
    text="#E6EDF3",
    muted="#A9B4BF",
    accent="#5FD3C3",
    accent_hover="#86E0D3",
    on_accent="#10201E",
    accent_soft="#1C3431",
    danger="#FF8A80",
    danger_soft="#37211F",
    overlap="#F0A36B",
    scrim="#000000",
)

FONT = "Inter"
TITLE, SECTION, BODY, SMALL = 28, 20, 15, 13
"""Sizes of text in pixels at 100 %."""
WORDS = 43
"""Size of words that are said aloud: 32 points."""
STRONG = 600
"""Weight of titles, sections and buttons."""

GRID = 8
MARGIN = 24
GAP = 16
RADIUS = 12
CONTROL_RADIUS = 8
TARGET = 40
"""Height of buttons; 32 is the least for anything that is pressed."""
RING = 2
LINE_CHARACTERS = 68
COLUMN = 700
"""Width of the column that holds a page's content, at 100 %: it grows with the text, so that lines stay as long."""
WIDE_COLUMN = 1080
SMALLEST_WINDOW = (720, 480)
LOW_WINDOW = 600
"""Below this height drawings without meaning of their own leave their place to what has to be read or done."""
FIRST_WINDOW = (1000, 720)
LARGEST_SHEET = (1600, 1080)
"""On larger screens the page stays together in the middle: nobody reads at the top what is answered at the bottom."""
MOTION_MS = 180
TEXT_PERCENTS = (100, 110, 125, 150, 175, 200)
