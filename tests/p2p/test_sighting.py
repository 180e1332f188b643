"""People who lost each other and both moved see each other on the network, on loopback: real packets."""

from __future__ import annotations

import asyncio
import secrets

import pytest

from crypto.errors import CheatingDetected
from p2p import discovery, sighting
from p2p.discovery import Announced, Discovery
from p2p.errors import ConnectionLost
from p2p.greet import Myself
from p2p.group import Meeting
from p2p.identity import new_identity
from p2p.listener import Listener
from p2p.lobby import roster_digest
from p2p.nearby_rows import Announcement
from p2p.reunion import Reunion
from p2p.sighting import tag_of
from p2p.stream import Stream
from tests.p2p.helpers import gathered, outcomes, play
from tests.p2p.test_reunion import back, close, reunions

HERE = ("127.0.0.1",)
CLOSED = 9
"""Nobody listens at this port."""


@pytest.fixture(autouse=True)
def on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "SERVICE", f"_{secrets.token_hex(6)}._tcp.local.")
    monkeypatch.setattr(sighting, "where", lambda listener: HERE)
    monkeypatch.setattr(sighting, "LOOK_AFTER_S", 0.2)


def silence() -> ConnectionLost:
    return ConnectionLost("nothing was heard", silent=True)


def move(ways: list[Reunion]) -> None:
    """What everybody knows about everybody is out of date."""
    for way in ways:
        for pair in way._pairs.values():
            pair.addresses, pair.port = HERE, CLOSED


def digest_of(meeting: Meeting) -> bytes:
    return roster_digest(meeting.roster, meeting.sheet)


@pytest.mark.parametrize("n", [2, 3])
def test_they_find_each_other(n: int) -> None:
    async def scene() -> None:
        async with gathered(n, ready=False) as old, reunions(old) as ways:
            move(ways)
            for meeting in old:
                for channel in meeting.channels.values():
                    channel._fail(silence())  # type: ignore[attr-defined]
            found = await asyncio.gather(*(back(*one, wait_s=60.0) for one in zip(ways, old, strict=True)))
            new = [meeting for meeting, _ in found]
            assert all(one.members == before.members for one, before in zip(new, old, strict=True))
            await close(new)

    play(scene(), seconds=90)


def test_somebody_who_repeats_a_tag_is_only_dialled() -> None:
    """Whoever announces the tag of somebody gets 48 bytes that tell him nothing, and those two still meet."""

    async def scene() -> None:
        async def listen(stream: Stream) -> None:
            stream.abort()

        liar = Listener(listen)
        await liar.open(("127.0.0.1", 0))
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            tag = tag_of(digest_of(old[0]), old[0].members[1].key)
            lie = Announced(Announcement(tag, False), liar.port, lambda: HERE)
            async with Discovery(None, lie, on=HERE):
                move(ways)
                for meeting in old:
                    for channel in meeting.channels.values():
                        channel._fail(silence())  # type: ignore[attr-defined]
                found = await asyncio.gather(*(back(*one, wait_s=60.0) for one in zip(ways, old, strict=True)))
                await close([meeting for meeting, _ in found])
        await liar.close()

    play(scene(), seconds=90)


def test_somebody_else_with_the_secret_is_refused() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            move(ways)
            ways[1]._me = Myself(new_identity(), "0.1")
            tag = tag_of(digest_of(old[0]), old[0].members[1].key)
            lie = Announced(Announcement(tag, False), ways[1].listener.port, lambda: HERE)
            for channel in old[0].channels.values():
                channel._fail(silence())  # type: ignore[attr-defined]
            async with Discovery(None, lie, on=HERE):
                (found,) = await outcomes(back(ways[0], old[0], wait_s=30.0))
            assert isinstance(found, CheatingDetected)

    play(scene(), seconds=90)


def test_tags_are_of_one_meeting_and_one_person() -> None:
    first, second = secrets.token_bytes(32), secrets.token_bytes(32)
    tags = {tag_of(meeting, key) for meeting in (first, second) for key in (first, second)}
    assert len(tags) == 4
    assert {len(tag) for tag in tags} == {8}


def test_on_this_computer_alone_nobody_looks() -> None:
    async def scene() -> None:
        for address, only in (("127.0.0.1", ()), ("", None)):
            listener = Listener(lambda stream: asyncio.sleep(0))
            await listener.open((address, 0))
            assert listener.only_at == only
            await listener.close()

    play(scene())
