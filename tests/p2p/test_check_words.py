"""Check words: the same on all screens, different when somebody is in between, and no way past them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from crypto.errors import CheatingDetected, MalformedMessage
from p2p import check_words
from p2p.check_words import (
    COMMITMENT_BYTES,
    NUMBER_BYTES,
    Confirm,
    commit,
    compare_as_guest,
    compare_as_host,
    group_words,
    words_for,
)
from p2p.guest import Word, say
from p2p.handshake import Side
from p2p.lobby import Acquaint
from p2p.meeting import Meeting
from p2p.wire import RecordType
from tests.p2p.helpers import gathered, kinds, play
from tests.p2p.meetings_of_strangers import EN, LINE, LISTS, between_strangers, both, records_of


class Person:
    """Somebody who looks at the words and answers what the test says."""

    def __init__(self, answer: bool | None = True, *, after: asyncio.Event | None = None) -> None:
        self.seen: list[tuple[str, ...]] = []
        self.answered = False
        self._answer = answer
        self._after = after

    async def confirm(self, words: tuple[str, ...]) -> bool | None:
        self.seen.append(words)
        if self._after is not None:
            await self._after.wait()
        self.answered = True
        return self._answer


def never() -> Confirm:
    return Person(after=asyncio.Event()).confirm


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_see_the_same_words_and_the_guest_gets_the_invite(language: str) -> None:
    async def scene() -> None:
        ana, ben = Person(), Person()
        async with between_strangers() as (host, visitor):
            ended = await both(
                compare_as_host(host, LISTS[language], ana.confirm, LINE),
                compare_as_guest(visitor, LISTS, ben.confirm),
            )
        assert ended == [None, LINE]
        assert ana.seen == ben.seen
        assert len(ana.seen[0]) == 3
        assert set(ana.seen[0]) <= set(LISTS[language].words)

    play(scene())


def test_other_words_each_time() -> None:
    async def scene() -> None:
        seen = set()
        for _ in range(20):
            ana = Person()
            async with between_strangers() as (host, visitor):
                await both(
                    compare_as_host(host, EN, ana.confirm, LINE), compare_as_guest(visitor, LISTS, Person().confirm)
                )
            seen |= set(ana.seen)
        assert len(seen) == 20

    play(scene())


@pytest.mark.parametrize(
    ("hosts", "guests", "ended"),
    [
        (False, True, ["CheckWordsDiffer", "CheckWordsDiffer"]),
        (True, False, ["CheckWordsDiffer", "CheckWordsDiffer"]),
        (False, False, ["CheckWordsDiffer", "CheckWordsDiffer"]),
        (None, True, ["Declined", "Declined"]),
        (True, None, ["Declined", "Declined"]),
    ],
)
def test_without_two_times_yes_there_is_no_invite(hosts: Any, guests: Any, ended: list[str]) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            said = records_of(host)
            results = await both(
                compare_as_host(host, EN, Person(hosts).confirm, LINE),
                compare_as_guest(visitor, LISTS, Person(guests).confirm),
                host,
            )
            assert kinds(results) == ended
            assert not any(LINE.encode() in body for body in said)

    play(scene())


def test_the_invite_waits_for_both_people() -> None:
    async def scene() -> None:
        for late in ("host", "guest"):
            ready = asyncio.Event()
            ana = Person(after=ready if late == "host" else None)
            ben = Person(after=ready if late == "guest" else None)
            async with between_strangers() as (host, visitor):
                said = records_of(host)
                talk = asyncio.ensure_future(
                    both(compare_as_host(host, EN, ana.confirm, LINE), compare_as_guest(visitor, LISTS, ben.confirm))
                )
                await asyncio.sleep(0.05)
                assert ana.seen == ben.seen != []
                assert not any(LINE.encode() in body for body in said)
                ready.set()
                assert await talk == [None, LINE]

    play(scene())


def test_a_no_or_a_goodbye_ends_it_for_whoever_still_looks() -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            ended = await both(
                compare_as_host(host, EN, never(), LINE), compare_as_guest(visitor, LISTS, Person(False).confirm)
            )
            assert kinds(ended) == ["CheckWordsDiffer", "CheckWordsDiffer"]
        async with between_strangers() as (host, visitor):
            talk = asyncio.ensure_future(compare_as_host(host, EN, never(), LINE))
            guests = asyncio.ensure_future(compare_as_guest(visitor, LISTS, never()))
            await asyncio.sleep(0.05)
            guests.cancel()
            await visitor.close()
            assert kinds(await asyncio.gather(talk, guests, return_exceptions=True)) == ["PeerLeft", "CancelledError"]

    play(scene())


def test_a_late_no_counts_as_much() -> None:
    async def scene() -> None:
        for late in ("host", "guest"):
            ready = asyncio.Event()
            ana = Person(late != "host", after=ready if late == "host" else None)
            ben = Person(late != "guest", after=ready if late == "guest" else None)
            async with between_strangers() as (host, visitor):
                said = records_of(host)
                talk = asyncio.ensure_future(
                    both(compare_as_host(host, EN, ana.confirm, LINE), compare_as_guest(visitor, LISTS, ben.confirm))
                )
                await asyncio.sleep(0.05)  # the other one has said yes long ago
                ready.set()
                assert kinds(await talk) == ["CheckWordsDiffer", "CheckWordsDiffer"]
                assert not any(LINE.encode() in body for body in said)

    play(scene())


def test_nobody_looks_at_words_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_words.READING_S == 15 * 60
    monkeypatch.setattr(check_words, "READING_S", 0.05)

    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            ended = await both(compare_as_host(host, EN, never(), LINE), compare_as_guest(visitor, LISTS, never()))
            assert set(kinds(ended)) <= {"Declined", "TimedOut", "PeerLeft"}

    play(scene())


# ---- somebody in between


def test_with_somebody_in_between_the_words_differ() -> None:
    """He has one conversation with each, honestly: what the two see has nothing to do with each other."""

    async def scene() -> None:
        ana, ben, him, her = Person(), Person(), Person(), Person()
        async with (
            between_strangers(binding=b"1" * 32) as (host, his),
            between_strangers(binding=b"2" * 32) as (
                hers,
                visitor,
            ),
        ):
            await asyncio.gather(
                compare_as_host(host, EN, ana.confirm, LINE),
                compare_as_guest(his, LISTS, him.confirm),
                compare_as_host(hers, EN, her.confirm, LINE),
                compare_as_guest(visitor, LISTS, ben.confirm),
            )
        assert ana.seen != ben.seen

    play(scene())


def test_what_is_passed_on_does_not_fit_the_other_channel() -> None:
    async def scene() -> None:
        ana, ben = Person(), Person()
        async with (
            between_strangers(binding=b"1" * 32) as (host, his),
            between_strangers(binding=b"2" * 32) as (
                hers,
                visitor,
            ),
        ):

            async def pass_on(source: Any, sink: Any) -> None:
                while True:
                    record = await source.receive()
                    sink.send(record.type, record.body)

            between = [asyncio.ensure_future(pass_on(his, hers)), asyncio.ensure_future(pass_on(hers, his))]
            ended = await both(
                compare_as_host(host, EN, ana.confirm, LINE), compare_as_guest(visitor, LISTS, ben.confirm)
            )
            for task in between:
                task.cancel()
            await asyncio.gather(*between, return_exceptions=True)
        assert kinds(ended) == ["CheatingDetected", "CheatingDetected"]
        assert ana.seen == ben.seen == []

    play(scene())


def test_the_first_to_show_learns_nothing_by_it() -> None:
    """Whoever waits for the other's number before he commits is too late: nothing is shown before both committed."""

    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            said = records_of(host)
            talk = asyncio.ensure_future(compare_as_host(host, EN, Person().confirm, LINE))
            await asyncio.sleep(0.02)
            assert [body[0] for body in said] == [Word.COMMIT]
            say(visitor, Word.REVEAL, bytes(NUMBER_BYTES))
            with pytest.raises(MalformedMessage):
                await talk

    play(scene())


