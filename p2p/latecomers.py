"""What people hear who come to the listener of a meeting with anything but the way back into it.

Leaves to others: listening (p2p.listener), the ways back (p2p.reunion).
"""

from __future__ import annotations

from collections.abc import Iterable

from p2p.channel import TcpChannel
from p2p.greet import OpenDoors
from p2p.handshake import Door
from p2p.link import Link
from p2p.lobby import Part, Reason
from p2p.stream import Stream


async def hang_up_on(stream: Stream) -> None:
    """Nobody is expected yet."""
    stream.abort()


def leave_behind(doors: Iterable[Door], late: OpenDoors) -> OpenDoors:
    """Who comes by the way back of somebody who was left out hears that the others left."""
    doors = tuple(doors)
    tags = {door.tag for door in doors}

    async def welcome(channel: TcpChannel, door: Door) -> None:
        if door.tag in tags:
            await Link(channel, Part.PEER).dismiss(Reason.LEFT)
        else:
            await late.welcome(channel, door)

    return OpenDoors((*late.doors, *doors), welcome)


async def turn_away(channel: TcpChannel, door: Door) -> None:
    """There is no other door, so nobody comes through it."""
