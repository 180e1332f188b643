"""Spoken words: who knows them gets the invite, who does not gets three answers in all, whatever he does."""

from __future__ import annotations

import asyncio
import threading

import pytest

from crypto.errors import CheatingDetected, MalformedMessage
from p2p import guest, spoken
from p2p.errors import Declined, InviteExpired, PeerLeft, TimedOut, WordsBurned, WordsWrong
from p2p.guest import Closed, Word, say
from p2p.handshake import Side
from p2p.memory_channel import MemoryChannel
from p2p.pake import SHARE_BYTES, TAG_BYTES, begin, finish
from p2p.secret import Secret
from p2p.spoken import TRIES, Code, MemoryTries
from p2p.wire import RecordType
from tests.p2p.helpers import kinds, play
from tests.p2p.meetings_of_strangers import LINE, RIGHT, WRONG, between_strangers, both, code, records_of, strangers


class NotedTries(MemoryTries):
    """Counts that are kept when everything else is made anew, and that know what they were asked."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[int] = []
        self._lock = threading.Lock()

    def change(self, code: bytes, by: int) -> int:
        with self._lock:
            self.changes.append(by)
            return super().change(code, by)


def answers_in(said: list[bytes]) -> int:
    """How many of these words of a host depend on the words that it shows."""
    return sum(body[:1] == bytes([Word.SHARE]) for body in said)


# ---- how it goes well


@pytest.mark.parametrize("n_guests", [1, 7])
def test_whoever_knows_the_words_gets_the_invite_and_uses_up_nothing(n_guests: int) -> None:
    async def scene() -> None:
        shown = code()
        for _ in range(n_guests):
            async with between_strangers() as (host, visitor):
                typed = code()
                assert await both(shown.answer(host, LINE), typed.try_at(visitor)) == [None, LINE]
                assert await typed.tries_left() == TRIES
        assert await shown.tries_left() == TRIES

    play(scene())


def test_seven_at_once_are_served_one_after_the_other() -> None:
    async def scene() -> None:
        shown = code()
        pairs = [strangers(bytes([n]) * 32) for n in range(7)]
        talks = [both(shown.answer(host, LINE), code().try_at(visitor)) for host, visitor in pairs]
        assert await asyncio.gather(*talks) == [[None, LINE]] * 7
        await asyncio.gather(*(channel.close() for pair in pairs for channel in pair))

    play(scene())


def test_three_wrong_tries_burn_the_words_on_both_sides() -> None:
    async def scene() -> None:
        shown, typed = code(), code(*WRONG)
        for left in (2, 1):
            async with between_strangers() as (host, visitor):
                ended = await both(shown.answer(host, LINE), typed.try_at(visitor))
                assert kinds(ended) == ["WordsWrong", "WordsWrong"]
                assert [error.tries_left for error in ended] == [left, left]
        async with between_strangers() as (host, visitor):
            assert kinds(await both(shown.answer(host, LINE), typed.try_at(visitor))) == ["WordsBurned"] * 2
        for right in (False, True):  # even the right words come too late
            async with between_strangers() as (host, visitor):
                said = records_of(host)
                typing = code(*(RIGHT if right else WRONG))
                ended = await both(shown.answer(host, LINE), typing.try_at(visitor), host)
                assert kinds(ended) == ["WordsBurned"] * 2
                assert said == [bytes([Word.CLOSED, Closed.BURNED]), b""]  # and goodbye
        async with between_strangers() as (host, visitor):  # nor does the guest say these words to anybody else
            ended = await both(code().answer(host, LINE), typed.try_at(visitor), visitor)
            assert kinds(ended)[1] == "WordsBurned"

    play(scene())


def test_the_guest_believes_no_host_that_offers_more_tries() -> None:
    async def scene() -> None:
        typed = code(*WRONG)
        for left in (2, 1):
            async with between_strangers() as (host, visitor):
                host.send(RecordType.GUEST, bytes([Word.TURN]) + bytes(4) + bytes([200]))
                say(host, Word.SHARE, begin(Side.RESPONDER, Secret(b"?"), b"", b"").share + bytes(TAG_BYTES))
                with pytest.raises(WordsWrong) as caught:
                    await typed.try_at(visitor)
                assert caught.value.tries_left == left

    play(scene())


# ---- however many try, from both sides, in this process or the next one: three answers


def test_a_thousand_wrong_guests_at_once_get_three_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "CONFIRM_S", 0.05)

    async def guess(shown: Code, number: int, said: list[list[bytes]]) -> str:
        async with between_strangers(binding=number.to_bytes(32, "big")) as (host, visitor):
            said.append(records_of(host))
            visitor.send(RecordType.GUEST, bytes([Word.SHARE]) + b"\x09" + bytes(31))
            if number % 3 == 0:
                visitor.send(RecordType.GUEST, bytes([Word.TAG]) + bytes(TAG_BYTES))
            if number % 3 == 1:
                visitor.send(RecordType.GUEST, bytes([Word.WRONG]))
            return kinds(await asyncio.gather(shown.answer(host, LINE), return_exceptions=True))[0]

    async def scene() -> None:
        tries, said = NotedTries(), list[list[bytes]]()
        shown = [code(tries=tries), code(tries=tries)]  # two programs on one computer
        ended = await asyncio.gather(*(guess(shown[number % 2], number, said) for number in range(900)))
        again = code(tries=tries)  # and the program is started again
        ended += [await guess(again, number, said) for number in range(900, 1000)]
        assert sum(map(answers_in, said)) == TRIES
        assert set(ended) == {"WordsWrong", "WordsBurned"}
        assert not any(LINE.encode() in body for bodies in said for body in bodies)

    play(scene(), seconds=120)


def test_both_roles_count_together() -> None:
    """The same words shown here and typed here: three answers in all, not three each."""

    async def scene() -> None:
        tries = NotedTries()
        answers = 0
        for number in range(6):
            mine = code(tries=tries)
            async with between_strangers(binding=bytes([number]) * 32) as (host, visitor):
                if number % 2:
                    said = records_of(host)
                    await both(mine.answer(host, LINE), code(*WRONG).try_at(visitor), host)
                    answers += answers_in(said)
                else:
                    said = records_of(visitor)
                    await both(code(*WRONG).answer(host, LINE), mine.try_at(visitor), visitor)
                    answers += answers_in(said)
        assert answers == TRIES

    play(scene())


def test_the_count_is_kept_before_anything_is_said() -> None:
    class Full(MemoryTries):
        def change(self, code: bytes, by: int) -> int:
            if by > 0:
                raise OSError("the disk is full")
            return super().change(code, by)

    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            said, typed = records_of(host), records_of(visitor)
            visitor.send(RecordType.GUEST, bytes([Word.SHARE]) + b"\x09" + bytes(31))
            with pytest.raises(OSError, match="full"):
                await code(tries=Full()).answer(host, LINE)
            assert answers_in(said) == 0
            assert len(typed) == 1
        async with between_strangers() as (host, visitor):
            typed = records_of(visitor)
            host.send(RecordType.GUEST, bytes([Word.TURN]) + bytes(4) + bytes([3]))
            with pytest.raises(OSError, match="full"):
                await code(tries=Full()).try_at(visitor)
            assert typed == []

    play(scene())


def test_going_away_at_the_right_moment_saves_no_try() -> None:
    async def scene() -> None:
        shown = code()
        async with between_strangers() as (host, visitor):
            visitor.send(RecordType.GUEST, bytes([Word.SHARE]) + b"\x09" + bytes(31))
            visitor.send(RecordType.FIN)
            ended = await asyncio.gather(shown.answer(host, LINE), return_exceptions=True)
            assert kinds(ended) == ["WordsWrong"]
        async with between_strangers() as (host, visitor):  # before it mattered: no answer, no try
            visitor.send(RecordType.FIN)
            with pytest.raises(PeerLeft):
                await shown.answer(host, LINE)
        assert await shown.tries_left() == 2

    play(scene())


def test_who_does_not_go_on_keeps_others_waiting_for_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken.CONFIRM_S <= 5
    monkeypatch.setattr(spoken, "CONFIRM_S", 0.1)

    async def scene() -> None:
        shown = code()
        async with between_strangers() as (host, visitor), between_strangers(binding=bytes(32)) as (later, honest):
            say(visitor, Word.SHARE, b"\x09" + bytes(31))
            slow = asyncio.ensure_future(asyncio.gather(shown.answer(host, LINE), return_exceptions=True))
            await asyncio.sleep(0)
            assert await both(shown.answer(later, LINE), code().try_at(honest)) == [None, LINE]
            assert kinds(await slow) == ["WordsWrong"]

    play(scene())


# ---- somebody in between


def test_somebody_in_between_who_passes_everything_on_gets_nothing() -> None:
    """Both know the words, but their channels end at him: the tags do not fit, and nobody says more."""

    async def scene() -> None:
        shown, typed = code(), code()
        async with (
            between_strangers(binding=b"1" * 32) as (host, his),
            between_strangers(binding=b"2" * 32) as (
                to_guest,
                visitor,
            ),
        ):
            heard = records_of(host)

            async def pass_on(source: MemoryChannel, sink: MemoryChannel) -> None:
                while True:
                    record = await source.receive()
                    sink.send(record.type, record.body)

            between = [asyncio.ensure_future(pass_on(his, to_guest)), asyncio.ensure_future(pass_on(to_guest, his))]
            ended = await both(shown.answer(host, LINE), typed.try_at(visitor))
            for task in between:
                task.cancel()
            await asyncio.gather(*between, return_exceptions=True)
            assert kinds(ended) == ["WordsWrong", "WordsWrong"]
            assert await shown.tries_left() == await typed.tries_left() == 2
            assert not any(LINE.encode() in body for body in heard)

    play(scene())


def test_what_one_says_sent_back_to_him() -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):  # the guest's own share, with a tag made up
            said = records_of(visitor)
            host.send(RecordType.GUEST, bytes([Word.TURN]) + bytes(4) + bytes([3]))
            talk = asyncio.ensure_future(code().try_at(visitor))
            share = (await host.receive()).body[1:]
            say(host, Word.SHARE, share + bytes(TAG_BYTES))
            with pytest.raises(WordsWrong):
                await talk
            assert said[-1] == bytes([Word.WRONG])
        async with between_strangers() as (host, visitor):  # the host's own tag
            shown = code()
            talk2 = asyncio.ensure_future(shown.answer(host, LINE))
            turn = (await visitor.receive()).body
            begun = begin(Side.INITIATOR, Secret(b"guess"), turn, b"")
            say(visitor, Word.SHARE, begun.share)
            answer = (await visitor.receive()).body[1:]
            say(visitor, Word.TAG, answer[SHARE_BYTES:])
            with pytest.raises(WordsWrong):
                await talk2

    play(scene())


def test_two_guests_cannot_be_played_against_each_other() -> None:
    """A share that one honest guest sent, said again on another channel with the tag that he made there."""
    password = Secret(b"maple-otter-lamp")
    one = begin(Side.INITIATOR, password, b"session 1", b"A")
    answer = begin(Side.RESPONDER, password, b"session 1", b"B")
    finished, theirs = finish(one, answer.share, b"B"), finish(answer, one.share, b"A")
    assert finished.matches(theirs.tag)
    assert theirs.matches(finished.tag)
    for session, own, other in ((b"session 2", b"B", b"A"), (b"session 1", b"B", b"C"), (b"session 1", b"C", b"A")):
        elsewhere = finish(begin(Side.RESPONDER, password, session, own), one.share, other)
        assert not elsewhere.matches(finished.tag)
        assert not finished.matches(elsewhere.tag)
    assert not theirs.matches(theirs.tag)
    with pytest.raises(CheatingDetected):
        finish(one, answer.share, b"B")  # once only


# ---- what is no honest word


@pytest.mark.parametrize(
    ("body", "error", "costs"),
    [
        (b"", MalformedMessage, 0),
        (bytes([Word.SHARE]) + bytes(31), MalformedMessage, 0),
        (bytes([Word.SHARE]) + bytes(33), MalformedMessage, 0),
        (bytes([Word.TAG]) + bytes(TAG_BYTES), MalformedMessage, 0),
        (bytes([Word.CLOSED, Closed.BUSY]), MalformedMessage, 0),
        (bytes([Word.SHARE]) + bytes(32), CheatingDetected, 1),  # a point of small order
        (bytes([Word.SHARE]) + b"\x01" + bytes(31), CheatingDetected, 1),
    ],
)
def test_a_guest_who_breaks_the_rules(body: bytes, error: type[Exception], costs: int) -> None:
    async def scene() -> None:
        shown = code()
        async with between_strangers() as (host, visitor):
            said = records_of(host)
            visitor.send(RecordType.GUEST, body)
            with pytest.raises(error):
                await shown.answer(host, LINE)
            assert answers_in(said) == 0
            assert await shown.tries_left() == TRIES - costs

    play(scene())


@pytest.mark.parametrize("last", [bytes([Word.TAG]) + bytes(63), bytes([Word.SHARE]) + bytes(32)])
def test_a_last_word_that_is_none_costs_a_try(last: bytes) -> None:
    async def scene() -> None:
        shown = code()
        async with between_strangers() as (host, visitor):
            visitor.send(RecordType.GUEST, bytes([Word.SHARE]) + b"\x09" + bytes(31))
            visitor.send(RecordType.GUEST, last)
            with pytest.raises(MalformedMessage):
                await shown.answer(host, LINE)
            assert await shown.tries_left() == TRIES - 1

    play(scene())


@pytest.mark.parametrize(
    ("bodies", "error"),
    [
        ([bytes([Word.TURN]) + bytes(4)], MalformedMessage),
        ([bytes([Word.COMMIT]) + bytes(34)], MalformedMessage),
        ([bytes([Word.CLOSED])], MalformedMessage),
        ([bytes([Word.CLOSED, 77])], MalformedMessage),
        ([bytes([Word.CLOSED, Closed.BUSY])], Declined),
        ([bytes([Word.CLOSED, Closed.EXPIRED])], InviteExpired),
        ([bytes([Word.CLOSED, Closed.BURNED])], WordsBurned),
        ([bytes([Word.TURN]) + bytes(5), bytes([Word.SHARE]) + bytes(32 + TAG_BYTES)], CheatingDetected),
        ([bytes([Word.TURN]) + bytes(5), bytes([Word.SHARE]) + bytes(95)], MalformedMessage),
    ],
)
def test_a_host_that_breaks_the_rules(bodies: list[bytes], error: type[Exception]) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            for body in bodies:
                host.send(RecordType.GUEST, body)
            with pytest.raises(error):
                await code().try_at(visitor)

    play(scene())


@pytest.mark.parametrize("line", [b"", b"x" * 1025, "ü".encode()])
def test_an_invite_that_is_no_line(line: bytes) -> None:
    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            host.send(RecordType.GUEST, bytes([Word.INVITE]) + line)
            with pytest.raises(MalformedMessage):
                await guest.take_invite(visitor)

    play(scene())


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    assert guest.ANSWER_S == 10
    original = guest.within
    monkeypatch.setattr(guest, "within", lambda seconds, work: original(min(seconds, 0.05), work))

    async def scene() -> None:
        async with between_strangers() as (host, visitor):
            assert kinds(await both(code().answer(host, LINE), asyncio.sleep(0))) == ["TimedOut", "NoneType"]
        async with between_strangers() as (host, visitor):
            with pytest.raises(TimedOut):
                await code().try_at(visitor)

    play(scene())


def test_words_show_themselves_nowhere() -> None:
    shown = code()
    assert "maple" not in repr(shown) + str(vars(shown))
    begun = begin(Side.INITIATOR, Secret(b"maple"), b"", b"")
    assert "maple" not in repr(begun) + repr(finish(begun, begin(Side.RESPONDER, Secret(b"x"), b"", b"").share, b""))
