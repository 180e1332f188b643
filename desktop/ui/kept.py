"""Agreements kept on this computer: listed, read again, written as text. Free of Qt.

Leaves to others: what an agreement is (desktop.deals.agreement), saving it in the first place (desktop.negotiation).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import Outcome
from desktop.deals.sheet import Sheet
from desktop.ui.plain import plain
from desktop.wording import describe_outcome

FOLDER = "agreements"
ENDING = ".agreement"


@dataclass(frozen=True, slots=True)
class Kept:
    """One agreement and where it lies. made: when the first signature was made, in seconds since 1970."""

    path: Path
    agreement: Agreement
    made: float

    @property
    def sheet(self) -> Sheet:
        """What was compared."""
        return self.agreement.record.sheet

    @property
    def outcome(self) -> Outcome:
        """What came out, as everybody may read it."""
        return self.agreement.record.outcome


def kept_agreements(folder: Path) -> list[Kept]:
    """All that can be read, the newest first."""
    found = [read_kept(path) for path in sorted((folder / FOLDER).glob(f"*{ENDING}"))]
    return sorted((one for one in found if one is not None), key=lambda one: -one.made)


def read_kept(path: Path) -> Kept | None:
    """An agreement file; None when it cannot be read or is none."""
    try:
        with path.open("rb") as file:
            signed = agreement.decode(file.read(agreement.MAX_BYTES + 1))
    except (OSError, InvalidAgreement):
        return None
    times = [one.time for one in signed.signatures if one is not None]
    return Kept(path, signed, float(min(times, default=0)))


def as_text(sheet: Sheet, outcome: Outcome, when: str, tr: Callable[[str], str] = str) -> str:
    """What was agreed, as text to copy."""
    lines = [plain(sheet.title), when, "", *describe_outcome(sheet, outcome)]
    return "\n".join([*lines, "", tr("Made with Common Ground. A note between us, not legal advice.")]) + "\n"
