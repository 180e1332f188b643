"""Waiting for connections: on all interfaces or one, with strangers kept few, short and quiet.

Anybody on the network can connect. Until somebody has shown to hold the invite he is a stranger: at most MAX_STRANGERS
of them at a time, each with a few kilobytes and 10 seconds. When there are more, the oldest one of the address with
most strangers has to go, so that a flood from one computer does not shut out others.

Leaves to others: telling strangers from invited people (p2p.greet), advertising the addresses (p2p.invite).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import re
import socket
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from ipaddress import ip_address

from crypto.errors import MisuseError
from p2p.addresses import dial_targets, interfaces, is_loopback, own_addresses, with_outside
from p2p.errors import CannotListen
from p2p.router import Router
from p2p.stream import Stream, Traffic
from p2p.tasks import stop

MAX_STRANGERS = 64
NEXT_PORTS = 20
CALL_S = 4.0
_LISTEN = re.compile(
    r"(?:\[(?P<six>[^\]]+)\]|(?P<bare>[^:]*:[^:]*:.*)|(?P<four>[^:]*))(?(bare)|(?::(?P<port>[0-9]{1,5}))?)"
)
ANYWHERE = ("", 0)

ListenAt = tuple[str, int]
"""Address ("" for all interfaces) and port (0 for any free one)."""
Serve = Callable[[Stream], Coroutine[object, object, None]]


def parse_listen(text: str) -> ListenAt:
    """Read "ADDR:PORT", "[ADDR]:PORT", ":PORT" or "ADDR"; the address is a number, never a name.

    Raises:
        CannotListen: it is something else.
    """
    found = _LISTEN.fullmatch(text.strip())
    if found is None:
        raise CannotListen("expected an address and a port, such as 192.168.1.5:4000")
    address = found["six"] or found["bare"] or found["four"] or ""
    port = int(found["port"] or 0)
    if port > 65_535:
        raise CannotListen("the port is a number from 0 to 65535")
    if address:
        _family(address)
    return address, port


def _family(address: str) -> socket.AddressFamily:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, address)
        except (OSError, ValueError):  # a null character is a ValueError
            continue
        return family
    raise CannotListen("the address to listen on is an IP address of this computer")


class _Caller(Stream):
    """A connection that tells its listener when it comes and goes."""

    def __init__(self, listener: Listener, *traffic: Traffic) -> None:
        super().__init__(*traffic)
        self._listener = listener
        self.gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._listener._arrived(self)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._listener.admit(self)
        self.gone.set()


class Listener:
    """Open listening sockets. `serve(stream)` runs as a task for every connection; it calls `admit` for known people.

    Attributes:
        addresses: where this computer can be reached, most promising first, loopback last.
        port: the port, the same on all of them.
        serve: for connections from now on.
    """

    def __init__(self, serve: Serve, *traffic: Traffic) -> None:
        self.addresses: tuple[str, ...] = ()
        self.port = 0
        self.serve = serve
        self._traffic = traffic
        self._bound: tuple[str, ...] = ()
        self._router: Router | None = None
        self._outside = ""
        self._sockets: list[socket.socket] = []
        self._servers: list[asyncio.Server] = []
        self._strangers: dict[Stream, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self, at: ListenAt = ANYWHERE, router: Router | None = None) -> None:
        """Start listening; when the port is taken, the next free one is used.

        Args:
            at: where.
            router: is asked for a way in from other networks, and to close it when this is closed.

        Raises:
            CannotListen: no socket can be opened there.
        """
        if self._servers:
            raise MisuseError("already listening")
        bound = _bind(at)
        self.port = bound[0].getsockname()[1]
        self._sockets = bound
        self._bound = tuple(sock.getsockname()[0] for sock in bound)
        self.look_again()
        loop = asyncio.get_running_loop()
        for sock in bound:
            self._servers.append(await loop.create_server(lambda: _Caller(self, *self._traffic), sock=sock))
        if router is not None:
            self._router = router
            self._outside = await router.open(self.port)
            self.look_again()

    @property
    def place(self) -> ListenAt:
        """Where to open it again."""
        anywhere = any(ip_address(address).is_unspecified for address in self._bound)
        return "" if anywhere else self._bound[0], self.port

    @property
    def only_at(self) -> tuple[str, ...] | None:
        """The addresses where it waits; None for all of this computer, () for those that lead to this computer only."""
        if any(ip_address(address).is_unspecified for address in self._bound):
            return None
        return tuple(address for address in self._bound if not is_loopback(address))

    def look_again(self) -> bool:
        """Ask the system for the own addresses again; whether they have changed."""
        own = own_addresses(self._bound, interfaces())
        before, self.addresses = self.addresses, with_outside(own, self._outside)
        return self.addresses != before

    async def call(self, addresses: Sequence[str], port: int) -> None:
        """Connect to somebody, and treat him as if he had connected; returns when that connection is gone.

        Args:
            addresses, port: where somebody waits for that; untrusted.
        """
        loop = asyncio.get_running_loop()
        for target in dial_targets(addresses, interfaces()):
            with contextlib.suppress(OSError, TimeoutError):
                made = loop.create_connection(lambda: _Caller(self, *self._traffic), target, port)
                _, caller = await asyncio.wait_for(made, CALL_S)
                try:
                    await caller.gone.wait()
                finally:
                    if caller in self._strangers:
                        caller.abort()
                return

    def admit(self, stream: Stream) -> None:
        """This connection is no stranger any more, or is gone."""
        self._strangers.pop(stream, None)

    def look_after(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Do something until it is done or this is closed, which may be before it begins."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """Stop listening and end all connections that are still being served."""
        self._closed = True
        try:
            await self._take_nobody_more()
        finally:
            for server in self._servers:
                server.close()
        strangers = list(self._strangers)
        try:
            await stop(self._tasks)
        finally:
            for stream in strangers:
                stream.abort()
        if self._router is not None:
            await self._router.close(self.port)
        await asyncio.sleep(0)  # lets the sockets close

    async def _take_nobody_more(self) -> None:
        """Whoever was taken already gets here, and is sent away. A server that is closed between the two steps in which
        asyncio accepts a connection (Python 3.11 to 3.13) forgets it: it would stay open, and the caller would wait."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError):  # Windows, where it is one step
            while self._sockets:
                loop.remove_reader(self._sockets.pop())
        await asyncio.sleep(0)

    def _arrived(self, stream: Stream) -> None:
        if self._closed:
            stream.abort()
            return
        self._strangers[stream] = stream.remote
        if len(self._strangers) > MAX_STRANGERS:
            crowd = Counter(self._strangers.values()).most_common(1)[0][0]
            oldest = next(other for other, remote in self._strangers.items() if remote == crowd)
            self.admit(oldest)
            oldest.abort()
        self.look_after(self.serve(stream))


