"""Coming back after a loss: the same people and nobody else, all or nobody, and nothing of the old connections."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from crypto.errors import CheatingDetected, PeerError
from p2p import lost
from p2p.channel import TcpChannel
from p2p.errors import ChannelError, ConnectionLost, NetworkError, PeerLeft, PeerStopped, RosterMismatch
from p2p.greet import Myself, connect
from p2p.group import Meeting
from p2p.handshake import return_door
from p2p.identity import new_identity
from p2p.invite import encode_invite, parse_invite
from p2p.lost import MAX_WAITING
from p2p.reunion import Reunion
from tests.p2p.helpers import (
    DIGESTS,
    Relay,
    gathered,
    join,
    kinds,
    open_files,
    outcomes,
    play,
    raw,
    start_host,
    stream_to,
)

Ask = Callable[[frozenset[int]], None]


def nobody_looks(missing: frozenset[int]) -> None:
    """Whoever is missing."""


@contextlib.asynccontextmanager
async def reunions(meetings: list[Meeting]) -> AsyncIterator[list[Reunion]]:
    ways = await asyncio.gather(*(Reunion.begin(meeting, version="0.1") for meeting in meetings))
    try:
        yield list(ways)
    finally:
        await asyncio.gather(*(way.close() for way in ways))


def back(
    way: Reunion, old: Meeting, *, asks: int = 0, wait_s: float = 30.0, look: Ask = nobody_looks
) -> Awaitable[Any]:
    return way.come_back(old, asks=asks, wait_s=wait_s, on_missing=look)


def cut(meeting: Meeting, seat: int) -> None:
    """The connection between these two ends, as the system sees it; neither program meant it."""
    channel = meeting.channels[seat]
    assert isinstance(channel, TcpChannel)
    channel._stream.abort()


async def all_back(ways: list[Reunion], old: list[Meeting], **options: Any) -> list[Meeting]:
    found = await asyncio.gather(*(back(way, meeting, **options) for way, meeting in zip(ways, old, strict=True)))
    return [meeting for meeting, _ in found]


async def close(meetings: list[Meeting]) -> None:
    await asyncio.gather(*(meeting.close() for meeting in meetings))


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("ready", [False, True])
def test_everybody_comes_back_to_a_new_meeting_of_the_same_people(n: int, ready: bool) -> None:
    async def scene() -> None:
        async with gathered(n, ready=False) as old, reunions(old) as ways:
            if ready:
                await asyncio.gather(*(meeting.confirm_ready(DIGESTS) for meeting in old))
            seen = old
            for number in range(2):  # and once more
                cut(seen[0], n - 1)
                if number or not ready:
                    # Who has heard everybody by then has noticed nothing yet; nobody is told that somebody left.
                    ended = await outcomes(*(meeting.acquaint(b"word") for meeting in seen))
                    assert set(kinds(ended)) <= {"ConnectionLost", "dict"}
                    assert kinds(ended).count("ConnectionLost") >= 2
                new = await all_back(ways, seen)
                assert len({meeting.roster_digest for meeting in new}) == 1
                assert not {meeting.roster_digest for meeting in new} & {meeting.roster_digest for meeting in seen}
                for one, before in zip(new, seen, strict=True):
                    assert (one.me, one.members, one.sheet, one.keys) == (
                        before.me, before.members, before.sheet, before.keys,
                    )  # fmt: skip
                    assert all(one.channels[seat].peer_key == one.members[seat].key for seat in one.channels)
                    assert not set(one.channels.values()) & set(before.channels.values())
                said = await asyncio.gather(*(meeting.acquaint(bytes([meeting.me])) for meeting in new))
                assert all(
                    heard == {seat: bytes([seat]) for seat in range(n) if seat != me} for me, heard in enumerate(said)
                )
                seen = new
            await close(seen)

    play(scene())


def test_the_most_that_happened_to_anybody_is_known_to_all() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            cut(old[0], 1)
            said = zip(ways, old, (0, 2, 1), strict=True)
            found = await asyncio.gather(*(back(way, meeting, asks=asks) for way, meeting, asks in said))
            assert [most for _, most in found] == [2, 2, 2]
            await close([meeting for meeting, _ in found])

    play(scene())


def test_who_is_missing_is_told() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            cut(old[0], 2)
            missing: list[frozenset[int]] = []
            waiting = [asyncio.ensure_future(back(ways[seat], old[seat], look=missing.append)) for seat in (0, 1)]
            while frozenset({2}) not in missing:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            assert missing[0] == frozenset({1, 2}) or missing[0] == frozenset({0, 2})
            assert not any(one.done() for one in waiting)
            found = await asyncio.gather(*waiting, back(ways[2], old[2]))
            await close([meeting for meeting, _ in found])

    play(scene())


def test_a_program_that_is_gone_is_not_waited_for() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            old[2].cut()
            await ways[2].close()
            found = await outcomes(*(back(ways[seat], old[seat], wait_s=60.0) for seat in (0, 1)))
            assert kinds(found) == ["PeerStopped", "PeerStopped"]
            assert [error.seat for error in found if isinstance(error, PeerStopped)] == [2, 2]

    play(scene(), seconds=60)


def test_a_computer_that_was_only_silent_may_have_another_address_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever refuses at the old address is not taken for it."""
    monkeypatch.setattr(lost, "STOPPED_S", 0.1)

    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            channel = old[0].channels[1]
            channel._fail(ConnectionLost("nothing was heard", silent=True))
            await ways[1].close()
            (found,) = await outcomes(back(ways[0], old[0], wait_s=1.5))
            assert type(found) is ConnectionLost

    play(scene())


