"""An agreement as text to copy. Free of Qt.

Leaves to others: the agreements that are kept (desktop.kept.agreements).
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.deals.outcome import Outcome
from desktop.deals.own_words import SignedWords
from desktop.deals.sheet import Sheet
from desktop.strings.outcome import describe_outcome, label_of
from desktop.ui.plain import plain


def as_text(
    sheet: Sheet, outcome: Outcome, when: str, tr: Callable[[str], str] = str, words: SignedWords | None = None
) -> str:
    """What was agreed, as text to copy; what all agreed to write down about it comes first."""
    lines = [plain(sheet.title), when, ""]
    if words is not None and words.signatures:
        written = words.words
        items = {item.id: label_of(item) for item in sheet.items}
        clauses = (f"{items[name]}: {plain(text)}" for name, text in written.clauses if text)
        lines += [plain(written.title), *clauses, *(plain(note) for note in written.notes), ""]
        if written.look_again:
            lines += [tr("Look at this again on {day}.").format(day=written.look_again), ""]
    lines += describe_outcome(sheet, outcome)
    return "\n".join([*lines, "", tr("Made with Common Ground. A note between us, not legal advice.")]) + "\n"
