"""F1: what the page that is up is for, and its keys, in a banner on the page itself; once more closes it.

Leaves to others: what can still be worked out (desktop.ui.pages.shared).
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.ui.flow.context import Context
from desktop.ui.widgets.page import Page
from desktop.ui.words import tr


class Helping(QObject):
    """Help for every page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._helped: Page | None = None
        context.window.asked_help.connect(self.show)

    def show(self) -> None:
        """Help for the page that is up, or away with it."""
        page = self._c.window.page
        if self._helped is page and page.banner is not None:
            page.close_banner()
            self._helped = None
            return
        self._helped = page
        keys = tr(
            "Ctrl+Enter goes on, Alt+Left goes back, F6 goes to the next part, F9 covers everything, F10 opens the View"
            " menu."
        )
        choices = [(tr("What others can still work out"), self._c.limits_asked.emit)]
        shown = () if page is self._c.pages.shared else choices
        page.show_banner(self.sentence(page), keys, shown)

    def sentence(self, page: Page) -> str:
        """What a page is for."""
        pages = self._c.pages
        about: dict[Page, str] = {
            pages.welcome: tr("Enter the name that people you connect to will see. Nothing else is asked."),
            pages.home: tr("Start with somebody, join with an invite, or go on with what you began. Keys: 1, 2, 3."),
            pages.choose: tr("Choose what you want to compare. On the right you see every question of the sheet."),
            pages.terms: tr("Some sheets need a few facts first. You settle these in the open, together."),
            pages.editor: tr("Change the sheet. Every change can be undone: Ctrl+Z, and Ctrl+Shift+Z to redo."),
            pages.shared: tr("This page says what each question can show to others, before anything is sent."),
            pages.connect: tr("Say who takes part. Then show an invite, or join somebody nearby. F5 looks again."),
            pages.invite: tr("Say the words, or send the invite to the people you want to compare with."),
            pages.enter: tr("Enter the words or the invite somebody gave you. F5 looks again for people nearby."),
            pages.who: tr("Compare these words aloud. If they are the same, nobody is in between."),
            pages.rejoin: tr("Go back to the people you were with, or leave them and tell them so."),
            pages.network: tr("This page says what keeps computers apart here, and what helps."),
            pages.review: tr("Read the sheet. You all see the same one. Nothing is sent until you lock in."),
            pages.discuss: tr("Anyone can suggest a change. A version counts only when all of you are fine with it."),
            pages.answer: tr("Answer in private. Keys: the first letter or a number chooses, Ctrl+Z undoes."),
            pages.lock: tr("Look at your answers once more. You can still change them after locking in."),
            pages.waiting: tr("You see how far everybody is, never what anybody answers."),
            pages.comparing: tr("The computers compare. Nothing is shown before the result is opened."),
            pages.result: tr("You see what you agree on, and nothing else."),
            pages.writing: tr("Write down in your own words what you agreed. It counts once all of you agree to it."),
            pages.saved: tr("This is your agreement. You can save it as a file, and anyone can check it."),
            pages.agreements: tr("These are the agreements on this computer. Others have their own copies."),
            pages.people: tr("These are the people this computer would recognise. You can forget them."),
            pages.improve: tr("You can look for a deal that is better for someone and worse for nobody."),
            pages.settings: tr("Every setting says what it does and applies at once."),
            pages.passphrase: tr("A passphrase protects what is kept on this computer. It cannot be recovered."),
            pages.erase: tr("You can remove everything that is kept on this computer. Others keep their own copies."),
            pages.licences: tr("Every part of this program has terms of its own. Choose one to read them."),
            pages.diagnostics: tr("You can copy this text for somebody who helps you. It holds nothing private."),
        }
        return about.get(page, page.name)
