"""A connection is lost: said on whatever page is up; and when somebody of a group is gone, whether to go on without.

Leaves to others: coming back, and asking the others (desktop.run.interruption).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.strings.errors import Explanation, call, explanation
from desktop.ui.bridge import Gone
from desktop.ui.flow.context import Context
from desktop.ui.widgets.page import Page
from desktop.ui.words import listing, tr


class Losses(QObject):
    """What goes on by itself after a loss, and the one question that it may bring. Signal: `paused`: not now."""

    paused = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._page: Page | None = None
        self._gone = ""
        self._several = False
        self._agreed = False
        context.session.news.connect(self._tell)
        context.session.asked_again.connect(self._on_question)

    def _tell(self, news: Explanation | None) -> None:
        """What is tried again by itself; None: it is there again."""
        if news is not None:
            self._show(news)
            return
        self._clear()
        if self._agreed:
            self._c.window.page.show_banner(tr("You compare without {name}.", name=self._gone))
        self._gone, self._agreed = "", False

    def _show(self, news: Explanation) -> None:
        self._clear()
        self._page = self._c.window.page
        if not self._gone:
            # The network may be the cause, and nobody has to wait for it. Sleep needs neither.
            check = (tr("Network check"), self._c.network_check_asked.emit)
            pause = (tr("Pause for later"), self.paused.emit)
            later = (tr("Save for later"), self.paused.emit)
            stop = (tr("Stop"), self._c.pages.comparing.cancel.click)
            choices = {"E25": [check, pause], "E39": [later]}.get(news.code, [])
            if news.code == "E38" and self._page is self._c.pages.comparing:
                choices = [stop]
            self._page.show_banner(news.title, news.body, choices, closing=tr("Wait") if news.code == "E39" else "")
        elif self._agreed:
            self._page.show_banner(tr("Everyone has to agree."), tr("Waiting for the others."))
        else:
            asked = explanation("E29", windowed=True, name=self._gone)
            without = (tr("Compare without {name}", name=self._gone), lambda: self._answer(goes_on=True))
            stop = (tr("Stop"), lambda: self._answer(goes_on=False))
            title = tr("{name} are gone.", name=self._gone) if self._several else asked.title
            self._page.show_banner(title, asked.body, [without, stop], closing=tr("Wait"))

    def _clear(self) -> None:
        if self._page is not None:
            self._page.clear_banner()
        self._page = None

    def _on_question(self, question: object) -> None:
        """Somebody is gone; None: that question is over."""
        if isinstance(question, Gone):
            session = self._c.session
            names = (*session.names, *("",) * (max(question.seats) + 1 - len(session.names)))
            roles = (*session.seats, *("",) * (max(question.seats) + 1 - len(session.seats)))
            self._gone = listing([call(names[seat], roles[seat], seat) for seat in question.seats])
            self._several, self._agreed = len(question.seats) > 1, False
            self._show(explanation("E29"))
        elif question is None and not self._agreed:
            self._gone = ""
            self._clear()

    def _answer(self, *, goes_on: bool) -> None:
        self._agreed = goes_on
        self._c.session.agree_again(goes_on)
        if goes_on:
            self._show(explanation("E29"))
