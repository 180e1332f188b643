"""Finding people nearby over multicast on the loopback interface, real packets; and a flood of made-up ones."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import itertools
import os
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from zeroconf import NonUniqueNameException
from zeroconf.asyncio import AsyncZeroconf

from p2p import discovery
from p2p.addresses import Interface, interfaces
from p2p.discovery import SERVICE, Announced, Discovery
from p2p.errors import DiscoveryFailed
from p2p.nearby_rows import MAX_ROWS, Announcement, Row
from tests.p2p import mdns_flood
from tests.p2p.helpers import play
from tests.p2p.mdns_flood import GROUP, announcement, made_up, sender, txt

HERE = ["127.0.0.1"]
TAG = b"12345678"


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other test runs on this computer announce other things."""
    service = f"cg-{os.getpid() & 0xFFFFFF:x}"
    monkeypatch.setattr(discovery, "SERVICE", f"_{service}._tcp.local.")
    monkeypatch.setattr(mdns_flood, "SERVICE", (f"_{service}", "_tcp", "local"))


async def until(is_so: Callable[[], bool]) -> None:
    """Look again and again: what is waited for comes from the network."""
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


class Seen:
    """What a page would show."""

    def __init__(self) -> None:
        self.updates: list[tuple[float, tuple[Row, ...]]] = []

    def __call__(self, rows: tuple[Row, ...]) -> None:
        self.updates.append((asyncio.get_running_loop().time(), rows))

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.updates[-1][1] if self.updates else ()

    async def until(self, is_so: Callable[[tuple[Row, ...]], bool]) -> tuple[Row, ...]:
        await until(lambda: is_so(self.rows))
        return self.rows


@contextlib.asynccontextmanager
async def somebody(tag: bytes = TAG, nickname: str = "", **options: Any) -> AsyncIterator[Announced]:
    """Announces, and accepts connections."""

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    announced = Announced(Announcement(tag, True, nickname), server.sockets[0].getsockname()[1], lambda: HERE)
    try:
        async with Discovery(None, announced, on=HERE, **options):
            yield announced
    finally:
        server.close()


def test_people_come_answer_and_go() -> None:
    async def scene() -> None:
        seen = Seen()
        async with somebody(b"11111111", "Ana") as first, Discovery(seen, on=HERE):  # one was there before
            await seen.until(lambda rows: len(rows) == 1 and bool(rows[0].answers))
            async with somebody(b"22222222") as second:
                rows = await seen.until(lambda rows: len(rows) == 2 and all(row.answers for row in rows))
                assert [row.announcement for row in rows] == [first.announcement, second.announcement]
                assert [row.port for row in rows] == [first.port, second.port]
                assert {row.addresses for row in rows} == {("127.0.0.1",)}
            await seen.until(lambda rows: [row.announcement for row in rows] == [first.announcement])

    play(scene(), seconds=120)


def test_nothing_is_announced_but_random_names_and_the_tag() -> None:
    packets: list[bytes] = []

    async def scene() -> None:
        loop = asyncio.get_running_loop()

        class Ear(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, addr: Any) -> None:
                packets.append(data)

        with sender() as sock:
            sock.setblocking(False)
            group = ipaddress.ip_address(GROUP[0]).packed + ipaddress.ip_address("127.0.0.1").packed
            sock.setsockopt(0, 35, group)  # IP_ADD_MEMBERSHIP
            transport, _ = await loop.create_datagram_endpoint(Ear, sock=sock)
            for number in range(2):
                async with somebody(bytes([number]) * 8):
                    tag = (bytes([number]) * 8).hex().encode()
                    await until(lambda tag=tag: any(tag in packet for packet in packets))  # type: ignore[misc]  # a default
            transport.close()

    import getpass
    import socket

    play(scene(), seconds=120)
    everything = b"".join(packets).lower()
    for private in (socket.gethostname(), getpass.getuser()):
        if len(private) > 3:
            assert private.lower().encode() not in everything
    labels = {packet[packet.index(b"\x10") + 1 :][:16] for packet in packets if b"t=" in packet}
    assert len(labels) >= 2  # another instance at every opening


def test_who_announces_looks_around_too_and_does_not_see_itself() -> None:
    async def scene() -> None:
        seen, other = Seen(), Seen()
        async with somebody(b"11111111"):
            mine = Announced(Announcement(b"22222222", False), 1, lambda: HERE)
            async with Discovery(seen, mine, on=HERE), Discovery(other, on=HERE):
                await seen.until(lambda rows: len(rows) == 1)
                await other.until(lambda rows: any(row.announcement.tag == b"11111111" for row in rows))
                await asyncio.sleep(0.3)
                assert [row.announcement.tag for row in seen.rows] == [b"11111111"]

    play(scene(), seconds=120)


