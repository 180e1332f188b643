"""Showing that somebody sealed what cannot be opened, or not what was said in the run: to anybody, afterwards.

The owner of a file signs its header and the hash of its ciphertext. The run opens the key, and only one that fits the
header's tau. So announcement, ciphertext and key convince anybody of two faults, and nobody can make them up about an
honest owner:

    KEY      the header commits to another key by k_com than by tau
    SEAL     the ciphertext does not decrypt under that key

A third one needs the agreement as well, signed by the owner, and can only be shown where each of the owner's statements
of that item opened, for nothing in public says which statement a file belongs to:

    CONTENT  it decrypts, and none of the hashes that opened there is that of the content

A content that is rubbish and has the hash that was said is a matter of trust, as everything that people enter.

Leaves to others: when to keep a note (attachments.run), what people read (desktop.strings.outcome, desktop.cli).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerError
from crypto.sealing import (
    CHUNK_BYTES,
    KEY_BYTES,
    SMALLEST_BYTES,
    TAG_BYTES,
    SealedHeader,
    commits_to,
    padded,
    sealed_digest,
    tau_of,
    unseal,
)
from desktop.attachments.own import ANNOUNCEMENT_BYTES, Announcement, message_to_sign
from desktop.attachments.received import chunks_in
from desktop.deals.agreement import Agreement, CheckSignature
from desktop.deals.items import DiscloseItem
from desktop.deals.kinds.statements import statements
from desktop.deals.reading import encode_json, read_json
from desktop.deals.sheet import digest
from desktop.store.files import disk_errors_of, move, private_folder, save

FORMAT = "common-ground sealed file fault 1"
MAX_BYTES = 4096
NOTE, SEALED = ".fault", ".sealed"
DIGEST_BYTES = 32


class NothingShown(ValueError):
    """This shows nothing about anybody."""


class Fault(StrEnum):
    """What the owner of a file did wrong."""

    KEY = "key"
    SEAL = "seal"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A note about one sealed file; its ciphertext lies beside it.

    Attributes:
        announcement: of its owner, signed.
        roster_digest, sheet_digest: what the owner signed it for, 32 bytes each.
        key: that the run opened, KEY_BYTES bytes.
    """

    announcement: Announcement
    roster_digest: bytes
    sheet_digest: bytes
    key: bytes

    def to_bytes(self) -> bytes:
        """The note: canonical JSON."""
        return encode_json(
            {
                "format": FORMAT,
                "announcement": self.announcement.to_bytes().hex(),
                "meeting": self.roster_digest.hex(),
                "sheet": self.sheet_digest.hex(),
                "key": self.key.hex(),
            }
        )

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> Evidence:
        """Read what to_bytes wrote; nothing is checked but its form.

        Raises:
            NothingShown: it is no such note.
        """
        try:
            fields = read_json(untrusted, MAX_BYTES)
            announcement = Announcement.from_bytes(_hex(fields["announcement"], ANNOUNCEMENT_BYTES))
            digests = _hex(fields["meeting"], DIGEST_BYTES), _hex(fields["sheet"], DIGEST_BYTES)
            note = cls(announcement, *digests, _hex(fields["key"], KEY_BYTES))
        except (ValueError, KeyError, TypeError, AttributeError, MalformedMessage) as error:
            raise NothingShown("it is not a note about a sealed file") from error
        if note.to_bytes() != untrusted:
            raise NothingShown("it is not a note about a sealed file")
        return note


def keep(evidence: Evidence, ciphertext: Path, folder: Path, name: str) -> Path:
    """Keep a note, and the ciphertext beside it.

    Args:
        ciphertext: where it is; it is moved.
        folder, name: where the note goes, and what the file was called.

    Returns:
        The note.

    Raises:
        StoreError: the disk reports a fault.
    """
    private_folder(folder)
    number = 1
    while True:
        stem = name if number == 1 else f"{name} ({number})"
        note, sealed = folder / f"{stem}{NOTE}", folder / f"{stem}{SEALED}"
        with disk_errors_of(folder):
            if not note.exists() and not sealed.exists():
                break
        number += 1
    move(ciphertext, sealed)
    save(note, evidence.to_bytes())
    return note


def find_fault(
    evidence: Evidence, ciphertext: Iterable[bytes], check: CheckSignature, agreement: Agreement | None = None
) -> Fault:
    """What the owner of the file did wrong.

    Args:
        ciphertext: in pieces of CHUNK_BYTES + TAG_BYTES.
        check: of a single signature, p2p.identity.verify.
        agreement: of that meeting, checked; needed for CONTENT only.

    Raises:
        NothingShown: nothing is shown by this: it was not signed, belongs to something else, or is as it should be.
    """
    announcement, header = evidence.announcement, evidence.announcement.header
    message = message_to_sign(header, announcement.ciphertext, evidence.sheet_digest, evidence.roster_digest)
    try:
        check(header.owner, announcement.signature, message)
    except PeerError as error:
        raise NothingShown("its owner has not signed this") from error
    if tau_of(evidence.key) != header.tau:
        raise NothingShown("the key is not the one that a run would open")
    opened = _Opened(header)
    fault = _sealing_fault(evidence, iter(ciphertext), opened)
    return _content_fault(evidence, opened, agreement) if fault is None else fault


