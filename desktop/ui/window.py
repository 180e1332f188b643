"""The one window: a header, the page, a status strip, the keys that work everywhere, the cover and the lock.

Leaves to others: which page comes when (desktop.ui.flow), when to lock (desktop.ui.flow.guarding).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from desktop.strings.errors import Explanation
from desktop.ui import icons, tokens
from desktop.ui.activity import Activity
from desktop.ui.motif import Motif
from desktop.ui.pages.cover import Cover
from desktop.ui.pages.gate import Gate
from desktop.ui.plain import without_mnemonic
from desktop.ui.theme import theme
from desktop.ui.veil import Veil
from desktop.ui.widgets.banner import Choice
from desktop.ui.widgets.buttons import quiet
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.layouts import Wrapping, column, line, row
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.tab_order import move_focus
from desktop.ui.widgets.text import Text, badge, say
from desktop.ui.widgets.view_menu import ViewMenu
from desktop.ui.words import tr

IDLE_COVER_MS = 60_000
_COVERS = frozenset({"F9", "Ctrl+Shift+H"})
_LOCKS = "Ctrl+L"
_AROUND = 2 * tokens.MARGIN + 60
"""Pixels of the header beside its parts."""


class Window(QMainWindow):
    """Signals: `closing` when somebody wants to close it; `asked_settings`; `sized_text` with "+", "-" or "0";
    `came_back` when the window is in front again; `asked_help`; `asked_lock`; `asked_diagnostics`, to be copied;
    `asked_shield`: hide from screenshots, or no longer; `used`: somebody is there; `shown` a page came up."""

    closing = Signal()
    asked_settings = Signal()
    asked_help = Signal()
    asked_lock = Signal()
    asked_diagnostics = Signal()
    asked_shield = Signal()
    sized_text = Signal(str)
    came_back = Signal()
    used = Signal()
    shown = Signal()

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
        frame, whole = QWidget(), QWidget()
        place, below = column(frame, gap=0), column(whole, gap=0)
        place.addWidget(whole)
        self._place = place
        self._top = self._header()
        below.addWidget(self._top)
        below.addWidget(self.stack, 1)
        below.addWidget(line())
        below.addWidget(self._strip())
        self.setCentralWidget(frame)
        self.cover_page = Cover(frame)
        self.cover_page.lifted.connect(self.uncover)
        self.gate = Gate(frame)
        self._veil = Veil(self, place, whole)
        self._keep_together()
        self._activity = Activity(self)
        self._activity.happened.connect(self._on_activity)
        self._activity.pressed.connect(self._on_guard_key)
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
        self.connection = Text(tr("Common Ground"), "muted")
        self.practice = badge(tr("Practice"))
        self.practice.hide()
        across.addWidget(self._mark)
        across.addWidget(self.connection)
        across.addWidget(self.practice)
        across.addStretch(1)
        self.view = ViewMenu(self)
        self.view.sized.connect(self.sized_text)
        self.view.asked_shield.connect(self.asked_shield)
        self.view.asked_cover.connect(self.cover)
        self.view.asked_lock.connect(self.asked_lock)
        self.view_button = quiet(tr("View"), self._open_view, "eye")
        self.settings_button = quiet(tr("Settings"), self.asked_settings.emit, "settings")
        self.cover_button = quiet(tr("Cover"), self.cover, "cover")
        self._buttons = (self.view_button, self.settings_button, self.cover_button)
        for button in self._buttons:
            across.addWidget(button)
        theme().changed.connect(self._fit_buttons)
        theme().changed.connect(self._keep_together)
        return bar

    def _fit_buttons(self) -> None:
        """Where there is no room for words, buttons of the header are pictures; their names stay."""
        for button in self._buttons:
            button.setText(without_mnemonic(button.accessibleName()))
        room = self.width() - sum(button.sizeHint().width() for button in self._buttons)
        if room < self._mark.width() + self.connection.sizeHint().width() + _AROUND:
            for button in self._buttons:
                button.setText("")

    def _keep_together(self) -> None:
        """What is left of a large screen lies around the page, a third of it above."""
        across, down = (theme().px(one) for one in tokens.LARGEST_SHEET)
        beside, over = max(0, self.width() - across) // 2, max(0, self.height() - down)
        self._place.setContentsMargins(beside, over // 3, beside, over - over // 3)

    def _open_view(self) -> None:
        """Below its button, with the first entry chosen."""
        below = self.view_button.mapToGlobal(QPoint(0, self.view_button.height()))
        self.view.popup(below)
        self.view.setActiveAction(next(entry for entry in self.view.actions() if entry.isEnabled()))

    def _strip(self) -> QWidget:
        bar = QWidget()
        across = row(bar, gap=16)
        across.setContentsMargins(tokens.MARGIN, 6, tokens.MARGIN, 8)
        self.network, self.saved = _Status("", "status"), _Status("", "status")
        self.lock = Text("", "status", wrap=False)
        holder = QWidget()
        parts = Wrapping(holder, gap=16, between_lines=2)
        for part in (self.network, self.saved):
            parts.addWidget(part)
        across.addWidget(holder, 1)
        across.addWidget(self.lock)
        return bar

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", self.asked_help.emit),
            ("F9", self.toggle_cover),
            ("F10", self._open_view),
            ("Ctrl+Shift+H", self.toggle_cover),
            ("Ctrl+L", self.asked_lock.emit),
            ("Ctrl+Shift+S", self.asked_shield.emit),
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
        if not self.covered or key in _COVERS or key == _LOCKS:
            action()

    def _on_guard_key(self, key: str) -> None:
        """From a question in front of the window, where its own keys do not work."""
        if key == _LOCKS:
            self.asked_lock.emit()
        else:
            self.toggle_cover()

    def _on_activity(self) -> None:
        if self._idle.isActive():
            self._idle.start()
        self.used.emit()

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
        self._watch_idle()
        self.shown.emit()

    def show_status(self, *, connection: str, network: str, lock: str, practice: bool) -> None:
        """Header and status strip."""
        self.connection.tell(connection)
        self.practice.setVisible(practice)
        self._fit_buttons()
        self.network.tell(network)
        self.lock.tell(lock)

    # ---- the cover and the lock

    @property
    def covered(self) -> bool:
        """The cover or the lock is over everything."""
        return self.locked or not self.cover_page.isHidden()

    @property
    def locked(self) -> bool:
        """The lock is over everything."""
        return not self.gate.isHidden()

    def cover(self) -> None:
        """Hide everything, at once."""
        if self.covered:
            return
        self._close_menu()
        self.cover_page.come_up()
        self._veil.come_down()
        self._idle.stop()

    def _close_menu(self) -> None:
        """A menu is a window of its own, in front of everything."""
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    def uncover(self) -> None:
        """Back to where it was; not from the lock."""
        if not self.locked:
            self._lift()

    def toggle_cover(self) -> None:
        """F9."""
        if self.covered:
            self.uncover()
        else:
            self.cover()

    def lock_up(self) -> None:
        """Hide everything until the passphrase is entered."""
        if not self.locked:
            self._close_menu()
            self.gate.ask()
            self._veil.come_down()
            self._idle.stop()

    def show_trouble(self, told: Explanation, choices: Sequence[Choice], *, erasable: bool = False) -> None:
        """What keeps the program from starting, in place of everything."""
        self.gate.show_trouble(told, choices, erasable=erasable)
        self._veil.come_down()

    def unlock(self) -> None:
        """It was entered."""
        if self.locked:
            self.gate.leave()
            self._lift()

    def hold(self, dialog: QDialog) -> bool:
        """Keep a question until the cover is lifted; False when there is none."""
        may_interrupt = isinstance(dialog, Confirm) and dialog.may_interrupt
        return not may_interrupt and self._veil.hold(dialog)

    def _lift(self) -> None:
        self.cover_page.hide()
        if not self._veil.lift() and self._begun:
            self.page.entered()
        self._watch_idle()

    def _watch_idle(self) -> None:
        found = self.stack.currentWidget()
        if isinstance(found, Page) and found.private and not self.covered:
            self._idle.start()
        else:
            self._idle.stop()

    def _on_idle(self) -> None:
        if self.page.private:
            self.cover()

    def _on_application(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.came_back.emit()
        elif self.cover_when_switching and self._begun and self.page.private:
            self.cover()

    # ---- the rest

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The Tab key goes as the eye goes: header, page from top to bottom, then round again."""
        if self.covered:
            parts: list[QWidget] = [self.gate if self.locked else self.cover_page]
        else:
            parts = [self._top, *self.page.regions]
        return move_focus(parts, QApplication.focusWidget(), 1 if forward else -1)

    def _next_region(self, step: int) -> None:
        now = QApplication.focusWidget()
        regions = [self._top, *self.page.regions]
        here = next((n for n, part in enumerate(regions) if now is not None and part.isAncestorOf(now)), 0)
        move_focus([regions[(here + step) % len(regions)]], None, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cover covers everything."""
        super().resizeEvent(event)
        self._keep_together()
        self._fit_buttons()
        self.cover_page.fit()
        self.gate.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing quits, unless somebody would notice; then it is asked first."""
        if self.may_close:
            self._activity.close()
            self._veil.close()
            event.accept()
            return
        event.ignore()
        self.closing.emit()


class _Status(Text):
    """One note of the strip at the bottom; it takes no room while there is none."""

    def setText(self, text: str) -> None:
        """Another note, or none."""
        super().setText(text)
        self.setHidden(not text)