@pytest.mark.parametrize("cheat", ["another number", "the host's commitment", "the host's role", "another key"])
def test_a_guest_cannot_show_what_he_did_not_commit_to(cheat: str) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            ana = Person()
            talk = asyncio.ensure_future(compare_as_host(host, EN, ana.confirm, LINE))
            theirs = (await visitor.receive()).body[1 : 1 + COMMITMENT_BYTES]
            number = bytes(NUMBER_BYTES)
            role = Side.RESPONDER if cheat == "the host's role" else Side.INITIATOR
            key = visitor.peer_key if cheat == "another key" else visitor.own_key
            mine = commit(bytes([role]), visitor.binding, key, number)
            say(visitor, Word.COMMIT, theirs if cheat == "the host's commitment" else mine)
            hosts_number = (await visitor.receive()).body[1:]
            shown = {"another number": b"x" * NUMBER_BYTES, "the host's commitment": hosts_number}.get(cheat, number)
            say(visitor, Word.REVEAL, shown)
            with pytest.raises(CheatingDetected):
                await talk
            assert ana.seen == []

    play(scene())


@pytest.mark.parametrize(
    "bodies",
    [
        [bytes([Word.COMMIT]) + bytes(31)],
        [bytes([Word.COMMIT]) + bytes(34)],
        [bytes([Word.COMMIT]) + bytes(32), bytes([Word.REVEAL]) + bytes(31)],
        [bytes([Word.COMMIT]) + bytes(32), bytes([Word.VERDICT, 1])],
        [bytes([Word.VERDICT, 1])],
        [bytes([Word.INVITE]) + b"CG1-"],
    ],
)
def test_a_guest_who_breaks_the_rules(bodies: list[bytes]) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            ana = Person()
            for body in bodies:
                visitor.send(RecordType.GUEST, body)
            with pytest.raises(MalformedMessage):
                await compare_as_host(host, EN, ana.confirm, LINE)
            assert ana.seen == []

    play(scene())


