"""A lobby conversation over a channel, and what its endings mean.

Leaves to others: the order of things (p2p.lobby), who talks to whom (p2p.meeting, p2p.mesh).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import TypeVar

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError
from p2p.channel import Channel
from p2p.errors import Declined, InviteError, InviteExpired, InviteUsed, NetworkError, PeerLeft, RolesRefused
from p2p.lobby import Abort, Leave, Lobby, Message, Part, Reason, Refuse, State
from p2p.wire import ABORT_BODY, RecordType

M = TypeVar("M", bound=Message)
T = TypeVar("T")

_REFUSALS = frozenset({Reason.USED, Reason.EXPIRED, Reason.ROLES, Reason.BUSY})


def meaning_of(reason: Reason) -> NetworkError | InviteError | PeerError:
    """The error that a participant sees when the other side gives this reason."""
    meanings: dict[Reason, NetworkError | InviteError | PeerError] = {
        Reason.LEFT: PeerLeft("the other side left"),
        Reason.FAILED: PeerAborted("the other side ended the run"),
        Reason.USED: InviteUsed("all places are taken"),
        Reason.EXPIRED: InviteExpired("the host no longer takes it"),
        Reason.ROLES: RolesRefused("the roles do not go together"),
        Reason.BUSY: Declined("too many people are looking at the sheet"),
    }
    return meanings[reason]


class Link:
    """One conversation.

    Attributes:
        channel: what it runs over.
        lobby: where both sides stand.
    """

    def __init__(self, channel: Channel, part: Part) -> None:
        self.channel = channel
        self.lobby = Lobby(part)
        self._put_back: Message | None = None

    def send(self, message: Message) -> None:
        """Say something; see Lobby.send and Channel.send for what it raises."""
        try:
            self.lobby.send(message)
        finally:
            for type_, body in self.lobby.take_outgoing():
                self.channel.send(type_, body)

    async def receive(self) -> Message:
        """The next thing the other side says. Cancelling loses nothing.

        Raises:
            What Lobby.receive and Channel.receive raise; NetworkErrors name the seat.
            For a refusal or an abort the error that says why: PeerLeft, PeerAborted, InviteUsed, InviteExpired,
            RolesRefused, Declined.
        """
        if self._put_back is not None:
            message, self._put_back = self._put_back, None
            return message
        while True:
            for message in self.lobby.receive(await self.channel.receive()):
                if isinstance(message, (Refuse, Abort)):
                    reason = meaning_of(message.reason)
                    if isinstance(reason, NetworkError):
                        reason.seat = self.channel.seat
                    raise reason
                return message

    def put_back(self, message: Message) -> None:
        """What was received is for whoever receives next; one message at a time."""
        self._put_back = message

    async def meanwhile(self, work: Awaitable[T]) -> T:
        """Do something and listen whether the other side is still there; it has nothing to say now.

        Raises:
            What the work raises; what receive raises, and then the work is cancelled.
        """
        working = asyncio.ensure_future(work)
        listening = asyncio.ensure_future(self.receive())
        try:
            await asyncio.wait([working, listening], return_when=asyncio.FIRST_COMPLETED)
            if listening.done():
                raise MalformedMessage(f"{type(listening.result()).__name__} out of turn")
            return working.result()
        finally:
            working.cancel()
            listening.cancel()
            await asyncio.gather(working, listening, return_exceptions=True)

    async def expect(self, kind: type[M]) -> M:
        """The next thing the other side says, which must be of this kind; raises like receive."""
        message = await self.receive()
        if not isinstance(message, kind):
            raise MalformedMessage(f"{type(message).__name__} in place of {kind.__name__}")
        return message

    async def dismiss(self, reason: Reason) -> None:
        """End it with a reason, as far as it can still be said."""
        with contextlib.suppress(NetworkError, PeerError, MisuseError):
            if self.lobby.ours is State.READY:
                self.channel.send(RecordType.ABORT, ABORT_BODY)
            elif self.lobby.ours is State.DECIDING:
                self.send(Leave())
            else:
                self.send(Refuse(reason) if reason in _REFUSALS else Abort(reason))
        await self.channel.close()


async def turn_away(channel: Channel, reason: Reason) -> None:
    """Tell somebody who has just come why there is nothing for him here, and hang up."""
    with contextlib.suppress(NetworkError, PeerError):
        Link(channel, Part.HOST).send(Refuse(reason))
    await channel.close()
