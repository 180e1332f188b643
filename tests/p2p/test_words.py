"""Words beside the steps: how far people are. Told at any time, waited for without a limit; who goes is noticed."""

from __future__ import annotations

import asyncio

import pytest

from crypto.errors import MalformedMessage
from p2p.channel import Channel
from p2p.errors import PeerLeft
from p2p.memory_channel import memory_channels
from p2p.runner import MAX_WORDS, Runner
from p2p.wire import RecordType
from tests.p2p.helpers import chatter, play


def two() -> tuple[dict[int, Channel], dict[int, Channel]]:
    first, second = memory_channels()
    return {1: first}, {0: second}


def test_words_arrive_beside_a_protocol_and_the_last_one_counts() -> None:
    heard: list[tuple[int, int]] = []

    async def scene() -> None:
        one, other = two()
        async with Runner(one, on_word=lambda *word: heard.append(word)) as mine, Runner(other) as theirs:

            async def talk() -> None:
                for word in (1, 2, 1, 3):
                    theirs.tell(word)
                    await asyncio.sleep(0)

            await asyncio.gather(
                mine.run(chatter({1: one[1]}, 5)), theirs.run(chatter({0: other[0]}, 5)), talk(), all_told(mine)
            )
            assert mine.told == {1: 3}
            await theirs.all_told(3)
            assert theirs.told == {0: 3}
        await asyncio.gather(one[1].close(), other[0].close())

    play(scene())
    assert heard == [(1, 1), (1, 2), (1, 1), (1, 3)]


async def all_told(mine: Runner) -> None:
    """The own word comes last."""
    waiting = asyncio.ensure_future(mine.all_told(3))
    while mine.told != {1: 3}:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
    assert not waiting.done()
    mine.tell(3)
    await waiting


def test_who_has_said_it_and_goes_is_noticed_while_this_side_still_thinks() -> None:
    async def scene() -> None:
        one, other = two()
        async with Runner(one) as mine:
            other[0].send(RecordType.TELL, b"\3")
            other[0].send(RecordType.FIN)
            with pytest.raises(PeerLeft):
                await mine.all_told(3)
            assert mine.told == {1: 3}
        await asyncio.gather(one[1].close(), other[0].close())

    play(scene())


def test_waiting_for_a_word_notices_who_goes() -> None:
    async def scene() -> None:
        one, other = two()
        async with Runner(one) as mine:
            other[0].send(RecordType.FIN)
            with pytest.raises(PeerLeft):
                await mine.all_told(3)
        await asyncio.gather(one[1].close(), other[0].close())

    play(scene())


@pytest.mark.parametrize("bodies", [[b""], [b"\1\1"], [b"\1"] * (MAX_WORDS + 1)])
def test_what_is_no_word_ends_it(bodies: list[bytes]) -> None:
    async def scene() -> None:
        one, other = two()
        async with Runner(one) as mine:
            for body in bodies:
                other[0].send(RecordType.TELL, body)
            with pytest.raises(MalformedMessage):
                await mine.all_told(3)
        await asyncio.gather(one[1].close(), other[0].close())

    play(scene())
