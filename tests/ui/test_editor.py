"""The sheet editor: nothing changes by being looked at, every change can be undone, problems stand at their place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.deals.sheet import Sheet, digest, parse_sheet
from desktop.deals.templates import template_ids, template_source
from desktop.store import Kind
from desktop.ui.editor import model
from desktop.ui.editor.entries import ChoiceEntry, Entry, LinesEntry
from desktop.ui.editor.item import ItemForm
from desktop.ui.editor.model import Path as Place
from desktop.ui.editor.page import EditorPage
from desktop.ui.editor.rows import FIRST_ITEM
from desktop.ui.own_sheets import OwnSheet, OwnSheets
from desktop.ui.widgets.foretold import Bar
from tests.ui.fakes import Stand
from tests.ui.test_editor_model import ROLES, sheet_for

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(dressed: QApplication) -> Iterator[EditorPage]:
    made = EditorPage()
    made.trial.foresight.ask = lambda *_: None  # type: ignore[method-assign]  # what is tried has tests of its own
    made.resize(1000, 700)
    made.show()
    yield made
    made.trial.close_up()
    made.close()
    made.deleteLater()


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def entry(page: EditorPage, *path: str | int) -> Entry:
    assert page._form is not None
    found = page._form.entry_at(path)
    assert found is not None, path
    return found


def line(page: EditorPage, *path: str | int) -> QLineEdit:
    found = entry(page, *path).findChildren(QLineEdit)
    return found[0]


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
    QTest.keyClicks(field, text)


def buttons(widget: QWidget, name: str) -> list[QPushButton]:
    return [one for one in widget.findChildren(QPushButton) if one.accessibleName() == name]


@pytest.mark.parametrize("template_id", template_ids())
def test_looking_at_everything_changes_nothing(page: EditorPage, template_id: str) -> None:
    before = model.read(template_source(template_id))
    page.show_document(before)
    assert page.checked.problems == ()
    for row in range(page.outline.count()):
        page.choose(row)
        assert page._form is not None
        assert page._form.complain(page.checked.problems) == []
        for place, one in bound(page._form):
            assert one.value() == page.bench.get(place), place  # touched and put back, it writes what was there
    assert page.bench.document == before
    assert not page.bench.stack.canUndo()
    assert page.bench.saved


def bound(form: object) -> Iterator[tuple[Place, Entry]]:
    yield from getattr(form, "_entries", [])
    for inner in getattr(form, "_forms", []):
        yield from bound(inner)


def test_typing_is_one_step_and_undo_shows_where_it_was(page: EditorPage) -> None:
    page.show_document(model.read(template_source("team-retro")))
    page.choose(0)
    type_into(line(page, "title"), "Our retro")
    assert page.bench.document["title"] == "Our retro"
    assert page.bench.stack.count() == 1
    assert not page.bench.saved
    page.choose(FIRST_ITEM)
    type_into(line(page, "items", 0, "label"), "Mood")
    assert page.bench.stack.count() == 2
    page.undo()
    page.undo()
    assert page._row == 0
    assert line(page, "title").text() == "Team check-in" == page.bench.document["title"]
    assert page.bench.saved
    page.redo()
    assert line(page, "title").text() == "Our retro"
    page.redo()
    assert page._row == FIRST_ITEM
    assert line(page, "items", 0, "label").text() == "Mood"


def test_undo_works_by_key_from_inside_a_field(page: EditorPage) -> None:
    page.show_document(sheet_for("match"))
    page.activateWindow()
    field = line(page, "items", 0, "label")
    type_into(field, "Tea")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert "label" not in model.items_of(page.bench.document)[0]
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert field.text() == "Tea"


def test_leaving_a_field_ends_the_step(page: EditorPage) -> None:
    page.show_document(sheet_for("match"))
    field = line(page, "items", 0, "label")
    type_into(field, "Tea")
    field.editingFinished.emit()
    field.setFocus()
    QTest.keyClicks(field, " or coffee")
    assert page.bench.stack.count() == 2


def test_a_kind_is_chosen_and_the_form_follows(page: EditorPage) -> None:
    page.show_document(sheet_for("match", ROLES))
    form = page._form
    assert isinstance(form, ItemForm)
    form.kinds["ladder"].setFocus()
    form.kinds["ladder"].click()
    assert model.get(page.bench.document, ("items", 0, "direction")) == {"candidate": "higher", "employer": "lower"}
    made = page._form
    assert isinstance(made, ItemForm)
    assert made is not form
    assert made.kinds["ladder"].isChecked()
    assert made.kinds["ladder"].hasFocus()
    made.rules["fair_price"].click()
    assert model.get(page.bench.document, ("items", 0, "reference")) == 30
    page.undo()
    page.undo()
    assert model.items_of(page.bench.document)[0]["kind"] == "match"
    page.check_now()
    assert page.checked.problems == ()


def test_lists_are_lines(page: EditorPage) -> None:
    page.show_document(sheet_for("ladder"))
    amounts = entry(page, "items", 0, "amounts")
    assert isinstance(amounts, LinesEntry)
    amounts.field.setPlainText("1.50\n2\n\nthree\n")
    assert model.get(page.bench.document, ("items", 0, "amounts")) == [Decimal("1.50"), 2, "three"]
    page.check_now()
    assert "Line 3: Must be a number" in amounts.problem.text()
    assert amounts.field.toPlainText() == "1.50\n2\n\nthree\n"  # nothing is taken from under the hands of who types
    amounts.field.setPlainText("1.50\n2")
    page.check_now()
    assert amounts.problem.isHidden()
    reference = entry(page, "items", 0, "reference")
    assert isinstance(reference, ChoiceEntry)
    assert reference.field.options == ["None", "1.50", "2"]


def test_problems_stand_at_their_place_and_are_marked_in_the_list(page: EditorPage) -> None:
    document = model.add_item(sheet_for("pick"), "level", 1)
    page.show_document(model.put(document, ("items", 1, "levels"), ["only one"]))
    assert [row.wrong for row in page.outline.shown] == [False] * (FIRST_ITEM + 1) + [True]
    assert "There is 1 thing to mend elsewhere." not in texts(page)  # two of them: the shown level is gone, too
    assert "There are 2 things to mend elsewhere." in texts(page)
    going = next(one for one in page.findChildren(QPushButton) if one.text() == "Go there")
    going.click()
    assert page._row == FIRST_ITEM + 1
    assert "Must have 2 to 8 entries, not 1." in entry(page, "items", 1, "levels").problem.text()
    page.go_to_first_problem()
    assert "Something has to be mended before this sheet can be used." in texts(page)


def test_items_by_keyboard(page: EditorPage) -> None:
    page.show_document(sheet_for("pick"))
    page.activateWindow()
    page.outline.setFocus()
    QTest.keyClick(page.outline, Qt.Key.Key_N, CTRL)
    assert [item["kind"] for item in model.items_of(page.bench.document)] == ["pick", "match"]
    assert line(page, "items", 1, "label").hasFocus()
    QTest.keyClicks(line(page, "items", 1, "label"), "Second")
    page.outline.setFocus()
    QTest.keyClick(page.outline, Qt.Key.Key_Up, ALT)
    assert [item["kind"] for item in model.items_of(page.bench.document)] == ["match", "pick"]
    assert page._row == FIRST_ITEM
    QTest.keyClick(page.outline, Qt.Key.Key_Up, ALT)  # it is the first already
    QTest.keyClick(page.outline, Qt.Key.Key_D, CTRL)
    assert [item["kind"] for item in model.items_of(page.bench.document)] == ["match", "match", "pick"]
    QTest.keyClick(page.outline, Qt.Key.Key_Delete)
    assert [item["kind"] for item in model.items_of(page.bench.document)] == ["match", "pick"]
    assert page.banner is not None
    undo = next(one for one in page.banner.findChildren(QPushButton) if one.text() == "Undo")
    undo.click()
    assert len(model.items_of(page.bench.document)) == 3
    QTest.keyClick(page.outline, Qt.Key.Key_Home)
    assert page._row == 0
    QTest.keyClick(page.outline, Qt.Key.Key_Delete)  # parts stay
    assert len(model.items_of(page.bench.document)) == 3


def test_an_item_that_is_dragged_goes_where_it_is_dropped(page: EditorPage) -> None:
    document = model.add_item(model.add_item(sheet_for("pick"), "level", 1), "rank", 2)
    page.show_document(document)
    QApplication.processEvents()
    below = page.outline.visualItemRect(page.outline.item(FIRST_ITEM + 2)).bottom() - 2
    drop = QDropEvent(
        QPointF(20, below), Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    page.outline.dropEvent(drop)
    assert [item["kind"] for item in model.items_of(page.bench.document)] == ["level", "rank", "pick"]
    assert page._row == FIRST_ITEM + 2


def test_nothing_is_a_window_of_its_own_for_a_moment(dressed: QApplication) -> None:
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    made = EditorPage()
    made.show()
    dressed.installEventFilter(watch)
    try:
        made.show_document(model.read(template_source("salary-offer")))
        for row in range(made.outline.count()):
            made.choose(row)
        made.trial.make()
        QApplication.processEvents()
    finally:
        dressed.removeEventFilter(watch)
        made.trial.foresight.close()
        made.close()
    assert shown == []


def test_the_last_item_can_go_and_come_back(page: EditorPage) -> None:
    page.show_document(sheet_for("pick"))
    page.delete_item()
    assert "Add your first question. One idea per question works best." in texts(page)
    assert page._row == 0
    page.undo()
    assert page._row == FIRST_ITEM


def test_words_for_each_role_and_back(page: EditorPage) -> None:
    document = model.put(sheet_for("match", ROLES), ("items", 0, "label"), "Help")
    page.show_document(document)
    buttons(page, "Other words for each role: Name")[0].click()
    assert model.get(page.bench.document, ("items", 0, "label")) == {"candidate": "Help", "employer": "Help"}
    type_into(line(page, "items", 0, "label", "employer"), "Can help")
    page.check_now()
    assert page.checked.problems == ()
    buttons(page, "The same words for everyone: Name")[0].click()
    assert model.get(page.bench.document, ("items", 0, "label")) == "Help"


def test_topics_are_added_moved_and_removed(page: EditorPage) -> None:
    page.show_document(sheet_for("bundle"))
    ids = lambda: [one["id"] for one in model.get(page.bench.document, ("items", 0, "issues"))]  # type: ignore[union-attr,index]  # noqa: E731
    assert "4 combinations so far." in texts(page)
    buttons(page, "Add a topic")[0].click()
    assert ids() == ["first", "second", "topic-3"]
    assert "8 combinations so far." in texts(page)
    buttons(page, "Up: Topic 3")[0].click()
    assert ids() == ["first", "topic-3", "second"]
    assert line(page, "items", 0, "issues", 1, "label").text() == "Another topic"
    buttons(page, "Remove: Topic 1")[0].click()
    assert ids() == ["topic-3", "second"]
    for _ in range(3):
        page.undo()
    assert ids() == ["first", "second"]
    page.check_now()
    assert page.checked.problems == ()


def test_settled_first_gives_options_and_dates(page: EditorPage) -> None:
    document = model.add_item(sheet_for("pick"), "dates", 1)
    page.show_document(document)
    page.choose(2)
    buttons(page, "Add something to settle")[0].click()
    kind = entry(page, "open_terms", 0, "type")
    assert isinstance(kind, ChoiceEntry)
    kind.field.menu().actions()[5].trigger()
    assert model.get(page.bench.document, ("open_terms", 0, "type")) == "list"
    page.choose(FIRST_ITEM)
    buttons(page, "Take them from what is settled first")[0].click()
    assert model.get(page.bench.document, ("items", 0, "options")) == "$term-1"
    page.check_now()
    assert page.checked.problems == ()
    page.choose(FIRST_ITEM + 1)
    buttons(page, "Count them from a date instead")[0].click()
    page.check_now()
    assert page.checked.problems == ()
    assert model.get(page.bench.document, ("items", 1, "windows", "count")) == 6


def test_what_an_entry_cannot_show_is_kept(page: EditorPage) -> None:
    document = model.set_rule(sheet_for("pick", people=(5, 6)), 0, "at_least")
    document = model.put(document, ("items", 0, "k"), "3/5")
    document = model.put(document, ("title",), 5)
    page.show_document(document)
    assert entry(page, "items", 0, "k").value() == "3/5"
    page.choose(0)
    type_into(line(page, "summary") if entry(page, "summary").findChildren(QLineEdit) else line(page, "minutes"), "7")
    assert page.bench.document["title"] == 5
    assert any(one.path == ("title",) for one in page.checked.problems)


def test_what_is_usual_need_not_be_said(page: EditorPage) -> None:
    for run in ({"max_runs": 2}, {"max_runs": 2, "rerun": "only_add"}):
        document = model.put(sheet_for("match"), ("run",), run)
        page.show_document(document)
        page.choose(1)
        how = entry(page, "run", "rerun")
        assert isinstance(how, ChoiceEntry)
        assert how.field.value == "Only adding to earlier answers"
        assert how.value() == run.get("rerun")
        QTest.keyClick(how.field, Qt.Key.Key_Down)
        assert model.get(page.bench.document, ("run", "rerun")) == "free"
        QTest.keyClick(how.field, Qt.Key.Key_Home)
        assert "rerun" not in dict(page.bench.document["run"])  # type: ignore[call-overload]


def test_an_item_is_tried_where_it_is_made(dressed: QApplication, qtbot: QtBot) -> None:
    page = EditorPage()
    page.show()
    page.show_document(model.put(sheet_for("match"), ("items", 0, "ask"), "Tea?"))
    page.trial.make()
    assert "Tea?" in texts(page.trial)
    qtbot.waitUntil(lambda: bool(page.trial.findChildren(Bar)), timeout=60_000)
    field = page.trial.field
    assert field is not None
    field.set_answer(True)
    field.changed.emit()
    assert page.trial.answers().by_item == {"item-1": True}
    page.bench.put(("items", 0, "rule"), "no such rule")
    page.check_now()
    page.trial.make()
    assert "It can be tried once nothing has to be mended here." in texts(page.trial)
    assert page.trial.field is None
    page.trial.foresight.close()
    page.close()


def test_sheets_are_kept_while_they_are_edited_and_found_again(stand: Stand, tmp_path: Path) -> None:
    stand.flow.pages.home.chose.emit("pair")
    choose, editor = stand.flow.pages.choose, stand.flow.pages.editor
    buttons(choose, "Start from blank")[0].click()
    assert stand.window.page is editor
    editor.bench.put(("title",), "Our own sheet")
    editor.go_on()  # nothing is asked yet
    assert stand.window.page is editor
    assert "Something has to be mended" in texts(editor)
    editor.go_back()
    assert stand.window.page is choose
    assert "This sheet is not finished yet." in texts(choose)
    assert choose.primary is not None
    assert not choose.primary.isEnabled()
    choose.edit.click()
    editor.add_item()
    editor.go_on()
    assert stand.window.page is choose
    assert choose.primary.isEnabled()
    again = OwnSheets(stand.flow.context.desk.store).all()
    assert [sheet.document["title"] for sheet in again] == ["Our own sheet"]
    choose.go_on()
    assert stand.window.page is stand.flow.pages.shared
    for path in (tmp_path / "store").rglob("*"):
        assert not path.is_file() or b"Our own sheet" not in path.read_bytes()


def test_f6_goes_from_region_to_region(stand: Stand) -> None:
    stand.flow.editing.begin_blank()
    window, page = stand.window, stand.flow.pages.editor
    been = []
    for _ in range(5):
        now = QApplication.focusWidget()
        regions = [window._top, *page.regions]
        been.append(next(n for n, part in enumerate(regions) if now is not None and part.isAncestorOf(now)))
        QTest.keyClick(window, Qt.Key.Key_F6)
    assert been == [1, 2, 3, 0, 1]
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.regions[0].isAncestorOf(QApplication.focusWidget() or window)


def test_a_list_above_the_form_is_whole_and_gives_way_to_what_was_chosen(page: EditorPage) -> None:
    page.show_document(model.read(template_source("salary-offer")))
    page.entered()
    bar, outline = page._scroll.verticalScrollBar(), page.outline
    assert not page.stacked
    assert page._left.parentWidget() is not page._scroll.widget()
    page.resize(500, 480)
    settle()
    assert page.stacked
    assert page._scroll.isAncestorOf(page._left)
    assert outline.hasFocus()
    assert outline.verticalScrollBar().maximum() == 0
    assert page.regions == [page._scroll, page._foot]
    for _ in range(3):
        QTest.keyClick(outline, Qt.Key.Key_Down)
    settle()
    assert page._row == FIRST_ITEM + 3
    chosen = outline.visualItemRect(outline.currentItem())
    seen = outline.viewport().mapTo(page._scroll.viewport(), chosen.center()).y()
    assert 0 < seen < page._scroll.viewport().height()  # the arrow keys stay in the list
    bar.setValue(0)
    QTest.mouseClick(
        outline.viewport(), Qt.MouseButton.LeftButton, pos=outline.visualItemRect(outline.item(1)).center()
    )
    settle()
    assert page._row == 1
    assert 0 <= page.heading.mapTo(page._scroll.viewport(), QPoint(0, 0)).y() < 20
    page.choose(FIRST_ITEM)
    page.delete_item()
    settle()
    assert page.banner is not None
    assert 0 < page.banner.mapTo(page._scroll.viewport(), QPoint(0, 0)).y() < page._scroll.viewport().height()
    page.resize(1000, 700)
    settle()
    assert not page.stacked
    assert page.regions == [page._left, page._scroll, page._foot]
    assert page._left.width() < 300 < page._scroll.width()


def settle() -> None:
    for _ in range(8):
        QApplication.processEvents()


def test_a_copy_of_a_built_in_sheet_is_another_sheet(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("pair")
    stand.flow.pages.choose.asked_edit.emit(stand.flow.pages.choose._shown[0])
    document = stand.flow.pages.editor.bench.document
    assert document["id"] not in template_ids()
    assert isinstance(stand.flow.pages.editor.checked.result, Sheet) or stand.flow.pages.editor.checked.problems == ()


def test_an_own_sheet_that_is_settled_first_shows_its_items(stand: Stand) -> None:
    document = model.read(template_source("salary-offer"))
    stand.flow.context.own_sheets.keep(OwnSheet("one", document))
    stand.flow.pages.home.chose.emit("pair")
    choice = next(choice for choice in stand.flow.pages.choose._shown if choice.own)
    assert [item.id for item in choice.items] == [item["id"] for item in model.items_of(document)]
    stand.flow.pages.choose.chosen.emit(choice)
    assert stand.window.page is stand.flow.pages.terms


def test_deleting_an_own_sheet_can_be_undone_once(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("pair")
    choose, editing = stand.flow.pages.choose, stand.flow.editing
    editing.begin_blank()
    stand.flow.pages.editor.go_back()
    store = stand.flow.context.desk.store
    buttons(choose, "Delete this sheet")[0].click()
    assert not any(choice.own for choice in choose._shown)
    assert choose.banner is not None
    next(one for one in choose.banner.findChildren(QPushButton) if one.text() == "Undo").click()
    assert choose._shown[0].own
    buttons(choose, "Delete this sheet")[0].click()
    editing.delete_now()
    assert list(store.ids(Kind.SHEET)) == []


def test_sharing_writes_a_file_that_is_the_sheet(stand: Stand, tmp_path: Path) -> None:
    stand.flow.editing.begin_blank()
    editor = stand.flow.pages.editor
    editor.add_item()
    assert not editor.bench.saved
    target = tmp_path / "mine.deal"
    stand.flow.editing._file = target
    editor.shared.emit()
    assert editor.bench.saved
    editor.check_now()
    written = parse_sheet(target.read_bytes())
    assert isinstance(written, Sheet)
    assert isinstance(editor.checked.result, Sheet)
    assert digest(written) == digest(editor.checked.result)
    editor.bench.put(("title",), "Changed since")
    stand.flow.context.own_sheets.keep_now()
    assert "The file does not have the last changes." in stand.flow.context.saved_note


def test_a_file_with_mistakes_can_be_mended(stand: Stand, tmp_path: Path) -> None:
    path = tmp_path / "broken.deal"
    document = model.put(sheet_for("pick"), ("items", 0, "options"), ["same", "same"])
    path.write_bytes(model.write(document))
    stand.flow.beginning.open_file(path)
    banner = stand.window.page.banner
    assert banner is not None
    next(one for one in banner.findChildren(QPushButton) if one.text() == "Mend it in the editor").click()
    editor = stand.flow.pages.editor
    assert stand.window.page is editor
    assert "Entries 1 and 2 are the same" in texts(editor)
