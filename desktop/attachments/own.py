"""A person's own files: what they are, and sealing them with fresh keys for one meeting with these people.

Each file is read three times: when the answers are read (look_at), to announce it (seal_own), and to send it. It has to
be the same file each time; whoever changes it in between stops the run before anything is entered. In a further try of
the same meeting a file that has not changed keeps its key and its header, so that what has arrived counts. In the
repeat of a run that was stopped it has to be the same file, too, and keeps its key; the header is a fresh one of that
meeting, and with its id everything is fresh that is derived from the key.

Leaves to others: the format (crypto.sealing), sending (attachments.transfer).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from crypto.errors import MisuseError
from crypto.randomness import H
from crypto.rounds import Random
from crypto.sealing import (
    CHUNK_BYTES,
    HEADER_BYTES,
    KEY_BYTES,
    LARGEST_BYTES,
    SealedHeader,
    new_header,
    seal,
    sealed_digest,
)
from desktop.deals.answers import Answers, FileFacts, Offer, Offers
from desktop.deals.errors import FileUnreadable, InvalidAnswers, Problem
from desktop.deals.kinds.contents import OwnFile, safe_name
from desktop.deals.sheet import Sheet, digest

HASH_BYTES, SIGNATURE_BYTES = 32, 64
ANNOUNCEMENT_BYTES = HEADER_BYTES + HASH_BYTES + SIGNATURE_BYTES
SIGNATURE_LABEL = b"common ground sealed file\0"
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class Announcement:
    """What everybody gets to know about a sealed file before its ciphertext.

    Attributes:
        header: see crypto.sealing.
        ciphertext: hash of the whole ciphertext, 32 bytes.
        signature: of the owner over both, 64 bytes; see message_to_sign.
    """

    header: SealedHeader
    ciphertext: bytes
    signature: bytes

    def to_bytes(self) -> bytes:
        """ANNOUNCEMENT_BYTES bytes."""
        return self.header.to_bytes() + self.ciphertext + self.signature

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> Announcement:
        """Read what to_bytes wrote; the signature is not checked.

        Raises:
            MalformedMessage: see SealedHeader.from_bytes.
        """
        ciphertext, signature = untrusted[HEADER_BYTES:-SIGNATURE_BYTES], untrusted[-SIGNATURE_BYTES:]
        return cls(SealedHeader.from_bytes(untrusted[:HEADER_BYTES]), ciphertext, signature)


def message_to_sign(header: SealedHeader, ciphertext: bytes, sheet_digest: bytes, roster_digest: bytes) -> bytes:
    """What the owner of a file signs: this content, for these people and this sheet."""
    return SIGNATURE_LABEL + H("att-sig", (header.to_bytes(), ciphertext, roster_digest, sheet_digest))


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """One own sealed file. Private.

    Attributes:
        path: where the content is.
        size, content: of the content, and its hash, 32 bytes.
        key: KEY_BYTES bytes.
    """

    item_id: str
    statement_id: str
    path: Path
    size: int
    content: bytes
    key: bytes
    announcement: Announcement

    def ciphertext(self) -> Iterator[bytes]:
        """The ciphertext, chunk by chunk; the last one only if it is the one that was announced.

        Raises:
            FileUnreadable: the file has changed, or cannot be read any more.
        """
        found = sealed_digest()
        for chunk in _with_last(seal(self.key, self.announcement.header, _content(self.path, self.size))):
            found.update(chunk.data)
            if chunk.is_last and found.digest() != self.announcement.ciphertext:
                raise _changed(self.path)
            yield chunk.data


def look_at(answers: Answers, folder: Path | None = None) -> Answers:
    """Answers with name, size and hash of every file that is offered.

    Args:
        folder: what relative paths start from; the working directory if not given.

    Raises:
        InvalidAnswers: a file is missing, cannot be read, is no file or is too large.
    """
    problems: list[Problem] = []
    by_item = dict(answers.by_item)
    for item_id, answer in answers.by_item.items():
        if isinstance(answer, Offers):
            offers = {
                statement_id: _looked_at(offer, folder, f'item "{item_id}", statement "{statement_id}"', problems)
                for statement_id, offer in answer.by_statement.items()
            }
            by_item[item_id] = Offers(offers)
    if problems:
        raise InvalidAnswers(problems)
    return replace(answers, by_item=by_item)


def seal_own(
    sheet: Sheet,
    answers: Answers,
    owner: bytes,
    roster_digest: bytes,
    sign: Sign,
    random: Random,
    earlier: Mapping[tuple[str, str], Sealed] = MappingProxyType({}),
) -> tuple[Answers, tuple[Sealed, ...]]:
    """Seal every file that is offered, under fresh keys; those that were sealed for an earlier try of the same meeting,
    and have not changed, are only announced again.

    Args:
        answers: as look_at gave them; with numbers and keys in the repeat of a run.
        owner: one's own identity key, 32 bytes.
        roster_digest: of the people, 32 bytes.
        sign: signs with that key.
        earlier: item and statement -> what was sealed for these very people before, see attachments.held.

    Returns:
        The answers, with number and key of each file; and the files in the order in which they are announced: by item,
        and inside an item at random, so that the order tells nothing about the statements; after an earlier try, and in
        a repeat, as then.

    Raises:
        FileUnreadable: a file has changed since it was looked at, or cannot be read.
    """
    by_item = dict(answers.by_item)
    everything: list[Sealed] = []
    for place, item in enumerate(sheet.items):
        answer = answers.by_item.get(item.id)
        if not isinstance(answer, Offers):
            continue
        offers = dict(answer.by_statement)
        before = [statement_id for item_id, statement_id in earlier if item_id == item.id]
        names = sorted((name for name in offers if offers[name].file), key=lambda name: random(16))
        names.sort(key=lambda name: before.index(name) if name in before else len(before))
        names.sort(key=lambda name: _number_in_the_run_that_is_repeated(offers[name]))
        for number, name in enumerate(names):
            sealed = earlier.get((item.id, name))
            if sealed is None or not _is_still(sealed, offers[name], place, owner):
                sealed = _seal_one(offers[name], item.id, name, place, owner, random)
            unsigned = sealed.announcement
            signature = sign(message_to_sign(unsigned.header, unsigned.ciphertext, digest(sheet), roster_digest))
            everything.append(replace(sealed, announcement=replace(unsigned, signature=signature)))
            facts = offers[name].facts
            offers[name] = replace(offers[name], facts=facts and replace(facts, number=number, key=sealed.key))
        by_item[item.id] = Offers(offers)
    return replace(answers, by_item=by_item), tuple(everything)


def own_files(sealed: tuple[Sealed, ...]) -> Mapping[str, list[OwnFile]]:
    """What to enter about one's own files, by item, in the order in which they were announced."""
    found: dict[str, list[OwnFile]] = {}
    for one in sealed:
        found.setdefault(one.item_id, []).append(OwnFile(one.statement_id, one.key))
    return found


