"""Who sits where: what people are called here, and everybody of a meeting in which this program was closed.

Leaves to others: where this person is with them (desktop.ui.session).
"""

from __future__ import annotations

from desktop.deals.sheet import Sheet, decode_sheet
from desktop.kept.relations import Relation
from desktop.kept.way_back import Kept


def names_here(names: tuple[str, ...], me: int, met: Relation | None) -> tuple[str, ...]:
    """What everybody calls himself, by seat; somebody met before as this person calls him."""
    if met is None or not met.renamed or len(names) != 2:
        return names
    return (names[0], met.renamed) if me == 0 else (met.renamed, names[1])


def seated(kept: Kept) -> tuple[Sheet, tuple[str, ...], int, tuple[str, ...]]:
    """The sheet, everybody's role, the own seat, and names.

    Raises:
        InvalidSheet, ValueError: what was kept is of another version of the program.
    """
    way = kept.read()
    entries = way.roster.entries
    roles, names = tuple(entry.role for entry in entries), tuple(entry.name for entry in entries)
    return decode_sheet(kept.settled or way.sheet), roles, way.seat, names