@pytest.mark.parametrize("verdict", [b"", b"\2", b"\1\1"])
def test_a_verdict_is_yes_or_no(verdict: bytes) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            talk = asyncio.ensure_future(compare_as_host(host, EN, never(), LINE))
            number = bytes(NUMBER_BYTES)
            say(visitor, Word.COMMIT, commit(bytes([Side.INITIATOR]), visitor.binding, visitor.own_key, number))
            say(visitor, Word.REVEAL, number)
            say(visitor, Word.VERDICT, verdict)
            with pytest.raises(MalformedMessage):
                await talk

    play(scene())


@pytest.mark.parametrize("language", [b"xx", b"\xff\xff", b"e"])
def test_a_language_that_nobody_has(language: bytes) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            say(host, Word.COMMIT, bytes(COMMITMENT_BYTES) + language)
            with pytest.raises(MalformedMessage):
                await compare_as_guest(visitor, LISTS, never())

    play(scene())


def test_everything_counts_for_the_words() -> None:
    keys, numbers = [b"k" * 32, b"l" * 32], [b"m" * 32, b"n" * 32]
    words = {
        words_for(EN, b"b" * 32, keys, numbers),
        words_for(EN, b"c" * 32, keys, numbers),
        words_for(EN, b"b" * 32, keys[::-1], numbers),
        words_for(EN, b"b" * 32, keys, numbers[::-1]),
        words_for(EN, b"b" * 32, [keys[0], b"x" * 32], numbers),
        words_for(EN, b"b" * 32, keys, [numbers[0], b"x" * 32]),
        words_for(LISTS["de"], b"b" * 32, keys, numbers),
    }
    assert len(words) == 7


# ---- everybody of a meeting


async def words_of_all(meetings: list[Meeting], language: Mapping[int, str] | None = None) -> list[Any]:
    return await asyncio.gather(
        *(group_words(meeting, LISTS, (language or {}).get(meeting.me, "en")) for meeting in meetings),
        return_exceptions=True,
    )


@pytest.mark.parametrize("n", [2, 3, 5])
def test_a_group_sees_the_same_words_in_the_hosts_language(n: int) -> None:
    async def scene() -> None:
        async with gathered(n, ready=False) as meetings:
            first = await words_of_all(meetings)
            second = await words_of_all(meetings, {0: "de"})
            assert len(set(first)) == len(set(second)) == 1
            assert first != second
            assert set(second[0]) <= set(LISTS["de"].words)

    play(scene())


def test_whoever_tells_people_different_numbers_is_seen_on_the_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host commits to one number towards one of them and to another towards the other."""

    async def scene() -> None:
        async with gathered(3, ready=False) as meetings:
            host, numbers = meetings[0], {1: b"1" * 32, 2: b"2" * 32}

            async def acquaint(body: bytes) -> dict[int, bytes]:
                for seat, link in host._links.items():
                    mine = commit(b"seat\0", host.roster_digest, host.members[0].key, numbers[seat]) + b"en"
                    link.send(Acquaint(mine if len(body) > NUMBER_BYTES else numbers[seat]))
                return {seat: (await link.expect(Acquaint)).body for seat, link in host._links.items()}

            monkeypatch.setattr(host, "acquaint", acquaint)
            seen = await words_of_all(meetings)
            assert kinds(seen[1:]) == ["tuple", "tuple"]
            assert seen[1] != seen[2]

    play(scene())


def test_another_number_than_committed_to_ends_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as meetings:
            honest = meetings[2].acquaint

            async def acquaint(body: bytes) -> dict[int, bytes]:
                return await honest(body if len(body) > NUMBER_BYTES else b"x" * NUMBER_BYTES)

            monkeypatch.setattr(meetings[2], "acquaint", acquaint)
            seen = await words_of_all(meetings)
            assert kinds(seen)[:2] == ["CheatingDetected", "CheatingDetected"]

    play(scene())
