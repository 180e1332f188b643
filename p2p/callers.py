"""The guest who sees a host nearby and cannot connect to it: asks to be called, and uses those calls.

The host's firewall may let nobody in and everybody out. So the guest announces, next to a tag of its own, the tag of
the host it means; that host connects to it, and then both behave as if the guest had connected: the same doors, the
same limits, the same words. A connection is used for one conversation; while the guest is announced there is a next.

    async with Callers(row.announcement.tag) as callers:   dial(..., callers=callers)

Leaves to others: multicast (p2p.discovery), the host's side (p2p.reception, p2p.listener), which tag is meant.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Coroutine, Sequence
from types import TracebackType
from typing import Self

from crypto.errors import PeerError
from crypto.rounds import Random
from p2p.addresses import is_loopback
from p2p.channel import TcpChannel
from p2p.discovery import Announced, Discovery
from p2p.errors import ChannelError, DiscoveryFailed, NetworkError
from p2p.listener import Listener
from p2p.nearby_rows import TAG_BYTES, Announcement
from p2p.stream import Stream
from p2p.tasks import stop

ASK_AFTER_S = 2.0
"""Dialling usually works, and then nobody needs to call."""
MAX_WAITING = 4
"""Connections that are not used yet."""


class Callers:
    """Waits for calls of one host. Use it as `async with`."""

    def __init__(
        self,
        host: bytes,
        *,
        on: Sequence[str] | None = None,
        random: Random = secrets.token_bytes,
        after_s: float = ASK_AFTER_S,
    ) -> None:
        """Args: host: its tag. on: addresses of the interfaces to use; all by default. random: source of names.
        after_s: when to ask."""
        self._host = host
        self._on = on
        self._random = random
        self._after_s = after_s
        self._streams: asyncio.Queue[Stream] = asyncio.Queue()
        self._listener = Listener(self._take)
        self._through = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin.

        Raises:
            CannotListen: no socket can be opened.
        """
        at = self._on[0] if self._on else ""
        await self._listener.open((at, 0))
        self._asking = asyncio.ensure_future(self._ask())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nobody is to call any more."""
        if self._asking is not None:
            await stop([self._asking])
        await self._listener.close()

    async def connect(self, greet: Callable[[Stream], Coroutine[object, object, TcpChannel]]) -> TcpChannel:
        """The first call on which the handshake succeeds. Never ends without.

        Raises:
            What greet raises when the other side holds the secret and does not fit.
        """
        while True:
            stream = await self._streams.get()
            try:
                channel = await greet(stream)
            except (NetworkError, ChannelError):
                continue
            except PeerError:
                stream.abort()
                raise
            self._listener.admit(stream)
            return channel

    def rest(self) -> None:
        """Nobody needs to call any more; whoever does is hung up on."""
        self._through.set()
        while not self._streams.empty():
            self._streams.get_nowait().abort()

    async def _take(self, stream: Stream) -> None:
        if self._through.is_set():
            stream.abort()
            return
        if self._streams.qsize() >= MAX_WAITING:
            self._streams.get_nowait().abort()
        self._streams.put_nowait(stream)

    def _here(self) -> tuple[str, ...]:
        self._listener.look_again()
        outside = tuple(address for address in self._listener.addresses if not is_loopback(address))
        return outside or self._listener.addresses

    async def _ask(self) -> None:
        """Be announced until somebody is through."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._through.wait(), self._after_s)
        announcement = Announcement(self._random(TAG_BYTES), False, calls=self._host)
        announced = Announced(announcement, self._listener.port, self._here)
        while not self._through.is_set():
            with contextlib.suppress(DiscoveryFailed):
                async with Discovery(None, announced, on=self._on, random=self._random):
                    await self._through.wait()
            await asyncio.sleep(self._after_s)
