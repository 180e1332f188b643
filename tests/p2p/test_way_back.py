"""A program that was stopped comes back into its meeting by what was kept; an older copy of that does not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p import lost
from p2p.errors import ConnectionLost
from p2p.group import Meeting
from p2p.identity import new_identity
from p2p.lobby import Entry, Roster
from p2p.reunion import Reunion
from p2p.way_back import WayBack, decode_way_back, encode_way_back
from tests.p2p.helpers import Relay, gathered, kinds, outcomes, play, raw

WAIT_S = 20.0


class Killed(Exception):
    """The power is gone."""


@dataclass
class Somebody:
    """One person of a meeting, whose program is stopped and started again.

    Attributes:
        kept: everything that was ever on the disk, the last one last.
        dies_after: so many saves, counted from the next one; 0 for never.
    """

    meeting: Meeting
    kept: list[bytes] = field(default_factory=list)
    dies_after: int = 0
    missing: list[frozenset[int]] = field(default_factory=list)
    reunion: Reunion = None  # type: ignore[assignment]  # at once

    async def keep(self, way: WayBack) -> None:
        self.kept.append(encode_way_back(way))
        self.dies_after -= 1
        if not self.dies_after:
            await self.die()
            raise Killed

    async def die(self) -> None:
        """Its connections end without a word, and nothing listens there any more."""
        self.meeting.cut()
        for pair in self.reunion._pairs.values():
            pair.hang_up()
        await self.reunion.close()

    async def start_again(self, kept: bytes | None = None, **changes: Any) -> None:
        way = replace(decode_way_back(kept or self.kept[-1]), **changes)
        self.reunion, self.meeting = await Reunion.restore(way, version="0.1", patient=True, keep=self.keep)

    def look(self, missing: frozenset[int]) -> None:
        self.missing.append(missing)

    async def back(self, wait_s: float = WAIT_S) -> Meeting:
        self.meeting, _ = await self.reunion.come_back(self.meeting, asks=0, wait_s=wait_s, on_missing=self.look)
        return self.meeting

    async def close(self) -> None:
        await self.reunion.close()
        await self.meeting.close()


@contextlib.asynccontextmanager
async def people(n: int, *, without: tuple[int, ...] = ()) -> AsyncIterator[list[Somebody]]:
    """Everybody's ways are kept, but those of some."""
    async with gathered(n, ready=False) as meetings:
        everybody = [Somebody(meeting) for meeting in meetings]
        begun = (
            Reunion.begin(one.meeting, version="0.1", keep=None if seat in without else one.keep)
            for seat, one in enumerate(everybody)
        )
        for one, reunion in zip(everybody, await asyncio.gather(*begun), strict=True):
            one.reunion = reunion
        try:
            yield everybody
        finally:
            await asyncio.gather(*(one.close() for one in everybody))


async def all_hear_each_other(everybody: list[Somebody]) -> None:
    said = await asyncio.gather(*(one.meeting.acquaint(bytes([one.meeting.me])) for one in everybody))
    for one, heard in zip(everybody, said, strict=True):
        assert heard == {seat: bytes([seat]) for seat in range(len(everybody)) if seat != one.meeting.me}


def secrets_in(kept: bytes) -> set[bytes]:
    return {secret.reveal() for peer in decode_way_back(kept).peers.values() for secret in peer.secrets}


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("victims", [(0,), (1,), (0, 1)])
def test_a_program_that_was_stopped_comes_back_again_and_again(n: int, victims: tuple[int, ...]) -> None:
    async def scene() -> None:
        async with people(n) as everybody:
            seen = {everybody[0].meeting.roster_digest}
            before: set[bytes] = set()
            for number in range(2):
                first = everybody[0].meeting
                for victim in victims:
                    await everybody[victim].die()
                for victim in victims:
                    await everybody[victim].start_again()
                found = await asyncio.gather(*(one.back() for one in everybody))
                assert [(one.me, one.members, one.sheet) for one in found] == [
                    (seat, first.members, first.sheet) for seat in range(n)
                ]
                (digest,) = {one.roster_digest for one in found}
                assert digest not in seen
                seen.add(digest)
                await all_hear_each_other(everybody)
                # One secret for each pair, both have the same, and none of them was there before.
                now = [secrets_in(one.kept[-1]) for one in everybody]
                assert all(len(one) == n - 1 for one in now)
                assert len(set.union(*now)) == n * (n - 1) // 2
                assert not set.union(*now) & before, number
                before |= set.union(*now)

    play(scene(), seconds=60)


