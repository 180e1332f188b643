"""Titles are headings, and whoever cannot see a page hears once that it has come."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui import window as windows
from desktop.ui.widgets.text import section, title
from tests.ui.fakes import Stand


def test_titles_are_headings_whatever_they_say_later(dressed: QApplication) -> None:
    for heading in (title("Your answers"), section("Base pay")):
        found = QAccessible.queryAccessibleInterface(heading)
        assert found.role() is QAccessible.Role.Heading
        heading.setText("Item 2 of 7")
        assert found.text(QAccessible.Text.Name) == "Item 2 of 7"
        heading.deleteLater()
    plain = QLabel("Nothing special")
    assert QAccessible.queryAccessibleInterface(plain).role() is QAccessible.Role.StaticText
    plain.deleteLater()


def test_a_page_is_announced_once_and_politely(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, bool]] = []

    def note(_: QWidget, text: str, *, urgent: bool = False) -> None:
        said.append((text, urgent))

    monkeypatch.setattr(windows, "say", note)
    stand.flow.pages.home.chose.emit("pair")
    stand.window.show_page(stand.window.page)
    assert said == [("Choose a sheet", False)]
    stand.flow.pages.choose.left.emit()
    assert said == [("Choose a sheet", False), ("What would you like to do?", False)]
