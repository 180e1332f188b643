"""Adding texts to a set: each once, by how they are compared; the first spelling stays. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.deals.text import MAX_ENTRY_BYTES, fold


@dataclass(frozen=True, slots=True, repr=False)
class Merged:
    """What came of adding texts.

    Attributes:
        strings: all entries now.
        added, known, unusable, beyond: how many were new, there already, too long, more than fit. Empty lines do not
            count at all.
    """

    strings: tuple[str, ...]
    added: int
    known: int
    unusable: int
    beyond: int


def merge(strings: Iterable[str], texts: Iterable[str], most: int) -> Merged:
    """Add texts to entries.

    Args:
        strings: entries so far, no two alike.
        texts: one entry each, as typed or pasted.
        most: entries allowed.
    """
    by_fold = {fold(one): one for one in strings}
    before, known, unusable, beyond = len(by_fold), 0, 0, 0
    for text in texts:
        one = text.encode("utf-8", "replace").decode("utf-8").strip()
        folded = fold(one)
        if not folded:
            continue
        if folded in by_fold:
            known += 1
        elif len(folded.encode()) > MAX_ENTRY_BYTES:
            unusable += 1
        elif len(by_fold) >= most:
            beyond += 1
        else:
            by_fold[folded] = one
    return Merged(tuple(by_fold.values()), len(by_fold) - before, known, unusable, beyond)
