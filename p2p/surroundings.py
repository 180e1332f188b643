"""What this computer can find out about its network by itself: which interface leads out, and whether others are heard.

Hearing: any mDNS word from another computer that is next door counts, whatever it says; nothing of it is read. So that
there is something to hear, one question that every mDNS device answers is asked once a second.
Source: Cheshire and Krochmal 2013 (RFC 6762, Multicast DNS; RFC 6763 section 9 for the question).

Leaves to others: finding people (p2p.discovery), whether another computer gets through (p2p.checkup).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import struct
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from p2p.addresses import Interface, is_next_door
from p2p.tasks import stop

GROUP_FOUR = "224.0.0.251"
GROUP_SIX = "ff02::fb"
MDNS_PORT = 5353
ASK_EVERY_S = 1.0
MAX_PACKET = 9000
QUESTION = (
    struct.pack("!6H", 0, 0, 1, 0, 0, 0) + b"\x09_services\x07_dns-sd\x04_udp\x05local\x00" + struct.pack("!2H", 12, 1)
)
"""Which services are there? (PTR, class IN.)"""

_SOMEWHERE = ((socket.AF_INET, "198.51.100.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses kept free for documentation; nothing is sent to them."""


def way_out(known: Sequence[Interface]) -> Interface | None:
    """The interface through which this computer would reach the rest of the world; None when there is no way.

    The system is asked which own address it would use; nothing is sent.
    """
    for family, address in _SOMEWHERE:
        with socket.socket(family, socket.SOCK_DGRAM) as sock, contextlib.suppress(OSError):
            sock.connect((address, 9))
            own = str(sock.getsockname()[0]).split("%")[0]
            found = next((one for one in known if str(one.address) == own), None)
            if found is not None:
                return found
    return None


class Ears:
    """Listens for other computers while it is open: `async with Ears(known) as ears`.

    Attributes:
        problem: why this computer cannot listen at all, "" when it can.
    """

    def __init__(self, known: Sequence[Interface]) -> None:
        self.problem = ""
        self._real = [i for i in known if not i.is_virtual and not i.address.is_loopback]
        self._own = {str(i.address) for i in known}
        self._heard = asyncio.Event()
        self._sockets: list[socket.socket] = []
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def has_heard(self) -> bool:
        """Whether another computer was heard."""
        return self._heard.is_set()

    async def wait(self, seconds: float) -> bool:
        """Whether another computer is heard by then."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), seconds)
        return self.has_heard

    async def __aenter__(self) -> Self:
        for family in (socket.AF_INET, socket.AF_INET6):
            here = [i for i in self._real if i.address.version == (4 if family == socket.AF_INET else 6)]
            if not here:
                continue
            try:
                self._sockets.append(_open(family, here))
            except OSError as error:
                self.problem = self.problem or error.strerror or type(error).__name__
                continue
            self._tasks.append(asyncio.ensure_future(self._listen(self._sockets[-1])))
            self._tasks.append(asyncio.ensure_future(self._ask(self._sockets[-1], here)))
        if self._sockets:
            self.problem = ""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await stop(self._tasks)
        for sock in self._sockets:
            sock.close()

    async def _listen(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                _, sender = await loop.sock_recvfrom(sock, MAX_PACKET)
            except OSError:
                await asyncio.sleep(ASK_EVERY_S)  # the interface may be gone for a moment
                continue
            address = str(sender[0])
            if address.split("%")[0] not in self._own and is_next_door(address, self._real):
                self._heard.set()

    async def _ask(self, sock: socket.socket, here: Sequence[Interface]) -> None:
        while True:
            for interface in here:
                with contextlib.suppress(OSError):
                    if sock.family == socket.AF_INET:
                        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface.address.packed)
                        sock.sendto(QUESTION, (GROUP_FOUR, MDNS_PORT))
                    else:
                        sock.sendto(QUESTION, (GROUP_SIX, MDNS_PORT, 0, interface.index))
            await asyncio.sleep(ASK_EVERY_S)


def _open(family: socket.AddressFamily, here: Sequence[Interface]) -> socket.socket:
    """A socket at the mDNS port, beside whoever else listens there, that hears all these interfaces."""
    sock = socket.socket(family, socket.SOCK_DGRAM)
    opened = False
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "SO_REUSEPORT"):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind(("", MDNS_PORT))
        if family == socket.AF_INET:
            for own in {interface.address.packed for interface in here}:
                _join(sock, socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP_FOUR) + own)
        else:
            for index in {interface.index for interface in here}:
                membership = socket.inet_pton(family, GROUP_SIX) + struct.pack("@I", index)
                _join(sock, socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)
        opened = True
        return sock
    finally:
        if not opened:
            sock.close()


def _join(sock: socket.socket, level: int, option: int, membership: bytes) -> None:
    try:
        sock.setsockopt(level, option, membership)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:  # a second address of an interface that was joined already
            raise
