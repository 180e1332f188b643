"""A banner at the top of a page: title, one sentence, at most two buttons, and details on demand.

Everything that goes wrong is said in one; nothing that was entered is lost by it, and nothing pops up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.strings.errors import Explanation
from desktop.ui import icons
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import Wrapping, column, row
from desktop.ui.widgets.text import Text, say
from desktop.ui.words import clock_time, tr

Choice = tuple[str, Callable[[], object]]
MOST_CHOICES = 2
_MARK = 22


class Banner(QFrame):
    """One message, until it is closed or replaced."""

    def __init__(
        self,
        heading: str,
        sentence: str,
        choices: Sequence[Choice] = (),
        *,
        problem: bool = False,
        details: str = "",
        on_close: Callable[[], object] | None = None,
        closing: str = "",
    ) -> None:
        """Args: heading, sentence: what to say. choices: label and action of at most two. details: on demand.
        closing: what it means to close it."""
        super().__init__()
        self.setProperty("kind", "problem" if problem else "banner")
        self.setAccessibleName(f"{heading} {sentence}".strip())
        self._problem = problem
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self._draw)
        self._draw()
        texts = column(gap=4)
        texts.addWidget(Text(heading, "strong"))
        if sentence:
            texts.addWidget(Text(sentence))
        self._details = Text(details, "muted")
        self._details.hide()
        texts.addWidget(self._details)
        buttons = QWidget()
        flow = Wrapping(buttons, gap=20)
        for label, action in choices[:MOST_CHOICES]:
            flow.addWidget(Button(label, action, "link"))
        if details:
            flow.addWidget(Button(tr("Details"), self._toggle, "link"))
        if on_close is not None:
            flow.addWidget(Button(closing or tr("Close"), on_close, "link"))
        if flow.count():
            texts.addWidget(buttons)
        across = row(self, gap=12, margins=16)
        across.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(texts, 1)

    def announce(self) -> None:
        """Say it once to a screen reader; at once when something went wrong."""
        say(self, self.accessibleName(), urgent=self._problem)

    def _toggle(self) -> None:
        self._details.setVisible(self._details.isHidden())

    def _draw(self) -> None:
        colours = theme().colours
        name, colour = ("problem", colours.danger) if self._problem else ("notice", colours.accent)
        size = theme().mark(_MARK)
        self._mark.setPixmap(icons.pixmap(name, size, colour))
        self._mark.setFixedSize(QSize(size + 2, size + 2))


def problem_banner(
    explanation: Explanation, now: float, choices: Sequence[Choice], on_close: Callable[[], object], closing: str = ""
) -> Banner:
    """What went wrong, as the catalogue of errors has it; code and time are in the details."""
    steps = " ".join(explanation.in_window)
    details = tr("{steps} Code {code}, {time}.", steps=steps, code=explanation.code, time=clock_time(now)).strip()
    return Banner(
        explanation.title, explanation.body, choices, problem=True, details=details, on_close=on_close, closing=closing
    )
