"""People who met before come together without an invite: what their last meeting left them opens the door.

A way is 32 bytes that two people have from their last meeting, and nobody else. Each meeting leaves a new one, made of
what they have had since the first and of fresh random bytes of both, so an old one opens nothing for long. Who waits is
found by a tag that only the other one can tell from a random one, and that is another one every hour.

Leaves to others: keeping ways (desktop.kept.relations), announcing tags (p2p.discovery), meeting (p2p.host, p2p.join).
"""

from __future__ import annotations

from collections.abc import Sequence

from crypto.errors import PeerError
from p2p.identity import labelled_hash
from p2p.nearby_rows import TAG_BYTES
from p2p.secret import Secret

TAG_S = 3600
CLOCKS_APART = 24
"""So many hours may two clocks differ, summer time and time zones set wrong included."""


class NewIdentity(PeerError):
    """This is not the person you met before.

    Attributes:
        called: the name of the person who was met.
    """

    def __init__(self, message: str = "", *, called: str = "") -> None:
        self.called = called
        super().__init__(message)


def next_way(secret: Secret[bytes], meeting: bytes, contributions: Sequence[bytes]) -> Secret[bytes]:
    """What a meeting leaves its people.

    Args:
        secret: what they have had since their first meeting, 32 bytes.
        meeting: 32 bytes that name this very meeting.
        contributions: 32 random bytes of everybody, said inside encrypted channels, in an order that is the same for
            all.
    """
    return Secret(labelled_hash("known way", secret.reveal(), meeting, *contributions))


def tag_at(way: Secret[bytes], now: float) -> bytes:
    """What whoever waits announces, TAG_BYTES.

    Args:
        now: seconds since 1970.
    """
    return _tag(way, int(now // TAG_S))


def tags_around(ways: Sequence[Secret[bytes]], now: float) -> frozenset[bytes]:
    """The tags by which the other one can be found now, whichever of these ways he has."""
    hours = range(int(now // TAG_S) - CLOCKS_APART, int(now // TAG_S) + CLOCKS_APART + 1)
    return frozenset(_tag(way, hour) for way in ways for hour in hours)


def _tag(way: Secret[bytes], hour: int) -> bytes:
    return labelled_hash("known tag", way.reveal(), hour.to_bytes(8, "little"))[:TAG_BYTES]
