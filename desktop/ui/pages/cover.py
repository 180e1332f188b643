"""S21 Cover: one plain page over the whole window, at once, until Continue is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui import motif
from desktop.ui.motif import Motif
from desktop.ui.widgets.buttons import primary
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.text import title
from desktop.ui.words import tr


class Cover(QWidget):
    """Signals: `lifted`."""

    lifted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Covered"))
        below = column(self, gap=24, margins=24)
        below.addStretch(1)
        below.addWidget(Motif(motif.APART, height=72))
        name = title("Common Ground")
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(name)
        self.button = primary(tr("Continue"), self.lifted.emit)
        below.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addStretch(1)
        self.hide()

    def fit(self) -> None:
        """As large as what it covers."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def come_up(self) -> None:
        """Cover everything, now."""
        self.fit()
        self.show()
        self.raise_()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
