"""Toggling through a screen reader counts as pressing; what the program sets does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.ui.answers.rows import OneRow, TickRow
from desktop.ui.answers.veto import VetoButton
from desktop.ui.widgets.buttons import chip
from desktop.ui.widgets.rows import AnyOf, OneOf

MAKERS: dict[str, Callable[[], QAbstractButton]] = {
    "row to tick": lambda: TickRow("a"),
    "row of an answer": lambda: OneRow("a"),
    "veto": lambda: VetoButton("a", lambda: None),
    "chip": lambda: chip("a", lambda: None),
    "box": lambda: AnyOf("a"),
    "choice": lambda: OneOf("a"),
}


@pytest.mark.parametrize("kind", list(MAKERS))
def test_whatever_toggles_it_is_told_once(dressed: QApplication, kind: str) -> None:
    button = MAKERS[kind]()
    told: list[str] = []
    button.clicked.connect(lambda _=False: told.append("pressed"))
    button.setChecked(True)
    button.setChecked(isinstance(button, OneRow | OneOf))
    assert told == []
    if isinstance(button, OneRow):
        button.show_chosen(False)
        assert not button.isChecked()
    elif isinstance(button, OneOf):
        button = OneOf("b")
        button.clicked.connect(lambda _=False: told.append("pressed"))
    reader = QAccessible.queryAccessibleInterface(button)
    reader.actionInterface().doAction("Toggle")
    assert button.isChecked()
    assert told == ["pressed"]
    QTest.keyClick(button, " ")
    assert len(told) == 2
    assert button.isChecked() is isinstance(button, OneRow | OneOf)


def test_a_row_of_which_one_counts_is_told_as_one(dressed: QApplication) -> None:
    row = OneRow("a")
    assert QAccessible.queryAccessibleInterface(row).role() is QAccessible.Role.RadioButton