def test_whose_program_does_not_run_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.3)

    async def scene() -> None:
        async with people(3) as everybody:
            await everybody[2].die()
            waiting = [asyncio.ensure_future(one.back()) for one in everybody[:2]]
            while not all(one.reunion.stopped == {2} for one in everybody[:2]):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            assert all(one.missing[-1] == {2} for one in everybody[:2])
            assert not any(task.done() for task in waiting)
            await everybody[2].start_again()
            await asyncio.gather(*waiting, everybody[2].back())
            assert all(one.reunion.stopped == frozenset() for one in everybody)
            await all_hear_each_other(everybody)

    play(scene(), seconds=60)


@pytest.mark.parametrize("without", [0, 1, 2])
def test_where_somebody_cannot_come_back_it_ends_as_ever(monkeypatch: pytest.MonkeyPatch, without: int) -> None:
    """A command beside two windows: nothing is kept anywhere, and a stopped program is the end."""
    monkeypatch.setattr(lost, "STOPPED_S", 0.3)

    async def scene() -> None:
        async with people(3, without=(without,)) as everybody:
            assert [one.kept for one in everybody] == [[], [], []]
            await everybody[2].die()
            assert kinds(await outcomes(*(one.back() for one in everybody[:2]))) == ["PeerStopped"] * 2

    play(scene(), seconds=60)


@pytest.mark.parametrize("moment", [1, 2])
@pytest.mark.parametrize("victim", [0, 1])
def test_stopped_again_while_coming_back(moment: int, victim: int) -> None:
    """At every save of a return: whatever the other side has by then, the two find each other."""

    async def scene() -> None:
        async with people(2) as everybody:
            one, other = everybody[victim], everybody[1 - victim]
            for _ in range(2):
                await one.die()
                await one.start_again()
                one.dies_after = moment
                waiting = asyncio.ensure_future(other.back())
                assert kinds(await outcomes(one.back())) == ["Killed"]
                # The other one may believe by then that this was all.
                await asyncio.wait([waiting], timeout=1.0)
                await one.start_again()
                await asyncio.gather(one.back(), other.back() if waiting.done() else waiting)
                await all_hear_each_other(everybody)

    play(scene(), seconds=60)


def test_an_older_copy_is_a_stranger_after_the_next_return() -> None:
    """A folder put back, or a second one that was copied: nobody answers it, and it disturbs nobody."""

    async def scene() -> None:
        async with people(2) as everybody:
            robin, kim = everybody
            old = kim.kept[-1]
            await kim.die()
            await kim.start_again()
            await asyncio.gather(robin.back(), kim.back())
            copy = Somebody(kim.meeting, missing=kim.missing)
            await copy.start_again(old)
            assert kinds(await outcomes(copy.back(wait_s=1.5))) == ["ConnectionLost"]
            await all_hear_each_other(everybody)  # the meeting goes on meanwhile
            await kim.die()
            waiting = asyncio.ensure_future(robin.back())
            assert kinds(await outcomes(copy.back(wait_s=1.5))) == ["ConnectionLost"]
            assert not waiting.done()
            await kim.start_again()
            await asyncio.gather(waiting, kim.back())
            await all_hear_each_other(everybody)
            await copy.close()

    play(scene(), seconds=60)


def test_of_two_copies_at_once_one_comes_back() -> None:
    async def scene() -> None:
        async with people(2) as everybody:
            robin, kim = everybody
            await kim.die()
            copies = [kim, Somebody(kim.meeting, kept=list(kim.kept))]
            for copy in copies:
                await copy.start_again()
            found = await outcomes(robin.back(), *(copy.back(wait_s=2.5) for copy in copies))
            assert isinstance(found[0], Meeting)
            assert sorted(kinds(found[1:])) == ["ConnectionLost", "Meeting"]
            (one,) = [copy for copy, result in zip(copies, found[1:], strict=True) if isinstance(result, Meeting)]
            await all_hear_each_other([robin, one])
            for copy in copies:
                await copy.close()

    play(scene(), seconds=60)


