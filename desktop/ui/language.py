"""The language of the window: which there are, their sentences in resources/translations, Qt's own, and pseudo ones.

The .qm files there are made by packaging/translations.py from the .ts files beside them, which Qt Linguist opens.

Leaves to others: using it (desktop.language.tr), the menu (desktop.ui.widgets.languages), the lists of words that
people say (desktop.word_lists).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from desktop import language
from desktop.language import Manner
from desktop.paths import RESOURCES

CONTEXT = "ui"
"""Of all sentences in the .ts files."""
FOLDER = RESOURCES / "translations"
ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "de": "Deutsch"}
"""Tag -> its own name for itself; only what is translated as a whole is here."""
MIRRORED = "rtl"
"""Pseudo-language of the tests: English in Hebrew letters, from right to left."""
_MANNERS: Mapping[str, Manner] = {
    ENGLISH: Manner(),
    "de": Manner("de", ".", ","),
    MIRRORED: Manner("he", ",", mirrored=True),
}


@dataclass(slots=True)
class _Now:
    tag: str = ENGLISH
    translators: list[QTranslator] = field(default_factory=list)


_now = _Now()


def of_system() -> str:
    """The first language this person's system asks for that there is; English where there is none."""
    asked = (tag.replace("_", "-").split("-")[0] for tag in QLocale.system().uiLanguages())
    return next((tag for tag in asked if tag in LANGUAGES), ENGLISH)


def chosen(setting: str) -> str:
    """The language of a setting; "" and what there is not follow the system."""
    return setting if setting in LANGUAGES else of_system()


def current() -> str:
    """The tag of the language that is used now."""
    return _now.tag


def use(tag: str) -> None:
    """From now on every sentence that is made is in this language; what is on the screen already stays as it is.

    Args:
        tag: one of LANGUAGES, or MIRRORED.
    """
    for translator in _now.translators:
        QCoreApplication.removeTranslator(translator)
    _now.translators.clear()
    _now.tag = tag
    manner = _MANNERS[tag]
    QLocale.setDefault(_locale(tag))
    _load("qtbase", tag, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    direction = Qt.LayoutDirection.RightToLeft if manner.mirrored else Qt.LayoutDirection.LeftToRight
    if isinstance(QCoreApplication.instance(), QGuiApplication):
        QGuiApplication.setLayoutDirection(direction)
    if tag == ENGLISH:
        language.install(None)
    elif tag == MIRRORED:
        language.install(lambda text, _: _in_hebrew_letters(text), manner)
    else:
        _load("commonground", tag, str(FOLDER))
        language.install(_translate, manner)


@cache
def _sentences_of(tag: str) -> QTranslator:
    found = QTranslator()
    found.load(f"commonground_{tag}", str(FOLDER))
    return found


def sentence_in(tag: str, text: str) -> str:
    """A marked sentence in some language, whichever is used now.

    Args:
        tag: one of LANGUAGES.
    """
    return text if tag == ENGLISH else _sentences_of(tag).translate(CONTEXT, text) or text


def lengthen_everything(on: bool) -> None:
    """Pseudo-long texts: every sentence a good third longer, with accents; to see what does not fit."""
    language.install((lambda text, n: _lengthened(text if n is None else _translate(text, n))) if on else None)


def _translate(text: str, n: int | None) -> str:
    return QCoreApplication.translate(CONTEXT, text, "", -1 if n is None else n)


def _load(name: str, tag: str, folder: str) -> None:
    translator = QTranslator()
    if translator.load(f"{name}_{tag}", folder):
        QCoreApplication.installTranslator(translator)
        _now.translators.append(translator)


def _locale(tag: str) -> QLocale:
    """The system's where it is of this language, so that its own manner of writing dates stays."""
    system = QLocale.system()
    return system if system.name().split("_")[0] == tag else QLocale("he" if tag == MIRRORED else tag)


# ---- pseudo-languages

_ACCENTS = str.maketrans("aeiouAEIOU", "äéîöüÄÉÎÖÜ")
_LETTERS = "אבגדהוזחטיכלמנסעפצקרשתםןףץ"
_HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ“”", f"{_LETTERS}{_LETTERS}”“")


def _lengthened(text: str) -> str:
    return _outside_braces(text, _ACCENTS) + " " + "lörem " * max(1, len(text) // 18)


def _in_hebrew_letters(text: str) -> str:
    return _outside_braces(text, _HEBREW)


def _outside_braces(text: str, letters: Mapping[int, int]) -> str:
    inside = False
    found = []
    for letter in text:
        inside = letter == "{" or (inside and letter != "}")
        found.append(letter if inside else letter.translate(letters))
    return "".join(found)
