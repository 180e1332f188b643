"""The one window: a header, the page, a status strip, the keys that work everywhere, and the cover.

Leaves to others: which page comes when (desktop.ui.flow).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from desktop.ui import icons, tokens
from desktop.ui.motif import Motif
from desktop.ui.pages.cover import Cover
from desktop.ui.widgets.buttons import quiet
from desktop.ui.widgets.layouts import column, line, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.tab_order import move_focus
from desktop.ui.widgets.text import Text, badge, say
from desktop.ui.words import tr

IDLE_COVER_MS = 60_000
_ACTIVITY = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class Window(QMainWindow):
    """Signals: `closing` when somebody wants to close it; `asked_settings`; `sized_text` with "+", "-" or "0";
    `came_back` when the window is in front again; `asked_help`; `asked_diagnostics`, to be copied."""

    closing = Signal()
    asked_settings = Signal()
    asked_help = Signal()
    asked_diagnostics = Signal()
    sized_text = Signal(str)
    came_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Common Ground")
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(*tokens.SMALLEST_WINDOW)
        self.resize(*tokens.FIRST_WINDOW)
        self.may_close = False
        self._begun = False
        self.cover_when_switching = True
        self.stack = QStackedWidget()
        whole = QWidget()
        below = column(whole, gap=0)
        self._top = self._header()
        below.addWidget(self._top)
        below.addWidget(self.stack, 1)
        below.addWidget(line())
        below.addWidget(self._strip())
        self.setCentralWidget(whole)
        self.cover_page = Cover(whole)
        self.cover_page.lifted.connect(self.uncover)
        self._before_cover: QWidget | None = None
        self._hidden: list[QDialog] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_COVER_MS)
        self._idle.timeout.connect(self._on_idle)
        self._add_keys()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_application)

    def _header(self) -> QWidget:
        bar = QWidget()
        across = row(bar, gap=10)
        across.setContentsMargins(tokens.MARGIN, 12, tokens.MARGIN - 8, 8)
        self._mark = Motif(0.9, height=22)
        self._mark.setFixedWidth(38)
        self.connection = Text(tr("Common Ground"), "muted", wrap=False)
        self.practice = badge(tr("Practice"))
        self.practice.hide()
        across.addWidget(self._mark)
        across.addWidget(self.connection)
        across.addWidget(self.practice)
        across.addStretch(1)
        self.settings_button = quiet(tr("Settings"), self.asked_settings.emit, "settings")
        self.cover_button = quiet(tr("Cover"), self.cover, "cover")
        across.addWidget(self.settings_button)
        across.addWidget(self.cover_button)
        return bar

    def _strip(self) -> QWidget:
        bar = QWidget()
        across = row(bar, gap=16)
        across.setContentsMargins(tokens.MARGIN, 6, tokens.MARGIN, 8)
        self.network = Text("", "status", wrap=False)
        self.saved = Text("", "status", wrap=False)
        self.lock = Text("", "status", wrap=False)
        for part in (self.network, self.saved):
            across.addWidget(part)
        across.addStretch(1)
        across.addWidget(self.lock)
        return bar

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", self.asked_help.emit),
            ("F9", self.toggle_cover),
            ("Ctrl+Shift+H", self.toggle_cover),
            ("Ctrl+Return", lambda: self.page.go_on()),
            ("Ctrl+Enter", lambda: self.page.go_on()),
            ("Alt+Left", lambda: self.page.go_back()),
            ("Esc", lambda: self.page.close_banner()),
            ("Ctrl+,", self.asked_settings.emit),
            ("Ctrl+Shift+D", self.asked_diagnostics.emit),
            ("Ctrl++", lambda: self.sized_text.emit("+")),
            ("Ctrl+=", lambda: self.sized_text.emit("+")),
            ("Ctrl+-", lambda: self.sized_text.emit("-")),
            ("Ctrl+0", lambda: self.sized_text.emit("0")),
            ("F6", lambda: self._next_region(1)),
            ("Shift+F6", lambda: self._next_region(-1)),
        )
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(lambda key=key, action=action: self._on_key(key, action))

    def _on_key(self, key: str, action: Callable[[], object]) -> None:
        if self.covered and key not in ("F9", "Ctrl+Shift+H"):
            return
        action()

    # ---- pages

    @property
    def page(self) -> Page:
        """The page that is up."""
        found = self.stack.currentWidget()
        if not isinstance(found, Page):
            raise RuntimeError("there is no page yet")
        return found

    def come_to_front(self) -> None:
        """Be seen, as far as the system allows."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def show_page(self, page: Page) -> None:
        """Bring a page up."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        changed = not self._begun or self.stack.currentWidget() is not page
        self._begun = True
        self.stack.setCurrentWidget(page)
        if changed:
            say(page, page.heading.text())
            page.entered()
        if self.covered:
            self.cover_page.come_up()
        self._watch_idle()

    def show_status(self, *, connection: str, network: str, lock: str, practice: bool) -> None:
        """Header and status strip."""
        self.connection.tell(connection)
        self.practice.setVisible(practice)
        self.network.tell(network)
        self.lock.tell(lock)

    # ---- the cover

    @property
    def covered(self) -> bool:
        """The cover is over everything."""
        return not self.cover_page.isHidden()

    def cover(self) -> None:
        """Hide everything, at once."""
        if self.covered:
            return
        self._before_cover = QApplication.focusWidget()
        self._hidden = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        for dialog in self._hidden:
            dialog.hide()
        self.cover_page.come_up()

    def uncover(self) -> None:
        """Back to where it was."""
        self.cover_page.hide()
        for dialog in self._hidden:
            dialog.show()
        self._hidden = []
        if self._before_cover is not None and self._before_cover.isVisible():
            self._before_cover.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before_cover = None
        self._watch_idle()

    def toggle_cover(self) -> None:
        """F9."""
        if self.covered:
            self.uncover()
        else:
            self.cover()

    def _watch_idle(self) -> None:
        found, app = self.stack.currentWidget(), QApplication.instance()
        if app is None:
            return
        if isinstance(found, Page) and found.private and not self.covered:
            app.installEventFilter(self)  # only while it is needed: it sees every event there is
            self._idle.start()
        else:
            app.removeEventFilter(self)
            self._idle.stop()

    def _on_idle(self) -> None:
        if self.page.private:
            self.cover()

    def _on_application(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.came_back.emit()
        elif self.cover_when_switching and self._begun and self.page.private:
            self.cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever the person does puts the idle cover off."""
        if self._idle.isActive() and event.type() in _ACTIVITY:
            self._idle.start()
        return super().eventFilter(watched, event)

    # ---- the rest

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The Tab key goes as the eye goes: header, page from top to bottom, then round again."""
        parts: list[QWidget] = [self.cover_page] if self.covered else [self._top, *self.page.regions]
        return move_focus(parts, QApplication.focusWidget(), 1 if forward else -1)

    def _next_region(self, step: int) -> None:
        now = QApplication.focusWidget()
        regions = [self._top, *self.page.regions]
        here = next((n for n, part in enumerate(regions) if now is not None and part.isAncestorOf(now)), 0)
        move_focus([regions[(here + step) % len(regions)]], None, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cover covers everything."""
        super().resizeEvent(event)
        self.cover_page.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing quits, unless somebody would notice; then it is asked first."""
        if self.may_close:
            event.accept()
            return
        event.ignore()
        self.closing.emit()
