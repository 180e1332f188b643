"""Finding people on the same network, and being found: multicast DNS while a page is open, and not a moment longer.

Source: Cheshire and Krochmal 2013 (RFC 6762, Multicast DNS; RFC 6763, DNS-Based Service Discovery); the library
`zeroconf`. Differs from them: names are random, so nobody is asked whether they are free; our own queries name no known
answers, because a flood of made-up ones would make them long; records that come in are read a few at a time.

An instance name, a host name and a tag are made anew at every opening; no name of a computer or person is sent, but a
nickname if it was asked for. Goodbyes get lost and records outlive their programs, so who is still there is found out
by connecting. What the library keeps is bounded by the library (10,000 records), what we keep by p2p.nearby_rows.

Leaves to others: what rows mean and how many there are (p2p.nearby_rows), meeting who was found (p2p.introduction).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import zeroconf
from zeroconf import (  # type: ignore[attr-defined]  # the DNS classes are there, and missing in __all__ only
    DNSAddress,
    DNSOutgoing,
    DNSPointer,
    DNSQuestion,
    DNSService,
    DNSText,
    InterfaceChoice,
    IPVersion,
    RecordUpdateListener,
    Zeroconf,
)
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from crypto.rounds import Random
from p2p.addresses import Interface, dial_targets, interfaces
from p2p.errors import DiscoveryFailed
from p2p.nearby_rows import MAX_UPDATES_S, Announcement, Row, RowTable, decode_txt, encode_txt, reachable
from p2p.tasks import stop

SERVICE = "_common-ground._tcp.local."
LOOK_AT_S = (0.05, 1.0, 2.0, 4.0, 8.0)
"""When to ask who is there, after each look at the network; then every LOOK_EVERY_S."""
LOOK_EVERY_S = 20.0
POLL_S = 5.0
"""How often to see whether interfaces changed."""
ANNOUNCE_AGAIN_S = 10.0
MAX_PENDING = 400
"""Names of which something was heard in one tick; more are not looked at."""
MAX_TESTS = 4
TEST_S = 3.0
_TICK_S = 1 / MAX_UPDATES_S
_MAX_ADDRESSES = 16
_QUERY, _PTR, _IN = 0, 12, 1

OnRows = Callable[[tuple[Row, ...]], None]


@dataclass(frozen=True, slots=True)
class Announced:
    """What to announce.

    Attributes:
        announcement: what to say.
        port: where connections are awaited.
        addresses: IP addresses of this computer there, now; asked again when interfaces change.
    """

    announcement: Announcement
    port: int
    addresses: Callable[[], Sequence[str]]


@dataclass(slots=True)
class _Heard:
    """Untrusted: what one packet says about one name."""

    text: bytes = b""
    server: str = ""
    port: int = 0
    addresses: list[bytes] = field(default_factory=list)


class _Ear(RecordUpdateListener):
    """Puts together what single packets say. A program like this one says everything about itself in one packet.

    (What the library remembers is no help when it matters: a flood drives honest records out of it.)
    """

    def __init__(self) -> None:
        self.heard: dict[str, _Heard | None] = {}

    def async_update_records(self, zc: Zeroconf, now: float, records: Iterable[zeroconf.RecordUpdate]) -> None:
        """Called by the library with every packet."""
        found: dict[str, _Heard | None] = {}
        addresses: dict[str, list[bytes]] = {}
        for update in records:
            record = update.new
            if isinstance(record, DNSAddress):
                addresses.setdefault(record.name, []).append(record.address)
            elif isinstance(record, DNSPointer) and record.name == SERVICE and record.is_expired(now):
                found[record.alias] = None
            elif isinstance(record, (DNSService, DNSText)) and record.name.endswith(f".{SERVICE}"):
                heard = found.setdefault(record.name, _Heard())
                if heard is None or record.is_expired(now):
                    continue
                if isinstance(record, DNSText):
                    heard.text = record.text
                else:
                    heard.server, heard.port = record.server, record.port
        for name, heard_ in found.items():
            if heard_ is not None:
                heard_.addresses = addresses.get(heard_.server, [])[:_MAX_ADDRESSES]
            if name in self.heard or len(self.heard) < MAX_PENDING:
                self.heard[name] = heard_

    def async_update_records_complete(self) -> None:
        """What was heard is read in the next tick."""


class Discovery:
    """Looks for people nearby and lets them find this program. Use it as `async with`."""

    def __init__(
        self,
        on_rows: OnRows | None,
        announced: Announced | None = None,
        *,
        on: Sequence[str] | None = None,
        random: Random = secrets.token_bytes,
    ) -> None:
        """Args: on_rows: told everybody nearby whenever that changes; without it nobody is looked for.
        announced: what to say about this program, if it wants to be found. on: addresses of the interfaces to use, all
        of them by default. random: source of the names."""
        self._on_rows = on_rows
        self._announced = announced
        self._on = on
        self._table = RowTable({announced.announcement.tag} if announced else set())
        self._ear = _Ear()
        self._instance, self._server = random(8).hex(), random(8).hex()
        self._known: tuple[Interface, ...] = ()
        self._asked_again = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._tests: set[asyncio.Task[None]] = set()
        self._zeroconf: AsyncZeroconf | None = None
        self._listens = False

    async def __aenter__(self) -> Self:
        """Begin.

        Raises:
            DiscoveryFailed: this computer does not let us.
        """
        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # it would log what others send
        self._known = interfaces()
        opened = False
        try:
            self._zeroconf = library = _open(self._on)
            if self._announced is not None:
                telling = await library.async_register_service(self._info(self._announced), cooperating_responders=True)
                self._tasks.append(asyncio.ensure_future(_finish(telling)))
            if self._on_rows is not None:
                question = DNSQuestion(SERVICE, _PTR, _IN)
                await library.zeroconf.async_wait_for_start()
                library.zeroconf.async_add_listener(self._ear, question)
                self._listens = True
                self._tasks += [asyncio.ensure_future(work) for work in (self._ask(library), self._read())]
            self._tasks.append(asyncio.ensure_future(self._watch(library)))
            opened = True
        except (OSError, zeroconf.Error, TimeoutError) as error:
            raise DiscoveryFailed(f"multicast DNS does not start ({type(error).__name__})") from None
        finally:
            if not opened:
                await self._close()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye and end."""
        await self._close()

    def look_again(self) -> None:
        """Ask the network once more who is there."""
        self._asked_again.set()

    async def _close(self) -> None:
        """To the end, even if it is cancelled meanwhile: sockets would stay open otherwise."""
        closing = asyncio.ensure_future(self._close_all())
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            await asyncio.wait([closing])
            raise

    async def _close_all(self) -> None:
        await stop([*self._tasks, *self._tests])
        library, self._zeroconf = self._zeroconf, None
        if library is not None:
            if self._listens:
                library.zeroconf.async_remove_listener(self._ear)
            with contextlib.suppress(OSError, zeroconf.Error, TimeoutError):
                await library.async_close()  # says goodbye first

    def _info(self, announced: Announced) -> AsyncServiceInfo:
        return AsyncServiceInfo(
            SERVICE,
            f"{self._instance}.{SERVICE}",
            port=announced.port,
            properties=encode_txt(announced.announcement),
            server=f"{self._server}.local.",
            addresses=[ipaddress.ip_address(address).packed for address in announced.addresses()],
        )

    async def _ask(self, library: AsyncZeroconf) -> None:
        """Ask who is there: often at first, and again from the start when somebody wants that."""
        while True:
            self._asked_again.clear()
            pauses = [later - before for before, later in zip((0.0, *LOOK_AT_S), LOOK_AT_S, strict=False)]
            while not self._asked_again.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._asked_again.wait(), pauses.pop(0) if pauses else LOOK_EVERY_S)
                query = DNSOutgoing(_QUERY)
                query.add_question(DNSQuestion(SERVICE, _PTR, _IN))
                library.zeroconf.async_send(query)

    async def _read(self) -> None:
        """Read what was heard, test who is new, and tell, all at a steady pace."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_TICK_S)
            heard, self._ear.heard = self._ear.heard, {}
            for name, untrusted in heard.items():
                row = None if untrusted is None else self._row(name, untrusted)
                if row is not None:
                    self._table.note(row, loop.time())
                elif untrusted is None:
                    self._table.drop(name.lower())
            while len(self._tests) < MAX_TESTS and (row := self._table.to_test(loop.time())) is not None:
                test = asyncio.ensure_future(self._test(row))
                self._tests.add(test)
                test.add_done_callback(self._tests.discard)
            if self._on_rows is not None and self._table.due(loop.time()):
                self._on_rows(self._table.rows())

    def _row(self, name: str, untrusted: _Heard) -> Row | None:
        announcement = decode_txt(untrusted.text)
        addresses = reachable((_spell(packed) for packed in untrusted.addresses), self._known)
        if announcement is None or not addresses or not 1 <= untrusted.port <= 65_535:
            return None
        return Row(name.lower(), announcement, addresses, untrusted.port)

    async def _test(self, row: Row) -> None:
        """Whether anybody accepts connections there; nothing is said."""
        answers = False
        for target in dial_targets(row.addresses, self._known):
            with contextlib.suppress(OSError, TimeoutError):
                _, writer = await asyncio.wait_for(asyncio.open_connection(target, row.port), TEST_S)
                writer.transport.abort()
                answers = True
                break
        self._table.tested(row.name, answers, asyncio.get_running_loop().time())

    async def _watch(self, library: AsyncZeroconf) -> None:
        """When the interfaces of this computer change, use the new ones, announce there, and ask again."""
        while True:
            await asyncio.sleep(POLL_S)
            known = interfaces()
            if set(known) == set(self._known):
                continue
            self._known = known
            with contextlib.suppress(OSError, zeroconf.Error, TimeoutError):
                await library.async_update_interfaces()
                if self._announced is not None:
                    await (await library.async_update_service(self._info(self._announced)))
            self.look_again()
            await asyncio.sleep(ANNOUNCE_AGAIN_S - POLL_S)


async def _finish(telling: Awaitable[object]) -> None:
    """An announcement goes out several times, for as long as the network takes it."""
    with contextlib.suppress(OSError, zeroconf.Error):
        await telling


def _spell(packed: bytes) -> str:
    try:
        return str(ipaddress.ip_address(packed))
    except ValueError:
        return ""


def _open(on: Sequence[str] | None) -> AsyncZeroconf:
    """On all interfaces, with both families of addresses where the system has both. The library leaves a socket open
    where an address is not of this computer (any more)."""
    if on is not None:
        if not set(on) <= {str(interface.address) for interface in interfaces()}:
            raise OSError(errno.EADDRNOTAVAIL, "not an address of this computer")
        return AsyncZeroconf(interfaces=list(on))
    try:
        return AsyncZeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.All)
    except OSError:
        return AsyncZeroconf(interfaces=InterfaceChoice.All, ip_version=IPVersion.V4Only)
