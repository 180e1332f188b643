"""After the result: writing it down together, from the first word until all agree or somebody leaves.

Leaves to others: the page (desktop.ui.pages.writing), what is kept (desktop.run.drafting).
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.run.stages import Writing
from desktop.ui.flow.context import Context
from desktop.ui.pages.writing import first_words, has_left
from desktop.ui.words import tr


class WritingTogether(QObject):
    """Signals: `done`: all have agreed, or somebody has left: the agreement is to be shown."""

    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._told = False
        session, pages = context.session, context.pages
        session.wrote.connect(self._on_writing)
        pages.result.writing.connect(self.show)
        pages.saved.writing.connect(self.show)
        pages.writing.edited.connect(session.write)
        pages.writing.agreed.connect(session.agree_to_text)
        pages.writing.left.connect(self._back)

    @property
    def possible(self) -> bool:
        """Everybody is still there."""
        writing = self._c.session.writing
        return writing is not None and writing.here and writing.done is None

    def show(self) -> None:
        """The page; whoever comes first begins with what came out."""
        session, page = self._c.session, self._c.pages.writing
        if session.result is None or session.writing is None:
            return
        sheet, outcome = session.result.sheet, session.result.outcome
        page.show_agreement(sheet, outcome, self._c.names(), session.me)
        if not _begun(session.writing):
            session.write(first_words(sheet, outcome, date.today().isoformat()))
        page.show_writing(session.writing)
        self._c.to(page)

    def _on_writing(self, writing: Writing) -> None:
        pages = self._c.pages
        for page in (pages.result, pages.saved):
            page.offer_writing(self.possible)
        if self._c.window.page is pages.writing:
            pages.writing.show_writing(writing)
            if writing.done is not None:
                self._end(tr("All of you agreed to this text."))
            elif not writing.here:
                self._end(has_left(self._c.names(), self._c.session.me))
        elif self._c.window.page in (pages.result, pages.saved) and self.possible and _begun(writing):
            self._tell()
        self._c.show_status()

    def _tell(self) -> None:
        """Somebody else has begun."""
        if not self._told:
            self._told = True
            somebody = tr("Somebody has begun to write your agreement down.")
            self._c.window.page.show_banner(somebody, "", [(tr("Write with them"), self.show)])

    def _end(self, sentence: str) -> None:
        self.forget()
        self.done.emit()
        self._c.window.page.show_banner(sentence)

    def forget(self) -> None:
        """Nothing of the text stays on the page."""
        self._told = False
        self._c.pages.writing.forget()

    def _back(self) -> None:
        self._c.pages.writing.send()
        self._c.to(self._c.pages.result)


def _begun(writing: Writing) -> bool:
    return any(seat >= 0 for _, seat in writing.fields.values())
