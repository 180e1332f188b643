"""Asking the own router to let people from other networks in (UPnP). Never unless asked for, and undone at the end.

Source: UPnP Forum, InternetGatewayDevice:1 and :2, WANIPConnection: AddPortMapping, DeletePortMapping,
GetExternalIPAddress; through miniupnpc.
Differs from it: only IPv4, only TCP, and the port outside is the port inside, because an invite names one port.

What answers is whatever device on this network says that it is the router, so nothing of it is believed: the address it
names only goes into the invite, whose holders still have to know its secret.
The library waits for the network, so it runs in a thread of its own, which is given up when it takes too long.

Leaves to others: listening (p2p.listener), saying it in words (desktop.strings.errors).
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol as TypingProtocol
from typing import TypeVar

from p2p.addresses import interfaces
from p2p.errors import RouterProblem, RouterRefused
from p2p.tasks import stop

LEASE_S = 2 * 3600
"""After so long the router forgets by itself, should this program not be able to ask it to. Connections stay."""
RENEW_S = LEASE_S / 2
SEARCH_MS = 2000
MAX_SEARCHES = 3
ASK_S = 12.0
UNDO_S = 4.0
DESCRIPTION = "Common Ground"
T = TypeVar("T")


class Upnp(TypingProtocol):
    """The part of miniupnpc.UPnP that is used. Whatever goes wrong is a plain Exception with the router's words."""

    lanaddr: str

    def discover(self) -> int: ...
    def selectigd(self) -> str: ...
    def externalipaddress(self) -> str: ...
    def addportmapping(
        self, port: int, protocol: str, address: str, at: int, description: str, remote: str, lease: int, /
    ) -> bool: ...
    def deleteportmapping(self, port: int, protocol: str, /) -> bool: ...


def _new_upnp(own: str) -> Upnp:
    """What looks for a router from one of the own addresses."""
    try:
        import miniupnpc  # built for most systems, not for all
    except ImportError as error:
        raise RouterRefused(RouterProblem.UNAVAILABLE) from error
    upnp: Upnp = miniupnpc.UPnP(multicastif=own, discoverdelay=SEARCH_MS)
    return upnp


def _own_networks() -> tuple[str, ...]:
    """Own addresses behind which a router can be, the most likely first."""
    found = (i for i in interfaces() if i.address.version == 4 and not i.is_virtual and not i.address.is_loopback)
    return tuple(str(i.address) for i in sorted(found, key=lambda i: not i.address.is_private))[:MAX_SEARCHES]


Outcome = Callable[["str | RouterRefused"], None]
"""Told once for every port that was asked for: the address outside, or why there is none."""


def _tell_nobody(outcome: str | RouterRefused) -> None:
    """Nobody wants to know."""


class Router:
    """Ways in through the router of this network. Close every port that was opened; the router is asked once a port."""

    def __init__(
        self,
        on_outcome: Outcome = _tell_nobody,
        new: Callable[[str], Upnp] = _new_upnp,
        networks: Callable[[], Iterable[str]] = _own_networks,
    ) -> None:
        """Args: new: makes what talks to the router, for an own address. networks: the own addresses to look from."""
        self._on_outcome = on_outcome
        self._new = new
        self._networks = networks
        self._opened: dict[int, asyncio.Future[Upnp]] = {}
        self._renewing: dict[int, asyncio.Task[None]] = {}

    async def open(self, port: int) -> str:
        """Have the router pass on what arrives at this port outside.

        Returns:
            The address outside; "" when there is none, for a reason that `on_outcome` was told.
        """
        address = ""

        def ask() -> Upnp:
            nonlocal address
            upnp, address = _open(self._new, self._networks(), port)
            return upnp

        self._opened[port] = asking = _in_thread(ask)
        try:
            async with asyncio.timeout(ASK_S):
                await asyncio.shield(asking)
        except TimeoutError:
            self._on_outcome(RouterRefused(RouterProblem.SLOW))
            return ""
        except RouterRefused as refused:
            self._on_outcome(refused)
            return ""
        self._renewing[port] = asyncio.ensure_future(self._renew(port))
        self._on_outcome(address)
        return address

    async def close(self, port: int) -> None:
        """Undo it, also while it is still being asked for; at most UNDO_S. Twice is fine."""
        renewing, asking = self._renewing.pop(port, None), self._opened.pop(port, None)
        if renewing is not None:
            await stop([renewing])
        if asking is None:
            return
        try:
            async with asyncio.timeout(UNDO_S):
                upnp = await asyncio.shield(asking)
                await asyncio.shield(_in_thread(lambda: _undo(upnp, port)))
        except (TimeoutError, RouterRefused):
            return  # it forgets by itself

    async def _renew(self, port: int) -> None:
        """Before the router forgets, as long as the port is open. `close` waits for what is under way."""
        while True:
            await asyncio.sleep(RENEW_S)
            upnp = self._opened[port].result()
            self._opened[port] = renewed = _in_thread(partial(_renewed, upnp, port))
            await asyncio.shield(renewed)


def _open(new: Callable[[str], Upnp], networks: Iterable[str], port: int) -> tuple[Upnp, str]:
    """Find the router and ask it; what talks to it, and the address outside."""
    upnp, outside = _find(new, networks)
    try:
        outside_is_public = ipaddress.ip_address(outside).is_global
    except ValueError:
        outside_is_public = False
    if not outside_is_public:
        raise RouterRefused(RouterProblem.BEHIND_ANOTHER)
    _add(upnp, port)
    return upnp, outside


def _renewed(upnp: Upnp, port: int) -> Upnp:
    with contextlib.suppress(RouterRefused):  # it may have another answer the next time
        _add(upnp, port)
    return upnp


def _add(upnp: Upnp, port: int) -> None:
    for lease in (LEASE_S, 0):  # some know only for ever
        try:
            if _ask(partial(upnp.addportmapping, port, "TCP", upnp.lanaddr, port, DESCRIPTION, "", lease)):
                return
        except RouterRefused as refused:
            if refused.problem is RouterProblem.TAKEN:
                raise
    raise RouterRefused(RouterProblem.REFUSED)


def _find(new: Callable[[str], Upnp], networks: Iterable[str]) -> tuple[Upnp, str]:
    for own in networks:
        upnp = new(own)
        with contextlib.suppress(RouterRefused):  # there may be another network
            if _ask(upnp.discover) > 0:
                _ask(upnp.selectigd)
                return upnp, _ask(upnp.externalipaddress)
    raise RouterRefused(RouterProblem.NO_ROUTER)


def _undo(upnp: Upnp, port: int) -> None:
    _ask(partial(upnp.deleteportmapping, port, "TCP"))


def _ask(question: Callable[[], T]) -> T:
    try:
        return question()
    except Exception as error:  # noqa: BLE001  # miniupnpc raises nothing narrower, whatever happens
        taken = "Conflict" in str(error)
        raise RouterRefused(RouterProblem.TAKEN if taken else RouterProblem.REFUSED) from None


def _in_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """Do something in a thread that the end of the program does not wait for."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, error: RouterRefused | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
            future.exception()  # seen, whether or not somebody still waits for it
        else:
            future.set_result(result)  # type: ignore[arg-type]  # no error, so it is a T

    def run() -> None:
        result: T | None = None
        failed: RouterRefused | None = None
        try:
            result = work()
        except RouterRefused as error:
            failed = error
        try:
            loop.call_soon_threadsafe(finish, result, failed)
        except RuntimeError:
            return  # the loop has ended; nobody waits any more

    threading.Thread(target=run, name="router", daemon=True).start()
    return future
