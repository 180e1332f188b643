"""The reply: one line with which somebody whom an invite did not lead to its host asks to be called back.

CGR1-, then (p2p.lines) port (2), number of addresses (1), each as family (1: 4 or 6) and bytes, nonce (16), mark (16).
The mark is keyed with the secret of the invite and covers all before it, so the host dials only what somebody wrote who
holds its invite. The door behind it takes the secret of the invite and the nonce: the reply alone opens nothing, and
one reply leads to one program.

Leaves to others: who waits and who calls (p2p.callback, p2p.host), the keys (p2p.handshake).
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from crypto.errors import MisuseError
from p2p.addresses import is_diallable
from p2p.errors import InviteDamaged, InviteError, InviteIncomplete, InviteNewer, NotAnInvite, ReplyNotForThis
from p2p.identity import labelled_hash
from p2p.invite import MAX_ADDRESSES, REPLY_PREFIX, pack_addresses, unpack_addresses
from p2p.lines import FORMAT, encode_line, find_lines, read_line
from p2p.secret import Secret

NONCE_BYTES = 16
MARK_BYTES = 16
_LABEL = "reply"


@dataclass(frozen=True, slots=True)
class Reply:
    """Where somebody waits to be called.

    Attributes:
        addresses: IP addresses, most promising first, in their usual spelling.
        port: TCP port there.
        nonce: names this reply, 16 random bytes.
    """

    addresses: tuple[str, ...]
    port: int
    nonce: bytes

    def __post_init__(self) -> None:
        """Refuse what has no encoding."""
        fits = (
            1 <= len(self.addresses) <= MAX_ADDRESSES
            and all(is_diallable(address) for address in self.addresses)
            and 1 <= self.port <= 65_535
            and len(self.nonce) == NONCE_BYTES
        )
        if not fits:
            raise MisuseError("no such reply")


def encode_reply(reply: Reply, secret: Secret[bytes]) -> str:
    """The line of a reply to the invite with this secret."""
    content = pack_addresses(reply.addresses, reply.port) + reply.nonce
    return encode_line(REPLY_PREFIX, _LABEL, content + _mark(content, secret))


def parse_reply(text: str, secret: Secret[bytes]) -> Reply:
    """Find and read the reply to an invite in a text.

    Args:
        text: what somebody pasted: the line, wrapped or quoted, or a longer text with the line in it.
        secret: of the invite that is shown here.

    Returns:
        The first reply to this invite.

    Raises:
        NotAnInvite: there is none; ReplyNotForThis: there is one to another invite.
        InviteIncomplete, InviteDamaged, InviteNewer: as for an invite.
    """
    problem: InviteError = NotAnInvite("no reply in this text")
    for version, rest in find_lines(REPLY_PREFIX, text):
        if version > FORMAT:
            problem = InviteNewer(f"reply format {version}", version=version)
        if version == FORMAT:
            try:
                return _unpack(read_line(_LABEL, rest), secret)
            except InviteIncomplete as error:
                problem = error
    raise problem


def _unpack(content: bytes, secret: Secret[bytes]) -> Reply:
    body, mark = content[:-MARK_BYTES], content[-MARK_BYTES:]
    if not hmac.compare_digest(mark, _mark(body, secret)):
        raise ReplyNotForThis("a reply to another invite")
    try:
        addresses, port, nonce = unpack_addresses(body)
        reply = Reply(addresses, port, nonce)
    except (MisuseError, ValueError, IndexError) as error:
        raise InviteDamaged("the mark fits, the content does not") from error
    if pack_addresses(reply.addresses, reply.port) + reply.nonce != body:
        raise InviteDamaged("not as a reply is written")
    return reply


def _mark(content: bytes, secret: Secret[bytes]) -> bytes:
    return labelled_hash("reply to", secret.reveal(), content)[:MARK_BYTES]
