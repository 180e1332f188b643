"""Improving an agreement: its bundles again, the agreed package being the weakest that anybody accepts.

    sheet = sheet_to_improve(record, run)       # what everybody accepts, compares and signs, like any other sheet

A package is shown that scores at least as much as the agreed one for everyone and more for someone, chosen by
meet_in_ranking; else nothing, which means that there is nothing better. The rule lies in kinds/bundle.py: an item with
`agreed` takes that package for everybody's weakest, whatever is entered there. A blank still accepts nothing.

Source: Raiffa, "Post-settlement settlements", Negotiation Journal 1 (1985).
Which agreement it is about is part of the sheet, and so of its digest, of what everybody accepts and signs, and of the
record that comes of it (docs/decisions/0010-improve.md). It has an id of its own, derived from that of the sheet, so
that these runs are counted by themselves, with the limits of the sheet.

Leaves to others: whether the agreement holds and between whom it was made (desktop.kept.improving).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from desktop.deals.agreement import Record, message_to_sign
from desktop.deals.errors import InvalidAgreement
from desktop.deals.items import AnyItem, BundleItem
from desktop.deals.outcome import ItemOutcome
from desktop.deals.records import After, Improve, RunLimits, Sheet
from desktop.deals.sheet import digest
from desktop.language import tr

MAX_ID = 64
SUFFIX = "-improve"
_HASH = 8
_LABEL = b"CG improve v1"


def sheet_to_improve(record: Record, run: bytes) -> Sheet:
    """The sheet of a run to improve an agreement.

    Args:
        record: of the agreement, checked.
        run: 32 bytes that name the run in which it was made.

    Raises:
        InvalidAgreement: no package was agreed in it.
    """
    before = record.sheet
    items = tuple(
        _with_agreed(item, record.outcome.items[item.id])
        for item in before.items
        if isinstance(item, BundleItem) and isinstance(record.outcome.items[item.id].value, Mapping)
    )
    if not items:
        raise InvalidAgreement(tr("no package was agreed in it, so there is none to improve"))
    made_with = digest(before)
    old = before.improve
    kept = {item.id for item in items}
    return replace(
        before,
        id=before.id if old is not None else improve_id(before.id),
        items=items,
        all_or_nothing=False,
        dealbreakers=None,
        run=limits_to_improve(before.run),
        terms=(),
        prepare=(),
        after=After(),
        improve=Improve(
            sheet_id=before.id if old is None else old.sheet_id,
            sheet=made_with if old is None else old.sheet,
            made_with=made_with,
            run=run,
            record=hashlib.blake2b(message_to_sign(record, 0), digest_size=32, person=_LABEL).digest(),
            roles=tuple(seat.role for seat in record.roster),
            left_out=(*(() if old is None else old.left_out), *(i.id for i in before.items if i.id not in kept)),
        ),
    )


def improve_id(sheet_id: str) -> str:
    """The id under which runs to improve agreements of a sheet are counted."""
    if len(sheet_id) + len(SUFFIX) <= MAX_ID:
        return sheet_id + SUFFIX
    digits = hashlib.blake2b(sheet_id.encode(), digest_size=_HASH // 2).hexdigest()
    return f"{sheet_id[: MAX_ID - len(SUFFIX) - _HASH - 1]}-{digits}{SUFFIX}"


def limits_to_improve(run: RunLimits) -> RunLimits:
    """As often as the sheet itself. Nothing is to be added to: what was agreed is everybody's limit."""
    return replace(run, rerun="free" if run.rerun == "only_add" else run.rerun)


def _with_agreed(item: AnyItem, shown: ItemOutcome) -> BundleItem:
    if not isinstance(item, BundleItem) or not isinstance(shown.value, Mapping):
        raise InvalidAgreement(tr("not a package"))
    chosen = shown.value
    try:
        agreed = tuple(issue.options.index(chosen[issue.id]) for issue in item.issues)
    except (KeyError, ValueError) as error:
        raise InvalidAgreement(tr("a package that its sheet does not have")) from error
    if len(chosen) != len(item.issues):
        raise InvalidAgreement(tr("a package that its sheet does not have"))
    return replace(item, rule="meet_in_ranking", only_if="", cover=False, agreed=agreed)
