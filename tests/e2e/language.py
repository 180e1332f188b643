"""The language somebody uses the application in: what its copy is called, from the application's own catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree  # of a file of this project

from desktop.paths import RESOURCES

_LEAST = 12
"""So many letters outside its gaps tell a sentence from any other text."""


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        environment: variables that make the application use it.
        catalogue: English -> this language; what is missing stays English.
        of_dialogs: what Qt's own dialogs call it.
        sheets: where its built-in sheets are, before their ids.
    """

    name: str
    environment: Mapping[str, str] = field(default_factory=dict)
    catalogue: Mapping[str, str] = field(default_factory=dict)
    of_dialogs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: str = ""
    _patterns: list[re.Pattern[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for english, said in self.catalogue.items():
            literal = re.sub(r"\{\w+\}", "", english)
            if english != said and "{" in english and len(literal) >= _LEAST:
                parts = (re.escape(part) for part in re.split(r"\{\w+\}", english))
                self._patterns.append(re.compile(".*".join(parts)))

    def say(self, text: str, **facts: object) -> str:
        """English copy in this language."""
        said = self.catalogue.get(text, text)
        return said.format(**facts) if facts else said

    def is_foreign(self, shown: str) -> bool:
        """This stands on the window in English, and there is a translation of it. A word alone in small letters may be
        one of the sheet, such as "none", and says nothing."""
        if shown.isalpha() and shown.islower():
            return False
        if self.catalogue.get(shown, shown) != shown:
            return True
        return any(pattern.fullmatch(shown) for pattern in self._patterns)


def _catalogue(tag: str) -> dict[str, str]:
    found = ElementTree.parse(RESOURCES / "translations" / f"commonground_{tag}.ts")  # noqa: S314  # see above
    said = {}
    for message in found.iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None and translation.text and translation.text.strip():
            said[source] = translation.text
    return said


ENGLISH = Language("en")


def german() -> Language:
    """German, as a German system asks for it."""
    wanted = {"LANG": "de_DE.UTF-8", "LANGUAGE": "de"}
    return Language("de", wanted, _catalogue("de"), {"Save": ("Speichern",)}, "de/")
