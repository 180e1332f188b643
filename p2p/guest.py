"""What host and guest say to each other behind an open door, until the guest has the invite: one byte, then the rest.

    words:    host TURN, guest SHARE, host SHARE, guest TAG, host INVITE          (p2p.spoken)
    no words: host COMMIT, guest COMMIT, REVEAL both ways, VERDICT both ways, host INVITE      (p2p.check_words)
    CLOSED by the host at any time, with a reason; WRONG by the guest in place of TAG.

Leaves to others: whose turn it is, what the rest must be.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn

from crypto.errors import MalformedMessage
from p2p.channel import Channel
from p2p.errors import Declined, InviteExpired, WordsBurned
from p2p.tasks import within
from p2p.wire import RecordType

ANSWER_S = 10.0
"""For what the other program does without asking anybody."""
MAX_INVITE_LINE = 1024


class Word(IntEnum):
    """What is said; the first byte of a record."""

    TURN = 1
    SHARE = 2
    TAG = 3
    WRONG = 4
    COMMIT = 5
    REVEAL = 6
    VERDICT = 7
    INVITE = 8
    CLOSED = 9


class Closed(IntEnum):
    """Why the host does not go on."""

    BURNED = 1
    EXPIRED = 2
    BUSY = 3


def say(channel: Channel, word: Word, rest: bytes = b"") -> None:
    """Say something."""
    channel.send(RecordType.GUEST, bytes([word]) + rest)


async def hear(channel: Channel, *words: Word, seconds: float = ANSWER_S) -> tuple[Word, bytes]:
    """The next thing the other side says.

    Args:
        channel: to it.
        words: what may come; a host may say CLOSED besides.
        seconds: how long to wait.

    Returns:
        What it is, and the untrusted rest.

    Raises:
        MalformedMessage: something else.
        WordsBurned, InviteExpired, Declined: the host has closed, and said why.
        TimedOut, and what Channel.receive raises.
    """
    record = await within(seconds, channel.receive())
    if record.type is not RecordType.GUEST or not record.body:
        raise MalformedMessage("not a word at an open door")
    if record.body[0] == Word.CLOSED and Word.CLOSED in words:
        _explain(record.body[1:])
    for word in words:
        if record.body[0] == word:
            return word, record.body[1:]
    raise MalformedMessage("a word out of turn at an open door")


def _explain(untrusted: bytes) -> NoReturn:
    reasons = {
        bytes([Closed.BURNED]): WordsBurned("the host takes no more tries"),
        bytes([Closed.EXPIRED]): InviteExpired("the host takes it no longer"),
        bytes([Closed.BUSY]): Declined("the host talks to somebody else, or does not want to"),
    }
    raise reasons.get(untrusted) or MalformedMessage("closed for no known reason")


def exactly(untrusted: bytes, n_bytes: int) -> bytes:
    """These bytes, if they are as many.

    Raises:
        MalformedMessage: they are not.
    """
    if len(untrusted) != n_bytes:
        raise MalformedMessage("a word of another length")
    return untrusted


def give_invite(channel: Channel, line: str) -> None:
    """Host: here is the invite. Only after it was found out who is there."""
    say(channel, Word.INVITE, line.encode("ascii"))


async def take_invite(channel: Channel, seconds: float = ANSWER_S) -> str:
    """Guest: the line of the invite.

    Raises:
        MalformedMessage: no text of a reasonable length. And as hear.
    """
    _, untrusted = await hear(channel, Word.INVITE, Word.CLOSED, seconds=seconds)
    if not 1 <= len(untrusted) <= MAX_INVITE_LINE or not untrusted.isascii():
        raise MalformedMessage("not the line of an invite")
    return untrusted.decode("ascii")
