"""host and join --improve: what a person expects to be improved.

Leaves to others: what is compared then (desktop.deals.improve), whether an agreement holds (desktop.kept.improving).
"""

from __future__ import annotations

import hmac
import time

from desktop.cli.files import data_folder, read_bytes
from desktop.deals import agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.sheet import Sheet, digest
from desktop.kept.agreements import Agreements
from desktop.kept.improving import improvement, improvement_of
from desktop.paths import STORE_FOLDER
from desktop.store import open_or_create


def expected_improvement(file: str, sheet_digest: bytes | None) -> bytes:
    """The digest of a run to improve the agreement in a file, of this sheet where one is named.

    Raises:
        Told: not readable (E59). InvalidAgreement: not a valid agreement of that sheet with a package.
    """
    sheet = improvement_of(read_bytes(file, agreement.MAX_BYTES))
    facts, wanted = sheet.improve, digest(sheet)
    if sheet_digest is not None and facts is not None and sheet_digest not in (facts.sheet, wanted):
        raise InvalidAgreement("it is an agreement of another sheet")
    return wanted


def improves_own(sheet: Sheet, expected: bytes) -> bool:
    """Whether this is a run to improve the latest package that was agreed on the expected sheet on this computer.

    Whoever expects a sheet is taken along then, for what comes out is no worse than what this person has signed on it.

    Args:
        sheet: that the invite leads to.
        expected: 32 bytes, digest of the sheet that is expected.
    """
    if sheet.improve is None or not hmac.compare_digest(sheet.improve.sheet, expected):
        return False
    with open_or_create(data_folder() / STORE_FOLDER) as store:
        kept = Agreements(store).all(time.time())
    for one in kept:
        try:
            own = improvement(one.agreement)
        except InvalidAgreement:
            continue
        if one.agreement.complete and own.improve is not None and hmac.compare_digest(own.improve.sheet, expected):
            return hmac.compare_digest(digest(own), digest(sheet))
    return False