def test_what_is_made_up_goes_again() -> None:
    """Announcements of nobody: not one stays after the connection test; twins are shown as such; goodbyes count."""

    async def scene() -> None:
        seen = Seen()
        async with somebody(TAG) as real, Discovery(seen, on=HERE):
            await seen.until(lambda rows: len(rows) == 1)
            with sender() as sock:
                for packet in (
                    announcement("nobody", port=1),
                    announcement("empty", text=b""),
                    announcement("huge", text=txt(*[b"x=" + b"y" * 250] * 8)),
                    announcement("far", address="8.8.8.8"),
                    announcement("old", text=txt(b"v=2", b"t=0123456789abcdef")),
                    announcement(b"\xff\xfe.\x00bad", tag="00" * 8),
                    announcement("short")[:40],
                ):
                    sock.sendto(packet, GROUP)
                sock.sendto(announcement("twin", port=real.port, tag=TAG.hex()), GROUP)
                rows = await seen.until(lambda rows: len(rows) == 2 and all(row.answers for row in rows))
                assert all(row.twin for row in rows)
                sock.sendto(announcement("twin", port=real.port, tag=TAG.hex(), ttl=0), GROUP)
                rows = await seen.until(lambda rows: len(rows) == 1)
                assert not rows[0].twin

    play(scene(), seconds=120)


def test_a_flood_leaves_few_rows_and_few_updates() -> None:
    """As far as one process goes; python -m tests.p2p.mdns_flood sends 50,000 names a second from another."""

    async def scene() -> None:
        seen = Seen()
        async with Discovery(seen, on=HERE):
            with sender() as sock:
                for number, packet in enumerate(made_up(4000)):
                    sock.sendto(packet, GROUP)
                    if number % 20 == 0:
                        await asyncio.sleep(0)
            await seen.until(lambda rows: bool(rows))
            await asyncio.sleep(0.5)
        assert 0 < max(len(rows) for _, rows in seen.updates) <= MAX_ROWS
        times = [at for at, _ in seen.updates]
        assert all(later - before >= 0.099 for before, later in itertools.pairwise(times))

    play(scene(), seconds=120)


def test_after_a_change_of_interfaces_it_announces_and_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (discovery.POLL_S, discovery.ANNOUNCE_AGAIN_S) == (5.0, 10.0)
    monkeypatch.setattr(discovery, "POLL_S", 0.05)
    monkeypatch.setattr(discovery, "ANNOUNCE_AGAIN_S", 0.1)
    more = Interface("eth9", 9, ipaddress.ip_address("10.9.9.9"), ipaddress.ip_network("10.9.9.0/24"))
    known = [interfaces()]
    monkeypatch.setattr(discovery, "interfaces", lambda: known[0])
    asked: list[int] = []

    async def scene() -> None:
        seen = Seen()
        announced = Announced(Announcement(TAG, True), 5, lambda: asked.append(1) or HERE)  # type: ignore[func-returns-value]
        async with Discovery(seen, announced, on=HERE) as both:
            assert both._zeroconf is not None
            updated = asyncio.Event()
            original = both._zeroconf.async_update_interfaces

            async def update_interfaces() -> None:
                await original()
                updated.set()

            monkeypatch.setattr(both._zeroconf, "async_update_interfaces", update_interfaces)
            await asyncio.sleep(0.2)
            assert len(asked) == 1
            known[0] = (*known[0], more)
            await asyncio.wait_for(updated.wait(), 60)
            await until(lambda: len(asked) == 2)

    play(scene(), seconds=120)


@pytest.mark.parametrize("error", [OSError(19, "No such device"), NonUniqueNameException()])
def test_where_it_cannot_start_that_is_said(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(**_: Any) -> None:
        raise error

    monkeypatch.setattr(discovery, "AsyncZeroconf", refuse)

    async def scene() -> None:
        with pytest.raises(DiscoveryFailed):
            async with Discovery(lambda rows: None):
                raise AssertionError("it started")

    play(scene())


@pytest.mark.parametrize("announces", [False, True])
@pytest.mark.parametrize("turns", range(8))
def test_nothing_stays_open_however_soon_it_is_given_up(
    monkeypatch: pytest.MonkeyPatch, announces: bool, turns: int
) -> None:
    opened: list[AsyncZeroconf] = []
    open_library = discovery._open

    def open_and_note(on: Sequence[str] | None) -> AsyncZeroconf:
        opened.append(open_library(on))
        return opened[-1]

    monkeypatch.setattr(discovery, "_open", open_and_note)
    announced = Announced(Announcement(TAG, True), 1, lambda: HERE) if announces else None

    async def look() -> None:
        async with Discovery(lambda _: None, announced, on=HERE):
            await asyncio.Event().wait()

    async def give_up() -> None:
        looking = asyncio.ensure_future(look())
        for _ in range(turns):
            await asyncio.sleep(0)
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking

    play(give_up())
    assert len(opened) == (turns > 0)
    for library in opened:
        engine = library.zeroconf.engine
        assert all(one.transport.is_closing() for one in (*engine.readers, *engine.senders))
        assert library.zeroconf.done


def n_open() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not say what is open")
def test_an_address_that_is_no_longer_here_opens_nothing() -> None:
    async def scene() -> None:
        before = n_open()
        with pytest.raises(DiscoveryFailed):
            async with Discovery(lambda _: None, on=["192.0.2.99"]):
                pass
        assert n_open() == before

    play(scene())


def test_the_service_has_a_name_that_fits() -> None:
    assert SERVICE == "_common-ground._tcp.local."
    assert len(SERVICE.split(".")[0]) <= 16
