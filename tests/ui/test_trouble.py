"""When the disk does not do what it should: said once, tried again, nothing lost; and what is said at a start."""

from __future__ import annotations

import os
import resource
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from desktop import paths
from desktop.cli import files as cli_files
from desktop.store import Kind, LoginOnly, Report, StoreFull, StoreNotWritable, create_store, open_store
from desktop.ui import drafts
from desktop.ui.app import Program
from desktop.ui.last_run import FILE, LastRun
from desktop.ui.place import Place, Places, as_terms
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.confirm import Confirm
from tests.ui.fakes import Stand
from tests.ui.screenshots import answered, settle
from tests.ui.test_killed import E45, SHEET, Driven, named

FULL = "There is no space left to save."


@pytest.fixture
def driven(tmp_path: Path) -> Iterator[Driven]:
    made = Driven(tmp_path / "home")
    yield made
    if made.running is not None and made.running.poll() is None:
        made.kill()


def said(stand: Stand) -> str:
    banner = stand.window.page.banner
    return "" if banner is None else " ".join(label.text() for label in banner.findChildren(QLabel) if label.text())


def test_a_full_disk_in_a_real_process(driven: Driven, tmp_path: Path) -> None:
    """No file may grow any more; then one may again. What was answered meanwhile is there after a kill."""
    sheet = tmp_path / "friday.deal"
    sheet.write_text(SHEET)
    named(driven)
    driven.say("press", "With one other person")
    driven.until("ChoosePage")
    driven.say("press", "Start from blank")
    driven.until("EditorPage")
    assert driven.running is not None
    least, most = resource.prlimit(driven.running.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(driven.running.pid, resource.RLIMIT_FSIZE, (16, most))
    driven.say("fill", "Title", "Our garden")
    told = driven.until("EditorPage", FULL)
    assert "Not saved yet" in told["texts"]  # type: ignore[operator]
    resource.prlimit(driven.running.pid, resource.RLIMIT_FSIZE, (least, most))
    driven.until("EditorPage", "Everything is saved again.")
    back = driven.die_and_come_back("EditorPage")
    assert "Our garden" in back["fields"]  # type: ignore[operator]


def test_a_damaged_record_is_copied_and_counted(driven: Driven) -> None:
    named(driven)
    driven.quit()
    with open_store(driven.home / "store", LoginOnly()) as store:
        store.put(Kind.SHEET, "one", b"x" * 100)
        store.put(Kind.SHEET, "two", b"y" * 100)
        before = {path.name for path in store.records_folder.iterdir()}
        record = max(store.records_folder.glob("*.rec"), key=lambda path: path.stat().st_mtime_ns)
    damaged = record.read_bytes()[:-1] + b"!"
    record.write_bytes(damaged)
    driven.start()
    told = driven.until("HomePage", "Some saved data could not be read.")
    total = len([name for name in before if name.endswith(".rec")])
    assert f"{total - 1} of {total} items were recovered" in " ".join(told["texts"])  # type: ignore[arg-type]
    copies = list((driven.home / "store" / "damaged").iterdir())
    assert damaged in [path.read_bytes() for path in copies]
    driven.say("press", "Continue")
    assert "could not be read" not in " ".join(driven.state()["texts"])  # type: ignore[arg-type]
    driven.quit()


@pytest.mark.parametrize("error", [StoreFull(Path("/x")), StoreNotWritable(Path("/somewhere/full"))])
def test_what_cannot_be_saved_is_said_once_and_asked_about(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answered(stand)
    stand.session.leave()
    keeper, store = stand.flow.context.keeper, stand.flow.context.desk.store
    put = store.put

    def refuse(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr(store, "put", refuse)
    stand.flow.pages.answer.changed.emit()
    keeper.save_now()
    first = stand.window.page.banner
    assert first is not None
    assert str(getattr(error, "folder", "")) in said(stand) or FULL in said(stand)
    for _ in range(3):
        keeper.save_now()
    assert stand.window.page.banner is first, "said once, not at every try"
    assert keeper._timer.interval() == drafts.RETRY_MS
    stand.window.close()
    question = stand.window.findChild(Confirm)
    assert question is not None
    assert question.accessibleName() == "Quit without saving?"
    question.stay.click()
    monkeypatch.setattr(store, "put", put)
    keeper.save_now()
    assert "Everything is saved again." in said(stand)
    assert not keeper.waiting
    assert store.ids(Kind.DRAFT) != ()


def test_answers_are_saved_within_a_second(stand: Stand) -> None:
    assert drafts.AUTOSAVE_MS <= 1000 - 400
    answered(stand)
    stand.flow.pages.answer.changed.emit()
    assert stand.flow.context.keeper._timer.interval() == drafts.AUTOSAVE_MS


def test_a_disk_that_cannot_be_used_at_the_start_is_said_in_the_window(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.write_bytes(b"a file where a folder should be")
    monkeypatch.setenv("COMMONGROUND_HOME", str(home))
    from tests.ui.guarded import PromptEngine

    program = Program(dressed, PromptEngine(), LastRun(home))  # type: ignore[arg-type]  # a fake engine
    try:
        program.begin()
        settle(dressed)
        shown = [label.text() for label in program.window.gate.findChildren(QLabel) if label.isVisible()]
        assert any(text.startswith("We cannot write to ") for text in shown)
        home.unlink()
        next(
            button
            for button in program.window.gate.findChildren(type(program.window.gate.unlock))
            if button.text() == "Try again"
        ).click()
        settle(dressed)
        assert program.running is not None
        assert not program.window.locked
        assert program.window.page is program.running.flow.pages.welcome
    finally:
        window, running = program.window, program.running
        if running is not None:
            running.flow.shut_down()
            running.flow.context.desk.store.close()
        window.may_close = True
        window.close()
        window.deleteLater()


# ---- the start


class Start:
    """A start of the window by somebody whose usual folder is in the place of a file."""

    def __init__(self, app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from tests.ui.guarded import PromptEngine

        monkeypatch.delenv("COMMONGROUND_HOME", raising=False)
        monkeypatch.setattr(paths, "user_data_dir", lambda: home / "data")
        monkeypatch.setattr(paths, "user_config_dir", lambda: home / "config")
        self.app, self.last = app, LastRun(home / "last")
        self.engine = PromptEngine()
        self.program = Program(app, self.engine, self.last)  # type: ignore[arg-type]  # a fake engine
        self.program.begin()
        settle(app)

    def buttons(self) -> list[str]:
        return [one.text() for one in self.program.window.gate.findChildren(Button) if one.isVisible()]

    def said(self) -> str:
        window = self.program.window
        shown = window.gate if window.locked else window
        return " ".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())

    def choose(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Press "Choose another folder", and choose it."""
        monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(folder)))
        gate = self.program.window.gate
        next(one for one in gate.findChildren(Button) if one.text() == "Choose another folder").click()
        settle(self.app)

    def end(self) -> None:
        window, running = self.program.window, self.program.running
        if running is not None:
            running.flow.shut_down()
            running.flow.context.desk.store.close()
        window.may_close = True
        window.close()
        window.deleteLater()
        self.program.deleteLater()
        QApplication.sendPostedEvents(None, 52)  # deferred deletions
        self.engine.close()


def test_another_folder_is_chosen_at_the_gate_and_found_by_the_next_start(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_bytes(b"a file where a folder should be")
    other = tmp_path / "documents"
    (other / "received").mkdir(parents=True)
    (other / "received" / "mine.txt").write_bytes(b"not of this program")
    first = Start(dressed, tmp_path, monkeypatch)
    moved: list[Path] = []
    first.program.moved.connect(moved.append)
    try:
        assert "We cannot write to " in first.said()
        assert "its disk is read-only" in first.said()
        assert first.buttons() == ["Try again", "Choose another folder", "Open folder", "Quit"]
        first.choose(tmp_path / "data" / "below a file", monkeypatch)
        assert "We cannot write to " in first.said(), "nor to that one"
        first.choose(other, monkeypatch)
        assert not first.program.window.locked
        assert "Everything is kept in " in first.said()
        assert "The next start finds it there." in first.said()
        assert moved == [other / "Common Ground"]
        assert (other / "Common Ground" / "store").is_dir()
    finally:
        first.end()
    second = Start(dressed, tmp_path, monkeypatch)
    try:
        assert not second.program.window.locked
        assert "Everything is kept in" not in second.said()
        assert second.program.running is not None
        assert second.program.running.flow.context.desk.folder == other / "Common Ground"
        assert cli_files.data_folder() == other / "Common Ground"
        second.program._keeper.erase()  # type: ignore[union-attr]
        settle(dressed)
        assert (other / "received" / "mine.txt").exists()
        assert not second.program.window.locked, "it begins anew in the same folder"
    finally:
        second.end()
    shutil.rmtree(other)
    third = Start(dressed, tmp_path, monkeypatch)
    try:
        assert "We cannot write to " in third.said(), "a disk that is not there is no reason to begin anew"
        assert not other.exists()
    finally:
        third.end()


def test_a_choice_that_cannot_be_remembered_says_so(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("data", "config"):
        (tmp_path / name).write_bytes(b"a file where a folder should be")
    start = Start(dressed, tmp_path, monkeypatch)
    try:
        start.choose(tmp_path, monkeypatch)
        assert not start.program.window.locked
        assert "the next start asks again" in start.said()
    finally:
        start.end()


def test_a_folder_in_which_something_is_kept_is_used_as_it_is(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_bytes(b"a file where a folder should be")
    create_store(tmp_path / "mine" / "store", LoginOnly()).close()
    start = Start(dressed, tmp_path, monkeypatch)
    try:
        start.choose(tmp_path / "mine", monkeypatch)
        assert start.program.running is not None
        assert start.program.running.flow.context.desk.folder == tmp_path / "mine"
    finally:
        start.end()


def test_settings_that_cannot_be_read_are_set_aside_and_that_is_said_once(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path))
    from tests.ui.guarded import PromptEngine

    def start() -> tuple[Program, str]:
        program = Program(dressed, PromptEngine(), LastRun(tmp_path))  # type: ignore[arg-type]  # a fake engine
        program.begin()
        settle(dressed)
        banner = program.window.page.banner
        told = "" if banner is None else " ".join(label.text() for label in banner.findChildren(QLabel))
        return program, told

    def end(program: Program) -> None:
        assert program.running is not None
        program.running.flow.shut_down()
        program.running.flow.context.desk.store.close()
        program.window.may_close = True
        program.window.close()
        program.window.deleteLater()

    for damaged in (b"{", b'{"format": 2, "theme": "purple"}', b"\xff\xfe"):
        (tmp_path / "settings.json").write_bytes(damaged)
        program, told = start()
        assert "Your settings could not be read." in told
        assert str(tmp_path / "damaged") in told
        assert (tmp_path / "damaged" / "settings.json").read_bytes() == damaged
        end(program)
        program, told = start()
        assert "could not be read" not in told, "once"
        end(program)


def test_damage_and_a_bad_end_are_said_one_after_the_other(stand: Stand, tmp_path: Path) -> None:
    copied: list[bool] = []
    stand.flow.returning._copy = lambda: copied.append(True)
    assert stand.flow.returning.greet(Report(3, 2, copies=tmp_path), ended_badly=True)
    assert "2 of 3 items were recovered" in said(stand)
    press(stand, "Continue")
    assert E45 in said(stand)
    press(stand, "Copy diagnostics")
    assert copied == [True]
    press(stand, "Continue")
    assert said(stand) == ""
    assert not stand.flow.returning.greet(Report(3, 3), ended_badly=False)


def test_closing_what_is_said_at_the_start_brings_up_the_next(stand: Stand, tmp_path: Path) -> None:
    stand.flow.returning.tell_folder(tmp_path, remembered=False)
    assert stand.flow.returning.greet(Report(3, 2, copies=tmp_path), ended_badly=True)
    assert "the next start asks again" in said(stand)
    QTest.keyClick(stand.window, Qt.Key.Key_Escape)
    assert "2 of 3 items were recovered" in said(stand)
    banner = stand.window.page.banner
    assert banner is not None
    assert [one.text() for one in banner.findChildren(Button)] == ["Open copy folder", "Details", "Continue"]
    QTest.keyClick(stand.window, Qt.Key.Key_Escape)
    assert E45 in said(stand)
    QTest.keyClick(stand.window, Qt.Key.Key_Escape)
    assert said(stand) == ""


def press(stand: Stand, label: str) -> None:
    banner = stand.window.page.banner
    assert banner is not None
    next(button for button in banner.findChildren(Button) if button.text() == label).click()


def test_without_a_password_store_a_passphrase_is_offered_once(stand: Stand) -> None:
    stand.flow.guarding.offer_passphrase()
    assert "This system has no password store." in said(stand)
    press(stand, "Continue")
    assert said(stand) == ""
    stand.flow.guarding.offer_passphrase()
    assert said(stand) == ""


def test_the_mark_of_a_running_window_holds_places_of_faults_only(tmp_path: Path) -> None:
    last = LastRun(tmp_path)
    last.begin()
    assert not last.ended_badly
    last.note("ValueError at sheet.py:12")
    last.note("the answer is 95000\nand more")
    last.note("KeyError: 'zebra quartz 9713'")
    last.note("TypeError")
    assert (tmp_path / FILE).read_text() == "ValueError at sheet.py:12\nTypeError at another thread\n"
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    for _ in range(1000):
        last.note("ValueError at sheet.py:12")
    assert (tmp_path / FILE).stat().st_size < 5000
    after = LastRun(tmp_path)
    after.begin()
    assert after.ended_badly
    assert set(after.faults) == {"ValueError at sheet.py:12", "TypeError at another thread"}
    after.end()
    again = LastRun(tmp_path)
    again.begin()
    assert not again.ended_badly
    assert again.faults == ()


def test_a_mark_that_somebody_else_wrote_says_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(os.urandom(100_000) + b"\nzebra quartz\n")
    last = LastRun(tmp_path)
    last.begin()
    assert last.ended_badly
    assert last.faults == ()


def test_a_place_is_kept_and_what_is_not_one_leads_home(stand: Stand) -> None:
    store = stand.flow.context.desk.store
    place = Place(page="terms", template="prenup", terms=as_terms({"where": "by the lake", "n": 3, "no": None}))
    Places(store).keep(place)
    assert Places(store).find() == place
    assert place.values() == {"where": "by the lake", "n": 3}
    assert as_terms({"odd": object()}) == ""
    assert Place(terms="= nonsense").values() == {}
    for content in (b"", b"\xff", msgspec.msgpack.encode({"page": "answer", "telepathy": True})):
        store.put(Kind.PLACE, "window", content)
        assert Places(store).find() == Place()
    for wrong in (Place(page="answer", sheet=b"no sheet"), Place(page="terms"), Place(page="editor", own="gone")):
        Places(store).keep(wrong)
        stand.flow.returning.go_back()
        assert stand.window.page is stand.flow.pages.home
    began = time.monotonic()
    stand.flow.returning.keep_now()
    assert time.monotonic() - began < 5
