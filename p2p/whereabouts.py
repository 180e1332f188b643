"""Where computers are while a meeting lasts: telling the others when that changes, and noticing that this one slept.

WHERE = port (2) number of addresses (1), then MAX_ADDRESSES times family (1: 4 or 6, or 0) and address (16, an IPv4 one
in the first 4), the rest zeros: always WHERE_BYTES, outside the steps of a run.

Leaves to others: using it (p2p.reunion), what the person is told (desktop.run.interruption).
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import time
from collections.abc import Callable, Sequence

from crypto.errors import MalformedMessage, PeerError
from p2p.addresses import Interface, interfaces, is_diallable
from p2p.errors import NetworkError
from p2p.group import Meeting
from p2p.invite import MAX_ADDRESSES
from p2p.listener import Listener
from p2p.wire import RecordType

POLL_S = 5.0
TELL_AFTER_S = 10.0
"""Changes of address are told at most so often."""
SLEPT_S = 10.0
"""A pause so much longer than it was meant to be is sleep."""
_SLOT = 17
WHERE_BYTES = 3 + MAX_ADDRESSES * _SLOT


def encode_where(addresses: Sequence[str], port: int) -> bytes:
    """The body of a WHERE record, WHERE_BYTES.

    Args:
        addresses: IP addresses in their usual spelling, at most MAX_ADDRESSES.
        port: 1 to 65535.
    """
    slots = []
    for address in addresses[:MAX_ADDRESSES]:
        parsed = ipaddress.ip_address(address)
        slots.append((bytes([parsed.version]) + parsed.packed).ljust(_SLOT, b"\0"))
    return (port.to_bytes(2, "little") + bytes([len(slots)]) + b"".join(slots)).ljust(WHERE_BYTES, b"\0")


def decode_where(untrusted: bytes) -> tuple[tuple[str, ...], int]:
    """Addresses and port.

    Raises:
        MalformedMessage: anything but what encode_where gives, or an address that no computer has.
    """
    if len(untrusted) != WHERE_BYTES or untrusted[2] > MAX_ADDRESSES:
        raise MalformedMessage("not where a computer can be")
    addresses = []
    for start in range(3, 3 + untrusted[2] * _SLOT, _SLOT):
        size = {4: 4, 6: 16}.get(untrusted[start], 0)
        if not size:
            raise MalformedMessage("an address of no family")
        addresses.append(str(ipaddress.ip_address(bytes(untrusted[start + 1 : start + 1 + size]))))
    port = int.from_bytes(untrusted[:2], "little")
    if not port or not all(map(is_diallable, addresses)) or encode_where(addresses, port) != untrusted:
        raise MalformedMessage("an address that is none")
    return tuple(addresses), port


class Watch:
    """Looks after the connections of a meeting until it is stopped: `run` it beside whatever the meeting does."""

    def __init__(
        self,
        listener: Listener,
        on_slept: Callable[[], None],
        *,
        clock: Callable[[], float] = time.time,
        poll_s: float = POLL_S,
        untold: bool = False,
        read: Callable[[], Sequence[Interface]] = interfaces,
    ) -> None:
        """Prepare.

        Args:
            on_slept: called when this computer was asleep. clock: seconds since 1970. read: the interfaces.
            untold: the others do not know yet where this computer can be reached now.
        """
        self._listener = listener
        self._on_slept = on_slept
        self._clock = clock
        self._poll_s = poll_s
        self._read = read
        self._told_at = -TELL_AFTER_S
        self._untold = untold

    async def run(self, meeting: Meeting) -> None:
        """Never ends by itself."""
        loop = asyncio.get_running_loop()
        while True:
            wall, monotonic = self._clock(), loop.time()
            await asyncio.sleep(self._poll_s)
            # Some systems stop the one clock during sleep and some do not; a clock that was set looks like sleep, too.
            passed = max(self._clock() - wall, loop.time() - monotonic)
            if passed - self._poll_s > SLEPT_S:
                self._on_slept()
                _test(meeting)
            self._look(meeting, loop.time())

    def _look(self, meeting: Meeting, now: float) -> None:
        """Have the own addresses changed?"""
        if self._listener.look_again():
            self._untold = True
            own = {str(interface.address) for interface in self._read()}
            for channel in meeting.channels.values():
                if channel.addresses[0].split("%")[0] not in own:
                    channel.test()
        if self._untold and now - self._told_at >= TELL_AFTER_S:
            self._untold, self._told_at = False, now
            body = encode_where(self._listener.addresses, self._listener.port)
            for channel in meeting.channels.values():
                with contextlib.suppress(NetworkError, PeerError):  # who is gone is noticed by whoever waits for it
                    channel.send(RecordType.WHERE, body)


def _test(meeting: Meeting) -> None:
    for channel in meeting.channels.values():
        channel.test()
