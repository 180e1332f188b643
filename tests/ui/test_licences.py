"""What the program is made of is listed with its terms, by button and by key, wherever the texts come from."""

from __future__ import annotations

import sys
from email.message import Message
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.ui import licences
from tests.ui.fakes import Stand


def test_every_part_has_its_terms_behind_a_button(stand: Stand) -> None:
    stand.flow.show_settings()
    settings, page = stand.flow.pages.settings, stand.flow.pages.licences
    settings.search.setText("licences")
    assert settings.licences.isVisible()
    settings.licences.setFocus()
    QTest.keyClick(settings.licences, Qt.Key.Key_Space)
    assert stand.window.page is page
    names = [row.accessibleName() for row in page.rows]
    assert names[:2] == ["Common Ground", "Inter"]
    assert {"cryptography", "numpy", "PySide6_Essentials", "Python"} <= set(names)
    first = page.rows[0]
    assert first.hasFocus()
    assert first.accessibleDescription() == f"{__version__} · Apache-2.0"
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert page.text.hasFocus()
    assert page.text.height() > 400
    assert "Apache License" in page.text.toPlainText()
    assert page.text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    interface = QAccessible.queryAccessibleInterface(page.text)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Terms of Common Ground"
    assert page.heading.text() == "Common Ground"
    page.go_back()
    QApplication.processEvents()
    assert stand.window.page is page
    assert first.hasFocus()
    page.rows[1].click()
    assert "SIL OPEN FONT LICENSE" in page.text.toPlainText()
    page.go_back()
    page.go_back()
    assert settings.isVisible()


def test_what_is_installed_says_what_it_is() -> None:
    found = {part.name: part for part in licences.installed()}
    assert found["numpy"].version.count(".") == 2
    assert "BSD" in found["numpy"].licence
    assert "Redistribution" in found["numpy"].read()
    assert found["Python"].version == sys.version.split()[0]
    assert all(part.licence or part.read() for part in found.values())


def test_what_the_window_needs_is_a_part_and_what_developers_need_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {
        "common-ground": ["numpy>=2", 'Qt-Window==6; extra == "app"', 'pytest>=8; extra == "dev"'],
        "numpy": ['meson; extra == "test"'],
        "Qt_Window": ["shiboken==6"],
        "shiboken": None,
        "pytest": None,
        "meson": None,
    }

    class Installed:
        files = None
        version = "1"

        def __init__(self, name: str) -> None:
            self.requires, self.metadata = asked[name], Message()
            self.metadata["Name"], self.metadata["License"] = name, "MIT"

    monkeypatch.setattr(licences.metadata, "distributions", lambda: [Installed(name) for name in asked])
    names = [part.name for part in licences.installed()]
    assert names == ["numpy", "Python", "Qt_Window", "shiboken"]


def test_a_package_brings_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / "Common Ground.txt").write_text("own", encoding="utf-8")
    (folder / "GPL-3.0.txt").write_text("GNU GENERAL PUBLIC LICENSE\n\f\nName: nobody\n", encoding="utf-8")
    (folder / "zeta.txt").write_text(
        "Name: Zeta\nVersion: 1.2\nLicense: A long text\nLicense-Expression: MIT\n\nLICENSE\n\nAll of it",
        encoding="utf-8",
    )
    (folder / "older.txt").write_text(
        "Name: older\nVersion: 3\nClassifier: License :: OSI Approved :: BSD License\n\nterms", encoding="utf-8"
    )
    monkeypatch.setattr(sys, "executable", str(tmp_path / "commonground"))
    assert licences.folder_of_package() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert licences.folder_of_package() == folder
    found = licences.parts()
    assert [(part.name, part.version, part.licence) for part in found[1:]] == [
        ("Inter", "", "OFL-1.1"),
        ("GPL-3.0", "", ""),
        ("older", "3", "BSD License"),
        ("Zeta", "1.2", "MIT"),
    ]
    assert found[2].read() == "GNU GENERAL PUBLIC LICENSE\n\nName: nobody\n"
    assert found[-1].read().endswith("All of it")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Contents" / "MacOS" / "commonground"))
    (tmp_path / "Contents" / "Resources").mkdir(parents=True)
    folder.rename(tmp_path / "Contents" / "Resources" / "licences")
    assert licences.folder_of_package() == tmp_path / "Contents" / "Resources" / "licences"
