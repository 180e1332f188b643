"""The invite: one line of printable ASCII that lets exactly the invited people find and open the door.

CG1-, then base32 (RFC 4648, either case) of: length of all this (1), parties (1), expiry in seconds since 1970 (5),
port (2), number of addresses (1), each as family (1: 4 or 6) and bytes, secret (32), checksum (5), zeros to a multiple
of 5. The length tells text that was cut off from text that was changed. It is found inside any longer text, however
that is wrapped.

Leaves to others: whether it was used (p2p.meeting), the keys made from the secret (p2p.handshake).
"""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from crypto.errors import MisuseError
from p2p.errors import InviteDamaged, InviteError, InviteIncomplete, InviteNewer, NotAnInvite
from p2p.identity import labelled_hash
from p2p.secret import Secret

FORMAT = 1
SECRET_BYTES = 32
LIFETIME_S = 15 * 60
MAX_PARTIES = 16
MAX_ADDRESSES = 8
MAX_TEXT = 65_536

_CHECKSUM_BYTES = 5
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567")
_SKIPPED = frozenset("->|\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""What mail and chat programs put into long lines: hyphens, quote marks, invisible break hints. And white space."""
_START = re.compile(r"(?<![A-Za-z0-9])CG([0-9]{1,4})-", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Invite:
    """What an invite says.

    Attributes:
        secret: 32 random bytes that only the invited hold.
        parties: how many people in all, the host included.
        expires: seconds since 1970 from when on it is no longer valid.
        addresses: IP addresses of the host, most promising first, in their usual spelling.
        port: TCP port there.
    """

    secret: Secret[bytes]
    parties: int
    expires: int
    addresses: tuple[str, ...]
    port: int

    def __post_init__(self) -> None:
        """Refuse what has no encoding."""
        fits = (
            len(self.secret.reveal()) == SECRET_BYTES
            and 2 <= self.parties <= MAX_PARTIES
            and 0 <= self.expires < 2**40
            and 1 <= len(self.addresses) <= MAX_ADDRESSES
            and 1 <= self.port <= 65_535
        )
        if not fits:
            raise MisuseError("no such invite")


def encode_invite(invite: Invite) -> str:
    """The line of an invite."""
    addresses = b"".join(_pack_address(address) for address in invite.addresses)
    body = (
        bytes([invite.parties])
        + invite.expires.to_bytes(5, "big")
        + invite.port.to_bytes(2, "big")
        + bytes([len(invite.addresses)])
        + addresses
        + invite.secret.reveal()
    )
    body = bytes([1 + len(body) + _CHECKSUM_BYTES]) + body
    body += _checksum(body)
    return f"CG{FORMAT}-" + base64.b32encode(body.ljust(-(-len(body) // 5) * 5, b"\0")).decode("ascii")


def parse_invite(text: str) -> Invite:
    """Find and read the invite in a text.

    Args:
        text: what somebody pasted: the line, wrapped or quoted, or a longer text with the line in it.

    Returns:
        The first complete invite.

    Raises:
        NotAnInvite: there is none.
        InviteIncomplete: the end is missing.
        InviteDamaged: the checksum does not fit.
        InviteNewer: only one of a newer format.
    """
    problem: InviteError = NotAnInvite("no invite in this text")
    for start in _START.finditer(text[:MAX_TEXT]):
        version = int(start.group(1))
        if version > FORMAT:
            problem = InviteNewer(f"invite format {version}", version=version)
        if version == FORMAT:
            try:
                return _read(text[start.end() : MAX_TEXT])
            except InviteIncomplete as error:
                problem = error
    raise problem


def _letters(text: str) -> Iterator[str]:
    for character in text:
        if character in _ALPHABET:
            yield character
        elif character not in _SKIPPED and not character.isspace():
            return


def _read(text: str) -> Invite:
    letters = "".join(_letters(text)).upper()
    if len(letters) < 8:
        raise InviteIncomplete("cut off at the beginning")
    length = base64.b32decode(letters[:8])[0]
    n_letters = -(-length // 5) * 8
    if len(letters) < n_letters:
        raise InviteIncomplete(f"{len(letters)} letters where {n_letters} belong")
    raw = base64.b32decode(letters[:n_letters])
    body, checksum, rest = raw[: length - _CHECKSUM_BYTES], raw[length - _CHECKSUM_BYTES : length], raw[length:]
    if length <= _CHECKSUM_BYTES or checksum != _checksum(body) or any(rest):
        raise InviteDamaged("the checksum does not fit")
    try:
        invite = _unpack(body[1:])
    except (MisuseError, ValueError, IndexError) as error:
        raise InviteDamaged("the checksum fits, the content does not") from error
    if encode_invite(invite) != f"CG{FORMAT}-{letters[:n_letters]}":
        raise InviteDamaged("not as an invite is written")
    return invite


def _unpack(body: bytes) -> Invite:
    n_addresses = body[8]
    addresses = []
    at = 9
    for _ in range(n_addresses):
        size = {4: 4, 6: 16}.get(body[at], 0)
        addresses.append(str(ipaddress.ip_address(body[at + 1 : at + 1 + size])))
        at += 1 + size
    return Invite(
        secret=Secret(body[at:]),
        parties=body[0],
        expires=int.from_bytes(body[1:6], "big"),
        addresses=tuple(addresses),
        port=int.from_bytes(body[6:8], "big"),
    )


def _pack_address(address: str) -> bytes:
    parsed = ipaddress.ip_address(address)
    return bytes([parsed.version]) + parsed.packed


def _checksum(body: bytes) -> bytes:
    return labelled_hash("invite checksum", body)[:_CHECKSUM_BYTES]
