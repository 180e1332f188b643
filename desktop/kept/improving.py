"""An agreement that people want to improve: whether the file holds, and whether these people made it.

    sheet = improvement_of(data, sheet)         # E54 unless it is a valid agreement of this sheet with a package
    require_theirs(sheet, ledger_of)            # E54 if this computer knows that these people did not make it

An agreement names its people by keys of one meeting, which nobody meets under again. But a computer that counted the
run in which it was made knows that run by a digest of its roster: that is how it knows who made it.

Leaves to others: what is compared (desktop.deals.improve), who is recognised (desktop.kept.acquaintance).
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.deals import agreement
from desktop.deals.agreement import Agreement, Record
from desktop.deals.errors import InvalidAgreement
from desktop.deals.improve import sheet_to_improve
from desktop.deals.sheet import Sheet, canonical, digest
from desktop.ledger import Ledger
from desktop.ledger.rules import uses
from p2p.identity import verify
from p2p.lobby import Entry, Roster, roster_digest

NOT_THEIRS = "it was made with other people than those who are here"


def improvement_of(data: bytes, sheet: Sheet | None = None) -> Sheet:
    """The sheet of a run to improve the agreement in a file.

    Args:
        data: the file, from anybody.
        sheet: what the agreement has to be of, itself or improved before; None for whatever it is of.

    Raises:
        InvalidAgreement: no agreement, not signed by all, of another sheet, or without a package.
    """
    read = agreement.decode(data)
    agreement.verify(read, verify)
    return improvement(read, sheet)


def improvement(agreed: Agreement, sheet: Sheet | None = None) -> Sheet:
    """The same for an agreement that holds."""
    record = agreed.record
    improved = sheet_to_improve(record, _run_of(record))
    if sheet is not None and improved.improve is not None and improved.improve.sheet != digest(sheet):
        raise InvalidAgreement("it is an agreement of another sheet")
    return improved


def _run_of(record: Record) -> bytes:
    """The name of the run in which it was made, as every computer counted it."""
    seats = tuple(Entry(seat.key, seat.role, (), 0) for seat in record.roster)
    return roster_digest(Roster(seats), canonical(record.sheet))


def require_theirs(sheet: Sheet, ledger_of: Callable[[str], Ledger]) -> None:
    """Refuse to improve an agreement that was made with other people, as far as this computer can know it.

    It knows if it counted a run of that sheet with these people, has all of what it counted, and not this run.

    Args:
        sheet: that all accepted; nothing happens unless it is to improve an agreement.
        ledger_of: sheet id -> one's own ledger of these people and sheets of this id.

    Raises:
        InvalidAgreement: other people made it.
    """
    facts = sheet.improve
    if facts is None:
        return
    ledger = ledger_of(facts.sheet_id if facts.made_with == facts.sheet else sheet.id)
    counted = uses(ledger)
    complete = bool(counted) and counted[-1].run == len(counted)
    theirs = any(one.run_id == facts.run and one.sheet_digest == facts.made_with for one in ledger.entries)
    if complete and not theirs:
        raise InvalidAgreement(NOT_THEIRS)
