"""What whoever invites can do while waiting for people: call back, and send away.

Leaves to others: doing it (p2p.host).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from p2p.errors import InviteExpired


async def _call_nobody(reply: str) -> None:
    raise InviteExpired("nobody is awaited")


async def _meet_nobody(addresses: Sequence[str], port: int) -> None:
    """Nobody is awaited."""


def _remove_nobody(number: int) -> bool:
    return False


Meet = Callable[[Sequence[str], int], Awaitable[None]]


class Helm:
    """Give it to host_meeting, and use it in the thread of the event loop. It does nothing before and afterwards."""

    def __init__(self) -> None:
        self._call_back: Callable[[str], Awaitable[None]] = _call_nobody
        self._remove: Callable[[int], bool] = _remove_nobody
        self._meet: Meet = _meet_nobody

    def take(self, call_back: Callable[[str], Awaitable[None]], remove: Callable[[int], bool], meet: Meet) -> None:
        """From now on it works."""
        self._call_back, self._remove, self._meet = call_back, remove, meet

    def drop(self) -> None:
        """From now on there is nothing to do."""
        self._call_back, self._remove, self._meet = _call_nobody, _remove_nobody, _meet_nobody

    async def call_back(self, reply: str) -> None:
        """Dial somebody whom the invite did not lead here, who made this reply; returns when his program answers.

        Args:
            reply: the line, or a text with the line in it.

        Raises:
            InviteError: NotAnInvite, ReplyNotForThis, InviteIncomplete, InviteDamaged, InviteNewer; InviteUsed,
                InviteExpired: nobody is awaited any more.
            PeerUnreachable, ConnectionRefused and what else p2p.dial.dial raises: he was not reached.
        """
        await self._call_back(reply)

    async def meet(self, addresses: Sequence[str], port: int) -> None:
        """Connect to somebody who cannot connect to here, and treat him as if he had; ends with that connection.

        Args:
            addresses, port: where he waits for that. Untrusted.
        """
        await self._meet(addresses, port)

    def remove(self, number: int) -> bool:
        """Send away somebody who has accepted; he hears no reason, and his place is free again.

        Args:
            number: of p2p.group.Person.

        Returns:
            Whether there was such a person, and not everybody was here.
        """
        return self._remove(number)
