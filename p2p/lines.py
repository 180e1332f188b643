"""Lines that people pass on: bytes as printable ASCII, found in any text, with what was cut off told from what changed.

PREFIX FORMAT - base32 (RFC 4648, either case) of: length of all this (1), content, checksum (5), zeros to a multiple
of 5. Found inside any longer text, however that is wrapped or quoted.

Leaves to others: what the content says (p2p.invite, p2p.reply).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from itertools import islice

from crypto.errors import MisuseError
from p2p.errors import InviteDamaged, InviteIncomplete
from p2p.identity import labelled_hash

FORMAT = 1
MAX_TEXT = 65_536
MAX_CONTENT = 255 - 6
_MAX_LINE = 8192
"""Characters in which a line must end, with everything that was put into it on the way."""

_CHECKSUM_BYTES = 5
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567")
_SKIPPED = frozenset("->|\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""What mail and chat programs put into long lines: hyphens, quote marks, invisible break hints. And white space."""


def encode_line(prefix: str, label: str, content: bytes) -> str:
    """The line of some content.

    Args:
        prefix: capital letters; what kind of line it is.
        label: of its checksum.
        content: at most MAX_CONTENT bytes.
    """
    if len(content) > MAX_CONTENT:
        raise MisuseError("too much for a line")
    body = bytes([1 + len(content) + _CHECKSUM_BYTES]) + content
    body += checksum(label, body)
    return f"{prefix}{FORMAT}-" + base64.b32encode(body.ljust(-(-len(body) // 5) * 5, b"\0")).decode("ascii")


def find_lines(prefix: str, text: str) -> Iterator[tuple[int, str]]:
    """Wherever a line of this kind may begin within MAX_TEXT characters: its format, and the text after its hyphen."""
    text = text[:MAX_TEXT]
    pattern = rf"(?<![A-Za-z0-9]){prefix}([0-9]{{1,4}})-"
    for start in re.finditer(pattern, text, re.IGNORECASE | re.ASCII):
        yield int(start.group(1)), text[start.end() : start.end() + _MAX_LINE]


def read_line(label: str, text: str) -> bytes:
    """The content of the line whose text begins here; what follows its end does not matter.

    Raises:
        InviteIncomplete: the end is missing.
        InviteDamaged: the checksum does not fit, or it is not as a line is written.
    """
    letters = "".join(_letters(text)).upper()
    if len(letters) < 8:
        raise InviteIncomplete("cut off at the beginning")
    length = base64.b32decode(letters[:8])[0]
    n_letters = -(-length // 5) * 8
    if len(letters) < n_letters:
        raise InviteIncomplete(f"{len(letters)} letters where {n_letters} belong")
    raw = base64.b32decode(letters[:n_letters])
    body, found, rest = raw[: length - _CHECKSUM_BYTES], raw[length - _CHECKSUM_BYTES : length], raw[length:]
    if length <= _CHECKSUM_BYTES or found != checksum(label, body) or any(rest):
        raise InviteDamaged("the checksum does not fit")
    return body[1:]


def is_cut_off(prefix: str, text: str) -> bool:
    """Whether there is a line of this kind of which the end is still missing, and none that is complete."""
    cut_off = False
    for version, rest in find_lines(prefix, text):
        n_letters = sum(1 for _ in _letters(rest))
        head = "".join(islice(_letters(rest), 8)).upper()
        length = base64.b32decode(head)[0] if len(head) == 8 else 255
        if n_letters >= -(-length // 5) * 8 or version != FORMAT:
            return False
        cut_off = True
    return cut_off


def checksum(label: str, body: bytes) -> bytes:
    """What shows that a line was changed by accident; anybody can make it."""
    return labelled_hash(f"{label} checksum", body)[:_CHECKSUM_BYTES]


def _letters(text: str) -> Iterator[str]:
    for character in text:
        if character in _ALPHABET:
            yield character
        elif character not in _SKIPPED and not character.isspace():
            return
