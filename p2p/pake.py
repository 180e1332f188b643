"""Finding out over an encrypted channel that both sides know the same words, without showing them to anybody else.

Source: Abdalla, Haase and Hesse, CPace, a balanced composable PAKE (draft-irtf-cfrg-cpace, revision 21), suite
CPACE-X25519-SHA512 in initiator-responder mode with explicit key confirmation; the library `cpace`.

`begin` and `finish` are all that the rest of the program knows of it, so that another balanced PAKE can take its place.
Whoever takes part without knowing the words gets one guess, checked against one tag, and learns nothing else.

Leaves to others: how many guesses there are, and when (p2p.spoken).
"""

from __future__ import annotations

from dataclasses import dataclass

from cpace import CPace, CPaceError, CPaceRole

from crypto.errors import CheatingDetected
from p2p.handshake import Side
from p2p.secret import Secret

SHARE_BYTES = 32
TAG_BYTES = 64
_ROLES = {Side.INITIATOR: CPaceRole.INITIATOR, Side.RESPONDER: CPaceRole.RESPONDER}


@dataclass(slots=True, repr=False)
class Begun:
    """One side after its first message, which is uniform and says nothing about the words.

    Attributes:
        share: to send, SHARE_BYTES bytes.
    """

    share: bytes
    _run: CPace


@dataclass(slots=True, repr=False)
class Finished:
    """One side that has heard the other one.

    Attributes:
        tag: to send, TAG_BYTES bytes; it shows that this side knows the words, to whoever knows them too.
    """

    tag: bytes
    _run: CPace

    def matches(self, untrusted_tag: bytes) -> bool:
        """Whether the other side knows the same words and means this very conversation."""
        return self._run.verify(untrusted_tag)


def begin(side: Side, password: Secret[bytes], session: bytes, own: bytes) -> Begun:
    """The first message.

    Args:
        side: the own one.
        password: what both should know.
        session: names this attempt on this channel; never the same twice.
        own: what this side is, bound into the tags; must differ from the other side's.
    """
    run = CPace.start(role=_ROLES[side], prs=password.reveal(), sid=session, ad=own)
    return Begun(run.public_share, run)


def finish(begun: Begun, untrusted_share: bytes, other: bytes) -> Finished:
    """After the other side's first message; once only.

    Args:
        begun: the own side.
        untrusted_share: what came.
        other: what the other side is.

    Raises:
        CheatingDetected: the share is no honest one.
    """
    try:
        begun._run.derive(untrusted_share, other)
        return Finished(begun._run.tag(), begun._run)
    except CPaceError:
        raise CheatingDetected("a share that nobody sends honestly") from None
