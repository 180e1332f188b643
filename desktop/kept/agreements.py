"""The agreements kept on this computer: encrypted records that are only ever added, and files for whoever is shown one.

A record is named by the digest of its file and holds that file, so that one cannot pass for another; and when it
was kept by this computer's clock, for the times in an agreement are what its signers say. Whatever is read is checked
again: the digest, the form, and every signature that is there. See docs/decisions/0012-agreements-kept.md.

Leaves to others: what an agreement is (desktop.deals.agreement), encryption (desktop.store).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.deals import agreement, own_words
from desktop.deals.agreement import Agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.own_words import SignedWords
from desktop.kept.company import Companies, Company
from desktop.store import Kind, NewerFormat, Store, StoreDamaged, StoreError, save
from p2p.identity import verify

FOLDER, ENDING = "agreements", ".agreement"
DAY_S = 86_400
_TIME_BYTES = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """One agreement that is kept, checked when it was read.

    Attributes:
        id: of its record: the digest of the file, 64 hexadecimal characters.
        since: when it was kept, seconds since 1970.
    """

    id: str
    agreement: Agreement
    since: int


class Agreements:
    """All agreements kept in one store. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store) -> None:
        """Args: store: open."""
        self._store = store

    def keep(self, signed: Agreement, now: float) -> str | None:
        """Keep an agreement, for ever or for as many days as its sheet says; those whose days are over are forgotten.

        Args:
            now: seconds since 1970.

        Returns:
            Its id; None where its sheet says that outcomes are not kept.
        """
        self.all(now)
        if signed.record.sheet.keep_days == 0:
            return None
        record_id = agreement.file_digest(signed).hex()
        with self._store.transaction():
            if self._store.get(Kind.AGREEMENT, record_id) is None:
                content = int(now).to_bytes(_TIME_BYTES, "little") + agreement.encode(signed)
                self._store.put(Kind.AGREEMENT, record_id, content)
        return record_id

    def all(self, now: float) -> list[Kept]:
        """Those that can be read and hold, the newest first; those whose days are over are forgotten.

        Args:
            now: seconds since 1970.
        """
        found = list(self._readable())
        for one in found:
            if _over(one, now):
                self.forget(one.id)
        still = (one for one in found if not _over(one, now))
        return sorted(still, key=lambda one: (-one.since, one.id))

    def get(self, record_id: str) -> Kept | None:
        """One of them; None when it is not there.

        Raises:
            InvalidAgreement: what is there is not the agreement of that id, or a signature in it does not hold.
        """
        record = self._store.get(Kind.AGREEMENT, record_id)
        if record is None:
            return None
        signed = agreement.decode(record.content[_TIME_BYTES:])
        if agreement.file_digest(signed).hex() != record_id:
            raise InvalidAgreement("another agreement than was kept here")
        agreement.verify_present(signed, verify)
        return Kept(record_id, signed, int.from_bytes(record.content[:_TIME_BYTES], "little"))

    def forget(self, record_id: str) -> None:
        """Forget one, what was written down about it, with whom, and the own answers beside it; others keep theirs."""
        self._store.forget(Kind.PERSON, record_id)
        self._store.forget(Kind.ANSWERS, record_id)
        self._store.forget(Kind.OUTCOME, record_id)
        self._store.forget(Kind.AGREEMENT, record_id)

    def keep_words(self, record_id: str, signed: Agreement, words: SignedWords) -> None:
        """Keep what was written down about an agreement that is kept; it takes the place of what was there."""
        self._store.put(Kind.OUTCOME, record_id, own_words.encode(words, signed.record))

    def words_of(self, kept: Kept) -> SignedWords | None:
        """What was written down about an agreement, every signature checked; None for nothing.

        Raises:
            InvalidAgreement: what is there is about something else, or a signature does not hold.
        """
        record = self._store.get(Kind.OUTCOME, kept.id)
        return None if record is None else own_words.decode(record.content, kept.agreement, verify)

    def _readable(self) -> Iterator[Kept]:
        for record_id in self._store.ids(Kind.AGREEMENT):
            try:
                found = self.get(record_id)
            except (InvalidAgreement, StoreDamaged, NewerFormat):
                continue
            if found is not None:
                yield found


def _over(kept: Kept, now: float) -> bool:
    days = kept.agreement.record.sheet.keep_days
    return days is not None and now > kept.since + days * DAY_S


def write_file(signed: Agreement, folder: Path, now: float) -> Path | None:
    """Write the file that anybody can check, 0600, into the folder of agreements.

    Args:
        folder: of this person's data.
        now: seconds since 1970.

    Returns:
        Where it is: named by the day and the sheet, never replacing another; None where the sheet says that the outcome
        is not kept.

    Raises:
        StoreFull, StoreNotWritable, StoreUnreadable: it cannot be written.
    """
    sheet = signed.record.sheet
    if sheet.keep_days == 0:
        return None
    data, digest = agreement.encode(signed), agreement.file_digest(signed).hex()
    day = time.strftime("%Y-%m-%d", time.gmtime(now))
    path = folder / FOLDER / f"{day}-{sheet.id}-{digest[:12]}{ENDING}"
    save(path, data)  # under a name that its content gives it: what is there already is the same
    return path


def keep_and_write(
    store: Store, signed: Agreement, now: float, folder: Path | None, company: Company
) -> tuple[str | None, Path | None]:
    """Keep an agreement and with whom it was made, and write its file where there is a folder for it.

    Returns:
        The id of the record and the file; None twice where the sheet says not to keep it.
    """
    kept = Agreements(store).keep(signed, now)
    if kept is not None:
        with suppress(StoreError):  # the agreement is what counts
            Companies(store).keep(kept, company)
    return kept, None if folder is None else write_file(signed, folder, now)
