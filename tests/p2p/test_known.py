"""People who met before: whoever has a way in common comes in without an invite, and nobody else; tags say nothing."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import pytest

from crypto.errors import MisuseError
from p2p.group import Meeting
from p2p.handshake import Mode, known_door
from p2p.invite import parse_invite
from p2p.join import join_known
from p2p.known import CLOCKS_APART, TAG_S, next_way, tag_at, tags_around
from p2p.nearby_rows import TAG_BYTES
from p2p.secret import Secret
from tests.p2p.helpers import SHEET, join, kinds, outcomes, play, start_host, yes

WAYS = [Secret(bytes([number]) * 32) for number in range(4)]
NOW = 1_800_000_000.0


def come(port: int, *ways: Secret[bytes]) -> Any:
    return join_known(ways, ("127.0.0.1",), port, version="0.1", decide_sheet=yes)


def test_each_meeting_leaves_another_way_to_both() -> None:
    secret, meeting, both = Secret(bytes(32)), bytes(range(32)), [b"a" * 32, b"b" * 32]
    way = next_way(secret, meeting, both)
    assert next_way(secret, meeting, both) == way
    for other in (
        next_way(Secret(b"\1" * 32), meeting, both),
        next_way(secret, bytes(32), both),
        next_way(secret, meeting, both[::-1]),
        next_way(secret, meeting, [b"a" * 32, b"c" * 32]),
    ):
        assert other != way
    assert "Secret(...)" in repr(way)


@pytest.mark.parametrize("hours", [0, 1, -1, CLOCKS_APART, -CLOCKS_APART])
def test_tags_are_recognised_with_clocks_apart(hours: int) -> None:
    tag = tag_at(WAYS[1], NOW)
    assert len(tag) == TAG_BYTES
    assert tag in tags_around(WAYS, NOW + hours * TAG_S)
    assert tag not in tags_around([WAYS[0], WAYS[2]], NOW)


def test_tags_change_and_none_is_like_another() -> None:
    tags = [tag_at(way, NOW + hour * TAG_S) for way in WAYS for hour in range(50)]
    assert len(set(tags)) == len(tags)


def test_the_door_is_its_own() -> None:
    assert known_door(WAYS[0]).mode is Mode.KNOWN
    assert known_door(WAYS[0]) == known_door(WAYS[0])
    assert known_door(WAYS[0]) != known_door(WAYS[1])


@pytest.mark.parametrize(
    ("here", "there"),
    [((0,), (0,)), ((1, 0), (0,)), ((0,), (1, 0)), ((1, 0), (2, 0)), ((1, 2, 0), (3, 2))],
)
def test_a_way_in_common_is_enough(here: tuple[int, ...], there: tuple[int, ...]) -> None:
    """One of the two may have crashed before it kept what the last meeting left."""

    async def scene() -> None:
        hosting = await start_host(2, known=[WAYS[number] for number in here])
        port = parse_invite(hosting.invite).port
        meetings: list[Meeting] = await asyncio.gather(hosting.task, come(port, *(WAYS[number] for number in there)))
        assert meetings[0].sheet == meetings[1].sheet == SHEET
        assert meetings[0].roster_digest == meetings[1].roster_digest
        await asyncio.gather(*(meeting.close() for meeting in meetings))

    play(scene(), seconds=60)


def test_nobody_else_comes_in() -> None:
    async def scene() -> None:
        hosting = await start_host(2, known=[WAYS[0]])
        port = parse_invite(hosting.invite).port
        assert kinds(await outcomes(come(port, WAYS[1], Secret(secrets.token_bytes(32))))) == ["ConnectionRefused"]
        assert not hosting.task.done()
        other = await start_host(2)  # waits for nobody who is known
        there = parse_invite(other.invite).port
        assert kinds(await outcomes(come(there, WAYS[0]))) == ["ConnectionRefused"]
        for one in (hosting, other):
            one.task.cancel()
        await outcomes(hosting.task, other.task)

    play(scene(), seconds=60)


def test_with_the_invite_it_works_all_the_same() -> None:
    async def scene() -> None:
        hosting = await start_host(2, known=[WAYS[0]])
        meetings = await asyncio.gather(hosting.task, join(hosting.invite))
        assert kinds(await outcomes(come(parse_invite(hosting.invite).port, WAYS[0]))) == ["InviteUsed"]
        await asyncio.gather(*(meeting.close() for meeting in meetings))

    play(scene(), seconds=60)


def test_ways_are_between_two_people() -> None:
    async def scene() -> None:
        with pytest.raises(MisuseError):
            await start_host(3, known=[WAYS[0]])

    play(scene())
