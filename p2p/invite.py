"""The invite: one line of printable ASCII that lets exactly the invited people find and open the door.

CG1-, then (p2p.lines) parties (1), expiry in seconds since 1970 (5), port (2), number of addresses (1), each as family
(1: 4 or 6) and bytes, secret (32). As a link it follows common-ground:, as a code to scan it is the line itself.

Leaves to others: whether it was used (p2p.host), the keys made from the secret (p2p.handshake).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

import segno

from crypto import params
from crypto.errors import MisuseError
from p2p.errors import InviteDamaged, InviteError, InviteIncomplete, InviteNewer, NotAnInvite, ReplyNotInvite
from p2p.lines import FORMAT, encode_line, find_lines, read_line
from p2p.secret import Secret

SECRET_BYTES = 32
LIFETIME_S = 15 * 60
MAX_PARTIES = params.MAX_PARTIES
MAX_ADDRESSES = 8
PREFIX, REPLY_PREFIX = "CG", "CGR"
SCHEME = "common-ground"

_LABEL = "invite"
_LINK = re.compile(rf"{SCHEME}:(?://)?(CG[0-9]{{1,4}}-[A-Z2-7]{{8,2000}})/?", re.IGNORECASE | re.ASCII)


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
    return encode_line(PREFIX, _LABEL, _pack(invite))


def parse_invite(text: str) -> Invite:
    """Find and read the invite in a text.

    Args:
        text: what somebody pasted: the line, wrapped or quoted, a link, or a longer text with either in it.

    Returns:
        The first complete invite.

    Raises:
        NotAnInvite: there is none; ReplyNotInvite: but there is a reply to one.
        InviteIncomplete: the end is missing.
        InviteDamaged: the checksum does not fit.
        InviteNewer: only one of a newer format.
    """
    problem: InviteError = NotAnInvite("no invite in this text")
    for version, rest in find_lines(PREFIX, text):
        if version > FORMAT:
            problem = InviteNewer(f"invite format {version}", version=version)
        if version == FORMAT:
            try:
                return _unpack(read_line(_LABEL, rest))
            except InviteIncomplete as error:
                problem = error
    if isinstance(problem, NotAnInvite) and any(find_lines(REPLY_PREFIX, text)):
        problem = ReplyNotInvite("a reply in place of an invite")
    raise problem


def invite_link(line: str) -> str:
    """The same invite as a link, which opens the program with the invite filled in and does nothing else."""
    return f"{SCHEME}:{line}"


def read_link(untrusted_link: str) -> str:
    """The line in a link that another program has opened: nothing but scheme and line, of any format.

    Raises:
        NotAnInvite: it is something else.
    """
    found = _LINK.fullmatch(untrusted_link)
    if found is None:
        raise NotAnInvite("not a link of ours")
    return found[1].upper()


def invite_code(line: str) -> tuple[tuple[bool, ...], ...]:
    """The line as a QR code of level M.

    Returns:
        Rows of modules, True for a dark one, without the white margin of 4 modules that has to surround it.
    """
    matrix = segno.make(line, error="m", boost_error=False, micro=False).matrix
    return tuple(tuple(bool(module) for module in row) for row in matrix)


def pack_addresses(addresses: Iterable[str], port: int) -> bytes:
    """Port (2), number of addresses (1), and each as family (1) and bytes."""
    parsed = [ipaddress.ip_address(address) for address in addresses]
    return port.to_bytes(2, "big") + bytes([len(parsed)]) + b"".join(bytes([a.version]) + a.packed for a in parsed)


def unpack_addresses(content: bytes) -> tuple[tuple[str, ...], int, bytes]:
    """Addresses, port, and what follows them.

    Raises:
        ValueError, IndexError: these are none.
    """
    at = 3
    addresses = []
    for _ in range(content[2]):
        size = {4: 4, 6: 16}.get(content[at], 0)
        addresses.append(str(ipaddress.ip_address(content[at + 1 : at + 1 + size])))
        at += 1 + size
    return tuple(addresses), int.from_bytes(content[:2], "big"), content[at:]


def _pack(invite: Invite) -> bytes:
    head = bytes([invite.parties]) + invite.expires.to_bytes(5, "big")
    return head + pack_addresses(invite.addresses, invite.port) + invite.secret.reveal()


def _unpack(content: bytes) -> Invite:
    try:
        addresses, port, secret = unpack_addresses(content[6:])
        invite = Invite(Secret(secret), content[0], int.from_bytes(content[1:6], "big"), addresses, port)
    except (MisuseError, ValueError, IndexError) as error:
        raise InviteDamaged("the checksum fits, the content does not") from error
    if _pack(invite) != content:
        raise InviteDamaged("not as an invite is written")
    return invite
