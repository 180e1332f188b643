"""This person's desk: settings, store, agreements, and files that are opened or saved when asked for.

Nothing here talks to anybody. File names never hold a person's name or an answer.

Leaves to others: what is shown (the pages), drafts (desktop.ui.drafts).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import paths
from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import Outcome
from desktop.deals.own_words import SignedWords
from desktop.deals.sheet import Sheet
from desktop.kept.agreements import Agreements, Kept
from desktop.kept.company import Companies, Company
from desktop.processes import HOME_VARIABLE
from desktop.store import (
    Settings,
    Store,
    StoreDamaged,
    StoreError,
    data_folder_in,
    load_settings,
    open_or_create,
    save_settings,
)
from desktop.strings.errors import explain, explanation
from desktop.ui import clipboard, tokens
from desktop.ui.exporting import Export, Exporting
from desktop.ui.kept import as_text, with_whom
from desktop.ui.pages.home import Entry
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.words import day, day_and_time, tr
from p2p.identity import verify

STORE_FOLDER = "store"


def data_folder() -> Path:
    """Where this person's data goes: the usual place, the one that was chosen, or the folder that stands in for it."""
    chosen = None if os.environ.get(HOME_VARIABLE, "") else data_folder_in(settings_folder())
    return chosen or usual_folder()


def usual_folder() -> Path:
    """Where it goes as long as nothing else was chosen."""
    given = os.environ.get(HOME_VARIABLE, "")
    return Path(given) if given else paths.user_data_dir()


def remember_folder(folder: Path) -> bool:
    """The next start finds this person's data in this folder; False where that cannot be written down."""
    if os.environ.get(HOME_VARIABLE, ""):
        return False
    try:
        settings = load_settings(settings_folder())
        save_settings(settings_folder(), msgspec.structs.replace(settings, data_folder=str(folder)))
    except StoreError:
        return False
    return True


def settings_folder() -> Path:
    """Where the settings go."""
    given = os.environ.get(HOME_VARIABLE, "")
    return Path(given) if given else paths.user_config_dir()


