"""Icons: our own line drawings, painted in whatever colour the theme says.

    icon("back"), pixmap("eye", 18, colour)

Leaves to others: the circles that carry the brand (desktop.ui.motif).
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QDir, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES

FOLDER = RESOURCES / "icons"
SIZE = 20


def add_search_path() -> None:
    """Let style sheets name icons as icons:NAME.svg."""
    QDir.setSearchPaths("icons", [str(FOLDER)])


def pixmap(name: str, size: int, colour: str, space: int = 0) -> QPixmap:
    """An icon as an image, sharp on every screen.

    Args:
        name: of a file in resources/icons, without its ending.
        size: in pixels.
        colour: as #RRGGBB.
        space: pixels left free after it, towards the words beside it.
    """
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    image = QPixmap(round((size + space) * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    _renderer(name, colour).render(painter, QRectF(space * ratio if mirrored else 0, 0, size * ratio, size * ratio))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def paint(painter: QPainter, name: str, area: QRectF, colour: str) -> None:
    """Draw an icon into an area."""
    _renderer(name, colour).render(painter, area)


def icon(name: str, colour: str, size: int = SIZE, space: int = 0) -> QIcon:
    """An icon for a button; `space` is left free between it and the words."""
    return QIcon(pixmap(name, size, colour, space))


def app_icon() -> QIcon:
    """The icon of the program."""
    return QIcon(str(FOLDER / "commonground.svg"))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
