"""S15 Comparing: honest steps, a bar, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar

from desktop.ui.motif import Motif
from desktop.ui.widgets.buttons import Button, secondary
from desktop.ui.widgets.layouts import card, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.steps import Steps
from desktop.ui.widgets.text import body, muted
from desktop.ui.words import tr

_WHOLE = 1000


class ComparingPage(Page):
    """Signals: `stopped`, after it was confirmed."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Comparing"))
        self._opening = self._preparing = False
        self._motif = Motif(height=120)
        self.content.addWidget(self._motif)
        frame, inside = card(gap=14)
        self.bar = QProgressBar()
        self.bar.setRange(0, _WHOLE)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the comparison is"))
        inside.addWidget(self.bar)
        self.steps = Steps([tr("Preparing"), tr("Comparing"), tr("Opening the result"), tr("Both have the result")])
        inside.addWidget(self.steps)
        self.content.addWidget(frame)
        self.content.addWidget(muted(tr("Keep both computers awake.")))
        self._question, asking = card(gap=12)
        self._sentence = body("")
        asking.addWidget(self._sentence)
        buttons = row(gap=8)
        self.keep = Button(tr("Keep going"), self._keep_going, "primary")
        buttons.addWidget(self.keep)
        buttons.addWidget(secondary(tr("Stop"), self.stopped.emit))
        buttons.addStretch(1)
        asking.addLayout(buttons)
        self._question.hide()
        self.content.addWidget(self._question)
        self.cancel = self.set_back(tr("Cancel"), self._ask)

    def begin(self, people: int, *, prepared: bool = True) -> None:
        """A comparison starts; unless it is prepared, the rest of that comes first."""
        self._opening = False
        self.heading.setText(tr("Comparing"))
        self._motif.set_people(people)
        self._motif.drift()
        self.bar.setValue(0)
        self.steps.rename(1, tr("Comparing"))
        self.steps.rename(2, tr("Opening the result"))
        self.steps.rename(3, tr("Both have the result") if people == 2 else tr("All have the result"))
        self._preparing = not prepared
        self.steps.go(1 if prepared else 0)
        self._keep_going()

    def show_prepared(self) -> None:
        """The rest of the preparation is there."""
        if self._preparing:
            self._preparing = False
            self.steps.go(1)

    def show_progress(self, part: float, files: float | None = None) -> None:
        """How far it is, 0 to 1, and how much of the sealed files is through, if any are being sent."""
        sending = files is not None
        self.steps.rename(1, tr("Sealed files on their way ({n} %)", n=_percent(files)) if sending else tr("Comparing"))
        self.bar.setValue(max(self.bar.value(), round(part * _WHOLE * 0.9)))

    def show_opening(self, n_opened: int, total: int, long_list: float | None = None) -> None:
        """The result is being opened, item by item; a long list is compared last, and that takes a while."""
        if not self._opening:
            self._opening, self._preparing = True, False
            self.steps.go(2)
            self._keep_going()
        if long_list is None:
            self.steps.rename(2, tr("Opening ({n} of {all})", n=n_opened, all=total))
        else:
            self.steps.rename(2, tr("Comparing the long list ({n} %)", n=_percent(long_list)))
        done = n_opened + (long_list or 0.0)
        self.bar.setValue(round(_WHOLE * (0.9 + 0.1 * min(1.0, done / max(1, total)))))

    def _ask(self) -> None:
        if self._opening:
            sentence = tr("Stop now? You both may have seen different parts of the result.")
        else:
            sentence = tr("Stop comparing? Nobody will see a result. Your locked-in answers stay here.")
        self._sentence.tell(sentence, announce=True)
        self._question.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        self._foot.hide()  # nothing is left in it

    def entered(self) -> None:
        """What the page tells comes first, not its way out."""
        super().entered()
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_going(self) -> None:
        asked = self._question.isVisible()
        self._question.hide()
        self._foot.show()
        if asked:
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)


def _percent(part: float | None) -> int:
    return int(100 * (part or 0.0))
