"""Text of sheets, people and files: one way in, always plain, never a pop-up."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.deals.sheet import Sheet, parse_sheet
from desktop.ui.plain import MOST, plain, without_mnemonic
from desktop.ui.widgets.text import body, breakable
from tests.ui.fakes import Stand

UI = Path(__file__).parent.parent.parent / "desktop/ui"
HOSTILE = (
    "<b>bold</b><img src='http://example.org/x.png'>",
    "<a href='file:///etc/passwd'>press me</a>",
    "\u202egnihtemos\u2066 hidden \u200b\u00ad\ufeff",
    "line\nbreak\r\n\tand tab\x00\x1b[31m",
    "\ud800 half",
    "a" * 5000,
    "&File && <!-- -->",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_leaves_one_short_visible_line(text: str) -> None:
    safe = plain(text)
    assert len(safe) <= MOST
    assert not any(letter in safe for letter in "\n\r\t\x00\x1b\u202e\u2066\u200b\u00ad\ufeff\ud800")


def test_plain_takes_anything_and_cuts_it_visibly() -> None:
    assert plain(12) == "12"
    assert plain("abcdef", 4) == "abc…"
    assert without_mnemonic("a & b") == "a && b"


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_show_it_as_it_is(dressed: QApplication, text: str) -> None:
    label = body(plain(text))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == plain(text)
    assert not label.openExternalLinks()


def test_a_hostile_sheet_stays_text_on_every_page_it_reaches(stand: Stand) -> None:
    evil = "<img src='http://example.org/x.png'><b>hello</b>"
    text = f"""
format = 1
id = "evil"
title = "{evil}"
summary = "{evil}"
language = "en"
parties = {{ min = 2, max = 2, roles = ["a", "b"] }}
notice = "{evil}"
[[items]]
id = "one"
kind = "match"
label = "{evil}"
ask = "{evil}"
help = "{evil}"
note = "{evil}"
"""
    sheet = parse_sheet(text.encode())
    assert isinstance(sheet, Sheet)
    stand.flow.pages.shared.show_sheet(sheet)
    stand.flow.pages.review.show_sheet(sheet, 2)
    stand.flow.pages.answer.show_sheet(sheet, "a", ("a", "b"))
    shown = 0
    for label in stand.window.findChildren(QLabel):
        if evil in label.text():
            shown += 1
            assert label.textFormat() == Qt.TextFormat.PlainText
    assert shown >= 5


BANNED = {"QMessageBox", "setHtml", "setMarkdown", "RichText", "AutoText", "MarkdownText", "exec_"}


def rich_in(source: str) -> list[str]:
    """What could show text as more than text: QMessageBox and setHtml do, tool tips guess, QLabel guesses."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in BANNED:
            found.append(name)
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "QLabel" and node.args:
            found.append("QLabel with text; use desktop.ui.widgets.text")
        if called == "setToolTip" and not is_own_copy(node.args[0]):
            found.append("a tool tip that is not our own words")
    return found


def is_own_copy(node: ast.expr) -> bool:
    """tr("...") with nothing filled in, or nothing at all."""
    if isinstance(node, ast.Constant):
        return node.value == ""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr" and not node.keywords


ON_PAPER = {"printing.py": ["setHtml"]}
"""A document for the printer, of escaped text (tests/ui/test_printing.py)."""


def test_nothing_pops_up_and_nothing_is_rich() -> None:
    found = {path.name: rich_in(path.read_text(encoding="utf-8")) for path in sorted(UI.rglob("*.py"))}
    assert {name: what for name, what in found.items() if what} == ON_PAPER


def test_the_check_for_rich_text_sees_it() -> None:
    planted = 'QMessageBox.about(name)\nQLabel(name)\nw.setToolTip(name)\nw.setToolTip(tr("{n}", n=name))\nw.setHtml(x)'
    assert len(rich_in(planted)) == 5
    assert rich_in('w.setToolTip(tr("Move up"))\nQLabel()') == []


FORBIDDEN = ("peer", "node", "mpc", "protocol", "handshake", "fingerprint", "mdns", "port", "socket", "exception")


def test_no_forbidden_word_is_in_the_copy() -> None:
    """Sentences inside tr() use the words of people."""
    guilty = []
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "tr_n"):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        words = {word.strip(".,:!?“”()…").casefold() for word in argument.value.split()}
                        guilty += [f"{path.name}: {word}" for word in FORBIDDEN if word in words]
                        guilty += [f"{path.name}: !" for _ in [0] if "!" in argument.value]
    assert guilty == []


GERMAN_FORBIDDEN = (
    *("peer", "knoten", "mpc", "protokoll", "handshake", "fingerabdruck", "mdns", "port", "socket", "exception"),
    *("ausnahme", "timeout", "zeitüberschreitung"),
)


def test_no_forbidden_word_is_in_the_german_copy() -> None:
    """Nor an exclamation mark, nor a formal address: everybody is "du"."""
    from tests.test_translations import translations

    wanted, made = translations.sentences(), translations.read(translations.FOLDER / "commonground_de.ts")
    guilty = []
    for text, sentence in wanted.items():
        for form in made[text].forms if any(name.startswith("desktop/ui") for name in sentence.files) else ():
            words = re.findall(r"\w+", form.casefold())
            guilty += [f"{form}: {word}" for word in GERMAN_FORBIDDEN if word in words]
    assert not guilty
    every = [form for one in made.values() for form in one.forms]
    assert not [form for form in every if "!" in form or re.search(r"[a-zäöüß,] (Ihr|Ihre|Ihnen|Ihren|Ihrem)\b", form)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("/home/robin/.local/share/commonground.", ["/", "home/", "robin/", ".local/", "share/", "commonground."]),
        (
            "C:\\Users\\Robin\\AppData\\Local\\commonground",
            ["C:\\", "Users\\", "Robin\\", "AppData\\", "Local\\", "commonground"],
        ),
        ("https://docs.example.org/one_more-page", ["https://", "docs.", "example.", "org/", "one_", "more-", "page"]),
        ("m" * 32, ["m" * 8] * 4),
        ("We write to /home/robin", ["We write to /home/robin"]),
    ],
)
def test_what_is_too_long_for_a_line_breaks_between_its_parts(text: str, pieces: list[str]) -> None:
    assert breakable(text).split("\u200b") == pieces
