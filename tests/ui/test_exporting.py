"""Files that the disk does not want: kept in memory and tried again, put elsewhere, and nothing half written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.deals import agreement
from desktop.deals.agreement import file_digest
from desktop.kept.agreements import Agreements
from desktop.store import Kind, StoreFull, StoreNotWritable, files
from desktop.ui import exporting
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.confirm import Confirm
from tests.ui.fakes import Stand, agreement_of, outcome_of
from tests.ui.screenshots import settle
from tests.ui.test_flow import labels

FULL = "There is no space left to save."


class Disk:
    """Folders on which no byte can be written any more, as the system says it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full: set[Path] = set()
        self.tries = 0
        really = files._write_all

        def write(descriptor: int, data: memoryview) -> None:
            folder = Path(os.readlink(f"/proc/self/fd/{descriptor}")).parent
            if folder in self.full:
                self.tries += 1
                really(descriptor, data[: len(data) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            really(descriptor, data)

        monkeypatch.setattr(files, "_write_all", write)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def shown(stand: Stand) -> Stand:
    """An agreement is on the page."""
    sheet, outcome = outcome_of("love-me-back")
    signed = agreement_of(sheet, outcome)
    name = Agreements(stand.flow.context.desk.store).keep(signed, 1_795_000_000)
    assert name == file_digest(signed).hex()
    stand.flow.pages.home.opened_agreement.emit(name)
    return stand


def choose(stand: Stand, target: Path) -> str:
    """Answer the question that is open; which it was."""
    (dialog,) = [one for one in stand.window.findChildren(QFileDialog) if one.isVisible()]
    title = dialog.windowTitle()
    dialog.fileSelected.emit(str(target))
    dialog.done(1)
    dialog.deleteLater()
    settle(QApplication.instance())  # type: ignore[arg-type]  # there is one
    return title


def press(stand: Stand, label: str) -> None:
    banner = stand.window.page.banner
    assert banner is not None
    next(button for button in banner.findChildren(Button) if button.text() == label).click()


def content_of(stand: Stand) -> bytes:
    at_hand = stand.flow.context.desk.shown
    assert at_hand is not None
    assert at_hand[3] is not None
    return agreement.encode(at_hand[3])


SAVES: dict[str, Callable[[Stand], None]] = {
    "file": lambda stand: stand.flow.pages.saved.saved_file.emit(),
    "pdf": lambda stand: stand.flow.pages.saved.saved_pdf.emit(),
    "page": lambda stand: stand.flow.pages.saved.saved_page.emit(),
    "text": lambda stand: stand.flow.pages.saved.saved_text.emit(),
}


@pytest.mark.parametrize("what", SAVES)
def test_a_full_disk_is_tried_again_until_there_is_space(shown: Stand, disk: Disk, tmp_path: Path, what: str) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    disk.full.add(stick)
    SAVES[what](shown)
    choose(shown, stick / "ours")
    assert FULL in labels(shown.window.page)
    assert list(stick.iterdir()) == [], "no half of a file stays"
    exports = shown.flow.context.desk.exports
    assert exports.waiting
    assert exports._timer.isActive()
    assert exports._timer.interval() == exporting.RETRY_MS
    banner = shown.window.page.banner
    for _ in range(3):
        exports.try_again()
    assert shown.window.page.banner is banner, "said once"
    assert disk.tries == 4
    disk.full.clear()
    exports.try_again()
    assert f"Saved to {stick}." in labels(shown.window.page)
    assert not exports.waiting
    assert (stick / "ours").read_bytes()
    if what == "file":
        assert (stick / "ours").read_bytes() == content_of(shown)


def test_save_elsewhere(shown: Stand, disk: Disk, tmp_path: Path) -> None:
    full, other = tmp_path / "full", tmp_path / "other"
    full.mkdir()
    other.mkdir()
    disk.full.add(full)
    shown.flow.pages.saved.saved_file.emit()
    asked = choose(shown, full / "ours.agreement")
    press(shown, "Save elsewhere")
    assert choose(shown, other / "ours.agreement") == asked, "the same question again"
    assert (other / "ours.agreement").read_bytes() == content_of(shown)
    assert f"Saved to {other}." in labels(shown.window.page)
    assert not shown.flow.context.desk.exports.waiting, "one place is enough"
    disk.full.clear()
    shown.flow.context.desk.exports.try_again()
    assert list(full.iterdir()) == []


def test_asked_elsewhere_and_not_answered_it_goes_on_trying(shown: Stand, disk: Disk, tmp_path: Path) -> None:
    disk.full.add(tmp_path)
    shown.flow.pages.saved.saved_file.emit()
    choose(shown, tmp_path / "ours.agreement")
    press(shown, "Save elsewhere")
    (dialog,) = [one for one in shown.window.findChildren(QFileDialog) if one.isVisible()]
    dialog.reject()
    shown.window.page.close_banner()
    disk.full.clear()
    shown.flow.context.desk.exports.try_again()
    assert (tmp_path / "ours.agreement").read_bytes() == content_of(shown)


def test_closing_asks_while_something_is_only_in_memory(shown: Stand, disk: Disk, tmp_path: Path) -> None:
    disk.full.add(tmp_path)
    shown.flow.pages.saved.saved_file.emit()
    choose(shown, tmp_path / "ours.agreement")
    shown.window.close()
    question = shown.window.findChild(Confirm)
    assert question is not None
    assert question.accessibleName() == "Quit without saving?"
    question.stay.click()


def test_a_folder_that_may_not_be_written_to_is_changed(
    shown: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_folder = tmp_path / "a file"
    no_folder.write_bytes(b"")
    shown.flow.pages.saved.saved_file.emit()
    choose(shown, no_folder / "ours.agreement")
    assert f"We cannot write to {no_folder}." in labels(shown.window.page)
    assert not shown.flow.context.desk.exports.waiting, "there is nothing to wait for"
    press(shown, "Choose another folder")
    choose(shown, tmp_path / "ours.agreement")
    assert (tmp_path / "ours.agreement").read_bytes() == content_of(shown)
    assert f"Saved to {tmp_path}." in labels(shown.window.page)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    press(shown, "Show in folder")
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
    assert shown.flow.context.desk.agreements(), "it stays in the list whatever happens"


@pytest.mark.parametrize(
    ("error", "label"),
    [(StoreFull(Path("/x")), "Save elsewhere"), (StoreNotWritable(Path("/x")), "Choose another folder")],
)
def test_a_sheet_that_cannot_be_kept_is_written_to_a_file(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, label: str
) -> None:
    store = stand.flow.context.desk.store
    put = store.put

    def refuse(*_: object, **__: object) -> int:
        raise error

    stand.flow.editing.begin_blank()
    monkeypatch.setattr(store, "put", refuse)
    stand.flow.pages.editor.changed.emit()
    stand.flow.context.own_sheets.keep_now()
    press(stand, label)
    choose(stand, tmp_path / "mine")
    assert b"My sheet" in (tmp_path / "mine.deal").read_bytes()
    assert stand.flow.context.own_sheets.waiting, "it is still tried here as well"
    monkeypatch.setattr(store, "put", put)
    stand.flow.context.own_sheets.keep_now()
    assert "Everything is saved again." in labels(stand.window.page)
    assert store.ids(Kind.SHEET)
