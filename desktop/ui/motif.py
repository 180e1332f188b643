"""The motif: circles of which only the overlap is filled. The empty state, the wait and the result all show it.

Closeness says how far the circles have come together: 0 side by side, 1 sharing their middle.
"""

from __future__ import annotations

import math

from PySide6.QtCore import Property, QEasingCurve, QPointF, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import tokens
from desktop.ui.theme import theme
from desktop.ui.tokens import Colours

APART, DRIFTING, MET = 0.0, 0.45, 1.0
_DRIFT_MS = 5200
MOST_CIRCLES = 8
_SMALL = 80
"""Not made smaller in low windows."""


def circles(n: int, area: QRectF, closeness: float) -> list[tuple[QPointF, float]]:
    """Where the circles are: middle and radius of each, all inside the area.

    Args:
        n: how many, 2 to 8.
        area: the space there is.
        closeness: 0 to 1.
    """
    n = min(max(n, 2), MOST_CIRCLES)
    # Distance of a middle from the common middle, in radii: just touching a neighbour at 0, well inside it at 1.
    apart = 1.06 / math.sin(math.pi / n)
    distance = apart + (0.42 + 0.1 * (n > 2) - apart) * closeness
    tilt = 0.0 if n == 2 else -math.pi / 2
    spots = [(math.cos(tilt + 2 * math.pi * i / n), math.sin(tilt + 2 * math.pi * i / n)) for i in range(n)]
    reach_x = max(abs(x) for x, _ in spots) * apart + 1
    reach_y = max(abs(y) for _, y in spots) * apart + 1
    radius = min(area.width() / 2 / reach_x, area.height() / 2 / reach_y)
    middle = area.center()
    return [(QPointF(middle.x() + x * distance * radius, middle.y() + y * distance * radius), radius) for x, y in spots]


def paint_motif(
    painter: QPainter, area: QRectF, n: int, closeness: float, colours: Colours, width: float, *, filled: bool = True
) -> None:
    """Draw n circles and fill what all of them share.

    Args:
        painter: with antialiasing.
        area: the space there is.
        n: how many circles.
        closeness: 0 to 1.
        colours: the scheme in use.
        width: of the outlines.
        filled: there is common ground; while people still wait for it, there are outlines only.
    """
    shared: QPainterPath | None = None
    places = circles(n, area.adjusted(width, width, -width, -width), closeness)
    for middle, radius in places:
        path = QPainterPath()
        path.addEllipse(middle, radius, radius)
        shared = path if shared is None else shared.intersected(path)
    if filled and shared is not None and not shared.isEmpty():
        painter.fillPath(shared, QColor(colours.overlap))
    painter.setPen(QPen(QColor(colours.accent), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for middle, radius in places:
        painter.drawEllipse(middle, radius, radius)


class Motif(QWidget):
    """The circles as a widget; decoration, so it takes no focus and has no meaning that is not also in words."""

    def __init__(self, closeness: float = APART, n: int = 2, height: int = 96, *, filled: bool = True) -> None:
        super().__init__()
        self._fills = self._filled = filled
        self._closeness = closeness
        self._n = n
        self._height = height
        self._motion: QPropertyAnimation | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_people(self, n: int) -> None:
        """As many circles as people."""
        self._n = n
        self.update()

    def show_closeness(self, closeness: float) -> None:
        """Stand still at a closeness."""
        self.stop()
        self._filled = self._fills
        self._closeness = closeness
        self.update()

    def drift(self) -> None:
        """Wait: the outlines come closer and part again; they stand still when motion is reduced."""
        self.stop()
        self._filled = False
        self._closeness = DRIFTING
        if theme().reduce_motion:
            self.update()
            return
        motion = QPropertyAnimation(self, b"closeness", self)
        motion.setDuration(_DRIFT_MS)
        motion.setLoopCount(-1)
        motion.setKeyValueAt(0.0, 0.15)
        motion.setKeyValueAt(0.5, 0.75)
        motion.setKeyValueAt(1.0, 0.15)
        motion.setEasingCurve(QEasingCurve.Type.InOutSine)
        motion.start()
        self._motion = motion

    def stop(self) -> None:
        """No motion any more."""
        if self._motion is not None:
            self._motion.stop()
            self._motion.deleteLater()
            self._motion = None

    def sizeHint(self) -> QSize:
        """Wide enough for two circles side by side; half as high in a low window."""
        window = self.window()
        low = self._height > _SMALL and window is not self and window.height() < tokens.LOW_WINDOW
        height = self._height // 2 if low else self._height
        return QSize(height * 2, height)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the circles in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, self.height() / 40)
        area = QRectF(self.rect())
        paint_motif(painter, area, self._n, self._closeness, theme().colours, width, filled=self._filled)

    def _get_closeness(self) -> float:
        return self._closeness

    def _set_closeness(self, closeness: float) -> None:
        self._closeness = closeness
        self.update()

    closeness = Property(float, _get_closeness, _set_closeness)
