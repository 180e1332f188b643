"""Contrast of every colour on every surface it is used on; the style sheet; text size; live switching."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPropertyAnimation, QRect
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui import icons, tokens
from desktop.ui.motif import Motif
from desktop.ui.theme import colours_of, palette_of, theme
from desktop.ui.tokens import DARK, LIGHT, Colours
from tests.ui.fakes import Stand
from tests.ui.screenshots import settle


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_it_is_known_to_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1F2328", "#FFFFFF") == pytest.approx(15.8, abs=0.1)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_everywhere(colours: Colours) -> None:
    surfaces = (colours.window, colours.card, colours.field, colours.accent_soft, colours.danger_soft)
    for text in (colours.text, colours.muted, colours.accent):
        assert min(contrast(text, surface) for surface in surfaces) >= 4.5, text
    assert contrast(colours.danger, colours.card) >= 4.5
    assert contrast(colours.danger, colours.danger_soft) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_can_be_seen(colours: Colours) -> None:
    for surface in (colours.window, colours.card, colours.field):
        assert contrast(colours.edge, surface) >= 3
        assert contrast(colours.accent, surface) >= 3
        assert contrast(colours.overlap, surface) >= 3
    assert contrast(colours.accent, colours.accent_soft) >= 3


def test_themes_switch_live(dressed: QApplication) -> None:
    looks = theme()
    seen: list[str] = []
    looks.changed.connect(lambda: seen.append(looks.colours.window))
    looks.set("dark", 100, False)
    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    looks.set("light", 150, True)
    assert dressed.font().pixelSize() == round(tokens.BODY * 1.5)
    assert dressed.font().family() == tokens.FONT
    looks.set("light", 900, True)
    assert looks.percent == 200
    assert seen[0] == DARK.window
    assert seen[-1] == LIGHT.window
    looks.set("light", 100, True)


def test_high_contrast_takes_the_colours_of_the_system(dressed: QApplication) -> None:
    palette = palette_of(DARK)
    assert colours_of(palette).text.upper() == DARK.text
    assert colours_of(palette).edge == colours_of(palette).text


def test_every_icon_is_a_drawing(dressed: QApplication) -> None:
    for path in icons.FOLDER.glob("*.svg"):
        image = icons.pixmap(path.stem, 24, "#FF0000").toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), path.name


def warm_pixels(widget: Motif) -> int:
    """How many pixels have the colour of the overlap."""
    widget.resize(200, 100)
    image = widget.grab().toImage()
    warm = QColor(theme().colours.overlap).rgb()
    return sum(image.pixel(x, y) == warm for x in range(image.width()) for y in range(image.height()))


def test_only_common_ground_is_filled(dressed: QApplication) -> None:
    looks = theme()
    looks.set("light", 100, True)
    assert warm_pixels(Motif(0.8)) > 100
    assert warm_pixels(Motif(0.9, 5)) > 20
    assert warm_pixels(Motif(0.0)) == 0
    assert warm_pixels(Motif(0.8, filled=False)) == 0
    waiting = Motif(0.8)
    waiting.drift()
    assert warm_pixels(waiting) == 0
    waiting.show_closeness(0.8)
    assert warm_pixels(waiting) > 100


def test_nothing_moves_when_motion_is_reduced(dressed: QApplication) -> None:
    theme().set("light", 100, True)
    still = Motif()
    still.drift()
    assert still.findChildren(QPropertyAnimation) == []
    theme().set("light", 100, False)
    moving = Motif()
    moving.drift()
    assert len(moving.findChildren(QPropertyAnimation)) == 1
    moving.stop()
    theme().set("light", 100, True)


@pytest.mark.parametrize(("size", "beside", "over"), [((1000, 720), 0, 0), ((3840, 2160), 1120, 360)])
def test_on_large_screens_the_page_stays_together(stand: Stand, size: tuple[int, int], beside: int, over: int) -> None:
    window = stand.window
    window.resize(*size)
    settle(QApplication.instance())
    page = window.stack.parentWidget()
    assert page.geometry() == QRect(beside, over, size[0] - 2 * beside, size[1] - 3 * over)
    window.cover()
    assert window.cover_page.size() == window.centralWidget().size()  # whatever is around it, too
    window.uncover()
    assert page.geometry() == QRect(beside, over, size[0] - 2 * beside, size[1] - 3 * over)
