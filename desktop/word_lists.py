"""The lists of words that people say to each other, one per language; docs/words.md says how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from desktop.paths import RESOURCES
from p2p.words import WordList, read_word_list

LANGUAGES = ("en", "de")
"""The first is used where a language has no list."""


@cache
def word_lists() -> Mapping[str, WordList]:
    """All lists, by language."""
    folder = RESOURCES / "words"
    return {name: read_word_list(name, (folder / f"{name}.txt").read_text("ascii")) for name in LANGUAGES}


def word_list_for(language: str) -> WordList:
    """The list of a language such as "de" or "de-AT", or the first one."""
    return word_lists().get(language[:2].lower(), word_lists()[LANGUAGES[0]])
