"""People of one meeting who lost each other and have both moved: neither knows where to dial, so each looks around.

While somebody is missing each computer announces one tag by multicast DNS, and looks for those of the missing. A tag
follows from the roster digest and a key of the roster, which nobody outside the meeting knows; it says nothing to
anybody else, and is announced only when dialling has not helped for LOOK_AFTER_S. What is announced is believed no more
than any other row: it is a place to dial, behind which the return door of the pair opens for the right person alone.

Leaves to others: multicast (p2p.discovery), dialling where people said they would be (p2p.lost), all the rest of coming
back (p2p.reunion).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from functools import partial

from crypto.errors import CheatingDetected
from crypto.rounds import Random
from p2p.addresses import is_loopback
from p2p.dial import dial
from p2p.discovery import Announced, Discovery
from p2p.errors import DiscoveryFailed, NetworkError
from p2p.greet import Myself, connect
from p2p.identity import labelled_hash
from p2p.listener import Listener
from p2p.lost import Pair
from p2p.nearby_rows import TAG_BYTES, Announcement, Row
from p2p.stream import Traffic

LOOK_AFTER_S = 3.0
AGAIN_S = 2.0
"""Between two tries to reach somebody who was seen."""
UNABLE_S = 20.0
"""When this computer cannot look, it is tried again after so long."""
MAX_PLACES = 3
"""Anybody can repeat a tag: so many places are tried for one person."""


def tag_of(meeting: bytes, key: bytes) -> bytes:
    """What one person of a meeting announces.

    Args:
        meeting: roster digest. key: of the person, in that meeting.
    """
    return labelled_hash("returning", meeting, key)[:TAG_BYTES]


def where(listener: Listener) -> tuple[str, ...] | None:
    """The addresses of the interfaces to look on: None for all, () when others cannot be but on this computer."""
    return listener.only_at


async def look_out(
    meeting: bytes, me: Myself, pairs: Sequence[Pair], listener: Listener, traffic: Traffic, random: Random
) -> None:
    """Look for whoever is missing, and offer the channels that come about. Ends only with an error, or when stopped.

    Args:
        meeting: roster digest. me: the own side. pairs: everybody else. listener: the others come there.

    Raises:
        CheatingDetected: somebody else came back.
    """
    on = where(listener)
    if on == ():
        await asyncio.Event().wait()
    await asyncio.sleep(LOOK_AFTER_S)
    wanted = {tag_of(meeting, pair.key): pair for pair in pairs}
    seen: dict[int, list[Row]] = {}
    news = asyncio.Event()

    def on_rows(rows: tuple[Row, ...]) -> None:
        seen.clear()
        for row in rows:
            pair = wanted.get(row.announcement.tag)
            if pair is not None:
                seen.setdefault(pair.seat, []).append(row)
        news.set()

    def here() -> tuple[str, ...]:
        listener.look_again()
        outside = tuple(address for address in listener.addresses if not is_loopback(address))
        return outside or listener.addresses

    announced = Announced(Announcement(tag_of(meeting, me.identity.key), False), listener.port, here)
    while True:
        with contextlib.suppress(DiscoveryFailed):
            async with Discovery(on_rows, announced, on=on, random=random):
                while True:
                    for pair in pairs:
                        for row in seen.get(pair.seat, [])[:MAX_PLACES]:
                            if pair.link is None:
                                await _go_to(pair, row, me, traffic)
                    news.clear()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(news.wait(), AGAIN_S)
        await asyncio.sleep(UNABLE_S)


async def _go_to(pair: Pair, row: Row, me: Myself, traffic: Traffic) -> None:
    """Dial somebody where he was seen, and wait until it is known whether that channel is the one."""
    way = pair.next_way()
    try:
        channel = await dial(row.addresses, row.port, partial(connect, door=way.their_door, me=me), traffic)
    except NetworkError:
        return
    if channel.peer_key != pair.key:
        channel.abort()
        raise CheatingDetected("somebody else came back")
    pair.addresses, pair.port = row.addresses, row.port
    pair.offer(channel, way)
    while channel.failure is None and pair.link is None:  # noqa: ASYNC110  # more calls would only confuse
        await asyncio.sleep(AGAIN_S / 10)
