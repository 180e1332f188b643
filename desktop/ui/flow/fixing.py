"""What people press when something goes wrong: each Way is gone here, from whatever page it is offered on.

Where there was no network it is tried again by itself as soon as there is one, as long as the news are on the page.

Leaves to others: which ways are offered (desktop.strings.ways), the system's own pages (desktop.doctor.system_pages).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from desktop import __version__
from desktop.deals.document import to_toml
from desktop.deals.sheet import Sheet
from desktop.doctor.system_pages import command_of, is_for_the_system, open_it
from desktop.doctor.verdict import Examination
from desktop.strings.errors import Explanation
from desktop.strings.ways import Way
from desktop.ui import clipboard
from desktop.ui.exporting import Export
from desktop.ui.flow.checking import Checking, is_invite
from desktop.ui.flow.context import Context
from desktop.ui.session import State
from desktop.ui.widgets.banner import Banner
from desktop.ui.words import tr

LOOK_MS = 2000
_MAY_LEAVE = frozenset({State.IDLE, State.INVITING, State.FINDING, State.STOPPED})
"""Nobody is left behind when something else is begun."""


class Fixing(QObject):
    """Goes every Way."""

    def __init__(
        self,
        context: Context,
        checking: Checking,
        find: Callable[[Way], Sequence[str]] = command_of,
        begin: Callable[[Way, Sequence[str]], bool] = open_it,
    ) -> None:
        """Args: find: what opens a page of the system, () for nothing; begin: opens it."""
        super().__init__()
        self._c, self._checking = context, checking
        self._find, self._begin = find, begin
        self._told: Banner | None = None
        self._waiting = QTimer(self)
        self._waiting.setInterval(LOOK_MS)
        self._waiting.timeout.connect(self._look_for_network)
        context.works = context.pages.network.works = self.works
        context.chose.connect(self.go)
        context.pages.network.chose.connect(self.go)
        context.pages.enter.other_ways.chose.connect(self.go)
        context.session.failed.connect(self._on_failed)
        checking.judged.connect(self._on_judged)

    # ---- what is offered

    def works(self, way: Way) -> bool:
        """Whether it can be gone here and now."""
        if is_for_the_system(way):
            return bool(self._find(way))
        if way in (Way.INVITE, Way.OTHER_SIDE):
            return self._c.session.state in _MAY_LEAVE
        return way is not Way.EXPORT or self._sheet() is not None

    def _sheet(self) -> Sheet | None:
        return self._c.session.sheet or self._c.plan.sheet

    # ---- going it

    def go(self, way: Way) -> None:
        """Do it."""
        pages, page = self._c.pages, self._c.window.page
        if is_for_the_system(way):
            self._open(way)
            return
        match way:
            case Way.AGAIN:
                page.clear_banner()
                page.go_on()
            case Way.CHECK:
                self._c.network_check_asked.emit()
            case Way.COPY:
                self._c.diagnostics_asked.emit()
            case Way.INVITE:
                self._show_invite()
            case Way.IGNORE:
                self._checking.ignore_tunnels()
            case Way.OTHER_SIDE:
                self._try_from_other_side()
            case Way.HOTSPOT | Way.CABLE:
                self._show_steps(way)
            case Way.VENUE_NOTE:
                self._save_note()
            case Way.ADDRESS:
                pages.enter.offer_address()
            case Way.PASTE | Way.PASTE_AGAIN:
                self._paste()
            case Way.WORDS:
                self._begin_with_words()
            case Way.REPLY:
                self._copy_reply()
            case Way.UPDATES:
                self._look_for_updates()
            case Way.WHERE:
                self._show_where()
            case Way.EXPORT:
                self._export_sheet()

    def _open(self, way: Way) -> None:
        page = self._c.window.page
        if not self._begin(way, self._find(way)):
            page.show_banner(tr("That could not be opened."), tr("Look for it in the settings of your system."))
        elif way is Way.ALLOW:
            page.show_banner(tr("Windows was asked to let Common Ground in."), tr("Check again afterwards."))

    def _show_invite(self) -> None:
        """With the sheet that is settled; without one it is chosen first."""
        plan, pages = self._c.plan, self._c.pages
        self._checking.leave()
        if self._c.window.page is pages.connect:
            pages.connect.go_on()
            return
        self._c.session.leave()
        if plan.sheet is not None and not plan.practice:
            self._c.show_connect(plan.sheet, plan.people, plan.role, practice=False)
            pages.connect.go_on()
            return
        pages.home.chose.emit("pair")
        pages.choose.show_banner(tr("Choose a sheet."), tr("Then you show the invite, and the other person enters it."))

    def _try_from_other_side(self) -> None:
        """Whoever holds an invite gives a reply back; whoever shows one is given a reply; else one enters an invite."""
        pages = self._c.pages
        self._checking.leave()
        if self._c.window.page is pages.invite:
            pages.invite.reply.field.setFocus(Qt.FocusReason.OtherFocusReason)
            pages.invite.reveal(pages.invite.reply)
            return
        if self._c.window.page is not pages.enter:
            self._c.show_enter()
            told = tr("Let the other person show an invite, and enter it here.")
            pages.enter.show_banner(tr("Try from the other side"), told)
        elif is_invite(pages.enter.field.toPlainText()):
            pages.enter.go_on()
        else:
            self._show_invite()

    def _show_steps(self, way: Way) -> None:
        page = self._c.window.page
        if page is self._c.pages.enter:
            self._c.pages.enter.other_ways.show()
            page.reveal(self._c.pages.enter.other_ways.open(way))
        elif page is self._c.pages.network:
            self._c.pages.network.show_steps(way)
        else:
            self._c.network_check_asked.emit()
            self._c.pages.network.show_steps(way)

    def _save_note(self) -> None:
        from desktop.venue_note import venue_note  # takes a second to import

        name = tr("Note for the venue") + ".pdf"
        export = Export(self._c.window, tr("Save the note for the venue"), name, venue_note(), ".pdf")
        self._c.desk.exports.ask(export)

    def _paste(self) -> None:
        """The invite on the clipboard, in place of the one in the field."""
        page, text = self._c.pages.enter, clipboard.copied_invite()
        if text:
            page.fill_in(text)
            page.clear_banner()
        else:
            copy = tr("Copy all of it, from “Common Ground invite” to the last line.")
            page.show_banner(tr("There is no whole invite on the clipboard."), copy)
        page.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_with_words(self) -> None:
        """New words on whichever side shows them; the other side has an empty field for them."""
        pages, page = self._c.pages, self._c.window.page
        page.clear_banner()
        if page is pages.connect:
            pages.connect.go_on()
        elif page is pages.invite:
            self._c.session.new_words()
        else:
            self._c.show_enter()
            pages.enter.fill_in("")
            told = tr("Ask them for new words, and let them say the words to you.")
            pages.enter.show_banner(tr("Start again with spoken words"), told)
            pages.enter.entered()

    def _copy_reply(self) -> None:
        """What to tell the person who invited: no reply can be made to an invite that nobody here can read."""
        text = tr(
            "I cannot open your Common Ground invite: it was made by a newer version than mine, which is {version}."
            " Please send me an invite that version {version} can read, or wait until I have the newer one.",
            version=__version__,
        )
        clipboard.copy(text)
        self._c.desk.done.emit(tr("Copied. It is taken off the clipboard after a minute."))

    # ---- newer versions

    def _look_for_updates(self) -> None:
        if self._c.download_page:
            self._c.window.page.show_banner(tr("Looking for a newer version…"))
            self._c.updates_asked.emit()
        else:
            self._show_where()

    def _show_where(self) -> None:
        page = self._c.download_page
        if page:
            QDesktopServices.openUrl(QUrl(page))
            return
        where = tr("Get it where you got this one. If your system installs it, updates come from your system.")
        self._c.window.page.show_banner(tr("This copy was not told of a download page."), where)

    def _export_sheet(self) -> None:
        sheet = self._sheet()
        if sheet is not None:
            content = to_toml(sheet).encode()
            self._c.desk.save_sheet(self._c.window, None, f"{sheet.id}.deal", content, lambda _: None)

    # ---- no network

    def _on_failed(self, told: Explanation) -> None:
        pages, page = self._c.pages, self._c.window.page
        pages.enter.other_ways.setVisible(page is pages.enter and told.code in ("E09", "E18"))
        pages.enter.ask_for_text(page is pages.enter and told.code == "E10")
        if told.code == "E01" and page in (pages.enter, pages.connect):
            self._wait_for_network()

    def _on_judged(self, found: Examination) -> None:
        if found.code == "E01":
            self._wait_for_network()

    def _wait_for_network(self) -> None:
        self._told = self._c.window.page.banner
        self._waiting.start()

    def _look_for_network(self) -> None:
        """There is one now: what was tried is tried again, if nobody did anything else meanwhile."""
        pages, page = self._c.pages, self._c.window.page
        checks = page is pages.network and pages.network.code == "E01"
        if not checks and (self._told is None or page.banner is not self._told):
            self._waiting.stop()
        elif self._c.networks():
            self._waiting.stop()
            page.clear_banner()
            page.go_on()