@pytest.mark.parametrize("n", [2, 3])
def test_time_is_up(n: int) -> None:
    async def scene() -> None:
        async with gathered(n, ready=False) as old, reunions(old) as ways:
            cut(old[0], 1)  # and seat 1 does nothing about it, but is there
            found = await outcomes(*(back(ways[seat], old[seat], wait_s=1.0) for seat in range(n) if seat != 1))
            assert set(kinds(found)) == {"ConnectionLost"}

    play(scene())


def test_who_does_not_want_to_wait_says_goodbye() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            cut(old[0], 2)
            met = asyncio.Event()

            def look(missing: frozenset[int]) -> None:
                if missing == frozenset({2}):
                    met.set()

            leaving = asyncio.ensure_future(back(ways[0], old[0], look=look))
            waiting = asyncio.ensure_future(back(ways[1], old[1]))
            await met.wait()
            started = asyncio.get_running_loop().time()
            leaving.cancel()
            assert kinds(await outcomes(leaving, waiting)) == ["CancelledError", "PeerLeft"]
            assert asyncio.get_running_loop().time() - started < 10

    play(scene())


# ---- people who do not belong there


def test_somebody_else_with_the_secret_is_refused() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            cut(old[0], 1)
            waiting = asyncio.ensure_future(back(ways[0], old[0]))
            door = ways[1]._pairs[0].ways[-1].their_door
            impostor = Myself(new_identity(), "0.1")
            (channel,) = await outcomes(connect(await stream_to(ways[0].listener.port), door, impostor))
            with pytest.raises(CheatingDetected):
                await waiting
            assert isinstance(channel, TcpChannel)
            channel.abort()

    play(scene())


def test_somebody_else_who_is_dialled_is_refused() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            cut(old[0], 1)
            ways[1]._me = Myself(new_identity(), "0.1")
            with pytest.raises(CheatingDetected):
                await back(ways[0], old[0])

    play(scene())


def test_another_roster_is_refused() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            cut(old[0], 1)
            pair = ways[1]._pairs[0]
            (way,) = pair.ways
            door, their_door = (replace(door, roster_tag=bytes(32)) for door in (way.door, way.their_door))
            pair.ways = (replace(way, door=door, their_door=their_door),)
            found = await outcomes(*(back(way, meeting, wait_s=10) for way, meeting in zip(ways, old, strict=True)))
            assert any(isinstance(one, RosterMismatch) for one in found)
            assert all(isinstance(one, (PeerError, NetworkError)) for one in found)

    play(scene())


def test_a_member_who_knows_the_invite_does_not_come_in_between() -> None:
    """The secret of a pair is not in the invite, and nobody else of the group has it."""

    async def scene() -> None:
        async with gathered(3, ready=False) as old, reunions(old) as ways:
            secrets_of = [{seat: pair.ways[-1].door.psk for seat, pair in way._pairs.items()} for way in ways]
            there = [{seat: pair.ways[-1].their_door.psk for seat, pair in way._pairs.items()} for way in ways]
            assert all(secrets_of[one][other] == there[other][one] for one in range(3) for other in secrets_of[one])
            assert secrets_of[0][1] not in (secrets_of[2][1], there[2][1], secrets_of[2][0], there[2][0])
            cut(old[0], 1)
            waiting = asyncio.ensure_future(back(ways[0], old[0], wait_s=20.0))
            mine = ways[2]._pairs[0].ways[-1].their_door
            assert mine.psk is not None
            others = return_door(mine.psk, mine.roster_tag, old[0].members[1].key, old[0].members[0].key)
            with pytest.raises((ConnectionLost, ChannelError)):
                await connect(await stream_to(ways[0].listener.port), others, ways[2]._me)
            found = await asyncio.gather(waiting, *(back(ways[seat], old[seat]) for seat in (1, 2)))
            await close([meeting for meeting, _ in found])

    play(scene())