def _sealing_fault(evidence: Evidence, ciphertext: Iterator[bytes], opened: _Opened) -> Fault | None:
    """KEY or SEAL; what decrypts goes to `opened`."""
    header, found = evidence.announcement.header, sealed_digest()

    def noted() -> Iterator[bytes]:
        for number, piece in enumerate(ciphertext, 1):
            # Cut elsewhere, what an honest owner has sealed would not decrypt either.
            if number < header.n_chunks and len(piece) != CHUNK_BYTES + TAG_BYTES:
                raise MisuseError("a ciphertext that is cut in other places")
            found.update(piece)
            yield piece

    fault = None if commits_to(header, evidence.key) else Fault.KEY
    if fault is None:
        try:
            for content in unseal(evidence.key, header, noted()):
                opened.add(content)
        except CheatingDetected:
            fault = Fault.SEAL
    for piece in ciphertext:
        found.update(piece)  # what comes after a fault counts for the hash, too
    if found.digest() != evidence.announcement.ciphertext:
        raise NothingShown("the sealed file is not the one that was announced")
    return fault


def seat_of_owner(evidence: Evidence, agreement: Agreement) -> int:
    """The seat, from 0, of whoever sealed the file.

    Raises:
        NothingShown: the agreement is of another comparison, or its owner has not signed it.
    """
    record, owner = agreement.record, evidence.announcement.header.owner
    seats = [number for number, seat in enumerate(record.roster) if seat.key == owner]
    if digest(record.sheet) != evidence.sheet_digest or not seats or agreement.signatures[seats[0]] is None:
        raise NothingShown("nobody who signed this agreement sealed that file")
    return seats[0]


def _content_fault(evidence: Evidence, opened: _Opened, agreement: Agreement | None) -> Fault:
    """CONTENT, where the agreement shows it."""
    if agreement is None:
        raise NothingShown("it opens; whether it is what was said only the agreement of that comparison can tell")
    seat, record, header = seat_of_owner(evidence, agreement), agreement.record, evidence.announcement.header
    item = record.sheet.items[header.place] if header.place < len(record.sheet.items) else None
    value = record.outcome.items[item.id].value if item is not None else None
    if not isinstance(item, DiscloseItem) or not isinstance(value, Mapping):
        raise NothingShown("nothing of that item was opened")
    every = statements(item, [one.role for one in record.roster])
    if not all(every.name(number) in value for number in every.of(seat)):
        raise NothingShown("not every statement of its owner was opened, so it cannot be told which one it belongs to")
    said = {str(part.get("blake2b")) for part in value.values() if isinstance(part, Mapping)}
    if any(one.hex() in said for one in opened.possible()):
        raise NothingShown("it is what was said")
    return Fault.CONTENT


class _Opened:
    """A padded content as it comes: what its hash can be, for every size that it can have had."""

    def __init__(self, header: SealedHeader) -> None:
        self._size = header.padded_size
        self._least = _least_size(header.padded_size)
        self._hash = sealed_digest()
        self._zeros = 0

    def add(self, piece: bytes) -> None:
        """The next piece; zeros at its end may be padding."""
        kept = piece.rstrip(b"\0")
        if kept:
            self._flush()
            self._hash.update(kept)
        self._zeros += len(piece) - len(kept)

    def _flush(self) -> None:
        while self._zeros:
            n = min(self._zeros, 1 << 16)
            self._hash.update(bytes(n))
            self._zeros -= n

    def possible(self) -> Iterator[bytes]:
        """The hashes of all contents that pad to this."""
        shortest = max(self._size - self._zeros, self._least)
        self._zeros = shortest - (self._size - self._zeros)
        self._flush()
        yield self._hash.digest()
        for _ in range(shortest, self._size):
            self._hash.update(b"\0")
            yield self._hash.digest()


def _least_size(padded_size: int) -> int:
    """The smallest content that is padded to this size."""
    if padded_size <= SMALLEST_BYTES:
        return 0
    low, high = 0, padded_size
    while low < high:  # padded never falls as sizes grow
        middle = (low + high) // 2
        low, high = (low, middle) if padded(middle) >= padded_size else (middle + 1, high)
    return low


def ciphertext_of(note: Path) -> Iterator[bytes]:
    """The ciphertext beside a note, in pieces.

    Raises:
        NothingShown: it is not there. StoreError: it cannot be read.
    """
    path = note.with_name(note.name.removesuffix(NOTE) + SEALED)
    with disk_errors_of(path.parent):
        if not path.is_file():
            raise NothingShown("the sealed file is not beside the note")
        yield from chunks_in(path)


def _hex(text: object, size: int) -> bytes:
    value = bytes.fromhex(text) if isinstance(text, str) else b""
    if len(value) != size:
        raise NothingShown("it is not a note about a sealed file")
    return value