def _looked_at(offer: Offer, folder: Path | None, place: str, problems: list[Problem]) -> Offer:
    if not offer.file:
        return offer
    path = (folder or Path()) / offer.file
    found = sealed_digest()
    try:
        size = _size_of(path)
        for piece in _content(path, size):
            found.update(piece)
    except FileUnreadable as error:
        problems.append(Problem(place, f"the file cannot be read: {error.reason}"))
        return offer
    before, facts = offer.facts, FileFacts(safe_name(path.name), size, found.digest())
    if before is not None and before.key:
        if (before.size, before.blake2b) != (facts.size, facts.blake2b):
            problems.append(Problem(place, "the file is another one than in the comparison that is to be repeated"))
        facts = before
    return replace(offer, file=str(path.absolute()), facts=facts)


def _number_in_the_run_that_is_repeated(offer: Offer) -> int:
    return offer.facts.number if offer.facts is not None and offer.facts.key else 0


def _is_still(sealed: Sealed, offer: Offer, place: int, owner: bytes) -> bool:
    """Whether this is the same content, for the same item, of the same owner."""
    header, facts = sealed.announcement.header, offer.facts
    return (
        facts is not None
        and (facts.size, facts.blake2b) == (sealed.size, sealed.content)
        and Path(offer.file) == sealed.path
        and (header.place, header.owner) == (place, owner)
    )


def _seal_one(offer: Offer, item_id: str, name: str, place: int, owner: bytes, random: Random) -> Sealed:
    """A sealed file whose announcement is not signed yet."""
    path, facts = Path(offer.file), offer.facts
    if facts is None:
        raise MisuseError("a file that nobody looked at")
    key = facts.key or random(KEY_BYTES)
    header = new_header(key, place, facts.size, owner, random)
    content, ciphertext = sealed_digest(), sealed_digest()

    def reading() -> Iterator[bytes]:
        for piece in _content(path, facts.size):
            content.update(piece)
            yield piece

    for chunk in seal(key, header, reading()):
        ciphertext.update(chunk)
    if content.digest() != facts.blake2b:
        raise _changed(path)
    unsigned = Announcement(header, ciphertext.digest(), b"")
    return Sealed(item_id, name, path, facts.size, facts.blake2b, key, unsigned)


def _size_of(path: Path) -> int:
    """The size of a regular file that can be sealed."""
    try:
        mode, size = path.stat().st_mode, path.stat().st_size
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(mode):
        raise FileUnreadable(path.name, "it is a folder or a device")
    if size > LARGEST_BYTES:
        raise FileUnreadable(path.name, "it is too large")
    return size


def _content(path: Path, size: int) -> Iterator[bytes]:
    """Exactly `size` bytes in pieces.

    Raises:
        FileUnreadable: there are not so many, or more, or they cannot be read.
    """
    try:
        with path.open("rb") as file:
            left = size
            while left:
                piece = file.read(min(left, CHUNK_BYTES))
                if not piece:
                    raise _changed(path)
                left -= len(piece)
                yield piece
            if file.read(1):
                raise _changed(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _changed(path: Path) -> FileUnreadable:
    return FileUnreadable(path.name, "it was changed meanwhile")


def _unreadable(path: Path, error: OSError | ValueError) -> FileUnreadable:
    number = error.errno if isinstance(error, OSError) else None
    return FileUnreadable(path.name, os.strerror(number).lower() if number else "it is not a path")


@dataclass(frozen=True, slots=True)
class _Chunk:
    data: bytes
    is_last: bool


def _with_last(chunks: Iterator[bytes]) -> Iterator[_Chunk]:
    waiting = next(chunks)
    for chunk in chunks:
        yield _Chunk(waiting, False)
        waiting = chunk
    yield _Chunk(waiting, True)
