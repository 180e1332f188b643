"""Start of the window: application, theme, the gate to what is kept, flow. Nothing of this runs before it is asked for.

Leaves to others: hardening the process and reporting faults (desktop.__main__).
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop.store import Settings, Store, StoreDamaged, StoreError, load_settings
from desktop.ui import clipboard, icons, language
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.desk import Desk, data_folder, remember_folder, settings_folder, usual_folder
from desktop.ui.engine import Engine
from desktop.ui.gatekeeper import Gatekeeper
from desktop.ui.instance import Instance
from desktop.ui.last_run import LastRun
from desktop.ui.roles import use_roles
from desktop.ui.running import Running
from desktop.ui.system import system_here
from desktop.ui.theme import theme
from desktop.ui.vault import Vault
from desktop.ui.window import Window
from desktop.updates import release_page
from p2p.listener import ANYWHERE, ListenAt


class Application(QApplication):
    """Qt's. Signals: `asked` with the sheet's file or the link that the system hands over (macOS does so by event)."""

    asked = Signal(str)

    def event(self, event: QEvent) -> bool:
        """What is for the application itself, which is little; what is for windows does not pass here."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        self.asked.emit(event.file() or event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, dressed. There is only ever one."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else Application(["commonground", *arguments])
    app.setApplicationName("Common Ground")
    app.setDesktopFileName("commonground")
    app.setWindowIcon(icons.app_icon())
    app.setQuitOnLastWindowClosed(False)
    icons.add_search_path()
    use_roles()
    theme()
    return app


class Program(QObject):
    """The window and what is behind it, from the gate on; begun anew when everything was deleted.

    Signals: `moved` with another folder of this person's data, chosen because the one before cannot be written to.
    """

    moved = Signal(object)

    def __init__(self, app: QApplication, engine: Engine, last: LastRun, listen: ListenAt = ANYWHERE) -> None:
        super().__init__()
        self._app, self._engine, self._last, self._listen = app, engine, last, listen
        self._system = system_here(self._work)
        self._opening = ""
        self._keeper: Gatekeeper | None = None
        self._settings_aside: Path | None = None
        self._folder, self._is_moved, self._remembered = data_folder(), False, True
        self.running: Running | None = None
        self._prepare()
        if isinstance(app, Application):
            app.asked.connect(self.open)

    @property
    def window(self) -> Window:
        """The one there is now."""
        return self._window if self.running is None else self.running.window

    def begin(self, opening: str = "") -> None:
        """Show the window, as soon as what is kept may be read.

        Args:
            opening: a .deal file to fill in, or a link with an invite.
        """
        self._opening = opening
        if self._keeper is not None:
            self._keeper.begin()
        self.window.show()
        if self.running is not None:
            self.running.flow.alerting.shield()

    def open(self, opening: str) -> None:
        """Another start hands this over, or the system does."""
        if self.running is not None:
            self.running.open(opening)
        else:
            self._opening = opening or self._opening
            self.window.come_to_front()

    def end(self) -> None:
        """The system wants it to end, now: save, ask nothing. A meeting can be gone back to after the next start."""
        if self.running is not None and self.running.flow.session.under_way:
            self.running.flow.session.step_out()
        self._leave()
        self.window.may_close = True
        self._app.quit()

    def _prepare(self) -> None:
        settings = Settings()
        try:
            settings = load_settings(settings_folder())
        except StoreDamaged as error:
            self._settings_aside = error.copies
        except StoreError:
            pass  # the defaults are used, and what is there is left alone
        theme().set(settings.theme, settings.text_percent, settings.reduce_motion)
        language.use(language.chosen(settings.language))
        self._vault = Vault(self._folder, self._engine)
        self._window = self._make_window()
        self._window.closing.connect(self._on_closing)

    def _make_window(self) -> Window:
        """A window with a keeper at its gate; the one before is relieved."""
        window = Window()
        if self._keeper is not None:
            self._keeper.close()
        self._keeper = Gatekeeper(window, self._vault, settings_folder(), usual_folder())
        self._keeper.moved.connect(self._on_moved)
        self._keeper.ready.connect(self._go_in)
        self._keeper.erasing.connect(self._leave)
        self._keeper.erased.connect(self._begin_anew)
        self._keeper.gave_up.connect(self.end)
        return window

    def _go_in(self, store: Store) -> None:
        first = [self._window]
        self.running = Running(
            self._engine,
            lambda: Desk(self._folder, settings_folder(), store),
            answer_widget,
            result_widget,
            self._listen,
            release_page(),
            make_window=lambda: first.pop() if first else self._make_window(),
            vault=self._vault,
            system=self._system,
        )
        self.running.closed.connect(self._app.quit)
        self.running.erasing.connect(self._erase)
        flow = self.running.flow
        flow.checking.faults = self._last.faults
        self.running.start()
        aside, self._settings_aside = self._settings_aside, None
        if self._is_moved:
            flow.returning.tell_folder(self._folder, remembered=self._remembered)
        if flow.returning.greet(store.report, ended_badly=self._last.ended_badly, settings_aside=aside):
            self._last.ended_badly = False
        else:
            flow.guarding.offer_passphrase()
        if self._opening:
            flow.open(self._opening)

    def _on_moved(self, folder: Path) -> None:
        self._folder, self._is_moved = folder, True
        self._remembered = remember_folder(folder)
        self.moved.emit(folder)

    def _erase(self) -> None:
        if self._keeper is not None:
            self._keeper.erase()

    def _leave(self) -> None:
        if self.running is not None:
            self.running.flow.shut_down()

    def _begin_anew(self) -> None:
        before = self.window
        if self.running is not None:
            self.running.flow.deleteLater()
        self.running = None
        self._last.ended_badly = False
        if self._folder != usual_folder():
            remember_folder(self._folder)  # the settings are gone, and the usual place is no better than before
        self._prepare()
        self.window.resize(before.size())
        before.may_close = True
        before.close()
        before.deleteLater()
        self.begin()

    def _on_closing(self) -> None:
        """Before the gate is open there is nobody to ask."""
        if self.running is None:
            self.end()

    def _work(self, what: Callable[[], object]) -> Future[object]:
        return self._engine.submit(asyncio.to_thread(what))