class Desk(QObject):
    """Signals: `told` with an Explanation when something went wrong; `done` with a sentence when something is done.

    Attributes:
        folder: of this person's data. store: of drafts and agreements. settings: as they are now.
        shown: the agreement at hand: sheet, outcome, when, and the signed record where it may be kept.
        shown_id: its id in the store; "" where it is not kept.
        words: what was written down about it.
        exports: files on their way to where the person wants them.
    """

    told = Signal(object)
    done = Signal(str)

    def __init__(self, folder: Path, settings: Path, store: Store) -> None:
        super().__init__()
        self.folder = folder
        self.store = store
        self._settings_folder = settings
        self.settings = Settings()
        try:
            self.settings = load_settings(settings)
        except StoreDamaged:
            self.settings = load_settings(settings)
        except StoreError:
            self.settings = Settings()
        self.words: SignedWords | None = None
        self.shown: tuple[Sheet, Outcome, str, Agreement | None] | None = None
        self.shown_id = ""
        self.exports = Exporting()
        self.apply_looks()

    # ---- settings

    def change(self, settings: Settings) -> None:
        """Use and keep other settings."""
        self.settings = settings
        self.apply_looks()
        try:
            save_settings(self._settings_folder, settings)
        except StoreError as error:
            self.told.emit(explain(error, windowed=True))

    def change_text_size(self, how: str) -> None:
        """ "+" larger, "-" smaller, "0" as usual."""
        sizes = tokens.TEXT_PERCENTS
        place = min(range(len(sizes)), key=lambda i: abs(sizes[i] - self.settings.text_percent))
        step = {"+": 1, "-": -1, "0": -place}[how]
        percent = sizes[min(max(place + step, 0), len(sizes) - 1)]
        self.change(msgspec.structs.replace(self.settings, text_percent=percent))

    def apply_looks(self) -> None:
        """Colours, text size and motion as set."""
        theme().set(self.settings.theme, self.settings.text_percent, self.settings.reduce_motion)

    # ---- agreements

    def agreements(self) -> list[Entry]:
        """What was agreed, the newest first."""
        try:
            found = Agreements(self.store).all(time.time())
        except StoreError as error:
            self.told.emit(explain(error, windowed=True))
            return []
        return [self._entry(one) for one in found]

    def company_of(self, name: str) -> Company | None:
        """With whom an agreement was made, by its id, "" for one that is not kept; None where nobody knows."""
        try:
            return Companies(self.store).of(name) if name else None
        except StoreError:
            return None

    def _entry(self, kept: Kept) -> Entry:
        people = with_whom(kept.agreement, self.company_of(kept.id))
        return Entry(kept.id, plain(kept.agreement.record.sheet.title), f"{people} · {day(float(kept.since))}")

    def read_agreement(self, name: str) -> Kept | None:
        """One of them; None when it cannot be read any more."""
        try:
            found = Agreements(self.store).get(name)
        except (StoreError, InvalidAgreement):
            found = None
        if found is None:
            self.told.emit(explanation("E54", problems=""))
        else:
            record = found.agreement.record
            self.shown_id = found.id
            self.shown = (record.sheet, record.outcome, day_and_time(float(found.since)), found.agreement)
        return found

    def copy_agreement(self) -> None:
        """The agreement at hand, as text."""
        if self.shown is not None:
            sheet, outcome, when, _ = self.shown
            clipboard.copy(as_text(sheet, outcome, when, self.words))
            self.done.emit(tr("Copied. It is taken off the clipboard after a minute."))

    def save_agreement_file(self, window: QWidget) -> None:
        """Ask where, and write the file that anybody can check."""
        if self.shown is not None and self.shown[3] is not None:
            content = agreement.encode(self.shown[3])
            self.exports.ask(Export(window, tr("Save as a file"), f"{_agreement_name()}.agreement", content))

    def save_agreement_pdf(self, window: QWidget) -> None:
        """Ask where, and write the document."""
        if self.shown is not None and self.shown[3] is not None:
            from desktop.agreement_pdf import agreement_pdf  # takes a second to import

            content = agreement_pdf(self.shown[3], verify, self.words)
            self.exports.ask(Export(window, tr("Save as PDF"), f"{_agreement_name()}.pdf", content))

    def save_agreement_page(self, window: QWidget) -> None:
        """Ask where, and write the document for a browser."""
        if self.shown is not None and self.shown[3] is not None:
            from desktop.ui.printing import web_page_of  # only when somebody asks for it

            content = web_page_of(self.shown[3], self.words)
            self.exports.ask(Export(window, tr("Save as web page"), f"{_agreement_name()}.html", content))

    def save_agreement_text(self, window: QWidget) -> None:
        """Ask where, and write what is copied as text."""
        if self.shown is not None:
            sheet, outcome, when, _ = self.shown
            content = as_text(sheet, outcome, when, self.words).encode()
            self.exports.ask(Export(window, tr("Save as text"), f"{_agreement_name()}.txt", content))

    def print_agreement(self, window: QWidget) -> None:
        """Ask on which printer, and print the same as the document shows."""
        if self.shown is not None and self.shown[3] is not None:
            from desktop.ui.printing import ask_to_print, document_of  # only when somebody prints

            ask_to_print(window, document_of(self.shown[3], self.words), _agreement_name(), self._tell_printed)

    def _tell_printed(self, taken: bool) -> None:
        on, off = tr("It is on its way to the printer."), tr("The printer did not take it. Save it as PDF instead.")
        self.done.emit(on if taken else off)

    # ---- files

    def ask_for_sheet(self, window: QWidget, use: Callable[[Path], object]) -> None:
        """Ask for a .deal file."""
        dialog = QFileDialog(window, tr("Open a sheet"), "", tr("Sheets (*.deal)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: use(Path(name)))
        dialog.open()

    def save_sheet(
        self, window: QWidget, known: Path | None, name: str, content: bytes, on_saved: Callable[[Path], object]
    ) -> None:
        """Write a sheet to its file, or ask where it goes.

        Args:
            known: its file; None when there is none yet.
            name: suggested.
            on_saved: told where it is now.
        """

        export = Export(window, tr("Share the sheet"), name, content, ".deal", on_saved, known)
        self.exports.write(export)

    def save_invite(self, window: QWidget, text: str) -> None:
        """Ask where to put the text of an invite."""
        name = tr("Common Ground invite") + ".txt"
        self.exports.ask(Export(window, tr("Save the invite"), name, text.encode()))

    def save_diagnostics(self, window: QWidget, text: str) -> None:
        """Ask where to put the diagnostics."""
        name = tr("Common Ground diagnostics") + ".txt"
        self.exports.ask(Export(window, tr("Save the diagnostics"), name, text.encode()))


def _agreement_name() -> str:
    """Nobody's name is in it."""
    return tr("Agreement {day}", day=time.strftime("%Y-%m-%d"))


def open_store(folder: Path) -> Store:
    """The store of this person; made at the first start. Raises as desktop.store.open_or_create."""
    return open_or_create(folder / STORE_FOLDER)
