"""Makes the fonts that documents embed: Inter from resources/fonts with quadratic outlines and without layout tables.

    python packaging/pdf_fonts.py

fpdf2 does not embed the other kind of outlines (CFF) in a way that all readers accept. The files in resources/fonts/pdf
are what this prints into them; the result is the same on every computer.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
NAMES = ("Inter-Regular", "Inter-SemiBold")
MOST_OFF = 1.0
"""How far an outline may move, in units of the font (2048 or more to the em)."""


def with_quadratic_outlines(font: TTFont) -> None:
    """Replace the CFF table by glyf and loca."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MOST_OFF, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 1 if field == "Zones" else 0)
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font["post"].glyphOrder = order
    del font["CFF "]
    font.sfntVersion = "\000\001\000\000"


def main() -> None:
    """Write both files."""
    for name in NAMES:
        font = TTFont(FONTS / f"{name}.otf", recalcTimestamp=False)
        options = Options(layout_features=[], notdef_outline=True, glyph_names=True, name_IDs=["*"])
        options.drop_tables += ["GPOS", "GSUB", "GDEF"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=font.getBestCmap())
        subsetter.subset(font)
        with_quadratic_outlines(font)
        font.save(FONTS / "pdf" / f"{name}.ttf")
        sys.stdout.write(f"{name}: {len(font.getGlyphOrder())} glyphs\n")


if __name__ == "__main__":
    main()
