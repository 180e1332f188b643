"""The network check and the diagnostics, from any page and back; looking happens in the other thread.

Leaves to others: what is found and what it means (desktop.doctor.verdict, desktop.doctor.probes).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, Signal

from desktop.doctor.diagnostics import MAX_LINES, diagnostics
from desktop.doctor.verdict import Examination, Facts, judge
from desktop.strings.errors import Explanation, explain, known_families
from desktop.ui import clipboard
from desktop.ui.engine import Engine
from desktop.ui.flow.context import Context
from desktop.ui.widgets.page import Page
from desktop.ui.words import tr
from p2p.errors import InviteError
from p2p.invite import parse_invite

Look = Callable[[], Coroutine[object, object, Facts]]


async def wait_for_other(on_line: Callable[[str], None]) -> Facts:
    """The same, with the help of the computer that uses the line."""
    from desktop.doctor.probes import wait_for_other

    return await wait_for_other(on_line)


async def look_with_other(line: str) -> Facts:
    """The same, with the help of the computer that shows the line."""
    from desktop.doctor.probes import look_with_other

    return await look_with_other(line)


async def look() -> Facts:
    """What this computer finds out about itself and hears around it."""
    from desktop.doctor.probes import look_around  # only who asks for it pays for the import

    return await look_around()


def is_invite(text: str) -> bool:
    """Whether the text holds a whole invite."""
    try:
        parse_invite(text)
    except InviteError:
        return False
    return True


class Checking(QObject):
    """Looks when it is asked to, one look at a time. faults: what went wrong in the run before, by type and place.

    Signals: `judged` with an Examination; `_found` with the look that has ended and its Facts, or what it ended with;
    `_line` with the line for another computer.
    """

    judged = Signal(object)

    _found = Signal(object, object)
    _line = Signal(str)

    def __init__(
        self,
        context: Context,
        engine: Engine,
        look: Look = look,
        wait: Callable[[Callable[[str], None]], Coroutine[object, object, Facts]] = wait_for_other,
        look_with: Callable[[str], Coroutine[object, object, Facts]] = look_with_other,
    ) -> None:
        """Args: look: finds the facts out, alone; wait, look_with: with another computer."""
        super().__init__()
        self._c = context
        self._engine = engine
        self._look, self._wait, self._look_with = look, wait, look_with
        self._running: Future[object] | None = None
        self._before: list[Page] = []
        self._facts: Facts | None = None
        self._ignored: tuple[str, ...] = ()
        self.faults: Sequence[str] = ()
        self._log: deque[tuple[datetime, str]] = deque(maxlen=MAX_LINES)
        self.text = ""
        self._copies = False
        pages, session = context.pages, context.session
        self._found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)
        context.network_check_asked.connect(self.show_check)
        context.diagnostics_asked.connect(self.copy_diagnostics)
        context.window.asked_diagnostics.connect(self.copy_diagnostics)
        pages.settings.asked_network_check.connect(self.show_check)
        pages.settings.asked_diagnostics.connect(self.show_diagnostics)
        self._line.connect(pages.network.show_line, Qt.ConnectionType.QueuedConnection)
        pages.network.asked.connect(lambda: self._start())
        pages.network.waiting.connect(lambda: self._start(self._wait(self._line.emit)))
        pages.network.using.connect(self._use)
        pages.network.copied.connect(clipboard.copy)
        pages.network.cancelled.connect(self.cancel)
        pages.network.left.connect(self._back)
        pages.network.asked_diagnostics.connect(self.show_diagnostics)
        pages.diagnostics.left.connect(self._back)
        pages.diagnostics.copied.connect(self._copy)
        pages.diagnostics.asked_to_save.connect(lambda text: context.desk.save_diagnostics(context.window, text))
        for told in (session.failed, session.called, session.news, context.desk.told):
            told.connect(self._note)
        context.desk.exports.refused.connect(lambda told, _: self._note(told))

    def show_check(self) -> None:
        """The page, which looks at once."""
        page, pages = self._c.window.page, self._c.pages
        if page is pages.network:
            return
        entered = pages.enter.field.toPlainText() if page is pages.enter else ""
        if is_invite(entered):  # whoever shows it can help to find out
            self._use(entered)
        else:
            self._start()
        self._go(pages.network)

    def show_diagnostics(self) -> None:
        """The text of the last look, or of a new one."""
        if self._c.window.page is not self._c.pages.network or not self.text:
            self._start()
        self._go(self._c.pages.diagnostics)

    def copy_diagnostics(self) -> None:
        """Put them on the clipboard from any page: those of the last look, or of one that begins now."""
        if self.text:
            self._copy(self.text)
            return
        self._copies = True
        if self._running is None:
            self._start()
        self._c.window.page.show_banner(tr("Looking at this computer, for the diagnostics…"))

    def ignore_tunnels(self) -> None:
        """This person says that the tunnels that are there now are not in the way; until the program ends."""
        if self._facts is not None:
            self._ignored = tuple(one.name for one in self._facts.interfaces if one.is_virtual)
            self._show(self._facts)

    def leave(self) -> None:
        """From the check, or the diagnostics, to the page that was up before."""
        while self._c.window.page in (self._c.pages.network, self._c.pages.diagnostics):
            self._back()

    def cancel(self) -> None:
        """Stop looking, and go back."""
        self.close()
        self._c.pages.network.show_failed()
        self._back()

    def close(self) -> None:
        """Stop looking."""
        self._copies = False
        running, self._running = self._running, None
        if running is not None:
            running.cancel()

    def _go(self, page: Page) -> None:
        if self._c.window.page not in (self._c.pages.network, self._c.pages.diagnostics):
            self._before.clear()
        self._before.append(self._c.window.page)
        self._c.to(page)

    def _back(self) -> None:
        if self._before:
            self._c.to(self._before.pop())
        else:
            self._c.home_asked.emit()
        if self._c.window.page not in (self._c.pages.network, self._c.pages.diagnostics):
            self.close()

    def _use(self, line: str) -> None:
        self._start(self._look_with(line))
        self._c.pages.network.show_trying()

    def _start(self, look: Coroutine[object, object, Facts] | None = None) -> None:
        """Look, alone if nothing else is given."""
        copies = self._copies
        self.close()
        self._copies, self.text = copies, ""
        self._c.pages.network.show_looking()
        self._c.pages.diagnostics.show_text("")
        running = self._engine.submit(look or self._look())
        self._running = running
        running.add_done_callback(self._answered)

    def _answered(self, ended: Future[object]) -> None:
        """In the other thread."""
        facts = None if ended.cancelled() else ended.exception() or ended.result()
        self._found.emit(ended, facts)

    def _on_found(self, ended: Future[object], facts: object) -> None:
        if ended is not self._running:
            return
        self._running = None
        if not isinstance(facts, Facts):
            self._c.pages.network.show_failed()
            self._c.pages.diagnostics.show_stopped()
            if isinstance(facts, known_families()):
                self._c.pages.network.show_problem(explain(facts, windowed=True))
            if self._copies:
                self._c.window.page.show_banner(tr("The check was stopped. There is nothing to copy."))
            self._copies = False
            return
        self._show(facts)
        if self._copies:
            self._copies = False
            self._copy(self.text)

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        found: Examination = judge(replace(facts, ignored=self._ignored))
        self.text = diagnostics(facts, found, self._log, self.faults)
        self._c.pages.network.show_found(found)
        self._c.pages.diagnostics.show_text(self.text)
        if self._c.window.page is self._c.pages.network:
            self._c.pages.network.entered()
        self.judged.emit(found)

    def _note(self, told: object) -> None:
        """Codes of what went wrong, for the diagnostics; nothing else of it."""
        if isinstance(told, Explanation):
            self._log.append((datetime.now(UTC), told.code))

    def _copy(self, text: str) -> None:
        clipboard.copy(text)
        self._c.desk.done.emit(tr("Copied. It is taken off the clipboard after a minute."))
