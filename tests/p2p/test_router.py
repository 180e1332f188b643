"""Asking the router: every answer it can give, and that nothing stays open, however it ends. Real ones: tests/net."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from p2p import router as router_module
from p2p.errors import RouterProblem, RouterRefused
from p2p.invite import parse_invite
from p2p.listener import Listener
from p2p.router import LEASE_S, Router, _new_upnp, _own_networks
from tests.p2p.helpers import HERE, join, outcomes, play, start_host
from tests.p2p.test_callback import behind_a_firewall, close, replied

OUTSIDE = "198.51.40.7"


@dataclass
class FakeRouter:
    """What a router on the network at `behind` would do.

    Attributes:
        open: port -> where it leads and for how long.
        wait: holds back the answer to a request.
    """

    behind: str = "192.168.4.2"
    outside: str = OUTSIDE
    refuses: tuple[str, ...] = ()
    wait: threading.Event = field(default_factory=threading.Event)
    open: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wait.set()

    def new(self, own: str) -> Any:
        return FakeUpnp(self, own)


class FakeUpnp:
    lanaddr = ""

    def __init__(self, router: FakeRouter, own: str) -> None:
        self._router = router
        self._own = own

    def discover(self) -> int:
        if self._own == "10.9.9.9":
            raise Exception("no multicast here")  # noqa: TRY002  # as the library does
        return int(self._own == self._router.behind)

    def selectigd(self) -> str:
        self.lanaddr = self._own
        return "http://somewhere"

    def externalipaddress(self) -> str:
        return self._router.outside

    def addportmapping(
        self, port: int, protocol: str, address: str, at: int, name: str, remote: str, lease: int
    ) -> bool:
        assert (protocol, at, remote) == ("TCP", port, "")
        self._router.asked.append(lease)
        self._router.wait.wait(20)
        if self._router.refuses:
            words, *rest = self._router.refuses
            self._router.refuses = tuple(rest)
            raise Exception(words)  # noqa: TRY002
        self._router.open[port] = (address, at, lease)
        return True

    def deleteportmapping(self, port: int, protocol: str) -> bool:
        if port not in self._router.open:
            raise Exception("NoSuchEntryInArray")  # noqa: TRY002
        del self._router.open[port]
        return True


def asking(fake: FakeRouter, *networks: str) -> tuple[Router, list[Any]]:
    told: list[Any] = []
    return Router(told.append, fake.new, lambda: networks or ("10.9.9.9", "10.0.0.1", fake.behind)), told


def test_a_port_is_opened_and_closed() -> None:
    async def scene() -> None:
        fake = FakeRouter()
        router, told = asking(fake)
        assert await router.open(4000) == OUTSIDE
        assert told == [OUTSIDE]
        assert fake.open == {4000: ("192.168.4.2", 4000, LEASE_S)}
        await router.close(4000)
        await router.close(4000)
        assert fake.open == {}

    play(scene())


@pytest.mark.parametrize(
    ("fake", "problem"),
    [
        (FakeRouter(behind="nowhere"), RouterProblem.NO_ROUTER),
        (FakeRouter(outside="192.168.1.7"), RouterProblem.BEHIND_ANOTHER),
        (FakeRouter(outside="100.64.0.9"), RouterProblem.BEHIND_ANOTHER),  # the provider's own network
        (FakeRouter(outside="0.0.0.0"), RouterProblem.BEHIND_ANOTHER),  # noqa: S104
        (FakeRouter(outside=""), RouterProblem.BEHIND_ANOTHER),
        (FakeRouter(outside="\x1b[2J<b>"), RouterProblem.BEHIND_ANOTHER),
        (FakeRouter(refuses=("ConflictInMappingEntry",)), RouterProblem.TAKEN),
        (FakeRouter(refuses=("Action not authorized",) * 2), RouterProblem.REFUSED),
    ],
)
def test_every_answer_that_is_no_way_in(fake: FakeRouter, problem: RouterProblem) -> None:
    async def scene() -> None:
        router, told = asking(fake, "192.168.4.2")
        assert await router.open(4000) == ""
        (refused,) = told
        assert isinstance(refused, RouterRefused)
        assert refused.problem is problem
        await router.close(4000)
        assert fake.open == {}

    play(scene())


def test_a_router_that_knows_only_for_ever() -> None:
    async def scene() -> None:
        fake = FakeRouter(refuses=("OnlyPermanentLeasesSupported",))
        router, _ = asking(fake)
        assert await router.open(4000) == OUTSIDE
        assert fake.asked == [LEASE_S, 0]
        await router.close(4000)
        assert fake.open == {}

    play(scene())


async def until(condition: Callable[[], bool]) -> None:
    """What a thread does is seen by looking."""
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


def test_the_router_is_asked_again_before_it_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router_module, "RENEW_S", 0.03)

    async def scene() -> None:
        fake = FakeRouter(refuses=("OnlyPermanentLeasesSupported",))
        router, _ = asking(fake)
        await router.open(4000)
        fake.open.clear()  # as if it had forgotten
        fake.refuses = ("not now", "not now")
        await until(lambda: bool(fake.open))
        assert fake.asked[:2] == [LEASE_S, 0]
        fake.wait.clear()  # closing while it is being asked once more
        asked = len(fake.asked)
        await until(lambda: len(fake.asked) > asked)
        closing = asyncio.ensure_future(router.close(4000))
        await asyncio.sleep(0.05)
        fake.wait.set()
        await closing
        await asyncio.sleep(0.1)
        assert fake.open == {}

    play(scene())


def test_a_router_that_answers_too_late_is_undone_when_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router_module, "ASK_S", 0.1)

    async def scene() -> None:
        fake = FakeRouter()
        fake.wait.clear()
        router, told = asking(fake)
        assert await router.open(4000) == ""
        assert told[0].problem is RouterProblem.SLOW
        closing = asyncio.ensure_future(router.close(4000))
        await asyncio.sleep(0.05)
        fake.wait.set()
        await closing
        assert fake.open == {}

    play(scene())


def test_a_router_that_never_answers_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router_module, "ASK_S", 0.05)
    monkeypatch.setattr(router_module, "UNDO_S", 0.05)
    fake = FakeRouter()
    fake.wait.clear()

    async def scene() -> None:
        router, _ = asking(fake)
        assert await router.open(4000) == ""
        await router.close(4000)

    started = time.monotonic()
    play(scene())
    assert time.monotonic() - started < 10
    fake.wait.set()
    for thread in threading.enumerate():
        if thread.name == "router":
            thread.join(10)  # its loop is gone; it ends all the same


def test_who_gives_up_while_the_router_is_asked_leaves_nothing_open() -> None:
    async def scene() -> None:
        fake = FakeRouter()
        fake.wait.clear()
        router, _ = asking(fake)

        async def hang_up(stream: Any) -> None:
            stream.abort()

        listener = Listener(hang_up)
        opening = asyncio.ensure_future(listener.open(HERE, router))
        await asyncio.sleep(0.1)
        opening.cancel()
        await outcomes(opening)
        closing = asyncio.ensure_future(listener.close())
        await asyncio.sleep(0.05)
        fake.wait.set()
        await closing
        assert fake.open == {}
        assert fake.asked

    play(scene())


# ---- in a meeting


@pytest.mark.parametrize("end", ["result", "cancelled", "expired"])
def test_the_address_outside_is_in_the_invite_until_the_end(end: str) -> None:
    async def scene() -> None:
        fake = FakeRouter()
        router, _ = asking(fake)
        hosting = await start_host(2, router=router, **({"lifetime_s": 0.2} if end == "expired" else {}))
        invite = parse_invite(hosting.invite)
        assert invite.addresses == (OUTSIDE, "127.0.0.1")
        assert list(fake.open) == [invite.port]
        if end == "result":
            meetings = await asyncio.gather(hosting.task, join(hosting.invite))
            assert list(fake.open) == [invite.port]
            await close(*meetings)
        elif end == "cancelled":
            hosting.task.cancel()
        await outcomes(hosting.task)
        assert fake.open == {}

    play(scene())


def test_the_address_outside_is_in_the_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        from p2p.helm import Helm
        from p2p.reply import parse_reply

        fake = FakeRouter()
        router, _ = asking(fake)
        helm = Helm()
        hosting = await start_host(2, helm=helm)
        joining, line = await replied(hosting.invite, router=router)
        reply = parse_reply(line, parse_invite(hosting.invite).secret)
        assert OUTSIDE in reply.addresses
        assert list(fake.open) == [reply.port]
        await helm.call_back(line)
        await close(*await asyncio.gather(hosting.task, joining))
        assert fake.open == {}

    play(scene())


def test_a_router_that_refuses_does_not_stop_the_meeting() -> None:
    async def scene() -> None:
        fake = FakeRouter(refuses=("no",) * 2)
        router, told = asking(fake)
        hosting = await start_host(2, router=router)
        assert parse_invite(hosting.invite).addresses == ("127.0.0.1",)
        assert told[0].problem is RouterProblem.REFUSED
        await close(*await asyncio.gather(hosting.task, join(hosting.invite)))

    play(scene())


# ---- the library


def test_where_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniupnpc", None)

    async def scene() -> None:
        told: list[Any] = []
        assert await Router(told.append, networks=lambda: ("192.168.4.2",)).open(4000) == ""
        assert told[0].problem is RouterProblem.UNAVAILABLE

    play(scene())


def test_the_library_has_what_is_used() -> None:
    upnp = _new_upnp("127.0.0.1")
    for name in ("discover", "selectigd", "externalipaddress", "addportmapping", "deleteportmapping"):
        assert callable(getattr(upnp, name))
    assert all("." in own for own in _own_networks())
