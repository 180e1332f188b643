"""One of several values: what a screen reader is told of it, keys, and the menu; rows where there are few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop.deals.errors import Problem
from desktop.deals.open_terms import OpenTerm
from desktop.deals.sheet import Draft
from desktop.deals.templates import load_template
from desktop.ui.editor.entries import ChoiceEntry, LineEntry
from desktop.ui.pages.terms import TermsPage
from desktop.ui.widgets.buttons import tie
from desktop.ui.widgets.picker import Picker

NAME = QAccessible.Text.Name
DESCRIPTION = QAccessible.Text.Description


@pytest.fixture
def picker(dressed: QApplication) -> Iterator[Picker]:
    holder = QWidget()
    made = Picker()
    below = QVBoxLayout(holder)
    label = QLabel("Who sees it")
    tie(label, made, "Who sees it")
    below.addWidget(label)
    below.addWidget(made)
    made.offer(["Everyone", "You & me", "Nobody at all, not even those who have been there from the beginning on"])
    holder.resize(240, 120)
    holder.show()
    yield made
    holder.deleteLater()


def told(widget: QWidget, what: QAccessible.Text) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(what)


def picked(picker: Picker) -> list[int]:
    found: list[int] = []
    picker.activated.connect(found.append)
    return found


def test_it_is_named_by_its_label_and_says_its_value(picker: Picker) -> None:
    assert (told(picker, NAME), told(picker, DESCRIPTION)) == ("Who sees it", "")
    picker.show_place(1)
    assert (told(picker, NAME), told(picker, DESCRIPTION)) == ("Who sees it", "You & me")
    assert picker.text() == "You && me"
    picker.explain("Nobody else learns it.")
    assert told(picker, DESCRIPTION) == "You & me Nobody else learns it."
    assert QAccessible.queryAccessibleInterface(picker).role() is QAccessible.Role.ButtonMenu


def test_keys_change_it_and_stop_at_the_ends(picker: Picker) -> None:
    found = picked(picker)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(picker, key)
    assert found == [0, 1, 0, 2, 0]


def test_whoever_can_press_a_button_can_pick(picker: Picker) -> None:
    found = picked(picker)
    picker.show_place(0)
    opens = QAccessible.queryAccessibleInterface(picker).actionInterface()
    opens.doAction("ShowMenu")
    QApplication.processEvents()
    assert picker.menu().isVisible()
    entries = QAccessible.queryAccessibleInterface(picker.menu())
    assert [entries.child(n).text(NAME) for n in range(2)] == ["Everyone", "You & me"]
    assert [bool(entries.child(n).state().checked) for n in range(2)] == [True, False]
    entries.child(1).actionInterface().doAction("Press")
    QApplication.processEvents()
    assert (found, picker.value, picker.menu().isVisible()) == ([1], "You & me", False)


def test_a_long_value_is_cut_where_there_is_no_room_and_whole_for_those_who_listen(picker: Picker) -> None:
    picker.show_place(2)
    assert picker.text().endswith("…")
    assert told(picker, DESCRIPTION) == picker.options[2]
    assert picker.menu().actions()[2].text() == picker.options[2]


def test_behind_the_cover_there_is_no_menu(picker: Picker) -> None:
    picker.showMenu()
    QApplication.processEvents()
    picker.window().hide()
    QApplication.processEvents()
    assert not picker.menu().isVisible()


def test_what_is_settled_as_one_of_a_few_is_rows(dressed: QApplication) -> None:
    page = TermsPage()
    usual = OpenTerm(id="usual", type="choice", label="The usual", options=("a", "b"), default="b")
    must = OpenTerm(id="must", type="choice", options=("a", "b"))
    free = OpenTerm(id="free", type="choice", options=("a", "b"), optional=True)
    draft = load_template("salary-offer")
    assert isinstance(draft, Draft)
    page.show_draft(replace(draft, terms=(usual, must, free)), {})
    assert page.values() == {"usual": "b"}
    rows = {name: page._fields[name]._one_of.rows for name in ("usual", "must", "free")}
    assert [row.isChecked() for row in rows["must"]] == [False, False]
    assert [row.isChecked() for row in rows["free"]] == [False, False, True]
    assert told(rows["usual"][0].parentWidget(), NAME) == "The usual"
    rows["must"][0].click()
    rows["free"][1].click()
    assert page.values() == {"usual": "b", "must": "a", "free": "b"}
    rows["free"][2].click()
    assert "free" not in page.values()
    page.deleteLater()


def test_help_and_what_is_wrong_are_heard_with_the_field(dressed: QApplication) -> None:
    page = TermsPage()
    draft = load_template("salary-offer")
    assert isinstance(draft, Draft)
    listed = OpenTerm(id="places", type="list", label="Places", help="Three at least.")
    span = OpenTerm(id="dates", type="date_range", help="Every week becomes a choice.")
    page.show_draft(replace(draft, terms=(listed, span)), {})
    field, ends = page._fields["places"]._single, page._fields["dates"]._ends
    assert told(field, DESCRIPTION) == "Three at least. One on each line."
    assert {told(end, DESCRIPTION) for end in (ends.low, ends.high)} == {"Every week becomes a choice."}
    page.show_problems([Problem('open_terms["places"]', "needs three")])
    assert told(field, DESCRIPTION) == "Needs three. Three at least. One on each line."
    page.deleteLater()


def test_the_editor_does_the_same(dressed: QApplication) -> None:
    entry = ChoiceEntry("Who sees it", [("all", "Everyone"), ("me", "Only me")], "As you like.")
    line = LineEntry("Title", "A few words.")
    for one in (entry, line):
        one.show()
        one.complain(["is needed"], [])
    entry.load("me")
    assert told(entry.field, DESCRIPTION) == "Only me is needed As you like."
    assert told(line.field, DESCRIPTION) == "is needed A few words."
    for one in (entry, line):
        one.deleteLater()
