"""The name in a copied invite: from its first line, in whatever language, and never more than text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from desktop.ui import language
from desktop.ui.invite_text import MOST, as_text, inviter
from tests.ui.fakes import Stand, an_invite

LINE = "CG1-ABCD-EFGH"


@pytest.mark.parametrize("sent", language.LANGUAGES)
@pytest.mark.parametrize("read", language.LANGUAGES)
def test_the_name_is_found_in_every_language(dressed: QApplication, sent: str, read: str) -> None:
    language.use(sent)
    text = as_text(LINE, "Zoë O'Brien", "11:05")
    nobody = as_text(LINE, "", "11:05")
    language.use(read)
    assert inviter(text) == "Zoë O'Brien"
    assert inviter(nobody) == ""
    assert inviter(f"\n  {text.replace(chr(10), chr(13) + chr(10))}") == "Zoë O'Brien"


def test_what_is_no_first_line_of_ours_has_no_name(dressed: QApplication) -> None:
    for text in (
        LINE,
        "",
        "Common Ground invite from , valid until 11:05",
        f"Common Ground invite from {'x' * (MOST + 1)}, valid until 11:05",
        "Hello. Common Ground invite from Kim, valid until 11:05",
        "Common Ground invite from Kim, valid until the day on which all of this is over",
        f"{LINE}\nCommon Ground invite from Kim, valid until 11:05",
    ):
        assert inviter(text) == ""


def test_a_name_that_hides_something_is_made_plain(dressed: QApplication) -> None:
    found = inviter("Common Ground invite from Kim\u202e<b>\u200b, valid until 11:05\nmore")
    assert "\u202e" not in found
    assert "\u200b" not in found
    assert found.startswith("Kim")


def test_the_banner_says_who(stand: Stand) -> None:
    QGuiApplication.clipboard().setText(as_text(an_invite(), "Kim", "11:05"))
    stand.window.came_back.emit()
    banner = stand.flow.pages.home.banner
    assert banner is not None
    assert "You copied an invite from Kim." in [label.text() for label in banner.findChildren(QLabel)]
    QGuiApplication.clipboard().clear()