def _bind(at: ListenAt) -> list[socket.socket]:
    address, port = at
    wanted = [(socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")]  # noqa: S104  # strangers are expected, see above
    if address:
        wanted = [(_family(address), address)]
    ports = [port, *range(port + 1, min(port + 1 + NEXT_PORTS, 65_536))] if port else []
    problem: OSError | None = None
    for candidate in [*ports, 0, 0, 0]:
        try:
            return _bind_all(wanted, candidate)
        except OSError as error:
            problem = error
    raise CannotListen(f"cannot listen on {address or 'any interface'}: {problem}")


def _bind_all(wanted: list[tuple[socket.AddressFamily, str]], port: int) -> list[socket.socket]:
    """One socket per family, all with the same port. A family that this computer does not have is left out."""
    bound: list[socket.socket] = []
    problem: OSError | None = None
    for family, address in wanted:
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:
            problem = error
            continue
        bound.append(sock)
        try:
            sock.setblocking(False)
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family is socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            sock.bind((address, port))
            port = sock.getsockname()[1]
        except OSError as error:
            problem = error
            sock.close()
            bound.remove(sock)
            if error.errno == errno.EADDRINUSE:
                for other in bound:
                    other.close()
                raise
    if not bound:
        raise problem or OSError("no address family")
    return bound