def test_another_sheet_or_roster_is_refused() -> None:
    """Who has the secret and the key, but not the same meeting: nothing is compared."""

    async def scene(change: dict[str, Any]) -> None:
        async with people(2) as everybody:
            robin, kim = everybody
            await kim.die()
            await kim.start_again(**change)
            found = await outcomes(robin.back(wait_s=10.0), kim.back(wait_s=10.0))
            assert "RosterMismatch" in kinds(found)
            assert all(isinstance(one, Exception) for one in found)

    roster: list[Roster] = []

    async def look() -> None:
        async with people(2) as everybody:
            roster.append(everybody[0].meeting.roster)

    play(look())
    play(scene({"sheet": b"another one"}), seconds=60)

    async def with_roles() -> None:
        async with people(2) as everybody:
            robin, kim = everybody
            mine = kim.meeting.roster.entries
            other = Roster(tuple(msgspec.structs.replace(entry, role="boss") for entry in mine))
            await kim.die()
            await kim.start_again(roster=other)
            found = await outcomes(robin.back(wait_s=10.0), kim.back(wait_s=10.0))
            assert "RosterMismatch" in kinds(found)

    play(with_roles(), seconds=60)


def test_somebody_else_with_what_was_kept_but_not_the_key_is_a_stranger() -> None:
    async def scene() -> None:
        async with people(2) as everybody:
            robin, kim = everybody
            await kim.die()
            stranger = Somebody(kim.meeting, kept=list(kim.kept))
            identity = new_identity()
            with pytest.raises(ValueError, match="somebody else"):
                decode_way_back(encode_way_back(replace(decode_way_back(kim.kept[-1]), identity=identity)))
            await stranger.start_again(identity=identity)
            waiting = asyncio.ensure_future(robin.back())
            assert kinds(await outcomes(stranger.back(wait_s=1.5))) == ["ConnectionLost"]
            await stranger.close()
            await kim.start_again()
            await asyncio.gather(waiting, kim.back())

    play(scene(), seconds=60)


def test_what_was_recorded_of_a_return_brings_nobody_back() -> None:
    """The hello of a return, said once more to a program that was started again."""

    async def scene() -> None:
        relay = Relay()
        async with people(2) as everybody:
            robin, kim = everybody
            robin.reunion._pairs[1].port = await relay.open(kim.reunion.listener.port)  # so kim is dialled through it
            await kim.die()
            await kim.start_again()
            kim.reunion._pairs[0].addresses = ()
            await asyncio.gather(robin.back(), kim.back())
            recorded = [bytes(towards) for towards, _ in relay.heard if towards]
            assert recorded
            await kim.die()
            await kim.start_again()
            kim.reunion._pairs[0].addresses = ()
            alone = asyncio.ensure_future(kim.back(wait_s=1.5))
            for data in recorded:
                reader, writer = await raw(kim.reunion.listener.port)
                writer.write(data)
                with contextlib.suppress(OSError):
                    assert await asyncio.wait_for(reader.read(), 5) == b"", "not even an answer"
                writer.close()
            with pytest.raises(ConnectionLost):
                await alone
        await relay.close()

    play(scene(), seconds=60)


def kept_once() -> bytes:
    async def scene() -> bytes:
        async with people(3) as everybody:
            return everybody[1].kept[-1]

    return play(scene())


def test_what_is_kept_is_read_as_it_was_and_nothing_else_is() -> None:
    kept = kept_once()
    way = decode_way_back(kept)
    assert encode_way_back(way) == kept
    assert way.seat == 1
    assert sorted(way.peers) == [0, 2]
    assert way.identity.key == way.roster.entries[1].key
    assert way.identity.reveal().hex() not in repr(way)
    entry = Entry(new_identity().key, "", (), 0)
    for changes in (
        {"seat": 0},
        {"peers": {0: way.peers[0]}},
        {"peers": {**way.peers, 1: way.peers[0]}},
        {"peers": {**way.peers, 0: replace(way.peers[0], secrets=())}},
        {"peers": {**way.peers, 0: replace(way.peers[0], secrets=way.peers[0].secrets * 3)}},
        {"roster": Roster((*way.roster.entries, entry))},
    ):
        with pytest.raises(ValueError, match=r"."):
            decode_way_back(encode_way_back(replace(way, **changes)))  # type: ignore[arg-type]

    @given(st.one_of(st.binary(max_size=200), st.integers(0, len(kept) - 1).map(lambda end: kept[:end])))
    def read(other: bytes) -> None:
        with pytest.raises(ValueError, match=r"."):
            decode_way_back(other)

    read()
