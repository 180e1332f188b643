"""What people say to each other about the sheet before anybody answers: the messages, and which notes can be shown.

Leaves to others: whose turn it is (p2p.lobby), what follows from what was said (p2p.review).
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from crypto.params import MAX_PARTIES

MAX_SHEET = 1024 * 1024
MAX_NOTE = 500
MAX_VERSION = 100

Digest = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class Begin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="begin"):
    """Everybody to everybody: the sheet as I hold it, before anybody answers.

    settled: everybody has agreed to it, an earlier channel said so. closing: the one that I last wanted to close with,
    if I have not heard whether all did. fine: I have nothing to add to it.
    """

    sheet: Digest
    settled: bool
    closing: Annotated[tuple[Digest, ...], msgspec.Meta(max_length=1)]
    fine: bool


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="note"):
    """Everybody to everybody: a few words about the sheet."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NOTE)]


class Proposal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="proposal"):
    """Everybody to everybody: this would be a better sheet, and I am fine with it alone. number: of this version."""

    number: Annotated[int, msgspec.Meta(ge=2, le=MAX_VERSION)]
    sheet: Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_SHEET)]


class Stance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="stance"):
    """Everybody to everybody: the versions I am fine with, and those I refuse, ascending. The last one said counts."""

    fine: Annotated[tuple[Digest, ...], msgspec.Meta(max_length=MAX_VERSION)]
    refused: Annotated[tuple[Digest, ...], msgspec.Meta(max_length=MAX_VERSION)]


class Close(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="close"):
    """Everybody to everybody: everybody is fine with this version. counts: words heard by seat; said: names them."""

    sheet: Digest
    counts: Annotated[tuple[Annotated[int, msgspec.Meta(ge=0, lt=1 << 16)], ...], msgspec.Meta(max_length=MAX_PARTIES)]
    said: Digest


AboutSheet: TypeAlias = Begin | Note | Proposal | Stance | Close


def is_note(text: str) -> bool:
    """Whether this can be shown as a note as it is: one line, nothing invisible, 1 to MAX_NOTE characters."""
    return 0 < len(text) <= MAX_NOTE and text.isprintable() and text == text.strip()
