"""The guest's side of the open doors: from spoken words, or from words compared, to the invite.

What comes back is the line of an invite, so that all that follows is the same whatever brought people together.

Leaves to others: finding the host (p2p.discovery), the conversations (p2p.spoken, p2p.check_words), joining (p2p.join).
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from crypto.rounds import Random
from p2p.addresses import is_diallable
from p2p.callers import Callers
from p2p.channel import TcpChannel
from p2p.check_words import Confirm, Lists, compare_as_guest
from p2p.dial import dial
from p2p.greet import Myself, connect
from p2p.handshake import Mode, open_door
from p2p.identity import new_identity
from p2p.invite import MAX_ADDRESSES, encode_invite, parse_invite
from p2p.spoken import Code

DEFAULT_PORT = 24_708
"""Where a host waits that shows words, unless told otherwise or the port is taken: then an address is enough."""


async def say_words(
    addresses: Sequence[str],
    port: int,
    code: Code,
    *,
    version: str,
    random: Random = secrets.token_bytes,
    callers: Callers | None = None,
) -> str:
    """Say the words to whoever shows them.

    Args:
        addresses: IP addresses of the host, most promising first.
        port: the same at all of them.
        code: the words, and how often they may still be tried.
        version: of this program, printable ASCII.
        random: source of the identity for this conversation.
        callers: the host may begin, too.

    Returns:
        The line of the invite.

    Raises:
        WordsWrong, WordsBurned: as p2p.spoken.Code.try_at, and what that raises besides.
        ConnectionRefused, PeerUnreachable, NetworkKeepsApart, NoNetwork, VersionMismatch: the host was not reached.
        InviteError: what it gave is no invite.
    """
    return await _through(Mode.CODE, addresses, port, code.try_at, version, random, callers)


async def compare_words(
    addresses: Sequence[str],
    port: int,
    lists: Lists,
    confirm: Confirm,
    *,
    version: str,
    random: Random = secrets.token_bytes,
    callers: Callers | None = None,
) -> str:
    """Compare words with somebody nearby.

    Args:
        addresses, port: where.
        lists: the words of each language; the host says which.
        confirm: asks the person here whether the words are the same.
        version: of this program, printable ASCII.
        random: source of the identity and of the number for this conversation.
        callers: the host may begin, too.

    Returns:
        The line of the invite.

    Raises:
        CheckWordsDiffer, Declined: as p2p.check_words.compare_as_guest; the rest as say_words.
    """

    async def compare(channel: TcpChannel) -> str:
        return await compare_as_guest(channel, lists, confirm, random)

    return await _through(Mode.NEARBY, addresses, port, compare, version, random, callers)


async def _through(
    mode: Mode,
    addresses: Sequence[str],
    port: int,
    talk: Callable[[TcpChannel], Awaitable[str]],
    version: str,
    random: Random,
    callers: Callers | None,
) -> str:
    me = Myself(new_identity(random), version)
    door = open_door(mode)
    channel = await dial(addresses, port, lambda stream: connect(stream, door, me), callers=callers)
    try:
        reached = channel.addresses[1].partition("%")[0]
        line = await talk(channel)
    finally:
        await channel.close()
    return _reach_again(line, reached, port)


def _reach_again(line: str, reached: str, port: int) -> str:
    """The invite with the address that has just worked as its first one.

    Raises:
        InviteError: it is no invite.
    """
    invite = parse_invite(line)
    if not is_diallable(reached):
        return line
    if port != invite.port:  # a port that somebody forwards
        return encode_invite(replace(invite, addresses=(reached,), port=port))
    others = [address for address in invite.addresses if address != reached]
    return encode_invite(replace(invite, addresses=(reached, *others)[:MAX_ADDRESSES]))
