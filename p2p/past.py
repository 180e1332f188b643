"""Invites that are over but whose time is not: their holders are told so, whichever run of the program they come upon.

Of an invite only the key of its door is kept, until it would have expired. Behind that door there is nothing but the
word that it is used, or that nobody waits for it any more.

Leaves to others: keeping it on the disk (whoever gives a Memory), the words (p2p.host).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from p2p.handshake import Door, door_of_key
from p2p.lobby import Reason
from p2p.secret import Secret

MAX_PAST = 8
"""So many are recognised, the latest ones: one port has to try them one after the other."""


@dataclass(frozen=True, slots=True)
class PastInvite:
    """What is remembered of an invite.

    Attributes:
        key: of its door, 32 bytes.
        expires: seconds since 1970.
        used: whether everybody came, or somebody tried three times; else nobody waits for it any more.
    """

    key: Secret[bytes]
    expires: int
    used: bool

    @property
    def reason(self) -> Reason:
        """What its holder is told."""
        return Reason.USED if self.used else Reason.EXPIRED


class Memory:
    """What is remembered of earlier invites. This one forgets; the program above keeps it on the disk."""

    def past(self, now: float) -> Sequence[PastInvite]:
        """Invites of this computer that would still be valid but are over. Called in a thread of its own."""
        return ()

    def note(self, invite: PastInvite) -> None:
        """Remember this in place of what is remembered of the same invite. Called in a thread of its own; returns when
        it survives a crash."""


class Past:
    """The doors of earlier invites, at the port of a new one."""

    def __init__(self, invites: Sequence[PastInvite] = ()) -> None:
        latest = sorted(invites, key=lambda invite: -invite.expires)[:MAX_PAST]
        self._doors = tuple((door_of_key(invite.key), invite) for invite in latest)

    def doors(self, now: float) -> tuple[Door, ...]:
        """Those that are not forgotten yet."""
        return tuple(door for door, invite in self._doors if invite.expires > now)

    def reason(self, door: Door) -> Reason | None:
        """What to tell somebody who came through this door; None if it is none of these."""
        return next((invite.reason for own, invite in self._doors if own is door), None)
