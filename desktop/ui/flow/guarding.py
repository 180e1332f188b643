"""Guarding: locking by hand, when nobody is there, and when the computer sleeps; the passphrase; deleting everything.

While it is locked the store cannot be read: its keys are dropped, unless something goes on with others, which needs
them. What was on the page stays in the memory of this process, so that it is there again afterwards.

Leaves to others: opening (desktop.ui.gatekeeper), what the system tells (desktop.ui.system).
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.store import Protection, StoreError, WrongPassphrase
from desktop.strings.errors import explain, explanation
from desktop.ui.flow.context import Context
from desktop.ui.pages import passphrase
from desktop.ui.system import System
from desktop.ui.vault import Vault
from desktop.ui.widgets.page import Page
from desktop.ui.words import tr
from p2p.secret import Secret

MINUTE_MS = 60_000


class Guarding(QObject):
    """Signals: `unlocked`; `erasing`: the person wants everything deleted."""

    unlocked = Signal()
    erasing = Signal()

    def __init__(self, context: Context, vault: Vault, system: System, settle: Callable[[], None]) -> None:
        """Args: settle: do at once what waits to be done with the store."""
        super().__init__()
        self._c, self._vault, self._settle = context, vault, settle
        self._watch = system.watch
        self._before: Page | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        window, pages = context.window, context.pages
        self._soon = QTimer(window)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._drop_keys)
        window.asked_lock.connect(self.lock)
        window.used.connect(self._on_use)
        window.shown.connect(self._on_use)
        self._watch.went_away.connect(self.lock)
        context.session.changed.connect(self._soon.start)
        vault.opened.connect(self._on_unlocked)
        vault.protected.connect(self._on_protected)
        vault.not_protected.connect(self._on_not_protected)
        pages.settings.asked_passphrase.connect(self.ask_passphrase)
        pages.settings.asked_erase.connect(self._show_erase)
        pages.passphrase.chosen.connect(self._protect)
        pages.passphrase.left.connect(self._back)
        pages.erase.left.connect(self._back)
        pages.erase.confirmed.connect(self._erase)
        pages.welcome.started.connect(lambda _: self._after_welcome())
        self._show_protection()

    # ---- locking

    def lock(self) -> None:
        """Lock; without a passphrase, cover."""
        if not self._vault.asks:
            self._c.window.cover()
            return
        if not self._c.window.locked:
            self._settle()
            self._c.pages.passphrase.forget()
            self._c.window.lock_up()
            self._drop_keys()

    def _drop_keys(self) -> None:
        """While it is locked, and as soon as nothing needs what is kept."""
        if self._c.window.locked and not self._c.session.under_way and not self._c.keeper.waiting:
            self._vault.drop_keys()

    def _on_unlocked(self) -> None:
        self._settle()
        self._on_use()
        self.unlocked.emit()

    def close(self) -> None:
        """The window goes: guard it no longer."""
        self._idle.stop()
        self._watch.went_away.disconnect(self.lock)
        self._vault.opened.disconnect(self._on_unlocked)
        self._vault.protected.disconnect(self._on_protected)
        self._vault.not_protected.disconnect(self._on_not_protected)

    def _on_use(self) -> None:
        if self._vault.asks and not self._c.window.locked:
            self._idle.start(self._c.desk.settings.lock_after_minutes * MINUTE_MS)
        else:
            self._idle.stop()

    # ---- the passphrase

    def ask_passphrase(self, what: str) -> None:
        """The page on which it is set, changed or taken away."""
        page = self._c.window.page
        if self._c.session.under_way:
            reason = tr("Everything that is kept is encrypted anew, and people who are connected need it meanwhile.")
            page.show_banner(tr("Change this when nobody is connected."), reason)
            return
        self._before = page
        self._c.pages.passphrase.begin(what)
        self._c.to(self._c.pages.passphrase)

    def _after_welcome(self) -> None:
        if self._c.pages.welcome.asking.isChecked():
            self.ask_passphrase(passphrase.SET)

    def offer_passphrase(self) -> None:
        """This system has no password store: say so once, and what helps."""
        settings = self._c.desk.settings
        if self._vault.store is None or self._vault.store.protection is not Protection.LOGIN_ONLY:
            return
        if settings.keystore_told or self._c.window.page is not self._c.pages.home:
            return
        told = explanation("E44", windowed=True)
        choices = (
            (tr("Set a passphrase"), lambda: self._told_keystore(passphrase.SET)),
            (tr("Continue"), lambda: self._told_keystore("")),
        )
        self._c.pages.home.show_banner(told.title, told.body, choices)

    def _told_keystore(self, what: str) -> None:
        self._c.desk.change(msgspec.structs.replace(self._c.desk.settings, keystore_told=True))
        self._c.pages.home.clear_banner()
        if what:
            self.ask_passphrase(what)

    def _protect(self, present: str, new: str) -> None:
        self._settle()
        self._c.pages.passphrase.show_working(working=True)
        self._vault.protect(Secret(present), Secret(new) if new else None)

    def _on_protected(self) -> None:
        what = self._c.pages.passphrase.what
        self._c.pages.passphrase.forget()
        self._show_protection()
        self._c.desk.change(msgspec.structs.replace(self._c.desk.settings, keystore_told=True))
        self._on_use()
        self._back()
        told = {
            passphrase.SET: tr("Your passphrase is set. Ctrl+L locks Common Ground."),
            passphrase.CHANGE: tr("Your passphrase is changed."),
            passphrase.TAKE_AWAY: tr("There is no passphrase any more."),
        }
        self._c.window.page.show_banner(told[what])

    def _on_not_protected(self, error: StoreError) -> None:
        told = explain(error, windowed=True)
        page = self._c.pages.passphrase
        if isinstance(error, WrongPassphrase):
            page.refuse(told.title)
        else:
            page.show_working(working=False)
            page.show_problem(told)

    def _show_protection(self) -> None:
        if self._vault.store is not None:
            self._c.pages.settings.show_protection(self._vault.store.protection)

    # ---- deleting everything

    def _show_erase(self) -> None:
        self._before = self._c.window.page
        self._c.to(self._c.pages.erase)

    def _erase(self) -> None:
        self._c.pages.erase.setEnabled(False)
        self.erasing.emit()

    def _back(self) -> None:
        self._c.pages.passphrase.forget()
        if self._before is None or self._before is self._c.pages.home:
            self._c.home_asked.emit()
        else:
            self._c.to(self._before)
