"""Words that people say to each other: a list of them, new secret ones, those that stand for a digest, reading them.

A list has 2^k words, each recognisable by its first four letters (docs/words.md). Three words of a list of 512 are 27
bits: far too few for a key, enough where nobody has more than three guesses (p2p.spoken) or one (p2p.check_words).

Leaves to others: the lists themselves (whoever calls), what words are for.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from crypto.errors import MisuseError
from crypto.rounds import Random
from p2p.errors import NotOurWords
from p2p.identity import labelled_hash

WORDS = 3
"""How many words people say."""
MIN_LIST, MAX_LIST = 256, 1024
SIGNIFICANT = 4
"""So many first letters tell a word of a list from all others."""
MAX_TEXT = 200

_BREAKS = re.compile(r"[\W\d_]+")
_INVITE = re.compile(r"(?<![A-Za-z0-9])CG[0-9]{1,4}-", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one language.

    Attributes:
        language: two small letters.
        words: sorted, 2^k of them, MIN_LIST to MAX_LIST; small letters from a to z only.
    """

    language: str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a list that is none."""
        size = len(self.words)
        if not MIN_LIST <= size <= MAX_LIST or size & (size - 1) or not re.fullmatch("[a-z]{2}", self.language):
            raise MisuseError("a word list has 256, 512 or 1,024 words and a language")
        starts = {word[:SIGNIFICANT] for word in self.words}
        if len(starts) != size or not all(re.fullmatch("[a-z]{3,12}", word) for word in self.words):
            raise MisuseError("a word list needs words that differ in their first four letters")

    @property
    def bits(self) -> int:
        """How many bits one word stands for."""
        return len(self.words).bit_length() - 1

    def stand_for(self, digest: bytes, n_words: int = WORDS) -> tuple[str, ...]:
        """The words that stand for the first bits of a digest.

        Args:
            digest: at least n_words * bits bits.
            n_words: how many words.
        """
        if n_words * self.bits > 8 * len(digest):
            raise MisuseError("too few bits for so many words")
        number = int.from_bytes(digest, "big") >> (8 * len(digest) - n_words * self.bits)
        places = [number >> (self.bits * (n_words - 1 - place)) for place in range(n_words)]
        return tuple(self.words[place % len(self.words)] for place in places)

    def find(self, typed: str) -> str | None:
        """The word that somebody means: exactly it, or one that begins with the same four letters."""
        if typed in self.words:
            return typed
        start = typed[:SIGNIFICANT]
        return next((word for word in self.words if len(start) == SIGNIFICANT and word.startswith(start)), None)


def read_word_list(language: str, text: str) -> WordList:
    """A list from a text with one word a line."""
    return WordList(language, tuple(text.split()))


def new_words(word_list: WordList, random: Random = secrets.token_bytes) -> tuple[str, ...]:
    """Secret words, each equally likely; they are the password of p2p.spoken."""
    return word_list.stand_for(random(16))


def device_word(word_list: WordList, tag: bytes) -> str:
    """One word by which people tell apart computers that show the same name. Not a secret, and easy to imitate."""
    return word_list.stand_for(labelled_hash("device word", tag), 1)[0]


def are_words(text: str) -> bool:
    """Whether a text is meant as spoken words, not as an invite: three words and nothing else but what parts them."""
    return len(text) <= MAX_TEXT and not _INVITE.search(text) and len(_tokens(text)) == WORDS


def read_words(text: str, lists: Sequence[WordList]) -> tuple[str, ...]:
    """The words that somebody typed, in any case and parted by anything.

    Args:
        text: three words; each may be cut off or misspelt after its fourth letter.
        lists: of the languages they may be in; in doubt the one with more words spelt exactly, then the first.

    Raises:
        NotOurWords: there are not three, or one is in none of the lists; says which.
    """
    typed = _tokens(text[: MAX_TEXT + 1])
    if len(typed) != WORDS or len(text) > MAX_TEXT:
        raise NotOurWords("there are three words", place=0)
    best: tuple[str, ...] = ()
    exact, known = -1, 0
    for word_list in lists:
        found = [word_list.find(word) for word in typed]
        known = max(known, next((place for place, word in enumerate(found) if word is None), WORDS))
        words = tuple(word for word in found if word is not None)
        n_exact = sum(word in typed for word in words)
        if len(words) == WORDS and n_exact > exact:
            best, exact = words, n_exact
    if not best:
        raise NotOurWords("a word that is in no list", place=known + 1)
    return best


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [token for token in _BREAKS.split(plain) if token]