@contextmanager
def ending_on_signals(end: Callable[[], object]) -> Iterator[None]:
    """When the system ends the session it sends a signal: everything is saved then, and nothing was unexpected."""
    ours, theirs = socket.socketpair()
    for one in (ours, theirs):
        one.setblocking(False)
    wake = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: end())
    try:
        yield
    finally:
        notifier.setEnabled(False)
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wake)
        ours.close()
        theirs.close()


def run(opening: str = "", on_fault: Callable[[str], None] | None = None, listen: ListenAt = ANYWHERE) -> int:
    """Show the window until it is closed.

    Args:
        opening: a .deal file to fill in, or a link with an invite; a window that is already there takes it over.
        on_fault: told type and place of what goes wrong in the other thread.
        listen: where invites wait.

    Returns:
        The exit code.
    """
    app = make_application()
    folder = data_folder()
    instance = Instance(folder)
    if instance.hand_over(opening):
        return 0
    instance.listen()
    last = LastRun(folder)
    last.begin()

    def move(folder: Path) -> None:
        last.move(folder)
        if not instance.move(folder):
            program.end()

    def note(where: str) -> None:
        last.note(where)
        if on_fault is not None:
            on_fault(where)

    engine = Engine(note)
    program = Program(app, engine, last, listen)
    instance.asked.connect(program.open)
    program.moved.connect(move)
    program.begin(opening)
    with ending_on_signals(program.end):
        code = app.exec()
    clipboard.take_back()
    engine.close()
    if program.running is not None:
        program.running.flow.context.desk.store.close()
    last.end()
    instance.close()
    return code
