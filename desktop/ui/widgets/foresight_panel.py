"""What others could work out from an answer, beside it: closed until asked for, and covered whenever the answer is.

A drawing that follows an answer can be read from further away than the answer itself, so it never opens by itself.

Leaves to others: working it out (desktop.ui.foresight), drawing it (desktop.ui.widgets.foretold).
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from desktop.deals.items import AnyItem
from desktop.deals.preview import ItemPreview
from desktop.ui.widgets.buttons import Button, link
from desktop.ui.widgets.foretold import Foretold
from desktop.ui.widgets.item_card import Shown
from desktop.ui.widgets.layouts import Wrapping, card, column, line
from desktop.ui.widgets.text import muted, section
from desktop.ui.words import tr

PATIENCE_MS = 300
"""Shorter work is not worth a sign of it."""
_WHOLE = 100


class ForesightPanel(QWidget):
    """Signals: `toggled` whether it is wanted; it then shows what it is given.

    Attributes:
        wanted: the person has opened it.
        covered: answers are covered, and this with them.
    """

    toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = self.covered = False
        self._has_drawing = False
        frame, inside = card(gap=10)
        self.frame: QFrame = frame
        self._rule = Shown("")
        self._rule.hide()
        self._line = line()
        self._line.hide()
        inside.addWidget(self._rule)
        inside.addWidget(self._line)
        inside.addWidget(section(tr("What others could work out")))
        self.note = muted("")
        inside.addWidget(self.note)
        self.bar = QProgressBar()
        self.bar.setRange(0, _WHOLE)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the preview is"))
        self.bar.hide()
        inside.addWidget(self.bar)
        self.drawing = Foretold()
        inside.addWidget(self.drawing)
        buttons = QWidget()
        flow = Wrapping(buttons)
        self.button: Button = link(tr("Show"), self._toggle)
        flow.addWidget(self.button)
        inside.addWidget(buttons)
        whole = column(self, gap=0)
        whole.addWidget(frame)
        whole.addStretch(1)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(PATIENCE_MS)
        self._slow.timeout.connect(self._show_bar)
        self._arrange()

    @property
    def open(self) -> bool:
        """A drawing may be seen now."""
        return self.wanted and not self.covered

    def set_covered(self, covered: bool) -> None:
        """Together with the answers."""
        self.covered = covered
        self._arrange()

    def show_rule(self, sentence: str) -> None:
        """What comes out of the item beside it, whatever anybody answers; "" where the item says it itself."""
        self._rule.sentence.tell(sentence)
        self._rule.setVisible(bool(sentence))
        self._line.setVisible(bool(sentence))

    def close_up(self) -> None:
        """Closed again, and empty."""
        self.wanted = False
        self.begin()
        self._arrange()

    def begin(self) -> None:
        """Another item, or none: nothing of the last one stays."""
        self._has_drawing = False
        self._done()
        self._arrange()

    def show_progress(self, part: float) -> None:
        """How far it is; only seen where it takes a while."""
        self.bar.setValue(round(part * _WHOLE))
        if not self._slow.isActive() and self.bar.isHidden():
            self._slow.start()

    def show_preview(self, item: AnyItem, seen: ItemPreview | None) -> None:
        """What was found about an item; None while nothing is known, or where the sheet cannot be run like this."""
        self._done()
        self._has_drawing = seen is not None
        if seen is not None:
            self.drawing.show_preview(item, seen)
        self._arrange()

    def _done(self) -> None:
        self._slow.stop()
        self.bar.hide()

    def _show_bar(self) -> None:
        self.bar.setVisible(self.open)

    def _toggle(self) -> None:
        self.wanted = not self.wanted
        self._arrange()
        self.toggled.emit(self.wanted)

    def _arrange(self) -> None:
        if self.covered:
            self.note.tell(tr("Covered with your answers."))
        elif not self.wanted:
            self.note.tell(tr("Worked out on this computer, from your answers only. It follows them while it is open."))
        else:
            self.note.tell(tr("If nobody knew anything about you before."))
        self.drawing.setVisible(self.open and self._has_drawing)
        self.button.setVisible(not self.covered)
        self.button.say(tr("Hide what others could work out") if self.wanted else tr("Show what others could work out"))
        if not self.open:
            self._done()
