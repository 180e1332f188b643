"""Joiners meeting each other: from either side, once per pair, with the same roster, or named as unreachable."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest

from crypto.errors import PeerError
from p2p import dial as dial_module
from p2p import mesh as mesh_module
from p2p.dial import dial
from p2p.errors import ConnectionRefused, PairUnreachable, RosterMismatch
from p2p.greet import connect
from p2p.handshake import pair_door
from p2p.identity import new_identity
from p2p.lobby import Entry, Roster, roster_digest
from p2p.meeting import Meeting
from p2p.mesh import Mesh
from p2p.secret import Secret
from p2p.wire import RecordType
from tests.p2p.helpers import HERE, join, kinds, me, outcomes, play, raw, start_host, stream_to

SECRET = Secret(bytes(32))


@contextlib.asynccontextmanager
async def joiners(n: int) -> Any:
    """n joiners (seats 1..n) that listen, and their roster; the host at seat 0 is only a name."""
    everybody = [me() for _ in range(n)]
    meshes = [Mesh(one, SECRET) for one in everybody]
    for mesh in meshes:
        await mesh.open(HERE)
    entries = [
        Entry(one.identity.key, "", mesh.listener.addresses, mesh.listener.port)
        for one, mesh in zip(everybody, meshes, strict=True)
    ]
    roster = Roster((Entry(new_identity().key, "", (), 0), *entries))
    try:
        yield meshes, roster
    finally:
        await asyncio.gather(*(mesh.close() for mesh in meshes))


def digest(roster: Roster) -> bytes:
    return roster_digest(roster, b"sheet")


def with_port(roster: Roster, seat: int, port: int) -> Roster:
    entries = list(roster.entries)
    old = entries[seat]
    entries[seat] = Entry(old.key, old.role, old.addresses, port)
    return Roster(tuple(entries))


async def talk(one: Mesh, seat: int, other: Mesh, other_seat: int) -> None:
    one.links[other_seat].channel.send(RecordType.ENGINE, b"hi")
    assert (await other.links[seat].channel.receive()).body == b"hi"


def test_every_pair_has_one_channel() -> None:
    async def scene() -> None:
        for _ in range(3):
            async with joiners(4) as (meshes, roster):
                results = await asyncio.gather(
                    *(mesh.meet(roster, seat, digest(roster)) for seat, mesh in enumerate(meshes, start=1))
                )
                assert results == [()] * 4
                for seat, mesh in enumerate(meshes, start=1):
                    assert set(mesh.links) == {1, 2, 3, 4} - {seat}
                    for other, link in mesh.links.items():
                        assert link.channel.peer_key == roster.entries[other].key
                        await talk(mesh, seat, meshes[other - 1], other)

    play(scene())


@pytest.mark.parametrize("reachable", [1, 2])
def test_one_open_side_is_enough(reachable: int) -> None:
    """A firewall lets nobody in on one of the two computers."""

    async def scene() -> None:
        async with joiners(2) as (meshes, roster):
            shut = with_port(roster, 3 - reachable, 1)
            assert await asyncio.gather(
                *(mesh.meet(shut, seat, digest(roster)) for seat, mesh in enumerate(meshes, start=1))
            ) == [(), ()]
            await talk(meshes[0], 1, meshes[1], 2)
            await talk(meshes[1], 2, meshes[0], 1)

    play(scene())


def test_people_who_do_not_come_at_the_same_time() -> None:
    async def scene() -> None:
        async with joiners(2) as (meshes, roster):
            early = asyncio.ensure_future(meshes[0].meet(roster, 1, digest(roster)))
            await asyncio.sleep(0.3)
            assert await meshes[1].meet(roster, 2, digest(roster)) == ()
            assert await early == ()

    play(scene())


def test_who_cannot_be_reached_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mesh_module, "MESH_S", 0.4)

    async def scene() -> None:
        async with joiners(3) as (meshes, roster):
            shut = with_port(with_port(roster, 1, 1), 2, 1)
            results = await asyncio.gather(
                *(mesh.meet(shut, seat, digest(roster)) for seat, mesh in enumerate(meshes, start=1))
            )
            assert results == [(2,), (1,), ()]

    play(scene())


def test_different_rosters_are_told_to_both() -> None:
    """A host that gives two joiners different roles for the same people."""

    async def scene() -> None:
        async with joiners(2) as (meshes, roster):
            results = await outcomes(meshes[0].meet(roster, 1, digest(roster)), meshes[1].meet(roster, 2, bytes(32)))
            assert kinds(results) == ["RosterMismatch", "RosterMismatch"]

    play(scene())


def test_strangers_and_wrong_people_are_passed_over() -> None:
    async def scene() -> None:
        async with joiners(2) as (meshes, roster):
            reader, writer = await raw(meshes[0].listener.port)
            writer.write(b"x" * 100)
            meeting = asyncio.ensure_future(meshes[0].meet(roster, 1, digest(roster)))
            await asyncio.sleep(0.05)
            somebody = me()  # holds the invite, but is not in the roster
            for door in (
                pair_door(SECRET, digest(roster), somebody.identity.key, roster.entries[1].key),
                pair_door(SECRET, digest(roster), roster.entries[2].key, roster.entries[1].key),
            ):
                result = await outcomes(connect(await stream_to(meshes[0].listener.port), door, somebody))
                if not isinstance(result[0], BaseException):
                    result = await outcomes(result[0].receive())
                assert kinds(result)[0] in ("ConnectionLost", "PeerLeft")
            assert await meshes[1].meet(roster, 2, digest(roster)) == ()
            assert await meeting == ()
            await talk(meshes[0], 1, meshes[1], 2)
            with contextlib.suppress(ConnectionResetError):
                assert await reader.read() == b""
            writer.close()

    play(scene())


def test_giving_up_leaves_nothing_behind() -> None:
    async def scene() -> None:
        for after_s in (0, 0.003, 0.006, 0.01, 0.02):
            async with joiners(3) as (meshes, roster):
                work = [
                    asyncio.ensure_future(mesh.meet(roster, seat, digest(roster)))
                    for seat, mesh in enumerate(meshes, start=1)
                ]
                await asyncio.sleep(after_s)
                for task in work:
                    task.cancel()
                await outcomes(*work)

    play(scene())


# ---- in a whole meeting


def deaf(monkeypatch: pytest.MonkeyPatch, n_doors: int) -> None:
    """Computers let nobody in but the first n_doors dials between joiners."""
    used = {"doors": 0}

    async def refuse(*args: Any, **options: Any) -> Any:
        used["doors"] += 1
        if used["doors"] > n_doors:
            raise ConnectionRefused("a firewall")
        return await dial(*args, **options)

    monkeypatch.setattr(mesh_module, "dial", refuse)


def test_a_pair_that_cannot_connect_is_named_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mesh_module, "MESH_S", 0.5)
    deaf(monkeypatch, 0)

    async def scene() -> None:
        hosting = await start_host(3)
        results = await outcomes(hosting.task, join(hosting.invite), join(hosting.invite))
        assert kinds(results) == ["PairUnreachable"] * 3
        assert all(isinstance(result, PairUnreachable) and result.pairs == ((1, 2),) for result in results)

    play(scene())


def test_an_equivocating_host_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """It tells one joiner that another has a different role; both joiners notice before anything is compared."""
    from p2p import host as host_module

    real = host_module.Link.send
    told: list[Roster] = []

    def send(self: Any, message: Any) -> None:
        if isinstance(message, Roster):
            told.append(message)
            if len(told) == 2:
                entries = list(message.entries)
                entries[1] = Entry(entries[1].key, "boss", entries[1].addresses, entries[1].port)
                message = Roster(tuple(entries))
        real(self, message)

    async def scene() -> None:
        hosting = await start_host(3)
        monkeypatch.setattr(host_module.Link, "send", send)
        results = await outcomes(hosting.task, join(hosting.invite), join(hosting.invite))
        assert isinstance(results[0], PeerError)
        assert kinds(results[1:]) == ["RosterMismatch"] * 2

    play(scene())


def test_an_equivocating_host_is_caught_by_a_single_joiner_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from p2p import host as host_module

    real = host_module.Link.send

    def send(self: Any, message: Any) -> None:
        if isinstance(message, Roster):
            entries = (Entry(message.entries[0].key, "boss", (), 0), *message.entries[1:])
            message = Roster(entries)
        real(self, message)

    async def scene() -> None:
        hosting = await start_host(2)
        with monkeypatch.context() as patch:
            patch.setattr(host_module.Link, "send", send)
            results = await outcomes(hosting.task, join(hosting.invite))
        assert kinds(results) == ["RosterMismatch", "RosterMismatch"]
        assert not any(isinstance(result, Meeting) for result in results)

    play(scene())
    assert issubclass(RosterMismatch, PeerError)
    assert dial_module.TOTAL_S < mesh_module.MESH_S
