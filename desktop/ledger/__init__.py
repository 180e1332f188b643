"""How often the same people ran the same sheet: a signed list on every computer; the highest count decides."""

from desktop.ledger.book import LedgerBook, Run, RunRefused
from desktop.ledger.entries import CLAIM_BYTES, Claim, Ledger, Lineage, lineage_of
from desktop.ledger.rules import Reason, Unfinished, Verdict, may_run, unfinished

__all__ = [
    "CLAIM_BYTES",
    "Claim",
    "Ledger",
    "LedgerBook",
    "Lineage",
    "Reason",
    "Run",
    "RunRefused",
    "Unfinished",
    "Verdict",
    "lineage_of",
    "may_run",
    "unfinished",
]