def test_old_bytes_bring_nobody_back() -> None:
    async def scene() -> None:
        relay = Relay()
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            ways[1]._pairs[0].port = ways[0]._pairs[1].port = await relay.open(ways[0].listener.port)  # so dialled so
            cut(old[0], 1)
            new = await all_back(ways, old)
            recorded = [bytes(towards) for towards, _ in relay.heard if towards]
            assert recorded
            cut(new[0], 1)
            waiting = asyncio.ensure_future(back(ways[0], new[0], wait_s=2.0))
            for data in recorded:
                reader, writer = await raw(ways[0].listener.port)
                writer.write(data)
                with contextlib.suppress(OSError):
                    await asyncio.wait_for(reader.read(), 5)
                writer.close()
            assert kinds(await outcomes(waiting)) == ["ConnectionLost"]
            await close(new)
        await relay.close()

    play(scene())


def test_strangers_get_nothing() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            for way in ways:
                reader, writer = await raw(way.listener.port)
                writer.write(secrets.token_bytes(48))
                assert await asyncio.wait_for(reader.read(), 15) == b""
                writer.close()
            cut(old[0], 1)
            await close(await all_back(ways, old))

    play(scene())


def test_who_comes_too_late_with_the_invite_still_hears_that_it_is_used() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        old = list(await asyncio.gather(hosting.task, join(hosting.invite)))
        async with reunions(old):
            assert kinds(await outcomes(join(hosting.invite))) == ["InviteUsed"]
            await close(old)

    play(scene())


# ---- how it is lost


def test_through_a_relay_that_cuts() -> None:
    async def scene() -> None:
        relay = Relay()
        hosting = await start_host(2)
        invite = parse_invite(hosting.invite)
        port = await relay.open(invite.port)
        through = type(invite)(invite.secret, invite.parties, invite.expires, ("127.0.0.1",), port)
        old = list(await asyncio.gather(hosting.task, join(encode_invite(through))))
        async with reunions(old) as ways:
            relay.cut()
            assert kinds(await outcomes(*(meeting.acquaint(b"a") for meeting in old))) == ["ConnectionLost"] * 2
            await close(await all_back(ways, old))
        await close(old)
        await relay.close()

    play(scene())


def test_who_has_not_noticed_yet_is_made_to_look() -> None:
    """One side has lost the other, which still believes in the old connection: it is tested at once."""

    async def scene() -> None:
        relay = Relay()
        hosting = await start_host(2)
        invite = parse_invite(hosting.invite)
        port = await relay.open(invite.port)
        through = type(invite)(invite.secret, invite.parties, invite.expires, ("127.0.0.1",), port)
        old = list(await asyncio.gather(hosting.task, join(encode_invite(through))))
        async with reunions(old) as ways:
            relay.deaf = True
            waiting = asyncio.ensure_future(old[0].acquaint(b"a"))
            returning = asyncio.ensure_future(back(ways[1], old[1]))
            channel = old[0].channels[1]
            assert isinstance(channel, TcpChannel)
            while channel._tested_at is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            relay.cut()
            assert kinds(await outcomes(waiting)) == ["ConnectionLost"]
            found = [(await back(ways[0], old[0]))[0], (await returning)[0]]
            await close(found)
        await close(old)
        await relay.close()

    play(scene())


def test_the_goodbye_of_a_person_is_no_loss() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old):
            await old[1].close()
            (heard,) = await outcomes(old[0].acquaint(b"a"))
            assert type(heard) is PeerLeft

    play(scene())


def test_a_member_cannot_open_connections_without_limit() -> None:
    """The higher seat listens on few of them at a time, and who comes back meanwhile is still found."""

    async def scene() -> None:
        async with gathered(2, ready=False) as old, reunions(old) as ways:
            cut(old[0], 1)
            waiting = asyncio.ensure_future(back(ways[1], old[1]))
            await asyncio.sleep(0.2)
            before, door = open_files(), ways[0]._pairs[1].ways[-1].their_door
            port, me = ways[1].listener.port, ways[0]._me
            flood = [await connect(await stream_to(port), door, me) for _ in range(60)]
            await asyncio.sleep(0.5)
            assert open_files() - before - len(flood) <= MAX_WAITING + 4, "the other ends of most are gone"
            new = await asyncio.gather(back(ways[0], old[0]), waiting)
            for channel in flood:
                channel.abort()
            assert new[0][0].roster_digest == new[1][0].roster_digest
            await close([meeting for meeting, _ in new])

    play(scene())
