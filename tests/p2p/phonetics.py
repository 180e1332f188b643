"""How words sound, roughly: enough to tell whether two words of a list could be mixed up when somebody says them.

Source: Postel 1969 (Cologne phonetics) for which German letters sound alike; the English rules are our own. Unlike
codes for names, vowels are kept, in three classes, because short words differ in little else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENGLISH = (
    ("ow(?=[aeiou])", "o"), ("ou", "o"),
    ("ph", "f"), ("ght", "t"), ("gh", "g"), ("kn", "n"), ("wr", "r"), ("wh", "w"), ("ck", "k"), ("sch", "sk"),
    ("tch", "C"), ("ch", "C"), ("sh", "S"), ("th", "T"), ("qu", "kw"), ("x", "ks"), ("dge", "J"),
    ("c(?=[eiy])", "s"), ("c", "k"), ("g(?=[eiy])", "J"), ("j", "J"), ("q", "k"), ("z", "s"), ("v", "f"), ("mb$", "m"),
    ("e$", ""),
)  # fmt: skip
_GERMAN = (
    ("ph", "f"), ("sch", "S"), ("ch", "X"), ("ck", "k"), ("tz", "z"), ("ss", "s"), ("th", "t"), ("qu", "kw"),
    ("x", "ks"), ("dt", "t"), ("d(?=$)", "t"), ("b(?=$)", "p"), ("g(?=$)", "k"), ("v", "f"), ("w", "f"), ("c", "k"),
    ("q", "k"), ("y", "i"), ("(?<=[aeiou])h", ""), ("z", "ts"), ("ei|ai", "I"), ("eu", "O"),
)  # fmt: skip
_ALIKE = {
    "en": str.maketrans({"b": "p", "d": "t", "g": "k", "i": "e", "y": "e", "u": "o", "m": "n"}),
    "de": str.maketrans({"b": "p", "d": "t", "g": "k", "i": "e", "u": "o", "m": "n"}),
}


def sound(word: str, language: str) -> str:
    """What is left of a word when letters that sound alike are made the same."""
    for pattern, becomes in {"en": _ENGLISH, "de": _GERMAN}[language]:
        word = re.sub(pattern, becomes, word)
    return re.sub(r"(.)\1+", r"\1", word.translate(_ALIKE[language]))


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How many letters must be put in, taken out or changed to get from one to the other (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, theirs in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (mine != theirs))
    return row[-1]


def too_close(one: str, other: str, language: str) -> bool:
    """Whether two words could be mixed up: the same first four letters, or one letter or one sound apart."""
    heard = sound(one, language), sound(other, language)
    return one[:4] == other[:4] or distance(one, other) < 2 or distance(*heard) < 2
