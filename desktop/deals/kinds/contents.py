"""What a statement's content is in the circuit: 280 bytes that hold a text, or say which sealed file holds it.

A text is UTF-8, filled up with zeros. A file is named by FILE, the number of the owner's sealed file, the size and hash
of the content and its name; FILE is a byte that no text begins with. So nobody can tell before it opens whether a
statement holds a text, a file or nothing, and the run authenticates name, size and hash of what is opened.

Leaves to others: encrypting and transferring files (crypto.sealing, desktop.attachments), opening keys (disclose).
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass

from desktop.deals.answers import FileFacts, Offer
from desktop.deals.errors import InvalidAnswers, Problem
from desktop.deals.items import DiscloseItem

CONTENT_BYTES = 280
FILE = 0xFF
_FILE = struct.Struct("<BBQ32s")
MAX_NAME_BYTES = 200
_UNSAFE = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    )
)
NAMELESS = "file"


@dataclass(frozen=True, slots=True)
class SealedFile:
    """One sealed file of a run, as everybody knows it.

    Attributes:
        item_id: of the disclose item; which of its owner's statements it belongs to is private.
        seat: of the owner.
        tau: the public name of its key, see crypto.sealing.
    """

    item_id: str
    seat: int
    tau: bytes


@dataclass(frozen=True, slots=True, repr=False)
class OwnFile:
    """What a person enters about one of the own sealed files: which statement it belongs to, and the key. Private."""

    statement_id: str
    key: bytes


@dataclass(frozen=True, slots=True)
class FileContent:
    """A content that is in a file. number: among the owner's files of the item."""

    number: int
    name: str
    size: int
    blake2b: bytes

    def to_json(self) -> dict[str, object]:
        """The value of the statement."""
        return {"file": self.name, "size": self.size, "blake2b": self.blake2b.hex()}


@dataclass(frozen=True, slots=True, repr=False)
class OpenFile:
    """An open statement whose content is in a file, and the key to it.

    Attributes:
        statement: as results name it.
        seat: of the owner.
    """

    item_id: str
    statement: str
    seat: int
    file: FileContent
    key: bytes


def content_of(item: DiscloseItem, statement_id: str, offer: Offer) -> bytes:
    """The content of an offer: CONTENT_BYTES bytes.

    Raises:
        InvalidAnswers: the text is too long, or holds a character that padding cannot tell from its own; or nobody has
            looked at the file yet.
    """
    place = f'item "{item.id}", statement "{statement_id}"'
    if offer.file:
        if offer.facts is None:
            raise InvalidAnswers([Problem(place, "the file was not looked at")])
        return _file_content(offer.facts)
    content = (offer.text or "").encode()
    if len(content) > CONTENT_BYTES or b"\0" in content:
        raise InvalidAnswers(
            [Problem(place, f"a text is at most {CONTENT_BYTES} bytes of UTF-8, without null characters")]
        )
    return content.ljust(CONTENT_BYTES, b"\0")


def read_content(content: bytes) -> str | FileContent:
    """What CONTENT_BYTES opened bytes stand for; whatever its owner's program entered is made readable."""
    if content[0] != FILE:
        return content.rstrip(b"\0").decode(errors="replace")
    _, number, size, blake2b = _FILE.unpack_from(content)
    return FileContent(number, safe_name(content[_FILE.size :].rstrip(b"\0").decode(errors="replace")), size, blake2b)


def _file_content(facts: FileFacts) -> bytes:
    head = _FILE.pack(FILE, facts.number, facts.size, facts.blake2b)
    return (head + safe_name(facts.name).encode()).ljust(CONTENT_BYTES, b"\0")


def safe_name(name: str) -> str:
    """A file name that means no other place, no device and nothing hidden, on any system; at most MAX_NAME_BYTES.

    Args:
        name: anything; folders are cut off.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join("_" if character in _UNSAFE else character for character in last if character.isprintable())
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, dot, ending = kept, "", ""
    room = MAX_NAME_BYTES - len(f"{dot}{ending}".encode())
    stem = stem.encode()[:room].decode(errors="ignore").strip(". ")
    if not stem or stem.split(".")[0].strip().lower() in _RESERVED:
        stem = f"{NAMELESS}_{stem}" if stem else NAMELESS
        stem = stem.encode()[:room].decode(errors="ignore")
    return f"{stem}{dot}{ending}"
