"""Somebody does not come back: the others go on without when each of them wants that, about the same people."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from crypto.errors import MalformedMessage
from p2p import leaving_out, lost
from p2p.errors import ConnectionLost, Declined, PeerLeft, PeerStopped
from p2p.group import Meeting
from p2p.leaving_out import LeavingOut, Vote
from p2p.lobby import Without
from p2p.reunion import Reunion
from tests.p2p.helpers import DIGESTS, gathered, kinds, outcomes, play
from tests.p2p.test_reunion import close, nobody_looks, reunions

Says = Callable[[frozenset[int]], Awaitable[bool]]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.3)
    monkeypatch.setattr(leaving_out, "ASK_AFTER_S", 0.3)


async def yes(_: frozenset[int]) -> bool:
    return True


async def no(_: frozenset[int]) -> bool:
    return False


async def waits(_: frozenset[int]) -> bool:
    return await asyncio.Event().wait()


def may(seats: frozenset[int], most: int) -> bool:
    return most < 2 and len(seats) <= 2


def back(way: Reunion, old: Meeting, says: Says | None, *, asks: int = 0, wait_s: float = 60.0) -> Awaitable[Any]:
    def enough(seats: frozenset[int], most: int) -> bool:
        return may(seats, most) and len(old.members) - len(seats) > 1

    asked = None if says is None else LeavingOut(enough, says)
    return way.come_back(old, asks=asks, wait_s=wait_s, on_missing=nobody_looks, leaving_out=asked)


async def vanish(way: Reunion, meeting: Meeting) -> None:
    """This program is gone."""
    meeting.cut()
    await way.close()


@pytest.mark.parametrize(("n", "gone"), [(3, {0}), (3, {1}), (4, {3}), (4, {0, 2})])
def test_all_who_are_left_go_on(n: int, gone: set[int]) -> None:
    async def scene() -> None:
        async with gathered(n, ready=False) as old, reunions(old) as ways:
            await asyncio.gather(*(meeting.confirm_ready(DIGESTS) for meeting in old))
            for seat in gone:
                await vanish(ways[seat], old[seat])
            left = [seat for seat in range(n) if seat not in gone]
            found = await asyncio.gather(*(back(ways[seat], old[seat], yes) for seat in left))
            new = [meeting for meeting, _ in found]
            assert len({meeting.roster_digest for meeting in new}) == 1
            assert new[0].roster_digest not in {meeting.roster_digest for meeting in old}
            for me, (meeting, seat) in enumerate(zip(new, left, strict=True)):
                before = old[seat]
                assert meeting.me == me
                assert [member.key for member in meeting.members] == [before.members[one].key for one in left]
                assert [member.seat for member in meeting.members] == list(range(len(left)))
                assert meeting.sheet == before.sheet
                assert set(meeting.channels) == {one for one in range(len(left)) if one != me}
                for other, channel in meeting.channels.items():
                    assert channel.peer_key == meeting.members[other].key
                    assert channel.seat == other
                    assert channel not in before.channels.values()
            # And if these lose each other they come back by ways of their own.
            async with reunions(new) as again:
                new[0].cut()
                found = await asyncio.gather(*(back(*one, None) for one in zip(again, new, strict=True)))
                assert [meeting.members for meeting, _ in found] == [meeting.members for meeting in new]
                assert {meeting.roster_digest for meeting, _ in found} != {new[0].roster_digest}
                await close([meeting for meeting, _ in found])

    play(scene(), seconds=120)


def test_one_no_stops_it() -> None:
    async def scene() -> None:
        async with gathered(4, ready=False) as old, reunions(old) as ways:
            await vanish(ways[3], old[3])
            found = await outcomes(*(back(ways[seat], old[seat], (yes, no, yes)[seat]) for seat in range(3)))
            assert kinds(found) == ["PeerLeft", "Declined", "PeerLeft"]

    play(scene(), seconds=120)


def test_who_waits_makes_the_others_wait() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            await vanish(ways[2], old[2])
            found = await outcomes(*(back(ways[seat], old[seat], (yes, waits)[seat], wait_s=4.0) for seat in range(2)))
            assert kinds(found) == ["ConnectionLost", "ConnectionLost"]

    play(scene(), seconds=120)


def test_the_question_is_withdrawn_when_they_come_back() -> None:
    async def scene() -> None:
        asked: list[frozenset[int]] = []
        withdrawn = 0

        async def think(seats: frozenset[int]) -> bool:
            nonlocal withdrawn
            asked.append(seats)
            try:
                return await asyncio.Event().wait()
            except asyncio.CancelledError:
                withdrawn += 1
                raise

        async with gathered(3, ready=False) as old, reunions(old) as ways:
            old[0].cut()
            waiting = [asyncio.ensure_future(back(ways[seat], old[seat], think)) for seat in (0, 1)]
            while len(asked) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            found = await asyncio.gather(*waiting, back(ways[2], old[2], think))
            assert asked == [frozenset({2})] * 2
            assert withdrawn == 2
            assert all(meeting.members == old[0].members for meeting, _ in found)
            await close([meeting for meeting, _ in found])

    play(scene(), seconds=120)


def test_who_comes_back_too_late_hears_that_they_left() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            old[2].cut()
            found = await asyncio.gather(*(back(ways[seat], old[seat], yes) for seat in (0, 1)))
            new = [meeting for meeting, _ in found]
            async with reunions(new):
                late = await outcomes(back(ways[2], old[2], yes))
                assert kinds(late) == ["PeerLeft"]
            await close(new)

    play(scene(), seconds=120)


def test_not_once_results_were_opened_to_anybody() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            await vanish(ways[2], old[2])
            found = await outcomes(*(back(ways[seat], old[seat], yes, asks=2 * seat) for seat in range(2)))
            assert set(kinds(found)) <= {"PeerStopped", "PeerLeft", "ConnectionLost"}
            assert any(isinstance(one, PeerStopped) and one.seat == 2 for one in found)

    play(scene(), seconds=120)


def test_where_nobody_can_be_asked_a_program_that_is_gone_is_the_end() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            await vanish(ways[2], old[2])
            waiting = asyncio.ensure_future(back(ways[0], old[0], yes))
            (ended,) = await outcomes(back(ways[1], old[1], None))
            assert isinstance(ended, PeerStopped)
            assert ended.seat == 2
            await ways[1].close()  # that program ends, and one person alone has nothing to compare
            assert kinds(await outcomes(waiting)) == ["PeerStopped"]

    play(scene(), seconds=120)


def test_another_word_than_without_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "MAX_WITHOUT", 3)

    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            await vanish(ways[2], old[2])
            waiting = asyncio.ensure_future(back(ways[0], old[0], waits))
            other = asyncio.ensure_future(back(ways[1], old[1], waits))
            while (link := ways[1]._pairs[0].link) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            for _ in range(4):
                link.send(Without((2,)))
            found = await outcomes(waiting, other)
            assert isinstance(found[0], MalformedMessage)
            assert isinstance(found[1], (PeerLeft, ConnectionLost))

    play(scene(), seconds=120)


def test_a_yes_is_for_exactly_these_people() -> None:
    async def scene() -> None:
        news = asyncio.Event()
        asked: list[frozenset[int]] = []

        async def agree(seats: frozenset[int]) -> bool:
            asked.append(seats)
            return True

        async def told() -> None:
            news.clear()
            await news.wait()

        vote = Vote(LeavingOut(may, agree), news.set)
        one, both = frozenset({1}), frozenset({1, 2})
        vote.consider(one, 0, sure=True)
        await told()
        vote.consider(one, 0, sure=True)
        assert vote.wants(one)
        assert not vote.wants(both)
        vote.consider(both, 0, sure=False)
        assert not vote.wants(both)
        assert not vote.wants(one)  # the others may be told so only while it is so
        vote.consider(one, 0, sure=True)
        assert vote.wants(one)  # and then nobody is asked twice
        assert asked == [one]
        vote.consider(frozenset({1, 2, 3}), 0, sure=True)
        await asyncio.sleep(0.05)
        assert asked == [one]  # too many
        vote.close()

    play(scene())


def test_a_no_is_the_end() -> None:
    async def scene() -> None:
        news = asyncio.Event()
        vote = Vote(LeavingOut(may, no), news.set)
        vote.consider(frozenset({1}), 0, sure=True)
        await news.wait()
        with pytest.raises(Declined):
            vote.consider(frozenset({1}), 0, sure=True)
        vote.close()

    play(scene())
