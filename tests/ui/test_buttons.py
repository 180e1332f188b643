"""Buttons whose words are too long for one line, and chips that are chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, chip

LONG = "Delete everything on this computer, at once"


def test_words_go_on_in_a_second_line_where_there_is_no_room(dressed: QApplication) -> None:
    theme().set("light", 100, True)
    holder = QWidget()
    button = Button(LONG, lambda: None)
    button.setParent(holder)
    holder.show()
    whole = button.sizeHint()
    button.resize(whole)
    assert QPushButton.text(button) == LONG
    button.resize(whole.width() - 20, whole.height())
    assert QPushButton.text(button).split("\n") == ["Delete everything on", "this computer, at once"]
    assert button.text() == button.accessibleName() == LONG
    assert button.sizeHint().width() == whole.width()
    assert button.sizeHint().height() > whole.height()
    assert button.minimumSizeHint().width() < whole.width() - 100
    button.say("Leave & go on with everything there is")
    assert QPushButton.text(button).split("\n") == ["Leave && go on with", "everything there is"]
    button.resize(whole)
    assert "\n" not in QPushButton.text(button)
    assert button.sizeHint().height() == whole.height()
    holder.deleteLater()


def test_few_words_stay_in_one_line(dressed: QApplication) -> None:
    theme().set("light", 100, True)
    button = Button("Go back now", lambda: None)
    assert button.minimumSizeHint() == button.sizeHint()


def test_what_is_chosen_takes_no_more_room(dressed: QApplication) -> None:
    theme().set("light", 100, True)
    made = chip("What is all right with you", lambda: None)
    before = made.sizeHint()
    made.setChecked(True)
    assert made.sizeHint() == before
    plain = QPushButton("What is all right with you")
    plain.setProperty("kind", "chip")
    assert plain.sizeHint().width() < before.width()
