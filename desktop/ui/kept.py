"""An agreement as text to copy. Free of Qt.

Leaves to others: the agreements that are kept (desktop.agreements).
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.deals.outcome import Outcome
from desktop.deals.sheet import Sheet
from desktop.ui.plain import plain
from desktop.wording import describe_outcome


def as_text(sheet: Sheet, outcome: Outcome, when: str, tr: Callable[[str], str] = str) -> str:
    """What was agreed, as text to copy."""
    lines = [plain(sheet.title), when, "", *describe_outcome(sheet, outcome)]
    return "\n".join([*lines, "", tr("Made with Common Ground. A note between us, not legal advice.")]) + "\n"
