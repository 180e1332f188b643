"""Channels within one process: the same behaviour as over TCP, without sockets and without encryption.

Leaves to others: what every channel does (p2p.channel).
"""

from __future__ import annotations

import asyncio
from collections import deque

from p2p.channel import Channel
from p2p.errors import ConnectionLost


class MemoryChannel(Channel):
    """Records within one process, for tests and practice. Made in pairs by `memory_channels`."""

    def __init__(self, peer_key: bytes = b"") -> None:
        super().__init__(peer_key)
        self._inbox: deque[bytes] = deque()
        self._arrived = asyncio.Event()
        self._other: MemoryChannel | None = None
        self._ended = False

    @property
    def unsent(self) -> int:
        """Nothing ever waits."""
        return 0

    def _put(self, plaintext: bytes) -> None:
        if self._other is None or self._other._ended:
            raise ConnectionLost("the connection ended")
        self._other._inbox.append(plaintext)
        self._other._arrived.set()

    def _take(self) -> bytes | None:
        self._arrived.clear()
        if self._inbox:
            return self._inbox.popleft()
        if self._other is None or self._other._ended:
            raise ConnectionLost("the connection ended")
        return None

    async def _more(self) -> None:
        await self._arrived.wait()

    def _drop_keys(self) -> None:
        self._arrived.set()

    async def _close(self) -> None:
        self._abort()

    def _abort(self) -> None:
        self._ended = True
        for channel in (self, self._other):
            if channel is not None:
                channel._arrived.set()


def memory_channels(key: bytes = b"", other_key: bytes = b"") -> tuple[MemoryChannel, MemoryChannel]:
    """Two ends of one channel; the first belongs to the holder of `key`."""
    first, second = MemoryChannel(other_key), MemoryChannel(key)
    first.own_key, second.own_key = key, other_key
    first._other, second._other = second, first
    return first, second
